/**
 * Expanded tokens as columns: what the preprocessor gives to everything after it. One row a token; spellings are interned, so that a
 * name is compared by number. Comments and white space are not tokens.
 */
import type { Place } from "../base/index.js";

/** Kinds after translation phase 7 (C11 6.4): preprocessing numbers and identifiers are not yet told apart further. */
export const TokenKind = {
  identifier: 1,
  number: 2,
  string: 3,
  character: 4,
  punctuator: 5,
  /** A byte that C has no token for; the parser reports it. */
  other: 6,
} as const;
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/** Bits of `TokenStream.flags`. */
export const TokenFlag = {
  /** White space or a comment came before it. */
  spaceBefore: 1,
  /** First of its line in its source. */
  lineStart: 2,
  /** Marked by `unit/`: this identifier names a typedef here (the lexer hack). */
  typedefName: 4,
  /** Came out of a macro expansion. */
  fromMacro: 8,
} as const;

export type SpellingId = number & { readonly __id: "spelling" };
/** Row of `ExpansionTable`; -1 for a token that stands in the text itself. */
export type ExpansionId = number & { readonly __id: "expansion" };

/** Spellings by id. Shared by all token streams of one run. */
export interface SpellingTable {
  readonly text: readonly string[];
  intern(text: string): SpellingId;
}

export interface TokenStream {
  readonly count: number;
  readonly kind: Uint8Array;
  readonly flags: Uint8Array;
  readonly spelling: Int32Array;
  /** Place where the token is written: inside a macro's definition for a token of its body. */
  readonly spelled: Int32Array;
  /** Place of the outermost macro name whose expansion gave it; equal to `spelled` outside macros. */
  readonly expanded: Int32Array;
  /** The innermost expansion it came from. */
  readonly expansion: Int32Array;
}

/** One macro expansion: which macro, where its name stood, and the expansion around that. Columns, by ExpansionId. */
export interface ExpansionTable {
  readonly count: number;
  /** MacroId of the definition used. */
  readonly macro: Int32Array;
  /** Place of the macro's name. */
  readonly at: Int32Array;
  /** ExpansionId of the expansion that held the name, or -1. */
  readonly parent: Int32Array;
}

export type TokenIndex = number & { readonly __id: "token" };
export type { Place };
