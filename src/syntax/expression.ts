/** Lowers expressions (C11 6.5) and initializers (6.7.9), with GNU C's and clang's additions. */
import type {
  AssignmentOperator,
  BinaryOperator,
  Designator,
  Expression,
  Initializer,
  InitializerList,
  UnaryOperator,
} from "./ast.js";
import { stringPieces } from "./literal.js";
import { chainKinds, NodeKind } from "./node-kind.js";
import { lowerCompound } from "./statement.js";
import type { SyntaxTree } from "./syntax-tree.js";
import { basicTypeName, lowerTypeName } from "./type-name.js";

const arrow = ">".charCodeAt(0);
const chain = new Uint8Array(256);
for (const kind of chainKinds) chain[kind] = 1;

export function lowerExpression(tree: SyntaxTree, row: number): Expression {
  const { after } = tree;
  const at = tree.at(row);
  switch (tree.kind[row]) {
    case NodeKind.identifier:
      return (tree.c23 && predefinedConstant(tree.text(row), at)) || { kind: "name", name: tree.text(row), at };
    case NodeKind.number:
      return { kind: "number", text: tree.text(row), at };
    case NodeKind.binary_expression:
    case NodeKind.comma_expression:
    case NodeKind.member_expression:
    case NodeKind.call_expression:
    case NodeKind.subscript_expression:
    case NodeKind.postfix_expression:
      return lowerChain(tree, row);
    case NodeKind.unary_expression:
    case NodeKind.prefix_expression:
      return { kind: "unary", operator: unaryOperator(tree.text(row)), of: lowerExpression(tree, row + 1), at };
    case NodeKind.cast_expression:
      return { kind: "cast", type: lowerTypeName(tree, row + 1), of: lowerExpression(tree, after[row + 1]), at };
    case NodeKind.sizeof_type: {
      const type = lowerTypeName(tree, row + 1);
      if (isSizeof(tree, row)) return { kind: "sizeof-type", type, at };
      return { kind: "alignof-type", type, preferred: isPreferred(tree, row), at };
    }
    case NodeKind.sizeof_expression: {
      const of = lowerExpression(tree, row + 1);
      if (isSizeof(tree, row)) return { kind: "sizeof-expression", of, at };
      return { kind: "alignof-expression", of, preferred: isPreferred(tree, row), at };
    }
    case NodeKind.string:
      return { kind: "string", pieces: stringPieces(tree, row), at };
    case NodeKind.character:
      return { kind: "character", text: tree.text(row), at };
    case NodeKind.assignment_expression: {
      const operator = tree.textOf(tree.operatorAfter(row + 1)) as AssignmentOperator;
      const left = lowerExpression(tree, row + 1);
      return { kind: "assignment", operator, left, right: lowerExpression(tree, after[row + 1]), at };
    }
    case NodeKind.conditional_expression: {
      const then = after[row + 1];
      return {
        kind: "conditional",
        condition: lowerExpression(tree, row + 1),
        then: lowerExpression(tree, then),
        else: lowerExpression(tree, after[then]),
        at,
      };
    }
    case NodeKind.elvis_expression: {
      const condition = lowerExpression(tree, row + 1);
      const otherwise = lowerExpression(tree, after[row + 1]);
      return { kind: "conditional", condition, then: undefined, else: otherwise, at };
    }
    case NodeKind.extension_expression:
      return { kind: "unary", operator: "__extension__", of: lowerExpression(tree, row + 1), at };
    case NodeKind.statement_expression:
      return { kind: "statement-expression", body: lowerCompound(tree, row + 1), at };
    case NodeKind.compound_literal: {
      const initializer = lowerInitializerList(tree, after[row + 1]);
      return { kind: "compound-literal", type: lowerTypeName(tree, row + 1), initializer, at };
    }
    case NodeKind.offsetof_expression:
      return lowerOffsetof(tree, row);
    case NodeKind.builtin_call:
      return lowerBuiltin(tree, row);
    case NodeKind.generic_selection:
      return lowerGeneric(tree, row);
    case NodeKind.label_address:
      return { kind: "label-address", label: tree.text(row + 1), at };
    default:
      throw new Error(`not an expression: node kind ${tree.kind[row]}`);
  }
}

const isSizeof = (tree: SyntaxTree, row: number): boolean => tree.text(row) === "sizeof";
const isPreferred = (tree: SyntaxTree, row: number): boolean => tree.text(row).startsWith("__");

function unaryOperator(word: string): UnaryOperator {
  if (word === "__real") return "__real__";
  if (word === "__imag") return "__imag__";
  return word as UnaryOperator;
}

/** Left recursion by a loop: `a + b + c …` and `a->b->c …` may be long. */
function lowerChain(tree: SyntaxTree, row: number): Expression {
  const links: number[] = [];
  let inner = row;
  for (; chain[tree.kind[inner]] !== 0; inner++) links.push(inner);
  let made = lowerExpression(tree, inner);
  for (let link = links.length - 1; link >= 0; link--) made = lowerLink(tree, links[link], made);
  return made;
}

function lowerLink(tree: SyntaxTree, row: number, left: Expression): Expression {
  const { after } = tree;
  const at = tree.at(row);
  const next = after[row + 1];
  switch (tree.kind[row]) {
    case NodeKind.binary_expression: {
      const operator = tree.textOf(tree.operatorAfter(row + 1)) as BinaryOperator;
      return { kind: "binary", operator, left, right: lowerExpression(tree, next), at };
    }
    case NodeKind.comma_expression:
      return { kind: "binary", operator: ",", left, right: lowerExpression(tree, next), at };
    case NodeKind.subscript_expression:
      return { kind: "subscript", of: left, index: lowerExpression(tree, next), at };
    case NodeKind.member_expression: {
      const isArrow = tree.letters[tree.start[next] - 1] === arrow;
      return { kind: "member", of: left, arrow: isArrow, name: tree.text(next), at };
    }
    case NodeKind.postfix_expression: {
      const operator = tree.textOf(tree.end[row] - 1) as "++" | "--";
      return { kind: "postfix", operator, of: left, at };
    }
    default: {
      const args: Expression[] = [];
      for (let child = next; child < after[row]; child = after[child]) args.push(lowerExpression(tree, child));
      if (left.kind === "name" && left.name === "__builtin_choose_expr" && args.length === 3)
        return { kind: "choose", condition: args[0], then: args[1], else: args[2], at };
      return { kind: "call", callee: left, arguments: args, at };
    }
  }
}

function lowerOffsetof(tree: SyntaxTree, row: number): Expression {
  const { after } = tree;
  const type = row + 1;
  const first = after[type];
  const path: Designator[] = [{ kind: "member", name: tree.text(first), at: tree.at(first) }];
  for (let child = after[first]; child < after[row]; child = after[child]) path.push(lowerDesignator(tree, child));
  return { kind: "offsetof", type: lowerTypeName(tree, type), path, at: tree.at(row) };
}

/** `__builtin_va_arg(list, T)`, `__builtin_types_compatible_p(T, T)`: the grammar lets any arguments through. */
function lowerBuiltin(tree: SyntaxTree, row: number): Expression {
  const { after, kind } = tree;
  const at = tree.at(row);
  const name = tree.text(row);
  const first = row + 1;
  const second = after[first];
  const isType = (child: number) => kind[child] === NodeKind.type_name;
  if (second < after[row] && after[second] === after[row] && isType(second)) {
    if (name === "__builtin_va_arg" && !isType(first))
      return { kind: "va-arg", list: lowerExpression(tree, first), type: lowerTypeName(tree, second), at };
    if (name === "__builtin_types_compatible_p" && isType(first)) {
      const left = lowerTypeName(tree, first);
      return { kind: "types-compatible", left, right: lowerTypeName(tree, second), at };
    }
  }
  tree.problem(at, `wrong arguments of '${name}'`);
  return { kind: "name", name, at };
}

/** predefined-constant (C23 6.4.5.7): `true` and `false` are bools, `nullptr` is a null pointer. That one's own type is refused where it shows. */
function predefinedConstant(name: string, at: number): Expression | undefined {
  const number = (text: string): Expression => ({ kind: "number", text, at });
  switch (name) {
    case "true":
      return { kind: "cast", type: basicTypeName("bool", false, at), of: number("1"), at };
    case "false":
      return { kind: "cast", type: basicTypeName("bool", false, at), of: number("0"), at };
    case "nullptr":
      return { kind: "cast", type: basicTypeName("void", true, at), of: number("0"), at };
    default:
      return undefined;
  }
}

/** `typeof(nullptr)`, `_Generic(nullptr, …)`: where the constant's type is asked for, which is no pointer's (C23 7.22.4). */
export function refuseNullptr(tree: SyntaxTree, row: number): void {
  if (tree.c23 && tree.kind[row] === NodeKind.identifier && tree.text(row) === "nullptr")
    tree.problem(tree.at(row), "the type of 'nullptr' is not known");
}

/** generic-selection (6.5.1.1). */
function lowerGeneric(tree: SyntaxTree, row: number): Expression {
  const { after, kind } = tree;
  const associations: { type: ReturnType<typeof lowerTypeName> | undefined; value: Expression }[] = [];
  for (let child = after[row + 1]; child < after[row]; child = after[child]) {
    const first = child + 1;
    if (kind[first] === NodeKind.type_name)
      associations.push({ type: lowerTypeName(tree, first), value: lowerExpression(tree, after[first]) });
    else associations.push({ type: undefined, value: lowerExpression(tree, first) });
  }
  refuseNullptr(tree, row + 1);
  return { kind: "generic", control: lowerExpression(tree, row + 1), associations, at: tree.at(row) };
}

export function lowerInitializer(tree: SyntaxTree, row: number): Initializer {
  return tree.kind[row] === NodeKind.initializer_list ? lowerInitializerList(tree, row) : lowerExpression(tree, row);
}

function lowerInitializerList(tree: SyntaxTree, row: number): InitializerList {
  const { after, kind } = tree;
  const items: InitializerList["items"][number][] = [];
  for (let child = row + 1; child < after[row]; child = after[child]) {
    if (kind[child] !== NodeKind.designated_initializer) {
      items.push({ designators: [], value: lowerInitializer(tree, child) });
      continue;
    }
    const designators: Designator[] = [];
    let inner = child + 1;
    for (; after[inner] < after[child]; inner = after[inner]) designators.push(lowerDesignator(tree, inner));
    items.push({ designators, value: lowerInitializer(tree, inner) });
  }
  return { kind: "initializer-list", items, at: tree.at(row) };
}

/** `.name`, GNU's old `name:`, `[index]` and `[first ... last]`. */
function lowerDesignator(tree: SyntaxTree, row: number): Designator {
  const at = tree.at(row);
  if (tree.kind[row] !== NodeKind.index_designator) return { kind: "member", name: tree.text(row + 1), at };
  const last = tree.after[row + 1];
  return {
    kind: "index",
    index: lowerExpression(tree, row + 1),
    last: last < tree.after[row] ? lowerExpression(tree, last) : undefined,
    at,
  };
}
