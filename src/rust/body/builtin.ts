/**
 * The compiler's builtins: what rules/rust.json says of each (`BuiltinForm`), put into Rust. Those that become something else than a C
 * reader expects carry a `// CHANGED:` line. GCC: Other Builtins; clang: Language Extensions.
 */
import type { TypedExpression, TypeId } from "../../semantics/index.js";
import type { MathHelper } from "../math/index.js";
import type { RustExpression, RustStatement, RustType } from "../rust-crate.js";
import { rustName } from "../rust-name.js";
import type { BuiltinForm } from "../translate-input.js";
import { atomicCopy, atomicExchange, atomicValue, fence } from "./atomic.js";
import { type BodyState, corePath, fresh, refuse } from "./body-state.js";
import { isPointerKey, type TypeKey } from "./body-type.js";
import { externFunction } from "./declared-here.js";
import { either, rvalue } from "./expression.js";
import { floatTest } from "./float-test.js";
import {
  assign,
  atom,
  binary,
  call,
  cast,
  comment,
  declare,
  does,
  method,
  path,
  pointerTo,
  unary,
  withStatements,
} from "./make.js";
import { objectSize } from "./object-size.js";
import { math, openKey, openValue, settledValue } from "./open.js";
import { isPure } from "./purity.js";
import { expressionStatements } from "./statement.js";
import { boolValue, coerce, typed, type Value } from "./value.js";

export type Builtin = TypedExpression & { readonly kind: "builtin" };

function formOf(s: BodyState, e: Builtin): BuiltinForm {
  const { builtins } = s.t.input.rules;
  const form = builtins !== undefined && Object.hasOwn(builtins, e.name) ? builtins[e.name] : undefined;
  if (form === undefined) return refuse(`${e.name} has no translation`, e.at);
  if ((form.since ?? 0) > s.t.input.rustTarget.minor) return refuse(`${e.name} needs Rust 1.${form.since}`, e.at);
  if (form.form === "refused") return refuse(`${e.name}: ${form.why ?? "Rust has nothing of the kind"}`, e.at);
  return form;
}

/** As a statement, where it differs from its value; undefined otherwise. */
export function builtinStatements(s: BodyState, e: Builtin): RustStatement[] | undefined {
  const form = formOf(s, e);
  switch (form.form) {
    case "unchecked":
      return builtinStatements(s, unchecked(e, form));
    case "nothing":
      return [
        ...(form.evaluates ? e.arguments.flatMap((one) => expressionStatements(s, one)) : []),
        comment(`CHANGED: ${e.name} left out: ${form.why ?? "a hint"}.`),
      ];
    case "unreachable":
      return [does(call(corePath(s, "hint::unreachable_unchecked")))];
    case "panic":
      return [
        comment(`CHANGED: a panic for ${e.name}: ${form.why ?? ""}.`),
        does({ kind: "macro", name: "panic", arguments: [] }),
      ];
    case "spin":
      return [does(call(corePath(s, "hint::spin_loop")))];
    case "memory":
      return [does(memoryCall(s, e, form))];
    case "fence":
      return fence(s, e, form);
    default:
      return undefined;
  }
}

/** `__builtin_expect(x, n++)` is x, but evaluates both. */
function firstArgument(s: BodyState, e: Builtin): Value {
  const [first, ...others] = e.arguments;
  const value = rvalue(s, first);
  const effects = others.flatMap((one) => expressionStatements(s, one));
  if (effects.length === 0) return value;
  const { key, type } = value;
  const kept = fresh(s, "value");
  const before = [declare(kept, type, typed(s, value, key, type)), ...effects];
  return { rust: withStatements(before, atom(kept)), key, type };
}

const alignments: Readonly<Record<string, "align_up" | "align_down" | "is_aligned">> = {
  __builtin_align_up: "align_up",
  __builtin_align_down: "align_down",
  __builtin_is_aligned: "is_aligned",
};

/** clang: Alignment builtins. Of integers; a macro's caller gives any. */
function alignment(s: BodyState, e: Builtin): Value {
  const [of, to] = e.arguments.map((one) => rvalue(s, one));
  const name = alignments[e.name];
  if (s.macro !== undefined) {
    const rust = math(s, name, settledValue(s, of), settledValue(s, to));
    if (name === "is_aligned") return boolValue(rust);
    const key = s.types.key(e.type);
    return key === openKey ? openValue(rust) : { rust, key, type: s.types.rust(e.type) };
  }
  const key = s.types.key(e.arguments[0].type);
  const type = s.types.rust(e.arguments[0].type);
  if (s.types.integer(key) === undefined) return refuse(`${e.name} of what is no integer`, e.at);
  const mask = fresh(s, "mask");
  const before = [declare(mask, type, binary(coerce(s, to, key, type, false), "-", atom("1")))];
  const value = typed(s, of, key, type);
  if (name === "is_aligned")
    return boolValue(withStatements(before, binary(binary(value, "&", atom(mask)), "==", atom("0"))));
  const sum = name === "align_up" ? method(value, "wrapping_add", atom(mask)) : value;
  return { rust: withStatements(before, binary(sum, "&", unary("!", atom(mask)))), key, type };
}

export function builtinValue(s: BodyState, e: Builtin): Value {
  const form = formOf(s, e);
  const key = s.types.key(e.type);
  const type = s.types.rust(e.type);
  switch (form.form) {
    case "argument":
      return firstArgument(s, e);
    case "align":
      return alignment(s, e);
    case "method":
      return operandMethod(s, e, form);
    case "bits-of-any":
      return bitsOfAny(s, e, form);
    case "first-set": {
      const of = operandOf(s, e, form);
      const name = fresh(s, "bits");
      const index = cast(binary(method(atom(name), "trailing_zeros"), "+", atom("1")), type);
      const rust = either(binary(atom(name), "==", atom("0")), atom("0"), index);
      return { rust: withStatements([declare(name, path(form.on ?? "u32"), of)], rust), key, type };
    }
    case "sign-bits": {
      // those that repeat the sign are zeros of x or of ~x, whichever is not negative
      const name = fresh(s, "bits");
      const positive = method(atom(name), "max", unary("!", atom(name)));
      const count = binary(method(positive, "leading_zeros"), "-", atom("1"));
      const before = [declare(name, path(form.on ?? "i32"), operandOf(s, e, form))];
      return { rust: withStatements(before, count), key: "u32", type: path("u32") };
    }
    case "parity":
      return {
        rust: binary(method(operandOf(s, e, form), "count_ones"), "&", atom("1")),
        key: "u32",
        type: path("u32"),
      };
    case "constant": {
      const literal = BigInt(form.value ?? "0");
      const shape = s.types.integer(key);
      const value = shape?.signed === false ? BigInt.asUintN(shape.bits, literal) : literal;
      return {
        rust: atom(value === literal ? String(value) : `${key}::MAX`),
        key,
        type,
        ...(value === literal ? { literal, loose: true } : {}),
      };
    }
    case "memory": {
      const target = rvalue(s, e.arguments[0]);
      if (isPure(target.rust))
        return { ...target, rust: withStatements([does(memoryCall(s, e, form, target))], target.rust) };
      const name = fresh(s, "target");
      const named: Value = { ...target, rust: atom(name) };
      const statements = [declare(name, undefined, target.rust), does(memoryCall(s, e, form, named))];
      return { ...target, rust: withStatements(statements, named.rust) };
    }
    case "library":
      return libraryCall(s, e, form);
    case "object-size":
      return objectSize(s, e);
    case "unchecked":
      return builtinValue(s, unchecked(e, form));
    case "carry":
      return carry(s, e, form);
    case "overflow":
      return overflow(s, e, form);
    case "float-test":
      return floatTest(s, e, form);
    case "atomic":
      return atomicValue(s, e, form);
    case "atomic-exchange":
      return atomicExchange(s, e, form);
    case "atomic-copy":
      return atomicCopy(s, e, form);
    case "nothing":
    case "unreachable":
    case "panic":
    case "spin":
    case "fence":
      return { rust: withStatements(builtinStatements(s, e) ?? [], atom("()")), key: "()", type };
    default:
      return refuse(`${e.name} has no translation`, e.at);
  }
}

/** `__builtin___memcpy_chk(to, from, n, size)` is memcpy: where it would write beyond `size` bytes, memcpy's behaviour is not defined either. */
function unchecked(e: Builtin, { method = "", leaves = [] }: BuiltinForm): Builtin {
  for (const index of leaves) {
    let size = e.arguments[index];
    while (size?.kind === "convert") size = size.of;
    if (size?.kind !== "integer" && size?.kind !== "builtin")
      return refuse(`${e.name}: a size that is calculated`, e.at);
  }
  return { ...e, name: method, arguments: e.arguments.filter((_, index) => !leaves.includes(index)) };
}

/** The operand in the type that the builtin takes; `usize` stands for C's long. */
function operandOf(s: BodyState, e: Builtin, form: BuiltinForm): RustExpression {
  const on = form.on ?? "u32";
  return typed(s, rvalue(s, e.arguments[0]), on, path(on));
}

function operandMethod(s: BodyState, e: Builtin, form: BuiltinForm): Value {
  const on = form.on ?? "u32";
  const counts = /zeros|ones/.test(form.method ?? "");
  const result = counts ? "u32" : on;
  // another floating number, or what it is rotated by, of any width: Rust counts in u32
  const other = /^f/.test(on) ? on : "u32";
  const by = e.arguments.slice(1).map((one) => coerce(s, rvalue(s, one), other, path(other), false));
  return { rust: method(operandOf(s, e, form), form.method ?? "", ...by), key: result, type: path(result) };
}

/** `__builtin_clzg(x, n)`: of x in its own type, not promoted; n is its answer for 0 (clang: Bit-counting builtins). */
function bitsOfAny(s: BodyState, e: Builtin, form: BuiltinForm): Value {
  const [of, otherwise] = e.arguments;
  const key = s.types.key(of.type);
  const shape = s.types.integer(key);
  if (shape === undefined) return refuse(`${e.name} of what is no integer of a known type`, e.at);
  const type = s.types.rust(of.type);
  const [intKey, int] = [s.types.key(e.type), s.types.rust(e.type)];
  const value = typed(s, rvalue(s, of), key, type);
  if (otherwise === undefined) return { rust: cast(method(value, form.method ?? ""), int), key: intKey, type: int };
  const [bits, other] = [fresh(s, "bits"), fresh(s, "otherwise")];
  const before = [declare(bits, type, value), declare(other, int, coerce(s, rvalue(s, otherwise), intKey, int))];
  const counted = cast(method(atom(bits), form.method ?? ""), int);
  const rust = either(binary(atom(bits), "==", atom("0")), atom(other), counted);
  return { rust: withStatements(before, rust), key: intKey, type: int };
}

/** @param target the first argument where it was evaluated before */
function memoryCall(s: BodyState, e: Builtin, form: BuiltinForm, target?: Value): RustExpression {
  const byte = path("u8");
  const bytes = (one: TypedExpression, mutable: boolean): RustExpression => {
    let of = one;
    // the conversion to void * is for the prototype only
    while (of.kind === "convert" && !of.explicit && isPointerKey(s.types.key(of.of.type))) of = of.of;
    const key = `*${mutable ? "mut" : "const"} u8`;
    return coerce(s, rvalue(s, of), key, pointerTo(byte, mutable), false);
  };
  const [to, second, third] = e.arguments;
  const isZero = e.name === "__builtin_bzero";
  const size = coerce(s, rvalue(s, isZero ? second : third), "usize", path("usize"));
  const first = target === undefined ? bytes(to, true) : coerce(s, target, "*mut u8", pointerTo(byte, true), false);
  if (form.method === "write_bytes") {
    const value = isZero ? atom("0") : coerce(s, rvalue(s, second), "u8", byte);
    return call(corePath(s, "ptr::write_bytes"), first, value, size);
  }
  return call(corePath(s, `ptr::${form.method}`), bytes(second, false), first, size);
}

/** The builtin calls the library's function, never an inline one of that name, which may well call the builtin. */
const libraryWhy = (s: BodyState, name: string): string | undefined =>
  s.scope.isInline(name) ? "is an inline function here" : s.scope.whyNoItem(name);

/** `__builtin_strlen(s)` is `strlen(s)` where that is declared. */
function libraryCall(s: BodyState, e: Builtin, form: BuiltinForm): Value {
  const name = form.method ?? "";
  const fn = s.scope.function(name);
  if (fn === undefined && e.library !== undefined) return undeclaredCall(s, e, name, e.library);
  const why = fn === undefined ? "is not declared" : libraryWhy(s, name);
  const type = fn === undefined ? undefined : s.t.program.types[fn.type];
  if (why !== undefined || type?.kind !== "function")
    return refuse(`${e.name}: ${name} ${why ?? "is no function"}`, e.at);
  s.values.add(name);
  const args = e.arguments.map((one, index) => {
    const parameter = type.parameters[index]?.type ?? one.type;
    return coerce(s, rvalue(s, one), s.types.key(parameter), s.types.rust(parameter));
  });
  const rust: RustExpression = { kind: "call", callee: atom(rustName(name)), arguments: args };
  return { rust, key: s.types.key(type.returns), type: s.types.rust(type.returns) };
}

/** No header declares it: the compiler knows it, and it is declared where it is called. */
function undeclaredCall(s: BodyState, e: Builtin, name: string, id: TypeId): Value {
  const type = s.t.program.types[id];
  if (type.kind !== "function") return refuse(`${e.name}: ${name} is no function`, e.at);
  const why = s.t.types.uncallable(type);
  if (why !== undefined) return refuse(`${e.name}: ${name} ${why}`, e.at);
  const args = e.arguments.map((one, index) => {
    const parameter = type.parameters[index]?.type ?? one.type;
    return coerce(s, rvalue(s, one), s.types.key(parameter), s.types.rust(parameter));
  });
  const rust: RustExpression = { kind: "call", callee: atom(rustName(name)), arguments: args };
  const declared = externFunction(s, rustName(name), name, s.t.types.signature(type, false));
  return { rust: withStatements([declared], rust), key: s.types.key(type.returns), type: s.types.rust(type.returns) };
}

const openOverflows: Readonly<Record<string, MathHelper | undefined>> = {
  overflowing_add: "add_overflow",
  overflowing_sub: "sub_overflow",
  overflowing_mul: "mul_overflow",
};

const isOpenOrPointsToOpen = (key: TypeKey): boolean => key === openKey || key.endsWith(` ${openKey}`);

const truthShape = { bits: 1, signed: false };

/** `__builtin_add_overflow(a, b, &result)`: the exact result, cut to the type of `result`, and whether that changed it. */
function overflow(s: BodyState, e: Builtin, form: BuiltinForm): Value {
  const [left, right, result] = e.arguments;
  const to = s.types.pointee(result.type);
  const places = [left, right, result];
  if (s.macro !== undefined && places.some((one) => isOpenOrPointsToOpen(s.types.key(one.type)))) {
    const given = places.map((one) => settledValue(s, rvalue(s, one)));
    return boolValue(math(s, openOverflows[form.method ?? ""] ?? refuse(`${e.name} of the caller's`, e.at), ...given));
  }
  if (to === undefined) return refuse(`${e.name} without a place for its result`, e.at);
  const key = s.types.key(to);
  const type = s.types.rust(to);
  const shapes = [left, right].map(({ type: own }) => {
    const of = s.types.key(own);
    return of === "bool" ? truthShape : s.types.integer(of);
  });
  const shape = s.types.integer(key);
  if (shape === undefined || shapes.some((one) => one === undefined))
    return refuse(`${e.name} on what are no integers`, e.at);
  const target = coerce(s, rvalue(s, result), `*mut ${key}`, pointerTo(type, true), false);
  const same = shapes.every((one) => one?.bits === shape.bits && one.signed === shape.signed);
  const value = fresh(s, "value");
  const flag = fresh(s, "overflow");
  if (same) {
    const pair = method(
      typed(s, rvalue(s, left), key, type),
      form.method ?? "",
      coerce(s, rvalue(s, right), key, type),
    );
    const statements = [declare(`(${value}, ${flag})`, undefined, pair), does(assign(unary("*", target), atom(value)))];
    return boolValue(withStatements(statements, atom(flag)));
  }
  // a product of two of 64 bits without a sign fills 128
  const exactIn = form.method === "overflowing_mul" && shapes.every((one) => one?.signed === false) ? "u128" : "i128";
  const wide: RustType = path(exactIn);
  if (shapes.some((one) => (one?.bits ?? 0) > 64) || (shape.bits > 64 && shape.signed === (exactIn === "u128")))
    return refuse(`${e.name} on types of different width`, e.at);
  const operator = form.method === "overflowing_add" ? "+" : form.method === "overflowing_sub" ? "-" : "*";
  const exact = binary(typed(s, rvalue(s, left), exactIn, wide), operator, coerce(s, rvalue(s, right), exactIn, wide));
  const statements = [
    declare(value, wide, exact),
    does(assign(unary("*", target), cast(atom(value), type))),
    declare(flag, undefined, binary(cast(cast(atom(value), type), wide), "!=", atom(value))),
  ];
  return boolValue(withStatements(statements, atom(flag)));
}

/** `__builtin_addc(a, b, carry, &out)`: the sum of three, cut to their type, and into `out` whether either step left it (clang: Multiprecision Arithmetic Builtins). */
function carry(s: BodyState, e: Builtin, form: BuiltinForm): Value {
  const key = s.types.key(e.type);
  const type = s.types.rust(e.type);
  const [left, right, given, out] = e.arguments;
  const target = coerce(s, rvalue(s, out), `*mut ${key}`, pointerTo(type, true), false);
  const [first, whole] = [fresh(s, "value"), fresh(s, "value")];
  const [early, late] = [fresh(s, "carry"), fresh(s, "carry")];
  const step = (of: RustExpression, by: TypedExpression): RustExpression =>
    method(of, form.method ?? "", coerce(s, rvalue(s, by), key, type));
  const statements = [
    declare(`(${first}, ${early})`, undefined, step(typed(s, rvalue(s, left), key, type), right)),
    declare(`(${whole}, ${late})`, undefined, step(atom(first), given)),
    does(assign(unary("*", target), cast(binary(atom(early), "|", atom(late)), type))),
  ];
  return { rust: withStatements(statements, atom(whole)), key, type };
}
