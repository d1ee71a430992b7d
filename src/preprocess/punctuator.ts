/** Punctuators (C11 6.4.6): the longest one at a byte. */
import { fixed } from "./known-spelling.js";

const id = (text: string) => (text.length << 8) | fixed(text);
/** By first byte where nothing longer starts with it. */
const single = new Int32Array(128);
for (const text of "()[]{},;?~") single[text.charCodeAt(0)] = id(text);

const HASH = id("#");
const HASH_HASH = id("##");
const LESS = id("<");
const LESS_EQUAL = id("<=");
const SHIFT_LEFT = id("<<");
const SHIFT_LEFT_ASSIGN = id("<<=");
const LESS_COLON = id("<:");
const LESS_PERCENT = id("<%");
const GREATER = id(">");
const GREATER_EQUAL = id(">=");
const SHIFT_RIGHT = id(">>");
const SHIFT_RIGHT_ASSIGN = id(">>=");
const DOT = id(".");
const ELLIPSIS = id("...");
const MINUS = id("-");
const MINUS_MINUS = id("--");
const MINUS_ASSIGN = id("-=");
const ARROW = id("->");
const PLUS = id("+");
const PLUS_PLUS = id("++");
const PLUS_ASSIGN = id("+=");
const STAR = id("*");
const STAR_ASSIGN = id("*=");
const SLASH = id("/");
const SLASH_ASSIGN = id("/=");
const PERCENT = id("%");
const PERCENT_ASSIGN = id("%=");
const PERCENT_GREATER = id("%>");
const PERCENT_COLON = id("%:");
const PERCENT_COLON_TWICE = id("%:%:");
const AND = id("&");
const AND_AND = id("&&");
const AND_ASSIGN = id("&=");
const OR = id("|");
const OR_OR = id("||");
const OR_ASSIGN = id("|=");
const XOR = id("^");
const XOR_ASSIGN = id("^=");
const NOT = id("!");
const NOT_EQUAL = id("!=");
const ASSIGN = id("=");
const EQUAL = id("==");
const COLON = id(":");
const COLON_GREATER = id(":>");

/** @returns length << 8 | spelling id, or 0 where no punctuator starts at `p` */
export function punctuator(bytes: Uint8Array, p: number): number {
  const c = bytes[p];
  const alone = single[c];
  if (alone !== 0) return alone;
  const d = bytes[p + 1];
  switch (c) {
    case 35:
      return d === 35 ? HASH_HASH : HASH;
    case 60:
      if (d === 60) return bytes[p + 2] === 61 ? SHIFT_LEFT_ASSIGN : SHIFT_LEFT;
      return d === 61 ? LESS_EQUAL : d === 58 ? LESS_COLON : d === 37 ? LESS_PERCENT : LESS;
    case 62:
      if (d === 62) return bytes[p + 2] === 61 ? SHIFT_RIGHT_ASSIGN : SHIFT_RIGHT;
      return d === 61 ? GREATER_EQUAL : GREATER;
    case 46:
      return d === 46 && bytes[p + 2] === 46 ? ELLIPSIS : DOT;
    case 45:
      return d === 62 ? ARROW : d === 45 ? MINUS_MINUS : d === 61 ? MINUS_ASSIGN : MINUS;
    case 43:
      return d === 43 ? PLUS_PLUS : d === 61 ? PLUS_ASSIGN : PLUS;
    case 42:
      return d === 61 ? STAR_ASSIGN : STAR;
    case 47:
      return d === 61 ? SLASH_ASSIGN : SLASH;
    case 37:
      if (d === 58) return bytes[p + 2] === 37 && bytes[p + 3] === 58 ? PERCENT_COLON_TWICE : PERCENT_COLON;
      return d === 61 ? PERCENT_ASSIGN : d === 62 ? PERCENT_GREATER : PERCENT;
    case 38:
      return d === 38 ? AND_AND : d === 61 ? AND_ASSIGN : AND;
    case 124:
      return d === 124 ? OR_OR : d === 61 ? OR_ASSIGN : OR;
    case 94:
      return d === 61 ? XOR_ASSIGN : XOR;
    case 33:
      return d === 61 ? NOT_EQUAL : NOT;
    case 61:
      return d === 61 ? EQUAL : ASSIGN;
    case 58:
      return d === 62 ? COLON_GREATER : COLON;
    default:
      return 0;
  }
}
