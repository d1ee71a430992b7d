/**
 * Where text comes from. A `Place` is one number: the base of a source in a common address space plus the offset in that source
 * (the idea of clang's SourceLocation). Line and column exist only once something is printed.
 *
 * Sources are read as latin1, so one byte is one JS code unit and offsets on disk, in the lexer and in tree-sitter agree.
 */
export type SourceId = number & { readonly __id: "source" };
/** A byte of some source; `noPlace` (-1) where there is none (predefined macros have a source of their own, "<predefined>"). */
export type Place = number & { readonly __id: "place" };

export const noPlace = -1 as Place;

export interface Source {
  readonly id: SourceId;
  /** Path by which the text was opened. */
  readonly path: string;
  /** Path to show to people and to write into the crate: `sys/sys/mutex.h`, never absolute for a kernel tree. */
  readonly display: string;
  /** Path under which the headers of the set include it (`sys/mutex.h`); it names the module. */
  readonly includeName: string;
  readonly text: string;
  /** First place of this source. */
  readonly base: Place;
  /** The place of the `#include` that opened it first; noPlace for the outermost ones. */
  readonly includedAt: Place;
}

export interface LineColumn {
  readonly source: Source;
  /** From 1. */
  readonly line: number;
  /** From 1, in bytes. */
  readonly column: number;
}

/** Every source of one run, in the order in which they were opened. Owns line tables, made when first asked for. */
export class SourceTable {
  readonly #sources: Source[] = [];
  readonly #lines = new Map<SourceId, Int32Array>();
  #next = 1;
  /** Where the last question was answered: the next one is mostly about a place near it. */
  #lastSource = -1;

  add(source: Omit<Source, "id" | "base">): Source {
    const added: Source = { ...source, id: this.#sources.length as SourceId, base: this.#next as Place };
    this.#next += source.text.length + 1;
    this.#sources.push(added);
    return added;
  }

  get all(): readonly Source[] {
    return this.#sources;
  }

  get(id: SourceId): Source {
    return this.#sources[id];
  }

  /** The source that holds a place. Binary search over bases. */
  of(place: Place): Source | undefined {
    if (place < 0) return undefined;
    const last = this.#sources[this.#lastSource];
    if (last !== undefined && place >= last.base && place <= last.base + last.text.length) return last;
    let low = 0;
    let high = this.#sources.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#sources[middle].base <= place) low = middle;
      else high = middle - 1;
    }
    this.#lastSource = low;
    return this.#sources[low];
  }

  lineColumn(place: Place): LineColumn | undefined {
    const source = this.of(place);
    if (source === undefined) return undefined;
    const offset = place - source.base;
    const starts = this.lineStarts(source);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { source, line: low + 1, column: offset - starts[low] + 1 };
  }

  /** Offsets of the first byte of each line of a source. */
  lineStarts(source: Source): Int32Array {
    let starts = this.#lines.get(source.id);
    if (starts === undefined) {
      const found = [0];
      for (let at = source.text.indexOf("\n"); at >= 0; at = source.text.indexOf("\n", at + 1)) found.push(at + 1);
      starts = Int32Array.from(found);
      this.#lines.set(source.id, starts);
    }
    return starts;
  }

  /** `sys/sys/mutex.h:87:5`, for people. */
  show(place: Place): string {
    const at = this.lineColumn(place);
    return at === undefined ? "<command line>" : `${at.source.display}:${at.line}:${at.column}`;
  }
}
