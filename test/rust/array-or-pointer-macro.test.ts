/**
 * Macros that ask how many elements they are given, and give them on: an array becomes a pointer to its first element (C11 6.3.2.1p3), a pointer stays
 * one. C calls each with an array and with a pointer, and so does Rust; expected is what C prints.
 */
import { join } from "node:path";
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("array-or-pointer-macro.test: no rustc or no clang here, so nothing is run");

const header = `
struct row { unsigned a; short b; };
extern struct row rows[5];
extern const struct row *const at_third;
unsigned long match(int from, const struct row *rows, unsigned long n);
void clear(void *to, unsigned long bytes);
void fill(struct row *to, unsigned long n);
void show(unsigned long);
#define nitems(x) (sizeof((x)) / sizeof((x)[0]))
#define MATCH(from, table) match(from, (table), nitems(table))
#define MATCH_IT(from, table) show(match(from, (table), nitems(table)));
#define FILL(t) fill(t, nitems(t))
#define CLEAR(t) clear(t, nitems(t) * sizeof((t)[0]))
`;
const calls = (bang: string): string =>
  `MATCH_IT${bang}(1, table); MATCH_IT${bang}(2, rows); MATCH_IT${bang}(3, p); show(MATCH${bang}(4, at_third)); FILL${bang}(rows); MATCH_IT${bang}(5, rows); ` +
  `CLEAR${bang}(rows); MATCH_IT${bang}(6, rows); FILL${bang}(mine); FILL${bang}(q); MATCH_IT${bang}(7, mine);`;

const c = `#include <stdio.h>
#include <string.h>
#include "array.h"
struct row rows[5] = { { 7, 8 } };
const struct row *const at_third = rows + 3;
void show(unsigned long n) { printf("%lu\\n", n); fflush(stdout); }
unsigned long match(int from, const struct row *r, unsigned long n) { unsigned long sum = from; for (unsigned long i = 0; i < n; i++) sum = sum * 31 + r[i].a + r[i].b; return sum; }
void clear(void *to, unsigned long bytes) { memset(to, 0, bytes); }
void fill(struct row *to, unsigned long n) { for (unsigned long i = 0; i < n; i++) to[i] = (struct row){ i + 1, i * 2 }; }
void by_c(void) {
  static const struct row table[3] = { { 1, 2 }, { 3, 4 }, { 5, 6 } };
  struct row mine[2], *q = mine; const struct row *p = table;
  ${calls("")}
}
void restore(void) { memset(rows, 0, sizeof rows); rows[0] = (struct row){ 7, 8 }; }
`;
const rust = `#![deny(warnings)]
#![allow(static_mut_refs)]
#[allow(warnings)]
mod bound { include!("bound.rs"); }
use bound::*;
static table: [row; 3] = [row { a: 1, b: 2 }, row { a: 3, b: 4 }, row { a: 5, b: 6 }];
unsafe extern "C" { fn by_c(); fn restore(); }
unsafe fn by_rust() { unsafe {
  let mut mine = [row { a: 0, b: 0 }; 2]; let mut q = &raw mut mine[0]; let p = &raw const table[0];
  ${calls("!")}
  let _ = &mut q;
} }
fn main() { unsafe { by_c(); println!("--"); restore(); by_rust(); } }
`;

test.runIf(able)("an array that a macro measures is given on as a pointer", { timeout: 60_000 }, async () => {
  const { text, crate } = await translateTexts({ "array.h": header });
  expect(crate.leftOut).toEqual([]);
  const said = inDirectory((home) => {
    const files = { "array.h": header, "c.c": c, "bound.rs": text, "main.rs": rust };
    return runTogether(join(home), files);
  });
  const [byC, byRust] = said.split("--\n");
  expect(byC.split("\n").length).toBe(8);
  expect(byRust).toBe(byC);
});
