/**
 * Conditional inclusion (C11 6.10.1): #if to #endif. A group that is not taken is skipped in one step, along the links that the lexer
 * made. Every group reached is recorded with the kernel options that its condition asked about.
 */
import type { Place } from "../base/index.js";
import { evaluateCondition } from "./condition.js";
import { expandAlone } from "./expand.js";
import { fixed } from "./known-spelling.js";
import { NO_NEXT } from "./lexed-text.js";
import { TokenKind } from "./token-stream.js";
import type { FileFrame, UnitState } from "./unit-state.js";

const IF = fixed("if");
const IFDEF = fixed("ifdef");
const IFNDEF = fixed("ifndef");
const ELIF = fixed("elif");
const ELIFDEF = fixed("elifdef");
const ELIFNDEF = fixed("elifndef");
const ELSE = fixed("else");
const ENDIF = fixed("endif");

/** #if, #ifdef, #ifndef at directive row `row`. */
export function openConditional(u: UnitState, frame: FileFrame, row: number): void {
  const group = recordGroup(u, row, -1, u.group);
  enter(u, frame, row, group, group, u.group, evaluate(u, row, group), false);
}

/** #elif and #else behind a group that was taken: the rest of the conditional is skipped. */
export function endOfGroup(u: UnitState, frame: FileFrame, row: number): void {
  const open = frame.conditionals.pop();
  const { directives } = u.lexed;
  if (open === undefined) {
    const name = u.text[directives.kind[row]];
    u.report("preprocess/unterminated-conditional", "error", directives.place[row], `#${name} without #if`);
    next(u, frame, row);
    return;
  }
  u.conditionals.to[open.group] = directives.place[row];
  u.group = open.parent;
  let at = row;
  let elseSeen = open.elseSeen;
  let last = open.group;
  while (directives.kind[at] !== ENDIF) {
    elseSeen = checkElse(u, at, elseSeen);
    if (last !== open.group) u.conditionals.to[last] = directives.place[at];
    last = recordGroup(u, at, open.opens, open.parent);
    askedDirectly(u, at, last);
    if (directives.next[at] === NO_NEXT) {
      unterminated(u, frame, open.opens);
      return;
    }
    at = directives.next[at];
  }
  if (last !== open.group) u.conditionals.to[last] = directives.place[at];
  extraTokens(u, at);
  next(u, frame, at);
}

/** Goes into the group of `row` where it is taken, else on to the next of the conditional. */
function enter(
  u: UnitState,
  frame: FileFrame,
  firstRow: number,
  opens: number,
  firstGroup: number,
  parent: number,
  firstTaken: boolean,
  firstElse: boolean,
): void {
  const { directives } = u.lexed;
  let row = firstRow;
  let group = firstGroup;
  let taken = firstTaken;
  let elseSeen = firstElse;
  while (!taken) {
    const following = directives.next[row];
    if (following === NO_NEXT) {
      unterminated(u, frame, opens);
      return;
    }
    row = following;
    u.conditionals.to[group] = directives.place[row];
    if (directives.kind[row] === ENDIF) {
      extraTokens(u, row);
      next(u, frame, row);
      return;
    }
    elseSeen = checkElse(u, row, elseSeen);
    group = recordGroup(u, row, opens, parent);
    taken = evaluate(u, row, group);
  }
  u.conditionals.taken[group] = 1;
  frame.conditionals.push({ opens, group, parent, elseSeen });
  u.group = group;
  next(u, frame, row);
}

function checkElse(u: UnitState, row: number, elseSeen: boolean): boolean {
  const { directives } = u.lexed;
  if (elseSeen) {
    const text = `#${u.text[directives.kind[row]]} after #else`;
    u.report("preprocess/unterminated-conditional", "error", directives.place[row], text);
  }
  if (directives.kind[row] !== ELSE) return elseSeen;
  extraTokens(u, row);
  return true;
}

function extraTokens(u: UnitState, row: number): void {
  const { directives } = u.lexed;
  if (directives.end[row] === directives.token[row]) return;
  const name = u.text[directives.kind[row]];
  u.report(
    "preprocess/directive",
    "warning",
    u.lexed.tokens.place[directives.token[row]],
    `extra tokens after #${name}`,
  );
}

function next(u: UnitState, frame: FileFrame, row: number): void {
  frame.token = u.lexed.directives.end[row];
  frame.directive = row + 1;
}

function unterminated(u: UnitState, frame: FileFrame, opens: number): void {
  u.report(
    "preprocess/unterminated-conditional",
    "error",
    u.conditionals.place[opens],
    "unterminated conditional: #endif is missing",
  );
  frame.token = frame.lexed.tokenTo;
  frame.directive = frame.lexed.directiveTo;
}

/** At the end of a file: what is still open. */
export function closeConditionals(u: UnitState, frame: FileFrame): void {
  for (let open = frame.conditionals.pop(); open !== undefined; open = frame.conditionals.pop()) {
    u.conditionals.to[open.group] = frame.lexed.source.base + frame.lexed.source.text.length;
    u.group = open.parent;
    const place = u.conditionals.place[open.opens];
    u.report("preprocess/unterminated-conditional", "error", place, "unterminated conditional: #endif is missing");
  }
}

function recordGroup(u: UnitState, row: number, opens: number, parent: number): number {
  const { directives } = u.lexed;
  return u.conditionals.push(
    directives.place[row],
    directives.kind[row],
    directives.textFrom[row],
    directives.textTo[row],
    opens,
    parent,
  );
}

/** The options that a condition names, without evaluating it. */
function askedDirectly(u: UnitState, row: number, group: number): void {
  const { directives, tokens } = u.lexed;
  u.asked.clear();
  for (let at = directives.token[row]; at < directives.end[row]; at++) ask(u, tokens.spelling[at]);
  if (u.asked.size > 0) u.conditionals.setOptions(group, u.asked);
}

function ask(u: UnitState, spelling: number): void {
  if (spelling < u.isOption.length && u.isOption[spelling] === 1) u.asked.add(u.text[spelling]);
}

function evaluate(u: UnitState, row: number, group: number): boolean {
  const { directives } = u.lexed;
  const kind = directives.kind[row];
  switch (kind) {
    case IF:
    case ELIF:
      return evaluateExpression(u, row, group);
    case IFDEF:
    case ELIFDEF:
      return evaluateDefined(u, row, group, true);
    case IFNDEF:
    case ELIFNDEF:
      return evaluateDefined(u, row, group, false);
    default:
      return true; // #else
  }
}

function evaluateDefined(u: UnitState, row: number, group: number, wanted: boolean): boolean {
  const { directives, tokens } = u.lexed;
  const from = directives.token[row];
  const name = tokens.spelling[from];
  const directive = u.text[directives.kind[row]];
  if (from === directives.end[row] || u.spellings.kind[name] !== TokenKind.identifier) {
    u.report("preprocess/condition", "error", directives.place[row], `#${directive} takes a macro name`);
    return false;
  }
  if (directives.end[row] > from + 1) {
    u.report("preprocess/directive", "warning", tokens.place[from + 1], `extra tokens after #${directive}`);
  }
  if (name < u.isOption.length && u.isOption[name] === 1) {
    u.asked.clear();
    ask(u, name);
    u.conditionals.setOptions(group, u.asked);
  }
  return (u.macros.active[name] !== 0) === wanted;
}

function evaluateExpression(u: UnitState, row: number, group: number): boolean {
  const { directives } = u.lexed;
  u.asked.clear();
  u.inCondition = true;
  u.conditionFailed = false;
  const { from, to } = expandAlone(u, directives.token[row], directives.end[row]);
  u.inCondition = false;
  const result = !u.conditionFailed && evaluateCondition(u, directives.place[row] as Place, from, to);
  u.stack.results.count = from;
  if (u.asked.size > 0) u.conditionals.setOptions(group, u.asked);
  return result;
}
