/** Whether control can come to the end of C statements: by the rules Rust has too (`loop` without break, jumps, calls that do not return). */
import { assertNever } from "../../base/index.js";
import type { TypedExpression, TypedStatement } from "../../semantics/index.js";
import { breaks, gotosIn, labelsIn } from "./visit.js";

/** Of statements in a row. A label that is jumped to makes what follows it reachable. */
export function completes(statements: readonly TypedStatement[]): boolean {
  let reachable = true;
  for (const one of statements) {
    if (one.kind === "label" || one.kind === "case" || one.kind === "default") reachable = true;
    else if (reachable) reachable = completesOne(one);
  }
  return reachable;
}

function completesOne(statement: TypedStatement): boolean {
  switch (statement.kind) {
    case "return":
    case "break":
    case "continue":
    case "goto":
      return false;
    case "block":
      return completes(statement.block.statements);
    case "if":
      if (isConstant(statement.condition, true)) return completes(statement.then.statements);
      return (
        statement.else === undefined || completes(statement.then.statements) || completes(statement.else.statements)
      );
    case "while":
      return !isConstant(statement.condition, true) || breaks(statement.body);
    case "for":
      return (statement.condition !== undefined && !isConstant(statement.condition, true)) || breaks(statement.body);
    case "do":
      if (isConstant(statement.condition, true)) return breaks(statement.body);
      return completes(statement.body.statements) || breaks(statement.body) || holdsJump(statement);
    case "switch": {
      const { statements } = statement.body;
      const hasDefault = statements.some((one) => one.kind === "default");
      return !hasDefault || breaks(statement.body) || completes(statements);
    }
    case "expression":
      return !neverReturns(statement.expression);
    case "local":
    case "case":
    case "default":
    case "label":
    case "asm":
    case "comment":
      return true;
    default:
      return assertNever(statement);
  }
}

/** `continue` inside of `do { } while (0)` ends it as well. */
const holdsJump = (of: TypedStatement): boolean =>
  gotosIn(of).size > 0 || labelsIn(of).size > 0 || JSON.stringify(of, big).includes('"kind":"continue"');
const big = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

function isConstant(e: TypedExpression, truth: boolean): boolean {
  if (e.kind === "convert") return isConstant(e.of, truth);
  return e.kind === "integer" && (e.value !== 0n) === truth;
}

function neverReturns(e: TypedExpression): boolean {
  if (e.kind === "convert") return neverReturns(e.of);
  return (
    e.kind === "builtin" &&
    (e.name === "__builtin_unreachable" || e.name === "__builtin_trap" || e.name === "__builtin_abort")
  );
}
