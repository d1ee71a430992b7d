/** Every kind of item as rustc sees it, in both editions: it compiles without a warning, and long literals keep their value. */
import { expect, test } from "vitest";
import { printSingleFile } from "../../src/print/index.js";
import { printItems } from "../../src/print/module.js";
import type { RustItem } from "../../src/rust/index.js";
import { layoutHelperItems } from "../../src/rust/layout-helper.js";
import {
  a,
  alias,
  array,
  bin,
  block,
  blockOf,
  call,
  cast,
  constant,
  cptr,
  crateOf,
  doc,
  does,
  externFn,
  externStatic,
  field,
  fn,
  fnType,
  gives,
  ifOf,
  lets,
  literal,
  macro,
  method,
  moduleOf,
  noDoc,
  option,
  ptr,
  record,
  returns,
  set,
  t,
  un,
  valueMacro,
  when,
} from "./make.js";
import { haveRustc, rustc } from "./rustc.js";

const key = "x" as RustItem["key"];
const many = (n: number) => Array.from({ length: n }, (_, i) => [`argument_${i}`, ptr("c_void")] as const);
const callback = option(
  fnType(
    [
      ["argument", ptr("c_void")],
      [undefined, "c_int"],
    ],
    "c_int",
  ),
);
const words = 'The \\"quick\\" brown\\\\fox \\u{1f600} jumps\\x09over  the lazy dog\\n '.repeat(8);

/** An item of each kind, each kind of statement and expression, long and short. */
export const everything: readonly RustItem[] = [
  record("turnstile", [["_data", "[u8; 0]"]], { doc: doc("sys/x.h:1", "A */ comment", "\r\n#![evil]", "\u202e") }),
  record("r#type", [
    ["r#fn", callback, doc(undefined, "Called.")],
    [
      "a_callback_with_a_long_name_that_does_not_fit",
      option(fnType([...many(4), ["callback", callback]], { kind: "never" })),
    ],
    ["refs", { kind: "array", of: cptr(ptr("c_char")), length: "2 * 3" }],
  ]),
  record(
    "u",
    [
      ["a", "c_int"],
      ["b", "u64"],
    ],
    { union: true, attributes: ["repr(C, align(16))", "derive(Copy, Clone)"] },
  ),
  record("color", [["0", "c_int"]], { attributes: ["repr(transparent)"] }),
  record("nothing", []),
  alias("long_t", option(fnType(many(20), ptr("c_void")))),
  alias("tuple_t", { kind: "tuple", of: [t("c_int"), t("u8")] }),
  externFn("short_fn", [[undefined, "c_int"]]),
  externFn("printf", [["fmt", cptr("c_char")]], "c_int", { variadic: true }),
  externFn("filled", many(9), "c_int", { doc: doc("sys/x.h:2") }),
  externFn("broken", [...many(2), ["callback", callback], ["other_callback_of_this", callback]], { kind: "never" }),
  externStatic("ticks", "c_int", noDoc, ['link_name = "ticks_"']),
  externStatic("hook", callback),
  constant("A", "c_int", "0x10", doc("sys/x.h:3")),
  constant("NEGATIVE", "c_int", un("-", "1")),
  constant("SHORT_LIST", "&[&[u8]]", un("&", array('b"a\\0"', 'b"b\\0"'))),
  constant("LONG_LIST", "&[u32]", un("&", array(...Array.from({ length: 60 }, (_, i) => `0x${i}`)))),
  constant("LONG_TEXT", "&core::ffi::CStr", a(`c"${words}"`)),
  constant("LONG_BYTES", "&[u8]", a(`b"${words.replaceAll("\\u{1f600}", "\\x00")}"`)),
  constant(
    "LONG_SUM",
    "c_int",
    Array.from({ length: 40 }, () => a("NEGATIVE")).reduce<ReturnType<typeof a>>(
      (l, r) => bin(l, "+", r) as never,
      a("A"),
    ),
  ),
  constant("ONE", "color", call("color", "1")),
  constant("TWO", "pair", literal("pair", { first: "A", second: cast("A", "u64") })),
  record(
    "pair",
    [
      ["first", "c_int"],
      ["second", "u64"],
    ],
    { attributes: ["repr(C)", "derive(Copy, Clone)"] },
  ),
  {
    kind: "impl",
    key,
    header: "pair",
    items: [
      constant("SIZE", "usize", "16"),
      fn(
        "swap",
        [
          ["self", "&mut Self"],
          ["by", "u64"],
        ],
        "u64",
        block(does(set(field("self", "second"), "by", "+=")), returns(field("self", "second"))),
        { attributes: ["inline"], modifiers: ["pub"] },
      ),
    ],
  },
  ...layoutHelperItems(new Set(["assert_layout"])).map((item) =>
    item.kind === "verbatim" ? { ...item, lines: item.lines.filter((one) => !one.startsWith("#[cfg(")) } : item,
  ),
  { kind: "assert", key, attributes: [], macro: "self::assert_layout", record: "pair", size: 16, align: 8, fields: [] },
  {
    kind: "assert",
    key,
    attributes: [],
    macro: "self::assert_layout",
    record: "pair",
    size: 16,
    align: 8,
    fields: [
      { name: "first", offset: 0 },
      { name: "second", offset: 8 },
    ],
  },
  valueMacro("TWICE", "$x:expr", bin("$x", "*", "2"), doc("sys/x.h:9")),
  { kind: "verbatim", key, lines: ["pub mod inner", "{", "}"], doc: doc(undefined, "By hand.") },
  { kind: "use", key, path: "self::pair", name: "couple", public: true, attributes: [], doc: undefined },
  fn(
    "generic",
    [
      ["x", "T"],
      ["_callback", callback],
      ["_another_callback_that_takes_room", callback],
    ],
    "T",
    block(gives("x")),
    { generics: ["T"], where: ["T: Copy"] },
  ),
  fn(
    "statements",
    [
      ["p", ptr("pair")],
      ["n", "c_int"],
    ],
    "c_int",
    block(
      { kind: "comment", lines: ["CHANGED: all of it.", "\nfn evil() {}"] },
      lets("x", "c_int", "n", true),
      { kind: "let", name: "later", mutable: false, type: t("u64"), value: undefined },
      does(
        set(
          "later",
          ifOf(
            bin("n", "<", "0"),
            block(gives("1")),
            block(gives(ifOf(bin(cast("n", "u64"), "<", "7"), block(gives("2")), block(gives("3"))))),
          ),
        ),
      ),
      when(
        bin("n", "==", "1"),
        block(returns("NEGATIVE")),
        when(bin("n", ">", "1"), block(does(set("x", "1", "+="))), block()),
      ),
      {
        kind: "loop",
        label: "'outer",
        body: block(
          {
            kind: "while",
            label: undefined,
            condition: bin("x", ">", "0"),
            body: block(does(set("x", "1", "-=")), { kind: "continue", label: "outer" }),
          },
          { kind: "break", label: "outer", value: undefined },
        ),
      },
      {
        kind: "match",
        on: a("x"),
        arms: [
          {
            pattern: Array.from({ length: 40 }, (_, i) => String(1000 + i)).join(" | "),
            body: block(does(set("x", "7"))),
          },
          { pattern: "3", body: block(returns("5")) },
          { pattern: "6", body: block(does(call("short_fn", "x")), returns("0")) },
          { pattern: "_", body: block() },
        ],
      },
      { kind: "block", label: undefined, unsafe: true, body: block(does(set(field(un("*", "p"), "first"), "1"))) },
      {
        kind: "block",
        label: "done",
        unsafe: true,
        body: block(
          when(bin("x", "==", "9"), block({ kind: "break", label: "done", value: undefined })),
          does(set("x", "9")),
        ),
      },
      { kind: "item", item: constant("LOCAL", "c_int", "3") },
      does(blockOf(block(gives("x")))),
      does(ifOf(bin("x", "==", "LOCAL"), block(gives("x")), block(gives("n")))),
      does(set(un("*", method(un("&raw mut ", field(un("*", "p"), "first")), "cast")), "3")),
      lets("text", "usize", method("LONG_TEXT", "count_bytes")),
      does(macro("core::assert", bin("text", ">", cast("later", "usize")), '"a message"')),
      gives(bin(blockOf(block(gives("x")), true), "+", field(literal("pair", { first: "1", second: "2" }), "first"))),
    ),
    { attributes: ["inline"], doc: doc("sys/x.h:10", "A function.") },
  ),
];

const allowed =
  "dead_code non_camel_case_types non_upper_case_globals unused_macros unused_assignments static_mut_refs improper_ctypes";
const flags = (edition: string): string[] => [
  `--edition=${edition}`,
  "--crate-type=lib",
  "--emit=metadata",
  "-Dwarnings",
  "-Aunsafe_op_in_unsafe_fn",
  // The data above has these on purpose: a block's value that nobody uses, an unsafe block in an unsafe function.
  "-Aunused_unsafe",
  "-Aunused_braces",
  ...allowed.split(" ").map((lint) => `-A${lint}`),
];

test.skipIf(!haveRustc).each(["2021", "2024"] as const)(
  "every kind of item compiles, edition %s",
  { timeout: 60_000 },
  (edition) => {
    const items = printItems(everything, { edition }, 0);
    expect(items).toBe(printItems(everything, { edition, general: true }, 0));
    expect(rustc(`#![no_std]\nuse core::ffi::{c_char, c_int, c_void};\n\n${items}\n`, flags(edition))).toBe("");
  },
);

test.skipIf(!haveRustc)(
  "a single file has no inner attributes; its lints and imports stay inside",
  { timeout: 60_000 },
  () => {
    // two of them in one crate: what a macro exports would meet at the crate's root
    const items = everything.map((item) => (item.kind === "macro" ? { ...item, attributes: [] } : item));
    const module = moduleOf(["bindings"], items, {
      imports: [{ path: "core::ffi", names: ["c_char", "c_int", "c_void"] }],
      leftOut: [{ name: "F", what: "function-like macro", place: "x.h:1", why: "later" }],
    });
    const crate = crateOf([module], {
      mode: "single-file",
      attributes: [
        `allow(${allowed.replaceAll(" ", ", ")}, unused_unsafe, unused_braces, unused_imports, unused_macros, unsafe_op_in_unsafe_fn)`,
      ],
    });
    const text = printSingleFile(crate, ["Made by a test."]);
    expect(text).not.toMatch(/^\s*(#!\[|\/\/!)/m);
    const both = `#![no_std]\n#![allow(dead_code, unused_imports, ambiguous_glob_reexports)]\nmod a {\n${text}}\nmod b {\n${text}}\npub use a::pair;\n`;
    expect(rustc(both, ["--edition=2021", "--crate-type=lib", "--emit=metadata", "-Dwarnings"])).toBe("");
  },
);

test.skipIf(!haveRustc)("a literal continued over lines has the value of the whole one", { timeout: 60_000 }, () => {
  const long = printItems([constant("PRINTED", "&str", a(`"${words}"`))], { edition: "2021" }, 0);
  expect(long.split("\n").length).toBeGreaterThan(3);
  expect(rustc(`${long}\nfn main() { assert_eq!(PRINTED, "${words}"); println!("equal"); }\n`, [], true)).toBe(
    "equal\n",
  );
});
