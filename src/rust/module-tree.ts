/** Modules for headers: one path each, and the names that modules take at the crate root and below. */
import { modulePath, withoutRaw } from "./rust-name.js";

export interface ModuleTree {
  /** Path of the module of a header, by include name. */
  readonly pathOf: (includeName: string) => readonly string[];
  /** Names of modules at the crate root, and of those below a module that holds items itself: no type may have them. */
  readonly reserved: ReadonlySet<string>;
}

/**
 * A type that is named like a header at the root (`struct termios` of termios.h) keeps its name, and the module is `termios_h`; like a
 * directory (`struct vm`), it cannot: the directory's modules would all move.
 * @param includeNames of every header that may hold items, in a fixed order
 * @param ownNames modules that are no header's
 * @param isType is it the C name of a type at the root?
 */
export function createModuleTree(
  includeNames: readonly string[],
  ownNames: readonly string[],
  isType: (name: string) => boolean,
): ModuleTree {
  const paths = new Map<string, readonly string[]>();
  const used = new Set<string>(ownNames);
  const directories = new Set(includeNames.flatMap((name) => (name.includes("/") ? [modulePath(name)[0]] : [])));
  for (const name of includeNames) {
    if (paths.has(name)) continue;
    const path = modulePath(name);
    if (path.length === 1 && isType(withoutRaw(path[0])) && !directories.has(path[0]))
      path[0] = `${withoutRaw(path[0])}_h`;
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
