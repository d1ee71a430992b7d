/** Shared by this room's tests: preprocesses C text over an in-memory file system and gives tokens and diagnostics as text. */
import { expect } from "vitest";
import { type CEnvironment, type Diagnostic, MemoryFileSystem, SourceTable } from "../../src/base/index.js";
import { target } from "../../src/kernel/index.js";
import {
  createPreprocessor,
  type PreprocessLimits,
  type Preprocessor,
  type SpellingTable,
  type TokenStream,
} from "../../src/preprocess/index.js";

export interface Setting {
  readonly files?: Readonly<Record<string, string>>;
  readonly predefined?: string;
  /** By its name in rules/targets; amd64. */
  readonly target?: string;
  readonly forcedIncludes?: readonly string[];
  readonly standard?: string;
  readonly options?: readonly string[];
  readonly interceptors?: readonly string[];
  readonly limits?: PreprocessLimits;
}

export interface Setup {
  readonly preprocessor: Preprocessor;
  readonly sources: SourceTable;
}

/** Files of `/inc` and `/more` are on the search path, in this order. */
export function preprocessorOf(setting: Setting = {}): Setup {
  const name = setting.target ?? "amd64";
  const row = target(name);
  if (row === undefined) throw new Error(`rules/targets has no ${name}`);
  const environment: CEnvironment = {
    files: new MemoryFileSystem(setting.files ?? {}),
    includePath: [
      {
        path: "/inc",
        display: "sys/",
        system: false,
        aliases: [{ prefix: "machine/", display: "sys/amd64/include/" }],
      },
      { path: "/more", display: "more/", system: false },
    ],
    predefined: setting.predefined ?? row.predefined,
    forcedIncludes: setting.forcedIncludes ?? [],
    interceptors: new Set(setting.interceptors),
    target: row,
    standard: setting.standard ?? "gnu17",
    options: new Map((setting.options ?? []).map((name) => [name, "opt_global.h"])),
  };
  const sources = new SourceTable();
  return { preprocessor: createPreprocessor(environment, sources, setting.limits), sources };
}

export function words(tokens: TokenStream, spellings: SpellingTable, from = 0, to = tokens.count): string[] {
  return Array.from(tokens.spelling.subarray(from, to), (id) => spellings.text[id]);
}

export interface Expanded extends Setup {
  readonly text: string;
  /** `t.c:1:2: severity: text`. */
  readonly messages: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly failed: boolean;
}

/** Preprocesses `text` as t.c. */
export function expanded(text: string, setting: Setting = {}): Expanded {
  const setup = preprocessorOf(setting);
  const { preprocessor, sources } = setup;
  const outcome = preprocessor.text(text, "t.c", "t.c");
  const messages = outcome.diagnostics.map((d) => `${sources.show(d.place)}: ${d.severity}: ${d.text}`);
  const spelled = words(preprocessor.tokens, preprocessor.spellings, outcome.from, outcome.to).join(" ");
  return { ...setup, text: spelled, messages, diagnostics: outcome.diagnostics, failed: outcome.failed };
}

/** Tokens of `expected` are separated by spaces; nothing may be diagnosed. */
export function expectExpanded(text: string, expected: string, setting: Setting = {}): void {
  const result = expanded(text, setting);
  expect(result.messages, text).toEqual([]);
  expect(result.text, text).toBe(expected);
}
