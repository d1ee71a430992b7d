/** #if expressions (C11 6.10.1) and the questions headers put to their compiler; conditional groups and the options they asked about. */
import { describe, expect, it } from "vitest";
import { expanded, expectExpanded } from "./expansion-of.js";

const truths = [
  "1 ? 2 : (3, 4)",
  "-1 > 0u",
  "(2 || 1/0) && !(0 && 1/0)",
  "0x7fffffffffffffff + 1 < 0",
  "'a' == 97 && '\\377' < 0 && L'\\xff' > 0 && 'ab' == 24930 && '\\n' == 10 && u'\\xffff' == 65535",
  "18446744073709551615 == -1",
  "1 << 63 >> 63 == -1",
  "(1 ? -1 : 0u) > 0",
  "0b101 == 5 && 010 == 8 && 10LLU == 10uL && 00 == 0 && 0X1F == 31",
  "~0 == -1 && ~0u == 18446744073709551615u",
  "3 - 2 - 1 == 0 && 2 * 3 % 4 == 2 && (1 | 2 ^ 3 & 4) == 3",
  "-9223372036854775807 - 1 < 0 && -5 / 2 == -2 && -5 % 3 == -2 && -1 >> 1 == -1",
  "!defined X && !defined(Y) && undefined_name == 0 && !true",
  "- - - 1 == -1 && !!!0 && ~~5 == 5",
  "1 ? 0 ? 0 : 1 : 0",
  "(-1)/2u == 0x7fffffffffffffff",
  "defined __LINE__ && defined(__FILE__) && defined _Pragma && defined __has_include && defined __COUNTER__",
  "__has_attribute(packed) && __has_attribute(__aligned__) && !__has_attribute(nonsense)",
  "__has_builtin(__builtin_expect) && !__has_builtin(nope) && __has_builtin(__builtin_ia32_pause)",
  "__has_feature(c_static_assert) && __has_extension(c_atomic) && !__has_feature(address_sanitizer)",
  "__has_c_attribute(nodiscard) == 202003L && __has_c_attribute(__gnu__::__packed__) && !__has_c_attribute(zzz)",
  "!__is_identifier(int) && __is_identifier(foo) && !__building_module(x)",
  "__is_target_arch(x86_64) && __is_target_os(freebsd) && !__is_target_os(linux)",
  '__has_include(<there.h>) && __has_include("there.h") && !__has_include(<nowhere.h>) && __has_include(THERE)',
  '__has_warning("-Wall") && !__has_declspec_attribute(dllexport)',
];

describe("conditions", () => {
  it.each(truths)("%s", (condition) => {
    const files = { "/inc/there.h": "" };
    expectExpanded(`#define THERE <there.h>\n#if ${condition}\nyes\n#else\nno\n#endif`, "yes", { files });
  });

  it("know systems and processors by all of their names, and what a system adds (llvm::Triple, clang on macOS)", () => {
    const yes = [
      "__is_target_arch(arm64) && __is_target_arch(aarch64) && __is_target_vendor(apple)",
      "__is_target_os(macos) && __is_target_os(macosx) && __is_target_os(darwin) && !__is_target_os(ios)",
      "__has_feature(blocks) && __has_extension(define_target_os_macros) && TARGET_OS_OSX",
      "__ENVIRONMENT_MAC_OS_X_VERSION_MIN_REQUIRED__ == 110000",
    ];
    expectExpanded(`#if ${yes.join(" && ")}\nyes\n#endif`, "yes", { target: "arm64-apple-macos11.3" });
    expectExpanded("#if !__has_feature(blocks) && !__is_target_os(darwin)\nyes\n#endif", "yes");
  });

  it("know `defined` out of a macro, and true in C23", () => {
    expectExpanded("#define D defined(X) || defined __FILE__\n#if D\nyes\n#endif", "yes");
    expectExpanded("#if true && !false\nyes\n#endif", "yes", { standard: "c23" });
  });

  const wrong: readonly (readonly [string, string])[] = [
    ["1 / 0", "t.c:1:7: error: division by zero in the condition"],
    ["", "t.c:1:1: error: the condition has no expression"],
    ["1 +", "t.c:1:1: error: the condition ends where a value is wanted"],
    ["(1", "t.c:1:1: error: missing ')' in the condition"],
    ["1 2", "t.c:1:7: error: unexpected '2' in the condition"],
    ["1.5", "t.c:1:5: error: a floating constant in a condition: '1.5'"],
    ["08", "t.c:1:5: error: not an integer: '08'"],
    ['"s"', "t.c:1:5: error: '\"s\"' cannot stand in a condition"],
    ["x = 1", "t.c:1:7: error: unexpected '=' in the condition"],
    ["defined", "t.c:1:5: error: 'defined' takes a macro name"],
    ["defined(X", "t.c:1:5: error: missing ')' after 'defined'"],
    ["18446744073709551616", "t.c:1:5: error: a number that is too large: '18446744073709551616'"],
    ["1 ? 2", "t.c:1:1: error: missing ':' after '?' in the condition"],
    ["__has_attribute", "t.c:1:5: error: '__has_attribute' takes one argument in parentheses"],
  ];
  it.each(wrong)("#if %s", (condition, message) => {
    const result = expanded(`#if ${condition}\nyes\n#else\nno\n#endif`);
    expect(result.text).toBe("no");
    expect(result.messages).toEqual([message]);
    expect(result.failed).toBe(true);
  });
});

describe("groups", () => {
  it("skip what is not taken, unread", () => {
    expectExpanded(
      "#if 0\n#error no\n\"unterminated '\n#if 1\n#else junk\n#endif\n#elif 1\nyes\n#elif 1/0\nno\n#else\nno\n#endif",
      "yes",
    );
    expectExpanded("#if 0\n#elifdef __FILE__\na\n#endif\n#if 0\n#elifndef __FILE__\nno\n#else\nb\n#endif", "a b");
  });

  it.each([
    ["#if 1\nx", "t.c:1:1: error: unterminated conditional: #endif is missing"],
    ["#if 0\nx", "t.c:1:1: error: unterminated conditional: #endif is missing"],
    ["x\n#endif", "t.c:2:1: error: #endif without #if"],
    ["#else\nx", "t.c:1:1: error: #else without #if"],
    ["#elif 1\nx", "t.c:1:1: error: #elif without #if"],
    ["#if 1\n#else\n#else\n#endif", "t.c:3:1: error: #else after #else"],
    ["#if 0\n#else\n#elif 1\n#endif", "t.c:3:1: error: #elif after #else"],
    ["#ifdef\n#endif", "t.c:1:1: error: #ifdef takes a macro name"],
  ])("%j", (text, message) => expect(expanded(text).messages).toEqual([message]));

  it("are recorded with the options they asked about, directly and through macros", () => {
    const text = `#define BOTH (defined(SMP) && defined(INET))
#if BOTH /* why */ \\
 || OTHER
a
#elif defined(INET6)
b
#else
#ifdef SMP
#define IN 1
#endif
#endif
#if 1
#elif defined VIMAGE
#endif
`;
    const { preprocessor, sources } = expanded(text, { options: ["SMP", "INET", "INET6", "VIMAGE"] });
    const unit = preprocessor.finish();
    const rows = unit.conditionals.map((g) => [
      g.directive,
      g.condition,
      g.taken,
      g.options.join(" "),
      g.opens,
      g.parent,
      `${sources.lineColumn(g.from)?.line}-${sources.lineColumn(g.to)?.line}`,
    ]);
    expect(rows).toEqual([
      ["if", "BOTH || OTHER", false, "INET SMP", 0, -1, "3-5"],
      ["elif", "defined(INET6)", false, "INET6", 0, -1, "5-7"],
      ["else", "", true, "", 0, -1, "7-11"],
      ["ifdef", "SMP", false, "SMP", 3, 2, "8-10"],
      ["if", "1", true, "", 4, -1, "12-13"],
      ["elif", "defined VIMAGE", false, "VIMAGE", 4, -1, "13-14"],
    ]);
  });

  it("say where a macro was defined", () => {
    const { preprocessor } = expanded("#define A 1\n#ifndef X\n#define B(x, y...) x y\n#endif\n", {
      predefined: "#define P 1\n",
    });
    const { macros, active } = preprocessor.finish();
    expect(
      macros.map((m) => [m.name, m.parameters, m.variadic, m.conditional, m.predefined, m.inclusion, m.body.length]),
    ).toEqual([
      ["P", undefined, false, -1, true, -1, 1],
      ["A", undefined, false, -1, false, 0, 1],
      ["B", ["x", "y"], true, 0, false, 0, 2],
    ]);
    expect([...active.keys()]).toEqual(["P", "A", "B"]);
  });
});
