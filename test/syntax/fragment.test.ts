import { beforeAll, describe, expect, it } from "vitest";
import type { SpellingId } from "../../src/preprocess/index.js";
import { type CParser, createParser, type Fragment } from "../../src/syntax/index.js";
import { showDeclaration, showExpression, showItem, showType } from "./show.js";
import { tokenize } from "./tokenize.js";

let parser: CParser;
beforeAll(async () => {
  parser = await createParser();
});

const fragments: readonly (readonly [Fragment["as"], string, string | undefined])[] = [
  ["expression", "1 + 2", "(+ 1 2)"],
  ["expression", "(t)-3", "(cast 't (- 3))"],
  ["expression", "", undefined],
  ["expression", "x )", undefined],
  ["expression", "1 ; 2", undefined],
  ["expression", "( ( (", undefined],
  ["expression", "t", undefined],
  ["expression", "int", undefined],
  ["type-name", "unsigned long", "unsigned-long"],
  ["type-name", "t *", "'t (* _)"],
  ["type-name", "struct s", "(struct s)"],
  ["type-name", "1", undefined],
  ["type-name", "int x", undefined],
  ["statements", "do { x ; } while ( 0 )", undefined],
  ["statements", "do { x ; } while ( 0 ) ;", "(do ({ x;) 0)"],
  ["statements", "t * x ; int t ; t * x ;", "'t (* x); int t; (* t x);"],
  ["statements", "", ""],
  ["statements", "} {", undefined],
  ["statements", "} int f ( void ) {", undefined],
  ["declarations", "static t x = { 1 }", "static 't x = {1};"],
  [
    "declarations",
    '__asm__ ( ".weak x" ) ; extern t * y ; _Static_assert ( 1 , "" )',
    `(asm ".weak x") extern 't (* y); (assert 1)`,
  ],
  [
    "declarations",
    "static int f ( t x ) { t y ; return x ; } static t g",
    "static int (function f ['t x]) {} static 't g;",
  ],
  ["declarations", "", ";"],
  ["declarations", "x + 1", undefined],
  ["declarations", "int x ; }", undefined],
  ["expression", '"a" "b"', '"a"~"b"'],
];

describe("fragments", () => {
  it("are each what they are, whatever stands beside them", () => {
    const tokenized = tokenize(fragments.map(([, text]) => text).join("\n"));
    const { tokens, spellings } = tokenized;
    let at = 0;
    const ranges = fragments.map(([as, text]) => {
      const from = at;
      at += tokenize(text).tokens.count;
      return { from, to: at, as };
    });
    expect(at).toBe(tokens.count);
    const typedefs = new Map<SpellingId, number>([[spellings.intern("t"), 0]]);
    const parsed = parser.parseFragments(tokens, spellings, ranges, typedefs);
    const shown = parsed.map((fragment) => {
      if (fragment === undefined) return undefined;
      if (fragment.kind === "expression") return showExpression(fragment.expression);
      if (fragment.kind === "type-name") return showType(fragment.type);
      if (fragment.kind === "statements") return fragment.items.map(showItem).join(" ");
      return fragment.declarations.map(showDeclaration).join(" ");
    });
    expect(shown).toEqual(fragments.map(([, , expected]) => expected));
  });
});
