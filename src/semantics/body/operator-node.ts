/**
 * Operators as nodes (C11 6.5.3, 6.5.5 to 6.5.17): operands converted as each operator wants them. Result types and constant values are
 * those of ../operator.ts.
 */
import { assertNever } from "../../base/index.js";
import type { AssignmentOperator, BinaryOperator, UnaryOperator } from "../../syntax/index.js";
import { integerKind } from "../analysis.js";
import type { TypeId } from "../c-type.js";
import { isArithmetic } from "../conversion.js";
import { binary, conditionalType, pointee, unary } from "../operator.js";
import { Qualifier } from "../type-table.js";
import { lvalueOf, rvalue } from "../typed.js";
import type { TypedExpression } from "../typed-body.js";
import { type BodyState, type Built, isIncomplete, markLocal, refuse, wrong, wrongBefore } from "./body-state.js";
import {
  balanced,
  bitFieldPromoted,
  converted,
  hint,
  isOpen,
  isVolatile,
  promoted,
  rvalueOf,
} from "./conversion-node.js";

type ArithmeticOperator = Extract<TypedExpression, { kind: "arithmetic" }>["operator"];

const isUnknown = (s: BodyState, built: Built): boolean => isOpen(s, built.typed.type);

/** Operands as they are written, before any conversion. */
export function binaryNode(
  s: BodyState,
  operator: BinaryOperator,
  leftOperand: Built,
  rightOperand: Built,
  at: number,
): Built {
  const { a } = s;
  let left = rvalueOf(s, leftOperand);
  let right = rvalueOf(s, rightOperand);
  if (operator === ",") return comma(s, left, right, at);
  hint(s, left.node, "operand", right.typed.type);
  hint(s, right.node, "operand", left.typed.type);
  for (const { typed, node } of [left, right])
    if (a.types.shape(typed.type).kind === "vector") refuse(node.at, "arithmetic of vectors");
  if (operator === "+" || operator === "-")
    for (const { node } of [left, right])
      if (node.kind === "macro-parameter") s.hints.push({ parameter: node.index, use: "moved" });
  const open = isUnknown(s, left) || isUnknown(s, right);
  if (open) [left, right] = [bitFieldPromoted(s, left), bitFieldPromoted(s, right)];
  // the answer of a comparison is an int whatever is compared; a pointer is taken away from a pointer alone (6.5.6p3)
  const typed =
    open && truthOperators.has(operator)
      ? rvalue(a.types.integer("int"))
      : open && operator === "-" && isPointer(s, right)
        ? rvalue(a.types.integer(a.target.ptrdiffType))
        : binary(a, operator, left.typed, right.typed, at);
  const { type } = typed;
  const symbolic = left.symbolic || right.symbolic;
  switch (operator) {
    case "&&":
    case "||":
      return { typed, node: { kind: "logical", operator, left: left.node, right: right.node, type, at }, symbolic };
    case "<<":
    case ">>": {
      const [l, r] = [promoted(s, left), promoted(s, right)];
      return { typed, node: { kind: "arithmetic", operator, left: l.node, right: r.node, type, at }, symbolic };
    }
    case "<":
    case ">":
    case "<=":
    case ">=":
    case "==":
    case "!=": {
      const [l, r] = comparable(s, left, right, at);
      return { typed, node: { kind: "comparison", operator, left: l.node, right: r.node, type, at }, symbolic };
    }
    default: {
      const step = isPointer(s, left) !== isPointer(s, right) && (operator === "+" || operator === "-");
      if (open ? step : !(arithmeticOperand(s, left) && arithmeticOperand(s, right)))
        return pointerNode(s, operator === "-" ? "-" : "+", left, right, typed.type, at, typed);
      const { left: l, right: r } = balanced(s, left, right);
      return { typed, node: { kind: "arithmetic", operator, left: l.node, right: r.node, type, at }, symbolic };
    }
  }
}

const truthOperators: ReadonlySet<string> = new Set(["&&", "||", "<", ">", "<=", ">=", "==", "!="]);

const isPointer = (s: BodyState, built: Built): boolean => pointee(s.a, built.typed.type) !== undefined;

const arithmeticOperand = (s: BodyState, built: Built): boolean => isArithmetic(s.a, built.typed.type);

function comma(_s: BodyState, left: Built, right: Built, at: number): Built {
  const typed = {
    ...right.typed,
    value: left.typed.value === undefined ? undefined : right.typed.value,
    nullPointer: false,
  };
  const node = { kind: "comma", left: left.node, right: right.node, type: typed.type, at } as const;
  return { typed, node, symbolic: left.symbolic || right.symbolic };
}

/** Both sides of a comparison in one type (6.5.8, 6.5.9); GNU compares pointers of any kind, and pointers with integers. */
function comparable(s: BodyState, left: Built, right: Built, at: number): readonly [Built, Built] {
  if (arithmeticOperand(s, left) && arithmeticOperand(s, right)) {
    const both = balanced(s, left, right);
    return [both.left, both.right];
  }
  if (isUnknown(s, left) || isUnknown(s, right)) return [left, right];
  const common = conditionalType(s.a, left.typed, right.typed) ?? wrong(at, "operands cannot be compared");
  return [converted(s, left, common), converted(s, right, common)];
}

function pointerNode(
  s: BodyState,
  operator: "+" | "-",
  left: Built,
  right: Built,
  type: TypeId,
  at: number,
  typed: Built["typed"],
): Built {
  const symbolic = left.symbolic || right.symbolic;
  const { a } = s;
  const leftTo = pointee(a, left.typed.type);
  const rightTo = pointee(a, right.typed.type);
  const isGiven = isUnknown(s, left) || isUnknown(s, right);
  if (isGiven && (operator === "+" || rightTo === undefined)) return openPointerNode(s, operator, left, right, at);
  if (rightTo !== undefined && operator === "-") {
    return { typed, node: { kind: "pointer-difference", left: left.node, right: right.node, type, at }, symbolic };
  }
  const [pointer, index, to] = leftTo === undefined ? [right, left, rightTo] : [left, right, leftTo];
  if (to !== undefined) requireStep(s, to, at);
  const node = {
    kind: "pointer-offset",
    pointer: pointer.node,
    index: index.node,
    negative: operator === "-",
    type,
    at,
  } as const;
  return { typed, node, symbolic };
}

/** A pointer and a macro's argument: `p + x` steps by x; what `p - x` is, is known only to the caller. */
function openPointerNode(s: BodyState, operator: "+" | "-", left: Built, right: Built, at: number): Built {
  const symbolic = left.symbolic || right.symbolic;
  const [pointer, index] = isPointer(s, left) ? [left, right] : [right, left];
  if (operator === "-") {
    const { type } = rvalue(s.a.types.error);
    const node = { kind: "arithmetic", operator, left: left.node, right: right.node, type, at } as const;
    return { typed: rvalue(type), node, symbolic };
  }
  const { type } = pointer.typed;
  hint(s, index.node, "converted", s.a.types.integer(s.a.target.ptrdiffType));
  const node = { kind: "pointer-offset", pointer: pointer.node, index: index.node, negative: false, type, at } as const;
  return { typed: rvalue(type), node, symbolic };
}

/** What a pointer steps over must have a size. */
function requireStep(s: BodyState, to: TypeId, at: number): void {
  const shape = s.a.types.shape(to);
  if (shape.kind === "void" || shape.kind === "function" || shape.kind === "error") return;
  if (isIncomplete(s, to)) wrongBefore(s, to, at, "arithmetic of pointers to an incomplete type");
  if (s.a.sizes.sizeOf(to) === undefined) refuse(at, "arithmetic of pointers to a type without a constant size");
}

export function unaryNode(s: BodyState, operator: UnaryOperator, of: Built, at: number): Built {
  const { a } = s;
  switch (operator) {
    case "&":
      return addressOf(s, of, at);
    case "*":
      return dereferenced(s, of, at);
    case "__extension__":
      return of;
    case "!": {
      const operand = rvalueOf(s, of);
      if (a.types.shape(operand.typed.type).kind === "vector") refuse(at, "arithmetic of vectors");
      const typed = isUnknown(s, operand) ? rvalue(a.types.integer("int")) : unary(a, "!", operand.typed, at);
      return { typed, node: { kind: "not", of: operand.node, type: typed.type, at }, symbolic: of.symbolic };
    }
    case "+":
    case "-":
    case "~": {
      const operand = rvalueOf(s, of);
      if (a.types.shape(operand.typed.type).kind === "vector") refuse(at, "arithmetic of vectors");
      const typed = unary(a, operator, operand.typed, at);
      if (operator === "~" && a.types.shape(typed.type).kind === "float") refuse(at, "'~' of a floating value");
      const { node } = isArithmetic(a, operand.typed.type) ? promoted(s, operand) : operand;
      if (operator === "+" && !isUnknown(s, operand)) return { typed, node, symbolic: of.symbolic };
      return { typed, node: { kind: "unary", operator, of: node, type: typed.type, at }, symbolic: of.symbolic };
    }
    case "++":
    case "--":
      return increment(s, of, operator === "++" ? 1 : -1, false, at);
    case "__real__":
    case "__imag__":
      return refuse(at, "complex arithmetic");
    case "&&":
      return refuse(at, "address of a label");
    default:
      return assertNever(operator);
  }
}

/** `*p`, also of arrays and functions; `a[i]` and `p->m` come here. */
export function dereferenced(s: BodyState, of: Built, at: number): Built {
  // `*p`, and `*p++`, which no array can be
  const steps = of.node.kind === "increment" || of.node.kind === "assign-operator";
  const pointed = steps ? of.node.target : of.node;
  if (pointed.kind === "macro-parameter" && isUnknown(s, of))
    s.hints.push({ parameter: pointed.index, use: "dereferenced" });
  const pointer = rvalueOf(s, of);
  const typed = isUnknown(s, pointer) ? lvalueOf(s.a.types.error, undefined) : unary(s.a, "*", pointer.typed, at);
  if (s.a.types.shape(typed.type).kind === "vector") refuse(at, "a vector");
  const space = Math.floor(s.a.types.qualifiers(typed.type) / Qualifier.addressSpace);
  const node: TypedExpression =
    space === 0
      ? { kind: "dereference", of: pointer.node, type: typed.type, at }
      : { kind: "segment-dereference", of: pointer.node, space, type: typed.type, at };
  return { typed, node, symbolic: of.symbolic };
}

/** `&x`; `&*p` is `p` (6.5.3.2p3). */
function addressOf(s: BodyState, of: Built, at: number): Built {
  const { a } = s;
  const { node } = of;
  if (isUnknown(s, of)) {
    if (node.kind === "macro-parameter") s.hints.push({ parameter: node.index, use: "address-taken" });
    const type = a.types.pointer(a.types.error);
    return { typed: rvalue(type), node: { kind: "address-of", of: node, type, at }, symbolic: true };
  }
  const typed = unary(a, "&", of.typed, at);
  if (a.types.shape(of.typed.type).kind === "function") return { ...rvalueOf(s, of), typed };
  markLocal(s, node, "addressTaken");
  if (node.kind !== "dereference")
    return { typed, node: { kind: "address-of", of: node, type: typed.type, at }, symbolic: of.symbolic };
  const pointer: Built = { typed: rvalue(node.of.type), node: node.of, symbolic: true };
  return { ...converted(s, pointer, typed.type), typed, symbolic: of.symbolic };
}

/** An lvalue that may be assigned; its variable is noted. */
function target(s: BodyState, built: Built, at: number): void {
  const { types } = s.a;
  const { kind } = types.shape(built.typed.type);
  if (isUnknown(s, built)) {
    if (!built.typed.lvalue) refuse(at, "assignment to what is no object");
    if (built.node.kind === "macro-parameter") s.hints.push({ parameter: built.node.index, use: "assigned" });
    return;
  }
  if (!built.typed.lvalue || kind === "array" || kind === "function") wrong(at, "assignment to what is no object");
  if (kind === "atomic") refuse(at, "assignment to an _Atomic object");
  if (kind === "complex") refuse(at, "complex arithmetic");
  markLocal(s, built.node, "assigned");
}

/** The result keeps the width of a bit-field: clang promotes it by that (Expr::getSourceBitField). */
export function assignment(s: BodyState, operator: AssignmentOperator, left: Built, right: Built, at: number): Built {
  const { a } = s;
  target(s, left, at);
  const type = a.types.unqualified(left.typed.type);
  const typed = rvalue(type, undefined, false, left.typed.bitWidth);
  const volatile = isVolatile(s, left.typed.type);
  const operand = rvalueOf(s, right);
  if (operator === "=") {
    const { node } = converted(s, operand, type);
    if (isUnknown(s, left)) hint(s, left.node, "given", operand.typed.type);
    return {
      typed,
      node: { kind: "assign", target: left.node, value: node, volatile, type, at },
      symbolic: true,
    };
  }
  const plain = operator.slice(0, -1) as ArithmeticOperator;
  const { compute, value } = computation(
    s,
    plain,
    left,
    isUnknown(s, left) ? bitFieldPromoted(s, operand) : operand,
    at,
  );
  return {
    typed,
    node: { kind: "assign-operator", operator: plain, target: left.node, value, compute, volatile, type, at },
    symbolic: true,
  };
}

/** The type in which `left op right` is computed, and the right operand converted for it (6.5.16.2). */
function computation(
  s: BodyState,
  operator: ArithmeticOperator,
  left: Built,
  right: Built,
  at: number,
): { compute: TypeId; value: TypedExpression } {
  const { a } = s;
  if (isUnknown(s, left) || isUnknown(s, right)) return { compute: left.typed.type, value: right.node };
  const before: Built = {
    typed: rvalue(a.types.unqualified(left.typed.type), undefined, false, left.typed.bitWidth),
    node: left.node,
    symbolic: true,
  };
  for (const { typed } of [before, right])
    if (a.types.shape(typed.type).kind === "vector") refuse(at, "arithmetic of vectors");
  // Reports what the operator does not take.
  const result = binary(a, operator, before.typed, right.typed, at);
  const to = pointee(a, before.typed.type);
  if (to !== undefined) {
    if (integerKind(a, right.typed.type) === undefined) refuse(at, `operands of '${operator}=' do not go together`);
    requireStep(s, to, at);
    return { compute: before.typed.type, value: right.node };
  }
  if (!isArithmetic(a, right.typed.type)) refuse(at, `operands of '${operator}=' do not go together`);
  if (operator === "<<" || operator === ">>") return { compute: result.type, value: promoted(s, right).node };
  return { compute: result.type, value: converted(s, right, result.type).node };
}

export function increment(s: BodyState, of: Built, by: 1 | -1, postfix: boolean, at: number): Built {
  const { a } = s;
  target(s, of, at);
  const type = a.types.unqualified(of.typed.type);
  const to = pointee(a, type);
  if (to !== undefined) requireStep(s, to, at);
  else if (!isArithmetic(a, type) && !isUnknown(s, of)) wrong(at, "'++' or '--' of what is not scalar");
  const volatile = isVolatile(s, of.typed.type);
  return {
    typed: rvalue(type, undefined, false, postfix ? undefined : of.typed.bitWidth),
    node: { kind: "increment", target: of.node, by, postfix, volatile, type, at },
    symbolic: true,
  };
}
