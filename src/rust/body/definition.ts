/**
 * What a macro defines, as the items that its `macro_rules!` expands to. What the caller names is an item of that name; what the macro names
 * itself is hidden in a `const _` block, or in the value of the one that refers to it; symbols that others refer to by names put together are
 * exported under, and declared by, `concat!`. In: a DefinitionTemplate. Out: items, or why there are none.
 */
import type {
  BodyRefusal,
  Defined,
  DefinedFunction,
  DefinedVariable,
  DefinitionTemplate,
  LocalId,
  RecordId,
} from "../../semantics/index.js";
import { placeholderIndex } from "../../semantics/index.js";
import type { MathHelper } from "../math/index.js";
import type { LayoutHelper } from "../record-shape.js";
import type { Doc, ItemKey, RustExpression, RustItem, RustStatement } from "../rust-crate.js";
import { macroParameterName } from "../rust-name.js";
import type { Translation } from "../translation.js";
import { isUnsafe, unsafely } from "../unsafe-expression.js";
import { type BodyScope, type BodyState, type MacroContext, newBodyState, Refusal, refuse } from "./body-state.js";
import type { BodyTypes } from "./body-type.js";
import { callersText } from "./caller-text.js";
import { condition } from "./expression.js";
import { functionBody } from "./function-body.js";
import { staticItem } from "./local.js";
import { nameLocals } from "./local-names.js";
import { atom, block, call } from "./make.js";
import { elementsAsked, parameterName } from "./open.js";
import { declaredVariables, ownName } from "./put-together.js";
import { visitRows } from "./visit.js";

export interface DefinitionRequest {
  readonly translation: Translation;
  /** Made with `open`. */
  readonly types: BodyTypes;
  readonly scope: BodyScope;
  readonly template: DefinitionTemplate;
  readonly macro: Omit<MacroContext, "parameters" | "elementsAsked" | "usesMath">;
  /** A record that the macro defines, by the name of one parameter, and what stands beside it. */
  readonly record: (record: RecordId) => RecordItems | string;
  readonly neverReturns: (name: string) => boolean;
}

export interface RecordItems {
  readonly items: readonly RustItem[];
  readonly helpers: readonly LayoutHelper[];
}

export type DefinitionTranslation =
  | {
      readonly kind: "translated";
      readonly items: readonly RustItem[];
      readonly values: readonly string[];
      readonly addressTaken: readonly string[];
      readonly helpers: readonly LayoutHelper[];
      readonly math: readonly MathHelper[];
    }
  | { readonly kind: "refused"; readonly refusal: BodyRefusal };

export function translateDefinitions(request: DefinitionRequest): DefinitionTranslation {
  try {
    return translated(request);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: "refused", refusal: { why: error.why, at: error.at } };
  }
}

/** A variable with its place in the expansion. */
interface Placed {
  readonly of: DefinedVariable;
  readonly cName: string;
  /** `$name`, or a name of the macro's own. */
  readonly name: string;
  /** The caller gives the name. */
  readonly visible: boolean;
}

function translated(request: DefinitionRequest): DefinitionTranslation {
  const { template } = request;
  const { things } = template;
  const placed = things.flatMap((one) => (one.kind === "variable" ? [placedOf(template, one)] : []));
  const functions = things.flatMap((one) => (one.kind === "function" ? [one] : []));
  const s = stateOf(request, placed, functions);
  const used = referredTo(things);
  const needed = placed.filter(({ of, visible }) => of.storage !== "extern" || visible || used.has(of.local));
  const hidden = needed.filter((one) => !one.visible);
  const shown = needed.filter((one) => one.visible);
  const holder = holderOf(shown, hidden);
  requireReached(template, hidden, functions, used);

  const inside: RustStatement[] = [...declared(s, hidden)];
  for (const one of hidden) if (one.of.storage !== "extern") inside.push(itemStatement(definition(s, one, [])));
  for (const one of functions) inside.push(itemStatement(definedFunction(s, one, request.neverReturns)));
  for (const thing of things) if (thing.kind === "assertion") inside.push(assertion(s, thing));

  const items: RustItem[] = [];
  for (const thing of things) {
    if (thing.kind === "function-declaration") refuse("declares a function by a name that it puts together");
    if (thing.kind !== "record") continue;
    const made = request.record(thing.record);
    if (typeof made === "string") return refuse(made);
    items.push(...made.items);
    for (const one of made.helpers) s.helpers.add(one);
  }
  for (const statement of declared(s, shown)) items.push(statement.item);
  for (const one of shown)
    if (one.of.storage !== "extern") items.push(definition(s, one, one === holder ? inside : []));
  if (holder === undefined && inside.length > 0) items.push(unnamed(inside));
  for (const thing of things) if (thing.kind === "assembly") items.push(assembly(s, thing.text));
  return {
    kind: "translated",
    items,
    values: [...s.values],
    addressTaken: [...s.addressTaken],
    helpers: [...s.helpers],
    math: [...(s.macro?.usesMath ?? [])],
  };
}

function stateOf(
  { translation: t, types, scope, template, macro }: DefinitionRequest,
  placed: readonly Placed[],
  functions: readonly DefinedFunction[],
) {
  const isValue = (name: string): boolean => scope.isValue(name) || scope.function(name) !== undefined;
  const locals = nameLocals(template.locals, isValue);
  const names = [...locals.names];
  for (const one of placed) names[one.of.local] = isWrapped(one) ? `${one.name}.0` : one.name;
  for (const { local } of functions) names[local] = ownName(template.parameters, template.locals[local].name);
  const given = {
    t,
    types,
    scope,
    body: { locals: template.locals, block: { statements: [], at: 0 } },
    macro: {
      ...macro,
      parameters: template.parameters,
      usesMath: new Set<MathHelper>(),
      elementsAsked: elementsAsked(template.things),
      areArrays: true,
    },
    functionName: "",
    returns: { type: undefined, noreturn: false },
  };
  return newBodyState(given, { ...locals, names });
}

function placedOf({ locals, parameters }: DefinitionTemplate, of: DefinedVariable): Placed {
  const cName = locals[of.local].name;
  const index = placeholderIndex(cName);
  if (index !== undefined) return { of, cName, name: `$${macroParameterName(parameters[index].name)}`, visible: true };
  return { of, cName, name: ownName(parameters, cName), visible: false };
}

/** Of const type: a `static` that is not `mut` lies where C puts it, but Rust wants to know that threads may share it. */
const isWrapped = ({ of }: Placed): boolean => of.constant && of.storage !== "extern";

/** Locals that the things refer to. */
function referredTo(things: unknown): ReadonlySet<LocalId> {
  const found = new Set<LocalId>();
  visitRows(things, (row) => {
    if (row.kind === "local") found.add(row.local as LocalId);
    return true;
  });
  return found;
}

/** What nothing in the macro refers to is for its caller, who has no name for it. */
function requireReached(
  { locals }: DefinitionTemplate,
  hidden: readonly Placed[],
  functions: readonly DefinedFunction[],
  used: ReadonlySet<LocalId>,
): void {
  const lost = [
    ...functions.map(({ local }) => local),
    ...hidden.flatMap(({ of }) => (of.storage === "static" && !of.used ? [of.local] : [])),
  ].find((local) => !used.has(local));
  if (lost !== undefined) refuse("defines what its caller refers to by a name put together", locals[lost].at);
}

/** The variable whose value refers to hidden ones: they are in its reach only inside that value. */
function holderOf(shown: readonly Placed[], hidden: readonly Placed[]): Placed | undefined {
  const holders = shown.filter(({ of }) => {
    const used = referredTo(of.initializer);
    return hidden.some((one) => used.has(one.of.local));
  });
  if (holders.length > 1) return refuse("defines several things that share what has no name of the caller's");
  return holders[0];
}

function declared(s: BodyState, all: readonly Placed[]) {
  const others = all.filter(({ of }) => of.storage === "extern");
  if (others.some(({ of }) => of.weak)) refuse("declares a weak symbol");
  const variables = others.map(({ of, name, cName, visible }) => {
    return { name, type: s.body.locals[of.local].type, symbol: visible ? undefined : cName };
  });
  return declaredVariables(s, variables);
}

/** The static, with `inside` in front of its value. */
function definition(s: BodyState, one: Placed, inside: readonly RustStatement[]): RustItem {
  const { of, name } = one;
  if (of.weak) refuse("defines a weak symbol");
  if (of.aligned !== undefined) refuse("defines a variable with an alignment of its own");
  const { type } = s.body.locals[of.local];
  if (s.types.size(type) === undefined && s.types.key(type) !== "?") refuse("defines a variable of an incomplete type");
  const made = staticItem(s, name, of.initializer, type);
  let value = made.value;
  if (inside.length > 0) {
    const body = block([...inside, { kind: "value", value }]);
    value = { kind: "block", label: undefined, unsafe: false, body };
  }
  const attributes = attributesOf(s, one);
  if (!isWrapped(one)) return { ...made, value, attributes };
  const wrapper = `${s.t.helperPath}Shared`;
  s.helpers.add("Shared");
  return {
    ...made,
    mutable: false,
    type: { kind: "generic", path: wrapper, arguments: [made.type] },
    value: call(wrapper, value),
    attributes,
  };
}

function definedFunction(
  s: BodyState,
  { local, storage, parameters, block: body }: DefinedFunction,
  neverReturns: (name: string) => boolean,
): RustItem {
  const { type, name: cName } = s.body.locals[local];
  if (storage === "global") refuse("defines a function that others call by a name put together");
  const row = s.types.canonical(type);
  if (row.kind !== "function" || row.variadic) return refuse("defines a function that takes any arguments");
  const { signature, block: translated } = functionBody(
    { ...s, functionName: cName, labels: new Map(), jumps: [], pending: [] },
    row,
    row.noreturn,
    parameters.map((one) => s.localNames[one]),
    body,
    neverReturns,
  );
  return {
    kind: "function",
    key: `fn ${cName}` as ItemKey,
    name: s.localNames[local],
    generics: [],
    signature,
    where: [],
    modifiers: ["unsafe", 'extern "C"'],
    attributes: [],
    body: translated,
    doc: noDoc,
  };
}

function attributesOf(s: BodyState, { of, cName, visible }: Placed): readonly string[] {
  const out: string[] = [];
  // what changes symbols and sections is unsafe to write, says edition 2024
  const unsafe = (text: string): string => (s.t.input.edition === "2024" ? `unsafe(${text})` : text);
  if (of.used) out.push("used");
  if (of.section !== undefined) out.push(unsafe(`link_section = ${callersText(s, of.section)}`));
  if (of.storage === "global") out.push(unsafe(visible ? "no_mangle" : `export_name = ${callersText(s, cName)}`));
  return out;
}

function assertion(s: BodyState, { condition: e, message }: Defined & { readonly kind: "assertion" }): RustStatement {
  const test = e.kind === "macro-parameter" ? atom(parameterName(s, e.index)) : condition(s, e);
  const args = [isUnsafe(test) ? unsafely(test) : test];
  if (message !== undefined) args.push(atom(callersText(s, message.replace(/[{}]/g, "$&$&"))));
  return { kind: "expression", value: { kind: "macro", name: `${s.t.spelling.core}::assert`, arguments: args } };
}

function assembly(s: BodyState, text: string): RustItem {
  const line = `${s.t.spelling.core}::arch::global_asm!(${callersText(s, text)});`;
  return { kind: "verbatim", key: `asm ${text}` as ItemKey, lines: [line], doc: noDoc };
}

const noDoc: Doc = { lines: [], definedIn: undefined, notes: [] };

const itemStatement = (item: RustItem): RustStatement & { readonly kind: "item" } => ({ kind: "item", item });

/** `const _: () = { … };` */
function unnamed(statements: readonly RustStatement[]): RustItem {
  const value: RustExpression = { kind: "block", label: undefined, unsafe: false, body: block(statements) };
  return {
    kind: "const",
    key: "const _" as ItemKey,
    name: "_",
    type: { kind: "tuple", of: [] },
    value,
    attributes: [],
    doc: noDoc,
  };
}
