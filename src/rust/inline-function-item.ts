/**
 * Inline functions as Rust functions of the same behaviour. In: the program's functions with their typed bodies. Out: function items in the
 * module of their header; what has no translation, and whatever calls it, is left out with the reason.
 */
import type { BodyOutcome, CFunction, CVariable, FunctionType, TypeId } from "../semantics/index.js";
import {
  type BodyScope,
  createBodyTypes,
  type KnownConstant,
  type TranslatedBody,
  translateBody,
} from "./body/index.js";
import { functionFate, variableFate, volatileArguments } from "./function-item.js";
import type { RustItem } from "./rust-crate.js";
import { rustName } from "./rust-name.js";
import { type BuiltItem, built, docOf, keyOf, leaveForLater, leaveOut, type Translation } from "./translation.js";

export type Bodies = ReadonlyMap<string, BodyOutcome>;

interface Owners {
  readonly functions: ReadonlyMap<string, CFunction>;
  readonly variables: ReadonlyMap<string, CVariable>;
}

/** @param others inline functions of the unit whose headers this one shares: items, or not */
export function inlineFunctionItems(
  t: Translation,
  owners: Owners,
  bodies: Bodies | undefined,
  others: ReadonlySet<string> | undefined,
): BuiltItem[] {
  const own = t.program.functions.filter(
    (fn) => t.owns(fn.origin) && !t.chosen.blocks(fn.name) && functionFate(t, fn).kind === "later",
  );
  if (bodies === undefined) {
    for (const fn of own) leaveForLater(t, "inline function", fn.name, fn.origin, "its body is to be translated");
    return [];
  }
  const refused = new Map<string, string>();
  const translated = new Map<string, TranslatedBody>();
  const types = createBodyTypes(t);
  const scope = scopeOf(t, owners, bodies, others, types.key);
  const noreturn = new Set<string>();
  for (const fn of t.program.functions) if (fn.noreturn) noreturn.add(rustName(fn.name));
  for (const fn of own) {
    const outcome = bodies.get(fn.name);
    if (outcome?.kind !== "typed") {
      refused.set(fn.name, outcome === undefined ? "its body was not understood" : outcome.refusal.why);
      continue;
    }
    const made = translateBody({
      translation: t,
      types,
      scope,
      function: fn,
      body: outcome.body,
      neverReturns: (name) => noreturn.has(name),
    });
    if (made.kind === "translated") translated.set(fn.name, made);
    else refused.set(fn.name, made.refusal.why);
  }
  refuseCallers(translated, refused);
  const addressTaken = new Set<string>();
  for (const one of translated.values()) for (const name of one.addressTaken) addressTaken.add(name);
  const items: BuiltItem[] = [];
  for (const fn of own) {
    const body = translated.get(fn.name);
    if (body === undefined) leaveOut(t, "inline function", fn.name, fn.origin, refused.get(fn.name) ?? "");
    else items.push(functionItem(t, fn, body, addressTaken.has(fn.name)));
  }
  return items;
}

/** What refers to a function without a translation has none either. */
function refuseCallers(translated: Map<string, TranslatedBody>, refused: Map<string, string>): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const [name, body] of translated) {
      const missing = body.values.find((one) => refused.has(one));
      if (missing === undefined) continue;
      refused.set(name, `needs ${missing}, which is left out`);
      translated.delete(name);
      changed = true;
    }
  }
}

function functionItem(t: Translation, fn: CFunction, body: TranslatedBody, addressTaken: boolean): BuiltItem {
  const type = t.program.types[fn.type] as FunctionType;
  const item: RustItem = {
    kind: "function",
    key: keyOf(t, "fn", fn.name),
    name: rustName(fn.name),
    generics: [],
    signature: body.signature,
    where: [],
    modifiers: addressTaken ? ["pub", "unsafe", 'extern "C"'] : ["pub", "unsafe"],
    attributes: ["inline"],
    body: body.block,
    doc: docOf(t, fn.origin, volatileArguments(t, type)),
  };
  return { ...built(item, fn.name, fn.origin, body.values), helpers: body.helpers };
}

function scopeOf(
  t: Translation,
  owners: Owners,
  bodies: Bodies,
  others: ReadonlySet<string> | undefined,
  key: (type: TypeId) => string,
): BodyScope {
  const constants = constantsOf(t, key);
  const isInline = (name: string): boolean => {
    const fn = owners.functions.get(name);
    return fn !== undefined && functionFate(t, fn).kind === "later";
  };
  const whyNoItem = (name: string): string | undefined => {
    if (t.chosen.blocks(name)) return "it is blocked";
    const fn = owners.functions.get(name);
    if (fn !== undefined) {
      const fate = functionFate(t, fn);
      if (fate.kind !== "later") return fate.kind === "item" ? undefined : fate.why;
      if (t.owns(fn.origin)) return bodies.has(name) ? undefined : "its body was not understood";
      return others?.has(name) ? undefined : "an inline function without a translation";
    }
    const variable = owners.variables.get(name);
    if (variable === undefined) return "it is not declared";
    const fate = variableFate(t, variable);
    return fate.kind === "item" ? undefined : fate.why;
  };
  return {
    function: (name) => owners.functions.get(name),
    variable: (name) => owners.variables.get(name),
    whyNoItem,
    isInline,
    constant: (name) => constants.get(name),
    isValue: (name) => {
      if (t.constants.has(name)) return true;
      const variable = owners.variables.get(name);
      return variable !== undefined && variableFate(t, variable).kind === "item";
    },
  };
}

/** Constants by name, with the Rust types that `constant-item.ts` gives them. */
function constantsOf(t: Translation, key: (type: TypeId) => string): ReadonlyMap<string, KnownConstant> {
  const found = new Map<string, KnownConstant>();
  for (const one of t.program.enums) {
    for (const { name, value, type } of one.enumerators) {
      const known = t.constants.get(name);
      if (known === undefined || one.scope === "block") continue;
      const named = t.names.enums[one.id] !== undefined;
      const of = known.newtype ? `newtype ${t.names.enums[one.id]}` : key(named ? one.type : type);
      found.set(name, { value, key: of, type: known.type });
    }
  }
  for (const { name, meaning } of t.program.macros) {
    const known = t.constants.get(name);
    if (meaning.kind !== "integer" || known === undefined || known.newtype || found.has(name)) continue;
    found.set(name, { value: meaning.value, key: key(meaning.type), type: known.type });
  }
  return found;
}
