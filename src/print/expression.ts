/**
 * Expressions → documents, with parentheses where Rust's grammar needs them and nowhere else. Besides precedence (`precedence.ts`)
 * three rules of the grammar ask for them (Rust Reference, "Expressions"):
 * - no struct literal in a condition outside brackets: `if x == (S { a: 1 })`;
 * - no `<` right after a cast, it would open generic arguments: `(x as usize) < y`, `(x as u32) << 3`;
 * - a block at the start of a statement ends it: `({ a }) + b`; a macro's argument may be one: `($x) as u8`.
 */
import { assertNever } from "../base/index.js";
import type { RustExpression, RustType } from "../rust/index.js";
import { commaParts, type Document, fill, group, indent, line, list, softLine } from "./document.js";
import { binaryPrecedence, Precedence, precedenceOf } from "./precedence.js";
import { holdsFunction, typeDocument, typeText } from "./rust-type.js";
import { blockExpression, ifExpression } from "./statement.js";

/** Where an expression stands; brackets of any kind make it `anywhere` again. */
export interface Position {
  /** In the head of if, while or match: a struct literal would be taken for the body. */
  readonly head: boolean;
  /** `<` or `<<` follows. */
  readonly beforeLess: boolean;
  /** First in its statement: a block would be the whole statement. */
  readonly first: boolean;
  /** Part of all that a macro's rule expands to, an expression where it is called. */
  readonly whole: boolean;
}

export const anywhere: Position = { head: false, beforeLess: false, first: false, whole: false };
export const inHead: Position = { ...anywhere, head: true };
export const firstInStatement: Position = { ...anywhere, first: true };
export const firstInMacro: Position = { ...firstInStatement, whole: true };

/** @param least how strongly the expression must bind where it stands */
export function expressionDocument(
  expression: RustExpression,
  least: Precedence = Precedence.lowest,
  position: Position = anywhere,
): Document {
  if (least !== Precedence.lowest && precedenceOf(expression) < least) return parenthesised(expression);
  if (position.beforeLess && expression.kind === "cast") return parenthesised(expression);
  if (position.head && expression.kind === "struct") return parenthesised(expression);
  if (position.first && mayBeBlock(expression, least, position)) return parenthesised(expression);
  return bare(expression, position);
}

function mayBeBlock(expression: RustExpression, least: Precedence, { whole }: Position): boolean {
  if (expression.kind !== "atom") return expression.kind === "block";
  // a place is assigned to, and `{ a }.b` goes on
  const goesOn = least > Precedence.range && least < Precedence.postfix;
  return goesOn && !whole && /^\$(?!crate\b)/.test(expression.text);
}

const parenthesised = (expression: RustExpression): Document => ["(", bare(expression, anywhere), ")"];

function bare(expression: RustExpression, position: Position): Document {
  // The left edge of a form is where it begins, the right edge where it ends.
  const left: Position = position.beforeLess ? { ...position, beforeLess: false } : position;
  const right: Position = position.first ? { ...position, first: false } : position;
  switch (expression.kind) {
    case "atom":
      return atom(expression.text);
    case "unary":
      return unary(expression, right);
    case "binary":
      return indent(binary(expression, position));
    case "assign":
      return assignment(
        [expressionDocument(expression.left, Precedence.range, left), ` ${expression.operator}`],
        expression.right,
        right,
      );
    case "cast":
      return [expressionDocument(expression.of, Precedence.cast, left), " as ", typeDocument(expression.type)];
    case "call":
      return callee(expression.callee, left, callDocument("", expression));
    case "method":
      return [
        expressionDocument(expression.of, Precedence.postfix, left),
        callDocument(`.${expression.name}`, expression),
      ];
    case "field":
      return [expressionDocument(expression.of, Precedence.postfix, left), `.${expression.name}`];
    case "index":
      return [
        expressionDocument(expression.of, Precedence.postfix, left),
        "[",
        expressionDocument(expression.index),
        "]",
      ];
    case "struct":
      return structLiteral(expression);
    case "array":
      return group(brokenArray(expression.items));
    case "repeat":
      return ["[", expressionDocument(expression.value), `; ${expression.count}]`];
    case "tuple":
      return argumentList("(", expression.items, expression.items.length === 1 ? ",)" : ")");
    case "if":
      return ifExpression(expression);
    case "block":
      return blockExpression(expression);
    case "macro":
      return argumentList(`${expression.name}!(`, expression.arguments, ")", false);
    case "closure":
      return [`|${expression.parameter ?? ""}| `, expressionDocument(expression.value)];
    case "beside-list":
      return [expression.before, expressionDocument(expression.of), expression.behind];
    case "type":
      return typeDocument(expression.type);
    default:
      return assertNever(expression);
  }
}

/** A string literal may be continued on the next line; other atoms are words. */
function atom(text: string): Document {
  return text.length > 40 && text.endsWith('"') ? { kind: "literal", text } : text;
}

function unary(expression: Extract<RustExpression, { readonly kind: "unary" }>, right: Position): Document {
  const { operator, of } = expression;
  // rustc warns of `--x` (double_negations), which in C decrements.
  const twice = operator === "-" && precedenceOf(of) === Precedence.prefix && startsWithMinus(of);
  return [operator, twice ? parenthesised(of) : expressionDocument(of, Precedence.prefix, right)];
}

const startsWithMinus = (expression: RustExpression): boolean =>
  expression.kind === "unary"
    ? expression.operator === "-"
    : expression.kind === "atom" && expression.text.startsWith("-");

/** A chain of one operator strength is filled, operators at line ends. */
function binary(expression: Extract<RustExpression, { readonly kind: "binary" }>, position: Position): Document {
  const precedence = binaryPrecedence(expression.operator);
  const chained = precedence !== Precedence.compare && precedence !== Precedence.range;
  const stronger = (precedence + 1) as Precedence;
  // From the right end of the chain to its first operand, without recursion: chains of thousands of operands exist.
  const parts: Document[] = [];
  let at = expression;
  let operator = "";
  let edge: Position = position.first ? { ...position, first: false } : position;
  for (;;) {
    const beforeLess = at.operator === "<" || at.operator === "<<";
    parts.push(withOperator(expressionDocument(at.right, stronger, edge), operator));
    operator = at.operator;
    edge = { ...position, beforeLess, first: false };
    const next: RustExpression = at.left;
    if (!chained || next.kind !== "binary" || binaryPrecedence(next.operator) !== precedence) {
      const first = { ...edge, first: position.first };
      parts.push(withOperator(expressionDocument(next, chained ? precedence : stronger, first), operator));
      break;
    }
    at = next;
  }
  if (precedence === Precedence.range) return parts.reverse();
  return fill(parts.reverse());
}

/** `operator` follows the operand on its line; a range's stands without a space. */
const withOperator = (operand: Document, operator: string): Document =>
  operator === "" ? operand : operator.startsWith("..") ? [operand, operator] : [operand, ` ${operator}`];

/** `(s.f)(x)`: a field's value is called, not a method. */
function callee(expression: RustExpression, left: Position, call: Document): Document {
  if (expression.kind === "field") return [parenthesised(expression), call];
  return [expressionDocument(expression, Precedence.postfix, left), call];
}

/** `name::<T>(…)`. Generic arguments break only where a function type is among them. */
function callDocument(
  name: string,
  call: { readonly generics?: readonly RustType[]; readonly arguments: readonly RustExpression[] },
): Document {
  const { generics = [] } = call;
  if (!generics.some(holdsFunction)) {
    const types = generics.length === 0 ? "" : `::<${generics.map(typeText).join(", ")}>`;
    return argumentList(`${name}${types}(`, call.arguments, ")");
  }
  return [list(`${name}::<`, generics.map(typeDocument), ">", false), argumentList("(", call.arguments, ")")];
}

const argumentList = (open: string, items: readonly RustExpression[], close: string, fillable = true): Document =>
  items.length === 0
    ? open + close
    : list(
        open,
        items.map((item) => expressionDocument(item)),
        close,
        fillable,
      );

/** Breaks with its group: brackets on lines of their own, items filled between. */
export function brokenArray(items: readonly RustExpression[]): Document {
  if (items.length === 0) return "[]";
  const parts = commaParts(items.map((item) => expressionDocument(item)));
  return ["[", indent(softLine, fill(parts)), softLine, "]"];
}

function structLiteral(expression: Extract<RustExpression, { readonly kind: "struct" }>): Document {
  const fields: Document[] = expression.fields.map((field) => [`${field.name}: `, expressionDocument(field.value)]);
  const others = expression.others === undefined ? "" : `${expression.others} `;
  if (expression.rest !== undefined) fields.push([`${others}..`, expressionDocument(expression.rest)]);
  if (fields.length === 0) return `${expression.path} {}`;
  const body = commaParts(fields).flatMap((field) => [line, field]);
  return group(expression.path, line, "{", indent(body), line, "}");
}

/**
 * `head = value`: on one line, else the line breaks after `=`. A list constant breaks after `= &`, its bracket on a line of its own.
 * @param head all up to and with the operator, without a space after it
 */
export function assignment(head: Document, value: RustExpression, position: Position = anywhere): Document {
  const list = value.kind === "unary" && value.operator === "&" ? value.of : value;
  if (list.kind === "array" && list.items.length > 0) {
    return group(head, list === value ? line : [" &", softLine], brokenArray(list.items));
  }
  // The value has a line of its own already: its continuation lines need no further indentation.
  const right =
    value.kind === "binary" ? binary(value, position) : expressionDocument(value, Precedence.lowest, position);
  return group(head, indent(line, right));
}
