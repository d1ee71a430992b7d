/** What the analyzer refuses and where, how redeclarations merge, what text around a declaration says. */
import { describe, expect, it } from "vitest";
import { analyze } from "./analyzed.js";

describe("each is diagnosed at its line, and what stands around it stays", () => {
  it.each([
    ["extern int x;\nextern long x;\n", ["semantics/redeclared 2"]],
    ["int f(int);\nint f(long);\n", ["semantics/redeclared 2"]],
    ["struct s { int a; };\nstruct s { int b; };\n", ["semantics/redeclared 2"]],
    ["struct s;\nunion s *p;\n", ["semantics/redeclared 2"]],
    ["typedef int t;\ntypedef long t;\n", ["semantics/redeclared 2"]],
    ["enum e { A };\nenum f { A };\n", ["semantics/redeclared 2"]],
    ["struct t;\nstruct s { struct t m; };\n", ["semantics/incomplete-type 2"]],
    ["extern int x[-1];\n", ["semantics/bad-array-size 1"]],
    ["extern char x[0x7fffffffffffffff];\n", ["semantics/bad-array-size 1"]],
    ["typedef int t __attribute__((aligned(32)));\nextern t x[2];\n", ["semantics/bad-array-size 2"]],
    ["struct s;\nextern struct s x[2];\nstruct s { int a; };\n", ["semantics/incomplete-type 2"]],
    ["struct s;\nextern struct s x[];\n", ["semantics/incomplete-type 2"]],
    ["extern int x[2][];\n", ["semantics/incomplete-type 1"]],
    ["extern int n;\nextern int x[n];\n", ["semantics/not-constant 2"]],
    ["static int n = 1;\nextern int x[n];\n", ["semantics/not-constant 2"]],
    ["static const volatile int n = 1;\nextern int x[n];\n", ["semantics/not-constant 2"]],
    ["const int n __attribute__((weak)) = 1;\nextern int x[n];\n", ["semantics/not-constant 2"]],
    ["extern const int n;\nenum e { A = n };\n", ["semantics/not-constant 2"]],
    ["static const int n = n;\nenum e { A = n };\n", ["semantics/not-constant 2"]],
    ["static const int n = 0;\nenum e { A = 1 / n };\n", ["semantics/not-constant 2"]],
    ["static const int n = -1;\nextern int x[n];\n", ["semantics/bad-array-size 2"]],
    ["extern int x[1 / 0];\n", ["semantics/not-constant 1"]],
    ["struct s { int a : 33; };\n", ["semantics/bad-bit-field 1", "semantics/unsupported 1"]],
    ["struct s { float a : 3; };\n", ["semantics/bad-bit-field 1", "semantics/unsupported 1"]],
    ['_Static_assert(sizeof(int) == 8, "no");\n', ["semantics/static-assert 1"]],
    ["typedef int t;\nstruct s { t a; };\ntypedef int t __attribute__((aligned(16)));\n", ["semantics/redeclared 3"]],
    ["extern int x __attribute__((never_heard_of));\n", ["semantics/unknown-attribute 1"]],
    ["struct s { char a; int b [[packed]]; };\n", ["semantics/unknown-attribute 1"]],
    ["long float x;\n", ["semantics/bad-specifiers 1"]],
    ["int f(void)[3];\n", ["semantics/bad-specifiers 1"]],
    ["extern int x[sizeof(undeclared)];\n", ["semantics/unknown-name 1", "semantics/not-constant 1"]],
    ["enum e { A, A };\n", ["semantics/redeclared 1"]],
    ["enum e { A = 1.5 };\n", ["semantics/not-constant 1"]],
    ["enum e { A = 0xffffffffffffffff, B };\n", ["semantics/not-constant 1"]],
    ["enum e { A = (unsigned __int128)-1 };\n", ["semantics/not-constant 1"]],
    ["enum e : unsigned char { A = 255, B };\n", ["semantics/not-constant 1"]],
    ["struct s { int a; } __attribute__((randomize_layout));\n", ["semantics/unsupported 1"]],
    ["#pragma ms_struct on\nstruct s { int a; } __attribute__((gcc_struct));\n", ["semantics/unsupported 2"]],
    ["#pragma ms_struct maybe\nstruct s { int a; } __attribute__((gcc_struct));\n", ["preprocess/directive 1"]],
    [
      "#pragma options align=mac68k\nstruct s { int a; };\n#pragma align=reset\nstruct t { int a; };\n",
      ["semantics/unsupported 2"],
    ],
    [
      "#pragma scalar_storage_order big-endian\nstruct s { int a; };\n#pragma scalar_storage_order default\nstruct t { int a; };\n",
      ["semantics/unsupported 2"],
    ],
    ["#pragma scalar_storage_order little-endian\nstruct s { int a; };\n", []],
    [
      "#pragma clang attribute push(__attribute__((ms_struct)), apply_to=record)\nstruct s { int a; };\n#pragma clang attribute pop\n",
      ["preprocess/directive 1"],
    ],
    [
      '#pragma clang attribute push(__attribute__((annotate("weak"))), apply_to=function)\nint f(void);\n#pragma clang attribute pop\n',
      [],
    ],
    ["#pragma weak 3\n", ["preprocess/directive 1"]],
  ])("%j", (text, expected) => {
    const { messages, program } = analyze(`${text}extern int after;\n`);
    expect(messages).toEqual(expected);
    expect(program.variables.some(({ name }) => name === "after")).toBe(true);
  });
});

describe("bounds", () => {
  it("thousands of operands and deep nesting end in a diagnostic or a value, never in an overflow", () => {
    const sum = Array.from({ length: 5000 }, () => "1").join(" + ");
    const pointers = `int ${"*".repeat(5000)}p;\n`;
    const { program } = analyze(`enum e { A = ${sum} };\n${pointers}extern int after;\n`);
    expect(program.variables.some(({ name }) => name === "after")).toBe(true);
  });

  it("a function type whose parameters double at each level is given up where it cannot be written", () => {
    const chain = Array.from({ length: 60 }, (_, i) => `typedef void (*t${i + 1})(t${i}, t${i});\n`).join("");
    const { messages, program } = analyze(`typedef int t0;\n${chain}extern int after;\n`);
    expect(messages[0]).toBe("semantics/unsupported 17");
    expect(program.variables.some(({ name }) => name === "after")).toBe(true);
  });

  it("a record that nothing ends is diagnosed at the end", () => {
    const { messages } = analyze("extern int before;\nstruct s { int a;\n");
    expect(messages).toEqual(["syntax/error 2"]);
  });
});

it("redeclarations add up", () => {
  const { program, messages } = analyze(
    '/* first */\nint f();\nint f(int a) __attribute__((weak));\nextern int f(int) __asm("g");\nextern int x[];\nextern int x[4] __attribute__((aligned(32)));\n',
  );
  expect(messages).toEqual([]);
  const [f] = program.functions;
  expect(f).toMatchObject({ name: "f", weak: true, asmLabel: "g", storage: "extern", body: undefined });
  expect(f.origin.comment).toBe("first");
  expect(program.types[f.type]).toMatchObject({ kind: "function", prototype: true, parameters: [{ name: "a" }] });
  expect(program.types[program.variables[0].type]).toMatchObject({ kind: "array", length: 4 });
  expect(program.variables[0].aligned).toBe(32);
});

it("nameless records know what holds them", () => {
  const { program } = analyze(
    "typedef struct { int a; } t;\nstruct s { struct { int b; } m; union { int c; }; };\nstruct { int d; } v;\n",
  );
  expect(program.records.map(({ holder, tag }) => tag ?? holder?.kind)).toEqual([
    "typedef",
    "s",
    "member",
    "anonymous-member",
    "declaration",
  ]);
});

it("options of the conditionals around a declaration", () => {
  const { program } = analyze(
    "#ifdef INET\n#else\nint without;\n#endif\nint always;\n#ifndef INET\nstruct s { int m; };\n#endif\n",
  );
  expect(program.variables.map(({ name, origin }) => [name, origin.options])).toEqual([
    ["without", ["INET"]],
    ["always", []],
  ]);
  expect(program.records[0].definition?.members[0].origin.options).toEqual(["INET"]);
});

it("options of the conditionals around an #include, unless another one asks for nothing", () => {
  const guarded = (name: string, text: string) => `#ifndef ${name}\n#define ${name}\n${text}#endif\n`;
  const { program } = analyze(
    '#ifndef INET\n#include "a.h"\n#include "always.h"\n#endif\n#include "always.h"\n#ifndef SMP\n#include "b.h"\n#endif\n',
    "amd64",
    {
      "a.h": guarded("A", '#ifndef VIMAGE\n#include "b.h"\nextern int a;\n#endif\n'),
      "b.h": guarded("B", '#ifdef SMP\n#else\nextern int b1;\n#endif\nextern int b2;\n#include "c.h"\n'),
      "c.h": "#ifdef VIMAGE\n#else\nextern int c;\n#endif\n",
      "always.h": guarded("ALWAYS", "extern int always;\n"),
    },
  );
  expect(Object.fromEntries(program.variables.map(({ name, origin }) => [name, origin.options]))).toEqual({
    a: ["INET", "VIMAGE"],
    // b.h is there without SMP, or without INET and VIMAGE: no option is asked on every way
    b1: ["SMP"],
    b2: [],
    // c.h has one #include, which was read under the first way to b.h
    c: ["INET", "VIMAGE"],
    always: [],
  });
});

it("another calling convention is part of the type", () => {
  const text = "typedef void (__attribute__((ms_abi)) *call_t)(int);\n";
  const convention = (machine: string) => {
    const { program } = analyze(text, machine);
    const pointer = program.types[program.typedefs[0].type];
    const fn = pointer.kind === "pointer" ? program.types[pointer.to] : undefined;
    return fn?.kind === "function" ? fn.convention : "none";
  };
  expect(convention("amd64")).toBe("ms_abi");
  expect(convention("arm64")).toBeUndefined();
});

it("a fork knows what came before and shares nothing after", () => {
  const { analyzer } = analyze("struct s; typedef int t;\n");
  const fork = analyzer.fork(analyze("").unit);
  fork.analysis.tags.updateRecord(0 as never, { tagKind: "union" });
  fork.analysis.file.names.delete("t");
  expect(analyzer.finish().records[0].tagKind).toBe("struct");
  expect(analyzer.analysis.file.name("t")).toBeDefined();
  expect(fork.finish().typedefs).toEqual(analyzer.finish().typedefs);
});

it("what decides a branch of a macro declares its records no more often than what is added", () => {
  const records = (value: string) => analyze(`int f(void);\n#define VALUE (${value})\n`).program.records.length;
  const added = records("(int)sizeof(struct { int only; }) + f()");
  expect(added).toBeGreaterThan(0);
  expect(records("sizeof(struct { int only; }) > 2 ? f() : 0")).toBe(added);
});
