/** Lowers statements (C11 6.8) with GNU C's: asm, computed goto, case ranges, local labels, attributes. */

import { lowerAsm } from "./asm.js";
import type { Attribute, BlockItem, CompoundStatement, Declaration, Statement } from "./ast.js";
import { lowerAttribute } from "./attribute.js";
import { lowerDeclaration } from "./declaration.js";
import { lowerExpression } from "./expression.js";
import { NodeKind } from "./node-kind.js";
import { noAttributes } from "./specifier.js";
import { lowerStaticAssert } from "./static-assert.js";
import type { SyntaxTree } from "./syntax-tree.js";

/** compound-statement (6.8.2). The grammar has labels beside what they label; here they take it in. */
export function lowerCompound(tree: SyntaxTree, row: number): CompoundStatement {
  const { kind, after } = tree;
  const items: BlockItem[] = [];
  let labels: number[] = [];
  const add = (item: Statement | Declaration | undefined, attributes: readonly Attribute[]) => {
    const labeled = withLabels(tree, labels, item, attributes);
    labels = [];
    if (labeled !== undefined) items.push(labeled);
  };
  for (let child = row + 1; child < after[row]; child = after[child]) {
    switch (kind[child]) {
      case NodeKind.label:
      case NodeKind.case_label:
      case NodeKind.default_label:
        labels.push(child);
        break;
      case NodeKind.declaration:
        add(lowerDeclaration(tree, child), noAttributes);
        break;
      case NodeKind.static_assert:
        if (labels.length > 0) add(undefined, noAttributes);
        items.push(lowerStaticAssert(tree, child));
        break;
      case NodeKind.attributed_statement: {
        const { attributes, statement } = attributed(tree, child);
        if (labels.length === 0 && statement.kind !== "attribute")
          items.push({ kind: "attribute", attributes, at: tree.at(child) });
        add(statement, attributes);
        break;
      }
      default:
        add(lowerStatement(tree, child), noAttributes);
    }
  }
  if (labels.length > 0) add(undefined, noAttributes);
  return { kind: "compound", items, at: tree.at(row), end: tree.last(row) };
}

/** Attributes before a statement, or alone before `;` (`fallthrough`), which is then the attributes' own statement. */
function attributed(tree: SyntaxTree, row: number): { attributes: readonly Attribute[]; statement: Statement } {
  const attributes: Attribute[] = [];
  let child = row + 1;
  for (; tree.kind[child] === NodeKind.attribute; child = tree.after[child])
    attributes.push(lowerAttribute(tree, child));
  const statement = lowerStatement(tree, child);
  const isEmpty = statement.kind === "expression" && statement.expression === undefined;
  return { attributes, statement: isEmpty ? { kind: "attribute", attributes, at: tree.at(row) } : statement };
}

/** labeled-statement (6.8.1), from the inside out. Attributes behind the last label are that label's. */
function withLabels<T extends Statement | Declaration | undefined>(
  tree: SyntaxTree,
  labels: readonly number[],
  item: T,
  attributes: readonly Attribute[],
): T | Statement {
  let made: Statement | Declaration | undefined = item;
  if (labels.length > 0 && attributes.length > 0 && made?.kind === "attribute") {
    if (tree.kind[labels[labels.length - 1]] === NodeKind.label)
      made = { kind: "expression", expression: undefined, at: made.at };
  }
  for (let index = labels.length - 1; index >= 0; index--) {
    const row = labels[index];
    const at = tree.at(row);
    const body = made;
    switch (tree.kind[row]) {
      case NodeKind.label: {
        const own = index === labels.length - 1 ? attributes : noAttributes;
        made = { kind: "label", name: tree.text(row), attributes: own, body, at };
        break;
      }
      case NodeKind.default_label:
        made = { kind: "default", body, at };
        break;
      default: {
        const last = tree.after[row + 1];
        made = {
          kind: "case",
          value: lowerExpression(tree, row + 1),
          last: last < tree.after[row] ? lowerExpression(tree, last) : undefined,
          body,
          at,
        };
      }
    }
  }
  return made as T | Statement;
}

/** statement (6.8), where labels and attributes may stand before it. */
function lowerSubstatement(tree: SyntaxTree, row: number): Statement {
  const { kind, after } = tree;
  if (kind[row] === NodeKind.attributed_statement) return attributed(tree, row).statement;
  if (kind[row] !== NodeKind.labeled_statement) return lowerStatement(tree, row);
  const labels: number[] = [];
  let child = row + 1;
  for (; after[child] < after[row]; child = after[child]) labels.push(child);
  if (kind[child] !== NodeKind.attributed_statement)
    return withLabels(tree, labels, lowerStatement(tree, child), noAttributes);
  const { attributes, statement } = attributed(tree, child);
  return withLabels(tree, labels, statement, attributes);
}

function lowerStatement(tree: SyntaxTree, row: number): Statement {
  const { after } = tree;
  const at = tree.at(row);
  const first = row + 1;
  switch (tree.kind[row]) {
    case NodeKind.expression_statement:
      return { kind: "expression", expression: optional(tree, first, after[row]), at };
    case NodeKind.compound_statement:
      return lowerCompound(tree, row);
    case NodeKind.if_statement: {
      const then = after[first];
      const otherwise = after[then];
      return {
        kind: "if",
        condition: lowerExpression(tree, first),
        then: lowerSubstatement(tree, then),
        else: otherwise < after[row] ? lowerSubstatement(tree, otherwise) : undefined,
        at,
      };
    }
    case NodeKind.while_statement:
      return {
        kind: "while",
        condition: lowerExpression(tree, first),
        body: lowerSubstatement(tree, after[first]),
        at,
      };
    case NodeKind.switch_statement:
      return { kind: "switch", on: lowerExpression(tree, first), body: lowerSubstatement(tree, after[first]), at };
    case NodeKind.do_statement:
      return { kind: "do", body: lowerSubstatement(tree, first), condition: lowerExpression(tree, after[first]), at };
    case NodeKind.for_statement:
      return lowerFor(tree, row);
    case NodeKind.goto_statement:
      return { kind: "goto", target: tree.text(first), at };
    case NodeKind.computed_goto:
      return { kind: "computed-goto", target: lowerExpression(tree, first), at };
    case NodeKind.jump_statement:
      return { kind: tree.text(row) === "break" ? "break" : "continue", at };
    case NodeKind.return_statement:
      return { kind: "return", value: optional(tree, first, after[row]), at };
    case NodeKind.local_labels: {
      const names: string[] = [];
      for (let child = first; child < after[row]; child = after[child]) names.push(tree.text(child));
      return { kind: "local-labels", names, at };
    }
    case NodeKind.asm_statement:
      return lowerAsm(tree, row);
    default:
      throw new Error(`not a statement: node kind ${tree.kind[row]}`);
  }
}

const optional = (tree: SyntaxTree, row: number, end: number) => (row < end ? lowerExpression(tree, row) : undefined);

/** for (init; condition; step) body (6.8.5.3): the first two are nodes with their semicolons, so the third alone may be absent. */
function lowerFor(tree: SyntaxTree, row: number): Statement {
  const { kind, after } = tree;
  const init = row + 1;
  const condition = after[init];
  const third = after[condition];
  const hasStep = after[third] < after[row];
  return {
    kind: "for",
    init: kind[init] === NodeKind.declaration ? lowerDeclaration(tree, init) : optional(tree, init + 1, after[init]),
    condition: optional(tree, condition + 1, after[condition]),
    step: hasStep ? lowerExpression(tree, third) : undefined,
    body: lowerSubstatement(tree, hasStep ? after[third] : third),
    at: tree.at(row),
  };
}
