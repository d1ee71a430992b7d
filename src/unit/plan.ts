/**
 * Sorts a set of headers into translation units. All that compile together form one common unit. A header that needs a name which is not
 * declared yet has the header that defines it included first; one that conflicts with the rest gets a unit of its own behind the
 * shared prelude, or, where it conflicts with that too, alone; one that works nowhere is refused with the reason.
 */
import { type CEnvironment, type Diagnostic, diagnostic, noPlace, type SourceTable } from "../base/index.js";
import type { Preprocessor } from "../preprocess/index.js";
import type { Definers } from "./definer.js";
import type { MissingName } from "./outline-scan.js";
import { type HeaderAttempt, UnitBuilder, type UnitCheckpoint } from "./unit-builder.js";
import type { HeaderFate, LiveUnit, OutlineEntry, PlanOutcome } from "./unit-plan.js";

export interface PlanRequest {
  readonly environment: CEnvironment;
  readonly sources: SourceTable;
  readonly preprocessor: Preprocessor;
  /** Include names that come first. */
  readonly prelude: readonly string[];
  /** The set, prelude included, in order. */
  readonly headers: readonly string[];
  /** Where missing names may be defined. */
  readonly definers: Definers;
  /** Headers that a later stage found to conflict, with what it said: they go into units of their own. */
  readonly conflicting: ReadonlyMap<string, string>;
  readonly onHeader?: (done: number, total: number) => void;
  /** The common unit's outline so far, which nothing will take back; with the prelude's end as `isBoundary`. */
  readonly onSettled?: (outline: readonly OutlineEntry[], isBoundary: boolean) => void;
}

/** What became of one header in one unit. */
type Taken = { readonly kind: "taken" } | { readonly kind: "conflict" | "failed"; readonly why: string };

const taken: Taken = { kind: "taken" };

/** How far the unit has come, to go back to. */
interface State {
  readonly unit: UnitCheckpoint;
  readonly included: number;
}

/** Headers tried for one missing name, and rounds of names for one header: bounds, not tuning. */
const candidatesPerName = 8;
const roundsPerHeader = 24;

/** Gives each unit while it is live, the common one first; what became of the headers at the end. */
export function* planUnits(request: PlanRequest): Generator<LiveUnit, PlanOutcome> {
  const planner = new Planner(request);
  yield* planner.units();
  return { fates: planner.fates, diagnostics: planner.diagnostics };
}

/** One unit of main files, as a compiler reads them: nothing is put in front, and what is missing is for later stages to say. */
export function* planMainFiles(
  request: Pick<PlanRequest, "environment" | "sources" | "preprocessor" | "headers">,
): Generator<LiveUnit, PlanOutcome> {
  const builder = new UnitBuilder(request.preprocessor, request.sources, request.environment.standard);
  const diagnostics: Diagnostic[] = [];
  for (const path of request.headers) {
    const read = request.environment.files.read(path);
    if (read.kind === "text") builder.text(read.text, path, path.slice(path.lastIndexOf("/") + 1));
    else diagnostics.push(diagnostic("preprocess/include-not-found", "error", noPlace, `${path} cannot be read`));
  }
  const { headers } = request;
  yield { name: "common", outline: [...builder.entries], sharedEntries: 0, preludeEntries: 0, headers };
  const fates = new Map(headers.map((header): [string, HeaderFate] => [header, { kind: "common" }]));
  return { fates, diagnostics };
}

class Planner {
  readonly fates = new Map<string, HeaderFate>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #builder: UnitBuilder;
  /** Headers that were refused in the unit that is being built: they are not tried again for each name that they may define. */
  readonly #refused = new Map<string, Taken>();
  /** Headers included so far in the unit that is being built, in order. */
  readonly #included = new Set<string>();
  /** Whether headers that define missing names are looked for. */
  #searches = true;
  readonly #conflictsWithPrelude = new Set<string>();
  readonly #start: State;
  #afterPrelude: State;

  constructor(private readonly request: PlanRequest) {
    this.#builder = new UnitBuilder(request.preprocessor, request.sources, request.environment.standard);
    this.#start = this.#state();
    this.#afterPrelude = this.#start;
  }

  #state(): State {
    return { unit: this.#builder.checkpoint(), included: this.#included.size };
  }

  #goBack(to: State): void {
    this.#builder.rollback(to.unit);
    for (const header of [...this.#included].slice(to.included)) this.#included.delete(header);
  }

  *units(): Generator<LiveUnit> {
    yield this.#common();
    yield* this.#own();
  }

  #common(): LiveUnit {
    const { prelude, headers, onHeader } = this.request;
    this.#refuseConflicting();
    for (const header of prelude) {
      // before each, so that what the last one declares comes with the boundary
      this.request.onSettled?.(this.#builder.entries, false);
      this.#take(header, []);
    }
    this.#afterPrelude = this.#state();
    this.request.onSettled?.(this.#builder.entries, true);
    const later: string[] = [];
    const results = new Map<string, Taken>();
    headers.forEach((header, index) => {
      onHeader?.(index, headers.length);
      const result = this.#take(header, []);
      results.set(header, result);
      if (result.kind === "failed") later.push(header);
      this.request.onSettled?.(this.#builder.entries, false);
    });
    // what failed for want of something that a later header gave may work now
    this.#refuseConflicting();
    for (const header of later) results.set(header, this.#take(header, []));
    for (const header of headers) {
      const result = results.get(header)!;
      if (result.kind === "taken") this.fates.set(header, { kind: "common" });
      else this.fates.set(header, { kind: "refused", why: result.why });
    }
    return {
      name: "common",
      outline: [...this.#builder.entries],
      sharedEntries: 0,
      preludeEntries: this.#afterPrelude.unit.entries,
      headers: headers.filter((one) => this.fates.get(one)?.kind === "common"),
    };
  }

  /** The common unit takes none of these, also not for a name that another header needs. */
  #refuseConflicting(): void {
    this.#refused.clear();
    for (const [header, why] of this.request.conflicting) this.#refused.set(header, { kind: "conflict", why });
  }

  /** Units for what the common one did not take: behind the prelude, and then, for what conflicts with that too, from nothing. */
  *#own(): Generator<LiveUnit> {
    let units = 0;
    for (const from of [this.#afterPrelude, this.#start]) {
      for (const [header, fate] of this.fates) {
        if (fate.kind !== "refused") continue;
        this.#goBack(from);
        this.#refused.clear();
        // from nothing, only a conflict with the prelude is worth a search for all that the prelude gave
        this.#searches = from === this.#afterPrelude || this.#conflictsWithPrelude.has(header);
        const shared = this.#builder.entries.length;
        const result = this.#take(header, []);
        if (result.kind === "conflict") this.#conflictsWithPrelude.add(header);
        if (result.kind !== "taken" || this.#builder.entries.length === shared) continue;
        units++;
        this.fates.set(header, { kind: "own", unit: units, why: fate.why });
        const outline = [...this.#builder.entries];
        yield { name: header, outline, sharedEntries: shared, preludeEntries: 0, headers: [header] };
      }
    }
    for (const [header, fate] of this.fates) {
      if (fate.kind === "refused")
        this.diagnostics.push(diagnostic("unit/refused", "warning", noPlace, `${header} is left out: ${fate.why}`));
    }
  }

  /** Includes a header, and before it whatever it turns out to need. */
  #take(header: string, waiting: readonly string[]): Taken {
    if (this.#included.has(header)) return taken;
    const refused = this.#refused.get(header);
    if (refused !== undefined) return refused;
    const result = this.#try(header, waiting);
    if (result.kind !== "taken") this.#refused.set(header, result);
    return result;
  }

  #try(header: string, waiting: readonly string[]): Taken {
    const before = this.#state();
    const tried = new Set<string>();
    for (let round = 0; ; round++) {
      const start = this.#builder.checkpoint();
      const tokens = this.#builder.tokenCount;
      const attempt = this.#builder.include(header);
      const refusal = this.#refusal(attempt, header, tokens);
      if (refusal?.kind === "taken") {
        this.#builder.rollback(start);
        this.#included.add(header);
        return taken;
      }
      if (attempt.missing.length === 0 && refusal === undefined) {
        this.#included.add(header);
        return taken;
      }
      const places = attempt.missing.map((one) => this.#builder.placeOf(one.at));
      this.#builder.rollback(start);
      const found =
        this.#searches && round < roundsPerHeader && this.#provide(attempt.missing, tried, [...waiting, header]);
      if (found) continue;
      if (refusal !== undefined) {
        this.#goBack(before);
        return refusal;
      }
      const needed = attempt.missing.findIndex((one) => !one.inBody);
      if (needed >= 0) {
        this.#goBack(before);
        const where = this.request.sources.show(places[needed]);
        return { kind: "failed", why: `nothing defines ${attempt.missing[needed].name}, which ${where} needs` };
      }
      this.#builder.include(header);
      this.#included.add(header);
      return taken;
    }
  }

  /** Why a compiler would not take the header here; "taken" where it has been included by another one already. */
  #refusal(attempt: HeaderAttempt, header: string, tokens: number): Taken | undefined {
    // text that is no declaration follows from a name that is missing, not the other way round
    const misses = attempt.missing.some((one) => !one.inBody);
    const conflict = attempt.conflicts.find((one) => one.kind === "redefined" || !misses);
    if (conflict !== undefined) {
      if (this.#builder.gaveTokensBefore(tokens, header)) return taken;
      const { name, at, kind } = conflict;
      const what = kind === "redefined" ? `defines ${name} again` : `is no declaration at ${name}`;
      return { kind: "conflict", why: `${this.request.sources.show(this.#builder.placeOf(at))} ${what}` };
    }
    return attempt.failed === undefined ? undefined : { kind: "failed", why: attempt.failed };
  }

  /** Includes headers that define missing names. True where one was taken, so that another try is worth it. */
  #provide(missing: readonly MissingName[], tried: Set<string>, waiting: readonly string[]): boolean {
    const wanted: { readonly name: string; readonly tag: boolean; readonly candidates: readonly string[] }[] = [];
    for (const { name, tag, inBody } of missing) {
      const key = tag ? `struct ${name}` : name;
      if (tried.has(key)) continue;
      tried.add(key);
      const candidates = this.#candidates(name, tag, waiting);
      if (candidates.length === 0 && !inBody) return false; // nothing can help: what else is missing does not matter
      wanted.push({ name, tag, candidates });
    }
    let provided = false;
    for (const { name, tag, candidates } of wanted) {
      if (this.#builder.declares(name, tag)) provided = true;
      else if (candidates.some((header) => this.#takeFor(header, name, tag, waiting))) provided = true;
    }
    return provided;
  }

  #candidates(name: string, tag: boolean, waiting: readonly string[]): readonly string[] {
    const possible = (headers: readonly string[]): readonly string[] =>
      headers.filter((one) => !waiting.includes(one) && !this.#included.has(one)).slice(0, candidatesPerName);
    const { definers } = this.request;
    const inSet = possible(definers.inSet.find(name, tag));
    return inSet.length > 0 ? inSet : possible(definers.outside().find(name, tag));
  }

  /** Includes a candidate for a missing name; takes it back where the name is still missing after it. */
  #takeFor(header: string, name: string, tag: boolean, waiting: readonly string[]): boolean {
    const before = this.#state();
    if (this.#take(header, waiting).kind === "taken" && this.#builder.declares(name, tag)) return true;
    this.#goBack(before);
    return false;
  }
}
