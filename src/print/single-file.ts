/**
 * A whole crate in one file, for `kpigen bind`: fit for `mod` and for `include!`, so nothing in it is an inner attribute or an inner
 * doc. Each module is a `mod` of its own with the crate's attributes before it, its items re-exported: imports and allowed lints
 * stay inside.
 */
import type { RustCrate, RustItem, RustModule } from "../rust/index.js";
import { attributeDocument } from "./attribute.js";
import { isNamed } from "./crate-root.js";
import { layout } from "./layout.js";
import { moduleDocs, type PrintOptions, printImports, printItems } from "./module.js";
import { commentLines, lineWidth } from "./wrap.js";

/**
 * @param heading lines of a comment at the top, without marks
 * @param rawLines lines of Rust below it
 */
export function printSingleFile(
  crate: RustCrate,
  heading: readonly string[] = [],
  rawLines: readonly string[] = [],
  options: PrintOptions = { edition: crate.edition },
): string {
  const sections: string[] = [];
  if (heading.length > 0) sections.push(heading.flatMap((text) => commentLines("// ", text, lineWidth)).join("\n"));
  if (rawLines.length > 0) sections.push(rawLines.join("\n"));
  for (const module of crate.modules) sections.push(wrappedModule(module, crate.attributes, options));
  const uses = crate.modules
    .filter((module) => module.atRoot && module.items.some((item) => isNamed(item) || item.kind === "macro"))
    .map(reexport);
  if (uses.length > 0) sections.push(uses.join("\n"));
  return `${sections.join("\n\n")}\n`;
}

/** Macros are the crate's own (`pub(crate)`): where a module has nothing else, `pub use` would find nothing to give. */
function reexport(module: RustModule): string {
  const glob = `use self::${nameOf(module)}::*;`;
  return module.items.some(isNamed) ? `pub ${glob}` : `#[allow(unused_imports)]\npub(crate) ${glob}`;
}

const nameOf = (module: RustModule): string => module.path.join("_");

function wrappedModule(module: RustModule, attributes: readonly string[], options: PrintOptions): string {
  const head = attributes.map((attribute) => `${layout(attributeDocument("#[", attribute))}\n`).join("");
  const visible = module.atRoot ? "" : "pub ";
  const items = withMacrosApart(module);
  const content = [printImports(module.imports, 4), printItems(items, options, 4)].filter((text) => text !== "");
  const body = content.length === 0 ? "" : `${content.join("\n\n")}\n`;
  return `${moduleDocs(module, "// ")}\n${head}${visible}mod ${nameOf(module)}\n{\n${body}}`;
}

/** `use` of a macro that is not exported takes every item that has the name, a type too: macros of such a name get modules of their own. */
function withMacrosApart({ items, imports }: RustModule): readonly RustItem[] {
  const taken = new Set(imports.flatMap(({ names }) => names));
  for (const item of items)
    if (item.kind !== "macro" && "name" in item && item.name !== undefined) taken.add(item.name);
  return items.map((item) =>
    item.kind === "macro" && item.besideValue !== true && taken.has(item.name) ? { ...item, besideValue: true } : item,
  );
}
