/**
 * What values an integer expression can have, as an interval: where a sum cannot leave its type, `+` says so better than
 * `wrapping_add`. Only what plainly follows from the expression: types, conversions, masks, constants. C11 6.3.1.3.
 */
import type { TypedExpression } from "../../semantics/index.js";
import type { BodyState } from "./body-state.js";
import type { IntegerShape } from "./body-type.js";

export interface Range {
  readonly low: bigint;
  readonly high: bigint;
}

/** All values of a type. */
export function rangeOfShape({ bits, signed }: IntegerShape): Range {
  const top = 1n << BigInt(signed ? bits - 1 : bits);
  return { low: signed ? -top : 0n, high: top - 1n };
}

const bit: Range = { low: 0n, high: 1n };

function ofType(s: BodyState, expression: TypedExpression): Range | undefined {
  const key = s.types.key(expression.type);
  if (key === "bool") return bit;
  const shape = s.types.integer(key);
  return shape === undefined ? undefined : rangeOfShape(shape);
}

/** Undefined for what is no integer. */
export function rangeOf(s: BodyState, expression: TypedExpression, depth = 0): Range | undefined {
  const whole = ofType(s, expression);
  if (whole === undefined || depth > 40) return whole;
  const found = narrow(s, expression, depth + 1);
  if (found === undefined || found.low < whole.low || found.high > whole.high) return whole;
  return found;
}

function narrow(s: BodyState, e: TypedExpression, depth: number): Range | undefined {
  switch (e.kind) {
    case "integer":
    case "size-of":
    case "align-of":
    case "offset-of":
      return e.value === undefined ? undefined : { low: e.value, high: e.value };
    case "not":
    case "comparison":
    case "logical":
      return bit;
    case "convert":
      return rangeOf(s, e.of, depth);
    case "load":
      return e.of.kind === "member" ? bitFieldRange(s, e.of) : undefined;
    case "conditional": {
      const then = e.then === undefined ? undefined : rangeOf(s, e.then, depth);
      const other = rangeOf(s, e.else, depth);
      if (then === undefined || other === undefined) return undefined;
      return { low: min(then.low, other.low), high: max(then.high, other.high) };
    }
    case "arithmetic":
      return ofArithmetic(s, e, depth);
    default:
      return undefined;
  }
}

function bitFieldRange(s: BodyState, e: TypedExpression & { readonly kind: "member" }): Range | undefined {
  const record = s.types.record(e.of.type);
  const width = record === undefined ? undefined : s.t.program.records[record].definition?.members[e.index].bitWidth;
  const shape = width === undefined ? undefined : s.types.integer(s.types.key(e.type));
  return shape === undefined || width === undefined ? undefined : rangeOfShape({ bits: width, signed: shape.signed });
}

function ofArithmetic(
  s: BodyState,
  e: TypedExpression & { readonly kind: "arithmetic" },
  depth: number,
): Range | undefined {
  const left = rangeOf(s, e.left, depth);
  const right = rangeOf(s, e.right, depth);
  if (left === undefined || right === undefined) return undefined;
  const exact = exactRange(e.operator, left, right);
  if (exact !== undefined) return exact;
  if (e.operator === "&") {
    // a mask that is not negative bounds the result whatever the other side is
    const bounds = [left, right].filter((one) => one.low >= 0n).map((one) => one.high);
    return bounds.length === 0 ? undefined : { low: 0n, high: bounds.reduce(min) };
  }
  if ((e.operator === "|" || e.operator === "^") && left.low >= 0n && right.low >= 0n) {
    return { low: 0n, high: (1n << BigInt(max(left.high, right.high).toString(2).length)) - 1n };
  }
  return undefined;
}

/** The mathematical result, before any wrapping; undefined for operators without a simple one. */
export function exactRange(operator: string, left: Range, right: Range): Range | undefined {
  switch (operator) {
    case "+":
      return { low: left.low + right.low, high: left.high + right.high };
    case "-":
      return { low: left.low - right.high, high: left.high - right.low };
    case "*": {
      const all = [left.low * right.low, left.low * right.high, left.high * right.low, left.high * right.high];
      return { low: all.reduce(min), high: all.reduce(max) };
    }
    case "/":
      return left.low >= 0n && right.low > 0n ? { low: 0n, high: left.high / right.low } : undefined;
    case "%":
      return left.low >= 0n && right.low > 0n ? { low: 0n, high: min(left.high, right.high - 1n) } : undefined;
    case ">>":
      if (left.low < 0n || right.low < 0n || right.high > 127n) return undefined;
      return { low: left.low >> right.high, high: left.high >> right.low };
    case "<<":
      if (left.low < 0n || right.low < 0n || right.high > 127n) return undefined;
      return { low: left.low << right.low, high: left.high << right.high };
    default:
      return undefined;
  }
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

export const within = (inner: Range, outer: Range): boolean => inner.low >= outer.low && inner.high <= outer.high;
