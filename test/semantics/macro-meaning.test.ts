/** What each macro of macros-of-every-kind.c is. Values and types of the integers are clang's in hard-cases.test.ts; here the kinds. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { latin1Text, type MacroMeaning } from "../../src/semantics/index.js";
import { analyze } from "./analyzed.js";

const text = readFileSync(new URL("../cases/semantics/macros-of-every-kind.c", import.meta.url), "utf8");
const { program } = analyze(text);

function show(meaning: MacroMeaning): string {
  switch (meaning.kind) {
    case "integer":
      return `${meaning.radix === 16 ? `0x${meaning.value.toString(16)}` : meaning.radix === 8 ? `0${meaning.value.toString(8)}` : meaning.value}${meaning.aliasOf === undefined ? "" : ` = ${meaning.aliasOf}`}`;
    case "float":
      return `float ${meaning.value}`;
    case "string":
      return JSON.stringify(latin1Text(meaning.units));
    case "function-alias":
    case "variable-alias":
    case "macro-alias":
      return `${meaning.kind} ${meaning.name}`;
    case "type-alias":
    case "expression":
      return `${meaning.kind} ${program.types[meaning.type].kind}`;
    case "member-path":
      return `member-path ${meaning.path.map((step) => (step.kind === "element" ? step.index : `${step.kind} ${step.name}`)).join(", ")}`;
    case "parameters":
      return `parameters ${meaning.parameters.map(({ name, type }) => `${name}: ${program.types[type].kind}`).join(", ")}`;
    case "empty":
    case "other":
      return meaning.kind;
  }
}

it("every kind of object-like macro", () => {
  expect(Object.fromEntries(program.macros.map(({ name, meaning }) => [name, show(meaning)]))).toEqual({
    DECIMAL: "42",
    HEX: "0x1f",
    OCTAL: "0755",
    PARENTHESISED: "7",
    NEGATED: "-1",
    NEGATED_TOO: "-2147483648",
    ALIAS: "42 = DECIMAL",
    ALIAS_OF_ALIAS: "42 = ALIAS",
    OF_ENUMERATOR: "5 = ENUMERATOR",
    SHIFT: "-2147483648",
    UNSIGNED: "2147483648",
    FLAGS: "0x3f",
    CAST: "44",
    WIDE: "0xffffffffff",
    SIZE: "40",
    OFFSET: "24",
    CLASSIC: "8",
    COMPARE: "1",
    CHARACTER: "10",
    FLOATING: "float 1500",
    TEXT: '"two pieces\\n"',
    TEXT_ALIAS: '"two pieces\\n"',
    CALLED: "42",
    BUILTIN: "0x78563412",
    GENERIC: "1",
    STATEMENT: "other",
    ATTRIBUTE: "other",
    FUNCTION_ALIAS: "function-alias function",
    VARIABLE_ALIAS: "variable-alias variable",
    TYPE_ALIAS: "type-alias integer",
    TYPE_POINTER: "type-alias pointer",
    TYPEDEF_ALIAS: "type-alias typedef",
    TAG_ALIAS: "type-alias record",
    MACRO_ALIAS: "macro-alias CALL",
    PATH: "member-path member in, member b",
    FIELD: "member-path member a",
    ELEMENT: "member-path member in, member c, 2",
    BEHIND: "member-path member next, pointee in, member c",
    NO_ELEMENT: "other",
    BESIDE_FUNCTION: "member-path member function, 1",
    POINTER: "expression pointer",
    USES_VARIABLE: "expression integer",
    PARAMETERS: "parameters at: pointer, n: typedef, element: pointer",
    UNNAMED: "other",
    EMPTY: "empty",
    LINE: "other",
    UNKNOWN: "other",
    DIVISION: "expression integer",
    SELF: "other",
    LOOP_A: "other",
    LOOP_B: "other",
    BRACES: "other",
  });
  expect(program.functionMacros.map(({ name }) => name)).toEqual(["CALL"]);
});
