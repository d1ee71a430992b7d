/**
 * Shapes of a program's records, each planned once, inner ones first: what `record-shape.ts` needs to know of members, from their C types.
 * In: records with C layouts, types in Rust. Out: a shape by RecordId, and whether C and Rust pass the record alike by value.
 */
import { bytes, type Target } from "../base/index.js";
import type { CMember, CProgram, CRecord, RecordId, TypeId } from "../semantics/index.js";
import { type ByValueInput, whyNotByValue, whyNoValue } from "./by-value.js";
import { isFlexible, naturalShape } from "./natural-shape.js";
import {
  type BitFieldShapeMember,
  opaqueShape,
  type RecordShape,
  recordShape,
  type ShapeMember,
} from "./record-shape.js";
import { rustName } from "./rust-name.js";
import type { RustTypes } from "./rust-type.js";
import { type RustTypeLayout, type RustTypeLayoutInput, rustTypeLayout } from "./rust-type-layout.js";
import type { PassedOtherwise } from "./translate-input.js";

export interface RecordShapes {
  /** Undefined for an incomplete record, and for one whose layout failed. */
  readonly of: (record: RecordId) => RecordShape | undefined;
  /** Why Rust has no value of the record although its size is known; undefined where it has. */
  readonly whyNoValue: (record: RecordId) => string | undefined;
  /** Why a call between C and Rust cannot take or give it; undefined where one can. */
  readonly whyNotByValue: (record: RecordId) => string | undefined;
  /** What rustc makes of a type; undefined where it has no size in Rust. */
  readonly layoutOf: (type: TypeId) => RustTypeLayout | undefined;
  /** What accessors need to know of a bit-field. */
  readonly bitField: (member: CMember) => BitFieldShapeMember;
}

export interface RecordShapesInput {
  readonly program: CProgram;
  readonly types: RustTypes;
  readonly target: Target;
  readonly rustMinor: number;
  readonly helperPath: string;
  readonly enumStyle: "alias" | "newtype";
  readonly passedOtherwise: readonly PassedOtherwise[];
  /** Why the record's members are not to be seen. */
  readonly whyOpaque: (record: CRecord) => string | undefined;
}

export function createRecordShapes(input: RecordShapesInput): RecordShapes {
  const { program, types } = input;
  const made: (RecordShape | null | undefined)[] = new Array(program.records.length);
  const layoutInput: RustTypeLayoutInput = {
    program,
    target: input.target,
    rustMinor: input.rustMinor,
    known: new Map(),
    shapeOf: (record) => {
      const shape = of(record);
      return shape?.exact ? shape : undefined;
    },
  };

  function of(record: RecordId): RecordShape | undefined {
    const known = made[record];
    if (known !== undefined) return known ?? undefined;
    made[record] = null;
    const shape = plan(program.records[record]);
    made[record] = shape ?? null;
    return shape;
  }

  function plan(record: CRecord): RecordShape | undefined {
    const { definition, layout } = record;
    if (definition === undefined || layout === undefined) return undefined;
    const why = input.whyOpaque(record);
    if (why !== undefined) return opaqueShape(layout.size, layout.align, why);
    // one without a tag may be held anonymously: what is reachable through it is then asked for
    const natural =
      record.tag === undefined ? undefined : naturalShape({ definition, layout, types, layoutOf: memberLayout });
    if (natural !== undefined) return natural;
    const names = fieldNames(definition.members);
    const members = definition.members.map((member, index) => {
      const last = index === definition.members.length - 1;
      return member.bitWidth === undefined ? plain(member, names[index], last) : bitField(member);
    });
    return recordShape({
      tagKind: definition.tagKind,
      layout,
      members,
      target: input.target,
      helperPath: input.helperPath,
      promotable: record.tag === undefined,
    });
  }

  function layoutOf(type: TypeId): RustTypeLayout | undefined {
    return rustTypeLayout(layoutInput, type);
  }

  function memberLayout(member: CMember): RustTypeLayout | undefined {
    return layoutOf(member.type);
  }

  function plain(member: CMember, name: string, last: boolean): ShapeMember {
    const row = types.canonical(member.type);
    const layout = layoutOf(member.type);
    const anonymous = member.name === undefined && row.kind === "record" ? of(row.record) : undefined;
    return {
      kind: "plain",
      name,
      rust: layout === undefined ? undefined : { ...layout, type: types.of(member.type) },
      volatile: types.volatility(member.type) === "itself",
      flexible: isFlexible(types, member, last),
      promotes: member.name === undefined ? (anonymous?.reachable ?? []) : undefined,
    };
  }

  function bitField(member: CMember): BitFieldShapeMember {
    const row = types.canonical(member.type);
    const integer = row.kind === "enum" ? program.enums[row.enum].type : member.type;
    const under = types.canonical(integer);
    const kind = under.kind === "integer" ? under.name : "unsigned int";
    const newtype = row.kind === "enum" && input.enumStyle === "newtype" && types.isNamedEnum(row.enum);
    let value: "bool" | "signed" | "unsigned" = types.signed(kind) ? "signed" : "unsigned";
    if (kind === "bool") value = "bool";
    return {
      kind: "bit-field",
      name: member.name === undefined ? undefined : rustName(member.name),
      type: types.of(member.type),
      newtypeOf: newtype ? types.of(integer) : undefined,
      unit: input.target.integers[kind]?.size ?? bytes(4),
      value,
      volatile: types.volatility(member.type) === "itself",
    };
  }

  const byValue: ByValueInput = { program, types, of, passedOtherwise: input.passedOtherwise };
  return {
    of,
    whyNoValue: (record) => whyNoValue(byValue, record),
    whyNotByValue: (record) => whyNotByValue(byValue, record),
    layoutOf,
    bitField,
  };
}

/** Legal and distinct: `anon_1` for the first member without a name, with underscores where a member has that name. */
export function fieldNames(members: readonly CMember[]): string[] {
  const names = members.map((member) => (member.name === undefined ? "" : rustName(member.name)));
  let anonymous = 0;
  members.forEach((member, index) => {
    if (member.name !== undefined || member.bitWidth !== undefined) return;
    let name = `anon_${++anonymous}`;
    while (names.includes(name)) name += "_";
    names[index] = name;
  });
  return names;
}
