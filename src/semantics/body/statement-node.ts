/**
 * Statements as typed nodes (C11 6.8; GCC: Statement Exprs, Case Ranges). In: a block's items in their scope; out: TypedStatements, labels
 * and cases flat before what they label, comments of the text between them.
 */
import { assertNever } from "../../base/index.js";
import type { BlockItem, CompoundStatement, Declaration, Expression, Statement } from "../../syntax/index.js";
import { integerFormat, nestingLimit } from "../analysis.js";
import { wrapInteger } from "../constant.js";
import { foldedIntegerOf } from "../folded.js";
import type { Scope } from "../scope.js";
import { rvalue } from "../typed.js";
import type { TypedBlock, TypedStatement } from "../typed-body.js";
import { asmNode } from "./asm-node.js";
import { type BodyState, type Built, Refused, refuse, wrong } from "./body-state.js";
import { blockComments, commentsBefore } from "./comment-statement.js";
import { converted, promoted } from "./conversion-node.js";
import { buildValue } from "./expression-node.js";
import { declarationStatements } from "./local-node.js";

type Out = TypedStatement[];

/** A compound statement; its scope is made by the caller, so that a function's parameters are of its outermost block. */
export function blockOf(s: BodyState, { items, at, end }: CompoundStatement, scope: Scope): TypedBlock {
  const statements: Out = [];
  const comments = blockComments(s, items, at, end);
  items.forEach((item, index) => {
    statements.push(...comments.before(index));
    itemInto(s, item, scope, statements);
  });
  statements.push(...comments.before(items.length));
  return { statements, at };
}

function itemInto(s: BodyState, item: BlockItem, scope: Scope, out: Out): void {
  switch (item.kind) {
    case "declaration":
      declarationStatements(s, item, scope, out);
      return;
    case "function-definition":
      refuse(item.at, "a function inside a function");
      return;
    case "static-assert":
      return;
    default:
      statementInto(s, item, scope, out);
  }
}

function statementInto(s: BodyState, statement: Statement, scope: Scope, out: Out): void {
  const { nesting } = s.a;
  if (nesting.level > nestingLimit) refuse(statement.at, "statements nested too deeply");
  nesting.level++;
  statementKind(s, statement, scope, out);
  nesting.level--;
}

function statementKind(s: BodyState, x: Statement, scope: Scope, out: Out): void {
  const { at } = x;
  switch (x.kind) {
    case "compound":
      out.push({ kind: "block", block: blockOf(s, x, scope.inner("block")), at });
      return;
    case "expression":
      if (x.expression !== undefined)
        out.push({ kind: "expression", expression: buildValue(s, x.expression, scope).node, at });
      return;
    case "if": {
      const condition = scalar(s, x.condition, scope);
      const then = substatement(s, x.then, scope, 1);
      const otherwise = x.else === undefined ? undefined : substatement(s, x.else, scope, 2);
      out.push({ kind: "if", condition, then, else: otherwise, at });
      return;
    }
    case "while": {
      const condition = scalar(s, x.condition, scope);
      const isDead = condition.kind === "integer" && condition.value === 0n && !holdsLabel(x.body);
      const body = isDead ? deadBlock(s, x.body, scope) : substatement(s, x.body, scope, 1);
      out.push({ kind: "while", condition, body, at });
      return;
    }
    case "do": {
      const body = substatement(s, x.body, scope, 1);
      out.push({ kind: "do", body, condition: scalar(s, x.condition, scope), at });
      return;
    }
    case "for":
      forInto(s, x, scope, out);
      return;
    case "switch":
      switchInto(s, x, scope, out);
      return;
    case "case":
      caseInto(s, x, scope, out);
      labeled(s, x.body, scope, out);
      return;
    case "default":
      if (s.switches.length === 0) wrong(at, "'default' outside a switch");
      out.push({ kind: "default", at });
      labeled(s, x.body, scope, out);
      return;
    case "label":
      if (s.labels.has(x.name)) wrong(at, `label '${x.name}' stands twice`);
      s.labels.add(x.name);
      out.push({ kind: "label", name: x.name, at });
      labeled(s, x.body, scope, out);
      return;
    // Labels are unique in a body here, so that one of a block is as good as one of the function.
    case "local-labels":
    case "attribute":
      return;
    case "goto":
      s.gotos.push({ target: x.target, at });
      out.push({ kind: "goto", target: x.target, at });
      return;
    case "computed-goto":
      refuse(at, "goto to a computed address");
      return;
    case "break":
    case "continue":
      out.push({ kind: x.kind, at });
      return;
    case "return":
      returnInto(s, x, scope, out);
      return;
    case "asm":
      out.push(asmNode(s, x, scope));
      return;
    default:
      assertNever(x);
  }
}

function labeled(s: BodyState, body: Statement | Declaration | undefined, scope: Scope, out: Out): void {
  if (body === undefined) return;
  out.push(...commentsBefore(s, body.at, 1));
  itemInto(s, body, scope, out);
}

/** What a condition takes: any scalar. */
function scalar(s: BodyState, e: Expression, scope: Scope) {
  const built = buildValue(s, e, scope);
  const { kind } = s.a.types.shape(built.typed.type);
  if (kind === "void" || kind === "record" || kind === "vector" || kind === "va-list")
    refuse(e.at, "a condition that is no scalar");
  return built.node;
}

/** A substatement is a block of its own (6.8.4p3, 6.8.5p5). @param words tokens of the statement's own that stand before it */
function substatement(s: BodyState, statement: Statement, scope: Scope, words: number): TypedBlock {
  const before = commentsBefore(s, statement.at, words);
  const inner = scope.inner("block");
  if (statement.kind === "compound") {
    const block = blockOf(s, statement, inner);
    return before.length === 0 ? block : { ...block, statements: [...before, ...block.statements] };
  }
  const statements: Out = [...before];
  statementInto(s, statement, inner, statements);
  return { statements, at: statement.at };
}

/**
 * What is never executed: `while (0) { char a[condition ? 1 : -1]; }` is an assertion of older C. What has no translation there needs none; in a
 * macro's body, nor has what C refuses, for that may be what its arguments decide.
 */
function deadBlock(s: BodyState, statement: Statement, scope: Scope): TypedBlock {
  const { nesting } = s.a;
  const { level } = nesting;
  const before = { gotos: s.gotos.length, switches: s.switches.length, hints: s.hints.length };
  try {
    return substatement(s, statement, scope, 1);
  } catch (error) {
    if (!(error instanceof Refused) || (error.isError && s.function !== undefined)) throw error;
    nesting.level = level;
    s.gotos.length = before.gotos;
    s.switches.length = before.switches;
    s.hints.length = before.hints;
    return { statements: [], at: statement.at };
  }
}

/** A place in it that a jump may lead to. */
function holdsLabel(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (Array.isArray(node)) return node.some(holdsLabel);
  const { kind } = node as { readonly kind?: unknown };
  return kind === "label" || kind === "case" || kind === "default" || Object.values(node).some(holdsLabel);
}

/** The first clause stands before the loop, in a block with it where it declares something. */
function forInto(s: BodyState, x: Extract<Statement, { kind: "for" }>, scope: Scope, out: Out): void {
  const { at, init } = x;
  const inner = scope.inner("block");
  const before: Out = [];
  const declares = init?.kind === "declaration";
  if (init?.kind === "declaration") declarationStatements(s, init, inner, before);
  else if (init !== undefined)
    before.push({ kind: "expression", expression: buildValue(s, init, inner).node, at: init.at });
  const condition = x.condition === undefined ? undefined : scalar(s, x.condition, inner);
  const step = x.step === undefined ? undefined : buildValue(s, x.step, inner).node;
  const loop: TypedStatement = { kind: "for", condition, step, body: substatement(s, x.body, inner, 1), at };
  if (declares) out.push({ kind: "block", block: { statements: [...before, loop], at }, at });
  else out.push(...before, loop);
}

function switchInto(s: BodyState, x: Extract<Statement, { kind: "switch" }>, scope: Scope, out: Out): void {
  const on = promoted(s, buildValue(s, x.on, scope));
  const { type } = on.typed;
  if (s.a.types.row(type).kind !== "error" && integerFormat(s.a, type) === undefined)
    wrong(x.at, "switch on what is no integer");
  s.switches.push(type);
  const body = substatement(s, x.body, scope, 1);
  s.switches.pop();
  out.push({ kind: "switch", on: on.node, body, at: x.at });
}

/** Values are converted to the promoted type of the switch (6.8.4.2p5). */
function caseInto(s: BodyState, x: Extract<Statement, { kind: "case" }>, scope: Scope, out: Out): void {
  const type = s.switches[s.switches.length - 1] ?? wrong(x.at, "'case' outside a switch");
  const format = integerFormat(s.a, type);
  const constant = (built: Built, e: Expression): bigint => {
    const known = built.typed.value?.kind === "integer" ? built.typed.value.value : foldedIntegerOf(s.a, e, scope);
    if (known === undefined) return refuse(x.at, "a case that is not constant");
    return format === undefined ? known : wrapInteger(known, format);
  };
  const built = buildValue(s, x.value, scope);
  const first = constant(built, x.value);
  const last = x.last === undefined ? first : constant(buildValue(s, x.last, scope), x.last);
  const name = built.node.kind === "integer" && x.last === undefined ? built.node.name : undefined;
  // GNU: a range that is empty has no value
  if (first <= last) out.push({ kind: "case", first, last, name, at: x.at });
}

function returnInto(s: BodyState, x: Extract<Statement, { kind: "return" }>, scope: Scope, out: Out): void {
  const { at } = x;
  if (x.value === undefined) {
    out.push({ kind: "return", value: undefined, at });
    return;
  }
  const built = buildValue(s, x.value, scope);
  if (s.function === undefined) {
    out.push({ kind: "return", value: built.node, at });
    return;
  }
  // GNU: `return f();` where both are void.
  if (s.a.types.shape(s.function.returns).kind === "void") {
    out.push({ kind: "expression", expression: built.node, at }, { kind: "return", value: undefined, at });
    return;
  }
  out.push({ kind: "return", value: converted(s, built, s.function.returns).node, at });
}

/** `({ … })`: its value is the last statement's where that is an expression, labels before it or not. */
export function statementExpression(
  s: BodyState,
  e: Extract<Expression, { kind: "statement-expression" }>,
  scope: Scope,
): Built {
  const { items } = e.body;
  const inner = scope.inner("block");
  const statements: Out = [];
  for (const item of items.slice(0, -1)) itemInto(s, item, inner, statements);
  let last: BlockItem | undefined = items[items.length - 1];
  while (last?.kind === "label") {
    statementInto(s, { ...last, body: undefined }, inner, statements);
    last = last.body;
  }
  let found: Built | undefined;
  if (last?.kind === "expression" && last.expression !== undefined) found = buildValue(s, last.expression, inner);
  else if (last !== undefined) itemInto(s, last, inner, statements);
  const type = found?.typed.type ?? s.a.types.void;
  const isVoid = s.a.types.shape(type).kind === "void";
  if (isVoid && found !== undefined) statements.push({ kind: "expression", expression: found.node, at: found.node.at });
  const value = isVoid ? undefined : found?.node;
  const body: TypedBlock = { statements, at: e.body.at };
  return {
    typed: rvalue(type),
    node: { kind: "statement-expression", body, value, type, at: e.at },
    symbolic: true,
  };
}
