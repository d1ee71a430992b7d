/** Typedefs as type aliases. The typedef of a record of its own name is that record and makes no item; neither is Rust's own `bool` one. */
import type { CTypedef } from "../semantics/index.js";
import type { RustItem, RustType } from "./rust-crate.js";
import { samePrimitive } from "./rust-type.js";
import { type BuiltItem, built, docOf, keyOf, leaveOut, type Translation } from "./translation.js";

export function typedefItem(t: Translation, typedef: CTypedef): BuiltItem | undefined {
  if (!t.names.typedefDeclared[typedef.id] || t.chosen.blocks("type", typedef.name, typedef.origin)) return undefined;
  const name = t.names.typedefs[typedef.id];
  const row = t.types.canonical(typedef.type);
  if (row.kind === "error")
    leaveOut(t, "typedef", typedef.name, typedef.origin, "its type was not understood: it stands for c_void");
  const rules = t.input.rules.types;
  const rule = Object.hasOwn(rules, typedef.name) ? rules[typedef.name] : undefined;
  const ruled = rule !== undefined && samePrimitive(rule.rust, row, t.input.target);
  const type: RustType = ruled ? { kind: "path", path: rule.rust } : t.types.of(typedef.type);
  const notes = t.types.volatility(typedef.type) === "itself" ? ["VOLATILE!"] : [];
  const doc = docOf(t, typedef.origin, notes);
  const item: RustItem = { kind: "type", key: keyOf(t, "type", typedef.name), name, type, attributes: [], doc };
  return built(item, typedef.name, typedef.origin);
}
