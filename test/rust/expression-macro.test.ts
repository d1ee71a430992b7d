/**
 * Object-like macros that are expressions: what each becomes, and that the value in Rust is C's, by a program of both in which C evaluates the
 * macro beside Rust's item.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { printItem } from "../../src/print/index.js";
import type { RustItem } from "../../src/rust/index.js";
import { clang, translateFile } from "./body/twin.js";
import { hasRustc, inDirectory, run } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("expression-macro.test: no rustc or no clang here, so nothing is run");

const path = fileURLToPath(new URL("../cases/rust/macros-that-are-expressions.c", import.meta.url));
const text = readFileSync(path, "latin1");
const { crate, text: rust } = await translateFile(path);
const items = new Map(
  crate.modules.flatMap((module) =>
    module.items.flatMap((item): [string, RustItem][] =>
      "name" in item && item.name !== undefined ? [[item.name, item]] : [],
    ),
  ),
);

function printed(name: string): string {
  const item = items.get(name);
  if (item === undefined || !("doc" in item) || item.doc === undefined) return "";
  return printItem({ ...item, doc: { ...item.doc, lines: [], definedIn: undefined } } as RustItem, { edition: "2021" });
}

/** Macros from one comment to the next. */
function section(title: string): readonly string[] {
  const from = text.indexOf(`/* ${title} */`);
  const to = text.indexOf("/*", from + 2);
  return [...text.slice(from, to < 0 ? undefined : to).matchAll(/^#define (\w+)/gm)].map(([, name]) => name);
}

test("constants where Rust can have the value when it compiles", () => {
  for (const name of section("Constants.").filter((one) => one !== "CHOSEN_TEXT" && one !== "GPT_ENT_TYPE_NONE"))
    expect([name, items.get(name)?.kind]).toEqual([name, "const"]);
  expect(printed("NOTHING")).toBe("pub const NOTHING: *mut c_void = core::ptr::null_mut();");
  expect(printed("LAST")).toBe("pub const LAST: *mut c_void = -1isize as *mut c_void;");
  expect(printed("READ_ONLY")).toBe("pub const READ_ONLY: *const c_int = 8 as *const c_int;");
  expect(printed("NO_HANDLER")).toBe("pub const NO_HANDLER: Option<handler_t> = None;");
  expect(printed("ORIGIN")).toBe("pub const ORIGIN: point = point { x: 3, y: -4 };");
  expect(printed("AT_Y")).toBe("pub const AT_Y: *mut c_int = unsafe { &raw mut origin.y };");
  expect(printed("DEVMETHOD_END")).toBe(
    "pub const DEVMETHOD_END: kobj_method_t = kobj_method { desc: core::ptr::null_mut(), func: None };",
  );
});

test("functions where only running code can tell", () => {
  const names = section("Values that are another at each use.");
  for (const name of names) expect([name, items.get(name)?.kind]).toEqual([name, "function"]);
  expect(printed("NEXT")).toBe(`#[inline]
pub unsafe
fn NEXT() -> c_int
{
    return counter.wrapping_add(LIMIT);
}`);
});

test("pointers to objects", () => {
  for (const name of section("Objects.").filter((one) => one !== "BUSY"))
    expect([name, items.get(name)?.kind]).toEqual([name, "function"]);
  expect(items.get("BUSY")?.kind).toBe("use");
  expect(printed("HERE_X")).toBe(
    `/// An object: \`*HERE_X()\` reads it, \`*HERE_X() = value\` writes it.
#[inline]
pub unsafe
fn HERE_X() -> *mut c_int
{
    return &raw mut (*where_).x;
}`.replace("where_", "r#where"),
  );
});

test("lists have the type of their rule", () => {
  expect(printed("CARP_STATES")).toBe(
    'pub const CARP_STATES: [*const c_char; 2] = [c"INIT".as_ptr(), c"BACKUP".as_ptr()];',
  );
  expect(printed("IFM_STATUS_VALID_LIST")).toBe("pub const IFM_STATUS_VALID_LIST: [c_int; 2] = [LIMIT, 0];");
});

test("parameters are a macro that defines a function which has them", () => {
  expect(
    printed("HANDLER_ARGS"),
  ).toBe(`/// Parameters. Defines a function that has them: \`HANDLER_ARGS! { fn name(at, body) -> c_int { … } }\`.
macro_rules! HANDLER_ARGS
{
    ($(#[$attribute:meta])* $visibility:vis fn $function:ident($at:ident, $body_:ident) -> $returns:ty $body:block) =>
    {
        $(#[$attribute])*
        $visibility unsafe extern "C"
        fn $function($at: *mut point, $body_: *mut core::ffi::c_int) -> $returns
        {
            $body
        }
    };
    ($(#[$attribute:meta])* $visibility:vis fn $function:ident($at:ident, $body_:ident) $body:block) =>
    {
        $(#[$attribute])*
        $visibility unsafe extern "C"
        fn $function($at: *mut point, $body_: *mut core::ffi::c_int)
        {
            $body
        }
    };
}
pub(crate) use HANDLER_ARGS;`);
});

test("constant objects of every file are constants", () => {
  expect(printed("RATES")).toBe("pub const RATES: [c_int; 6] = [34, 38, 0, 0, 0, -1];");
  expect(printed("SPOT")).toBe("pub const SPOT: point = point { x: 16, y: 2 };");
  expect(printed("NAMES")).toBe('pub const NAMES: [*const c_char; 2] = [c"one".as_ptr(), c"two".as_ptr()];');
  expect(printed("OF_ADDRESS")).toBe("pub const OF_ADDRESS: *const c_int = &raw const counter;");
  expect(items.get("SPEEDS")?.kind).toBe("use");
  // what something points to is one and the same everywhere
  expect(printed("POINTED")).toBe("pub static POINTED: [c_int; 2] = [8, 9];");
  expect(printed("POINTED_TEXT")).toBe('pub static mut POINTED_TEXT: [*const c_char; 1] = [c"p".as_ptr()];');
  expect(printed("MUTABLE")).toBe("pub static mut MUTABLE: c_int = 3;");
  // rustc has it that a constant which points to functions points to one
  expect(items.get("NUMBERED")?.kind).toBe("function");
  expect(printed("CALL_OF_NUMBER")).toContain("return NUMBERED().unwrap_unchecked()(3);");
});

test("what is none says why", () => {
  const reasons = Object.fromEntries(crate.leftOut.map(({ name, why }) => [name, why]));
  expect(reasons).toEqual({
    OF_BLOCK: "its value points to an object in the caller's block",
    ELEMENTS_OF_BLOCK: "its value points to an object in the caller's block",
    OF_CALLERS_BLOCK: "its value points to an object in the caller's block",
    HOLDS_ONE: "its value points to an object in the caller's block",
    BRACES: "neither an expression nor a type",
    GPT_ENT_TYPE_NONE: "initializer of an incomplete record",
    NO_POINTER: "designates a bit-field, to which there is no pointer",
    DIVISION: "a division by zero",
    TWO: "a list: C gives it no type",
    UNKNOWN: "'NOT_DECLARED' is not declared",
  });
});

const definitions = `
int counter = 7, table[4] = { 1, 2, 3, 4 }, matrix[2][3];
struct point origin = { 5, 6 }, *where = &origin, some[2] = { { 1, 2 } }, points[3];
volatile int busy; const int fixed = 9; struct flags bits; const char *text = "t";
static int cells[4];
int touched;
int twice(int a) { return 2 * a; }
int *cell(int n) { return &cells[n]; }
struct point make_point(int x, int y) { return (struct point){ x, y }; }
void touch(void) { touched++; }
int how_often(void) { return touched; }
int call(int (*handler)(HANDLER_ARGS), void (*other)(HANDLER_ARGS)) { int w[2] = { 3, 4 }; other(&origin, w); return handler(&origin, w); }
`;

/** C text that copies the macro's value, and Rust that does so with its item; both into bytes. */
function twin(name: string, isPlace: boolean): { readonly c: string; readonly rust: string } {
  const value = isPlace ? `&(${name})` : name;
  const list = /_END$/.test(name);
  const type = list
    ? name === "RESOURCE_SPEC_END"
      ? "struct resource_spec"
      : "kobj_method_t"
    : `__typeof__(${value})`;
  const isArray = name === "NUMBERS" || name === "RATES";
  const c = isArray
    ? `unsigned c_${name}(void *to) { __builtin_memcpy(to, ${name}, sizeof(${name})); return sizeof(${name}); }`
    : `unsigned c_${name}(void *to) { ${type} v = ${value}; __builtin_memcpy(to, &v, sizeof v); return sizeof v; }`;
  const item = items.get(name);
  const call = item?.kind === "function" ? `${name}()` : name;
  return { c, rust: `compare("${name}", c_${name}, || ${call});` };
}

test.runIf(able)("C and Rust have the same values", { timeout: 120_000 }, () => {
  const values = [...section("Constants."), ...section("Values that are another at each use.")].filter(
    (one) => !["GPT_ENT_TYPE_NONE", "TOUCHED", "CHOSEN_TEXT"].includes(one),
  );
  values.push("RATES", "SPOT", "OF_ADDRESS", "NUMBERED");
  const places = section("Objects.").filter((one) => one !== "BUSY");
  const twins = [...values.map((name) => twin(name, false)), ...places.map((name) => twin(name, true))];
  const said = inDirectory((home) => {
    writeFileSync(join(home, "c.c"), [text, definitions, ...twins.map(({ c }) => c)].join("\n"));
    const c = run(clang ?? "", ["-w", "-std=gnu17", "-fwrapv", "-c", "-o", join(home, "c.o"), join(home, "c.c")]);
    if (c.status !== 0) return c.stderr;
    writeFileSync(join(home, "bound.rs"), rust);
    writeFileSync(
      join(home, "main.rs"),
      `include!("bound.rs");
HANDLER_ARGS! { /// Handles.
    pub fn handled(at, body) -> core::ffi::c_int { return (*at).x * *body.add(1); } }
HANDLER_ARGS! { fn moved(at, body) { (*at).x += *body; } }
extern "C" {
fn call(handler: unsafe extern "C" fn(*mut point, *mut i32) -> i32, other: unsafe extern "C" fn(*mut point, *mut i32)) -> i32;
fn how_often() -> i32; ${[...values, ...places].map((name) => `fn c_${name}(to: *mut u8) -> u32;`).join(" ")} }
unsafe fn compare<T>(name: &str, c: unsafe extern "C" fn(*mut u8) -> u32, rust: unsafe fn() -> T) {
    let mut bytes = [0u8; 64];
    counter = 7;
    let size = c(bytes.as_mut_ptr()) as usize;
    counter = 7;
    let value = core::mem::ManuallyDrop::new(rust());
    assert_eq!(size, size_of::<T>(), "{name}");
    let ours = core::slice::from_raw_parts((&raw const value).cast::<u8>(), size);
    assert_eq!(&bytes[..size], ours, "{name}");
}
fn main() { unsafe { ${twins.map((one) => one.rust).join("\n")} TOUCHED(); assert_eq!(how_often(), 1); assert_eq!(call(handled, moved), (5 + 3) * 4); } println!("${twins.length} agree"); }
`.replaceAll(/\|\| (\w+(?:\(\))?)\)/g, "|| unsafe { $1 })"),
    );
    const allow = ["-Dwarnings", "-Aunused_unsafe", "-Astatic_mut_refs", "-Anon_snake_case"];
    const args = ["--edition", "2021", ...allow, `-Clink-arg=${join(home, "c.o")}`, "-Crelocation-model=static"];
    const built = run("rustc", [...args, "-o", join(home, "main"), join(home, "main.rs")]);
    if (built.status !== 0) return built.stderr;
    const ran = spawnSync(join(home, "main"), { encoding: "utf8" });
    return ran.stdout + ran.stderr;
  });
  expect(said).toBe(`${twins.length} agree\n`);
});
