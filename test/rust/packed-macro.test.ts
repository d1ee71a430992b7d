/**
 * Macros that change members of packed records: what holds a member's address meanwhile must not take it for aligned, which rustc checks where debug assertions
 * are on. C's own use of the same macro is the judge. (GCC: Type Attributes, packed.)
 */
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("packed-macro.test: no rustc or no clang here, so nothing is run");

const header = `
struct few { unsigned low : 5, high : 20; unsigned whole; };
struct __attribute__((packed)) frame { char tag; unsigned wide; unsigned short flags : 3, kind : 13; long far; unsigned short rows[3]; struct few few; char small[2]; struct few mine; };
struct plain { unsigned wide; long far; unsigned short rows[3]; struct few few; };
#define WIDE_STEPPED(p, unused) ((p)->wide++)
#define FAR_ADDED(p, n) ((p)->far += (n))
#define ROW_CHANGED(p, i) do { (p)->rows[i] <<= 3; (p)->rows[0]++; } while (0)
#define ROW(p, i) ((p)->rows[i])
#define ROW_BEHIND(p) (*((p)->rows + 1))
#define KIND_LESS(p, unused) ((p)->kind -= 2)
#define HIGH_STEPPED(p, unused) ((p)->mine.high--)
#define WHOLE_SET(o, n) ((o).few.whole |= (n))
#define SMALL_STEPPED(p, unused) (++(p)->small[1])
static inline long of_own(struct frame *(*next)(void)) { next()->wide++; next()->far *= 3; next()->rows[1]--; next()->mine.high++; return next()->mine.low++ + next()->small[1]--; }
struct frame *next_frame(void);
extern long said[100];
extern struct frame frames[2];
extern struct plain plains[2];
int fill(void);
`;

/** Each call in C and in Rust; `P` stands for a pointer to either record. */
const either: readonly (readonly [string, string])[] = [
  ["WIDE_STEPPED(P, 0)", "WIDE_STEPPED!(P, 0)"],
  ["FAR_ADDED(P, 1000)", "FAR_ADDED!(P, 1000)"],
  ["({ ROW_CHANGED(P, 2); 0; })", "{ ROW_CHANGED!(P, 2); 0 }"],
  ["ROW(P, 2)", "ROW!(P, 2)"],
  ["ROW_BEHIND(P)", "ROW_BEHIND!(P)"],
  ["WHOLE_SET(*P, 0x1000)", "WHOLE_SET!(*P, 0x1000)"],
  ["P->few.whole", "(*P).few.whole"],
];
const own: readonly (readonly [string, string])[] = [
  ["KIND_LESS(P, 0)", "KIND_LESS!(P, 0)"],
  ["HIGH_STEPPED(P, 0)", "HIGH_STEPPED!(P, 0)"],
  ["P->mine.high", "{ (*P).mine }.high()"],
  ["SMALL_STEPPED(P, 0)", "SMALL_STEPPED!(P, 0)"],
  ["of_own(next_frame)", "of_own(Some(next_frame))"],
  ["P->wide + P->far + P->rows[1]", "(*P).wide as i64 + (*P).far + (*P).rows[1] as i64"],
];

const c = `#include "v.h"
long said[100];
struct frame frames[2] = { { 1, 0xfffffff0, 5, 4000, -3, { 1, 2, 60000 }, { 3, 77777, 5 }, { 7, 8 }, { 4, 5, 6 } } };
struct plain plains[2] = { { 4000000000, 99, { 4, 5, 6 }, { 1, 2, 3 } } };
struct frame *next_frame(void) { return &frames[0]; }
int fill(void) {
  struct frame f = frames[0]; struct plain q = plains[0]; int i = 0;
  { struct frame *P = &frames[0]; ${[...either, ...own].map(([one]) => `said[i++] = ${one};`).join(" ")} }
  { struct plain *P = &plains[0]; ${either.map(([one]) => `said[i++] = ${one};`).join(" ")} }
  frames[0] = f; plains[0] = q;
  return i;
}
`;

const rust = `include!("bound.rs");
fn main() { unsafe {
    let count = fill() as usize;
    let mut ours: Vec<i64> = Vec::new();
    { let P = &raw mut frames[0]; ${[...either, ...own].map(([, one]) => `ours.push((${one}) as i64);`).join(" ")} }
    { let P = &raw mut plains[0]; ${either.map(([, one]) => `ours.push((${one}) as i64);`).join(" ")} }
    assert_eq!(ours.len(), count);
    for i in 0..count { assert_eq!(ours[i], said[i], "{i}"); }
    println!("{count} agreed");
} }
`;

test.runIf(able)("members of packed records are changed where they are", { timeout: 60_000 }, async () => {
  const { crate, text: bound } = await translateTexts({ "v.h": header });
  expect(crate.leftOut).toEqual([]);
  const said = inDirectory((home) =>
    runTogether(home, { "v.h": header, "c.c": c, "main.rs": rust, "bound.rs": bound }),
  );
  expect(said).toBe(`${either.length * 2 + own.length} agreed\n`);
});
