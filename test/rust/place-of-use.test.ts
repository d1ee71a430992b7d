/**
 * What a macro has of its own wherever it stands: static variables (C11 6.2.4p3 of each expansion), the name of the function around it (6.4.2.2)
 * and that of the file without its path (clang: Builtin Macros).
 * C's own use of the same macros in functions of the same names is the judge.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, run, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("place-of-use.test: no rustc or no clang here, so nothing is run");

const header = `
struct counted { int id; };
const char *same(const char *text);
#define NEXT(of) ({ static int next = 10; (of)->id = next++; next; })
#define ONCE(add) ({ static int done; int was = done; done += (add); was; })
#define AROUND(x) ((void)(x), __func__)
#define AROUND_IF(of) same((of)->id > 10 ? __FUNCTION__ : "not yet")
#define INITIAL(x) (__func__[x])
#define IN_FILE(x) ((void)(x), __FILE_NAME__)
#define IN_FILE_IF(of) same((of)->id > 10 ? __FILE_NAME__ : "not yet")
extern const char *c_said[20];
extern int c_counted[20];
void c_run(void);
`;

const c = `#include "v.h"
const char *c_said[20]; int c_counted[20];
const char *same(const char *text) { return text; }
static int names, counts;
static void first_place(struct counted *of) { c_counted[counts++] = NEXT(of); c_counted[counts++] = NEXT(of); c_counted[counts++] = of->id; c_counted[counts++] = ONCE(3); }
static void second(struct counted *of) { c_counted[counts++] = NEXT(of); c_counted[counts++] = ONCE(of->id); c_counted[counts++] = INITIAL(2); c_said[names++] = AROUND(7); c_said[names++] = AROUND_IF(of);
#line 1 "some/where/main.rs"
c_said[names++] = IN_FILE(1); c_said[names++] = IN_FILE_IF(of); }
static void of_a_name_that_is_longer_than_others(struct counted *of) { c_said[names++] = AROUND_IF(of); }
void c_run(void) { struct counted of = { 0 }; for (int i = 0; i < 2; i++) { first_place(&of); second(&of); } of_a_name_that_is_longer_than_others(&of); }
`;

const rust = `use std::ffi::CStr;
include!("bound.rs");
static mut NAMES: Vec<String> = Vec::new();
static mut COUNTS: Vec<i32> = Vec::new();
unsafe fn say(text: *const core::ffi::c_char) { unsafe { (*&raw mut NAMES).push(CStr::from_ptr(text).to_str().unwrap().to_string()) } }
unsafe fn count(n: i32) { unsafe { (*&raw mut COUNTS).push(n) } }
unsafe fn first_place(of: *mut counted) { unsafe { count(NEXT!(of)); count(NEXT!(of)); count((*of).id); count(ONCE!(3)); } }
unsafe fn second(of: *mut counted) { unsafe { count(NEXT!(of)); count(ONCE!((*of).id)); count(INITIAL!(2) as i32); say(AROUND!(7)); say(AROUND_IF!(of)); say(IN_FILE!(1)); say(IN_FILE_IF!(of)); } }
unsafe fn of_a_name_that_is_longer_than_others(of: *mut counted) { unsafe { say(AROUND_IF!(of)); } }
struct Made<T>(T);
trait Named { unsafe fn named(&self); }
impl<T> Named for Made<T> { unsafe fn named(&self) { unsafe { let inner = || say(AROUND!(0)); inner(); } } }
unsafe fn generic<T, F: Fn(i32) -> Vec<T>>(_: T, _: F) { unsafe { say(AROUND!(0)); } }
fn main() { unsafe {
    let mut of = counted { id: 0 };
    for _ in 0..2 { first_place(&raw mut of); second(&raw mut of); }
    of_a_name_that_is_longer_than_others(&raw mut of);
    c_run();
    for (i, name) in (*&raw const NAMES).iter().enumerate() { assert_eq!(name.as_bytes(), CStr::from_ptr(c_said[i]).to_bytes()); }
    for (i, count) in (*&raw const COUNTS).iter().enumerate() { assert_eq!(*count, c_counted[i], "{i}"); }
    let before = (*&raw const NAMES).len();
    Made("x").named();
    generic(Made(1u8), |_| Vec::<Made<u8>>::new());
    println!("{before} names and {} counts agreed, then {:?}", (*&raw const COUNTS).len(), &(&*&raw const NAMES)[before..]);
} }
`;

test.runIf(able)("is its own in each function", { timeout: 60_000 }, async () => {
  const { crate, text: bound } = await translateTexts({ "v.h": header });
  expect(crate.leftOut).toEqual([]);
  const said = inDirectory((home) =>
    runTogether(home, { "v.h": header, "c.c": c, "main.rs": rust, "bound.rs": bound }),
  );
  expect(said).toBe('9 names and 14 counts agreed, then ["named", "generic"]\n');
});

test.runIf(hasRustc)(
  "is of C's char where flags give that another sign than the target's",
  { timeout: 60_000 },
  async () => {
    const calls =
      "int take(const char *text);\n#define NAMED(x) take((x) ? __func__ : __FILE__)\n#define TAKE_NAME() take(__func__)\n";
    for (const flag of ["-funsigned-char", "-fsigned-char"]) {
      const { crate, text } = await translateTexts({ "v.h": calls }, [flag]);
      expect(crate.leftOut).toEqual([]);
      const main = `include!("bound.rs");\npub unsafe fn all() { unsafe { NAMED!(1); TAKE_NAME!(); } }\n`;
      const { stderr } = inDirectory((home) => {
        writeFileSync(join(home, "bound.rs"), text);
        writeFileSync(join(home, "lib.rs"), main);
        return run("rustc", [
          "--edition",
          "2021",
          "--crate-type",
          "lib",
          "--emit",
          "metadata",
          "-o",
          join(home, "m"),
          join(home, "lib.rs"),
        ]);
      });
      expect(stderr).not.toContain("error");
    }
  },
);
