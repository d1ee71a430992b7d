/** type-name (C11 6.7.7). The grammar shares its declarator with parameters; a name in one is refused here. */
import type { Declarator, TypeName } from "./ast.js";
import { lowerDeclarator } from "./declarator.js";
import { implicitInt, lowerSpecifiers } from "./specifier.js";
import type { SyntaxTree } from "./syntax-tree.js";

export function lowerTypeName(tree: SyntaxTree, row: number): TypeName {
  const specifiers = lowerSpecifiers(tree, row + 1);
  const child = tree.after[row + 1];
  const at = tree.at(row);
  if (child >= tree.after[row]) return { specifiers, declarator: { kind: "abstract", at }, at };
  const declarator = lowerDeclarator(tree, child);
  const name = innermost(declarator);
  if (name.kind === "name") tree.problem(name.at, `unexpected '${name.name}' in a type name`);
  return { specifiers, declarator, at };
}

/** `word`, or a pointer to it. */
export function basicTypeName(word: string, pointer: boolean, at: number): TypeName {
  const specifiers = { ...implicitInt(at), type: { kind: "basic", words: [word], at } } as const;
  const abstract = { kind: "abstract", at } as const;
  if (!pointer) return { specifiers, declarator: abstract, at };
  const { qualifiers, attributes } = specifiers;
  return { specifiers, declarator: { kind: "pointer", to: abstract, qualifiers, attributes, at }, at };
}

/** What a declarator declares: its name, or where the name is missing. */
export function innermost(declarator: Declarator): Extract<Declarator, { kind: "name" | "abstract" }> {
  let inner = declarator;
  for (;;) {
    switch (inner.kind) {
      case "name":
      case "abstract":
        return inner;
      case "pointer":
      case "block-pointer":
        inner = inner.to;
        break;
      default:
        inner = inner.of;
    }
  }
}
