/** Lowers declarations (C11 6.7) and external definitions (6.9). */

import { lowerAsm } from "./asm.js";
import type {
  Attribute,
  Declaration,
  DeclarationSpecifiers,
  Declarator,
  ExternalDeclaration,
  FunctionDefinition,
  InitDeclarator,
  Initializer,
} from "./ast.js";
import { lowerAttribute } from "./attribute.js";
import { isDeclarator, lowerDeclarator } from "./declarator.js";
import { lowerInitializer } from "./expression.js";
import { stringText } from "./literal.js";
import { NodeKind } from "./node-kind.js";
import { implicitInt, lowerSpecifiers, noAttributes } from "./specifier.js";
import { lowerStaticAssert } from "./static-assert.js";
import type { SyntaxTree } from "./syntax-tree.js";

/** external-declaration (6.9). */
export function lowerExternal(tree: SyntaxTree, row: number): ExternalDeclaration {
  switch (tree.kind[row]) {
    case NodeKind.declaration:
    case NodeKind.bare_declaration:
      return lowerDeclaration(tree, row);
    case NodeKind.function_definition:
      return lowerFunctionDefinition(tree, row);
    case NodeKind.static_assert:
      return lowerStaticAssert(tree, row);
    case NodeKind.asm_statement:
      return { kind: "file-asm", text: lowerAsm(tree, row).template, at: tree.at(row), end: tree.last(row) };
    default:
      return { kind: "empty", at: tree.at(row), end: tree.last(row) };
  }
}

const isSpecifiers = (kind: number): boolean => kind === NodeKind.specifiers || kind === NodeKind.implicit_specifiers;

export function lowerDeclaration(tree: SyntaxTree, row: number): Declaration {
  const { kind, after } = tree;
  const at = tree.at(row);
  let specifiers: DeclarationSpecifiers | undefined;
  const declarators: InitDeclarator[] = [];
  for (let child = row + 1; child < after[row]; child = after[child]) {
    if (isSpecifiers(kind[child])) specifiers = lowerSpecifiers(tree, child);
    else if (kind[child] === NodeKind.init_declarator) declarators.push(lowerInitDeclarator(tree, child, undefined));
    else {
      const leading: Attribute[] = [];
      let inner = child + 1;
      for (; kind[inner] === NodeKind.attribute; inner = after[inner]) leading.push(lowerAttribute(tree, inner));
      declarators.push(lowerInitDeclarator(tree, inner, leading));
    }
  }
  return { kind: "declaration", specifiers: specifiers ?? implicitInt(at), declarators, at, end: tree.last(row) };
}

/** init-declarator (6.7) with GNU's asm label and attributes. */
function lowerInitDeclarator(tree: SyntaxTree, row: number, leading: Attribute[] | undefined): InitDeclarator {
  const { kind, after } = tree;
  const declarator = lowerDeclarator(tree, row + 1);
  let asmLabel: string | undefined;
  let attributes = leading;
  let initializer: Initializer | undefined;
  for (let child = after[row + 1]; child < after[row]; child = after[child]) {
    if (kind[child] === NodeKind.attribute) {
      attributes ??= [];
      attributes.push(lowerAttribute(tree, child));
    } else if (kind[child] === NodeKind.asm_label) asmLabel = stringText(tree, child + 1);
    else initializer = lowerInitializer(tree, child);
  }
  return { declarator, asmLabel, attributes: attributes ?? noAttributes, initializer, at: tree.at(row) };
}

function lowerFunctionDefinition(tree: SyntaxTree, row: number): FunctionDefinition {
  const { kind, after } = tree;
  const at = tree.at(row);
  let specifiers: DeclarationSpecifiers | undefined;
  let declarator: Declarator = { kind: "abstract", at };
  let asmLabel: string | undefined;
  const attributes: Attribute[] = [];
  const parameterDeclarations: Declaration[] = [];
  let bodyFrom = at;
  let bodyTo = at;
  for (let child = row + 1; child < after[row]; child = after[child]) {
    const childKind = kind[child];
    if (isSpecifiers(childKind)) specifiers = lowerSpecifiers(tree, child);
    else if (isDeclarator(childKind)) declarator = lowerDeclarator(tree, child);
    else if (childKind === NodeKind.attribute) attributes.push(lowerAttribute(tree, child));
    else if (childKind === NodeKind.asm_label) asmLabel = stringText(tree, child + 1);
    else if (childKind === NodeKind.old_style_declaration) parameterDeclarations.push(lowerDeclaration(tree, child));
    else {
      bodyFrom = tree.at(child);
      bodyTo = childKind === NodeKind.body ? tree.bodyEnd(bodyFrom) : tree.last(child) + 1;
    }
  }
  return {
    kind: "function-definition",
    specifiers: specifiers ?? implicitInt(at),
    declarator,
    asmLabel,
    attributes,
    parameterDeclarations,
    bodyFrom,
    bodyTo,
    at,
    end: bodyTo - 1,
  };
}
