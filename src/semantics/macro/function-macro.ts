/**
 * The meaning of macros with parameters. Each is expanded once by the preprocessor, with a placeholder for every argument; what comes out is
 * parsed as an expression, as statements or as a type, and typed with what the uses say of the parameters' types.
 * In: definitions in force at the end of the unit. Out: a FunctionMacroMeaning each. C11 6.10.3.
 */
import {
  CollectedExpansions,
  type ExpandedMacros,
  type MacroDefinition,
  type Preprocessor,
} from "../../preprocess/index.js";
import type { ParsedFragment } from "../../syntax/index.js";
import type { Analysis } from "../analysis.js";
import type { TypeId } from "../c-type.js";
import type { FunctionMacroMeaning, TemplateParameter } from "../macro-template.js";
import { placeholder } from "../placeholder.js";
import { meaningOf } from "./call-meaning.js";
import { withCountedArguments } from "./counted-arguments.js";
import { definitionMeaning } from "./definition-meaning.js";
import { type Expansion, expansionOf } from "./expansion.js";
import { initialized, initializerMeaning } from "./initializer-meaning.js";
import {
  argumentText,
  type Call,
  callsOf,
  callText,
  type FunctionMacroInput,
  fragmentOf,
  hasOptionalPart,
  mostTokens,
  newState,
  parametersOf,
  type State,
} from "./macro-call.js";
import { sharedIn, sharedVariables } from "./shared-variable.js";
import { refersTo, saysNothing, unknownNames } from "./unknown-name.js";

/** A call of each macro with a placeholder for every argument, which is told to the expander: `functionMacroMeanings` asks for them first. */
export function announceCalls(
  asked: readonly MacroDefinition[],
  expander: Pick<Preprocessor, "announceTexts">,
): readonly string[] {
  const texts = asked.map((one) =>
    callText(
      one,
      parametersOf(one).map((_, i) => placeholder(i)),
    ),
  );
  expander.announceTexts(texts, mostTokens);
  return texts;
}

/** @param texts what `announceCalls` gives for what is asked */
export function functionMacroMeanings(
  a: Analysis,
  asked: readonly MacroDefinition[],
  texts: readonly string[],
  input: FunctionMacroInput,
): readonly FunctionMacroMeaning[] {
  const state = newState(a, input);
  const meanings: (FunctionMacroMeaning | undefined)[] = new Array(asked.length).fill(undefined);
  const calls: Call[] = [];
  /** Row of `asked` for each call. */
  const of: number[] = [];
  const collected = new CollectedExpansions();
  collected.append(input.expander.expandTexts(texts, mostTokens));
  const first = collected.rows(texts.map((_, row) => row));
  const counted = withCountedArguments(asked, first, state);
  asked.forEach((asWritten, row) => {
    const fixed = counted.get(row);
    const definition = fixed?.definition ?? asWritten;
    const { failed, ...all } = fixed?.expanded ?? first;
    const at = fixed?.row ?? row;
    const [from, to] = [all.from[at], all.to[at] - 1];
    const optional = definition.variadic && hasOptionalPart(definition, input.spellings.text);
    const found: FunctionMacroMeaning | readonly Call[] = optional
      ? { kind: "other", why: "__VA_OPT__: with arguments it is something else than without" }
      : failed[at] > 0
        ? withoutExpansion(failed[at])
        : callsOf(state, definition, expansionOf(all.tokens, from, to, input.spellings));
    if ("kind" in found) meanings[row] = found;
    else
      for (const call of found) {
        calls.push(call);
        of.push(row);
      }
  });
  const understood = understand(state, calls, expandedCalls(state, calls, of, texts, collected));
  const byMacro = new Map<number, FunctionMacroMeaning[]>();
  understood.forEach((meaning, i) => {
    const known = byMacro.get(of[i]);
    if (known === undefined) byMacro.set(of[i], [meaning]);
    else known.push(meaning);
  });
  for (const [row, found] of byMacro) meanings[row] = joined(found);
  return meanings.map((one) => one ?? { kind: "other", why: "not understood" });
}

/** Most calls are the very ones that were expanded to see what a macro is: only the others are asked for. @param of row of `texts`, by call */
function expandedCalls(
  { input }: State,
  calls: readonly Call[],
  of: readonly number[],
  texts: readonly string[],
  collected: CollectedExpansions,
): ExpandedMacros {
  const others: string[] = [];
  const rows = calls.map((call, i) => {
    const text = textOf(call);
    return text === texts[of[i]] ? of[i] : texts.length + others.push(text) - 1;
  });
  if (others.length > 0) collected.append(input.expander.expandTexts(others));
  return collected.rows(rows);
}

function textOf(call: Call): string {
  const text = callText(
    call.definition,
    call.names.map((_, i) => argumentText(call, i)),
  );
  return call.initializer === undefined ? text : initialized(text, call.initializer);
}

/** Parses and types calls, all in one batch. */
function understand(state: State, calls: readonly Call[], expanded: ExpandedMacros): readonly FunctionMacroMeaning[] {
  const { expander, parser, spellings } = state.input;
  const fragments = calls.map((call, i) => fragmentOf(expanded, i, call.form));
  const parsed = parser.parseFragments(expanded.tokens, spellings, fragments, state.typedefs);
  const again = calls.flatMap((call, i) => (parsed[i] === undefined && call.form === "expression" ? [i] : []));
  const second = parser.parseFragments(
    expanded.tokens,
    spellings,
    again.map((i) => fragmentOf(expanded, i, "statements")),
    state.typedefs,
  );
  const fragment = new Map(again.map((i, row) => [i, asExpression(second[row])]));
  const declared = parsed.flatMap((one, i) =>
    one?.kind === "declarations" && calls[i].initializer === undefined
      ? [{ declarations: one.declarations, expansion: calls[i].expansion }]
      : [],
  );
  const others = new Set(calls.flatMap(({ form, expansion }) => (form === "declarations" ? [] : [expansion])));
  const shared = sharedVariables(state.a, state.scope, declared, others);
  const functions = declared
    .flatMap(({ declarations }) => declarations)
    .filter((one) => one.kind === "function-definition");
  const parsedBodies = parser.parseBodies(expanded.tokens, spellings, functions, state.typedefs).value;
  const bodies = new Map(functions.map((one, i) => [one, parsedBodies[i]]));
  const outsides = new Map<Expansion, ReturnType<typeof sharedIn>>();
  return calls.map((call, i) => {
    if (expanded.failed[i] > 0) return withoutExpansion(expanded.failed[i]);
    const found = parsed[i] ?? fragment.get(i);
    const { names, roles, expansion } = call;
    if (found?.kind !== "declarations") {
      // the same for all rules of a macro
      let outside = outsides.get(expansion);
      outside ??= call.form === "declarations" ? new Map<string, TypeId>() : sharedIn(shared, call);
      outsides.set(expansion, outside);
      if (typeof outside === "string") return { kind: "other", why: outside };
      const meaning = meaningOf(state, call, found, expanded, outside);
      if (meaning.kind !== "other" || meaning.undeclared !== true || call.words.some(isWord)) return meaning;
      return givenNames(state, call, (one) => meaningOf(state, one, found, expanded, outside)) ?? meaning;
    }
    const { a, scope, members } = state;
    const on = { a, scope, members, shared, tokens: expanded.tokens, expansions: expander.expansions };
    if (call.initializer !== undefined) {
      const given = names.map((name, index): TemplateParameter => {
        const word = call.words[index];
        return { name, role: roles[index], type: undefined, ...(word === undefined ? {} : { word }) };
      });
      return initializerMeaning(on, given, found.declarations, call.initializer);
    }
    return definitionMeaning(on, { names, roles, expansion, bodies, declarations: found.declarations });
  });
}

/** `({ typedef int t; t x = 1; x; })`: what its block names as types is known where statements are read. */
function asExpression(fragment: ParsedFragment): ParsedFragment {
  if (fragment?.kind !== "statements" || fragment.items.length !== 1) return fragment;
  const [item] = fragment.items;
  if (item.kind !== "expression" || item.expression === undefined) return fragment;
  return { kind: "expression", expression: item.expression };
}

const isWord = (word: string | undefined): boolean => word !== undefined;

/**
 * The meaning with what the macro finds where it is called (`saved_vnet`) as arguments; undefined where that is not all that it lacks, or where any
 * number of arguments is before them, which Rust could not tell from those.
 */
function givenNames(
  { a, scope }: State,
  call: Call,
  meaning: (call: Call) => FunctionMacroMeaning,
): FunctionMacroMeaning | undefined {
  if (call.roles.includes("variadic")) return undefined;
  const withNames = (unknown: readonly string[]): Call => ({
    ...call,
    names: [...call.names, ...unknown],
    roles: [...call.roles, ...unknown.map(() => "value" as const)],
    words: [...call.words, ...unknown.map(() => undefined)],
    unknown,
  });
  const all = unknownNames(a, scope, call.expansion).filter((word) => !call.names.includes(word));
  if (call.definition.parameters === undefined && saysNothing(all, call.expansion)) return undefined;
  const first = all.length === 0 ? undefined : meaning(withNames(all));
  if (first?.kind !== "template") return undefined;
  const used = all.filter((_, at) => refersTo(first.rules, call.names.length + at));
  const made = meaning(withNames(used));
  return made.kind === "template" ? made : undefined;
}

/** @param failed of ExpandedMacros */
function withoutExpansion(failed: number): FunctionMacroMeaning & { readonly kind: "other" } {
  const why = failed === 1 ? "its expansion goes wrong" : `its expansion is of more than ${mostTokens} tokens`;
  return { kind: "other", why };
}

/** What the calls of one macro say together. */
function joined(found: readonly FunctionMacroMeaning[]): FunctionMacroMeaning {
  if (found.length === 1) return found[0];
  const rules = found.flatMap((one) => (one.kind === "template" ? one.rules : []));
  if (rules.length > 0) return { kind: "template", rules };
  return found.find((one) => one.kind === "other") ?? found[0];
}
