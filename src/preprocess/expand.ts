/**
 * Macro expansion (C11 6.10.3): one loop that rescans levels of the expansion stack and gives finished tokens to the output, or, for
 * arguments and directive lines, to the results buffer. In: token rows. Out: token rows. Bounded by the work limit and by how deep
 * calls nest in arguments.
 */
import { definedOperator, expandBuiltin } from "./builtin-macro.js";
import { OWN_EXPANSION, PAINTED } from "./expansion-stack.js";
import { DEFINED, LPAREN } from "./known-spelling.js";
import { MacroFlag } from "./macro.js";
import { collectArguments } from "./macro-arguments.js";
import { substitute } from "./substitute.js";
import { TokenFlag } from "./token-stream.js";
import type { UnitState } from "./unit-state.js";

export const WHITE_SPACE = TokenFlag.spaceBefore | TokenFlag.lineStart;
/** Calls nested in arguments of calls; each costs a few frames of the JS stack. */
const nestingLimit = 256;
/** After so many expansions that were given up, the others get little. */
const patientAbortions = 8;
const impatientLimit = 1 << 14;

/** Expands the macro whose name is token row `row` of a file, together with what of the file its call takes. */
export function expandInText(u: UnitState, row: number): void {
  const { tokens } = u.lexed;
  u.outerAt = tokens.place[row];
  u.outerEnd = u.outerAt;
  u.carry |= tokens.flags[row] & WHITE_SPACE;
  u.work = 0;
  u.readsFile = true;
  const start = u.out.count;
  u.stack.push(tokens, row, row + 1, -1, -1, u.stack.bodies.count);
  expandLevels(u, 0, true);
  u.readsFile = false;
  if (u.aborted) {
    u.out.count = start;
    u.carry = 0;
    giveUp(u, tokens.place[row], tokens.spelling[row]);
    emit(u, tokens.spelling[row], tokens.place[row], tokens.flags[row], -1);
  }
}

/** Ends an expansion that went over a limit: all levels are left, the next one starts afresh. */
export function giveUp(u: UnitState, place: number, spelling: number): void {
  u.stack.unwind(0);
  u.stack.results.count = 0;
  u.stack.bodies.count = 0;
  u.aborted = false;
  u.abortions++;
  u.nesting = 0;
  const text = `expansion of '${u.text[spelling]}' is too large or nested too deeply and was given up`;
  u.report("preprocess/limit", "error", place, text);
}

/**
 * Expands rows [from, to) of the lexed text by themselves, as a directive does with its line.
 * @returns rows of `stack.results`; the caller sets its count back to `from` when done
 */
export function expandAlone(u: UnitState, from: number, to: number): { readonly from: number; readonly to: number } {
  const { stack } = u;
  const { readsFile, carry, outerAt, outerEnd, work } = u;
  const nested = stack.depth > 0;
  const start = stack.results.count;
  if (to > from) {
    const place = u.lexed.tokens.place[from];
    u.readsFile = false;
    u.carry = 0;
    u.outerAt = place;
    u.outerEnd = place;
    if (!nested) u.work = 0;
    const base = stack.depth;
    stack.push(u.lexed.tokens, from, to, -1, -1, stack.bodies.count);
    expandLevels(u, base, false);
    if (u.aborted && !nested) {
      giveUp(u, place, u.lexed.tokens.spelling[from]);
      stack.results.count = start;
    }
    u.readsFile = readsFile;
    u.carry = carry;
    u.outerAt = outerAt;
    u.outerEnd = outerEnd;
    if (nested) u.work += work;
  }
  return { from: start, to: stack.results.count };
}

/**
 * Expands rows [from, to) of the results by themselves, as an argument is. What stands behind them is out of reach.
 * @returns the first row of what came out; it goes to the end of the results
 */
export function expandResults(u: UnitState, from: number, to: number): number {
  const { stack, carry, readsFile } = u;
  const start = stack.results.count;
  u.carry = 0;
  u.readsFile = false;
  const base = stack.depth;
  stack.push(stack.results, from, to, -1, OWN_EXPANSION, stack.bodies.count);
  expandLevels(u, base, false);
  u.carry = carry;
  u.readsFile = readsFile;
  return start;
}

/** Rescans until the stack is down to `base` levels. */
export function expandLevels(u: UnitState, base: number, toOutput: boolean): void {
  const { stack, macros } = u;
  const limit = u.abortions > patientAbortions ? impatientLimit : u.limits.expansionTokens;
  while (stack.depth > base) {
    const level = stack.depth - 1;
    const at = stack.position[level];
    if (at === stack.end[level]) {
      stack.pop();
      continue;
    }
    if (++u.work > limit) u.aborted = true;
    if (u.aborted) {
      stack.unwind(base);
      return;
    }
    stack.position[level] = at + 1;
    const buffer = stack.buffer[level];
    const spelling = buffer.spelling[at];
    let flags = buffer.flags[at];
    if (at === stack.start[level]) flags &= ~WHITE_SPACE;
    flags |= u.carry;
    u.carry = 0;
    const place = buffer.place[at];
    let expansion = stack.expansion[level];
    if (expansion === OWN_EXPANSION) expansion = buffer.expansion[at];
    const active = macros.active[spelling];
    if (u.inCondition) {
      if (spelling < u.isOption.length && u.isOption[spelling] === 1) u.asked.add(u.text[spelling]);
      if (spelling === DEFINED) {
        definedOperator(u, base, place, flags, expansion);
        continue;
      }
    }
    if (active !== 0 && (flags & PAINTED) === 0) {
      if (active < 0) {
        if (expandBuiltin(u, base, toOutput, spelling, place, flags, expansion)) continue;
      } else if (macros.disabled[active - 1] === 1) {
        flags |= PAINTED;
      } else if (expandMacro(u, base, active - 1, spelling, place, flags, expansion)) continue;
    }
    if (toOutput) emit(u, spelling, place, flags, expansion);
    else stack.results.push(spelling, place, flags, expansion);
  }
}

/** @returns false where the name is not a call and stands for itself */
function expandMacro(
  u: UnitState,
  base: number,
  macro: number,
  spelling: number,
  place: number,
  flags: number,
  expansion: number,
): boolean {
  const { macros, stack } = u;
  const macroFlags = macros.flags[macro];
  const calls = (macroFlags & MacroFlag.functionLike) !== 0;
  if (!calls && (macroFlags & MacroFlag.pastes) === 0) {
    const id = u.expansions.push(macro, place, expansion);
    u.carry = flags & WHITE_SPACE;
    stack.push(u.lexed.tokens, macros.bodyFrom[macro], macros.bodyTo[macro], macro, id, stack.bodies.count);
    return true;
  }
  if (calls && nextIsNot(u, base, LPAREN)) return false;
  const mark = stack.results.count;
  const id = u.expansions.push(macro, place, expansion);
  const call = calls ? collectArguments(u, base, macro, spelling, place, expansion, id) : undefined;
  if (calls && call === undefined) {
    stack.results.count = mark;
    return false;
  }
  if (++u.nesting > nestingLimit) u.aborted = true;
  if (!u.aborted) substitute(u, macro, id, call);
  u.nesting--;
  stack.results.count = mark;
  u.carry = flags & WHITE_SPACE;
  return true;
}

/** True where the token after the one just read is not `spelling`. Looks behind the ends of levels, and into the file's line run. */
export function nextIsNot(u: UnitState, base: number, spelling: number): boolean {
  const { stack } = u;
  for (let level = stack.depth - 1; level >= base; level--) {
    const at = stack.position[level];
    if (at < stack.end[level]) return stack.buffer[level].spelling[at] !== spelling;
  }
  if (base > 0 || !u.readsFile) return true;
  const frame = u.frame;
  if (frame === undefined) return true;
  const { lexed } = frame;
  const end = frame.directive < lexed.directiveTo ? u.lexed.directives.token[frame.directive] : lexed.tokenTo;
  return frame.token >= end || u.lexed.tokens.spelling[frame.token] !== spelling;
}

/** Gives one finished token to the output. */
export function emit(u: UnitState, spelling: number, place: number, flags: number, expansion: number): void {
  const kind = u.spellings.kind[spelling];
  if (expansion < 0) u.out.push(kind, flags & WHITE_SPACE, spelling, place, place, -1);
  else u.out.push(kind, (flags & WHITE_SPACE) | TokenFlag.fromMacro, spelling, place, u.outerAt, expansion);
}
