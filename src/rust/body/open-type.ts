/** Types that only the caller of a macro knows: `__typeof__(x)` is matched by what is never evaluated, sizes and offsets are asked of Rust. */
import { type OpenType, openTypeName, type TypedExpression, type TypeId } from "../../semantics/index.js";
import type { RustExpression, RustStatement, RustType } from "../rust-crate.js";
import { type BodyState, corePath, fresh, refuse } from "./body-state.js";
import { isPointerKey } from "./body-type.js";
import { callersTextSize } from "./caller-text.js";
import { constantOf } from "./constant-value.js";
import { rvalue } from "./expression.js";
import {
  atom,
  block,
  call,
  cast,
  declare,
  does,
  field,
  genericCall,
  method,
  path,
  pointerTo,
  unary,
  withStatements,
} from "./make.js";
import { closure, elementOf, math, openDereference, openKey, openName, openValue, settledValue } from "./open.js";
import { isArray, isPointer, parameterArray } from "./open-kind.js";
import { placeOf } from "./place.js";
import { coerce, type Value } from "./value.js";

/** The value in the type of `like`, which is not evaluated. */
export function openLike(s: BodyState, value: Value, of: TypedExpression, { of: like, pointer }: OpenType): Value {
  if (pointer) {
    const address = value.literal === 0n ? call(corePath(s, "ptr::null_mut")) : cast(value.rust, voidPointer(s));
    return openValue(pointerToLike(s, address, like));
  }
  const type = typeClosure(s, like);
  // an address that was calculated with is made a pointer again
  const isAddress = value.literal === undefined && s.types.integer(value.key) !== undefined;
  const isAny = isBehindParameter(like) && value.literal !== 0n;
  if (!isAddress && !isAny && (isPointer(s, of) || isPointer(s, like) || isPointerKey(value.key))) {
    const pointer = value.literal === 0n ? call(corePath(s, "ptr::null_mut")) : method(value.rust, "cast");
    return openValue(math(s, "same", pointer, type));
  }
  return openValue(math(s, "like", settledValue(s, value), type));
}

/** `*p`, which may be a pointer and may be a number: C makes a number of a pointer, too. */
function isBehindParameter(e: TypedExpression): boolean {
  const of = e.kind === "load" ? e.of : e;
  return of.kind === "dereference" && of.of.kind === "macro-parameter";
}

/** A pointer to what is of the type of `of`. Where that is behind a pointer its address is named, since it need not be what Rust copies. */
function pointerToLike(s: BodyState, address: RustExpression, of: TypedExpression): RustExpression {
  if (isBehindPointer(of)) return math(s, "pointer_to_place", address, placeClosure(s, of));
  return math(s, "pointer_to_like", address, typeClosure(s, of));
}

const isBehindPointer = (e: TypedExpression): boolean =>
  e.kind === "dereference" || (e.kind === "open-member" && (e.arrow || isBehindPointer(e.of)));

const placeClosure = (s: BodyState, of: TypedExpression): RustExpression =>
  closure(unary("&raw const ", notNull(s, placeRust(s, of))));

/** An array stays one: `__typeof__` does not take it for a pointer. */
const typeClosure = (s: BodyState, of: TypedExpression): RustExpression =>
  closure(notNull(s, isArray(s, of) ? placeOf(s, of).rust : ofOwnType(s, of)));

/** What is true or false to Rust is an int to C, where its type is what is asked for. */
function ofOwnType(s: BodyState, of: TypedExpression): RustExpression {
  const value = rvalue(s, of);
  const key = s.types.key(of.type);
  if (value.key !== "bool" || s.types.integer(key) === undefined) return value.rust;
  return coerce(s, value, key, s.types.rust(of.type), false);
}

/** What is not evaluated, with another pointer in the place of `(T *)0`: rustc refuses text that looks behind a null pointer. */
function notNull(s: BodyState, rust: RustExpression): RustExpression {
  if (rust.kind === "field") return { ...rust, of: notNull(s, rust.of) };
  if (rust.kind !== "unary" || rust.operator !== "*") return rust;
  const { of } = rust;
  const [type] = of.kind === "call" ? (of.generics ?? []) : [];
  if (type?.kind !== "pointer" || of.kind !== "call" || of.callee.kind !== "atom") return rust;
  if (of.callee.text !== corePath(s, "mem::zeroed")) return rust;
  return unary("*", cast(genericCall(corePath(s, "mem::align_of"), [type.to]), pointerTo(type.to, true)));
}

/**
 * `(size_t)&((T *)0)->member`, through whatever pointers: offsetof as it was written before C had one.
 * @param e what is converted to a number or to another pointer
 */
export function nullOffset(s: BodyState, e: TypedExpression): Value | undefined {
  if (e.kind === "convert" && isPointerKey(s.types.key(e.type))) return nullOffset(s, e.of);
  const names: string[] = [];
  let of = e.kind === "address-of" ? e.of : undefined;
  while (of?.kind === "open-member") {
    names.unshift(openName(s, of.name));
    if (of.arrow) break;
    of = of.of;
  }
  if (of?.kind !== "open-member" || of.of.kind !== "convert") return undefined;
  const pointer = of.of;
  const to = s.types.pointee(pointer.type);
  if (to === undefined || constantOf(s, pointer.of) !== 0n || isOfCallersValue(s, to)) return undefined;
  // nested paths came with Rust 1.82
  if (names.length > 1 && s.t.input.rustTarget.minor < 82) return undefined;
  return offsetMacro(s, to, names);
}

/** What a variable of such a type holds before it is given a value. */
export function openZero(s: BodyState, { of, pointer }: OpenType): RustExpression {
  if (pointer) return pointerToLike(s, call(corePath(s, "ptr::null_mut")), of);
  return math(s, "zero_like", typeClosure(s, of));
}

const voidPointer = (s: BodyState): RustType => ({
  kind: "pointer",
  mutable: true,
  to: path(s.t.spelling.ffi("c_void")),
});

/** `sizeof x` of an object of the caller's, which is named, but not evaluated. */
export function openObjectSize(s: BodyState, e: TypedExpression & { readonly kind: "open-size" }): Value {
  if (e.what === "align-of") return refuse("the alignment of an object whose type the caller knows", e.at);
  if (e.of.kind === "stringized") return callersTextSize(s, e.of);
  const array = parameterArray(s, elementOf(e.of) ?? -1);
  if (array !== undefined) {
    s.helpers.add("element_size");
    return { rust: call(`${s.t.helperPath}element_size`, array.rust), key: "usize", type: path("usize") };
  }
  if (e.of.kind === "local") {
    const rust = call(corePath(s, "mem::size_of_val"), unary("&", placeRust(s, e.of)));
    return { rust, key: "usize", type: path("usize") };
  }
  const size = fresh(s, "size");
  const rust = isPlace(e.of) ? placeRust(s, e.of) : ofOwnType(s, e.of);
  const never: RustStatement = {
    kind: "if",
    condition: atom("false"),
    then: block([does(method(atom(size), "of", unary("&", notNull(s, rust))))]),
    else: undefined,
  };
  const value = withStatements([declare(size, undefined, math(s, "size")), never], method(atom(size), "get"));
  return { rust: value, key: "usize", type: path("usize") };
}

const placeRust = (s: BodyState, of: TypedExpression): RustExpression =>
  of.kind === "dereference" ? openDereference(s, of, false).rust : placeOf(s, of).rust;

const places: ReadonlySet<TypedExpression["kind"]> = new Set([
  "local",
  "variable",
  "dereference",
  "member",
  "macro-parameter",
  "open-member",
  "load",
  "compound-literal",
] as const);
const isPlace = ({ kind }: TypedExpression): boolean => places.has(kind);

/** Is the type that of a value of the caller's? Then it has no name in Rust; a type of the caller's has one. */
export function isOfCallersValue(s: BodyState, type: TypeId): boolean {
  const { types, typedefs } = s.t.program;
  const row = types[type];
  return s.types.key(type) === openKey && (row.kind !== "typedef" || typedefs[row.typedef].name === openTypeName);
}

/** The size of a type of the caller's. */
export function openSize(s: BodyState, e: TypedExpression & { readonly kind: "size-of" | "align-of" }): Value {
  if (isOfCallersValue(s, e.of)) return refuse("the size of an expression whose type the caller knows", e.at);
  const name = e.kind === "size-of" ? "mem::size_of" : "mem::align_of";
  const rust: RustExpression = {
    kind: "call",
    callee: atom(corePath(s, name)),
    generics: [s.types.rust(e.of)],
    arguments: [],
  };
  return { rust, key: "usize", type: path("usize") };
}

export function openOffset(s: BodyState, e: TypedExpression & { readonly kind: "offset-of" }): Value {
  const names = e.path.map((step) =>
    typeof step === "string" ? openName(s, step) : refuse("offsetof with a subscript", e.at),
  );
  if (e.like?.pointer === false && isBehindPointer(e.like.of)) return offsetInObject(s, e.like.of, names);
  if (isOfCallersValue(s, e.of)) return refuse("offsetof of an expression whose type the caller knows", e.at);
  return offsetMacro(s, e.of, names);
}

/** Where members are in an object of the caller's, which is named, but not evaluated. */
function offsetInObject(s: BodyState, object: TypedExpression, names: readonly string[]): Value {
  const name = fresh(s, "whole");
  const member = names.reduce((of, step) => field(of, step), unary("*", atom(name)));
  const rust = math(s, "offset_in", placeClosure(s, object), closure(unary("&raw const ", member), name));
  return { rust, key: "usize", type: path("usize") };
}

export function offsetMacro(s: BodyState, of: TypeId, names: readonly string[]): Value {
  const rust: RustExpression = {
    kind: "macro",
    name: corePath(s, "mem::offset_of"),
    arguments: [{ kind: "type", type: s.types.rust(of) }, atom(names.join("."))],
  };
  return { rust, key: "usize", type: path("usize") };
}
