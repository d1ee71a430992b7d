/** Types that a unit's items name and that no module gives yet: copies of those that the common unit has not, or has differently. */
import type { Diagnostic } from "../base/index.js";
import { type CratePlan, moduleOf, place, type UnitItems } from "./crate-plan.js";
import { type FoundType, typeMaker } from "./program-items.js";
import type { RustItem } from "./rust-crate.js";
import type { BuiltItem } from "./translation.js";
import { visitTypePaths } from "./type-paths.js";

const none: readonly never[] = [];

/** Copies of types that a unit's items need and the common unit has not, or has differently. */
export function addMissingTypes(
  plan: CratePlan,
  unit: UnitItems,
  units: readonly UnitItems[],
  common: UnitItems | undefined,
  diagnostics: Diagnostic[],
): void {
  const makerOf = typeMaker(unit.translation);
  const commonMaker = common === undefined || common === unit ? undefined : typeMaker(common.translation);
  const seen = new Set<string>();
  const queue = [...unit.items];
  /** @param macro whose body declares it */
  const need = (name: string, macro?: BuiltItem): void => {
    if (seen.has(name) || unit.types.has(name)) return;
    seen.add(name);
    const mine = makerOf(name);
    if (mine === undefined) return;
    const theirs = common?.types.has(name) ? commonMaker?.(name) : undefined;
    const forward = mine.isForward && mine.tagged === theirs?.tagged;
    if (theirs !== undefined && (forward || isAlike(mine, theirs))) return;
    for (const other of units) {
      const home = other === unit || other === common ? undefined : other.types.get(name);
      if (home === undefined || !home.items.some((one) => one.place === mine.origin.place)) continue;
      const others = typeMaker(other.translation)(name);
      if (others !== undefined && !isAlike(mine, others)) continue;
      unit.types.set(name, home);
      return;
    }
    const made = mine.make();
    diagnostics.push(...made.diagnostics);
    for (const item of made.items) {
      const one = macro === undefined ? item : declaredBy(macro, item);
      const header = unit.of.headers[0] ?? plan.input.sources.get(one.source)?.includeName ?? "";
      const module = moduleOf(plan, unit.of, header);
      place(unit, one, module);
      queue.push(one);
    }
  };
  for (let at = 0; at < queue.length; at++) {
    visitTypePaths(queue[at].item, (name) => need(name));
    for (const name of queue[at].innerTypes ?? none) need(name, queue[at]);
  }
}

/** One text may be laid out in two ways, where what it names is something else. */
const isAlike = (one: FoundType, other: FoundType): boolean =>
  one.origin.place === other.origin.place && one.size === other.size && one.align === other.align;

/** What a macro's body declares stands where the macro does: its own places are those of an expansion. */
function declaredBy({ source, place, item: macro }: BuiltItem, built: BuiltItem): BuiltItem {
  const { item } = built;
  const own = "doc" in item ? item.doc : undefined;
  const definedIn = "doc" in macro ? macro.doc?.definedIn : undefined;
  return {
    ...built,
    source,
    place,
    item: own === undefined ? item : ({ ...item, doc: { ...own, definedIn } } as RustItem),
  };
}
