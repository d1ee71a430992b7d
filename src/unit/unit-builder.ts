/**
 * One translation unit as it grows header by header: preprocess a header, outline what it gave, and say whether it fits. A header that
 * does not fit is taken back as if it had never been included.
 */
import { type Diagnostic, noPlace, type Place, type SourceTable } from "../base/index.js";
import type { Checkpoint, IncludeOutcome, Preprocessor } from "../preprocess/index.js";
import { NameKind, NameTable } from "./name-table.js";
import { type Conflict, type MissingName, OutlineScan, type OutlineScanResult } from "./outline-scan.js";
import type { OutlineEntry } from "./unit-plan.js";
import { wordClasses } from "./word.js";

export interface UnitCheckpoint {
  readonly preprocessor: Checkpoint;
  readonly names: { readonly names: number; readonly typedefs: number };
  readonly entries: number;
}

export interface HeaderAttempt {
  readonly missing: readonly MissingName[];
  readonly conflicts: readonly Conflict[];
  /** An #error, a header that is not there, a declaration that does not end. */
  readonly failed: string | undefined;
  /** What another header has with the name of this one's include guard, so that nothing was read. */
  readonly shutOut: string | undefined;
}

export class UnitBuilder {
  readonly #names = new NameTable();
  readonly #classes: Uint8Array;
  #entries: OutlineEntry[] = [];

  constructor(
    private readonly preprocessor: Preprocessor,
    private readonly sources: SourceTable,
    standard: string,
  ) {
    this.#classes = wordClasses(preprocessor.spellings, standard);
    // what headers declare that the command line includes
    this.#scan(0, preprocessor.tokens.count);
  }

  checkpoint(): UnitCheckpoint {
    return {
      preprocessor: this.preprocessor.checkpoint(),
      names: this.#names.checkpoint(),
      entries: this.#entries.length,
    };
  }

  rollback(to: UnitCheckpoint): void {
    this.preprocessor.rollback(to.preprocessor);
    this.#names.rollback(to.names);
    this.#entries.length = to.entries;
  }

  get entries(): readonly OutlineEntry[] {
    return this.#entries;
  }

  include(header: string): HeaderAttempt {
    return this.#judge(this.preprocessor.include(header));
  }

  /** A main file's text, as `kpigen bind` reads it. */
  text(text: string, display: string, includeName: string): HeaderAttempt {
    return this.#judge(this.preprocessor.text(text, display, includeName));
  }

  placeOf(token: number): Place {
    const { tokens } = this.preprocessor;
    return token < tokens.count ? (tokens.expanded[token] as Place) : noPlace;
  }

  /** Whether a name is declared, or defined as a macro; of a tag, whether it is complete. */
  declares(name: string, tag: boolean): boolean {
    const spelling = this.preprocessor.spellings.intern(name);
    if (tag) return this.#names.has(spelling, NameKind.completeTag);
    return (
      this.preprocessor.isMacro(name) ||
      this.#names.has(spelling, NameKind.typedef | NameKind.object | NameKind.enumerator)
    );
  }

  /** True where a token before `end` is written in the header that is included by this name. */
  gaveTokensBefore(end: number, header: string): boolean {
    const source = this.sources.all.find((one) => one.includeName === header);
    if (source === undefined) return false;
    const { spelled } = this.preprocessor.tokens;
    const last = source.base + source.text.length;
    for (let at = 0; at < end; at++) if (spelled[at] >= source.base && spelled[at] <= last) return true;
    return false;
  }

  get tokenCount(): number {
    return this.preprocessor.tokens.count;
  }

  #judge(outcome: IncludeOutcome): HeaderAttempt {
    const scan = this.#scan(outcome.from, outcome.to);
    const failed = outcome.failed
      ? firstError(outcome.diagnostics)
      : scan.complete
        ? undefined
        : "it ends inside a declaration";
    return { missing: scan.missing, conflicts: scan.conflicts, failed, shutOut: this.#shutOut(outcome) };
  }

  #shutOut({ shutOut }: IncludeOutcome): string | undefined {
    if (shutOut === undefined) return undefined;
    const { guard, at } = shutOut;
    return `${at === noPlace ? "the command line" : this.sources.show(at)} has defined its include guard ${guard}`;
  }

  #scan(from: number, to: number): OutlineScanResult {
    const { tokens, spellings } = this.preprocessor;
    const scan = new OutlineScan(tokens, spellings.text, this.#classes, this.#names, from, to).run();
    for (const entry of scan.entries) this.#entries.push(entry);
    return scan;
  }
}

function firstError(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.find((one) => one.severity === "error")?.text ?? "the preprocessor refuses it";
}
