/** Units made on the calling thread, each when it is asked for. */
import type { CEnvironment, InputLog, SourceTable } from "../base/index.js";
import { createPreprocessor, type Preprocessor, type SpellingTable } from "../preprocess/index.js";
import {
  createDefiners,
  type Definers,
  type PlannedUnit,
  type PlanRequest,
  planMainFiles,
  planUnits,
  type Replan,
} from "../unit/index.js";
import { type FeedEvent, stretchEntries, type UnitExpander, type UnitFeed } from "./unit-feed.js";

export interface LocalRequest {
  readonly environment: CEnvironment;
  readonly sources: SourceTable;
  readonly prelude: readonly string[];
  readonly headers: readonly string[];
  readonly isUsualSet: boolean;
  readonly available: () => readonly string[];
  /** Main files are one unit as they are; a header set is sorted into units. */
  readonly mainFiles: boolean;
  readonly onHeader: (done: number, total: number) => void;
}

export function localFeed(request: LocalRequest): UnitFeed {
  return new LocalFeed(request);
}

class LocalFeed implements UnitFeed {
  readonly inputs: InputLog = new Map();
  readonly #definers: Definers;
  readonly #preprocessor: Preprocessor;
  readonly #events: Iterator<FeedEvent>;
  /** What the common unit is to be made anew for. */
  #replan: Replan | undefined;

  constructor(private readonly request: LocalRequest) {
    this.#definers = createDefiners(request.environment, request);
    this.#preprocessor = createPreprocessor(request.environment, request.sources);
    this.#events = this.#run();
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

  again(replan: Replan): void {
    this.#replan = replan;
  }

  close(): void {}

  *#run(): Generator<FeedEvent> {
    const preprocessor = this.#preprocessor;
    const { mainFiles, available: _, ...rest } = this.request;
    // entries that the common unit had at its boundaries, and at the one that a replan left it at
    const boundaries = new Set<number>();
    let takenBackTo = 0;
    const plan: PlanRequest = {
      ...rest,
      definers: this.#definers,
      preprocessor,
      onSettled: ({ length }, isBoundary) => {
        if (isBoundary) boundaries.add(length);
      },
      onTakenBack: (entries) => {
        takenBackTo = entries;
      },
    };
    const planning = mainFiles ? planMainFiles(plan) : planUnits(plan);
    let units: PlannedUnit[] = [];
    for (;;) {
      const step = planning.next(this.#replan);
      if (step.done) {
        yield { kind: "plan", plan: { ...step.value, units, spellings: preprocessor.spellings } };
        return;
      }
      if (this.#replan !== undefined) units = [];
      this.#replan = undefined;
      const unit: PlannedUnit = { ...step.value, preprocessed: preprocessor.finish() };
      yield* units.length === 0
        ? stretches(unit, takenBackTo, boundaries)
        : stretches(unit, unit.sharedEntries, new Set());
      units.push(unit);
      yield { kind: "unit", unit };
    }
  }
}

/** At least one. @param boundaries entries at which the unit may be taken up again */
function* stretches(
  unit: PlannedUnit,
  sharedEntries: number,
  boundaries: ReadonlySet<number>,
): Generator<FeedEvent & { readonly kind: "stretch" }> {
  const { outline } = unit;
  const growing = { ...unit, sharedEntries };
  let from = sharedEntries;
  do {
    let to = Math.min(from + stretchEntries, outline.length);
    for (const boundary of boundaries) if (boundary > from && boundary < to) to = boundary;
    yield { kind: "stretch", unit: growing, outline: outline.slice(from, to), isBoundary: boundaries.has(to) };
    from = to;
  } while (from < outline.length);
}
