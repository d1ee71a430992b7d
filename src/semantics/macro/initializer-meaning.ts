/** Macros that are a list of initializers, `{ a, b }`: a value of the record that the list fits. Their parameters get the types of its members. */
import type { ExternalDeclaration, InitializerList } from "../../syntax/index.js";
import { type BareInitializerOutcome, typeBareInitializer } from "../body/index.js";
import type { TypeId } from "../c-type.js";
import type { FunctionMacroMeaning, TemplateParameter } from "../macro-template.js";
import { placeholder } from "../placeholder.js";
import type { DefinitionSurroundings } from "./definition-meaning.js";
import type { Expansion } from "./expansion.js";
import { inferredType } from "./parameter-type.js";

/** What such a call is parsed behind. */
export const initialized = "int __kpigen_initialized = ";

export function isInitializerList({ words }: Expansion): boolean {
  let depth = 0;
  for (let i = 0; i < words.length; i++) {
    if (words[i] === ";") return false;
    if (words[i] === "{") depth++;
    else if (words[i] === "}" && --depth === 0 && i < words.length - 1) return false;
  }
  return words[0] === "{" && words.length > 2;
}

export function initializerMeaning(
  on: DefinitionSurroundings,
  given: readonly TemplateParameter[],
  declarations: readonly ExternalDeclaration[],
): FunctionMacroMeaning {
  const list = listOf(declarations);
  if (list === undefined) return { kind: "other", why: "no list of initializers" };
  const first = list.items.find(({ designators }) => designators[0]?.kind === "member")?.designators[0];
  const records =
    first?.kind === "member"
      ? on.members.having(first.name).map((id) => on.a.tags.records[id])
      : on.members.ofLength(list.items.length);
  const types: (TypeId | undefined)[] = given.map(() => undefined);
  const type = (): BareInitializerOutcome =>
    typeBareInitializer(on.a, {
      list,
      records,
      parameters: given.map((_, index) => ({ name: placeholder(index), type: types[index], lvalue: true })),
      scope: on.scope,
      tokens: on.tokens,
      expansions: on.expansions,
    });
  let outcome = type();
  for (let round = 0; round < 3 && outcome.kind === "typed"; round++) {
    const { hints } = outcome;
    const before = types.filter((one) => one !== undefined).length;
    given.forEach(({ word }, index) => {
      const own = hints.filter((hint) => hint.parameter === index);
      if (word === undefined && own.length > 0) types[index] ??= inferredType(on.a, on.members, own);
    });
    if (types.filter((one) => one !== undefined).length === before) break;
    outcome = type();
  }
  if (outcome.kind === "refused") return { kind: "other", why: outcome.refusal.why };
  const value = {
    kind: "compound-literal",
    initializer: outcome.initializer,
    type: outcome.type,
    at: list.at,
  } as const;
  const parameters = given.map((one, index) => ({ ...one, type: types[index] }));
  const body = { locals: [], block: { statements: [], at: 0 } };
  return { kind: "template", rules: [{ parameters, body, value, lvalue: false }] };
}

function listOf([first]: readonly ExternalDeclaration[]): InitializerList | undefined {
  if (first?.kind !== "declaration") return undefined;
  const initializer = first.declarators[0]?.initializer;
  return initializer?.kind === "initializer-list" ? initializer : undefined;
}
