/**
 * Rust names of a body's locals: C's, raw where they are keywords, with an underscore where a constant or static has the name, because a
 * Rust pattern would mean that one. Locals that hide each other in C do so in Rust.
 */
import type { LocalVariable } from "../../semantics/index.js";
import { rustName, withoutRaw } from "../rust-name.js";

/** Patterns of these names mean variants of Option and Result. */
const prelude = new Set(["Some", "None", "Ok", "Err"]);

export interface LocalNames {
  /** By LocalId. */
  readonly names: readonly string[];
  /** Names of more than one local. */
  readonly shared: ReadonlySet<string>;
  readonly taken: Set<string>;
}

export function nameLocals(locals: readonly LocalVariable[], isValue: (name: string) => boolean): LocalNames {
  // whose a name is, raw or not: no two C names become one
  const owners = new Map(locals.map(({ name }) => [withoutRaw(rustName(name)), name]));
  const taken = new Set<string>();
  const shared = new Set<string>();
  const statics = new Map<string, number>();
  const names = locals.map((local) => {
    // a parameter without a name
    if (local.name === "") return "_";
    let name = rustName(local.name);
    const isStatic = local.kind === "static";
    const isTaken = (bare: string): boolean =>
      prelude.has(bare) || (!isStatic && isRustValue(bare, isValue)) || (owners.get(bare) ?? local.name) !== local.name;
    while (isTaken(withoutRaw(name))) name = `${withoutRaw(name)}_`;
    owners.set(withoutRaw(name), local.name);
    if (local.kind === "static") {
      // an item of the whole block, which a local before it would not hide
      const count = (statics.get(name) ?? 0) + 1;
      statics.set(name, count);
      if (count > 1 || locals.some((one) => one !== local && one.name === local.name)) name = `${name}_${count + 1}`;
    }
    if (taken.has(name)) shared.add(name);
    taken.add(name);
    return name;
  });
  return { names, shared, taken };
}

/** Of a Rust name without `r#`: is it a value's? `self_` is C's `self`. */
function isRustValue(bare: string, isValue: (cName: string) => boolean): boolean {
  const shorter = bare.endsWith("_") ? bare.slice(0, -1) : undefined;
  if (shorter !== undefined && rustName(shorter) === bare && isValue(shorter)) return true;
  return withoutRaw(rustName(bare)) === bare && isValue(bare);
}
