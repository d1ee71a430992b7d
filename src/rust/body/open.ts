/**
 * What only the caller of a macro decides: values and objects whose type its arguments have. Their key is `?`. Arithmetic on them goes through
 * functions that convert as C does (math-helper.ts); what is stored is converted to the type of its place; conditions ask whether it is zero.
 * In: typed nodes of the error type. Out: Rust for the body of a `macro_rules!`.
 */
import type { OpenType, TypedExpression } from "../../semantics/index.js";
import { placeholderIndex, placeholderPieces } from "../../semantics/index.js";
import { escapedBytes } from "../constant-literal.js";
import type { MathHelper } from "../math-helper.js";
import type { RustExpression, RustStatement, RustType } from "../rust-crate.js";
import { macroParameterName, rustName } from "../rust-name.js";
import { type BodyState, corePath, fresh, refuse } from "./body-state.js";
import { isFunctionKey, isPointerKey, type TypeKey } from "./body-type.js";
import { rvalue } from "./expression.js";
import {
  atom,
  binary,
  block,
  call,
  cast,
  declare,
  does,
  field,
  genericCall,
  method,
  not,
  path,
  unary,
  withStatements,
} from "./make.js";
import { addressOf, type Place, placeOf } from "./place.js";
import { coerce, type Value } from "./value.js";

export const openKey: TypeKey = "?";
const inferred = path("_");

export const openValue = (rust: RustExpression): Value => ({ rust, key: openKey, type: inferred });

/** A call of one of the functions of `math-helper.ts`. */
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
  const { role } = s.macro?.parameters[e.index] ?? {};
  const name = parameterName(s, e.index);
  if (role === "list" || role === "variadic") return openValue(atom(`$(${name}),*`));
  if (role === "literal") return refuse("a string literal of the caller's where it is no literal", e.at);
  const key = s.types.key(e.type);
  if (s.macro?.converts === true && isText(s, e.type)) {
    s.helpers.add("Text");
    const text = method(call(`${s.t.helperPath}Text`, atom(name)), "pointer");
    return { rust: text, key, type: s.types.rust(e.type) };
  }
  if (isVoidPointer(key)) return { rust: cast(atom(name), s.types.rust(e.type)), key, type: s.types.rust(e.type) };
  return { rust: atom(name), key, type: key === openKey ? inferred : s.types.rust(e.type) };
}

/** An array of the caller's where C has a pointer to its first element. */
export function parameterArray(s: BodyState, index: number): Value | undefined {
  if (s.macro?.arrays?.has(index) !== true) return undefined;
  return openValue(unary("&raw const ", atom(parameterName(s, index))));
}

/** The parameter whose element it is: `(t)[0]`. */
export function elementOf(e: TypedExpression): number | undefined {
  if (e.kind !== "dereference" || e.of.kind !== "arithmetic" || e.of.operator !== "+") return undefined;
  const [base] = [e.of.left, e.of.right].filter((one) => one.kind === "macro-parameter");
  return base?.kind === "macro-parameter" ? base.index : undefined;
}

const isVoidPointer = (key: TypeKey): boolean => key === "*mut c_void" || key === "*const c_void";

/** `const char *`. */
function isText(s: BodyState, type: TypedExpression["type"]): boolean {
  const to = s.types.pointee(type);
  if (to === undefined || !s.t.types.isConst(to)) return false;
  const row = s.types.canonical(to);
  return row.kind === "integer" && row.name === "char";
}

/** `(*p).f`, `x.f`: of a record that the caller knows. */
export function openMember(s: BodyState, e: TypedExpression & { readonly kind: "open-member" }): Place {
  const of = e.arrow ? unary("*", typedPointer(s, rvalue(s, e.of))) : placeOf(s, e.of).rust;
  if (placeholderIndex(e.name) === undefined && !s.macro?.members.isPlain(e.name))
    return refuse(`the member ${e.name}, which is no field of any record that has it`, e.at);
  return openPlace(field(of, openName(s, e.name)), e.type);
}

/** A null pointer says what it points to: `((T *)0)->member`. */
const typedPointer = (s: BodyState, value: Value): RustExpression =>
  value.literal === 0n && value.type.kind === "pointer"
    ? genericCall(corePath(s, "ptr::null_mut"), [value.type.to])
    : value.rust;

/** Read as volatile where one of the records has it so: that is right for the others, too. */
export function openMemberValue(s: BodyState, e: TypedExpression & { readonly kind: "open-member" }): Value {
  const { rust } = openMember(s, e);
  if (!s.macro?.members.isVolatile(e.name)) return openValue(rust);
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

/** `*p`, and `a[i]`, which is `*(a + i)`: of a pointer or of an array. */
export function openDereference(
  s: BodyState,
  e: TypedExpression & { readonly kind: "dereference" },
  mutable = true,
): Place {
  const { of } = e;
  if (of.kind === "arithmetic" && of.operator === "+") {
    const [base, index] = isIndex(s, of.left) ? [of.right, of.left] : [of.left, of.right];
    const count = indexValue(s, rvalue(s, index));
    if (isPointer(s, base))
      return openPlace(unary("*", method(rvalue(s, base).rust, "wrapping_offset", count)), e.type);
    const start = addressOf(placeOf(s, base), mutable);
    return openPlace(unary("*", math(s, "element", start.rust, count)), e.type);
  }
  return openPlace(unary("*", rvalue(s, of).rust), e.type);
}

const isIndex = (s: BodyState, e: TypedExpression): boolean => s.types.integer(s.types.key(e.type)) !== undefined;

function indexValue(s: BodyState, value: Value): RustExpression {
  if (value.literal !== undefined) return value.rust;
  return value.key === openKey ? math(s, "convert", value.rust) : coerce(s, value, "isize", path("isize"), false);
}

const functions: Readonly<Record<string, MathHelper>> = {
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

/** The operand as C would see it: literals are of their C type. */
function operand(s: BodyState, e: TypedExpression): RustExpression {
  const value = rvalue(s, e);
  const key = s.types.key(e.type);
  // `usize` where C has unsigned long: the result is to be C's
  const other = value.literal === undefined && value.key !== key && s.types.integer(key) !== undefined;
  return other && s.types.integer(value.key) !== undefined
    ? cast(value.rust, s.types.rust(e.type))
    : settledValue(s, value);
}

/** A literal beside a value of an unknown type has its C type spelled: the type of the result follows from it. */
export function settledValue(s: BodyState, value: Value): RustExpression {
  if (value.key === "i128" || value.key === "u128")
    return refuse("arithmetic in 128 bits with a number of the caller's");
  if (value.literal === undefined || s.types.integer(value.key) === undefined) return value.rust;
  if (value.key === "i32" && value.rust.kind === "atom" && /^-?\w+$/.test(value.rust.text))
    return atom(`${value.rust.text}i32`);
  return cast(value.rust, value.type);
}

export function openArithmetic(s: BodyState, e: TypedExpression & { readonly kind: "arithmetic" }): Value {
  const { left, right, operator } = e;
  if (operator === "+" && isArray(s, left))
    return openValue(math(s, "element", addressOf(placeOf(s, left), true).rust, indexValue(s, rvalue(s, right))));
  if (operator === "+" || operator === "-") {
    if (isPointer(s, left) && !isPointer(s, right)) {
      const count = indexValue(s, rvalue(s, right));
      if (operator === "+") return openValue(method(rvalue(s, left).rust, "wrapping_offset", count));
      if (s.types.key(right.type) !== openKey)
        return openValue(method(rvalue(s, left).rust, "wrapping_offset", method(typedCount(s, right), "wrapping_neg")));
    }
    if (operator === "+" && isPointer(s, right))
      return openValue(method(rvalue(s, right).rust, "wrapping_offset", indexValue(s, rvalue(s, left))));
    if (isPointer(s, left) || isPointer(s, right)) return refuse("a difference of what may be pointers", e.at);
  }
  return openValue(math(s, functions[operator], operand(s, left), operand(s, right)));
}

const typedCount = (s: BodyState, e: TypedExpression): RustExpression => cast(rvalue(s, e).rust, path("isize"));

export function openUnary(s: BodyState, e: TypedExpression & { readonly kind: "unary" }): Value {
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
function isNull(s: BodyState, e: TypedExpression, besidePointer: boolean): boolean {
  if (e.kind === "convert") return isNull(s, e.of, besidePointer || isPointerKey(s.types.key(e.type)));
  return e.kind === "integer" && e.value === 0n && (besidePointer || isPointerKey(s.types.key(e.type)));
}

export const openTruth = (s: BodyState, rust: RustExpression): RustExpression => math(s, "truth", rust);

/** A value of an unknown type where one of a known type is wanted. @param implicit no cast is written: pointers are what they are */
export function fromOpen(s: BodyState, value: Value, key: TypeKey, type: RustType, implicit: boolean): RustExpression {
  if (key === "bool") return openTruth(s, value.rust);
  if (s.types.integer(key) !== undefined || key === "f32" || key === "f64") return cast(value.rust, type);
  // a pointer to what the caller knows has that type already
  if (isPointerKey(key) && key.endsWith(` ${openKey}`)) return value.rust;
  // what C converts by itself: to void, and between signs; an argument is of its parameter's type
  const isArgument = value.rust.kind === "atom" && !isVoidPointer(key);
  if (isPointerKey(key)) return implicit && isArgument ? value.rust : cast(value.rust, type);
  if (isFunctionKey(key) || implicit) return value.rust;
  return refuse(`Rust has no conversion of any value to ${key.replace(/^bytes /, "")}`);
}

/** @param pointer the place plainly holds one; @param number it plainly holds a number */
export function intoOpen(
  s: BodyState,
  value: Value,
  e: TypedExpression,
  pointer: boolean,
  number = false,
): RustExpression {
  if (value.literal !== undefined) {
    if (isPointerKey(value.key) || (value.literal === 0n && pointer)) return call(corePath(s, "ptr::null_mut"));
    // a place may be unsigned, or too small
    return value.literal < 0n || value.literal > 0x7fn ? math(s, "convert", settledValue(s, value)) : value.rust;
  }
  if (value.key === openKey)
    return (isCalculated(e) || number || isNumber(s, objectRead(e))) && !isPointer(s, e)
      ? math(s, "convert", value.rust)
      : value.rust;
  if (value.key === "bool" || (s.types.integer(value.key) !== undefined && !pointer))
    return math(s, "convert", value.rust);
  return value.key === "*mut c_void" ? method(value.rust, "cast") : value.rust;
}

/** What is read. */
const objectRead = (e: TypedExpression): TypedExpression => (e.kind === "load" ? e.of : e);

const isCalculated = (e: TypedExpression): boolean =>
  e.kind === "arithmetic" ||
  e.kind === "unary" ||
  e.kind === "conditional" ||
  (e.kind === "convert" && e.like === undefined && isCalculated(e.of));

/** Branches of `?:` of which one at least is of an unknown type: both are brought to the type that C gives them. */
export function openConditional(
  s: BodyState,
  e: TypedExpression & { readonly kind: "conditional" },
  test: RustExpression,
): Value {
  if (e.then === undefined) return refuse("`?:` without a middle on a value of an unknown type", e.at);
  const then = rvalue(s, e.then);
  const other = rvalue(s, e.else);
  const only = (value: RustExpression) => block([{ kind: "value", value }]);
  const either = (a: RustExpression, b: RustExpression): Value =>
    openValue({ kind: "if", condition: test, then: only(a), else: only(b) });
  const pointer = isPointer(s, e.then) || isPointer(s, e.else);
  if (pointer) return either(intoOpen(s, then, e.then, true), intoOpen(s, other, e.else, true));
  const numbers = [then, other].every(
    (one) => one.key === openKey || one.key === "bool" || s.types.integer(one.key) !== undefined,
  );
  if (!numbers) return either(then.rust, other.rust);
  const [a, b] = [settledValue(s, then), settledValue(s, other)];
  return either(math(s, "common", a, closure(b)), math(s, "common", b, closure(a)));
}

/** Never called: it only says its type. */
const closure = (value: RustExpression): RustExpression => ({ kind: "closure", value });

/** The value in the type of `like`, which is not evaluated. */
export function openLike(s: BodyState, value: Value, of: TypedExpression, { of: like, pointer }: OpenType): Value {
  const type = closure(rvalue(s, like).rust);
  if (pointer) {
    const address = value.literal === 0n ? call(corePath(s, "ptr::null_mut")) : cast(value.rust, voidPointer(s));
    return openValue(math(s, "pointer_to_like", address, type));
  }
  if (isPointer(s, of) || isPointer(s, like) || isPointerKey(value.key)) {
    const pointer = value.literal === 0n ? call(corePath(s, "ptr::null_mut")) : method(value.rust, "cast");
    return openValue(math(s, "same", pointer, type));
  }
  return openValue(math(s, "like", settledValue(s, value), type));
}

/** What a variable of such a type holds before it is given a value. */
export function openZero(s: BodyState, { of, pointer }: OpenType): RustExpression {
  const type = closure(rvalue(s, of).rust);
  if (pointer) return math(s, "pointer_to_like", call(corePath(s, "ptr::null_mut")), type);
  return math(s, "zero_like", type);
}

const voidPointer = (s: BodyState): RustType => ({
  kind: "pointer",
  mutable: true,
  to: path(s.t.spelling.ffi("c_void")),
});

/** `value op= right`: `value` for what it is, `stored` for a place of an unknown type. */
export function openOperated(
  s: BodyState,
  operator: string,
  from: RustExpression,
  right: Value,
  pointer: boolean,
): { readonly value: RustExpression; readonly stored: RustExpression } {
  if (pointer && (operator === "+" || operator === "-")) {
    const count = indexValue(s, right);
    const moved = method(
      from,
      "wrapping_offset",
      operator === "+" ? count : method(cast(count, path("isize")), "wrapping_neg"),
    );
    return { value: moved, stored: moved };
  }
  const value = math(s, functions[operator], from, settledValue(s, right));
  return { value, stored: math(s, "convert", value) };
}

export const isOpenComparison = (s: BodyState, e: TypedExpression & { readonly kind: "comparison" }): boolean =>
  s.types.key(e.left.type) === openKey || s.types.key(e.right.type) === openKey;

/** `sizeof x` of an object of the caller's, which is named, but not evaluated. */
export function openObjectSize(s: BodyState, e: TypedExpression & { readonly kind: "open-size" }): Value {
  if (e.what === "align-of") return refuse("the alignment of an object whose type the caller knows", e.at);
  const array = parameterArray(s, elementOf(e.of) ?? -1);
  if (array !== undefined) {
    s.helpers.add("element_size");
    return { rust: call(`${s.t.helperPath}element_size`, array.rust), key: "usize", type: path("usize") };
  }
  const size = fresh(s, "size");
  const { rust } = e.of.kind === "dereference" ? openDereference(s, e.of, false) : placeOf(s, e.of);
  const never: RustStatement = {
    kind: "if",
    condition: atom("false"),
    then: block([does(method(atom(size), "of", unary("&", rust)))]),
    else: undefined,
  };
  const value = withStatements([declare(size, undefined, math(s, "size")), never], method(atom(size), "get"));
  return { rust: value, key: "usize", type: path("usize") };
}

/** The size of a type of the caller's. */
export function openSize(s: BodyState, e: TypedExpression & { readonly kind: "size-of" | "align-of" }): Value {
  if (s.types.key(e.of) === openKey && s.t.program.types[e.of].kind !== "typedef")
    return refuse("the size of an expression whose type the caller knows", e.at);
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
  const rust: RustExpression = {
    kind: "macro",
    name: corePath(s, "mem::offset_of"),
    arguments: [{ kind: "type", type: s.types.rust(e.of) }, atom(names.join("."))],
  };
  return { rust, key: "usize", type: path("usize") };
}

/** The caller's line, or its file as a C string. */
export function callerPlace(s: BodyState, e: TypedExpression & { readonly kind: "caller-place" }): Value {
  if (e.name === "__LINE__")
    return {
      rust: cast(atom(corePath(s, "line!()")), s.types.rust(e.type)),
      key: s.types.key(e.type),
      type: s.types.rust(e.type),
    };
  return refuse(`${e.name}, which Rust does not have`, e.at);
}

/** A Rust literal; a `concat!` where the caller has a part in the text. */
export function callersText(s: BodyState, text: string): string {
  const { core } = s.t.spelling;
  const pieces = placeholderPieces(text).map((piece) => {
    if (typeof piece === "string") return `"${escapedBytes(piece)}"`;
    const name = parameterName(s, piece.parameter);
    return s.macro?.parameters[piece.parameter].role === "literal" ? name : `${core}::stringify!(${name})`;
  });
  return pieces.length === 1 && pieces[0].startsWith('"') ? pieces[0] : `${core}::concat!(${pieces.join(", ")})`;
}

/** A C string that is put together where the macro is called: a pointer to it. */
export function callerText(s: BodyState, e: TypedExpression, char: RustType, charKey: TypeKey): Value {
  const core = s.t.spelling.core;
  const pieces: string[] = [];
  if (e.kind === "caller-place") {
    if (e.name !== "__FILE__") return refuse(`${e.name}, which Rust does not have`, e.at);
    pieces.push(`${core}::file!()`);
  } else if (e.kind === "stringized") {
    for (const piece of e.pieces) {
      if (typeof piece === "string") pieces.push(`"${escapedBytes(piece)}"`);
      else {
        const parameter = s.macro?.parameters[piece.parameter];
        const name = parameterName(s, piece.parameter);
        pieces.push(parameter?.role === "literal" ? name : `${core}::stringify!(${name})`);
      }
    }
  }
  const text: RustExpression = { kind: "macro", name: `${core}::concat`, arguments: [...pieces, '"\\0"'].map(atom) };
  const type: RustType = { kind: "pointer", mutable: false, to: char };
  return { rust: cast(method(text, "as_ptr"), type), key: `*const ${charKey}`, type };
}

/** Does the place plainly hold an integer, of whatever width? */
export function isNumber(s: BodyState, e: TypedExpression): boolean {
  if (e.kind === "open-member")
    return placeholderIndex(e.name) === undefined && s.macro?.members.isNumber(e.name) === true;
  if (e.kind !== "dereference" || e.of.kind !== "arithmetic") return false;
  const array = isIndex(s, e.of.left) ? e.of.right : e.of.left;
  return array.kind === "open-member" && s.macro?.members.isNumber(array.name) === true;
}

/** An array that is a member of every record that has it: C takes it for a pointer to its first element. */
const isArray = (s: BodyState, e: TypedExpression): boolean =>
  e.kind === "open-member" && placeholderIndex(e.name) === undefined && s.macro?.members.isArray(e.name) === true;

/** Is it plainly a pointer, whatever it points to? */
export function isPointer(s: BodyState, e: TypedExpression): boolean {
  const key = s.types.key(e.type);
  if (key !== openKey) return isPointerKey(key);
  switch (e.kind) {
    case "macro-parameter":
      return s.macro?.parameters[e.index]?.pointer === true;
    case "open-member":
      return placeholderIndex(e.name) === undefined && s.macro?.members.isPointer(e.name) === true;
    case "load":
    case "convert":
      return isPointer(s, e.of);
    case "assign":
      return isPointer(s, e.target);
    case "comma":
      return isPointer(s, e.right);
    case "conditional":
      return (e.then !== undefined && isPointer(s, e.then)) || isPointer(s, e.else);
    case "arithmetic":
      return (e.operator === "+" || e.operator === "-") && isPointer(s, e.left) !== isPointer(s, e.right);
    default:
      return false;
  }
}
