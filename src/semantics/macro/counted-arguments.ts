/**
 * Macros whose `...` stands for a certain number of arguments. In: definitions and what they expand to. Out: for some, a definition with so many parameters,
 * and its expansion. C11 6.10.3p12, 6.5.2.2p2.
 */
import { CollectedExpansions, type ExpandedMacros, type MacroDefinition } from "../../preprocess/index.js";
import type { Analysis } from "../analysis.js";
import { placeholder, placeholderIndex, placeholderPieces } from "../placeholder.js";
import { expansionOf } from "./expansion.js";
import { callText, mostTokens, parametersOf, type State } from "./macro-call.js";

export interface CountedMacro {
  readonly definition: MacroDefinition;
  readonly expanded: ExpandedMacros;
  /** Of `expanded`. */
  readonly row: number;
}

/** What `...` may stand for where it goes to a macro. */
const mostCounted = 6;

/**
 * Macros that give their `...` to a macro of so many parameters (`#define READ(...) READ_OP(read, __VA_ARGS__)`) have as many parameters as it takes to
 * expand, the fewest; those that give it to a function, with arguments of their own behind (`#define SEND(...) send_all(__VA_ARGS__, 1)`), as many as are
 * left of the function's. Out: by row of `asked`.
 * @param first each definition's expansion with a placeholder for every parameter
 */
export function withCountedArguments(
  asked: readonly MacroDefinition[],
  first: ExpandedMacros,
  state: State,
): ReadonlyMap<number, CountedMacro> {
  const tried: { readonly row: number; readonly definition: MacroDefinition }[] = [];
  asked.forEach((definition, row) => {
    const names = definition.parameters;
    if (!definition.variadic || names === undefined) return;
    for (const count of countsOf(state, definition, first, row)) {
      const more = Array.from({ length: count }, (_, i) => `argument_${i + 1}`);
      tried.push({ row, definition: counted(definition, [...names.slice(0, -1), ...more]) });
    }
  });
  const found = new Map<number, CountedMacro>();
  if (tried.length === 0) return found;
  const texts = tried.map(({ definition }) =>
    callText(
      definition,
      parametersOf(definition).map((_, i) => placeholder(i)),
    ),
  );
  const collected = new CollectedExpansions();
  collected.append(state.input.expander.expandTexts(texts, mostTokens));
  const expanded = collected.rows(texts.map((_, row) => row));
  tried.forEach(({ row, definition }, i) => {
    if (expanded.failed[i] === 0 && !found.has(row)) found.set(row, { definition, expanded, row: i });
  });
  return found;
}

const counted = (definition: MacroDefinition, parameters: readonly string[]): MacroDefinition => ({
  ...definition,
  body: definition.body,
  parameters,
  variadic: false,
});

/** Numbers of arguments that are worth a trial, the fewest first. */
function countsOf(
  state: State,
  definition: MacroDefinition,
  { failed, tokens, from, to }: ExpandedMacros,
  row: number,
): readonly number[] {
  if (failed[row] === 1) return Array.from({ length: mostCounted - 1 }, (_, i) => i + 2);
  if (failed[row] > 0) return [];
  const { words } = expansionOf(tokens, from[row], to[row] - 1, state.input.spellings);
  const count = functionsCount(state.a, words, parametersOf(definition).length - 1);
  return count === undefined ? [] : [count];
}

/** How many arguments a function takes in the place of `...`, if that stands once, as an argument with others behind it. */
function functionsCount(a: Analysis, words: readonly string[], parameter: number): number | undefined {
  const uses = words.flatMap((word, at) => (isAbout(word, parameter) ? [at] : []));
  const [at] = uses;
  if (uses.length !== 1 || placeholderIndex(words[at]) !== parameter || words[at + 1] !== ",") return undefined;
  const before = argumentsBeside(words, at, -1);
  const behind = argumentsBeside(words, at, 1);
  const entity = before === undefined ? undefined : a.file.name(words[before.end - 1]);
  if (before === undefined || behind === undefined || entity?.kind !== "function") return undefined;
  const type = a.types.shape(a.functions[entity.index].type);
  if (type.kind !== "function" || type.variadic || !type.prototype) return undefined;
  const count = type.parameters.length - before.count - behind.count;
  return count > 0 ? count : undefined;
}

const isAbout = (word: string, parameter: number): boolean =>
  placeholderPieces(word).some((piece) => typeof piece !== "string" && piece.parameter === parameter);

/** How many arguments stand on one side of a whole one, and where the parenthesis on that side is. */
function argumentsBeside(
  words: readonly string[],
  at: number,
  step: 1 | -1,
): { readonly count: number; readonly end: number } | undefined {
  const [inner, outer] = step === 1 ? [/^[([{]$/, ")"] : [/^[)\]}]$/, "("];
  const [closing] = step === 1 ? [/^[)\]}]$/] : [/^[([{]$/];
  if (words[at + step] !== "," && words[at + step] !== outer) return undefined;
  let depth = 0;
  let count = 0;
  for (let i = at + step; i >= 0 && i < words.length; i += step) {
    if (inner.test(words[i])) depth++;
    else if (closing.test(words[i])) {
      if (depth === 0) return words[i] === outer ? { count, end: i } : undefined;
      depth--;
    } else if (words[i] === "," && depth === 0) count++;
  }
  return undefined;
}
