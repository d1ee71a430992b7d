/** Macros whose expansion is longer than anybody would read. Counts follow from C11 6.10.3.4: each level doubles what the one below gives. */
import { expect, it } from "vitest";
import { analyze } from "./analyzed.js";

const levels = 12;
const doubling = Array.from({ length: levels }, (_, i) => `#define L${i + 1}(x) (L${i}(x) + L${i}(x))`).join("\n");
const { program } = analyze(`#define L0(x) (x)\n${doubling}\n`);
const meanings = new Map(program.functionMacros.map(({ name, meaning }) => [name, meaning]));

it("is left out from the level on where its expansion has more than 4000 tokens", () => {
  // L0 has 3 tokens, each level two of the one below and 3 more: L(n) has 6 * 2^n - 3
  for (let level = 0; level <= levels; level++) {
    const isShort = 6 * 2 ** level - 3 <= 4000;
    const why = "its expansion is of more than 4000 tokens";
    expect([level, meanings.get(`L${level}`)]).toEqual([
      level,
      isShort ? expect.objectContaining({ kind: "template" }) : { kind: "other", why },
    ]);
  }
});
