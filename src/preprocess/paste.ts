/** The ## operator (C11 6.10.3.3), on a replacement that was substituted: left to right, placemarkers gone at the end. */
import { PASTE_OPERATOR } from "./expansion-stack.js";
import { TokenFlag, TokenKind } from "./token-stream.js";
import type { UnitState } from "./unit-state.js";

const WHITE_SPACE = TokenFlag.spaceBefore | TokenFlag.lineStart;
const PLACEMARKER = 0;

/** Carries out each ## among rows [mark, count) of `stack.bodies`, in place. */
export function pasteAll(u: UnitState, mark: number): void {
  const { bodies } = u.stack;
  const end = bodies.count;
  let to = mark;
  for (let at = mark; at < end; at++) {
    if ((bodies.flags[at] & PASTE_OPERATOR) !== 0 && to > mark && at + 1 < end) {
      at++;
      if (!pasteTo(u, to - 1, at)) move(u, at, to++, bodies.flags[at] & ~WHITE_SPACE);
    } else move(u, at, to++, bodies.flags[at] & ~PASTE_OPERATOR);
  }
  bodies.count = dropPlacemarkers(u, mark, to);
}

function move(u: UnitState, from: number, to: number, flags: number): void {
  const { bodies } = u.stack;
  bodies.spelling[to] = bodies.spelling[from];
  bodies.place[to] = bodies.place[from];
  bodies.flags[to] = flags;
  bodies.expansion[to] = bodies.expansion[from];
}

function dropPlacemarkers(u: UnitState, mark: number, end: number): number {
  const { bodies } = u.stack;
  let to = mark;
  let space = 0;
  for (let at = mark; at < end; at++) {
    if (bodies.spelling[at] === PLACEMARKER) {
      space |= bodies.flags[at] & TokenFlag.spaceBefore;
      continue;
    }
    move(u, at, to++, bodies.flags[at] | space);
    space = 0;
  }
  return to;
}

/** Pastes row `right` to row `left`; false (reported) where both stay tokens of their own. */
function pasteTo(u: UnitState, left: number, right: number): boolean {
  const { bodies } = u.stack;
  const a = bodies.spelling[left];
  const b = bodies.spelling[right];
  if (b === PLACEMARKER) return true;
  if (a === PLACEMARKER) {
    move(u, right, left, (bodies.flags[right] & ~WHITE_SPACE) | (bodies.flags[left] & WHITE_SPACE));
    return true;
  }
  const joined = joinedSpelling(u, a, b);
  if (joined < 0) {
    const text = `pasting '${u.text[a]}' and '${u.text[b]}' does not give one token`;
    u.report("preprocess/paste", "error", bodies.place[left], text, bodies.expansion[left]);
    return false;
  }
  bodies.spelling[left] = joined;
  bodies.flags[left] &= WHITE_SPACE;
  return true;
}

/** @returns id of the one token that two spellings make, or -1 */
function joinedSpelling(u: UnitState, a: number, b: number): number {
  const { kind } = u.spellings;
  const left = kind[a];
  const right = kind[b];
  const simple =
    (left === TokenKind.identifier || left === TokenKind.number) &&
    (right === TokenKind.identifier ||
      (right === TokenKind.number && (left === TokenKind.number || isWord(u.text[b]))));
  if (simple) {
    const id = u.spellings.internJoined(a, b);
    u.macros.cover();
    return id;
  }
  const text = u.text[a] + u.text[b];
  const { from, to, clean } = u.store.lexText(text, u.lexOptions);
  u.macros.cover();
  const { tokens } = u.lexed;
  const spelling = to - from === 1 && clean ? tokens.spelling[from] : -1;
  tokens.count = from;
  return spelling >= 0 && u.text[spelling] === text ? spelling : -1;
}

function isWord(text: string): boolean {
  return /^\w+$/.test(text);
}
