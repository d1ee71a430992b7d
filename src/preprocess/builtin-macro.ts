/**
 * Macros that the preprocessor itself answers (C11 6.10.8, 6.10.9; GCC: Standard and Common Predefined Macros). Date and time are
 * fixed, so that output is reproducible.
 */
import type { Place } from "../base/index.js";
import { emit, expandResults } from "./expand.js";
import { answerQuery, queries } from "./feature-query.js";
import { fixed, LPAREN, ONE, RPAREN, ZERO } from "./known-spelling.js";
import { pragmaText } from "./pragma.js";
import { presumedLine, presumedName } from "./presumed-line.js";
import { type RawToken, readRaw } from "./raw-token.js";
import { destringized } from "./stringize.js";
import { TokenKind } from "./token-stream.js";
import type { UnitState } from "./unit-state.js";

const FILE = fixed("__FILE__");
const FILE_NAME = fixed("__FILE_NAME__");
const BASE_FILE = fixed("__BASE_FILE__");
const LINE = fixed("__LINE__");
const COUNTER = fixed("__COUNTER__");
const INCLUDE_LEVEL = fixed("__INCLUDE_LEVEL__");
const DATE = fixed("__DATE__");
const TIME = fixed("__TIME__");
const TIMESTAMP = fixed("__TIMESTAMP__");
const PRAGMA = fixed("_Pragma");

/** Those whose value is another one at each place (C11 6.10.8.1). */
const positional: ReadonlySet<number> = new Set([
  FILE,
  FILE_NAME,
  BASE_FILE,
  LINE,
  COUNTER,
  INCLUDE_LEVEL,
  DATE,
  TIME,
  TIMESTAMP,
]);
const values = [...positional, PRAGMA];

/** `active` value of every built-in macro. */
const BUILT_IN = -1;

export function defineBuiltins(u: UnitState): void {
  for (const name of values) u.macros.active[name] = BUILT_IN;
  for (const name of queries.keys()) u.macros.active[name] = BUILT_IN;
}

/** Expands the built-in macro that was just read. @returns false where the name stands for itself */
export function expandBuiltin(
  u: UnitState,
  base: number,
  toOutput: boolean,
  spelling: number,
  place: number,
  flags: number,
  expansion: number,
): boolean {
  if (spelling === PRAGMA) {
    if (!toOutput) return false;
    u.carry = flags & 3;
    pragmaOperator(u, base, place, expansion);
    return true;
  }
  if (u.keepsCallerPlace && positional.has(spelling)) return false;
  const text = queries.has(spelling) ? answerQuery(u, base, spelling, place, expansion) : value(u, spelling, place);
  give(u, toOutput, u.intern(text), place, flags, expansion);
  return true;
}

function give(u: UnitState, toOutput: boolean, id: number, place: number, flags: number, expansion: number): void {
  if (toOutput) emit(u, id, place, flags, expansion);
  else u.stack.results.push(id, place, flags, expansion);
}

function value(u: UnitState, spelling: number, place: number): string {
  switch (spelling) {
    case LINE:
      // GCC and clang: the line of the end of the outermost call.
      return String(presumedLine(u, u.outerEnd >= 0 ? u.outerEnd : place));
    case FILE:
      return literal(presumedName(u));
    case FILE_NAME:
      return literal(presumedName(u).replace(/^.*\//, ""));
    case BASE_FILE:
      return literal(u.frames[0]?.presumedName ?? u.frames[0]?.lexed.source.display ?? "");
    case COUNTER:
      return String(u.counter++);
    case INCLUDE_LEVEL:
      return String(Math.max(0, u.frames.length - 1));
    case DATE:
      return '"Jan  1 1970"';
    case TIME:
      return '"00:00:00"';
    default:
      return '"Thu Jan  1 00:00:00 1970"'; // __TIMESTAMP__
  }
}

function literal(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** `_Pragma("text")` (C11 6.10.9): carried out as #pragma would be; leaves no token. */
function pragmaOperator(u: UnitState, base: number, place: number, expansion: number): void {
  const { results } = u.stack;
  const mark = results.count;
  const token: RawToken = { spelling: 0, place: 0, flags: 0, expansion: 0 };
  let from = mark;
  let depth = 0;
  while (readRaw(u, base, token)) {
    if (token.spelling === LPAREN && depth++ === 0) continue;
    if (depth === 0 || (token.spelling === RPAREN && --depth === 0)) break;
    results.push(token.spelling, token.place, token.flags, token.expansion);
  }
  if (results.count > mark && u.spellings.kind[results.spelling[mark]] !== TokenKind.string) {
    from = expandResults(u, mark, results.count);
  }
  const one = results.count - from === 1 && u.spellings.kind[results.spelling[from]] === TokenKind.string;
  if (one) pragmaText(u, destringized(u.text[results.spelling[from]]), place as Place);
  else if (!u.aborted) u.report("preprocess/directive", "error", place, "_Pragma takes one string literal", expansion);
  results.count = mark;
}

/** `defined X` and `defined ( X )` in #if (C11 6.10.1p1). The word itself was just read. */
export function definedOperator(u: UnitState, base: number, place: number, flags: number, expansion: number): void {
  const token: RawToken = { spelling: 0, place: 0, flags: 0, expansion: 0 };
  let ok = readRaw(u, base, token);
  const parenthesized = ok && token.spelling === LPAREN;
  if (parenthesized) ok = readRaw(u, base, token);
  const name = token.spelling;
  if (!ok || u.spellings.kind[name] !== TokenKind.identifier) {
    u.report("preprocess/condition", "error", place, "'defined' takes a macro name", expansion);
    u.conditionFailed = true;
    return;
  }
  if (name < u.isOption.length && u.isOption[name] === 1) u.asked.add(u.text[name]);
  if (parenthesized && !(readRaw(u, base, token) && token.spelling === RPAREN)) {
    u.report("preprocess/condition", "error", place, "missing ')' after 'defined'", expansion);
    u.conditionFailed = true;
    return;
  }
  u.stack.results.push(u.macros.active[name] !== 0 ? ONE : ZERO, place, flags, expansion);
}
