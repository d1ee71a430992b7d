/**
 * Objects and functions of other files that only a block declares (C11 6.2.2p4, p5): declared in the same block in Rust, as others of their symbol
 * may be elsewhere with another type.
 */
import type { LocalId } from "../../semantics/index.js";
import { linkName, symbolOf } from "../link-name.js";
import type { ItemKey, RustItem, RustSignature, RustStatement } from "../rust-crate.js";
import { withoutRaw } from "../rust-name.js";
import { type BodyState, localOf, refuse } from "./body-state.js";

export function declaredHere(s: BodyState, id: LocalId, at: number): RustStatement {
  const local = localOf(s, id);
  const row = s.types.canonical(local.type);
  const name = s.localNames[id];
  if (row.kind === "function") {
    const why = s.t.types.uncallable(row);
    if (why !== undefined) return refuse(`declares ${local.name}, which ${why}`, at);
    return externFunction(s, name, local.name, s.t.types.signature(row, row.noreturn));
  }
  const type = s.types.rust(local.type);
  const key = `static ${name}` as ItemKey;
  return block(s, { kind: "extern-static", key, type, mutable: true, ...symbol(s, name, local.name) });
}

/** @param name Rust's; @param cName that of the symbol */
export function externFunction(s: BodyState, name: string, cName: string, signature: RustSignature): RustStatement {
  return block(s, { kind: "extern-function", key: `fn ${name}` as ItemKey, signature, ...symbol(s, name, cName) });
}

function symbol(s: BodyState, name: string, cName: string) {
  const linked = linkName(s.t.input.target, symbolOf(s.t.input.target, cName, undefined));
  return {
    name,
    attributes: withoutRaw(name) === linked ? [] : [`link_name = "${linked}"`],
    doc: { lines: [], definedIn: undefined, notes: [] },
  };
}

function block(s: BodyState, item: RustItem): RustStatement {
  const unsafe = s.t.input.edition === "2024";
  return { kind: "item", item: { kind: "extern-block", key: "extern" as ItemKey, unsafe, items: [item] } };
}
