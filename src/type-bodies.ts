/** Bodies of a unit's inline functions, parsed and typed: after its declarations and macros, before its program is finished. */
import type { PreprocessedUnit, SpellingTable } from "./preprocess/index.js";
import { type Analysis, type BodyOutcome, type CFunction, typeBody } from "./semantics/index.js";
import type { Stopwatch } from "./stopwatch.js";
import { type CParser, type ExternalDeclaration, type FunctionDefinition, typedefNames } from "./syntax/index.js";

export interface BodiesInput {
  readonly parser: CParser;
  readonly spellings: SpellingTable;
  readonly preprocessed: PreprocessedUnit;
  /** All of the unit that are needed for bodies, the shared prelude's included. */
  readonly declarations: readonly ExternalDeclaration[];
  /** Is the definition one of the unit's own? */
  readonly wanted: (fn: CFunction) => boolean;
}

/** Function definitions, and what declares names of types. */
export function isNeededForBodies(declaration: ExternalDeclaration): boolean {
  if (declaration.kind === "function-definition") return true;
  return declaration.kind === "declaration" && declaration.specifiers.storage === "typedef";
}

/** By function name. */
export function typeBodies(
  analysis: Analysis,
  { parser, spellings, preprocessed, declarations, wanted }: BodiesInput,
  stopwatch: Stopwatch,
): ReadonlyMap<string, BodyOutcome> {
  const byBody = new Map<number, CFunction>();
  for (const fn of analysis.functions) if (fn.body !== undefined && wanted(fn)) byBody.set(fn.body.from, fn);
  const definitions = declarations.filter(
    (one): one is FunctionDefinition => one.kind === "function-definition" && byBody.has(one.bodyFrom),
  );
  const syntax = stopwatch.measure("parse bodies", () =>
    parser.parseBodies(
      preprocessed.tokens,
      spellings,
      definitions,
      typedefNames({ declarations }, spellings),
      preprocessed.packChanges,
    ),
  );
  return stopwatch.measure("type bodies", () => {
    const outcomes = new Map<string, BodyOutcome>();
    definitions.forEach((definition, index) => {
      const fn = byBody.get(definition.bodyFrom);
      const body = syntax.value[index];
      if (fn === undefined) return;
      outcomes.set(
        fn.name,
        body === undefined
          ? { kind: "refused", refusal: { at: definition.at, why: "its body was not understood" } }
          : typeBody(analysis, { function: fn, definition, body }),
      );
    });
    return outcomes;
  });
}
