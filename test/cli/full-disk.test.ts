/** The built command where standard output takes nothing: an error that says so, no bug. */
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");

it.runIf(existsSync("/dev/full"))("is told from a bug", () => {
  const full = openSync("/dev/full", "w");
  const command = [join(root, "bin", "kpigen.js"), "bind", join(root, "test", "hard-cases", "bit-fields.h"), "--quiet"];
  const { status, stderr } = spawnSync(process.execPath, command, {
    stdio: ["ignore", full, "pipe"],
    encoding: "utf8",
  });
  closeSync(full);
  expect(stderr).toBe(
    "kpigen: error: cannot write standard output: no space left on the device (ENOSPC) [crate/write]\n",
  );
  expect(status).toBe(2);
});
