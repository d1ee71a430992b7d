/**
 * Macros that give an argument to a function, which converts it, and use it otherwise, too: what else they do depends on the type that the caller's argument has
 * (C11 6.3.1.8, 6.5.3.4p2). They are no functions, whose parameter would have hidden it. C's own use of the same macro is the judge.
 */
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether, integerTypes as types } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("caller-type.test: no rustc or no clang here, so nothing is run");

const header = `
struct pair { int first; unsigned short second; };
int of_int(int);
long of_bytes(void *, unsigned long);
void *address(void *);
long filled(char *, int, unsigned long);
long summed(const void *, unsigned long);
#define AND_WIDER(x) (of_int(x) + (long)(x))
#define AND_ADDED(x) (of_int(x) + ((x) - 3) / 2)
#define AND_COMPARED(p, x) ((p)->first = (x), (x) < 5)
#define AND_TESTED(x) (of_int(x) + !(x))
#define AND_ITSELF(x) ((void)of_int(x), (x))
#define AND_MEASURED(x) (of_int(x) + sizeof(x) * 10)
#define TRUTH_AND_LOW_BITS(x) ({ _Bool b = (x); b + (unsigned char)(x); })
#define ONLY_CONVERTED(p, x) ((p)->second |= (x), of_int(x) + (short)(x))
#define SIZE_POINTED_TO(p) of_bytes((p), sizeof(*(p)))
#define ELEMENT_BEHIND(p) (of_bytes((p) + 1, 0) - of_bytes((p), 0))
#define OF_TYPE_POINTED_TO(p) ((__typeof__(*(p)))address((p)))
#define ELEMENTS(a) (sizeof(a) / sizeof(*(a)))
#define FILLED(to, n) filled((to), (n), sizeof(to))
#define SUM_OF(from) summed((from), sizeof(from))
#define LAST_OF(a) (*((a) + ELEMENTS(a) / 2) + (a)[ELEMENTS(a) - 1])
#define FLOAT_MEASURED(x) ({ float f = (x); f + sizeof(x); })
extern long said[6000];
int fill(struct pair *pair);
`;

const macros = ["AND_WIDER", "AND_ADDED", "AND_TESTED", "AND_ITSELF", "AND_MEASURED", "TRUTH_AND_LOW_BITS"];
const numbers = ["0", "1", "2", "-1", "200", "256", "65539", "-2147483648", "4294967295", "4294967298"];

const c: string[] = [];
const rust: string[] = [];
for (const number of numbers)
  for (const [cType, rustType] of types) {
    const value = rustType === "bool" ? `${number}i64 != 0` : `${number}i64 as ${rustType}`;
    const said = macros.flatMap((name) => [`${name}(x)`, `sizeof(${name}(x))`]);
    c.push(
      `{ ${cType} x = (${cType})${number}l; ${said.map((one) => `said[i++] = ${one};`).join(" ")} said[i++] = AND_COMPARED(pair, x);`,
      `said[i++] = ONLY_CONVERTED(pair, x); said[i++] = pair->second; said[i++] = SIZE_POINTED_TO(&x); said[i++] = ELEMENT_BEHIND(&x); said[i++] = OF_TYPE_POINTED_TO(&x);
      ${cType} array[9] = { 0 }, *start = array; said[i++] = FILLED(array, 1); said[i++] = FILLED(start, 0); said[i++] = SUM_OF(array) ^ SUM_OF(start);
      said[i++] = ELEMENTS(array); said[i++] = LAST_OF(array); }`,
    );
    const ours = macros.flatMap((name) => [`${name}!(x) as i64`, `size_of_val(&${name}!(x)) as i64`]);
    const low = rustType === "bool" ? "x as c_int" : "x as _";
    rust.push(
      `{ let mut x: ${rustType} = ${value}; ${ours.map((one) => `ours.push(${one});`).join(" ")} ours.push(AND_COMPARED!(pair, x) as i64);`,
      `ours.push(ONLY_CONVERTED(pair, ${low}) as i64); ours.push((*pair).second as i64); ours.push(SIZE_POINTED_TO!(&raw mut x)); ours.push(ELEMENT_BEHIND!(&raw mut x)); ours.push(OF_TYPE_POINTED_TO!(&raw mut x) as i64);
      let mut array: [${rustType}; 9] = core::mem::zeroed(); let mut start = (&raw mut array).cast::<${rustType}>();
      ours.push(FILLED!(array, 1)); ours.push(FILLED!(start, 0)); ours.push(SUM_OF!(array) ^ SUM_OF!(start)); ours.push(ELEMENTS!(array) as i64); ours.push(LAST_OF!(array) as i64); }`,
    );
  }

const cText = `#include "v.h"
long said[6000];
int of_int(int i) { return i; }
void *address(void *p) { return p ? (void *)0x123456789abcdef0 : 0; }
long filled(char *to, int with, unsigned long size) { for (unsigned long i = 0; i < size; i++) to[i] = with; return size; }
long summed(const void *from, unsigned long size) { long sum = size; for (unsigned long i = 0; i < size; i++) sum = (sum ^ 3) + ((const char *)from)[i]; return sum; }
long of_bytes(void *p, unsigned long size) { return size ? size : (long)p; }
int fill(struct pair *pair) { int i = 0; ${c.join("\n")} said[i++] = FLOAT_MEASURED(2.0) + FLOAT_MEASURED(1.5f) * 100; return i; }
`;

const rustText = `use core::ffi::c_int;
include!("bound.rs");
fn main() { unsafe {
    let mut whole = pair { first: 0, second: 0 };
    let pair = &raw mut whole;
    let count = fill(pair) as usize;
    whole.second = 0;
    let mut ours: Vec<i64> = Vec::new();
    ${rust.join("\n")}
    ours.push((FLOAT_MEASURED!(2.0f64) + FLOAT_MEASURED!(1.5f32) * 100.0) as i64);
    assert_eq!(ours.len(), count);
    for i in 0..count { assert_eq!(ours[i], said[i], "{i}"); }
    println!("{count} agreed");
} }
`;

test.runIf(able)("what depends on the caller's type is the caller's", { timeout: 60_000 }, async () => {
  const { crate, text: bound } = await translateTexts({ "v.h": header });
  expect(crate.leftOut).toEqual([]);
  const home = { "v.h": header, "c.c": cText, "main.rs": rustText, "bound.rs": bound };
  const said = inDirectory((directory) => runTogether(directory, home));
  expect(said).toBe(`${numbers.length * types.length * 23 + 1} agreed\n`);
});
