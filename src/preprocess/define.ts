/** #define and #undef (C11 6.10.3, 6.10.3.5). */
import type { Place } from "../base/index.js";
import {
  COMMA,
  DEFINED,
  DIGRAPH_HASH,
  DIGRAPH_HASHHASH,
  ELLIPSIS,
  HASH,
  HASHHASH,
  LPAREN,
  RPAREN,
  VA_ARGS,
  VA_OPT,
} from "./known-spelling.js";
import { MacroFlag } from "./macro.js";
import { TokenFlag, TokenKind } from "./token-stream.js";
import type { UnitState } from "./unit-state.js";

interface Parameters {
  readonly names: readonly number[];
  readonly variadic: boolean;
  /** Row behind the `)`. */
  readonly end: number;
}

const none: readonly number[] = [];

export function defineDirective(u: UnitState, row: number): void {
  const { directives, tokens } = u.lexed;
  const from = directives.token[row];
  const to = directives.end[row];
  if (!isMacroName(u, row, "define")) return;
  const name = tokens.spelling[from];
  const hasParameters =
    from + 1 < to && tokens.spelling[from + 1] === LPAREN && (tokens.flags[from + 1] & TokenFlag.spaceBefore) === 0;
  let flags = u.predefining ? MacroFlag.predefined : 0;
  let names = none;
  let body = from + 1;
  if (hasParameters) {
    const parameters = parameterList(u, from + 2, to);
    if (parameters === undefined) return;
    flags |= MacroFlag.functionLike | (parameters.variadic ? MacroFlag.variadic : 0);
    names = parameters.names;
    body = parameters.end;
  }
  const checked = checkBody(u, body, to, flags, names);
  if (checked < 0) return;
  flags = checked;
  const old = u.macros.active[name];
  if (old !== 0) {
    if (old > 0 && sameDefinition(u, old - 1, flags, names, body, to)) return;
    redefined(u, name, old, tokens.place[from]);
  }
  u.macros.add({
    name,
    place: tokens.place[from],
    flags,
    parameters: names,
    bodyFrom: body,
    bodyTo: to,
    conditional: u.group,
    inclusion: u.predefining ? -1 : u.inclusion,
  });
}

export function undefDirective(u: UnitState, row: number): void {
  const { directives, tokens } = u.lexed;
  const from = directives.token[row];
  if (!isMacroName(u, row, "undef")) return;
  if (directives.end[row] > from + 1) {
    u.report("preprocess/directive", "warning", tokens.place[from + 1], "extra tokens after #undef");
  }
  if (u.macros.active[tokens.spelling[from]] !== 0) u.macros.setActive(tokens.spelling[from], 0);
}

function isMacroName(u: UnitState, row: number, directive: string): boolean {
  const { directives, tokens } = u.lexed;
  const from = directives.token[row];
  if (from === directives.end[row]) {
    u.report("preprocess/directive", "error", directives.place[row], `#${directive} takes a macro name`);
    return false;
  }
  const name = tokens.spelling[from];
  if (u.spellings.kind[name] !== TokenKind.identifier) {
    u.report("preprocess/directive", "error", tokens.place[from], "a macro's name must be an identifier");
    return false;
  }
  if (name === DEFINED) {
    u.report("preprocess/directive", "error", tokens.place[from], "'defined' cannot be a macro's name");
    return false;
  }
  return true;
}

/** identifier-list? `...`? or GNU `name...`, and `)`. `from` is behind the `(`. */
function parameterList(u: UnitState, from: number, to: number): Parameters | undefined {
  const { tokens } = u.lexed;
  const names: number[] = [];
  const seen = new Set<number>();
  const wrong = (at: number, text: string): undefined => {
    u.report("preprocess/directive", "error", tokens.place[Math.min(at, to - 1)], text);
    return undefined;
  };
  let at = from;
  if (at < to && tokens.spelling[at] === RPAREN) return { names, variadic: false, end: at + 1 };
  for (;;) {
    if (at >= to) return wrong(at, "missing ')' in a macro's parameter list");
    const name = tokens.spelling[at];
    if (name === ELLIPSIS) {
      names.push(VA_ARGS);
      if (tokens.spelling[at + 1] !== RPAREN || at + 1 >= to) return wrong(at, "missing ')' behind '...'");
      return { names, variadic: true, end: at + 2 };
    }
    if (u.spellings.kind[name] !== TokenKind.identifier) return wrong(at, "a macro's parameter must be an identifier");
    if (name === VA_ARGS) return wrong(at, "__VA_ARGS__ cannot be a parameter's name");
    if (seen.has(name)) return wrong(at, `duplicate macro parameter '${u.text[name]}'`);
    seen.add(name);
    names.push(name);
    at++;
    const after = at < to ? tokens.spelling[at] : -1;
    if (after === ELLIPSIS) {
      if (tokens.spelling[at + 1] !== RPAREN || at + 1 >= to) return wrong(at, "missing ')' behind '...'");
      return { names, variadic: true, end: at + 2 };
    }
    if (after === RPAREN) return { names, variadic: false, end: at + 1 };
    if (after !== COMMA) return wrong(at, "expected ',' or ')' in a macro's parameter list");
    at++;
  }
}

/** Constraints on a body (C11 6.10.3.2p1, 6.10.3.3p1). @returns the macro's flags, -1 where the definition is refused */
function checkBody(u: UnitState, from: number, to: number, given: number, names: readonly number[]): number {
  const { tokens } = u.lexed;
  let flags = given;
  const calls = (given & MacroFlag.functionLike) !== 0;
  for (let at = from; at < to; at++) {
    const s = tokens.spelling[at];
    if (s === HASHHASH || s === DIGRAPH_HASHHASH) {
      if (at === from || at === to - 1) {
        u.report(
          "preprocess/paste",
          "error",
          tokens.place[at],
          "'##' cannot stand at the end of a macro's replacement list",
        );
        return -1;
      }
      flags |= MacroFlag.pastes;
    } else if (calls && (s === HASH || s === DIGRAPH_HASH)) {
      const operand = at + 1 < to ? tokens.spelling[at + 1] : -1;
      const option = operand === VA_OPT && (given & MacroFlag.variadic) !== 0;
      if (!names.includes(operand) && !option) {
        u.report("preprocess/directive", "error", tokens.place[at], "'#' is not followed by a macro parameter");
        return -1;
      }
    } else if (s === VA_OPT && (given & MacroFlag.variadic) !== 0) {
      if (!checkOption(u, at, to)) return -1;
      flags |= MacroFlag.pastes;
    }
  }
  return flags;
}

/** `__VA_OPT__ ( … )` closed, without another one in it (C23 6.10.5.1). */
function checkOption(u: UnitState, at: number, to: number): boolean {
  const { tokens } = u.lexed;
  let depth = 0;
  for (let row = at + 1; row < to; row++) {
    const s = tokens.spelling[row];
    if (row === at + 1 && s !== LPAREN) break;
    if (s === LPAREN) depth++;
    else if (s === RPAREN && --depth === 0) {
      const pastes = [tokens.spelling[at + 2], tokens.spelling[row - 1]];
      if (row > at + 2 && pastes.some((p) => p === HASHHASH || p === DIGRAPH_HASHHASH)) break;
      return true;
    } else if (s === VA_OPT) break;
  }
  u.report("preprocess/directive", "error", tokens.place[at], "__VA_OPT__ is not followed by a well-formed '( … )'");
  return false;
}

/** C11 6.10.3p1-2: the same parameters, the same tokens, white space in the same places. */
function sameDefinition(
  u: UnitState,
  macro: number,
  flags: number,
  names: readonly number[],
  from: number,
  to: number,
): boolean {
  const { macros } = u;
  const { tokens } = u.lexed;
  const shape = MacroFlag.functionLike | MacroFlag.variadic;
  const oldFrom = macros.bodyFrom[macro];
  const length = to - from;
  if (macros.bodyTo[macro] - oldFrom !== length || ((macros.flags[macro] ^ flags) & shape) !== 0) return false;
  const oldNames = macros.parameters[macro];
  if (oldNames.length !== names.length || oldNames.some((name, i) => name !== names[i])) return false;
  for (let i = 0; i < length; i++) {
    if (tokens.spelling[oldFrom + i] !== tokens.spelling[from + i]) return false;
    const spaces = tokens.flags[oldFrom + i] ^ tokens.flags[from + i];
    if (i > 0 && (spaces & TokenFlag.spaceBefore) !== 0) return false;
  }
  return true;
}

function redefined(u: UnitState, name: number, old: number, place: number): void {
  if (u.predefining) return;
  const note = old > 0 ? [{ place: u.macros.place[old - 1] as Place, text: "previous definition is here" }] : [];
  u.report("preprocess/macro-redefined", "warning", place, `macro '${u.text[name]}' redefined`, -1, note);
}
