/**
 * Where config(8) finds the files of a configuration: the directory it runs in, then conf/ of the tree, then directories given to it
 * (include() of usr.sbin/config/lang.l).
 */
import type { FileSystem } from "../base/index.js";

/** A path as the FileSystem takes it, and what to show people instead. */
export interface PlacedFile {
  readonly path: string;
  readonly display: string;
}

/** Where config(8) runs and looks. */
export interface ConfigurationPlaces {
  /** The configuration file itself. */
  readonly file: PlacedFile;
  /** Read before it, where it exists. */
  readonly defaults: readonly PlacedFile[];
  /** Directories for `include`, in order. */
  readonly includeDirectories: readonly PlacedFile[];
}

/** The file that an `include` means; undefined where there is none. `./x` and `../x` are taken from the first directory only. */
export function findInclude(name: string, places: ConfigurationPlaces, files: FileSystem): PlacedFile | undefined {
  if (name.startsWith("/")) return files.isFile(name) ? { path: name, display: name } : undefined;
  const directories = name.startsWith(".") ? places.includeDirectories.slice(0, 1) : places.includeDirectories;
  for (const directory of directories) {
    const path = normalPath(`${directory.path}/${name}`);
    if (files.isFile(path)) return { path, display: normalPath(`${directory.display}/${name}`) };
  }
  return undefined;
}

/** `a/b/../c` as `a/c`; leading `..` stay. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "." || (part === "" && parts.length > 0)) continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== ".." && parts.at(-1) !== "") parts.pop();
    else parts.push(part);
  }
  return parts.length === 1 && parts[0] === "" ? "/" : parts.join("/");
}
