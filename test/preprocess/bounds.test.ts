/** Bad and huge input ends in bounded time with a diagnostic, never in an exception. */
import { describe, expect, it } from "vitest";
import { expanded, preprocessorOf } from "./expansion-of.js";

/** Runs and gives the messages; the test's time limit is the bound. */
function messagesOf(text: string): readonly string[] {
  return expanded(text).messages.map((message) => message.slice(0, 160));
}

const limit = 10_000;

describe("bounds", () => {
  it("gives up on macro bombs and goes on behind them", { timeout: limit }, () => {
    const chain = Array.from({ length: 40 }, (_, i) => `#define B${i + 1} B${i} B${i}`).join("\n");
    const calls = Array.from({ length: 40 }, (_, i) => `#define C${i + 1}(x) C${i}(x x)`).join("\n");
    const text = `#define B0 x x\n${chain}\n#define C0(x) x\n${calls}\na B40 b\nc C40(1) d\n${"B39 ".repeat(40)}\nlast`;
    const result = expanded(text);
    expect(result.messages.slice(0, 2)).toEqual([
      "t.c:83:3: error: expansion of 'B40' is too large or nested too deeply and was given up",
      "t.c:84:3: error: expansion of 'C40' is too large or nested too deeply and was given up",
    ]);
    expect(result.text.startsWith("a B40 b c C40 d B39")).toBe(true);
    expect(result.text.endsWith("last")).toBe(true);
  });

  it("gives up on literals of literals, which double their backslashes", { timeout: limit }, () => {
    const chain = Array.from({ length: 60 }, (_, i) => `#define A${i + 1} S(A${i})`).join("\n");
    const text = `#define S(x) S2(x)\n#define S2(x) #x\n#define A0 "\\\\"\n${chain}\na A60 b`;
    expect(messagesOf(text)).toEqual([
      "t.c:64:3: error: expansion of 'A60' is too large or nested too deeply and was given up",
    ]);
  });

  it("takes 100,000 nested parentheses, in text, in arguments and in #if", { timeout: limit }, () => {
    const open = "(".repeat(100_000);
    const close = ")".repeat(100_000);
    expect(messagesOf(`${open}1${close}`)).toEqual([]);
    expect(messagesOf(`#define f(x) x\nf(${open}1${close})`)).toEqual([]);
    expect(messagesOf(`#if ${open}1${close}\n#endif`)).toEqual([
      "t.c:1:261: error: the condition is nested too deeply",
    ]);
    expect(messagesOf(`#if ${"!".repeat(100_000)}1\n#endif`)).toEqual([]);
    expect(messagesOf(`#if ${"1 ? ".repeat(100_000)}1\n#endif`)[0]).toMatch(/nested too deeply/);
    expect(messagesOf(`#if ${"1 + ".repeat(100_000)}1\n#endif`)).toEqual([]);
  });

  it("takes 100,000 nested calls and chains of macros", { timeout: limit }, () => {
    const nested = `#define f(x) x\n${"f(".repeat(100_000)}1${")".repeat(100_000)}\nlast`;
    expect(messagesOf(nested)).toEqual([
      "t.c:2:1: error: expansion of 'f' is too large or nested too deeply and was given up",
    ]);
    const chain = Array.from({ length: 50_000 }, (_, i) => `#define A${i} A${i + 1}`).join("\n");
    const result = expanded(`${chain}\nA0`);
    expect(result.text).toBe("A50000");
    expect(messagesOf(`#define g(x) x\n${"g(".repeat(20_000)}`).length).toBeGreaterThan(0);
  });

  it("takes lines of 10 MB, of tokens, of one token and of splices", { timeout: 60_000 }, () => {
    expect(expanded("a ".repeat(5_000_000)).preprocessor.tokens.count).toBe(5_000_000);
    expect(expanded(`"${"x".repeat(10_000_000)}"`).preprocessor.tokens.count).toBe(1);
    expect(expanded("a\\\n".repeat(1_000_000)).preprocessor.tokens.count).toBe(1);
    expect(expanded(`#define f(x) #x\nf(${"y ".repeat(1_000_000)})`).failed).toBe(false);
    expect(messagesOf("/* ".repeat(1_000_000))).toEqual(["t.c:1:1: error: unterminated /* comment"]);
    expect(expanded("'\n".repeat(100_000)).diagnostics.length).toBeLessThan(6000);
  });

  it("takes absurd numbers", () => {
    expect(messagesOf(`#if ${"9".repeat(1_000_000)}\n#endif`)[0]).toMatch(/a number that is too large/);
    expect(messagesOf(`#if 1 << 99999999999\n#endif`)).toEqual([]);
    expect(messagesOf(`#if 0x${"0".repeat(100)}1 == 1\n#else\n#error\n#endif`)).toEqual([]);
  });

  it("stops at the unit's limit", () => {
    const limits = { includeDepth: 200, expansionTokens: 100, unitTokens: 1000 };
    const { preprocessor } = preprocessorOf({ limits });
    const text = `${"x\n#define A 1\n".repeat(5000)}`;
    const outcome = preprocessor.text(text, "t.c", "t.c");
    expect(outcome.diagnostics.map((d) => d.text)).toEqual(["more than 1000 tokens in one unit; the rest is not read"]);
    expect(preprocessor.tokens.count).toBeLessThan(1100);
  });

  it("takes two headers that include each other, each twice", { timeout: limit }, () => {
    const files = { "/inc/a.h": "#include <b.h>\n#include <b.h>\n", "/inc/b.h": "#include <a.h>\n#include <a.h>\n" };
    const result = expanded("#include <a.h>\nlast", { files });
    expect(result.messages.length).toBeGreaterThan(0);
    expect(result.text).toBe("last");
  });
});
