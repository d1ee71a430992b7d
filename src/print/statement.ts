/**
 * Blocks and statements → documents. Braces stand on lines of their own; statements with a block have a blank line before and after,
 * never at the ends of a block. Rust Reference, "Statements".
 */
import { assertNever } from "../base/index.js";
import type { RustBlock, RustExpression, RustStatement } from "../rust/index.js";
import { asmDocument } from "./asm.js";
import { attributeLines } from "./attribute.js";
import { comment, type Document, either, group, indent, line, lines, newline } from "./document.js";
import { assignment, expressionDocument, firstInStatement, inHead } from "./expression.js";
import { itemDocument } from "./item.js";
import { Precedence } from "./precedence.js";
import { typeDocument } from "./rust-type.js";

/** `{`, statements, `}`: each brace on a line of its own. */
export function blockDocument(block: RustBlock): Document {
  if (block.statements.length === 0) return ["{", newline, "}"];
  return ["{", indent(newline, statementLines(block.statements)), newline, "}"];
}

function statementLines(statements: readonly RustStatement[]): Document {
  const out: Document[] = [];
  statements.forEach((statement, index) => {
    if (index > 0) {
      out.push(newline);
      if (apart(statements, index)) out.push(newline);
    }
    out.push(statementDocument(statement));
  });
  return out;
}

/** Whether a blank line stands before the statement: it, or the one before, has a block. Comments belong to what follows them. */
function apart(statements: readonly RustStatement[], index: number): boolean {
  const before = statements[index - 1];
  if (before.kind === "comment") return false;
  if (hasBlock(before)) return true;
  let at = index;
  while (at < statements.length - 1 && statements[at].kind === "comment") at++;
  return hasBlock(statements[at]);
}

function hasBlock(statement: RustStatement): boolean {
  switch (statement.kind) {
    case "if":
    case "while":
    case "loop":
    case "match":
    case "block":
    case "item":
      return true;
    case "expression":
      return statement.value.kind === "block" && !endsInValue(statement.value.body);
    default:
      return false;
  }
}

function statementDocument(statement: RustStatement): Document {
  switch (statement.kind) {
    case "let": {
      const type: Document = statement.type === undefined ? "" : [": ", typeDocument(statement.type)];
      const head: Document = [`let ${statement.mutable ? "mut " : ""}${statement.name}`, type];
      const attributes = attributeLines(statement.attributes ?? []);
      if (statement.value === undefined) return [attributes, head, ";"];
      return [attributes, assignment([head, " ="], statement.value), ";"];
    }
    case "expression":
      return expressionStatement(statement.value);
    case "value":
      return tail(statement.value);
    case "return":
      return [leaving("return", statement.value), ";"];
    case "if":
      return ifStatement(statement);
    case "while":
      return [label(statement.label), "while ", head(statement.condition), newline, blockDocument(statement.body)];
    case "loop":
      return [label(statement.label), "loop", newline, blockDocument(statement.body)];
    case "match":
      return matchStatement(statement);
    case "block": {
      const opening = [label(statement.label).trimEnd(), statement.unsafe ? "unsafe" : ""].filter(
        (word) => word !== "",
      );
      // A label goes before a block only, not before `unsafe`: `'a: { unsafe { .. } }`.
      if (opening.length === 2) {
        return [
          opening[0],
          newline,
          "{",
          indent(newline, "unsafe", newline, blockDocument(statement.body)),
          newline,
          "}",
        ];
      }
      return opening.length === 0
        ? blockDocument(statement.body)
        : [opening[0], newline, blockDocument(statement.body)];
    }
    case "break":
      return [breakDocument(statement.label, statement.value), ";"];
    case "continue":
      return `${withLabel("continue", statement.label)};`;
    case "item":
      return itemDocument(statement.item, false);
    case "asm":
      return asmDocument(statement);
    case "comment":
      return lines(statement.lines.map((text) => comment("// ", text)));
    default:
      return assertNever(statement);
  }
}

const label = (name: string | undefined): string => (name === undefined ? "" : `${tick(name)}: `);
const withLabel = (word: string, name: string | undefined): string =>
  name === undefined ? word : `${word} ${tick(name)}`;
/** Labels come with or without their tick. */
const tick = (name: string): string => (name.startsWith("'") ? name : `'${name}`);

/** The head of if, while, match. */
const head = (condition: RustExpression): Document => expressionDocument(condition, Precedence.lowest, inHead);

/** `return value`, `break 'a value`. */
const leaving = (word: string, value: RustExpression | undefined): Document =>
  value === undefined ? word : [`${word} `, expressionDocument(value)];

/** After `break`, a labelled block would look like the label of the break: rustc wants it in parentheses. */
function breakDocument(name: string | undefined, value: RustExpression | undefined): Document {
  const word = withLabel("break", name);
  if (value !== undefined && startsWithBlock(value)) return [`${word} (`, expressionDocument(value), ")"];
  return leaving(word, value);
}

function startsWithBlock(value: RustExpression): boolean {
  switch (value.kind) {
    case "block":
      return value.label !== undefined;
    case "binary":
    case "assign":
      return startsWithBlock(value.left);
    case "cast":
    case "method":
    case "field":
    case "index":
      return startsWithBlock(value.of);
    case "call":
      return startsWithBlock(value.callee);
    default:
      return false;
  }
}

const endsInValue = (block: RustBlock): boolean => {
  const last = block.statements.at(-1);
  return last !== undefined && last.kind === "value";
};

/** A block or `if` that has a value is no statement (Rust wants `()` there); the value is dropped by `_ =`. */
function expressionStatement(value: RustExpression): Document {
  if (value.kind === "if") {
    const { condition, then } = value;
    const otherwise = value.else;
    if (endsInValue(then) || (otherwise !== undefined && endsInValue(otherwise)))
      return [assignment("_ =", value), ";"];
    return ifStatement({ kind: "if", condition, then, else: otherwise });
  }
  if (value.kind === "block") {
    if (endsInValue(value.body)) return [assignment("_ =", value), ";"];
    return statementDocument(value);
  }
  return [wholeStatement(value), ";"];
}

/** The value of a block, or of a macro's rule. */
export function tail(value: RustExpression, position = firstInStatement): Document {
  if (value.kind === "block" || value.kind === "if") return expressionDocument(value);
  return expressionDocument(value, Precedence.lowest, position);
}

const wholeStatement = (value: RustExpression): Document =>
  expressionDocument(value, Precedence.lowest, firstInStatement);

type If = Extract<RustStatement, { readonly kind: "if" }>;

/** Without recursion along `else if`: translated switches make long chains. */
function ifStatement(statement: If): Document {
  const out: Document[] = [];
  let at: If = statement;
  for (;;) {
    out.push("if ", head(at.condition), newline, blockDocument(at.then));
    const otherwise: If["else"] = at.else;
    if (otherwise === undefined) return out;
    out.push(newline, "else");
    if (!("kind" in otherwise)) return [...out, newline, blockDocument(otherwise)];
    if (otherwise.kind !== "if") return [...out, newline, blockDocument({ statements: [otherwise] })];
    out.push(" ");
    at = otherwise;
  }
}

function matchStatement(statement: Extract<RustStatement, { readonly kind: "match" }>): Document {
  const on: Document = ["match ", head(statement.on), newline];
  if (statement.arms.length === 0) return [on, "{", newline, "}"];
  const arms = statement.arms.map(({ pattern, body }): Document => {
    const start: Document = [patternDocument(pattern), " =>"];
    const broken: Document = [start, newline, blockDocument(body), ","];
    const short = shortArm(body);
    return short === undefined ? broken : either([start, " ", short, ","], broken);
  });
  return [on, "{", indent(newline, lines(arms)), newline, "}"];
}

/** What fits behind `=>`: one statement whose type is the arm's with or without its semicolon. */
function shortArm(body: RustBlock): Document | undefined {
  if (body.statements.length !== 1) return undefined;
  const [only] = body.statements;
  switch (only.kind) {
    case "return":
      return leaving("return", only.value);
    case "break":
      return breakDocument(only.label, only.value);
    case "continue":
      return withLabel("continue", only.label);
    case "value":
      return tail(only.value);
    case "expression":
      return only.value.kind === "assign" ? wholeStatement(only.value) : undefined;
    default:
      return undefined;
  }
}

/** Alternatives are filled as operands are, `|` at line ends. */
function patternDocument(pattern: string): Document {
  if (pattern.length < 100 || /["']/.test(pattern)) return pattern;
  const alternatives = pattern.split(" | ");
  return indent({
    kind: "fill",
    parts: alternatives.map((text, index) => (index < alternatives.length - 1 ? `${text} |` : text)),
  });
}

/** `if c { a } else { b }` on one line if it fits and the blocks are mere values. */
export function ifExpression(expression: Extract<RustExpression, { readonly kind: "if" }>): Document {
  const out: Document[] = [];
  let at = expression;
  for (;;) {
    out.push("if ", head(at.condition), line, valueBlock(at.then));
    if (at.else === undefined) return group(out);
    out.push(line, "else ");
    const only = at.else.statements.length === 1 ? at.else.statements[0] : undefined;
    if (only === undefined || only.kind !== "value" || only.value.kind !== "if") {
      out.pop();
      out.push("else", line, valueBlock(at.else));
      return group(out);
    }
    at = only.value;
  }
}

/** `{ value }` that breaks with its group; a block of statements always breaks. */
function valueBlock(block: RustBlock): Document {
  const only = block.statements.length === 1 ? block.statements[0] : undefined;
  if (only === undefined || only.kind !== "value") return blockDocument(block);
  return ["{", indent(line, tail(only.value)), line, "}"];
}

/** `unsafe { value }`, `'a: { .. }`. */
export function blockExpression(expression: Extract<RustExpression, { readonly kind: "block" }>): Document {
  const { unsafe, body } = expression;
  if (expression.label !== undefined && unsafe) {
    const inner: RustExpression = { ...expression, label: undefined };
    return [`${tick(expression.label)}:`, newline, blockDocument({ statements: [{ kind: "value", value: inner }] })];
  }
  const word = unsafe ? "unsafe" : expression.label === undefined ? undefined : `${tick(expression.label)}:`;
  if (body.statements.length === 0) return word === undefined ? "{}" : `${word} {}`;
  return word === undefined ? group(valueBlock(body)) : group(word, line, valueBlock(body));
}
