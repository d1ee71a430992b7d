/**
 * Rules for words that differ in little share one body, in a crate's macros. C calls the macros with every word, and so does Rust; expected is what C
 * prints. That the bodies stand once is counted.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { withSmallCrate } from "./small-crate.js";
import { clang, hasRustc, host, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined && host?.startsWith("x86_64") === true;
if (!able) console.warn("shared-expansion.test: no rustc or no clang for amd64 here, so nothing is run");

const path = fileURLToPath(new URL("../cases/rust/macros-of-words.h", import.meta.url));
const header = readFileSync(path, "latin1");

const members = ["count", "small", "wide", "limit", "min", "flag"];
const visits = ["in", "out", "up", "down"];
const tunes = ["speed", "depth", "width", "height"];

const c = `#include <stdio.h>
#include "words.h"
struct zone other, first = { .z_next = &other };
struct zone *zone_now = &first;
long total, tune_speed = 5, tune_depth = 100;
int tune_width = -7;
unsigned short tune_height = 65;
int visit_in(int i, long n) { return i * 3 + n; }
int visit_out(int i, long n) { return i * 5 - n; }
int visit_up(int i, long n) { return i - n * 2; }
int visit_down(int i, long n) { return i + n * 7; }
static int start;
void say(const char *name, int line) { printf("%s +%d\\n", name, line - start); }
void from(int line) { start = line; total = 0; first = (struct zone){ .z_next = &other }; other = (struct zone){}; tune_speed = 5; tune_depth = 100; tune_width = -7; tune_height = 65; }
void show(void) {
${[...members, "inner.deep", "list[2]"].map((one) => `  printf("${one} %ld %ld\\n", (long)first.z_${one}, (long)other.z_${one});`).join("\n")}
${tunes.map((one) => `  printf("${one} %ld\\n", (long)tune_${one});`).join("\n")}
  printf("total %ld\\n", total); fflush(stdout);
}
void number(long n) { printf("%ld\\n", n); }
void by_c(void) {
from(__LINE__);
${members.map((one, i) => `ZONE_SET(${one}, ${i + 1}77);`).join("\n")}
ZONE_PTR(inner)->deep = 9; (*ZONE_PTR(list))[2] = 4; *ZONE_PTR(min) -= 3;
${visits.map((one, i) => `VISIT(${one}, ${i} + 2);`).join("\n")}
${tunes.map((one, i) => `number(TUNE(${one}, ${i} + 11));`).join("\n")}
TUNED(width) -= 1; TUNED(speed) = 3; TUNED(height)++; number(TUNED(depth));
show();
}
`;

const rust = `use kpi::*;
extern "C" { fn from(line: i32); fn show(); fn number(n: i64); fn by_c(); }
unsafe fn by_rust() { unsafe {
from(line!() as i32);
${members.map((one, i) => `ZONE_SET!(${one}, ${i + 1}77${one === "wide" ? "i64" : "i32"});`).join("\n")}
(*ZONE_PTR!(inner)).deep = 9; (*ZONE_PTR!(list))[2] = 4; *ZONE_PTR!(min) -= 3;
${visits.map((one, i) => `VISIT!(${one}, ${i}i64 + 2);`).join("\n")}
${tunes.map((one, i) => `number(TUNE!(${one}, ${i}i32 + 11));`).join("\n")}
TUNED!(width) -= 1; TUNED!(speed) = 3; TUNED!(height) += 1; number(TUNED!(depth));
show();
} }
fn main() { unsafe { by_c(); println!("--"); by_rust(); } }
`;

test.runIf(able)("each body is written once and does what C's does", { timeout: 120_000 }, async () => {
  await withSmallCrate({ "words.h": header }, ({ crate, stderr, rlib }, home) => {
    expect(stderr).toBe("");
    const macros = crate.modules.flatMap(({ items }) => items.filter((one) => one.kind === "macro"));
    const shared = macros.map(({ name, rules }) => [name, rules.filter((one) => one.shared).length]);
    // TUNE of an unsigned short adds otherwise than of a long: too few of each kind to share
    expect(Object.fromEntries(shared)).toEqual({ ZONE_PTR: 0, ZONE_SET: 1, VISIT: 1, TUNE: 0, TUNED: 1 });
    const said = runTogether(
      home,
      { "words.h": header, "c.c": c, "main.rs": rust },
      ["-std=gnu17"],
      ["--extern", `kpi=${rlib}`],
    );
    const [byC, byRust] = said.split("--\n");
    expect(byC).toContain("total ");
    expect(byRust).toBe(byC);
  });
});
