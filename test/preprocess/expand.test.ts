/** Macro expansion: the examples of C11 6.10.3.5 with the standard's own results, and one-line tables for the rest. */
import { describe, expect, it } from "vitest";
import { expanded, expectExpanded } from "./expansion-of.js";

describe("the examples of C11 6.10.3.5", () => {
  it("EXAMPLE 3: rescanning", () => {
    const definitions = `#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h g(~
#define m(a) a(w)
#define w 0,1
#define t(a) a
#define p() int
#define q(x) x
#define r(x,y) x ## y
#define str(x) # x
`;
    expectExpanded(
      `${definitions}f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);
g(x+(3,4)-w) | h 5) & m
(f)^m(m);
p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };
char c[2][6] = { str(hello), str() };`,
      [
        "f ( 2 * ( y + 1 ) ) + f ( 2 * ( f ( 2 * ( z [ 0 ] ) ) ) ) % f ( 2 * ( 0 ) ) + t ( 1 ) ;",
        "f ( 2 * ( 2 + ( 3 , 4 ) - 0 , 1 ) ) | f ( 2 * ( ~ 5 ) ) & f ( 2 * ( 0 , 1 ) ) ^ m ( 0 , 1 ) ;",
        "int i [ ] = { 1 , 23 , 4 , 5 , } ;",
        'char c [ 2 ] [ 6 ] = { "hello" , "" } ;',
      ].join(" "),
    );
  });

  it("EXAMPLE 4: # and ##", () => {
    expectExpanded(
      String.raw`#define str(s) # s
#define xstr(s) str(s)
#define debug(s, t) printf("x" # s "= %d, x" # t "= %s", \
 x ## s, x ## t)
#define INCFILE(n) vers ## n
#define glue(a, b) a ## b
#define xglue(a, b) glue(a, b)
#define HIGHLOW "hello"
#define LOW LOW ", world"
debug(1, 2);
fputs(str(strncmp("abc\0d", "abc", '\4') // this goes away
 == 0) str(: @\n), s);
xstr(INCFILE(2).h)
glue(HIGH, LOW);
xglue(HIGH, LOW)`,
      [
        'printf ( "x" "1" "= %d, x" "2" "= %s" , x1 , x2 ) ;',
        String.raw`fputs ( "strncmp(\"abc\\0d\", \"abc\", '\\4') == 0" ": @\n" , s ) ;`,
        '"vers2.h" "hello" ; "hello" ", world"',
      ].join(" "),
    );
  });

  it("EXAMPLE 5: placemarkers", () => {
    expectExpanded(
      "#define t(x,y,z) x ## y ## z\nint j[] = { t(1,2,3), t(,4,5), t(6,,7), t(8,9,), t(10,,), t(,11,), t(,,12), t(,,) };",
      "int j [ ] = { 123 , 45 , 67 , 89 , 10 , 11 , 12 , } ;",
    );
  });

  it("EXAMPLE 7: variable arguments", () => {
    expectExpanded(
      `#define debug(...) fprintf(stderr, __VA_ARGS__)
#define showlist(...) puts(#__VA_ARGS__)
#define report(test, ...) ((test)?puts(#test): printf(__VA_ARGS__))
debug("Flag"); debug("X = %d", x);
showlist(The first, second, and third items.);
report(x>y, "x is %d but y is %d", x, y);`,
      'fprintf ( stderr , "Flag" ) ; fprintf ( stderr , "X = %d" , x ) ; puts ( "The first, second, and third items." ) ; ' +
        '( ( x > y ) ? puts ( "x>y" ) : printf ( "x is %d but y is %d" , x , y ) ) ;',
    );
  });

  it("6.10.3.3: ## that makes ## is no operator", () => {
    expectExpanded(
      "#define hash_hash # ## #\n#define mkstr(a) # a\n#define in_between(a) mkstr(a)\n" +
        "#define join(c, d) in_between(c hash_hash d)\nchar p[] = join(x, y);",
      'char p [ ] = "x ## y" ;',
    );
  });
});

/** definitions, text, result. Results are those of GCC and clang; expand-as-clang.test.ts asks clang itself. */
const table: readonly (readonly [string, string, string])[] = [
  ["#define f(x) x f", "f(f)(1)", "f f ( 1 )"],
  ["#define f(x) x f", "f(1)(2)(3)", "1 f ( 2 ) ( 3 )"],
  ["#define f(a) a*g\n#define g(a) f(a)", "f(2)(9)", "2 * 9 * g"],
  ["#define NIL(x) x\n#define G_0(a) NIL(G_1)(a)\n#define G_1(a) NIL(a)", "G_0(42)", "42"],
  ["#define A B\n#define B A", "A B", "A B"],
  ["#define foo() bar", "foo\n()\nfoo", "bar foo"],
  ["#define EMPTY\n#define foo() bar", "foo EMPTY ()", "foo ( )"],
  [
    "#define NOTHING\n#define DEFER(x) x NOTHING\n#define A() 1\n#define ID(x) x",
    "DEFER(A)() ID(DEFER(A)())",
    "A ( ) 1",
  ],
  ["#define CAT(a,b) a##b\n#define XCAT(a,b) CAT(a,b)", "XCAT(X,CAT)(1,2)", "XCAT ( 1 , 2 )"],
  ["#define CAT(a,b) a##b", "CAT(<,<) CAT(1,.5) CAT(.,5) CAT(1e,+) CAT(%:,%:)", "<< 1.5 .5 1e+ %:%:"],
  ["#define m(a,b) [a|b]", "m((x,y),z) m( , ) m(\"a,b\",',')", "[ ( x , y ) | z ] [ | ] [ \"a,b\" | ',' ]"],
  ["#define g() y", "g() g( )", "y y"],
  [
    "#define e(f, ...) p(f, ## __VA_ARGS__)",
    "e(a) e(a,) e(a,b) e(a,b,c)",
    "p ( a ) p ( a , ) p ( a , b ) p ( a , b , c )",
  ],
  ["#define e(f, r...) p(f , ##r)", "e(a) e(a,b)", "p ( a ) p ( a , b )"],
  ["#define v(...) p(x, ## __VA_ARGS__)", "v() v(1,2)", "p ( x ) p ( x , 1 , 2 )"],
  ["#define q(a, ...) p(a ## , ## __VA_ARGS__)", "q(x)", "p ( x )"],
  [
    "#define F(a,...) f(0 __VA_OPT__(,) __VA_ARGS__)\n#define EMP",
    "F(a,b,c) F() F(EMP)",
    "f ( 0 , b , c ) f ( 0 ) f ( 0 )",
  ],
  ["#define H(X, ...) __VA_OPT__(a X ## X) ## b", "H(x,1) H(x)", "a xxb b"],
  ["#define H(X, ...) #__VA_OPT__(X##X X##X)", "H(,0) H(a,0) H(a)", '"" "aa aa" ""'],
  ["#define S(x) #x\n#define XS(x) S(x)\n#define E", "XS(a E b) XS(-E-) S( a  b\n c )", '"a b" "--" "a b c"'],
  ["#define S(x) #x", String.raw`S("\n" '\0' '"' L"x")`, String.raw`"\"\\n\" '\\0' '\"' L\"x\""`],
  ["#define S(...) #__VA_ARGS__", "S(a,b , c) S() S(/*x*/a/*y*/b/*z*/)", '"a,b , c" "" "a b"'],
  ["#define LIT(x) x", "LIT(\n#define Y 5\nY\n#if 0\nno\n#else\nyes\n#endif\n) Y", "5 yes 5"],
  ["#define E4(x) x x x x", "E4(E4(a))", "a a a a a a a a a a a a a a a a"],
  ["#define c(a) a\n#define call(m, x) m(x)\n#define ARGS 1\n", "call(c, ARGS) c((c)(ARGS))", "1 ( c ) ( 1 )"],
  ["#define f(x) x", "f f (1) (f)(2)", "f 1 ( f ) ( 2 )"],
];

describe("expansion", () => {
  it.each(table)("%s: %s", (definitions, text, result) => {
    expectExpanded(`${definitions}\n${text}`, result);
  });

  it("knows the built-in macros, date and time fixed", () => {
    expectExpanded(
      "__LINE__ __FILE__ __BASE_FILE__ __FILE_NAME__ __INCLUDE_LEVEL__ __COUNTER__ __COUNTER__\n__DATE__ __TIME__ __TIMESTAMP__",
      '1 "t.c" "t.c" "t.c" 0 0 1 "Jan  1 1970" "00:00:00" "Thu Jan  1 00:00:00 1970"',
    );
  });

  it("gives __LINE__ in a call the line where the call ends", () => {
    expectExpanded("#define F(x) x __LINE__\nF(\n1\n)", "1 4");
  });

  it("reports a wrong call and leaves its name", () => {
    const result = expanded("#define f(x) x\n#define g() y\na f(1,2) b g(1) c\n");
    expect(result.text).toBe("a f b g c");
    expect(result.messages).toEqual([
      "t.c:3:3: error: too many arguments for macro 'f': 2 given, 1 wanted",
      "t.c:3:12: error: too many arguments for macro 'g': 1 given, 0 wanted",
    ]);
  });

  it("loses nothing behind a call that is not closed", () => {
    const result = expanded("#define f(x) x\nf(1 int a;\nint b;\n");
    expect(result.messages).toEqual(["t.c:2:1: error: unterminated call of macro 'f'"]);
    expect(result.text).toBe("f ( 1 int a ; int b ;");
  });

  it("reports a bad ## with the macros around it and keeps both tokens", () => {
    const result = expanded("#define P(a,b) a##b\n#define Q P(+,x)\nQ\n");
    expect(result.text).toBe("+ x");
    expect(result.messages).toEqual(["t.c:2:13: error: pasting '+' and 'x' does not give one token"]);
    expect(result.diagnostics[0].notes.map((note) => `${result.sources.show(note.place)} ${note.text}`)).toEqual([
      "t.c:2:11 expanded from macro 'P'",
      "t.c:3:1 expanded from macro 'Q'",
    ]);
  });
});

describe("where tokens come from", () => {
  it("gives the spelled place, the outermost macro name and the chain of expansions", () => {
    const { preprocessor, sources } = expanded("#define IN(x) x + 1\n#define OUT IN(y)\nOUT;\n");
    const unit = preprocessor.finish();
    const rows = Array.from({ length: unit.tokens.count }, (_, at) => {
      const chain: string[] = [];
      for (let e = unit.tokens.expansion[at]; e >= 0; e = unit.expansions.parent[e]) {
        chain.push(unit.macros[unit.expansions.macro[e]].name);
      }
      const show = (place: number) => sources.show(place as never);
      return [
        preprocessor.spellings.text[unit.tokens.spelling[at]],
        show(unit.tokens.spelled[at]),
        show(unit.tokens.expanded[at]),
        chain.join("<"),
      ];
    });
    expect(rows).toEqual([
      ["y", "t.c:2:16", "t.c:3:1", "IN<OUT"],
      ["+", "t.c:1:17", "t.c:3:1", "IN<OUT"],
      ["1", "t.c:1:19", "t.c:3:1", "IN<OUT"],
      [";", "t.c:3:4", "t.c:3:4", ""],
    ]);
  });
});
