/** What rustc wants `unsafe` for in the values of constants and statics. In: an expression of Rust. Out: whether it needs a block, and that block. */
import type { RustBlock, RustExpression, RustStatement } from "./rust-crate.js";

/** Calls `zeroed` or `transmute`, reads through pointers, looks into a static to point there, or has statements of control. */
export function isUnsafe(value: RustExpression): boolean {
  switch (value.kind) {
    case "call":
      return /mem::(zeroed|transmute)$/.test(atomText(value.callee)) || isAnyUnsafe([value.callee, ...value.arguments]);
    case "unary":
      // the address of a whole static is safe, that of a part of it is not
      return value.operator === "*" || value.of.kind === "field" || value.of.kind === "index" || isUnsafe(value.of);
    case "cast":
    case "field":
    case "beside-list":
      return isUnsafe(value.of);
    case "index":
      return isAnyUnsafe([value.of, value.index]);
    case "binary":
    case "assign":
      return isAnyUnsafe([value.left, value.right]);
    case "method":
      return isAnyUnsafe([value.of, ...value.arguments]);
    case "struct":
      return value.fields.some((field) => isUnsafe(field.value)) || (value.rest !== undefined && isUnsafe(value.rest));
    case "array":
    case "tuple":
      return isAnyUnsafe(value.items);
    case "macro":
      return isAnyUnsafe(value.arguments);
    case "repeat":
    case "closure":
      return isUnsafe(value.value);
    case "if":
      return (
        isUnsafe(value.condition) ||
        isUnsafeBlock(value.then) ||
        (value.else !== undefined && isUnsafeBlock(value.else))
      );
    case "block":
      return isUnsafeBlock(value.body);
    case "atom":
    case "type":
      return false;
  }
}

/** Values, named or not, are asked; what else a statement may be is not. */
function isUnsafeStatement(statement: RustStatement): boolean {
  switch (statement.kind) {
    case "let":
    case "expression":
    case "value":
      return statement.value !== undefined && isUnsafe(statement.value);
    default:
      return true;
  }
}

const isUnsafeBlock = ({ statements }: RustBlock): boolean => statements.some(isUnsafeStatement);

const isAnyUnsafe = (values: readonly RustExpression[]): boolean => values.some(isUnsafe);

const atomText = (value: RustExpression): string => (value.kind === "atom" ? value.text : "");

export function unsafely(value: RustExpression): RustExpression {
  if (value.kind === "block" && value.label === undefined) return { ...value, unsafe: true };
  return { kind: "block", label: undefined, unsafe: true, body: { statements: [{ kind: "value", value }] } };
}
