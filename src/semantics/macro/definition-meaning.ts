/**
 * Macros that define things: their parameters' roles, the variables that they share by names put together from arguments, the types that
 * their arguments are given. In: an expansion parsed as external declarations. Out: a DefinitionTemplate, or why there is none.
 */
import type { ExpansionTable, TokenStream } from "../../preprocess/index.js";
import { TokenKind } from "../../preprocess/index.js";
import type {
  CompoundStatement,
  Declaration,
  Declarator,
  ExternalDeclaration,
  FunctionDefinition,
} from "../../syntax/index.js";
import type { Analysis } from "../analysis.js";
import { type DefinitionOutcome, typeDefinitions } from "../body/index.js";
import type { TypeId } from "../c-type.js";
import { declareName, joined } from "../declarator.js";
import type { FunctionMacroMeaning, TemplateRole } from "../macro-template.js";
import { pointee } from "../operator.js";
import {
  mentionsPlaceholder,
  placeholder,
  placeholderIndex,
  placeholderPieces,
  suffixedPlaceholder,
} from "../placeholder.js";
import type { Scope } from "../scope.js";
import { baseType } from "../specifier.js";
import type { ParameterHint } from "../typed-body.js";
import { type Expansion, isBetweenNames, type ParameterUses } from "./expansion.js";
import type { Call } from "./macro-call.js";
import { integerTypes } from "./open-arithmetic.js";
import { exampleType, inferredType, type MemberIndex } from "./parameter-type.js";

/** Roles where an expansion is declarations: what is declared, and what follows its declared type, is seen outside of all brackets. */
export function definitionRoles(expansion: Expansion, uses: readonly ParameterUses[]): readonly TemplateRole[] {
  const roles = uses.map((one): TemplateRole => {
    if (one.list) return "list";
    if (one.literal) return "literal";
    if (one.type) return "type";
    if (one.pasted || one.stringized || one.member) return "name";
    if (one.value) return "value";
    return one.sized ? "type" : "unused";
  });
  const { words, kinds } = expansion;
  const tags = new Set<number>();
  let depth = 0;
  for (let i = 0; i < words.length; i++) {
    if (/^[([{]$/.test(words[i])) depth++;
    else if (/^[)\]}]$/.test(words[i])) depth--;
    const index = placeholderIndex(words[i]);
    if (index === undefined || index >= roles.length) continue;
    const isTag = /^(struct|union|enum)$/.test(words[i - 1] ?? "");
    if (isTag) {
      // a tag that the macro itself defines is no type of the caller's
      if (words[i + 1] === "{") tags.add(index);
      roles[index] = tags.has(index) ? "name" : "type";
    } else if (depth === 0) {
      const begins = i === 0 || /^(;|static|extern|const|volatile|\})$/.test(words[i - 1]);
      const beforeName = kinds[i + 1] === TokenKind.identifier || words[i + 1] === "*";
      roles[index] = begins && beforeName ? "type" : "name";
    }
  }
  return roles;
}

/** Variables that macros declare by names put together from arguments: `sysctl__*` is a `struct sysctl_oid`, by SYSCTL_DECL. */
export interface SharedVariable {
  readonly pattern: RegExp;
  readonly length: number;
  readonly type: TypeId;
}

export function sharedVariables(
  a: Analysis,
  scope: Scope,
  all: readonly (readonly ExternalDeclaration[])[],
): readonly SharedVariable[] {
  const quiet: Analysis = { ...a, report: () => {} };
  const found = new Map<string, SharedVariable>();
  for (const declarations of all)
    for (const declaration of declarations)
      if (declaration.kind === "declaration" && declaration.specifiers.storage === "extern")
        enterShared(quiet, scope, declaration, found);
  // those that two macros declare with different types say nothing
  const plain = [...found.values()].filter(({ type }) => a.types.shape(type).kind !== "error");
  return plain.sort((x, y) => y.length - x.length);
}

function enterShared(a: Analysis, scope: Scope, declaration: Declaration, found: Map<string, SharedVariable>): void {
  const { specifiers, declarators } = declaration;
  const named = declarators.filter(({ declarator }) => isPutTogether(nameOf(declarator)));
  if (named.length === 0) return;
  const inner = scope.inner("block");
  const base = baseType(a, specifiers, inner);
  for (const { declarator, attributes } of named) {
    const { type, name } = declareName(a, base.type, declarator, joined(specifiers.attributes, attributes), inner);
    const { kind } = a.types.shape(type);
    if (name === undefined || kind === "error" || kind === "function") continue;
    const literal = name.split(anyPlaceholder);
    // a word of which an argument is the end: what ends in letters of the macro's is something else
    const source = `^${literal.map((piece) => piece.replace(/\W/g, "\\$&")).join("[^]*#")}$`;
    const known = found.get(source);
    const isSame = known === undefined || a.types.canonical(known.type) === a.types.canonical(type);
    found.set(source, {
      pattern: new RegExp(source),
      length: literal.join("").length,
      type: isSame ? type : a.types.error,
    });
  }
}

const anyPlaceholder = /__kpigen_[ts]?\d+__/;

/** The most particular one whose names the word is one of. */
function sharedVariable(shared: readonly SharedVariable[], word: string): SharedVariable | undefined {
  const plain = word.split(anyPlaceholder).join("#");
  return shared.find(({ pattern }) => pattern.test(plain));
}

function nameOf(declarator: Declarator): string {
  let node = declarator;
  while (node.kind !== "name" && node.kind !== "abstract")
    node = node.kind === "pointer" || node.kind === "block-pointer" ? node.to : node.of;
  return node.kind === "name" ? node.name : "";
}

const isPutTogether = (name: string): boolean => mentionsPlaceholder(name) && placeholderIndex(name) === undefined;

export interface DefinitionCall {
  readonly names: readonly string[];
  readonly roles: readonly TemplateRole[];
  readonly declarations: readonly ExternalDeclaration[];
  readonly bodies: ReadonlyMap<FunctionDefinition, CompoundStatement | undefined>;
  readonly expansion: Expansion;
}

export interface DefinitionSurroundings {
  readonly a: Analysis;
  readonly scope: Scope;
  readonly members: MemberIndex;
  readonly shared: readonly SharedVariable[];
  readonly tokens: TokenStream;
  readonly expansions: ExpansionTable;
}

export function definitionMeaning(on: DefinitionSurroundings, call: DefinitionCall): FunctionMacroMeaning {
  const outside = outsideVariables(on, call);
  const types: (TypeId | undefined)[] = call.names.map(() => undefined);
  const sized = sizedParameters(call.expansion);
  const open = (index: number): boolean =>
    types[index] === undefined && !sized.has(index) && (call.roles[index] === "value" || call.roles[index] === "name");
  const type = (): DefinitionOutcome =>
    typeDefinitions(on.a, {
      declarations: call.declarations,
      bodies: call.bodies,
      parameters: call.names.map((_, index) => ({ name: placeholder(index), type: types[index], lvalue: true })),
      scope: on.scope,
      outside,
      tokens: on.tokens,
      expansions: on.expansions,
    });
  let outcome = type();
  for (let round = 0; round < 5; round++) {
    let isNew = false;
    const asIntegers = outcome.kind === "typed" ? integerTypes(on.a, outcome.things) : new Map<number, TypeId>();
    for (let index = 0; index < call.names.length; index++) {
      if (!open(index)) continue;
      const own = outcome.hints.filter((hint) => hint.parameter === index);
      const found = valueType(on, own) ?? asIntegers.get(index);
      if (found === undefined) continue;
      types[index] = found;
      isNew = true;
    }
    if (!isNew) break;
    outcome = type();
  }
  if (outcome.kind === "refused") return { kind: "other", why: asWritten(outcome.refusal.why, call.names) };
  const { hints } = outcome;
  const parameters = call.names.map((name, index) => {
    const own = types[index] === undefined ? hints.filter((hint) => hint.parameter === index) : [];
    const example = own.length === 0 ? undefined : exampleType(on.a, on.members, own);
    const optional = call.roles[index] === "name" && isBetweenNames(call.expansion, index);
    return { name, role: call.roles[index], type: types[index], example, ...(optional && { optional }) };
  });
  return { kind: "definitions", parameters, locals: outcome.locals, things: outcome.things };
}

/** Names that are put together, as the macro writes them: `name##_probe`. */
function asWritten(text: string, names: readonly string[]): string {
  return text
    .replace(/__kpigen_[ts]?(\d+)__/g, (_, index) => `##${names[Number(index)]}##`)
    .replace(/#{4}/g, "##")
    .replace(/'##|##'/g, "'");
}

/** What is only cast stays the caller's, since a cast takes anything; but what is cast to a function is one. */
function valueType(on: DefinitionSurroundings, hints: readonly ParameterHint[]): TypeId | undefined {
  if (hints.length === 0) return undefined;
  const found = inferredType(on.a, on.members, hints);
  const [only] = hints;
  if (found !== undefined || hints.length > 1 || only.use !== "cast") return found;
  const to = pointee(on.a, only.type);
  return to !== undefined && on.a.types.shape(to).kind === "function" ? only.type : undefined;
}

/**
 * Variables that an expression or statements refer to by names put together, where another macro declares such; or why there is none of the name.
 */
export function sharedIn(
  shared: readonly SharedVariable[],
  { expansion, roles, words: chosen }: Pick<Call, "expansion" | "roles" | "words">,
): ReadonlyMap<string, TypeId> | string {
  const found = new Map<string, TypeId>();
  const { words, kinds } = expansion;
  for (const [i, word] of words.entries()) {
    if (kinds[i] !== TokenKind.identifier || !isPutTogether(word) || found.has(word)) continue;
    if (suffixedPlaceholder(word) !== undefined) continue;
    const parameters = placeholderPieces(word).flatMap((one) => (typeof one === "string" ? [] : [one.parameter]));
    if (parameters.every((index) => chosen[index] !== undefined)) continue;
    const isOrdinary = !/^(\.|->|struct|union|enum|goto)$/.test(words[i - 1] ?? "");
    const isName = parameters.every((index) => roles[index] === "name");
    const variable = isOrdinary && isName ? sharedVariable(shared, word) : undefined;
    if (variable !== undefined) found.set(word, variable.type);
    else if (parameters.length > 1) return "puts a name together from several arguments";
    else return "puts together a name that nothing declared has";
  }
  return found;
}

/** Variables that are referred to by names put together, and that the macro itself does not declare. */
function outsideVariables(on: DefinitionSurroundings, call: DefinitionCall): ReadonlyMap<string, TypeId> {
  const own = new Set(
    call.declarations.flatMap((one) => {
      if (one.kind === "declaration") return one.declarators.map(({ declarator }) => nameOf(declarator));
      return one.kind === "function-definition" ? [nameOf(one.declarator)] : [];
    }),
  );
  const found = new Map<string, TypeId>();
  const { words, kinds } = call.expansion;
  words.forEach((word, i) => {
    if (kinds[i] !== TokenKind.identifier || !isPutTogether(word) || own.has(word)) return;
    if (/^(\.|->|struct|union|enum)$/.test(words[i - 1] ?? "")) return;
    const shared = sharedVariable(on.shared, word);
    if (shared !== undefined) found.set(word, shared.type);
  });
  return found;
}

/** Parameters whose own type matters: they stand in an operand of sizeof or typeof. */
function sizedParameters({ words }: Expansion): ReadonlySet<number> {
  const found = new Set<number>();
  words.forEach((word, i) => {
    if (!/^(sizeof|_Alignof|__alignof__|typeof|__typeof|__typeof__)$/.test(word) || words[i + 1] !== "(") return;
    let depth = 0;
    for (let at = i + 1; at < words.length; at++) {
      if (words[at] === "(") depth++;
      else if (words[at] === ")" && --depth === 0) break;
      const index = placeholderIndex(words[at]);
      if (index !== undefined) found.add(index);
    }
  });
  return found;
}
