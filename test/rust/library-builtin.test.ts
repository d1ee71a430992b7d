/**
 * Builtins that are the library's functions, where no header declares these (clang: LIBBUILTIN): C and Rust call the same functions and come to the
 * same results, in inline functions and in macros. Where a header declares one, its declaration is called.
 */
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("library-builtin.test: no rustc or no clang here, so nothing is run");

const header = `
int strcmp(const char *, const char *);
static inline unsigned long length(const char *s) { return __builtin_strlen(s); }
static inline int bytes(const void *a, const void *b) { int c = __builtin_memcmp(a, b, 3); return (c > 0) - (c < 0); }
static inline long found(const char *s, int c) { char *at = __builtin_strchr(s, c); return at ? at - s : -1; }
static inline int declared(const char *s) { return __builtin_strcmp(s, "text") == 0; }
static inline int shadowed(const char *s) { int strlen = 5; return strlen + __builtin_strlen(s); }
static inline int appended(char *to) { to[0] = 0; __builtin_strncat(to, "abcdef", 3); __builtin_strcat(to, "!"); return __builtin_strspn(to, "abc") * 10 + __builtin_strlen(to); }
static inline int printed(char *to, short n, float f) { return __builtin_snprintf(to, 20, "%d %.2f", n, f); }
static inline double rooted(int n) { return __builtin_sqrt(n) + __builtin_floor(n / 4.0) + __builtin_pow(n, 2) + __builtin_fmodf(n, 3); }
static inline int taken_apart(double d) { int exponent; double fraction = __builtin_frexp(d, &exponent); return exponent * 100 + (int)__builtin_ldexp(fraction, 6) + __builtin_lrint(d); }
#define LENGTH_OF(s) __builtin_strlen(s)
#define ROOT_OF(x) __builtin_sqrtf(x)
#define LONGER(a, b) ({ __typeof__(a) _a = (a); __typeof__(b) _b = (b); __builtin_strlen(_a) > __builtin_strlen(_b) ? 1 : 2; })
extern double results[12];
void fill(char *);
`;

const values = `length("four"), bytes("abc", "abd"), found("text", 'x'), found("text", 'y'), declared("text"), shadowed("seven"), appended(to), printed(to, 12, 0.5f), rooted(50), taken_apart(77.25), LENGTH_OF("abcde"), ROOT_OF(9)`;

const c = `#include "d.h"
double results[12];
void fill(char *to) { double all[] = { ${values} }; __builtin_memcpy(results, all, sizeof all); }
`;

const rust = `include!("bound.rs");
fn main() { unsafe {
    let mut room = [0u8; 32];
    let to = room.as_mut_ptr().cast();
    fill(to);
    let ours = [${values
      .replace(/"(\w+)"/g, 'c"$1".as_ptr().cast()')
      .replace(/'(\w)'/g, "b'$1' as i32")
      .replace("0.5f", "0.5")
      .replace("ROOT_OF(9)", "ROOT_OF(9.0)")
      .split(/, (?=[a-zA-Z_]+\()/)
      .map((one) => `(${one}) as f64`)
      .join(", ")}];
    assert_eq!(ours, results);
    println!("agreed {} {}", ours[6], LONGER!(c"a".as_ptr(), c"bc".as_ptr()));
} }
`;

test.runIf(able)("C and Rust call the same functions", { timeout: 60_000 }, async () => {
  const { crate, text: bound } = await translateTexts({ "d.h": header });
  expect(crate.leftOut).toEqual([]);
  expect(bound.match(/fn strcmp/g)).toHaveLength(1);
  const files = { "d.h": header, "c.c": c, "main.rs": rust, "bound.rs": bound };
  expect(inDirectory((home) => runTogether(home, files, ["-std=gnu17"], ["-Clink-arg=-lm"]))).toBe("agreed 34 2\n");
});
