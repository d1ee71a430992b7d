/** Lowers attributes: `__attribute__((…))` (GCC: Attribute Syntax), `[[…]]` (C23 6.7.13), words of calling conventions and `_Alignas` (C11 6.7.5). */
import { letter } from "./alphabet.js";
import type { Attribute } from "./ast.js";
import { lowerExpression } from "./expression.js";
import { NodeKind } from "./node-kind.js";
import type { SyntaxTree } from "./syntax-tree.js";
import { lowerTypeName } from "./type-name.js";

const code = (text: string) => text.charCodeAt(0);
const colon = code(":");
const convention = code(letter.convention);
const [openList, closeList, openArguments, closeArguments] = [code("["), code("]"), code("("), code(")")];

/** Those that need no `gnu::` (C23 6.7.13.2 to 6.7.13.8). */
const standardNames: ReadonlySet<string> = new Set(
  "deprecated fallthrough maybe_unused nodiscard noreturn _Noreturn reproducible unsequenced".split(" "),
);

/** An attribute that stands behind a type or a part of a declarator. */
export function lowerTypeAttribute(tree: SyntaxTree, row: number): Attribute {
  const attribute = lowerAttribute(tree, row);
  return isStandard(tree, row) ? { ...attribute, ofType: true } : attribute;
}

/** Whether it is in `[[…]]`; others stand in parentheses, or alone. */
function isStandard({ letters, start, kind }: SyntaxTree, row: number): boolean {
  if (kind[row] === NodeKind.alignas_specifier || letters[start[row]] === convention) return false;
  let depth = 0;
  for (let at = start[row] - 1; at >= 0; at--) {
    const letter = letters[at];
    if (letter === closeList || letter === closeArguments) depth++;
    else if (letter === openList || letter === openArguments) {
      if (depth === 0) return letter === openList;
      depth--;
    }
  }
  return false;
}

export function lowerAttribute(tree: SyntaxTree, row: number): Attribute {
  const { start, after, kind, letters } = tree;
  const first = start[row];
  if (letters[first] === convention)
    return { name: tree.textOf(first).replace(/^_+/, ""), at: tree.at(row), arguments: [] };
  let nameLetter = first;
  let name = withoutUnderscores(tree.textOf(first));
  if (kind[row] === NodeKind.alignas_specifier) name = "_Alignas";
  else if (letters[first + 1] === colon) {
    nameLetter = first + 3;
    const own = withoutUnderscores(tree.textOf(nameLetter));
    name = name === "gnu" || name === "clang" ? own : `${name}::${own}`;
  } else if (letters[first - 1] !== openArguments && !standardNames.has(name) && isStandard(tree, row)) {
    name = `::${name}`;
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
