/**
 * Which unit gives the items of which header. The common unit gives all that it read; a unit of its own gives those of its header and of
 * what that one includes and no unit before it has read (`machine/tls.h` is nothing but `#include <x86/tls.h>`).
 */
import type { SourceId, SourceTable } from "./base/index.js";
import type { AnalyzedUnit } from "./generation.js";
import type { CProgram } from "./semantics/index.js";

/** @returns include names for each unit; none for the first, which gives everything */
export function ownedHeaders(units: readonly AnalyzedUnit[], sources: SourceTable): readonly (readonly string[])[] {
  if (units.length < 2) return units.map(() => []);
  const given = new Set(sourcesOf(units[0].program));
  const named = new Set(units.flatMap(({ headers }) => headers));
  return units.map(({ program, headers }, index) => {
    if (index === 0) return [];
    const owned = new Set(headers);
    for (const id of sourcesOf(program)) {
      const name = sources.get(id)?.includeName ?? "";
      if (given.has(id) || named.has(name) || name === "" || name.startsWith("<")) continue;
      given.add(id);
      owned.add(name);
    }
    return [...owned];
  });
}

/** Sources in which something of a program is declared or defined. */
function sourcesOf(program: CProgram): ReadonlySet<SourceId> {
  const { records, enums, typedefs, functions, variables, macros, functionMacros } = program;
  const found = new Set<SourceId>();
  for (const items of [records, enums, typedefs, functions, variables, macros, functionMacros])
    for (const { origin } of items) found.add(origin.source);
  return found;
}
