/**
 * Keeps the bytecode that V8 makes of the bundle while it does the main job once, in one thread and on the headers that come with kpigen: every
 * function that a run needs is then there without being compiled. bin/bundle.cjs gives it to V8, which takes it only if it is its own.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheFile, loadBundle } from "../bin/bundle.cjs";

const folder = mkdtempSync(join(tmpdir(), "kpigen-build-"));
try {
  const { door, script } = loadBundle();
  const out = ["--out", join(folder, "crate")];
  await door.main(["generate", "--arch", "amd64", "--headers", "sys/*.h", "--jobs", "1", "--quiet", ...out]);
  if (process.exitCode === 0) writeFileSync(cacheFile, script.createCachedData());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
