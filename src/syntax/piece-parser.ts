/**
 * Parses a text of many independent pieces (external declarations, fragments, bodies) batch by batch, so that the wasm's memory stays
 * small and an error costs one piece. A piece that tree-sitter has as nodes without error, from its first letter to its last, is
 * parsed, whatever went wrong around it: the grammar is context-free. The others are parsed again alone.
 */
import type { Tree } from "web-tree-sitter";
import { type GrammarRuntime, letterSize, TreeReader, type TreeRows } from "./grammar-runtime.js";

export interface PieceVisitor {
  /** A piece's nodes: `rows` are rows of `tree`, valid during the call. */
  parsed(piece: number, tree: TreeRows, rows: readonly number[]): void;
  /** A piece that is no C: at a letter of the text, which is the piece's end where more was expected. */
  refused(piece: number, reason: "syntax" | "nesting" | "size", letter: number): void;
}

/** Letters a batch holds at most, where a piece does not hold more itself. */
const batchLetters = 1 << 14;
/** Letters of one piece: beyond this a tree takes gigabytes. */
const pieceLimit = 1 << 20;
/** clang's -fbracket-depth. */
const bracketLimit = 256;
/** Letters up to which an error is looked for token by token; that takes a log line or more for each step of the parser. */
const exactErrorLetters = 1 << 16;

export class PieceParser {
  readonly #runtime: GrammarRuntime;
  readonly #reader: TreeReader;

  constructor(runtime: GrammarRuntime) {
    this.#runtime = runtime;
    this.#reader = new TreeReader(runtime.kinds);
  }

  /**
   * @param codes a letter a byte @param starts first letter of each piece, then the end of the last
   * @param exact whether it matters at which letter a piece is refused: looking for it takes as long as parsing the piece ten times
   */
  parse(codes: Uint8Array, starts: Int32Array, exact: boolean, visitor: PieceVisitor): void {
    const letters = Buffer.from(codes.buffer, codes.byteOffset, codes.length).toString("latin1");
    const pieces = starts.length - 1;
    let from = 0;
    for (let piece = 0; piece <= pieces; piece++) {
      const tooLong = piece < pieces && starts[piece + 1] - starts[piece] > pieceLimit;
      const tooDeep =
        piece === pieces ? -1 : tooLong ? starts[piece] : deepBracket(codes, starts[piece], starts[piece + 1]);
      const isFull = piece < pieces && piece > from && starts[piece + 1] - starts[from] > batchLetters;
      if (piece === pieces || tooDeep >= 0 || isFull) {
        if (piece > from) this.#batch(letters, starts, from, piece, exact, visitor);
        from = piece;
      }
      if (tooDeep < 0) continue;
      visitor.refused(piece, tooLong ? "size" : "nesting", tooDeep);
      from = piece + 1;
    }
  }

  #batch(letters: string, starts: Int32Array, from: number, to: number, exact: boolean, visitor: PieceVisitor): void {
    const base = starts[from];
    const tree = this.#tree(letters, base, starts[to]);
    const { hasError } = tree.rootNode;
    if (hasError && to === from + 1 && !exact) {
      tree.delete();
      visitor.refused(from, "syntax", base);
      return;
    }
    if (hasError && to === from + 1) {
      const isLong = starts[to] - base > exactErrorLetters;
      const near = isLong ? base + firstError(tree) : -1;
      tree.delete();
      visitor.refused(from, "syntax", isLong ? near : this.#errorLetter(letters, base, starts[to]));
      return;
    }
    const rows = this.#reader.read(tree, base);
    tree.delete();
    const failed = this.#visit(letters, rows, starts, from, to, visitor);
    for (const piece of failed) {
      if (to === from + 1) visitor.refused(piece, "syntax", base);
      else this.#batch(letters, starts, piece, piece + 1, exact, visitor);
    }
  }

  /** Hands out the pieces that nodes cover whole; gives the others. */
  #visit(
    letters: string,
    rows: TreeRows,
    starts: Int32Array,
    from: number,
    to: number,
    visitor: PieceVisitor,
  ): readonly number[] {
    const failed: number[] = [];
    const { start, end, top, tooDeep } = rows;
    let next = 0;
    for (let piece = from; piece < to; piece++) {
      const pieceEnd = starts[piece + 1];
      while (next < top.length && start[top[next]] < starts[piece]) next++;
      let at = starts[piece];
      let deepAt = -1;
      const found: number[] = [];
      // `__extension__` before a declaration is no part of its node; one before a function definition is.
      while (letters[at] === "x" && at < pieceEnd && start[top[next]] !== at) at++;
      for (; next < top.length && at < pieceEnd && start[top[next]] === at; next++) {
        found.push(top[next]);
        at = end[top[next]];
        while (letters[at] === "x" && at < pieceEnd && start[top[next + 1]] !== at) at++;
        if (deepAt < 0) deepAt = tooDeep[next];
      }
      if (at !== pieceEnd) failed.push(piece);
      else if (deepAt >= 0) visitor.refused(piece, "nesting", deepAt);
      else visitor.parsed(piece, rows, found);
    }
    return failed;
  }

  #tree(letters: string, from: number, to: number): Tree {
    const { parser } = this.#runtime;
    const tree = parser.parse((offset: number) => letters.slice(from + offset, Math.min(to, from + offset + 4096)));
    if (tree === null) throw new Error("the parser was stopped by nobody");
    return tree;
  }

  /** The letter at which no parse can go on: an LR parser finds it exactly, and its log says where. */
  #errorLetter(letters: string, from: number, to: number): number {
    const { parser } = this.#runtime;
    let column = 0;
    let farthest = 0;
    let found = false;
    parser.setLogger((message: string) => {
      if (found) return;
      if (message.startsWith("process ")) column = Number(message.slice(message.lastIndexOf(":") + 1)) / letterSize;
      // One of several parses in hand may die where another goes on; recovery begins when none is left.
      else if (message.startsWith("detect_error")) farthest = Math.max(farthest, column);
      else if (message.startsWith("resume ")) found = true;
    });
    this.#tree(letters, from, to).delete();
    parser.setLogger(false);
    return Math.min(from + farthest, to);
  }
}

/** Where tree-sitter's recovery puts the first error: before the token that is wrong, maybe far before. */
function firstError(tree: Tree): number {
  const cursor = tree.walk();
  let at = 0;
  for (let more = true; more; ) {
    const node = cursor.currentNode;
    if (node.hasError) {
      at = node.startIndex;
      more = !node.isError && !node.isMissing && cursor.gotoFirstChild();
    } else more = cursor.gotoNextSibling();
  }
  cursor.delete();
  return at;
}

const closing = new Map([
  ["(", 1],
  ["[", 1],
  ["{", 1],
  ["D", 1],
  [")", -1],
  ["]", -1],
  ["}", -1],
]);
const bracket = new Int8Array(256);
for (const [letter, step] of closing) bracket[letter.charCodeAt(0)] = step;

/** The first bracket that is nested deeper than the limit, or -1. */
export function deepBracket(letters: Uint8Array, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    depth += bracket[letters[at]];
    if (depth > bracketLimit) return at;
  }
  return -1;
}
