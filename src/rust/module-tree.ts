/** Modules for headers: one path each, and the names that modules take at the crate root and below. */
import { modulePath, withoutRaw } from "./rust-name.js";

export interface ModuleTree {
  /** Path of the module of a header, by include name. */
  readonly pathOf: (includeName: string) => readonly string[];
  /** Names of modules at the crate root, and of those below a module that holds items itself: no type may have them. */
  readonly reserved: ReadonlySet<string>;
}

/** @param includeNames of every header that may hold items, in a fixed order */
export function createModuleTree(includeNames: readonly string[], ownNames: readonly string[]): ModuleTree {
  const paths = new Map<string, readonly string[]>();
  const used = new Set<string>(ownNames);
  for (const name of includeNames) {
    if (paths.has(name)) continue;
    const path = modulePath(name);
    while (used.has(path.join("::"))) path[path.length - 1] = `${withoutRaw(path[path.length - 1])}_`;
    used.add(path.join("::"));
    paths.set(name, path);
  }
  const reserved = new Set<string>(ownNames);
  for (const path of paths.values()) {
    reserved.add(path[0]);
    for (let depth = 1; depth < path.length; depth++)
      if (used.has(path.slice(0, depth).join("::"))) reserved.add(path[depth]);
  }
  return { pathOf: (includeName) => paths.get(includeName) ?? modulePath(includeName), reserved };
}
