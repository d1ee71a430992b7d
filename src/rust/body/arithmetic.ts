/**
 * Arithmetic as -fwrapv has it: `+ - *` wrap, by `wrapping_*` where the result may leave its type and by the plain operator where it
 * plainly cannot; division truncates; shifts of signed numbers are those of two's complement. Pointer arithmetic wraps as well, because C code
 * forms pointers outside of objects. C11 6.5.5 to 6.5.12; GCC: Code Gen Options, -fwrapv.
 */
import type { TypedExpression } from "../../semantics/index.js";
import type { RustExpression, RustType } from "../rust-crate.js";
import { type BodyState, corePath, refuse } from "./body-state.js";
import { isFloatKey, isPointerKey, type TypeKey } from "./body-type.js";
import { rvalue } from "./expression.js";
import { atom, binary, cast, genericCall, method, path, unary } from "./make.js";
import { openKey } from "./open.js";
import { openArithmetic, openDifference, openUnary } from "./open-arithmetic.js";
import { exactRange, type Range, rangeOf, rangeOfShape, within } from "./range.js";
import { boolValue, coerce, sameShape, typed, type Value } from "./value.js";

export type ArithmeticOperator = (TypedExpression & { readonly kind: "arithmetic" })["operator"];

/** An operand: its value, and the interval it is in. */
export interface Operand {
  readonly value: Value;
  readonly range: Range | undefined;
}

export function operand(s: BodyState, e: TypedExpression): Operand {
  return { value: rvalue(s, e), range: rangeOf(s, e) };
}

export function arithmetic(s: BodyState, e: TypedExpression & { readonly kind: "arithmetic" }): Value {
  const key = s.types.key(e.type);
  if (key === openKey || s.types.key(e.left.type) === openKey || s.types.key(e.right.type) === openKey)
    return openArithmetic(s, e);
  return operate(s, e.operator, operand(s, e.left), operand(s, e.right), key, s.types.rust(e.type));
}

/** @param key the C type of the result, and of both operands but for shifts */
export function operate(
  s: BodyState,
  operator: ArithmeticOperator,
  left: Operand,
  right: Operand,
  key: TypeKey,
  type: RustType,
): Value {
  if (isFloatKey(key)) {
    const one = typed(s, left.value, key, type);
    return { rust: binary(one, operator, coerce(s, right.value, key, type, false)), key, type };
  }
  const shape = s.types.integer(key);
  if (shape === undefined) return refuse(`Rust cannot calculate with the type ${key.replace(/^bytes /, "")}`);
  const shift = operator === "<<" || operator === ">>";
  if (!shift && left.value.key === "bool" && right.value.key === "bool" && /^[&|^]$/.test(operator))
    return boolValue(binary(left.value.rust, operator, right.value.rust));
  // of two Rust types for one C type (usize and u64), the one that is there already
  const own = (shift ? [left] : [left, right])
    .map(({ value }) => value)
    .filter((value) => value.literal === undefined && sameShape(s, value.key, key));
  const as = own.find(({ rust }) => rust.kind !== "cast") ?? own[0] ?? { key, type };
  const rust = shift ? shifted(s, operator, left, right, as, shape.bits) : combined(s, operator, left, right, as);
  const loose = !shift && left.value.loose === true && right.value.loose === true && rust.kind === "binary";
  return { rust, key: as.key, type: as.type, loose };
}

interface Spelled {
  readonly key: TypeKey;
  readonly type: RustType;
}

const wrapping: Readonly<Record<string, string>> = { "+": "wrapping_add", "-": "wrapping_sub", "*": "wrapping_mul" };

function combined(
  s: BodyState,
  operator: ArithmeticOperator,
  left: Operand,
  right: Operand,
  { key, type }: Spelled,
): RustExpression {
  const shape = s.types.integer(key);
  const plain = (): RustExpression => {
    const bothLoose = left.value.loose === true && right.value.loose === true;
    const one = bothLoose ? typed(s, left.value, key, type) : coerce(s, left.value, key, type, false);
    return binary(one, operator, coerce(s, right.value, key, type, false));
  };
  if (operator === "&" || operator === "|" || operator === "^") return plain();
  if (operator === "/" || operator === "%") {
    if (right.value.literal === 0n) return refuse("a division by zero");
    const cannotOverflow =
      shape?.signed === false || (right.range !== undefined && (right.range.low >= 0n || right.range.high < -1n));
    if (cannotOverflow) return plain();
    return method(
      typed(s, left.value, key, type),
      operator === "/" ? "wrapping_div" : "wrapping_rem",
      coerce(s, right.value, key, type),
    );
  }
  const exact = left.range && right.range ? exactRange(operator, left.range, right.range) : undefined;
  if (exact !== undefined && shape !== undefined && within(exact, rangeOfShape(shape))) return plain();
  const swap = left.value.loose === true && right.value.loose !== true && operator !== "-";
  const [of, by] = swap ? [right, left] : [left, right];
  return method(typed(s, of.value, key, type), wrapping[operator], coerce(s, by.value, key, type));
}

function shifted(
  s: BodyState,
  operator: "<<" | ">>",
  left: Operand,
  right: Operand,
  { key, type }: Spelled,
  bits: number,
): RustExpression {
  const of = typed(s, left.value, key, type);
  const inRange = right.range !== undefined && right.range.low >= 0n && right.range.high < BigInt(bits);
  if (inRange) {
    const isInteger = s.types.integer(right.value.key) !== undefined;
    const count = isInteger ? right.value.rust : coerce(s, right.value, "u32", path("u32"));
    return binary(of, operator, count);
  }
  const count = coerce(s, right.value, "u32", path("u32"), false);
  return method(of, operator === "<<" ? "wrapping_shl" : "wrapping_shr", count);
}

export function unaryValue(s: BodyState, e: TypedExpression & { readonly kind: "unary" }): Value {
  const key = s.types.key(e.type);
  if (key === openKey || s.types.key(e.of.type) === openKey) return openUnary(s, e);
  const type = s.types.rust(e.type);
  const value = rvalue(s, e.of);
  if (isFloatKey(key))
    return { rust: unary("-", coerce(s, value, key, type, false)), key, type, loose: value.loose === true };
  const shape = s.types.integer(key);
  if (shape === undefined) return refuse(`Rust cannot calculate with the type ${key.replace(/^bytes /, "")}`, e.at);
  const own = value.literal === undefined ? s.types.integer(value.key) : undefined;
  const as =
    own?.bits === shape.bits && own.signed === shape.signed ? { key: value.key, type: value.type } : { key, type };
  const of = typed(s, value, as.key, as.type);
  if (e.operator === "~") return { rust: unary("!", of), ...as };
  const range = rangeOf(s, e.of);
  const safe = shape.signed && range !== undefined && range.low > rangeOfShape(shape).low;
  return { rust: safe ? unary("-", of) : method(of, "wrapping_neg"), ...as };
}

export function pointerOffset(s: BodyState, e: TypedExpression & { readonly kind: "pointer-offset" }): Value {
  const pointer = asPointer(s, rvalue(s, e.pointer), e.pointer.type);
  if (e.index.kind === "integer" && e.index.value === 0n) return pointer;
  return { ...pointer, rust: offset(s, pointer.rust, operand(s, e.index), e.negative) };
}

/** A pointer whose pointee is what C counts in. */
export function asPointer(s: BodyState, value: Value, type: TypedExpression["type"]): Value {
  if (isPointerKey(value.key) && value.literal === undefined) {
    const mine = value.key.slice(value.key.indexOf(" "));
    const key = s.types.key(type);
    if (mine === key.slice(key.indexOf(" "))) return value;
  }
  const key = s.types.key(type);
  if (!isPointerKey(key)) return refuse("arithmetic on a pointer to a function");
  return { rust: typed(s, value, key, s.types.rust(type)), key, type: s.types.rust(type) };
}

/** `p ± index` in elements of the pointer. */
export function offset(
  s: BodyState,
  pointer: RustExpression,
  { value, range }: Operand,
  negative: boolean,
): RustExpression {
  const literal = value.literal;
  if (literal !== undefined) {
    const back = literal < 0n !== negative;
    const count = literal < 0n ? -literal : literal;
    return method(pointer, back ? "wrapping_sub" : "wrapping_add", atom(String(count)));
  }
  if (range !== undefined && range.low >= 0n) {
    return method(pointer, negative ? "wrapping_sub" : "wrapping_add", coerce(s, value, "usize", path("usize")));
  }
  const count = typed(s, value, "isize", path("isize"));
  return method(pointer, "wrapping_offset", negative ? method(count, "wrapping_neg") : count);
}

/** By addresses, so that it has a value for any two pointers. */
export function pointerDifference(s: BodyState, e: TypedExpression & { readonly kind: "pointer-difference" }): Value {
  if ([e.left, e.right].some(({ type }) => s.types.key(type).endsWith(openKey)))
    return { rust: openDifference(s, e.left, e.right), key: "isize", type: path("isize") };
  const to = s.types.pointee(e.left.type);
  const size = to === undefined ? undefined : s.types.size(to);
  if (to === undefined || size === undefined || size === 0) return refuse("a difference of pointers to nothing", e.at);
  const address = (of: TypedExpression): RustExpression => {
    const value = rvalue(s, of);
    if (value.literal !== undefined) return typed(s, { ...value, key: "isize" }, "isize", path("isize"));
    return coerce(s, asPointer(s, value, of.type), "isize", path("isize"), false);
  };
  const bytes = method(address(e.left), "wrapping_sub", address(e.right));
  const type = path("isize");
  if (size === 1) return { rust: bytes, key: "isize", type };
  const count = cast(genericCall(corePath(s, "mem::size_of"), [s.types.rust(to)]), type);
  return { rust: binary(bytes, "/", count), key: "isize", type };
}
