/** What is left when the user names what is wanted: those items, and all that they need, by the names in them. */
import { withoutRaw } from "./rust-name.js";
import type { Chosen } from "./selection.js";
import type { BuiltItem } from "./translation.js";
import { visitTypePaths } from "./type-paths.js";

/** @returns the wanted items and their closure, in the order given */
export function keepNeeded(items: readonly BuiltItem[], chosen: Chosen): BuiltItem[] {
  const byName = new Map<string, BuiltItem[]>();
  const typeOwner = new Map<string, string>();
  for (const built of items) {
    const same = byName.get(built.cName);
    if (same === undefined) byName.set(built.cName, [built]);
    else same.push(built);
    if (built.item.kind === "record" || built.item.kind === "type") typeOwner.set(built.item.name, built.cName);
  }
  const kept = new Set<string>();
  const queue: string[] = [];
  const keep = (cName: string | undefined): void => {
    if (cName === undefined || kept.has(cName)) return;
    kept.add(cName);
    queue.push(cName);
  };
  for (const cName of byName.keys()) if (chosen.wants(cName)) keep(cName);
  for (let cName = queue.pop(); cName !== undefined; cName = queue.pop()) {
    for (const built of byName.get(cName) ?? []) {
      visitTypePaths(built.item, (name) => keep(typeOwner.get(name)));
      for (const value of built.values) if (byName.has(value)) keep(value);
      if (built.item.kind === "use") keep(withoutRaw(built.item.path));
    }
  }
  return items.filter((built) => kept.has(built.cName));
}
