/** static_assert-declaration (C11 6.7.10), at file scope, in records and in blocks. */
import type { StaticAssert } from "./ast.js";
import { lowerExpression } from "./expression.js";
import { stringText } from "./literal.js";
import type { SyntaxTree } from "./syntax-tree.js";

export function lowerStaticAssert(tree: SyntaxTree, row: number): StaticAssert {
  const condition = row + 1;
  const message = tree.after[condition];
  return {
    kind: "static-assert",
    condition: lowerExpression(tree, condition),
    message: message < tree.after[row] ? stringText(tree, message) : undefined,
    at: tree.at(row),
  };
}
