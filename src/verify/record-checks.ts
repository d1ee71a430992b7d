/**
 * Checks of record layouts: size, alignment, the offset and the type of every member, through anonymous members as C does (C11 6.7.2.1p13).
 * Bit-fields have no address: their place is proven through an object file, see `bit-field-checks.ts`; here only their type.
 */
import type { Bits, SourceTable } from "../base/index.js";
import type { CMember, CProgram, CRecord, RecordLayout } from "../semantics/index.js";
import type { DeclarationPrinter } from "./c-declaration.js";
import { type CheckList, CheckListBuilder } from "./check.js";
import { isQualified } from "./record-name.js";
import type { CheckedItem } from "./report.js";

/** A named member of a record or of an anonymous member in it. */
export interface FlatMember {
  readonly name: string;
  readonly member: CMember;
  /** From the start of the record that it was asked of. */
  readonly offset: Bits;
  /** In an anonymous member with qualifiers, which C adds to the member's own. */
  readonly qualified: boolean;
}

/** Named members, those of anonymous members included; undefined where some anonymous member has no layout. */
export function flatMembers(
  program: CProgram,
  record: CRecord,
  layout: RecordLayout,
  from: Bits = 0 as Bits,
): readonly FlatMember[] | undefined {
  const out: FlatMember[] = [];
  const members = record.definition?.members ?? [];
  for (let i = 0; i < members.length; i++) {
    const member = members[i];
    const offset = (from + layout.members[i].offset) as Bits;
    if (member.name !== undefined) {
      out.push({ name: member.name, member, offset, qualified: false });
      continue;
    }
    if (member.bitWidth !== undefined) continue;
    const inner = recordOf(program, member);
    if (inner?.layout === undefined) return undefined;
    const below = flatMembers(program, inner, inner.layout, offset);
    if (below === undefined) return undefined;
    const qualified = isQualified(program, member.type);
    for (const one of below) out.push(qualified ? { ...one, qualified } : one);
  }
  return out;
}

function recordOf(program: CProgram, member: CMember): CRecord | undefined {
  let type = program.types[member.type];
  while (type.kind === "qualified" || type.kind === "typedef") {
    type = program.types[type.kind === "qualified" ? type.of : program.typedefs[type.typedef].type];
  }
  return type.kind === "record" ? program.records[type.record] : undefined;
}

/** A complete record, or an array of one, that C text can name by itself; an anonymous member is proven with the record around it. */
export function isProvenAlone(record: CRecord): boolean {
  return (
    record.definition !== undefined &&
    record.scope === "file" &&
    (record.tag !== undefined || record.holder?.kind !== "anonymous-member")
  );
}

/** How a report names a record. */
export function recordItem(
  builder: CheckListBuilder,
  printer: DeclarationPrinter,
  record: CRecord,
  kind: "records" | "bit-fields" = "records",
): CheckedItem {
  const name = printer.records.typeName(record.id) ?? `unnamed ${record.tagKind}`;
  const itemKind = kind === "records" && record.tag === undefined ? "unnamed records" : kind;
  return builder.item(itemKind, name, record.origin);
}

export function recordChecks(program: CProgram, printer: DeclarationPrinter, sources: SourceTable): CheckList {
  const builder = new CheckListBuilder(sources);
  for (const record of program.records) {
    if (isProvenAlone(record)) checkRecord(builder, program, printer, record);
  }
  return builder;
}

function checkRecord(builder: CheckListBuilder, program: CProgram, printer: DeclarationPrinter, record: CRecord): void {
  const item = recordItem(builder, printer, record);
  const name = printer.records.typeName(record.id);
  if (name === undefined) {
    builder.cannot(item, "C text cannot name this record");
    return;
  }
  const layout = record.layout;
  if (layout === undefined) {
    builder.cannot(item, "kpigen has no layout of it");
    return;
  }
  const align = typedefAlignment(program, record) ?? layout.align;
  builder.check(
    item,
    `_Static_assert(sizeof(${name}) == ${layout.size}, "size"); _Static_assert(_Alignof(${name}) == ${align}, "alignment");`,
  );
  const members = flatMembers(program, record, layout);
  if (members === undefined) {
    builder.cannot(item, "an anonymous member has no layout");
    return;
  }
  for (const { name: member, member: declared, offset, qualified } of members) {
    const isBitField = declared.bitWidth !== undefined;
    const type = printer.declare(declared.type, isBitField || qualified ? "" : "(*)");
    if (type === undefined) {
      if (declared.bitWidth !== undefined || offset % 8 !== 0) {
        builder.cannot(item, `the type of member ${member} cannot be spelled in C`);
        continue;
      }
      builder.check(
        item,
        `_Static_assert(__builtin_offsetof(${name}, ${member}) == ${offset / 8}, "offset of ${member}");`,
      );
      builder.weakly(
        item,
        "a member's type has a tag of its own parameter list; its offset is checked, its type is not",
      );
      continue;
    }
    if (isBitField) {
      builder.check(
        item,
        `_Static_assert(_Generic(((${name} *)0)->${member}, ${isQualified(program, declared.type) ? `__typeof_unqual__(${type})` : type}: 1, default: 0), "type of bit-field ${member}");`,
      );
      continue;
    }
    if (offset % 8 !== 0) {
      builder.cannot(item, `member ${member} at bit ${offset} is on no byte`);
      continue;
    }
    builder.check(
      item,
      `_Static_assert(__builtin_offsetof(${name}, ${member}) == ${offset / 8}, "offset of ${member}"); ` +
        // a pointer to the member has its qualifiers; those of the member itself are not compared
        `_Static_assert(__builtin_types_compatible_p(__typeof__(${qualified ? "" : "&"}((${name} *)0)->${member}), ${type}), "type of ${member}");`,
    );
  }
}

/** Alignment in BYTES by the typedef that names an unnamed record, where the typedef sets one. */
function typedefAlignment(program: CProgram, record: CRecord): number | undefined {
  if (record.tag !== undefined || record.holder?.kind !== "typedef") return undefined;
  const { type, aligned } = program.typedefs[record.holder.typedef];
  return isQualified(program, type) ? undefined : aligned;
}
