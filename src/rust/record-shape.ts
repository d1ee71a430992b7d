/**
 * The Rust shape of a record: a plan of fields, padding and attributes whose size, alignment and every offset under rustc equal C's.
 * In: a record's C layout and what is known of its members' Rust types; out: a RecordShape, which record translation turns
 * into items and `accessor.ts` into methods. Source: The Rust Reference, "Type layout"; rustc's E0587, E0588, E0740.
 *
 * What Rust cannot say directly is said so:
 * - an offset that Rust's algorithm would not give: `_padding_N: [u8; K]`;
 * - alignment above that of the fields: `repr(C, align(n))`;
 * - packed: `repr(C, packed(n))`, where n is C's alignment of the record;
 * - a member less aligned than its Rust type, where packed(n) would not do (packed with aligned, an aligned typedef): `Unaligned<T>`;
 * - the same for a type that holds a `repr(align)`, which no packed type may (E0588): bytes, with `f()` and `f_mut()` giving pointers;
 * - bit-fields: unsigned integers as storage, with `f()` and `set_f(value)`.
 * A plan that does not reproduce C's layout is never returned: the record is opaque, with `why`.
 */
import { type Bytes, bytes, type Target } from "../base/index.js";
import type { RecordLayout } from "../semantics/index.js";
import { type Accessor, recordAccessors } from "./accessor.js";
import { largestReprAlign, type Repr, type RustLayout, reprAttribute } from "./repr-c.js";
import type { RustAttribute, RustType } from "./rust-crate.js";
import { byteArray, checked, type Plan, packedPlan, plainPlan, slotsOf } from "./shape-plan.js";

/** A member's Rust type and what rustc makes of it. `rust-type-layout.ts` gives the layout part for any C type. */
export interface MemberRustType extends RustLayout {
  readonly type: RustType;
  readonly copy: boolean;
  /** The type is, or holds by value, one with `repr(align)`: rustc lets no packed type hold it. */
  readonly holdsReprAlign: boolean;
}

export interface PlainShapeMember {
  readonly kind: "plain";
  /** Field name, a legal Rust name: `callout`, `r#type`, the made-up one of an anonymous member. */
  readonly name: string;
  /** Undefined where there is no Rust type of the member's size: it becomes bytes. */
  readonly rust: MemberRustType | undefined;
  readonly volatile: boolean;
  /** `T x[]`: the record is then not Copy, for a copy would leave the elements behind. */
  readonly flexible: boolean;
  /**
   * Of an anonymous member: `reachable` of its record's shape, so that its members can be had under their C names. Undefined for a
   * member with a C name.
   */
  readonly promotes: readonly Accessor[] | undefined;
}

export interface BitFieldShapeMember {
  readonly kind: "bit-field";
  /** Undefined for an unnamed one: padding. */
  readonly name: string | undefined;
  /** Type of the value in accessors: `c_uint`, `bool`, an enum's alias or newtype. */
  readonly type: RustType;
  /** Tuple struct around an integer of this type (an enum in newtype style); undefined where `type` is an integer or bool. */
  readonly newtypeOf: RustType | undefined;
  /** Size of the declared type, BYTES. */
  readonly unit: Bytes;
  readonly value: "bool" | "signed" | "unsigned";
  readonly volatile: boolean;
}

export type ShapeMember = PlainShapeMember | BitFieldShapeMember;

export interface ShapeInput {
  readonly tagKind: "struct" | "union";
  readonly layout: RecordLayout;
  /** Same order and length as `layout.members`. */
  readonly members: readonly ShapeMember[];
  readonly target: Pick<Target, "integers" | "pointer">;
  /** Put before names of `layout-helper.ts`: `crate::layout::`, or nothing where they are in scope. */
  readonly helperPath: string;
  /** Another record may hold this one anonymously, as C lets only those without a tag: `reachable` is wanted. */
  readonly promotable: boolean;
}

/** In declaration order. `offset` and `size` in BYTES; all fields are meant to be `pub`. */
export interface ShapeField {
  readonly kind: "member" | "unaligned" | "storage" | "bit-fields" | "padding" | "alignment";
  readonly name: string;
  readonly type: RustType;
  readonly offset: Bytes;
  readonly size: Bytes;
  /** Indices into the members: one, or the named bit-fields of a storage; none for padding. */
  readonly members: readonly number[];
}

/** `volatile` gives the volatile functions of each kind of bits that is asked for too. */
export type LayoutHelper =
  | "Unaligned"
  | "bits"
  | "wide_bits"
  | "volatile"
  | "assert_layout"
  | "Shared"
  | "Text"
  | "element_size"
  | "of_pointers"
  | "text_array"
  | "begun";

export interface RecordShape {
  readonly union: boolean;
  /** `repr(...)` only; derive is the caller's, see `copy`. */
  readonly attributes: readonly RustAttribute[];
  readonly fields: readonly ShapeField[];
  readonly accessors: readonly Accessor[];
  /** Every named member as an accessor, anonymous members' included: what a record that holds this one anonymously promotes. Empty unless
   * asked for. */
  readonly reachable: readonly Accessor[];
  /** `derive(Copy, Clone)` is legal and sensible: every field is Copy and there is no flexible array. */
  readonly copy: boolean;
  /** As MemberRustType.holdsReprAlign, for records that hold this one. */
  readonly holdsReprAlign: boolean;
  /** Of the whole, BYTES: C's. */
  readonly size: Bytes;
  readonly align: Bytes;
  /** Items of `layout-helper.ts` that fields and accessors use, sorted. */
  readonly helpers: readonly LayoutHelper[];
  /** Why the record is only bytes of C's size and alignment; undefined where it has its members. */
  readonly opaque: string | undefined;
  /** False where not even that can be spelled: the record must be left out. */
  readonly exact: boolean;
}

/** Has its Rust type `repr(packed)`? */
export const isPacked = (shape: RecordShape | undefined): boolean =>
  shape?.attributes.some((one) => one.includes("packed")) ?? false;

/**
 * Plans a record's Rust type. Never throws; a record that Rust cannot spell is `opaque`, and not `exact` where even bytes of its size
 * or alignment (above 2^29) are beyond Rust.
 */
export function recordShape(input: ShapeInput): RecordShape {
  const { layout } = input;
  const tooLarge = whyTooLarge(layout, input.target);
  if (tooLarge !== undefined) return opaqueShape(layout.size, layout.align, tooLarge, false);
  const slots = slotsOf(input);
  const plain = checked(input, plainPlan(input, slots));
  if (plain?.lost === 0) return shapeOf(input, plain);
  const packed = checked(input, packedPlan(input, slots));
  const best = packed !== undefined && (plain === undefined || packed.lost < plain.lost) ? packed : plain;
  if (best === undefined)
    return opaqueShape(layout.size, layout.align, "no arrangement of Rust fields has C's offsets");
  return shapeOf(input, best);
}

/** Bytes of the right size and alignment: for a record whose members are not to be seen, or cannot be spelled. BYTES. */
export function opaqueShape(size: Bytes, align: Bytes, why: string, exact = align <= largestReprAlign): RecordShape {
  const repr: Repr = { packed: undefined, align: align > 1 ? align : undefined };
  const data: ShapeField = {
    kind: "storage",
    name: "_data",
    type: byteArray(size),
    offset: bytes(0),
    size,
    members: [],
  };
  return {
    union: false,
    attributes: [reprAttribute(repr)],
    fields: [data],
    accessors: [],
    reachable: [],
    copy: false,
    holdsReprAlign: align > 1,
    size,
    align,
    helpers: [],
    opaque: why,
    exact,
  };
}

function whyTooLarge(layout: RecordLayout, target: ShapeInput["target"]): string | undefined {
  if (layout.align > largestReprAlign) return `alignment ${layout.align} is above Rust's limit of 2^29`;
  const limit = target.pointer.size === 4 ? 2 ** 31 : 2 ** 47;
  return layout.size >= limit ? `size ${layout.size} is above Rust's limit for one object` : undefined;
}

function shapeOf(input: ShapeInput, { repr, fields }: Plan): RecordShape {
  const { accessors, reachable, helpers } = recordAccessors(input, fields);
  const plain = input.members.filter((m) => m.kind === "plain");
  const held = fields.flatMap((f) => (f.kind === "member" ? f.members.map((m) => input.members[m]) : []));
  const all: LayoutHelper[] = [
    ...helpers,
    ...(fields.some((f) => f.kind === "unaligned") ? ["Unaligned" as const] : []),
  ];
  return {
    union: input.tagKind === "union",
    attributes: [reprAttribute(repr)],
    fields,
    accessors,
    reachable,
    copy: plain.every((m) => !m.flexible && (m.rust?.copy ?? true)),
    holdsReprAlign: repr.align !== undefined || held.some((m) => m.kind === "plain" && m.rust?.holdsReprAlign === true),
    size: input.layout.size,
    align: input.layout.align,
    helpers: [...new Set(all)].sort(),
    opaque: undefined,
    exact: true,
  };
}
