/** Where items land: modules of headers, units of their own, what is kept when the user narrows, and names across all of that. */
import { describe, expect, test } from "vitest";
import type { RustCrate, RustItem, Selection } from "../../src/rust/index.js";
import { modulePath } from "../../src/rust/rust-name.js";
import { HandProgram } from "./hand-program.js";

test.each([
  ["sys/_mutex.h", "sys::_mutex"],
  ["sys/type.h", "sys::r#type"],
  ["net/if-x.y.h", "net::if_x_y"],
  ["dev/3com/mod.h", "dev::_3com::mod_"],
  ["lib.h", "lib_"],
  ["../x/./self.h", "x::self_"],
])("%s is module %s", (header, path) => {
  expect(modulePath(header).join("::")).toBe(path);
});

function module(crate: RustCrate, path: string) {
  return crate.modules.find((one) => one.path.join("::") === path);
}

/** Not the crate's own ones: those of types and layout helpers. */
const ofHeaders = (crate: RustCrate) => crate.modules.filter((one) => one.header !== "");

const names = (items: readonly RustItem[] = []): string[] =>
  items.flatMap((item) => ("name" in item && item.name !== undefined ? [item.name] : []));

describe("modules", () => {
  test("import exactly what they need, each name from the module that has it", () => {
    const hand = new HandProgram();
    hand.header("sys/a.h", "struct a { int x; };");
    const a = hand.record("a", [["x", hand.int()]]);
    hand.header("net/b.h", "struct b { struct a *a; unsigned long n; };");
    hand.record("b", [
      ["a", hand.pointer(a)],
      ["n", hand.int("unsigned long")],
    ]);
    expect(module(hand.translate(), "net::b")?.imports).toEqual([
      { path: "core::ffi", names: ["c_ulong"] },
      { path: "crate::sys::a", names: ["a"] },
    ]);
  });

  test("a name that a module has itself is not imported over it", () => {
    const hand = new HandProgram();
    hand.header("sys/_stat.h", "struct stat { int x; };");
    const record = hand.record("stat", [["x", hand.int()]]);
    hand.header("sys/stat.h", "int stat(struct stat *);");
    hand.function("stat", hand.functionType(hand.int(), [["sb", hand.pointer(record)]]));
    const stat = module(hand.translate(), "sys::stat");
    expect(stat?.imports).toEqual([{ path: "core::ffi", names: ["c_int"] }]);
    expect(JSON.stringify(stat?.items)).toContain('"crate::sys::_stat::stat"');
  });

  test("two headers of one path are two modules; a type named like a header at the root keeps its name", () => {
    const hand = new HandProgram();
    for (const [header, tag] of [
      ["a-b.h", "one"],
      ["a_b.h", "two"],
      ["termios.h", "termios"],
    ]) {
      hand.header(header, `struct ${tag} { int x; };`);
      hand.record(tag, [["x", hand.int()]]);
    }
    const crate = hand.translate();
    expect(ofHeaders(crate).map((one) => one.path.join("::"))).toEqual(["a_b", "a_b_", "termios_h"]);
    expect(crate.renamed).toEqual([]);
  });

  test("what C has no Rust type for is declared once, in a module of its own", () => {
    const hand = new HandProgram();
    hand.header("sys/x.h", "extern long double a; extern double _Complex b;");
    hand.variable("a", hand.type({ kind: "float", name: "long double" }));
    hand.variable("b", hand.type({ kind: "complex", of: "double" }));
    const crate = hand.translate();
    expect(names(module(crate, "c_types")?.items)).toEqual(["c_longdouble", "c_double_complex"]);
  });
});

describe("a unit of its own", () => {
  const common = new HandProgram();
  common.header("sys/t.h", "struct shared { int x; }; struct tcb { int x; };");
  common.record("shared", [["x", common.int()]]);
  common.record("tcb", [["x", common.int()]]);
  const own = new HandProgram(common.sources);
  // the same header again, at the same places
  own.header("net/dccp.h", "struct tcb { long y; }; struct z { struct shared *s; struct tcb *t; struct w *w; };");
  const shared = own.record("shared", [["x", own.int()]]);
  own.records[0] = { ...own.records[0], origin: common.records[0].origin };
  const tcb = own.record("tcb", [["y", own.int("long")]]);
  own.header("net/dep.h", "struct w { int v; };");
  const w = own.record("w", [["v", own.int()]]);
  own.header("net/dccp.h", "struct z { struct shared *s; struct tcb *t; struct w *w; };");
  own.record("z", [
    ["s", own.pointer(shared)],
    ["t", own.pointer(tcb)],
    ["w", own.pointer(w)],
  ]);
  const crate = common.translate({
    programs: [
      { unit: "common", program: common.program, headers: [], isCommon: true },
      { unit: "net/dccp.h", program: own.program, headers: ["net/dccp.h"], isCommon: false },
    ],
  });

  test("keeps its types in its module, with those that nobody else has, and takes the rest from the crate", () => {
    const dccp = module(crate, "net::dccp");
    expect(dccp?.atRoot).toBe(false);
    expect(new Set(names(dccp?.items))).toEqual(new Set(["tcb", "z", "w"]));
    expect(dccp?.imports.filter((one) => one.path.startsWith("crate"))).toEqual([
      { path: "crate::sys::t", names: ["shared"] },
    ]);
    expect(names(module(crate, "sys::t")?.items)).toEqual(["shared", "tcb"]);
  });

  test("takes values from the unit that gives their header, and leaves out what needs a value that none gives", () => {
    const all = new HandProgram();
    all.header("sys/t.h", "");
    all.integer("SHARED", 3n);
    const one = new HandProgram(all.sources);
    one.header("net/base.h", "#define BASE 1\n");
    one.integer("BASE", 1n);
    const two = new HandProgram(all.sources);
    two.header("net/base.h", "#define BASE 1\n");
    two.integer("BASE", 1n);
    two.header("<command line>", "#define GONE 2\n");
    two.integer("GONE", 2n);
    two.header("net/user.h", "#define A BASE\n#define B GONE\n#define C B\n#define D SHARED\n");
    two.integer("A", 1n, { aliasOf: "BASE" });
    two.integer("B", 2n, { aliasOf: "GONE" });
    two.integer("C", 2n, { aliasOf: "B" });
    two.macros[0] = { ...two.macros[0], origin: one.macros[0].origin };
    const made = all.translate({
      programs: [
        { unit: "common", program: all.program, headers: [], isCommon: true },
        { unit: "net/base.h", program: one.program, headers: ["net/base.h"], isCommon: false },
        { unit: "net/user.h", program: two.program, headers: ["net/user.h"], isCommon: false },
      ],
    });
    const user = module(made, "net::user");
    expect(names(user?.items)).toEqual(["A"]);
    expect(user?.imports).toContainEqual({ path: "crate::net::base", names: ["BASE"] });
    expect(made.leftOut.map(({ name, why }) => `${name}: ${why}`)).toEqual([
      "B: needs GONE, which is left out",
      "C: needs B, which is left out",
    ]);
  });

  test("gives what a header that the common unit gives declares in it alone, and macros that are others there", () => {
    const all = new HandProgram();
    all.header("sys/t.h", "SAME 1 OTHER 1 LARGER 2 int both(void); int only(void);");
    all.integer("SAME", 1n);
    all.integer("OTHER", 1n);
    all.function("both", all.functionType(all.int(), []));
    // begins in the same header
    const own = new HandProgram(all.sources);
    own.integer("SAME", 1n);
    own.integer("LARGER", 2n);
    own.macros.push({ ...own.macros[1], name: "OTHER" });
    own.function("both", own.functionType(own.int(), []));
    own.function("only", own.functionType(own.int(), []));
    own.header("net/user.h", "");
    own.integer("USER", 3n);
    const made = all.translate({
      programs: [
        { unit: "common", program: all.program, headers: [], isCommon: true },
        { unit: "net/user.h", program: own.program, headers: ["net/user.h"], isCommon: false },
      ],
    });
    expect(names(module(made, "sys::t")?.items).sort()).toEqual(["OTHER", "SAME", "both"]);
    expect(names(module(made, "net::user")?.items).sort()).toEqual(["LARGER", "OTHER", "USER", "only"]);
  });

  test("gives the common unit the definition of a record that is only named there", () => {
    const all = new HandProgram();
    all.header("sys/t.h", "struct inner; struct outer { struct inner *inner; };");
    const named = all.record("inner", undefined);
    all.record("outer", [["inner", all.pointer(named)]]);
    const own = new HandProgram(all.sources);
    own.header("net/user.h", "struct inner { int x; };");
    own.record("inner", [["x", own.int()]]);
    const made = all.translate({
      programs: [
        { unit: "common", program: all.program, headers: [], isCommon: true },
        { unit: "net/user.h", program: own.program, headers: ["net/user.h"], isCommon: false },
      ],
    });
    const [first, second] = module(made, "sys::t")?.items ?? [];
    expect(first).toMatchObject({ kind: "use", path: "crate::net::user::inner", public: true });
    expect(second).toMatchObject({ kind: "record", name: "outer" });
    expect(names(module(made, "net::user")?.items)).toContain("inner");
  });

  test("lists a macro that names a member of a record which the common unit gives", () => {
    const all = new HandProgram();
    all.header("net/if.h", "struct request { int address; };");
    const of = (hand: HandProgram) => hand.record("request", [["address", hand.int()]]);
    of(all);
    const own = new HandProgram(all.sources);
    of(own);
    own.header("net/user.h", "struct other { int address; };");
    own.record("other", [["address", own.int()]]);
    own.macro("target", { kind: "member-path", path: [{ kind: "member", name: "address" }] });
    const made = all.translate({
      programs: [
        { unit: "common", program: all.program, headers: [], isCommon: true },
        { unit: "net/user.h", program: own.program, headers: ["net/user.h"], isCommon: false },
      ],
    });
    expect(made.leftOut.map(({ name, why }) => `${name}: ${why}`)).toEqual([
      "target: the member address of struct request, which another unit gives",
    ]);
    expect(JSON.stringify(module(made, "net::user")?.items)).toContain('"target"');
  });

  test("has keys of its own, and leave to declare a symbol differently", () => {
    const keys = crate.modules.flatMap((one) => one.items.map((item) => item.key));
    expect(new Set(keys).size).toBe(keys.length);
    expect(crate.attributes.join()).toContain("clashing_extern_declarations");
  });
});

describe("selection", () => {
  const hand = new HandProgram();
  hand.header("sys/s.h", "");
  const inner = hand.record("inner", [["x", hand.int()]]);
  const outer = hand.record("outer", [["i", inner]]);
  hand.record("other", [["x", hand.int()]]);
  const alias = hand.typedef("outer_t", outer);
  hand.function("mtx_use", hand.functionType(hand.void(), [["o", hand.pointer(alias)]]));
  hand.function("sx_use", hand.functionType(hand.void(), []));
  hand.integer("BASE", 1n);
  hand.integer("ALIAS", 1n, { aliasOf: "BASE" });
  hand.enum("color", { RED: 0n });
  const none: Selection = { only: [], allow: [], block: [], opaque: [] };
  const kept = (selection: Partial<Selection>, mode: "crate" | "single-file" = "crate") =>
    names(ofHeaders(hand.translate({ selection: { ...none, ...selection }, mode }))[0]?.items).sort();

  test.each([
    [{ only: ["mtx_*"] }, ["inner", "mtx_use", "outer", "outer_t"]],
    [{ only: ["ALIAS"] }, ["ALIAS", "BASE"]],
    [{ only: ["enum *"] }, ["RED", "color"]],
    [{ only: ["struct o*er"] }, ["inner", "other", "outer"]],
    [{ allow: ["sx_.*", "BASE"] }, ["BASE", "sx_use"]],
    [{ only: ["mtx_?se"], allow: ["RED"] }, ["RED", "color", "inner", "mtx_use", "outer", "outer_t"]],
    [{ only: ["outer_t"], opaque: ["outer"] }, ["outer", "outer_t"]],
    [{ only: ["ALIAS"], block: ["BASE"] }, ["ALIAS"]],
  ] as const)("%j keeps %j", (selection, expected) => {
    expect(kept(selection as Partial<Selection>)).toEqual(expected);
  });

  test("a blocked type is opaque in a crate, and the user's own in a single file", () => {
    expect(kept({ only: ["outer"], block: ["inner"] })).toEqual(["inner", "outer"]);
    const selection = { ...none, only: ["outer"], block: ["inner"] };
    const single = hand.translate({ selection, mode: "single-file" });
    expect(single.modules[0].imports).toContainEqual({ path: "super", names: ["inner"] });
  });
});
