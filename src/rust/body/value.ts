/**
 * A translated value and its Rust type, and conversions between Rust types of equal C meaning. A value may be of another Rust type than
 * its C type says, as long as it is the same number: a comparison is a `bool` until somebody wants an int, a literal has no type
 * until it stands somewhere, `size_t` stays `usize`. C11 6.3 decided the conversions already; this writes them with the fewest casts.
 */
import type { TypeId } from "../../semantics/index.js";
import { integerText } from "../constant-literal.js";
import type { RustExpression, RustStatement, RustType } from "../rust-crate.js";
import { type BodyState, corePath, refuse } from "./body-state.js";
import {
  bytesName,
  type IntegerShape,
  isBytesKey,
  isFloatKey,
  isFunctionKey,
  isNewtypeKey,
  isPointerKey,
  pointeeKey,
  type TypeKey,
} from "./body-type.js";
import { atom, binary, call, cast, field, genericCall, method, path, unary, withStatements } from "./make.js";
import { fromOpen, openKey, openTruth, settledValue } from "./open.js";

export interface Value {
  readonly rust: RustExpression;
  readonly key: TypeKey;
  /** The key's type as it is spelled where the value comes from. */
  readonly type: RustType;
  /** An integer literal: its Rust type follows from where it stands. */
  readonly literal?: bigint;
  /** Rust finds the type only by where the value stands: a literal, or an `if` of literals. */
  readonly loose?: boolean;
  /** It stands in a `static mut`, of which no reference may be made: not even the one that a method takes. */
  readonly inStatic?: boolean;
  /** The place where the caller's array or pointer is; C makes a pointer to the first element of an array (C11 6.3.2.1p3). */
  readonly elements?: RustExpression;
}

export const boolValue = (rust: RustExpression): Value => ({ rust, key: "bool", type: path("bool") });

/** Does the value fit into an integer of this shape? */
export function fits(value: bigint, { bits, signed }: IntegerShape): boolean {
  const top = 1n << BigInt(signed ? bits - 1 : bits);
  return value < top && value >= (signed ? -top : 0n);
}

export function wrap(value: bigint, { bits, signed }: IntegerShape): bigint {
  return signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

/** Rust's spelling of a C literal, or of a number nobody wrote. */
export function literalText(value: bigint, written: string | undefined): string {
  if (written !== undefined) {
    const text = written.replace(/[uUlL]+$/, "");
    if (/^0[xX][0-9a-fA-F]+$/.test(text) && BigInt(text) === value) return `0x${text.slice(2)}`;
    if (/^0[0-7]+$/.test(text) && BigInt(`0o${text.slice(1)}`) === value) return `0o${text.slice(1)}`;
    if (/^0[bB][01]+$/.test(text) && BigInt(text) === value) return `0b${text.slice(2)}`;
  }
  return integerText(value, value > 0xffffn && isRound(value) ? 16 : 10);
}

/** More of a bit pattern than of a count: a power of two, or one less. */
const isRound = (value: bigint): boolean => (value & (value - 1n)) === 0n || (value & (value + 1n)) === 0n;

/** The value as `key`, spelled `type`. @param site Rust coerces there by itself: an argument, a `let` with a type, a field, a return */
export function coerce(s: BodyState, value: Value, key: TypeKey, type: RustType, site = true): RustExpression {
  if (key === openKey) return settledValue(s, value);
  if (value.literal !== undefined) return literalAs(s, value, value.literal, key, type);
  if (value.key === key) return value.rust;
  const from = value.key;
  if (from === openKey) return fromOpen(s, value, key, type, site);
  if (isPointerKey(key)) {
    if (isPointerKey(from)) return pointerCast(value, key, type, site);
    if (isFunctionKey(from)) return transmute(s, value.rust, value.type, type);
    if (s.types.integer(from) !== undefined || from === "bool") {
      return cast(from === "bool" ? cast(value.rust, path("usize")) : value.rust, type);
    }
  }
  if (isFunctionKey(key)) {
    if (isFunctionKey(from) || isPointerKey(from)) return transmute(s, value.rust, value.type, type);
    if (s.types.integer(from) !== undefined) return transmute(s, cast(value.rust, path("usize")), path("usize"), type);
  }
  if (isNewtypeKey(key))
    return call(key.slice("newtype ".length), coerce(s, value, newtypeInteger(s, key), integerType(s, key)));
  if (isNewtypeKey(from)) return coerce(s, asInteger(s, value), key, type, site);
  const number = s.types.integer(key) !== undefined || isFloatKey(key);
  if (number && (s.types.integer(from) !== undefined || isFloatKey(from))) {
    // `0.1 as f64` would be no float's number but the text's
    if (value.loose === true) return cast(anchored(value.rust, from) ?? value.rust, type);
    // `x as c_ulong as usize`: one cast does it where the two types are one to C
    return cast(value.rust.kind === "cast" && sameShape(s, from, key) ? value.rust.of : value.rust, type);
  }
  if (number && from === "bool") {
    return isFloatKey(key) ? cast(cast(value.rust, path("u8")), type) : cast(value.rust, type);
  }
  if (s.types.integer(key) !== undefined) {
    if (isPointerKey(from)) return cast(value.rust, type);
    if (isFunctionKey(from)) {
      const word = transmute(s, value.rust, value.type, path("usize"));
      return key === "usize" ? word : cast(word, type);
    }
  }
  if (key === "bool" && s.types.integer(from) !== undefined) return binary(settled(s, value), "!=", atom("0"));
  return refuse(`Rust has no conversion from ${bytesName(from)} to ${bytesName(key)}`);
}

/** Two names of one integer type: u64 and usize. */
export function sameShape(s: BodyState, a: TypeKey, b: TypeKey): boolean {
  const [one, other] = [s.types.integer(a), s.types.integer(b)];
  return one !== undefined && one.bits === other?.bits && one.signed === other.signed;
}

/** The number in an enum that is a type of its own. */
export function asInteger(s: BodyState, { rust, key }: Value): Value {
  return { rust: field(rust, "0"), key: newtypeInteger(s, key), type: integerType(s, key) };
}

function newtypeInteger(s: BodyState, key: TypeKey): TypeKey {
  return s.types.key(newtypeEnum(s, key));
}

function integerType(s: BodyState, key: TypeKey): RustType {
  return s.types.rust(newtypeEnum(s, key));
}

function newtypeEnum(s: BodyState, key: TypeKey): TypeId {
  const name = key.slice("newtype ".length);
  const found = s.t.program.enums.find((one) => s.t.names.enums[one.id] === name);
  return found === undefined ? refuse(`no enum ${name}`) : found.type;
}

function literalAs(s: BodyState, value: Value, literal: bigint, key: TypeKey, type: RustType): RustExpression {
  const shape = s.types.integer(key);
  if (shape !== undefined) {
    return fits(literal, shape) ? value.rust : atom(literalText(wrap(literal, shape), undefined));
  }
  if (key === "bool") return atom(literal === 0n ? "false" : "true");
  if (isFloatKey(key)) {
    // beyond the largest float and half of its last digit's worth: C's compilers make it infinite, rustc refuses the text
    if (key === "f32" && literal >= (1n << 128n) - (1n << 103n)) return atom(corePath(s, "primitive::f32::INFINITY"));
    return atom(`${literal}.0`);
  }
  if (isPointerKey(key)) {
    if (literal === 0n) return call(corePath(s, key.startsWith("*mut") ? "ptr::null_mut" : "ptr::null"));
    return cast(literal < 0n ? atom(`${literal}isize`) : value.rust, type);
  }
  if (isFunctionKey(key)) {
    if (literal === 0n) return atom(s.t.spelling.none);
    return transmute(
      s,
      atom(`${wrap(literal, { bits: s.t.input.target.pointer.size * 8, signed: false })}usize`),
      path("usize"),
      type,
    );
  }
  if (isNewtypeKey(key)) {
    const number = literalAs(s, value, literal, newtypeInteger(s, key), integerType(s, key));
    return call(key.slice("newtype ".length), number);
  }
  return refuse(`Rust has no numbers of the type ${bytesName(key)}`);
}

function transmute(s: BodyState, of: RustExpression, from: RustType, to: RustType): RustExpression {
  return genericCall(corePath(s, "mem::transmute"), [from, to], of);
}

function pointerCast(value: Value, key: TypeKey, type: RustType, site: boolean): RustExpression {
  const toMutable = key.startsWith("*mut");
  if (pointeeKey(value.key) === pointeeKey(key)) {
    if (toMutable) return method(value.rust, "cast_mut");
    return site ? value.rust : method(value.rust, "cast_const");
  }
  // `p as *mut A as *mut B`: the last cast says it all
  const of =
    value.rust.kind === "cast" && value.rust.type.kind === "pointer" && isPlainPointerCast(value.rust)
      ? value.rust.of
      : value.rust;
  return cast(of, type);
}

/** The cast's operand is itself a pointer, so that a cast of it to another pointer means the same. */
function isPlainPointerCast(rust: RustExpression): boolean {
  return rust.kind === "cast" && rust.of.kind === "unary" && rust.of.operator.startsWith("&raw");
}

/** The value with a type that Rust knows without looking around: what a method's receiver needs. */
export function typed(s: BodyState, value: Value, key: TypeKey, type: RustType): RustExpression {
  if (value.literal !== undefined) {
    const shape = s.types.integer(key);
    if (shape !== undefined) {
      const text =
        fits(value.literal, shape) && value.rust.kind === "atom" ? value.rust.text : String(wrap(value.literal, shape));
      // b'x' takes no suffix
      if (text.startsWith("b'")) return cast(atom(text), type);
      return text.startsWith("-") ? cast(atom(text), type) : atom(`${text}${/[xob]/.test(text) ? "_" : ""}${key}`);
    }
  }
  if (value.literal === 0n && isPointerKey(key))
    return type.kind === "pointer"
      ? genericCall(corePath(s, type.mutable ? "ptr::null_mut" : "ptr::null"), [type.to])
      : cast(atom("0"), type);
  const rust = coerce(s, value, key, type, false);
  const isNumber = value.literal !== undefined && isFloatKey(key);
  if ((value.loose !== true || value.key !== key) && !isNumber) return rust;
  // `-1.0f32.abs()` is minus one
  const isNegative = rust.kind === "atom" && rust.text.startsWith("-");
  return (isFloatKey(key) && isNegative ? undefined : anchored(rust, key)) ?? cast(rust, type);
}

/**
 * The expression with the type on the literal that decides it: a cast tells a literal its type, but not the literals in an `if`, which are
 * `i32` then. Undefined where no literal is found.
 */
function anchored(rust: RustExpression, key: TypeKey): RustExpression | undefined {
  switch (rust.kind) {
    case "atom": {
      if (!/^-?\d/.test(rust.text)) return undefined;
      if (/[iuf](\d+|size)$/.test(rust.text)) return rust;
      return atom(`${rust.text}${/[xob]/.test(rust.text) ? "_" : ""}${key}`);
    }
    case "if": {
      const last = rust.then.statements.at(-1);
      const value = last?.kind === "value" ? anchored(last.value, key) : undefined;
      if (value === undefined) return undefined;
      const statements = [...rust.then.statements.slice(0, -1), { kind: "value", value } as const];
      return { ...rust, then: { statements } };
    }
    case "block": {
      const { statements } = rust.body;
      const last = statements.at(-1);
      const value = last?.kind === "value" && rust.label === undefined ? anchored(last.value, key) : undefined;
      if (value === undefined) return undefined;
      return { ...rust, body: { statements: [...statements.slice(0, -1), { kind: "value", value }] } };
    }
    case "binary": {
      const left = anchored(rust.left, key);
      return left === undefined ? undefined : { ...rust, left };
    }
    case "unary": {
      const of = anchored(rust.of, key);
      return of === undefined ? undefined : { ...rust, of };
    }
    default:
      return undefined;
  }
}

/** The value, after statements. A literal's type is then settled, for what stands in a block cannot be rewritten. */
export function after(s: BodyState, statements: readonly RustStatement[], value: Value): Value {
  if (statements.length === 0) return value;
  const { key, type } = value;
  if (value.literal === undefined) return { ...value, rust: withStatements(statements, value.rust) };
  return { key, type, rust: withStatements(statements, typed(s, value, key, type)) };
}

/** The value where a method takes its receiver by reference. */
export function unreferenced(value: Value): RustExpression {
  return value.inStatic ? unary("*", unary("&raw const ", value.rust)) : value.rust;
}

/** A string is somewhere; rustc warns where that is asked. */
export const isText = ({ rust }: Value): boolean => rust.kind === "method" && rust.name === "as_ptr";

/** Rust's bool: C's test against zero (6.3.1.2). */
export function truth(s: BodyState, value: Value): RustExpression {
  if (value.key === "bool") return value.rust;
  if (value.literal !== undefined) return atom(value.literal === 0n ? "false" : "true");
  if (isText(value)) return atom("true");
  if (isPointerKey(value.key)) return unary("!", method(value.rust, "is_null"));
  if (isFunctionKey(value.key)) return method(unreferenced(value), "is_some");
  if (isFloatKey(value.key)) return binary(value.rust, "!=", atom("0.0"));
  if (isNewtypeKey(value.key)) return binary(field(value.rust, "0"), "!=", atom("0"));
  if (value.key === openKey) return openTruth(s, value.rust);
  if (isBytesKey(value.key)) refuse(`Rust cannot compare the type ${bytesName(value.key)}`);
  return binary(settled(s, value), "!=", atom("0"));
}

/** The value beside an operand that tells it no type. */
export function settled(s: BodyState, value: Value): RustExpression {
  return value.loose === true && value.literal === undefined ? typed(s, value, value.key, value.type) : value.rust;
}
