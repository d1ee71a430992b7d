/**
 * What kind a floating number is, and how two compare without an exception (C11 7.12.3, 7.12.14; GCC: Other Builtins): methods of Rust's types. A float is
 * tested as the double of the same value, but for what is normal of its own type only.
 */
import type { TypedExpression } from "../../semantics/index.js";
import type { RustExpression } from "../rust-crate.js";
import type { BuiltinForm } from "../translate-input.js";
import { type BodyState, fresh, refuse } from "./body-state.js";
import type { Builtin } from "./builtin.js";
import { either, rvalue } from "./expression.js";
import { atom, binary, declare, method, path, withStatements } from "./make.js";
import { boolValue, typed, type Value } from "./value.js";

export function floatTest(s: BodyState, e: Builtin, form: BuiltinForm): Value {
  const name = form.method ?? "";
  const [first] = e.arguments;
  switch (name) {
    case "is_normal": {
      const key = s.types.key(first.type);
      if (key !== "f32" && key !== "f64") return refuse(`${e.name} of a number whose type the caller knows`, e.at);
      return boolValue(method(typed(s, rvalue(s, first), key, path(key)), name));
    }
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
