/** The # operator (C11 6.10.3.2): the string literal that spells an argument as it was written. */
import type { TokenBuffer } from "./token-columns.js";
import { TokenFlag, TokenKind } from "./token-stream.js";
import type { UnitState } from "./unit-state.js";

/** Literals of literals double their backslashes: forty in a row are more than any memory holds. */
const longestInner = 1 << 16;

/** @returns the literal, quotes and all, of rows [from, to) */
export function stringized(u: UnitState, buffer: TokenBuffer, from: number, to: number): string {
  const { kind } = u.spellings;
  let text = "";
  for (let at = from; at < to; at++) {
    const spelling = buffer.spelling[at];
    if (at > from && (buffer.flags[at] & TokenFlag.spaceBefore) !== 0) text += " ";
    const k = kind[spelling];
    const isLiteral = k === TokenKind.string || k === TokenKind.character;
    if (isLiteral && u.text[spelling].length > longestInner) u.aborted = true;
    else text += isLiteral ? quoted(u.text[spelling]) : u.text[spelling];
  }
  // A lone backslash at the end would take the closing quote with it; GCC and clang drop it.
  let backslashes = 0;
  while (backslashes < text.length && text.charCodeAt(text.length - 1 - backslashes) === 92) backslashes++;
  if (backslashes % 2 === 1) text = text.slice(0, -1);
  return `"${text}"`;
}

function quoted(text: string): string {
  return text.replace(/["\\]/g, "\\$&");
}

/** The text in a string literal of `_Pragma` (C11 6.10.9): prefix and quotes gone, \" and \\ undone. */
export function destringized(literal: string): string {
  const open = literal.indexOf('"');
  return literal.slice(open + 1, -1).replace(/\\(["\\])/g, "$1");
}
