/**
 * The lexer (C11 6.4, translation phases 1 to 3): one pass over a source's bytes into the arena's columns. In: bytes. Out: token rows
 * with interned spellings, directive lines with the links of each conditional, comments as offsets, and what is no token of C.
 *
 * A splice between tokens is skipped in passing; one inside a token ends the attempt, and the text is cleaned (`source-bytes.ts`)
 * and lexed again with a map of offsets.
 */
import type { Place } from "../base/index.js";
import {
  BLANK,
  byteClass,
  DIGIT,
  IDENTIFIER_START,
  isIdentifierCharacter,
  NON_ASCII,
  utf8Character,
  utf8Length,
  WORD,
} from "./character-class.js";
import { fixed, fixedSpellings, HASH } from "./known-spelling.js";
import { type LexedText, type LexProblem, LINE_MARKER, NOT_A_DIRECTIVE, NULL_DIRECTIVE } from "./lexed-text.js";
import { punctuator } from "./punctuator.js";
import { type SourceBytes, spliceEnd, spliceJoins } from "./source-bytes.js";
import { emptyHash, type SpellingInterner } from "./spelling.js";
import { TokenFlag } from "./token-stream.js";

export interface LexOptions {
  /** `//` comments: all but -std=c89. */
  readonly lineComments: boolean;
  /** `1'000`: C23. */
  readonly digitSeparators: boolean;
  /** False for text that is only to be expanded: `#` is then a token like any other. */
  readonly directives: boolean;
}

const LINE = TokenFlag.lineStart | TokenFlag.spaceBefore;
const SPACE = TokenFlag.spaceBefore;
/** What a directive's name means to the lexer, by spelling id. */
const HEADER = 1;
const OPENS = 2;
const GOES_ON = 3;
const CLOSES = 4;
const directiveRole = new Uint8Array(fixedSpellings.length);
for (const name of ["include", "include_next", "import"]) directiveRole[fixed(name)] = HEADER;
for (const name of ["if", "ifdef", "ifndef"]) directiveRole[fixed(name)] = OPENS;
for (const name of ["elif", "elifdef", "elifndef", "else"]) directiveRole[fixed(name)] = GOES_ON;
directiveRole[fixed("endif")] = CLOSES;

export class Lexer {
  #options: LexOptions = { lineComments: true, digitSeparators: false, directives: true };
  #bytes: Uint8Array = new Uint8Array(8);
  #text = "";
  #length = 0;
  #offsets: Int32Array | undefined;
  #base = 0;
  #pending = 0;
  /** Row of the directive whose line is being lexed, or -1. */
  #directive = -1;
  /** Rows of the open conditionals' last directive. */
  #open: number[] = [];
  #problems: LexProblem[] = [];
  /** Offset of the first backslash at or behind the point that was last asked about. */
  #nextBackslash = 0;

  constructor(
    private readonly into: LexedText,
    private readonly spellings: SpellingInterner,
  ) {}

  get problems(): readonly LexProblem[] {
    return this.#problems;
  }

  /**
   * Appends the rows of a text.
   * @param base place of its first byte; noPlace gives every token noPlace
   * @returns false where a splice stands inside a token: rows may be half there, and the text must be cleaned first
   */
  lex(source: SourceBytes, base: number, options: LexOptions): boolean {
    this.#options = options;
    this.#bytes = source.bytes;
    this.#text = source.text;
    this.#length = source.length;
    this.#offsets = source.offsets;
    this.#base = base;
    this.#pending = TokenFlag.lineStart;
    this.#directive = -1;
    this.#open = [];
    this.#problems = [];
    this.#nextBackslash = source.text.indexOf("\\");
    if (this.#nextBackslash < 0) this.#nextBackslash = Number.POSITIVE_INFINITY;
    const done = this.#tokens();
    if (done) this.#endDirective(this.#length);
    return done;
  }

  /** The loop. Each case leaves `p` behind what it took. */
  #tokens(): boolean {
    const bytes = this.#bytes;
    const length = this.#length;
    const spellings = this.spellings;
    const text = this.#text;
    // UTF-8's byte order mark, as GCC and clang skip it.
    let p = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    for (;;) {
      const c = bytes[p];
      const kind = byteClass[c];
      if ((kind & BLANK) !== 0) {
        this.#pending |= SPACE;
        p++;
        continue;
      }
      const start = p;
      if ((kind & IDENTIFIER_START) !== 0) {
        let hash = emptyHash;
        let d = c;
        do {
          hash = (Math.imul(hash, 31) + d) | 0;
          d = bytes[++p];
        } while ((byteClass[d] & WORD) !== 0);
        if (d === 92 || d >= 128) {
          if (d === 92 && spliceJoins(bytes, p)) return false;
          p = this.#extendedIdentifier(start);
        } else if ((d === 34 || d === 39) && p - start <= 2 && isEncodingPrefix(bytes, start, p)) {
          p = this.#literal(start, p);
          if (p < 0) return false;
        } else {
          this.#push(spellings.internBytes(bytes, start, p, hash, text, start), start);
        }
        continue;
      }
      if (c === 10) {
        if (this.#directive >= 0) this.#endDirective(p);
        this.#pending = LINE;
        p++;
        continue;
      }
      if ((kind & DIGIT) !== 0 || (c === 46 && (byteClass[bytes[p + 1]] & DIGIT) !== 0)) {
        p = this.#number(start);
      } else if (c === 47 && bytes[p + 1] === 42) {
        p = this.#blockComment(p);
        if (p < 0) return false;
        continue;
      } else if (c === 47 && bytes[p + 1] === 47 && this.#options.lineComments) {
        p = this.#lineComment(p);
        continue;
      } else if (c === 34 || c === 39) {
        p = this.#literal(start, p);
      } else if (c === 92) {
        p = spliceEnd(bytes, p);
        if (p < 0) p = this.#backslash(start);
        continue;
      } else if (c === 0) {
        if (p >= length) return true;
        p = this.#nul(p);
        continue;
      } else if ((kind & NON_ASCII) !== 0) {
        p = this.#extendedIdentifier(start);
      } else {
        const found = punctuator(bytes, p);
        if (found === 0) {
          p = this.#other(start, p + 1);
        } else {
          p += found >> 8;
          const spelling = found & 255;
          if (this.#isDirectiveStart(spelling)) {
            if (bytes[p] === 92 && spliceJoins(bytes, p)) return false;
            p = this.#beginDirective(start, p);
            if (p < 0) return false;
            continue;
          }
          this.#push(spelling, start);
        }
      }
      if (p < 0 || (bytes[p] === 92 && spliceJoins(bytes, p))) return false;
    }
  }

  #push(spelling: number, start: number): void {
    this.into.tokens.push(spelling, this.#place(start), this.#pending, 0);
    this.#pending = 0;
  }

  #place(offset: number): number {
    if (this.#base < 0) return -1;
    return this.#base + (this.#offsets === undefined ? offset : this.#offsets[offset]);
  }

  #original(offset: number): number {
    return this.#offsets === undefined ? offset : this.#offsets[offset];
  }

  #pushText(text: string, start: number): void {
    this.#push(this.spellings.intern(text), start);
  }

  /** Preprocessing number (C11 6.4.8). */
  #number(start: number): number {
    const bytes = this.#bytes;
    let p = start;
    let hash = emptyHash;
    for (;;) {
      const c = bytes[p];
      if ((byteClass[c] & WORD) !== 0 || c === 46) {
        hash = (Math.imul(hash, 31) + c) | 0;
        p++;
        const lower = c | 32;
        if ((lower === 101 || lower === 112) && (bytes[p] === 43 || bytes[p] === 45)) {
          hash = (Math.imul(hash, 31) + bytes[p]) | 0;
          p++;
        } else if (lower === 101 || lower === 112) {
          if (bytes[p] === 92 && spliceJoins(bytes, p)) return -1;
        }
      } else if (c === 39 && this.#options.digitSeparators && (byteClass[bytes[p + 1]] & WORD) !== 0) {
        hash = (Math.imul(hash, 31) + c) | 0;
        p++;
      } else if (c >= 128 && this.#characterAt(p, false) > 0) {
        for (let left = this.#characterAt(p, false); left > 0; left--) {
          hash = (Math.imul(hash, 31) + bytes[p]) | 0;
          p++;
        }
      } else break;
    }
    this.#push(this.spellings.internBytes(bytes, start, p, hash, this.#text, start), start);
    return p;
  }

  /** Bytes of the identifier character outside ASCII at `p`; 0 where there is none. */
  #characterAt(p: number, first: boolean): number {
    const length = utf8Length(this.#bytes, p);
    return length > 0 && isIdentifierCharacter(utf8Character(this.#bytes, p, length), first) ? length : 0;
  }

  /** An identifier with UTF-8 or universal character names (C11 6.4.3), which are one name with what they stand for. */
  #extendedIdentifier(start: number): number {
    const bytes = this.#bytes;
    let p = start;
    let spelling = "";
    for (;;) {
      const c = bytes[p];
      if ((byteClass[c] & WORD) !== 0) {
        spelling += String.fromCharCode(c);
        p++;
      } else if (c >= 128) {
        const length = this.#characterAt(p, p === start);
        if (length === 0) break;
        spelling += this.#text.substring(p, p + length);
        p += length;
      } else {
        const name = c === 92 ? universalCharacterName(this.#text, p) : undefined;
        if (name === undefined || !isIdentifierCharacter(name.character, p === start)) break;
        spelling += Buffer.from(String.fromCodePoint(name.character), "utf8").toString("latin1");
        p += name.length;
      }
    }
    if (p === start) return this.#other(start, start + Math.max(1, utf8Length(bytes, start)));
    this.#pushText(spelling, start);
    return p;
  }

  #backslash(start: number): number {
    const name = universalCharacterName(this.#text, start);
    if (name !== undefined && isIdentifierCharacter(name.character, true)) return this.#extendedIdentifier(start);
    return this.#other(start, start + 1);
  }

  #other(start: number, end: number): number {
    const c = this.#bytes[start];
    if (c >= 128) this.#problem(start, "error", "a byte that is neither an identifier's character nor in a literal");
    this.#pushText(this.#text.substring(start, end), start);
    return end;
  }

  #nul(p: number): number {
    let end = p;
    while (end < this.#length && this.#bytes[end] === 0) end++;
    this.#problem(p, "warning", "null character ignored");
    this.#pending |= SPACE;
    return end;
  }

  #problem(offset: number, severity: "error" | "warning", text: string): void {
    this.#problems.push({ token: this.into.tokens.count, place: this.#place(offset) as Place, severity, text });
  }

  /** String literal or character constant (C11 6.4.4.4, 6.4.5) whose quote is at `quoteAt`. -1: a splice is inside. */
  #literal(start: number, quoteAt: number): number {
    const bytes = this.#bytes;
    const quote = bytes[quoteAt];
    let hash = emptyHash;
    for (let at = start; at <= quoteAt; at++) hash = (Math.imul(hash, 31) + bytes[at]) | 0;
    let p = quoteAt + 1;
    for (;;) {
      const c = bytes[p];
      if (c === 10 || (c === 0 && p >= this.#length)) break;
      hash = (Math.imul(hash, 31) + c) | 0;
      p++;
      if (c === quote) {
        this.#push(this.spellings.internBytes(bytes, start, p, hash, this.#text, start), start);
        return p;
      }
      if (c === 92) {
        if (spliceEnd(bytes, p - 1) >= 0) return -1;
        if (p < this.#length) {
          hash = (Math.imul(hash, 31) + bytes[p]) | 0;
          p++;
        }
      }
    }
    this.#problem(start, "error", `missing terminating ${String.fromCharCode(quote)} character`);
    if (quoteAt > start) {
      this.#pushText(this.#text.substring(start, quoteAt), start);
    }
    this.#pushText(this.#text.substring(quoteAt, p), quoteAt);
    return p;
  }

  #blockComment(start: number): number {
    let end = this.#text.indexOf("*/", start + 2);
    if (this.#backslashFrom(start) < (end < 0 ? this.#length : end)) {
      const split = /\*(?:\\[ \t\v\f\r]*\n)+\//y;
      for (let at = this.#text.indexOf("*\\", start + 2); at >= 0 && (end < 0 || at < end); ) {
        split.lastIndex = at;
        if (split.test(this.#text)) return -1;
        at = this.#text.indexOf("*\\", at + 1);
      }
    }
    if (end < 0) {
      this.#problem(start, "error", "unterminated /* comment");
      end = this.#length;
    } else end += 2;
    this.into.comment(this.#original(start), this.#original(end));
    this.#pending |= SPACE;
    return end;
  }

  #backslashFrom(at: number): number {
    if (this.#nextBackslash < at) {
      const found = this.#text.indexOf("\\", at);
      this.#nextBackslash = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#nextBackslash;
  }

  #lineComment(start: number): number {
    let end = start;
    for (;;) {
      end = this.#text.indexOf("\n", end);
      if (end < 0) {
        end = this.#length;
        break;
      }
      let last = end - 1;
      while ((byteClass[this.#bytes[last]] & BLANK) !== 0) last--;
      if (this.#bytes[last] !== 92 || last <= start) break;
      end++;
    }
    this.into.comment(this.#original(start), this.#original(end));
    this.#pending |= SPACE;
    return end;
  }

  /** Skips blanks, comments and splices inside a line. -1: the text must be cleaned first. */
  #skipBlank(from: number): number {
    const bytes = this.#bytes;
    let p = from;
    for (;;) {
      const c = bytes[p];
      if ((byteClass[c] & BLANK) !== 0) p++;
      else if (c === 47 && bytes[p + 1] === 42) {
        p = this.#blockComment(p);
        if (p < 0) return -1;
      } else if (c === 92) {
        const end = spliceEnd(bytes, p);
        if (end < 0) return p;
        p = end;
      } else if (c === 0 && p < this.#length) p = this.#nul(p);
      else return p;
    }
  }

  #isDirectiveStart(spelling: number): boolean {
    return (
      (spelling === HASH || spelling === DIGRAPH) &&
      (this.#pending & TokenFlag.lineStart) !== 0 &&
      this.#directive < 0 &&
      this.#options.directives
    );
  }

  /** `# name`: the rest of the line follows as tokens. `p` is behind the `#`. */
  #beginDirective(hashAt: number, p: number): number {
    const { directives, tokens } = this.into;
    const row = directives.push(this.#place(hashAt));
    this.#directive = row;
    this.#pending = 0;
    const at = this.#skipBlank(p);
    if (at < 0) return -1;
    this.#pending = 0;
    const bytes = this.#bytes;
    let end = at;
    let hash = emptyHash;
    while ((byteClass[bytes[end]] & WORD) !== 0) {
      hash = (Math.imul(hash, 31) + bytes[end]) | 0;
      end++;
    }
    if (bytes[end] === 92 && spliceJoins(bytes, end)) return -1;
    directives.name[row] = this.#place(at);
    directives.token[row] = tokens.count;
    if (end === at) {
      directives.kind[row] = bytes[at] === 10 || at >= this.#length ? NULL_DIRECTIVE : NOT_A_DIRECTIVE;
      directives.textFrom[row] = this.#place(at);
      return at;
    }
    if ((byteClass[bytes[at]] & DIGIT) !== 0) {
      directives.kind[row] = LINE_MARKER;
      directives.textFrom[row] = this.#place(at);
      return at;
    }
    const name = this.spellings.internBytes(bytes, at, end, hash, this.#text, at);
    directives.kind[row] = name;
    directives.textFrom[row] = this.#place(end);
    const role = name < directiveRole.length ? directiveRole[name] : 0;
    if (role === HEADER) return this.#headerName(end);
    if (role !== 0) this.#link(row, role);
    return end;
  }

  /** Links the directives of one conditional, so that a group is skipped by one step. */
  #link(row: number, role: number): void {
    const open = this.#open;
    if (role === OPENS) {
      open.push(row);
      return;
    }
    if (open.length === 0) return;
    this.into.directives.next[open[open.length - 1]] = row;
    if (role === CLOSES) open.pop();
    else open[open.length - 1] = row;
  }

  /** `<header>` or `"header"` (C11 6.4.7) as one token, quotes and all; anything else is left to be lexed as tokens. */
  #headerName(from: number): number {
    const at = this.#skipBlank(from);
    if (at < 0) return -1;
    const close = this.#bytes[at] === 60 ? 62 : this.#bytes[at] === 34 ? 34 : 0;
    if (close === 0) return at;
    let end = at + 1;
    while (this.#bytes[end] !== close && this.#bytes[end] !== 10 && end < this.#length) {
      if (this.#bytes[end] === 92 && spliceEnd(this.#bytes, end) >= 0) return -1;
      end++;
    }
    if (this.#bytes[end] !== close) return at;
    this.#pending = 0;
    this.#pushText(this.#text.substring(at, end + 1), at);
    return end + 1;
  }

  #endDirective(p: number): void {
    const row = this.#directive;
    if (row < 0) return;
    this.#directive = -1;
    this.into.directives.end[row] = this.into.tokens.count;
    this.into.directives.textTo[row] = this.#place(p);
  }
}

const DIGRAPH = fixed("%:");

/** `L`, `u`, `U` or `u8`: with a quote behind it one literal. */
function isEncodingPrefix(bytes: Uint8Array, from: number, to: number): boolean {
  const c = bytes[from];
  if (to - from === 1) return c === 76 || c === 117 || c === 85;
  return c === 117 && bytes[from + 1] === 56;
}

function universalCharacterName(text: string, at: number): { character: number; length: number } | undefined {
  const digits = text.charAt(at + 1) === "u" ? 4 : text.charAt(at + 1) === "U" ? 8 : 0;
  const hex = text.substring(at + 2, at + 2 + digits);
  if (digits === 0 || hex.length < digits || !/^[0-9A-Fa-f]+$/.test(hex)) return undefined;
  const character = Number.parseInt(hex, 16);
  if (character > 0x10ffff || (character >= 0xd800 && character <= 0xdfff)) return undefined;
  return { character, length: digits + 2 };
}
