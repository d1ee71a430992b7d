/**
 * Assignments to volatile objects, in functions and in macros whose caller gives the record. What they give and leave is C's (both are run); each
 * reads and writes the object once, as compilers do (C11 6.5.16p3 leaves it to them): another read may change a device.
 */
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("volatile.test: no rustc or no clang here, so nothing is run");

const header = `
struct device { volatile unsigned status; unsigned plain; volatile int *volatile at; };
struct other { unsigned status; };
static inline unsigned set(struct device *d) { return d->status |= 4; }
static inline unsigned next(volatile unsigned char *p) { return ++*p; }
static inline unsigned last(volatile unsigned *p) { return (*p)--; }
static inline volatile int *step(struct device *d) { return d->at += 2; }
#define PUT(d, v) ((d)->status = (v))
#define OR(d, v) ((d)->status |= (v))
#define UP(d) (++(d)->status)
#define DOWN(d) ((d)->status--)
#define CLEAR(d, v) do { (d)->status &= ~(v); } while (0)
#define STORE(d, member, v) (((volatile struct device *)(d))->member = (v))
#define ADD(d, member) (((struct device *)(d))->member += 3)
extern unsigned said[11], left[11];
void fill(void);
`;

const c = `#include "v.h"
unsigned said[11], left[11];
void fill(void) {
    struct device d = { 0xf0, 1, 0 }; struct other o = { 9 };
    unsigned char byte = 255; int i = 0;
    said[i] = set(&d); left[i++] = d.status;
    said[i] = next(&byte); left[i++] = byte;
    said[i] = last(&d.status); left[i++] = d.status;
    said[i] = (unsigned)(unsigned long)step(&d); left[i++] = (unsigned)(unsigned long)d.at;
    said[i] = PUT(&d, -7); left[i++] = d.status;
    said[i] = OR(&o, 6); left[i++] = o.status;
    said[i] = UP(&d); left[i++] = d.status;
    said[i] = DOWN(&o); left[i++] = o.status;
    CLEAR(&d, 0x10u); said[i] = 0; left[i++] = d.status;
    said[i] = STORE(&d, plain, 77); left[i++] = d.plain;
    said[i] = ADD(&d, status); left[i++] = d.status;
}
`;

const rust = `include!("bound.rs");
fn main() { unsafe {
    fill();
    let mut d = device { status: 0xf0, plain: 1, at: core::ptr::null_mut() };
    let mut o = other { status: 9 };
    let mut byte = 255u8;
    let (d, o) = (&raw mut d, &raw mut o);
    let ours = [
        (set(d), (*d).status), (next(&raw mut byte), byte as u32), (last(&raw mut (*d).status), (*d).status),
        (step(d) as usize as u32, (*d).at as usize as u32), (PUT!(d, -7), (*d).status), (OR!(o, 6), (*o).status),
        (UP!(d), (*d).status), (DOWN!(o), (*o).status), ({ CLEAR!(d, 0x10u32); 0 }, (*d).status),
        (STORE!(d, plain, 77), (*d).plain), (ADD!(d, status), (*d).status),
    ];
    for (i, one) in ours.iter().enumerate() { assert_eq!(*one, (said[i], left[i]), "{i}"); }
    println!("agreed");
} }
`;

test.runIf(able)("assignments to volatile objects read once and write once", { timeout: 60_000 }, async () => {
  const { crate, text: bound } = await translateTexts({ "v.h": header });
  expect(crate.leftOut).toEqual([]);
  const accesses = Object.fromEntries(
    bound.split("\n\n").flatMap((item) => {
      const name = /^\s*(?:macro_rules!|fn) (set|next|last|step|PUT|OR|UP|DOWN|CLEAR|STORE|ADD)\b/m.exec(item)?.[1];
      const count = (word: string): number => item.split(word).length - 1;
      return name === undefined ? [] : [[name, [count("read_volatile"), count("write_volatile")]]];
    }),
  );
  const once = ["set", "next", "last", "step", "OR", "UP", "DOWN", "CLEAR", "ADD"].map((name) => [name, [1, 1]]);
  expect(accesses).toEqual({ ...Object.fromEntries(once), PUT: [0, 1], STORE: [0, 1] });
  const said = inDirectory((home) =>
    runTogether(home, { "v.h": header, "c.c": c, "main.rs": rust, "bound.rs": bound }),
  );
  expect(said).toBe("agreed\n");
});
