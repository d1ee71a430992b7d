/** The judge: rustc, where there is one. Tests without it say so and are skipped. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const haveRustc = spawnSync("rustc", ["--version"]).status === 0;
if (!haveRustc) console.warn("SKIPPED: no rustc on the PATH; what is printed is not proven to compile");

/** Compiles a text. @returns what rustc says, "" where it is content; with `run`, what the program prints */
export function rustc(text: string, flags: readonly string[], run = false): string {
  const directory = mkdtempSync(join(tmpdir(), "kpigen-rustc-"));
  try {
    const input = join(directory, "input.rs");
    writeFileSync(input, text);
    const output = join(directory, "output");
    const compiled = spawnSync("rustc", [...flags, "-o", output, input], { encoding: "utf8" });
    if (compiled.error !== undefined) throw compiled.error;
    if (!run || compiled.status !== 0) return compiled.stderr;
    return execFileSync(output, { encoding: "utf8" });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
