/**
 * The shape of a record that needs no plan: every member a plain field, each where `repr(C)` puts it by itself, with C's size and
 * alignment at the end. Nine records of ten are so; one pass over the members finds out and makes the shape, and `record-shape.ts`
 * plans the others. Source: The Rust Reference, "Type layout: The C Representation".
 */
import { type Bytes, bytes, roundUp } from "../base/index.js";
import type { CMember, RecordDefinition, RecordLayout } from "../semantics/index.js";
import type { RecordShape, ShapeField } from "./record-shape.js";
import { rustName } from "./rust-name.js";
import type { RustTypes } from "./rust-type.js";
import type { RustTypeLayout } from "./rust-type-layout.js";

export interface NaturalShapeInput {
  readonly definition: RecordDefinition;
  readonly layout: RecordLayout;
  readonly types: RustTypes;
  /** What rustc makes of a member's type. */
  readonly layoutOf: (member: CMember) => RustTypeLayout | undefined;
}

/** @returns undefined for a record that has bit-fields, volatile or anonymous members, or any member that needs help to its place */
export function naturalShape({ definition, layout, types, layoutOf }: NaturalShapeInput): RecordShape | undefined {
  const union = definition.tagKind === "union";
  const { members } = definition;
  if (members.length === 0) return undefined;
  const fields: ShapeField[] = [];
  let end = 0;
  let align = 1;
  let copy = true;
  let holdsReprAlign = false;
  for (let i = 0; i < members.length; i++) {
    const member = members[i];
    if (member.name === undefined || member.bitWidth !== undefined) return undefined;
    const rust = layoutOf(member);
    const place = layout.members[i];
    if (rust === undefined || rust.size * 8 !== place.size || types.volatility(member.type) === "itself")
      return undefined;
    const offset = union ? 0 : roundUp(end, rust.align);
    if (offset * 8 !== place.offset || (union && !rust.copy)) return undefined;
    const type = types.of(member.type);
    fields.push({
      kind: "member",
      name: rustName(member.name),
      type,
      offset: bytes(offset),
      size: rust.size,
      members: [i],
    });
    end = Math.max(end, offset + rust.size);
    align = Math.max(align, rust.align);
    holdsReprAlign ||= rust.holdsReprAlign;
    if (!rust.copy || isFlexible(types, member, i === members.length - 1)) copy = false;
  }
  if (align !== layout.align || roundUp(end as Bytes, align as Bytes) !== layout.size) return undefined;
  return {
    union,
    attributes: plainRepr,
    fields,
    accessors: [],
    reachable: [],
    copy,
    holdsReprAlign,
    size: layout.size,
    align: layout.align,
    helpers: [],
    opaque: undefined,
    exact: true,
  };
}

const plainRepr: readonly string[] = ["repr(C)"];

/** `T x[]`, and GNU's `T x[0]` at the end. */
export function isFlexible(types: RustTypes, member: CMember, last: boolean): boolean {
  const row = types.canonical(member.type);
  return row.kind === "array" && (row.length === "incomplete" || (last && row.length === 0));
}
