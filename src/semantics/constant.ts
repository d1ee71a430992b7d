/**
 * Values known at translation (C11 6.6) and their arithmetic. Integers are bigint in range of their type; every operation wraps to the
 * result's width (-fwrapv, as clang folds). What C leaves undefined (division by zero, shift counts out of range) has no value.
 */
import { assertNever } from "../base/index.js";
import type { BinaryOperator } from "../syntax/index.js";
import type { TypeId } from "./c-type.js";

export type Constant =
  /** An integer, or a pointer with that absolute address. */
  | { readonly kind: "integer"; readonly value: bigint }
  /** A floating value that a JS number holds exactly. */
  | { readonly kind: "float"; readonly value: number }
  /** An address constant (C11 6.6p9): symbol plus offset in BYTES. Not known as a number. */
  | {
      readonly kind: "address";
      readonly symbol: string;
      readonly offset: bigint;
      /** Of a string literal: its code units, without the final NUL. */
      readonly units?: readonly number[];
      /** Their type. */
      readonly element?: TypeId;
    };

/** Width in bits, and signedness: what arithmetic needs to know of an integer type. */
export interface IntegerFormat {
  readonly bits: number;
  readonly signed: boolean;
  /** _Bool: any value but 0 is 1. */
  readonly bool: boolean;
}

export function integerConstant(value: bigint): Constant {
  return { kind: "integer", value };
}

/** Conversion to an integer type (C11 6.3.1.2, 6.3.1.3; out of range wraps, as every compiler of interest defines it). */
export function wrapInteger(value: bigint, format: IntegerFormat): bigint {
  if (format.bool) return value === 0n ? 0n : 1n;
  return format.signed ? BigInt.asIntN(format.bits, value) : BigInt.asUintN(format.bits, value);
}

/** `left op right`, both already of the type `format` (for shifts: right of any type). Undefined where C defines no value. */
export function integerOperation(
  operator: BinaryOperator,
  left: bigint,
  right: bigint,
  format: IntegerFormat,
): bigint | undefined {
  switch (operator) {
    case "+":
      return wrapInteger(left + right, format);
    case "-":
      return wrapInteger(left - right, format);
    case "*":
      return wrapInteger(left * right, format);
    case "/":
      return right === 0n ? undefined : wrapInteger(left / right, format);
    case "%":
      return right === 0n ? undefined : wrapInteger(left % right, format);
    case "<<":
      return right < 0n || right >= BigInt(format.bits) ? undefined : wrapInteger(left << right, format);
    case ">>":
      return right < 0n || right >= BigInt(format.bits) ? undefined : wrapInteger(left >> right, format);
    case "&":
      return left & right;
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "<":
    case ">":
    case "<=":
    case ">=":
    case "==":
    case "!=":
      return comparison(operator, left, right) ? 1n : 0n;
    case "&&":
      return left !== 0n && right !== 0n ? 1n : 0n;
    case "||":
      return left !== 0n || right !== 0n ? 1n : 0n;
    case ",":
      return right;
    default:
      return assertNever(operator);
  }
}

export function comparison<T extends bigint | number>(
  operator: "<" | ">" | "<=" | ">=" | "==" | "!=",
  left: T,
  right: T,
): boolean {
  switch (operator) {
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    case ">=":
      return left >= right;
    case "==":
      return left === right;
    case "!=":
      return left !== right;
  }
}

/**
 * Floating arithmetic. float results are rounded once more; long double keeps only results that a double holds exactly (sums and
 * products of integers below 2^53), anything else has no value here.
 */
export function floatOperation(
  operator: "+" | "-" | "*" | "/",
  left: number,
  right: number,
  type: string,
): number | undefined {
  const exact =
    operator === "+" ? left + right : operator === "-" ? left - right : operator === "*" ? left * right : left / right;
  return roundFloat(exact, type, Number.isInteger(left) && Number.isInteger(right));
}

/** `value` as the floating type holds it; undefined where a JS number cannot say. */
export function roundFloat(value: number, type: string, exact: boolean): number | undefined {
  if (type === "double") return value;
  if (type === "float") return Math.fround(value);
  if (type === "long double" || type === "__float128") {
    return exact && Number.isInteger(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
  }
  return undefined;
}

/** Truth of a constant in a condition; undefined where it is not known. */
export function truth(value: Constant | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  switch (value.kind) {
    case "integer":
      return value.value !== 0n;
    case "float":
      return value.value !== 0;
    case "address":
      return undefined;
  }
}
