/**
 * What only the caller of a macro decides: values and objects whose type its arguments have. Their key is `?`. Arithmetic on them goes through
 * functions that convert as C does (math/); what is stored is converted to the type of its place; conditions ask whether it is zero.
 * In: typed nodes of the error type. Out: Rust for the body of a `macro_rules!`.
 */
import { placeholderIndex, type TypedExpression } from "../../semantics/index.js";
import type { Accessor } from "../accessor.js";
import type { MathHelper } from "../math/index.js";
import type { RustExpression, RustType } from "../rust-crate.js";
import { macroParameterName, rustName } from "../rust-name.js";
import { type BodyState, corePath, refuse } from "./body-state.js";
import { isFloatKey, isFunctionKey, isPointerKey, type TypeKey } from "./body-type.js";
import { constantOf } from "./constant-value.js";
import { rvalue } from "./expression.js";
import { atom, call, cast, field, method, path, unary } from "./make.js";
import {
  isArray,
  isCalculated,
  isIndex,
  isNumber,
  isNumberParameter,
  isPointer,
  isPointerParameter,
  isText,
  isVoidPointer,
  pointsToConst,
  recordOf,
} from "./open-kind.js";
import { addressOf, nullPlace, type Place, placeOf } from "./place.js";
import { several } from "./several-arguments.js";
import { coerce, typed, type Value } from "./value.js";
import { visitRows } from "./visit.js";

export const openKey: TypeKey = "?";
export const inferred = path("_");

export const openValue = (rust: RustExpression): Value => ({ rust, key: openKey, type: inferred });

/** A call of one of the functions of `math/`. */
export function math(s: BodyState, name: MathHelper, ...args: readonly RustExpression[]): RustExpression {
  if (s.macro === undefined) return refuse("a value of an unknown type");
  s.macro.usesMath.add(name);
  return call(`${s.macro.mathPath}${name}`, ...args);
}

/** A parameter's `$name`. */
export function parameterName(s: BodyState, index: number): string {
  const parameter = s.macro?.parameters[index];
  return parameter === undefined ? refuse("a macro's parameter") : `$${macroParameterName(parameter.name)}`;
}

/** `$name` for a placeholder, the name itself otherwise. */
export function openName(s: BodyState, name: string): string {
  const index = placeholderIndex(name);
  return index === undefined ? rustName(name) : parameterName(s, index);
}

export function parameterValue(s: BodyState, e: TypedExpression & { readonly kind: "macro-parameter" }): Value {
  if (e.variadic) return refuse("any number of arguments as one value", e.at);
  const { role, changed } = s.macro?.parameters[e.index] ?? {};
  const name = parameterName(s, e.index);
  if (s.macro !== undefined && (role === "list" || role === "variadic")) return openValue(several(s.macro, e.index));
  if (role === "literal") return refuse("a string literal of the caller's where it is no literal", e.at);
  const key = s.types.key(e.type);
  if (isText(s, e.type) && changed !== true) {
    s.helpers.add("Text");
    const text = method(call(`${s.t.helperPath}Text`, atom(name)), "pointer");
    return { rust: text, key, type: s.types.rust(e.type) };
  }
  if (isVoidPointer(key)) return { rust: cast(atom(name), s.types.rust(e.type)), key, type: s.types.rust(e.type) };
  if (key !== openKey) return { rust: atom(name), key, type: s.types.rust(e.type) };
  return { ...openValue(atom(name)), ...(s.macro?.elementsAsked.has(e.index) && { elements: atom(name) }) };
}

/** The parameter whose element it is: `(t)[0]`. */
export function elementOf(e: TypedExpression): number | undefined {
  if (e.kind !== "dereference" || e.of.kind !== "arithmetic" || e.of.operator !== "+") return undefined;
  const [base] = [e.of.left, e.of.right].filter((one) => one.kind === "macro-parameter");
  return base?.kind === "macro-parameter" ? base.index : undefined;
}

/** Parameters whose elements the data ask for the size of. */
export function elementsAsked(data: unknown): ReadonlySet<number> {
  const found = new Set<number>();
  visitRows(data, (row) => {
    const index = row.kind === "open-size" ? elementOf(row.of as TypedExpression) : undefined;
    if (index !== undefined) found.add(index);
    return true;
  });
  return found;
}

/** `(*p).f`, `x.f`: of a record that the caller knows. */
export function openMember(s: BodyState, e: TypedExpression & { readonly kind: "open-member" }): Place {
  const { rust: of, mutable: isMutable, packed: inPacked } = e.arrow ? pointed(s, rvalue(s, e.of)) : placeOf(s, e.of);
  const mutable = isMutable && !(e.arrow && pointsToConst(s, e.of));
  const behind = reachedBehind(s, e);
  if (behind !== undefined && behind !== "field") {
    const start = method(of, mutable ? behind.second : behind.name);
    return { ...openPlace(unary("*", start), e.type), mutable };
  }
  if (behind === undefined && placeholderIndex(e.name) === undefined && !s.macro?.members.isPlain(e.name))
    return refuse(`the member ${e.name}, which is no field of every record that has it`, e.at);
  const packed = inPacked || (placeholderIndex(e.name) === undefined && s.macro?.members.isPacked(e.name) === true);
  return { ...openPlace(field(of, openName(s, e.name)), e.type), mutable, packed };
}

/**
 * How the member is reached where it is behind another one: in those of the types that records have that one with which have the member, too.
 * Undefined where the program has none.
 */
function reachedBehind(
  s: BodyState,
  e: TypedExpression & { readonly kind: "open-member" },
): Accessor | "field" | undefined {
  const holder = e.of.kind === "load" ? e.of.of : e.of;
  if (holder.kind !== "open-member" || placeholderIndex(e.name) !== undefined) return undefined;
  const name = rustName(e.name);
  const [first, ...others] = (s.macro?.members.typesOf(holder.name) ?? []).flatMap((type) => {
    const record = recordOf(s, type, e.arrow);
    if (record === undefined) return [];
    if (s.macro?.members.isFieldOf(record, e.name)) return "field";
    return s.t.shapes.of(record)?.accessors.find((one) => one.name === name) ?? [];
  });
  if (first === undefined) return undefined;
  if (first !== "field" && first.kind !== "pointer") return refuse(`the member ${e.name}, which is no field`, e.at);
  const alike = (one: Accessor | "field"): boolean =>
    first === "field" || one === "field" ? first === one : one.kind === "pointer" && one.second === first.second;
  if (!others.every(alike)) return refuse(`the member ${e.name}, which is no field of every record that has it`, e.at);
  return first;
}

const pointed = (s: BodyState, pointer: Value) => ({
  rust: unary("*", typedPointer(s, pointer)),
  mutable: !pointer.key.startsWith("*const"),
  packed: false,
});

/** A null pointer says what it points to: `((T *)0)->member`. */
const typedPointer = (s: BodyState, value: Value): RustExpression =>
  value.literal === 0n && value.type.kind === "pointer" ? nullPlace(s, value.type) : value.rust;

export const isVolatileMember = (s: BodyState, e: TypedExpression & { readonly kind: "open-member" }): boolean =>
  e.mayBeVolatile || s.macro?.members.isVolatile(e.name) === true;

/** Read as volatile where one of the records has it so: that is right for the others, too. */
export function openMemberValue(s: BodyState, e: TypedExpression & { readonly kind: "open-member" }): Value {
  const { rust } = openMember(s, e);
  if (isArray(s, e)) return openValue(math(s, "element", unary("&raw mut ", rust), atom("0")));
  if (!isVolatileMember(s, e)) return openValue(rust);
  return openValue(method(unary("&raw const ", rust), "read_volatile"));
}

export function openPlace(rust: RustExpression, cType: TypedExpression["type"]): Place {
  return {
    rust,
    key: openKey,
    type: inferred,
    cType,
    mutable: true,
    unaligned: false,
    packed: false,
    inStatic: false,
  };
}

/** A parameter whose size is asked for: where C has a pointer it is an array (`strlcpy((to), from, sizeof(to))`), or a pointer that is an object. */
const isMeasured = (s: BodyState, e: TypedExpression): boolean =>
  e.kind === "macro-parameter" && s.macro?.parameters[e.index]?.measured === true && s.types.key(e.type) === openKey;

/** The pointer to its first element; undefined for any other. */
export function measuredArray(s: BodyState, e: TypedExpression, mutable: boolean): RustExpression | undefined {
  if (e.kind !== "macro-parameter" || !isMeasured(s, e)) return undefined;
  return math(s, "element", unary(mutable ? "&raw mut " : "&raw const ", parameterValue(s, e).rust), atom("0"));
}

/** `*p`, and `a[i]`, which is `*(a + i)`: of a pointer or of an array. */
export function openDereference(
  s: BodyState,
  e: TypedExpression & { readonly kind: "dereference" },
  mutable = true,
): Place {
  const { of } = e;
  if (of.kind === "arithmetic" && of.operator === "+") {
    const [base, index] = isIndex(s, of.left) ? [of.right, of.left] : [of.left, of.right];
    const count = indexOf(s, index);
    if (isPointer(s, base) && !isArray(s, base) && !isMeasured(s, base))
      return openPlace(unary("*", method(rvalue(s, base).rust, "wrapping_offset", count)), e.type);
    const array = placeOf(s, base);
    const start = addressOf(array, mutable);
    return { ...openPlace(unary("*", math(s, "element", start.rust, count)), e.type), unaligned: array.packed };
  }
  return openPlace(unary("*", measuredArray(s, of, mutable) ?? rvalue(s, of).rust), e.type);
}

/** Of a `?:` whose condition is known, the branch that is left. */
export function knownBranch(s: BodyState, e: TypedExpression): TypedExpression {
  if (e.kind !== "conditional" || e.then === undefined || s.types.key(e.type) !== openKey) return e;
  const known = constantOf(s, e.condition);
  return known === undefined ? e : knownBranch(s, known === 0n ? e.else : e.then);
}

/** What counts elements. A number that is not negative is the same in every type. */
export function indexOf(s: BodyState, e: TypedExpression): RustExpression {
  const branch = knownBranch(s, e);
  return indexValue(s, rvalue(s, (constantOf(s, branch) ?? -1n) >= 0n ? branch : e));
}

export function indexValue(s: BodyState, value: Value): RustExpression {
  if (value.literal !== undefined) return value.rust;
  return value.key === openKey ? math(s, "convert", value.rust) : coerce(s, value, "isize", path("isize"), false);
}

/** The same, of a type that Rust sees: its methods can be called. */
export function countValue(s: BodyState, value: Value): RustExpression {
  const count = indexValue(s, value);
  const isize = path("isize");
  if (value.key !== openKey || count.kind !== "call") return cast(count, isize);
  return { ...count, generics: [inferred, isize] };
}

/** A literal beside a value of an unknown type has its C type spelled: the type of the result follows from it. */
export function settledValue(s: BodyState, value: Value): RustExpression {
  if (value.key === "i128" || value.key === "u128")
    return refuse("arithmetic in 128 bits with a number of the caller's");
  if (isFloatKey(value.key)) return floatOfType(value);
  if (s.types.integer(value.key) === undefined) return value.rust;
  if (value.literal === undefined) return value.loose === true ? typed(s, value, value.key, value.type) : value.rust;
  if (value.key === "i32" && value.rust.kind === "atom" && /^-?\w+$/.test(value.rust.text))
    return atom(`${value.rust.text}i32`);
  return cast(value.rust, value.type);
}

/** A literal of float says so: a bare one is a double. */
const floatOfType = ({ rust, key, loose }: Value): RustExpression =>
  loose === true && rust.kind === "atom" && /^-?\d/.test(rust.text) ? atom(`${rust.text}${key}`) : rust;

export const openTruth = (s: BodyState, rust: RustExpression): RustExpression => math(s, "truth", rust);

/** A value of an unknown type where one of a known type is wanted. @param implicit no cast is written: pointers are what they are */
export function fromOpen(s: BodyState, value: Value, key: TypeKey, type: RustType, implicit: boolean): RustExpression {
  if (key === "bool") return openTruth(s, value.rust);
  if (s.types.integer(key) !== undefined || key === "f32" || key === "f64") return cast(value.rust, type);
  // a pointer to what the caller knows has that type already
  if (isPointerKey(key) && key.endsWith(` ${openKey}`)) return value.rust;
  if (isPointerKey(key) && value.elements !== undefined) {
    const place = unary(key.startsWith("*mut ") ? "&raw mut " : "&raw const ", value.elements);
    const first = math(s, "element", place, atom("0"));
    return implicit && !isVoidPointer(key) ? first : cast(first, type);
  }
  // what C converts by itself: to void, and between signs; an argument is of its parameter's type
  const isArgument = value.rust.kind === "atom" && !isVoidPointer(key);
  if (isPointerKey(key)) return implicit && isArgument ? value.rust : cast(value.rust, type);
  if (isFunctionKey(key) && !implicit) return functionCast(s, value.rust, type);
  if (isFunctionKey(key) || implicit) return value.rust;
  return refuse(`Rust has no conversion of any value to ${key.replace(/^bytes /, "")}`);
}

/** `(int (*)(void))f`: a pointer to a function of any type. */
function functionCast(s: BodyState, rust: RustExpression, to: RustType): RustExpression {
  const made = math(s, "function", rust);
  return made.kind === "call" ? { ...made, generics: [inferred, to] } : made;
}

/** @param pointer the place plainly holds one; @param number it plainly holds a number; @param isAnyPointer it may be one to void */
export function intoOpen(
  s: BodyState,
  value: Value,
  e: TypedExpression,
  pointer: boolean,
  number = false,
  isAnyPointer = false,
): RustExpression {
  if (value.literal !== undefined) {
    if (isPointerKey(value.key) || (value.literal === 0n && pointer)) return call(corePath(s, "ptr::null_mut"));
    // a place may be unsigned, or too small
    return value.literal < 0n || value.literal > 0x7fn ? math(s, "convert", settledValue(s, value)) : value.rust;
  }
  // a named constant, as NULL may be
  if (pointer && s.types.integer(value.key) !== undefined && constantOf(s, e) === 0n)
    return call(corePath(s, "ptr::null_mut"));
  if (value.key === openKey && isAnyPointer && isPointerParameter(s, e)) return method(value.rust, "cast");
  if (value.key === openKey)
    return (isCalculated(e) || number || isNumber(s, objectRead(e)) || isNumberParameter(s, e)) && !isPointer(s, e)
      ? math(s, "convert", value.rust)
      : value.rust;
  const isNoInteger = value.key === "bool" || isFloatKey(value.key);
  if (isNoInteger || (s.types.integer(value.key) !== undefined && !pointer))
    return math(s, "convert", settledValue(s, value));
  return value.key === "*mut c_void" || isAnyPointer ? method(value.rust, "cast") : value.rust;
}

/** What is read. */
const objectRead = (e: TypedExpression): TypedExpression => (e.kind === "load" ? e.of : e);

/** One without a parameter is never called: it only says its type. */
export const closure = (value: RustExpression, parameter?: string): RustExpression => ({
  kind: "closure",
  parameter,
  value,
});
