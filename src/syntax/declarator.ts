/** Lowers declarators (C11 6.7.6) and abstract ones (6.7.7), with parameters; GNU attributes and clang's blocks included. */
import type { Attribute, Declarator, Expression, Identifier, ParameterDeclaration } from "./ast.js";
import { lowerAttribute, lowerTypeAttribute } from "./attribute.js";
import { lowerExpression } from "./expression.js";
import { NodeKind } from "./node-kind.js";
import { lowerSpecifiers, noAttributes, noQualifiers, qualify } from "./specifier.js";
import type { SyntaxTree } from "./syntax-tree.js";

const caret = "^".charCodeAt(0);
const star = "*".charCodeAt(0);
const ellipsis = "~".charCodeAt(0);

const declaratorKinds: ReadonlySet<number> = new Set([
  NodeKind.identifier,
  NodeKind.typedef_name,
  NodeKind.pointer_declarator,
  NodeKind.nested_declarator,
  NodeKind.array_declarator,
  NodeKind.function_declarator,
  NodeKind.attributed_declarator,
  NodeKind.pointer_parameter,
  NodeKind.nested_parameter,
  NodeKind.array_parameter,
  NodeKind.function_parameter,
  NodeKind.attributed_parameter,
]);

/** A leaf that is a name counts: where a declarator can stand, it is one. */
export function isDeclarator(kind: number): boolean {
  return declaratorKinds.has(kind);
}

export function lowerDeclarator(tree: SyntaxTree, row: number): Declarator {
  switch (tree.kind[row]) {
    case NodeKind.pointer_declarator:
    case NodeKind.pointer_parameter:
      return lowerPointer(tree, row);
    case NodeKind.array_declarator:
    case NodeKind.array_parameter:
      return lowerArray(tree, row);
    case NodeKind.function_declarator:
    case NodeKind.function_parameter:
      return lowerFunction(tree, row);
    case NodeKind.nested_declarator:
    case NodeKind.nested_parameter:
    case NodeKind.attributed_declarator:
    case NodeKind.attributed_parameter:
      return lowerAttributed(tree, row);
    default:
      return { kind: "name", name: tree.text(row), at: tree.at(row) };
  }
}

function lowerPointer(tree: SyntaxTree, row: number): Declarator {
  const { kind, after } = tree;
  const at = tree.at(row);
  let qualifiers = noQualifiers;
  let attributes: Attribute[] | undefined;
  let to: Declarator | undefined;
  const end = after[row];
  for (let child = row + 1; child < end; child = after[child]) {
    const childKind = kind[child];
    if (childKind === NodeKind.qualifier || childKind === NodeKind.atomic) {
      attributes ??= [];
      qualifiers = qualify(tree, child, qualifiers, attributes);
    } else if (childKind === NodeKind.attribute) {
      attributes ??= [];
      attributes.push(lowerTypeAttribute(tree, child));
    } else to = lowerDeclarator(tree, child);
  }
  to ??= { kind: "abstract", at };
  if (tree.letters[tree.start[row]] === caret) return { kind: "block-pointer", to, qualifiers, at };
  return { kind: "pointer", to, qualifiers, attributes: attributes ?? noAttributes, at };
}

function lowerArray(tree: SyntaxTree, row: number): Declarator {
  const { kind, after, start, end } = tree;
  const at = tree.at(row);
  let of: Declarator = { kind: "abstract", at };
  let qualifiers = noQualifiers;
  let isStatic = false;
  let size: Expression | "unspecified" | "star" = "unspecified";
  let child = row + 1;
  // Only what is declared as an array can stand where the node begins: `[` is there where it is missing.
  if (child < after[row] && start[child] === start[row]) {
    of = lowerDeclarator(tree, child);
    child = after[child];
  }
  if (tree.letters[end[row] - 2] === star) size = "star";
  for (; child < after[row]; child = after[child]) {
    const childKind = kind[child];
    if (childKind === NodeKind.qualifier || childKind === NodeKind.atomic)
      qualifiers = qualify(tree, child, qualifiers, []);
    else if (childKind === NodeKind.storage) isStatic = true;
    else size = lowerExpression(tree, child);
  }
  return { kind: "array", of, size, qualifiers, static: isStatic, at };
}

function lowerFunction(tree: SyntaxTree, row: number): Declarator {
  const { kind, after, start, end } = tree;
  const at = tree.at(row);
  let of: Declarator = { kind: "abstract", at };
  let child = row + 1;
  if (child < after[row] && start[child] === start[row]) {
    of = lowerDeclarator(tree, child);
    child = after[child];
  }
  const parameters: ParameterDeclaration[] = [];
  const oldStyle: Identifier[] = [];
  for (; child < after[row]; child = after[child]) {
    if (kind[child] === NodeKind.parameter_declaration) parameters.push(lowerParameter(tree, child));
    else
      for (let name = child + 1; name < after[child]; name = after[name])
        oldStyle.push({ name: tree.text(name), at: tree.at(name) });
  }
  const variadic = tree.letters[end[row] - 2] === ellipsis;
  const prototype = parameters.length > 0 || variadic || (tree.c23 && oldStyle.length === 0);
  return { kind: "function", of, parameters, variadic, prototype, oldStyle, at };
}

/** parameter-declaration (6.7.6). */
function lowerParameter(tree: SyntaxTree, row: number): ParameterDeclaration {
  const { kind, after } = tree;
  const at = tree.at(row);
  const specifiers = lowerSpecifiers(tree, row + 1);
  let declarator: Declarator | undefined;
  let attributes: Attribute[] | undefined;
  for (let child = after[row + 1]; child < after[row]; child = after[child]) {
    if (kind[child] === NodeKind.attribute) {
      attributes ??= [];
      attributes.push(lowerAttribute(tree, child));
    } else declarator = lowerDeclarator(tree, child);
  }
  declarator ??= { kind: "abstract", at };
  return { specifiers, declarator, attributes: attributes ?? noAttributes, at };
}

/** Parentheses, which matter only for the attributes in them, and a declarator with `[[…]]` behind it. */
function lowerAttributed(tree: SyntaxTree, row: number): Declarator {
  const { kind, after } = tree;
  const at = tree.at(row);
  let of: Declarator = { kind: "abstract", at };
  const attributes: Attribute[] = [];
  let lower = lowerAttribute;
  for (let child = row + 1; child < after[row]; child = after[child]) {
    if (kind[child] === NodeKind.attribute) attributes.push(lower(tree, child));
    else {
      of = lowerDeclarator(tree, child);
      if (of.kind === "array" || of.kind === "function") lower = lowerTypeAttribute;
    }
  }
  return attributes.length === 0 ? of : { kind: "attributed", of, attributes, at };
}
