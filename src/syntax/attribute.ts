/** Lowers attributes: `__attribute__((…))` (GCC: Attribute Syntax), `[[…]]` (C23 6.7.13) and `_Alignas` (C11 6.7.5). */
import type { Attribute } from "./ast.js";
import { lowerExpression } from "./expression.js";
import { NodeKind } from "./node-kind.js";
import type { SyntaxTree } from "./syntax-tree.js";
import { lowerTypeName } from "./type-name.js";

const colon = ":".charCodeAt(0);

export function lowerAttribute(tree: SyntaxTree, row: number): Attribute {
  const { start, after, kind } = tree;
  const first = start[row];
  let nameLetter = first;
  let name = withoutUnderscores(tree.textOf(first));
  if (kind[row] === NodeKind.alignas_specifier) name = "_Alignas";
  else if (tree.letters[first + 1] === colon) {
    nameLetter = first + 3;
    const own = withoutUnderscores(tree.textOf(nameLetter));
    name = name === "gnu" || name === "clang" ? own : `${name}::${own}`;
  }
  const end = after[row];
  const args: Attribute["arguments"][number][] = [];
  for (let child = row + 1; child < end; child = after[child]) {
    if (start[child] <= nameLetter) continue;
    if (kind[child] === NodeKind.type_name)
      args.push({ kind: "type-argument", type: lowerTypeName(tree, child), at: tree.at(child) });
    else args.push(lowerExpression(tree, child));
  }
  return { name, at: tree.at(row), arguments: args };
}

/** `__packed__` is `packed` (GCC: Attribute Syntax). */
function withoutUnderscores(name: string): string {
  return name.length > 4 && name.startsWith("__") && name.endsWith("__") ? name.slice(2, -2) : name;
}
