/** Bodies typed, against clang: the body written back with every conversion explicit compiles to the code of the original. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { twinOf } from "./body-twin.js";
import { findClang } from "./record-dump.js";
import { type TypedBodies, typedBodies } from "./typed-bodies.js";

const clang = findClang();
if (clang === undefined) console.warn("body: SKIPPED against clang, no clang-19 and no `zig clang` found");

const text = readFileSync(new URL("../cases/semantics/bodies-of-every-kind.c", import.meta.url), "utf8");
const firstFunction = text.indexOf("\nint promote_sum");

/** Optimized assembly by function; labels are numbered within each. */
function compiled(source: string, triple: string): ReadonlyMap<string, string> {
  const directory = mkdtempSync(join(tmpdir(), "kpigen-body-"));
  try {
    const [input, output] = [join(directory, "body.c"), join(directory, "body.s")];
    writeFileSync(input, source);
    const flags = [`--target=${triple}`, "-O1", "-fwrapv", "-ffreestanding", "-std=gnu17", "-w", "-S"];
    const more = ["-fno-asynchronous-unwind-tables", "-fno-merge-all-constants", "-o", output, input];
    const run = spawnSync(clang!.command, [...clang!.arguments, ...flags, ...more], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(run.stderr);
    return functionsOf(readFileSync(output, "utf8"));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function functionsOf(assembly: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const match of assembly.matchAll(/^(\w+):[ \t]*(?:[#@/][^\n]*)?\n((?:(?!^\w+:)[^\n]*\n)*?)\s*\.size\s+\1,/gm)) {
    const labels = new Map<string, string>();
    const name = (label: string) => {
      if (!labels.has(label)) labels.set(label, `L${labels.size}`);
      return labels.get(label)!;
    };
    const body = match[2].replace(/\.L\w+(\.\w+)*/g, name).replace(/[ \t]*[#@/]+ [^\n]*/g, "");
    found.set(match[1], body);
  }
  return found;
}

function twins(bodies: TypedBodies, asserting: boolean): string {
  const { analysis } = bodies.analyzer;
  let all = text.slice(0, firstFunction + 1);
  for (const [name, outcome] of bodies.outcomes) {
    if (outcome.kind === "refused") throw new Error(`${name}: ${outcome.refusal.why}`);
    const fn = analysis.functions.find((one) => one.name === name)!;
    all += twinOf(analysis, name, fn.type, outcome.body, asserting);
  }
  return all;
}

describe("bodies", () => {
  it.skipIf(clang === undefined).each(["amd64", "arm64", "i386"])(
    "with every conversion explicit are the same code: %s",
    (machine) => {
      const bodies = typedBodies(text, machine);
      expect(bodies.messages).toEqual([]);
      const { triple } = bodies.analyzer.analysis.target;
      const original = compiled(text, triple);
      const twin = compiled(twins(bodies, false), triple);
      expect(compiled(twins(bodies, true), triple).size).toBe(original.size);
      expect(original.size).toBeGreaterThan(60);
      const different = [...original].filter(([name, code]) => twin.get(name) !== code).map(([name]) => name);
      expect(different).toEqual([]);
    },
  );
});
