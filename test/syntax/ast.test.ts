import { beforeAll, describe, expect, it } from "vitest";
import { type CParser, createParser } from "../../src/syntax/index.js";
import { parseText } from "./parse.js";

let parser: CParser;
beforeAll(async () => {
  parser = await createParser();
});

/** Text, and what its declarations are; expected values follow from C11's grammar, by hand. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  // precedence and associativity (6.5)
  ["int a = 1 - 2 - 3 * 4;", ["int a = (- (- 1 2) (* 3 4));"]],
  ["int a = 1 << 2 + 3 & 4 == 5;", ["int a = (& (<< 1 (+ 2 3)) (== 4 5));"]],
  ["int a = 1 || 2 && 3 | 4 ^ 5;", ["int a = (|| 1 (&& 2 (| 3 (^ 4 5))));"]],
  ["int a = 1 ? 2 : 3 ? 4 : 5;", ["int a = (? 1 2 (? 3 4 5));"]],
  ["int a = 1 ?: 2, b = (1, 2);", ["int a = (? 1 _ 2), b = (, 1 2);"]],
  ["int a = (1 - (2 - 3)) % (4);", ["int a = (% (- 1 (- 2 3)) 4);"]],
  ["int a = -x.y[1]->z++ + !*p(3, 4);", ["int a = (+ (- (post ++ (-> ([] (. x y) 1) z))) (! (* (call p 3 4))));"]],
  ["int a = ~-+&x - --y;", ["int a = (- (~ (- (+ (& x)))) (-- y));"]],
  ['char *a = "x" L"y" u8"z";', ['char (* a) = "x"~L"y"~u8"z";']],
  // typedef names: casts and sizeof, not subtractions and calls
  [
    "typedef int t; int a = (t)-3, b = (t)(4), c = sizeof(t) - 1, d = sizeof (t){1};",
    [
      "typedef int t;",
      "int a = (cast 't (- 3)), b = (cast 't 4), c = (- (sizeof-type 't) 1), d = (sizeof-expression (literal 't {1}));",
    ],
  ],
  [
    "int t; int a = (t)-3, b = (t)(4), c = sizeof(t) - 1, d = sizeof t * 2;",
    ["int t;", "int a = (- t 3), b = (call t 4), c = (- (sizeof-expression t) 1), d = (* (sizeof-expression t) 2);"],
  ],
  ["int a = __builtin_offsetof(struct s, m[2].n);", ["int a = (offsetof (struct s) .m [2] .n);"]],
  [
    "int a = __builtin_types_compatible_p(int, char *) + __builtin_choose_expr(1, 2, 3);",
    ["int a = (+ (compatible int char (* _)) (choose 1 2 3));"],
  ],
  ["int a = _Generic(x, int: 2, char *: 3, default: 4);", ["int a = (generic x int:2 char (* _):3 default:4);"]],
  [
    "int a = __extension__ 1 + __real__ x + __imag z;",
    ["int a = (+ (+ (__extension__ 1) (__real__ x)) (__imag__ z));"],
  ],
  ["int a = _Alignof(int *) + __alignof__ x;", ["int a = (+ (alignof-type int (* _)) (alignof-expression x));"]],
  // declarators: the type is read from the outside in
  [
    "int *a[3], (*b)[3], (*c)(int), (^d)(void);",
    ["int (* (array 3 a)), (array 3 (* b)), (function (* c) [int _]), (function (^ d) [void _]);"],
  ],
  [
    "int (*f(char))(long), g(), h(int, ...);",
    ["int (function (* (function f [char _])) [long _]), (function? g), (function h [int _] ...);"],
  ],
  [
    "int f(int *, int [3], int (*)(void), int (void), char *(*[])[2]);",
    [
      "int (function f [int (* _)] [int (array 3 _)] [int (function (* _) [void _])] [int (function _ [void _])] [char (* (array 2 (* (array unspecified _))))]);",
    ],
  ],
  [
    "int f(int a[static const 3], int b[*], int c[const restrict], int d[N]);",
    [
      "int (function f [int (array static const 3 a)] [int (array star b)] [int (array const restrict unspecified c)] [int (array N d)]);",
    ],
  ],
  [
    "typedef int t; int f(int (t)); int g(int (*t)(t)); int h(t t), i(const t);",
    [
      "typedef int t;",
      "int (function f [int (function _ ['t _])]);",
      "int (function g [int (function (* t) ['t _])]);",
      "int (function h ['t t]), (function i [const 't _]);",
    ],
  ],
  ["int f(a, b) int *a; char b; { }", ["int (function? f a b) int (* a); char b; ({)"]],
  [
    "int *const volatile *__restrict p;",
    ["int (* restrict (* const volatile p));"].map((s) =>
      s.replace("(* restrict (* const volatile p))", "(* const volatile (* restrict p))"),
    ),
  ],
  // specifiers and attributes
  ["unsigned const long static int volatile x;", ["static const volatile unsigned-long-int x;"]],
  [
    'extern __inline __attribute__((__const__, aligned(8))) _Noreturn int f(void) __asm("_" "g") __attribute__((weak));',
    ['extern inline noreturn int @const @aligned(8) (function f [void _]) asm"_g" @weak;'],
  ],
  [
    "typedef int t; int x __attribute__((aligned(sizeof(t)))) __attribute__((mode(SI), cleanup(t)));",
    ["typedef int t;", "int x @aligned((sizeof-type 't)) @mode(SI) @cleanup(type 't);"],
  ],
  [
    "[[gnu::packed, nodiscard]] int x [[clang::y(1)]]; void (__attribute__((noreturn)) *f)(void);",
    ["int @packed @nodiscard (attributed @y(1) x);", "void (function (attributed @noreturn (* f)) [void _]);"],
  ],
  ["int a, __attribute__((unused)) *b, c __attribute__((weak));", ["int a, (* b) @unused, c @weak;"]],
  [
    "_Alignas(16) _Alignas(double) char x; _Atomic(int *) y; _Atomic int z; int *_Atomic w;",
    ["char @_Alignas(16) @_Alignas(type double) x;", "(atomic int (* _)) y;", "_Atomic int z;", "int (* _Atomic w);"],
  ],
  [
    "__typeof__(x + 1) y; typeof(int *) z; _Thread_local __auto_type w = 1;",
    ["(typeof (+ x 1)) y;", "(typeof int (* _)) z;", "thread auto-type w = 1;"],
  ],
  [
    "static x = 1; main() { return 0; }",
    ["static implicit-int x = 1;", "implicit-int (function? main) ({ (return 0))"],
  ],
  ["int __stdcall f(int);", ["int @stdcall (function f [int _]);"]],
  [
    "int (__stdcall *_Nonnull f)(int (__fastcall *)(void));",
    ["int (function (attributed @stdcall (* f)) [int (function (attributed @fastcall (* _)) [void _])]);"],
  ],
  ["int __seg_gs *_Nonnull x;", ["int @__seg_gs (* x);"]],
  // records and enums
  [
    'struct __attribute__((packed)) s { int a : 3, : 0, b; struct { int c; }; int; _Static_assert(1, ""); int d[]; } __attribute__((aligned(8))) v;',
    [
      "(struct s @packed @aligned(8) {int a :3, _ :0, b; (struct {int c}); int; (assert 1); int (array unspecified d)}) v;",
    ],
  ],
  ["union u { int a; int b, *c } v;", ["(union u {int a; int b, (* c)}) v;"]],
  [
    "union u { int a __attribute__((packed)), __attribute__((unused)) *b; }; struct s; struct {} e;",
    ["(union u {int a @packed, (* b) @unused});", "(struct s);", "(struct {}) e;"],
  ],
  [
    "#pragma pack(push, 1)\nstruct s { int a; };\n#pragma pack(pop)\nstruct u { struct s b; };",
    ["(struct s pack1 {int a});", "(struct u {(struct s) b});"],
  ],
  [
    "enum e { A, B __attribute__((deprecated)) = 1 << 2, }; enum f : unsigned char { C }; struct s { enum e : 3; };",
    ["(enum e {A, B @deprecated (<< 1 2)});", "(enum f : unsigned-char {C});", "(struct s {(enum e) _ :3});"],
  ],
  [
    "typedef int t; struct t { int t; t u; } x = { .t = 1, t: 2 };",
    ["typedef int t;", "(struct t {int t; 't u}) x = {.t=1 .t=2};"],
  ],
  ["int a[] = { [0] = 1, [2 ... 4] = { 5 }, [6] 7, };", ["int (array unspecified a) = {[0]=1 [2...4]={5} [6]=7};"]],
  [
    '__extension__ struct s { __extension__ int a; }; ; _Static_assert(1, "x" "y\\n"); asm("a\\tb" "c");',
    ["(struct s {int a});", ";", "(assert 1 xy\n)", '(asm "a\\tbc")'],
  ],
  // statements
  [
    "void f(void) { if (a) b; else if (c) d; else { } while (a) b; do c; while (d); }",
    ["void (function f [void _]) ({ (if a b; (if c d; ({))) (while a b;) (do c; d))"],
  ],
  [
    "void f(void) { for (int i = 0; i < 3; i++) ; for (;;) break; for (a = 1; ; b++) continue; for (; a;) ; }",
    [
      "void (function f [void _]) ({ (for int i = 0; (< i 3) (post ++ i) ;) (for _ _ _ break) (for (= a 1) _ (post ++ b) continue) (for _ a _ ;))",
    ],
  ],
  [
    "void f(void) { switch (a) { case 1: case 2 ... 3: b; c; default: l: __attribute__((unused)) d; m: } }",
    [
      "void (function f [void _]) ({ (switch a ({ (case 1 (case 2 ...3 b;)) c; (default (label l @unused d;)) (label m _))))",
    ],
  ],
  [
    "void f(void) { case 1: __attribute__((fallthrough)); __attribute__((nomerge)) g(); if (a) x: y: return; }",
    [
      "void (function f [void _]) ({ (case 1 (attribute @fallthrough)) (attribute @nomerge) (call g); (if a (label x (label y (return)))))",
    ],
  ],
  [
    "void f(void) { __label__ a, b; goto *p; goto a; q = &&b; return 1; lbl: int x; }",
    ["void (function f [void _]) ({ (__label__ a b) (goto* p) (goto a) (= q (&& b)); (return 1) (label lbl int x;))"],
  ],
  [
    "void f(void) { x = ({ int y; y; }) + __builtin_va_arg(ap, int *); *p += a ? b : c; }",
    ["void (function f [void _]) ({ (= x (+ (({ int y; y;) (va-arg ap int (* _)))); (+= (* p) (? a b c));)"],
  ],
  [
    'void f(void) { asm("a%b"); asm volatile("x\\n" "y" : [o] "=r" (a), "+m" (*b) : : "cc", "memory"); asm goto("" :::: l, m); }',
    [
      'void (function f [void _]) ({ (asm basic "a%b" out() in() clobbers() labels()) (asm volatile "x\\ny" out(o"=r"a "+m"(* b)) in() clobbers(cc memory) labels()) (asm goto "" out() in() clobbers() labels(l m)))',
    ],
  ],
];

describe("the AST", () => {
  it.each(cases)("of %s", (text, expected) => {
    const { shown, messages } = parseText(parser, text);
    expect(messages).toEqual([]);
    expect(shown).toEqual(expected);
  });

  it("knows the first and last token of declarations and bodies", () => {
    const { unit, bodies } = parseText(parser, "int a ; int f ( void ) { return 1 ; } struct s { int b ; } ;");
    expect(unit.declarations.map((d) => [d.at, "end" in d ? d.end : -1])).toEqual([
      [0, 2],
      [3, 12],
      [13, 20],
    ]);
    const [, f, s] = unit.declarations;
    expect(f.kind === "function-definition" && [f.bodyFrom, f.bodyTo]).toEqual([8, 13]);
    expect([bodies[0]?.at, bodies[0]?.end]).toEqual([8, 12]);
    const record = s.kind === "declaration" && s.specifiers.type.kind === "record" ? s.specifiers.type : undefined;
    expect(record?.members?.map((m) => [m.at, "end" in m ? m.end : -1])).toEqual([[16, 18]]);
  });

  it("takes C23's keywords and empty parameter lists where the standard is C23", async () => {
    const text = "bool b; alignas(8) int x; int f(); static_assert(1); thread_local int t;";
    const c23 = await createParser({ standard: "gnu23" });
    expect(parseText(c23, text, "gnu23").shown).toEqual([
      "bool b;",
      "int @_Alignas(8) x;",
      "int (function f);",
      "(assert 1)",
      "thread int t;",
    ]);
    c23.delete();
    expect(parseText(parser, "int bool, alignas, static_assert;").shown).toEqual(["int bool, alignas, static_assert;"]);
  });
});
