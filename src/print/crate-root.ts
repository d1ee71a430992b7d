/**
 * The crate's lib.rs: what the crate is, crate attributes, the modules, and every item at the root under its C name. A module's items
 * are re-exported by one glob, which costs the compiler far less than a name at a time; names in two modules are `rust/`'s to avoid.
 */
import type { RustCrate, RustItem } from "../rust/index.js";
import { attributeDocument } from "./attribute.js";
import { layout } from "./layout.js";
import { type ChildModule, printChildren } from "./module.js";
import { commentLines, lineWidth } from "./wrap.js";

/**
 * @param paragraphs the crate's docs, in Markdown, one line each; wrapped here
 * @param children the top modules, in order
 */
export function printCrateRoot(
  crate: RustCrate,
  paragraphs: readonly string[],
  children: readonly ChildModule[],
): string {
  const sections: string[] = [];
  const docs = paragraphs.flatMap((paragraph, index) => [
    ...(index > 0 ? ["//!"] : []),
    ...commentLines("//! ", paragraph, lineWidth),
  ]);
  if (docs.length > 0) sections.push(docs.join("\n"));
  const attributes = crate.attributes.includes("no_std") ? crate.attributes : ["no_std", ...crate.attributes];
  sections.push(attributes.map((attribute) => layout(attributeDocument("#![", attribute))).join("\n"));
  if (children.length > 0) sections.push(printChildren(children));
  const uses = crate.modules
    .filter((module) => module.atRoot && module.items.some(isNamed))
    .map((module) => `pub use self::${module.path.join("::")}::*;`);
  if (uses.length > 0) sections.push(uses.join("\n"));
  return `${sections.join("\n\n")}\n`;
}

/** Whether a glob brings the item along; a glob that brings nothing is an unused import. */
export function isNamed(item: RustItem): boolean {
  switch (item.kind) {
    case "impl":
    case "trait-impl":
    case "assert":
    case "macro":
      return false;
    case "use":
      return item.public;
    case "function":
      return item.modifiers.includes("pub");
    default:
      return true;
  }
}
