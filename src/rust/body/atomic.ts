/**
 * `__atomic_*`, `__c11_atomic_*` and `__sync_*` as methods of core::sync::atomic on the C object (`AtomicU32::from_ptr`). Orders are the
 * builtin's constants; C allows some that Rust's methods panic on (a load that releases), which take the next stronger legal one.
 * C11 7.17.3; GCC: __atomic Builtins, __sync Builtins.
 */
import type { TypedExpression } from "../../semantics/index.js";
import { atomicOperation } from "../math/index.js";
import type { RustExpression, RustStatement, RustType } from "../rust-crate.js";
import type { BuiltinForm } from "../translate-input.js";
import { type BodyState, corePath, fresh, refuse } from "./body-state.js";
import { isPointerKey, type TypeKey } from "./body-type.js";
import type { Builtin } from "./builtin.js";
import { rvalue } from "./expression.js";
import {
  assign,
  atom,
  binary,
  block,
  call,
  declare,
  does,
  method,
  path,
  pointerTo,
  unary,
  withStatements,
} from "./make.js";
import { math, openKey, openValue, settledValue } from "./open.js";
import { boolValue, coerce, type Value } from "./value.js";

const orders = ["Relaxed", "Acquire", "Acquire", "Release", "AcqRel", "SeqCst"];

/** The constant in front of a conversion; what is none is the strongest. */
function orderOf(e: TypedExpression | undefined): string {
  if (e?.kind === "convert") return orderOf(e.of);
  return (e?.kind === "integer" ? orders[Number(e.value)] : undefined) ?? "SeqCst";
}

function orderAtom(s: BodyState, order: string): RustExpression {
  return atom(corePath(s, `sync::atomic::Ordering::${order}`));
}

interface AtomicObject {
  readonly rust: RustExpression;
  readonly key: TypeKey;
  readonly type: RustType;
}

function objectOf(s: BodyState, e: Builtin): AtomicObject {
  const [pointer] = e.arguments;
  const to = s.types.pointee(pointer.type);
  if (to === undefined) return refuse(`${e.name} through what is no pointer`, e.at);
  const key = s.types.key(to);
  const type = s.types.rust(to);
  const shape = s.types.integer(key);
  let name: string;
  if (key === "bool") name = "AtomicBool";
  else if (isPointerKey(key) && key.startsWith("*mut")) name = "AtomicPtr";
  else if (shape !== undefined && shape.bits <= s.t.input.target.pointer.size * 8)
    name = `Atomic${key === "usize" ? "Usize" : key === "isize" ? "Isize" : key.toUpperCase()}`;
  else return refuse(`${e.name} on ${key}`, e.at);
  const address = coerce(s, rvalue(s, pointer), `*mut ${key}`, pointerTo(type, true), false);
  return { rust: call(corePath(s, `sync::atomic::${name}::from_ptr`), address), key, type };
}

/** Only the caller of the macro knows what the first argument points to. */
const isOpenObject = (s: BodyState, { arguments: [pointer] }: Builtin): boolean =>
  s.macro !== undefined && [openKey, `*mut ${openKey}`, `*const ${openKey}`].includes(s.types.key(pointer.type));

function openAtomic(s: BodyState, e: Builtin, form: BuiltinForm): Value {
  const { method: name = "", gives } = form;
  const helper = atomicOperation(name, e.name.startsWith("__c11_"));
  if (helper === undefined || gives === "new") return refuse(`${e.name} through what is no pointer`, e.at);
  const order = orderAtom(s, legal(name, form.ordered ? orderOf(e.arguments.at(-1)) : (form.order ?? "SeqCst")));
  const [object] = e.arguments;
  const given =
    name === "load" ? [] : [form.value === undefined ? numberOf(s, e.arguments[1]) : atom(`${form.value}i32`)];
  const rust = math(s, helper, rvalue(s, object).rust, ...given, order);
  return gives === "nothing" ? { rust, key: "()", type: path("()") } : openValue(rust);
}

const numberOf = (s: BodyState, e: TypedExpression): RustExpression => settledValue(s, rvalue(s, e));

export function atomicValue(s: BodyState, e: Builtin, form: BuiltinForm): Value {
  if (isOpenObject(s, e)) return openAtomic(s, e, form);
  const object = objectOf(s, e);
  const name = form.method ?? "";
  const order = legal(name, form.ordered ? orderOf(e.arguments.at(-1)) : (form.order ?? "SeqCst"));
  const given = form.value !== undefined ? undefined : name === "load" ? undefined : e.arguments[1];
  const operand =
    form.value !== undefined
      ? coerce(
          s,
          { rust: atom(form.value), key: "i32", type: path("i32"), literal: BigInt(form.value) },
          object.key,
          object.type,
        )
      : given === undefined
        ? undefined
        : coerce(s, rvalue(s, given), object.key, object.type);
  if (name.startsWith("fetch_") && isPointerKey(object.key)) return refuse(`${e.name} on a pointer`, e.at);
  const args = operand === undefined ? [] : [operand];
  const result = { key: object.key, type: object.type };
  if (form.gives !== "new") {
    const rust = method(object.rust, name, ...args, orderAtom(s, order));
    return form.gives === "nothing" ? { rust, key: "()", type: path("()") } : { rust, ...result };
  }
  const kept = fresh(s, "operand");
  const old = method(object.rust, name, atom(kept), orderAtom(s, order));
  const after = applied(name.slice("fetch_".length), old, atom(kept));
  return { rust: withStatements([declare(kept, object.type, operand)], after), ...result };
}

function applied(operation: string, old: RustExpression, by: RustExpression): RustExpression {
  switch (operation) {
    case "add":
    case "sub":
      return method(old, `wrapping_${operation}`, by);
    case "nand":
      return unary("!", binary(old, "&", by));
    default:
      return binary(old, operation === "and" ? "&" : operation === "or" ? "|" : "^", by);
  }
}

/** Orders that Rust takes: a load cannot release, a store cannot acquire. */
function legal(name: string, order: string): string {
  if (name === "load" && (order === "Release" || order === "AcqRel")) return "SeqCst";
  if (name === "store" && (order === "Acquire" || order === "AcqRel")) return "SeqCst";
  return order;
}

export function atomicExchange(s: BodyState, e: Builtin, form: BuiltinForm): Value {
  if (form.gives === "expected" && isOpenObject(s, e)) {
    const [object, expected, desired, ...rest] = e.arguments;
    const given = [object, expected, desired].map((one) => numberOf(s, one));
    const failure = legal("load", orderOf(rest.at(-1)));
    const inOrder = [orderOf(rest.at(-2)), failure].map((order) => orderAtom(s, order));
    return boolValue(math(s, "atomic_exchange", ...given, ...inOrder));
  }
  const object = objectOf(s, e);
  const { key, type } = object;
  const desired = coerce(s, rvalue(s, e.arguments[2]), key, type);
  const exchange = (expected: RustExpression, success: string, failure: string): RustExpression =>
    method(object.rust, "compare_exchange", expected, desired, orderAtom(s, success), orderAtom(s, failure));
  if (form.gives !== "expected") {
    const made = exchange(coerce(s, rvalue(s, e.arguments[1]), key, type), "SeqCst", "SeqCst");
    if (form.gives === "success") return boolValue(method(made, "is_ok"));
    return { rust: method(made, "unwrap_or_else", atom("|old| old")), key, type };
  }
  const place = fresh(s, "expected");
  const given = coerce(s, rvalue(s, e.arguments[1]), `*mut ${key}`, pointerTo(type, true), false);
  const count = e.arguments.length;
  const failure = legal("load", orderOf(e.arguments[count - 1]));
  const name = fresh(s, "result");
  const statements: RustStatement[] = [
    declare(place, undefined, given),
    declare(name, undefined, exchange(unary("*", atom(place)), orderOf(e.arguments[count - 2]), failure)),
    {
      kind: "if",
      condition: method(atom(name), "is_err"),
      then: block([does(assign(unary("*", atom(place)), method(atom(name), "unwrap_or_else", atom("|old| old"))))]),
      else: undefined,
    },
  ];
  return boolValue(withStatements(statements, method(atom(name), "is_ok")));
}

/** `__atomic_load(object, to, order)` and its like: values are where pointers say. */
export function atomicCopy(s: BodyState, e: Builtin, form: BuiltinForm): Value {
  if (isOpenObject(s, e)) return openCopy(s, e, form);
  const object = objectOf(s, e);
  const name = form.method ?? "";
  const order = legal(name, orderOf(e.arguments.at(-1)));
  const at = (one: TypedExpression, mutable: boolean): RustExpression =>
    unary(
      "*",
      coerce(s, rvalue(s, one), `*${mutable ? "mut" : "const"} ${object.key}`, pointerTo(object.type, mutable), false),
    );
  const given = name === "load" ? [] : [at(e.arguments[1], false)];
  const rust = method(object.rust, name, ...given, orderAtom(s, order));
  const to = name === "load" ? e.arguments[1] : name === "swap" ? e.arguments[2] : undefined;
  return { rust: to === undefined ? rust : assign(at(to, true), rust), key: "()", type: path("()") };
}

function openCopy(s: BodyState, e: Builtin, { method: name = "" }: BuiltinForm): Value {
  const order = orderAtom(s, legal(name, orderOf(e.arguments.at(-1))));
  const at = (one: TypedExpression): RustExpression => unary("*", rvalue(s, one).rust);
  const helper = atomicOperation(name, false) ?? refuse(`${e.name} through what is no pointer`, e.at);
  const given = name === "load" ? [] : [at(e.arguments[1])];
  const rust = math(s, helper, rvalue(s, e.arguments[0]).rust, ...given, order);
  const to = name === "load" ? e.arguments[1] : name === "swap" ? e.arguments[2] : undefined;
  return { rust: to === undefined ? rust : assign(at(to), rust), key: "()", type: path("()") };
}

/** A fence with no order is none (C11 7.17.4.1); Rust's panics. */
export function fence(s: BodyState, e: Builtin, form: BuiltinForm): RustStatement[] {
  const order = form.ordered ? orderOf(e.arguments[0]) : (form.order ?? "SeqCst");
  return order === "Relaxed" ? [] : [does(call(corePath(s, `sync::atomic::${form.method}`), orderAtom(s, order)))];
}
