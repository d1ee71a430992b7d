/**
 * Macros that are a function's parameters: `#define HANDLER_ARGS struct oid *oidp, void *arg1`. In: macros that are lists; out: names and types of
 * the parameters for those that C takes between the parentheses of a declaration (C11 6.7.6.3).
 */
import type { MacroDefinition, MacroId, Preprocessor } from "../preprocess/index.js";
import type { ParsedFragment } from "../syntax/index.js";
import type { Analysis } from "./analysis.js";
import type { MacroMeaning } from "./c-program.js";
import { declareName } from "./declarator.js";
import { type FragmentInput, typedefSpellings } from "./macro-fragment.js";
import { baseType } from "./specifier.js";

interface ParametersInput extends FragmentInput {
  readonly expander: Pick<Preprocessor, "expandTexts">;
}

export function parameterMeanings(
  a: Analysis,
  macros: readonly MacroDefinition[],
  input: ParametersInput,
): ReadonlyMap<MacroId, MacroMeaning> {
  const meanings = new Map<MacroId, MacroMeaning>();
  if (macros.length === 0) return meanings;
  const { tokens, from, to } = input.expander.expandTexts(macros.map(({ name }) => `void __kpigen_function(${name})`));
  const fragments = macros.map((_, i) => ({ from: from[i], to: to[i], as: "declarations" as const }));
  const typedefs = typedefSpellings(a.file, input.spellings);
  const parsed = input.parser.parseFragments(tokens, input.spellings, fragments, typedefs);
  macros.forEach(({ id }, i) => {
    const meaning = parametersOf(a, parsed[i]);
    if (meaning !== undefined) meanings.set(id, meaning);
  });
  return meanings;
}

function parametersOf(a: Analysis, fragment: ParsedFragment): MacroMeaning | undefined {
  const declaration = fragment?.kind === "declarations" ? fragment.declarations[0] : undefined;
  if (declaration?.kind !== "declaration" || declaration.declarators.length !== 1) return undefined;
  let isWrong = false;
  const quiet: Analysis = {
    ...a,
    report: (_code, severity) => {
      isWrong ||= severity === "error";
    },
  };
  const scope = a.file.inner("prototype");
  const base = baseType(quiet, declaration.specifiers, scope);
  const { type } = declareName(quiet, base.type, declaration.declarators[0].declarator, [], scope);
  const shape = a.types.shape(type);
  if (isWrong || shape.kind !== "function" || shape.variadic || shape.parameters.length === 0) return undefined;
  const parameters = shape.parameters.flatMap(({ name, type }) => (name === undefined ? [] : [{ name, type }]));
  return parameters.length === shape.parameters.length ? { kind: "parameters", parameters } : undefined;
}
