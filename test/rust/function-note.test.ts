/** What an inline function's attributes ask of a C compiler and Rust has not (GCC: Common Function Attributes; Basic Asm): its item says so, or it has none. */
import { expect, test } from "vitest";
import { translateTexts } from "./body/twin.js";

const header = `
static inline __attribute__((constructor)) void before_main(void) { }
static void __attribute__((__destructor__(200))) behind_main(void) { }
static inline __attribute__((aligned(64))) int aligned_code(int x) { return x; }
static inline __attribute__((section(".text.rare"))) int of_a_section(int x) { return x; }
static inline __attribute__((naked)) int of_assembly_alone(void) { __asm__("ret"); }
static inline int calls_it(void) { return of_assembly_alone(); }
static inline __attribute__((vectorcall)) int of_another_convention(int x) { return x; }
static inline int calls_that(int x) { return of_another_convention(x); }
#define CALLS_THAT(x) of_another_convention(x)
static inline int plain(int x) { return x; }
__asm__(".globl defined_here\\ndefined_here: ret\\n");
`;

test("attributes of inline functions that Rust has not are told", async () => {
  const { crate, text } = await translateTexts({ "notes.h": header });
  const notes = new Map(
    crate.modules.flatMap(({ items }) =>
      items.flatMap((one) => (one.kind === "function" ? [[one.name, one.doc.notes] as const] : [])),
    ),
  );
  expect(notes.get("before_main")).toEqual(["C calls it before `main`; Rust does not."]);
  expect(notes.get("behind_main")).toEqual(["C calls it behind `main`; Rust does not."]);
  expect(notes.get("aligned_code")).toEqual(["C aligns its code; Rust does not."]);
  expect(notes.get("of_a_section")).toEqual(["C puts its code into a section of its own; Rust does not."]);
  expect(notes.get("plain")).toEqual([]);
  expect(crate.leftOut.map(({ what, name }) => [what, name])).toEqual([
    ["assembly", "asm"],
    ["inline function", "of_assembly_alone"],
    ["inline function", "calls_it"],
    ["inline function", "of_another_convention"],
    ["inline function", "calls_that"],
    ["function-like macro", "CALLS_THAT"],
  ]);
  expect(text).not.toMatch(/of_assembly_alone\(|of_another_convention\(/);
});

test("static functions without a body say why they cannot be called", async () => {
  const { crate } = await translateTexts({
    "static.h": `
static int never_defined(void);
static int weak_name(void) __attribute__((weakref("elsewhere")));
static int other_name(void) __attribute__((alias("elsewhere")));
`,
  });
  expect(crate.leftOut.map(({ name, why }) => `${name}: ${why}`)).toEqual([
    "never_defined: static: there is no symbol to link to",
    "weak_name: static: a weak reference to another symbol (weakref)",
    "other_name: static: another name of elsewhere",
  ]);
});
