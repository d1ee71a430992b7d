import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bytes, type Target } from "../../src/base/index.js";
import type { ItemKey, RustCrate, RustItem, RustModule } from "../../src/rust/index.js";
import type { CProgram, CType, TypeId } from "../../src/semantics/index.js";
import { findTools, runProcess, type Tools, type VerifyReport, verify } from "../../src/verify/index.js";
import { amd64, handMade, header, provable } from "./hand-made.js";

let tools: Tools;
beforeAll(async () => {
  const found = await findTools({ cc: undefined }, runProcess);
  tools = { ...found.value, cc: undefined, cargo: undefined };
  if (tools.rustc === undefined) console.warn("SKIPPED: no rustc, so the Rust side of verify is not tested");
});

const place = "<command line>";
const doc = { lines: [], definedIn: place, notes: [] };
const path = (text: string) => ({ kind: "path" as const, path: text });

function constant(name: string): RustItem {
  const value = { kind: "atom" as const, text: "" };
  const type = path(name === "RED" || name === "GREEN" ? "color" : "");
  return { kind: "const", key: `const ${name}` as ItemKey, name, type, value, attributes: [], doc };
}

function extern(name: string): RustItem {
  const signature = { parameters: [], variadic: false, returns: undefined };
  return { kind: "extern-function", key: `fn ${name}` as ItemKey, name, signature, attributes: [], doc };
}

function record(name: string, fields: readonly string[]): RustItem {
  const all = fields.map((field) => ({ name: field, type: path(""), public: true, doc: undefined }));
  const key = `struct ${name}` as ItemKey;
  return { kind: "record", key, name, union: false, attributes: [], fields: all, doc };
}

const crate: RustCrate = {
  mode: "crate",
  edition: "2021",
  attributes: [],
  notAsked: [],
  renamed: [],
  counts: {},
  leftOut: [{ name: "LOWEST", what: "constant", place, why: "a test says so" }],
  modules: [
    {
      path: ["hand", "made"],
      header: "hand/made.h",
      imports: [],
      items: [
        ...["LIMIT", "red_alias", "RED", "GREEN"].map(constant),
        ...["distance", "stop", "renamed", "hidden_tag"].map(extern),
        { kind: "type", key: "type color" as ItemKey, name: "color", type: path("c_uint"), attributes: [], doc },
        record("point", ["x", "y"]),
        record("holder", ["nested", "name"]),
      ],
      atRoot: true,
      leftOut: [],
    },
  ],
};

const rust = `#![no_std]
#![allow(non_camel_case_types)]
pub use hand::made::*;
pub mod hand { pub mod made {
use core::ffi::*;
pub const LIMIT: c_ulong = 0x10;
pub const RED: color = 0;
pub const GREEN: color = 7;
pub const red_alias: c_int = 0;
pub type color = c_uint;
#[repr(C)] pub struct point { pub x: c_int, pub y: c_long }
#[repr(C)] pub struct holder { pub nested: [*mut c_short; 2], pub name: *const c_char }
extern "C" {
    pub fn distance(a: *const point, flags: c_uint, ...) -> c_int;
    #[link_name = "elsewhere"] pub fn renamed() -> c_int;
    pub fn hidden_tag(tag: *mut c_void, n: c_long) -> c_int;
    pub fn stop(why: *const c_char) -> !;
}
} }
`;

async function prove(text: string): Promise<VerifyReport> {
  const proof = { ...provable(handMade(), header, amd64), crate, files: new Map([["src/lib.rs", text]]) };
  return verify(proof, { tools, jobs: 1 });
}

const failed = (report: VerifyReport) =>
  [...new Set(report.failures.map((f) => `${f.verdict} ${f.kind} ${f.name}`))].sort();
const always = "missed rust constants LOWEST";

describe("the Rust side", () => {
  it("accepts what is true, and counts what was left out", async ({ skip }) => {
    if (tools.rustc === undefined) skip();
    const report = await prove(rust.replace("#![no_std]\n", "#![no_std]\n#![allow(non_upper_case_globals)]\n"));
    expect(failed(report)).toEqual([always]);
    expect(Object.fromEntries([...report.tallies].map(([kind, t]) => [kind, `${t.passed}/${t.of}`]))).toEqual({
      "rust constants": "4/5",
      "rust functions": "4/4",
      "rust layouts": "2/2",
      "rust crate": "1/1",
    });
  });

  const damages: readonly (readonly [string, string, string, readonly string[]])[] = [
    ["a value", "= 0x10", "= 0x11", ["wrong rust constants LIMIT"]],
    [
      "two values in one group",
      "0x10;\npub const RED: color = 0",
      "0x11;\npub const RED: color = 1",
      ["wrong rust constants LIMIT", "wrong rust constants RED"],
    ],
    ["a constant's type", "LIMIT: c_ulong", "LIMIT: c_long", ["wrong rust constants LIMIT"]],
    ["a constant's width", "red_alias: c_int", "red_alias: c_long", ["wrong rust constants red_alias"]],
    ["a size", "pub y: c_long", "pub y: c_long, pub z: c_int", ["wrong rust layouts struct point"]],
    ["an order", "pub x: c_int, pub y: c_long", "pub y: c_long, pub x: c_int", ["wrong rust layouts struct point"]],
    ["an argument", "flags: c_uint", "flags: c_ulong", ["wrong rust functions distance"]],
    ["a pointer's constness", "a: *const point", "a: *mut point", ["wrong rust functions distance"]],
    ["a return type", "-> !", "", ["wrong rust functions stop"]],
    ["a warning", "pub type color", "fn unused() {}\npub type color", ["wrong rust crate the crate"]],
  ];
  for (const [what, from, to, expected] of damages) {
    it(`names ${what} that is wrong`, async ({ skip }) => {
      if (tools.rustc === undefined) skip();
      const text = rust.replace("#![no_std]\n", "#![no_std]\n#![allow(non_upper_case_globals)]\n");
      expect(text.includes(from)).toBe(true);
      expect(failed(await prove(text.replace(from, to)))).toEqual([always, ...expected].sort());
    });
  }

  it("asks the rustc that was named, through cargo too", async ({ skip }) => {
    const { rustc, cargo } = (await findTools({ cc: undefined }, runProcess)).value;
    if (rustc === undefined || cargo === undefined) skip();
    const home = mkdtempSync(join(tmpdir(), "kpigen-rustc-"));
    try {
      const own = join(home, "rustc");
      writeFileSync(own, `#!/bin/sh\necho "$*" >> "${home}/calls"\nexec ${rustc} "$@"\n`, { mode: 0o755 });
      const manifest =
        '[package]\nname = "kpi"\nversion = "0.1.0"\nedition = "2021"\n[features]\nlayout-asserts = []\n';
      const files = new Map([
        ["Cargo.toml", manifest],
        ["src/lib.rs", rust],
      ]);
      const proof = { ...provable(handMade(), header, amd64), crate, files };
      await verify(proof, { tools: { cc: undefined, rustc: own, cargo }, jobs: 1 });
      expect(readFileSync(join(home, "calls"), "utf8")).toMatch(/--crate-name kpi .*layout-asserts/);
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  it("lets the host stand in for another machine: char as there, instructions left out", async ({ skip }) => {
    if (tools.rustc === undefined) skip();
    const allowing = rust.replace("#![no_std]\n", "#![no_std]\n#![allow(non_upper_case_globals)]\n");
    const names = "{c_char, c_int, c_long, c_short, c_uint, c_ulong, c_void}";
    const text = allowing.replace("core::ffi::*", `core::ffi::${names}`).replace(
      "} }\n",
      `#[inline] pub unsafe fn get() -> c_char { let x: u64; core::arch::asm!("mrs {x}, tpidr_el1", x = out(reg) x); x as u8 }
pub fn said() -> core::ffi::c_char { unsafe { *c"no".as_ptr() } }
core::arch::global_asm!(".weak elsewhere");
} }
`,
    );
    const files = new Map([["src/lib.rs", text]]);
    const on = (target: Target) =>
      verify({ ...provable(handMade(), header, target), crate, files }, { tools, jobs: 1 });
    const arm64 = { ...amd64, rustTarget: "aarch64-unknown-openbsd", charIsSigned: false };
    const report = await on(arm64);
    expect(report.rustAsked).toBe(true);
    expect(report.notes.at(-1)).toMatch(/ stood in for it, inline assembly left out$/);
    expect(failed(report)).toEqual([always]);
    // the same crate where char has a sign is no C of that machine
    expect(failed(await on({ ...arm64, charIsSigned: true }))).toEqual(["wrong rust crate the crate"]);
  });

  it("is not asked where nothing has the same sizes", async ({ skip }) => {
    if (tools.rustc === undefined) skip();
    const target = { ...amd64, rustTarget: "armv7-unknown-freebsd", pointer: { size: bytes(4), align: bytes(4) } };
    const files = new Map([["src/lib.rs", rust]]);
    const report = await verify({ ...provable(handMade(), header, target), crate, files }, { tools, jobs: 1 });
    expect([report.rustAsked, report.tallies.size, report.failures]).toEqual([false, 0, []]);
  });

  it("names an item that the crate lost without listing it", async ({ skip }) => {
    if (tools.rustc === undefined) skip();
    const modules = [{ ...crate.modules[0], items: crate.modules[0].items.slice(1) }];
    const proof = {
      ...provable(handMade(), header, amd64),
      crate: { ...crate, modules },
      files: new Map([
        [
          "src/lib.rs",
          `#![allow(non_upper_case_globals)]\n${rust}`.replace("#![no_std]\n", "").replace(/^/, "#![no_std]\n"),
        ],
      ]),
    };
    expect(failed(await verify(proof, { tools, jobs: 1 }))).toEqual([always, "wrong rust constants LIMIT"].sort());
  });

  /** A second unit in which `point` is 24 bytes long, and what its module has of it. */
  async function proveTwo(module: Partial<RustModule>, text: string): Promise<VerifyReport> {
    const proof = provable(handMade(), header, amd64);
    const [unit] = proof.units;
    const records = unit.program.records.map((one) =>
      one.tag === "point" && one.layout !== undefined ? { ...one, layout: { ...one.layout, size: bytes(24) } } : one,
    );
    const own = { ...unit, name: "other.h", program: { ...unit.program, records } };
    const other = { path: ["other"], header: "other.h", imports: [], items: [], atRoot: false, leftOut: [], ...module };
    const start = "#![no_std]\n#![allow(non_upper_case_globals)]\n";
    return verify(
      {
        ...proof,
        units: [unit, own],
        crate: { ...crate, modules: [other, ...crate.modules] },
        files: new Map([["src/lib.rs", rust.replace("#![no_std]\n", start) + text]]),
      },
      { tools, jobs: 1 },
    );
  }

  it("asks each unit's own item, where one place is laid out in two ways", async ({ skip }) => {
    if (tools.rustc === undefined) skip();
    const text = (size: number) => `pub mod other { #[repr(C, align(8))] pub struct point { x: [u8; ${size}] } }`;
    const items = [record("point", [])];
    expect(failed(await proveTwo({ items }, text(24)))).toEqual([always]);
    expect(failed(await proveTwo({ items }, text(16)))).toEqual([always, "wrong rust layouts struct point"]);
  });

  it("asks another unit's item where a unit's module names that", async ({ skip }) => {
    if (tools.rustc === undefined) skip();
    const imports = [{ path: "crate::hand::made", names: ["point"] }];
    const text = "pub mod other { use crate::hand::made::point; pub type alias = point; }";
    expect(failed(await proveTwo({ imports }, text))).toEqual([always, "wrong rust layouts struct point"]);
    expect(failed(await proveTwo({}, "pub mod other { }"))).toEqual([always]);
  });

  it("asks which integers an enum has only where its unit defines it", async ({ skip }) => {
    if (tools.rustc === undefined) skip();
    const proof = provable(handMade(), header, amd64);
    const [unit] = proof.units;
    const { types, functions, enums } = unit.program;
    const returnsEnum = (complete: boolean): CProgram => ({
      ...unit.program,
      enums: enums.map((one) => ({ ...one, complete })),
      types: types
        .map(
          (type, id) =>
            (id === functions.find(({ name }) => name === "renamed")?.type
              ? { ...type, returns: types.length as TypeId }
              : type) as CType,
        )
        .concat({ kind: "enum", enum: enums[0].id }),
    });
    const start = "#![no_std]\n#![allow(non_upper_case_globals)]\n";
    const text = rust.replace("#![no_std]\n", start).replace("renamed() -> c_int", "renamed() -> c_long");
    const judged = async (complete: boolean) => {
      const units = [{ ...unit, program: returnsEnum(complete) }];
      return failed(
        await verify({ ...proof, units, crate, files: new Map([["src/lib.rs", text]]) }, { tools, jobs: 1 }),
      );
    };
    expect(await judged(true)).toEqual([always, "wrong rust functions renamed"]);
    expect(await judged(false)).toEqual([always]);
  });
});
