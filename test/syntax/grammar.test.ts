import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { letters } from "../../src/syntax/alphabet.js";
import { type CParser, createParser } from "../../src/syntax/index.js";
import { accepted, refused } from "./accepted.js";
import { parseText } from "./parse.js";

let parser: CParser;
beforeAll(async () => {
  parser = await createParser();
});

describe("the grammar", () => {
  it("has a token for every letter that the renderer writes, and no other", () => {
    const grammar = readFileSync(new URL("../../grammars/grammar.js", import.meta.url), "utf8");
    const tokens = [...grammar.matchAll(/^ {4}\w+: \(\) => (?:'(.)'|"(.)"),$/gm)].map((match) => match[1] ?? match[2]);
    expect(new Set(tokens)).toEqual(letters());
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  it.each(accepted)("accepts %s", (text) => {
    expect(parseText(parser, text).messages).toEqual([]);
  });

  it.each(refused)("refuses %s", (text, offset) => {
    const { messages } = parseText(parser, text);
    expect(messages.map((message) => message.split(" ").slice(0, 2).join(" "))).toEqual([`syntax/error ${offset}`]);
  });
});
