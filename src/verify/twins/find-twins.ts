/** All that may have a twin: inline functions, macros with parameters, macros that are expressions. What has none is listed with its reason. */
import type { SourceTable, Target } from "../../base/index.js";
import type { RustCrate } from "../../rust/index.js";
import type { Origin } from "../../semantics/index.js";
import type { ProofUnit } from "../c-proof.js";
import { functionTwin } from "./function-twin.js";
import { type FunctionItem, findItems, type RustHome } from "./homes.js";
import { expressionTwin, macroTwins } from "./macro-twin.js";
import { reaches } from "./reach.js";
import { ShapeTable } from "./shape.js";
import type { NotRun, Twin, TwinGroup, Twins } from "./twin.js";

export function findTwins(units: readonly ProofUnit[], crate: RustCrate, sources: SourceTable, target: Target): Twins {
  const table = new ShapeTable();
  const shapes = units.map((unit, i) => table.ofUnit(i, unit.program, target));
  const home = findItems(crate);
  const leftOut = new Map(crate.leftOut.map(({ name, place, why }) => [`${name}\0${place}`, why]));
  const reach = reaches(crate);
  const twins: Twin[] = [];
  const notRun: NotRun[] = [];
  const seen = new Set<string>();
  const root = crate.mode === "single-file" ? ["crate", ...(crate.modules[0]?.path ?? [])].join("::") : "crate";

  units.forEach((unit, index) => {
    const search = { index, unit, table, shapes: shapes[index] };
    const take = (
      group: TwinGroup,
      name: string,
      origin: Origin,
      find: (place: string) => RustHome | undefined,
      make: (home: RustHome) => readonly Partial<Twin>[] | string,
    ) => {
      const at = sources.lineColumn(origin.place);
      const place = at === undefined ? "<command line>" : `${at.source.display}:${at.line}`;
      const key = `${group}\0${name}\0${place}`;
      if (seen.has(key)) return;
      seen.add(key);
      const item = { kind: "twins", name, place } as const;
      const found = find(place);
      if (found === undefined) {
        const why = leftOut.get(`${name}\0${place}`);
        notRun.push({ item, group, why: why === undefined ? "not in the crate" : `left out of the crate: ${why}` });
        return;
      }
      const made = make(found);
      if (typeof made === "string") {
        notRun.push({ item, group, why: made });
        return;
      }
      const shared = { group, unit: index, variant: undefined, isGuess: false, reach: reach(found.item.name) };
      for (const one of made) twins.push({ ...shared, item, ...one } as Twin);
    };

    for (const declared of unit.program.functions) {
      if (declared.body === undefined) continue;
      const { name, origin } = declared;
      const find = (place: string) => home("function", name, place);
      take("inline functions", name, origin, find, ({ item, path }) =>
        functionTwin(declared, item as FunctionItem, path, search),
      );
    }
    for (const macro of unit.program.functionMacros) {
      const { name, origin } = macro;
      const find = (place: string) => home("function", name, place) ?? home("macro", name, place);
      take("function-like macros", name, origin, find, (found) => macroTwins(macro, found, root, search));
    }
    for (const macro of unit.program.macros) {
      const { name, origin, meaning } = macro;
      if (meaning.kind !== "expression" || meaning.form === "initializer") continue;
      const find = (place: string) => home("function", name, place) ?? home("const", name, place);
      take("macros that are expressions", name, origin, find, (found) => expressionTwin(name, meaning, found, search));
    }
  });
  return { twins, notRun, table, shapes, root };
}
