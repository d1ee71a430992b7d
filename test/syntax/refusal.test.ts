import { beforeAll, describe, expect, it } from "vitest";
import { type CParser, createParser } from "../../src/syntax/index.js";
import { parseText } from "./parse.js";

let parser: CParser;
beforeAll(async () => {
  parser = await createParser();
});

describe("bad input", () => {
  it("costs the declaration it stands in, and says where", () => {
    const { shown, messages } = parseText(
      parser,
      "int a;\nint b c;\nint d;\nstruct s { int e f; };\nint f(void) { return }\nint g;",
    );
    expect(shown).toEqual(["int a;", "int d;", "int (function f [void _]) _", "int g;"]);
    expect(messages).toEqual([
      "syntax/error 13 unexpected 'c' after 'b'",
      "syntax/error 40 unexpected 'f' after 'e'",
      "syntax/error 67 unexpected '}' after 'return'",
    ]);
  });

  it("costs no more when every second declaration is wrong", () => {
    const lines = Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? `int a${i};` : `int a${i} = ;`));
    const { shown, messages } = parseText(parser, lines.join("\n"));
    expect(shown.length).toBe(1000);
    expect(messages.length).toBe(1000);
  });

  it.each([
    ["a type name with a name in it", "int x = sizeof(int y);", "syntax/error 19 unexpected 'y' in a type name"],
    ["two storage classes", "static extern int x;", "syntax/error 7 'extern' after 'static'"],
    [
      "no label where asm goto wants one",
      'void f(void) { asm goto("" : : : : "x"); }',
      "syntax/error 35 a label was expected here",
    ],
    [
      "types where va_arg has none",
      "int x = __builtin_va_arg(int, int);",
      "syntax/error 8 wrong arguments of '__builtin_va_arg'",
    ],
    ["an unterminated body", "int f(void) { if (1) {", "syntax/error 21 unexpected end after '{'"],
    ["an unterminated list", "int a[] = { 1, 2", "syntax/error 15 unexpected end after '2'"],
    ["a stray byte", "int a = 1 @ 2;", "syntax/error 10 unexpected '@' after '1'"],
  ])("%s", (_, text, message) => {
    expect(parseText(parser, text).messages).toEqual([message]);
  });

  const most = 100_000;
  const many = 20_000;
  it.each([
    ["parentheses", `int x = ${"(".repeat(most)}1${")".repeat(most)};`],
    ["open parentheses", `int x = ${"(".repeat(most)}`],
    ["braces in a body", `void f(void) { ${"{".repeat(most)}${"}".repeat(most)} }`],
    ["initializer lists", `int x = ${"{".repeat(most)}1${"}".repeat(most)};`],
    ["stars", `int ${"*".repeat(most)}x;`],
    ["signs", `int x = ${"- ".repeat(most)}1;`],
    ["casts", `int x = ${"(int)".repeat(many)}1;`],
    ["conditionals", `int x = ${"1 ? 2 : ".repeat(many)}3;`],
    ["assignments", `void f(void) { ${"x = ".repeat(many)}1; }`],
    ["else ifs", `void f(void) { ${"if (1) ; else ".repeat(many)} ; }`],
    ["array suffixes", `int x${"[1]".repeat(many)};`],
    ["structs", `${"struct { ".repeat(many)}int x; ${"};".repeat(many)}`],
    ["pointers to functions", `int ${"(*".repeat(many)}x${")(void)".repeat(many)};`],
    ["whiles", `void f(void) { ${"while (1) ".repeat(many)} ; }`],
  ])("too deeply nested %s are refused by name", (_, text) => {
    const { messages } = parseText(parser, `${text}\nint y;`);
    expect(messages.length).toBe(1);
    expect(messages[0]).toMatch(/^syntax\/nesting \d+ nested too deeply$/);
  });

  it.each([
    ["sums", `int x = 1${" + 1".repeat(most)};`],
    ["members", `int x = a${".a".repeat(many)};`],
    ["subscripts", `int x = a${"[0]".repeat(many)};`],
    ["calls", `int x = a${"()".repeat(many)};`],
    ["commas", `void f(void) { 1${", 1".repeat(many)}; }`],
    ["elements", `int x[] = { 1${", 1".repeat(many)} };`],
    ["declarators", `int x${", *x".repeat(many)};`],
    ["statements", `void f(void) { ${"x;".repeat(many)} }`],
    ["cases", `void f(void) { switch (1) { ${Array.from({ length: 500 }, (_, i) => `case ${i}: `).join("")} ; } }`],
    ["strings", `char *x = ${'"a" '.repeat(many)};`],
    ["members of a record", `struct s { ${"int a;".repeat(many)} };`],
    ["attributes", `int x ${"__attribute__((a)) ".repeat(many)};`],
  ])("a long row of %s is none of that", (_, text) => {
    expect(parseText(parser, text).messages).toEqual([]);
  });
});
