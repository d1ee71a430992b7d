/**
 * What a unit of its own declares in a header that another unit gives, where the other one has nothing of the name, or another macro: the header
 * says it under a condition that holds in this unit alone, or names what is declared in this one alone. The unit gives it with its own header.
 * In: programs and the headers each gives. Out: their origins.
 */
import type { Place, SourceTable } from "../base/index.js";
import type { CProgram, Origin } from "../semantics/index.js";
import { type ProgramValue, typesOf, valuesOf } from "./program-values.js";
import type { ProgramInput } from "./translate-input.js";

/** Of a macro its place: two of one name may be two things, where two declarations are of one. */
const keysOf = ({ names, isMacro, origin }: ProgramValue): readonly (string | Place)[] =>
  isMacro ? [origin.place] : names;

interface Declared {
  readonly keys: readonly (string | Place)[];
  readonly origin: Origin;
}

function declaredIn(program: CProgram): readonly Declared[] {
  const given = valuesOf(program).filter(({ isGiven }) => isGiven);
  const values = given.map((value) => ({ keys: keysOf(value), origin: value.origin }));
  return [...values, ...typesOf(program).map(({ key, origin }) => ({ keys: [key], origin }))];
}

/** @returns for each program the origins of its strays; a place is one program's alone */
export function strayOrigins(programs: readonly ProgramInput[], sources: SourceTable): readonly ReadonlySet<Origin>[] {
  if (programs.length < 2) return programs.map(() => new Set());
  const declared = programs.map(({ program }) => declaredIn(program));
  const keys = declared.map((all) => new Set(all.flatMap((one) => one.keys)));
  const givers = new Map<string, number>();
  programs.forEach(({ headers }, row) => {
    for (const header of headers) givers.set(header, row);
  });
  const common = programs.findIndex(({ isCommon }) => isCommon);
  const taken = new Set<Place>();
  return programs.map(({ isCommon }, row) => {
    const strays = new Set<Origin>();
    if (isCommon) return strays;
    for (const { keys: own, origin } of declared[row]) {
      const header = sources.get(origin.source)?.includeName ?? "";
      const giver = givers.get(header) ?? common;
      if (header === "" || header.startsWith("<") || giver < 0 || giver === row || taken.has(origin.place)) continue;
      if (own.length === 0 || own.some((key) => keys[giver].has(key))) continue;
      strays.add(origin);
    }
    for (const { place } of strays) taken.add(place);
    return strays;
  });
}
