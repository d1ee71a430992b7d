/**
 * The expression typer against clang: random constant expressions of a fixed seed, on four targets. What kpigen gives a value, clang must
 * give the same value and the same type. KPIGEN_RANDOM_EXPRESSIONS sets how many per target. Skips, loudly, without clang.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { integerKind, typeOf } from "../../src/semantics/index.js";
import { newAnalyzer, rulesTarget } from "./expression-world.js";
import { ExpressionGenerator, preludeText, preludeTree } from "./random-expressions.js";
import { findClang } from "./record-dump.js";

const clang = findClang();
if (clang === undefined) console.warn("expression-fuzz: SKIPPED, no clang-19 and no `zig clang` found");
const count = Number(process.env.KPIGEN_RANDOM_EXPRESSIONS ?? 1500);

/** Lines that clang refuses, by number from 1. */
function refusedLines(triple: string, source: string): Map<number, string> {
  const directory = mkdtempSync(join(tmpdir(), "kpigen-fuzz-"));
  try {
    const file = join(directory, "fuzz.c");
    writeFileSync(file, source);
    const flags = [
      `--target=${triple}`,
      "-fsyntax-only",
      "-std=gnu17",
      "-fwrapv",
      "-ffreestanding",
      "-w",
      "-ferror-limit=0",
    ];
    const run = spawnSync(clang!.command, [...clang!.arguments, ...flags, file], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    const refused = new Map<number, string>();
    for (const match of run.stderr.matchAll(/fuzz\.c:(\d+):\d+: error: (.*)/g)) refused.set(Number(match[1]), match[2]);
    return refused;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe.skipIf(clang === undefined)("constant expressions have clang's value and type", () => {
  it.each(["amd64", "i386", "arm", "arm64", "powerpc64"])(
    "%s",
    (machine) => {
      const target = rulesTarget(machine);
      const analyzer = newAnalyzer(target);
      analyzer.declare(preludeTree());
      const { analysis } = analyzer;
      const lines = preludeText.split("\n");
      const texts = new Map<number, string>();
      let valued = 0;
      for (let seed = 0; seed < count; seed++) {
        const random = new ExpressionGenerator(seed * 7919 + 17).expression(1 + (seed % 4));
        const { type, value } = typeOf(analysis, random.tree, analysis.file);
        if (value?.kind !== "integer") continue;
        valued++;
        const kind = integerKind(analysis, type) ?? "error";
        const cType = kind === "bool" ? "_Bool" : kind;
        const literal = value.value < 0n ? `-${-value.value - 1n}ll - 1` : `${value.value}ull`;
        texts.set(lines.length, `${random.text}  =>  ${value.value} ${kind}`);
        lines[lines.length - 1] =
          `_Static_assert((${random.text}) == (${cType})(${literal}) && _Generic((${random.text}), ${cType}: 1, default: 0), "");`;
        lines.push("");
      }
      expect(analysis.types.rows.length).toBeGreaterThan(10);
      expect(valued).toBeGreaterThan(count * 0.7);
      const refused = refusedLines(target.triple, lines.join("\n"));
      const wrong = [...refused].map(([line, message]) => `${texts.get(line) ?? lines[line - 1]}: ${message}`);
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
