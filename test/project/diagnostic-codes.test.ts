/** Every message has a row in the table of codes, and every row is used: no code is dead, none is made up on the spot. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { diagnosticCodes } from "../../src/base/index.js";

const root = join(import.meta.dirname, "..", "..", "src");
const text = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith("diagnostic-codes.ts"))
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n");

it("every code of the table is used", () => {
  const unused = Object.keys(diagnosticCodes).filter(
    (code) => !text.includes(`"${code}"`) && !text.includes(`[${code}]`),
  );
  expect(unused).toEqual([]);
});

it("every code says what it means, and names a room", () => {
  for (const [code, meaning] of Object.entries(diagnosticCodes)) {
    expect(code).toMatch(/^(kernel|preprocess|unit|syntax|semantics|rust|crate|verify|cli)\/[a-z-]+$/);
    expect(meaning.length).toBeGreaterThan(2);
  }
});
