/**
 * Variables by names that macros put together from several arguments, as DTrace's probes are. C defines some and fires all of them, Rust defines one and
 * fires all, in one program. Expected is C's answer; which names say nothing follows from C11 6.2.7p2: all declarations of a variable have one type.
 */
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("put-together.test: no rustc or no clang here, so nothing is run");

const header = `
struct probe { unsigned id; const char *func; };
typedef void (*probe_func_t)(unsigned, unsigned long, unsigned long);
extern volatile _Bool probes_enabled;
extern probe_func_t probe_func;
#define PROBE_DECLARE(prov, mod, func, name) extern struct probe p_##prov##_##mod##_##func##_##name[1]
#define PROBE_DEFINE(prov, mod, func, name) struct probe p_##prov##_##mod##_##func##_##name[1] = { { 3, #func } }
#define PROBE(prov, mod, func, name, a, b) do { \\
    if (probes_enabled && p_##prov##_##mod##_##func##_##name->id) \\
      (*probe_func)(p_##prov##_##mod##_##func##_##name->id, (unsigned long)a, (unsigned long)b); \\
  } while (0)
#define NODE_DECLARE(name) extern long node_##name
#define NODE(parent, name) node_##parent##_##name
#define NODE_SIZE(parent, name) node_##parent##_##name##_size
#define INT_DECLARE(name) extern int either_##name
#define LONG_DECLARE(name) extern long either_##name
#define EITHER(a, b) either_##a##_##b
#define SET_DECLARE(set, type) extern type *const start_of_##set[]; extern type *const stop_of_##set[]
#define SET_START(set) (start_of_##set)
#define SET_COUNT(set) (stop_of_##set - start_of_##set)
void fire(void);
extern unsigned long sum;
`;

const c = `#include "put.h"
volatile _Bool probes_enabled;
probe_func_t probe_func;
unsigned long sum;
PROBE_DEFINE(c, io, start, return);
PROBE_DEFINE(c, , , in);
PROBE_DECLARE(rust, , done, hit);
long node_hw_pages = 7;
void fire(void) { PROBE(c, io, start, return, 1, 2); PROBE(c, , , in, &sum, 3); PROBE(rust, , done, hit, -1, 4); NODE(hw, pages) += 1; }
`;

const rust = `#![deny(warnings)]
#[allow(warnings)]
mod bound { include!("bound.rs"); }
use bound::*;
PROBE_DEFINE!(rust, , done, hit);
extern "C" fn add(id: u32, a: u64, b: u64) { unsafe { sum = sum.wrapping_mul(31).wrapping_add(a ^ (b << 7) ^ u64::from(id)) } }
unsafe fn fired(by: unsafe fn()) -> u64 { unsafe { sum = 0; by(); sum } }
unsafe fn ours() { unsafe {
    PROBE!(c, io, start, return, 1, 2);
    PROBE!(c, , , in, &raw mut sum, 3);
    PROBE!(rust, , done, hit, -1i32, 4);
    NODE!(hw, pages) += 1;
} }
unsafe fn theirs() { unsafe { fire() } }
fn main() { unsafe {
    probe_func = Some(add);
    assert_eq!([fired(ours), fired(theirs)], [0, 0]);
    (&raw mut probes_enabled).write_volatile(true);
    assert_eq!(fired(ours), fired(theirs));
    assert!(sum != 0 && NODE!(hw, pages) == 11);
    let node = &raw mut NODE!(hw, pages);
    *node = 5;
    assert_eq!(NODE!(hw, pages), 5);
    println!("agreed");
} }
`;

test.runIf(able)("macros find what others define by names put together", { timeout: 60_000 }, async () => {
  const { crate, text: bound } = await translateTexts({ "put.h": header });
  const why = Object.fromEntries(crate.leftOut.map((one) => [one.name, one.why]));
  expect(why.NODE_SIZE).toBe("puts a name together from several arguments");
  expect(why.EITHER).toBe("puts a name together from several arguments");
  // they are of the types that callers of another macro give
  expect(why.SET_START).toBe("puts together a name that nothing declared has");
  expect(why.SET_COUNT).toBe("puts together a name that nothing declared has");
  const files = { "put.h": header, "c.c": c, "main.rs": rust, "bound.rs": bound };
  const said = inDirectory((home) => runTogether(home, files));
  expect(said).toBe("agreed\n");
});

/** Functions and variables of the caller's by names put together, and members that the caller names. */
const drivers = `
struct cons;
typedef int probe_fn(struct cons *);
struct ops { probe_fn *probe; probe_fn *term; probe_fn *resume; int flags; };
struct cons { const struct ops *ops; const void *domain; };
int set_ops(struct cons *, const struct ops *);
#define DRIVER(name, ...) \\
  static const struct ops name##_ops = { .probe = name##_probe, .term = name##_term, __VA_ARGS__ }; \\
  struct cons name##_cons = { &name##_ops, (const void *)&name##domain }
#define METHODS(driver) static probe_fn driver##_init; static struct ops driver##_methods = { .probe = driver##_init, .flags = 5 }
#define SET(cons, driver) set_ops((cons), &driver##_methods)
#define CALLS(name) static int name##_call(int x) { return name##_called(x); } int (*name##_caller)(int) = name##_call
int ask(void);
extern int *current;
#define RESTORE() do { if (current != saved) current = saved; } while (0)
#define SCALE(x) ((x) * factor + unit)
#define CALLED(x) unknown_function(x)
int scaled(long x);
`;

const driversInC = `#include "put.h"
static int number(struct cons *cons) { return cons->ops->flags * 10 + *(const int *)cons->domain; }
static int c_probe(struct cons *cons) { return number(cons) + 1; }
static int c_term(struct cons *cons) { return number(cons) + 2; }
static int cdomain = 4;
DRIVER(c, .resume = c_term, .flags = 7);
extern struct cons ours_cons, plain_cons;
static int asked(struct cons *cons) { const struct ops *o = cons->ops; return o->probe(cons) * 100 + o->term(cons) * 3 + (o->resume ? o->resume(cons) : 0); }
int ask(void) { return asked(&c_cons) * 7 + asked(&ours_cons) * 5 + asked(&plain_cons); }
int set_ops(struct cons *cons, const struct ops *ops) { return ops->probe(cons) + ops->flags; }
int *current;
int scaled(long x) { int factor = 3; unsigned char unit = 200; int *saved = 0; RESTORE(); return SCALE(x); }
`;

const driversInRust = `#![deny(warnings)]
#[allow(warnings)]
mod bound { include!("bound.rs"); }
use bound::*;
use core::ffi::{c_int, c_void};
unsafe fn number(of: *mut cons) -> c_int { unsafe { (*(*of).ops).flags * 10 + *(*of).domain.cast::<c_int>() } }
unsafe extern "C" fn probe(of: *mut cons) -> c_int { unsafe { number(of) + 1 } }
unsafe extern "C" fn term(of: *mut cons) -> c_int { unsafe { number(of) + 2 } }
static mut NUMBER: c_int = 4;
DRIVER!(ours, name_probe = Some(probe), name_term = Some(term), namedomain = NUMBER, .resume = Some(term), .flags = 7);
DRIVER!(plain, name_probe = Some(probe), name_term = Some(term), namedomain = NUMBER);
METHODS!(em, driver_init = Some(probe));
extern "C" { static mut c_cons: cons; static mut plain_cons: cons; }
unsafe fn asked(of: *mut cons) -> c_int { unsafe {
    let o = &*(*of).ops;
    let [a, b, c] = [o.probe, o.term, o.resume].map(|f| f.map_or(0, |f| f(of)));
    a * 100 + b * 3 + c
} }
fn main() { unsafe {
    let c = asked(&raw mut c_cons);
    assert_eq!(ask(), c * 7 + c * 5 + asked(&raw mut plain_cons));
    assert_eq!((*plain_cons.ops).flags, 0);
    assert!(plain_cons.domain == (&raw const NUMBER).cast::<c_void>());
    assert_eq!(SET!(&raw mut c_cons, em), probe(&raw mut c_cons) + 5);
    let saved = &raw mut NUMBER;
    RESTORE!(saved = saved);
    assert!(current == saved);
    assert_eq!(SCALE!(-7i64, factor = 3i32, unit = 200u8), i64::from(scaled(-7)));
    assert!(current.is_null());
    println!("agreed");
} }
`;

test.runIf(able)("macros take what C finds by names put together", { timeout: 60_000 }, async () => {
  const { crate, text: bound } = await translateTexts({ "put.h": drivers });
  const why = Object.fromEntries(crate.leftOut.map((one) => [one.name, one.why]));
  expect(why.CALLS).toBe("'name##_called' is not declared");
  expect(why.CALLED).toBe("'unknown_function' is not declared");
  const files = { "put.h": drivers, "c.c": driversInC, "main.rs": driversInRust, "bound.rs": bound };
  const said = inDirectory((home) => runTogether(home, files));
  expect(said).toBe("agreed\n");
});
