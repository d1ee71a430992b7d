/**
 * What kind a floating number is, and how two compare without an exception (C11 7.12.3, 7.12.14; GCC: Other Builtins): methods of Rust's types. A float is
 * tested as the double of the same value, but for what is normal of its own type only.
 */
import type { TypedExpression } from "../../semantics/index.js";
import type { RustExpression } from "../rust-crate.js";
import type { BuiltinForm } from "../translate-input.js";
import { type BodyState, fresh, refuse } from "./body-state.js";
import type { Builtin } from "./builtin.js";
import { constantOf } from "./constant-value.js";
import { either, rvalue } from "./expression.js";
import { atom, binary, declare, method, path, withStatements } from "./make.js";
import { openKey } from "./open.js";
import { boolValue, coerce, typed, type Value } from "./value.js";

export function floatTest(s: BodyState, e: Builtin, form: BuiltinForm): Value {
  const name = form.method ?? "";
  const [first] = e.arguments;
  switch (name) {
    case "is_normal":
      return boolValue(method(ofItsType(s, e, first), name));
    case "classify":
      return classified(s, e);
    case "infinite_sign": {
      const value = fresh(s, "value");
      const sign = either(binary(atom(value), "<", atom("0.0")), atom("-1"), atom("1"));
      const rust = either(method(atom(value), "is_infinite"), sign, atom("0"));
      const statements = [declare(value, path("f64"), double(s, first))];
      return {
        rust: withStatements(statements, rust),
        key: s.types.key(e.type),
        type: s.types.rust(e.type),
        loose: true,
      };
    }
    default:
      if (/^\w/.test(name)) return boolValue(method(double(s, first), name));
      return compared(s, e, name);
  }
}

/** `__builtin_fpclassify(nan, infinite, normal, subnormal, zero, x)`: the number that stands for what x is. */
function classified(s: BodyState, e: Builtin): Value {
  const [key, type] = [s.types.key(e.type), s.types.rust(e.type)];
  const [nan, infinite, normal, subnormal, zero, of] = e.arguments;
  const kinds = [nan, infinite, normal, subnormal, zero].map((one) =>
    constantOf(s, one) === undefined ? refuse(`${e.name} of kinds that are no constants`, one.at) : one,
  );
  const number = fresh(s, "number");
  const [ifNan, ifInfinite, ifNormal, ifSubnormal, ifZero] = kinds.map((one) => coerce(s, rvalue(s, one), key, type));
  const is = (test: string): RustExpression => method(atom(number), test);
  const isZero = binary(atom(number), "==", atom("0.0"));
  const small = either(is("is_normal"), ifNormal, either(isZero, ifZero, ifSubnormal));
  const rust = either(is("is_nan"), ifNan, either(is("is_infinite"), ifInfinite, small));
  return { rust: withStatements([declare(number, undefined, ofItsType(s, e, of))], rust), key, type, loose: true };
}

/** What is normal of a float need not be so of the double of the same value. */
function ofItsType(s: BodyState, e: Builtin, of: TypedExpression): RustExpression {
  const key = s.types.key(of.type);
  if (key === openKey) return rvalue(s, of).rust;
  if (key !== "f32" && key !== "f64") return refuse(`${e.name} of what is neither float nor double`, e.at);
  return typed(s, rvalue(s, of), key, path(key));
}

function compared(s: BodyState, e: Builtin, operator: string): Value {
  const given = e.arguments.map((one) => double(s, one));
  if (operator !== "<>" && operator !== "?") return boolValue(binary(given[0], operator, given[1]));
  const [one, other] = ["one", "other"].map((name) => fresh(s, name));
  const statements = [one, other].map((name, index) => declare(name, path("f64"), given[index]));
  const [a, b] = [atom(one), atom(other)];
  const rust =
    operator === "<>"
      ? binary(binary(a, "<", b), "||", binary(a, ">", b))
      : binary(method(a, "is_nan"), "||", method(b, "is_nan"));
  return boolValue(withStatements(statements, rust));
}

/** With a type that Rust knows: methods are called on it. */
const double = (s: BodyState, e: TypedExpression): RustExpression => typed(s, rvalue(s, e), "f64", path("f64"));
