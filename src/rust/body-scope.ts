/**
 * What names of file scope are to bodies: functions, variables and constants of the program, and whether the crate has an item of each. In: a
 * program on its way into items; out: a BodyScope.
 */
import type { BodyOutcome, CFunction, CVariable, TypeId } from "../semantics/index.js";
import { type BodyScope, type BodyTypes, createBodyTypes, type KnownConstant } from "./body/index.js";
import { functionFate, variableFate } from "./function-item.js";
import { rustName, withoutRaw } from "./rust-name.js";
import type { StaticObjects } from "./static-object-item.js";
import type { Translation } from "./translation.js";

export type Bodies = ReadonlyMap<string, BodyOutcome>;

export interface Owners {
  readonly functions: ReadonlyMap<string, CFunction>;
  readonly variables: ReadonlyMap<string, CVariable>;
}

export interface BodyWorldInput {
  readonly owners: Owners;
  readonly bodies: Bodies;
  /** Inline functions that the unit whose headers this one shares gives. */
  readonly others: ReadonlySet<string> | undefined;
  readonly objects: StaticObjects;
}

/** What the bodies of one program are translated with; made once for all of them. */
export interface BodyWorld {
  readonly types: BodyTypes;
  readonly scope: BodyScope;
  /** Rust names of functions whose calls never end. */
  readonly neverReturns: (name: string) => boolean;
}

export function createBodyWorld(t: Translation, input: BodyWorldInput): BodyWorld {
  const types = createBodyTypes(t);
  const noreturn = new Set<string>();
  for (const fn of t.program.functions) if (fn.noreturn) noreturn.add(rustName(fn.name));
  return {
    types,
    scope: bodyScope(t, input, types.key),
    neverReturns: (name) => noreturn.has(name),
  };
}

function bodyScope(t: Translation, input: BodyWorldInput, key: (type: TypeId) => string): BodyScope {
  const { owners, bodies, others, objects } = input;
  const constants = constantsOf(t, key);
  const patterns = patternNames(t);
  const isInline = (name: string): boolean => {
    const fn = owners.functions.get(name);
    return fn !== undefined && functionFate(t, fn).kind === "body";
  };
  const whyNoItem = (name: string): string | undefined => {
    const fn = owners.functions.get(name);
    if (fn !== undefined) {
      if (t.chosen.blocks("function", name, fn.origin)) return "it is blocked";
      const fate = functionFate(t, fn);
      if (fate.kind !== "body") return fate.kind === "item" ? undefined : fate.why;
      if (t.owns(fn.origin)) return bodies.has(name) ? undefined : "its body was not understood";
      return others?.has(name) ? undefined : "an inline function without a translation";
    }
    const variable = owners.variables.get(name);
    if (variable === undefined) return "it is not declared";
    if (t.chosen.blocks("var", name, variable.origin)) return "it is blocked";
    if (objects.made.get(name)?.form === "static") return undefined;
    const fate = variableFate(t, variable);
    return fate.kind === "item" ? undefined : (objects.whyNot.get(name) ?? fate.why);
  };
  return {
    function: (name) => owners.functions.get(name),
    variable: (name) => owners.variables.get(name),
    whyNoItem,
    isInline,
    constant: (name) => constants.get(name),
    constantObject: (name) => {
      const form = objects.made.get(name)?.form;
      return form === "static" ? undefined : form;
    },
    isValue: (name) => {
      if (t.constants.has(name) || objects.made.has(name) || patterns.has(name)) return true;
      const variable = owners.variables.get(name);
      return variable !== undefined && variableFate(t, variable).kind === "item";
    },
  };
}

/**
 * Names that mean something in Rust's patterns besides integers and variables: constants of other macros, other names of variables, newtypes of enums, which
 * are tuple structs (The Rust Reference, Identifier patterns).
 */
function patternNames(t: Translation): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { name, meaning } of t.program.macros)
    if (["string", "float", "expression", "variable-alias"].includes(meaning.kind)) found.add(name);
  if (t.input.enumStyle === "newtype")
    for (const { id, scope } of t.program.enums) {
      const name = scope === "block" ? undefined : t.names.enums[id];
      if (name !== undefined) found.add(withoutRaw(name));
    }
  return found;
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
