/**
 * Lexed sources as columns in one arena: tokens, directive lines and comments of all sources one after the other. A macro body or
 * a run of text is a range [from, to) of token rows, valid for the whole run; nothing is lexed twice.
 */

import type { Place, Source } from "../base/index.js";
import type { CommentTable } from "./preprocessed.js";
import { grownInt32, TokenBuffer } from "./token-columns.js";

/** `DirectiveColumns.kind` of `#` alone on a line. */
export const NULL_DIRECTIVE = 0;
/** `# 12 "file"`, as a preprocessor writes it. */
export const LINE_MARKER = -1;
/** `#` and then neither a name nor a number. */
export const NOT_A_DIRECTIVE = -2;
/** `DirectiveColumns.next` of a conditional directive that nothing follows: the #endif is missing. */
export const NO_NEXT = -1;

/** One row a directive line. */
export class DirectiveColumns {
  count = 0;
  /** Spelling id of the name (`fixed("if")`), or one of the codes above. */
  kind = new Int32Array(1 << 16);
  /** Place of the `#`. */
  place = new Int32Array(1 << 16);
  /** Place of the name. */
  name = new Int32Array(1 << 16);
  /** Token rows [token, end) are the rest of the line. */
  token = new Int32Array(1 << 16);
  end = new Int32Array(1 << 16);
  /** For #if … #else: the row of the next #elif, #else or #endif of the same conditional. */
  next = new Int32Array(1 << 16);
  /** Place behind the name, and of the end of the line. */
  textFrom = new Int32Array(1 << 16);
  textTo = new Int32Array(1 << 16);

  push(place: number): number {
    const row = this.count++;
    if (row === this.kind.length) {
      for (const column of ["kind", "place", "name", "token", "end", "next", "textFrom", "textTo"] as const) {
        this[column] = grownInt32(this[column], row + 1);
      }
    }
    this.place[row] = place;
    this.next[row] = NO_NEXT;
    return row;
  }
}

/** A token that C does not have; reported when the text it stands in is reached. */
export interface LexProblem {
  /** Token row; the row behind the last one for an unterminated comment. */
  readonly token: number;
  readonly place: Place;
  readonly severity: "error" | "warning";
  readonly text: string;
}

/** Where one source's rows are. */
export interface LexedSource {
  readonly source: Source;
  readonly tokenFrom: number;
  readonly tokenTo: number;
  readonly directiveFrom: number;
  readonly directiveTo: number;
  readonly commentFrom: number;
  readonly commentTo: number;
  /** Spelling of X where the whole source is `#ifndef X … #endif`; 0 where it is not. */
  readonly guard: number;
  readonly problems: readonly LexProblem[];
}

export class LexedText {
  readonly tokens = new TokenBuffer(1 << 20, false);
  readonly directives = new DirectiveColumns();
  commentCount = 0;
  commentStart = new Int32Array(1 << 16);
  commentEnd = new Int32Array(1 << 16);

  /** Records a comment; offsets in its source. */
  comment(start: number, end: number): void {
    const at = this.commentCount++;
    if (at === this.commentStart.length) {
      this.commentStart = grownInt32(this.commentStart, at + 1);
      this.commentEnd = grownInt32(this.commentEnd, at + 1);
    }
    this.commentStart[at] = start;
    this.commentEnd[at] = end;
  }

  commentsOf(lexed: LexedSource): CommentTable {
    return {
      start: this.commentStart.slice(lexed.commentFrom, lexed.commentTo),
      end: this.commentEnd.slice(lexed.commentFrom, lexed.commentTo),
    };
  }
}
