/**
 * Macros that name a member of a record which only their caller knows: they have the records in which it is a plain field, though in a few it is a
 * bit-field. C's own use of the same macros is the judge.
 */
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("member-traits.test: no rustc or no clang here, so nothing is run");

const lists = Array.from({ length: 8 }, (_, i) => `struct list_${i} { struct list_${i} *next; int value, kind; };`);
const header = `
${lists.join("\n")}
struct descriptor { unsigned long stamp : 48, next : 16; };
struct packed_kind { unsigned kind : 4, rest : 28; };
struct other_kind { unsigned kind : 2, rest : 30; };
#define SECOND_VALUE(l) ((l)->next->value)
#define EACH(p, l) for ((p) = (l)->next; (p) != (l); (p) = (p)->next)
#define KIND(l) ((l)->kind + 1)
`;

const body = (list: string) => `
  struct ${list} third = { 0, 30, 3 }, second = { &third, 20, 2 }, first = { &second, 10, 1 }, *p; third.next = &first;
  long sum = SECOND_VALUE(&first); EACH(p, &first) sum = sum * 100 + p->value; return sum;`;
const rustBody = (list: string) => `
  let mut third = ${list} { next: core::ptr::null_mut(), value: 30, kind: 3 }; let mut second = ${list} { next: &raw mut third, value: 20, kind: 2 };
  let mut first = ${list} { next: &raw mut second, value: 10, kind: 1 }; let head = &raw mut first; third.next = head; let mut p: *mut ${list};
  let mut sum = SECOND_VALUE!(head) as i64; EACH!(p, head, { sum = sum * 100 + (*p).value as i64; }); return sum;`;

const { crate, text } = await translateTexts({ "v.h": header });

test("a member that is a bit-field in as good as no record is a field", () => {
  expect(crate.leftOut.map(({ name, why }) => `${name}: ${why}`)).toEqual([
    "KIND: the member kind, which is no field of every record that has it",
  ]);
});

test.runIf(able)("C and Rust walk the same lists", () => {
  const c = `#include "v.h"\nlong walked_0(void) {${body("list_0")}}\nlong walked_7(void) {${body("list_7")}}\n`;
  const main = `include!("bound.rs");
extern "C" { fn walked_0() -> i64; fn walked_7() -> i64; }
unsafe fn own_0() -> i64 {${rustBody("list_0")}}
unsafe fn own_7() -> i64 {${rustBody("list_7")}}
fn main() { unsafe { println!("{} {}", own_0() == walked_0(), own_7() == walked_7()); } }
`;
  const ran = inDirectory((home) => runTogether(home, { "v.h": header, "c.c": c, "bound.rs": text, "main.rs": main }));
  expect(ran).toBe("true true\n");
});
