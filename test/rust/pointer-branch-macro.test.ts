/**
 * Macros that choose between pointers, or arrays, of records that only the caller knows (C11 6.5.15p6), or between nothing and a value of the caller's (GNU C),
 * cast an array to a number, or read what is behind a pointer to const. C calls each, and so does Rust; expected is what C prints.
 */
import { join } from "node:path";
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("pointer-branch-macro.test: no rustc or no clang here, so nothing is run");

const header = `
struct inside { int kind; char label[8]; };
struct elsewhere { char *label; short kind; };
struct by_word { int kind; union { void *word; char text[8]; } key; };
struct of_bytes { long n; char ring[6]; };
struct of_pairs { struct { int a, b; } ring[1]; };
struct of_others { unsigned ring; };
struct table { int depth[4]; };
struct longer { int n; int depth[2]; };
struct holder { const struct table *info; };
struct other_holder { int n; const struct longer *info; };
struct frame { struct holder held; };
void show(long);
void show_text(const char *);
void show_bytes(const void *);
long more(long);
#define SHOWN(c, x) ((c) ? show(c) : (x))
#define LABEL(x) ((x).label[0] != 0 ? (x).label : "none")
#define NAMED(x) ((x).label ? (x).label : "none")
#define KEY(h, t) ((void *)((t) ? (h)->key.word : (h)->key.text))
#define BEFORE(top) ((top)[-1] ? (top) - (top)[-1] : (void *)0)
#define BEHIND(base, off) ((off) == 0 ? (void *)0 : (base) + (off) - 1)
#define ROOM(s) ((200 - (long)(s)->ring + (long)(s)) / sizeof((s)->ring[0]))
#define DEPTH(i, c) ((i)->info->depth[c])
#define FRAME_DEPTH(f, c) DEPTH(&(f)->held, c)
`;
/** @param at what points to @param of the value at a pointer, as text and as Rust's */
const calls = (bang: string, at: (of: string) => string, text: (of: string) => string): string =>
  `SHOWN${bang}(7, more(1)); SHOWN${bang}(0, more(2)); ` +
  `show_text(LABEL${bang}(here)); show_text(LABEL${bang}(nowhere)); show_text(LABEL${bang}(there)); ` +
  `show_text(NAMED${bang}(here)); show_text(NAMED${bang}(nowhere)); show_text(NAMED${bang}(there)); ` +
  `show_bytes(KEY${bang}(${at("keyed")}, 0)); show_bytes(KEY${bang}(${at("worded")}, 1)); ` +
  `show(*BEFORE${bang}(top) as_long); show(BEFORE${bang}(zero) is_null); show(*BEHIND${bang}(${text("abc")}, 2) as_long); show(BEHIND${bang}(${text("abc")}, 0) is_null); ` +
  `show(ROOM${bang}(${at("bytes")}) as_long); show(ROOM${bang}(${at("pairs")}) as_long); ` +
  `show(DEPTH${bang}(${at("holder")}, 2) as_long); show(DEPTH${bang}(${at("other")}, 1) as_long); show(FRAME_DEPTH(${at("frame")}, 3) as_long);`;

const c = `#include <stdio.h>
#include "branch.h"
void show(long n) { printf("%ld\\n", n); fflush(stdout); }
void show_text(const char *s) { puts(s); fflush(stdout); }
long more(long n) { printf("%ld more\\n", n); fflush(stdout); return n; }
void show_bytes(const void *p) { printf("%.3s\\n", (const char *)p); fflush(stdout); }
void by_c(void) {
  struct inside here = { 1, "inside" }, nowhere = { 2, "" }; struct elsewhere there = { "else", 3 };
  struct by_word keyed = { 1, .key.text = "key" }, worded = { 1, .key.word = "word" };
  long numbers[5] = { 11, 22, 2, 44, 0 }, *top = numbers + 3, *zero = numbers + 5;
  struct of_bytes bytes; struct of_pairs pairs;
  static const struct table table = { { 1, 2, 3, 4 } }; static const struct longer longer = { 5, { 6, 7 } };
  struct holder holder = { &table }; struct other_holder other = { 1, &longer }; struct frame frame = { { &table } };
  ${calls(
    "",
    (of) => `&${of}`,
    (of) => `"${of}"`,
  )
    .replaceAll(" as_long", "")
    .replaceAll(" is_null", " == 0")}
}
`;
const rust = `#![deny(warnings)]
#[allow(warnings)]
mod bound { include!("bound.rs"); }
use bound::*;
unsafe extern "C" { fn by_c(); }
static TABLE: table = table { depth: [1, 2, 3, 4] };
static LONGER: longer = longer { n: 5, depth: [6, 7] };
unsafe fn by_rust() { unsafe {
  let mut here: inside = core::mem::zeroed(); for (to, &from) in here.label.iter_mut().zip(b"inside") { *to = from as _; }
  let nowhere: inside = core::mem::zeroed(); let there = elsewhere { label: c"else".as_ptr().cast_mut(), kind: 3 };
  let mut keyed: by_word = core::mem::zeroed(); keyed.key.text = [107, 101, 121, 0, 0, 0, 0, 0];
  let mut worded: by_word = core::mem::zeroed(); worded.key.word = c"word".as_ptr().cast_mut().cast();
  let mut numbers = [11i64, 22, 2, 44, 0]; let top = (&raw mut numbers).cast::<i64>().add(3); let zero = top.add(2);
  let (mut bytes, mut pairs): (of_bytes, of_pairs) = core::mem::zeroed();
  let mut holder = holder { info: &raw const TABLE }; let mut other = other_holder { n: 1, info: &raw const LONGER };
  let mut frame = frame { held: holder };
  ${calls(
    "!",
    (of) => `&raw mut ${of}`,
    (of) => `c"${of}".as_ptr()`,
  )
    .replaceAll(" as_long", " as i64")
    .replace(/show\((\w+!\([^;]*\)) is_null\)/g, "show($1.is_null() as i64)")}
} }
fn main() { unsafe { by_c(); println!("--"); by_rust(); } }
`;

test.runIf(able)("of pointers and arrays that only the caller knows one is chosen", { timeout: 60_000 }, async () => {
  const { text, crate } = await translateTexts({ "branch.h": header });
  expect(crate.leftOut).toEqual([]);
  const said = inDirectory((home) =>
    runTogether(join(home), { "branch.h": header, "c.c": c, "bound.rs": text, "main.rs": rust }),
  );
  const [byC, byRust] = said.split("--\n");
  expect(byC.split("\n").length).toBe(20);
  expect(byRust).toBe(byC);
});
