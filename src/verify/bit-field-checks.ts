/**
 * Proof of bit-fields. C can ask for no bit-field's place, but it can store one: each bit-field gets an object of its record, initialized
 * with all ones in that field and nothing else, and the object file's bytes show which bits those are: position and width at once.
 * Storage order within a byte is the ABI's: from the low bit on little-endian machines, from the high bit on big-endian ones.
 */
import type { SourceTable, Target } from "../base/index.js";
import type { CProgram } from "../semantics/index.js";
import type { DeclarationPrinter } from "./c-declaration.js";
import { type CheckList, CheckListBuilder } from "./check.js";
import { flatMembers, isProvenAlone, recordItem } from "./record-checks.js";
import type { CheckedItem } from "./report.js";

export interface BitFieldProbe {
  readonly item: CheckedItem;
  readonly symbol: string;
  /** C text that defines the symbol. */
  readonly line: string;
  readonly member: string;
  /** BITS from the record's start. */
  readonly offset: number;
  /** BITS that are ones: the width, or 1 for a _Bool. */
  readonly width: number;
  /** BYTES of the record. */
  readonly size: number;
}

export function bitFieldProbes(
  program: CProgram,
  printer: DeclarationPrinter,
  sources: SourceTable,
): { readonly list: CheckList; readonly probes: readonly BitFieldProbe[] } {
  const builder = new CheckListBuilder(sources);
  const probes: BitFieldProbe[] = [];
  for (const record of program.records) {
    if (!isProvenAlone(record) || record.layout === undefined) continue;
    const name = printer.records.typeName(record.id);
    if (name === undefined) continue;
    for (const { name: member, member: declared, offset } of flatMembers(program, record, record.layout) ?? []) {
      if (declared.bitWidth === undefined) continue;
      const holder = recordItem(builder, printer, record, "bit-fields");
      const item = { ...holder, name: `${holder.name}.${member}` };
      builder.items[builder.items.length - 1] = item;
      const symbol = `kpigen_bits_${probes.length}`;
      probes.push({
        item,
        symbol,
        line: `__typeof__(${name}) const ${symbol} = { .${member} = -1 };`,
        member,
        offset,
        width: declared.bitWidth,
        size: record.layout.size,
      });
    }
  }
  return { list: builder, probes };
}

/** How far a bit of a record is from the lowest one of its byte. @param bit from the record's start, in memory order */
export const bitInByte = (bit: number, endian: Target["endian"]): number =>
  endian === "little" ? bit & 7 : 7 - (bit & 7);

/** Compares an object's bytes with what the layout says; the answer is undefined or what is wrong. */
export function bitFieldFault(probe: BitFieldProbe, bytes: Uint8Array, endian: Target["endian"]): string | undefined {
  if (bytes.length < probe.size) return `the object has ${bytes.length} bytes, the record ${probe.size}`;
  const ones: number[] = [];
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    if ((bytes[bit >> 3] >> bitInByte(bit, endian)) & 1) ones.push(bit);
  }
  const right =
    ones.length === probe.width && ones[0] === probe.offset && ones.at(-1) === probe.offset + probe.width - 1;
  if (right) return undefined;
  const is = ones.length === 0 ? "no bit" : `bits ${ones[0]} to ${ones.at(-1)} (${ones.length} ones)`;
  return `bit-field ${probe.member}: C stores ${is}, kpigen says bits ${probe.offset} to ${probe.offset + probe.width - 1}`;
}
