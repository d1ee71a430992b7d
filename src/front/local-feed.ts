/** Units made on the calling thread, each when it is asked for. */
import type { CEnvironment, SourceTable } from "../base/index.js";
import { createPreprocessor, createSourceCache, type Preprocessor, type SpellingTable } from "../preprocess/index.js";
import {
  createDefiners,
  type Definers,
  type PlannedUnit,
  type PlanRequest,
  planMainFiles,
  planUnits,
} from "../unit/index.js";
import { type FeedEvent, stretchEntries, type UnitExpander, type UnitFeed } from "./unit-feed.js";

export interface LocalRequest {
  readonly environment: CEnvironment;
  readonly sources: SourceTable;
  readonly prelude: readonly string[];
  readonly headers: readonly string[];
  readonly available: () => readonly string[];
  /** Main files are one unit as they are; a header set is sorted into units. */
  readonly mainFiles: boolean;
  readonly onHeader: (done: number, total: number) => void;
}

export function localFeed(request: LocalRequest): UnitFeed {
  return new LocalFeed(request);
}

class LocalFeed implements UnitFeed {
  readonly #cache = createSourceCache();
  readonly #definers: Definers;
  #preprocessor: Preprocessor;
  #events: Iterator<FeedEvent>;

  constructor(private readonly request: LocalRequest) {
    const { environment, headers, prelude, available } = request;
    this.#definers = createDefiners(environment, headers, prelude, available);
    this.#preprocessor = this.#newPreprocessor();
    this.#events = this.#run(new Map());
  }

  get spellings(): SpellingTable {
    return this.#preprocessor.spellings;
  }

  get expander(): UnitExpander {
    return this.#preprocessor;
  }

  next(): FeedEvent {
    const step = this.#events.next();
    if (step.done === true) throw new Error("no unit comes after the plan");
    return step.value;
  }

  again(conflicting: ReadonlyMap<string, string>): void {
    this.#preprocessor = this.#newPreprocessor();
    this.#events = this.#run(conflicting);
  }

  close(): void {}

  #newPreprocessor(): Preprocessor {
    return createPreprocessor(this.request.environment, this.request.sources, undefined, this.#cache);
  }

  *#run(conflicting: ReadonlyMap<string, string>): Generator<FeedEvent> {
    const preprocessor = this.#preprocessor;
    const { mainFiles, available: _, ...rest } = this.request;
    const plan: PlanRequest = { ...rest, definers: this.#definers, preprocessor, conflicting };
    const planning = mainFiles ? planMainFiles(plan) : planUnits(plan);
    const units: PlannedUnit[] = [];
    for (let step = planning.next(); ; step = planning.next()) {
      if (step.done) {
        yield { kind: "plan", plan: { ...step.value, units, spellings: preprocessor.spellings } };
        return;
      }
      const unit: PlannedUnit = { ...step.value, preprocessed: preprocessor.finish() };
      units.push(unit);
      yield* stretches(unit);
      yield { kind: "unit", unit };
    }
  }
}

function* stretches(unit: PlannedUnit): Generator<FeedEvent> {
  const { outline, sharedEntries, preludeEntries } = unit;
  for (let from = sharedEntries; from < outline.length; ) {
    const end = from < preludeEntries ? preludeEntries : outline.length;
    const to = Math.min(from + stretchEntries, end);
    yield { kind: "stretch", unit, outline: outline.slice(from, to), endsPrelude: to === preludeEntries };
    from = to;
  }
}
