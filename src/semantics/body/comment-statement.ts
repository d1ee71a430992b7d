/**
 * The comments of a body as statements. In: token indices of a block's items; out: the comments that stand between them. One behind an
 * item on its line comes before it, as one of its own. Comments inside an item belong to the item's own blocks or to nothing.
 */
import type { Place, Source } from "../../base/index.js";
import { type CommentTable, TokenFlag } from "../../preprocess/index.js";
import { commentLines } from "../comment.js";
import type { TypedStatement } from "../typed-body.js";
import type { BodyState } from "./body-state.js";

const none: readonly TypedStatement[] = [];

export interface BlockComments {
  /** Comments to put before item `index`; before the end where it is the number of items. */
  before(index: number): readonly TypedStatement[];
}

const withoutComments: BlockComments = { before: () => none };

/** @param open and @param close tokens of the braces */
export function blockComments(
  s: BodyState,
  items: readonly { readonly at: number }[],
  open: number,
  close: number,
): BlockComments {
  const source = textOf(s, open);
  const table = source && s.a.unit.comments.get(source.id);
  if (source === undefined || table === undefined || !isText(s, close)) return withoutComments;
  const from = offset(s, source, open);
  const to = offset(s, source, close);
  const first = firstAtOrAfter(table.start, from);
  if (from < 0 || to < from || first >= table.start.length || table.start[first] >= to) return withoutComments;
  const found: TypedStatement[][] = Array.from({ length: items.length + 1 }, () => []);
  for (let gap = 0; gap <= items.length; gap++) {
    const previous = gap === 0 ? open : (items[gap]?.at ?? close) - 1;
    const next = items[gap]?.at ?? close;
    const begin = endOf(s, source, Math.max(previous, open));
    const end = offset(s, source, next);
    if (begin < 0 || end < 0) continue;
    for (let i = firstAtOrAfter(table.start, begin); i < table.start.length && table.start[i] < end; i++) {
      const behind = gap > 0 && !source.text.slice(begin, table.start[i]).includes("\n");
      add(found[behind ? gap - 1 : gap], source, table, i, next);
    }
  }
  return { before: (index) => found[index] };
}

/** Comments between a substatement and the tokens of its statement before it: a closing parenthesis, `else`, a label's colon. */
export function commentsBefore(s: BodyState, at: number, words: number): readonly TypedStatement[] {
  const source = textOf(s, at);
  const table = source && s.a.unit.comments.get(source.id);
  if (source === undefined || table === undefined) return none;
  const begin = endOf(s, source, at - words);
  const end = offset(s, source, at);
  const found: TypedStatement[] = [];
  if (begin < 0) return found;
  for (let i = firstAtOrAfter(table.start, begin); i < table.start.length && table.start[i] < end; i++)
    add(found, source, table, i, at);
  return found;
}

function add(out: TypedStatement[], source: Source, table: CommentTable, index: number, at: number): void {
  const lines: string[] = [];
  commentLines(source.text.slice(table.start[index], table.end[index]), lines);
  while (lines.length > 0 && lines[0] === "") lines.shift();
  while (lines.length > 0 && lines[lines.length - 1] === "") lines.pop();
  const text = lines.join("\n");
  if (/[A-Za-z0-9]/.test(text)) out.push({ kind: "comment", text, at });
}

/** The source that a token stands in, if it stands in text. */
function textOf(s: BodyState, token: number): Source | undefined {
  if (!s.comments || !isText(s, token)) return undefined;
  return s.a.sources.of(s.a.unit.tokens.expanded[token] as Place);
}

const isText = (s: BodyState, token: number): boolean =>
  token >= 0 && token < s.a.unit.tokens.count && (s.a.unit.tokens.flags[token] & TokenFlag.fromMacro) === 0;

/** Offset of a token, or of the macro that gave it; -1 where that is another source. */
function offset(s: BodyState, source: Source, token: number): number {
  const at = s.a.unit.tokens.expanded[token] - source.base;
  return at >= 0 && at <= source.text.length ? at : -1;
}

/** Offset behind a token; of one out of a macro, where the macro's name begins. */
function endOf(s: BodyState, source: Source, token: number): number {
  const at = offset(s, source, token);
  return at < 0 || !isText(s, token) ? at : at + 1;
}

/** First index whose value is not below `at`; the length where there is none. */
function firstAtOrAfter(values: Int32Array, at: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
