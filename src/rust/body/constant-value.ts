/**
 * Values of expressions that are constants to every C compiler, `sizeof(x) == 4` above all: headers choose with them among branches of which
 * only one may even be assembled. In: a typed expression. Out: its value in its C type, or undefined. C11 6.6.
 */
import type { TypedExpression } from "../../semantics/index.js";
import type { BodyState } from "./body-state.js";
import { wrap } from "./value.js";

export function constantOf(s: BodyState, e: TypedExpression): bigint | undefined {
  switch (e.kind) {
    case "integer":
    case "size-of":
    case "align-of":
    case "offset-of":
      return e.value;
    case "convert": {
      const value = constantOf(s, e.of);
      return value === undefined ? undefined : inType(s, e, value);
    }
    case "unary": {
      const value = constantOf(s, e.of);
      return value === undefined ? undefined : inType(s, e, e.operator === "-" ? -value : ~value);
    }
    case "not": {
      const value = constantOf(s, e.of);
      return value === undefined ? undefined : truth(value === 0n);
    }
    case "logical": {
      const left = constantOf(s, e.left);
      if (left === undefined) return undefined;
      if ((left !== 0n) === (e.operator === "||")) return truth(e.operator === "||");
      const right = constantOf(s, e.right);
      return right === undefined ? undefined : truth(right !== 0n);
    }
    case "comparison": {
      const [left, right] = [constantOf(s, e.left), constantOf(s, e.right)];
      return left === undefined || right === undefined ? undefined : truth(compared(e.operator, left, right));
    }
    case "arithmetic": {
      const [left, right] = [constantOf(s, e.left), constantOf(s, e.right)];
      const exact = left === undefined || right === undefined ? undefined : computed(e.operator, left, right);
      return exact === undefined ? undefined : inType(s, e, exact);
    }
    case "conditional": {
      const condition = constantOf(s, e.condition);
      if (condition === undefined) return undefined;
      if (condition === 0n) return constantOf(s, e.else);
      return e.then === undefined ? inType(s, e, condition) : constantOf(s, e.then);
    }
    default:
      return undefined;
  }
}

const truth = (value: boolean): bigint => (value ? 1n : 0n);

function inType(s: BodyState, e: TypedExpression, value: bigint): bigint | undefined {
  const key = s.types.key(e.type);
  if (key === "bool") return truth(value !== 0n);
  const shape = s.types.integer(key);
  return shape === undefined ? undefined : wrap(value, shape);
}

function compared(operator: string, left: bigint, right: bigint): boolean {
  switch (operator) {
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    case ">=":
      return left >= right;
    case "==":
      return left === right;
    default:
      return left !== right;
  }
}

function computed(operator: string, left: bigint, right: bigint): bigint | undefined {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0n ? undefined : left / right;
    case "%":
      return right === 0n ? undefined : left % right;
    case "&":
      return left & right;
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "<<":
      return right < 0n || right > 127n ? undefined : left << right;
    case ">>":
      return right < 0n || right > 127n ? undefined : left >> right;
    default:
      return undefined;
  }
}
