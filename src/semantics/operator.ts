/**
 * Operators (C11 6.5.3.3, 6.5.5 to 6.5.17): result types and constant results. Operands come typed, before decay; what an operator does
 * not take is reported and gives the error type.
 */
import { assertNever, type FloatKind } from "../base/index.js";
import type { BinaryOperator, UnaryOperator } from "../syntax/index.js";
import { type Analysis, integerFormat, integerKind } from "./analysis.js";
import type { TypeId } from "./c-type.js";
import { compatible, composite } from "./compatible-type.js";
import {
  type Constant,
  comparison,
  floatOperation,
  integerOperation,
  roundFloat,
  truth,
  wrapInteger,
} from "./constant.js";
import { convert, decay, floatKind, isArithmetic, promote, usualArithmeticType } from "./conversion.js";
import { designator, integerValue, lvalueOf, rvalue, type Typed } from "./typed.js";

const comparisons: ReadonlySet<string> = new Set(["<", ">", "<=", ">=", "==", "!="]);

export function binary(a: Analysis, operator: BinaryOperator, left: Typed, right: Typed, at: number): Typed {
  const folded = foldedConstants(a, operator, left, right);
  if (folded !== undefined) return folded;
  const l = decay(a, left);
  const r = decay(a, right);
  if (operator === ",") return rvalue(r.type, l.value === undefined ? undefined : r.value);
  if (isError(a, l) || isError(a, r)) return rvalue(openType(a, operator, l, r));
  if (operator === "&&" || operator === "||") return logical(a, operator, l, r, at);
  if (isVector(a, l) || isVector(a, r)) return rvalue(isVector(a, l) ? l.type : r.type);
  if (operator === "<<" || operator === ">>") return shift(a, operator, l, r, at);
  if (isArithmetic(a, l.type) && isArithmetic(a, r.type)) return arithmetic(a, operator, l, r, at);
  if (comparisons.has(operator)) return comparePointers(a, operator, l, r, at);
  if (operator === "+" || operator === "-") return pointerArithmetic(a, operator, l, r, at);
  return bad(a, at, `operands of '${operator}' are not arithmetic`);
}

/** Of operands that only a macro's caller knows: an answer is an int, and a pointer and what is added to it a pointer (C11 6.5.6, 6.5.8). */
function openType(a: Analysis, operator: BinaryOperator, l: Typed, r: Typed): TypeId {
  if (operator === "&&" || operator === "||" || comparisons.has(operator)) return a.types.integer("int");
  const isStep = operator === "+" || operator === "-";
  if (!isStep || (pointee(a, l.type) === undefined && pointee(a, r.type) === undefined)) return a.types.error;
  if (operator === "+") return pointee(a, l.type) === undefined ? r.type : l.type;
  return pointee(a, r.type) === undefined ? a.types.error : a.types.integer(a.target.ptrdiffType);
}

/** The quick way for what most constants are made of: two integer constants of one type that promotion leaves alone. */
function foldedConstants(a: Analysis, operator: BinaryOperator, l: Typed, r: Typed): Typed | undefined {
  const format = a.promoted[l.type];
  if (format === undefined || operator === "," || l.value?.kind !== "integer" || r.value?.kind !== "integer")
    return undefined;
  const shifts = operator === "<<" || operator === ">>";
  if (shifts ? a.promoted[r.type] === undefined : l.type !== r.type) return undefined;
  if (l.bitWidth !== undefined || r.bitWidth !== undefined) return undefined;
  const isTruth = operator === "&&" || operator === "||" || comparisons.has(operator);
  const type = isTruth ? a.types.integer("int") : l.type;
  const value = integerOperation(operator, l.value.value, r.value.value, format);
  return value === undefined ? rvalue(type) : integerValue(type, value);
}

function bad(a: Analysis, at: number, text: string): Typed {
  a.report("semantics/bad-expression", "error", at, text);
  return rvalue(a.types.error);
}

const isError = (a: Analysis, t: Typed): boolean => a.types.shape(t.type).kind === "error";
const isVector = (a: Analysis, t: Typed): boolean => a.types.shape(t.type).kind === "vector";

/** What a pointer points to; undefined for other types. */
export function pointee(a: Analysis, type: TypeId): TypeId | undefined {
  const shape = a.types.shape(type);
  if (shape.kind === "pointer" || shape.kind === "block-pointer") return shape.to;
  return undefined;
}

function isScalar(a: Analysis, t: Typed): boolean {
  return isArithmetic(a, t.type) || pointee(a, t.type) !== undefined;
}

function intResult(a: Analysis, value: boolean | undefined): Typed {
  const type = a.types.integer("int");
  return value === undefined ? rvalue(type) : integerValue(type, value ? 1n : 0n);
}

function logical(a: Analysis, operator: "&&" | "||", l: Typed, r: Typed, at: number): Typed {
  if (!isScalar(a, l) || !isScalar(a, r)) return bad(a, at, `operands of '${operator}' are not scalar`);
  const left = truth(l.value);
  const decides = operator === "||";
  if (left === decides) return intResult(a, decides);
  return intResult(a, left === undefined ? undefined : truth(r.value));
}

function shift(a: Analysis, operator: "<<" | ">>", l: Typed, r: Typed, at: number): Typed {
  const left = promote(a, l);
  const right = promote(a, r);
  const format = integerFormat(a, left.type);
  if (format === undefined || integerKind(a, right.type) === undefined) {
    return bad(a, at, `operands of '${operator}' are not integers`);
  }
  if (left.value?.kind !== "integer" || right.value?.kind !== "integer") return rvalue(left.type);
  const value = integerOperation(operator, left.value.value, right.value.value, format);
  return value === undefined ? rvalue(left.type) : integerValue(left.type, value);
}

function arithmetic(a: Analysis, operator: BinaryOperator, l: Typed, r: Typed, at: number): Typed {
  const common = usualArithmeticType(a, l, r);
  const compares = comparisons.has(operator);
  const result = compares ? a.types.integer("int") : common;
  const left = convert(a, l, common).value;
  const right = convert(a, r, common).value;
  const format = integerFormat(a, common);
  if (format !== undefined) {
    if (left?.kind !== "integer" || right?.kind !== "integer") return rvalue(result);
    const value = integerOperation(operator, left.value, right.value, format);
    return value === undefined ? rvalue(result) : integerValue(result, value);
  }
  if (operator === "%" || operator === "&" || operator === "|" || operator === "^") {
    return bad(a, at, `operands of '${operator}' are not integers`);
  }
  if (left?.kind !== "float" || right?.kind !== "float") return rvalue(result);
  return floatArithmetic(a, operator, left.value, right.value, result, floatKind(a, common));
}

function floatArithmetic(
  a: Analysis,
  operator: BinaryOperator,
  left: number,
  right: number,
  result: TypeId,
  kind: FloatKind | undefined,
): Typed {
  switch (operator) {
    case "+":
    case "-":
    case "*":
    case "/": {
      const value = floatOperation(operator, left, right, kind ?? "");
      return rvalue(result, value === undefined ? undefined : { kind: "float", value });
    }
    case "<":
    case ">":
    case "<=":
    case ">=":
    case "==":
    case "!=":
      return intResult(a, comparison(operator, left, right));
    default:
      return rvalue(result);
  }
}

function comparePointers(a: Analysis, operator: BinaryOperator, l: Typed, r: Typed, at: number): Typed {
  if (!isScalar(a, l) || !isScalar(a, r)) return bad(a, at, `operands of '${operator}' cannot be compared`);
  const x = l.value;
  const y = r.value;
  if (x === undefined || y === undefined) return intResult(a, undefined);
  const relation = operator as "<" | ">" | "<=" | ">=" | "==" | "!=";
  if (x.kind === "integer" && y.kind === "integer") {
    // GNU: a number beside a pointer is one
    const [left, right] = [x.value, y.value].map((value) => BigInt.asUintN(a.target.pointer.size * 8, value));
    return intResult(a, comparison(relation, left, right));
  }
  if (x.kind === "address" && y.kind === "address" && x.symbol === y.symbol) {
    return intResult(a, comparison(relation, x.offset, y.offset));
  }
  return intResult(a, undefined);
}

/** Size of what a pointer steps over, BYTES. GNU: 1 for void and functions. */
function step(a: Analysis, of: TypeId): bigint | undefined {
  const shape = a.types.shape(of);
  if (shape.kind === "void" || shape.kind === "function") return 1n;
  const size = a.sizes.sizeOf(of);
  return size === undefined ? undefined : BigInt(size);
}

function pointerArithmetic(a: Analysis, operator: "+" | "-", l: Typed, r: Typed, at: number): Typed {
  const leftTo = pointee(a, l.type);
  const rightTo = pointee(a, r.type);
  if (leftTo !== undefined && rightTo !== undefined && operator === "-") {
    const type = a.types.integer(a.target.ptrdiffType);
    const size = step(a, leftTo);
    const distance = difference(l.value, r.value);
    if (distance === undefined || size === undefined || size === 0n) return rvalue(type);
    const format = integerFormat(a, type);
    return format ? integerValue(type, wrapInteger(distance, format) / size) : rvalue(type);
  }
  const [pointer, index, to] =
    leftTo !== undefined ? [l, r, leftTo] : operator === "+" ? [r, l, rightTo] : [l, r, undefined];
  if (to === undefined || integerKind(a, index.type) === undefined) {
    return bad(a, at, `operands of '${operator}' do not go together`);
  }
  const size = step(a, to);
  if (index.value?.kind !== "integer" || size === undefined) return rvalue(pointer.type);
  const by = (operator === "+" ? index.value.value : -index.value.value) * size;
  return rvalue(pointer.type, moveAddress(a, pointer.value, by));
}

function difference(left: Constant | undefined, right: Constant | undefined): bigint | undefined {
  if (left?.kind === "integer" && right?.kind === "integer") return left.value - right.value;
  if (left?.kind === "address" && right?.kind === "address" && left.symbol === right.symbol) {
    return left.offset - right.offset;
  }
  return undefined;
}

/** An address moved by BYTES; an absolute one wraps at the pointer's width. */
export function moveAddress(a: Analysis, address: Constant | undefined, by: bigint): Constant | undefined {
  if (address === undefined || address.kind === "float") return undefined;
  if (address.kind === "address") return { ...address, offset: address.offset + by };
  return { kind: "integer", value: BigInt.asUintN(a.target.pointer.size * 8, address.value + by) };
}

export function unary(a: Analysis, operator: UnaryOperator, of: Typed, at: number): Typed {
  if (isError(a, of)) return rvalue(a.types.error);
  switch (operator) {
    case "&":
      return addressOf(a, of, at);
    case "*":
      return dereference(a, of, at);
    case "__extension__":
      return of;
    case "++":
    case "--":
      return rvalue(decay(a, of).type);
    case "!": {
      const operand = decay(a, of);
      if (isVector(a, operand)) return rvalue(operand.type);
      if (!isScalar(a, operand)) return bad(a, at, "operand of '!' is not scalar");
      const known = truth(operand.value);
      return intResult(a, known === undefined ? undefined : !known);
    }
    case "+":
    case "-":
    case "~":
      return sign(a, operator, decay(a, of), at);
    case "__real__":
    case "__imag__": {
      const shape = a.types.shape(of.type);
      return shape.kind === "complex" ? lvalueOf(a.types.float(shape.of), undefined) : rvalue(decay(a, of).type);
    }
    case "&&":
      return rvalue(a.types.pointer(a.types.void));
    default:
      return assertNever(operator);
  }
}

function sign(a: Analysis, operator: "+" | "-" | "~", operand: Typed, at: number): Typed {
  const promoted = promote(a, operand);
  const kind = floatKind(a, promoted.type);
  if (kind !== undefined) {
    // what is no number has a sign, too, which values here have not
    if (promoted.value?.kind !== "float" || (operator === "-" && Number.isNaN(promoted.value.value)))
      return rvalue(promoted.type);
    const number = operator === "-" ? -promoted.value.value : promoted.value.value;
    const value = roundFloat(number, kind, true);
    return rvalue(promoted.type, value === undefined ? undefined : { kind: "float", value });
  }
  if (isVector(a, operand)) return rvalue(operand.type);
  const format = integerFormat(a, promoted.type);
  if (format === undefined) return bad(a, at, `operand of '${operator}' is not arithmetic`);
  if (promoted.value?.kind !== "integer") return rvalue(promoted.type);
  const value = promoted.value.value;
  const result = operator === "-" ? -value : operator === "~" ? ~value : value;
  return integerValue(promoted.type, wrapInteger(result, format));
}

function addressOf(a: Analysis, of: Typed, at: number): Typed {
  const isFunction = a.types.shape(of.type).kind === "function";
  if (!of.lvalue && !isFunction) return bad(a, at, "'&' of what is no object");
  if (of.bitWidth !== undefined) return bad(a, at, "'&' of a bit-field");
  return rvalue(a.types.pointer(of.type), of.address);
}

function dereference(a: Analysis, of: Typed, at: number): Typed {
  const operand = decay(a, of);
  const to = pointee(a, operand.type);
  if (to === undefined) return bad(a, at, "'*' of what is no pointer");
  if (a.types.shape(to).kind === "function") return designator(to, operand.value);
  return { ...lvalueOf(to, operand.value), value: literalUnit(a, to, operand.value) };
}

/** What is in a string literal, the final NUL too: clang folds it (`":"[0]`), by the literal's own type. */
function literalUnit(a: Analysis, type: TypeId, at: Typed["value"]): Typed["value"] {
  if (at?.kind !== "address" || at.units === undefined || at.element !== a.types.canonical(a.types.unqualified(type)))
    return undefined;
  const size = step(a, type);
  const format = integerFormat(a, type);
  if (size === undefined || format === undefined || at.offset < 0n || at.offset % size !== 0n) return undefined;
  const index = at.offset / size;
  if (index > BigInt(at.units.length)) return undefined;
  return { kind: "integer", value: wrapInteger(BigInt(at.units[Number(index)] ?? 0), format) };
}

/** `*(sum)` for `a[i]`: GNU C counts in functions, but does not subscript them. */
export function subscripted(a: Analysis, sum: Typed, at: number): Typed {
  const to = pointee(a, sum.type);
  if (to !== undefined && a.types.shape(to).kind === "function")
    return bad(a, at, "subscript of a pointer to a function");
  return unary(a, "*", sum, at);
}

/** Type of `c ? l : r` (C11 6.5.15), operands decayed; undefined where they do not go together. */
export function conditionalType(a: Analysis, l: Typed, r: Typed): TypeId | undefined {
  if (isArithmetic(a, l.type) && isArithmetic(a, r.type)) return usualArithmeticType(a, l, r);
  const x = a.types.shape(l.type);
  const y = a.types.shape(r.type);
  if (x.kind === "void" || y.kind === "void") return a.types.void;
  const leftTo = pointee(a, l.type);
  const rightTo = pointee(a, r.type);
  if (leftTo !== undefined && rightTo !== undefined) return commonPointer(a, l, r, leftTo, rightTo);
  // GNU: a pointer and an integer; a null pointer constant is the usual one.
  if (leftTo !== undefined && integerKind(a, r.type) !== undefined) return l.type;
  if (rightTo !== undefined && integerKind(a, l.type) !== undefined) return r.type;
  return compatible(a, a.types.unqualified(l.type), a.types.unqualified(r.type)) ? l.type : undefined;
}

function commonPointer(a: Analysis, l: Typed, r: Typed, leftTo: TypeId, rightTo: TypeId): TypeId {
  if (l.nullPointer) return r.type;
  if (r.nullPointer) return l.type;
  const qualifiers = a.types.qualifiers(leftTo) | a.types.qualifiers(rightTo);
  const x = a.types.unqualified(leftTo);
  const y = a.types.unqualified(rightTo);
  const compatibleTargets = compatible(a, x, y);
  if (!compatibleTargets) return a.types.pointer(a.types.qualify(a.types.void, qualifiers));
  return a.types.pointer(a.types.qualify(composite(a, x, y, false), qualifiers));
}
