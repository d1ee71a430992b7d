/**
 * The preprocessor's door: translation phases 1 to 4 (C11 5.1.1.2, 6.10) over a CEnvironment.
 *
 * A Preprocessor is fed one header at a time, so that `unit/` can look at what a header gave before it takes the next, and can
 * take a header back. It owns growing token columns; everything it gives out is plain data.
 */
import type { CEnvironment, Diagnostic, Place, SourceTable } from "../base/index.js";
import type { PackChange, PragmaLine, PreprocessedUnit } from "./preprocessed.js";
import type { ExpansionTable, SpellingTable, TokenStream } from "./token-stream.js";
import type { UnitEnd, UnitGain, UnitMarks } from "./unit-gain.js";

export { CollectedExpansions } from "./collected-expansions.js";
export * from "./preprocessed.js";
export { createPreprocessor, defaultLimits } from "./preprocessor.js";
export { type ReceivedUnit, UnitReceiver } from "./received-unit.js";
export * from "./token-stream.js";
export { noMarks, type UnitEnd, type UnitGain, type UnitLength, type UnitMarks } from "./unit-gain.js";

/** A state to go back to. Cheap: lengths of the columns and of an undo log of macro definitions. */
export interface Checkpoint {
  readonly __kind: "checkpoint";
}

export interface IncludeOutcome {
  /** Tokens [from, to) of `tokens` are this header's and what it included. */
  readonly from: number;
  readonly to: number;
  readonly diagnostics: readonly Diagnostic[];
  /** An #error, a header not found, or an unterminated construct stood in the way: a compiler would refuse it. */
  readonly failed: boolean;
  /** Where another source defines the macro that guards the header: nothing of it was read. */
  readonly shutOut: ShutOut | undefined;
}

/** An include guard that was defined elsewhere. */
export interface ShutOut {
  readonly guard: string;
  readonly at: Place;
}

/** One side stream with the expansions of many macros. Valid until the next call of an `expand…`. */
export interface ExpandedMacros {
  readonly tokens: TokenStream;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 1 where the expansion went wrong (a bad `##`, the limit): what is there is not what a compiler would take; 2 where it is too long. */
  readonly failed: Uint8Array;
}

export interface Preprocessor {
  /** Includes `name` as `#include <name>` on a line of its own would. Never throws for bad input. */
  include(name: string): IncludeOutcome;
  /** Preprocesses text as if it were a file shown as `display` (a main file, a test's source). */
  text(text: string, display: string, includeName: string): IncludeOutcome;
  checkpoint(): Checkpoint;
  /** Forgets all that came after the checkpoint: tokens, definitions, pragma once, diagnostics. Lexed sources stay cached. */
  rollback(to: Checkpoint): void;
  /** The columns so far; valid until the next call. `flags` may be written (unit/ marks typedef names). */
  readonly tokens: TokenStream;
  readonly spellings: SpellingTable;
  isMacro(name: string): boolean;
  /**
   * Fully expands a macro used as `name` alone (object-like): its tokens, in a side stream that the next `expand…` call reuses.
   * Used for constants: hidesets and nested calls as in the text at the end of the unit.
   */
  expandObjectMacro(name: string): TokenStream;
  /** The same for many names at once: rows [from[i], to[i]) of `tokens` are those of names[i]. The quick way for thousands. */
  expandObjectMacros(names: readonly string[]): ExpandedMacros;
  /**
   * Pieces of text, each expanded by itself: calls of function-like macros. What depends on the caller's place (`__LINE__`, `__FILE__`, `__COUNTER__`) stays
   * a name. Places inside the text are noPlace.
   * @param longest tokens: a longer expansion is not given
   */
  expandTexts(texts: readonly string[], longest?: number): ExpandedMacros;
  /** Says that these very texts will be asked for: where another thread expands them, it may begin. */
  announceTexts(texts: readonly string[], longest?: number): void;
  /** Expands arbitrary text at the present state: `_IOR('t', 1, int)`. Places inside the text are noPlace. */
  expandText(text: string): TokenStream;
  /** Live: the expansions that `tokens.expansion` and the side streams name. */
  readonly expansions: ExpansionTable;
  /** Live: `#pragma pack` so far. */
  readonly packChanges: readonly PackChange[];
  /** Live: what `#pragma` said otherwise. */
  readonly pragmas: readonly PragmaLine[];
  /** Live: all diagnostics so far, those of predefined macros and forced includes among them. */
  readonly diagnostics: readonly Diagnostic[];
  /** What has come since the marks, for a thread that goes on with it (`received-unit.ts`). */
  gain(since: UnitMarks): UnitGain;
  /** What such a thread is given besides, once the unit is whole. */
  end(): UnitEnd;
  /** Snapshot of all there is. Columns are copied to their exact length. */
  finish(): PreprocessedUnit;
}

export interface PreprocessLimits {
  readonly includeDepth: number;
  /** Tokens that one top-level expansion may make. */
  readonly expansionTokens: number;
  /** Tokens in a unit. */
  readonly unitTokens: number;
}

export type CreatePreprocessor = (
  environment: CEnvironment,
  sources: SourceTable,
  limits?: PreprocessLimits,
) => Preprocessor;
export type { Place };
