/** How units come to those who analyze them, wherever they are made. */
import type { PreprocessedUnit, Preprocessor, SpellingTable } from "../preprocess/index.js";
import type { OutlineEntry, PlannedUnit, UnitPlan } from "../unit/index.js";

/** A unit whose text is still coming: what stands in `preprocessed` grows, and nothing in it is taken back. */
export interface GrowingUnit {
  readonly name: string;
  readonly preprocessed: PreprocessedUnit;
  /** The first entries of its outline that are the common unit's: the shared prelude. */
  readonly sharedEntries: number;
}

export type FeedEvent =
  /** The next external declarations of a unit. Those of a shared prelude come with the common unit only. */
  | {
      readonly kind: "stretch";
      readonly unit: GrowingUnit;
      readonly outline: readonly OutlineEntry[];
      /** The prelude, which other units may share, ends here. */
      readonly endsPrelude: boolean;
    }
  /** A unit is whole, its declarations have all come, and its macros can be asked about until the next event is. */
  | { readonly kind: "unit"; readonly unit: PlannedUnit }
  | { readonly kind: "plan"; readonly plan: UnitPlan };

/** What macros are asked by. */
export type UnitExpander = Pick<
  Preprocessor,
  "expandObjectMacros" | "expandTexts" | "announceTexts" | "expansions" | "isMacro"
>;

export interface UnitFeed {
  readonly spellings: SpellingTable;
  /** Of the unit that came last. */
  readonly expander: UnitExpander;
  next(): FeedEvent;
  /** Makes all units anew, with these headers in units of their own for what is said about them. */
  again(conflicting: ReadonlyMap<string, string>): void;
  close(): void;
}

/** External declarations that are worth an event. */
export const stretchEntries = 500;
