/**
 * Expansions of several questions in one stream of their own: what an expander gives is valid until its next call only. In: what it gave; out: any
 * choice of its rows, in any order.
 */
import type { ExpandedMacros } from "./index.js";
import { OutputTokens } from "./token-columns.js";

export class CollectedExpansions {
  readonly #tokens = new OutputTokens(0);
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #failed: number[] = [];

  /** @returns the row of the first one; the others follow */
  append({ tokens, from, to, failed }: ExpandedMacros): number {
    const base = this.#tokens.count;
    this.#tokens.append(tokens);
    const first = this.#from.length;
    for (let i = 0; i < from.length; i++) {
      this.#from.push(base + from[i]);
      this.#to.push(base + to[i]);
      this.#failed.push(failed[i]);
    }
    return first;
  }

  rows(rows: readonly number[]): ExpandedMacros {
    return {
      tokens: this.#tokens,
      from: Int32Array.from(rows, (row) => this.#from[row]),
      to: Int32Array.from(rows, (row) => this.#to[row]),
      failed: Uint8Array.from(rows, (row) => this.#failed[row]),
    };
  }
}
