/**
 * Records by value: C's functions are given what Rust makes of the same bytes, between numbers that are in registers of their own, and give it back.
 * Compiled C is the judge of each that is offered; which are not follows from the x86-64 psABI, 3.2.3: eight bytes of padding alone have no class.
 */
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, host, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined && host?.startsWith("x86_64-");
if (!able) console.warn("by-value.test: no rustc for x86-64 or no clang here, so nothing is run");

/** Members, and one that is compared. */
const records: readonly (readonly [string, string])[] = [
  ["long a; char : 3;", "a"],
  ["char : 3; long a;", "a"],
  ["unsigned a; long : 0; long : 3;", "a"],
  ["int : 8; int a; int b;", "b"],
  ["struct { long a; char : 3; } a;", "a.a"],
  ["union { char : 3; }; float a;", "a"],
  ["double a; int : 9;", "a"],
  ["int b; char : 3; long a;", "a"],
  ["float b; float a;", "a"],
  ["float b; unsigned a : 12;", "a"],
  ["long b; char : 3; long c; long a;", "a"],
  ["short b : 3; int a;", "a"],
  ["char b; double a;", "a"],
  ["long c : 40; long a : 40;", "a"],
];
const refused = [0, 1, 2, 4, 5, 6];

const all = records.map((_, n) => n);
const header = records
  .map(
    ([members], n) => `
struct s${n} { ${members} };
void fill_${n}(struct s${n} *x);
int same_${n}(const struct s${n} *x);
int take_${n}(struct s${n} x, double d, int k, struct s${n} y, float f);
struct s${n} give_${n}(void);`,
  )
  .join("");

const c = `#include "values.h"\n${records
  .map(
    ([, path], n) => `
void fill_${n}(struct s${n} *x) { char *p = (char *)x; for (unsigned i = 0; i < sizeof *x; i++) p[i] = i * 7 + ${n}; }
int same_${n}(const struct s${n} *x) { struct s${n} y; fill_${n}(&y); return x->${path} == y.${path}; }
int take_${n}(struct s${n} x, double d, int k, struct s${n} y, float f) { return same_${n}(&x) && same_${n}(&y) && d == 1.5 && k == 77 && f == 2.5f; }
struct s${n} give_${n}(void) { struct s${n} x; fill_${n}(&x); return x; }`,
  )
  .join("")}`;

const rust = (offered: readonly number[]) => `include!("bound.rs");
fn main() { unsafe {
${offered
  .map(
    (n) => `let mut x: s${n} = core::mem::zeroed(); fill_${n}(&raw mut x);
    assert!(take_${n}(x, 1.5, 77, x, 2.5) != 0, "given: ${n}");
    let y = give_${n}(); assert!(same_${n}(&raw const y) != 0, "taken: ${n}");`,
  )
  .join("\n")}
    println!("agreed");
} }
`;

test.skipIf(!able)("C and Rust pass them alike, or are not said to", async () => {
  const { text } = await translateTexts({ "values.h": header });
  const offered = all.filter((n) => text.includes(`fn take_${n}(`));
  expect(all.filter((n) => text.includes(`fn give_${n}(`))).toEqual(offered);
  expect(offered).toEqual(all.filter((n) => !refused.includes(n)));
  inDirectory((home) => {
    const files = { "values.h": header, "c.c": c, "bound.rs": text, "main.rs": rust(offered) };
    expect(runTogether(home, files)).toBe("agreed\n");
  });
});

/** Of random records, passed both ways in programs for these machines under emulation: C and Rust differed. */
const differed: readonly (readonly [string, string])[] = [
  ["aarch64-unknown-freebsd", "struct s { char a __attribute__((aligned(16))); float b; }"],
  ["aarch64-unknown-freebsd", "union s { float a; long : 8; }"],
  ["armv7-unknown-freebsd", "struct s { short a; int b; } __attribute__((aligned(16)))"],
  ["riscv64gc-unknown-freebsd", "struct s { int *a; float b; }"],
  ["riscv64gc-unknown-freebsd", "struct s { long : 0; short a; double b; }"],
  ["riscv64gc-unknown-freebsd", "struct s { float a; long b : 7; } __attribute__((packed, aligned(4)))"],
  ["powerpc64le-unknown-freebsd", "struct s { double a; long long b; unsigned long c; } __attribute__((packed))"],
];

test.each(differed)("%s: %s is not said to be passed alike", async (target, declaration) => {
  const name = declaration.split(" {")[0];
  const values = `${declaration};\nvoid take(${name} x);\nvoid look(${name} *x);\nstatic ${name} object;\n`;
  const { text } = await translateTexts({ "values.h": values }, [], target);
  expect(text).toContain("fn look(");
  expect(text).not.toContain("fn take(");
  // an object is passed to nobody
  expect(text).toContain("pub static mut object: s");
});
