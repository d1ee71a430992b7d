/**
 * What object-like macros mean at the end of the unit (C11 6.10.3): constants with value and C type, other names for functions, variables,
 * types, members. In: definitions in force; their full expansions and those parsed as fragments, both asked for in one batch. Bodies that
 * are one literal, and chains of names, are answered without either.
 */

import type { DiagnosticCode } from "../base/index.js";
import {
  type ExpandedMacros,
  type MacroDefinition,
  type MacroId,
  type Preprocessor,
  TokenKind,
  type TokenStream,
} from "../preprocess/index.js";
import type { Expression, ParsedFragment } from "../syntax/index.js";
import type { Analysis } from "./analysis.js";
import type { MacroMeaning } from "./c-program.js";
import { ConstantText } from "./constant-text.js";
import { floatKind, integerLike } from "./conversion.js";
import { typeOfName } from "./declarator.js";
import { foldedOf } from "./folded.js";
import { macroExpression } from "./macro-expression.js";
import { type FragmentInput, parseExpansions } from "./macro-fragment.js";
import { initializerMeanings } from "./macro-initializer.js";
import { MacroLiterals, stringMeaning } from "./macro-literal.js";
import { allMemberNames, memberPath } from "./macro-member-path.js";
import { parameterMeanings } from "./macro-parameters.js";
import type { Scope } from "./scope.js";
import type { Typed } from "./typed.js";

/** Whom macros are expanded and parsed by. */
export interface MacroInput extends FragmentInput {
  /** At the end of the unit. */
  readonly expander: Pick<Preprocessor, "expandObjectMacros" | "expandTexts" | "announceTexts" | "expansions">;
}

/**
 * Meanings by MacroId.
 * @param macros every definition of the unit, by MacroId; @param active those in force at the end; @param asked whose meaning is wanted
 */
export function macroMeanings(
  a: Analysis,
  macros: readonly MacroDefinition[],
  active: ReadonlyMap<string, MacroId>,
  asked: readonly MacroDefinition[],
  input: MacroInput,
): readonly (MacroMeaning | undefined)[] {
  const meanings = new Array<MacroMeaning | undefined>(macros.length).fill(undefined);
  const quiet: Analysis = { ...a, report: () => {} };
  const literals = new MacroLiterals(quiet, input.spellings);
  const memberNames = onDemand(() => allMemberNames(quiet));
  const state: State = { a: quiet, input, macros, active, meanings, memberNames, literals };
  const chains: MacroDefinition[] = [];
  const rest: MacroDefinition[] = [];
  for (const definition of asked) {
    const meaning = literals.meaning(definition);
    if (meaning !== undefined) meanings[definition.id] = meaning;
    else (aliasTarget(state, definition) === undefined ? rest : chains).push(definition);
  }
  enterConstants(state, asked);
  expandedMeanings(state, rest);
  // Chains that run into themselves, or out of what was asked, go by the expander like anything else.
  expandedMeanings(
    state,
    chains.filter((definition) => chainMeaning(state, definition) === undefined),
  );
  enterConstants(state, chains);
  const lists = asked.filter(({ id }) => meanings[id]?.kind === "other");
  for (const [id, meaning] of initializerMeanings(quiet, lists, input)) meanings[id] = meaning;
  const parameters = lists.filter(({ id }) => meanings[id] === list);
  for (const [id, meaning] of parameterMeanings(quiet, parameters, input)) meanings[id] = meaning;
  return meanings;
}

/** Integer constants that bodies may name, by the place of their definition. */
function enterConstants({ a, meanings }: State, definitions: readonly MacroDefinition[]): void {
  for (const { id, place } of definitions) {
    const meaning = meanings[id];
    if (meaning?.kind !== "integer" || a.types.shape(meaning.type).kind !== "integer") continue;
    a.constants.set(place, { value: meaning.value, type: a.types.canonical(meaning.type) });
  }
}

interface State {
  readonly a: Analysis;
  readonly input: MacroInput;
  readonly macros: readonly MacroDefinition[];
  readonly active: ReadonlyMap<string, MacroId>;
  readonly meanings: (MacroMeaning | undefined)[];
  /** Of all records; made when first asked for. */
  readonly memberNames: () => ReadonlySet<string>;
  readonly literals: MacroLiterals;
}

/** The object-like macro of that name, predefined ones left out. */
function objectMacro(state: State, name: string): MacroDefinition | undefined {
  const id = state.active.get(name);
  const found = id === undefined ? undefined : state.macros[id];
  return found === undefined || found.predefined || found.parameters !== undefined ? undefined : found;
}

function isFunctionLike(state: State, name: string): boolean {
  const id = state.active.get(name);
  return id !== undefined && state.macros[id]?.parameters !== undefined;
}

/** The name that a body consists of, in parentheses or not, where that is an object-like macro; undefined else. */
function aliasTarget(state: State, definition: MacroDefinition): string | undefined {
  const name = onlyName(state, definition);
  return name !== undefined && name !== definition.name && objectMacro(state, name) !== undefined ? name : undefined;
}

function onlyName(state: State, { body }: MacroDefinition): string | undefined {
  const { text } = state.input.spellings;
  const token = body.length === 1 ? body[0] : body.length === 3 ? body[1] : undefined;
  if (token?.kind !== TokenKind.identifier) return undefined;
  if (body.length === 3 && (text[body[0].spelling] !== "(" || text[body[2].spelling] !== ")")) return undefined;
  return text[token.spelling];
}

/** The meaning at the end of a chain of names; every macro on the way gets it. Undefined for a chain that meets itself. */
function chainMeaning(state: State, definition: MacroDefinition): MacroMeaning | undefined {
  const chain: MacroDefinition[] = [];
  let at: MacroDefinition | undefined = definition;
  let meaning: MacroMeaning | undefined;
  while (at !== undefined) {
    meaning = state.meanings[at.id];
    if (meaning !== undefined) break;
    if (chain.includes(at)) return undefined;
    chain.push(at);
    const next = aliasTarget(state, at);
    at = next === undefined ? undefined : objectMacro(state, next);
  }
  if (meaning === undefined) return undefined;
  for (let i = chain.length - 1; i >= 0; i--) {
    const aliasOf = aliasTarget(state, chain[i]);
    state.meanings[chain[i].id] = meaning.kind === "integer" ? { ...meaning, aliasOf } : meaning;
  }
  return state.meanings[definition.id];
}

function onDemand<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function expandedMeanings(state: State, definitions: readonly MacroDefinition[]): void {
  if (definitions.length === 0) return;
  const expanded = state.input.expander.expandObjectMacros(definitions.map((definition) => definition.name));
  const { tokens, from, to } = expanded;
  const constants = new ConstantText(state.a, state.input.spellings);
  const rest: number[] = [];
  for (let i = 0; i < definitions.length; i++) {
    const meaning = plainMeaning(state, constants, expanded, i);
    if (meaning === undefined) rest.push(i);
    else state.meanings[definitions[i].id] = named(state, definitions[i], meaning);
  }
  const fragments = parseExpansions(state.a.file, tokens, from, to, rest, state.input);
  const scope = state.a.file.inner("block");
  const expressions: {
    readonly of: MacroDefinition;
    readonly expression: Expression;
    readonly address: bigint | undefined;
  }[] = [];
  rest.forEach((i, row) => {
    const meaning = fragmentMeaning(state, fragments[row], scope, tokens, from[i], to[i]);
    const of = definitions[i];
    if ("kind" in meaning) state.meanings[of.id] = named(state, of, meaning);
    else expressions.push({ of, ...meaning });
  });
  // bodies name constants: those come first
  enterConstants(state, definitions);
  const { expansions } = state.input.expander;
  for (const { of, expression, address } of expressions)
    state.meanings[of.id] = macroExpression(state.a, expression, tokens, expansions, address);
}

/** An integer that another name stands for says so. */
function named(state: State, definition: MacroDefinition, meaning: MacroMeaning): MacroMeaning {
  if (meaning.kind !== "integer") return meaning;
  const name = onlyName(state, definition);
  const isKnown = name !== undefined && (objectMacro(state, name) ?? state.a.file.name(name)) !== undefined;
  return isKnown ? { ...meaning, aliasOf: name } : meaning;
}

/** The meaning of an expansion that needs no parser; undefined for the others. */
function plainMeaning(
  state: State,
  constants: ConstantText,
  { tokens, from, to, failed }: ExpandedMacros,
  i: number,
): MacroMeaning | undefined {
  if (failed[i] !== 0) return { kind: "other", why: "its expansion goes wrong" };
  if (from[i] === to[i]) return { kind: "empty" };
  if (dependsOnPlace(state, tokens, from[i], to[i])) return { kind: "other", why: "depends on where it is used" };
  if (to[i] - from[i] === 1 && tokens.kind[from[i]] === TokenKind.identifier) {
    const name = state.input.spellings.text[tokens.spelling[from[i]]];
    const kind = state.a.file.name(name)?.kind;
    if (kind === "function") return { kind: "function-alias", name };
    if (kind === "variable") return { kind: "variable-alias", name };
  }
  const constant = constants.read(tokens, from[i], to[i]);
  return constant && valueMeaning(state.a, constant, () => state.literals.radix(tokens, from[i], to[i]));
}

/** Has a value or an object, but is no constant: to be typed as bodies are. */
interface OpenExpression {
  readonly expression: Expression;
  readonly address: bigint | undefined;
}

/** Built-in macros whose value is another one at each use (C11 6.10.8.1; GCC: Standard Predefined Macros). */
const positionalMacros: ReadonlySet<string> = new Set([
  "__LINE__",
  "__FILE__",
  "__FILE_NAME__",
  "__BASE_FILE__",
  "__COUNTER__",
  "__INCLUDE_LEVEL__",
  "__DATE__",
  "__TIME__",
  "__TIMESTAMP__",
]);

/** Whether a literal of the expansion came from one of those: it is spelled where the built-in macro's name stands. */
function dependsOnPlace(state: State, tokens: TokenStream, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (tokens.kind[i] !== TokenKind.number && tokens.kind[i] !== TokenKind.string) continue;
    const word = state.a.origins.wordAt(tokens.spelled[i]);
    if (word !== undefined && positionalMacros.has(word)) return true;
  }
  return false;
}

function fragmentMeaning(
  state: State,
  fragment: ParsedFragment,
  scope: Scope,
  tokens: TokenStream,
  from: number,
  to: number,
): MacroMeaning | OpenExpression {
  switch (fragment?.kind) {
    case undefined:
    case "statements":
    case "declarations":
      return isList(state, tokens, from, to) ? list : { kind: "other", why: "neither an expression nor a type" };
    case "type-name": {
      const type = typeOfName(state.a, fragment.type, scope);
      if (state.a.types.row(type).kind === "error") return { kind: "other", why: "names an unknown type" };
      return { kind: "type-alias", type };
    }
    case "expression":
      return expressionMeaning(state, fragment.expression, scope, tokens, from, to);
  }
}

function expressionMeaning(
  state: State,
  expression: Expression,
  scope: Scope,
  tokens: TokenStream,
  from: number,
  to: number,
): MacroMeaning | OpenExpression {
  if (expression.kind === "name") {
    const meaning = nameMeaning(state, expression.name, scope);
    if (meaning !== undefined) return meaning;
  }
  // `p->(a)` is no C: what stands in parentheses is no member's name
  const isOpen = state.input.spellings.text[tokens.spelling[from]] === "(";
  const path = isOpen ? undefined : memberPath(state.a, expression, scope, state.memberNames);
  if (path !== undefined) return { kind: "member-path", path };
  const tagged = expression.kind === "name" ? scope.tag(expression.name) : undefined;
  if (tagged !== undefined) {
    const { types } = state.a;
    return {
      kind: "type-alias",
      type: tagged.kind === "record" ? types.record(tagged.record) : types.enum(tagged.enum),
    };
  }
  if (expression.kind === "string") {
    return stringMeaning(expression.pieces, state.a.target) ?? { kind: "other", why: "malformed string literal" };
  }
  let wrong: { readonly code: DiagnosticCode; readonly why: string } | undefined;
  const a: Analysis = {
    ...state.a,
    report: (code, severity, _at, text) => {
      if (severity === "error") wrong ??= { code, why: text };
    },
  };
  const typed = foldedOf(a, expression, scope);
  if (wrong !== undefined) {
    // what begins with a member's name is a path that this configuration has not
    const begins = isOpen ? undefined : beginningOf(expression);
    const isPath = begins !== undefined && state.memberNames().has(begins);
    const undeclared = wrong.code === "semantics/unknown-name" && expression.kind !== "name" && !isPath;
    return { kind: "other", why: wrong.why, undeclared };
  }
  const meaning = valueMeaning(a, typed, () => state.literals.radix(tokens, from, to));
  if (meaning !== undefined) return meaning;
  if (isList(state, tokens, from, to)) return list;
  const isAddress = typed.value?.kind === "integer" && a.types.shape(typed.type).kind === "pointer";
  return { expression, address: isAddress && typed.value?.kind === "integer" ? typed.value.value : undefined };
}

/** `a` of `a.b->c[2]`. */
function beginningOf(expression: Expression): string | undefined {
  let at = expression;
  while (at.kind === "member" || at.kind === "subscript") at = at.of;
  return at.kind === "name" ? at.name : undefined;
}

const list: MacroMeaning = { kind: "other", why: "a list: C gives it no type" };

/** Has a comma outside of brackets: initializers, parameters or arguments, but hardly the comma operator. */
function isList(state: State, tokens: TokenStream, from: number, to: number): boolean {
  let depth = 0;
  for (let i = from; i < to; i++) {
    const word = state.input.spellings.text[tokens.spelling[i]];
    if (word === "(" || word === "[" || word === "{") depth++;
    else if (word === ")" || word === "]" || word === "}") depth--;
    else if (word === "," && depth === 0) return true;
  }
  return false;
}

/** @returns undefined for what is no arithmetic constant */
function valueMeaning(a: Analysis, typed: Typed, radix: () => 8 | 10 | 16): MacroMeaning | undefined {
  const { type, value } = typed;
  if (a.types.row(type).kind === "error") return { kind: "other", why: "has no type" };
  if (value?.kind === "integer" && integerLike(a, type)) {
    return { kind: "integer", value: value.value, type, radix: radix(), aliasOf: undefined };
  }
  if (value?.kind === "float" && floatKind(a, type) !== undefined) return { kind: "float", value: value.value, type };
  return undefined;
}

function nameMeaning(state: State, name: string, scope: Scope): MacroMeaning | undefined {
  const entity = scope.name(name);
  if (entity?.kind === "function") return { kind: "function-alias", name };
  if (entity?.kind === "variable") return { kind: "variable-alias", name };
  if (entity === undefined && isFunctionLike(state, name)) return { kind: "macro-alias", name };
  return undefined;
}
