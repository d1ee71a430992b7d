/**
 * Macros that define things: their parameters' roles, the variables that they share by names put together from arguments, the types that
 * their arguments are given. In: an expansion parsed as external declarations. Out: a DefinitionTemplate, or why there is none.
 */
import type { ExpansionTable, TokenStream } from "../../preprocess/index.js";
import { TokenKind } from "../../preprocess/index.js";
import type { CompoundStatement, ExternalDeclaration, FunctionDefinition } from "../../syntax/index.js";
import type { Analysis } from "../analysis.js";
import { type DefinitionOutcome, typeDefinitions } from "../body/index.js";
import type { TypeId } from "../c-type.js";
import type { Defined } from "../definition-template.js";
import type { FunctionMacroMeaning, TemplateRole } from "../macro-template.js";
import { pointee } from "../operator.js";
import { placeholder, placeholderIndex, withNames } from "../placeholder.js";
import type { Scope } from "../scope.js";
import type { LocalVariable, ParameterHint } from "../typed-body.js";
import { type Expansion, isBetweenNames, type ParameterUses } from "./expansion.js";
import { integerTypes } from "./open-arithmetic.js";
import { exampleType, inferredType, type MemberIndex } from "./parameter-type.js";
import { isPutTogether, nameOf, type SharedVariable, sharedVariable, shownName } from "./shared-variable.js";
import { refersTo, unknownNames } from "./unknown-name.js";

/** Roles where an expansion is declarations: what is declared, and what follows its declared type, is seen outside of all brackets. */
export function definitionRoles(expansion: Expansion, uses: readonly ParameterUses[]): readonly TemplateRole[] {
  const roles = uses.map((one): TemplateRole => {
    if (one.list) return "list";
    if (one.literal) return "literal";
    if (one.type) return "type";
    if (one.pasted || one.stringized || one.member) return "name";
    if (one.value) return "value";
    return one.sized || one.alike ? "type" : "unused";
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
  const plain = meaningWith(on, call, []);
  if (plain.kind === "definitions") return plain;
  // functions and variables that C's macro finds where it is called: Rust's is given them
  const unknown = unknownNames(on.a, on.scope, call.expansion);
  const all = unknown.length === 0 ? plain : meaningWith(on, call, unknown);
  if (all.kind !== "definitions") return plain;
  const used = unknown.filter((_, at) => refersTo(all.things, call.names.length + at));
  const made = meaningWith(on, call, used);
  return made.kind === "definitions" && used.length > 0 ? made : plain;
}

/** @param unknown names that nobody declares, as further parameters */
function meaningWith(
  on: DefinitionSurroundings,
  given: DefinitionCall,
  unknown: readonly string[],
): FunctionMacroMeaning {
  const outside = outsideVariables(on, given);
  const names = [...given.names, ...unknown.map((word) => withNames(word, given.names))];
  if (new Set(names).size < names.length) return { kind: "other", why: "refers to one name in two ways" };
  const call = { ...given, names, roles: [...given.roles, ...unknown.map(() => "value" as const)] };
  const wordOf = (index: number): string => unknown[index - given.names.length] ?? placeholder(index);
  const types: (TypeId | undefined)[] = call.names.map(() => undefined);
  const sized = sizedParameters(call.expansion);
  const open = (index: number): boolean =>
    types[index] === undefined && !sized.has(index) && (call.roles[index] === "value" || call.roles[index] === "name");
  const type = (): DefinitionOutcome =>
    typeDefinitions(on.a, {
      declarations: call.declarations,
      bodies: call.bodies,
      parameters: call.names.map((_, index) => {
        const members = call.roles[index] === "members";
        return { name: wordOf(index), type: types[index], lvalue: true, variadic: members, members };
      }),
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
    const byName = unknown[index - given.names.length];
    const more = { ...(optional && { optional }), ...(byName !== undefined && { byName }) };
    return { name, role: call.roles[index], type: types[index], example, ...more };
  });
  const things = outcome.things.filter((one) => one.kind !== "function-declaration" || !unknown.includes(one.name));
  const { locals } = outcome;
  return { kind: "definitions", parameters, locals, things: things.map((one) => withUse(on.shared, locals, one)) };
}

/** A static variable that nothing but another macro refers to, by the same name put together: a symbol that it finds. */
function withUse(shared: readonly SharedVariable[], locals: readonly LocalVariable[], thing: Defined): Defined {
  if (thing.kind !== "variable" || thing.storage !== "static" || thing.used) return thing;
  const { name } = locals[thing.local];
  if (!isPutTogether(name)) return thing;
  const shown = shownName(name);
  return shared.some(({ definition }) => definition === shown) ? { ...thing, storage: "global" } : thing;
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
