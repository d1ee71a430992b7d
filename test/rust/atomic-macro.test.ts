/** Macros over atomics, given pointers to integers of every size: what C and Rust give and what is left in memory must be the same (C11 7.17.7). */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { clang, translateFile } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("atomic-macro.test: no rustc or no clang here, so nothing is run");

const path = fileURLToPath(new URL("../cases/rust/macros-of-atomics.h", import.meta.url));
const text = readFileSync(path, "latin1");
// those that C and Rust call with a pointer and a value
const names = [...text.matchAll(/^#define (\w+)\(p, v\)/gm)].map(([, name]) => name);
const types = [
  ["signed char", "i8"],
  ["unsigned short", "u16"],
  ["int", "i32"],
  ["unsigned long", "u64"],
] as const;
const pointer = ["int *", "*mut i32"] as const;
const twins = names.flatMap((name) =>
  [...types, ...(/^C11/.test(name) ? [pointer] : [])].map(([c, rust]) => ({ name, c, rust })),
);
const pointee = (name: string, c: string): string => (/^C11/.test(name) ? `_Atomic(${c})` : c);

/** What is added to a pointer is a number. */
const adds = ({ name, c }: (typeof twins)[number]): boolean => /\*$/.test(c) && /PLUS|MINUS/.test(name);
const given = (one: (typeof twins)[number], v: string): string => (adds(one) ? v : `(${one.c})${v}`);
const rustGiven = (one: (typeof twins)[number]): string => (adds(one) ? "v" : `v as ${one.rust}`);

const main = `
type C = unsafe extern "C" fn(*mut u64, i64) -> i64;
type R = unsafe fn(*mut u64, i64) -> i64;
fn main() {
    let rows: &[(&str, C, R)] = &[${twins.map(({ name, c }, i) => `("${name} of ${c}", c_${i}, r_${i}),`).join("\n")}];
    let mut wrong = 0;
    for (name, c, rust) in rows { for is in [0u64, 5, 0xf0f1f2f3f4f5f6f7] { for v in [0i64, 5, -9, 0x77] {
        let (mut one, mut other) = (is, is);
        let said = unsafe { (c(&mut one, v), rust(&mut other, v)) };
        if said.0 != said.1 || one != other { wrong += 1; println!("{name} {is:#x} {v}: C {:#x} leaves {one:#x}, Rust {:#x} leaves {other:#x}", said.0, said.1); }
    } } }
    println!("{} compared, {wrong} differ", rows.len() * 12);
}
`;

test.runIf(able)("values and memory are C's", { timeout: 120_000 }, async () => {
  const { text: rust, crate } = await translateFile(path);
  expect(crate.leftOut).toEqual([]);
  const said = inDirectory((home) => {
    const c = twins.map(
      (one, i) =>
        `long c_${i}(void *p, long v) { return (long)${one.name}((${pointee(one.name, one.c)} *)p, ${given(one, "v")}); }`,
    );
    const externs = twins.map((_, i) => `fn c_${i}(p: *mut u64, v: i64) -> i64;`).join("\n");
    const calls = twins.map(
      (one, i) =>
        `unsafe fn r_${i}(p: *mut u64, v: i64) -> i64 { ${one.name}!(p.cast::<${one.rust}>(), ${rustGiven(one)}) as i64 }`,
    );
    const program = `${rust}\nextern "C" { ${externs} }\n${calls.join("\n")}\n${main}`;
    return runTogether(home, { "c.c": [text, ...c].join("\n"), "main.rs": program });
  });
  expect(said).toBe(`${twins.length * 12} compared, 0 differ\n`);
});
