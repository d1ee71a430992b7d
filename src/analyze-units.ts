/**
 * Headers → units understood: preprocess and plan, parse, analyze, unit by unit while each unit's preprocessor still stands at its end.
 * Where the analysis finds that a header of the common unit declares something again with another type, the plan is made anew
 * with that header in a unit of its own.
 */
import type { CEnvironment, Diagnostic, SourceTable } from "./base/index.js";
import type { AnalyzedUnit } from "./generation.js";
import { createPreprocessor, type Preprocessor } from "./preprocess/index.js";
import { createAnalyzer, readSemanticRules } from "./semantics/index.js";
import type { Stopwatch } from "./stopwatch.js";
import { type CParser, createParser } from "./syntax/index.js";
import { type LiveUnit, type PlanRequest, planMainFiles, planUnits, type UnitPlan } from "./unit/index.js";

export interface UnitsRequest {
  readonly environment: CEnvironment;
  readonly sources: SourceTable;
  readonly prelude: readonly string[];
  readonly headers: readonly string[];
  readonly available: readonly string[];
  /** Main files are one unit as they are; a header set is sorted into units. */
  readonly mainFiles: boolean;
  readonly onHeader: (done: number, total: number) => void;
}

export interface AnalyzedUnits {
  readonly plan: UnitPlan;
  readonly units: readonly AnalyzedUnit[];
  readonly diagnostics: readonly Diagnostic[];
}

export async function analyzeUnits(request: UnitsRequest, stopwatch: Stopwatch): Promise<AnalyzedUnits> {
  const parser = await createParser({ standard: request.environment.standard });
  try {
    return new UnitAnalysis(request, parser, stopwatch).run();
  } finally {
    parser.delete();
  }
}

class UnitAnalysis {
  readonly #rules = readSemanticRules();

  constructor(
    private readonly request: UnitsRequest,
    private readonly parser: CParser,
    private readonly stopwatch: Stopwatch,
  ) {}

  run(): AnalyzedUnits {
    const { environment, sources, prelude, headers, available, mainFiles, onHeader } = this.request;
    const preprocessor = this.stopwatch.measure("preprocess", () => createPreprocessor(environment, sources));
    const plan: PlanRequest = {
      environment,
      sources,
      preprocessor,
      prelude,
      headers,
      available,
      conflicting: new Map(),
      onHeader,
    };
    const planning = mainFiles ? planMainFiles(plan) : planUnits(plan);
    const units: AnalyzedUnit[] = [];
    const diagnostics: Diagnostic[] = [];
    for (;;) {
      const step = this.stopwatch.measure("preprocess", () => planning.next());
      if (step.done) return { plan: step.value, units, diagnostics: [...diagnostics, ...step.value.diagnostics] };
      const { unit, found } = this.#analyze(step.value, preprocessor);
      units.push(unit);
      diagnostics.push(...step.value.unit.preprocessed.diagnostics, ...found, ...unit.program.diagnostics);
    }
  }

  #analyze(
    { unit }: LiveUnit,
    preprocessor: Preprocessor,
  ): { readonly unit: AnalyzedUnit; readonly found: readonly Diagnostic[] } {
    const { preprocessed } = unit;
    const { spellings } = preprocessor;
    const syntax = this.stopwatch.measure("parse", () =>
      this.parser.parseUnit(preprocessed.tokens, spellings, unit.outline, preprocessed.packChanges),
    );
    const { environment, sources } = this.request;
    const analyzer = createAnalyzer({ target: environment.target, rules: this.#rules, sources, unit: preprocessed });
    this.stopwatch.measure("declarations", () => analyzer.declare(syntax.value.declarations));
    this.stopwatch.measure("macros", () => analyzer.macros({ spellings, expander: preprocessor, parser: this.parser }));
    const program = this.stopwatch.measure("declarations", () => analyzer.finish());
    return {
      unit: { name: unit.name, headers: unit.headers, syntax: syntax.value, program },
      found: syntax.diagnostics,
    };
  }
}
