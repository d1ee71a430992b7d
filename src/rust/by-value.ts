/**
 * Whether C and Rust pass a record alike by value. The psABIs look at the types of its members and at nothing else: what Rust has instead of a
 * member, and the bytes that it spells out where C has padding or an unnamed bit-field, are members to rustc.
 * In: records and their Rust shapes. Out: a reason why not, in words, or none.
 */
import type { CProgram, RecordId, TypeId } from "../semantics/index.js";
import type { RecordShape } from "./record-shape.js";
import type { RustTypes } from "./rust-type.js";

export interface ByValueInput {
  readonly program: CProgram;
  readonly types: RustTypes;
  readonly of: (record: RecordId) => RecordShape | undefined;
}

/** Records of more BYTES are not passed in registers by their eightbytes (System V psABI for x86-64, 3.2.3). */
const largestInEightbytes = 16;

/** @returns what the record is or has; undefined where a call can take and give it. Its members' own reasons are the caller's to ask. */
export function whyNotByValue(input: ByValueInput, record: RecordId): string | undefined {
  const shape = input.of(record);
  if (shape === undefined) return "is incomplete";
  if (shape.opaque !== undefined) return "is opaque";
  if (shape.fields.some(({ kind }) => kind === "unaligned" || kind === "storage"))
    return "has members at places where Rust has no such type";
  if (holdsFloat(input, record)) {
    if (holdsPadding(input, record)) return "has floating members beside padding that Rust has to spell out";
    // RISC-V's psABI passes one of each in two registers, and an array in none of them
    if (shape.fields.some(({ kind, type }) => kind === "bit-fields" && type.kind === "array"))
      return "has floating members beside bit-fields that Rust has in an array";
  }
  if (shape.size <= largestInEightbytes && hasEightbyteOfPadding(input, record))
    return "has eight bytes of padding alone, which Rust has to spell out";
  return undefined;
}

function holdsFloat(input: ByValueInput, record: RecordId): boolean {
  return membersOf(input, record).some((type) => isFloat(input, type));
}

function isFloat(input: ByValueInput, type: TypeId): boolean {
  const row = input.types.canonical(elementOf(input, type));
  return row.kind === "float" || row.kind === "complex" || (row.kind === "record" && holdsFloat(input, row.record));
}

/** Does Rust's record, or one that it holds, have fields for what is padding in C? */
function holdsPadding(input: ByValueInput, record: RecordId): boolean {
  if (input.of(record)?.fields.some(({ kind }) => kind === "padding")) return true;
  return membersOf(input, record).some((type) => {
    const row = input.types.canonical(elementOf(input, type));
    return row.kind === "record" && holdsPadding(input, row.record);
  });
}

/** C passes such eight bytes nowhere (their class is NO_CLASS), rustc passes what it has there as an integer. */
function hasEightbyteOfPadding(input: ByValueInput, record: RecordId): boolean {
  const bytes = new Array<"padding" | "member" | undefined>(largestInEightbytes).fill(undefined);
  const mark = (at: number, id: RecordId): void => {
    const { fields = [] } = input.of(id) ?? {};
    const members = input.program.records[id].definition?.members ?? [];
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

function membersOf({ program }: ByValueInput, record: RecordId): readonly TypeId[] {
  return (program.records[record].definition?.members ?? []).map(({ type }) => type);
}

/** The type itself, or what an array is of. */
function elementOf(input: ByValueInput, type: TypeId): TypeId {
  const row = input.types.canonical(type);
  return row.kind === "array" ? elementOf(input, row.of) : type;
}
