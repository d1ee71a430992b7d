/**
 * Which headers form which translation unit, and an outline of each unit: where its external declarations begin and end. The outline
 * is made by a scan over tokens (no parse): it knows enough of C to mark typedef names for the parser and to see which names a
 * header needs, defines, or defines again.
 */
import type { Diagnostic } from "../base/index.js";
import type { PreprocessedUnit, SpellingTable } from "../preprocess/index.js";

/** One external declaration (C11 6.9) as a range of tokens. */
export interface OutlineEntry {
  /** First token. */
  readonly from: number;
  /** One past the last token. */
  readonly to: number;
  /** Braces of a function body, [bodyFrom, bodyTo), or -1 where the entry is no function definition. */
  readonly bodyFrom: number;
  readonly bodyTo: number;
}

/** Changes of `#pragma pack` and `#pragma ms_struct`: from token `at` on, `pack` bytes (0: none). Sorted by `at`. */
export interface PackChange {
  readonly at: number;
  readonly pack: number;
  readonly msStruct: boolean;
  /** The pragma by which records are laid out in a way that is not known. */
  readonly unsupported?: string | undefined;
}

export type HeaderFate =
  | { readonly kind: "common" }
  /** In a unit of its own because of what `why` says; `unit` is an index into `UnitPlan.units`. */
  | { readonly kind: "own"; readonly unit: number; readonly why: string }
  | { readonly kind: "refused"; readonly why: string };

/** A unit whose preprocessor still stands at its end: what it holds, and what its macros mean, can be asked until the next one is taken. */
export interface LiveUnit {
  /** "common", or the include name of the header that the unit is for. */
  readonly name: string;
  readonly outline: readonly OutlineEntry[];
  /** The first entries of the outline that are the same as in units[0] (the shared prelude); 0 for units[0] itself. */
  readonly sharedEntries: number;
  /** Headers whose items this unit gives, as include names. */
  readonly headers: readonly string[];
}

export interface PlannedUnit extends LiveUnit {
  readonly preprocessed: PreprocessedUnit;
}

/** What became of the headers, once all units have been given. */
export interface PlanOutcome {
  /** Fate of every header of the set, in the order of the set. */
  readonly fates: ReadonlyMap<string, HeaderFate>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface UnitPlan extends PlanOutcome {
  readonly units: readonly PlannedUnit[];
  readonly spellings: SpellingTable;
}
