/**
 * Calls (C11 6.5.2.2): functions by their names, pointers through `unwrap_unchecked` (calling null is as undefined as in C, and no
 * panic). Arguments take the Rust types of the parameters; those of `...` the C type they were promoted to.
 */
import { type FunctionType, parametersTaken, type TypedExpression, type TypeId } from "../../semantics/index.js";
import { hasFloats } from "../math/index.js";
import type { RustExpression, RustType } from "../rust-crate.js";
import { rustName } from "../rust-name.js";
import { type BodyState, corePath, refuse } from "./body-state.js";
import { isFloatKey, isFunctionKey, isPointerKey, type TypeKey } from "./body-type.js";
import { constantOf } from "./constant-value.js";
import { rvalue } from "./expression.js";
import { atom, call, cast, method, pointerTo } from "./make.js";
import { math, openKey, openValue, settledValue } from "./open.js";
import { decayedMember } from "./open-arithmetic.js";
import { isPointer, isVoidPointer } from "./open-kind.js";
import { nullPlace } from "./place.js";
import { functionOf, joined, severalArguments } from "./several-arguments.js";
import { coerce, typed, type Value } from "./value.js";

type Call = TypedExpression & { readonly kind: "call" };

export function callValue(s: BodyState, e: Call): Value {
  if (s.types.key(e.callee.type) === openKey) return openCall(s, e);
  const type = functionOf(s.types, e.callee.type);
  if (type === undefined) return refuse("a call of what is no function", e.at);
  const direct = directName(e.callee);
  const inline = direct !== undefined && s.scope.isInline(direct);
  const why = inline ? undefined : s.t.types.uncallable(type);
  if (why !== undefined) return refuse(`a call that Rust cannot make: ${why}`, e.at);
  if (!type.prototype && e.arguments.length > type.parameters.length) return refuse("a call without a prototype", e.at);
  const taken = parametersTaken(type, e.arguments);
  const rust: RustExpression = {
    kind: "call",
    callee: callee(s, e.callee),
    arguments: joined(e.arguments.map((one, index) => argument(s, one, taken[index], type))),
  };
  return { rust, key: s.types.key(e.type), type: s.types.rust(e.type) };
}

/** The function's name where the callee is one, through any `*` and `&` (6.5.3.2p4). */
export function directName(e: TypedExpression): string | undefined {
  if (e.kind === "function") return e.name;
  if (e.kind === "decay" || e.kind === "address-of" || e.kind === "dereference") return directName(e.of);
  return undefined;
}

/** A function that a macro defines, by its name. */
function localName(s: BodyState, e: TypedExpression): string | undefined {
  if (e.kind === "local" && s.types.canonical(e.type).kind === "function") return s.localNames[e.local];
  return e.kind === "decay" ? localName(s, e.of) : undefined;
}

/** A call of what the caller of the macro gives: a function's name, or a member that holds a pointer to one. */
function openCall(s: BodyState, e: Call): Value {
  const callee = read(e.callee);
  const of = callee.kind === "dereference" ? read(callee.of) : callee;
  const given = rvalue(s, of).rust;
  const isGiven = of.kind === "macro-parameter";
  const rust: RustExpression = {
    kind: "call",
    callee: isGiven ? given : method(given, "unwrap_unchecked"),
    arguments: e.arguments.map((one, index) =>
      isGiven ? settledValue(s, rvalue(s, one)) : pointersArgument(s, one, of, index),
    ),
  };
  return openValue(rust);
}

/** What is read, or taken for a pointer to itself. */
const read = (e: TypedExpression): TypedExpression => (e.kind === "load" || e.kind === "decay" ? e.of : e);

/** An argument of a function behind a pointer. Rust knows the parameter's type where the macro is called, and finds C's conversion to it (6.5.2.2p7). */
function pointersArgument(s: BodyState, e: TypedExpression, pointer: TypedExpression, index: number): RustExpression {
  const several = severalArguments(s, e);
  if (several !== undefined) return several;
  const value = rvalue(s, e);
  const anything = value.key === openKey ? anyPointer(parametersBehind(s, pointer, index), s) : undefined;
  if (anything !== undefined) return cast(value.rust, s.types.rust(anything));
  if (isNull(s, e, value.literal) && mayBePointer(s, pointer, index)) return call(corePath(s, "mem::zeroed"));
  const isNumber = value.key === "bool" || s.types.integer(value.key) !== undefined;
  const isConverted = isNumber || (value.key === openKey && !isParameterOfType(s, e, pointer, index));
  return isConverted ? math(s, "stored", settledValue(s, value)) : settledValue(s, value);
}

/** What is zero is so of any type: null, if the parameter is a pointer (6.3.2.3p3). */
const isNull = (s: BodyState, e: TypedExpression, literal: bigint | undefined): boolean =>
  literal === 0n || constantOf(s, e) === 0n;

/** May the parameter be a pointer, or is nothing known of it? */
function mayBePointer(s: BodyState, pointer: TypedExpression, index: number): boolean {
  const known = parametersBehind(s, pointer, index).flatMap((type) => type ?? []);
  return (
    known.length === 0 || known.some((type) => isPointerKey(s.types.key(type)) || isFunctionKey(s.types.key(type)))
  );
}

/** Is the argument of the parameter's type as it is, or of one that C does not convert? Known where it is a member, as of those that hold the pointer. */
function isParameterOfType(s: BodyState, e: TypedExpression, pointer: TypedExpression, index: number): boolean {
  const members = s.macro?.members;
  if (pointer.kind !== "open-member" || members === undefined) return false;
  const parameters = parametersBehind(s, pointer, index);
  if (parameters.some((type) => type !== undefined && !isScalar(s, type))) return true;
  const of = read(e);
  const given = of.kind === "open-member" ? members.typesOf(of.name) : [];
  return given.length === 1 && parameters.length > 0 && parameters.every((type) => type === given[0]);
}

/** Types of that parameter of the functions that members of the name point to; undefined for a member that points to none. */
function parametersBehind(s: BodyState, pointer: TypedExpression, index: number): readonly (TypeId | undefined)[] {
  if (pointer.kind !== "open-member" || s.macro === undefined) return [];
  return s.macro.members.typesOf(pointer.name).map((type) => {
    const row = s.types.canonical(type);
    const to = row.kind === "pointer" ? s.types.canonical(row.to) : row;
    return to.kind === "function" ? to.parameters[index]?.type : undefined;
  });
}

/** The pointer to void that all of them are, to which C converts any other by itself. */
function anyPointer(types: readonly (TypeId | undefined)[], s: BodyState): TypeId | undefined {
  const known = types.flatMap((type) => type ?? []);
  const [first, ...others] = known;
  if (first === undefined || !isVoidPointer(s.types.key(first))) return undefined;
  return others.every((type) => s.types.key(type) === s.types.key(first)) ? first : undefined;
}

function isScalar(s: BodyState, type: TypeId): boolean {
  const key = s.types.key(type);
  return (
    key === "bool" ||
    s.types.integer(key) !== undefined ||
    (isFloatKey(key) && hasFloats(s.t.input)) ||
    isPointerKey(key) ||
    isFunctionKey(key) ||
    key.startsWith("[")
  );
}

function callee(s: BodyState, e: TypedExpression): RustExpression {
  const name = directName(e);
  if (name !== undefined) {
    const why = s.scope.whyNoItem(name);
    if (why !== undefined) return refuse(`calls ${name}: ${why}`, e.at);
    s.values.add(name);
    const fn = s.scope.function(name);
    return fn?.weak ? method(atom(rustName(name)), "unwrap_unchecked") : atom(rustName(name));
  }
  const own = localName(s, e);
  if (own !== undefined) return atom(own);
  const pointer = e.kind === "dereference" && s.types.canonical(e.type).kind === "function" ? e.of : e;
  const value = rvalue(s, pointer);
  if (!isFunctionKey(value.key)) return refuse("a call through what Rust knows only as a pointer", e.at);
  const isNull = value.rust.kind === "atom" && value.rust.text === s.t.spelling.none;
  return method(isNull ? nullPlace(s, value.type) : value.rust, "unwrap_unchecked");
}

/** What is behind the named parameters is promoted (C11 6.5.2.2p7). */
function argument(s: BodyState, e: TypedExpression, index: number, fn: FunctionType): RustExpression {
  const { parameters, variadic } = fn;
  // an enum that is a type of its own is passed as it is: it has the bits of its number
  const promotes = variadic && s.t.input.enumStyle === "alias";
  const converted = !variadic && parameters.slice(index).every(({ type }) => isConverted(s, type));
  const several = severalArguments(s, e, promotes ? parameters.length - index : converted ? "converted" : undefined);
  if (several !== undefined) return several;
  const parameter = parameters[index]?.type;
  const value = rvalue(s, e);
  if (parameter === undefined && value.key === openKey)
    return isPointer(s, e) || !promotes ? value.rust : math(s, "argument", decayedMember(s, e) ?? value.rust);
  if (parameter === undefined) {
    const key = s.types.key(e.type);
    // `...` has no type to infer from: only int and double are what a bare literal is
    return key === "i32" && value.literal !== undefined ? value.rust : typed(s, value, key, s.types.rust(e.type));
  }
  const { key, type } = parameterType(s, parameter);
  return coerce(s, value, key, type);
}

/** A number, or a pointer to an object: what C converts to it without a cast `stored` does. What Rust coerces to a function's pointer it does not. */
function isConverted(s: BodyState, parameter: TypeId): boolean {
  const { key } = parameterType(s, parameter);
  const isFloat = isFloatKey(key) && hasFloats(s.t.input);
  return key === "bool" || s.types.integer(key) !== undefined || isFloat || isPointerKey(key);
}

function parameterType(s: BodyState, parameter: TypeId): { readonly key: TypeKey; readonly type: RustType } {
  const row = s.types.canonical(parameter);
  if (row.kind === "array") {
    const mutable = !s.t.types.isConst(row.of);
    return {
      key: `*${mutable ? "mut" : "const"} ${s.types.key(row.of)}`,
      type: pointerTo(s.types.rust(row.of), mutable),
    };
  }
  if (row.kind === "record") {
    const union = s.t.program.records[row.record].definition;
    if (union?.transparent && union.members.length > 0) return parameterType(s, union.members[0].type);
  }
  return { key: s.types.key(parameter), type: s.types.rust(parameter) };
}
