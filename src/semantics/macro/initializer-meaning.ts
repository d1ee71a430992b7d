/**
 * Macros that are a list of initializers, `{ a, b }`, or `.x = a, .y = b` for one: a value of the record that the list fits. Their parameters
 * get the types of its members.
 */
import type { ExternalDeclaration, InitializerList } from "../../syntax/index.js";
import { type BareInitializerOutcome, typeBareInitializer } from "../body/index.js";
import type { TypeId } from "../c-type.js";
import { declareName } from "../declarator.js";
import type { FunctionMacroMeaning, TemplateParameter } from "../macro-template.js";
import { placeholder } from "../placeholder.js";
import { baseType } from "../specifier.js";
import type { DefinitionSurroundings } from "./definition-meaning.js";
import type { Expansion } from "./expansion.js";
import { inferredType, openNumber } from "./parameter-type.js";

export interface InitializerForm {
  /** Of rules/initializers.json. */
  readonly type: string | undefined;
  readonly inBraces: boolean;
}

/** What such a call is parsed as. @param call with its semicolon */
export function initialized(call: string, { type, inBraces }: InitializerForm): string {
  return `${type ?? "int"} __kpigen_initialized = ${inBraces ? call : `{ ${call.replace(/;$/, "")} };`}`;
}

/** `.x = a, .y = b`: what stands in the braces of a list. */
export function isDesignatedList({ words }: Expansion): boolean {
  return words[0] === "." && words[2] === "=" && !words.includes(";");
}

/** `{ a, b }` */
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
  isTyped: boolean,
): FunctionMacroMeaning {
  const [declaration] = declarations;
  const list = listOf(declaration);
  if (list === undefined) return { kind: "other", why: "no list of initializers" };
  const known = isTyped ? declaredType(on, declaration) : undefined;
  const first = list.items.find(({ designators }) => designators[0]?.kind === "member")?.designators[0];
  const records =
    first?.kind === "member"
      ? on.members.having(first.name).map((id) => on.a.tags.records[id])
      : on.members.ofLength(list.items.length);
  const types: (TypeId | undefined)[] = given.map(() => undefined);
  const type = (): BareInitializerOutcome =>
    typeBareInitializer(on.a, {
      list,
      type: known,
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
  const parameters = given.map((one, index) => openNumber(on.a, { ...one, type: types[index] }));
  const hasOpened = parameters.some((one, index) => one.type !== types[index]);
  parameters.forEach((one, index) => {
    types[index] = one.type;
  });
  if (hasOpened && outcome.kind === "typed") outcome = type();
  if (outcome.kind === "refused") return { kind: "other", why: outcome.refusal.why };
  const body = { locals: [], block: { statements: [], at: 0 } };
  if (outcome.kind === "pointers") {
    const value = { kind: "open-list", values: outcome.values, type: on.a.types.error, at: list.at } as const;
    return { kind: "template", rules: [{ parameters: given, body, value, lvalue: false }] };
  }
  const value = {
    kind: "compound-literal",
    initializer: outcome.initializer,
    type: outcome.type,
    at: list.at,
  } as const;
  return { kind: "template", rules: [{ parameters, body, value, lvalue: false }] };
}

/** Undefined where there is no such type, or not complete. */
function declaredType({ a, scope }: DefinitionSurroundings, declaration: ExternalDeclaration): TypeId | undefined {
  if (declaration.kind !== "declaration") return undefined;
  const { specifiers, declarators } = declaration;
  const inner = scope.inner("block");
  const base = baseType(a, specifiers, inner);
  const { type } = declareName(a, base.type, declarators[0].declarator, specifiers.attributes, inner);
  const shape = a.types.shape(type);
  return shape.kind === "record" && a.tags.records[shape.record].definition !== undefined ? type : undefined;
}

function listOf(first: ExternalDeclaration | undefined): InitializerList | undefined {
  if (first?.kind !== "declaration") return undefined;
  const initializer = first.declarators[0]?.initializer;
  return initializer?.kind === "initializer-list" ? initializer : undefined;
}
