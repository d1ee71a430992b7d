/**
 * Macros that end in the head of a loop or an `if`, whose body the caller writes behind the call: `LIST_FOREACH(...) { … }`. In: statements
 * parsed with an empty statement behind them. Out: the same with a name where the caller's body goes.
 */
import type { BlockItem, Statement } from "../../syntax/index.js";

/** Undefined where the last statement is whole. */
export function withCallerBody(items: readonly BlockItem[], name: string): readonly BlockItem[] | undefined {
  const last = items.at(-1);
  if (last === undefined || !isStatement(last)) return undefined;
  const changed = inTail(last, name);
  return changed === undefined ? undefined : [...items.slice(0, -1), changed];
}

const isStatement = (item: BlockItem): item is Statement =>
  item.kind !== "declaration" && item.kind !== "function-definition" && item.kind !== "static-assert";

function inTail(statement: Statement, name: string): Statement | undefined {
  switch (statement.kind) {
    case "for":
    case "while":
    case "switch": {
      const body = orEmpty(statement.body, name);
      return body && { ...statement, body };
    }
    case "if": {
      if (statement.else !== undefined) {
        const otherwise = orEmpty(statement.else, name);
        return otherwise && { ...statement, else: otherwise };
      }
      const then = orEmpty(statement.then, name);
      return then && { ...statement, then };
    }
    default:
      return undefined;
  }
}

function orEmpty(statement: Statement, name: string): Statement | undefined {
  if (statement.kind === "expression" && statement.expression === undefined)
    return { ...statement, expression: { kind: "name", name, at: statement.at } };
  return inTail(statement, name);
}
