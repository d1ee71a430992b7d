/**
 * Bodies of macros that stay macros. In: one rule of a template. Out: what it expands to, a value, a place or statements, with all that it
 * refers to; or why there is none. Names of the crate's items are absolute, since a macro is expanded where others are in force.
 */
import type { BodyRefusal, MacroTemplate } from "../../semantics/index.js";
import type { MathHelper } from "../math/index.js";
import type { LayoutHelper } from "../record-shape.js";
import type { RustBlock, RustExpression, RustStatement } from "../rust-crate.js";
import type { Translation } from "../translation.js";
import { type BodyScope, type BodyState, type MacroContext, newBodyState, Refusal } from "./body-state.js";
import { type BodyTypes, isFloatKey } from "./body-type.js";
import { rvalue } from "./expression.js";
import { flowOf } from "./flow.js";
import { hoist } from "./hoist.js";
import { nameLocals } from "./local-names.js";
import { block, unary, withStatements } from "./make.js";
import { elementsAsked, openKey } from "./open.js";
import { decay, load, placeOf, zeroed } from "./place.js";
import { declaredVariables, isPutTogether, ownName } from "./put-together.js";
import { settled } from "./settle.js";
import { type NamedArguments, namedArguments } from "./several-arguments.js";
import { expressionStatements, hoisted, translateStatements } from "./statement.js";
import { coerce, typed } from "./value.js";

export interface TemplateRequest {
  readonly translation: Translation;
  /** Made with `open`. */
  readonly types: BodyTypes;
  readonly scope: BodyScope;
  readonly template: MacroTemplate;
  readonly macro: Omit<MacroContext, "parameters" | "named" | "elementsAsked" | "usesMath">;
  readonly neverReturns: (name: string) => boolean;
}

export interface TranslatedTemplate {
  readonly kind: "translated";
  readonly expansion:
    | { readonly kind: "value"; readonly value: RustExpression }
    | { readonly kind: "block"; readonly body: RustBlock };
  /** C names of the values it refers to. */
  readonly values: readonly string[];
  /** Inline functions among them whose address it takes. */
  readonly addressTaken: readonly string[];
  readonly helpers: readonly LayoutHelper[];
  readonly math: readonly MathHelper[];
  /** Of what the caller gives for a parameter, so many are taken one by one. */
  readonly named: NamedArguments;
}

export type TemplateTranslation = TranslatedTemplate | { readonly kind: "refused"; readonly refusal: BodyRefusal };

export function translateTemplate(request: TemplateRequest): TemplateTranslation {
  try {
    return translated(request);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: "refused", refusal: { why: error.why, at: error.at } };
  }
}

function translated({
  translation: t,
  types,
  scope,
  template,
  macro,
  neverReturns,
}: TemplateRequest): TemplateTranslation {
  const { body, parameters } = template;
  const isValue = (name: string): boolean => scope.isValue(name) || scope.function(name) !== undefined;
  const named = namedArguments(parameters, types, [template.value, body]);
  const given = {
    t,
    types,
    scope,
    body,
    macro: {
      ...macro,
      parameters,
      named,
      elementsAsked: elementsAsked([template.value, body]),
      usesMath: new Set<MathHelper>(),
    },
    functionName: "",
    returns: { type: undefined, noreturn: false },
  };
  const locals = nameLocals(body.locals, isValue);
  const names = locals.names.map((name, i) =>
    isPutTogether(body.locals[i]) ? ownName(parameters, body.locals[i].name) : name,
  );
  const s = newBodyState(given, { ...locals, names });
  const expansion =
    template.value === undefined ? blockOf(s, template) : valueExpansion(s, template.value, template.lvalue);
  const statements: RustStatement[] =
    expansion.kind === "block" ? [...expansion.body.statements] : [{ kind: "value", value: expansion.value }];
  if (depthOf(statements, mostDepth) > mostDepth) throw new Refusal("its expansion is nested too deeply", -1);
  const flow = flowOf([], { statements }, neverReturns);
  const whole = settled(statements, flow, zeroed(s));
  const only = whole.at(0);
  const plain =
    only?.kind === "value" && !(only.value.kind === "block" && only.value.label === undefined && !only.value.unsafe);
  const inner =
    only?.kind === "value" && only.value.kind === "block" && !plain ? only.value.body : { statements: whole };
  const made: Expansion =
    expansion.kind === "value" && only?.kind === "value" && plain
      ? { kind: "value", value: only.value }
      : { kind: "block", body: inner };
  return {
    kind: "translated",
    expansion: withSymbols(s, made, template.lvalue),
    values: [...s.values],
    addressTaken: [...s.addressTaken],
    helpers: [...s.helpers],
    math: [...(s.macro?.usesMath ?? [])],
    named,
  };
}

type Expansion = TranslatedTemplate["expansion"];

/** With the variables that are found by their symbols declared; an object stays one: what a block gives is a copy. */
function withSymbols(s: BodyState, expansion: Expansion, lvalue: boolean): Expansion {
  const declared = s.body.locals.flatMap((local, i) =>
    isPutTogether(local) ? [{ name: s.localNames[i], type: local.type, symbol: local.name }] : [],
  );
  if (declared.length === 0) return expansion;
  const externs = declaredVariables(s, declared);
  if (expansion.kind === "block") return { kind: "block", body: block([...externs, ...expansion.body.statements]) };
  if (!lvalue) return { kind: "value", value: withStatements(externs, expansion.value) };
  return { kind: "value", value: unary("*", withStatements(externs, unary("&raw mut ", expansion.value))) };
}

/** Beyond so many expressions in each other, text that is indented for each is megabytes for one macro. */
const mostDepth = 150;

/** Expressions and statements in each other; not looked for beyond `most`. */
function depthOf(data: unknown, most: number): number {
  if (most < 0 || typeof data !== "object" || data === null) return 0;
  const own = "kind" in data ? 1 : 0;
  let deepest = 0;
  if (Array.isArray(data)) for (const one of data) deepest = Math.max(deepest, depthOf(one, most));
  else
    for (const key in data) {
      const value = (data as Readonly<Record<string, unknown>>)[key];
      if (typeof value === "object") deepest = Math.max(deepest, depthOf(value, most - own));
    }
  return own + deepest;
}

function blockOf(s: BodyState, template: MacroTemplate): Expansion {
  return { kind: "block", body: { statements: translateStatements(s, template.body.block) } };
}

/** An object stays a place, so that callers may assign it; other values are of their C type. */
function valueExpansion(s: BodyState, e: NonNullable<MacroTemplate["value"]>, lvalue: boolean): Expansion {
  if (s.types.canonical(e.type).kind === "void") {
    const statements = hoisted(s, expressionStatements(s, e));
    return { kind: "block", body: { statements: [...s.pending.splice(0), ...statements] } };
  }
  const rust = lvalue ? placeValue(s, e) : rightValue(s, e);
  const { before, rust: value } = hoist(rust, (name) => !s.shared.has(name));
  return { kind: "value", value: withStatements([...s.pending.splice(0), ...before], value) };
}

function rightValue(s: BodyState, e: NonNullable<MacroTemplate["value"]>): RustExpression {
  const value = rvalue(s, e);
  const key = s.types.key(e.type);
  if (key === openKey) return value.rust;
  const type = s.types.rust(e.type);
  // an int is what Rust takes a bare number for
  if (value.literal !== undefined && key === "i32") return value.rust;
  if (value.literal !== undefined) return { kind: "cast", of: value.rust, type };
  // literals that decide the type, in branches or behind an assignment; a bare `0.1` is what its place makes of it
  const isNumber = s.types.integer(key) !== undefined || isFloatKey(key);
  if (value.loose === true && key !== "i32" && isNumber) return typed(s, value, key, type);
  return coerce(s, value, key, type, false);
}

const texts: ReadonlySet<string> = new Set(["string", "stringized", "caller-place"]);

function placeValue(s: BodyState, e: NonNullable<MacroTemplate["value"]>): RustExpression {
  // a string is of use as a pointer to its bytes
  if (texts.has(e.kind)) return decay(s, { kind: "decay", of: e, type: e.type, at: e.at }, false).rust;
  const place = placeOf(s, e);
  const volatile = s.t.types.volatility(e.type) === "itself";
  const isPlain = place.bitField === undefined && place.segment === undefined && !place.unaligned && !volatile;
  return isPlain ? place.rust : load(s, place, volatile);
}
