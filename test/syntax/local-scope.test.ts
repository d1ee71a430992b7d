import { beforeAll, describe, expect, it } from "vitest";
import { type CParser, createParser } from "../../src/syntax/index.js";
import { parseText } from "./parse.js";

let parser: CParser;
beforeAll(async () => {
  parser = await createParser();
});

/** `t` is a typedef at file scope; the body of `f` says what `t` is where (C11 6.2.1). */
const bodies: readonly (readonly [string, string, string])[] = [
  ["(void)", "{ t *x; t (y); (t)(1); }", "({ 't (* x); 't y; (cast 't 1);)"],
  ["(int t)", "{ t * x; (t)(1); t = sizeof(t); }", "({ (* t x); (call t 1); (= t (sizeof-expression t));)"],
  ["(void)", "{ int t; t * x; { t++; } }", "({ int t; (* t x); ({ (post ++ t);))"],
  ["(void)", "{ { int t = 1; t * x; } t * x; }", "({ ({ int t = 1; (* t x);) 't (* x);)"],
  ["(void)", "{ int t = sizeof(t); t * x; }", "({ int t = (sizeof-expression t); (* t x);)"],
  ["(void)", "{ t t; t * x; }", "({ 't t; (* t x);)"],
  ["(void)", "{ int *a, (*t)(void), b[3]; t * a; }", "({ int (* a), (function (* t) [void _]), (array 3 b); (* t a);)"],
  ["(void)", "{ for (int t = 0; t < 3; t++) t * x; }", "({ (for int t = 0; (< t 3) (post ++ t) (* t x);))"],
  [
    "(void)",
    "{ typedef char u; u * x; { int u; u * x; } u y; }",
    "({ typedef char u; 'u (* x); ({ int u; (* u x);) 'u y;)",
  ],
  ["(void)", "{ typedef char u; } ", "({ typedef char u;)"],
  ["(void)", "{ struct { int t; } s; t * x; s.t = p->t; }", "({ (struct {int t}) s; 't (* x); (= (. s t) (-> p t));)"],
  ["(void)", "{ enum { t, u }; t * x; }", "({ (enum {t, u}); (* t x);)"],
  [
    "(void)",
    "{ struct t s; enum t e; goto t; t: ; t * x; }",
    "({ (struct t) s; (enum t) e; (goto t) (label t ;) 't (* x);)",
  ],
  ["(void)", "{ a = ({ int t; t * x; }); t * x; }", "({ (= a (({ int t; (* t x);)); 't (* x);)"],
  ["(void)", "{ int g(int t); t * x; }", "({ int (function g [int t]); 't (* x);)"],
  ["(void)", "{ switch (1) { case 1: t * x; default: ; } }", "({ (switch 1 ({ (case 1 't (* x);) (default ;))))"],
  [
    "(void)",
    "{ __extension__ t x; __attribute__((unused)) t y; static t z; const t w; }",
    "({ 't x; 't @unused y; static 't z; const 't w;)",
  ],
  [
    "(void)",
    "{ x = a ? (t)b : c; f(t); }".replace("f(t)", "f((t)1)"),
    "({ (= x (? a (cast 't b) c)); (call f (cast 't 1));)",
  ],
  ["(void)", "{ u * x; }", "({ (* u x);)"],
];

describe("names in bodies", () => {
  it.each(bodies)("f%s %s", (parameters, body, expected) => {
    const { shown, messages } = parseText(parser, `typedef int t; void f${parameters} ${body} typedef int u;`);
    expect(messages).toEqual([]);
    expect(shown[1].slice(shown[1].indexOf("({"))).toBe(expected);
  });

  it("old style parameters hide typedefs too", () => {
    const { shown } = parseText(parser, "typedef int t; int f(a, b) int a, b; { return (a)(b); }");
    expect(shown[1]).toBe("int (function? f a b) int a, b; ({ (return (call a b)))");
  });
});
