/**
 * Macros that are a list in braces with arguments, and other names of macros with parameters. A program of C and Rust fills the same records by the
 * same macros; expected is C's value. Which list has no record follows from C11 6.7.9: nothing says its type.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { clang, translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, run, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("list-macro.test: no rustc or no clang here, so nothing is run");

/** Another header's record has the member, too. */
const distant = "struct distant { long room; };\n";

const header = `
#include "distant.h"
struct desc { int id; };
typedef int (*op_t)(void);
typedef struct method { struct desc *desc; op_t op; } method_t;
typedef int probe_t(int unit);
typedef int attach_t(int unit, void *softc);
extern struct desc probe_desc, attach_desc;
union width { int narrow; long wide; };
struct parameter { long key; union { int number; long size; }; };
#define METHOD(NAME, FUNC) { &NAME ## _desc, (op_t)(1 ? FUNC : (NAME ## _t *)0) }
#define DEVMETHOD METHOD
#define SIZE(value) { 3, .size = value }
#define NOTHING_SAYS(x) { 0, x }
#define TWICE(x) ((x) * 2)
#define DOUBLE TWICE
int find_id(struct desc *d);
#define ID_OF(d) find_id(d)
#define IDENTITY ID_OF
struct id { unsigned by_vendor : 1, by_product : 3; unsigned short vendor, product; long info; };
struct other { long info; };
#define ID_VENDOR(v) .by_vendor = 1, .vendor = (v)
#define ID_ALL(v, p, i) ID_VENDOR(v), .by_product = (p), .product = (p), .info = (i)
#define ID_INFO(i) .info = (i)
#define ID_PRODUCT(p) .by_product = (p), .product = (p)
#define ID_VENDOR_ALONE(v) .vendor = (v)
struct near { int number; long room; };
#define ROOM(r) .room = (r)
struct insn { unsigned short code; unsigned char jt, jf; unsigned k; };
#define STMT(code, k) { (unsigned short)(code), 0, 0, k }
#define JUMP(code, k, jt, jf) { (unsigned short)(code), jt, jf, k }
int length(const char *text);
struct point { short x, y; };
struct pad { int pad; char *texts[4]; short levels[5]; unsigned drive; struct point corners[3]; };
#define PAD(n, ...) { .pad = (n), .texts = { "pad", __VA_ARGS__ } }
#define LEVELS(more...) { .levels = { 1, more }, .pad = 2, }
#define CORNERS(n, ...) { .pad = n, .corners = { __VA_ARGS__ } }
#define DRIVE(n, d...) { .pad = n, .drive = d, }
#define LEVELS_BEFORE(...) { .levels = { __VA_ARGS__, 3 } }
#define LEVELS_TWICE(...) { .levels = { __VA_ARGS__ }, .drive = __VA_ARGS__ }
#define LENGTHS(a, b, factor) (length(a) * (factor) + length(b))
`;

const c = `#include "list.h"
struct desc probe_desc = { 1 }, attach_desc = { 2 };
int find_id(struct desc *d) { return d->id; }
int probe(int unit) { return unit; }
int attach(int unit, void *softc) { return softc != 0; }
method_t methods[2] = { DEVMETHOD(probe, probe), METHOD(attach, attach) };
struct parameter size = SIZE(70000);
const struct id c_ids[] = { { ID_ALL(0x12345, -1, 7) }, { ID_VENDOR(3) } };
const struct id c_joined[] = { { ID_VENDOR(3), ID_PRODUCT(2) }, { ID_PRODUCT(9), ID_VENDOR_ALONE(4), ID_VENDOR(0x12345) } };
struct near rooms = { .number = 3, ROOM(-5) };
const struct insn c_insns[] = { STMT(0x10028, -1), JUMP(0x15, 2048, 300, 3) };
const struct pad c_pads[] = { PAD(1), PAD(70000, 0), LEVELS(2, 70000, 4), LEVELS(), DRIVE(3, 9), CORNERS(4, { 1, 2 }, { 3, 4 }) };
const struct pad named_pad = PAD(2, "a", "b", "c");
int length(const char *text) { int n = 0; while (text && text[n]) n++; return n; }
int lengths[2];
int ids[2] = { DOUBLE(21), 0 };
void finish(void) { ids[1] = IDENTITY(&attach_desc); lengths[0] = LENGTHS("four", 0, 3ul); lengths[1] = LENGTHS(0, "four", -1); }
`;

const rust = `include!("bound.rs");
use core::ffi::{c_int, c_long, c_void};
extern "C" {
    static mut methods: [method_t; 2]; static mut size: parameter; static mut ids: [c_int; 2];
    fn probe(unit: c_int) -> c_int; fn attach(unit: c_int, softc: *mut c_void) -> c_int; fn finish();
    static c_ids: [id; 2]; static c_joined: [id; 2]; static rooms: near; static c_insns: [insn; 2]; static lengths: [c_int; 2];
    static c_pads: [pad; 6]; static named_pad: pad;
}
static OUR_IDS: [id; 2] = unsafe { [ID_ALL!(0x12345i32, -1i32, 7), ID_VENDOR!(3)] };
static JOINED: [id; 2] = unsafe { [
    ID_PRODUCT!(2, ..ID_VENDOR!(3)), ID_VENDOR!(0x12345i32, ..ID_VENDOR_ALONE!(4, ..ID_PRODUCT!(9i32))),
] };
static INSNS: [insn; 2] = [STMT!(0x10028i32, -1i32), JUMP!(0x15, 2048, 300i32, 3)];
static mut OURS: [method_t; 2] = unsafe { [DEVMETHOD!(probe, Some(probe)), METHOD!(attach, Some(attach))] };
fn bytes<T>(of: *const T) -> &'static [u8] { unsafe { core::slice::from_raw_parts(of.cast(), size_of::<T>()) } }
static mut PADS: [pad; 6] = unsafe { [
    PAD!(1), PAD!(70000, core::ptr::null_mut()), LEVELS!(2, 70000i32, 4u8), LEVELS!(), DRIVE!(3, 9i64), CORNERS!(4, point { x: 1, y: 2 }, point { x: 3, y: 4 }),
] };
fn main() { unsafe {
    finish();
    for at in 0..2 { assert!(!PADS[at].texts[0].is_null()); PADS[at].texts[0] = c_pads[at].texts[0]; }
    assert_eq!(bytes(&raw const PADS), bytes(&raw const c_pads));
    let [a, b, c] = [c"a", c"b", c"c"].map(|text| text.as_ptr().cast_mut());
    let named = PAD!(2, a, b, c);
    for at in 0..4 { assert_eq!(core::ffi::CStr::from_ptr(named.texts[at]), core::ffi::CStr::from_ptr(named_pad.texts[at])); }
    assert_eq!(bytes(&raw const OURS), bytes(&raw const methods));
    let ours: parameter = SIZE!(70000 as c_long);
    assert_eq!(bytes(&raw const ours), bytes(&raw const size));
    assert_eq!(bytes(&raw const OUR_IDS), bytes(&raw const c_ids));
    assert_eq!(bytes(&raw const INSNS), bytes(&raw const c_insns));
    assert_eq!(bytes(&raw const JOINED), bytes(&raw const c_joined));
    assert_eq!(bytes(&raw const rooms), bytes(&ROOM!(-5, ..near { number: 3, room: 1 })));
    let four = c"four".as_ptr();
    assert_eq!([LENGTHS!(c"four", core::ptr::null_mut(), 3 as core::ffi::c_ulong) as c_int, LENGTHS!(core::ptr::null(), four, -1)], lengths);
    assert_eq!([DOUBLE!(21), IDENTITY(&raw mut attach_desc)], ids);
    println!("agreed");
} }
`;

/** queue(3) in small: two lists that say nothing but that their members are pointers, and heads of the header's and of the caller's. */
const queues = `
#define HEAD(name, type) struct name { struct type *first; struct type **last; }
#define HEAD_INITIALIZER(head) { ((void *)0), &(head).first }
#define TOP(name, type) struct name { struct type *top; }
#define TOP_INITIALIZER(head) { ((void *)0) }
struct item { int id; struct item *next; };
HEAD(item_head, item);
TOP(item_top, item);
struct number { long top; };
struct pair { struct item *a, *b; };
struct both { int before; struct item_head head; struct item_top top; };
extern struct item_head c_head;
extern struct both c_both;
`;

const queuesInC = `#include "list.h"
struct item_head c_head = HEAD_INITIALIZER(c_head);
struct both c_both = { 7, HEAD_INITIALIZER(c_both.head), TOP_INITIALIZER(c_both.top) };
`;

const queuesInRust = `#![deny(warnings)]
#[allow(warnings)]
mod bound { include!("bound.rs"); }
use bound::*;
struct mine { id: i32 }
HEAD!(mine_head, mine);
TOP!(mine_top, mine);
static mut OURS: both = both { before: 7, head: HEAD_INITIALIZER!(OURS.head), top: TOP_INITIALIZER!(OURS.top) };
static mut HEADS: mine_head = HEAD_INITIALIZER!(HEADS);
/// The offset of what a pointer points to from where the object begins.
unsafe fn offsets<T>(of: *const T) -> Vec<usize> { unsafe {
    let words = core::slice::from_raw_parts(of.cast::<usize>(), size_of::<T>() / 8);
    words.iter().map(|one| if *one > 0x1000 { one.wrapping_sub(of.addr()) } else { *one }).collect()
} }
fn main() { unsafe {
    assert_eq!(offsets(&raw const OURS), offsets(&raw const c_both));
    assert_eq!(offsets(&raw const HEADS), offsets(&raw const c_head));
    let mut a = mine { id: 1 };
    *HEADS.last = &raw mut a;
    assert_eq!((*HEADS.first).id, 1);
    HEADS = HEAD_INITIALIZER!(HEADS);
    let local: mine_top = TOP_INITIALIZER!(local);
    assert!(HEADS.first.is_null() && local.top.is_null());
    println!("agreed");
} }
`;

/** Values that C refuses or warns of: each is an error of rustc. */
const refused = [
  "static mut WRONG: mine_head = HEAD_INITIALIZER!(OURS.head);",
  "static mut WRONG: number = TOP_INITIALIZER!(WRONG);",
  "static mut WRONG: pair = HEAD_INITIALIZER!(WRONG);",
  "static mut WRONG: usize = TOP_INITIALIZER!(WRONG);",
];

test.runIf(able)("lists of pointers are for every record that has such members", { timeout: 60_000 }, async () => {
  const { text: bound } = await translateTexts({ "list.h": queues });
  const said = inDirectory((home) => {
    const files = { "list.h": queues, "c.c": queuesInC, "main.rs": queuesInRust, "bound.rs": bound };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
    const compiled = run(clang ?? "", ["-std=gnu17", "-c", "-o", join(home, "c.o"), join(home, "c.c")]);
    if (compiled.status !== 0) return compiled.stderr;
    const args = ["--edition", "2021", `-Clink-arg=${join(home, "c.o")}`, "-Crelocation-model=static"];
    const built = run("rustc", [...args, "-Anonstandard-style", "-o", join(home, "main"), join(home, "main.rs")]);
    if (built.status !== 0) return built.stderr;
    const wrong = refused.filter((line) => {
      writeFileSync(join(home, "wrong.rs"), `${queuesInRust.replace("#![deny(warnings)]", "")}\n${line}`);
      const answer = run("rustc", [
        "--edition",
        "2021",
        "--emit=metadata",
        "-o",
        join(home, "w"),
        join(home, "wrong.rs"),
      ]);
      return answer.status === 0 || !/^error\[E0(277|609)\]/m.test(answer.stderr);
    });
    const ran = spawnSync(join(home, "main"), { encoding: "utf8" });
    return ran.stdout + ran.stderr + wrong.join("\n");
  });
  expect(said).toBe("agreed\n");
});

test.runIf(able)("lists and other names mean in Rust what they mean in C", { timeout: 60_000 }, async () => {
  const headers = { "list.h": header, "distant.h": distant };
  const { crate, text: bound } = await translateTexts(headers);
  const reasons = Object.fromEntries(crate.leftOut.map(({ name, why }) => [name, why]));
  expect(reasons.NOTHING_SAYS).toMatch(/^a list of initializers that /);
  expect(reasons.ID_INFO).toBe("a list of initializers that more than one record fits");
  expect(reasons.LEVELS_BEFORE).toBe("any number of initializers before others");
  expect(reasons.LEVELS_TWICE).toBe("any number of initializers");
  const files = { ...headers, "c.c": c, "main.rs": rust, "bound.rs": bound };
  const said = inDirectory((home) => runTogether(home, files));
  expect(said).toBe("agreed\n");
});
