/**
 * Headers → units understood: preprocess and plan, parse, analyze, unit by unit while each unit's preprocessor still stands at its end.
 * Where the analysis finds that a header of the common unit declares something again with another type, the plan is made anew
 * with that header in a unit of its own.
 */
import { type CEnvironment, type Diagnostic, diagnostic, noPlace, type Place, type SourceTable } from "./base/index.js";
import type { FeedEvent, GrowingUnit, UnitFeed } from "./front/index.js";
import type { AnalyzedUnit } from "./generation.js";
import type { PreprocessedUnit } from "./preprocess/index.js";
import {
  type Analyzer,
  type BodyOutcome,
  createAnalyzer,
  type FunctionMacroInput,
  type MacroInput,
  readSemanticRules,
} from "./semantics/index.js";
import type { Stopwatch } from "./stopwatch.js";
import { type CParser, createParser, type ExternalDeclaration } from "./syntax/index.js";
import { isNeededForBodies, typeBodies } from "./type-bodies.js";
import type { HeaderFate, PlannedUnit, UnitPlan } from "./unit/index.js";

export interface UnitsRequest {
  readonly environment: CEnvironment;
  readonly sources: SourceTable;
  /** Gives the units and makes them anew where that is needed; closed here. */
  readonly feed: UnitFeed;
  readonly prelude: readonly string[];
  readonly headers: readonly string[];
  /** Main files are one unit as they are; a header set is sorted into units. */
  readonly mainFiles: boolean;
  readonly keepSyntax: boolean;
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
    request.feed.close();
  }
}

/** A unit of which not all is there yet. */
interface UnitAtWork {
  readonly analyzer: Analyzer;
  /** All of them where the syntax is kept, else those that are needed again: short-lived objects cost little. */
  readonly declarations: ExternalDeclaration[];
  /** What the parser found. */
  readonly found: Diagnostic[];
}

/** A unit of which all is there but its macros with parameters. */
interface JudgedUnit {
  readonly bodies: ReadonlyMap<string, BodyOutcome>;
  /** What the parser found. */
  readonly found: readonly Diagnostic[];
  /** What the unit may be refused for. */
  readonly errors: readonly Diagnostic[];
}

class UnitAnalysis {
  readonly #rules = readSemanticRules();
  /** What the common unit's prelude declares. */
  #prelude: { readonly analyzer: Analyzer; readonly declarations: readonly ExternalDeclaration[] } | undefined;
  #atWork: UnitAtWork | undefined;

  constructor(
    private readonly request: UnitsRequest,
    private readonly parser: CParser,
    private readonly stopwatch: Stopwatch,
  ) {}

  /** Has units planned anew, with the headers that are in error on their own, until the common unit has none or nothing more can be moved. */
  run(): AnalyzedUnits {
    const conflicting = new Map<string, string>();
    for (;;) {
      const done = this.#run(conflicting);
      if (done !== undefined) return done;
      this.request.feed.again(conflicting);
    }
  }

  /** Undefined where headers were added to `conflicting`. */
  #run(conflicting: Map<string, string>): AnalyzedUnits | undefined {
    const { feed, sources, mainFiles } = this.request;
    this.#prelude = undefined;
    this.#atWork = undefined;
    const units: AnalyzedUnit[] = [];
    const diagnostics: Diagnostic[] = [];
    /** Headers that are in error in a unit of their own too. */
    const refused = new Map<string, string>();
    for (;;) {
      const event = this.stopwatch.measure("preprocess", () => feed.next());
      if (event.kind === "stretch") {
        this.#declare(event);
        continue;
      }
      if (event.kind === "plan") {
        const plan = withoutRefused(event.plan, refused);
        const told = [...refused].map(([header, why]) =>
          diagnostic("unit/refused", "warning", noPlace, `${header} is left out: ${why}`),
        );
        return { plan, units, diagnostics: [...diagnostics, ...plan.diagnostics, ...told] };
      }
      const { unit } = event;
      const { preprocessed } = unit;
      const judged = this.#judge(unit);
      if (units.length === 0 && !mainFiles && this.#conflicts(preprocessed, judged.errors, conflicting))
        return undefined;
      const error = units.length === 0 ? undefined : judged.errors.find((one) => one.severity === "error");
      if (error !== undefined) {
        refused.set(unit.name, `${sources.show(error.place)}: ${error.text}`);
        this.#atWork = undefined;
        continue;
      }
      const analyzed = this.#finish(unit, judged);
      units.push(analyzed);
      diagnostics.push(...preprocessed.diagnostics, ...judged.found, ...analyzed.program.diagnostics);
    }
  }

  /** Headers of the set in which a compiler would stop, with the first error of each. True where one is new. */
  #conflicts(unit: PreprocessedUnit, found: readonly Diagnostic[], conflicting: Map<string, string>): boolean {
    const errors = new Map<number, Diagnostic>();
    for (const one of found) if (one.severity === "error" && !errors.has(one.place)) errors.set(one.place, one);
    if (errors.size === 0) return false;
    const { headers, prelude, sources } = this.request;
    const movable = new Set(headers.filter((one) => !prelude.includes(one)));
    const before = conflicting.size;
    for (const { name, from, to } of unit.inclusions) {
      if (!movable.has(name) || conflicting.has(name)) continue;
      for (let token = from; token < to; token++) {
        const error = errors.get(unit.tokens.expanded[token]);
        if (error === undefined) continue;
        conflicting.set(name, `${sources.show(error.place)}: ${error.text}`);
        break;
      }
    }
    return conflicting.size > before;
  }

  /** A unit that shares the prelude goes on from what the common one knew behind it. */
  #begun({ preprocessed, sharedEntries }: GrowingUnit): UnitAtWork {
    if (this.#atWork === undefined) {
      const { environment, sources } = this.request;
      const shared = sharedEntries > 0 ? this.#prelude?.analyzer : undefined;
      const analyzer =
        shared?.fork(preprocessed) ??
        createAnalyzer({ target: environment.target, rules: this.#rules, sources, unit: preprocessed });
      this.#atWork = { analyzer, declarations: [], found: [] };
    }
    return this.#atWork;
  }

  #declare({ unit, outline, endsPrelude }: FeedEvent & { readonly kind: "stretch" }): void {
    const { analyzer, declarations, found } = this.#begun(unit);
    const { tokens, packChanges } = unit.preprocessed;
    const syntax = this.stopwatch.measure("parse", () =>
      this.parser.parseUnit(tokens, this.request.feed.spellings, outline, packChanges),
    );
    for (const one of syntax.diagnostics) found.push(one);
    for (const declaration of syntax.value.declarations)
      if (this.request.keepSyntax || isNeededForBodies(declaration)) declarations.push(declaration);
    this.stopwatch.measure("declarations", () => analyzer.declare(syntax.value.declarations));
    if (endsPrelude) this.#prelude = { analyzer: analyzer.fork(unit.preprocessed), declarations: [...declarations] };
  }

  /** What a unit may be refused for, once all its declarations are there: macros, of which it is asked for its own only, and bodies. */
  #judge(unit: PlannedUnit): JudgedUnit {
    const { feed, mainFiles } = this.request;
    const { analyzer, declarations, found } = this.#begun(unit);
    const { preprocessed, sharedEntries } = unit;
    const shared = sharedEntries > 0 ? this.#prelude : undefined;
    const firstToken = shared === undefined ? -1 : (unit.outline[sharedEntries]?.from ?? 0);
    this.stopwatch.measure("macros", () =>
      analyzer.macros(
        this.#macroInput(),
        ({ inclusion }) => (preprocessed.inclusions[inclusion]?.to ?? 0) > firstToken,
      ),
    );
    const bodies = typeBodies(
      analyzer.analysis,
      {
        parser: this.parser,
        spellings: feed.spellings,
        preprocessed,
        declarations: shared === undefined ? declarations : [...shared.declarations, ...declarations],
        // what is shared has its bodies with the common unit
        wanted: (fn) => (fn.inline || fn.storage === "static") && (fn.body?.from ?? -1) > firstToken,
      },
      this.stopwatch,
    );
    const errors = [...found, ...analyzer.diagnostics, ...(mainFiles ? [] : bodyErrors(bodies, preprocessed))];
    return { bodies, found, errors };
  }

  /** What nothing is refused for. */
  #finish(unit: PlannedUnit, { bodies }: JudgedUnit): AnalyzedUnit {
    const { analyzer, declarations } = this.#begun(unit);
    this.stopwatch.measure("macros with parameters", () => analyzer.functionMacros(this.#macroInput()));
    const program = this.stopwatch.measure("declarations", () => analyzer.finish());
    this.#atWork = undefined;
    const syntax = this.request.keepSyntax ? { declarations } : undefined;
    return { name: unit.name, headers: unit.headers, syntax, program, bodies };
  }

  #macroInput(): MacroInput & FunctionMacroInput {
    const { feed } = this.request;
    return { spellings: feed.spellings, expander: feed.expander, parser: this.parser };
  }
}

/** What C itself refuses in bodies of inline functions. A function that is left out says so where it stands, not here. */
function bodyErrors(bodies: ReadonlyMap<string, BodyOutcome>, { tokens }: PreprocessedUnit): readonly Diagnostic[] {
  const errors: Diagnostic[] = [];
  for (const [name, outcome] of bodies) {
    if (outcome.kind !== "refused" || outcome.refusal.isError !== true) continue;
    const place = tokens.expanded[outcome.refusal.at] as Place;
    errors.push(diagnostic("semantics/bad-expression", "error", place, `in ${name}(): ${outcome.refusal.why}`));
  }
  return errors;
}

/** The plan without the units of headers that turned out to be in error even there. */
function withoutRefused(plan: UnitPlan, refused: ReadonlyMap<string, string>): UnitPlan {
  if (refused.size === 0) return plan;
  const units = plan.units.filter((unit) => !refused.has(unit.name));
  const index = new Map(units.map((unit, at) => [unit.name, at]));
  const fates = new Map<string, HeaderFate>();
  for (const [header, fate] of plan.fates) {
    const why = refused.get(header);
    if (why !== undefined) fates.set(header, { kind: "refused", why });
    else fates.set(header, fate.kind === "own" ? { ...fate, unit: index.get(header) ?? fate.unit } : fate);
  }
  return { ...plan, units, fates };
}
