/**
 * Reading tokens one by one without expanding them, as the collection of arguments and the operators of #if do: from the levels of
 * the expansion stack, and behind them from the file, whose directives are then carried out on the way (as GCC and clang do
 * where C11 6.10.3p11 leaves it undefined).
 */
import { directiveInArguments } from "./directive.js";
import { OWN_EXPANSION } from "./expansion-stack.js";
import type { UnitState } from "./unit-state.js";

export interface RawToken {
  spelling: number;
  place: number;
  flags: number;
  expansion: number;
}

/** Reads the next token into `into`; false at the end of what may be read. */
export function readRaw(u: UnitState, base: number, into: RawToken): boolean {
  const { stack } = u;
  while (stack.depth > base) {
    const level = stack.depth - 1;
    const at = stack.position[level];
    if (at === stack.end[level]) {
      stack.pop();
      continue;
    }
    stack.position[level] = at + 1;
    const buffer = stack.buffer[level];
    into.spelling = buffer.spelling[at];
    into.place = buffer.place[at];
    into.flags = buffer.flags[at];
    into.expansion = stack.expansion[level] === OWN_EXPANSION ? buffer.expansion[at] : stack.expansion[level];
    return true;
  }
  if (base > 0 || !u.readsFile) return false;
  return readFromFile(u, into);
}

function readFromFile(u: UnitState, into: RawToken): boolean {
  const frame = u.frame;
  if (frame === undefined) return false;
  const { tokens, directives } = u.lexed;
  for (;;) {
    const hasDirective = frame.directive < frame.lexed.directiveTo;
    const end = hasDirective ? directives.token[frame.directive] : frame.lexed.tokenTo;
    if (frame.token < end) {
      const at = frame.token++;
      into.spelling = tokens.spelling[at];
      into.place = tokens.place[at];
      into.flags = tokens.flags[at];
      into.expansion = -1;
      u.outerEnd = into.place;
      return true;
    }
    if (!hasDirective) return false;
    directiveInArguments(u, frame);
  }
}
