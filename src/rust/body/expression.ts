/**
 * Expressions: TypedExpression → Value. Side effects inside of expressions become block expressions where they stand, so that C's order
 * and short-circuits hold by construction (Rust evaluates operands left to right); `hoist.ts` takes those that come first anyway out
 * to statements of their own. C11 6.5.
 */
import { assertNever } from "../../base/index.js";
import type { TypedExpression, TypeId } from "../../semantics/index.js";
import type { RustExpression, RustStatement, RustType } from "../rust-crate.js";
import { arithmetic, pointerDifference, pointerOffset, unaryValue } from "./arithmetic.js";
import { assignmentValue, incrementValue, operatorAssignmentValue } from "./assignment.js";
import { type BodyState, fresh, refuse } from "./body-state.js";
import { isFloatKey, isPointerKey, type TypeKey } from "./body-type.js";
import { builtinValue } from "./builtin.js";
import { callValue } from "./call.js";
import { callerPlace } from "./caller-text.js";
import { comparison } from "./comparison.js";
import { constantOf } from "./constant-value.js";
import { initialValue } from "./initializer.js";
import { atom, binary, block, cast, declare, not, path, withStatements } from "./make.js";
import {
  fromOpen,
  measuredArray,
  openDereference,
  openKey,
  openMemberValue,
  openValue,
  parameterValue,
  settledValue,
} from "./open.js";
import { isNull, openAddress, openConditional, openPointer } from "./open-arithmetic.js";
import { isPointer, isSomewhereArray, parameterArray } from "./open-kind.js";
import { openList } from "./open-list.js";
import { nullOffset, openLike, openObjectSize } from "./open-type.js";
import { addressOf, decay, load, placeOf } from "./place.js";
import { floatValue, functionValue, integer, localFunction, offsetValue, sizeValue } from "./primary-expression.js";
import { rangeOfShape, within } from "./range.js";
import { expressionStatements, scoped, translateStatements } from "./statement.js";
import { after, boolValue, coerce, literalText, truth, typed, type Value } from "./value.js";
import { readOfVariable, visitRows } from "./visit.js";

export function rvalue(s: BodyState, e: TypedExpression): Value {
  switch (e.kind) {
    case "integer":
      return integer(s, e);
    case "float":
      return floatValue(s, e);
    case "size-of":
    case "align-of":
      return sizeValue(s, e);
    case "offset-of":
      return offsetValue(s, e);
    case "load": {
      // nobody else can have changed it
      if (e.of.kind === "compound-literal" && !e.volatile) return rvalue(s, e.of);
      const place = placeOf({ ...s, read: e.volatile ? undefined : constantRead(s, e.of) }, e.of);
      const value = of(s, load(s, place, e.volatile), e.type);
      return place.inStatic && !e.volatile ? { ...value, inStatic: true } : value;
    }
    case "decay":
      return decay(s, e, !pointsToConst(s, e.type));
    case "address-of":
      if (s.types.canonical(e.of.type).kind === "function")
        return e.of.kind === "dereference" ? rvalue(s, e.of.of) : rvalue(s, e.of);
      return addressOf(placeOf(s, e.of), !pointsToConst(s, e.type));
    case "function":
      return functionValue(s, e);
    case "convert":
      return conversion(s, e);
    case "unary":
      return unaryValue(s, e);
    case "not":
    case "comparison":
    case "logical":
      return boolValue(condition(s, e));
    case "arithmetic":
      return arithmetic(s, e);
    case "pointer-offset":
      return pointerOffset(s, e);
    case "pointer-difference":
      return pointerDifference(s, e);
    case "assign":
      return assignmentValue(s, e);
    case "assign-operator":
      return operatorAssignmentValue(s, e);
    case "increment":
      return incrementValue(s, e);
    case "conditional":
      return conditional(s, e);
    case "comma": {
      const left = expressionStatements(s, e.left);
      return after(s, left, rvalue(s, e.right));
    }
    case "call":
      return callValue(s, e);
    case "builtin":
      return builtinValue(s, e);
    case "statement-expression":
      return statementExpression(s, e);
    case "compound-literal":
      return literalNumber(s, e) ?? of(s, initialValue(s, e.initializer, e.type), e.type);
    case "dereference":
      return objectValue(s, e);
    case "local":
      return localFunction(s, e) ?? objectValue(s, e);
    case "segment-dereference":
    case "variable":
    case "string":
    case "function-name":
      return objectValue(s, e);
    case "member":
      return of(s, load(s, placeOf(s, e), false), e.type);
    case "macro-parameter":
      return parameterArray(s, e.index) ?? parameterValue(s, e);
    case "open-size":
      return openObjectSize(s, e);
    case "caller-place":
      return callerPlace(s, e);
    case "open-member":
      return openMemberValue(s, e);
    case "open-list":
      return openList(s, e);
    case "stringized":
      return refuse("an object where a value is meant", e.at);
    default:
      return assertNever(e);
  }
}

/**
 * The `static const` object of which a part is read: Rust has its value, but no place that would be one and the same everywhere, as C's address
 * is. Undefined where it is none, or something points to it as well.
 */
function constantRead(s: BodyState, e: TypedExpression): string | undefined {
  const name = readOfVariable(e)?.name;
  if (name === undefined || s.scope.constantObject(name) === undefined) return undefined;
  let times = 0;
  visitRows(e, (row) => {
    if (row.kind === "variable" && row.name === name) times++;
    return true;
  });
  return times === 1 ? name : undefined;
}

/** What the caller knows, as the pointer that it is to be, or the number that a pointer is. */
function openConverted(s: BodyState, e: TypedExpression & { readonly kind: "convert" }, key: TypeKey) {
  if (isPointerKey(key))
    return e.explicit ? openAddress(s, e.of) : (measuredArray(s, e.of, key.startsWith("*mut")) ?? openPointer(s, e.of));
  const isAddress = key === "usize" || s.types.integer(key)?.bits === s.t.input.target.pointer.size * 8;
  return e.explicit && isAddress ? openAddress(s, e.of) : undefined;
}

/** `(void *)(c ? x : y)`: each of the two as the pointer that the cast makes of it, if one is a pointer, which the other is then, too. */
function convertedBranches(
  s: BodyState,
  e: TypedExpression & { readonly kind: "convert" },
  key: TypeKey,
): TypedExpression | undefined {
  const { of, type, like } = e;
  if (!e.explicit || like !== undefined || !isPointerKey(key) || key.endsWith(` ${openKey}`)) return undefined;
  if (of.kind !== "conditional" || of.then === undefined || s.types.key(of.type) !== openKey) return undefined;
  const read = (one: TypedExpression): TypedExpression => (one.kind === "load" || one.kind === "decay" ? one.of : one);
  if (isNull(s, of.then, true) || isNull(s, of.else, true)) return undefined;
  if (![of.then, of.else].some((one) => isPointer(s, one) || isSomewhereArray(s, read(one)))) return undefined;
  return { ...of, type, then: { ...e, of: of.then }, else: { ...e, of: of.else } };
}

/** An object that is read without a load: only where its type is not known. */
function objectValue(s: BodyState, e: TypedExpression): Value {
  if (s.types.key(e.type) !== openKey) return refuse("an object where a value is meant", e.at);
  const isOpen = e.kind === "dereference" && s.types.key(e.of.type) === openKey;
  const place = isOpen ? openDereference(s, e, false) : placeOf(s, e);
  return openValue(load(s, place, s.t.types.volatility(e.type) === "itself"));
}

function of(s: BodyState, rust: RustExpression, type: TypeId): Value {
  return { rust, key: s.types.key(type), type: s.types.rust(type) };
}

function pointsToConst(s: BodyState, pointer: TypeId): boolean {
  const to = s.types.pointee(pointer);
  return to !== undefined && s.t.types.isConst(to);
}

/** `(T){ 5 }`, of a T that is a number: what the number in it is as one, so that a literal has a type where it needs one. */
function literalNumber(s: BodyState, e: TypedExpression & { readonly kind: "compound-literal" }): Value | undefined {
  const key = s.types.key(e.type);
  const { initializer, type, at } = e;
  if (s.types.integer(key) === undefined && !isFloatKey(key)) return undefined;
  if (initializer.kind === "value")
    return conversion(s, { kind: "convert", of: initializer.value, explicit: true, type, at });
  if (initializer.kind !== "zero") return undefined;
  if (isFloatKey(key)) return { rust: atom("0.0"), key, type: s.types.rust(type), loose: true };
  return { rust: atom("0"), key, type: s.types.rust(type), literal: 0n, loose: true };
}

/** Casts that cannot change the number wait until somebody needs the type. */
function conversion(s: BodyState, e: TypedExpression & { readonly kind: "convert" }): Value {
  const key = s.types.key(e.type);
  const type = s.types.rust(e.type);
  if (key === "bool") return boolValue(condition(s, e.of));
  if (s.types.canonical(e.type).kind === "void") {
    return { rust: withStatements(expressionStatements(s, e.of), atom("()")), key: "()", type };
  }
  if (isPointerKey(key) && !key.startsWith("*mut")) {
    const plain = constPointer(s, e.of);
    if (plain !== undefined) return { rust: coerce(s, plain, key, type), key, type };
  }
  const narrowed = narrowedArithmetic(s, e, key);
  if (narrowed !== undefined) return narrowed;
  const isAddress = s.types.integer(key) !== undefined || (isPointerKey(key) && !key.endsWith(` ${openKey}`));
  const offset = isAddress && e.explicit ? nullOffset(s, e.of) : undefined;
  if (offset !== undefined) return { rust: coerce(s, offset, key, type, false), key, type };
  const pointer = isPointerKey(key) ? throughInteger(s, e.of) : undefined;
  if (pointer !== undefined) return conversion(s, { ...e, of: pointer, explicit: true });
  const chosen = convertedBranches(s, e, key);
  if (chosen !== undefined) return rvalue(s, chosen);
  const open = openConverted(s, e, key);
  const value = open === undefined ? rvalue(s, e.of) : openValue(open);
  if (e.like !== undefined) return { ...openLike(s, value, e.of, e.like), key, type };
  // to a type that the caller names
  if (key === openKey) {
    return { rust: cast(settledValue(s, value), type), key, type };
  }
  // to a pointer to such a type: another one than that of what is cast, which may be the caller's, too
  if (e.explicit && isPointerKey(key) && key.endsWith(` ${openKey}`) && value.literal === undefined) {
    if (isInferred(type)) return refuse("a cast to a pointer to a type that only the caller knows", e.at);
    return { rust: cast(settledValue(s, value), type), key, type };
  }
  if (value.key === openKey) return { rust: fromOpen(s, value, key, type, !e.explicit), key, type };
  const shape = s.types.integer(key);
  const from = s.types.integer(value.key);
  if (shape !== undefined && value.literal === undefined && (from !== undefined || value.key === "bool")) {
    const range = value.key === "bool" ? { low: 0n, high: 1n } : from === undefined ? undefined : rangeOfShape(from);
    if (range !== undefined && within(range, rangeOfShape(shape))) return value;
  }
  if (value.literal !== undefined && shape !== undefined) {
    const literal = shape.signed ? BigInt.asIntN(shape.bits, value.literal) : BigInt.asUintN(shape.bits, value.literal);
    const rust = literal === value.literal ? value.rust : atom(literalText(literal, undefined));
    return { rust, key, type, literal, loose: true };
  }
  // null has no type until it stands somewhere
  if (value.literal === 0n && isPointerKey(key)) return { rust: atom("0"), key, type, literal: 0n, loose: true };
  // a number that is a literal in Rust, too, has no type until it stands somewhere
  const loose = value.literal !== undefined && isFloatKey(key);
  return { rust: coerce(s, value, key, type, !e.explicit), key, type, loose };
}

/** Left to Rust to find. */
function isInferred(type: RustType): boolean {
  if (type.kind === "pointer") return isInferred(type.to);
  return type.kind === "array" ? isInferred(type.of) : type.kind === "path" && type.path === "_";
}

/** The pointer below `(T *)(uintptr_t)p`: what comes out is p, and a constant may say so only without the integer. */
function throughInteger(s: BodyState, e: TypedExpression): TypedExpression | undefined {
  if (e.kind !== "convert" || s.types.integer(s.types.key(e.type))?.bits !== s.t.input.target.pointer.size * 8)
    return undefined;
  return isPointerKey(s.types.key(e.of.type)) ? e.of : undefined;
}

/** `&x` and arrays, converted to a const pointer: borrowed as one from the start. */
function constPointer(s: BodyState, e: TypedExpression): Value | undefined {
  if (e.kind === "convert" && isPointerKey(s.types.key(e.type)) && !e.explicit) return constPointer(s, e.of);
  if (e.kind === "address-of" && s.types.canonical(e.of.type).kind !== "function")
    return addressOf(placeOf(s, e.of), false);
  if (e.kind === "decay" && s.types.canonical(e.of.type).kind === "array") return decay(s, e, false);
  return undefined;
}

const modular = new Set(["+", "-", "*", "&", "|", "^"]);

/** `(u8)((int)a | (int)b)`: these operators give the same low bits in the narrow type (C11 6.3.1.3). */
function narrowedArithmetic(
  s: BodyState,
  e: TypedExpression & { readonly kind: "convert" },
  key: string,
): Value | undefined {
  const { of } = e;
  const shape = s.types.integer(key);
  const wide = s.types.integer(s.types.key(of.type));
  if (shape === undefined || wide === undefined || shape.bits >= wide.bits) return undefined;
  const narrow = (one: TypedExpression): TypedExpression | undefined => {
    if (one.kind === "integer" && one.name === undefined) {
      const value = shape.signed ? BigInt.asIntN(shape.bits, one.value) : BigInt.asUintN(shape.bits, one.value);
      return { ...one, value, type: e.type };
    }
    return one.kind === "convert" && !one.explicit && s.types.key(one.of.type) === key ? one.of : undefined;
  };
  if (of.kind === "unary") {
    const operand = narrow(of.of);
    return operand === undefined ? undefined : unaryValue(s, { ...of, of: operand, type: e.type });
  }
  if (of.kind !== "arithmetic" || !modular.has(of.operator)) return undefined;
  const left = narrow(of.left);
  const right = narrow(of.right);
  return left === undefined || right === undefined ? undefined : arithmetic(s, { ...of, left, right, type: e.type });
}

/** A scalar as Rust's bool. */
export function condition(s: BodyState, e: TypedExpression): RustExpression {
  switch (e.kind) {
    case "not":
      return not(condition(s, e.of), comparesOrdered(s, e.of));
    case "comparison":
      return comparison(s, e);
    case "logical":
      return binary(condition(s, e.left), e.operator, condition(s, e.right));
    case "convert":
      return keepsZero(s, e) ? condition(s, e.of) : truth(s, rvalue(s, e));
    default:
      return truth(s, rvalue(s, e));
  }
}

/** Is it a comparison of integers or pointers, of which one is either below another or not? A NaN is neither. */
export const comparesOrdered = (s: BodyState, e: TypedExpression): boolean =>
  e.kind === "comparison" && !isFloatKey(s.types.key(e.left.type));

/** Is the value zero after the conversion exactly where it was before? */
function keepsZero(s: BodyState, e: TypedExpression & { readonly kind: "convert" }): boolean {
  const to = s.types.key(e.type);
  const from = s.types.key(e.of.type);
  if (to === "bool") return true;
  const bits = (key: string): number => {
    if (key === "bool") return 1;
    if (isPointerKey(key)) return s.t.input.target.pointer.size * 8;
    return s.types.integer(key)?.bits ?? 0;
  };
  return bits(from) > 0 && bits(to) >= bits(from);
}

type Conditional = TypedExpression & { readonly kind: "conditional" };

function conditional(s: BodyState, e: Conditional): Value {
  const known = constantOf(s, e.condition);
  if (s.types.key(e.type) === openKey) return openConditional(s, e, known);
  if (e.then === undefined) return elvis(s, e, e.else);
  if (known !== undefined) return rvalue(s, known === 0n ? e.else : e.then);
  const test = condition(s, e.condition);
  const then = rvalue(s, e.then);
  const other = rvalue(s, e.else);
  const key = s.types.key(e.type);
  const type = s.types.rust(e.type);
  if (s.types.canonical(e.type).kind === "void") return { rust: either(test, then.rust, other.rust), key: "()", type };
  if (
    then.key === other.key &&
    then.literal === undefined &&
    other.literal === undefined &&
    s.types.integer(key) !== undefined
  ) {
    return {
      rust: either(test, then.rust, other.rust),
      key: then.key,
      type: then.type,
      loose: then.loose === true && other.loose === true,
    };
  }
  const loose = then.loose === true && other.loose === true;
  // null in both: nothing else says what it points to
  const isNull = isPointerKey(key) && then.literal === 0n && other.literal === 0n;
  const own = isNull ? typed(s, then, key, type) : coerce(s, then, key, type, false);
  const values = [own, coerce(s, other, key, type, false)] as const;
  const [first, second] = values.map((one) => (isFunction(one) ? asPointer(one, type) : one));
  return { rust: either(test, first, second), key, type, loose };
}

const isFunction = (one: RustExpression) =>
  one.kind === "call" && one.callee.kind === "atom" && /(^|:)Some$/.test(one.callee.text);

/** Each function has a type of its own in Rust; beside another one it is cast to the type of pointers to both. */
function asPointer(value: RustExpression, type: RustType): RustExpression {
  if (value.kind !== "call" || type.kind !== "generic") return value;
  return { ...value, arguments: value.arguments.map((of) => cast(of, type.arguments[0])) };
}

export function either(condition: RustExpression, then: RustExpression, other: RustExpression): RustExpression {
  return { kind: "if", condition, then: asBlock(then), else: asBlock(other) };
}

const asBlock = (value: RustExpression) =>
  value.kind === "block" && value.label === undefined && !value.unsafe ? value.body : block([{ kind: "value", value }]);

/** GNU's `a ?: b`. */
function elvis(s: BodyState, e: Conditional, otherwise: TypedExpression): Value {
  const key = s.types.key(e.type);
  const type = s.types.rust(e.type);
  const first = rvalue(s, e.condition);
  const name = fresh(s, "first");
  const value: Value = { rust: atom(name), key: first.key, type: first.type };
  const statements: RustStatement[] = [
    declare(name, first.loose ? first.type : undefined, coerce(s, first, first.key, first.type)),
  ];
  const rust = either(
    truth(s, value),
    coerce(s, value, key, type, false),
    coerce(s, rvalue(s, otherwise), key, type, false),
  );
  return { rust: withStatements(statements, rust), key, type };
}

function statementExpression(s: BodyState, e: TypedExpression & { readonly kind: "statement-expression" }): Value {
  return scoped(s, (inner) => {
    const statements = translateStatements(inner, e.body);
    if (e.value === undefined) {
      return {
        rust: { kind: "block", label: undefined, unsafe: false, body: block(statements) },
        key: "()",
        type: path("()"),
      };
    }
    const before = inner.pending.length;
    const value = rvalue(inner, e.value);
    const declared = inner.pending.splice(before);
    return after(s, [...statements, ...declared], value);
  });
}
