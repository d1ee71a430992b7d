/**
 * Whether an expression divides integers by a constant zero wherever it is evaluated (C11 6.5.5p5): such a macro has no value, though
 * all that it is made of has one. In: an expression of constants and more; branches that constants rule out do not count. What decides a branch is
 * only asked where one divides so: to ask what a `sizeof (struct { … })` is declares that record once more.
 */
import type { Expression } from "../syntax/index.js";
import { type Analysis, integerKind } from "./analysis.js";
import { truth } from "./constant.js";
import { decay } from "./conversion.js";
import { integerConstantOf, typeOf } from "./expression.js";
import type { Scope } from "./scope.js";

export function dividesByZero(a: Analysis, e: Expression, scope: Scope): boolean {
  const within = (one: Expression) => dividesByZero(a, one, scope);
  const known = (one: Expression) => truth(decay(a, typeOf(a, one, scope)).value);
  switch (e.kind) {
    case "binary":
      switch (e.operator) {
        case "&&":
        case "||":
          return within(e.left) || (within(e.right) && known(e.left) === (e.operator === "&&"));
        case "/":
        case "%":
          if (integerConstantOf(a, e.right, scope) === 0n && integerKind(a, typeOf(a, e, scope).type) !== undefined)
            return true;
      }
      return within(e.left) || within(e.right);
    case "conditional": {
      if (within(e.condition)) return true;
      const [then, other] = [e.then !== undefined && within(e.then), within(e.else)];
      if (!then && !other) return false;
      const condition = known(e.condition);
      return condition === undefined ? false : condition ? then : other;
    }
    case "unary":
    case "cast":
      return within(e.of);
    case "call":
      return e.arguments.some(within);
    default:
      return false;
  }
}
