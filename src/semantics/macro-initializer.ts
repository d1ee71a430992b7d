/**
 * Macros that are initializers in braces, or lists for them. C gives such a list no type (6.7.9): rules/initializers.json says what each is
 * for, and the macro then means the compound literal of that type. In: macros that mean nothing else; out: meanings of those that have a row.
 */
import type { MacroDefinition, MacroId, Preprocessor } from "../preprocess/index.js";
import type { Analysis } from "./analysis.js";
import type { ExpressionMeaning } from "./c-program.js";
import { macroExpression } from "./macro-expression.js";
import { type FragmentInput, parseExpansions } from "./macro-fragment.js";

interface InitializerInput extends FragmentInput {
  readonly expander: Pick<Preprocessor, "expandTexts" | "expansions">;
}

export function initializerMeanings(
  a: Analysis,
  macros: readonly MacroDefinition[],
  input: InitializerInput,
): ReadonlyMap<MacroId, ExpressionMeaning> {
  const rows = macros.flatMap(({ id, name }) => {
    const rule = initializerRule(a, name);
    if (rule === undefined) return [];
    const text = rule.braces === true ? `(${rule.type}) { ${name} }` : `(${rule.type}) ${name}`;
    return [{ id, text, form: rule.braces === true ? ("list" as const) : ("initializer" as const) }];
  });
  const meanings = new Map<MacroId, ExpressionMeaning>();
  if (rows.length === 0) return meanings;
  const { tokens, from, to, failed } = input.expander.expandTexts(rows.map(({ text }) => text));
  const good = rows.flatMap((_, i) => (failed[i] === 0 ? [i] : []));
  const fragments = parseExpansions(a.file, tokens, from, to, good, input);
  good.forEach((i, row) => {
    const fragment = fragments[row];
    if (fragment?.kind !== "expression") return;
    const { expansions } = input.expander;
    const meaning = macroExpression(a, fragment.expression, tokens, expansions, undefined);
    meanings.set(rows[i].id, { ...meaning, form: rows[i].form });
  });
  return meanings;
}

export const initializerRule = (a: Analysis, name: string) =>
  a.rules.initializers.find(({ macro }) => matches(macro, name));

/** @param pattern a name, or the beginning of names and a star */
function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
