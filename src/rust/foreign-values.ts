/**
 * Values that the items of a unit of its own name and that neither it nor the common unit gives: another unit gives the header that declares them,
 * or nobody does. In: the units' items, placed. Out: the home of each such value; an item that needs what nobody gives is taken back, and so is what
 * needs that one in turn.
 */
import type { Origin } from "../semantics/index.js";
import type { ModulePlan } from "./module-assembly.js";
import { valuesOf } from "./program-values.js";
import type { LeftOut } from "./rust-crate.js";
import type { ProgramInput } from "./translate-input.js";
import { type BuiltItem, hasValues, leaveOut, type Translation } from "./translation.js";

export interface UnitValues {
  readonly of: ProgramInput;
  readonly translation: Translation;
  /** By C name. */
  readonly values: Map<string, ModulePlan>;
}

/** @param modules of the crate; those of the unit lose what cannot be */
export function settleValues(
  unit: UnitValues,
  units: readonly UnitValues[],
  common: UnitValues | undefined,
  modules: readonly ModulePlan[],
): void {
  const own = modules.filter((module) => module.of === unit.of);
  let origins: ReadonlyMap<string, Origin> | undefined;
  const originOf = (name: string): Origin | undefined => {
    origins ??= originsOf(unit.translation);
    return origins.get(name);
  };
  const isGiven = (name: string): boolean => {
    if (unit.values.has(name)) return true;
    const origin = originOf(name);
    const ofCommon = common?.values.get(name);
    if (ofCommon !== undefined && isSame(name, origin, ofCommon)) return true;
    for (const other of units) {
      const home = other === unit ? undefined : other.values.get(name);
      if (home?.items.some((one) => one.cName === name && one.source === origin?.source) !== true) continue;
      unit.values.set(name, home);
      return true;
    }
    return false;
  };
  for (let isNew = true; isNew; ) {
    isNew = false;
    for (const module of own)
      for (const one of module.items.slice()) {
        const missing = neededValues(one).find((name) => !isGiven(name));
        if (missing === undefined) continue;
        module.items.splice(module.items.indexOf(one), 1);
        unit.values.delete(one.cName);
        isNew = true;
        const origin = originOf(one.cName);
        const why = `needs ${missing}, which is left out`;
        if (origin !== undefined) leaveOut(unit.translation, whatOf(one), one.cName, origin, why);
      }
  }
}

/** Two headers may define a name differently; a symbol is one, whichever declares it. */
function isSame(name: string, origin: Origin | undefined, home: ModulePlan): boolean {
  if (origin === undefined) return true;
  const found = home.items.find((one) => one.cName === name && one.item.kind !== "macro");
  if (found === undefined || !(hasValues(found.item) || found.item.kind === "use")) return true;
  return found.source === origin.source;
}

function neededValues({ item, values }: BuiltItem): readonly string[] {
  // a path from the root is a type's
  if (item.kind === "use") return item.path.startsWith("crate::") ? [] : [item.path.replace(/^r#/, "")];
  return hasValues(item) ? values : [];
}

function whatOf({ item }: BuiltItem): LeftOut["what"] {
  return item.kind === "function" ? "inline function" : item.kind === "static" ? "variable" : "macro";
}

function originsOf({ program }: Translation): ReadonlyMap<string, Origin> {
  return new Map(valuesOf(program).flatMap(({ names, origin }) => names.map((name) => [name, origin] as const)));
}
