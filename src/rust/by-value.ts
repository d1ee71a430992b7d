/**
 * Whether C and Rust pass a record alike by value. The psABIs look at the types of its members and at nothing else: what Rust has instead of a
 * member, and the bytes that it spells out where C has padding or an unnamed bit-field, are members to rustc.
 * In: records and their Rust shapes. Out: a reason why not, in words, or none.
 */
import type { CMember, CProgram, CType, RecordId, TypeId } from "../semantics/index.js";
import { isPacked, type RecordShape, type ShapeField } from "./record-shape.js";
import type { RustTypes } from "./rust-type.js";
import type { PassedOtherwise, RustRules } from "./translate-input.js";

export interface ByValueInput {
  readonly program: CProgram;
  readonly types: RustTypes;
  readonly of: (record: RecordId) => RecordShape | undefined;
  /** Of the target's machine. */
  readonly passedOtherwise: readonly PassedOtherwise[];
}

/** @param machine FreeBSD's MACHINE */
export function passedOtherwise({ passedOtherwise }: RustRules, machine: string): readonly PassedOtherwise[] {
  const { others, machines } = passedOtherwise;
  return machines[machine] ?? others;
}

/** Records of more BYTES are not passed in registers by their eightbytes (System V psABI for x86-64, 3.2.3). */
const largestInEightbytes = 16;

/** @returns what the record is or has; undefined where Rust has values of it. Its members' own reasons are the caller's to ask. */
export function whyNoValue({ of }: Pick<ByValueInput, "of">, record: RecordId): string | undefined {
  const shape = of(record);
  if (shape === undefined) return "is incomplete";
  if (shape.opaque !== undefined) return "is opaque";
  return shape.fields.some(({ kind }) => kind === "unaligned" || kind === "storage")
    ? "has members at places where Rust has no such type"
    : undefined;
}

/** @returns the same of calls between C and Rust: undefined where one can take and give it */
export function whyNotByValue(input: ByValueInput, record: RecordId): string | undefined {
  const why = whyNoValue(input, record);
  const shape = input.of(record);
  if (why !== undefined || shape === undefined) return why;
  if (holds(input, record, ({ kind }) => kind === "float" || kind === "complex")) {
    const mixed = whyNotWithFloats(input, record);
    if (mixed !== undefined) return mixed;
  }
  if (shape.size <= largestInEightbytes && hasEightbyteOfPadding(input, record))
    return "has eight bytes of padding alone, which Rust has to spell out";
  if (shape.holdsReprAlign && input.passedOtherwise.includes("aligned"))
    return "is aligned by an attribute, which rustc weighs otherwise than C's compilers";
  return undefined;
}

function whyNotWithFloats(input: ByValueInput, record: RecordId): string | undefined {
  const { passedOtherwise } = input;
  const within = (test: (one: RecordId) => boolean) =>
    test(record) || holds(input, record, (row) => row.kind === "record" && test(row.record));
  if (within((one) => input.of(one)?.fields.some(({ kind }) => kind === "padding") === true))
    return "has floating members beside padding that Rust has to spell out";
  // RISC-V's psABI passes one of each in two registers, and an array in none of them
  const inArray = ({ kind, type }: ShapeField) => kind === "bit-fields" && type.kind === "array";
  if (within((one) => input.of(one)?.fields.some(inArray) === true))
    return "has floating members beside bit-fields that Rust has in an array";
  if (passedOtherwise.includes("mixed floats")) {
    if (within((one) => membersOf(input, one).some(({ bitWidth }) => bitWidth !== undefined)))
      return "has floating members beside bit-fields, which count otherwise in Rust";
    if (within((one) => isPacked(input.of(one)))) return "is packed and has floating members";
  }
  if (passedOtherwise.includes("floats beside pointers") && holds(input, record, ({ kind }) => kind === "pointer"))
    return "has floating members beside pointers, which rustc takes for integers";
  return undefined;
}

/** Is a member, or what one of them consists of, such? */
function holds(input: ByValueInput, record: RecordId, test: (row: CType) => boolean): boolean {
  return membersOf(input, record).some(({ type }) => {
    const row = input.types.canonical(elementOf(input, type));
    return test(row) || (row.kind === "record" && holds(input, row.record, test));
  });
}

/** C passes such eight bytes nowhere (their class is NO_CLASS), rustc passes what it has there as an integer. */
function hasEightbyteOfPadding(input: ByValueInput, record: RecordId): boolean {
  const bytes = new Array<"padding" | "member" | undefined>(largestInEightbytes).fill(undefined);
  const mark = (at: number, id: RecordId): void => {
    const { fields = [] } = input.of(id) ?? {};
    const members = membersOf(input, id);
    for (const { kind, offset, size, members: held } of fields) {
      const from = at + offset;
      const type = kind === "member" ? members[held[0]].type : undefined;
      const row = type === undefined ? undefined : input.types.canonical(elementOf(input, type));
      if (row?.kind === "record") {
        const step = input.of(row.record)?.size ?? 0;
        for (let each = from; step > 0 && each < from + size; each += step) mark(each, row.record);
      } else if (kind !== "padding") bytes.fill("member", from, from + size);
      else for (let each = from; each < from + size; each++) bytes[each] ??= "padding";
    }
  };
  mark(0, record);
  return [bytes.slice(0, 8), bytes.slice(8)].some((eight) => eight.includes("padding") && !eight.includes("member"));
}

function membersOf({ program }: ByValueInput, record: RecordId): readonly CMember[] {
  return program.records[record].definition?.members ?? [];
}

/** The type itself, or what an array is of. */
function elementOf(input: ByValueInput, type: TypeId): TypeId {
  const row = input.types.canonical(type);
  return row.kind === "array" ? elementOf(input, row.of) : type;
}
