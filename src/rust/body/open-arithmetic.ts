/**
 * Operators on what only the caller of a macro knows the type of (C11 6.5.3.3 to 6.5.15): functions of math/, which convert as C does; pointers as Rust has
 * them.
 */
import type { TypedExpression } from "../../semantics/index.js";
import type { MathHelper } from "../math/index.js";
import type { RustExpression } from "../rust-crate.js";
import { type BodyState, fresh, refuse } from "./body-state.js";
import { isFloatKey, isFunctionKey, isNewtypeKey, isPointerKey } from "./body-type.js";
import { condition, rvalue } from "./expression.js";
import { atom, binary, block, cast, declare, method, not, path, withStatements } from "./make.js";
import {
  closure,
  countValue,
  indexOf,
  indexValue,
  intoOpen,
  isVolatileMember,
  knownBranch,
  math,
  openKey,
  openTruth,
  openValue,
  settledValue,
} from "./open.js";
import { isArray, isCalculated, isPointer, isSomewhereArray } from "./open-kind.js";
import { addressOf, placeOf } from "./place.js";
import { asInteger, coerce, truth, type Value } from "./value.js";
import { visitRows } from "./visit.js";

export const functions: Readonly<Record<string, MathHelper>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "%": "rem",
  "&": "and",
  "|": "or",
  "^": "xor",
  "<<": "shl",
  ">>": "shr",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
  "==": "eq",
  "!=": "ne",
};

/** GNU C takes a function for one byte. */
const ofFunctions = "arithmetic on a pointer to a function";

/** The operand as C would see it: literals are of their C type. */
const operand = (s: BodyState, e: TypedExpression): RustExpression => ofCType(s, rvalue(s, e), e);

/** The same of a sum or difference. */
const summand = (s: BodyState, e: TypedExpression): RustExpression => decayedMember(s, e) ?? operand(s, e);

/** A member behind a pointer that is an array in some of the records that have it: there it is the pointer to the first element. */
export function decayedMember(s: BodyState, e: TypedExpression): RustExpression | undefined {
  const of = e.kind === "load" || e.kind === "decay" ? e.of : e;
  return of.kind === "open-member" && of.arrow ? arrayRead(s, of) : undefined;
}

/** A member that is an array in some of the records that have it, as what C reads there. */
function arrayRead(s: BodyState, e: TypedExpression): RustExpression | undefined {
  const of = e.kind === "load" || e.kind === "decay" ? e.of : e;
  const isEither = of.kind === "open-member" && isSomewhereArray(s, of) && !isArray(s, of);
  return isEither && !isVolatileMember(s, of) ? math(s, "decayed", addressOf(placeOf(s, of), false).rust) : undefined;
}

function ofCType(s: BodyState, given: Value, { type }: TypedExpression): RustExpression {
  // an enum that is a type of its own is a number here as it is in C, an enumerator an int
  const value = isNewtypeKey(given.key) ? asInteger(s, given) : given;
  const key = s.types.key(type);
  const shape = s.types.integer(key);
  if (value.literal !== undefined || value.key === key || shape === undefined) return settledValue(s, value);
  // what is true or false is promoted to an int as C's is; a type that is not int's is another one
  if (value.key === "bool" && (shape.bits < 32 || (shape.bits === 32 && shape.signed))) return value.rust;
  // `usize` where C has unsigned long: the result is to be C's
  const isNumber = value.key === "bool" || s.types.integer(value.key) !== undefined;
  return isNumber ? cast(value.rust, s.types.rust(type)) : settledValue(s, value);
}

/** The same as a value. */
export function numberOfCType(s: BodyState, value: Value, e: TypedExpression): Value {
  const key = s.types.key(e.type);
  if (value.literal !== undefined || value.key === key || s.types.integer(key) === undefined) return value;
  const rust = ofCType(s, value, e);
  return rust === value.rust ? value : { rust, key, type: s.types.rust(e.type) };
}

export function openArithmetic(s: BodyState, e: TypedExpression & { readonly kind: "arithmetic" }): Value {
  const { left, right, operator } = e;
  if ([left, right].some((one) => isFunctionKey(s.types.key(one.type)))) return refuse(ofFunctions, e.at);
  if (operator === "+" && isArray(s, left))
    return openValue(math(s, "element", addressOf(placeOf(s, left), true).rust, indexOf(s, right)));
  if (operator === "+" || operator === "-") {
    if (isPointer(s, left) && !isPointer(s, right)) {
      const count = indexOf(s, right);
      if (operator === "+") return openValue(method(rvalue(s, left).rust, "wrapping_offset", count));
      if (s.types.key(right.type) !== openKey)
        return openValue(method(rvalue(s, left).rust, "wrapping_offset", method(typedCount(s, right), "wrapping_neg")));
    }
    if (operator === "+" && isPointer(s, right))
      return openValue(method(rvalue(s, right).rust, "wrapping_offset", indexOf(s, left)));
    if (isPointer(s, right)) return openValue(openDifference(s, left, right));
  }
  // the type of a shift's count does not matter
  const by = operator === "<<" || operator === ">>" ? knownBranch(s, right) : right;
  const of = operator === "+" || operator === "-" ? summand : operand;
  return openValue(math(s, functions[operator], of(s, left), of(s, by)));
}

/** `p - q`, in elements: what a pointer is taken away from is one (C11 6.5.6p3). */
export const openDifference = (s: BodyState, left: TypedExpression, right: TypedExpression): RustExpression =>
  math(s, "distance", elementPointer(s, left), elementPointer(s, right));

const elementPointer = (s: BodyState, e: TypedExpression): RustExpression =>
  isArray(s, e)
    ? math(s, "element", addressOf(placeOf(s, e), true).rust, atom("0"))
    : intoOpen(s, rvalue(s, e), e, true);

/** What C converts to a pointer without a cast: a pointer, or an array, also where that is known only to the caller. */
export function openPointer(s: BodyState, e: TypedExpression): RustExpression | undefined {
  if (isSomewhereArray(s, e)) return math(s, "element", addressOf(placeOf(s, e), true).rust, atom("0"));
  return openSum(s, e);
}

/** What a cast makes a pointer of: an array, too, or a number. */
export function openAddress(s: BodyState, e: TypedExpression): RustExpression | undefined {
  return isSomewhereArray(s, e) && !isArray(s, e)
    ? math(s, "address", addressOf(placeOf(s, e), false).rust)
    : undefined;
}

/** `a + b`: one of the two is the pointer, and the other counts. */
function openSum(s: BodyState, e: TypedExpression): RustExpression | undefined {
  if (e.kind !== "arithmetic" || e.operator !== "+" || s.types.key(e.type) !== openKey) return undefined;
  if (isPointer(s, e)) return undefined;
  return math(s, "add", summand(s, e.left), summand(s, e.right));
}

const typedCount = (s: BodyState, e: TypedExpression): RustExpression => cast(rvalue(s, e).rust, path("isize"));

export function openUnary(s: BodyState, e: TypedExpression & { readonly kind: "unary" }): Value {
  // less nothing, for that leaves -0.0 what it is
  if (e.operator === "+") return openValue(math(s, "sub", operand(s, e.of), atom("0i32")));
  return openValue(math(s, e.operator === "~" ? "complement" : "neg", operand(s, e.of)));
}

/** Comparisons with what the caller gives. Pointers are compared as Rust compares them, numbers as C does. */
export function openComparison(s: BodyState, e: TypedExpression & { readonly kind: "comparison" }): RustExpression {
  const equality = e.operator === "==" || e.operator === "!=";
  if (equality) {
    for (const [mine, other] of [
      [e.left, e.right],
      [e.right, e.left],
    ]) {
      if (!isNull(s, other, isPointer(s, mine))) continue;
      const is = openTruth(s, rvalue(s, mine).rust);
      return e.operator === "==" ? not(is) : is;
    }
  }
  const left = rvalue(s, e.left);
  const right = rvalue(s, e.right);
  if (isPointer(s, e.left) || isPointer(s, e.right))
    return binary(comparedPointer(left), e.operator, comparedPointer(right));
  return math(s, functions[e.operator], operand(s, e.left), operand(s, e.right));
}

/** A pointer to void takes the type of what it is compared with. */
const comparedPointer = (value: Value): RustExpression =>
  /^\*(mut|const) c_void$/.test(value.key) ? method(value.rust, "cast") : value.rust;

/** A null pointer constant: `(void *)0`; beside a pointer also `0`. */
export function isNull(s: BodyState, e: TypedExpression, besidePointer: boolean): boolean {
  if (e.kind === "convert") return isNull(s, e.of, besidePointer || isPointerKey(s.types.key(e.type)));
  return e.kind === "integer" && e.value === 0n && (besidePointer || isPointerKey(s.types.key(e.type)));
}

/** Branches of `?:` of which one at least is of an unknown type: both are brought to the type that C gives them. */
export function openConditional(
  s: BodyState,
  e: TypedExpression & { readonly kind: "conditional" },
  known: bigint | undefined,
): Value {
  if (e.then === undefined) return openElvis(s, e);
  const test = known === undefined ? condition(s, e.condition) : undefined;
  const then = rvalue(s, e.then);
  const other = rvalue(s, e.else);
  // a condition that is known leaves one branch, in the type that both have together
  const either = (a: RustExpression, b: RustExpression): Value =>
    openValue(
      test === undefined ? (known === 0n ? b : a) : { kind: "if", condition: test, then: only(a), else: only(b) },
    );
  // a null pointer has the type of what stands beside it
  const [mine, beside] = known === 0n ? [e.else, then] : [e.then, other];
  if (known !== undefined && beside.key === openKey && isNull(s, mine, false))
    return openValue(math(s, "zero_like", closure(beside.rust)));
  if (isBesideNull(s, e.then, e.else)) return either(then.rust, math(s, "zero_like", closure(then.rust)));
  if (isBesideNull(s, e.else, e.then)) return either(math(s, "zero_like", closure(other.rust)), other.rust);
  const pointer = isPointer(s, e.then) || isPointer(s, e.else);
  const [array, otherArray] = [arrayRead(s, e.then), arrayRead(s, e.else)];
  if (
    test !== undefined &&
    (array === undefined ? pointer && otherArray !== undefined : pointer || otherArray !== undefined)
  ) {
    const a = array ?? intoOpen(s, then, e.then, true);
    const b = otherArray ?? intoOpen(s, other, e.else, true);
    return either(math(s, "common", a, closure(b)), math(s, "common", b, closure(a)));
  }
  if (pointer) return either(intoOpen(s, then, e.then, true), intoOpen(s, other, e.else, true));
  const numbers = [then, other].every(
    ({ key }) =>
      key === openKey || key === "bool" || isNewtypeKey(key) || isFloatKey(key) || s.types.integer(key) !== undefined,
  );
  if (!numbers) return either(then.rust, other.rust);
  if (known !== undefined) {
    const [mine, ignored] = known === 0n ? [e.else, e.then] : [e.then, e.else];
    if (holdsType(s, mine, ignored)) return known === 0n ? other : then;
  }
  const [a, b] = [ofCType(s, then, e.then), ofCType(s, other, e.else)];
  if (test !== undefined && (choosesInside(e.then) || choosesInside(e.else))) return onceEach(s, test, a, b);
  return either(math(s, "common", a, closure(b)), math(s, "common", b, closure(a)));
}

/** Is it calculated, of a type that only the caller's types tell, with a null pointer as the other branch? Such a one is a pointer: `p - n`. */
const isBesideNull = (s: BodyState, e: TypedExpression, other: TypedExpression): boolean =>
  s.types.key(e.type) === openKey &&
  isCalculated(e) &&
  !choosesInside(e) &&
  !isPointer(s, e) &&
  isNull(s, other, false);

/** Is there another `?:` inside? To name each branch twice at each depth would double the text each time. */
function choosesInside(e: TypedExpression): boolean {
  let found = false;
  visitRows(e, (row) => {
    found ||= row.kind === "conditional";
    return !found;
  });
  return found;
}

function onceEach(s: BodyState, test: RustExpression, a: RustExpression, b: RustExpression): Value {
  const name = fresh(s, "branches");
  const then = only(method(atom(name), "then", a));
  const other = only(method(atom(name), "other", b));
  const declared = declare(name, undefined, math(s, "branches"));
  return openValue(withStatements([declared], { kind: "if", condition: test, then, else: other }));
}

const only = (value: RustExpression) => block([{ kind: "value", value }]);

/** `a ?: b`: a is evaluated once, and is in the type that both have together. */
function openElvis(s: BodyState, e: TypedExpression & { readonly kind: "conditional" }): Value {
  const first = rvalue(s, e.condition);
  const name = fresh(s, "first");
  const kept: Value = { rust: atom(name), key: first.key, type: first.type };
  const other = rvalue(s, e.else);
  const pointer = isPointer(s, e.condition) || isPointer(s, e.else);
  const [a, b] = pointer
    ? [intoOpen(s, kept, e.condition, true), intoOpen(s, other, e.else, true)]
    : [ofCType(s, kept, e.condition), ofCType(s, other, e.else)];
  const [then, otherwise] = pointer ? [a, b] : [math(s, "common", a, closure(b)), math(s, "common", b, closure(a))];
  const type = first.key === openKey ? undefined : first.type;
  const declared = declare(name, type, first.key === openKey ? first.rust : coerce(s, first, first.key, first.type));
  const either: RustExpression = { kind: "if", condition: truth(s, kept), then: only(then), else: only(otherwise) };
  return openValue(withStatements([declared], either));
}

/** Is what is calculated of a type that the usual conversions with `other` leave as it is, whatever the caller's types are? */
function holdsType(s: BodyState, e: TypedExpression, other: TypedExpression): boolean {
  const shape = s.types.integer(s.types.key(other.type));
  if (shape === undefined) return false;
  const isInt = shape.bits < 32 || (shape.bits === 32 && shape.signed);
  const holds = (one: TypedExpression): boolean => {
    const own = s.types.integer(s.types.key(one.type));
    if (own !== undefined && own.bits >= 32)
      return own.bits > shape.bits || (own.bits === shape.bits && (!own.signed || shape.signed));
    if (one.kind === "unary") return isInt || holds(one.of);
    if (one.kind !== "arithmetic") return false;
    return (
      isInt || holds(one.left) || (!one.operator.startsWith("<") && !one.operator.startsWith(">") && holds(one.right))
    );
  };
  return holds(e);
}

/** `value op= right`: `value` for what it is, `stored` for a place of an unknown type. */
export function openOperated(
  s: BodyState,
  operator: string,
  from: RustExpression,
  right: Value,
  pointer: boolean,
): { readonly value: RustExpression; readonly stored: RustExpression } {
  if (pointer && (operator === "+" || operator === "-")) {
    const count = operator === "+" ? indexValue(s, right) : method(countValue(s, right), "wrapping_neg");
    const moved = method(from, "wrapping_offset", count);
    return { value: moved, stored: moved };
  }
  const value = math(s, functions[operator], from, settledValue(s, right));
  return { value, stored: math(s, "convert", value) };
}
