/** What keeps a header from being read a second time: `#pragma once`, `#import` and include guards; and a guard that keeps out what it should not. */
import { isSameFile, noPlace, type Place, type Source, type SourceId } from "../base/index.js";
import type { ShutOut } from "./index.js";
import { fixed, ONE } from "./known-spelling.js";
import { UndoKind } from "./undo-log.js";
import type { UnitState } from "./unit-state.js";

const IFNDEF = fixed("ifndef");
const DEFINE = fixed("define");
const INCLUDE = fixed("include");

/** Has it said that it wants to be read once, under this name or another one of the same file? */
export function isReadOnce(u: UnitState, source: Source): boolean {
  if (u.once.has(source.id)) return true;
  for (const id of u.once) {
    if (!isSame(u, u.sources.get(id as SourceId), source)) continue;
    markOnce(u, source);
    return true;
  }
  return false;
}

/** Whether two sources are one file, perhaps under two names. */
function isSame(u: UnitState, a: Source, b: Source): boolean {
  return a === b || (a.text === b.text && isSameFile(u.environment.files, a.path, b.path));
}

export function markOnce(u: UnitState, source: Source): void {
  if (u.once.has(source.id)) return;
  u.undo.record(UndoKind.once, source.id, 0);
  u.once.add(source.id);
}

/** The guard of a source, where something else has defined it: nothing, or nothing but includes before the guard, is read. */
export function shutOut(u: UnitState, source: Source): ShutOut | undefined {
  const guard = guardOf(u, source);
  const definition = guard === 0 ? 0 : u.macros.active[guard];
  if (definition === 0) return undefined;
  const at = definition > 0 ? (u.macros.place[definition - 1] as Place) : noPlace;
  const definer = u.sources.of(at);
  if (definer !== undefined && isSame(u, definer, source)) return undefined;
  return { guard: u.spellings.text[guard], at };
}

/** The X of a source in which all behind its first includes is `#ifndef X`, `#define X`, … `#endif`; 0 where there is none. */
function guardOf(u: UnitState, source: Source): number {
  const { directiveFrom, directiveTo } = u.open(source);
  const { tokens, directives } = u.lexed;
  let first = directiveFrom;
  while (first < directiveTo && directives.kind[first] === INCLUDE) first++;
  if (first >= directiveTo || directives.kind[first] !== IFNDEF || directives.next[first] !== directiveTo - 1) return 0;
  const guard = tokens.spelling[directives.token[first]];
  const name = directives.token[first + 1];
  if (directives.kind[first + 1] !== DEFINE || tokens.spelling[name] !== guard) return 0;
  // `#define HZ 100` is no guard
  const body = directives.end[first + 1] - name - 1;
  return body === 0 || (body === 1 && tokens.spelling[name + 1] === ONE) ? guard : 0;
}
