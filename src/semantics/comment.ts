/**
 * Which comment belongs to a declaration. One directly above it (only white space between, no blank line), or one behind it on its
 * line. Licence texts and separators belong to nothing. In: offsets in a source; out: the text without marks and leading stars.
 */
import type { Source, SourceId } from "../base/index.js";
import type { CommentTable } from "../preprocess/index.js";

const legal = /Copyright|SPDX-License|\$FreeBSD|Redistribution and use|@\(#\)|All rights reserved/;

export class CommentReader {
  /** The table that was asked last, its source, and the index that was found in it. */
  #table: CommentTable | undefined;
  #source: SourceId | undefined;
  #near = 0;

  constructor(private readonly tables: ReadonlyMap<SourceId, CommentTable>) {}

  /** The comment that begins on the line of `offset`, with nothing but white space between. */
  behind(source: Source, offset: number): string | undefined {
    if (offset < 0) return undefined;
    const { text } = source;
    let begin = offset;
    let c = text.charCodeAt(begin);
    while (c === 32 || c === 9) c = text.charCodeAt(++begin);
    if (c !== SLASH) return undefined;
    const table = this.#tableOf(source);
    if (table === undefined) return undefined;
    const index = this.#firstAtOrAfter(table.start, begin);
    return table.start[index] === begin ? this.#text(source, table, index, index) : undefined;
  }

  /** Behind an item of a list: white space, the rest of the item and one comma may come before the comment. */
  behindItem(source: Source, offset: number): string | undefined {
    const table = this.#tableOf(source);
    if (table === undefined) return undefined;
    const index = this.#firstAtOrAfter(table.start, offset);
    if (index >= table.start.length) return undefined;
    let depth = 0;
    let ended = false;
    for (let i = offset; i < table.start[index]; i++) {
      const c = source.text[i];
      if (c === "\n") return undefined;
      if (c === "(") depth++;
      else if (c === ")") depth--;
      else if (ended && c !== " " && c !== "\t") return undefined;
      else if (c === "," && depth === 0) ended = true;
    }
    return this.#text(source, table, index, index);
  }

  /** Above the declaration whose first token is at `offset` and first on its line. */
  above(source: Source, offset: number): string | undefined {
    const { text } = source;
    let line = offset;
    while (line > 0 && isBlank(text.charCodeAt(line - 1))) line--;
    if (line > 0 && text.charCodeAt(line - 1) !== 10) return undefined;
    return this.#endingBefore(source, line, column(text, line, offset));
  }

  /** Above the line that holds `offset`. */
  aboveLine(source: Source, offset: number): string | undefined {
    const line = source.text.lastIndexOf("\n", offset - 1) + 1;
    return this.#endingBefore(source, line, 0);
  }

  /** The comment that ends on the line before `line`; those directly above it join it while each is one line. */
  #endingBefore(source: Source, line: number, indent: number): string | undefined {
    // Nothing is above a blank line.
    if (line === 0 || source.text.charCodeAt(line - 2) === 10) return undefined;
    const table = this.#tableOf(source);
    if (table === undefined) return undefined;
    const last = this.#firstAtOrAfter(table.start, line) - 1;
    if (last < 0 || !this.#touches(source, table, last, line)) return undefined;
    const begin = source.text.lastIndexOf("\n", table.start[last] - 1) + 1;
    // A comment far to the right continues one that stands behind the line before.
    if (column(source.text, begin, table.start[last]) > indent + 8) return undefined;
    let first = last;
    let top = begin;
    const oneLine = (index: number): boolean => !source.text.slice(table.start[index], table.end[index]).includes("\n");
    while (first > 0 && oneLine(first) && oneLine(first - 1) && this.#touches(source, table, first - 1, top)) {
      first--;
      top = source.text.lastIndexOf("\n", table.start[first] - 1) + 1;
    }
    return this.#text(source, table, first, last);
  }

  /** Whether a comment is first on its line and nothing but white space and one line end is between it and `line`. */
  #touches(source: Source, table: CommentTable, index: number, line: number): boolean {
    const { text } = source;
    let at = table.end[index];
    if (text.charCodeAt(at - 1) === 10) at--;
    while (at < line - 1) if (!isBlank(text.charCodeAt(at++))) return false;
    if (at !== line - 1) return false;
    let begin = table.start[index];
    while (begin > 0 && isBlank(text.charCodeAt(begin - 1))) begin--;
    return begin === 0 || text.charCodeAt(begin - 1) === 10;
  }

  #tableOf(source: Source): CommentTable | undefined {
    if (source.id !== this.#source) {
      this.#source = source.id;
      this.#table = this.tables.get(source.id);
      this.#near = 0;
    }
    return this.#table;
  }

  /** First index whose value is not below `at`; the length where there is none. */
  #firstAtOrAfter(values: Int32Array, at: number): number {
    const near = this.#near;
    if (near === 0 || values[near - 1] < at) {
      if (near === values.length || values[near] >= at) return near;
      if (near + 1 === values.length || values[near + 1] >= at) {
        this.#near = near + 1;
        return near + 1;
      }
    }
    let low = 0;
    let high = values.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle] < at) low = middle + 1;
      else high = middle;
    }
    this.#near = low;
    return low;
  }

  #text(source: Source, table: CommentTable, first: number, last: number): string | undefined {
    const short = first === last ? shortComment(source.text, table.start[first], table.end[first]) : undefined;
    if (short !== undefined) return legal.test(short) ? undefined : short;
    const lines: string[] = [];
    for (let i = first; i <= last; i++) commentLines(source.text.slice(table.start[i], table.end[i]), lines);
    while (lines.length > 0 && lines[0] === "") lines.shift();
    while (lines.length > 0 && lines[lines.length - 1] === "") lines.pop();
    const text = lines.join("\n");
    return /[A-Za-z0-9]/.test(text) && !legal.test(text) ? text : undefined;
  }
}

/** The inside of a plain comment on one line, letters or digits at both ends: what most are, and nothing to clean. */
function shortComment(text: string, start: number, end: number): string | undefined {
  if (end - start < 8 || text.charCodeAt(start + 1) !== STAR || text.charCodeAt(end - 2) !== STAR) return undefined;
  if (text.charCodeAt(start + 2) !== 32 || text.charCodeAt(end - 3) !== 32) return undefined;
  if (!isWord(text.charCodeAt(start + 3)) || !isWord(text.charCodeAt(end - 4))) return undefined;
  const inside = text.slice(start + 3, end - 3);
  return inside.includes("\n") ? undefined : inside;
}

const isWord = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57);

/** Spaces, tabs, carriage returns. */
const isBlank = (c: number): boolean => c === 32 || c === 9 || c === 13 || c === 12;

/** Column of `offset` on the line that begins at `begin`, from 0, tabs to every eighth. */
function column(text: string, begin: number, offset: number): number {
  let at = 0;
  for (let i = begin; i < offset; i++) at = text.charCodeAt(i) === 9 ? (at | 7) + 1 : at + 1;
  return at;
}

/** Appends a comment's lines without its marks: the slashes, the stars in front, rows of stars and dashes. */
export function commentLines(comment: string, lines: string[]): void {
  const block = comment.charCodeAt(1) === STAR;
  let from = 2;
  const end = block && comment.length >= 4 && comment.endsWith("*/") ? comment.length - 2 : comment.length;
  if (!block) while (from < end && (comment.charCodeAt(from) === SLASH || comment[from] === "!")) from++;
  while (from <= end) {
    let next = comment.indexOf("\n", from);
    if (next < 0 || next > end) next = end;
    const line = bareLine(comment, from, next, block, lines.length === 0);
    lines.push(line);
    from = next + 1;
  }
}

const [STAR, SLASH] = [42, 47];

/** The text of [from, to) without white space around it, a leading star, and trailing ones; empty for a row of one mark. */
function bareLine(comment: string, from: number, to: number, block: boolean, first: boolean): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(comment.charCodeAt(start))) start++;
  while (end > start && isBlank(comment.charCodeAt(end - 1))) end--;
  if (block) {
    let stars = start;
    while (stars < end && comment.charCodeAt(stars) === STAR) stars++;
    // `*name` is a word with a star, a mark only where white space follows.
    if (stars > start && (stars === end || isBlank(comment.charCodeAt(stars)) || stars - start > 1 || first)) {
      start = stars;
      if (start < end && isBlank(comment.charCodeAt(start))) start++;
    }
    while (end > start && comment.charCodeAt(end - 1) === STAR) end--;
    while (end > start && isBlank(comment.charCodeAt(end - 1))) end--;
  }
  if (first) {
    while (start < end && "-!<*".includes(comment[start])) start++;
    while (start < end && isBlank(comment.charCodeAt(start))) start++;
  }
  return isRow(comment, start, end) ? "" : comment.slice(start, end);
}

/** Three or more of the marks that people draw lines with, and nothing else. */
function isRow(comment: string, start: number, end: number): boolean {
  if (end - start < 3) return false;
  for (let i = start; i < end; i++) if (!"-=*_#~+".includes(comment[i])) return false;
  return true;
}
