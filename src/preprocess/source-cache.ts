/**
 * What a preprocessor has read and lexed, by path and by source: untouched by rollback. A file is read once and lexed once, whatever includes it
 * how often.
 */
import type { CEnvironment, FileSystem, Place, Source, SourceTable } from "../base/index.js";
import { fixed } from "./known-spelling.js";
import { type LexedSource, LexedText } from "./lexed-text.js";
import { Lexer, type LexOptions } from "./lexer.js";
import { warmUpRounds, warmUpSplicedText, warmUpText } from "./lexer-warm-up.js";
import { cleaned, hasTrigraph, type SourceBytes } from "./source-bytes.js";
import { SpellingInterner } from "./spelling.js";

export type FileResult =
  | { readonly kind: "source"; readonly source: Source }
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly reason: string };

const missing: FileResult = { kind: "missing" };
const IFNDEF = fixed("ifndef");
const ENDIF = fixed("endif");

export class SourceStore {
  readonly spellings = new SpellingInterner();
  readonly lexed = new LexedText();
  readonly #lexer = new Lexer(this.lexed, this.spellings);
  readonly #files = new Map<string, FileResult>();
  readonly #lexedSources: (LexedSource | undefined)[] = [];
  /** The sources lexed so far, the first one first. */
  readonly lexedInOrder: LexedSource[] = [];
  #bytes = Buffer.alloc(1 << 20);

  /** Lexes the sample of `lexer-warm-up.ts` and forgets its rows. */
  warmUp(): void {
    const options = { lineComments: true, digitSeparators: false, directives: true };
    for (let round = 0; round < warmUpRounds; round++) {
      for (const text of [warmUpText, warmUpSplicedText]) {
        if (!this.#lexer.lex(this.#load(text), 0, options)) this.#lexer.lex(cleaned(text, false), 0, options);
      }
    }
    this.lexed.tokens.count = 0;
    this.lexed.directives.count = 0;
    this.lexed.commentCount = 0;
  }

  /** @param identify gives the names of a file that is opened for the first time */
  file(
    files: FileSystem,
    sources: SourceTable,
    path: string,
    identify: () => { readonly display: string; readonly includeName: string },
    includedAt: Place,
  ): FileResult {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const read = files.read(path);
    let result = missing;
    if (read.kind === "text") {
      result = { kind: "source", source: sources.add({ path, ...identify(), text: read.text, includedAt }) };
    } else if (read.kind === "unreadable") result = read;
    this.#files.set(path, result);
    return result;
  }

  lexedSource(source: Source, options: LexOptions, trigraphs: boolean): LexedSource {
    let lexed = this.#lexedSources[source.id];
    if (lexed === undefined) {
      lexed = this.#lex(source, options, trigraphs);
      this.#lexedSources[source.id] = lexed;
      this.lexedInOrder.push(lexed);
    }
    return lexed;
  }

  /** Appends the tokens of a text that is no source; the caller takes the rows [from, to) and then drops them. */
  lexText(text: string, options: LexOptions): { readonly from: number; readonly to: number; readonly clean: boolean } {
    const from = this.lexed.tokens.count;
    const comments = this.lexed.commentCount;
    const lexer = this.#lexer;
    const plain = { ...options, directives: false };
    if (!lexer.lex(this.#load(text), -1, plain)) {
      this.lexed.tokens.count = from;
      lexer.lex(cleaned(text, false), -1, plain);
    }
    this.lexed.commentCount = comments;
    return { from, to: this.lexed.tokens.count, clean: lexer.problems.length === 0 };
  }

  #load(text: string): SourceBytes {
    const length = text.length;
    if (this.#bytes.length < length + 8) this.#bytes = Buffer.alloc((length + 8) * 2);
    this.#bytes.write(text, "latin1");
    this.#bytes.fill(0, length, length + 8);
    return { bytes: this.#bytes, length, text, offsets: undefined };
  }

  #lex(source: Source, options: LexOptions, trigraphs: boolean): LexedSource {
    const { lexed } = this;
    const { tokens, directives } = lexed;
    const tokenFrom = tokens.count;
    const directiveFrom = directives.count;
    const commentFrom = lexed.commentCount;
    const lexer = this.#lexer;
    const replaces = trigraphs && hasTrigraph(source.text);
    if (replaces || !lexer.lex(this.#load(source.text), source.base, options)) {
      tokens.count = tokenFrom;
      directives.count = directiveFrom;
      lexed.commentCount = commentFrom;
      lexer.lex(cleaned(source.text, replaces), source.base, options);
    }
    return {
      source,
      tokenFrom,
      tokenTo: tokens.count,
      directiveFrom,
      directiveTo: directives.count,
      commentFrom,
      commentTo: lexed.commentCount,
      guard: this.#guard(tokenFrom, directiveFrom),
      problems: lexer.problems,
    };
  }

  /** The X of a source that is nothing but `#ifndef X … #endif`. */
  #guard(tokenFrom: number, directiveFrom: number): number {
    const { tokens, directives } = this.lexed;
    const last = directives.count - 1;
    if (last <= directiveFrom || directives.kind[directiveFrom] !== IFNDEF || directives.kind[last] !== ENDIF) return 0;
    if (directives.next[directiveFrom] !== last || directives.token[directiveFrom] !== tokenFrom) return 0;
    if (directives.end[last] !== tokens.count || directives.end[directiveFrom] !== tokenFrom + 1) return 0;
    return tokens.spelling[tokenFrom];
  }
}

/** How -std= changes lexing. */
export function lexOptions(environment: CEnvironment): { readonly options: LexOptions; readonly trigraphs: boolean } {
  const standard = environment.standard;
  const strict = /^(c\d|iso)/.test(standard);
  const c23 = /(23|2x|2y)$/.test(standard);
  const c89 = strict && /(89|90|1990|199409)$/.test(standard);
  return { options: { lineComments: !c89, digitSeparators: c23, directives: true }, trigraphs: strict && !c23 };
}
