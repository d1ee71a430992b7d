/**
 * Where the crate has an item of a C name and place, as each unit means it: one text may be laid out differently in two units, so that each has an
 * item of its own, and a unit may name another one's. In: the crate. Out: for a unit and an item, the item that the unit's modules give or import.
 */
import type { RustCrate, RustItem, RustModule } from "../rust/index.js";

export interface Home {
  readonly item: RustItem;
  /** `kpi::sys::_mutex::mtx`. */
  readonly path: string;
  /** All items of its module. */
  readonly around: readonly RustItem[];
  readonly module: RustModule;
}

/** @param place `sys/sys/_mutex.h:37`; @returns the unit's home of it; undefined where the crate has none or only homes that the unit does not name */
export type FindHome = (what: RustItem["kind"], cName: string, place: string) => Home | undefined;

export interface CrateHomes {
  /** @param unit "common", or the include name of the header that the unit is for */
  readonly of: (unit: string) => FindHome;
  /** Whether any unit has a home of it. */
  readonly has: (what: RustItem["kind"], cName: string, place: string) => boolean;
}

export function crateHomes(crate: RustCrate): CrateHomes {
  const all = indexItems(crate);
  const renamed = new Map(crate.renamed.map((one) => [`${one.c}\0${one.place}`, one.rust]));
  const homesOf = (what: RustItem["kind"], name: string, place: string): readonly Home[] =>
    all.get(`${what}\0${name}\0${place}`) ??
    all.get(`${what}\0${renamed.get(`${name}\0${place}`)}\0${place}`) ??
    noHomes;
  return {
    of: (unit) => {
      const modules = crate.modules.filter((one) => !one.atRoot && one.header === unit);
      const named = namesOf(modules);
      const isOurs = ({ module }: Home): boolean => module.atRoot || modules.includes(module);
      const isNamed = ({ module, item }: Home): boolean =>
        "name" in item && named.has(`${module.path.join("::")}::${item.name}`);
      return (what, name, place) => {
        const homes = homesOf(what, name, place);
        if (modules.length === 0) return homes.find(isOurs);
        return homes.find((home) => !home.module.atRoot && isOurs(home)) ?? homes.find(isNamed);
      };
    },
    has: (what, name, place) => homesOf(what, name, place).length > 0,
  };
}

const noHomes: readonly Home[] = [];

/** What modules import or re-export, as paths below the crate's root. */
function namesOf(modules: readonly RustModule[]): ReadonlySet<string> {
  const names = new Set<string>();
  const below = (path: string): string => path.replace(/^(?:\$?crate|self)::/, "");
  for (const { imports, items } of modules) {
    for (const { path, names: some } of imports) for (const name of some) names.add(below(`${path}::${name}`));
    for (const item of items) if (item.kind === "use") names.add(below(item.path));
  }
  return names;
}

function indexItems(crate: RustCrate): ReadonlyMap<string, readonly Home[]> {
  const byCName = new Map<string, Home[]>();
  const byRustName = new Map<string, Home[]>();
  const add = (homes: Map<string, Home[]>, key: string, home: Home): void => {
    const known = homes.get(key);
    if (known === undefined) homes.set(key, [home]);
    else known.push(home);
  };
  for (const module of crate.modules) {
    const path = crate.mode === "single-file" || module.atRoot ? "kpi" : ["kpi", ...module.path].join("::");
    for (const item of module.items) {
      if (!("doc" in item) || item.doc?.definedIn === undefined || !("name" in item) || item.name === undefined)
        continue;
      const words = item.key.split(" ");
      const cName = (item.kind === "record" ? words.slice(-2).join(" ") : words[words.length - 1]).replace("r#", "");
      const home = { item, path: `${path}::${item.name}`, around: module.items, module };
      add(byCName, `${item.kind}\0${cName}\0${item.doc.definedIn}`, home);
      add(byRustName, `${item.kind}\0${item.name}\0${item.doc.definedIn}`, home);
    }
  }
  return new Map([...byRustName, ...byCName]);
}
