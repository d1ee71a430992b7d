/** Tokens, splices, comments, digraphs, trigraphs, bytes that are no token; and that the lexer always advances. */
import { describe, expect, it } from "vitest";
import { TokenFlag, TokenKind } from "../../src/preprocess/index.js";
import { expanded, expectExpanded } from "./expansion-of.js";

const table: readonly (readonly [string, string])[] = [
  ["x+++++y a->*b a.*b", "x ++ ++ + y a -> * b a . * b"],
  ["1.e+5.x 0x1p-3 1e+ .5.6 ..5 ...5 0xe+1 1..2 a...b", "1.e+5.x 0x1p-3 1e+ .5.6 . .5 ... 5 0xe+1 1..2 a ... b"],
  ["<:::> <% %> %: %:%: a<::b", "<: : :> <% %> %: %:%: a <: : b"],
  ['u8"a" L\'b\' u"c" U\'d\' R u9"x"', 'u8"a" L\'b\' u"c" U\'d\' R u9 "x"'],
  ['a\\\nb c\\ \nd "x\\\ny" f +\\\n+ g', 'ab cd "xy" f ++ g'],
  ["/\\\n* comment *\\\n/ e // line \\\n still\nf", "e f"],
  ["/* a * / ** // \n /* */ x /**/y", "x y"],
  ["1\\\n2.\\\n5e\\\n+3 .\\\n5", "12.5e+3 .5"],
  ["$x _y $", "$x _y $"],
  ["\xc3\xa9t\xc3\xa9 \\u00e9t\\u00E9", "\xc3\xa9t\xc3\xa9 \xc3\xa9t\xc3\xa9"],
  ["??=define", "? ? = define"],
  ["@ ` \\ #", "@ ` \\ #"],
  ['"\\\\" "\\"" \'\\\'\'', '"\\\\" "\\"" \'\\\'\''],
  ["a\r\nb \\\r\nc", "a b c"],
  ["\xef\xbb\xbfint a", "int a"],
];

describe("tokens", () => {
  it.each(table)("%j", (text, tokens) => expectExpanded(text, tokens));

  it("replaces trigraphs in -std=c17 only, also the one that splices", () => {
    expectExpanded("??=define A ??(??)\nA ab??/\ncd ??- ???", "[ ] abcd ~ ? ? ?", { standard: "c17" });
    expectExpanded("a ??! b", "a ? ? ! b");
    expectExpanded("a ??! b", "a ? ? ! b", { standard: "c2x" });
  });

  it("knows // but for -std=c89, and 1'000 in C23", () => {
    expectExpanded("a // b\n c", "a / / b c", { standard: "c89" });
    expectExpanded("1'000 'x'", "1'000 'x'", { standard: "c23" });
  });

  it("tells kinds, and white space before a token", () => {
    const { preprocessor } = expanded("a 1 \"s\" 'c' + @\n b/**/c");
    const { tokens } = preprocessor;
    expect([...tokens.kind.subarray(0, tokens.count)]).toEqual([
      TokenKind.identifier,
      TokenKind.number,
      TokenKind.string,
      TokenKind.character,
      TokenKind.punctuator,
      TokenKind.other,
      TokenKind.identifier,
      TokenKind.identifier,
    ]);
    expect(tokens.flags[6]).toBe(TokenFlag.lineStart | TokenFlag.spaceBefore);
    expect(tokens.flags[7]).toBe(TokenFlag.spaceBefore);
  });

  it("records comments as offsets, splices inside tokens or not", () => {
    for (const spliced of ["", "x\\\ny "]) {
      const text = `${spliced}/* one */ a // two \\\n goes on\n#define X /* three */ 1\n`;
      const { preprocessor, sources } = expanded(text);
      const source = sources.all.find((s) => s.display === "t.c");
      const comments = preprocessor.finish().comments.get(source?.id as never);
      const found = Array.from(comments?.start ?? [], (start, i) => text.slice(start, comments?.end[i]));
      expect(found).toEqual(["/* one */", "// two \\\n goes on", "/* three */"]);
    }
  });

  it("keeps places in the original text where splices and trigraphs were taken out", () => {
    const { preprocessor, sources } = expanded("a\\\nb c\n??=define D d\n  D", { standard: "c17" });
    const places = Array.from(preprocessor.tokens.expanded.subarray(0, 3), (place) => sources.show(place as never));
    expect(places).toEqual(["t.c:1:1", "t.c:2:3", "t.c:4:3"]);
  });
});

const problems: readonly (readonly [string, string])[] = [
  ["int a; /* no end\nint b;", "t.c:1:8: error: unterminated /* comment"],
  ['x "no end\ny', 't.c:1:3: error: missing terminating " character'],
  ["x 'no end\ny", "t.c:1:3: error: missing terminating ' character"],
  ["a \0\0 b", "t.c:1:3: warning: null character ignored"],
  ["a \xff b", "t.c:1:3: error: a byte that is neither an identifier's character nor in a literal"],
  ["a \xc3( b", "t.c:1:3: error: a byte that is neither an identifier's character nor in a literal"],
];

describe("what is no token", () => {
  it.each(problems)("%j", (text, message) => expect(expanded(text).messages).toEqual([message]));

  it("is white space behind # where it is a null character, as it is to clang and GCC", () => {
    expectExpanded("#\0define A 1\nA", "1");
  });

  it("is not looked for in skipped groups, #error lines and comments", () => {
    expectExpanded("#if 0\ndon't \"\n#error it's\n#endif\n/* \xff \0 */ x", "x");
  });
});

describe("random bytes", () => {
  it("are lexed to the end, whatever they are", () => {
    const alphabet = [
      "\\",
      "\n",
      '"',
      "'",
      "/",
      "*",
      "#",
      "a",
      "1",
      ".",
      " ",
      "\0",
      "\xc3",
      "\xa9",
      "<",
      ">",
      "%",
      ":",
      "(",
      ")",
      ",",
      "define f(x)",
      "include ",
      "if ",
      "endif",
      "??/",
      "_Pragma(",
    ];
    let seed = 20;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return (seed >>> 8) % below;
    };
    for (let round = 0; round < 120; round++) {
      let text = "";
      for (let length = next(60); length >= 0; length--) text += alphabet[next(alphabet.length)];
      // An end that only a lexer that went all the way reaches: closes what the text may have left open.
      const closed = `${text}\n*/"\n'\n)\n#endif\n#endif\n#endif\n*/ last`;
      const result = expanded(closed, { standard: round % 2 === 0 ? "gnu17" : "c17", predefined: "" });
      const unterminated = result.messages.some((m) => /unterminated|#include|Pragma/.test(m));
      if (!unterminated) expect(result.text.endsWith("last"), JSON.stringify(text)).toBe(true);
    }
  });
});
