/**
 * The preprocessor's door: translation phases 1 to 4 (C11 5.1.1.2, 6.10) over a CEnvironment.
 *
 * A Preprocessor is fed one header at a time, so that `unit/` can look at what a header gave before it takes the next, and can
 * take a header back. It owns growing token columns; everything it gives out is plain data.
 */
import type { CEnvironment, Diagnostic, Place, SourceTable } from "../base/index.js";
import type { PreprocessedUnit } from "./preprocessed.js";
import type { SpellingTable, TokenStream } from "./token-stream.js";

export * from "./preprocessed.js";
export * from "./token-stream.js";

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
   * Fully expands a macro used as `name` alone (object-like): its tokens, appended to a stream of their own.
   * Used for constants: hidesets and nested calls as in the text at the end of the unit.
   */
  expandObjectMacro(name: string): TokenStream;
  /** Expands arbitrary text at the present state: `_IOR('t', 1, int)`. */
  expandText(text: string): TokenStream;
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
