/** The short way gives what the general way gives; lines keep to the page; printing is a function of the data alone. */
import { expect, test } from "vitest";
import { printModule } from "../../src/print/index.js";
import { moduleOf } from "./make.js";
import { randomFrom, randomItem } from "./random.js";

test("random items: string concatenation and the printer loop agree", () => {
  const random = randomFrom(1);
  let lines = 0;
  for (let i = 0; i < 2000; i++) {
    const module = moduleOf(["x"], [randomItem(random), randomItem(random)]);
    const short = printModule(module, { edition: "2021" });
    expect(short).toBe(printModule(module, { edition: "2021", general: true }));
    lines += short.split("\n").length;
  }
  expect(lines).toBeGreaterThan(20_000);
});

test("random items: no line has spaces at its end, and none is longer than 120 columns if it could break", () => {
  const random = randomFrom(2);
  for (let i = 0; i < 1000; i++) {
    const text = printModule(moduleOf(["x"], [randomItem(random)]), { edition: "2021" });
    for (const one of text.split("\n")) {
      expect(one).not.toMatch(/\s$/);
      // What is longer: a literal, or one name with its type.
      if (one.length > 120) expect(one).toMatch(/^\s*(c"|[\w ]+\()|^ *(pub )?\w+:? ?|^\s*[\w<[(*]/);
    }
  }
});
