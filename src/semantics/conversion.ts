/**
 * C's conversions (C11 6.3): lvalue conversion and decay, integer promotions, the usual arithmetic conversions, casts of constants.
 * In: typed expressions or types; out: the same after conversion. Nothing is reported here; a conversion C lacks gives no value.
 */
import type { FloatKind, IntegerKind } from "../base/index.js";
import { type Analysis, integerFormat, integerKind, isSignedKind } from "./analysis.js";
import type { TypeId } from "./c-type.js";
import { type Constant, integerConstant, roundFloat, wrapInteger } from "./constant.js";
import { integerValue, rvalue, type Typed } from "./typed.js";

/** Lvalue conversion, array and function decay (C11 6.3.2.1). */
export function decay(a: Analysis, typed: Typed): Typed {
  const shape = a.types.shape(typed.type);
  if (shape.kind === "array") return rvalue(a.types.pointer(shape.of), typed.address);
  if (shape.kind === "function") return rvalue(a.types.pointer(typed.type), typed.address);
  if (!typed.lvalue) return typed;
  const type = shape.kind === "atomic" ? shape.of : a.types.unqualified(typed.type);
  return rvalue(type, typed.value, false, typed.bitWidth);
}

const ranks: Readonly<Record<IntegerKind, number>> = {
  bool: 0,
  char: 1,
  "signed char": 1,
  "unsigned char": 1,
  short: 2,
  "unsigned short": 2,
  int: 3,
  "unsigned int": 3,
  long: 4,
  "unsigned long": 4,
  "long long": 5,
  "unsigned long long": 5,
  __int128: 6,
  "unsigned __int128": 6,
};

const unsignedOf: Readonly<Partial<Record<IntegerKind, IntegerKind>>> = {
  int: "unsigned int",
  long: "unsigned long",
  "long long": "unsigned long long",
  __int128: "unsigned __int128",
};

/** Integer promotion of a kind (C11 6.3.1.1p2); `bitWidth` where a bit-field has it. */
function promotedKind(a: Analysis, kind: IntegerKind, bitWidth: number | undefined): IntegerKind {
  const intBits = (a.target.integers.int?.size ?? 4) * 8;
  const size = (a.target.integers[kind]?.size ?? 0) * 8;
  const signed = isSignedKind(kind, a.target);
  if (bitWidth !== undefined) {
    // clang and gcc: a bit-field of any type promotes by its width; one wider than int keeps its type.
    if (bitWidth < intBits) return "int";
    if (bitWidth === intBits) return signed ? "int" : "unsigned int";
    return kind;
  }
  if (ranks[kind] >= ranks.int) return kind;
  return size < intBits || signed ? "int" : "unsigned int";
}

/**
 * A value of integer type after promotion, and `__fp16`, which only memory holds, as a float (Arm C Language Extensions, "Half-precision
 * floating-point"); others unchanged. The operand is decayed.
 */
export function promote(a: Analysis, typed: Typed): Typed {
  if (floatKind(a, typed.type) === "__fp16") return convert(a, typed, a.types.float("float"));
  const kind = integerKind(a, typed.type);
  if (kind === undefined) return typed;
  const type = a.types.integer(promotedKind(a, kind, typed.bitWidth));
  return type === typed.type ? typed : rvalue(type, typed.value, typed.nullPointer);
}

const floatRanks: readonly FloatKind[] = [
  "__mfp8",
  "__fp16",
  "_Float16",
  "__bf16",
  "float",
  "double",
  "long double",
  "__float128",
];

/** Floating kind of a real or complex type. */
export function floatKind(a: Analysis, type: TypeId): FloatKind | undefined {
  const shape = a.types.shape(type);
  return shape.kind === "float" ? shape.name : shape.kind === "complex" ? shape.of : undefined;
}

export function isArithmetic(a: Analysis, type: TypeId): boolean {
  return integerKind(a, type) !== undefined || floatKind(a, type) !== undefined;
}

/** Common type of two decayed arithmetic operands (C11 6.3.1.8). */
export function usualArithmeticType(a: Analysis, left: Typed, right: Typed): TypeId {
  const leftFloat = floatKind(a, promote(a, left).type);
  const rightFloat = floatKind(a, promote(a, right).type);
  if (leftFloat !== undefined || rightFloat !== undefined) {
    const rank = Math.max(
      leftFloat === undefined ? -1 : floatRanks.indexOf(leftFloat),
      rightFloat === undefined ? -1 : floatRanks.indexOf(rightFloat),
    );
    // float beside a number of the caller's: that may be a double
    const isOpen = [left, right].some((t) => a.types.shape(t.type).kind === "error");
    if (isOpen && rank < floatRanks.indexOf("double")) return a.types.error;
    const complex = [left, right].some((t) => a.types.shape(t.type).kind === "complex");
    return complex ? a.types.complex(floatRanks[rank]) : a.types.float(floatRanks[rank]);
  }
  const leftKind = integerKind(a, promote(a, left).type);
  const rightKind = integerKind(a, promote(a, right).type);
  if (leftKind === undefined || rightKind === undefined) return a.types.error;
  return a.types.integer(commonKind(a, leftKind, rightKind));
}

/** Both kinds are promoted. */
function commonKind(a: Analysis, left: IntegerKind, right: IntegerKind): IntegerKind {
  if (left === right) return left;
  const leftSigned = isSignedKind(left, a.target);
  const rightSigned = isSignedKind(right, a.target);
  if (leftSigned === rightSigned) return ranks[left] >= ranks[right] ? left : right;
  const [signed, unsigned] = leftSigned ? [left, right] : [right, left];
  if (ranks[unsigned] >= ranks[signed]) return unsigned;
  const signedSize = a.target.integers[signed]?.size ?? 0;
  const unsignedSize = a.target.integers[unsigned]?.size ?? 0;
  return signedSize > unsignedSize ? signed : (unsignedOf[signed] ?? unsigned);
}

/** A constant converted to another type (C11 6.3.1, 6.3.2.3). Undefined where the result is no constant. */
export function convertConstant(a: Analysis, value: Constant | undefined, to: TypeId): Constant | undefined {
  if (value === undefined) return undefined;
  const format = integerFormat(a, to);
  if (format !== undefined) return toInteger(value, format, (a.target.pointer.size ?? 0) * 8);
  const shape = a.types.shape(to);
  switch (shape.kind) {
    case "pointer":
    case "block-pointer":
      if (value.kind === "integer") return integerConstant(BigInt.asUintN(a.target.pointer.size * 8, value.value));
      return value.kind === "address" ? value : undefined;
    case "float": {
      if (value.kind === "address") return undefined;
      const number = Number(value.value);
      const exact = value.kind === "float" || BigInt(number) === value.value;
      if (!exact && shape.name !== "double") return undefined;
      const rounded = roundFloat(number, shape.name, true);
      return rounded === undefined ? undefined : { kind: "float", value: rounded };
    }
    default:
      return undefined;
  }
}

function toInteger(
  value: Constant,
  format: { bits: number; signed: boolean; bool: boolean },
  pointerBits: number,
): Constant | undefined {
  switch (value.kind) {
    case "integer":
      return integerConstant(wrapInteger(value.value, format));
    case "float": {
      if (format.bool) return integerConstant(value.value === 0 ? 0n : 1n);
      if (!Number.isFinite(value.value)) return undefined;
      const whole = BigInt(Math.trunc(value.value));
      // C11 6.3.1.4: a value out of range is undefined.
      return wrapInteger(whole, format) === whole ? integerConstant(whole) : undefined;
    }
    case "address":
      return !format.bool && format.bits >= pointerBits ? value : undefined;
  }
}

/** A cast or an implicit conversion; the operand is decayed. */
export function convert(a: Analysis, typed: Typed, to: TypeId): Typed {
  const target = a.types.unqualified(to);
  if (target === typed.type && typed.bitWidth === undefined) return typed;
  const value = convertConstant(a, typed.value, target);
  if (value?.kind === "integer" && integerKind(a, target) !== undefined) return integerValue(target, value.value);
  return rvalue(target, value);
}

/** Integer types and enums. */
export function integerLike(a: Analysis, type: TypeId): boolean {
  return integerKind(a, type) !== undefined;
}
