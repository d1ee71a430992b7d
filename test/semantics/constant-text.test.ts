/**
 * Macros whose expansion is a plain constant are read without the parser. The parser's way is the outside check: `__extension__` before the
 * same text changes neither value nor type (GCC: Alternate Keywords) and is no plain constant, so that its expansion is parsed.
 */
import { expect, it } from "vitest";
import type { CProgram } from "../../src/semantics/index.js";
import { analyze } from "./analyzed.js";
import { ExpressionGenerator, preludeText } from "./random-expressions.js";

function meanings(program: CProgram, prefix: string): string[] {
  return program.macros
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ meaning }) => {
      if (meaning.kind === "integer") return `${meaning.value} ${meaning.radix} ${meaning.type}`;
      if (meaning.kind === "float") return `${meaning.value} ${meaning.type}`;
      return meaning.kind === "expression" ? `expression ${meaning.type}` : meaning.kind;
    });
}

/** The text by both ways, on a line each. */
function both(texts: readonly string[], before: string, machine: string): [string[], string[]] {
  const lines = texts.map((text, i) => `#define PLAIN_${i} ${text}\n#define PARSED_${i} __extension__ (${text})\n`);
  const { program } = analyze(before + lines.join(""), machine);
  return [meanings(program, "PLAIN_"), meanings(program, "PARSED_")];
}

it.each(["amd64", "arm"])("random constants mean the same by either way: %s", (machine) => {
  const random = new ExpressionGenerator(20240611);
  const texts = Array.from({ length: 500 }, (_, i) => random.expression(1 + (i % 4)).text);
  const [plain, parsed] = both(texts, preludeText, machine);
  expect(plain).toHaveLength(texts.length);
  expect(plain).toEqual(parsed);
});

it("a long chain of conditionals ends in a value or none, never in an overflow", () => {
  const [plain, parsed] = both([`${"0 ? 2 : ".repeat(90)}5`, `${"0 ? 2 : ".repeat(50_000)}5`], "", "amd64");
  expect(plain[0]).toBe(parsed[0]);
  expect(plain[1]).toBe(parsed[1]);
});

const hard = [
  "10 - 4 - 3",
  "2 + 3 * 4 << 1",
  "1 | 2 ^ 3 & 4 == 4",
  "1 ? 2 : 3 ? 4 : 5",
  "0 ? 1u : -1 ? -1 : 7",
  "- - 3",
  "-~!0",
  "!sizeof(int) + sizeof (long) * 2",
  "(unsigned char)-1 + 1",
  "(unsigned char)(-1) + (short)70000",
  "(word)-1",
  "(word)(4)",
  "sizeof(struct pair) + sizeof(struct pair *)",
  "sizeof(struct absent)",
  "sizeof(union pair)",
  "(struct pair *)0 == 0",
  "sizeof 4",
  "sizeof (4)",
  "sizeof (int[3])",
  "1 / 0",
  "1 << 40",
  "0x80000000 >> 1",
  "0x7fffffff + 1",
  "'a' + L'b'",
  "1.5 * 2",
  "ONE + 1",
  "unknown + 1",
  "object + 1",
  "1 , 2",
  "(1 , 2)",
  "(int){ 3 }",
  "1 +",
  "(1",
  "1 2",
  "089",
  "1 ? : 2",
];

const world = "typedef unsigned short word;\nstruct pair { int a; long b; };\nenum { ONE = 1 };\nextern int object;\n";

it("hard constants, and what is none, mean the same by either way", () => {
  // Neither way may end with a parenthesis that the text itself leaves open.
  const closed = hard.filter((text) => text !== "(1" && text !== "1 +");
  const [plain, parsed] = both(closed, world, "amd64");
  expect(Object.fromEntries(plain.map((one, i) => [closed[i], one]))).toEqual(
    Object.fromEntries(parsed.map((one, i) => [closed[i], one])),
  );
});

it("values that C gives", () => {
  const [plain] = both(hard, world, "amd64");
  const value = (text: string) => plain[hard.indexOf(text)].split(" ")[0];
  expect(value("10 - 4 - 3")).toBe("3");
  expect(value("2 + 3 * 4 << 1")).toBe("28");
  expect(value("1 | 2 ^ 3 & 4 == 4")).toBe("3");
  expect(value("1 ? 2 : 3 ? 4 : 5")).toBe("2");
  expect(value("0 ? 1u : -1 ? -1 : 7")).toBe("4294967295");
  expect(value("(unsigned char)-1 + 1")).toBe("256");
  expect(value("(word)(4)")).toBe("4");
  expect(value("sizeof(struct pair) + sizeof(struct pair *)")).toBe("24");
  expect(value("1 / 0")).toBe("expression");
  expect(value("1 +")).toBe("other");
  expect(value("(1")).toBe("other");
  expect(value("1 2")).toBe("other");
});

it("a macro bomb of parentheses does not end the stack", () => {
  const deep = `${"(".repeat(5000)}1${")".repeat(5000)}`;
  const [plain] = both([deep], "", "amd64");
  expect(plain).toHaveLength(1);
});
