/** How units come to those who analyze them, wherever they are made. */
import type { InputLog } from "../base/index.js";
import type { PreprocessedUnit, Preprocessor, SpellingTable } from "../preprocess/index.js";
import type { OutlineEntry, PlannedUnit, Replan, UnitPlan } from "../unit/index.js";

/** A unit whose text is still coming: what stands in `preprocessed` grows; only a replan takes anything of it back. */
export interface GrowingUnit {
  readonly name: string;
  readonly preprocessed: PreprocessedUnit;
  /** The first entries of its outline that came before, with the common unit up to a boundary: the prelude, or what a replan left as it was. */
  readonly sharedEntries: number;
}

export type FeedEvent =
  /** The next external declarations of a unit, from its shared entries on. */
  | {
      readonly kind: "stretch";
      readonly unit: GrowingUnit;
      readonly outline: readonly OutlineEntry[];
      /** Other units, or this one after a replan, may share what came until here. */
      readonly isBoundary: boolean;
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
  /** What another thread's file system was asked, once the plan has come. */
  readonly inputs: InputLog;
  /** Of the unit that came last. */
  readonly expander: UnitExpander;
  next(): FeedEvent;
  /** Instead of what comes after the common unit: makes that anew, from a boundary before what does not fit. */
  again(replan: Replan): void;
  close(): void;
}

/** External declarations that are worth an event. */
export const stretchEntries = 500;
