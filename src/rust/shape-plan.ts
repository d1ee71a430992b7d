/**
 * Plans of a record's fields: its slots (plain members and runs of bit-fields, at C's offsets) put into one `repr`, with padding where
 * Rust's algorithm would not reach the next offset by itself, and each member in the form that fits there. In: a ShapeInput; out: Plans
 * whose layout under Rust's rules has been compared with C's. `record-shape.ts` chooses among them and explains the forms.
 */
import { type Bytes, bitsToBytes, bytes, roundUp } from "../base/index.js";
import { type BitFieldRun, bitFieldRuns } from "./bit-field-run.js";
import type { PlainShapeMember, ShapeField, ShapeInput, ShapeMember } from "./record-shape.js";
import { fieldAlign, type Repr, type RustLayout, reprCLayout } from "./repr-c.js";
import type { RustType } from "./rust-crate.js";

/** One thing at a byte offset that needs a field: a plain member or a run of bit-fields. BYTES. */
export interface Slot {
  readonly offset: Bytes;
  readonly rust: RustLayout;
  readonly source: { readonly member: number; readonly of: PlainShapeMember } | BitFieldRun;
}

/** How slots would look under one repr. */
export interface Plan {
  readonly repr: Repr;
  readonly fields: readonly ShapeField[];
  readonly layouts: readonly RustLayout[];
  /** Members that lost their plain type. */
  readonly lost: number;
}

export function slotsOf(input: ShapeInput): readonly Slot[] {
  const runs = bitFieldRuns(input);
  const slots: Slot[] = [];
  input.members.forEach((member, index) => {
    if (member.kind === "bit-field") {
      const run = runs.find((r) => r.members[0] === index);
      if (run !== undefined) slots.push({ offset: run.offset, rust: run.rust, source: run });
      return;
    }
    const { offset, size } = input.layout.members[index];
    const at = bitsToBytes(offset);
    const byteSize = bitsToBytes(size);
    const usable = member.rust !== undefined && member.rust.size === byteSize;
    const of = usable ? member : { ...member, rust: undefined };
    slots.push({
      offset: at,
      rust: of.rust ?? { size: byteSize, align: bytes(1) },
      source: { member: index, of },
    });
  });
  return slots;
}

/** `repr(C)` or `repr(C, align(n))`: members that C aligns less than Rust would are taken out of their types. */
export function plainPlan(input: ShapeInput, slots: readonly Slot[]): Plan {
  const { align } = input.layout;
  const fits = (slot: Slot) => slot.offset % slot.rust.align === 0 && slot.rust.align <= align;
  const highest = slots.reduce((most, slot) => (fits(slot) ? Math.max(most, slot.rust.align) : most), 1);
  return plan(input, slots, fits, { packed: undefined, align: highest < align ? align : undefined });
}

/** `repr(C, packed(n))` with n the record's alignment in C; undefined where no field or marker would give that alignment. */
export function packedPlan(input: ShapeInput, slots: readonly Slot[]): Plan | undefined {
  const { align } = input.layout;
  const repr: Repr = { packed: align, align: undefined };
  const fits = (slot: Slot) =>
    !("of" in slot.source && slot.source.of.rust?.holdsReprAlign) && slot.offset % fieldAlign(slot.rust, repr) === 0;
  const reached = align === 1 || slots.some((slot) => fits(slot) && slot.rust.align >= align);
  if (reached) return plan(input, slots, fits, repr);
  const marker = markerType(align, input.target);
  if (marker === undefined) return undefined;
  return plan(input, slots, fits, repr, { type: marker, align });
}

/** An integer type that Rust aligns to `align` BYTES; none above 8, where Rust versions and targets differ. */
function markerType(align: Bytes, target: ShapeInput["target"]): string | undefined {
  const candidates = [
    ["u16", target.integers["unsigned short"]],
    ["u32", target.integers["unsigned int"]],
    ["u64", target.integers["unsigned long long"]],
  ] as const;
  return candidates.find(([, size]) => size?.align === align)?.[0];
}

function plan(
  input: ShapeInput,
  slots: readonly Slot[],
  fits: (slot: Slot) => boolean,
  repr: Repr,
  marker?: { readonly type: string; readonly align: Bytes },
): Plan {
  const union = input.tagKind === "union";
  const names = new FreshNames(input.members);
  const fields: ShapeField[] = [];
  const layouts: RustLayout[] = [];
  let lost = 0;
  let end = bytes(0);
  const add = (field: ShapeField, align: Bytes) => {
    fields.push(field);
    layouts.push({ size: field.size, align });
    end = bytes(union ? Math.max(end, field.size) : field.offset + field.size);
  };
  const pad = (offset: Bytes, size: Bytes) => {
    const name = names.numbered("_padding");
    add({ kind: "padding", name, type: byteArray(size), offset, size, members: [] }, bytes(1));
  };
  if (marker !== undefined) {
    const type: RustType = { kind: "array", of: { kind: "path", path: marker.type }, length: "0" };
    add(
      { kind: "alignment", name: names.fresh("_align"), type, offset: bytes(0), size: bytes(0), members: [] },
      marker.align,
    );
  }
  for (const slot of slots) {
    const fit = fits(slot);
    if (!fit) lost++;
    const field = fieldOf(input, slot, fit, names);
    const align = field.kind === "unaligned" || field.kind === "storage" ? bytes(1) : slot.rust.align;
    if (!union && roundUp(end, fieldAlign({ size: field.size, align }, repr)) !== slot.offset) {
      pad(end, bytes(slot.offset - end));
    }
    add(field, align);
  }
  if (union && fields.length === 0) pad(bytes(0), input.layout.size);
  const { size } = reprCLayout(union, layouts, repr);
  if (size !== input.layout.size)
    pad(union ? bytes(0) : end, bytes(union ? input.layout.size : input.layout.size - end));
  return { repr, fields, layouts, lost };
}

function fieldOf(input: ShapeInput, slot: Slot, fits: boolean, names: FreshNames): ShapeField {
  const { offset, source } = slot;
  const { size } = slot.rust;
  if (!("of" in source)) {
    const { type, members } = source;
    return { kind: "bit-fields", name: names.numbered("_bitfield"), type, offset, size, members };
  }
  const members = [source.member];
  const { name, rust } = source.of;
  if (rust === undefined || (!fits && rust.holdsReprAlign)) {
    return {
      kind: "storage",
      name: names.fresh(`_storage_${bare(name)}`),
      type: byteArray(size),
      offset,
      size,
      members,
    };
  }
  const kept: RustType = fits
    ? rust.type
    : { kind: "generic", path: `${input.helperPath}Unaligned`, arguments: [rust.type] };
  const type: RustType =
    input.tagKind === "union" && !rust.copy
      ? { kind: "generic", path: "core::mem::ManuallyDrop", arguments: [kept] }
      : kept;
  return { kind: fits ? "member" : "unaligned", name, type, offset, size, members };
}

/** The check that makes a wrong plan impossible to return: Rust's algorithm on the planned fields against C's layout. */
export function checked(input: ShapeInput, plan: Plan | undefined): Plan | undefined {
  if (plan === undefined) return undefined;
  const rust = reprCLayout(input.tagKind === "union", plan.layouts, plan.repr);
  const same =
    rust.size === input.layout.size &&
    rust.align === input.layout.align &&
    plan.fields.every((field, index) => field.size >= 0 && field.offset === rust.offsets[index]);
  return same ? plan : undefined;
}

export function byteArray(size: Bytes): RustType {
  return { kind: "array", of: { kind: "path", path: "u8" }, length: `${size}` };
}

function bare(name: string): string {
  return name.startsWith("r#") ? name.slice(2) : name;
}

/** Names for made-up fields that no member of the record has. */
class FreshNames {
  #taken: Set<string> | undefined;
  readonly #counts = new Map<string, number>();

  constructor(readonly members: readonly ShapeMember[]) {}

  fresh(name: string): string {
    // Most records need none: the set is made when the first name is asked for.
    this.#taken ??= new Set(this.members.flatMap((m) => (m.name === undefined ? [] : [m.name])));
    let free = name;
    while (this.#taken.has(free)) free += "_";
    this.#taken.add(free);
    return free;
  }

  numbered(prefix: string): string {
    const count = (this.#counts.get(prefix) ?? 0) + 1;
    this.#counts.set(prefix, count);
    return this.fresh(`${prefix}_${count}`);
  }
}
