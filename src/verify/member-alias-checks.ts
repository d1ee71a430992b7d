/**
 * Checks of macros that name members, made where every macro is still defined: in each record to which kpigen takes the path, C must come to the
 * same offset and the same type by the macro's name. The path is walked here once more, over the program's layouts, which C has its own check of.
 */
import type { SourceTable } from "../base/index.js";
import type { CMacro, CProgram, CRecord, CType, PathStep, TypeId } from "../semantics/index.js";
import type { DeclarationPrinter } from "./c-declaration.js";
import { type CheckList, CheckListBuilder } from "./check.js";
import { flatMembers, isProvenAlone } from "./record-checks.js";

/** A macro that names a member of a record. */
export interface AliasPlace {
  readonly record: CRecord;
  readonly macro: CMacro;
  readonly type: TypeId;
  /** From the record's start, BITS; undefined where the path follows a pointer, or steps over elements of unknown size. */
  readonly offset: number | undefined;
  readonly isBitField: boolean;
}

export function aliasPlaces(program: CProgram): readonly AliasPlace[] {
  const byFirst = new Map<string, CMacro[]>();
  for (const macro of program.macros) {
    const first = macro.meaning.kind === "member-path" ? macro.meaning.path[0] : undefined;
    if (first === undefined || first.kind === "element") continue;
    byFirst.set(first.name, [...(byFirst.get(first.name) ?? []), macro]);
  }
  const places: AliasPlace[] = [];
  for (const record of program.records) {
    if (!isProvenAlone(record) || record.layout === undefined) continue;
    for (const { name } of flatMembers(program, record, record.layout) ?? []) {
      for (const macro of byFirst.get(name) ?? []) {
        const path = macro.meaning.kind === "member-path" ? macro.meaning.path : [];
        const place = walk(program, record, path);
        if (place !== undefined) places.push({ ...place, record, macro });
      }
    }
  }
  return places;
}

type Place = Pick<AliasPlace, "type" | "offset" | "isBitField">;

function walk(program: CProgram, record: CRecord, [first, ...rest]: readonly PathStep[]): Place | undefined {
  let at = first?.kind === "member" ? memberOf(program, record, first.name, 0) : undefined;
  for (const step of rest) {
    if (at === undefined) return undefined;
    const row = resolved(program, at.type);
    if (step.kind === "element") {
      if (row.kind === "pointer") at = { type: row.to, offset: undefined, isBitField: false };
      else if (row.kind !== "array") return undefined;
      else {
        const size = sizeOf(program, row.of);
        const offset =
          at.offset === undefined || size === undefined ? undefined : at.offset + Number(step.index) * size;
        at = { type: row.of, offset, isBitField: false };
      }
    } else {
      const behind = step.kind === "pointee" && row.kind === "pointer";
      const holder = behind ? resolved(program, row.to) : row;
      if (holder.kind !== "record") return undefined;
      at = memberOf(program, program.records[holder.record], step.name, behind ? undefined : at.offset);
    }
  }
  return at;
}

function memberOf(program: CProgram, record: CRecord, name: string, from: number | undefined): Place | undefined {
  const members = record.layout && flatMembers(program, record, record.layout);
  const found = members?.find((one) => one.name === name);
  if (found === undefined) return undefined;
  const offset = from === undefined ? undefined : from + found.offset;
  return { type: found.member.type, offset, isBitField: found.member.bitWidth !== undefined };
}

function resolved(program: CProgram, type: TypeId): CType {
  let row = program.types[type];
  while (row.kind === "qualified" || row.kind === "typedef")
    row = program.types[row.kind === "qualified" ? row.of : program.typedefs[row.typedef].type];
  return row;
}

/** BITS, of records and of what a checked record has a member of; undefined where nothing here says it. */
function sizeOf(program: CProgram, type: TypeId): number | undefined {
  const row = resolved(program, type);
  if (row.kind === "record") {
    const size = program.records[row.record].layout?.size;
    return size === undefined ? undefined : size * 8;
  }
  for (const { definition, layout } of program.records) {
    const index = definition?.members.findIndex((one) => one.bitWidth === undefined && one.type === type) ?? -1;
    if (index >= 0) return layout?.members[index].size;
    const array = definition?.members.findIndex((one) => isArrayOf(program, one.type, type)) ?? -1;
    const holder = array < 0 ? undefined : resolved(program, definition!.members[array].type);
    if (layout !== undefined && holder?.kind === "array" && typeof holder.length === "number" && holder.length > 0)
      return layout.members[array].size / holder.length;
  }
  return undefined;
}

function isArrayOf(program: CProgram, type: TypeId, of: TypeId): boolean {
  const row = resolved(program, type);
  return row.kind === "array" && row.of === of && typeof row.length === "number" && row.length > 0;
}

export function memberAliasChecks(program: CProgram, printer: DeclarationPrinter, sources: SourceTable): CheckList {
  const builder = new CheckListBuilder(sources);
  const macros = new Set([...program.macros, ...program.functionMacros].map(({ name }) => name));
  for (const { record, macro, type, offset, isBitField } of aliasPlaces(program)) {
    const name = printer.records.typeName(record.id);
    if (name === undefined) continue;
    const item = builder.item("member aliases", `${name}.${macro.name}`, macro.origin);
    if (name.match(/\w+/g)?.some((word) => macros.has(word))) {
      builder.weakly(item, "a macro has a name that its record is spelled with; only Rust is asked for its place");
      continue;
    }
    const member = `((${name} *)0)->${macro.name}`;
    const declared = printer.declare(type, isBitField ? "" : "(*)");
    if (declared === undefined)
      builder.weakly(item, "its type cannot be spelled in C; its offset is checked, its type is not");
    else if (declared.match(/\w+/g)?.some((word) => macros.has(word)))
      builder.weakly(item, "a macro has a name that its type is spelled with; its offset is checked, its type is not");
    else if (isBitField)
      builder.check(item, `_Static_assert(_Generic(${member}, ${declared}: 1, default: 0), "type");`);
    else
      builder.check(item, `_Static_assert(__builtin_types_compatible_p(__typeof__(&${member}), ${declared}), "type");`);
    if (isBitField) builder.weakly(item, "a bit-field by another name: its type is checked, its place by its own name");
    else if (offset === undefined)
      builder.weakly(item, "behind a pointer, or in an array of unknown size: its type is checked, its place is not");
    else builder.check(item, `_Static_assert(__builtin_offsetof(${name}, ${macro.name}) == ${offset / 8}, "offset");`);
  }
  return builder;
}
