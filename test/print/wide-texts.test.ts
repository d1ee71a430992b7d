/** Texts of the crate's data that are wider than a page: attributes, patterns of macros, generic arguments, lists of code in docs. */
import { expect, test } from "vitest";
import { printItem } from "../../src/print/index.js";
import type { RustItem } from "../../src/rust/index.js";
import { a, block, call, constant, doc, fn, fnType, option, returns, valueMacro } from "./make.js";

const print = (item: RustItem): readonly string[] => printItem(item, { edition: "2021" }).trimEnd().split("\n");
const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `name_of_${i + 10}`);

test("the arguments of an attribute are filled; those in brackets and strings of theirs stay together", () => {
  const parts = names(6).map((one) => `stringify!(${one}, "a, b")`);
  const item = fn("f", [], undefined, block(), { attributes: [`export_name = core::concat!(${parts.join(", ")})`] });
  expect(print(item).slice(0, 2)).toEqual([
    `#[export_name = core::concat!(${parts.slice(0, 2).join(", ")},`,
    `    ${parts.slice(2, 5).join(", ")},`,
  ]);
});

test("a pattern is filled, that of a function among it", () => {
  const plain = names(10).map((one) => `$${one}:expr`);
  const [, , , first, second] = print(valueMacro("M", plain.join(", "), a("1")));
  expect(first).toBe(`    (${plain.slice(0, 6).join(", ")},`);
  expect(second).toBe(`        ${plain.slice(6).join(", ")}) =>`);
  const [, , , head, tail] = print(valueMacro("M", `$v:vis fn $f:ident(${plain.join(", ")}) $b:block`, a("1")));
  expect(head).toBe(`    ($v:vis fn $f:ident(${plain.slice(0, 5).join(", ")},`);
  expect(tail).toBe(`        ${plain.slice(5).join(", ")}) $b:block) =>`);
});

test("generic arguments break where a function type is among them", () => {
  const callback = option(fnType(names(4).map((one) => [one, "c_ulonglong"] as const)));
  const converted = { ...call("core::mem::transmute", "f"), generics: [callback, option(fnType([["a", "c_int"]]))] };
  expect(print(fn("g", [], undefined, block(returns(converted)))).slice(3, 7)).toEqual([
    "    return core::mem::transmute::<",
    `        Option<unsafe extern "C" fn(${names(4)
      .slice(0, 3)
      .map((one) => `${one}: c_ulonglong`)
      .join(", ")},`,
    `            ${names(4)[3]}: c_ulonglong)>,`,
    '        Option<unsafe extern "C" fn(a: c_int)>',
  ]);
});

test("docs break before code, and never before a fence", () => {
  const codes = names(12).map((one) => `\`${one}\`: 1`);
  const lines = print({ ...constant("A", "c_int", "1"), doc: doc(undefined, `Bits: ${codes.join(", ")}`) } as RustItem);
  expect(lines.slice(0, 2)).toEqual([`/// Bits: ${codes.slice(0, 6).join(", ")},`, `/// ${codes.slice(6).join(", ")}`]);
  const fenced = `${"a".repeat(115)} \`\`\` b`;
  expect(print({ ...constant("A", "c_int", "1"), doc: doc(undefined, fenced) } as RustItem)[0]).toBe(
    `/// ${"a".repeat(115)} \`\`\``,
  );
});
