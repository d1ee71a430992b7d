/**
 * A record's layout as lines of text, in the manner of pahole(1): each member with offset and size, holes, cache-line boundaries, the
 * kernel options it depends on, and sums. In: a laid out record and its program; out: lines, no line end. Offsets and sizes are in BYTES, a
 * bit-field's as byte:bit and bits, the bit counted in memory order (see record-layout.ts). Members of records without a tag
 * are shown in place, with offsets from the outermost record's start.
 */
import type { CMember, CRecord, MemberLayout, RecordDefinition, RecordLayout } from "./c-type.js";
import { declarationText, type TypeTables } from "./type-text.js";

/** BYTES. x86, arm64 and RISC-V; FreeBSD's CACHE_LINE_SIZE is that or a multiple. */
const cacheLine = 64;
/** Column of the comments. */
const commentColumn = 56;

/** Holes of one record's own members: whole ones in BYTES, and BITS left over within bytes that bit-fields share. */
interface Holes {
  count: number;
  bytes: number;
  bitCount: number;
  bits: number;
}

class Report {
  readonly lines: string[] = [];
  /** Cache line that the last member shown was in. */
  #line = 0;

  constructor(readonly program: TypeTables) {}

  row(depth: number, text: string, comment: string, options: readonly string[]): void {
    const code = `${"    ".repeat(depth)}${text}`.padEnd(commentColumn);
    const needs = options.length === 0 ? "" : ` option${options.length > 1 ? "s" : ""} ${options.join(", ")}`;
    this.lines.push(`${code} /* ${comment} */${needs === "" ? "" : ` /*${needs} */`}`);
  }

  note(depth: number, text: string): void {
    this.lines.push("", `${"    ".repeat(depth)}/* ${text} */`, "");
  }

  /** Says which cache line begins at or before a member. @param at BITS from the outermost record's start */
  boundary(depth: number, at: number): void {
    const byte = Math.floor(at / 8);
    const line = Math.floor(byte / cacheLine);
    if (line <= this.#line) return;
    this.#line = line;
    const ago = byte - line * cacheLine;
    const was = ago === 0 ? "" : ` was ${plural(ago, "byte")} ago`;
    this.note(depth, `--- cacheline ${line} boundary (${line * cacheLine} bytes)${was} ---`);
  }
}

/**
 * @returns the lines of `struct tag { … };` with a summary; one line that says so where the record is incomplete or has no layout
 */
export function layoutReport(program: TypeTables, record: CRecord): readonly string[] {
  const name = `${record.tagKind} ${record.tag ?? "{...}"}`;
  if (record.definition === undefined) return [`${name}; /* only declared */`];
  if (record.layout === undefined) return [`${name}; /* its layout could not be worked out */`];
  const report = new Report(program);
  const needs = record.origin.options;
  report.lines.push(`${name} {${needs.length === 0 ? "" : ` /* options ${needs.join(", ")} */`}`);
  const holes = members(report, record.definition, record.layout, 1, 0);
  report.lines.push("", ...summary(record.definition, record.layout, holes).map((line) => `    /* ${line} */`));
  report.lines.push(`}${recordAttributes(record.definition)};`);
  return collapseBlank(report.lines);
}

/** Members of one record, `start` BITS from the outermost record's start. */
function members(report: Report, of: RecordDefinition, layout: RecordLayout, depth: number, start: number): Holes {
  const holes: Holes = { count: 0, bytes: 0, bitCount: 0, bits: 0 };
  let end = 0;
  of.members.forEach((member, index) => {
    const at = layout.members[index];
    if (of.tagKind === "struct") hole(report, holes, depth, end, at.offset);
    report.boundary(depth, start + at.offset);
    memberRows(report, member, at, depth, start);
    end = of.tagKind === "struct" ? Math.max(end, at.offset + at.size) : Math.max(end, at.size);
  });
  const padding = layout.size * 8 - end;
  if (depth > 1 && padding > 0) report.note(depth, `XXX ${bitsText(padding)} padding`);
  return holes;
}

function hole(report: Report, holes: Holes, depth: number, end: number, offset: number): void {
  const gap = offset - end;
  if (gap <= 0) return;
  const toByte = Math.min(gap, (8 - (end % 8)) % 8);
  const whole = Math.floor((gap - toByte) / 8);
  const bits = gap - whole * 8;
  if (bits > 0) {
    holes.bitCount++;
    holes.bits += bits;
    report.note(depth, `XXX ${plural(bits, "bit")} hole`);
  }
  if (whole > 0) {
    holes.count++;
    holes.bytes += whole;
    report.note(depth, `XXX ${plural(whole, "byte")} hole`);
  }
}

function memberRows(report: Report, member: CMember, at: MemberLayout, depth: number, start: number): void {
  const { program } = report;
  const { options } = member.origin;
  const offset = start + at.offset;
  const suffix = `${memberAttributes(member)};`;
  if (member.bitWidth !== undefined) {
    const text = `${declarationText(program, member.type, member.name ?? "")}:${member.bitWidth}${suffix}`;
    const place = `${`${Math.floor(offset / 8)}`.padStart(5)}:${`${offset % 8}`.padEnd(2)}`;
    report.row(depth, text, `${place} ${`${at.size}`.padStart(4)} bits`, options);
    return;
  }
  const place = `${`${offset / 8}`.padStart(5)}    ${`${at.size / 8}`.padStart(4)}`;
  const inner = untaggedRecord(program, member);
  if (inner?.definition === undefined || inner.layout === undefined) {
    report.row(depth, `${declarationText(program, member.type, member.name ?? "")}${suffix}`, place, options);
    return;
  }
  report.lines.push(`${"    ".repeat(depth)}${inner.tagKind} {`);
  members(report, inner.definition, inner.layout, depth + 1, offset);
  const name = member.name === undefined ? "" : ` ${member.name}`;
  report.row(depth, `}${recordAttributes(inner.definition)}${name}${suffix}`, place, options);
}

/** The record that a member is declared with on the spot: `struct { … } m;` */
function untaggedRecord(program: TypeTables, member: CMember): CRecord | undefined {
  let row = program.types[member.type];
  while (row.kind === "qualified") row = program.types[row.of];
  if (row.kind !== "record") return undefined;
  const record = program.records[row.record];
  return record.tag === undefined ? record : undefined;
}

function summary(of: RecordDefinition, layout: RecordLayout, holes: Holes): readonly string[] {
  const plain = of.members.flatMap((m, i) => (m.bitWidth === undefined ? [layout.members[i].size / 8] : []));
  const fields = of.members.flatMap((m, i) => (m.bitWidth === undefined ? [] : [layout.members[i].size]));
  const end = layout.members.reduce((most, m) => Math.max(most, m.offset + m.size), 0);
  const padding = layout.size * 8 - end;
  const lines = Math.ceil(layout.size / cacheLine);
  const out = [`size: ${layout.size}, align: ${layout.align}, cachelines: ${lines}, members: ${of.members.length}`];
  if (of.tagKind === "struct") {
    const sum = `sum members: ${total(plain)}`;
    const bitSum = fields.length === 0 ? "" : `, bit-fields: ${fields.length} (${plural(total(fields), "bit")})`;
    const byteHoles = holes.count === 0 ? "" : `, holes: ${holes.count}, sum holes: ${holes.bytes}`;
    const bitHoles =
      holes.bitCount === 0 ? "" : `, bit holes: ${holes.bitCount}, sum bit holes: ${plural(holes.bits, "bit")}`;
    out.push(`${sum}${bitSum}${byteHoles}${bitHoles}`);
  }
  if (padding > 0) out.push(`padding: ${bitsText(padding)}`);
  if (layout.size % cacheLine !== 0) out.push(`last cacheline: ${plural(layout.size % cacheLine, "byte")}`);
  return out;
}

function recordAttributes(of: RecordDefinition): string {
  return (
    attributes(of.packed, of.aligned, of.msStruct) + (of.pack === undefined ? "" : ` /* #pragma pack(${of.pack}) */`)
  );
}

function memberAttributes(member: CMember): string {
  return attributes(member.packed, member.aligned);
}

function attributes(packed: boolean, aligned: number | undefined, msStruct = false): string {
  const words = [
    ...(packed ? ["packed"] : []),
    ...(msStruct ? ["ms_struct"] : []),
    ...(aligned === undefined ? [] : [`aligned(${aligned})`]),
  ];
  return words.length === 0 ? "" : ` __attribute__((${words.join(", ")}))`;
}

function bitsText(bits: number): string {
  const whole = Math.floor(bits / 8);
  if (bits % 8 === 0) return plural(whole, "byte");
  return whole === 0 ? plural(bits, "bit") : `${plural(whole, "byte")} and ${plural(bits % 8, "bit")}`;
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

function total(of: readonly number[]): number {
  return of.reduce((sum, n) => sum + n, 0);
}

/** One empty line where notes leave two, none after an opening brace. */
function collapseBlank(lines: readonly string[]): readonly string[] {
  return lines.filter(
    (line, i) => line !== "" || (i > 0 && lines[i - 1] !== "" && !lines[i - 1].trimEnd().endsWith("{")),
  );
}
