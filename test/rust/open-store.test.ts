/**
 * What only the caller of a macro knows: numbers and records stored in members that are one in some records and another in others, members that the
 * caller names cast to pointers. What they leave is C's (both are run; C11 6.5.16.1p2, 6.3.2.1p3, 6.3.2.3p5).
 */
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("open-store.test: no rustc or no clang here, so nothing is run");

const header = `
struct address { unsigned short of; };
struct device { struct address of; char name[8]; const char *label; unsigned long where; unsigned char order[4]; };
struct port { volatile unsigned char low, high; };
#define SET_OF(p, v) ((p)->of = (v))
#define SET(x, v) ((x) = (v))
#define PUT(p, v) do { *(p) = (v); } while (0)
#define WRITE(p, reg, v) (((struct port *)(p))->reg = (v))
#define AT(p, member) ((void *)(p)->member)
#define NUMBER(p, member) ((unsigned long)(p)->member)
#define TEXT(p, member) ((const char *)(p)->member)
#define IN_NAME(d, n) ((const char *)((d)->name + (n)) - (const char *)(d))
#define IN_ORDER(d, n) ((n) + (d)->order)
struct other { const char *name; const unsigned char *order; };
struct third { unsigned short name; signed char order; };
extern const char *place_of_names;
extern unsigned long said[18];
void fill(void);
`;

const c = `#include "v.h"
unsigned long said[18];
const char *place_of_names = "names";
void fill(void) {
    struct address a = { 1 }, b = { 7 }; struct device d = { { 2 }, "abc", "def", 0x1234, "vwx" }; struct port p = { 0 };
    unsigned char narrow = 0; long wide = 0; int i = 0;
    said[i++] = SET_OF(&a, -3) + a.of;
    SET_OF(&d, b); said[i++] = d.of.of;
    said[i++] = SET(narrow, 300) + narrow;
    said[i++] = SET(wide, 0xfffffff0u) + wide;
    SET(b, a); said[i++] = b.of;
    PUT(&narrow, -1L); said[i++] = narrow;
    PUT(&a, b); said[i++] = a.of;
    said[i++] = WRITE(&p, high, 511) + p.high;
    said[i++] = (char *)AT(&d, name) - (char *)&d;
    said[i++] = (unsigned long)AT(&d, where);
    said[i++] = NUMBER(&d, name) == (unsigned long)d.name; said[i++] = NUMBER(&d, where);
    said[i++] = TEXT(&d, name)[1] * 256 + TEXT(&d, label)[2];
    struct other o = { place_of_names, (const unsigned char *)place_of_names }; struct third t = { 40000, -7 };
    said[i++] = *(const char *)(IN_NAME(&d, 2) + (const char *)&d);
    said[i++] = (unsigned long)(IN_NAME(&o, 3) + (const char *)&o) - (unsigned long)place_of_names;
    said[i++] = *IN_ORDER(&d, 2); said[i++] = *IN_ORDER(&o, 3); said[i++] = IN_ORDER(&t, 0x7fffffffu);
}
`;

const rust = `include!("bound.rs");
fn main() { unsafe {
    fill();
    let (mut a, mut b) = (address { of: 1 }, address { of: 7 });
    let mut d = device { of: address { of: 2 }, name: [97, 98, 99, 0, 0, 0, 0, 0], label: c"def".as_ptr(), r#where: 0x1234,
        order: [118, 119, 120, 0] };
    let mut o = other { name: place_of_names, order: place_of_names.cast() };
    let mut t = third { name: 40000, order: -7 };
    let mut p: port = core::mem::zeroed();
    let (mut narrow, mut wide) = (0u8, 0i64);
    let at = &raw mut d;
    let ours = [
        SET_OF!(&raw mut a, -3i32) as u64 + a.of as u64, { SET_OF!(at, b); (*at).of.of as u64 },
        SET!(narrow, 300i32) as u64 + narrow as u64, (SET!(wide, 0xfffffff0u32) + wide) as u64, { SET!(b, a); b.of as u64 },
        { PUT!(&raw mut narrow, -1i64); narrow as u64 }, { PUT!(&raw mut a, b); a.of as u64 },
        WRITE!(&raw mut p, high, 511i32) as u64 + p.high() as u64,
        AT!(at, name) as u64 - at as u64, AT!(at, r#where) as u64,
        (NUMBER!(at, name) == &raw const (*at).name as u64) as u64, NUMBER!(at, r#where),
        *TEXT!(at, name).add(1) as u64 * 256 + *TEXT!(at, label).add(2) as u64,
        *at.cast::<u8>().offset(IN_NAME!(at, 2) as isize) as u64,
        (&raw const o as u64).wrapping_add(IN_NAME!(&raw mut o, 3) as u64).wrapping_sub(place_of_names as u64),
        *IN_ORDER!(at, 2i32) as u64, *IN_ORDER!(&raw mut o, 3i32) as u64, IN_ORDER!(&raw mut t, 0x7fffffffu32) as u64,
    ];
    for (i, one) in ours.iter().enumerate() { assert_eq!(*one, said[i], "{i}"); }
    println!("agreed");
} }
`;

test.runIf(able)(
  "what is stored is converted, and members are pointers as C makes them",
  { timeout: 60_000 },
  async () => {
    const { crate, text: bound } = await translateTexts({ "v.h": header });
    expect(crate.leftOut).toEqual([]);
    const said = inDirectory((home) =>
      runTogether(home, { "v.h": header, "c.c": c, "main.rs": rust, "bound.rs": bound }),
    );
    expect(said).toBe("agreed\n");
  },
);
