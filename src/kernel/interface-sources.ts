/**
 * Where a tree keeps its interface descriptions: `bus_if.m` is kern/bus_if.m. conf/files and conf/files.<machine> name nearly all,
 * the machine's own first, since arm, arm64 and powerpc each have one of the same name; a name that they lack is looked for in the
 * directories of the tree, as conf/config.mk does for modules. Both happen only when a name is first asked for.
 */
import type { FileSystem } from "../base/index.js";

/** Directories that hold no interfaces of this kernel: other people's code, build scripts, tests. */
const skippedDirectories = new Set(["contrib", "modules", "tests", "tools", "compile", "conf", "boot"]);

/** A symbolic link to a directory above itself makes endless paths; real ones are far shorter than this. */
const longestDirectory = 200;

export class InterfaceSources {
  readonly #sys: string;
  readonly #machine: string;
  readonly #files: FileSystem;
  #listed: ReadonlyMap<string, string> | undefined;
  #walked: ReadonlyMap<string, string> | undefined;

  constructor(sys: string, machine: string, files: FileSystem) {
    this.#sys = sys;
    this.#machine = machine;
    this.#files = files;
  }

  /** @returns path below the tree's root of an interface by its file name (`bus_if.m`) */
  find(name: string): string | undefined {
    this.#listed ??= this.#readLists();
    const listed = this.#listed.get(name);
    if (listed !== undefined) return listed;
    this.#walked ??= this.#walk();
    return this.#walked.get(name);
  }

  /** File names of the interfaces that conf/files* name for this machine, sorted. */
  listed(): readonly string[] {
    this.#listed ??= this.#readLists();
    return [...this.#listed.keys()].sort();
  }

  #readLists(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    const seen = new Set<string>();
    const readList = (name: string): void => {
      if (seen.has(name)) return;
      seen.add(name);
      const read = this.#files.read(`${this.#sys}/${name}`);
      if (read.kind !== "text") return;
      for (const [, path] of read.text.matchAll(/^([\w./-]+\.m)[ \t]/gm)) {
        const base = path.slice(path.lastIndexOf("/") + 1);
        if (!found.has(base) && this.#files.isFile(`${this.#sys}/${path}`)) found.set(base, path);
      }
      for (const [, included] of read.text.matchAll(/^include[ \t]+"?([\w./-]+)"?/gm)) readList(included);
    };
    readList(`conf/files.${this.#machine}`);
    readList("conf/files");
    return found;
  }

  /** The whole tree; of equal names the machine's own, then the first in path order outside the other machines' directories. */
  #walk(): ReadonlyMap<string, string> {
    const paths: string[] = [];
    const walk = (directory: string): void => {
      for (const entry of this.#files.list(directory === "" ? this.#sys : `${this.#sys}/${directory}`)) {
        const path = directory === "" ? entry : `${directory}/${entry}`;
        if (!entry.endsWith("/")) {
          if (entry.endsWith(".m")) paths.push(path);
        } else if (
          path.length < longestDirectory &&
          (directory !== "" || !skippedDirectories.has(entry.slice(0, -1)))
        ) {
          walk(path.slice(0, -1));
        }
      }
    };
    walk("");
    const own = `${this.#machine}/`;
    const rank = (path: string) => (path.startsWith(own) ? 0 : this.#isMachine(path) ? 2 : 1);
    const found = new Map<string, string>();
    for (const path of paths.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))) {
      const base = path.slice(path.lastIndexOf("/") + 1);
      if (!found.has(base)) found.set(base, path);
    }
    return found;
  }

  #isMachine(path: string): boolean {
    return this.#files.isFile(`${this.#sys}/conf/options.${path.slice(0, path.indexOf("/"))}`);
  }
}
