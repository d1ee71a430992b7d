/**
 * Macros given every type of number where C converts by itself: `switch` over what the caller gives (C11 6.8.4.2p5), arguments that go on to a function's
 * parameters (6.5.2.2p7), what is stored by way of a variable of the other's type. C's own use of the same macro is the judge.
 */
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether, integerTypes as types } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("any-type-macro.test: no rustc or no clang here, so nothing is run");

const header = `
struct part { long number; };
long of_four(long wide, unsigned char narrow, const struct part *part, unsigned bits);
#define WHICH(x) ({ int n = 0; switch (x) { case 0: n = 1; break; case -1: n = 2; break; case 200 ... 300: n = 3; break; case -129: n = 4; break; \\
	case 65535: n = 5; break; case -2147483647 - 1: n = 6; break; case 1: n += 7; case 2: n += 20; break; default: n = 99; } n; })
#define WHICH_OF(x, y) ({ int n = 9; switch ((x) ^ (y)) { case -1: n = 1; break; case 255: n = 2; break; case 65280 ... 65535: n = 3; break; case 0: n = 0; } n; })
#define OF_FOUR(...) of_four(__VA_ARGS__)
#define OF_LIST(list) of_four list
#define SWAP(a, b) do { __typeof__(a) held = (a); (a) = (b); (b) = held; } while (0)
#define LEAST_OF(type, a, b) ({ type first = (a), second = (b); first < second ? first : second; })
#define SWAP_AS(type, a, b) do { type held = (a); (a) = (b); (b) = held; } while (0)
#define KEEP(to, x) ((to) = ({ __typeof__(x) kept = (x); kept; }), (to) ^= 1, (to) = ((void)0, -(x)), (to) += ({ +(x); }))
#define FITS(x, y, to) (__builtin_add_overflow((x), (y), &(to)) * 4 + (to))
#define NEST_1(x, y) ((x) > (y) ? (x) : (y) + 1)
#define NEST_2(x, y) ((x) == 1 ? NEST_1(x, y) : NEST_1(y, (x) + 1))
#define NEST_3(x, y) ((y) == 1 ? NEST_2(y, x) : NEST_2(x, (y) + 1))
#define NEST_4(x, y) ((x) != 7 ? NEST_3(x, y) : NEST_3(y, (x) + 1))
#define NEST_5(x, y) ((y) != 7 ? NEST_4(y, x) : NEST_4(x, (y) + 1))
#define AS_NUMBER(p, member) ((unsigned long)((p)->member))
struct truth { _Bool holds; };
struct many { int holds[3]; };
extern long said[2000];
int fill(struct part *part);
`;

const numbers = ["0", "1", "2", "-1", "127", "200", "255", "300", "-129", "65535", "-2147483648", "4294967295", "7"];

const cLines: string[] = [];
const rustLines: string[] = [];
for (const number of numbers) {
  types.forEach(([c, rust], i) => {
    const value = (type: string) => (type === "bool" ? `${number}i64 != 0` : `${number}i64 as ${type}`);
    const [otherC, otherRust] = types[(i + 4) % types.length];
    cLines.push(
      `{ ${c} x = (${c})${number}l; ${otherC} y = (${otherC})${number}l, z = 1; said[i++] = WHICH(x); said[i++] = WHICH_OF(x, z);
      said[i++] = OF_FOUR(x, y, part, x); said[i++] = OF_LIST((y, x, part, y)); SWAP(x, z); said[i++] = x; said[i++] = z;
      said[i++] = NEST_2(x, y) / 3; said[i++] = sizeof(NEST_2(x, y));
      said[i++] = LEAST_OF(unsigned char, x, y) + LEAST_OF(long, x, 5); SWAP_AS(short, x, y); said[i++] = x; said[i++] = y; said[i++] = KEEP(y, x); { ${c} sum; said[i++] = FITS(x, y, sum); } }`,
    );
    rustLines.push(
      `{ let mut x: ${rust} = ${value(rust)}; let (mut y, mut z): (${otherRust}, ${otherRust}) = (${value(otherRust)}, ${otherRust === "bool" ? "true" : "1"});
      ours.push(WHICH!(x) as i64); ours.push(WHICH_OF!(x, z) as i64); ours.push(OF_FOUR!(x, y, part, x)); ours.push(OF_LIST!((y, x, &raw const *part, y)));
      SWAP!(x, z); ours.push(x as i64); ours.push(z as i64); ours.push((NEST_2!(x, y) / 3) as i64);
      ours.push(size_of_val(&NEST_2!(x, y)) as i64);
      ours.push(LEAST_OF!(u8, x, y) as i64 + LEAST_OF!(i64, x, 5)); SWAP_AS!(i16, x, y); ours.push(x as i64); ours.push(y as i64); ours.push(KEEP!(y, x) as i64); { let mut sum: ${rust} = Default::default(); ours.push(FITS!(x, y, sum) as i64); } }`,
    );
  });
}

const c = `#include "v.h"
long said[2000];
long of_four(long wide, unsigned char narrow, const struct part *part, unsigned bits) { return wide * 3 + narrow * 5 + part->number + bits; }
int fill(struct part *part) { int i = 0; ${cLines.join("\n")}
  struct truth t = { 1 }; said[i++] = AS_NUMBER(&t, holds); return i; }
`;

const rust = `include!("bound.rs");
fn main() { unsafe {
    let mut whole = part { number: 7 };
    let part = &raw mut whole;
    let count = fill(part) as usize;
    let mut ours: Vec<i64> = Vec::new();
    ${rustLines.join("\n")}
    let mut t = truth { holds: true };
    ours.push(AS_NUMBER!(&raw mut t, holds) as i64);
    assert_eq!(ours.len(), count);
    for i in 0..count { assert_eq!(ours[i], said[i], "{i}"); }
    println!("{count} agreed");
} }
`;

test.runIf(able)("converts what the caller gives as C does", { timeout: 60_000 }, async () => {
  const { crate, text: bound } = await translateTexts({ "v.h": header });
  expect(crate.leftOut).toEqual([]);
  // each depth doubles C's text: 16 comparisons and no more
  const nested = bound.slice(bound.indexOf("macro_rules! NEST_5"), bound.indexOf("use NEST_5"));
  expect(nested.split("c_math::gt(")).toHaveLength(17);
  const said = inDirectory((home) =>
    runTogether(home, { "v.h": header, "c.c": c, "main.rs": rust, "bound.rs": bound }),
  );
  expect(said).toBe(`${numbers.length * types.length * 13 + 1} agreed\n`);
});
