/**
 * Macros that give what they are given to a function with `...`: small integers, truth values and floats arrive promoted (C11 6.5.2.2p6). The judge is
 * C's own call of the same macro, and what vsnprintf makes of the arguments.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { clang, translateFile } from "./body/twin.js";
import { hasRustc, inDirectory, run } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("variadic-macro.test: no rustc or no clang here, so nothing is run");

const path = fileURLToPath(new URL("../cases/rust/macros-with-variable-arguments.h", import.meta.url));
const header = readFileSync(path, "latin1");

/** C's type, Rust's, the value as both write it, how it is printed. */
const values = [
  ["_Bool", "bool", "1", "true", "%d"],
  ["signed char", "i8", "-5", "-5", "%d"],
  ["unsigned char", "u8", "250", "250", "%d"],
  ["short", "i16", "-300", "-300", "%d"],
  ["unsigned short", "u16", "65000", "65000", "%d"],
  ["int", "i32", "-70000", "-70000", "%d"],
  ["unsigned", "u32", "4000000000u", "4000000000", "%u"],
  ["long", "i64", "-5000000000", "-5000000000", "%ld"],
  ["unsigned long", "usize", "5000000000", "5000000000", "%lu"],
  ["float", "f32", "0.1f", "0.1", "%.17g"],
  ["double", "f64", "0.1", "0.1", "%.17g"],
  ["const char *", "*const core::ffi::c_char", '"word"', 'c"word".as_ptr()', "%s"],
] as const;

const formats = values.map(([, , , , format]) => format).join(" ");
const names = values.map((_, i) => `v${i}`).join(", ");
const calls = (bang: string, text: (of: string) => string): readonly string[] => [
  ...values.map(([, , , , format], i) => `SHOW_ONE${bang}(to, ${text(format)}, v${i})`),
  `SHOW_SUM${bang}(to, ${text("%d %d")}, v2, v3)`,
  `SHOW_SUM${bang}(to, ${text("%g %d")}, v2, v9)`,
  `SHOW_ALL${bang}(to, 200${bang === "" ? "" : "u64"}, ${text(formats)}, ${names})`,
  `SHOW_MORE${bang}(to, ${text(formats)}, ${names})`,
  `SHOW_BEFORE${bang}(to, ${text("%d %d")})`,
  `SHOW_BEFORE${bang}(to, ${text("%d %g %d %d")}, v2, v9)`,
  `SHOW_ALL_BEFORE${bang}(to, ${text("%d")})`,
  `SHOW_ALL_BEFORE${bang}(to, ${text("%d %d %d")}, v0, v1)`,
  `SHOW_MORE${bang}(to, ${text("%d %g %c")}, 5, 0.5, 'c'${bang === "" ? "" : " as u8"})`,
  `SHOW_WHOLE${bang}(to, 200${bang === "" ? "" : "u64"}, ${text("%d %d %c")}, v2)`,
  `SHOW_PLACE${bang}(to, v2)`,
  `SHOW_NUMBERS(to, v2, 9)`,
  `SHOW_OTHERS(to, v2)`,
  `SHOW_THROUGH${bang}(to, by, v2, 9)`,
  `SHOW_NAME${bang}(to, inside)`,
  `SHOW_NAME${bang}(to, elsewhere)`,
  `SHOW_LIST${bang}((to, 200${bang === "" ? "" : "u64"}, ${text(formats)}, ${names}))`,
];
const cCalls = calls("", (of) => `"${of}"`);
const rustCalls = calls("!", (of) => `c"${of}".as_ptr()`);

test.runIf(able)("arguments for `...` are promoted", { timeout: 120_000 }, async () => {
  const { text: rust, crate } = await translateFile(path);
  expect(crate.leftOut).toEqual([]);
  const said = inDirectory((home) => {
    const cVariables = values.map(([type, , value], i) => `${type} v${i} = ${value};`).join(" ");
    writeFileSync(
      join(home, "c.c"),
      `#include <stdarg.h>\n#include <stdio.h>\n${header}
int text_of(char *to, unsigned long room, const char *format, ...) { va_list list; va_start(list, format); int n = vsnprintf(to, room, format, list); va_end(list); return n; }
int text_of_numbers(char *to, unsigned char a, unsigned char b, int c) { return snprintf(to, 200, "%d %d %d", a, b, c); }
void c_side(char to[][200]) { struct named_inside here = { 1, "inside" }, *inside = &here; struct named_elsewhere there = { "else" }, *elsewhere = &there; struct showing showing = { text_of_numbers }, *by = &showing; ${cVariables} ${cCalls.map((call, i) => call.replace("(to", `(to[${i}]`)).join("; ")}; }\n`,
    );
    const c = run(clang ?? "", ["-w", "-std=gnu17", "-c", "-o", join(home, "c.o"), join(home, "c.c")]);
    if (c.status !== 0) return c.stderr;
    const rustVariables = values.map(([, type, , value], i) => `let v${i}: ${type} = ${value};`).join(" ");
    writeFileSync(
      join(home, "main.rs"),
      `${rust}
extern "C" { fn c_side(to: *mut [core::ffi::c_char; 200]); }
fn main() { unsafe {
    let mut mine = [[0 as core::ffi::c_char; 200]; ${rustCalls.length}];
    let mut other = mine;
    c_side(other.as_mut_ptr());
    let mut here = named_inside { n: 1, shown_name: [0; 8] };
    for (to, &from) in here.shown_name.iter_mut().zip(b"inside") { *to = from as _; }
    let inside = &raw mut here;
    let mut there = named_elsewhere { shown_name: c"else".as_ptr().cast_mut() };
    let elsewhere = &raw mut there;
    let mut showing = showing { numbers: Some(text_of_numbers) };
    let by = &raw mut showing;
    ${rustVariables}
    ${rustCalls.map((call, i) => `{ let to = mine[${i}].as_mut_ptr(); ${call}; }`).join("\n    ")}
    for i in 0..${rustCalls.length} {
        let texts = [&mine[i], &other[i]].map(|one| core::ffi::CStr::from_ptr(one.as_ptr()).to_str().unwrap().to_string());
        if texts[0] != texts[1] { println!("{i}: Rust {}, C {}", texts[0], texts[1]); }
    }
    println!("{} calls compared", mine.len());
} }\n`,
    );
    const args = ["--edition", "2021", "-Awarnings", `-Clink-arg=${join(home, "c.o")}`];
    const built = run("rustc", [...args, "-o", join(home, "main"), join(home, "main.rs")]);
    return built.status === 0 ? run(join(home, "main"), []).stdout : built.stderr;
  });
  expect(said).toBe(`${rustCalls.length} calls compared\n`);
});
