/**
 * Records that a unit only names and that a unit of its own defines. C has one type for both, so the crate has: whoever names it takes the
 * definition in place of a type that nobody sees into. In: the units' items, placed. Where two units define one tag differently, that one is taken
 * which has read the header that only names it; where both have, neither.
 */
import type { SourceId } from "../base/index.js";
import type { CRecord } from "../semantics/index.js";
import { type ModulePlan, pathFromRoot } from "./module-assembly.js";
import { typesOf } from "./program-values.js";
import { built, keyOf, type Translation } from "./translation.js";

export interface UnitTypes {
  readonly translation: Translation;
  /** Homes by Rust name. */
  readonly types: Map<string, ModulePlan>;
}

interface Definition {
  readonly record: CRecord;
  readonly name: string;
  readonly home: ModulePlan;
  /** In which its unit defines types. */
  readonly sources: ReadonlySet<SourceId>;
}

/** @param own units of their own */
export function shareDefinitions(units: readonly UnitTypes[], own: readonly UnitTypes[]): void {
  const definitions = new Map<string, Definition[]>();
  for (const { translation, types } of own) {
    const sources = new Set(typesOf(translation.program).map(({ origin }) => origin.source));
    for (const record of translation.program.records) {
      const name = translation.names.records[record.id];
      const home = isTagged(record) && record.definition !== undefined ? types.get(name) : undefined;
      if (home === undefined) continue;
      const known = definitions.get(tagOf(record)) ?? [];
      definitions.set(tagOf(record), [...known, { record, name, home, sources }]);
    }
  }
  for (const unit of units)
    for (const forward of unit.translation.program.records) {
      const found = isTagged(forward) && forward.definition === undefined ? definitions.get(tagOf(forward)) : undefined;
      const near = found?.length === 1 ? found : found?.filter(({ sources }) => sources.has(forward.origin.source));
      if (near?.length === 1) replace(unit, forward, near[0]);
    }
}

const isTagged = (record: CRecord): boolean => record.tag !== undefined && record.scope === "file";
const tagOf = ({ tagKind, tag }: CRecord): string => `${tagKind} ${tag}`;

function replace({ translation, types }: UnitTypes, forward: CRecord, { name, home }: Definition): void {
  const own = translation.names.records[forward.id];
  const items = types.get(own)?.items ?? [];
  const at = items.findIndex(({ item }) => item.kind === "record" && item.name === own);
  if (at < 0) return;
  const item = {
    kind: "use",
    key: keyOf(translation, "use", own),
    path: `${pathFromRoot(home)}::${name}`,
    name: own === name ? undefined : own,
    public: true,
    attributes: [],
    doc: undefined,
  } as const;
  items[at] = built(item, tagOf(forward), forward.origin);
}
