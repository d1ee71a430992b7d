/** Flags that change predefined macros. Expected is what clang 19 says of the same flags (-E -dM), of which the rules were made. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { flagMacros } from "../../src/bind/flag-macros.js";
import { generate } from "../../src/index.js";

const able = spawnSync("clang-19", ["--version"]).status === 0;
if (!able) console.warn("SKIPPED: no clang-19 here, so what flags define is not compared with it");

function clangsMacros(triple: string, flags: readonly string[]): Map<string, string> {
  const args = [`--target=${triple}`, "-std=gnu17", ...flags, "-E", "-dM", "-x", "c", "/dev/null"];
  const { stdout } = spawnSync("clang-19", args, { encoding: "utf8" });
  return new Map([...stdout.matchAll(/^#define (\w+(?:\([^)]*\))?) ?(.*)$/gm)].map(([, name, value]) => [name, value]));
}

const lists: readonly (readonly [triple: string, flags: string])[] = [
  ["x86_64-unknown-linux-gnu", "-O2 -fPIC -pthread -mavx2 -fstack-protector-strong"],
  ["x86_64-unknown-linux-gnu", "-mavx512vl -march=haswell -mno-bmi2 -fcf-protection"],
  ["x86_64-unknown-linux-gnu", "-mno-sse -mno-mmx -mcmodel=kernel -mno-red-zone -Os"],
  ["x86_64-unknown-freebsd14.0", "-pthread -march=x86-64-v3 -mno-fma -O0 -fopenmp"],
  ["i686-unknown-linux-gnu", "-msse4.2 -fexceptions -fPIE"],
  ["i686-unknown-linux-gnu", "-march=skylake -fgnu89-inline"],
  ["aarch64-unknown-linux-gnu", "-O3 -fpic -fblocks -mavx2"],
];

it.runIf(able).each(lists)("%s %s", (triple, text) => {
  const flags = text.split(" ");
  const found = clangsMacros(triple, []);
  expect(found.size).toBeGreaterThan(300);
  for (const line of flagMacros(flags, triple).lines) {
    const [, directive, name, value = ""] = /^#(define|undef) (\w+) ?(.*)$/.exec(line) ?? [];
    if (directive === "define") found.set(name, value);
    else found.delete(name);
  }
  found.delete("__FLT_EVAL_METHOD__"); // -dM does not print it
  // another CPU's says nothing here
  const given = flags.filter((flag) => !triple.startsWith("aarch64") || flag !== "-mavx2");
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(clangsMacros(triple, given)));
});

it("headers see them, and a flag that no row knows is said", async () => {
  const home = mkdtempSync(join(tmpdir(), "kpigen-flags-"));
  try {
    const header = join(home, "x.h");
    writeFileSync(
      header,
      "#ifdef __AVX2__\nint has_avx2(void);\n#endif\n#ifdef __OPTIMIZE__\nint optimizes(void);\n#endif\n",
    );
    const bind = (clangArguments: readonly string[], target: string) =>
      generate({ input: { kind: "bind", inputs: [header], target, clangArguments }, jobs: 1 });
    const names = (made: Awaited<ReturnType<typeof bind>>) =>
      JSON.stringify(made.generation?.crate).match(/has_avx2|optimizes/g) ?? [];
    const intel = await bind(["-march=haswell", "-O2", "-Wall"], "x86_64-unknown-linux-gnu");
    expect(names(intel)).toEqual(expect.arrayContaining(["has_avx2", "optimizes"]));
    expect(intel.diagnostics).toEqual([]);
    const arm = await bind(["-march=armv8.2-a"], "aarch64-unknown-linux-gnu");
    expect(arm.diagnostics.map(({ severity, text }) => `${severity}: ${text}`)).toEqual([
      expect.stringMatching(/^warning: -march=armv8\.2-a: what it does to predefined macros is not known/),
    ]);
  } finally {
    rmSync(home, { recursive: true });
  }
});
