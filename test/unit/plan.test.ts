import { describe, expect, it } from "vitest";
import { mainFileOf, planOf } from "./unit-of.js";

describe("a set of headers", () => {
  it("is one unit where all fit together", () => {
    const { units, fates } = planOf({ "a.h": "typedef int a_t;\n", "b.h": "extern a_t b;\n" });
    expect(fates).toEqual({ "a.h": "common", "b.h": "common" });
    expect(units.map((unit) => unit.name)).toEqual(["common"]);
  });

  it("has what a header needs included before it, whatever the order of the set", () => {
    const needs: Readonly<Record<string, readonly [string, string]>> = {
      type: ["size_type f(void);\n", "typedef unsigned long size_type;\n"],
      "type behind a qualifier": ["extern const size_type *p;\n", "typedef unsigned long size_type;\n"],
      "type of a parameter": ["int f(int, size_type);\n", "typedef unsigned long size_type;\n"],
      "type in sizeof": ["extern char a[sizeof(size_type)];\n", "typedef unsigned long size_type;\n"],
      "macro for a size": ["struct s { char name[NAME_SIZE]; };\n", "#define NAME_SIZE 16\n"],
      "macro for a member": ["struct s { LINK(s) next; };\n", "#define LINK(type) struct type *\n"],
      "macro for a declaration": ["DECLARE(x);\n", "#define DECLARE(name) extern int name\n"],
      enumerator: ["struct s { int a[LAST]; };\n", "enum kind {\n\tFIRST,\n\tLAST,\n};\n"],
      "complete struct": ["struct s { struct inner i; };\n", "struct inner { int x; };\n"],
      "complete struct by typedef": [
        "typedef struct inner inner_t;\nstruct s { inner_t i; };\n",
        "struct inner { int x; };\n",
      ],
      "complete enum": ["struct s { enum kind k; };\n", "enum kind { FIRST };\n"],
      "tag that a macro defines": [
        "struct s { struct list l; };\n",
        "#define HEAD(name, type) struct name { struct type *first; }\nHEAD(list, entry);\n",
      ],
      "type of a name that is misread without it": [
        "struct s { bits_t sized(mask, 8); };\n",
        "typedef int bits_t;\n#define sized(name, n) name[n]\n",
      ],
      "width of a bit-field": ["struct s { int a : WIDTH; };\n", "#define WIDTH 3\n"],
      "function called in a body": ["static inline int f(void) { return helper(1); }\n", "int helper(int);\n"],
      "macro in an initializer": ["static const int f[] = { 1, LIMIT };\n", "#define LIMIT 7\n"],
      "macro used in a body": ["static inline int f(void) { return LIMIT; }\n", "#define LIMIT 7\n"],
    };
    for (const [what, [needing, giving]] of Object.entries(needs)) {
      const { fates, units } = planOf({ "a.h": needing, "z.h": giving });
      expect(fates, what).toEqual({ "a.h": "common", "z.h": "common" });
      expect(
        units[0].preprocessed.inclusions.map(({ name }) => name),
        what,
      ).toEqual(["z.h", "a.h"]);
    }
  });

  it("tells what is settled behind every header, of the prelude too", () => {
    const headers = {
      "a.h": "typedef int a_t;\n",
      "b.h": "extern c_t b;\nextern a_t b2;\n",
      "c.h": "typedef int c_t;\n",
      "d.h": "extern a_t d;\n",
    };
    const { settled, outline } = planOf(headers, ["a.h", "b.h"]);
    const inPrelude = settled.findIndex((one) => one.isBoundary);
    expect(settled.slice(0, inPrelude + 1).map((one) => one.declarations)).toEqual([0, 1, 4]);
    expect(settled.at(-1)).toEqual({ declarations: outline(0).length, isBoundary: false });
  });

  it("is planned anew from the last boundary before what conflicts, as if that had never been in it", () => {
    const texts: [string, string][] = Array.from({ length: 20 }, (_, i) => {
      const name = `h${String(i).padStart(2, "0")}.h`;
      return [name, `#define M${i} m${i}\nextern int e${i}, M${i};\n`];
    });
    const others = Object.fromEntries(texts);
    const all = { ...others, "h12.h": "#undef M3\n#define M3 1\n#pragma pack(1)\nextern int late;\n" };
    const whole = planOf({ ...others, "h12.h": "#error no\n" }, ["h00.h"]);
    const { fates, outline, units, takenBack, settled } = planOf(all, ["h00.h"], ({ preprocessed }) => {
      const { from } = preprocessed.inclusions.find(({ name }) => name === "h12.h")!;
      return { conflicting: new Map([["h12.h", "it is late"]]), needing: new Map(), from };
    });
    expect(outline(0)).toEqual(whole.outline(0));
    expect(fates).toEqual({ ...whole.fates, "h12.h": "own: it is late" });
    expect(units[0].preprocessed.packChanges).toEqual([]);
    const { tokens, active } = units[0].preprocessed;
    expect(active.size).toBe(whole.units[0].preprocessed.active.size);
    expect(tokens.count).toBe(whole.units[0].preprocessed.tokens.count);
    // one declaration in each header: the twelve before it are settled, and of these nearly all are kept
    expect(takenBack).toEqual([
      Math.max(...settled.filter((one) => one.isBoundary && one.declarations <= 12).map((one) => one.declarations)),
    ]);
    expect(takenBack[0]).toBeGreaterThan(6);
  });

  it("is planned anew from nothing where the prelude has what conflicts", () => {
    const headers = {
      "p.h": '#include "q.h"\nextern int p;\n',
      "q.h": "#pragma once\nextern int q;\n",
      "r.h": "extern int r;\n",
    };
    const conflicting = new Map([["q.h", "no"]]);
    const { outline, takenBack } = planOf(headers, ["p.h"], () => ({ conflicting, needing: new Map(), from: 0 }));
    expect(takenBack).toEqual([0]);
    expect(outline(0)).toEqual(["extern int q ;", "extern int p ;", "extern int r ;"]);
  });

  it("has what a later stage says a header needs included before it", () => {
    const headers = { "a.h": "extern int a;\n", "b.h": "extern struct s *b;\n", "z.h": "struct s { int x; };\n" };
    const replanned = (tag: string) =>
      planOf(headers, [], ({ preprocessed }) => {
        const { from } = preprocessed.inclusions.find(({ name }) => name === "b.h")!;
        return { conflicting: new Map(), needing: new Map([["b.h", { tags: [tag], why: "it looks into it" }]]), from };
      });
    expect(replanned("s").outline(0)).toEqual(["extern int a ;", "struct s { int x ; } ;", "extern struct s * b ;"]);
    expect(replanned("gone").fates).toEqual({ "a.h": "common", "b.h": "own: it looks into it", "z.h": "common" });
  });

  it("follows needs through several headers", () => {
    const { fates, units } = planOf({
      "a.h": "extern b_t a;\n",
      "b.h": "typedef c_t b_t;\n",
      "c.h": "typedef int c_t;\n",
    });
    expect(Object.values(fates)).toEqual(["common", "common", "common"]);
    expect(units[0].preprocessed.inclusions.map(({ name }) => name)).toEqual(["c.h", "b.h", "a.h"]);
  });

  it("finds a name that a macro hides", () => {
    const { fates } = planOf({
      "a.h": '#include "names.h"\nextern list_t x;\n',
      "list.h": '#include "names.h"\ntypedef struct list list_t;\n',
      "names.h": "#ifndef NAMES\n#define NAMES\n#define list_t vendor_list_t\n#endif\n",
    });
    expect(Object.values(fates)).toEqual(["common", "common", "common"]);
  });

  it("does not mistake locals, members, labels and builtins for names that are missing", () => {
    const body =
      "struct p { int member; };\n" +
      "static inline int f(struct p *arg) {\n" +
      "  int a = 1, *b = &a; unsigned long c; struct { int _x; } env; int (*fn)(int) = 0;\n" +
      "  for (int i = 0; i < 3; i++) a += i;\n" +
      '  __asm volatile("mov %[in], %[out]" : [out] "=r" (c) : [in] "r" (a));\n' +
      "  if (a) goto done;\n" +
      "  c = __builtin_offsetof(struct p, member) + __builtin_expect(a, 1) + ({ int inner = 2; inner; });\n" +
      "done:\n  return arg->member + *b + env._x + (fn != 0) + (int)c;\n}\n";
    const { fates, units } = planOf({
      "a.h": body,
      // would be taken, were any of these names looked for
      "z.h": "#define member 1\n#define done 2\n#define i 3\n#define inner 4\n#define out 5\n#define env 6\n",
    });
    expect(fates["a.h"]).toBe("common");
    expect(units[0].preprocessed.inclusions.map(({ name }) => name)).toEqual(["a.h", "z.h"]);
  });

  it("takes the parameters of a list for objects, whatever their names are outside", () => {
    const text = "typedef int t;\nint f(int t, int a[sizeof(t)], int b[t]);\nint g(t n, t m[n][n + 1]);\n";
    const { fates, typedefs } = planOf({ "a.h": text, "z.h": "#define n 3\n" });
    expect(fates["a.h"]).toBe("common");
    expect(typedefs(0)).toEqual(["t", "t"]);
  });

  it("gives a header that defines something again a unit of its own, behind the prelude", () => {
    const { fates, units, outline } = planOf(
      {
        "base.h": "typedef int base_t;\n",
        "one.h": "struct tcb { int a; };\n",
        "two.h": "struct tcb { base_t b; };\n",
        "three.h": "enum { LATE };\n",
      },
      ["base.h"],
    );
    expect(fates["two.h"]).toBe("own: two.h:1:8 defines tcb again");
    expect([fates["one.h"], fates["three.h"]]).toEqual(["common", "common"]);
    expect(units.map((unit) => unit.name)).toEqual(["common", "two.h"]);
    expect(units[1].sharedEntries).toBe(1);
    expect(outline(1)).toEqual(["typedef int base_t ;", "struct tcb { base_t b ; } ;"]);
  });

  it("gives a header that another one's include guard keeps out a unit of its own", () => {
    const guarded = (text: string, before = "") => `${before}#ifndef G_H\n#define G_H\n${text}#endif /* G_H */\n`;
    const { fates, outline } = planOf({
      "a/g.h": guarded("extern int a;\n"),
      "b/g.h": guarded("extern int b;\n"),
      "c/g.h": guarded("extern c_t c;\n", '#include "c_t.h"\n'),
      "c_t.h": "typedef int c_t;\n",
      "again.h": "#include <a/g.h>\n",
      "default.h": "#ifndef HZ\n#define HZ 100\n#endif\n",
      "other.h": "#define HZ 1000\n",
      "z/default.h": "#ifndef HZ\n#define HZ 100\n#endif\n",
    });
    const why = "own: a/g.h:2:9 has defined its include guard G_H";
    const others = { "c_t.h": "common", "again.h": "common", "default.h": "common", "other.h": "common" };
    expect(fates).toEqual({ "a/g.h": "common", "b/g.h": why, "c/g.h": why, ...others, "z/default.h": "common" });
    expect(outline(1)).toEqual(["extern int b ;"]);
    expect(outline(2)).toEqual(["typedef int c_t ;", "extern c_t c ;"]);
  });

  it("takes what a neighbour defines before what another directory has", () => {
    const osdep = (name: string) =>
      `#ifndef ${name}_H\n#define ${name}_H\n#define reg_t ${name}_reg\ntypedef int reg_t;\n#endif\n`;
    const { units } = planOf({ "b/all.h": "extern reg_t b;\n", "a/osdep.h": osdep("A"), "b/osdep.h": osdep("B") });
    expect(units[0].preprocessed.inclusions.map(({ name }) => name)).toEqual(["b/osdep.h", "b/all.h", "a/osdep.h"]);
  });

  it.each([
    [
      "a name among several of one definition",
      "typedef struct { int b; } wanted_t, *wanted_p,\n  other_t;\n",
      "extern wanted_t x;\n",
    ],
    ["an enumerator among others of its line", "enum { one, wanted };\n", "extern int x[wanted];\n"],
    ["an enumerator at its list's end", "enum {\n\tone,\n\twanted\n};\n", "extern int x[wanted];\n"],
    ["an enumerator at its list's start", "enum { wanted = 3, one };\n", "extern int x[wanted];\n"],
  ])("finds the neighbour that defines %s", (_, definition, use) => {
    const { units } = planOf({
      "b/user.h": use,
      "a/definer.h": "typedef int wanted_t;\nenum {\n\twanted = 9,\n};\n",
      "b/definer.h": definition,
    });
    expect(units[0].preprocessed.inclusions.map(({ name }) => name)[0]).toBe("b/definer.h");
  });

  it("gives a file that has two names one unit of its own, behind what defines its names", () => {
    const pmap = "#ifndef G\n#define G\ntypedef word pd;\n#endif\n";
    const { units, fates } = planOf(
      { "p.h": "typedef int pd;\n", "b/pmap.h": pmap, "b/./pmap.h": pmap, "b/user.h": "typedef word other;\n" },
      ["p.h"],
      undefined,
      { "w.h": "typedef unsigned word;\n" },
    );
    expect(fates["b/pmap.h"]).toBe("own: b/pmap.h:3:14 defines pd again");
    expect(fates["b/./pmap.h"]).toMatch(/^own: /);
    expect(units.map(({ name }) => name)).toEqual(["common", "b/pmap.h"]);
    expect(units[1].preprocessed.inclusions.map(({ name }) => name)).toEqual(["w.h", "b/pmap.h"]);
  });

  it("sees each way to define a name again", () => {
    const again: readonly string[] = [
      "typedef long t;\n",
      "enum { e };\n",
      "static int f(void) { return 1; }\n",
      "extern int t;\n",
      "enum { f };\n",
      "typedef struct { int x; } t;\n",
    ];
    for (const text of again) {
      const first = "typedef int t;\nenum { e };\nstatic int f(void) { return 0; }\n";
      expect(planOf({ "a.h": first, "b.h": text }).fates["b.h"], text).toMatch(/^(own|refused): .* again$/);
    }
  });

  it("lets a typedef be said again where it is the same type (C11 6.7p3)", () => {
    const same: readonly (readonly [string, string])[] = [
      ["typedef unsigned long int t;\n", "typedef long unsigned t;\n"],
      ["typedef int base;\ntypedef base t;\n", "typedef int t;\n"],
      ["typedef struct s t;\n", "typedef struct s t;\n"],
      ["typedef int (*t)(void);\n", "typedef int (*t)(void);\n"],
    ];
    for (const [first, second] of same)
      expect(planOf({ "a.h": first, "b.h": second }).fates["b.h"], second).toBe("common");
  });

  it("refuses what works nowhere, with the reason", () => {
    const { fates } = planOf({
      "a.h": "extern nowhere_t x;\n",
      "b.h": '#error "not for you"\n',
      "c.h": "#include <missing.h>\n",
      "d.h": "struct s { int a;\n",
      "e.h": "int fine;\n",
    });
    expect(fates["a.h"]).toBe("refused: nothing defines nowhere_t, which a.h:1:8 needs");
    expect(fates["b.h"]).toMatch(/^refused: #error/);
    expect(fates["c.h"]).toBe("refused: 'missing.h' is on no search path");
    expect(fates["d.h"]).toBe("refused: it ends inside a declaration");
    expect(fates["e.h"]).toBe("common");
  });

  it("has a header of another directory included where it alone defines the name, or others include it", () => {
    const outside = {
      "net/frame.h": "#define FRAME_SIZE 4\n",
      "net/user.h": "#include <net/frame.h>\n",
      "other/frame.h": "#define FRAME_SIZE 9\n",
      "net/state.h": "struct state { int x; };\n",
      "one/thing.h": "typedef int thing_t;\n",
      "two/thing.h": "typedef long thing_t;\n",
      "two/use.h": "typedef void (*use_t)(thing_t, state_t);\ntypedef state_t (get_t)(void);\n",
    };
    const headers = {
      "dev/a.h": "struct a { char frame[FRAME_SIZE]; struct state s; };\n",
      "dev/b.h": "extern thing_t b;\n",
      "dev/c.h": "extern state_t c;\n",
    };
    const { fates, units } = planOf(headers, [], undefined, outside);
    expect(fates["dev/a.h"]).toBe("common");
    expect(units[0].preprocessed.inclusions.map(({ name }) => name)).toEqual(["net/frame.h", "net/state.h", "dev/a.h"]);
    expect(fates["dev/b.h"]).toBe(
      "refused: dev/b.h:1:8 needs thing_t: which of one/thing.h, two/thing.h is meant is not known, so that one must be in the set",
    );
    expect(fates["dev/c.h"]).toMatch(/^refused: .*state_t/);
  });

  it("says of a header what keeps it out: a definer that does not fit, or a name that nothing gives", () => {
    const { fates } = planOf({
      "a.h": "extern given_t a;\nextern never_t b;\n",
      "b.h": "extern bad_t b;\n",
      "x.h": "typedef int given_t;\n",
      "y.h": '#error "no"\ntypedef int bad_t;\n',
    });
    expect(fates["a.h"]).toBe("refused: nothing defines never_t, which a.h:2:8 needs");
    expect(fates["b.h"]).toBe("refused: b.h:1:8 needs bad_t, and y.h does not fit before it");
  });

  it("takes a header that an #error keeps out until another one came", () => {
    const { fates } = planOf({ "a.h": "#ifndef READY\n#error not yet\n#endif\nint a;\n", "b.h": "#define READY\n" });
    expect(fates).toEqual({ "a.h": "common", "b.h": "common" });
  });

  it("leaves nothing behind of a header that was taken back", () => {
    const { units } = planOf({
      "a.h": "struct s { int x; };\n",
      "b.h": "#define LEFT 1\nstruct s { int y; };\ntypedef int left_t;\n",
      "c.h": "#ifdef LEFT\nint wrong;\n#endif\n",
    });
    expect(units[0].preprocessed.active.has("LEFT")).toBe(false);
    expect(units[0].outline).toHaveLength(1);
  });
});

describe("the outline", () => {
  it("has each external declaration, bodies apart", () => {
    const { outline } = planOf({
      "a.h":
        "typedef struct { int x; } pair_t, *pair_p;\n;\n" +
        "static inline pair_t *f(pair_t *p) __attribute__((nonnull));\n" +
        "static inline pair_t *f(pair_t *p) { if (p) { return p; } return 0; }\n" +
        '_Static_assert(sizeof(pair_t) == 4, "size");\n' +
        "int k(a, b) int a; char *b; { return a; }\n" +
        'extern int (*table[4])(pair_t), plain __asm("other");\n',
    });
    expect(outline(0)).toEqual([
      "typedef struct { int x ; } pair_t , * pair_p ;",
      ";",
      "static inline pair_t * f ( pair_t * p ) __attribute__ ( ( nonnull ) ) ;",
      "static inline pair_t * f ( pair_t * p ) {…}",
      '_Static_assert ( sizeof ( pair_t ) == 4 , "size" ) ;',
      "int k ( a , b ) int a ; char * b ; {…}",
      'extern int ( * table [ 4 ] ) ( pair_t ) , plain __asm ( "other" ) ;',
    ]);
  });

  it("goes on behind what is no declaration", () => {
    const { plan, outline } = planOf({ "a.h": "struct s { int e };\nint a;\nint b(void)\nint c;\nint d;\n" }, ["a.h"]);
    expect(plan.fates.get("a.h")?.kind).toBe("refused");
    expect(outline(0)).toEqual([]);
    const { units } = mainFileOf("struct s { int e };\nint a;\nint b(void)\nint c;\nint d;\n");
    expect(units).toEqual(["struct s { int e } ;", "int a ;", "int b ( void )", "int c ;", "int d ;"]);
  });

  it("marks typedef names where they are types, and only there", () => {
    const { typedefs } = planOf({
      "a.h":
        "typedef int t;\n" + // the name declared is no use of it
        "struct t { t t; struct t *next; };\n" + // tag, type, member; tag
        "t f(t t, t (*g)(t));\n" + // type; type, parameter; type, type
        "extern char a[sizeof(t)], b[(t)-1 + 3];\n" + // two in expressions
        "enum { E = sizeof(t) };\n" + // one
        "extern __typeof__(t) v __attribute__((aligned(sizeof(t))));\n", // two
    });
    expect(typedefs(0)).toHaveLength(1 + 4 + 2 + 1 + 2);
  });
});
