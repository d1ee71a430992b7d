/** What is left when the user names what is wanted: those items, and all that they need, by the names in them. */
import type { RustItem } from "./rust-crate.js";
import { withoutRaw } from "./rust-name.js";
import type { Chosen, ItemKind } from "./selection.js";
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
  for (const { item, cName, source } of items)
    if (!kept.has(cName) && chosen.wants({ kind: kindOf(item), cName, source })) keep(cName);
  for (let cName = queue.pop(); cName !== undefined; cName = queue.pop()) {
    for (const built of byName.get(cName) ?? []) {
      visitTypePaths(built.item, (name) => keep(typeOwner.get(name)));
      for (const value of built.values) if (byName.has(value)) keep(value);
      if (built.item.kind === "use") keep(withoutRaw(built.item.path));
    }
  }
  return items.filter((built) => kept.has(built.cName));
}

/** What an item is to the patterns; what stands beside a record, such as its accessors, is of the record's kind. */
function kindOf({ kind }: RustItem): ItemKind {
  switch (kind) {
    case "function":
    case "extern-function":
    case "macro":
      return "function";
    case "const":
    case "static":
    case "extern-static":
      return "var";
    case "use":
    case "verbatim":
      return "macro";
    default:
      return "type";
  }
}
