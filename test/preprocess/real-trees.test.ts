/**
 * Real headers, whole sets of them: the expanded tokens and the macros at the end must be clang's, one by one. The embedded headers
 * are always there; source trees where the environment names them (KPIGEN_SYS_14).
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type CEnvironment, RealFileSystem, SourceTable } from "../../src/base/index.js";
import { type KernelTree, loadKernelTree } from "../../src/kernel/index.js";
import { createPreprocessor, type Preprocessor } from "../../src/preprocess/index.js";
import { sourceTrees } from "../kernel/source-trees.js";
import { findClang } from "../semantics/record-dump.js";
import { words } from "./expansion-of.js";
import { wordsOfC } from "./words-of-c.js";

const clang = findClang();
if (clang === undefined) console.warn("SKIPPED: preprocessing real trees against a compiler; there is no clang");

/** Writes the virtual files of a tree to a directory on disk. */
function writeVirtual({ environment }: KernelTree, scratch: string): void {
  const build = environment.includePath[0].path;
  const copy = (below: string): void => {
    for (const name of environment.files.list(`${build}/${below}`.replace(/\/$/, ""))) {
      const path = `${below}${name}`;
      if (name.endsWith("/")) copy(path);
      else if (name.endsWith(".h")) {
        const read = environment.files.read(`${build}/${path}`);
        if (read.kind !== "text") throw new Error(`${path}: ${JSON.stringify(read)}`);
        mkdirSync(dirname(`${scratch}/${path}`), { recursive: true });
        writeFileSync(`${scratch}/${path}`, read.text, "latin1");
      }
    }
  };
  copy("");
  writeFileSync(`${scratch}/kpigen_predefined.h`, environment.predefined);
}

/** The environment over the written files, showing paths as clang does (in __FILE__); no header's macros are taken back. */
function onDisk({ environment }: KernelTree, scratch: string): CEnvironment {
  const paths = [scratch, ...environment.includePath.slice(1).map(({ path }) => path)];
  return {
    ...environment,
    interceptors: new Set(),
    files: new RealFileSystem(),
    includePath: paths.map((path) => ({ path, display: `${path}/`, system: false })),
  };
}

/** The headers that a compiler would take together, in their order. */
function accepted(preprocessor: Preprocessor, headers: readonly string[]): readonly string[] {
  return headers.filter((header) => {
    const mark = preprocessor.checkpoint();
    const { failed } = preprocessor.include(header);
    if (failed) preprocessor.rollback(mark);
    return !failed;
  });
}

function askClang(tree: KernelTree, scratch: string, headers: readonly string[], mode: readonly string[]): string {
  const { environment } = tree;
  writeFileSync(`${scratch}/all.c`, headers.map((header) => `#include <${header}>\n`).join(""));
  const forced = ["kpigen_predefined.h", ...environment.forcedIncludes].flatMap((name) => ["-include", name]);
  const path = [scratch, ...environment.includePath.slice(1).map((directory) => directory.path)].map((at) => `-I${at}`);
  const flags = [
    "-target",
    environment.target.triple,
    ...tree.targetFlags,
    `-std=${environment.standard}`,
    "-nostdinc",
  ];
  const given = [...clang!.arguments, ...flags, "-undef", ...forced, ...path, "-w", "-E", ...mode, `${scratch}/all.c`];
  const run = spawnSync(clang!.command, given, { encoding: "latin1", maxBuffer: 1 << 28 });
  expect(run.stderr.slice(0, 1000)).toBe("");
  return run.stdout;
}

/** `NAME(parameters) body`, white space between tokens folded. */
function macroLine(name: string, parameters: string, body: readonly string[]): string {
  return `${name}${parameters} ${body.join(" ")}`;
}

function macrosOfClang(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    const form = /^#define ([\w$]+)(\([^)]*\))?(.*)$/.exec(line);
    if (form === null) continue;
    lines.push(macroLine(form[1], (form[2] ?? "").replace(/ /g, ""), wordsOfC(form[3])));
  }
  return lines.sort();
}

function macrosOfOurs(preprocessor: Preprocessor): string[] {
  const unit = preprocessor.finish();
  const lines: string[] = [];
  for (const id of unit.active.values()) {
    const { name, parameters, variadic, body } = unit.macros[id];
    const named = parameters?.map((parameter, at) => {
      if (!variadic || at < parameters.length - 1) return parameter;
      return parameter === "__VA_ARGS__" ? "..." : `${parameter}...`;
    });
    const shown = named === undefined ? "" : `(${named.join(",")})`;
    lines.push(
      macroLine(
        name,
        shown,
        body.map(({ spelling }) => preprocessor.spellings.text[spelling]),
      ),
    );
  }
  return lines.sort();
}

/** The first difference with what stands around it, since a diff of 300,000 tokens helps nobody. */
function firstDifference(ours: readonly string[], theirs: readonly string[]): string {
  const length = Math.max(ours.length, theirs.length);
  for (let at = 0; at < length; at++) {
    if (ours[at] === theirs[at]) continue;
    const around = (all: readonly string[]) => all.slice(Math.max(0, at - 12), at + 12).join(" ");
    return `at ${at}:\nours  ${around(ours)}\nclang ${around(theirs)}`;
  }
  return "";
}

function compare(tree: KernelTree, atLeast: number): void {
  const scratch = mkdtempSync(join(tmpdir(), "kpigen-preprocess-"));
  try {
    writeVirtual(tree, scratch);
    const preprocessor = createPreprocessor(onDisk(tree, scratch), new SourceTable());
    const headers = accepted(preprocessor, tree.headers);
    expect(headers.length).toBeGreaterThanOrEqual(atLeast);
    const theirs = wordsOfC(askClang(tree, scratch, headers, ["-P"]).replace(/^#pragma .*$/gm, ""));
    expect(firstDifference(words(preprocessor.tokens, preprocessor.spellings), theirs)).toBe("");
    const defined = macrosOfClang(askClang(tree, scratch, headers, ["-dM"]));
    expect(defined.length).toBeGreaterThan(1000);
    expect(firstDifference(macrosOfOurs(preprocessor), defined)).toBe("");
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

describe.skipIf(clang === undefined)("real headers give clang's tokens and macros", () => {
  it.each(["amd64", "arm64"])("embedded, %s", (arch) => {
    const { value } = loadKernelTree({ arch }, new RealFileSystem());
    if (value === undefined) throw new Error("no embedded tree");
    compare(value, 400);
  });

  for (const { major, sys } of sourceTrees([14])) {
    it(`FreeBSD ${major}, amd64`, () => {
      const { value } = loadKernelTree({ arch: "amd64", sys }, new RealFileSystem());
      if (value === undefined) throw new Error(`no tree at ${sys}`);
      compare(value, 583);
    });
  }
});
