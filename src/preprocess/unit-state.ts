/**
 * All that a preprocessor holds while it works: the growing columns, the macro table, the open files. The functions of this room
 * take it as their first parameter; no one else sees it.
 */
import {
  type CEnvironment,
  type Diagnostic,
  type DiagnosticCode,
  type DiagnosticNote,
  diagnostic,
  type IncludeDirectory,
  type Place,
  type Source,
  type SourceTable,
} from "../base/index.js";
import { ConditionalTable } from "./conditional-table.js";
import { ExpansionStack } from "./expansion-stack.js";
import type { FeatureAnswers } from "./feature-query.js";
import type { PreprocessLimits } from "./index.js";
import type { LexedSource, LexedText } from "./lexed-text.js";
import type { LexOptions } from "./lexer.js";
import { MacroTable } from "./macro.js";
import type { Inclusion, PackChange, PragmaLine } from "./preprocessed.js";
import { lexOptions, type SourceStore } from "./source-cache.js";
import type { SpellingInterner } from "./spelling.js";
import { Expansions, OutputTokens } from "./token-columns.js";
import { UndoLog } from "./undo-log.js";

/** One #if … #endif that is open in a file. */
export interface OpenConditional {
  /** Row of `conditionals` of its first group. */
  readonly opens: number;
  /** Row of the group that is being read. */
  readonly group: number;
  /** Its enclosing taken group. */
  readonly parent: number;
  readonly elseSeen: boolean;
}

/** A file that is being read. */
export interface FileFrame {
  readonly lexed: LexedSource;
  /** Place of the #include; noPlace for the outermost. */
  readonly includedAt: Place;
  /** Index of the search directory it was found in; -1 where it was found beside its includer. */
  readonly directory: number;
  /** Next token row, next directive row. */
  token: number;
  directive: number;
  readonly conditionals: OpenConditional[];
  /** `#line`: presumed line = line + lineShift, under this name. */
  lineShift: number;
  presumedName: string | undefined;
  /** Macro calls in this file that were not closed. */
  unclosedCalls: number;
  /** Next row of `lexed.problems` to report. */
  problem: number;
}

export interface PackLevel {
  readonly label: string;
  readonly pack: number;
  readonly unsupported: string | undefined;
}

const diagnosticLimit = 5000;

export class UnitState {
  readonly spellings: SpellingInterner;
  readonly lexed: LexedText;
  readonly undo = new UndoLog();
  readonly macros: MacroTable;
  readonly stack: ExpansionStack;
  readonly conditionals = new ConditionalTable();
  readonly expansions = new Expansions();
  readonly lexOptions: LexOptions;
  readonly trigraphs: boolean;
  /** Where finished tokens go: the unit's stream, or for a while a side stream. */
  out = new OutputTokens(1 << 19);
  readonly frames: FileFrame[] = [];
  readonly inclusions: Inclusion[] = [];
  /** Each #include that found a source: its id, and `group` there. */
  readonly includes: number[] = [];
  inclusion = -1;
  /** Row of the innermost taken group around what is read, over all files; -1 outside. */
  group = -1;
  diagnostics: Diagnostic[] = [];
  errors = 0;
  packChanges: PackChange[] = [];
  pragmas: PragmaLine[] = [];
  packLevels: readonly PackLevel[] = [];
  pack = 0;
  msStruct = false;
  unsupported: string | undefined;
  counter = 0;
  /** The answers of rules/feature-queries/, once they were needed. */
  featureAnswers: FeatureAnswers | undefined;
  readonly once = new Set<number>();
  /** Files opened for the header at work, and whether they went too deep. */
  opened = 0;
  recursed = false;
  /** The unit went over its limit of tokens. */
  stopped = false;
  /** True while macros are expanded into a side stream: pragmas then do nothing. */
  aside = false;
  /** `__LINE__` and its like stay names: an expansion for whoever calls the macro, from wherever. */
  keepsCallerPlace = false;
  /** True while predefined macros are read. */
  predefining = false;

  // The expansion at work.
  /** White space flags that go to the next token that comes out. */
  carry = 0;
  /** Place of the outermost macro name, and of the last token that its call took. */
  outerAt = -1;
  outerEnd = -1;
  /** Tokens read and made by the outermost expansion; over the limit it is given up. */
  work = 0;
  aborted = false;
  abortions = 0;
  nesting = 0;
  /** False where a call may not go on in the file: in directives and arguments. */
  readsFile = false;
  /** In #if: `defined` is an operator. */
  inCondition = false;
  /** In #if: something wrong was reported; the condition is then false. */
  conditionFailed = false;
  /** In #if: the options that were asked about. */
  readonly asked = new Set<string>();
  /** 1 for the spelling of a kernel option; shorter than the spellings where the rest are none. */
  readonly isOption: Uint8Array;

  constructor(
    readonly environment: CEnvironment,
    readonly sources: SourceTable,
    readonly limits: PreprocessLimits,
    readonly store: SourceStore,
  ) {
    this.spellings = store.spellings;
    this.lexed = store.lexed;
    const { options, trigraphs } = lexOptions(environment);
    this.lexOptions = options;
    this.trigraphs = trigraphs;
    this.macros = new MacroTable(this.spellings, this.undo);
    this.stack = new ExpansionStack(this.macros);
    const optionIds = [...environment.options.keys()].map((name) => this.spellings.intern(name));
    this.isOption = new Uint8Array(this.spellings.count);
    for (const id of optionIds) this.isOption[id] = 1;
    this.macros.cover();
  }

  get frame(): FileFrame | undefined {
    return this.frames[this.frames.length - 1];
  }

  get text(): readonly string[] {
    return this.spellings.text;
  }

  intern(text: string): number {
    const id = this.spellings.intern(text);
    this.macros.cover();
    return id;
  }

  open(source: Source): LexedSource {
    const lexed = this.store.lexedSource(source, this.lexOptions, this.trigraphs);
    this.macros.cover();
    return lexed;
  }

  /** @param expansion the innermost expansion the place came from, or -1 */
  report(
    code: DiagnosticCode,
    severity: "error" | "warning",
    place: number,
    text: string,
    expansion = -1,
    more: readonly DiagnosticNote[] = [],
  ): void {
    if (severity === "error") this.errors++;
    else if (code !== "preprocess/warning-directive" && this.#isSystem(place as Place)) return;
    if (this.diagnostics.length > diagnosticLimit) return;
    if (this.diagnostics.length === diagnosticLimit) {
      this.diagnostics.push(
        diagnostic("preprocess/limit", "error", place as Place, "too many diagnostics; the rest is left out"),
      );
      return;
    }
    const notes: DiagnosticNote[] = [...more];
    let shown = 0;
    for (let at = expansion; at >= 0 && shown < 16; at = this.expansions.parent[at], shown++) {
      const name = this.text[this.macros.name[this.expansions.macro[at]]];
      notes.push({ place: this.expansions.at[at] as Place, text: `expanded from macro '${name}'` });
    }
    for (let at = this.frames.length - 1; at >= 0 && shown < 32; at--, shown++) {
      if (this.frames[at].includedAt >= 0)
        notes.push({ place: this.frames[at].includedAt, text: "included from here" });
    }
    this.diagnostics.push(diagnostic(code, severity, place as Place, text, notes));
  }

  /** Does the place stand in a header of a system's directory, the innermost one that has it? Its warnings are not the user's, but for `#warning`, as with clang. */
  #isSystem(place: Place): boolean {
    // what was asked for is no system's
    if (this.frames.length <= 1) return false;
    const path = this.sources.of(place)?.path ?? "";
    let holder: IncludeDirectory | undefined;
    for (const one of this.environment.includePath) {
      if (path.startsWith(`${one.path.replace(/\/+$/, "")}/`) && one.path.length > (holder?.path.length ?? 0))
        holder = one;
    }
    return holder?.system === true;
  }

  addPack(pack: number): void {
    this.pack = pack;
    this.addPackChange();
  }

  /** From here on records are laid out by what the pragmas have come to. */
  addPackChange(): void {
    const { pack, msStruct, unsupported } = this;
    this.packChanges.push({ at: this.out.count, pack, msStruct, unsupported });
  }
}
