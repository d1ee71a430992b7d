/**
 * Character constants and string literals (C11 6.4.4.4, 6.4.5). In: spellings as written, latin1 (one byte, one code unit), prefix and
 * quotes included; out: code units of the execution character set, UTF-8 for narrow ones as clang has it.
 */
import type { IntegerKind, Target } from "../base/index.js";

export type TextPrefix = "" | "L" | "u" | "U" | "u8";

export interface StringLiteral {
  readonly prefix: TextPrefix;
  /** Code units, without the final NUL. */
  readonly units: readonly number[];
}

export interface CharacterLiteral {
  readonly value: bigint;
  readonly type: IntegerKind;
}

const simpleEscapes: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
  E: 27,
  "\\": 92,
  "'": 39,
  '"': 34,
  "?": 63,
};

/** Joins adjacent literals (translation phase 6). Undefined where prefixes do not go together or an escape is none. @param target says how wide wchar_t is */
export function readString(pieces: readonly string[], target?: Target): StringLiteral | undefined {
  let prefix: TextPrefix = "";
  for (const piece of pieces) {
    const own = prefixOf(piece, '"');
    if (own === undefined || (prefix !== "" && own !== "" && own !== prefix)) return undefined;
    if (own !== "") prefix = own;
  }
  const units: number[] = [];
  for (const piece of pieces) {
    const open = piece.indexOf('"');
    if (open < 0 || piece.length < open + 2 || !piece.endsWith('"')) return undefined;
    if (!readUnits(piece.slice(open + 1, -1), unitBits(prefix, target), units)) return undefined;
  }
  return { prefix, units };
}

/** The bytes of a narrow literal as latin1 text. What wide ones have beyond UTF-16's units is lost. */
export function latin1Text(units: readonly number[]): string {
  let text = "";
  for (const unit of units) text += String.fromCharCode(unit);
  return text;
}

/** What a literal is made of: bytes as text, or wide code units. */
export function textUnits({ units, prefix }: Pick<StringLiteral, "units" | "prefix">): {
  readonly value: string;
  readonly wide: readonly number[] | undefined;
} {
  const isWide = prefix === "L" || prefix === "u" || prefix === "U";
  return isWide ? { value: "", wide: units } : { value: latin1Text(units), wide: undefined };
}

/** Type of a code unit of a literal with this prefix. */
export function unitType(prefix: TextPrefix, target: Target): IntegerKind {
  switch (prefix) {
    case "":
    case "u8":
      return "char";
    case "L":
      return target.wcharType;
    case "u":
      return "unsigned short";
    case "U":
      return "unsigned int";
  }
}

/** Undefined for an empty or a malformed constant. Multi-character constants have clang's value: bytes from left to right, the last four. */
export function readCharacter(text: string, target: Target): CharacterLiteral | undefined {
  const prefix = prefixOf(text, "'");
  const open = text.indexOf("'");
  if (prefix === undefined || text.length < open + 3 || !text.endsWith("'")) return undefined;
  const units: number[] = [];
  if (!readUnits(text.slice(open + 1, -1), unitBits(prefix, target), units) || units.length === 0) return undefined;
  if (prefix === "" || prefix === "u8") {
    if (prefix === "u8" && units.length > 1) return undefined;
    if (units.length === 1) {
      const value = BigInt(units[0]);
      if (prefix === "u8") return { value, type: "unsigned char" };
      return { value: target.charIsSigned ? BigInt.asIntN(8, value) : value, type: "int" };
    }
    let value = 0n;
    for (const unit of units) value = (value << 8n) | BigInt(unit);
    return { value: BigInt.asIntN(32, value), type: "int" };
  }
  if (units.length > 1) return undefined;
  const type = unitType(prefix, target);
  const bits = (target.integers[type]?.size ?? 4) * 8;
  const value = BigInt(units[0]);
  return { value: type.startsWith("unsigned") ? value : BigInt.asIntN(bits, value), type };
}

function prefixOf(text: string, quote: string): TextPrefix | undefined {
  const prefix = text.slice(0, text.indexOf(quote));
  return prefix === "" || prefix === "L" || prefix === "u" || prefix === "U" || prefix === "u8" ? prefix : undefined;
}

/** BITS of a code unit: 8 for UTF-8, 16 for UTF-16, 32 for UTF-32. */
type UnitBits = 8 | 16 | 32;

/** @param target says how wide wchar_t is */
export function unitBits(prefix: TextPrefix, target: Target | undefined): UnitBits {
  if (prefix === "" || prefix === "u8") return 8;
  const isShort = prefix === "L" && target?.integers[target.wcharType]?.size === 2;
  return prefix === "u" || isShort ? 16 : 32;
}

/** Appends the code units of a literal's inside; false where an escape is malformed. */
function readUnits(inside: string, bits: UnitBits, units: number[]): boolean {
  const narrow = bits === 8;
  const limit = 2 ** bits - 1;
  for (let i = 0; i < inside.length; ) {
    const c = inside.charCodeAt(i);
    if (c !== 92) {
      if (c < 128 || narrow) {
        units.push(c);
        i++;
        continue;
      }
      const point = decodeUtf8(inside, i);
      if (point === undefined) return false;
      pushPoint(point.code, bits, units);
      i += point.length;
      continue;
    }
    const sequence = readEscape(inside, i + 1);
    if (sequence === undefined) return false;
    if (sequence.point) pushPoint(sequence.value, bits, units);
    else if (sequence.value > limit) return false;
    else units.push(sequence.value);
    i = sequence.end;
  }
  return true;
}

/** One escape; `at` is behind the backslash. `point` for universal character names. */
function readEscape(text: string, at: number): { value: number; end: number; point: boolean } | undefined {
  const c = text[at];
  if (c === undefined) return undefined;
  const simple = simpleEscapes[c];
  if (simple !== undefined) return { value: simple, end: at + 1, point: false };
  let end = at;
  if (c >= "0" && c <= "7") {
    while (end < at + 3 && text[end] >= "0" && text[end] <= "7") end++;
    return { value: Number.parseInt(text.slice(at, end), 8), end, point: false };
  }
  const digits = c === "x" ? Number.POSITIVE_INFINITY : c === "u" ? 4 : c === "U" ? 8 : 0;
  if (digits === 0) return undefined;
  end = at + 1;
  while (end - at - 1 < digits && /[0-9a-fA-F]/.test(text[end] ?? "")) end++;
  if (end === at + 1 || (c !== "x" && end - at - 1 !== digits)) return undefined;
  return { value: Number.parseInt(text.slice(at + 1, end), 16), end, point: c !== "x" };
}

function pushPoint(point: number, bits: UnitBits, units: number[]): void {
  if (bits === 32) {
    units.push(point);
  } else if (bits === 16) {
    if (point < 0x10000) units.push(point);
    else units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
  } else if (point < 0x80) {
    units.push(point);
  } else if (point < 0x800) {
    units.push(0xc0 | (point >> 6), 0x80 | (point & 63));
  } else if (point < 0x10000) {
    units.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  } else {
    units.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
}

function decodeUtf8(text: string, at: number): { code: number; length: number } | undefined {
  const first = text.charCodeAt(at);
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0;
  if (length === 0 || at + length > text.length) return undefined;
  let value = first & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const next = text.charCodeAt(at + i);
    if ((next & 0xc0) !== 0x80) return undefined;
    value = (value << 6) | (next & 63);
  }
  return { code: value, length };
}
