/**
 * Statements out of expressions: where the first thing an expression evaluates is a block, the block's statements can as well stand before
 * the statement the expression is in: `if { x = f(); x } != 0` becomes `x = f(); if x != 0`.
 */
import type { RustExpression, RustStatement } from "../rust-crate.js";
import { isPure } from "./purity.js";

export interface Hoisted {
  readonly before: readonly RustStatement[];
  readonly rust: RustExpression;
}

/** @param unique may the name be declared in the surrounding block without hiding another? */
export function hoist(rust: RustExpression, unique: (name: string) => boolean): Hoisted {
  switch (rust.kind) {
    case "block": {
      const { statements } = rust.body;
      const last = statements.at(-1);
      if (rust.label !== undefined || rust.unsafe || last?.kind !== "value" || statements.length < 2)
        return plain(rust);
      const before = statements.slice(0, -1);
      if (!before.every((one) => one.kind !== "let" || unique(one.name)) || before.some((one) => one.kind === "item"))
        return plain(rust);
      const inner = hoist(last.value, unique);
      return { before: [...before.flatMap((one) => flattened(one, unique)), ...inner.before], rust: inner.rust };
    }
    case "binary":
      return through(rust, hoist(rust.left, unique), (left) => ({ ...rust, left }));
    case "cast":
    case "field":
    case "method":
    case "unary":
      return through(rust, hoist(rust.of, unique), (of) => ({ ...rust, of }));
    case "index":
      return through(rust, hoist(rust.of, unique), (of) => ({ ...rust, of }));
    case "assign":
      if (rust.operator !== "=") return plain(rust);
      return through(rust, hoist(rust.right, unique), (right) => ({ ...rust, right }));
    case "call":
      if (rust.callee.kind !== "atom" || rust.arguments.length === 0) return plain(rust);
      return through(rust, hoist(rust.arguments[0], unique), (first) => ({
        ...rust,
        arguments: [first, ...rust.arguments.slice(1)],
      }));
    case "if":
      return through(rust, hoist(rust.condition, unique), (condition) => ({ ...rust, condition }));
    default:
      return plain(rust);
  }
}

/** A statement behind the statements that the first thing it evaluates consists of; those alone where nothing is left to do. */
export function flattened(statement: RustStatement, unique: (name: string) => boolean): readonly RustStatement[] {
  if (statement.kind !== "let" && statement.kind !== "expression" && statement.kind !== "return") return [statement];
  if (statement.value === undefined) return [statement];
  const { before, rust } = hoist(statement.value, unique);
  if (before.length === 0) return [statement];
  return statement.kind === "expression" && isPure(rust) ? before : [...before, { ...statement, value: rust }];
}

const nothing: readonly RustStatement[] = [];
const plain = (rust: RustExpression): Hoisted => ({ before: nothing, rust });

/** The same object where nothing moved. */
function through(whole: RustExpression, inner: Hoisted, rebuild: (rust: RustExpression) => RustExpression): Hoisted {
  return inner.before.length === 0 ? plain(whole) : { before: inner.before, rust: rebuild(inner.rust) };
}
