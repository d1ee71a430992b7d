/**
 * One batch of parsed letters as lowering sees it: rows of nodes (grammar-runtime.ts), the letters, and the tokens they stand for.
 * Punctuation leaves no rows; where it matters it is read from the letters.
 */
import type { SpellingTable, TokenStream } from "../preprocess/index.js";
import type { RecordPragmas } from "./ast.js";
import type { TreeRows } from "./grammar-runtime.js";
import { NodeKind } from "./node-kind.js";
import type { TokenText } from "./token-text.js";

/** What lowering found wrong that the grammar lets through. */
export interface Problem {
  readonly at: number;
  readonly text: string;
}

export class SyntaxTree {
  kind: Uint8Array = new Uint8Array(0);
  start: Int32Array = new Int32Array(0);
  end: Int32Array = new Int32Array(0);
  after: Int32Array = new Int32Array(0);
  readonly letters: Uint8Array;
  readonly origin: Int32Array;
  readonly problems: Problem[] = [];
  readonly #spelling: Int32Array;
  readonly #texts: readonly string[];

  /**
   * @param pragmasAt the pragmas in force at a token that say how records are laid out
   * @param bodyEnd one past the last token of the body that begins at a token
   * @param c23 `()` is a prototype without parameters (C23 6.7.7.4)
   */
  constructor(
    text: TokenText,
    tokens: TokenStream,
    spellings: SpellingTable,
    readonly pragmasAt: (token: number) => RecordPragmas,
    readonly bodyEnd: (token: number) => number,
    readonly c23: boolean,
  ) {
    this.letters = text.letters;
    this.origin = text.origin;
    this.#spelling = tokens.spelling;
    this.#texts = spellings.text;
  }

  /** Looks at other rows from now on. */
  show(rows: TreeRows): void {
    this.kind = rows.kind;
    this.start = rows.start;
    this.end = rows.end;
    this.after = rows.after;
  }

  /** First token of a node. */
  at(row: number): number {
    return this.origin[this.start[row]];
  }

  /** Last token of a node. */
  last(row: number): number {
    return this.origin[this.end[row] - 1];
  }

  /** Spelling of a node's first token: of the whole node, for a leaf. */
  text(row: number): string {
    return this.#texts[this.#spelling[this.origin[this.start[row]]]];
  }

  /** Spelling of the token that a letter stands for. */
  textOf(letter: number): string {
    return this.#texts[this.#spelling[this.origin[letter]]];
  }

  isName(row: number): boolean {
    const kind = this.kind[row];
    return kind === NodeKind.identifier || kind === NodeKind.typedef_name;
  }

  /** The last child of a node that has one. */
  lastChild(row: number): number {
    const end = this.after[row];
    let child = row + 1;
    while (this.after[child] < end) child = this.after[child];
    return child;
  }

  /** Letter of the operator that follows an operand: whatever comes after the parentheses that close behind it. */
  operatorAfter(operand: number): number {
    let letter = this.end[operand];
    while (this.letters[letter] === closeParenthesis) letter++;
    return letter;
  }

  problem(at: number, text: string): void {
    this.problems.push({ at, text });
  }
}

const closeParenthesis = ")".charCodeAt(0);
