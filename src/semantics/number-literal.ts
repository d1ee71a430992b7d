/**
 * Numbers (C11 6.4.4.1, 6.4.4.2; GNU binary, imaginary and __int128-free literals, C23 digit separators). In: the spelling of a
 * preprocessing number; out: value and type, the first of the standard's list that holds the value on the target.
 */
import type { FloatKind, IntegerKind, Target } from "../base/index.js";

export type NumberLiteral =
  | { readonly kind: "integer"; readonly value: bigint; readonly type: IntegerKind; readonly radix: 2 | 8 | 10 | 16 }
  /** `value` is undefined where a JS number does not hold it (most long double fractions). */
  | { readonly kind: "float"; readonly value: number | undefined; readonly type: FloatKind; readonly complex: boolean };

const code = (character: string): number => character.charCodeAt(0);
const [ZERO, NINE, LOWER_A, LOWER_F, DOT] = [code("0"), code("9"), code("a"), code("f"), code(".")];

/** Undefined where C has no such number. */
export function readNumber(spelling: string, target: Target): NumberLiteral | undefined {
  const simple = readShortDecimal(spelling);
  if (simple !== undefined) return { kind: "integer", value: BigInt(simple), type: "int", radix: 10 };
  const text = (spelling.includes("'") ? spelling.replaceAll("'", "") : spelling).toLowerCase();
  const hex = text.startsWith("0x");
  const binary = text.startsWith("0b");
  let at = hex || binary ? 2 : 0;
  let float = false;
  // the digits of an exponent are decimal: what follows in 0x1p1f is a suffix
  let letters = hex;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if ((c >= ZERO && c <= NINE) || (letters && c >= LOWER_A && c <= LOWER_F)) continue;
    if (c === DOT) {
      float = true;
      continue;
    }
    const exponent = text[at] === (hex ? "p" : "e") && !binary;
    if (!exponent) break;
    float = true;
    letters = false;
    if (text[at + 1] === "+" || text[at + 1] === "-") at++;
  }
  const digits = text.slice(0, at);
  const suffix = text.slice(at);
  if (/lL|Ll/.test(spelling)) return undefined;
  if (float) return hex ? readHexFloat(digits, suffix) : readDecimalFloat(digits, suffix);
  return readInteger(digits, suffix, hex, binary, target);
}

/** Up to nine decimal digits without suffix: an int on every target kpigen has. */
function readShortDecimal(text: string): number | undefined {
  if (text.length > 9 || text.length === 0) return undefined;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9 || (digit === 0 && i === 0 && text.length > 1)) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

const integerSuffix = /^(?:(u)?(ll|l)?|(ll|l)(u))$/;

function readInteger(
  digits: string,
  suffix: string,
  hex: boolean,
  binary: boolean,
  target: Target,
): NumberLiteral | undefined {
  const match = integerSuffix.exec(suffix);
  if (match === null) return undefined;
  const octal = !hex && !binary && digits.length > 1 && digits[0] === "0";
  const radix = hex ? 16 : binary ? 2 : octal ? 8 : 10;
  const body = hex || binary ? digits.slice(2) : digits;
  if (body === "" || (octal && /[89]/.test(body)) || (binary && /[2-9]/.test(body))) return undefined;
  const value = BigInt(octal ? `0o${body}` : digits);
  const unsigned = match[1] !== undefined || match[4] !== undefined;
  const longs = (match[2] ?? match[3] ?? "").length;
  const type = literalType(value, radix === 10, unsigned, longs, target);
  return type && { kind: "integer", value, type, radix };
}

const ladder: readonly (readonly [IntegerKind, IntegerKind])[] = [
  ["int", "unsigned int"],
  ["long", "unsigned long"],
  ["long long", "unsigned long long"],
];

/** C11 6.4.4.1p5. clang takes unsigned long long for a decimal literal that no signed type holds. */
function literalType(
  value: bigint,
  decimal: boolean,
  unsigned: boolean,
  longs: number,
  target: Target,
): IntegerKind | undefined {
  for (const [signedKind, unsignedKind] of ladder.slice(longs)) {
    const bits = BigInt((target.integers[signedKind]?.size ?? 0) * 8);
    if (bits === 0n) continue;
    if (!unsigned && value < 1n << (bits - 1n)) return signedKind;
    if ((unsigned || !decimal) && value < 1n << bits) return unsignedKind;
  }
  return value < 1n << 64n ? "unsigned long long" : undefined;
}

const floatSuffixes: Readonly<Record<string, FloatKind>> = {
  "": "double",
  f: "float",
  l: "long double",
  f16: "_Float16",
  q: "__float128",
  f128: "__float128",
};

function floatSuffix(suffix: string): { type: FloatKind; complex: boolean } | undefined {
  const complex = /[ij]/.test(suffix);
  const type = floatSuffixes[suffix.replace(/[ij]/, "")];
  return type && { type, complex };
}

function readDecimalFloat(digits: string, suffix: string): NumberLiteral | undefined {
  const kind = floatSuffix(suffix);
  if (kind === undefined || !/^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(digits)) return undefined;
  const value = kind.type === "float" ? nearestFloat(digits) : Number(digits);
  const exact = kind.type !== "double" && kind.type !== "float" && isExact(digits, value);
  return { kind: "float", ...kind, value: held(value, exact, kind.type) };
}

/** Rounded once: the double that is nearest may lie halfway between two floats, where the digits do not. */
function nearestFloat(digits: string): number {
  const value = Number(digits);
  const float = Math.fround(value);
  if (float === value || !Number.isFinite(float)) return float;
  const other = nextFloat(float, value > float ? 1 : -1);
  if (value - float !== other - value) return float;
  const side = compareDigits(digits, value);
  if (side === undefined || side === 0) return float;
  return side > 0 === value > float ? other : float;
}

/** The next float away from zero, or towards it; `float` is positive. */
function nextFloat(float: number, step: 1 | -1): number {
  const bits = new Int32Array(new Float32Array([float]).buffer);
  bits[0] += step;
  return new Float32Array(bits.buffer)[0];
}

/** Whether a JS number is just what the digits say, and not the nearest one: every wider type has that value, too. */
const isExact = (digits: string, value: number): boolean => compareDigits(digits, value) === 0;

/** Positive where the digits say more than the number; undefined where that is not asked. */
function compareDigits(digits: string, value: number): number | undefined {
  const [mantissa, exponent = "0"] = digits.split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  const power = Number(exponent) - fraction.length;
  if (!Number.isFinite(value) || digits.length > 400 || Math.abs(power) > 400) return undefined;
  // digits · 10^power = value = scaled · 2^-shift, in integers
  let scaled = value;
  let shift = 0;
  for (; !Number.isInteger(scaled); shift++) scaled *= 2;
  const said = BigInt(whole + fraction) * 10n ** BigInt(Math.max(power, 0)) * 2n ** BigInt(shift);
  const held = BigInt(scaled) * 10n ** BigInt(Math.max(-power, 0));
  return said < held ? -1 : Number(said > held);
}

interface BinaryFormat {
  /** Bits of the significand. */
  readonly precision: number;
  /** Its least number above zero, and the least that is too large, as powers of two. */
  readonly least: number;
  readonly most: number;
}

/** IEEE 754, 3.6. */
const double: BinaryFormat = { precision: 53, least: -1074, most: 1024 };
const binaryFormats: Partial<Record<FloatKind, BinaryFormat>> = {
  _Float16: { precision: 11, least: -24, most: 16 },
  float: { precision: 24, least: -149, most: 128 },
  double,
};

function readHexFloat(digits: string, suffix: string): NumberLiteral | undefined {
  const kind = floatSuffix(suffix);
  const match = /^0x([0-9a-f]*)\.?([0-9a-f]*)p([+-]?\d+)$/.exec(digits);
  if (kind === undefined || match === null || match[1] + match[2] === "") return undefined;
  const mantissa = BigInt(`0x${match[1]}${match[2]}`);
  const format = binaryFormats[kind.type];
  const { value, exact } = rounded(mantissa, Number(match[3]) - 4 * match[2].length, format ?? double);
  // of wider types what a double holds just so
  const isHeld = Number.isFinite(value) && (format !== undefined || exact);
  return { kind: "float", ...kind, value: isHeld ? value : undefined };
}

/** mantissa · 2^exponent, rounded once, to the nearest, ties to even (IEEE 754, 4.3.1). */
function rounded(mantissa: bigint, exponent: number, format: BinaryFormat): { value: number; exact: boolean } {
  const { precision, least, most } = format;
  const end = mantissa.toString(2).length + exponent;
  if (mantissa === 0n) return { value: 0, exact: true };
  if (end > most) return { value: Number.POSITIVE_INFINITY, exact: false };
  if (end < least) return { value: 0, exact: false };
  const last = Math.max(end - precision, least);
  if (last <= exponent) return { value: Number(mantissa << BigInt(exponent - last)) * 2 ** last, exact: true };
  const cut = BigInt(last - exponent);
  const kept = mantissa >> cut;
  const twice = (mantissa - (kept << cut)) * 2n;
  const half = 1n << cut;
  const isUp = twice > half || (twice === half && (kept & 1n) === 1n);
  const value = Number(isUp ? kept + 1n : kept) * 2 ** last;
  return { value: value < 2 ** most ? value : Number.POSITIVE_INFINITY, exact: twice === 0n };
}

/** The value as the type holds it, or undefined where that cannot be said with a JS number. */
function held(value: number, exact: boolean, type: FloatKind): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (type === "double") return value;
  if (type === "float") return Math.fround(value);
  return exact ? value : undefined;
}
