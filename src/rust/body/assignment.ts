/**
 * Assignments, compound assignments, `++` and `--` (C11 6.5.16, 6.5.2.4, 6.5.3.1): as statements where their value is not used, else as
 * blocks that end in the value. A place is evaluated once: where evaluating it twice would show, through a pointer.
 */
import type { TypedExpression } from "../../semantics/index.js";
import type { RustExpression, RustStatement } from "../rust-crate.js";
import { type Operand, offset, operand, operate } from "./arithmetic.js";
import { type BodyState, corePath, fresh, localOf, refuse } from "./body-state.js";
import { isFloatKey, isFunctionKey, isNewtypeKey, isPointerKey } from "./body-type.js";
import { constantOf } from "./constant-value.js";
import { rvalue } from "./expression.js";
import { assign, atom, binary, call, cast, declare, does, field, method, path, unary, withStatements } from "./make.js";
import { intoOpen, isVolatileMember, math, openKey, openValue, settledValue } from "./open.js";
import { numberOfCType, openOperated } from "./open-arithmetic.js";
import {
  isAnyPointer,
  isNumber,
  isOfType,
  isOfUnknownKind,
  isPointer,
  isTruthParameter,
  mayBeFunction,
  maybePointer,
  mayHoldNumber,
  mayHoldOther,
} from "./open-kind.js";
import { addressOf, load, mayBeUnaligned, type Place, placeOf, store } from "./place.js";
import { isPure } from "./purity.js";
import { rangeOfShape } from "./range.js";
import { asExpression, segmentUpdate } from "./segment.js";
import { coerce, truth, typed, type Value } from "./value.js";

type Assign = TypedExpression & { readonly kind: "assign" };
type OperatorAssign = TypedExpression & { readonly kind: "assign-operator" };
type Increment = TypedExpression & { readonly kind: "increment" };

export function assignmentStatements(s: BodyState, e: Assign): RustStatement[] {
  const place = placeOf(s, e.target);
  const value = storedValue(s, e, place, rvalue(s, e.value));
  return [does(store(s, place, value, isVolatile(s, e)))];
}

/** Is what is assigned volatile, or a member that is so in some of the records that have it? A volatile access is right for the others, too. */
const isVolatile = (s: BodyState, { volatile, target }: Assign | OperatorAssign | Increment): boolean =>
  volatile || (target.kind === "open-member" && isVolatileMember(s, target));

/** Is it to be read once and written once? A register may change by being read, so compilers do not ask it again for the value (6.5.16p3). */
const isAccessedOnce = (s: BodyState, e: OperatorAssign | Increment, place: Place): boolean =>
  isVolatile(s, e) && place.bitField === undefined && place.segment === undefined;

/** The value as what the place holds. */
function storedValue(s: BodyState, e: Assign, place: Place, value: Value): RustExpression {
  const like = e.target.kind === "local" ? localOf(s, e.target.local).like : undefined;
  // of that very type: a record, it may be
  if (like !== undefined && isOfType(s, e.value, like)) return value.rust;
  if (like !== undefined && value.key === openKey && e.value.kind === "macro-parameter")
    return math(s, "stored", value.rust);
  // what is zero is so of any type: null as a pointer to a function, too, and 0 as a pointer
  const isZero = value.literal === 0n || constantOf(s, e.value) === 0n;
  if (place.key === openKey && isZero && (mayBeFunction(s, e.target) || maybePointer(s, e.target)))
    return call(corePath(s, "mem::zeroed"));
  // a number that may have a fraction, a truth, or null
  const isOther = (): boolean => mayHoldOther(s, e.target) || isTruthParameter(s, e.target);
  if (place.key === openKey && value.literal !== undefined && !isPointer(s, e.target) && isOther())
    return math(s, "convert", settledValue(s, value));
  if (place.key === openKey && value.key === openKey && isOfUnknownKind(s, e.value) && mayHoldNumber(s, e.target))
    return math(s, "stored", value.rust);
  if (place.key === openKey)
    return intoOpen(s, value, e.value, isPointer(s, e.target), isNumber(s, e.target), isAnyPointer(s, e.target));
  return coerce(s, value, place.key, place.type);
}

/** `{ x = v; x }`; for places that are not a mere name `{ let value = v; *p = value; value }`. */
export function assignmentValue(s: BodyState, e: Assign): Value {
  const place = placeOf(s, e.target);
  const given = rvalue(s, e.value);
  const value = storedValue(s, e, place, given);
  const result = { key: place.key, type: place.type };
  const volatile = isVolatile(s, e);
  if (e.target.kind === "local" && !volatile && !place.inStatic)
    return { ...result, rust: withStatements([does(store(s, place, value, false))], place.rust) };
  if (given.literal === 0n && isPointerKey(place.key)) {
    const null_ = typed(s, given, place.key, place.type);
    return { ...result, rust: withStatements([does(store(s, place, value, volatile))], null_) };
  }
  if (given.literal !== undefined && value.kind === "atom" && place.bitField === undefined && place.key !== openKey)
    return { ...result, loose: true, rust: withStatements([does(store(s, place, value, volatile))], value) };
  const name = fresh(s, "value");
  const kept = declare(name, place.key === openKey ? undefined : place.type, value);
  if (place.bitField === undefined)
    return { ...result, rust: withStatements([kept, does(store(s, place, atom(name), volatile))], atom(name)) };
  // what a bit-field keeps of the value is the value (6.5.16p3)
  const { before, place: once } = stable(s, place);
  const statements = [kept, ...before, does(store(s, once, atom(name), volatile))];
  return { ...result, rust: withStatements(statements, load(s, once, false)) };
}

/** A place that may be named twice, with what has to be done before. */
function stable(s: BodyState, place: Place): { readonly before: readonly RustStatement[]; readonly place: Place } {
  const inner = place.bitField?.of ?? place;
  if (isPure(inner.rust)) return { before: [], place };
  const name = fresh(s, "place");
  const address = addressOf(inner, true);
  const rust = unary("*", atom(name));
  const before = [declare(name, undefined, address.rust)];
  // a field of a packed record is one by its path, and a pointer that may not be aligned by its address
  const unaligned = inner.unaligned || (inner.packed && mayBeUnaligned(s, inner.cType));
  const there = { rust, written: undefined, inStatic: false, unaligned };
  if (place.bitField === undefined) return { before, place: { ...place, ...there } };
  const of: Place = { ...place.bitField.of, ...there };
  return { before, place: { ...place, rust, bitField: { ...place.bitField, of } } };
}

export function operatorAssignmentStatements(s: BodyState, e: OperatorAssign): RustStatement[] {
  const { before, place } = stable(s, placeOf(s, e.target));
  return [...before, ...operatorStatements(s, e, place)];
}

/** @param kept the variable that has the new value afterwards; undefined: none has */
function operatorStatements(s: BodyState, e: OperatorAssign, place: Place, kept?: string): RustStatement[] {
  const out: RustStatement[] = [];
  const volatile = isVolatile(s, e);
  const put = (value: RustExpression): RustStatement[] => {
    if (kept === undefined) return [...out, does(store(s, place, value, volatile))];
    const type = place.key === openKey ? undefined : place.type;
    return [...out, declare(kept, type, value), does(store(s, place, atom(kept), volatile))];
  };
  let right = operand(s, e.value);
  // the right side is evaluated before the place is read, as compilers do it
  if (!isPure(right.value.rust) && right.value.rust.kind !== "atom") {
    const name = fresh(s, "value");
    out.push(declare(name, right.value.loose === true ? right.value.type : undefined, right.value.rust));
    right = { ...right, value: { rust: atom(name), key: right.value.key, type: right.value.type } };
  }
  if (place.segment !== undefined) {
    const given = coerce(s, right.value, place.key, place.type);
    const made = segmentUpdate(s, place, e.operator, given);
    if (made !== undefined) return [...out, does(asExpression(made))];
  }
  if (isFunctionKey(place.key)) return refuse("arithmetic on a pointer to a function", e.at);
  if (place.key === openKey || right.value.key === openKey) {
    const given = numberOfCType(s, right.value, e.value);
    const moved = openOperated(s, e.operator, promotedLoad(s, e, place), given, isPointer(s, e.target));
    return put(place.key === openKey ? moved.stored : coerce(s, openValue(moved.value), place.key, place.type));
  }
  if (isPointerKey(place.key)) {
    if (e.operator !== "+" && e.operator !== "-") return refuse(`${e.operator}= on a pointer`, e.at);
    return put(offset(s, load(s, place, volatile), right, e.operator === "-"));
  }
  const short = shortForm(s, e, place, right);
  if (short !== undefined) return [...out, does(short)];
  return put(operated(s, e, place, right));
}

/** A bit-field narrower than an int is one where C calculates with it; it shows where more than the low bits of both sides matter. */
function promotedLoad(s: BodyState, e: OperatorAssign, place: Place): RustExpression {
  const value = load(s, place, isVolatile(s, e));
  const record = e.target.kind === "member" ? s.types.record(e.target.of.type) : undefined;
  if (modular.has(e.operator) || e.operator === "<<") return value;
  if (place.bitField === undefined || record === undefined || e.target.kind !== "member") return value;
  const width = s.t.program.records[record].definition?.members[e.target.index].bitWidth ?? 0;
  return width > 0 && width < 32 ? cast(value, path(s.t.spelling.ffi("c_int"))) : value;
}

/** `x |= y` and its like, which mean the same in both languages. */
function shortForm(s: BodyState, e: OperatorAssign, place: Place, right: Operand): RustExpression | undefined {
  if (e.volatile || place.bitField !== undefined || place.unaligned) return undefined;
  const shape = s.types.integer(place.key);
  const target = place.written ?? place.rust;
  if (shape === undefined) {
    if (!isFloatKey(place.key) || s.types.key(e.compute) !== place.key) return undefined;
    return assign(target, coerce(s, right.value, place.key, place.type), `${e.operator}=`);
  }
  if (e.operator === "|" || e.operator === "&" || e.operator === "^")
    return assign(target, coerce(s, right.value, place.key, place.type), `${e.operator}=`);
  if (e.operator !== "<<" && e.operator !== ">>") return undefined;
  const inRange = right.range !== undefined && right.range.low >= 0n && right.range.high < BigInt(shape.bits);
  if (!inRange || s.types.integer(right.value.key) === undefined) return undefined;
  return assign(target, right.value.rust, `${e.operator}=`);
}

const modular = new Set(["+", "-", "*", "&", "|", "^"]);

/** `(T)((compute)x op value)`; in T itself where the low bits are the same. */
function operated(s: BodyState, e: OperatorAssign, place: Place, right: Operand): RustExpression {
  const read: Value = { rust: load(s, place, e.volatile), key: place.key, type: place.type };
  const shape = s.types.integer(place.key);
  const compute = s.types.key(e.compute);
  const wide = s.types.integer(compute);
  const left: Operand = { value: read, range: shape === undefined ? undefined : rangeOfShape(shape) };
  if (shape !== undefined && wide !== undefined && shape.bits <= wide.bits && modular.has(e.operator)) {
    const same: Operand = {
      value: { rust: coerce(s, right.value, place.key, place.type), key: place.key, type: place.type },
      range: undefined,
    };
    return operate(s, e.operator, left, right.value.literal === undefined ? same : right, place.key, place.type).rust;
  }
  const result = operate(s, e.operator, left, right, compute, s.types.rust(e.compute));
  if (place.key === "bool") return truth(s, result);
  return coerce(s, result, place.key, place.type);
}

export function operatorAssignmentValue(s: BodyState, e: OperatorAssign): Value {
  const { before, place } = stable(s, placeOf(s, e.target));
  const result = { key: place.key, type: place.type };
  if (isAccessedOnce(s, e, place)) {
    const kept = fresh(s, "value");
    return { ...result, rust: withStatements([...before, ...operatorStatements(s, e, place, kept)], atom(kept)) };
  }
  const statements = [...before, ...operatorStatements(s, e, place)];
  return { ...result, rust: withStatements(statements, load(s, place, e.volatile)) };
}

const one: Value = { rust: atom("1"), key: "i32", type: { kind: "path", path: "i32" }, literal: 1n, loose: true };

/** The place's value one more or one less. */
function stepped(s: BodyState, e: Increment, place: Place, from: RustExpression): RustExpression {
  const up = e.by === 1;
  if (place.key === openKey && !isPointer(s, e.target) && !isNumber(s, e.target))
    return math(s, "stepped", from, atom(up ? "1" : "-1"));
  if (place.key === openKey) return openOperated(s, up ? "+" : "-", from, one, isPointer(s, e.target)).stored;
  if (isPointerKey(place.key)) return method(from, up ? "wrapping_add" : "wrapping_sub", atom("1"));
  if (isFloatKey(place.key)) return binary(from, up ? "+" : "-", atom("1.0"));
  // 6.5.3.1: as `x += 1`, and what is not zero is true
  if (place.key === "bool") return up ? atom("true") : unary("!", from);
  if (isNewtypeKey(place.key)) {
    const number = method(field(from, "0"), up ? "wrapping_add" : "wrapping_sub", atom("1"));
    return call(place.key.slice("newtype ".length), number);
  }
  if (s.types.integer(place.key) === undefined) return refuse(`++ on ${place.key}`, e.at);
  return method(from, up ? "wrapping_add" : "wrapping_sub", atom("1"));
}

export function incrementStatements(s: BodyState, e: Increment): RustStatement[] {
  const { before, place } = stable(s, placeOf(s, e.target));
  const volatile = isVolatile(s, e);
  return [...before, does(store(s, place, stepped(s, e, place, load(s, place, volatile)), volatile))];
}

export function incrementValue(s: BodyState, e: Increment): Value {
  const { before, place } = stable(s, placeOf(s, e.target));
  const result = { key: place.key, type: place.type };
  const volatile = isVolatile(s, e);
  if (!e.postfix && !isAccessedOnce(s, e, place)) {
    const step = does(store(s, place, stepped(s, e, place, load(s, place, volatile)), volatile));
    return { ...result, rust: withStatements([...before, step], load(s, place, volatile)) };
  }
  const old = load(s, place, volatile);
  const name = fresh(s, e.postfix ? "old" : "value");
  const keep = declare(name, undefined, e.postfix ? old : stepped(s, e, place, old));
  const step = does(store(s, place, e.postfix ? stepped(s, e, place, atom(name)) : atom(name), volatile));
  return { ...result, rust: withStatements([...before, keep, step], atom(name)) };
}
