/** The compiler's own headers, as the npm package brings them, are read without a word, and what only their compiler knows is what it says. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { generate } from "../../src/index.js";
import { target } from "../../src/kernel/index.js";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "kpigen-compiler-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function bound(triple: string, text: string) {
  const header = join(directory, "x.h");
  writeFileSync(header, text);
  return generate({ input: { kind: "bind", inputs: [header], target: triple }, jobs: 1 });
}

it.each([
  ["aarch64-unknown-freebsd", "arm_neon.h", "float16x8_t"],
  ["aarch64-unknown-freebsd", "arm_sve.h", "svmfloat8_t"],
  ["armv7-unknown-freebsd", "arm_neon.h", "float16x8_t"],
  ["wasm32-wasip1", "wasm_simd128.h", "__f16x8"],
  ["x86_64-unknown-freebsd", "immintrin.h", "__m512d"],
])("%s: %s", async (triple, name, type) => {
  const { generation, diagnostics } = await bound(triple, `#include <${name}>\n`);
  expect(diagnostics.map(({ text }) => text)).toEqual([]);
  expect(generation!.files.get("")).toMatch(new RegExp(`pub type ${type} = c_vector_|pub type ${type} = __SV`));
});

it("__mfp8 is what clang says, on AArch64 alone", async () => {
  const text = `
typedef __mfp8 quarter;
typedef __attribute__((neon_vector_type(8))) __mfp8 quarters;
struct s { char a; quarter b, c[3]; quarters d; };
enum { SIZE = sizeof(struct s), ALIGN = _Alignof(quarter), OF_VECTOR = sizeof(quarters) };
`;
  const { generation, diagnostics } = await bound("aarch64-unknown-freebsd", text);
  expect(diagnostics).toEqual([]);
  const values = generation!.units.flatMap(({ program }) =>
    program.enums.flatMap(({ enumerators }) => enumerators.map(({ name, value }) => `${name} == ${value}`)),
  );
  writeFileSync(join(directory, "x.c"), `${text}_Static_assert(${values.join(" && ")}, "");\n`);
  const command = ["--no-install", "zig", "clang", "--target=aarch64-freebsd", "-fsyntax-only", join(directory, "x.c")];
  expect(spawnSync("npx", command, { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  expect(values).toHaveLength(3);
  expect(target("x86_64-unknown-freebsd")!.floats.__mfp8).toBeUndefined();
});
