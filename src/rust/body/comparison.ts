/**
 * Comparisons as Rust bools (C11 6.5.8, 6.5.9). Both sides are brought to one Rust type only where they are not of one already: a
 * conversion that kept the number may be left out. Pointers compare by address; with null, by name.
 */
import type { TypedExpression } from "../../semantics/index.js";
import type { RustExpression } from "../rust-crate.js";
import { type BodyState, corePath, refuse } from "./body-state.js";
import { bytesName, isBytesKey, isFunctionKey, isPointerKey } from "./body-type.js";
import { comparesOrdered, rvalue } from "./expression.js";
import { atom, binary, genericCall, method, not, path } from "./make.js";
import { openComparison } from "./open-arithmetic.js";
import { isOpenComparison } from "./open-kind.js";
import { coerce, fits, isText, settled, typed, unreferenced, type Value } from "./value.js";

type Comparison = TypedExpression & { readonly kind: "comparison" };

export function comparison(s: BodyState, e: Comparison): RustExpression {
  if (isOpenComparison(s, e)) return openComparison(s, e);
  const key = s.types.key(e.left.type);
  const equality = e.operator === "==" || e.operator === "!=";
  if (equality && (isPointerKey(key) || isFunctionKey(key))) {
    if (isNull(e.right)) return nullTest(s, e.left, e.operator);
    if (isNull(e.left)) return nullTest(s, e.right, e.operator);
  }
  // pointers of two types are compared as they are: what Rust converts by itself elsewhere it does not on the left of an operator
  const left = rvalue(s, isPointerKey(key) ? ownPointer(s, e.left) : e.left);
  const right = rvalue(s, isPointerKey(key) ? ownPointer(s, e.right) : e.right);
  if (isFunctionKey(left.key) || isFunctionKey(right.key)) return binary(word(s, left), e.operator, word(s, right));
  if (isPointerKey(key)) return pointers(s, e, left, right);
  return numbers(s, e, left, right);
}

function isNull(e: TypedExpression): boolean {
  if (e.kind === "integer") return e.value === 0n;
  return e.kind === "convert" && isNull(e.of);
}

const ownPointer = (s: BodyState, e: TypedExpression): TypedExpression =>
  e.kind === "convert" && isPointerKey(s.types.key(e.of.type)) ? e.of : e;

function nullTest(s: BodyState, e: TypedExpression, operator: string): RustExpression {
  // a conversion between pointers keeps null null
  const value = rvalue(s, ownPointer(s, e));
  if (value.literal !== undefined) return atom(String((value.literal === 0n) === (operator === "==")));
  if (isFunctionKey(value.key)) return method(unreferenced(value), operator === "==" ? "is_none" : "is_some");
  if (isText(value)) return atom(String(operator !== "=="));
  const test = method(value.rust, "is_null");
  return operator === "==" ? test : not(test);
}

/** Function pointers are told apart by their addresses. */
function word(s: BodyState, value: Value): RustExpression {
  if (!isFunctionKey(value.key)) return coerce(s, value, "usize", path("usize"), false);
  return genericCall(corePath(s, "mem::transmute"), [value.type, path("usize")], value.rust);
}

function pointers(s: BodyState, e: Comparison, left: Value, right: Value): RustExpression {
  const known = left.literal !== undefined || right.literal !== undefined;
  if (!known && left.key === right.key) return binary(left.rust, e.operator, right.rust);
  if (left.literal === undefined && isPointerKey(left.key)) {
    return binary(left.rust, e.operator, coerce(s, right, left.key, left.type, false));
  }
  const key = s.types.key(e.left.type);
  const type = s.types.rust(e.left.type);
  return binary(typed(s, left, key, type), e.operator, coerce(s, right, key, type, false));
}

function numbers(s: BodyState, e: Comparison, left: Value, right: Value): RustExpression {
  for (const { key } of [left, right]) if (isBytesKey(key)) refuse(`Rust cannot compare the type ${bytesName(key)}`);
  const literal = right.literal;
  if (left.literal === undefined && literal !== undefined) {
    if (left.key === "bool" && (e.operator === "==" || e.operator === "!=") && (literal === 0n || literal === 1n))
      return (literal === 1n) === (e.operator === "==") ? left.rust : not(left.rust, comparesOrdered(s, e.left));
    const shape = s.types.integer(left.key);
    if (shape !== undefined && fits(literal, shape)) return binary(settled(s, left), e.operator, right.rust);
  }
  if (left.literal !== undefined && literal === undefined) {
    const shape = s.types.integer(right.key);
    if (shape !== undefined && fits(left.literal, shape)) return binary(left.rust, e.operator, settled(s, right));
  }
  if (left.key === right.key && left.literal === undefined && literal === undefined)
    return binary(right.loose === true ? settled(s, left) : left.rust, e.operator, right.rust);
  const key = s.types.key(e.left.type);
  const type = s.types.rust(e.left.type);
  const shape = s.types.integer(key);
  for (const [mine, other] of [
    [left, right],
    [right, left],
  ]) {
    const own = s.types.integer(mine.key);
    if (mine.literal !== undefined || own === undefined || own.bits !== shape?.bits || own.signed !== shape.signed)
      continue;
    const cast = coerce(s, other, mine.key, mine.type, false);
    return mine === left ? binary(mine.rust, e.operator, cast) : binary(cast, e.operator, mine.rust);
  }
  const one = left.literal === undefined ? coerce(s, left, key, type, false) : typed(s, left, key, type);
  return binary(one, e.operator, coerce(s, right, key, type, false));
}
