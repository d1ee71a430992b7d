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
import type { HeaderFate, Need, PlannedUnit, UnitPlan } from "./unit/index.js";

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
  readonly declarationsOnly: boolean;
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
  /** Entries of its outline so far. */
  entries: number;
}

/** What has been found of headers so far, as a Replan takes it. */
interface Found {
  readonly conflicting: Map<string, string>;
  readonly needing: Map<string, Need>;
}

/** A unit of which all is there but its macros with parameters. */
interface JudgedUnit {
  readonly bodies: ReadonlyMap<string, BodyOutcome>;
  /** What the parser found. */
  readonly found: readonly Diagnostic[];
  /** What the unit may be refused for. */
  readonly errors: readonly Diagnostic[];
  /** Tags of the structs and unions behind whose definition there would be no error at a place. */
  readonly incomplete: ReadonlyMap<Place, string>;
}

class UnitAnalysis {
  readonly #rules = readSemanticRules();
  /** What was known of the common unit where it may be taken up again, by entries of its outline. */
  readonly #boundaries = new Map<number, UnitAtWork>();
  #atWork: UnitAtWork | undefined;

  constructor(
    private readonly request: UnitsRequest,
    private readonly parser: CParser,
    private readonly stopwatch: Stopwatch,
  ) {}

  /** Has the common unit planned anew, with the headers that are in error on their own, until it has none or nothing more can be moved. */
  run(): AnalyzedUnits {
    const { feed, sources, mainFiles } = this.request;
    const found: Found = { conflicting: new Map(), needing: new Map() };
    const units: AnalyzedUnit[] = [];
    const diagnostics: Diagnostic[] = [];
    /** Headers that are in error in a unit of their own too. */
    const refused = new Map<string, string>();
    for (;;) {
      const event = this.stopwatch.measure("preprocess", () => feed.next());
      if (event.kind === "stretch") {
        this.#declare(event, units.length === 0);
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
      const work = this.#atWork!;
      this.#atWork = undefined;
      const judged = this.#judge(unit, work);
      if (units.length === 0 && !mainFiles) {
        const from = this.#conflicts(preprocessed, judged, found);
        if (from !== undefined) {
          feed.again({ ...found, from });
          continue;
        }
      }
      const error = units.length === 0 ? undefined : judged.errors.find((one) => one.severity === "error");
      if (error !== undefined) {
        refused.set(unit.name, `${sources.show(error.place)}: ${error.text}`);
        continue;
      }
      const analyzed = this.#finish(unit, work, judged);
      units.push(analyzed);
      diagnostics.push(...preprocessed.diagnostics, ...judged.found, ...analyzed.program.diagnostics);
    }
  }

  /**
   * Headers of the set in which a compiler would stop, with the first error of each, and those in which it would not if something were
   * defined before. @returns the first token of those that are new
   */
  #conflicts(
    unit: PreprocessedUnit,
    { errors: all, incomplete }: JudgedUnit,
    { conflicting, needing }: Found,
  ): number | undefined {
    const errors = new Map<number, Diagnostic>();
    for (const one of all) if (one.severity === "error" && !errors.has(one.place)) errors.set(one.place, one);
    if (errors.size === 0) return undefined;
    const { headers, prelude, sources } = this.request;
    const set = new Set(headers);
    let first: number | undefined;
    let begin: number | undefined;
    for (const { name, from, to } of unit.inclusions) {
      begin ??= from;
      // what is included for a header of the set stands before it
      if (!set.has(name)) continue;
      const start = begin;
      begin = undefined;
      if (prelude.includes(name) || conflicting.has(name)) continue;
      const here = new Set<Diagnostic>();
      for (let token = start; token < to; token++) {
        const error = errors.get(unit.tokens.expanded[token]);
        if (error !== undefined) here.add(error);
      }
      const [error] = here;
      if (error === undefined) continue;
      first ??= start;
      const why = `${sources.show(error.place)}: ${error.text}`;
      const tags = [...here].map((one) => incomplete.get(one.place));
      const known = needing.get(name)?.tags ?? [];
      // a body tells its first error only: another tag may be needed next
      if (tags.every((tag) => tag !== undefined) && tags.some((tag) => !known.includes(tag)))
        needing.set(name, { tags: [...new Set([...known, ...tags])], why });
      else {
        needing.delete(name);
        conflicting.set(name, why);
      }
    }
    return first;
  }

  /** A unit that shares entries with the common one goes on from what that one knew behind them. */
  #begin({ preprocessed, sharedEntries }: GrowingUnit, isCommon: boolean): UnitAtWork {
    const { environment, sources, declarationsOnly } = this.request;
    const shared = sharedEntries > 0 ? this.#boundaries.get(sharedEntries) : undefined;
    if (shared === undefined) {
      const { target } = environment;
      const analyzer = createAnalyzer({ target, rules: this.#rules, sources, unit: preprocessed, declarationsOnly });
      return { analyzer, declarations: [], found: [], entries: 0 };
    }
    if (isCommon) return resumed(shared, preprocessed);
    return { analyzer: shared.analyzer.fork(preprocessed), declarations: [], found: [], entries: sharedEntries };
  }

  #declare({ unit, outline, isBoundary }: FeedEvent & { readonly kind: "stretch" }, isCommon: boolean): void {
    this.#atWork ??= this.#begin(unit, isCommon);
    const { analyzer, declarations, found } = this.#atWork;
    const { tokens, packChanges } = unit.preprocessed;
    const syntax = this.stopwatch.measure("parse", () =>
      this.parser.parseUnit(tokens, this.request.feed.spellings, outline, packChanges),
    );
    for (const one of syntax.diagnostics) found.push(one);
    for (const declaration of syntax.value.declarations)
      if (this.request.keepSyntax || isNeededForBodies(declaration)) declarations.push(declaration);
    this.stopwatch.measure("declarations", () => analyzer.declare(syntax.value.declarations));
    this.#atWork.entries += outline.length;
    if (isBoundary) this.#boundaries.set(this.#atWork.entries, resumed(this.#atWork, unit.preprocessed));
  }

  /** What a unit may be refused for, once all its declarations are there: macros, of which it is asked for its own only, and bodies. */
  #judge(unit: PlannedUnit, { analyzer, declarations, found }: UnitAtWork): JudgedUnit {
    const { feed, mainFiles } = this.request;
    const { preprocessed, sharedEntries } = unit;
    const shared = sharedEntries > 0 ? this.#boundaries.get(sharedEntries) : undefined;
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
    const wrong = mainFiles ? [] : bodyErrors(bodies, preprocessed);
    const errors = [...found, ...analyzer.diagnostics, ...wrong.map((one) => one.error)];
    const incomplete = new Map(wrong.flatMap(({ error, tag }) => (tag === undefined ? [] : [[error.place, tag]])));
    return { bodies, found, errors, incomplete };
  }

  /** What nothing is refused for. */
  #finish(unit: PlannedUnit, { analyzer, declarations }: UnitAtWork, { bodies }: JudgedUnit): AnalyzedUnit {
    this.stopwatch.measure("macros with parameters", () => analyzer.functionMacros(this.#macroInput()));
    const program = this.stopwatch.measure("declarations", () => analyzer.finish());
    const syntax = this.request.keepSyntax ? { declarations } : undefined;
    return { name: unit.name, headers: unit.headers, syntax, program, bodies };
  }

  #macroInput(): MacroInput & FunctionMacroInput {
    const { feed } = this.request;
    return { spellings: feed.spellings, expander: feed.expander, parser: this.parser };
  }
}

/** A second one that goes on from what the first has so far. */
function resumed({ analyzer, declarations, found, entries }: UnitAtWork, unit: PreprocessedUnit): UnitAtWork {
  return { analyzer: analyzer.resume(unit), declarations: [...declarations], found: [...found], entries };
}

/** What C itself refuses in bodies of inline functions. A function that is left out says so where it stands, not here. */
function bodyErrors(
  bodies: ReadonlyMap<string, BodyOutcome>,
  { tokens }: PreprocessedUnit,
): readonly { readonly error: Diagnostic; readonly tag: string | undefined }[] {
  const errors: { error: Diagnostic; tag: string | undefined }[] = [];
  for (const [name, outcome] of bodies) {
    if (outcome.kind !== "refused" || outcome.refusal.isError !== true) continue;
    const { at, why, incomplete } = outcome.refusal;
    const place = tokens.expanded[at] as Place;
    const error = diagnostic("semantics/bad-expression", "error", place, `in ${name}(): ${why}`);
    errors.push({ error, tag: incomplete });
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
