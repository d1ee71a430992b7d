/**
 * Accessors: methods for what no Rust field can be: bit-fields, members of anonymous members under their C names, volatile members, members kept as
 * bytes. In: a record's members and planned fields; out: Accessors as data, each with its place in the record that has
 * the method; `accessor-item.ts` makes methods of them. C11 6.7.2.1p13 (anonymous members), 6.7.3p7 (volatile); AAPCS64 8.1.8.5 (volatile bit-fields).
 */
import { assertNever, type Bits, type Bytes, bits, bytes, bytesToBits } from "../base/index.js";
import type { BitFieldShapeMember, LayoutHelper, PlainShapeMember, ShapeField, ShapeInput } from "./record-shape.js";
import type { RustType } from "./rust-crate.js";

interface AccessorBase {
  /** `f` of `f()`; a legal Rust name. */
  readonly name: string;
  /** `set_f` of `set_f(value)`, `f_mut` of `f_mut()`: free in this record. */
  readonly second: string;
  readonly type: RustType;
  /** It reads bytes that a union may not have initialised: the methods are unsafe. */
  readonly inUnion: boolean;
}

/** `f()` reads, `set_f(value)` writes. */
export interface BitFieldAccessor extends AccessorBase {
  readonly kind: "bit-field";
  /** BITS from the record's start, in memory order. */
  readonly offset: Bits;
  readonly width: Bits;
  readonly value: "bool" | "signed" | "unsigned";
  readonly newtypeOf: RustType | undefined;
  /** For a volatile one: the one access made, BYTES from the record's start. Undefined where it is not volatile. */
  readonly access: { readonly offset: Bytes; readonly size: Bytes; readonly single: boolean } | undefined;
}

/** `f()` and `set_f(value)` through one volatile access. `offset` in BYTES. */
export interface VolatileAccessor extends AccessorBase {
  readonly kind: "volatile";
  readonly offset: Bytes;
  /** Of the Rust type, BYTES. */
  readonly align: Bytes;
  /** The place is always a multiple of that; else the access goes through `Unaligned`. */
  readonly aligned: boolean;
}

/** `f()` gives a `*const`, `f_mut()` a `*mut`; unaligned where C's place is. `offset` in BYTES. */
export interface PointerAccessor extends AccessorBase {
  readonly kind: "pointer";
  readonly offset: Bytes;
  /**
   * Pointers to follow first, outermost first: offset of each, BYTES; `offset` then is from where the last one points. The methods are
   * unsafe. Undefined or empty: none.
   */
  readonly through?: readonly Bytes[];
}

export type Accessor = BitFieldAccessor | VolatileAccessor | PointerAccessor;

export interface RecordAccessors {
  readonly accessors: readonly Accessor[];
  readonly reachable: readonly Accessor[];
  readonly helpers: readonly LayoutHelper[];
}

export function recordAccessors(input: ShapeInput, fields: readonly ShapeField[]): RecordAccessors {
  const own: Accessor[] = [];
  const reachable: Accessor[] = [];
  const fieldOf = new Map<number, ShapeField>();
  for (const field of fields) for (const member of field.members) fieldOf.set(member, field);
  const { promotable } = input;
  input.members.forEach((member, index) => {
    const { offset, size } = input.layout.members[index];
    if (member.kind === "bit-field") {
      if (member.name === undefined) return;
      const accessor = bitFieldAccessor(input, member, member.name, offset, size);
      own.push(accessor);
      reachable.push(accessor);
      return;
    }
    const at = bytes(offset / 8);
    if (member.promotes !== undefined) {
      const promoted = member.promotes.map((a) => moved(a, at, input));
      own.push(...promoted);
      reachable.push(...promoted);
    }
    const field = fieldOf.get(index);
    const named = promotable && member.promotes === undefined;
    if (!named && !member.volatile && field?.kind !== "storage") return;
    const accessor = plainAccessor(input, member, at, field);
    if (accessor.kind === "volatile" || field?.kind === "storage") own.push(accessor);
    if (named) reachable.push(accessor);
  });
  const accessors = distinctNames(own);
  return { accessors, reachable: promotable ? distinctNames(reachable) : [], helpers: accessors.flatMap(helpersOf) };
}

function bitFieldAccessor(
  input: ShapeInput,
  member: BitFieldShapeMember,
  name: string,
  offset: Bits,
  width: Bits,
): BitFieldAccessor {
  return {
    kind: "bit-field",
    name,
    second: setterName(name),
    type: member.type,
    inUnion: input.tagKind === "union",
    offset,
    width,
    value: member.value,
    newtypeOf: member.newtypeOf,
    access: member.volatile ? volatileAccess(input, member, offset, width) : undefined,
  };
}

/**
 * The bytes that one volatile access of a bit-field touches: its container, the aligned unit of its declared type, as AAPCS wants it, where that
 * lies in the record and holds no member that is no bit-field (C11 3.14: that would be another memory location); else the smallest such unit;
 * else just its bytes, which then is no single access.
 */
function volatileAccess(input: ShapeInput, member: BitFieldShapeMember, offset: Bits, width: Bits) {
  for (const size of [member.unit, 1, 2, 4, 8]) {
    const at = Math.floor(offset / (size * 8)) * size;
    const covers = offset + width <= (at + size) * 8;
    const inside = at + size <= input.layout.size && isAligned(input, bytes(at), bytes(size));
    if (size <= 8 && covers && inside && holdsOnlyBitFields(input, at, at + size)) {
      return { offset: bytes(at), size: bytes(size), single: true };
    }
  }
  return bytesOf(offset, width);
}

/** BYTES [from, to) hold no plain member. In a union every member lies over every other one, and is there on purpose. */
function holdsOnlyBitFields(input: ShapeInput, from: number, to: number): boolean {
  if (input.tagKind === "union") return true;
  return input.members.every((member, index) => {
    const { offset, size } = input.layout.members[index];
    return member.kind === "bit-field" || (offset + size) / 8 <= from || offset / 8 >= to;
  });
}

function plainAccessor(
  input: ShapeInput,
  member: PlainShapeMember,
  offset: Bytes,
  field: ShapeField | undefined,
): VolatileAccessor | PointerAccessor {
  const { name, rust } = member;
  const base = { name, offset, inUnion: input.tagKind === "union" };
  const whole = member.volatile && rust?.copy && !rust.holdsReprAlign && rust.type.kind !== "array";
  if (whole && field?.kind !== "storage") {
    const aligned = field?.kind === "member" && isAligned(input, offset, rust.align);
    return { ...base, kind: "volatile", second: setterName(name), type: rust.type, align: rust.align, aligned };
  }
  const type: RustType = rust?.type ?? { kind: "path", path: "u8" };
  return { ...base, kind: "pointer", second: mutName(name), type };
}

/**
 * The accessor of an inner record, seen from one that holds it `by` BYTES from its start. That one may be packed: what was aligned in
 * the inner record need not be so here.
 */
function moved(accessor: Accessor, by: Bytes, outer: ShapeInput): Accessor {
  const inUnion = accessor.inUnion || outer.tagKind === "union";
  const offset = bytes(accessor.offset + by);
  switch (accessor.kind) {
    case "pointer":
      return { ...accessor, inUnion, offset };
    case "volatile":
      return { ...accessor, inUnion, offset, aligned: accessor.aligned && isAligned(outer, offset, accessor.align) };
    case "bit-field": {
      const inBits = bits(accessor.offset + bytesToBits(by));
      if (accessor.access === undefined) return { ...accessor, inUnion, offset: inBits };
      const access = { ...accessor.access, offset: bytes(accessor.access.offset + by) };
      const single = access.single && isAligned(outer, access.offset, access.size);
      return { ...accessor, inUnion, offset: inBits, access: single ? access : bytesOf(inBits, accessor.width) };
    }
    default:
      return assertNever(accessor);
  }
}

/** Is a place `offset` BYTES into any value of the record a multiple of `align`? */
function isAligned(record: ShapeInput, offset: Bytes, align: Bytes): boolean {
  return offset % align === 0 && record.layout.align % align === 0;
}

/** Just the bytes that a bit-field is in: no single access. */
function bytesOf(offset: Bits, width: Bits): BitFieldAccessor["access"] {
  const at = Math.floor(offset / 8);
  return { offset: bytes(at), size: bytes(Math.ceil((offset + width) / 8) - at), single: false };
}

/** C keeps first names apart (6.7.2.1p13: members of anonymous members are the record's own); made-up second ones give way. */
function distinctNames(accessors: readonly Accessor[]): readonly Accessor[] {
  return withDistinctSeconds(accessors, new Set());
}

/** @param others names that are not free */
export function withDistinctSeconds(accessors: readonly Accessor[], others: ReadonlySet<string>): readonly Accessor[] {
  const taken = new Set(others);
  for (const { name } of accessors) taken.add(name);
  return accessors.map((accessor) => {
    let { second } = accessor;
    while (taken.has(second)) second += "_";
    taken.add(second);
    return { ...accessor, second };
  });
}

export function helpersOf(accessor: Accessor): readonly LayoutHelper[] {
  switch (accessor.kind) {
    case "pointer":
      return [];
    case "volatile":
      return accessor.aligned ? ["volatile"] : ["Unaligned", "volatile"];
    case "bit-field": {
      const helper = accessor.width > 64 ? "wide_bits" : "bits";
      return accessor.access === undefined ? [helper] : [helper, "volatile"];
    }
    default:
      return assertNever(accessor);
  }
}

export function setterName(name: string): string {
  return `set_${bare(name)}`;
}

export function mutName(name: string): string {
  return `${bare(name)}_mut`;
}

function bare(name: string): string {
  return name.startsWith("r#") ? name.slice(2) : name;
}
