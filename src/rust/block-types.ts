/** Types that bodies declare for themselves. In: a program. Out: those of them that a macro may bring into the crate, and those that only its caller completes. */
import type { RecordId, TypeId } from "../semantics/index.js";
import type { Translation } from "./translation.js";

/**
 * Records that a body declares, by Rust name: they become items where something names them, but for those that only a macro's caller completes
 * ("open"). "named": nothing says what they consist of.
 */
export type BlockTypes = ReadonlyMap<string, "closed" | "open" | "named">;

export function blockTypesOf(t: Translation): BlockTypes {
  const found = new Map<string, "closed" | "open" | "named">();
  for (const { scope, id, definition } of t.program.records) {
    if (scope !== "block") continue;
    const complete = isOpenRecord(t, id, new Set()) ? "open" : "closed";
    found.set(t.names.records[id], definition === undefined ? "named" : complete);
  }
  return found;
}

/** Has it a member of a type that a macro's argument is, or is a part of? */
function isOpenRecord(t: Translation, id: RecordId, seen: Set<RecordId>): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const isOpen = (type: TypeId): boolean => {
    const row = t.program.types[type];
    switch (row.kind) {
      case "error":
        return true;
      case "typedef": {
        const { scope, type: of } = t.program.typedefs[row.typedef];
        return scope === "macro" || isOpen(of);
      }
      case "pointer":
        return isOpen(row.to);
      case "array":
      case "qualified":
      case "atomic":
        return isOpen(row.of);
      case "record":
        return t.program.records[row.record].scope === "block" && isOpenRecord(t, row.record, seen);
      default:
        return false;
    }
  };
  return t.program.records[id].definition?.members.some(({ type }) => isOpen(type)) ?? false;
}
