/** Types that a unit's items name and that no module gives yet: copies of those that the common unit has not, or has differently. */
import type { Diagnostic } from "../base/index.js";
import { type CratePlan, moduleOf, place, type UnitItems } from "./crate-plan.js";
import { type FoundType, typeMaker } from "./program-items.js";
import type { RustItem } from "./rust-crate.js";
import type { BuiltItem } from "./translation.js";
import { visitTypePaths } from "./type-paths.js";

const none: readonly never[] = [];

/** A unit's type of a Rust name. */
export type TypeFinder = (unit: UnitItems, name: string) => FoundType | undefined;

/** Lists each unit's types once, when first asked. */
export function createTypeFinder(): TypeFinder {
  const makers = new Map<UnitItems, ReturnType<typeof typeMaker>>();
  return (unit, name) => {
    let maker = makers.get(unit);
    if (maker === undefined) {
      maker = typeMaker(unit.translation);
      makers.set(unit, maker);
    }
    return maker(name);
  };
}

/** Copies of types that a unit's items need and the common unit has not, or has differently. */
export function addMissingTypes(
  plan: CratePlan,
  unit: UnitItems,
  units: readonly UnitItems[],
  common: UnitItems | undefined,
  find: TypeFinder,
  diagnostics: Diagnostic[],
): void {
  const seen = new Set<string>();
  const queue = [...unit.items];
  /** @param macro whose body declares it */
  const need = (name: string, macro?: BuiltItem): void => {
    if (seen.has(name) || unit.types.has(name)) return;
    seen.add(name);
    const mine = find(unit, name);
    if (mine === undefined) return;
    const theirs = common !== undefined && common !== unit && common.types.has(name) ? find(common, name) : undefined;
    const forward = mine.isForward && mine.tagged === theirs?.tagged;
    if (theirs !== undefined && (forward || isAlike(mine, theirs))) return;
    for (const other of units) {
      const home = other === unit || other === common ? undefined : other.types.get(name);
      if (home === undefined || !home.items.some((one) => one.place === mine.origin.place)) continue;
      const others = find(other, name);
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
  one.origin.place === other.origin.place &&
  one.layout?.size === other.layout?.size &&
  one.layout?.align === other.layout?.align;

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
