/**
 * What a preprocessor has come to know, as columns and plain rows that can cross to another thread: the text as it grows, and the rest once
 * the unit is whole. `received-unit.ts` makes a unit of it on the other side.
 */
import type { Diagnostic, Source } from "../base/index.js";
import type { ConditionalColumns } from "./conditional-table.js";
import type { LexedSource } from "./lexed-text.js";
import type { BodyRows, MacroColumns } from "./macro.js";
import type { Inclusion, PackChange, PragmaLine } from "./preprocessed.js";
import type { ExpansionTable, TokenStream } from "./token-stream.js";
import type { UnitState } from "./unit-state.js";

/** How long a unit's columns are; all 0 for a new one. */
export interface UnitLength {
  readonly tokens: number;
  readonly expansions: number;
  readonly packChanges: number;
}

/** How much of everything is known already. */
export interface UnitMarks extends UnitLength {
  /** Of the run: sources and spellings are never taken back. */
  readonly sources: number;
  readonly spellings: number;
  readonly lexed: number;
}

export const noMarks: UnitMarks = {
  sources: 0,
  spellings: 0,
  lexed: 0,
  tokens: 0,
  expansions: 0,
  packChanges: 0,
};

/** Spellings one after the other, and the length and TokenKind of each. */
export interface SpellingRows {
  readonly joined: string;
  readonly lengths: Int32Array;
  readonly kinds: Uint8Array;
}

/** Comments of sources: those of `source[i]` are rows [from[i], from[i + 1]) of `start` and `end`, offsets in it. */
export interface CommentRows {
  readonly source: Int32Array;
  readonly from: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

export interface UnitGain {
  readonly sources: readonly Source[];
  readonly spellings: SpellingRows;
  readonly comments: CommentRows;
  readonly tokens: TokenStream;
  readonly expansions: ExpansionTable;
  readonly packChanges: readonly PackChange[];
  /** Where the next gain begins. */
  readonly marks: UnitMarks;
}

export interface UnitEnd {
  readonly macros: MacroColumns;
  /** The tokens of all bodies; `macros` has its ranges in them. */
  readonly bodies: BodyRows;
  /** Definitions in force, by id. */
  readonly active: Int32Array;
  /** Names of built-in macros that are in force. */
  readonly builtIn: readonly string[];
  readonly conditionals: ConditionalColumns;
  readonly inclusions: readonly Inclusion[];
  /** As `includedUnder` takes it. */
  readonly includes: Int32Array;
  readonly pragmas: readonly PragmaLine[];
  readonly diagnostics: readonly Diagnostic[];
}

export function gainSince(u: UnitState, since: UnitMarks): UnitGain {
  const texts = u.text.slice(since.spellings);
  return {
    sources: u.sources.all.slice(since.sources),
    spellings: {
      joined: texts.join(""),
      lengths: Int32Array.from(texts, (text) => text.length),
      kinds: u.spellings.kind.slice(since.spellings, u.text.length),
    },
    comments: commentRows(u, u.store.lexedInOrder.slice(since.lexed)),
    tokens: u.out.snapshot(since.tokens),
    expansions: u.expansions.snapshot(since.expansions),
    packChanges: u.packChanges.slice(since.packChanges),
    marks: {
      sources: u.sources.all.length,
      spellings: u.text.length,
      lexed: u.store.lexedInOrder.length,
      tokens: u.out.count,
      expansions: u.expansions.count,
      packChanges: u.packChanges.length,
    },
  };
}

function commentRows({ lexed }: UnitState, sources: readonly LexedSource[]): CommentRows {
  const source = new Int32Array(sources.length);
  const from = new Int32Array(sources.length + 1);
  sources.forEach(({ source: { id }, commentFrom, commentTo }, i) => {
    source[i] = id;
    from[i + 1] = from[i] + commentTo - commentFrom;
  });
  const start = new Int32Array(from[sources.length]);
  const end = new Int32Array(from[sources.length]);
  sources.forEach(({ commentFrom, commentTo }, i) => {
    start.set(lexed.commentStart.subarray(commentFrom, commentTo), from[i]);
    end.set(lexed.commentEnd.subarray(commentFrom, commentTo), from[i]);
  });
  return { source, from, start, end };
}

export function unitEnd(u: UnitState): UnitEnd {
  const macros = u.macros.columns();
  return {
    macros,
    bodies: packedBodies(macros, u.lexed.tokens),
    active: activeMacros(u),
    builtIn: u.text.filter((_, spelling) => u.macros.active[spelling] < 0),
    conditionals: u.conditionals.columns(),
    inclusions: u.inclusions,
    includes: Int32Array.from(u.includes),
    pragmas: u.pragmas,
    diagnostics: u.diagnostics,
  };
}

/** Ids of the definitions in force. */
export function activeMacros({ macros }: UnitState): Int32Array {
  const found = new Int32Array(macros.count);
  let count = 0;
  for (let id = 0; id < macros.count; id++) if (macros.active[macros.name[id]] === id + 1) found[count++] = id;
  return found.slice(0, count);
}

/** Copies the bodies out of the lexed text, and makes the ranges of `macros` ranges of the copy. */
function packedBodies({ count, bodyFrom, bodyTo }: MacroColumns, rows: BodyRows): BodyRows {
  let size = 0;
  for (let id = 0; id < count; id++) size += bodyTo[id] - bodyFrom[id];
  const packed = { spelling: new Int32Array(size), place: new Int32Array(size), flags: new Uint8Array(size) };
  let at = 0;
  for (let id = 0; id < count; id++) {
    const from = at;
    for (let row = bodyFrom[id]; row < bodyTo[id]; row++, at++) {
      packed.spelling[at] = rows.spelling[row];
      packed.place[at] = rows.place[row];
      packed.flags[at] = rows.flags[row];
    }
    bodyFrom[id] = from;
    bodyTo[id] = at;
  }
  return packed;
}
