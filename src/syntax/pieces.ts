/**
 * Who parses pieces: the calling thread, or a worker that does it while the caller goes on. Letters go in, rows of nodes come out; a job is
 * begun as soon as its letters are there and finished when its rows are wanted.
 */
import type { GrammarRuntime } from "./grammar-runtime.js";
import { PieceParser, type PieceVisitor } from "./piece-parser.js";

/** A text of pieces that someone parses, or will. */
export interface PieceJob {
  readonly id: number;
  /** A letter a byte. */
  readonly letters: Uint8Array;
  /** First letter of each piece, then the end of the last. */
  readonly starts: Int32Array;
}

export interface Pieces {
  begin(letters: Uint8Array, starts: Int32Array): PieceJob;
  /** Waits for a job and hands its pieces to the visitor. Once a job. */
  finish(job: PieceJob, visitor: PieceVisitor): void;
  delete(): void;
}

/** Parses on the calling thread, when a job is finished. */
export class LocalPieces implements Pieces {
  readonly #runtime: GrammarRuntime;
  readonly #parser: PieceParser;
  #next = 0;

  constructor(runtime: GrammarRuntime) {
    this.#runtime = runtime;
    this.#parser = new PieceParser(runtime);
  }

  begin(letters: Uint8Array, starts: Int32Array): PieceJob {
    return { id: this.#next++, letters, starts };
  }

  finish({ letters, starts }: PieceJob, visitor: PieceVisitor): void {
    this.#parser.parse(letters, starts, visitor);
  }

  delete(): void {
    this.#runtime.parser.delete();
  }
}
