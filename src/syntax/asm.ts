/** Lowers asm statements (GCC: Extended Asm, Basic Asm, Goto Labels). */
import type { AsmOperand, AsmStatement } from "./ast.js";
import { lowerExpression } from "./expression.js";
import { stringText } from "./literal.js";
import { NodeKind } from "./node-kind.js";
import type { SyntaxTree } from "./syntax-tree.js";

const open = "(".charCodeAt(0);
const goto = "g".charCodeAt(0);

export function lowerAsm(tree: SyntaxTree, row: number): AsmStatement {
  const { kind, after } = tree;
  let isVolatile = false;
  let isGoto = false;
  let isInline = false;
  for (let letter = tree.start[row] + 1; tree.letters[letter] !== open; letter++) {
    if (tree.letters[letter] === goto) isGoto = true;
    else if (tree.textOf(letter).includes("inline")) isInline = true;
    else isVolatile = true;
  }
  let template = "";
  const sections: number[] = [];
  for (let child = row + 1; child < after[row]; child = after[child]) {
    if (kind[child] === NodeKind.string) template = stringText(tree, child);
    else if (kind[child] === NodeKind.asm_section) sections.push(child);
  }
  const [outputs, inputs, clobbers, labels] = sections;
  return {
    kind: "asm",
    volatile: isVolatile,
    goto: isGoto,
    inline: isInline,
    template,
    extended: sections.length > 0,
    outputs: operands(tree, outputs),
    inputs: operands(tree, inputs),
    clobbers: section(tree, clobbers, NodeKind.string, stringText),
    labels: names(tree, labels),
    at: tree.at(row),
  };
}

function operands(tree: SyntaxTree, row: number | undefined): readonly AsmOperand[] {
  return section(tree, row, NodeKind.asm_operand, lowerOperand);
}

function names(tree: SyntaxTree, row: number | undefined): readonly string[] {
  const found: string[] = [];
  if (row === undefined) return found;
  for (let child = row + 1; child < tree.after[row]; child = tree.after[child]) {
    if (tree.isName(child)) found.push(tree.text(child));
    else tree.problem(tree.at(child), "a label was expected here");
  }
  return found;
}

function section<T>(
  tree: SyntaxTree,
  row: number | undefined,
  expected: number,
  lower: (tree: SyntaxTree, row: number) => T,
): readonly T[] {
  const found: T[] = [];
  if (row === undefined) return found;
  for (let child = row + 1; child < tree.after[row]; child = tree.after[child]) {
    if (tree.kind[child] === expected) found.push(lower(tree, child));
    else tree.problem(tree.at(child), `unexpected '${tree.text(child)}' in asm`);
  }
  return found;
}

function lowerOperand(tree: SyntaxTree, row: number): AsmOperand {
  const named = tree.isName(row + 1);
  const constraint = named ? tree.after[row + 1] : row + 1;
  return {
    name: named ? tree.text(row + 1) : undefined,
    constraint: stringText(tree, constraint),
    value: lowerExpression(tree, tree.after[constraint]),
    at: tree.at(row),
  };
}
