/**
 * C functions and variables as items of `extern "C"` blocks. In: CFunction, CVariable. Out: extern functions and statics; a weak one is
 * an `Option` or a pointer that is null where nothing defines it. What has no symbol or cannot be called from Rust is listed.
 */
import { type CFunction, type CVariable, type FunctionType, isOverloadable } from "../semantics/index.js";
import { linkName, symbolOf } from "./link-name.js";
import type { RustItem, RustType } from "./rust-crate.js";
import { rustName, withoutRaw } from "./rust-name.js";
import { type BuiltItem, built, docOf, keyOf, leaveOut, type Translation } from "./translation.js";
import { weakItems } from "./weak-symbol.js";

/** Why no item is made of a function: it waits for bodies to be translated, or it cannot be one. */
type Fate = { readonly kind: "item" } | { readonly kind: "body" | "left-out"; readonly why: string };

const asItem: Fate = { kind: "item" };

export function functionFate(t: Translation, fn: CFunction): Fate {
  if (fn.overloads && isOverloadable(fn))
    return { kind: "left-out", why: "overloadable: several functions have the name" };
  if (fn.body !== undefined && (fn.storage === "static" || fn.inline))
    return { kind: "body", why: "an inline function" };
  if (isOverloadable(fn)) return { kind: "left-out", why: "overloadable: its symbol is put together from its type" };
  if (fn.storage === "static") return { kind: "left-out", why: whyStatic(fn) };
  const type = t.program.types[fn.type];
  if (type.kind !== "function") return { kind: "left-out", why: "its type was not understood" };
  const { channel, minor } = t.input.rustTarget;
  if (fn.returnsTwice && !(channel === "nightly" && minor < 78))
    return {
      kind: "left-out",
      why: "returns twice, as setjmp does: Rust cannot call it (ffi_returns_twice left Rust in 1.78)",
    };
  const why = t.types.uncallable(type);
  return why === undefined ? asItem : { kind: "left-out", why };
}

/** A static function without a body: one that nobody defines, or another name of something else (GCC: Common Function Attributes). */
function whyStatic({ alias, attributes }: CFunction): string {
  const weak = attributes.some(({ name }) => name === "weakref");
  if (weak) return "static: a weak reference to another symbol (weakref)";
  return alias === undefined ? "static: there is no symbol to link to" : `static: another name of ${alias}`;
}

export function functionItems(t: Translation, fn: CFunction): BuiltItem[] {
  if (t.chosen.blocks("function", fn.name, fn.origin)) return [];
  const fate = functionFate(t, fn);
  if (fate.kind === "left-out") leaveOut(t, "function", fn.name, fn.origin, fate.why);
  if (fate.kind !== "item") return [];
  const type = t.program.types[fn.type] as FunctionType;
  const signature = t.types.signature(type, fn.noreturn || type.noreturn);
  const symbol = symbolOf(t.input.target, fn.name, fn.asmLabel);
  const name = rustName(fn.name);
  const notes = volatileArguments(t, type);
  if (!type.prototype) notes.push("C declares it without a prototype.");
  const doc = docOf(t, fn.origin, notes);
  if (fn.weak) {
    const of: RustType = {
      kind: "generic",
      path: t.spelling.option,
      arguments: [{ kind: "function", signature }],
    };
    return weakItems(t, { cName: fn.name, symbol, type: of, doc, origin: fn.origin });
  }
  const linked = linkName(t.input.target, symbol);
  const attributes = withoutRaw(name) === linked ? [] : [`link_name = "${linked}"`];
  if (fn.returnsTwice) attributes.push("ffi_returns_twice");
  const item: RustItem = { kind: "extern-function", key: keyOf(t, "fn", fn.name), name, signature, attributes, doc };
  return [built(item, fn.name, fn.origin)];
}

export function volatileArguments(t: Translation, type: FunctionType): string[] {
  const names: string[] = [];
  for (let i = 0; i < type.parameters.length; i++) {
    const one = type.parameters[i];
    if (t.types.volatility(one.type) === "pointee") names.push(one.name ?? `argument ${i + 1}`);
  }
  const notes = names.length > 0 ? [`VOLATILE! ${names.map((name) => `\`${name}\``).join(", ")}`] : [];
  if (t.types.volatility(type.returns) === "pointee") notes.push("VOLATILE! what it returns a pointer to");
  return notes;
}

export function variableFate(t: Translation, variable: CVariable): Fate {
  if (variable.storage === "static") return { kind: "left-out", why: "static: every C file has one of its own" };
  if (variable.threadLocal && t.input.rustTarget.channel === "stable")
    return { kind: "left-out", why: "thread-local: #[thread_local] is not in stable Rust" };
  const row = t.types.canonical(variable.type);
  if (row.kind === "error") return { kind: "left-out", why: "its type was not understood" };
  return asItem;
}

/** @param why what is known already of why it has no item */
export function variableItems(t: Translation, variable: CVariable, why?: string): BuiltItem[] {
  if (t.chosen.blocks("var", variable.name, variable.origin)) return [];
  const fate = variableFate(t, variable);
  if (fate.kind !== "item") {
    leaveOut(t, "variable", variable.name, variable.origin, why ?? fate.why);
    return [];
  }
  const volatile = t.types.volatility(variable.type);
  const notes: string[] = [];
  if (volatile === "itself") notes.push("VOLATILE!");
  if (volatile === "pointee") notes.push("VOLATILE! what it points to");
  const doc = docOf(t, variable.origin, notes);
  const symbol = symbolOf(t.input.target, variable.name, variable.asmLabel);
  const type = t.types.of(variable.type);
  if (variable.weak) {
    const of: RustType = { kind: "pointer", mutable: !t.types.isConst(variable.type), to: type };
    return weakItems(t, { cName: variable.name, symbol, type: of, doc, origin: variable.origin });
  }
  const name = rustName(variable.name);
  const linked = linkName(t.input.target, symbol);
  const attributes = withoutRaw(name) === linked ? [] : [`link_name = "${linked}"`];
  if (variable.threadLocal) attributes.push("thread_local");
  const mutable = !t.types.isConst(variable.type) || volatile === "itself";
  const item: RustItem = {
    kind: "extern-static",
    key: keyOf(t, "static", variable.name),
    name,
    type,
    mutable,
    attributes,
    doc,
  };
  return [built(item, variable.name, variable.origin)];
}
