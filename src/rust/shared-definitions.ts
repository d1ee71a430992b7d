/**
 * Records and enums that a unit only names and that another unit defines. C has one type for both, so the crate has: whoever names it takes the
 * definition in place of a type that nobody sees into. In: the units' items, placed. Where several units define one tag differently, that one is
 * taken which has read the header that only names it; where all or none have, the common one's.
 */
import type { CProgram, Origin } from "../semantics/index.js";
import { type ModulePlan, pathFromRoot } from "./module-assembly.js";
import { typesOf } from "./program-values.js";
import { built, keyOf, type Translation } from "./translation.js";

export interface UnitTypes {
  readonly translation: Translation;
  /** Homes by Rust name. */
  readonly types: Map<string, ModulePlan>;
}

interface Definition {
  readonly name: string;
  readonly home: ModulePlan;
  readonly isCommon: boolean;
  readonly program: CProgram;
}

/** A tag of file scope. */
interface Tagged {
  readonly tag: string;
  readonly name: string | undefined;
  readonly isDefined: boolean;
  readonly origin: Origin;
}

export function shareDefinitions(units: readonly UnitTypes[], common: UnitTypes | undefined): void {
  if (units.length < 2) return;
  const definitions = new Map<string, Definition[]>();
  for (const unit of units) {
    const { translation, types } = unit;
    const { program } = translation;
    for (const { tag, name, isDefined } of tagsOf(translation)) {
      const home = isDefined && name !== undefined ? types.get(name) : undefined;
      if (name === undefined || home === undefined) continue;
      const definition = { name, home, isCommon: unit === common, program };
      const known = definitions.get(tag);
      if (known === undefined) definitions.set(tag, [definition]);
      else known.push(definition);
    }
  }
  for (const unit of units)
    for (const forward of tagsOf(unit.translation)) {
      const found = forward.isDefined ? undefined : meant(definitions.get(forward.tag) ?? [], forward.origin);
      if (found !== undefined) replace(unit, forward, found);
    }
}

function meant(definitions: readonly Definition[], { source }: Origin): Definition | undefined {
  if (definitions.length < 2) return definitions[0];
  const near = definitions.filter(({ program }) => typesOf(program).some(({ origin }) => origin.source === source));
  return near.length === 1 ? near[0] : definitions.find(({ isCommon }) => isCommon);
}

function tagsOf({ program, names }: Translation): readonly Tagged[] {
  const records = program.records.flatMap(({ id, tag, tagKind, scope, definition, origin }) => {
    if (tag === undefined || scope !== "file") return [];
    return [{ tag: `${tagKind} ${tag}`, name: names.records[id], isDefined: definition !== undefined, origin }];
  });
  const enums = program.enums.flatMap(({ id, tag, scope, complete, origin }) => {
    if (tag === undefined || scope !== "file") return [];
    return [{ tag: `enum ${tag}`, name: names.enums[id], isDefined: complete, origin }];
  });
  return [...records, ...enums];
}

function replace({ translation, types }: UnitTypes, forward: Tagged, { name, home }: Definition): void {
  const own = forward.name;
  const items = own === undefined ? [] : (types.get(own)?.items ?? []);
  const at = items.findIndex(({ item }) => (item.kind === "record" || item.kind === "type") && item.name === own);
  if (own === undefined || at < 0) return;
  const item = {
    kind: "use",
    key: keyOf(translation, "use", own),
    path: `${pathFromRoot(home)}::${name}`,
    name: own === name ? undefined : own,
    public: true,
    attributes: [],
    doc: undefined,
  } as const;
  items[at] = built(item, forward.tag, forward.origin);
}
