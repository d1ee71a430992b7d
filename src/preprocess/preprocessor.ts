/**
 * The Preprocessor of the door: feeds headers to the loop, takes checkpoints, expands macros aside, and gives out what there is.
 * The loop reads runs of text between directives; includes are an explicit stack of files.
 */

import {
  type CEnvironment,
  type Diagnostic,
  noPlace,
  type Place,
  type Source,
  type SourceId,
  type SourceTable,
} from "../base/index.js";
import { defineBuiltins } from "./builtin-macro.js";
import { conditionalGroups } from "./conditional-table.js";
import { closeFrame, directive, includeHeader, openFrame } from "./directive.js";
import { emit, expandInText, expandLevels, giveUp } from "./expand.js";
import { includedUnder } from "./included-under.js";
import type { Checkpoint, ExpandedMacros, IncludeOutcome, PreprocessLimits, Preprocessor } from "./index.js";
import { macroDefinitions } from "./macro.js";
import type { CommentTable, Inclusion, MacroId, PackChange, PragmaLine, PreprocessedUnit } from "./preprocessed.js";
import { shutOut } from "./read-once.js";
import { SourceStore } from "./source-cache.js";
import { OutputTokens } from "./token-columns.js";
import type { ExpansionTable, SpellingTable, TokenStream } from "./token-stream.js";
import { UndoKind } from "./undo-log.js";
import { activeMacros, gainSince, type UnitEnd, type UnitGain, type UnitMarks, unitEnd } from "./unit-gain.js";
import { type FileFrame, type PackLevel, UnitState } from "./unit-state.js";

export const defaultLimits: PreprocessLimits = { includeDepth: 200, expansionTokens: 1 << 20, unitTokens: 1 << 24 };

/** See the door's types. */
export function createPreprocessor(
  environment: CEnvironment,
  sources: SourceTable,
  limits: PreprocessLimits = defaultLimits,
): Preprocessor {
  const store = new SourceStore();
  store.warmUp();
  return new UnitPreprocessor(environment, sources, limits, store);
}

interface Marks extends Checkpoint {
  readonly tokens: number;
  readonly expansions: number;
  readonly macros: number;
  readonly undo: number;
  readonly conditionals: number;
  readonly inclusions: number;
  readonly includes: number;
  readonly diagnostics: number;
  readonly errors: number;
  readonly packChanges: number;
  readonly pragmas: number;
  readonly packLevels: readonly PackLevel[];
  readonly pack: number;
  readonly msStruct: boolean;
  readonly unsupported: string | undefined;
  readonly counter: number;
  readonly abortions: number;
  readonly stopped: boolean;
}

class UnitPreprocessor implements Preprocessor {
  readonly #u: UnitState;
  /** Side stream of `expand…`, used again by each call. */
  readonly #aside = new OutputTokens(256);

  constructor(environment: CEnvironment, sources: SourceTable, limits: PreprocessLimits, store: SourceStore) {
    const u = new UnitState(environment, sources, limits, store);
    this.#u = u;
    defineBuiltins(u);
    const path = "<predefined>";
    u.predefining = true;
    const predefined = { path, display: path, includeName: path, text: environment.predefined, includedAt: noPlace };
    openFrame(u, sources.add(predefined), noPlace, -1);
    readFrames(u);
    u.predefining = false;
    for (const name of environment.forcedIncludes) this.#inclusion(name, () => this.#header(name, true));
  }

  get tokens(): TokenStream {
    return this.#u.out;
  }

  get spellings(): SpellingTable {
    return this.#u.spellings;
  }

  get expansions(): ExpansionTable {
    return this.#u.expansions;
  }

  get packChanges(): readonly PackChange[] {
    return this.#u.packChanges;
  }

  get pragmas(): readonly PragmaLine[] {
    return this.#u.pragmas;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#u.diagnostics;
  }

  include(name: string): IncludeOutcome {
    return this.#inclusion(name, () => this.#header(name, false));
  }

  text(text: string, display: string, includeName: string): IncludeOutcome {
    const { sources } = this.#u;
    return this.#inclusion(includeName, () => {
      const source = sources.add({ path: display, display, includeName, text, includedAt: noPlace });
      openFrame(this.#u, source, noPlace, -1);
      return source;
    });
  }

  #header(name: string, quoted: boolean): Source | undefined {
    return includeHeader(this.#u, name, quoted, false, false, noPlace);
  }

  #inclusion(name: string, open: () => Source | undefined): IncludeOutcome {
    const u = this.#u;
    const from = u.out.count;
    const { errors } = u;
    const before = u.undo.length;
    const firstDiagnostic = u.diagnostics.length;
    u.opened = 0;
    u.recursed = false;
    u.inclusion = u.inclusions.length;
    u.inclusions.push({ name, source: -1, from, to: from, failed: true });
    const opened = open();
    const source = opened?.id ?? -1;
    const shut = opened === undefined ? undefined : shutOut(u, opened);
    readFrames(u);
    const to = u.out.count;
    const failed = u.errors > errors;
    const inclusion: Inclusion = { name, source, from, to, failed };
    const intercepts = u.environment.interceptors?.has(name) === true;
    u.inclusions[u.inclusion] = intercepts ? { ...inclusion, restored: this.#restoreMacros(before) } : inclusion;
    u.inclusion = -1;
    return { from, to, diagnostics: u.diagnostics.slice(firstDiagnostic), failed, shutOut: shut };
  }

  /** Makes macros what they were when the undo log had that length, but for empty ones: those guard a header. @returns their names */
  #restoreMacros(length: number): readonly string[] {
    const { undo, macros, spellings } = this.#u;
    const former = new Map<number, number>();
    for (const { kind, key, old } of undo.since(length))
      if (kind === UndoKind.definition && !former.has(key)) former.set(key, old as number);
    const restored: string[] = [];
    for (const [key, old] of former) {
      const now = macros.active[key];
      const isEmpty = now > 0 && macros.bodyFrom[now - 1] === macros.bodyTo[now - 1];
      if (now === old || isEmpty) continue;
      macros.setActive(key, old);
      restored.push(spellings.text[key]);
    }
    return restored;
  }

  checkpoint(): Checkpoint {
    const u = this.#u;
    const marks: Marks = {
      __kind: "checkpoint",
      tokens: u.out.count,
      expansions: u.expansions.count,
      macros: u.macros.count,
      undo: u.undo.length,
      conditionals: u.conditionals.count,
      inclusions: u.inclusions.length,
      includes: u.includes.length,
      diagnostics: u.diagnostics.length,
      errors: u.errors,
      packChanges: u.packChanges.length,
      pragmas: u.pragmas.length,
      packLevels: u.packLevels,
      pack: u.pack,
      msStruct: u.msStruct,
      unsupported: u.unsupported,
      counter: u.counter,
      abortions: u.abortions,
      stopped: u.stopped,
    };
    return marks;
  }

  rollback(to: Checkpoint): void {
    const marks = to as Marks;
    const u = this.#u;
    u.undo.undo(marks.undo, ({ kind, key, old }) => {
      if (kind === UndoKind.definition) u.macros.active[key] = old as number;
      else if (kind === UndoKind.macroStack) u.macros.restoreStack(key, old as readonly number[] | undefined);
      else u.once.delete(key);
    });
    u.macros.truncate(marks.macros);
    u.out.count = marks.tokens;
    u.expansions.count = marks.expansions;
    u.conditionals.truncate(marks.conditionals);
    u.inclusions.length = marks.inclusions;
    u.includes.length = marks.includes;
    u.diagnostics.length = marks.diagnostics;
    u.errors = marks.errors;
    u.packChanges.length = marks.packChanges;
    u.pragmas.length = marks.pragmas;
    u.packLevels = marks.packLevels;
    u.pack = marks.pack;
    u.msStruct = marks.msStruct;
    u.unsupported = marks.unsupported;
    u.counter = marks.counter;
    u.abortions = marks.abortions;
    u.stopped = marks.stopped;
  }

  isMacro(name: string): boolean {
    return this.#u.macros.active[this.#u.intern(name)] !== 0;
  }

  expandObjectMacro(name: string): TokenStream {
    return this.expandObjectMacros([name]).tokens;
  }

  expandObjectMacros(names: readonly string[]): ExpandedMacros {
    const from = new Int32Array(names.length);
    const to = new Int32Array(names.length);
    const failed = new Uint8Array(names.length);
    this.#aside.count = 0;
    for (let i = 0; i < names.length; i++) {
      from[i] = this.#aside.count;
      const spelling = this.#u.intern(names[i]);
      const active = this.#u.macros.active[spelling];
      const { tokens } = this.#u.lexed;
      const row = tokens.count;
      tokens.push(spelling, active > 0 ? this.#u.macros.place[active - 1] : -1, 0, 0);
      if (!this.#expandAside(row, row + 1)) failed[i] = 1;
      tokens.count = row;
      to[i] = this.#aside.count;
    }
    return { tokens: this.#aside, from, to, failed };
  }

  expandTexts(texts: readonly string[], longest = Number.POSITIVE_INFINITY): ExpandedMacros {
    const u = this.#u;
    const from = new Int32Array(texts.length);
    const to = new Int32Array(texts.length);
    const failed = new Uint8Array(texts.length);
    this.#aside.count = 0;
    u.keepsCallerPlace = true;
    for (let i = 0; i < texts.length; i++) {
      from[i] = this.#aside.count;
      const expansions = u.expansions.count;
      const rows = u.store.lexText(texts[i], u.lexOptions);
      u.macros.cover();
      if (!rows.clean || !this.#expandAside(rows.from, rows.to)) failed[i] = 1;
      u.lexed.tokens.count = rows.from;
      if (this.#aside.count - from[i] > longest) {
        failed[i] = 2;
        this.#aside.count = from[i];
        u.expansions.count = expansions;
      }
      to[i] = this.#aside.count;
    }
    u.keepsCallerPlace = false;
    return { tokens: this.#aside, from, to, failed };
  }

  announceTexts(): void {}

  expandText(text: string): TokenStream {
    const u = this.#u;
    this.#aside.count = 0;
    const { from, to } = u.store.lexText(text, u.lexOptions);
    u.macros.cover();
    this.#expandAside(from, to);
    u.lexed.tokens.count = from;
    return this.#aside;
  }

  /** Expands token rows into the side stream; the unit's state stays as it is. False where something was wrong. */
  #expandAside(from: number, to: number): boolean {
    const u = this.#u;
    const { out, counter, errors, abortions } = u;
    const diagnostics = u.diagnostics.length;
    const start = this.#aside.count;
    u.out = this.#aside;
    u.aside = true;
    u.work = 0;
    u.carry = 0;
    u.outerAt = u.lexed.tokens.place[from];
    u.outerEnd = u.outerAt;
    u.stack.push(u.lexed.tokens, from, to, -1, -1, u.stack.bodies.count);
    expandLevels(u, 0, true);
    if (u.aborted) {
      giveUp(u, u.outerAt, u.lexed.tokens.spelling[from]);
      this.#aside.count = start;
    }
    const right = u.errors === errors;
    u.carry = 0;
    u.out = out;
    u.aside = false;
    u.counter = counter;
    u.errors = errors;
    u.abortions = abortions;
    u.diagnostics.length = diagnostics;
    return right;
  }

  gain(since: UnitMarks): UnitGain {
    return gainSince(this.#u, since);
  }

  end(): UnitEnd {
    return unitEnd(this.#u);
  }

  finish(): PreprocessedUnit {
    const u = this.#u;
    const active = new Map<string, MacroId>();
    const macros = macroDefinitions(u.macros, u.lexed.tokens, u.spellings);
    for (const id of activeMacros(u)) active.set(u.text[u.macros.name[id]], id as MacroId);
    const comments = new Map<SourceId, CommentTable>();
    for (const lexed of u.store.lexedInOrder) comments.set(lexed.source.id, u.lexed.commentsOf(lexed));
    return {
      tokens: u.out.snapshot(),
      expansions: u.expansions.snapshot(),
      macros,
      active,
      conditionals: conditionalGroups(u.conditionals, u.sources, u.text),
      inclusions: [...u.inclusions],
      includedUnder: includedUnder(Int32Array.from(u.includes)),
      comments,
      diagnostics: [...u.diagnostics],
      packChanges: [...u.packChanges],
      pragmas: [...u.pragmas],
    };
  }
}

/** Reads until no file is open. */
function readFrames(u: UnitState): void {
  for (let frame = u.frame; frame !== undefined; frame = u.frame) {
    const { lexed } = frame;
    const hasDirective = frame.directive < lexed.directiveTo;
    const end = hasDirective ? u.lexed.directives.token[frame.directive] : lexed.tokenTo;
    if (frame.token < end) textRun(u, frame, end);
    else if (hasDirective) directive(u, frame);
    else {
      closeFrame(u, frame);
      u.carry = 0;
    }
  }
}

/** Copies the text up to row `end`, expanding macros; one may take more than this run. */
function textRun(u: UnitState, frame: FileFrame, end: number): void {
  const { tokens } = u.lexed;
  const { active } = u.macros;
  const { out } = u;
  if (frame.problem < frame.lexed.problems.length) reportProblems(u, frame, end);
  if (out.count > u.limits.unitTokens) {
    stop(u, frame);
    return;
  }
  out.reserve(end - frame.token);
  const { spelling, flags, place } = tokens;
  const { kind } = u.spellings;
  let at = frame.token;
  if (u.carry !== 0 && active[spelling[at]] === 0) {
    emit(u, spelling[at], place[at], flags[at] | u.carry, -1);
    u.carry = 0;
    at++;
  }
  let to = out.count;
  for (; at < end; at++) {
    const s = spelling[at];
    if (active[s] !== 0) {
      out.count = to;
      frame.token = at + 1;
      expandInText(u, at);
      return;
    }
    out.kind[to] = kind[s];
    out.flags[to] = flags[at];
    out.spelling[to] = s;
    out.spelled[to] = place[at];
    out.expanded[to] = place[at];
    out.expansion[to] = -1;
    to++;
  }
  out.count = to;
  frame.token = end;
}

/** What is no token of C between here and row `end`; what a directive or a skipped group holds is passed over. */
function reportProblems(u: UnitState, frame: FileFrame, end: number): void {
  const { problems } = frame.lexed;
  for (; frame.problem < problems.length && problems[frame.problem].token < end; frame.problem++) {
    const problem = problems[frame.problem];
    if (problem.token >= frame.token) u.report("preprocess/lex", problem.severity, problem.place, problem.text);
  }
}

/** The unit is too large: nothing more is read. */
function stop(u: UnitState, frame: FileFrame): void {
  if (!u.stopped) {
    const place = u.lexed.tokens.place[frame.token] as Place;
    u.report(
      "preprocess/limit",
      "error",
      place,
      `more than ${u.limits.unitTokens} tokens in one unit; the rest is not read`,
    );
  }
  u.stopped = true;
  frame.token = frame.lexed.tokenTo;
  frame.directive = frame.lexed.directiveTo;
}
