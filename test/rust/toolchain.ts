/** rustc and a directory for what it reads and writes; which host and version it is. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const rustc = spawnSync("rustc", ["--version", "--verbose"], { encoding: "utf8" });
export const hasRustc = rustc.status === 0;
/** Target name of the machine itself. */
export const host = /^host: (.*)$/m.exec(rustc.stdout ?? "")?.[1];
/** 77 for 1.77. */
export const rustMinor = Number(/^release: 1\.(\d+)/m.exec(rustc.stdout ?? "")?.[1]);

export const clang = ["clang-19", "clang"].find((one) => spawnSync(one, ["--version"]).status === 0);

/** C's integer types, and Rust's. */
export const integerTypes = [
  ["_Bool", "bool"],
  ["signed char", "i8"],
  ["unsigned char", "u8"],
  ["short", "i16"],
  ["unsigned short", "u16"],
  ["int", "i32"],
  ["unsigned int", "u32"],
  ["long", "i64"],
  ["unsigned long", "u64"],
] as const;

/** KPIGEN_KEEP keeps the directory and says where it is. */
export function inDirectory<T>(act: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), "kpigen-shape-"));
  try {
    return act(directory);
  } finally {
    if (process.env.KPIGEN_KEEP === undefined) rmSync(directory, { recursive: true });
    else console.warn(directory);
  }
}

/** RUSTC_BOOTSTRAP=1: crates without core need unstable features. */
export function run(command: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    env: { ...process.env, RUSTC_BOOTSTRAP: "1" },
  });
  return { status, stdout, stderr: stderr.slice(0, 6000) };
}

/**
 * Compiles c.c and main.rs of the files, links them into one program and runs it.
 * @param cFlags the C's language
 * @param rustFlags of the program, besides
 * @returns what it prints; what a compiler says where one refuses its side
 */
export function runTogether(
  home: string,
  files: Readonly<Record<string, string>>,
  cFlags: readonly string[] = ["-std=gnu17"],
  rustFlags: readonly string[] = [],
): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
  const compiled = run(clang ?? "", ["-w", ...cFlags, "-c", "-o", join(home, "c.o"), join(home, "c.c")]);
  if (compiled.status !== 0) return compiled.stderr;
  const args = ["--edition", "2021", "-Anonstandard-style", `-Clink-arg=${join(home, "c.o")}`, ...rustFlags];
  const rustFile = join(home, "main.rs");
  const built = run("rustc", [...args, "-Crelocation-model=static", "-o", join(home, "main"), rustFile]);
  if (built.status !== 0) return built.stderr;
  const ran = run(join(home, "main"), []);
  return ran.stdout + ran.stderr;
}
