/** C declarations in, Rust items out: the mapping table row by row, and rustc's word that the whole compiles without a warning. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { printItem, printSingleFile } from "../../src/print/index.js";
import type { RustCrate, TranslateInput } from "../../src/rust/index.js";
import { amd64 } from "../verify/hand-made.js";
import { HandProgram } from "./hand-program.js";

const rustc = spawnSync("rustc", ["--version"]).status === 0;
if (!rustc) console.warn("translate.test: no rustc here, so nothing is compiled");

/** Text of every item of a kind by name, in one edition. */
function text(crate: RustCrate, name: string): string {
  for (const module of crate.modules)
    for (const item of module.items)
      if ("name" in item && item.name === name) return printItem(item, { edition: crate.edition });
  return `no item ${name}`;
}

/** What rustc says of the crate as a single file in a library; asserts on. */
function compile(
  hand: HandProgram,
  more: Partial<TranslateInput> = {},
  user = "",
  change: (text: string) => string = (text) => text,
): string {
  const crate = hand.translate({ mode: "single-file", ...more });
  const home = mkdtempSync(join(tmpdir(), "kpigen-rust-"));
  try {
    writeFileSync(join(home, "bound.rs"), change(printSingleFile(crate)));
    writeFileSync(join(home, "lib.rs"), `#![no_std]\n${user}\ninclude!("bound.rs");\n`);
    const args = ["--crate-type", "lib", "--edition", crate.edition, "--emit", "metadata", "--out-dir", home];
    const cfg = ["--cfg", 'feature="layout-asserts"', "--check-cfg", 'cfg(feature, values("layout-asserts"))'];
    return spawnSync("rustc", [...args, ...cfg, join(home, "lib.rs")], { encoding: "utf8" }).stderr;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const compiled = test.runIf(rustc);

compiled("a layout that is not what it should be stops rustc, and its message names record and field", () => {
  const hand = new HandProgram();
  hand.header("sys/x.h", "struct x { int a; long type; };");
  hand.record("x", [
    ["a", hand.int()],
    ["type", hand.int("long")],
  ]);
  expect(compile(hand)).toBe("");
  const wrong = (pattern: string, by: string): string => compile(hand, {}, "", (text) => text.replace(pattern, by));
  expect(wrong("r#type 8", "r#type 4")).toMatch(/assertion failed: .*offset_of!\(x, r#type\) == 4/);
  expect(wrong("size 16", "size 12")).toMatch(/assertion failed: .*size_of::<x>\(\) == 12/);
  expect(wrong("align 8", "align 4")).toMatch(/assertion failed: .*align_of::<x>\(\) == 4/);
});

describe("names", () => {
  test("the typedef has the name, the tag of another type becomes struct_NAME", () => {
    const hand = new HandProgram();
    hand.header("sys/stat.h", "struct stat { int a; }; typedef int stat;");
    const record = hand.record("stat", [["a", hand.int()]]);
    hand.typedef("stat", hand.int());
    hand.function("fstat", hand.functionType(hand.int(), [["sb", hand.pointer(record)]]));
    const crate = hand.translate();
    expect(text(crate, "struct_stat")).toContain("pub struct struct_stat");
    expect(text(crate, "stat")).toContain("pub type stat = c_int;");
    expect(text(crate, "fstat")).toContain("sb: *mut struct_stat");
    expect(crate.renamed).toEqual([
      {
        c: "struct stat",
        rust: "struct_stat",
        place: "sys/sys/stat.h:1",
        why: "another type has the name",
      },
    ]);
  });

  test("a typedef of the record of its own name is the record", () => {
    const hand = new HandProgram();
    hand.header("sys/x.h", "struct x { int a; }; typedef struct x x;");
    const record = hand.record("x", [["a", hand.int()]]);
    hand.typedef("x", record);
    const crate = hand.translate();
    expect(crate.modules.find((one) => one.header === "sys/x.h")?.items.map((item) => item.kind)).toEqual([
      "record",
      "assert",
    ]);
    expect(crate.renamed).toEqual([]);
  });

  test("records without a tag are named for what holds them", () => {
    const hand = new HandProgram();
    hand.header("sys/callout.h", "struct callout { union { int a; } c_links; struct { int b; }; };");
    const links = hand.record(undefined, [["a", hand.int()]], {
      tagKind: "union",
      holder: { kind: "member", record: 2 as never, member: "c_links" },
    });
    const anonymous = hand.record(undefined, [["b", hand.int()]], {
      holder: { kind: "anonymous-member", record: 2 as never, index: 1 },
    });
    hand.record("callout", [
      ["c_links", links],
      [undefined, anonymous],
    ]);
    const callout = text(hand.translate(), "callout");
    expect(callout).toContain("pub c_links: callout_c_links,");
    expect(callout).toContain("pub anon_1: callout_anon_1,");
  });

  test("types that would hide a primitive or a module give way, and are listed", () => {
    const hand = new HandProgram();
    hand.header("net/vm.h", "struct net { int a; }; struct str { int a; }; typedef long u32; typedef unsigned u8x;");
    hand.record("net", [["a", hand.int()]]);
    hand.record("str", [["a", hand.int()]]);
    hand.typedef("u32", hand.int("long"));
    hand.typedef("u16", hand.int("unsigned short"));
    const crate = hand.translate();
    expect(crate.renamed.map((one) => [one.c, one.rust])).toEqual([
      ["typedef u32", "u32_"],
      ["struct net", "struct_net"],
      ["struct str", "struct_str"],
    ]);
    expect(text(crate, "u16")).toBe("no item u16");
  });

  test("keywords are raw, and what cannot be raw has an underscore", () => {
    const hand = new HandProgram();
    hand.header("sys/type.h", "int match(int self, int type, int self_);");
    const int = hand.int();
    const named = (["self", "type", "self_", undefined] as const).map((name) => [name, int] as const);
    hand.function("match", hand.functionType(int, named));
    const crate = hand.translate();
    expect(crate.modules[0].path).toEqual(["sys", "r#type"]);
    expect(text(crate, "r#match")).toContain(
      "fn r#match(self_: c_int, r#type: c_int, self__: c_int, _: c_int) -> c_int;",
    );
  });
});

describe("types", () => {
  const hand = new HandProgram();
  hand.header("sys/t.h", "");
  const int = hand.int();
  const char = hand.int("char");
  const call = hand.functionType(hand.void(), [["arg", hand.pointer(hand.void())]]);
  const callName = hand.typedef("call_t", call);
  const list = hand.type({ kind: "va-list" });
  const rows: readonly [name: string, type: number, rust: string][] = [
    ["int", int, "c_int"],
    ["unsigned long", hand.int("unsigned long"), "c_ulong"],
    ["__int128", hand.int("__int128"), "i128"],
    ["const char *", hand.pointer(hand.const(char)), "*const c_char"],
    ["char *const *", hand.pointer(hand.const(hand.pointer(char))), "*const *mut c_char"],
    ["void *", hand.pointer(hand.void()), "*mut c_void"],
    ["const int (*)[4]", hand.pointer(hand.array(hand.const(int), 4)), "*const [c_int; 4]"],
    ["void (*)(void *)", hand.pointer(call), 'Option<unsafe extern "C" fn(arg: *mut c_void)>'],
    ["call_t *", hand.pointer(callName), "Option<call_t>"],
    ["call_t **", hand.pointer(hand.pointer(callName)), "*mut Option<call_t>"],
    ["size_t", hand.typedef("size_t", hand.int("unsigned long")), "usize"],
    ["uint32_t", hand.typedef("uint32_t", hand.int("unsigned int")), "u32"],
    ["uintptr_t", hand.typedef("uintptr_t", hand.int("unsigned long")), "uintptr_t"],
    ["a size_t that is none", hand.typedef("__size_t", hand.int("unsigned int")), "__size_t"],
    ["va_list", list, "*mut __va_list_tag"],
    ["volatile int", hand.volatile(int), "c_int"],
  ];
  rows.forEach(([name, type], index) => {
    hand.function(`f${index}`, hand.functionType(hand.void(), [[undefined, type as typeof int]]));
    expect(name).not.toBe("");
  });
  const crate = hand.translate();
  test.each(rows.map((row, index) => [row[0], row[2], index] as const))("%s → %s", (_, rust, index) => {
    expect(text(crate, `f${index}`)).toContain(`fn f${index}(_: ${rust});`);
  });
  compiled("all of it compiles", () => {
    expect(compile(hand)).toBe("");
    expect(compile(hand, { edition: "2024" })).toBe("");
  });
});

describe("constants", () => {
  const hand = new HandProgram();
  hand.header(
    "sys/c.h",
    [
      "#define M_ZERO 0x0100 /* pad */",
      "#define PERM (0644)",
      "#define CH 'x'",
      "#define NEG (-1)",
      "#define ALL ((int)0xffffffff)",
      "#define NEGHEX (-0x10)",
      "#define SUM (0x10|0x01)",
      "#define BIN 0b0101u",
      "#define SEP 1'000'000",
      "#define MIN (-0x7fffffff - 1)",
    ].join("\n"),
  );
  hand.integer("M_ZERO", 256n, { radix: 16 });
  hand.integer("PERM", 420n, { radix: 8 });
  hand.integer("CH", 120n);
  hand.integer("NEG", -1n);
  hand.integer("ALL", -1n, { radix: 16 });
  hand.integer("NEGHEX", -16n, { radix: 16 });
  hand.integer("SUM", 17n, { radix: 16 });
  hand.integer("BIN", 5n, { type: hand.int("unsigned int") });
  hand.integer("SEP", 1000000n);
  hand.integer("MIN", -2147483648n, { radix: 16 });
  hand.integer("YES", 1n, { type: hand.int("bool") });
  hand.integer("BIG", 0xffffffffffffffffn, { type: hand.int("unsigned long"), radix: 16 });
  hand.integer("ALIAS", 256n, { radix: 16, aliasOf: "M_ZERO" });
  hand.enum("color", { RED: 0n, BLUE: 4n });
  hand.integer("BLUE", 4n, { aliasOf: "BLUE" });
  hand.integer("AZURE", 4n, { aliasOf: "BLUE" });
  hand.macro("TEXT", { kind: "string", units: [97, 34, 92, 10, 0xe9], prefix: "" });
  hand.macro("NUL", { kind: "string", units: [97, 0, 98], prefix: "" });
  hand.macro("WIDE", { kind: "string", units: [97, 98], prefix: "L" });
  hand.macro("PI", { kind: "float", value: 3, type: hand.type({ kind: "float", name: "double" }) });
  const crate = hand.translate();
  const rows: readonly (readonly [string, string])[] = [
    ["M_ZERO", "c_int = 0x0100"],
    ["PERM", "c_int = 0o644"],
    ["CH", "c_int = b'x' as c_int"],
    ["NEG", "c_int = -1"],
    ["ALL", "c_int = 0xffffffff_u32 as c_int"],
    ["NEGHEX", "c_int = -0x10"],
    ["SUM", "c_int = 0x11"],
    ["BIN", "c_uint = 0b0101"],
    ["SEP", "c_int = 1_000_000"],
    ["MIN", "c_int = -0x80000000"],
    ["YES", "bool = true"],
    ["BIG", "c_ulong = 0xffffffffffffffff"],
    ["ALIAS", "c_int = M_ZERO"],
    ["BLUE", "color = 4"],
    ["AZURE", "c_int = BLUE as c_int"],
    ["TEXT", '&CStr = c"a\\"\\\\\\n\\xe9"'],
    ["NUL", '&[u8; 4] = b"a\\0b\\0"'],
    ["WIDE", "&[c_int; 3] = &[0x61, 0x62, 0]"],
    ["PI", "f64 = 3.0"],
  ];
  test.each(rows)("%s: %s", (name, rust) => {
    expect(text(crate, name)).toContain(`pub const ${name}: ${rust};`);
  });
  compiled("compiles, in both enum styles and for Rust without C string literals", () => {
    expect(compile(hand)).toBe("");
    expect(compile(hand, { enumStyle: "newtype" })).toBe("");
    expect(compile(hand, { rustTarget: { channel: "stable", minor: 76 } })).toBe("");
  });
});

describe("functions and variables", () => {
  const hand = new HandProgram();
  hand.header("sys/f.h", "int printf(const char *, ...);");
  const int = hand.int();
  const text8 = hand.pointer(hand.const(hand.int("char")));
  const real = hand.type({ kind: "float", name: "long double" });
  hand.function("printf", hand.functionType(int, [["fmt", text8]], true));
  hand.function("panic", hand.functionType(hand.void(), []), { noreturn: true });
  hand.function("renamed", hand.functionType(hand.void(), []), { asmLabel: "real_name" });
  hand.function("setjmp", hand.functionType(int, []), { returnsTwice: true });
  hand.function("frexpl", hand.functionType(real, [["x", real]]));
  hand.function("maybe", hand.functionType(int, [["a", int]]), { weak: true });
  hand.function("inlined", hand.functionType(int, []), { storage: "static", inline: true, body: { from: 0, to: 1 } });
  hand.function("regs", hand.functionType(int, [["p", hand.pointer(hand.volatile(int))]]));
  hand.variable("hz", int);
  hand.variable("ticks", hand.volatile(int));
  hand.variable("version", hand.array(hand.const(hand.int("char")), "incomplete"));
  hand.variable("perhaps", int, { weak: true });
  hand.variable("mine", int, { storage: "static" });
  hand.variable("tls", int, { threadLocal: true });
  hand.record("turnstile", undefined);
  hand.function(
    "turnstile_wait",
    hand.functionType(hand.void(), [["ts", hand.pointer(hand.type({ kind: "record", record: 0 as never }))]]),
  );
  hand.macro("print", { kind: "function-alias", name: "printf" });
  hand.macro("printf", { kind: "function-alias", name: "printf" });
  const crate = hand.translate({
    definitionPlaces: new Map([["struct turnstile", "sys/kern/subr_turnstile.c:129"]]),
  });

  test("signatures", () => {
    expect(text(crate, "printf")).toContain("fn printf(fmt: *const c_char, ...) -> c_int;");
    expect(text(crate, "panic")).toContain("fn panic() -> !;");
    expect(text(crate, "renamed")).toContain('#[link_name = "real_name"]');
    expect(text(crate, "regs")).toContain("/// VOLATILE! `p`");
  });

  test("symbols of a target that puts something before C's names", () => {
    const machO = new HandProgram();
    machO.header("symbols.h", "plain same renamed bare maybe");
    const type = machO.functionType(machO.void(), []);
    machO.function("plain", type);
    machO.function("same", type, { asmLabel: "_same" });
    machO.function("renamed", type, { asmLabel: "_real$2017" });
    machO.function("bare", type, { asmLabel: "bare" });
    machO.function("maybe", type, { weak: true });
    const made = machO.translate({ target: { ...amd64, triple: "arm64-apple-macosx11.0.0", symbolPrefix: "_" } });
    expect(text(made, "plain")).not.toContain("link_name");
    expect(text(made, "same")).not.toContain("link_name");
    expect(text(made, "renamed")).toContain('#[link_name = "real$2017"]');
    expect(text(made, "bare")).toContain('#[link_name = "\\u{1}bare"]');
    const lines = made.modules.flatMap(({ items }) =>
      items.flatMap((item) => (item.kind === "verbatim" ? item.lines : [])),
    );
    expect(lines.join("\n")).toContain('".weak_reference _maybe"');
  });

  test("what has no symbol or cannot be called is listed, with why", () => {
    expect(crate.leftOut.map((one) => [one.what, one.name])).toEqual([
      ["function", "setjmp"],
      ["function", "frexpl"],
      ["variable", "mine"],
      ["variable", "tls"],
    ]);
    expect(crate.notAsked.map((one) => [one.what, one.name])).toEqual([["inline function", "inlined"]]);
  });

  test("the module of its header says so too", () => {
    const inModules = crate.modules.flatMap(({ leftOut }) => leftOut.map(({ name }) => name));
    expect(inModules.sort()).toEqual(["frexpl", "inlined", "mine", "setjmp", "tls"]);
  });

  test("variables", () => {
    expect(text(crate, "hz")).toContain("pub static mut hz: c_int;");
    expect(text(crate, "ticks")).toContain("/// VOLATILE!\n");
    expect(text(crate, "version")).toContain("pub static version: [c_char; 0];");
  });

  test("an opaque record says where its definition is", () => {
    expect(text(crate, "turnstile")).toContain("/// defined in sys/kern/subr_turnstile.c:129");
    expect(text(crate, "turnstile")).toContain(
      "_marker: core::marker::PhantomData<(*mut u8, core::marker::PhantomPinned)>,",
    );
  });

  test("another name of a function is a use of it", () => {
    expect(text(crate, "print")).toContain("pub use self::printf as print;");
  });

  compiled("compiles, and a weak reference is weak in the object file", () => {
    expect(compile(hand)).toBe("");
    const home = mkdtempSync(join(tmpdir(), "kpigen-weak-"));
    try {
      const bound = printSingleFile(hand.translate({ mode: "single-file" }));
      const user =
        "pub unsafe fn call() -> i32 { match unsafe { maybe } { Some(f) => unsafe { f(1) }, None => 0 } }\n" +
        "pub unsafe fn read() -> i32 { if unsafe { perhaps }.is_null() { 0 } else { unsafe { *perhaps } } }\n";
      writeFileSync(join(home, "lib.rs"), `#![no_std]\n${bound}${user}`);
      const args = ["--crate-type", "lib", "--emit", "obj", "-o", join(home, "lib.o"), join(home, "lib.rs")];
      expect(spawnSync("rustc", ["--edition", "2021", ...args], { encoding: "utf8" }).stderr).toBe("");
      const symbols = spawnSync("nm", [join(home, "lib.o")], { encoding: "utf8" });
      if (symbols.error !== undefined) return console.warn("translate.test: no nm here");
      expect(symbols.stdout).toMatch(/ w maybe$/m);
      expect(symbols.stdout).toMatch(/ w perhaps$/m);
      expect(symbols.stdout).not.toMatch(/ U (maybe|perhaps)$/m);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
