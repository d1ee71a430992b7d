/**
 * Values as Rust literals: integers in the radix of the C text, and as they are spelled there where one literal is all there is
 * (`0x0100`); strings as C string literals; floating numbers. Source: Rust Reference, "Tokens"; C11 6.4.4, 6.4.5.
 */

/** `0x0100`, `-5`, `0o644`. */
export function integerText(value: bigint, radix: 8 | 10 | 16): string {
  const small = Number(value);
  if (radix !== 8 && small >= 0 && small <= Number.MAX_SAFE_INTEGER)
    return radix === 16 ? `0x${small.toString(16)}` : String(small);
  const digits = value < 0n ? -value : value;
  const sign = value < 0n ? "-" : "";
  if (radix === 16) return `${sign}0x${digits.toString(16)}`;
  if (radix === 8 && digits > 7n) return `${sign}0o${digits.toString(8)}`;
  return sign + digits.toString();
}

/** A macro's whole body, as it is written, where that is one literal, perhaps signed and in parentheses. */
export interface WrittenLiteral {
  readonly kind: "integer" | "character";
  /** Rust's spelling without sign and suffix: `0x0100`, `0o17`, `b'x'`. */
  readonly text: string;
  readonly negative: boolean;
}

const blank = (c: number): boolean => c === 32 || c === 9;

/**
 * Reads the body of `#define NAME` at an offset just behind NAME.
 * @returns undefined for anything but one integer or printable character literal
 */
export function writtenLiteral(text: string, behindName: number): WrittenLiteral | undefined {
  let at = behindName;
  let depth = 0;
  let negative = false;
  for (; ; at++) {
    const c = text.charCodeAt(at);
    if (c === 40) depth++;
    else if (c === 45 && !negative) negative = true;
    else if (!blank(c)) break;
  }
  const from = at;
  if (text.charCodeAt(at) === 39) {
    const code = text.charCodeAt(at + 1);
    if (code < 32 || code > 126 || code === 39 || code === 92 || text.charCodeAt(at + 2) !== 39) return undefined;
    if (!endsThere(text, at + 3, depth)) return undefined;
    return { kind: "character", text: `b'${text[at + 1]}'`, negative };
  }
  const first = text.charCodeAt(at);
  if (!(first >= 48 && first <= 57)) return undefined;
  while (isWord(text.charCodeAt(at)) || (text.charCodeAt(at) === 39 && isWord(text.charCodeAt(at + 1)))) at++;
  if (!endsThere(text, at, depth)) return undefined;
  const spelled = rustInteger(text.slice(from, at));
  return spelled === undefined ? undefined : { kind: "integer", text: spelled, negative };
}

function isWord(c: number): boolean {
  return (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
}

/** Closing parentheses and then nothing but a comment to the end of the line. */
function endsThere(text: string, from: number, open: number): boolean {
  let at = from;
  let depth = open;
  for (; ; at++) {
    const c = text.charCodeAt(at);
    if (c === 41) depth--;
    else if (!blank(c)) break;
  }
  if (depth !== 0) return false;
  const c = text.charCodeAt(at);
  if (Number.isNaN(c) || c === 10 || c === 13) return true;
  if (c !== 47) return false;
  if (text.charCodeAt(at + 1) === 47) return true;
  if (text.charCodeAt(at + 1) !== 42) return false;
  const end = text.indexOf("*/", at + 2);
  if (end < 0) return false;
  for (at = end + 2; blank(text.charCodeAt(at)); at++);
  const after = text.charCodeAt(at);
  return Number.isNaN(after) || after === 10 || after === 13;
}

const literal = /^(?:0[xX]([0-9a-fA-F']+)|0[bB]([01']+)|(0[0-7']*)|([1-9][0-9']*))(?:[uUlLzZ]*|[iu](?:8|16|32|64))$/;

/** Decimal and hexadecimal digits without suffix, as Rust writes them too; of octal ones only `0`. */
const alike = /^(?:0x[0-9a-fA-F]+|[1-9][0-9]*|0)$/;

/** C's integer literal in Rust's spelling, digits and padding as written. */
function rustInteger(text: string): string | undefined {
  if (alike.test(text)) return text;
  const found = literal.exec(text);
  if (found === null) return undefined;
  const [, hex, binary, octal, decimal] = found;
  const digits = (part: string): string => (part.includes("'") ? part.replaceAll("'", "_") : part);
  if (hex !== undefined) return `0x${digits(hex)}`;
  if (binary !== undefined) return `0b${digits(binary)}`;
  if (octal !== undefined) return octal.length === 1 ? "0" : `0o${digits(octal.slice(1))}`;
  return digits(decimal);
}

/** Bytes of a C string as the inside of a Rust byte or C string literal. */
export function escapedBytes(bytes: string): string {
  let out = "";
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes.charCodeAt(i) & 0xff;
    if (c === 10) out += "\\n";
    else if (c === 13) out += "\\r";
    else if (c === 9) out += "\\t";
    else if (c === 34) out += '\\"';
    else if (c === 92) out += "\\\\";
    else if (c === 0) out += "\\0";
    else if (c >= 32 && c < 127) out += bytes[i];
    else out += `\\x${c.toString(16).padStart(2, "0")}`;
  }
  return out;
}

/** A finite, infinite or undefined number as an expression of the type (`f64`). */
export function floatText(value: number, type: "f32" | "f64"): string {
  if (Number.isNaN(value)) return `${type}::NAN`;
  if (!Number.isFinite(value)) return value < 0 ? `${type}::NEG_INFINITY` : `${type}::INFINITY`;
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value).replace("e+", "e");
  return /[.e]/.test(text) ? text : `${text}.0`;
}
