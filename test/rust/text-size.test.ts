/** The size of a text that a macro's caller gives: that of what the literals are together (C11 6.4.5p6), by C's own; a text of Rust's has none. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { clang, translateFile } from "./body/twin.js";
import { hasRustc, inDirectory, run, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("text-size.test: no rustc or no clang here, so nothing is run");

const path = fileURLToPath(new URL("../cases/rust/macros-with-text-sizes.h", import.meta.url));
const { crate, text: rust } = await translateFile(path);

test("what decides a type, or is wide, says why it is no macro", () => {
  expect(crate.leftOut.map(({ name, why }) => `${name}: ${why}`)).toEqual([
    "ROOM_FOR_LITERAL: array of variable length",
    "KEEP_EXPRESSION: the length of an argument's text",
    "KEEP_WIDE: wide text beside a part of the caller's",
  ]);
});

/** The same to both languages but for `!`. */
const calls = ["", "word", "a\\nb\\0c", "\u00e9"].flatMap((text) => [
  `KEEP_LITERAL!(to, "${text}")`,
  `KEEP_AFTER_COLON!(to, "${text}")`,
  `IS_LONG_LITERAL!("${text}")`,
]);
calls.push("KEEP_NAME!(to, a_name)");

test.runIf(able)("a text is as long as in C", { timeout: 60_000 }, () => {
  const said = inDirectory((home) => {
    const bodies = calls.map((call, i) => `long c_${i}(struct text *to) { return ${call.replace("!", "")}; }`);
    const keep = `int keep_text(struct text *to, const char *start, unsigned long length)
{ to->start = start; to->length = length; int sum = 0; for (unsigned long i = 0; i < length; i++) sum = sum * 31 + start[i]; return sum; }`;
    const rows = calls.map((_, i) => `(c_${i}, r_${i}),`).join(" ");
    const main = `include!("bound.rs");
extern "C" { ${calls.map((_, i) => `fn c_${i}(to: *mut text) -> i64;`).join(" ")} }
${calls.map((call, i) => `unsafe fn r_${i}(to: *mut text) -> i64 { ${call} as i64 }`).join("\n")}
fn main() {
    let rows: &[(unsafe extern "C" fn(*mut text) -> i64, unsafe fn(*mut text) -> i64)] = &[${rows}];
    for (i, (c, rust)) in rows.iter().enumerate() {
        let (mut a, mut b) = unsafe { core::mem::zeroed::<(text, text)>() };
        let (c, rust) = unsafe { (c(&raw mut a), rust(&raw mut b)) };
        if c != rust || a.length != b.length { println!("case {i}: C {c} {}, Rust {rust} {}", a.length, b.length); }
    }
    println!("{} run", rows.len());
}
`;
    const c = [readFileSync(path, "latin1"), keep, ...bodies].join("\n");
    return runTogether(home, { "c.c": c, "bound.rs": rust, "main.rs": main }, ["-std=gnu2x", "-fwrapv"]);
  });
  expect(said).toBe(`${calls.length} run\n`);
});

/** @returns what rustc says of the call, or the size that the macro gives */
function measured(given: string, type: string): string {
  return inDirectory((home) => {
    writeFileSync(join(home, "bound.rs"), rust);
    const main = `include!("bound.rs"); fn f(_: ${type}) {} fn main() { println!("{}", unsafe { GIVE_AND_SIZE!(f, ${given}) }); }`;
    writeFileSync(join(home, "main.rs"), main);
    const built = run("rustc", ["--edition", "2021", "-o", join(home, "main"), join(home, "main.rs")]);
    if (built.status === 0) return run(join(home, "main"), []).stdout;
    return /multiple `impl`s satisfying `[^`]*`/.exec(built.stderr)?.[0] ?? built.stderr;
  });
}

test.runIf(hasRustc)("a reference to a text is not measured", { timeout: 60_000 }, () => {
  expect(measured('c"word"', "&core::ffi::CStr")).toBe("multiple `impl`s satisfying `&CStr: SizedAsInC<_>`");
  expect(measured('"word"', "&str")).toBe("multiple `impl`s satisfying `&str: SizedAsInC<_>`");
  expect(measured('c"word".as_ptr()', "*const core::ffi::c_char")).toBe("8\n");
  expect(measured('*b"word\\0"', "[u8; 5]")).toBe("5\n");
  expect(measured("5", "u8")).toBe("4\n");
});
