/**
 * Sorts a set of headers into translation units. All that compile together form one common unit. A header that needs a name which is not
 * declared yet has the header that defines it included first; one that conflicts with the rest gets a unit of its own behind the
 * shared prelude, or, where it conflicts with that too, alone; one that works nowhere is refused with the reason.
 */
import {
  type CEnvironment,
  type Diagnostic,
  diagnostic,
  noPlace,
  type Place,
  type SourceTable,
} from "../base/index.js";
import type { Preprocessor } from "../preprocess/index.js";
import { type Definers, directoryOf } from "./definer.js";
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
  readonly onHeader?: (done: number, total: number) => void;
  /** The common unit's outline so far, which only a Replan will take back, and that to a boundary: the prelude's end is the first. */
  readonly onSettled?: (outline: readonly OutlineEntry[], isBoundary: boolean) => void;
  /** For a Replan, the common unit is taken back to its first `entries` entries: a boundary, or nothing. */
  readonly onTakenBack?: (entries: number) => void;
}

/** What a header needs that its own text does not show: bodies of functions that look into structs and unions. */
export interface Need {
  readonly tags: readonly string[];
  /** What is said of the header where nothing defines them. */
  readonly why: string;
}

/** What a later stage found in the common unit. */
export interface Replan {
  /** Headers that conflict, those of earlier replans too, with what was said of them: they go into units of their own. */
  readonly conflicting: ReadonlyMap<string, string>;
  /** Headers that fit where something has been defined before them. Not among those that conflict, and neither in units of their own. */
  readonly needing: ReadonlyMap<string, Need>;
  /** The first token of those that are new: what stands before it is right as it is. */
  readonly from: number;
}

/** What became of one header in one unit. */
type Taken = { readonly kind: "taken" } | { readonly kind: "conflict" | "failed"; readonly why: string };

const taken: Taken = { kind: "taken" };

/** How far the unit has come, to go back to. */
interface State {
  readonly unit: UnitCheckpoint;
  readonly included: number;
}

/** A place in the common unit to which it can be taken back, and how far the planner was then. */
interface Boundary {
  readonly state: State;
  readonly tokens: number;
  /** Index of the header that comes next. */
  readonly next: number;
  /** Headers put off until then. */
  readonly later: number;
}

/** By how much the unit grows from one boundary to the next: those who keep what is known at each of them have few to keep. */
const boundaryGrowth = 1.5;

/** Headers tried for one missing name, and rounds of names for one header: bounds, not tuning. */
const candidatesPerName = 8;
const roundsPerHeader = 24;

/** Gives each unit while it is live, the common one first, and that again for each Replan it is answered with; what became of the headers at the end. */
export function* planUnits(request: PlanRequest): Generator<LiveUnit, PlanOutcome, Replan | undefined> {
  const planner = new Planner(request);
  yield* planner.units();
  return { fates: planner.fates, diagnostics: planner.diagnostics };
}

/** One unit of main files, as a compiler reads them: nothing is put in front, and what is missing is for later stages to say. */
export function* planMainFiles(
  request: Pick<PlanRequest, "environment" | "sources" | "preprocessor" | "headers">,
): Generator<LiveUnit, PlanOutcome, Replan | undefined> {
  const builder = new UnitBuilder(request.preprocessor, request.sources, request.environment.standard);
  const diagnostics: Diagnostic[] = [];
  for (const path of request.headers) {
    const read = request.environment.files.read(path);
    if (read.kind === "text") {
      const { shutOut } = builder.text(read.text, path, path.slice(path.lastIndexOf("/") + 1));
      if (shutOut !== undefined)
        diagnostics.push(diagnostic("unit/shut-out", "warning", noPlace, `nothing of ${path} is read: ${shutOut}`));
    } else diagnostics.push(diagnostic("preprocess/include-not-found", "error", noPlace, `${path} cannot be read`));
  }
  const { headers } = request;
  yield { name: "common", outline: [...builder.entries], sharedEntries: 0, headers };
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
  /** Whether the unit that is being built is the common one. */
  #isCommon = true;
  /** Whether headers that define missing names are looked for. */
  #searches = true;
  readonly #conflictsWithPrelude = new Set<string>();
  #conflicting: ReadonlyMap<string, string> = new Map();
  #needing: ReadonlyMap<string, Need> = new Map();
  /** Where the common unit can be taken back to, in order: the start, the prelude's end and so on. */
  readonly #boundaries: Boundary[] = [];
  readonly #results = new Map<string, Taken>();
  /** Headers that failed for want of something that a later one may give. */
  readonly #later: string[] = [];

  constructor(private readonly request: PlanRequest) {
    this.#builder = new UnitBuilder(request.preprocessor, request.sources, request.environment.standard);
    this.#addBoundary(0);
  }

  #state(): State {
    return { unit: this.#builder.checkpoint(), included: this.#included.size };
  }

  #goBack(to: State): void {
    this.#builder.rollback(to.unit);
    for (const header of [...this.#included].slice(to.included)) this.#included.delete(header);
  }

  *units(): Generator<LiveUnit, void, Replan | undefined> {
    let replan = yield this.#common();
    while (replan !== undefined) {
      this.#takeBack(replan);
      replan = yield this.#common();
    }
    yield* this.#own();
  }

  #addBoundary(next: number): void {
    this.#boundaries.push({
      state: this.#state(),
      tokens: this.#builder.tokenCount,
      next,
      later: this.#later.length,
    });
  }

  /** To the last boundary before what turned out to conflict. */
  #takeBack({ conflicting, needing, from }: Replan): void {
    this.#conflicting = conflicting;
    this.#needing = needing;
    while (this.#boundaries.length > 1 && this.#boundaries[this.#boundaries.length - 1].tokens > from)
      this.#boundaries.pop();
    const { state, later } = this.#boundaries[this.#boundaries.length - 1];
    this.#goBack(state);
    this.#later.length = later;
    this.request.onTakenBack?.(state.unit.entries);
  }

  /** From the last boundary on. */
  #common(): LiveUnit {
    const { headers, onHeader } = this.request;
    this.#refuseConflicting();
    if (this.#boundaries.length === 1) this.#prelude();
    for (let index = this.#boundaries[this.#boundaries.length - 1].next; index < headers.length; index++) {
      this.#divide(index);
      onHeader?.(index, headers.length);
      const header = headers[index];
      const result = this.#take(header, []);
      this.#results.set(header, result);
      if (result.kind === "failed") this.#later.push(header);
      this.request.onSettled?.(this.#builder.entries, false);
    }
    // what failed for want of something that a later header gave may work now
    this.#refuseConflicting();
    for (const header of this.#later) this.#results.set(header, this.#take(header, []));
    for (const header of headers) {
      const result = this.#results.get(header)!;
      if (result.kind === "taken") this.fates.set(header, { kind: "common" });
      else this.fates.set(header, { kind: "refused", why: result.why });
    }
    return {
      name: "common",
      outline: [...this.#builder.entries],
      sharedEntries: 0,
      headers: headers.filter((one) => this.fates.get(one)?.kind === "common"),
    };
  }

  #prelude(): void {
    for (const header of this.request.prelude) {
      // before each, so that what the last one declares comes with the boundary
      this.request.onSettled?.(this.#builder.entries, false);
      this.#take(header, []);
    }
    this.#addBoundary(0);
    this.request.onSettled?.(this.#builder.entries, true);
  }

  /** Makes a boundary before a header where the unit has grown enough since the last one. */
  #divide(index: number): void {
    const last = this.#boundaries[this.#boundaries.length - 1];
    const { entries, tokenCount } = this.#builder;
    if (tokenCount < last.tokens * boundaryGrowth || entries.length === last.state.unit.entries) return;
    this.#addBoundary(index);
    this.request.onSettled?.(entries, true);
  }

  /** The common unit takes none of these, also not for a name that another header needs. */
  #refuseConflicting(): void {
    this.#refused.clear();
    for (const [header, why] of this.#conflicting) this.#refused.set(header, { kind: "conflict", why });
  }

  /** Units for what the common one did not take: behind the prelude, and then, for what conflicts with that too, from nothing. */
  *#own(): Generator<LiveUnit> {
    let units = 0;
    this.#isCommon = false;
    const [start, afterPrelude] = this.#boundaries;
    for (const from of [afterPrelude, start]) {
      for (const [header, fate] of this.fates) {
        if (fate.kind !== "refused") continue;
        const given = this.#givenAs(header);
        if (given !== undefined) {
          this.fates.set(header, given);
          continue;
        }
        this.#goBack(from.state);
        this.#refused.clear();
        // from nothing, only a conflict with the prelude is worth a search for all that the prelude gave
        this.#searches = from === afterPrelude || this.#conflictsWithPrelude.has(header);
        const shared = this.#builder.entries.length;
        const result = this.#take(header, []);
        if (result.kind === "conflict") this.#conflictsWithPrelude.add(header);
        if (result.kind !== "taken" || this.#builder.entries.length === shared) continue;
        units++;
        this.fates.set(header, { kind: "own", unit: units, why: fate.why });
        const outline = [...this.#builder.entries];
        yield { name: header, outline, sharedEntries: shared, headers: [header] };
      }
    }
    for (const [header, fate] of this.fates) {
      if (fate.kind === "refused")
        this.diagnostics.push(diagnostic("unit/refused", "warning", noPlace, `${header} is left out: ${fate.why}`));
    }
  }

  /** What became of a header's file under another name, where a unit of its own gives it. */
  #givenAs(header: string): HeaderFate | undefined {
    for (const [other, fate] of this.fates)
      if (fate.kind === "own" && this.request.definers.isSameFile(other, header)) return fate;
    return undefined;
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
    const need = this.#needing.get(header);
    // in a unit of its own, the error is told of it there
    if (need !== undefined && !this.#meet(need, tried, [...waiting, header]) && this.#isCommon) {
      this.#goBack(before);
      return { kind: "conflict", why: need.why };
    }
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
        return { kind: "failed", why: this.#isCommon ? this.#unmet(attempt.missing, places) : "" };
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
      const where = this.request.sources.show(this.#builder.placeOf(at));
      const why =
        kind === "redefined" ? `${where} defines ${name} again` : `${where}: '${name}' is part of no declaration`;
      return { kind: "conflict", why };
    }
    if (attempt.shutOut !== undefined) return { kind: "conflict", why: attempt.shutOut };
    return attempt.failed === undefined ? undefined : { kind: "failed", why: attempt.failed };
  }

  /** Includes headers that complete structs and unions. */
  #meet({ tags }: Need, tried: Set<string>, waiting: readonly string[]): boolean {
    if (!this.#searches) return false;
    const missing = tags.map((name): MissingName => ({ name, tag: true, inBody: true, at: -1 }));
    this.#provide(missing, tried, waiting);
    return tags.every((tag) => this.#builder.declares(tag, true));
  }

  /** Includes headers that define missing names. True where one was taken, so that another try is worth it. */
  #provide(missing: readonly MissingName[], tried: Set<string>, waiting: readonly string[]): boolean {
    const wanted: { readonly name: string; readonly tag: boolean; readonly candidates: readonly string[] }[] = [];
    for (const { name, tag, inBody } of missing) {
      const key = tag ? `struct ${name}` : name;
      if (tried.has(key)) continue;
      tried.add(key);
      const candidates = this.#candidates(name, tag, waiting);
      // nothing can help; what is missing behind another name may only be misread for want of that one
      if (candidates.length === 0 && !inBody && wanted.length === 0) return false;
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
    const { definers } = this.request;
    const needing = directoryOf(waiting[waiting.length - 1]);
    const possible = (...groups: readonly (readonly string[])[]): readonly string[] => {
      const ordered = groups.flatMap((headers) => {
        const others = headers.filter(
          (one) => !this.#included.has(one) && !waiting.some((other) => definers.isSameFile(one, other)),
        );
        // drivers name things alike: a neighbour's is meant
        return [...others.filter((one) => directoryOf(one) === needing), ...others];
      });
      return [...new Set(ordered)].slice(0, candidatesPerName);
    };
    const inSet = definers.inSet.find(name, tag);
    const ofSet = possible(inSet.likely, inSet.unlikely);
    if (ofSet.length > 0 && inSet.likely.length > 0) return ofSet;
    const outside = definers.outside().find(name, tag);
    const near = possible(outside.likely, inSet.unlikely, outside.unlikely);
    if (near.length > 0) return near;
    const { header } = definers.elsewhere().findShared(name, tag);
    return header === undefined ? [] : possible([header]);
  }

  /** What a header is refused for: of the names missing outside of bodies the first that no header gives, else the first. */
  #unmet(missing: readonly MissingName[], places: readonly Place[]): string {
    const { definers, sources } = this.request;
    const unmet = missing.flatMap(({ name, tag, inBody }, index) => {
      if (inBody) return [];
      const near = [definers.inSet, definers.outside()].flatMap((search) => {
        const { likely, unlikely } = search.find(name, tag);
        return [...likely, ...unlikely];
      });
      const among = near.length > 0 ? near : definers.elsewhere().findShared(name, tag).among;
      return [{ name, where: sources.show(places[index]), among, isNear: near.length > 0 }];
    });
    const { name, where, among, isNear } = unmet.find((one) => one.among.length === 0) ?? unmet[0];
    if (among.length === 0) return `nothing defines ${name}, which ${where} needs`;
    const [one, ...others] = among.slice(0, candidatesPerName);
    if (isNear || others.length === 0) return `${where} needs ${name}, and ${one} does not fit before it`;
    return `${where} needs ${name}: which of ${[one, ...others].join(", ")} is meant is not known, so that one must be in the set`;
  }

  /** Includes a candidate for a missing name; takes it back where the name is still missing after it. */
  #takeFor(header: string, name: string, tag: boolean, waiting: readonly string[]): boolean {
    const before = this.#state();
    if (this.#take(header, waiting).kind === "taken" && this.#builder.declares(name, tag)) return true;
    this.#goBack(before);
    return false;
  }
}
