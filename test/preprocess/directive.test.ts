/** Inclusion, pragmas, #line, #error and malformed directives. */
import { describe, expect, it } from "vitest";
import { expanded, expectExpanded, preprocessorOf, words } from "./expansion-of.js";

describe("inclusion", () => {
  it("finds a header beside its includer, on the path, behind the present directory, and through macros", () => {
    const files = {
      "/inc/a/x.h": '#include "y.h"\n#include <y.h>\nax',
      "/inc/a/y.h": "ay",
      "/inc/y.h": "y #include_next_follows\n#include_next <y.h>\n",
      "/more/y.h": "my __INCLUDE_LEVEL__",
    };
    expectExpanded(
      "#define H <a/x.h>\n#include H\n#define P(x) <x.h>\n#include P(y)",
      "ay y # include_next_follows my 3 ax y # include_next_follows my 2",
      { files },
    );
  });

  it("gives names to show and names to include by", () => {
    const files = {
      "/inc/a/x.h": '#include "../b/./y.h"\n',
      "/inc/b/y.h": "#include <machine/z.h>\n",
      "/inc/machine/z.h": "z",
    };
    const { sources } = expanded("#include <a/x.h>\n", { files });
    expect(sources.all.slice(2).map((s) => [s.path, s.display, s.includeName, sources.show(s.includedAt)])).toEqual([
      ["/inc/a/x.h", "sys/a/x.h", "a/x.h", "t.c:1:1"],
      ["/inc/b/y.h", "sys/b/y.h", "b/y.h", "sys/a/x.h:1:1"],
      ["/inc/machine/z.h", "sys/amd64/include/z.h", "machine/z.h", "sys/b/y.h:1:1"],
    ]);
  });

  it("reads guarded and #pragma once headers once, others each time", () => {
    const files = {
      "/inc/guard.h": "/* c */\n#ifndef G\n#define G\ng\n#endif\n",
      "/inc/once.h": "#pragma once\no\n",
      "/inc/import.h": "i\n",
      "/inc/again.h": "a\n",
      "/inc/false.h": "#ifndef F\n#define F\n#endif\nf\n",
    };
    const twice = Object.keys(files).map((path) => `#include <${path.slice(5)}>\n`.repeat(2));
    const text = twice.join("").replaceAll("#include <import.h>", "#import <import.h>");
    expectExpanded(`${text}#undef G\n#include <guard.h>\n`, "g o i a a f f g", { files });
  });

  it("reports headers that are missing, nested too deeply, or not named", () => {
    const files = { "/inc/self.h": "#include <self.h>\n" };
    const text = '#include <nowhere.h>\n#include "no.h"\n#include\n#include x\n#include <self.h>\nend';
    const result = expanded(text, { files });
    expect(result.messages).toEqual([
      "t.c:1:1: error: 'nowhere.h' is on no search path",
      "t.c:2:1: error: 'no.h' is on no search path",
      't.c:3:1: error: #include takes "file" or <file>',
      't.c:4:1: error: #include takes "file" or <file>',
      "sys/self.h:1:1: error: 'sys/self.h' would be included more than 200 levels deep",
    ]);
    expect(result.text).toBe("end");
    expect(result.diagnostics[4].notes[0].text).toBe("included from here");
  });

  it("takes headers for the unit, forced ones first", () => {
    const files = {
      "/inc/opt_global.h": "#define SMP 1\n",
      "/inc/a.h": "a SMP\n",
      "/inc/b.h": "b\n#error stop here\n",
    };
    const { preprocessor } = preprocessorOf({ files, forcedIncludes: ["opt_global.h"] });
    expect(preprocessor.include("a.h")).toEqual({ from: 0, to: 2, diagnostics: [], failed: false });
    expect(preprocessor.include("b.h").failed).toBe(true);
    expect(preprocessor.include("c.h").failed).toBe(true);
    const unit = preprocessor.finish();
    expect(unit.inclusions.map((i) => [i.name, i.source >= 0, i.from, i.to, i.failed])).toEqual([
      ["opt_global.h", true, 0, 0, false],
      ["a.h", true, 0, 2, false],
      ["b.h", true, 2, 3, true],
      ["c.h", false, 3, 3, true],
    ]);
    expect(unit.diagnostics.map((d) => d.text)).toEqual(["#error stop here", "'c.h' is on no search path"]);
  });
});

describe("pragmas", () => {
  it("pack survives, from #pragma and from _Pragma in macros", () => {
    const { preprocessor, messages } = expanded(`#pragma pack(1)
a
#pragma pack(push, lbl, 2)
b
#pragma pack(push)
#pragma pack(push, 4)
#pragma pack(pop, lbl)
c
#define N 8
#pragma pack(N)
#pragma pack(show)
#define PACKED(x) _Pragma("pack(push, 2)") x _Pragma("pack(pop)")
PACKED(d) PACKED(e)
#pragma pack()
f
#pragma pack(pop)
`);
    expect(words(preprocessor.tokens, preprocessor.spellings).join(" ")).toBe("a b c d e f");
    expect(preprocessor.packChanges.map(({ at, pack }) => [at, pack])).toEqual([
      [0, 1],
      [1, 2],
      [2, 4],
      [2, 1],
      [3, 8],
      [3, 2],
      [4, 8],
      [4, 2],
      [5, 8],
      [5, 0],
    ]);
    expect(messages).toEqual(["t.c:16:1: warning: #pragma pack(pop) without its push"]);
  });

  it("push_macro and pop_macro", () => {
    expectExpanded(
      '#define X 1\n#pragma push_macro("X")\n#undef X\n#define X 2\nX\n#pragma pop_macro("X")\nX\n' +
        '_Pragma("push_macro(\\"X\\")")\n#undef X\nX _Pragma("pop_macro(\\"X\\")") X',
      "2 1 X 1",
    );
  });

  it("hands the others on and drops those that say nothing of declarations", () => {
    const { preprocessor } = expanded(
      '#pragma weak f = g\n#pragma GCC system_header\n#pragma   redefine_extname  a /* c */ b\nx _Pragma("weak h")\n#pragma clang diagnostic push\n',
    );
    expect(preprocessor.pragmas.map(({ at, text }) => [at, text])).toEqual([
      [0, "weak f = g"],
      [0, "redefine_extname a b"],
      [1, "weak h"],
    ]);
  });

  it.each([
    ["#pragma pack(3)", "t.c:1:1: error: #pragma pack takes 1, 2, 4, 8 or 16"],
    ["#pragma pack 3", "t.c:1:1: warning: malformed #pragma pack; ignored"],
    ["#pragma pop_macro(X)", 't.c:1:1: warning: #pragma pop_macro takes ("name"); ignored'],
    ["_Pragma(once)", "t.c:1:1: error: _Pragma takes one string literal"],
  ])("%s", (text, message) => expect(expanded(text).messages).toEqual([message]));
});

describe("other directives", () => {
  it("#line changes __LINE__ and __FILE__ of what follows", () => {
    expectExpanded(
      '#line 100 "foo.c"\n__LINE__ __FILE__ __FILE_NAME__\n#define N 7\n#line N\n__LINE__\n# 33 "q.h"\n__LINE__ __FILE__',
      '100 "foo.c" "foo.c" 7 33 "q.h"',
    );
  });

  it("may be written with comments, splices and digraphs", () => {
    expectExpanded(
      '/**/ # /* x */ define /* y */ Q /* z */ 7 /* two\nlines */ + 8\nQ\n#\n# /* c */\n#ident "x"\n#sccs "y"\nz',
      "7 + 8 z",
    );
    expectExpanded("%:define X(a) %:a\nX(b)\n#\\\ndef\\\nine Y\\\n 1\nY", '"b" 1');
    expectExpanded("#define E\nE # define W 1\nW", "# define W 1 W");
  });

  it.each([
    ["#error it's /* so */ bad", "t.c:1:1: error: #error it's bad"],
    ["#warning careful", "t.c:1:1: warning: #warning careful"],
    ["#nonsense", "t.c:1:1: error: unknown directive #nonsense"],
    ["#!", "t.c:1:1: error: no directive's name behind #"],
    ["#define", "t.c:1:1: error: #define takes a macro name"],
    ["#define 3x", "t.c:1:9: error: a macro's name must be an identifier"],
    ["#define defined", "t.c:1:9: error: 'defined' cannot be a macro's name"],
    ["#define f(x", "t.c:1:11: error: expected ',' or ')' in a macro's parameter list"],
    ["#define f(", "t.c:1:10: error: missing ')' in a macro's parameter list"],
    ["#define f(x,x) x", "t.c:1:13: error: duplicate macro parameter 'x'"],
    ["#define f(x y) x", "t.c:1:13: error: expected ',' or ')' in a macro's parameter list"],
    ["#define f(1) x", "t.c:1:11: error: a macro's parameter must be an identifier"],
    ["#define f(x) #y", "t.c:1:14: error: '#' is not followed by a macro parameter"],
    ["#define f ## x", "t.c:1:11: error: '##' cannot stand at the end of a macro's replacement list"],
    ["#define f(...) __VA_OPT__ x", "t.c:1:16: error: __VA_OPT__ is not followed by a well-formed '( … )'"],
    ["#define A 1\n#define A  1\n#define A 2", "t.c:3:9: warning: macro 'A' redefined"],
    ["#define F(a) a\n#define F(b) b", "t.c:2:9: warning: macro 'F' redefined"],
    ["#undef X y", "t.c:1:10: warning: extra tokens after #undef"],
    ["#line x", "t.c:1:1: error: #line takes a positive number"],
    ["#line 99999999999999999999", "t.c:1:1: error: the number of #line is above 2147483647"],
    ["#line 5 x", "t.c:1:1: error: the file name of #line is not a string literal"],
    ["#define f(x) x\nf(\n#include <x.h>\n)", "t.c:3:1: error: #include among the arguments of a macro"],
  ])("%j", (text, message) => expect(expanded(text).messages).toEqual([message]));
});
