/**
 * A kernel module in Rust is a kernel module: examples/hello_kld, compiled with the crate that kpigen makes, beside its twin in C, compiled by
 * clang with the flags of FreeBSD's own build. Both are linked by `ld -r`. Expected: clang's file.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Generation } from "../../src/index.js";
import { compileC, compileRust, generateKernel, link, root, rustTarget, trees } from "./build-module.js";
import { readElf } from "./elf-object.js";
import { moduleView } from "./module-view.js";

const example = join(root, "examples/hello_kld");
const directory = mkdtempSync(join(tmpdir(), "kpigen-hello-"));
afterAll(() => rmSync(directory, { recursive: true }));

const target = rustTarget();
if (target === undefined) console.warn("SKIPPED: hello_kld needs cargo and rustc with the target x86_64-unknown-none");

/** Undefined symbols of a file that has the module's headers and nothing else: asm at file scope in a header makes them. */
function symbolsOfHeaders(generation: Generation, at: string): ReadonlySet<string> {
  const includes = readFileSync(join(example, "c/hello_kld.c"), "utf8").match(/^#include .*$/gm) ?? [];
  writeFileSync(join(at, "headers.c"), `${includes.join("\n")}\n`);
  compileC(generation, join(at, "headers.c"), join(at, "headers.o"), at);
  const { symbols } = readElf(readFileSync(join(at, "headers.o")));
  return new Set(symbols.flatMap(({ name, section }) => (section === 0 && name !== "" ? [name] : [])));
}

describe.skipIf(target === undefined).each(trees)("hello_kld with %s", (_, sys) => {
  const at = mkdtempSync(join(directory, "tree-"));
  const view = (name: string, ignored?: ReadonlySet<string>) => {
    link(join(at, `${name}.o`), join(at, `${name}.ko`));
    return moduleView(readElf(readFileSync(join(at, `${name}.ko`))), ignored);
  };

  it("is the module that clang makes of its twin in C", { timeout: 300_000 }, async () => {
    const generation = await generateKernel(sys);
    symlinkSync(join(example, "c"), join(at, "c"));
    compileC(generation, join(at, "c/hello_kld.c"), join(at, "c.o"), at);
    cpSync(join(example, "src"), join(at, "src"), { recursive: true });
    compileRust(generation, target!, at);
    const rust = view("rust");
    const c = view("c", symbolsOfHeaders(generation, at));
    for (const part of Object.keys(c) as (keyof typeof c)[])
      expect({ [part]: rust[part] }).toEqual({ [part]: c[part] });
    expect(Object.keys(c.linkerSets).sort()).toEqual([
      "set_modmetadata_set",
      "set_sysctl_set",
      "set_sysinit_set",
      "set_sysuninit_set",
    ]);
  });

  it("uses no register of SSE and nothing below the stack pointer", () => {
    const assembly = readFileSync(join(at, "rust.s"), "utf8");
    expect(assembly).toMatch(/\bpushq\s+%rbp/);
    expect(assembly.match(/^.*%([xyz]mm|mm|st)\d?.*$|^.*-\d+\(%rsp\).*$/gm)).toBeNull();
  });
});
