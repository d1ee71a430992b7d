/**
 * Growing columns of tokens. `TokenBuffer` is what the lexer fills and what expansion works on; `OutputTokens` is the finished
 * stream of the door.
 */
import type { ExpansionTable, TokenStream } from "./token-stream.js";

/** Twice as long, contents kept. */
export function grownInt32(column: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(Math.max(needed, column.length * 2));
  grown.set(column);
  return grown;
}

export function grownUint8(column: Uint8Array, needed: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(Math.max(needed, column.length * 2));
  grown.set(column);
  return grown;
}

export class TokenBuffer {
  count = 0;
  spelling: Int32Array;
  place: Int32Array;
  flags: Uint8Array;
  /** Innermost expansion; of length 0 where a buffer's tokens stand in text (the lexer's). */
  expansion: Int32Array;

  constructor(
    capacity: number,
    private readonly withExpansion: boolean,
  ) {
    this.spelling = new Int32Array(capacity);
    this.place = new Int32Array(capacity);
    this.flags = new Uint8Array(capacity);
    this.expansion = new Int32Array(withExpansion ? capacity : 0);
  }

  push(spelling: number, place: number, flags: number, expansion: number): void {
    const at = this.count;
    if (at === this.spelling.length) this.reserve(1);
    this.spelling[at] = spelling;
    this.place[at] = place;
    this.flags[at] = flags;
    if (this.withExpansion) this.expansion[at] = expansion;
    this.count = at + 1;
  }

  reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.spelling.length) return;
    this.spelling = grownInt32(this.spelling, needed);
    this.place = grownInt32(this.place, needed);
    this.flags = grownUint8(this.flags, needed);
    if (this.withExpansion) this.expansion = grownInt32(this.expansion, needed);
  }
}

export class OutputTokens implements TokenStream {
  count = 0;
  kind: Uint8Array;
  flags: Uint8Array;
  spelling: Int32Array;
  spelled: Int32Array;
  expanded: Int32Array;
  expansion: Int32Array;

  constructor(capacity: number) {
    this.kind = new Uint8Array(capacity);
    this.flags = new Uint8Array(capacity);
    this.spelling = new Int32Array(capacity);
    this.spelled = new Int32Array(capacity);
    this.expanded = new Int32Array(capacity);
    this.expansion = new Int32Array(capacity);
  }

  push(kind: number, flags: number, spelling: number, spelled: number, expanded: number, expansion: number): void {
    const at = this.count;
    if (at === this.kind.length) this.reserve(1);
    this.kind[at] = kind;
    this.flags[at] = flags;
    this.spelling[at] = spelling;
    this.spelled[at] = spelled;
    this.expanded[at] = expanded;
    this.expansion[at] = expansion;
    this.count = at + 1;
  }

  reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.kind.length) return;
    this.kind = grownUint8(this.kind, needed);
    this.flags = grownUint8(this.flags, needed);
    this.spelling = grownInt32(this.spelling, needed);
    this.spelled = grownInt32(this.spelled, needed);
    this.expanded = grownInt32(this.expanded, needed);
    this.expansion = grownInt32(this.expansion, needed);
  }

  /** A copy of the rows from `first` on, of exact length. */
  snapshot(first = 0): TokenStream {
    const { count } = this;
    return {
      count: count - first,
      kind: this.kind.slice(first, count),
      flags: this.flags.slice(first, count),
      spelling: this.spelling.slice(first, count),
      spelled: this.spelled.slice(first, count),
      expanded: this.expanded.slice(first, count),
      expansion: this.expansion.slice(first, count),
    };
  }

  append(rows: TokenStream): void {
    this.reserve(rows.count);
    const at = this.count;
    const { count } = rows;
    this.kind.set(rows.kind.subarray(0, count), at);
    this.flags.set(rows.flags.subarray(0, count), at);
    this.spelling.set(rows.spelling.subarray(0, count), at);
    this.spelled.set(rows.spelled.subarray(0, count), at);
    this.expanded.set(rows.expanded.subarray(0, count), at);
    this.expansion.set(rows.expansion.subarray(0, count), at);
    this.count = at + count;
  }
}

export class Expansions implements ExpansionTable {
  count = 0;
  macro = new Int32Array(1 << 15);
  at = new Int32Array(1 << 15);
  parent = new Int32Array(1 << 15);

  push(macro: number, at: number, parent: number): number {
    const id = this.count;
    if (id === this.macro.length) {
      this.macro = grownInt32(this.macro, id + 1);
      this.at = grownInt32(this.at, id + 1);
      this.parent = grownInt32(this.parent, id + 1);
    }
    this.macro[id] = macro;
    this.at[id] = at;
    this.parent[id] = parent;
    this.count = id + 1;
    return id;
  }

  snapshot(first = 0): ExpansionTable {
    const { count } = this;
    return {
      count: count - first,
      macro: this.macro.slice(first, count),
      at: this.at.slice(first, count),
      parent: this.parent.slice(first, count),
    };
  }

  /** A copy that has room for its rows only. */
  first(count: number): Expansions {
    const copy = new Expansions();
    copy.macro = this.macro.slice(0, count);
    copy.at = this.at.slice(0, count);
    copy.parent = this.parent.slice(0, count);
    copy.count = count;
    return copy;
  }

  append(rows: ExpansionTable): void {
    const needed = this.count + rows.count;
    if (needed > this.macro.length) {
      this.macro = grownInt32(this.macro, needed);
      this.at = grownInt32(this.at, needed);
      this.parent = grownInt32(this.parent, needed);
    }
    this.macro.set(rows.macro, this.count);
    this.at.set(rows.at, this.count);
    this.parent.set(rows.parent, this.count);
    this.count = needed;
  }
}
