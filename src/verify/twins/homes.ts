/** Where the crate has an item of a C name and place. */
import type { RustCrate, RustItem } from "../../rust/index.js";

export type FunctionItem = RustItem & { readonly kind: "function" };
export type CallableItem = RustItem & { readonly kind: "function" | "macro" | "const" };

export interface RustHome {
  readonly item: CallableItem;
  /** `crate::sys::mbuf::m_extaddref`; of a macro its name. */
  readonly path: string;
}

type Find = (kind: CallableItem["kind"], name: string, place: string) => RustHome | undefined;

export function findItems(crate: RustCrate): Find {
  const homes = new Map<string, RustHome>();
  for (const module of crate.modules) {
    const path = crate.mode === "single-file" || module.atRoot ? ["crate"] : ["crate", ...module.path];
    for (const item of module.items) {
      if (item.kind !== "function" && item.kind !== "macro" && item.kind !== "const") continue;
      if (item.doc.definedIn === undefined) continue;
      const home = { item, path: item.kind === "macro" ? item.name : [...path, item.name].join("::") };
      for (const name of [item.key.split(" ").at(-1), item.name.replace(/^r#/, "")]) {
        const key = `${item.kind}\0${name}\0${item.doc.definedIn}`;
        if (!homes.has(key)) homes.set(key, home);
      }
    }
  }
  return (kind, name, place) => homes.get(`${kind}\0${name}\0${place}`);
}
