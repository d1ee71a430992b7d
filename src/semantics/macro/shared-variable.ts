/**
 * Variables that several macros name by putting the same name together, as `sysctl__ ## name`: one declares or defines them, others refer to them. In: all
 * macros of a unit. Out: patterns of such names, with the type.
 */
import { TokenKind } from "../../preprocess/index.js";
import type { Declaration, Declarator, ExternalDeclaration } from "../../syntax/index.js";
import type { Analysis } from "../analysis.js";
import type { TypeId } from "../c-type.js";
import { isOpenWithin } from "../compatible-type.js";
import { declareName, joined, leafOf } from "../declarator.js";
import { mentionsPlaceholder, placeholderIndex, placeholderPieces, suffixedPlaceholder } from "../placeholder.js";
import type { Scope } from "../scope.js";
import { baseType } from "../specifier.js";
import type { Expansion } from "./expansion.js";
import type { Call } from "./macro-call.js";

/** Variables that macros declare by names put together from arguments: `sysctl__*` is a `struct sysctl_oid`, by SYSCTL_DECL. */
export interface SharedVariable {
  readonly pattern: RegExp;
  readonly length: number;
  readonly type: TypeId;
  /** Of a static one, its name with `#` for the arguments: nothing but other macros refers to it. */
  readonly definition: string | undefined;
}

export type DeclaredCall = Pick<Call, "expansion"> & { readonly declarations: readonly ExternalDeclaration[] };

/** @param others expansions of macros that declare nothing */
export function sharedVariables(
  a: Analysis,
  scope: Scope,
  all: readonly DeclaredCall[],
  others: ReadonlySet<Expansion>,
): readonly SharedVariable[] {
  const quiet: Analysis = { ...a, report: () => {} };
  const found = new Map<string, SharedVariable>();
  for (const { declarations } of all)
    for (const declaration of declarations)
      if (declaration.kind === "declaration" && declaration.specifiers.storage === "extern")
        for (const [name, type] of putTogether(quiet, scope, declaration)) enterShared(quiet, found, name, type, false);
  enterDefinitions(quiet, scope, all, others, found);
  // those that two macros declare with different types say nothing
  const plain = [...found.values()].filter(({ type }) => a.types.shape(type).kind !== "error");
  return plain.sort((x, y) => y.length - x.length);
}

/** Static variables that their own macro does not refer to, but others do. */
function enterDefinitions(
  a: Analysis,
  scope: Scope,
  all: readonly DeclaredCall[],
  others: ReadonlySet<Expansion>,
  found: Map<string, SharedVariable>,
): void {
  const statics = all.flatMap(({ declarations, expansion }) =>
    declarations.flatMap((declaration) => {
      if (declaration.kind !== "declaration" || declaration.specifiers.storage !== "static") return [];
      const names = declaration.declarators.map(({ declarator }) => nameOf(declarator));
      const isAlone = (name: string): boolean => expansion.words.filter((word) => word === name).length === 1;
      return names.some((name) => isPutTogether(name) && isAlone(name)) ? [{ declaration, isAlone }] : [];
    }),
  );
  if (statics.length === 0) return;
  const meant = new Set<string>();
  for (const { words } of others) for (const word of words) if (isPutTogether(word)) meant.add(shownName(word));
  for (const { declaration, isAlone } of statics)
    for (const [name, type] of putTogether(a, scope, declaration))
      if (isAlone(name) && meant.has(shownName(name))) enterShared(a, found, name, type, true);
}

/** Variables of the declaration, with their types. */
function putTogether(a: Analysis, scope: Scope, { specifiers, declarators }: Declaration): [string, TypeId][] {
  const named = declarators.filter(({ declarator }) => isPutTogether(nameOf(declarator)));
  if (named.length === 0) return [];
  const inner = scope.inner("block");
  const base = baseType(a, specifiers, inner);
  return named.flatMap(({ declarator, attributes }): [string, TypeId][] => {
    const { type, name } = declareName(a, base.type, declarator, joined(specifiers.attributes, attributes), inner);
    const isFunction = a.types.shape(type).kind === "function";
    // of a type that this macro's caller gives: another macro's has no part in it
    return name === undefined || isOpenWithin(a, type) || isFunction ? [] : [[name, type]];
  });
}

function enterShared(
  a: Analysis,
  found: Map<string, SharedVariable>,
  name: string,
  type: TypeId,
  isDefinition: boolean,
): void {
  const literal = name.split(anyPlaceholder);
  // a word of which an argument is the end: what ends in letters of the macro's is something else
  const any = isDefinition ? "#" : "[^]*#";
  const source = `^${literal.map((piece) => piece.replace(/\W/g, "\\$&")).join(any)}$`;
  const known = found.get(source);
  const isSame = known === undefined || a.types.canonical(known.type) === a.types.canonical(type);
  found.set(source, {
    pattern: new RegExp(source),
    length: literal.join("").length,
    type: isSame ? type : a.types.error,
    definition: isDefinition ? shownName(name) : undefined,
  });
}

/** With `#` for the arguments. */
export const shownName = (word: string): string => word.split(anyPlaceholder).join("#");

const anyPlaceholder = /__kpigen_[ts]?\d+__/;

/** The most particular one whose names the word is one of. */
export function sharedVariable(shared: readonly SharedVariable[], word: string): SharedVariable | undefined {
  const plain = shownName(word);
  return shared.find(({ pattern }) => pattern.test(plain));
}

export function nameOf(declarator: Declarator): string {
  const leaf = leafOf(declarator);
  return leaf.kind === "name" ? leaf.name : "";
}

export const isPutTogether = (name: string): boolean =>
  mentionsPlaceholder(name) && placeholderIndex(name) === undefined;

/**
 * Variables that an expression or statements refer to by names put together, where another macro declares such; or why there is none of the name.
 */
export function sharedIn(
  shared: readonly SharedVariable[],
  { expansion, roles, words: chosen }: Pick<Call, "expansion" | "roles" | "words">,
): ReadonlyMap<string, TypeId> | string {
  const found = new Map<string, TypeId>();
  const { words, kinds } = expansion;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
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
