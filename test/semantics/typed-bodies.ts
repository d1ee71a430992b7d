/** C text to the typed bodies of its functions, and of its macros with given parameters. */
import {
  type Analyzer,
  type BodyOutcome,
  type FragmentOutcome,
  type TypeId,
  typeBody,
  typeFragment,
} from "../../src/semantics/index.js";
import { type FunctionDefinition, typedefNames } from "../../src/syntax/index.js";
import { analyze, parser } from "./analyzed.js";

export interface TypedBodies {
  readonly analyzer: Analyzer;
  readonly messages: readonly string[];
  readonly outcomes: ReadonlyMap<string, BodyOutcome>;
  /** Types the expansion of a call; each parameter stands for itself. */
  macro(call: string, parameters: readonly (readonly [string, TypeId | undefined, boolean?])[]): FragmentOutcome;
}

export function typedBodies(text: string, machine = "amd64"): TypedBodies {
  const { analyzer, declarations, messages, unit, preprocessor } = analyze(text, machine);
  const { analysis } = analyzer;
  const { spellings } = preprocessor;
  const names = typedefNames({ declarations }, spellings);
  const definitions = declarations.filter((one): one is FunctionDefinition => one.kind === "function-definition");
  const bodies = parser.parseBodies(unit.tokens, spellings, definitions, names, unit.packChanges);
  const outcomes = new Map<string, BodyOutcome>();
  definitions.forEach((definition, index) => {
    const fn = analysis.functions.find(({ body }) => body?.from === definition.bodyFrom);
    const body = bodies.value[index];
    if (fn === undefined || body === undefined) throw new Error("no body");
    outcomes.set(fn.name, typeBody(analysis, { function: fn, definition, body }));
  });
  const macro: TypedBodies["macro"] = (call, parameters) => {
    const tokens = preprocessor.expandText(call);
    const [fragment] = parser.parseFragments(
      tokens,
      spellings,
      [{ from: 0, to: tokens.count, as: "expression" }],
      names,
    );
    if (fragment?.kind !== "expression") throw new Error("no expression");
    return typeFragment(analysis, {
      fragment,
      parameters: parameters.map(([name, type, lvalue]) => ({ name, type, lvalue: lvalue ?? true })),
      tokens,
      expansions: preprocessor.expansions,
    });
  };
  return { analyzer, messages, outcomes, macro };
}
