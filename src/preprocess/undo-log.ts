/**
 * The undo log: what has to be put back to return to a checkpoint. Growing columns need only their old length; what changes in
 * place (a name's definition, a push_macro stack, a source seen by #pragma once) leaves an entry with its old value.
 */
export const UndoKind = { definition: 0, macroStack: 1, once: 2 } as const;

export interface UndoEntry {
  readonly kind: number;
  /** Spelling id, or SourceId for `once`. */
  readonly key: number;
  readonly old: number | readonly number[] | undefined;
}

export class UndoLog {
  readonly #entries: UndoEntry[] = [];

  get length(): number {
    return this.#entries.length;
  }

  record(kind: number, key: number, old: UndoEntry["old"]): void {
    this.#entries.push({ kind, key, old });
  }

  /** Entries made since the log had that length, the earliest first. */
  since(length: number): readonly UndoEntry[] {
    return this.#entries.slice(length);
  }

  /** Takes entries back, the latest first, until `length` are left. */
  undo(length: number, restore: (entry: UndoEntry) => void): void {
    while (this.#entries.length > length) restore(this.#entries.pop() as UndoEntry);
  }
}
