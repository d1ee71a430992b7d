/**
 * Items one after the other: one blank line between, none at the ends; undocumented ones of a sort (constants and types; uses)
 * stand together, as in a C header. Runs of extern items are taken together for their block.
 */
import type { RustItem } from "../rust/index.js";
import { hasDoc } from "./doc-comment.js";
import { type Document, newline } from "./document.js";
import { itemDocument } from "./item.js";

/** Sorts of items that may stand without blank lines between; undefined for an item that never does. */
export function sortOf(item: RustItem): "declaration" | "use" | "static" | undefined {
  switch (item.kind) {
    case "const":
    case "type":
      return item.attributes.length > 0 || hasDoc(item.doc) ? undefined : "declaration";
    case "extern-static":
      return item.attributes.length > 0 || hasDoc(item.doc) ? undefined : "static";
    case "use":
      return item.attributes.length > 0 || hasDoc(item.doc) ? undefined : "use";
    default:
      return undefined;
  }
}

export const isExtern = (item: RustItem): boolean => item.kind === "extern-function" || item.kind === "extern-static";

/** Items of an impl block. */
export function itemsDocument(items: readonly RustItem[]): Document {
  const out: Document[] = [];
  let before: string | undefined;
  items.forEach((item, index) => {
    const sort = sortOf(item);
    if (index > 0) out.push(newline);
    if (index > 0 && (sort === undefined || sort !== before)) out.push(newline);
    out.push(itemDocument(item));
    before = sort;
  });
  return out;
}
