/**
 * Pieces that have the same letters are parsed once: a tree knows letters and no names, and what C headers declare is of few shapes. Takes what
 * PieceParser takes and gives what it gives; a piece's rows stand where the piece does.
 */
import type { GrammarRuntime, TreeRows } from "./grammar-runtime.js";
import { PieceParser, type PieceVisitor } from "./piece-parser.js";

export class DistinctPieces {
  readonly #parser: PieceParser;

  constructor(runtime: GrammarRuntime) {
    this.#parser = new PieceParser(runtime);
  }

  /** See PieceParser.parse. Pieces do not come in order. */
  parse(codes: Uint8Array, starts: Int32Array, exact: boolean, visitor: PieceVisitor): void {
    const letters = Buffer.from(codes.buffer, codes.byteOffset, codes.length).toString("latin1");
    const pieces = new Map<string, number[]>();
    for (let piece = 0; piece + 1 < starts.length; piece++) {
      const text = letters.slice(starts[piece], starts[piece + 1]);
      const same = pieces.get(text);
      if (same === undefined) pieces.set(text, [piece]);
      else same.push(piece);
    }
    const distinct = [...pieces.values()];
    const firsts = new Int32Array(distinct.length + 1);
    distinct.forEach(([piece], k) => {
      firsts[k + 1] = firsts[k] + starts[piece + 1] - starts[piece];
    });
    this.#parser.parse(Buffer.from([...pieces.keys()].join(""), "latin1"), firsts, exact, {
      parsed: (k, rows, top) => {
        let at = firsts[k];
        for (const piece of distinct[k]) {
          move(rows, top, starts[piece] - at);
          at = starts[piece];
          visitor.parsed(piece, rows, top);
        }
      },
      refused: (k, reason, letter) => {
        for (const piece of distinct[k]) visitor.refused(piece, reason, letter - firsts[k] + starts[piece]);
      },
    });
  }
}

/** Makes the rows of one piece those of another one of the same letters. */
function move({ start, end, after }: TreeRows, top: readonly number[], by: number): void {
  if (by === 0 || top.length === 0) return;
  const to = after[top[top.length - 1]];
  for (let row = top[0]; row < to; row++) {
    start[row] += by;
    end[row] += by;
  }
}
