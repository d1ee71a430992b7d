/** Translated functions do what the C ones do: the compiler's object and ours, run on the same arguments. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { hasRustc, host } from "../toolchain.js";
import { clang, runs, runTwins, translateFile } from "./twin.js";

const able = hasRustc && clang !== undefined && host === "x86_64-unknown-linux-gnu";
if (!able) console.warn("behaviour.test: rustc and clang for x86_64-unknown-linux-gnu are not here, so nothing is run");

const path = fileURLToPath(new URL("../../cases/rust/inline-functions-of-every-kind.c", import.meta.url));

test("every function of the corpus has a translation", async () => {
  const { crate, functions } = await translateFile(path);
  expect(crate.leftOut.map(({ name, why }) => `${name}: ${why}`)).toEqual([]);
  expect(functions.length).toBeGreaterThan(100);
});

test.runIf(able)("C and Rust agree on results and memory", { timeout: 120_000 }, async () => {
  const translated = await translateFile(path);
  const skipped = translated.functions.filter((fn) => !runs(fn)).map(({ name }) => name);
  expect(skipped).toEqual(["make_point"]);
  expect(runTwins(readFileSync(path, "latin1"), translated, 3000)).toBe("");
});
