/** The instructions of the Rust function are those of the C one, but for the choice of registers; for every architecture. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AsmArchitectureName } from "../../../src/rust/asm/index.js";
import { type AsmCase, cText, rustText } from "./asm-case.js";
import {
  aarch64Corpus,
  armCorpus,
  i386Corpus,
  powerpc64Corpus,
  powerpcCorpus,
  riscv32Corpus,
  riscvCorpus,
  x86Corpus,
} from "./corpus.js";
import { compileC, compileRust, disassemble, haveTools, shapeOf, withoutSaving } from "./disassembly.js";

const corpora: readonly (readonly [AsmArchitectureName, readonly AsmCase[]])[] = [
  ["x86_64", x86Corpus],
  ["i386", i386Corpus],
  ["aarch64", aarch64Corpus],
  ["riscv64", riscvCorpus],
  ["riscv32", riscv32Corpus],
  ["arm", armCorpus],
  ["powerpc", powerpcCorpus],
  ["powerpc64", powerpc64Corpus],
];

test.skipIf(!haveTools).each(corpora)("%s: clang and rustc assemble the same", { timeout: 60_000 }, (name, corpus) => {
  const directory = mkdtempSync(join(tmpdir(), "kpigen-asm-"));
  try {
    const rust = corpus.map((one) => {
      const made = rustText(one, name);
      if ("why" in made) throw new Error(`${one.name}: ${made.why}`);
      return made.text;
    });
    if (process.env.KPIGEN_SHOW !== undefined) console.log(rust.join("\n\n"));
    expect(compileC(corpus.map((one) => cText(one)).join("\n"), directory, name)).toBe("");
    expect(compileRust(rust.join("\n\n"), directory, name)).toBe("");
    const ours = disassemble(join(directory, "rust.o"), name);
    const theirs = disassemble(join(directory, "c.o"), name);
    const shapes = (functions: ReadonlyMap<string, readonly string[]>) =>
      corpus.map((one) => [one.name, ...withoutSaving(shapeOf(functions.get(one.name) ?? ["MISSING"], name))]);
    expect(corpus.filter((one) => !ours.has(one.name) || !theirs.has(one.name))).toEqual([]);
    expect(shapes(ours)).toEqual(shapes(theirs));
  } finally {
    rmSync(directory, { recursive: true });
  }
});
