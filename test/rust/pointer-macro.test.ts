/**
 * Macros that calculate, given pointers: C and Rust must come to the same address, of a pointer to what is as large; to the same number where that
 * is what they give (C11 6.5.6, 6.5.8; GNU: `void *` steps by bytes).
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { clang, translateFile } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("pointer-macro.test: no rustc or no clang here, so nothing is run");

const path = fileURLToPath(new URL("../cases/rust/macros-of-pointers.h", import.meta.url));
const text = readFileSync(path, "latin1");

const pointers = [
  ["int *", "*mut i32"],
  ["const char *", "*const core::ffi::c_char"],
  ["void *", "*mut core::ffi::c_void"],
  ["const struct three *", "*const Three"],
] as const;
const numbers = [
  ["int", "i32"],
  ["unsigned long", "u64"],
  ["unsigned char", "u8"],
] as const;

const named = (part: string): readonly string[] => [...part.matchAll(/^#define (\w+)/gm)].map(([, name]) => name);
const [ofPointer, ofNumber] = text.split("/* Two pointers").map(named);

interface Twin {
  readonly name: string;
  readonly types: readonly (readonly [c: string, rust: string])[];
  readonly isPointer: boolean;
}
const twins: readonly Twin[] = [
  ...ofPointer.flatMap((name) =>
    pointers.flatMap((p) => numbers.map((n) => ({ name, types: [p, n], isPointer: true }))),
  ),
  ...ofNumber.flatMap((name) => pointers.map((p) => ({ name, types: [p, p], isPointer: false }))),
];

const cText = ({ name, types: [[p], [n]], isPointer }: Twin, i: number): string => {
  const second = isPointer ? `${n} y = (${n})n` : `${n} y = (${n})(n == 9 ? 0 : at + n * 12)`;
  const size = isPointer ? "sizeof *v" : "sizeof v";
  return `void c_${i}(unsigned long at, long n, unsigned long *r) { ${p} x = (${p})at; ${second}; __auto_type v = ${name}(x, y); r[0] = (unsigned long)v; r[1] = ${size}; }`;
};
const rustText = ({ name, types: [[, p], [, n]], isPointer }: Twin, i: number): string => {
  const second = isPointer
    ? `n as ${n}`
    : `(if n == 9 { 0 } else { at.wrapping_add((n as u64).wrapping_mul(12)) }) as ${n}`;
  return `unsafe fn r_${i}(at: u64, n: i64) -> [u64; 2] { let x = at as ${p}; let y = ${second}; ${name}!(x, y).shown() }`;
};

const main = `
#[repr(C)] #[derive(Clone, Copy)] pub struct Three([u8; 3]);
trait Show { fn shown(self) -> [u64; 2]; }
impl<T> Show for *mut T { fn shown(self) -> [u64; 2] { [self as u64, size_of::<T>() as u64] } }
impl<T> Show for *const T { fn shown(self) -> [u64; 2] { [self as u64, size_of::<T>() as u64] } }
macro_rules! numbers { ($($t:ty)*) => { $(impl Show for $t { fn shown(self) -> [u64; 2] { [self as u64, size_of::<$t>() as u64] } })* } }
numbers!(i32 i64 isize);
type C = unsafe extern "C" fn(u64, i64, &mut [u64; 2]);
type R = unsafe fn(u64, i64) -> [u64; 2];
fn main() {
    let rows: &[(&str, C, R)] = &[${twins.map(({ name, types }, i) => `("${name} of ${types.map(([c]) => c).join(", ")}", c_${i}, r_${i}),`).join("\n")}];
    let (mut compared, mut wrong) = (0, 0);
    for (name, c, rust) in rows { for at in [0x1000u64, 0x7fff_0000_1008] { for n in [0, 1, 2, 8, 9] {
        let mut said = [0; 2];
        unsafe { c(at, n, &mut said) };
        let ours = unsafe { rust(at, n) };
        compared += 1;
        if said != ours { wrong += 1; if wrong < 20 { println!("{name} {at:#x} {n}: C {said:x?}, Rust {ours:x?}"); } }
    } } }
    println!("{compared} compared, {wrong} differ");
}
`;

test.runIf(able)("addresses, what is pointed to and numbers are C's", { timeout: 120_000 }, async () => {
  const { text: rust, crate } = await translateFile(path);
  expect(crate.leftOut).toEqual([]);
  const said = inDirectory((home) => {
    const c = [text, "struct three { char c[3]; };", ...twins.map(cText)].join("\n");
    const externs = twins.map((_, i) => `fn c_${i}(at: u64, n: i64, r: &mut [u64; 2]);`).join("\n");
    const program = `${rust}\nextern "C" { ${externs} }\n${twins.map(rustText).join("\n")}\n${main}`;
    return runTogether(home, { "c.c": c, "main.rs": program }, ["-std=gnu17", "-fwrapv"]);
  });
  expect(said).toBe(`${twins.length * 10} compared, 0 differ\n`);
});
