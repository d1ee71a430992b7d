/**
 * Macros that are a list of initializers, `{ a, b }`, or `.x = a, .y = b` for one: a value of the record that the list fits. Their parameters
 * get the types of its members. C's `{ A(x), B(y) }` initializes by several macros; the second kind therefore takes a record that has the other members, too.
 */
import type { Place } from "../../base/index.js";
import type { ExternalDeclaration, InitializerList } from "../../syntax/index.js";
import { type BareInitializerOutcome, typeBareInitializer } from "../body/index.js";
import type { TypeId } from "../c-type.js";
import { declareName } from "../declarator.js";
import type { FunctionMacroMeaning, MacroTemplate, TemplateParameter } from "../macro-template.js";
import { placeholder } from "../placeholder.js";
import { baseType } from "../specifier.js";
import type { TypedExpression } from "../typed-body.js";
import type { DefinitionSurroundings } from "./definition-meaning.js";
import type { Expansion } from "./expansion.js";
import { inferredType, openNumber } from "./parameter-type.js";

export interface InitializerForm {
  /** Of rules/initializers.json. */
  readonly type: string | undefined;
  readonly inBraces: boolean;
  /** Of the macro's definition. */
  readonly place: Place;
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
  form: InitializerForm,
): FunctionMacroMeaning {
  const [declaration] = declarations;
  const list = listOf(declaration);
  if (list === undefined) return { kind: "other", why: "no list of initializers" };
  const known = form.type === undefined ? undefined : declaredType(on, declaration);
  const first = list.items.find(({ designators }) => designators[0]?.kind === "member")?.designators[0];
  const records =
    first?.kind === "member"
      ? on.members.having(first.name).map((id) => on.a.tags.records[id])
      : on.members.ofLength(list.items.length);
  const types: (TypeId | undefined)[] = given.map(() => undefined);
  const type = (): BareInitializerOutcome =>
    typeBareInitializer(on.a, {
      list,
      macro: form.place,
      type: known,
      records,
      parameters: given.map(({ role }, index) => {
        return { name: placeholder(index), type: types[index], lvalue: true, elements: role === "variadic" };
      }),
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
  const counted = given.map((one, index) => withCount(one, index, outcome));
  if (counted.some((one) => one === undefined)) return { kind: "other", why: "any number of initializers" };
  const parameters = counted.map((one, index) => openNumber(on.a, { ...(one ?? given[index]), type: types[index] }));
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
  const { type: of, initializer } = outcome;
  const value = { kind: "compound-literal", initializer, type: of, at: list.at } as const;
  const initializes = form.inBraces ? "list" : "members";
  const rule: MacroTemplate = { parameters, body, value, lvalue: false, initializes };
  const based = form.inBraces ? undefined : withBase(on, rule, list, value);
  return { kind: "template", rules: based === undefined ? [rule] : [rule, based] };
}

/**
 * What stands for `...` is any number of elements at the end of an array's list, and one initializer elsewhere.
 * @returns the parameter as what it is; undefined where it is both
 */
function withCount(
  parameter: TemplateParameter,
  index: number,
  outcome: BareInitializerOutcome,
): TemplateParameter | undefined {
  if (parameter.role !== "variadic") return parameter;
  if (outcome.kind !== "typed") return outcome.kind === "refused" ? parameter : undefined;
  const { single, several } = usesOf(index, outcome.initializer, false);
  if (several === 0) return { ...parameter, role: "value" };
  return single === 0 && several === 1 ? parameter : undefined;
}

interface Uses {
  readonly single: number;
  readonly several: number;
}

/** How often the data names the parameter. @param many within what is several elements */
function usesOf(index: number, data: unknown, many: boolean): Uses {
  if (typeof data !== "object" || data === null) return { single: 0, several: 0 };
  const row = data as { readonly kind?: unknown; readonly index?: unknown; readonly several?: unknown };
  if (row.kind === "macro-parameter" && row.index === index) return { single: many ? 0 : 1, several: many ? 1 : 0 };
  const inner = Object.values(data).map((one) => usesOf(index, one, many || row.several === true));
  return inner.reduce((sum, one) => ({ single: sum.single + one.single, several: sum.several + one.several }), {
    single: 0,
    several: 0,
  });
}

/** The rule that takes the other members; undefined where there are none, or where a part of a member is named: `.a.b = x`. */
function withBase(
  { a }: DefinitionSurroundings,
  { parameters, ...rule }: MacroTemplate,
  { items }: InitializerList,
  value: TypedExpression & { readonly kind: "compound-literal" },
): MacroTemplate | undefined {
  const { initializer, type } = value;
  if (initializer.kind !== "record" || parameters.some(({ role }) => role === "variadic")) return undefined;
  const shape = a.types.shape(type);
  const record = shape.kind === "record" ? a.tags.records[shape.record] : undefined;
  const members = record?.definition?.members ?? [];
  const whole = items.length === initializer.members.length && items.every((one) => one.designators.length === 1);
  if (record?.tagKind !== "struct" || !whole || initializer.members.length === members.length) return undefined;
  if (initializer.members.some(({ index }) => members[index].name === undefined)) return undefined;
  const taken = new Set(parameters.map(({ name }) => name));
  const name = taken.has("base") ? "base_" : "base";
  return {
    ...rule,
    parameters: [...parameters, { name, role: "base", type }],
    value: { ...value, initializer: { ...initializer, base: parameters.length } },
  };
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
