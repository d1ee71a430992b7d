/**
 * Record layout: where the members of a C struct or union lie, and how large and how aligned the record is (C11 6.7.2.1).
 * In: a RecordDefinition, size and alignment of each member's type, how the target places bit-fields. Out: a RecordLayout, or why
 * C refuses the record. Pure: nested records come in as sizes, so callers lay out inner records first.
 *
 * Sources: System V psABIs (AMD64 3.1.2, i386 2.1.2, PowerPC64 ELF, RISC-V), AAPCS32/AAPCS64 "Bit-fields"; GCC: Common Type
 * Attributes (packed, aligned), Structure-Layout Pragmas. Where they are silent (packed with aligned, pack(n) with
 * bit-fields, alignment from a typedef), clang is the judge: test/semantics/record-layout.test.ts compares random records.
 *
 * Bit offsets are in memory order: bit i lies in byte i >> 3. On a little-endian target bit 0 of a byte is its least significant, on a
 * big-endian one its most significant; so a field's lowest offset is its value's least significant bit there, its most significant
 * bit here. clang's record dumps count the same way.
 */
import { type Bits, type Bytes, bits, bytes, bytesToBits, roundUp, type Target } from "../base/index.js";
import type { CMember, MemberLayout, RecordDefinition, RecordLayout } from "./c-type.js";

/**
 * What layout asks about a member's type, qualifiers removed.
 * - `size` BYTES: of the complete type; 0 for a flexible array (`T x[]`) and for `T x[0]`.
 * - `align` BYTES: what `_Alignof` gives for the type AS NAMED: a typedef's aligned(n) replaces the natural alignment, up or down, and
 *   an array has its element's. aligned(n) on the member itself stays in CMember.aligned.
 */
export interface MemberType {
  readonly size: Bytes;
  readonly align: Bytes;
  /** Widest bit-field the type allows where that is less than its size: BITS, 1 for `_Bool`. */
  readonly maxBitWidth?: Bits | undefined;
  /** Size of an arithmetic type or of such an array's elements, BYTES: what ms_struct aligns to. Undefined for `T x[]`. */
  readonly scalarSize?: Bytes | undefined;
}

export type LayoutOutcome =
  | { readonly kind: "layout"; readonly layout: RecordLayout }
  /** `member` is an index into the definition's members; undefined where the record as a whole is refused. */
  | { readonly kind: "refused"; readonly member: number | undefined; readonly why: string };

/** Beyond this a size in BITS would no longer be an exact number. clang's own limit is of the same order. */
const largestRecord = bytes(2 ** 49);

/** State of a layout under way; placing a member moves it on. BITS, except for alignments, which are BYTES as attributes give them. */
interface Cursor {
  /** End of what is placed so far, rounded up to whole bytes. */
  end: Bits;
  /** Bits before `end` that a following bit-field may take. */
  unfilled: Bits;
  align: Bytes;
  /** Size of the storage unit that a bit-field of ms_struct has opened; 0 where none is open. */
  unit: Bits;
}

/**
 * Lays out one record. C11 6.7.2.1; psABI 3.1.2; AAPCS64 8.1.8.
 * @param types of the members, same order and length as `definition.members`
 * @returns size and alignment in BYTES; member offset and size in BITS from the record's start, unnamed bit-fields included. An empty
 *   record has size 0 (GNU C). Refused, with the member's index: a bit-field wider than its type, a named one without width, an
 *   alignment that is no power of two, a size beyond 2^49 bytes, and a record that carries `unsupported`. Never throws.
 */
export function layoutRecord(
  definition: RecordDefinition,
  types: readonly MemberType[],
  target: Pick<Target, "bitField">,
): LayoutOutcome {
  if (definition.unsupported !== undefined) return refused(undefined, definition.unsupported);
  const recordAlign = definition.aligned ?? bytes(1);
  if (!isPowerOfTwo(recordAlign)) return refused(undefined, `alignment ${recordAlign} is not a power of two`);
  if (definition.pack !== undefined && !isPowerOfTwo(definition.pack)) {
    return refused(undefined, `#pragma pack(${definition.pack}) is not a power of two`);
  }
  const isUnion = definition.tagKind === "union";
  const members: MemberLayout[] = [];
  const at: Cursor = { end: bits(0), unfilled: bits(0), align: recordAlign, unit: bits(0) };
  let size = bits(0);
  for (let index = 0; index < definition.members.length; index++) {
    const member = definition.members[index];
    const type = types[index];
    const why = whyRefused(member, type, definition);
    if (why !== undefined) return refused(index, why);
    if (isUnion) {
      at.end = bits(0);
      at.unfilled = bits(0);
    }
    members.push(
      member.bitWidth === undefined
        ? placePlainMember(definition, member, type, at)
        : definition.msStruct
          ? placeMsBitField(definition, member, member.bitWidth, type, at)
          : placeBitField(definition, member, member.bitWidth, type, at, target.bitField),
    );
    if (at.end > size) size = at.end;
    if (size > bytesToBits(largestRecord)) return refused(index, "the record is too large");
  }
  const rounded = roundUp(size, bytesToBits(at.align));
  return { kind: "layout", layout: { size: bytes(rounded / 8), align: at.align, members } };
}

/**
 * A member that is no bit-field starts at the next multiple of its alignment. packed takes the type's alignment away, also where
 * a typedef gave it; aligned(n) on the member raises what is left; pack(n) bounds the result.
 */
function placePlainMember(definition: RecordDefinition, member: CMember, type: MemberType, at: Cursor): MemberLayout {
  const natural = definition.msStruct ? bytes(Math.max(type.align, type.scalarSize ?? 0)) : type.align;
  let align = definition.packed || member.packed ? bytes(1) : natural;
  if (member.aligned !== undefined && member.aligned > align) align = member.aligned;
  if (definition.pack !== undefined && definition.pack < align) align = definition.pack;
  const offset = roundUp(at.end, bytesToBits(align));
  const size = bytesToBits(type.size);
  at.end = bits(offset + size);
  at.unfilled = bits(0);
  at.unit = bits(0);
  if (align > at.align) at.align = align;
  return { offset, size };
}

/**
 * A bit-field goes to the next free bit, unless it would then cross a boundary of its type's storage unit (psABI: it "must entirely
 * reside in a storage unit appropriate for its declared type"); packed and pack(n) lift that rule. aligned(n) moves it to such a
 * boundary. Width 0 closes the unit, and neither packed nor pack(n) weakens it.
 *
 * Alignments are in BITS here: 1 lets a packed field start anywhere.
 */
function placeBitField(
  definition: RecordDefinition,
  member: CMember,
  width: Bits,
  type: MemberType,
  at: Cursor,
  rules: Target["bitField"],
): MemberLayout {
  const packed = definition.packed || member.packed;
  const asked = (member.aligned ?? 0) * 8;
  const unpacked = Math.max(type.align * 8, asked);
  let align = packed && width !== 0 ? Math.max(1, asked) : unpacked;
  const pack = definition.pack === undefined ? undefined : definition.pack * 8;
  // As clang has it: pack(n) brings back the alignment that packed took away, up to n.
  if (pack !== undefined && width !== 0) align = Math.min(packed ? unpacked : align, pack);

  const free = bits(at.end - at.unfilled);
  const crosses = pack === undefined && (free % align) + width > type.size * 8;
  let offset = free;
  if (width === 0 || crosses) offset = roundUp(free, bits(align));
  else if (asked !== 0 && (pack === undefined || asked <= pack)) offset = roundUp(free, bits(asked));

  const after = bits(offset + width);
  const end = roundUp(after, bits(8));
  const alignsRecord =
    member.name !== undefined || (width === 0 ? rules.zeroWidthAlignsRecord : rules.unnamedAlignsRecord);
  at.end = end;
  at.unfilled = bits(end - after);
  if (alignsRecord && align / 8 > at.align) at.align = bytes(align / 8);
  return { offset, size: width };
}

/**
 * A bit-field of ms_struct takes bits of the storage unit that the one before opened, where that is as large as its type and has enough
 * left; else it opens a unit at the next multiple of its alignment, which is its type's size: packed changes nothing about it. Width 0
 * closes the unit, and is nothing behind a member that is no bit-field. In unions a field takes a whole unit and aligns nothing.
 * GCC: TARGET_MS_BITFIELD_LAYOUT_P; clang: ItaniumRecordLayoutBuilder::LayoutBitField.
 */
function placeMsBitField(
  definition: RecordDefinition,
  member: CMember,
  width: Bits,
  type: MemberType,
  at: Cursor,
): MemberLayout {
  const unit = bytesToBits(type.size);
  if (definition.tagKind === "union") {
    at.end = width === 0 ? bits(8) : unit;
    return { offset: bits(0), size: width };
  }
  let align: number = unit;
  if (at.unit !== unit || at.unfilled < width) {
    if (at.unit === 0 && width === 0) align = 1;
    at.unfilled = bits(0);
    at.unit = bits(0);
  }
  const free = bits(at.end - at.unfilled);
  align = Math.max(align, (member.aligned ?? 0) * 8);
  if (definition.pack !== undefined && width !== 0) align = Math.min(align, definition.pack * 8);
  if (align / 8 > at.align) at.align = bytes(align / 8);
  if (width > 0 && width <= at.unfilled) {
    at.unfilled = bits(at.unfilled - width);
    return { offset: free, size: width };
  }
  const offset = roundUp(free, bits(align));
  if (width > 0) {
    at.end = bits(offset + unit);
    at.unfilled = bits(unit - width);
    at.unit = unit;
  } else {
    at.end = roundUp(offset, bits(8));
    at.unfilled = bits(at.end - offset);
    at.unit = bits(0);
  }
  return { offset, size: width };
}

function whyRefused(member: CMember, type: MemberType, record: RecordDefinition): string | undefined {
  if (!isPowerOfTwo(type.align)) return `alignment ${type.align} is not a power of two`;
  if (member.aligned !== undefined && !isPowerOfTwo(member.aligned)) {
    return `alignment ${member.aligned} is not a power of two`;
  }
  if (member.bitWidth === undefined) {
    const odd = record.msStruct && type.scalarSize !== undefined && !isPowerOfTwo(type.scalarSize);
    // an error of clang's: -Wincompatible-ms-struct
    return odd ? `ms_struct does not say how ${type.scalarSize} bytes are aligned` : undefined;
  }
  const widest = type.maxBitWidth ?? type.size * 8;
  if (member.bitWidth > widest) return `width ${member.bitWidth} exceeds the ${widest} bits of the bit-field's type`;
  if (member.bitWidth < 0) return `bit-field of negative width ${member.bitWidth}`;
  if (member.bitWidth === 0 && member.name !== undefined) return "named bit-field of zero width";
  return undefined;
}

function refused(member: number | undefined, why: string): LayoutOutcome {
  return { kind: "refused", member, why };
}

function isPowerOfTwo(n: number): boolean {
  // Bit operations hold 31 bits; beyond that the logarithm says.
  return n >= 1 && (n < 2 ** 31 ? (n & (n - 1)) === 0 && Number.isInteger(n) : Number.isInteger(Math.log2(n)));
}
