/**
 * Macros that calculate, with float and double among their arguments: C and Rust must give the same number, of the same type. The judge is C's own
 * conversion of the macro's text (C11 6.3.1.4, 6.3.1.5, 6.3.1.8), by `_Generic` of its result.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { clang, translateFile } from "./body/twin.js";
import { hasRustc, inDirectory, run } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("number-macro.test: no rustc or no clang here, so nothing is run");

const path = fileURLToPath(new URL("../cases/rust/macros-of-numbers.h", import.meta.url));
const text = readFileSync(path, "latin1");

/** C's arithmetic types, and Rust's. */
const types = [
  ["_Bool", "bool"],
  ["unsigned char", "u8"],
  ["short", "i16"],
  ["int", "i32"],
  ["unsigned int", "u32"],
  ["long", "i64"],
  ["unsigned long", "u64"],
  ["float", "f32"],
  ["double", "f64"],
] as const;
const isFloat = (i: number): boolean => types[i][1].startsWith("f");

const named = (part: string): readonly string[] => [...part.matchAll(/^#define (\w+)/gm)].map(([, name]) => name);
const [ofTwo, ofSmall, ofOne] = text.split(/^\/\* (?:Two arguments, small|One).*$/m).map(named);

interface Twin {
  readonly name: string;
  readonly types: readonly number[];
  readonly small?: boolean;
}

const all = types.map((_, i) => i);
const pairs = all.flatMap((i) => all.flatMap((j) => (isFloat(i) || isFloat(j) ? [[i, j]] : [])));
const twins: readonly Twin[] = [
  ...ofTwo.flatMap((name) => pairs.map((types) => ({ name, types }))),
  ...ofSmall.flatMap((name) => pairs.map((types) => ({ name, types, small: true }))),
  ...ofOne.flatMap((name) => all.filter(isFloat).map((i) => ({ name, types: [i] }))),
];

/** What both sides are given: an integer, which fits into each of the types, and a number near it; and one that float has to round. */
const inputs = [
  ["0", "0.0"],
  ["1", "-0.0"],
  ["2", "1.5"],
  ["3", "0.1"],
  ["100", "-77.25"],
  ["7", "123456789.5"],
  ["127", "3.9999999"],
  ["5", "-1e-9"],
] as const;

const smallInputs = [
  ["0", "0.0"],
  ["1", "1.5"],
  ["2", "0.1"],
  ["5", "3.9999999"],
  ["7", "62.5"],
] as const;

const labelOf = ({ name, types: of }: Twin): string => `${name}_${of.join("_")}`;
const argumentsOf = ({ types: of }: Twin): string => ["x", "y"].slice(0, of.length).join(", ");

function cText(twin: Twin): string {
  const variables = twin.types.map(
    (i, n) => `${types[i][0]} ${"xy"[n]} = (${types[i][0]})${isFloat(i) ? "d" : "n"}${n};`,
  );
  const call = `${twin.name}(${argumentsOf(twin)})`;
  return `void c_${labelOf(twin)}(long n0, double d0, long n1, double d1, struct result *r) { ${variables.join(" ")}
  __auto_type v = ${call}; double d = v; r->value = 0; if (KIND(v) < 8) r->value = (unsigned long)v; else __builtin_memcpy(&r->value, &d, 8); r->kind = KIND(v); }`;
}

function rustText(twin: Twin): string {
  const from = (i: number, n: number) =>
    isFloat(i) ? `d${n} as ${types[i][1]}` : types[i][1] === "bool" ? `n${n} != 0` : `n${n} as ${types[i][1]}`;
  const lets = twin.types.map((i, n) => `let ${"xy"[n]} = ${from(i, n)};`);
  return `unsafe fn r_${labelOf(twin)}(n0: i64, d0: f64, n1: i64, d1: f64) -> Shown { ${lets.join(" ")} ${twin.name}!(${argumentsOf(twin)}).shown() }`;
}

const kinds =
  "char: 0, signed char: 0, _Bool: 1, unsigned char: 2, short: 3, unsigned short: 9, int: 4, unsigned: 5, long: 6, unsigned long: 7, float: 8, double: 10";
const rows = twins.map((one) => `("${labelOf(one)}", c_${labelOf(one)}, r_${labelOf(one)}, ${one.small ?? false}),`);
const rustInputs = (of: readonly (readonly [string, string])[]): string =>
  of.map(([n, d]) => `(${n}i64, ${d}f64)`).join(", ");
const main = `
#[repr(C)] #[derive(Debug, Default, Clone, Copy)]
struct Shown { value: u64, kind: u32 }
impl PartialEq for Shown { fn eq(&self, other: &Shown) -> bool {
    self.kind == other.kind && (self.value == other.value || self.kind >= 8 && f64::from_bits(self.value).is_nan() && f64::from_bits(other.value).is_nan()) } }
trait Show { fn shown(self) -> Shown; }
macro_rules! shown { ($($t:ty = $kind:literal)*) => { $(impl Show for $t { fn shown(self) -> Shown { Shown { value: self as u64, kind: $kind } } })* } }
shown!(bool = 1 u8 = 2 i16 = 3 i32 = 4 u32 = 5 i64 = 6 u64 = 7 usize = 7);
impl Show for f32 { fn shown(self) -> Shown { Shown { value: (self as f64).to_bits(), kind: 8 } } }
impl Show for f64 { fn shown(self) -> Shown { Shown { value: self.to_bits(), kind: 10 } } }
type C = unsafe extern "C" fn(i64, f64, i64, f64, &mut Shown);
type R = unsafe fn(i64, f64, i64, f64) -> Shown;
fn main() {
    let all = [${rustInputs(inputs)}];
    let small = [${rustInputs(smallInputs)}];
    let (mut compared, mut wrong) = (0, 0);
    let rows: &[(&str, C, R, bool)] = &[${rows.join("\n")}];
    for (name, c, rust, is_small) in rows { let inputs = if *is_small { &small[..] } else { &all[..] }; for &(n0, d0) in inputs { for &(n1, d1) in inputs {
        let mut said = Shown::default();
        unsafe { c(n0, d0, n1, d1, &mut said) };
        let ours = unsafe { rust(n0, d0, n1, d1) };
        compared += 1;
        if said != ours { wrong += 1; if wrong < 20 { println!("{name} {n0} {d0} {n1} {d1}: C {said:?}, Rust {ours:?}"); } }
    } } }
    println!("{compared} compared, {wrong} differ");
}
`;

test.runIf(able)("value and type are C's, for all pairs with a float or double", { timeout: 300_000 }, async () => {
  const { text: rust, crate } = await translateFile(path);
  expect(crate.leftOut).toEqual([]);
  const said = inDirectory((home) => {
    const result = `struct result { unsigned long value; unsigned kind; };\n#define KIND(x) _Generic((x), ${kinds})`;
    writeFileSync(join(home, "c.c"), [text, result, ...twins.map(cText)].join("\n"));
    const flags = ["-w", "-std=gnu17", "-fwrapv", "-ffp-contract=off"];
    const c = run(clang ?? "", [...flags, "-c", "-o", join(home, "c.o"), join(home, "c.c")]);
    if (c.status !== 0) return c.stderr;
    writeFileSync(join(home, "bound.rs"), rust);
    const externs = twins.map((one) => `fn c_${labelOf(one)}(a: i64, b: f64, c: i64, d: f64, r: &mut Shown);`);
    const file = `include!("bound.rs");\nextern "C" { ${externs.join("\n")} }\n${twins.map(rustText).join("\n")}\n${main}`;
    writeFileSync(join(home, "main.rs"), file);
    const args = ["--edition", "2021", "-Awarnings", `-Clink-arg=${join(home, "c.o")}`];
    const built = run("rustc", [...args, "-o", join(home, "main"), join(home, "main.rs")]);
    if (built.status !== 0) return built.stderr;
    const ran = spawnSync(join(home, "main"), { encoding: "utf8" });
    return ran.stdout + ran.stderr;
  });
  const compared = twins.reduce((sum, one) => sum + (one.small ? smallInputs : inputs).length ** 2, 0);
  expect(said).toBe(`${compared} compared, 0 differ\n`);
});

test.runIf(able)("macros of floating constants are constants", { timeout: 60_000 }, async () => {
  const { text: rust } = await translateFile(path);
  const said = inDirectory((home) => {
    const constants = `
const SUM: f64 = ADDED!(1, 0.5);
const SINGLE: f32 = MULTIPLIED!(3u64, 0.5f32);
const LOW: f64 = SUBTRACTED!(DIVIDED!(1.0, 4), 1);
const _: () = assert!(SUM == 1.5 && SINGLE == 1.5 && LOW == -0.75 && LESS!(1, 1.5) != 0);
fn main() {}
`;
    writeFileSync(join(home, "main.rs"), rust + constants);
    return run("rustc", ["--edition", "2021", "-Awarnings", "-o", join(home, "main"), join(home, "main.rs")]).stderr;
  });
  expect(said).toBe("");
});
