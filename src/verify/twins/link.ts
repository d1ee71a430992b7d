/**
 * Putting the objects of both sides, the stubs and the harness into one program. Names are kept apart by prefixes: each side's own, the
 * kernel's, and what is left: libc's for the harness, the compilers' run-time functions for all.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageFile } from "../../base/index.js";
import type { RunProcess } from "../process.js";
import { elfSymbols, renameElfSymbols } from "./elf-names.js";

export const kernelPrefix = "kernel_";

/** Functions that compilers call by themselves; the kernel's do what libc's do. */
const runTime = new Set(["memcpy", "memmove", "memset", "bcmp", "strlen", "rust_eh_personality"]);

export interface SideObject {
  readonly path: string;
  readonly prefix: string;
}

/** Names that the objects want from the kernel: neither their own, nor the harness's, nor a compiler's. */
export function wantedOfKernel(objects: readonly SideObject[]): readonly string[] {
  const wanted = new Set<string>();
  for (const { path } of objects) {
    for (const { name, defined } of elfSymbols(readFileSync(path)) ?? [])
      if (!defined && isKernels(name)) wanted.add(name);
  }
  return [...wanted].sort();
}

function isKernels(name: string): boolean {
  return (
    name !== "memcmp" &&
    !runTime.has(name) &&
    !isHarness(name) &&
    !/^(_R|_ZN|__rust|rust_|__u?(div|mod|mul|ash|lsh|float|fix)\w*[dst]i)/.test(name)
  );
}

function isHarness(name: string): boolean {
  return /^kpigen_(enter|take|answer|leave|panicked)$/.test(name);
}

/** Writes the object anew with its names apart. `panics`: it keeps the functions that Rust's core library calls. */
export function setApart(object: SideObject, panics: boolean): void {
  const renamed = renameElfSymbols(readFileSync(object.path), ({ name, defined }) => {
    if (!defined && name === "memcmp") return "kpigen_memcmp";
    if (!defined) return isKernels(name) ? kernelPrefix + name : name;
    if (panics && /rust_begin_unwind/.test(name)) return name;
    return object.prefix + name;
  });
  if (renamed !== undefined) writeFileSync(object.path, renamed);
}

const timeoutSeconds = 600;

/** Gives what the linker or the compiler of the harness said against it. */
export async function linkTwins(
  objects: readonly SideObject[],
  tables: string,
  tools: { readonly cc: string; readonly rustc: string; readonly run: RunProcess },
  directory: string,
  program: string,
): Promise<string | undefined> {
  for (const name of ["twins.c", "twins.h", "input.h", "outcome.h", "compare.h"]) {
    writeFileSync(join(directory, name), packageFile(`harness/${name}`));
  }
  writeFileSync(join(directory, "tables.h"), tables);
  const answer = await tools.run([tools.rustc, "--print", "target-libdir"], { directory, timeoutSeconds });
  const libraries = answer.stdout.trim();
  const core = readdirSync(libraries).filter((name) => /^lib(core|compiler_builtins)-.*\.rlib$/.test(name));
  // At no power of two, where random addresses are.
  const base = "-Wl,-Ttext-segment=0x2b2b0000";
  const command = [
    tools.cc,
    base,
    "-O1",
    "-w",
    "-fno-pie",
    "-no-pie",
    "-fno-stack-protector",
    "-o",
    program,
    join(directory, "twins.c"),
  ];
  const result = await tools.run(
    [...command, ...objects.map(({ path }) => path), ...core.sort().map((name) => join(libraries, name))],
    { directory, timeoutSeconds },
  );
  return result.exitCode === 0 ? undefined : result.stderr.trim();
}
