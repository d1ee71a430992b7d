/**
 * Macros that calculate, over all pairs of C's integer types: C and Rust must give the same value, of a type of the same width and sign. The judge is
 * C's own promotion of the macro's text (C11 6.3.1.1, 6.3.1.8), by `sizeof` and `(type)-1 < 0` of its result.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { clang, translateFile } from "./body/twin.js";
import { hasRustc, inDirectory, run, integerTypes as types } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("arithmetic-macro.test: no rustc or no clang here, so nothing is run");

const path = fileURLToPath(new URL("../cases/rust/macros-of-arithmetic.h", import.meta.url));
const text = readFileSync(path, "latin1");

/** Macros from one comment to the next. */
function section(title: string): readonly string[] {
  const from = text.indexOf(`/* ${title} */`);
  const to = text.indexOf("/*", from + 2);
  return [...text.slice(from, to < 0 ? undefined : to).matchAll(/^#define (\w+)/gm)].map(([, name]) => name);
}

const wide = ["0", "1", "2", "-1", "-2", "127", "-128", "255", "32767", "65535", "0x7fffffff", "-0x80000000L"];
const wider = ["0xffffffffL", "0x7fffffffffffffffL", "(-0x7fffffffffffffffL - 1)"];
const edges = [...wide, ...wider];
const small = ["1", "2", "7"];

interface Twin {
  readonly name: string;
  readonly types: readonly number[];
  readonly second: readonly string[];
}

const twins: readonly Twin[] = [
  ...pairs(section("Two arguments."), edges),
  ...pairs(section("Two arguments, the second positive and small."), small),
  ...section("One argument.").flatMap((name) => types.map((_, i) => ({ name, types: [i], second: small }))),
];

function pairs(names: readonly string[], second: readonly string[]): readonly Twin[] {
  return names.flatMap((name) => types.flatMap((_, i) => types.map((_, j) => ({ name, types: [i, j], second }))));
}

const labelOf = ({ name, types: of }: Twin): string => `${name}_${of.join("_")}`;

function cText(twin: Twin): string {
  const [a, b] = twin.types.map((i) => types[i][0]);
  const call = b === undefined ? `${twin.name}(x)` : `${twin.name}(x, y)`;
  return `void c_${labelOf(twin)}(long a, long b, struct result *r) { ${a} x = (${a})a; ${b ?? "int"} y = (${b ?? "int"})b; (void)y;
  r->value = (unsigned long)(${call}); r->size = sizeof(${call}); r->sign = (__typeof__(${call}))-1 < 0; }`;
}

function rustText(twin: Twin): string {
  const from = (i: number, name: string) => (types[i][1] === "bool" ? `${name} != 0` : `${name} as ${types[i][1]}`);
  const [a, b] = twin.types;
  const call = b === undefined ? `${twin.name}!(x)` : `${twin.name}!(x, y)`;
  const y = b === undefined ? "" : `let y = ${from(b, "b")};`;
  return `unsafe fn r_${labelOf(twin)}(a: i64, b: i64) -> Result3 { let x = ${from(a, "a")}; ${y} (${call}).shown() }`;
}

const rows = twins.map(
  (one) => `("${labelOf(one)}", c_${labelOf(one)}, r_${labelOf(one)}, ${one.second.length === edges.length}),`,
);
const literal = (value: string): string => value.replaceAll("L", "i64");

const main = `
#[repr(C)] #[derive(PartialEq, Debug, Default, Clone, Copy)]
struct Result3 { value: u64, size: u32, sign: u32 }
trait Shown { fn shown(self) -> Result3; }
macro_rules! shown { ($($t:ty)*) => { $(impl Shown for $t { fn shown(self) -> Result3 {
    Result3 { value: self as u64, size: size_of::<$t>() as u32, sign: (<$t>::MIN != 0) as u32 } } })* } }
shown!(i8 u8 i16 u16 i32 u32 i64 u64 isize usize);
impl Shown for bool { fn shown(self) -> Result3 { Result3 { value: self as u64, size: 1, sign: 0 } } }
type C = unsafe extern "C" fn(i64, i64, &mut Result3);
type R = unsafe fn(i64, i64) -> Result3;
fn main() {
    let edges = [${edges.map(literal).join(", ")}];
    let small = [${small.join(", ")}];
    let mut compared = 0;
    let mut wrong = 0;
    let rows: &[(&str, C, R, bool)] = &[${rows.join("\n")}];
    for (name, c, rust, all) in rows {
        for a in edges {
            for b in (if *all { &edges[..] } else { &small[..] }) {
                let mut said = Result3::default();
                unsafe { c(a, *b, &mut said) };
                let ours = unsafe { rust(a, *b) };
                compared += 1;
                if said != ours { wrong += 1; if wrong < 20 { println!("{name} {a} {b}: C {said:?}, Rust {ours:?}"); } }
            }
        }
    }
    println!("{compared} compared, {wrong} differ");
}
`;

test.runIf(able)("value, width and sign are C's, for all pairs of integer types", { timeout: 300_000 }, async () => {
  const { text: rust, crate } = await translateFile(path);
  expect(crate.leftOut).toEqual([]);
  const said = inDirectory((home) => {
    const result = "struct result { unsigned long value; unsigned size, sign; };";
    writeFileSync(join(home, "c.c"), [text, result, ...twins.map(cText)].join("\n"));
    const c = run(clang ?? "", ["-w", "-std=gnu17", "-fwrapv", "-c", "-o", join(home, "c.o"), join(home, "c.c")]);
    if (c.status !== 0) return c.stderr;
    writeFileSync(join(home, "bound.rs"), rust);
    const externs = twins.map((one) => `fn c_${labelOf(one)}(a: i64, b: i64, r: &mut Result3);`).join("\n");
    writeFileSync(
      join(home, "main.rs"),
      `include!("bound.rs");\nextern "C" { ${externs} }\n${twins.map(rustText).join("\n")}\n${main}`,
    );
    const args = ["--edition", "2021", "-Awarnings", `-Clink-arg=${join(home, "c.o")}`];
    const built = run("rustc", [...args, "-o", join(home, "main"), join(home, "main.rs")]);
    if (built.status !== 0) return built.stderr;
    const ran = spawnSync(join(home, "main"), { encoding: "utf8" });
    return ran.stdout + ran.stderr;
  });
  const inputs = twins.reduce((sum, one) => sum + edges.length * one.second.length, 0);
  expect(said).toBe(`${inputs} compared, 0 differ\n`);
});

test.runIf(able)("macros of constants are constants", { timeout: 60_000 }, async () => {
  const { text: rust } = await translateFile(path);
  const said = inDirectory((home) => {
    writeFileSync(
      join(home, "main.rs"),
      `${rust}
const LARGEST: core::ffi::c_int = LARGER!(3, 4);
const MASK: core::ffi::c_ulong = EITHER!(1u64, LEFT!(1, 4));
const UP: core::ffi::c_uint = ROUND_UP!(13u32, 8);
static TABLE: [u8; HOW_MANY!(9usize, 4)] = [LOW_BYTE!(0x1ffi32); 3];
const _: () = assert!(LARGEST == 4 && MASK == 17 && UP == 16 && TABLE[0] == 255 && IS_POWER_OF_2!(8) != 0);
fn main() {}
`,
    );
    return run("rustc", ["--edition", "2021", "-Awarnings", "-o", join(home, "main"), join(home, "main.rs")]).stderr;
  });
  expect(said).toBe("");
});
