/**
 * One module → the text of its file: what header it is and what is missing of it, its child modules, its items. Extern items that
 * follow each other share one block.
 */
import type { LeftOut, RustImport, RustItem, RustModule } from "../rust/index.js";
import { commaParts, fill, group, indent, softLine } from "./document.js";
import { itemDocument } from "./item.js";
import { isExtern, sortOf } from "./item-sequence.js";
import { itemText } from "./item-text.js";
import { layout } from "./layout.js";
import { commentLines, lineWidth } from "./wrap.js";

export interface PrintOptions {
  /** Edition 2024 writes `unsafe extern "C"`; nothing else changes. */
  readonly edition: "2021" | "2024";
  /** For tests: never take the short way, so that the two can be compared. */
  readonly general?: boolean;
}

/** A module file below this one. `file` where its name is not the module's: `mod lib;` cannot be in src/lib.rs. */
export interface ChildModule {
  readonly name: string;
  readonly file: string | undefined;
}

/**
 * @param children modules to declare, in order
 * @returns the file's text, ending in a line end; lines of at most 120 columns but where a word or literal is longer
 */
export function printModule(module: RustModule, options: PrintOptions, children: readonly ChildModule[] = []): string {
  const sections = [`${moduleDocs(module, "//! ")}\n`];
  if (children.length > 0) sections.push(`${printChildren(children)}\n`);
  if (module.imports.length > 0) sections.push(`${printImports(module.imports, 0)}\n`);
  const items = printItems(module.items, options, 0);
  if (items !== "") sections.push(`${items}\n`);
  return sections.join("\n");
}

/** `pub mod x;` lines. */
export function printChildren(children: readonly ChildModule[]): string {
  return children
    .map(({ name, file }) => `${file === undefined ? "" : `#[path = "${file}"]\n`}pub mod ${name};`)
    .join("\n");
}

/** `use path::{names};` lines, filled where they are long. @param margin columns before each line */
export function printImports(imports: readonly RustImport[], margin: number): string {
  return imports
    .map(({ path, names }) => {
      if (names.length === 1) return `${" ".repeat(margin)}use ${path}::${names[0]};`;
      const filled = fill(commaParts(names));
      return layout(group(`use ${path}::`, softLine, "{", indent(softLine, filled), softLine, "};"), margin);
    })
    .join("\n");
}

/** A directory of modules that is no header itself. */
export const printDirectory = (children: readonly ChildModule[]): string => `${printChildren(children)}\n`;

/** One item, without a line end after it; an extern item in its block. @param margin columns before each line */
export function printItem(item: RustItem, options: PrintOptions, margin = 0): string {
  return isExtern(item) ? externBlock([item], options, margin) : oneItem(item, options, margin);
}

function oneItem(item: RustItem, options: PrintOptions, margin: number): string {
  return options.general === true ? layout(itemDocument(item), margin) : itemText(item, margin);
}

/** Items with blank lines between as the style has them; no line end after the last. */
export function printItems(items: readonly RustItem[], options: PrintOptions, margin: number): string {
  let out = "";
  let before: string | undefined;
  for (let index = 0; index < items.length; ) {
    let end = index + 1;
    let text: string;
    let sort: string | undefined;
    if (isExtern(items[index])) {
      while (end < items.length && isExtern(items[end]) && abiOf(items[end]) === abiOf(items[index])) end++;
      text = externBlock(items.slice(index, end), options, margin);
    } else {
      text = oneItem(items[index], options, margin);
      sort = sortOf(items[index]);
    }
    if (index > 0) out += sort !== undefined && sort === before ? "\n" : "\n\n";
    out += text;
    before = sort;
    index = end;
  }
  return out;
}

const abiOf = (item: RustItem): string => (item.kind === "extern-function" ? item.signature.abi : undefined) ?? "C";

/** `extern "C"` with its braces on lines of their own. */
function externBlock(items: readonly RustItem[], options: PrintOptions, margin: number): string {
  const space = " ".repeat(margin);
  let out = `${space}${options.edition === "2024" ? "unsafe " : ""}extern "${abiOf(items[0])}"\n${space}{\n`;
  let before: string | undefined;
  items.forEach((item, index) => {
    const sort = sortOf(item);
    if (index > 0) out += sort !== undefined && sort === before ? "\n" : "\n\n";
    out += oneItem(item, options, margin + 4);
    before = sort;
  });
  return `${out}\n${space}}`;
}

/** @param mark `//! ` for a file of its own, `// ` where inner docs cannot stand */
export function moduleDocs(module: Pick<RustModule, "header" | "leftOut">, mark: string): string {
  const out = [`${mark}\`${module.header}\``];
  if (module.leftOut.length > 0) {
    out.push(mark.trimEnd(), `${mark}Not translated:`);
    for (const left of module.leftOut) out.push(...leftOutLines(left, mark));
  }
  return out.join("\n");
}

/** A list item of Markdown; its continuation lines are indented to stay in it. */
function leftOutLines({ name, what, place, why }: LeftOut, mark: string): readonly string[] {
  const [first, ...more] = commentLines(
    mark,
    `- \`${name}\` (${what}, ${place}): ${escapeMarkdown(why)}`,
    lineWidth - 2,
  );
  return [first, ...more.map((text) => `${mark}  ${text.slice(mark.length)}`)];
}

/** A reason may quote C; in rustdoc its marks would be links, emphasis or HTML. */
const escapeMarkdown = (text: string): string =>
  /[\\`*[\]<>]/.test(text) ? text.replace(/[\\`*[\]<>]/g, "\\$&") : text;
