/**
 * Translation phases 1 and 2 (C11 5.1.1.2) where the lexer cannot do them in passing: trigraphs, and a backslash-newline inside a
 * token. The cleaned text comes with the original offset of each byte. GCC and clang allow blanks between the backslash and
 * the newline.
 */
import { BLANK, byteClass } from "./character-class.js";

export interface SourceBytes {
  /** The text and at least 8 bytes of zero behind it. */
  readonly bytes: Uint8Array;
  readonly length: number;
  /** The same text as a string. */
  readonly text: string;
  /** Offset in the original of each byte and of the end; undefined where nothing was changed. */
  readonly offsets: Int32Array | undefined;
}

/** @returns offset behind the backslash-newline at `at`, or -1 where there is none */
export function spliceEnd(bytes: Uint8Array, at: number): number {
  let p = at + 1;
  while ((byteClass[bytes[p]] & BLANK) !== 0) p++;
  return bytes[p] === 10 ? p + 1 : -1;
}

/** Punctuator bytes that may go on or be gone on with: + - * / % & | ^ ! = < > # . : */
const joinable = new Set([..."+-*/%&|^!=<>#.:"].map((c) => c.charCodeAt(0)));

/** True where the splice at `at` may stand inside a token. May answer true too often, never false. */
export function spliceJoins(bytes: Uint8Array, at: number): boolean {
  let end = spliceEnd(bytes, at);
  if (end < 0) return false;
  while (bytes[end] === 92) {
    const next = spliceEnd(bytes, end);
    if (next < 0) break;
    end = next;
  }
  const before = bytes[at - 1];
  const after = bytes[end];
  const wordBefore = (byteClass[before] & ~BLANK) !== 0 || before === 46;
  if (wordBefore && ((byteClass[after] & ~BLANK) !== 0 || after === 92)) return true;
  if (wordBefore && (after === 46 || after === 43 || after === 45 || after === 34 || after === 39)) return true;
  return joinable.has(before) && (joinable.has(after) || (before === 46 && after >= 48 && after <= 57));
}

const trigraphs: Readonly<Record<string, number>> = {
  "=": 35,
  "(": 91,
  "/": 92,
  ")": 93,
  "'": 94,
  "<": 123,
  "!": 124,
  ">": 125,
  "-": 126,
};

export function hasTrigraph(text: string): boolean {
  for (let at = text.indexOf("??"); at >= 0; at = text.indexOf("??", at + 1)) {
    if (trigraphs[text.charAt(at + 2)] !== undefined) return true;
  }
  return false;
}

/** Does phases 1 and 2 for a whole text. */
export function cleaned(text: string, withTrigraphs: boolean): SourceBytes {
  const original = Buffer.alloc(text.length + 8);
  original.write(text, "latin1");
  const bytes = Buffer.alloc(text.length + 8);
  const offsets = new Int32Array(text.length + 1);
  let length = 0;
  let at = 0;
  while (at < text.length) {
    let c = original[at];
    let width = 1;
    if (withTrigraphs && c === 63 && original[at + 1] === 63) {
      const replaced = trigraphs[String.fromCharCode(original[at + 2])];
      if (replaced !== undefined) {
        c = replaced;
        width = 3;
      }
    }
    if (c === 92) {
      const end = spliceEnd(original, at + width - 1);
      if (end >= 0) {
        at = Math.min(end, text.length);
        continue;
      }
    }
    offsets[length] = at;
    bytes[length++] = c;
    at += width;
  }
  offsets[length] = text.length;
  return { bytes, length, text: bytes.toString("latin1", 0, length), offsets };
}
