/** rustc and a directory for what it reads and writes; which host and version it is. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const rustc = spawnSync("rustc", ["--version", "--verbose"], { encoding: "utf8" });
export const hasRustc = rustc.status === 0;
/** Target name of the machine itself. */
export const host = /^host: (.*)$/m.exec(rustc.stdout ?? "")?.[1];
/** 77 for 1.77. */
export const rustMinor = Number(/^release: 1\.(\d+)/m.exec(rustc.stdout ?? "")?.[1]);

export const clang = ["clang-19", "clang"].find((one) => spawnSync(one, ["--version"]).status === 0);

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
