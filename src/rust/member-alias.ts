/**
 * Macros that name a member (`#define ifr_mtu ifr_ifru.ifru_mtu`) as accessors of every record in which the path leads somewhere: under the
 * macro's name, of the same form as those of anonymous members. In: a program's macros, a record and the accessors it has; out: Accessors,
 * each with its macro. What has no accessor anywhere is listed where macros are made (`constant-item.ts`).
 */
import { bytes } from "../base/index.js";
import type { CMacro, CProgram, CRecord, PathStep } from "../semantics/index.js";
import { type Accessor, mutName, setterName, withDistinctSeconds } from "./accessor.js";
import { type MemberPlace, memberPlace, pathText } from "./member-path.js";
import { recordCName } from "./record-name.js";
import { rustName } from "./rust-name.js";
import { leaveOut, type Translation } from "./translation.js";

export interface MemberAlias {
  readonly macro: CMacro;
  readonly path: readonly PathStep[];
}

export interface MemberAliases {
  /** By the name of the path's first member. */
  readonly byFirst: ReadonlyMap<string, readonly MemberAlias[]>;
  /** Macros that some record has an accessor for, or a reason against it. Filled as records are made. */
  readonly found: Set<CMacro>;
}

export function memberAliases(program: CProgram): MemberAliases {
  const byFirst = new Map<string, MemberAlias[]>();
  for (const macro of program.macros) {
    if (macro.meaning.kind !== "member-path") continue;
    const { path } = macro.meaning;
    const first = path[0].kind === "element" ? "" : path[0].name;
    const known = byFirst.get(first);
    if (known === undefined) byFirst.set(first, [{ macro, path }]);
    else known.push({ macro, path });
  }
  return { byFirst, found: new Set() };
}

export interface AliasAccessor {
  readonly accessor: Accessor;
  readonly alias: MemberAlias;
}

/** @param own the record's other accessors, whose names stay theirs */
export function aliasAccessors(t: Translation, record: CRecord, own: readonly Accessor[]): readonly AliasAccessor[] {
  const taken = new Set(own.flatMap(({ name, second }) => [name, second]));
  const made: AliasAccessor[] = [];
  for (const alias of aliasesOf(t, record)) {
    const { macro, path } = alias;
    const place = t.chosen.blocks("macro", macro.name, macro.origin) ? undefined : memberPlace(t, record, path);
    if (place === undefined) continue;
    const name = rustName(macro.name);
    const accessor = taken.has(name) ? "an accessor has that name" : accessorOf(t, record, name, place);
    t.memberAliases.found.add(macro);
    if (typeof accessor !== "string") made.push({ accessor, alias });
    else {
      const holder = recordCName(record, t.names.records[record.id]);
      leaveOut(t, "macro", macro.name, macro.origin, `the member ${pathText(path)} of ${holder}: ${accessor}`);
    }
  }
  const distinct = withDistinctSeconds(
    made.map(({ accessor }) => accessor),
    taken,
  );
  return made.map(({ alias }, i) => ({ alias, accessor: distinct[i] }));
}

/** Aliases whose path begins with a member of the record, anonymous members' included. */
function aliasesOf(t: Translation, record: CRecord, found: MemberAlias[] = []): readonly MemberAlias[] {
  for (const { name, type, bitWidth } of record.definition?.members ?? []) {
    if (name !== undefined) {
      const aliases = t.memberAliases.byFirst.get(name);
      if (aliases !== undefined) found.push(...aliases);
    } else if (bitWidth === undefined) {
      const row = t.types.canonical(type);
      if (row.kind === "record") aliasesOf(t, t.program.records[row.record], found);
    }
  }
  return found;
}

/**
 * Lists macros of this unit that name a member of a record which another unit gives: that one does not know them, and so the record has no accessor.
 * @param isGiven has this unit an item of the record, by its Rust name?
 */
export function leaveAliasesElsewhere(t: Translation, isGiven: (name: string) => boolean): void {
  // the others have been listed: no record at all has them
  const unlisted = new Set([...t.memberAliases.found].filter((macro) => t.owns(macro.origin)));
  if (unlisted.size === 0) return;
  for (const record of t.program.records) {
    const name = t.names.records[record.id];
    if (record.tag === undefined || record.scope === "block" || isGiven(name)) continue;
    for (const { macro, path } of aliasesOf(t, record)) {
      if (!unlisted.delete(macro)) continue;
      const why = `the member ${pathText(path)} of ${recordCName(record, name)}, which another unit gives`;
      leaveOut(t, "macro", macro.name, macro.origin, why);
    }
  }
}

/** @returns why there can be none */
function accessorOf(t: Translation, record: CRecord, name: string, place: MemberPlace): Accessor | string {
  const { offset, size, inUnion, through, member } = place;
  if (member?.bitWidth !== undefined) {
    if (through.length > 0) return "a bit-field behind a pointer";
    if (place.volatile) return "a volatile bit-field of another record";
    const { type, newtypeOf, value } = t.shapes.bitField(member);
    const width = size ?? member.bitWidth;
    const form = { offset, width, value, newtypeOf, access: undefined } as const;
    return { kind: "bit-field", name, second: setterName(name), type, inUnion, ...form };
  }
  const at = bytes(offset / 8);
  const rust = t.shapes.layoutOf(place.type);
  const type = rust === undefined ? bytePath : t.types.of(place.type);
  if (place.volatile && rust?.copy && !rust.holdsReprAlign && type.kind !== "array") {
    if (through.length > 0) return "volatile, behind a pointer";
    const { align } = rust;
    const aligned = at % align === 0 && (record.layout?.align ?? 1) % align === 0;
    return { kind: "volatile", name, second: setterName(name), type, inUnion, offset: at, align, aligned };
  }
  return { kind: "pointer", name, second: mutName(name), type, inUnion, offset: at, through };
}

const bytePath = { kind: "path", path: "u8" } as const;
