/**
 * The C names that a crate's author can write in Rust: items at a module's top by their C name, and methods on records. A tag that gave its
 * name to a typedef counts where its item has another name. What merely helps (layout asserts, padding types) is no name of C.
 */
import type { RustCrate, RustItem } from "../rust/index.js";

export interface CrateNames {
  /** Types, and the C names of tags that are types under another name: `struct stat` as `stat`. */
  readonly types: ReadonlySet<string>;
  /** Functions, constants, statics, macros, re-exports. */
  readonly values: ReadonlySet<string>;
  /** Methods of records, without receivers: `td_retval`. */
  readonly methods: ReadonlySet<string>;
}

/** What Rust itself has under C's name and with C's meaning (C11 7.18). */
const ownTypes = ["bool"];
const ownValues = ["true", "false"];

export function crateNames(crate: RustCrate): CrateNames {
  const types = new Set<string>(ownTypes);
  const values = new Set<string>(ownValues);
  const methods = new Set<string>();
  for (const { items } of crate.modules) for (const item of items) enter(item, types, values, methods);
  for (const { c, rust } of crate.renamed)
    if (types.has(rust)) types.add(c.replace(/^(struct|union|enum|typedef) /, ""));
  return { types, values, methods };
}

function enter(item: RustItem, types: Set<string>, values: Set<string>, methods: Set<string>): void {
  switch (item.kind) {
    case "record":
    case "type":
      types.add(cName(item.name));
      return;
    case "const":
    case "extern-function":
    case "extern-static":
    case "static":
    case "function":
    case "macro":
      values.add(cName(item.name));
      return;
    case "use":
      if (item.public) values.add(cName(item.name ?? item.path.split("::").at(-1) ?? ""));
      return;
    case "impl":
      for (const one of item.items) if (one.kind === "function") methods.add(cName(one.name));
      return;
    case "trait-impl":
    case "assert":
    case "verbatim":
      return;
  }
}

function cName(rust: string): string {
  return rust.startsWith("r#") ? rust.slice(2) : rust;
}
