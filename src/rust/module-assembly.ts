/**
 * Items into modules: each in its header's module, in the order of the C text, with exactly the imports it needs. Explicit imports
 * rather than globs: a glob of the whole crate in each of 583 modules would make rustc enter 20 million names.
 * In: built items, and in which module every type and value lives. Out: RustModules.
 */

import type { RustImport, RustItem, RustModule } from "./rust-crate.js";
import { primitiveTypes, rustName, withoutRaw } from "./rust-name.js";
import { ffiNames } from "./spelling.js";
import type { ProgramInput } from "./translate-input.js";
import { type BuiltItem, hasValues, type LeftOutAt } from "./translation.js";
import { replacePaths, visitTypePaths } from "./type-paths.js";

/** A module to be, and what lands in it. */
export interface ModulePlan {
  /** The unit whose items it holds; undefined for the crate's own modules. */
  readonly of: ProgramInput | undefined;
  readonly path: readonly string[];
  readonly header: string;
  readonly atRoot: boolean;
  readonly items: BuiltItem[];
  readonly leftOut: LeftOutAt[];
}

/** Where names live, by Rust name. */
export interface Homes {
  readonly type: (name: string) => ModulePlan | undefined;
  readonly value: (name: string) => ModulePlan | undefined;
}

/** Path by which other modules import from a module. */
export function pathFromRoot(module: ModulePlan): string {
  return `crate::${module.path.join("::")}`;
}

/**
 * @param core `core` or `::core`
 * @param outside names that the user gives, and the path they come from (blocked types of a single file): `super`
 */
export function assembleModule(
  plan: ModulePlan,
  homes: Homes,
  core: string,
  outside: { readonly path: string; readonly names: ReadonlySet<string> } | undefined,
): RustModule {
  // stable: items of one place stay in the order in which they were made
  const ordered = plan.items.slice().sort((a, b) => a.place - b.place);
  const imports = new Map<string, Set<string>>();
  const replaced = new Map<string, string>();
  const seen = new Set<string>();

  const want = (name: string, home: ModulePlan | undefined): void => {
    if (home === plan) return;
    if (home === undefined) {
      if (outside?.names.has(name)) enter(imports, outside.path, name);
      return;
    }
    if (homes.type(name) === plan || homes.value(withoutRaw(name)) === plan)
      replaced.set(name, `${pathFromRoot(home)}::${name}`);
    else enter(imports, pathFromRoot(home), name);
  };
  const wantType = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    if (primitiveTypes.has(name) || name.includes("::")) return;
    const home = homes.type(name);
    if (home === undefined && ffiNames.has(name)) enter(imports, `${core}::ffi`, name);
    else want(name, home);
  };

  const items: RustItem[] = [];
  for (let i = 0; i < ordered.length; i++) {
    const one = ordered[i];
    visitTypePaths(one.item, wantType);
    if (one.item.kind === "use") {
      items.push(useOf(one.item, plan, homes));
      continue;
    }
    if (hasValues(one.item)) for (const value of one.values) want(rustName(value), homes.value(value));
    items.push(one.item);
  }
  return {
    path: plan.path,
    header: plan.header,
    imports: sortedImports(imports),
    items: replaced.size === 0 ? items : items.map((item) => replaceIn(item, replaced)),
    atRoot: plan.atRoot,
    leftOut: plan.leftOut
      .slice()
      .sort((a, b) => a.origin.place - b.origin.place)
      .map(({ row }) => row),
  };
}

/** Names are replaced only where they stand: a deep copy of every other item would be for nothing. */
function replaceIn(item: RustItem, replaced: ReadonlyMap<string, string>): RustItem {
  let found = item.kind === "const";
  visitTypePaths(item, (path) => {
    found ||= replaced.has(path);
  });
  return found ? replacePaths(item, replaced) : item;
}

function useOf(item: RustItem & { readonly kind: "use" }, plan: ModulePlan, homes: Homes): RustItem {
  if (item.path.startsWith("crate::")) return item;
  const home = homes.value(withoutRaw(item.path)) ?? plan;
  const path = home === plan ? `self::${item.path}` : `${pathFromRoot(home)}::${item.path}`;
  return { ...item, path };
}

function enter(imports: Map<string, Set<string>>, path: string, name: string): void {
  const names = imports.get(path);
  if (names === undefined) imports.set(path, new Set([name]));
  else names.add(name);
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `core` first, then the crate's own. */
function sortedImports(imports: ReadonlyMap<string, ReadonlySet<string>>): RustImport[] {
  const rank = (path: string): string => (path.startsWith("crate::") ? `1${path}` : `0${path}`);
  return [...imports]
    .map(([path, names]) => ({ path, names: [...names].sort(byText) }))
    .sort((a, b) => byText(rank(a.path), rank(b.path)));
}
