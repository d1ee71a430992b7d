/**
 * Every construct of the KPI style against a golden that was written by hand from the style's description (docs/formatting.md), never
 * taken from the printer's output.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { printModule } from "../../src/print/index.js";
import type { RustItem, RustModule } from "../../src/rust/index.js";
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
  verbatim,
  when,
} from "./make.js";

const golden = (name: string): string => readFileSync(new URL(`../cases/print/${name}.rs`, import.meta.url), "utf8");
const print = (module: RustModule): string => printModule(module, { edition: "2021" });

test("the example of the style", () => {
  const callback = option(
    fnType(
      [
        ["arg", ptr("c_void")],
        ["pending", "c_int"],
      ],
      "c_int",
    ),
  );
  const module = moduleOf(
    ["sys", "example"],
    [
      record(
        "turnstile",
        [
          ["_data", "[u8; 0]"],
          ["_marker", "core::marker::PhantomData<(*mut u8, core::marker::PhantomPinned)>"],
        ],
        {
          doc: doc(
            "sys/kern/subr_turnstile.c:129",
            "Sleep queue of one wait channel. (the C comment, if there is one)",
          ),
        },
      ),
      record(
        "mtx",
        [
          ["lock_object", "lock_object", doc(undefined, "Common lock properties.")],
          ["mtx_lock", "uintptr_t", { lines: ["Owner and flags."], definedIn: undefined, notes: ["VOLATILE!"] }],
        ],
        { doc: doc("sys/sys/_mutex.h:46"), attributes: ["repr(C)", "derive(Copy, Clone)"] },
      ),
      externFn(
        "vmem_create",
        [
          ["name", cptr("c_char")],
          ["base", "vmem_addr_t"],
          ["size", "vmem_size_t"],
          ["quantum", "vmem_size_t"],
          ["qcache_max", "vmem_size_t"],
          ["flags", "c_int"],
        ],
        ptr("vmem_t"),
        { doc: doc("sys/sys/vmem.h:71") },
      ),
      externStatic("wdog_software_attach", option(fnType([])), doc("sys/sys/watchdog.h:104"), [
        'link_name = "wdog_software_attach"',
      ]),
      constant("M_ZERO", "c_int", "0x0100"),
      alias(
        "d_open_t",
        fnType(
          [
            ["dev", ptr("cdev")],
            ["oflags", "c_int"],
            ["devtype", "c_int"],
            ["td", ptr("thread")],
          ],
          "c_int",
        ),
      ),
      alias(
        "a_long_alias_t",
        option(
          fnType(
            [
              ["first_argument", ptr("c_void")],
              ["second_argument", ptr("c_void")],
              ["third", "c_int"],
            ],
            "c_int",
          ),
        ),
      ),
      exampleFunction(),
      fn(
        "example_of_many",
        [
          ["first", callback],
          ["second", ptr("c_void")],
          ["third", "c_int"],
        ],
        "c_int",
        block(),
        { generics: ["T"], where: ["T: Copy"] },
      ),
    ],
    {
      imports: [
        { path: "core::ffi", names: ["c_char", "c_int", "c_void"] },
        { path: "crate::sys::turnstile", names: ["turnstile_chain"] },
      ],
      header: "sys/example.h",
    },
  );
  expect(print(module)).toBe(golden("kpi-format-example"));
});

function exampleFunction(): RustItem {
  const or = (left: Parameters<typeof bin>[0], right: Parameters<typeof bin>[2]) => bin(left, "||", right);
  const condition = or(
    or(
      or(
        or(bin("left", "==", "8"), bin(bin("left", ">", "6"), "&&", bin("arg2", "<", "100"))),
        bin("left", "==", bin("arg2", "+", "0x100000000000")),
      ),
      bin("left", "==", bin("arg2", "+", "0x200000000000")),
    ),
    bin("arg2", "==", "5"),
  );
  return fn(
    "example",
    [
      ["arg1", "u64"],
      ["arg2", "u64"],
    ],
    "c_int",
    block(
      lets("left", "u64", "arg1", true),
      when(
        condition,
        block(returns("1")),
        when(
          bin("arg2", "<", "6"),
          block(does(set("left", method("left", "wrapping_add", "1")))),
          block(does(set("left", "0"))),
        ),
      ),
      {
        kind: "while",
        label: undefined,
        condition: bin("left", "!=", "0"),
        body: block(does(set("left", method("left", "wrapping_sub", "1")))),
      },
      {
        kind: "match",
        on: a("arg2"),
        arms: [
          { pattern: "3", body: block(returns("5")) },
          { pattern: "6", body: block(does(call("example_done", "arg2")), returns("0")) },
          { pattern: "_", body: block() },
        ],
      },
      returns(cast("left", "c_int")),
    ),
    { attributes: ["inline"], doc: doc("sys/sys/example.h:12") },
  );
}

test("lists and literals", () => {
  const names = "noro union nosuid noexec async suiddir snapshot multilabel acls nosymfollow untrusted".split(" ");
  const digits = (n: number): string => `c"${"0123456789".repeat(20).slice(0, n)}"`;
  const fox = "The quick brown fox jumps over the lazy dog";
  const flags = ["FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH"].map((word) => a(`A_${word}_FLAG_OF_MANY`));
  const module = moduleOf(
    ["sys", "lists"],
    [
      constant("B_SHORT", "&[&[u8]]", un("&", array('b"ro\\0"', 'b"rw\\0"'))),
      constant("B_VAL", "&[&[u8]]", un("&", array(...names.map((name) => `b"${name}\\0"`)))),
      constant("LINK_ADDRESS", "[u8; 24]", array(...Array.from({ length: 24 }, () => "0xff"))),
      constant("EMPTY", "&[u8]", un("&", array())),
      constant("AN_INITIALISER", "buf_ring", literal("buf_ring", { head: "0", tail: "0" })),
      constant(
        "A_LONG_INITIALISER",
        "buf_ring",
        literal("buf_ring", {
          br_prod_head: "0x11111111",
          br_prod_tail: "0x22222222",
          br_prod_size: "0x33333333",
          br_prod_mask: "0x44444444",
        }),
      ),
      constant(
        "A_LONGER_INITIALISER",
        "buf_ring",
        literal("buf_ring", {
          br_prod_head: "0x11111111",
          br_prod_tail: "0x22222222",
          br_prod_size: "0x33333333",
          br_prod_mask: "0x44444444",
          br_drops: "0x55555555",
        }),
      ),
      constant("OF_ONE_LINE", "&CStr", digits(85)),
      constant("A_LITERAL_OF_A_LINE_OF_ITS_OWN", "&CStr", digits(110)),
      constant("A_LITERAL_UP_TO_THE_HARD_LIMIT", "&CStr", digits(130)),
      constant(
        "A_LITERAL_BEYOND_IT",
        "&CStr",
        `c"${fox} and ${fox.replace("T", "t")} and ${fox.replace("T", "t")}. Again and again and again\\n!"`,
      ),
      constant(
        "FLAGS",
        "c_int",
        flags.slice(1).reduce((left, right) => bin(left, "|", right), flags[0]),
      ),
    ],
  );
  expect(print(module)).toBe(golden("lists-and-literals"));
});

test("signatures", () => {
  const many = (n: number) =>
    Array.from({ length: n }, (_, i) => [`argument_${String(i).padStart(2, "0")}`, ptr("c_void")] as const);
  const long = ["first", "second", "third", "fourth"].map((word) => [`${word}_argument`, ptr("c_void")] as const);
  const module = moduleOf(
    ["sys", "signatures"],
    [
      externFn("no_arguments", []),
      externFn("printf", [["fmt", cptr("c_char")]], "c_int", { variadic: true }),
      externFn("unnamed", [
        [undefined, "c_int"],
        [undefined, ptr("c_void")],
      ]),
      externFn("panic", [["fmt", cptr("c_char")]], { kind: "never" }, { variadic: true }),
      externFn("four_lines_are_filled", many(14), ptr("c_void")),
      externFn("five_are_not", many(17), ptr("c_void")),
      externStatic("hook", option(fnType([[undefined, "c_int"]], "c_int"))),
      externStatic("ticks", "c_int"),
      externFn(
        "short_with_a_callback",
        [
          ["callback", option(fnType([[undefined, ptr("c_void")]]))],
          ["argument", ptr("c_void")],
        ],
        "c_int",
      ),
      alias("of_two_lines_t", fnType(long.slice(0, 3), "c_int")),
      alias("of_three_lines_t", option(fnType(long, "c_int"))),
      alias(
        "with_a_callback_t",
        option(
          fnType(
            [
              ["callback", option(fnType(long.slice(0, 2), "c_int"))],
              ["argument", ptr("c_void")],
            ],
            "c_int",
          ),
        ),
      ),
      record(
        "cdevsw_u",
        [
          ["d_open", "d_open_t"],
          [
            "d_mmap_single",
            option(
              fnType(
                [
                  ["cdev", ptr("cdev")],
                  ["offset", ptr("vm_ooffset_t")],
                  ["size", "vm_size_t"],
                  ["nprot", "c_int"],
                ],
                "c_int",
              ),
            ),
          ],
        ],
        { union: true },
      ),
    ],
  );
  expect(print(module)).toBe(golden("signatures"));
});

test("statements", () => {
  const long = ["the_first_argument", "the_second_argument", "the_third_argument"];
  const module = moduleOf(
    ["sys", "statements"],
    [
      fn(
        "statements",
        [
          ["p", ptr("node")],
          ["n", "c_int"],
        ],
        "c_int",
        block(
          {
            kind: "comment",
            lines: ["CHANGED: inline assembly instead of the C macro; Rust has no __asm."],
          },
          does(macro("core::arch::asm", '"mfence"')),
          does(
            macro(
              "core::arch::asm",
              '"rep movsb"',
              'inout("rcx") count => _',
              'inout("rdi") destination => _',
              'inout("rsi") source => _',
              "options(nostack, preserves_flags)",
            ),
          ),
          { kind: "let", name: "x", mutable: false, type: t("c_int"), value: undefined },
          { kind: "let", name: "y", mutable: false, type: undefined, value: a("1") },
          lets("the_result_of_a_long_call", "c_int", call("the_function_that_is_called_with", ...long, "the_fourth")),
          does(call("the_function_that_is_called_with", ...long, "the_fourth_one", "5", "the_sixth_argument")),
          does(
            call(
              "the_function_with_a_block",
              "p",
              blockOf(block(does(call("touch", "p")), gives(field(un("*", "p"), "next")))),
            ),
          ),
          does(set(field(un("*", "p"), "count"), "1", "+=")),
          {
            kind: "loop",
            label: "retry",
            body: block(
              { kind: "comment", lines: ["Wait for it."] },
              when(bin("n", "==", "0"), block({ kind: "break", label: "retry", value: undefined })),
              { kind: "continue", label: "'retry" },
            ),
          },
          {
            kind: "while",
            label: "outer",
            condition: bin("n", "!=", "0"),
            body: block({ kind: "break", label: undefined, value: undefined }),
          },
          { kind: "block", label: undefined, unsafe: true, body: block(does(call("touch", "p"))) },
          {
            kind: "block",
            label: "done",
            unsafe: false,
            body: block({ kind: "break", label: "done", value: undefined }),
          },
          { kind: "block", label: undefined, unsafe: false, body: block() },
          { kind: "comment", lines: ["The last part."] },
          when(bin("p", "==", literal("S", { a: "1" })), block(), {
            kind: "match",
            on: a("n"),
            arms: [
              { pattern: "1 | 2", body: block(does(set("x", "5"))) },
              { pattern: "3", body: block({ kind: "break", label: "done", value: undefined }) },
              { pattern: "4", body: block(does(call("touch", "p"))) },
            ],
          }),
          lets(
            "z",
            "c_int",
            ifOf(
              bin("n", "==", "0"),
              block(gives("1")),
              block(
                gives(
                  ifOf(bin("n", "==", "1"), block(gives("2")), block(gives(blockOf(block(gives(un("*", "p"))), true)))),
                ),
              ),
            ),
          ),
          lets(
            "w",
            "c_int",
            ifOf(
              bin("n", "==", "0"),
              block(gives(call("a_function_with_a_long_name", "n", "1"))),
              block(gives(call("another_function_with_a_long_name_that_takes_room", "n", "2"))),
            ),
          ),
          gives("z"),
        ),
        { attributes: ["inline"] },
      ),
      fn("empty", [], undefined, block(), { modifiers: ["pub"] }),
      fn("with_all_modifiers", [], undefined, block(), { modifiers: ['extern "C"', "unsafe", "const", "pub"] }),
    ],
  );
  expect(print(module)).toBe(golden("statements"));
});

test("the other items", () => {
  const key = "x" as RustItem["key"];
  const checked = {
    kind: "assert",
    key,
    attributes: ['cfg(feature = "layout-asserts")'],
    macro: "crate::layout::assert_layout",
    record: "mtx",
    size: 32,
    align: 8,
  } as const;
  const module = moduleOf(
    ["sys", "other"],
    [
      {
        kind: "use",
        key,
        path: "crate::sys::_mutex::mtx",
        name: "mutex",
        public: true,
        attributes: [],
        doc: undefined,
      },
      { kind: "use", key, path: "core::ffi::c_int", name: undefined, public: true, attributes: [], doc: undefined },
      { ...checked, fields: [] },
      { ...checked, fields: [{ name: "mtx_lock", offset: 24 }] },
      { ...checked, fields: Array.from({ length: 12 }, (_, i) => ({ name: `mtx_number_${i}`, offset: i * 4 })) },
      valueMacro("TWICE", "$x:expr", bin("$x", "*", "2"), doc("sys/sys/other.h:7", "Twice.")),
      {
        kind: "impl",
        key,
        header: "mtx",
        items: [
          constant("SIZE", "usize", "32"),
          constant("ALIGN", "usize", "8"),
          {
            ...(fn("owner", [], "uintptr_t", block(gives(field("self", "mtx_lock"))), {
              attributes: ["inline"],
              doc: doc(undefined, "The owner."),
            }) as Extract<RustItem, { kind: "function" }>),
            signature: {
              parameters: [{ name: "self", type: t("&Self") }],
              variadic: false,
              returns: t("uintptr_t"),
            },
          },
        ],
      },
      record("color", [["0", "c_uint"]], { attributes: ["repr(transparent)"] }),
      record("nothing", []),
      constant("WITH_DOC", "c_int", "1", {
        lines: [
          "A first line.",
          "",
          "A line of the comment that is longer than a line of the page may be: it goes on on the next line, where a word starts with a letter.",
        ],
        notes: ["VOLATILE!"],
        definedIn: "sys/sys/other.h:99",
      }),
      constant("PLAIN", "c_int", "2"),
      constant("PLAIN_TOO", "c_int", "-1", noDoc),
      verbatim("fn verbatim_text() { }"),
    ],
    {
      leftOut: [
        {
          name: "KASSERT",
          what: "function-like macro",
          place: "sys/sys/other.h:12",
          why: "a statement with `do`",
        },
        {
          name: "a_name",
          what: "record",
          place: "sys/sys/other.h:100",
          why: "this reason is long enough that it does not end on the line on which it starts but on the next",
        },
      ],
    },
  );
  const children = [
    { name: "child", file: undefined },
    { name: "lib", file: "lib_.rs" },
  ];
  expect(printModule(module, { edition: "2021" }, children)).toBe(golden("other-items"));
});

test("edition 2024 writes unsafe before extern and changes nothing else", () => {
  const module = moduleOf(["x"], [externFn("f", []), constant("A", "c_int", "1")]);
  expect(printModule(module, { edition: "2024" })).toBe(print(module).replace('extern "C"', 'unsafe extern "C"'));
});
