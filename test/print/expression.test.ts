/**
 * Parentheses: by hand for each rule of the grammar, and on random expressions with rustc as judge: the printed form and the fully
 * parenthesised one are two functions of one program and must give the same values.
 */
import { describe, expect, test } from "vitest";
import { printItem } from "../../src/print/index.js";
import type { RustBlock, RustExpression } from "../../src/rust/index.js";
import {
  a,
  array,
  bin,
  block,
  blockOf,
  call,
  cast,
  cptr,
  does,
  field,
  fn,
  gives,
  ifOf,
  lets,
  literal,
  macro,
  method,
  ptr,
  returns,
  set,
  un,
  when,
} from "./make.js";
import { parenthesised, preamble, randomFrom, randomInteger, randomTruth } from "./random.js";
import { haveRustc, rustc } from "./rustc.js";

const body = (of: RustBlock): string =>
  printItem(fn("f", [], undefined, of, { modifiers: [] }), { edition: "2021" })
    .split("\n")
    .slice(2, -1)
    .map((text) => text.slice(4))
    .join("\n");
const inLet = (e: RustExpression): string => body(block(lets("x", "T", e))).replace("let x: T = ", "");

describe("parentheses", () => {
  test.each<[RustExpression, string]>([
    [bin(bin("a", "+", "b"), "*", "c"), "(a + b) * c;"],
    [bin("a", "+", bin("b", "*", "c")), "a + b * c;"],
    [bin("a", "-", bin("b", "-", "c")), "a - (b - c);"],
    [bin(bin("a", "-", "b"), "-", "c"), "a - b - c;"],
    [bin(bin("a", "&", "b"), "==", "c"), "a & b == c;"],
    [bin(bin("a", "<", "b"), "==", "c"), "(a < b) == c;"],
    [bin("a", "<", bin("b", "<", "c")), "a < (b < c);"],
    [bin("a", "||", bin("b", "&&", "c")), "a || b && c;"],
    [bin(bin("a", "||", "b"), "&&", "c"), "(a || b) && c;"],
    // After a cast, `<` would open generic arguments.
    [bin(cast("a", "usize"), "<", "b"), "(a as usize) < b;"],
    [bin(cast("a", "u32"), "<<", "3"), "(a as u32) << 3;"],
    [bin(cast("a", "u32"), ">>", "3"), "a as u32 >> 3;"],
    [bin(cast("a", "u32"), "<=", "b"), "a as u32 <= b;"],
    [bin(bin("a", "+", cast("b", "u8")), "<", "c"), "a + (b as u8) < c;"],
    [bin("a", "<", cast("b", "u8")), "a < b as u8;"],
    [cast(cast("a", "u8"), "u32"), "a as u8 as u32;"],
    [cast(bin("a", "+", "b"), "u32"), "(a + b) as u32;"],
    [cast(un("-", "1"), "u32"), "-1 as u32;"],
    [un("-", cast("a", "u32")), "-(a as u32);"],
    [cast(un("&raw mut ", field(un("*", "p"), "x")), ptr("c_void")), "&raw mut (*p).x as *mut c_void;"],
    [method(un("-", "1i32"), "abs"), "(-1i32).abs();"],
    [method("-1i32", "abs"), "(-1i32).abs();"],
    [method("a + b", "abs"), "(a + b).abs();"],
    [method(cast("p", cptr("u8")), "add", "1"), "(p as *const u8).add(1);"],
    [un("-", un("-", "x")), "-(-x);"],
    [un("!", un("!", "x")), "!!x;"],
    [field(un("*", "p"), "x"), "(*p).x;"],
    [un("*", field("p", "x")), "*p.x;"],
    [call(field("s", "f"), "1"), "(s.f)(1);"],
    [call(un("*", "f"), "1"), "(*f)(1);"],
    [method(field("s", "f"), "unwrap"), "s.f.unwrap();"],
    [{ kind: "index", of: un("*", "p"), index: bin("i", "+", "1") }, "(*p)[i + 1];"],
    [{ kind: "tuple", items: [a("x")] }, "(x,);"],
    [{ kind: "tuple", items: [] }, "();"],
    [{ kind: "repeat", value: a("0"), count: "4" }, "[0; 4];"],
    [{ kind: "struct", path: "S", fields: [], rest: a("d") }, "S { ..d };"],
    [literal("S", {}), "S {};"],
    [bin("a", "..", bin("b", "+", "1")), "a..b + 1;"],
    [method(bin("a", "..=", "b"), "count"), "(a..=b).count();"],
    [bin(ifOf(a("c"), block(gives("1")), block(gives("2"))), "+", "1"), "(if c { 1 } else { 2 }) + 1;"],
    [cast(blockOf(block(gives("1")), true), "u8"), "unsafe { 1 } as u8;"],
    [{ ...method("p", "cast"), generics: [ptr("u8")] } as RustExpression, "p.cast::<*mut u8>();"],
    [un("&", array()), "&[];"],
    [macro("addr_of", field(un("*", "p"), "x")), "addr_of!((*p).x);"],
  ])("%#: %j", (expression, expected) => {
    expect(inLet(expression)).toBe(expected);
  });

  test("a struct literal in a head, but not in brackets there", () => {
    const s = literal("S", { x: "1" });
    expect(body(block(when(bin("a", "==", s), block())))).toMatch(/^if a == \(S \{ x: 1 \}\)\n/);
    expect(body(block(when(method(s, "ok"), block())))).toMatch(/^if \(S \{ x: 1 \}\)\.ok\(\)\n/);
    expect(body(block(when(call("f", s), block())))).toMatch(/^if f\(S \{ x: 1 \}\)\n/);
  });

  test("a block first in a statement or arm", () => {
    const one = blockOf(block(gives("a")));
    expect(body(block(gives(bin(one, "+", "1"))))).toBe("({ a }) + 1");
    expect(body(block(does(set(un("*", blockOf(block(gives("p")), true)), "1"))))).toBe("*unsafe { p } = 1;");
    expect(body(block(does(method(one, "touch"))))).toBe("({ a }).touch();");
    expect(body(block(returns(bin(one, "+", "1"))))).toBe("return { a } + 1;");
    expect(body(block(does(one)))).toBe("_ = { a };");
    const arms = [{ pattern: "1", body: block(gives(bin(one, "+", "1"))) }];
    expect(body(block({ kind: "match", on: a("x"), arms }))).toContain("1 => ({ a }) + 1,");
  });

  test("a labelled block after break", () => {
    const value = blockOf(block(gives("a")), false, "inner");
    expect(body(block({ kind: "break", label: "out", value }))).toBe("break 'out ('inner: { a });");
  });

  test("10,000 operands, and a chain of as many else-ifs, take no stack", () => {
    let sum: RustExpression = a("x");
    for (let i = 0; i < 10_000; i++) sum = bin(sum, "|", "x");
    expect(body(block(returns(sum))).replaceAll(/\s+/g, " ")).toBe(`return ${"x | ".repeat(10_000)}x;`);
    let chain = when(a("x"), block());
    for (let i = 0; i < 10_000; i++) chain = when(a("x"), block(), chain);
    expect(body(block(chain)).match(/^else if x$/gm)).toHaveLength(10_000);
  });
});

test.skipIf(!haveRustc)("rustc reads random expressions as they were meant", { timeout: 60_000 }, () => {
  const random = randomFrom(20_260_727);
  const parts: string[] = [];
  const calls: string[] = [];
  const parameters = "a: i64, b: i64, c: i64, p: bool, s: S, v: [i64; 4]";
  for (let i = 0; i < 300; i++) {
    const truth = i % 3 === 0;
    const e = truth ? randomTruth(random, 2 + (i % 4)) : randomInteger(random, 2 + (i % 4));
    // In the head of an if, first in a block, behind a let: each has rules of its own.
    const value = truth
      ? block(when(e, block(returns("true")), undefined), gives("false"))
      : i % 3 === 1
        ? block(gives(e))
        : block(lets("x", "i64", e), gives("x"));
    const signature = `(${parameters}) -> ${truth ? "bool" : "i64"}`;
    const printed = printItem(fn("f", [], undefined, value, { modifiers: [] }), { edition: "2021" });
    parts.push(printed.replace("fn f()", `fn printed_${i}${signature}`));
    parts.push(`#[allow(unused_parens)]\nfn meant_${i}${signature} { ${parenthesised(e)} }`);
    calls.push(`assert_eq!(printed_${i}(a, b, c, p, s, v), meant_${i}(a, b, c, p, s, v), "${i}");`);
  }
  const flags = "-Coverflow-checks=off -Cdebug-assertions=off -Copt-level=0 -Aunused -Aunused_comparisons".split(" ");
  const denied = [
    "-Dunused_parens",
    "-Ddouble_negations",
    "-Aarithmetic_overflow",
    "-Aunconditional_panic",
    "--cap-lints=deny",
  ];
  const program = `${preamble}
${parts.join("\n")}
fn main() {
  for (a, b, c, p) in [(1, 2, 3, true), (-5, 77, 1 << 40, false), (255, -1, 6, true), (i64::MAX, 13, -128, false)] {
    let s = S { x: a ^ 42, f: h };
    let v = [b, 11, c, -3];
    ${calls.join("\n    ")}
  }
  println!("equal");
}
`;
  expect(rustc(program, [...flags, ...denied], true)).toBe("equal\n");
});
