import { expect, it } from "vitest";
import { IdentifierFilter, identifierHash } from "../../src/unit/identifier-filter.js";

const names = Array.from({ length: 400 }, (_, i) => `${["if", "mtx", "_vm", "x$"][i % 4]}_${(i * 7919).toString(36)}`);

it("has every identifier of a text, wherever it stands", () => {
  const text = `${names[0]}${names.map((name, i) => `${[" ", "(", "\n#define ", "->", "*"][i % 5]}${name}`).join("")}`;
  const filter = new IdentifierFilter(text);
  const found = text.match(/[\w$]+/g) ?? [];
  expect(found.length).toBeGreaterThan(400);
  expect(found.filter((name) => !filter.mayHave(identifierHash(name)))).toEqual([]);
});

it("has few others, and none in an empty text", () => {
  const filter = new IdentifierFilter(names.slice(0, 200).join(" "));
  expect(names.slice(200).filter((name) => filter.mayHave(identifierHash(name))).length).toBeLessThan(60);
  const empty = new IdentifierFilter("");
  expect(names.filter((name) => empty.mayHave(identifierHash(name)))).toEqual([]);
});
