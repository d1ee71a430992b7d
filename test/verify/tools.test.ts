/** Which compiler is asked where the machine has several. */
import { expect, test } from "vitest";
import { findTools, type RunProcess } from "../../src/verify/index.js";

const all: RunProcess = async () => ({ exitCode: 0, stdout: "clang version 19.1.7", stderr: "" }) as never;

test("the machine's clang, but zig's for the headers that are its own", async () => {
  const of = async (isZigFirst: boolean) => (await findTools({ cc: undefined, isZigFirst }, all)).value.cc?.join(" ");
  expect(await of(false)).toBe("clang");
  expect(await of(true)).toMatch(/zig clang$/);
});
