/**
 * Transparent unions (GCC: Common Type Attributes), by attribute of the union or of a typedef: what they are given is passed as their first member
 * is, where the compiler takes the attribute (clang: handleTransparentUnionAttr), else the union is. C's functions are called by Rust, and see the same.
 */
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("transparent-union.test: no rustc or no clang here, so nothing is run");

const header = `
struct a { int x; };
struct b { int x, y; };
typedef union { struct a *a; const struct b *b; const char *text; } any __attribute__((transparent_union));
union number { int n; unsigned u; } __attribute__((__transparent_union__));
typedef union { float f; int n; } first_is_float __attribute__((transparent_union));
union __attribute__((transparent_union)) float_by_tag { float f; int n; };
typedef union { int n; long wide; } of_two_sizes __attribute__((transparent_union));
int takes(any, int);
int takes_number(union number);
int takes_float(first_is_float, float);
int takes_float_by_tag(union float_by_tag, float);
long takes_wide(of_two_sizes);
static inline int of_a(struct a *p) { return takes(p, 1); }
static inline int of_b(struct b *p) { return takes(p, 2); }
static inline int of_const(const struct b *p) { return takes(p, 2); }
static inline int of_text(const char *p) { return takes(p, 3); }
static inline int of_null(void) { return takes(0, 4) + takes((void *)0, 5); }
static inline int of_union(struct a *p) { any u = { p }; return takes(u, 1); }
static inline int has_union(any u) { return u.a->x; }
static inline int of_number(int n) { return takes_number(n); }
static inline int of_float(float f) { first_is_float u = { f }; union float_by_tag t = { f }; return takes_float(u, 2) + takes_float_by_tag(t, 3); }
static inline long of_wide(long n) { of_two_sizes u; u.wide = n; return takes_wide(u); }
#define GIVEN(p) takes(p, 1)
static inline int of_macro(struct a *p) { return GIVEN(p); }
#define GIVEN_A(p) takes((struct a *)(p), 1)
extern long results[9];
void fill(void);
`;

const values =
  "of_a(&A), of_b(&B), of_const(&B), of_text(TEXT), of_null(), of_number(-7), of_float(1.5), of_wide(1l << 40), GIVEN_A(&A)";

const c = `#include "d.h"
long results[9];
int takes(any u, int n) { return n == 1 ? u.a->x : n == 2 ? u.b->x + u.b->y : n == 3 ? u.text[0] : 100 * n + (u.a == 0); }
int takes_number(union number u) { return u.n * 2; }
int takes_float(first_is_float u, float f) { return u.f * 10 + f; }
int takes_float_by_tag(union float_by_tag u, float f) { return u.f * 100 + f; }
long takes_wide(of_two_sizes u) { return u.wide; }
void fill(void) { struct a A = { 11 }; struct b B = { 20, 2 }; const char *TEXT = "x"; long all[] = { ${values} }; for (int i = 0; i < 9; i++) results[i] = all[i]; }
`;

const rust = `include!("bound.rs");
fn main() { unsafe {
    fill();
    let (mut one, mut two, text) = (a { x: 11 }, b { x: 20, y: 2 }, c"x".as_ptr());
    let ours = [${values
      .replaceAll("&A", "&mut one")
      .replaceAll("&B", "&mut two")
      .replace("TEXT", "text")
      .replace("1l <<", "1i64 <<")
      .replace("GIVEN_A(", "GIVEN_A!(")
      .split(", ")
      .map((one) => `${one} as i64`)
      .join(", ")}, of_union(&mut one) as i64];
    assert_eq!(ours[..9], results);
    println!("agreed {}", ours[9]);
} }
`;

test.runIf(able)("C and Rust pass the same", { timeout: 60_000 }, async () => {
  const { crate, text: bound } = await translateTexts({ "d.h": header });
  expect(crate.leftOut.map(({ name, why }) => [name, why])).toEqual([
    ["has_union", "a parameter that is a transparent union"],
  ]);
  expect(bound).toContain("fn takes(_: *mut a, _: c_int) -> c_int;");
  expect(bound).toContain("fn takes_float(_: first_is_float, _: f32) -> c_int;");
  const files = { "d.h": header, "c.c": c, "main.rs": rust, "bound.rs": bound };
  expect(inDirectory((home) => runTogether(home, files))).toBe("agreed 11\n");
});
