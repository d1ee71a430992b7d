/**
 * Modules by path → files: a header in a directory is `sys/_mutex.rs`, the directory `sys/mod.rs`; a header that is a directory too
 * has its items in that `mod.rs`. Rust Reference, "Modules": source filenames, the path attribute.
 */
import { type ChildModule, type PrintOptions, printCrateRoot, printDirectory, printModule } from "../print/index.js";
import type { RustCrate, RustModule } from "../rust/index.js";

interface Node {
  readonly name: string;
  module: RustModule | undefined;
  readonly children: Map<string, Node>;
}

/**
 * Every source file of the crate: path from the crate's directory → text, sorted by path.
 * @param paragraphs docs of the crate root
 */
export function sourceFiles(
  crate: RustCrate,
  paragraphs: readonly string[],
  options: PrintOptions = { edition: crate.edition },
): ReadonlyMap<string, string> {
  const root = treeOf(crate.modules);
  const files: [string, string][] = [["src/lib.rs", printCrateRoot(crate, paragraphs, childrenOf(root, true))]];
  const visit = (node: Node, directory: string, file: string): void => {
    const children = childrenOf(node, false);
    const nested = node.children.size > 0;
    const path = nested ? `${directory}/${file}/mod.rs` : `${directory}/${file}.rs`;
    files.push([
      path,
      node.module === undefined ? printDirectory(children) : printModule(node.module, options, children),
    ]);
    for (const child of sorted(node)) visit(child, `${directory}/${file}`, fileName(child.name, false));
  };
  for (const child of sorted(root)) visit(child, "src", fileName(child.name, true));
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function treeOf(modules: readonly RustModule[]): Node {
  const root: Node = { name: "", module: undefined, children: new Map() };
  for (const module of modules) {
    let at = root;
    for (const name of module.path) {
      let next = at.children.get(name);
      if (next === undefined) {
        next = { name, module: undefined, children: new Map() };
        at.children.set(name, next);
      }
      at = next;
    }
    if (at.module !== undefined) throw new Error(`two modules of one path: ${module.path.join("::")}`);
    at.module = module;
  }
  return root;
}

const sorted = (node: Node): readonly Node[] => [...node.children.values()].sort((a, b) => (a.name < b.name ? -1 : 1));

function childrenOf(node: Node, atRoot: boolean): readonly ChildModule[] {
  return sorted(node).map(({ name, children }) => {
    const file = fileName(name, atRoot);
    if (file === withoutRaw(name)) return { name, file: undefined };
    return { name, file: children.size > 0 ? `${file}/mod.rs` : `${file}.rs` };
  });
}

const withoutRaw = (name: string): string => (name.startsWith("r#") ? name.slice(2) : name);

/** The file of a module, without `.rs`. `mod.rs` would be its parent's, `lib.rs` and `main.rs` in src/ are crate roots. */
function fileName(name: string, atRoot: boolean): string {
  const bare = withoutRaw(name);
  return bare === "mod" || (atRoot && (bare === "lib" || bare === "main")) ? `${bare}_` : bare;
}
