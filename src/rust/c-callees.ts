/**
 * Inline functions and macros as functions whose address an item takes: C calls them, so they are `extern "C"`. In: the units' items, placed; who
 * takes an address may be of another header or unit. Out: the same functions with that modifier.
 */
import type { ModulePlan } from "./module-assembly.js";
import type { ProgramInput } from "./translate-input.js";

interface UnitHomes {
  readonly of: ProgramInput;
  /** By C name. */
  readonly values: ReadonlyMap<string, ModulePlan>;
}

export function callAsC(
  units: readonly UnitHomes[],
  common: UnitHomes | undefined,
  modules: readonly ModulePlan[],
): void {
  const unitOf = new Map(units.map((unit) => [unit.of, unit]));
  const taken = new Map<ModulePlan, Set<string>>();
  for (const { of, items } of modules)
    for (const { addressTaken } of items)
      for (const name of addressTaken ?? []) {
        const unit = of && unitOf.get(of);
        const home = unit?.values.get(name) ?? common?.values.get(name);
        if (home === undefined) continue;
        const names = taken.get(home);
        if (names === undefined) taken.set(home, new Set([name]));
        else names.add(name);
      }
  for (const [{ items }, names] of taken)
    items.forEach((one, at) => {
      if (one.item.kind !== "function" || !names.has(one.cName)) return;
      items[at] = { ...one, item: { ...one.item, modifiers: [...one.item.modifiers, 'extern "C"'] } };
    });
}
