/**
 * Objects and functions that only a block declares (C11 6.2.2p4), by names that are Rust's keywords and by one name twice; static objects whose initializers
 * name themselves (6.2.1p7). C and Rust use the same objects and come to the same values.
 */
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("local-declaration.test: no rustc or no clang here, so nothing is run");

const header = `
struct list { struct list *next, **end; int n; };
static inline int object(int n) { extern int elsewhere; elsewhere += n; return elsewhere; }
static inline int function(int n) { int twice(int), plus(int, int); return plus(twice(n), 1); }
static inline int keywords(int n) { extern short type[3]; long match(short *); type[1] = n; return match(type); }
static inline int rows(int n) { { extern const char *loop; n += loop[0]; } { extern const char *loop; n += *++loop; } return n; }
static inline int pointed(int n) { int twice(int); int (*f)(int) = twice, (*g)(int) = &twice; return f(n) + g(1) + (f == g); }
static inline int shadowed(int elsewhere) { { extern int elsewhere; elsewhere++; } return elsewhere; }
static struct list head = { &head, &head.next, sizeof(head) };
static void *itself = &itself;
static struct list ring[2] = { { &ring[1], &ring[0].next }, { ring } };
static inline int circles(void) { return (head.next == &head) + 2 * (*head.end == &head) + 4 * (itself == &itself) + 8 * (ring[0].next->next == ring) + head.n; }
extern int results[7];
void fill(void);
`;

const c = `#include "d.h"
int elsewhere = 40, results[7];
short type[3] = { 1, 2, 3 };
const char *loop = "abc";
int twice(int n) { return 2 * n; }
int plus(int a, int b) { return a + b; }
long match(short *s) { return s[0] + 10 * s[1] + 100 * s[2]; }
void fill(void) {
    const char *kept = loop;
    results[0] = object(2); results[1] = function(5); results[2] = keywords(7); results[3] = rows(1);
    results[4] = pointed(3); results[5] = shadowed(9); results[6] = circles();
    loop = kept; elsewhere = 40;
}
`;

const rust = `include!("bound.rs");
fn main() { unsafe {
    fill();
    let ours = [object(2), function(5), keywords(7), rows(1), pointed(3), shadowed(9), circles()];
    for (i, one) in ours.iter().enumerate() { assert_eq!(*one, results[i], "{i}"); }
    println!("agreed {}", ours[6]);
} }
`;

test.runIf(able)("C and Rust use the same objects", { timeout: 60_000 }, async () => {
  const { crate, text: bound } = await translateTexts({ "d.h": header });
  expect(crate.leftOut).toEqual([]);
  const said = inDirectory((home) =>
    runTogether(home, { "d.h": header, "c.c": c, "main.rs": rust, "bound.rs": bound }),
  );
  expect(said).toBe("agreed 39\n");
});
