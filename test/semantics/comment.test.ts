/** Which comment belongs to what, and what is left of it. */
import { describe, expect, it } from "vitest";
import type { Source } from "../../src/base/index.js";
import { CommentReader } from "../../src/semantics/comment.js";

function reader(text: string): { comments: CommentReader; source: Source } {
  const found = [...text.matchAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g)];
  const table = {
    start: Int32Array.from(found.map((m) => m.index)),
    end: Int32Array.from(found.map((m) => m.index + m[0].length)),
  };
  return { comments: new CommentReader(new Map([[0 as never, table]])), source: { id: 0, text } as unknown as Source };
}

function above(text: string): string | undefined {
  const { comments, source } = reader(text);
  return comments.above(source, text.indexOf("int "));
}

function behind(text: string): string | undefined {
  const { comments, source } = reader(text);
  return comments.behind(source, text.indexOf(";") + 1);
}

describe("above a declaration", () => {
  it.each([
    ["/* One. */\nint x;", "One."],
    ["/*\n * Two\n *  lines.\n */\nint x;", "Two\n lines."],
    ["/**\n * Doc.\n **/\nint x;", "Doc."],
    ["/* a */\n/* b */\nint x;", "a\nb"],
    ["// a\n// b\nint x;", "a\nb"],
    ["\t/* tab */\n\tint x;", "tab"],
    ["/*-\n * Dash.\n */\nint x;", "Dash."],
  ])("%j", (text, expected) => expect(above(text)).toBe(expected));

  it.each([
    ["a blank line between", "/* One. */\n\nint x;"],
    ["not first on its line", "long y; /* of y */\nint x;"],
    ["a separator", "/* ---------- */\nint x;"],
    ["a licence", "/* Copyright (c) 1990 */\nint x;"],
    ["$FreeBSD$", "/* $FreeBSD$ */\nint x;"],
    ["a directive between", "/* One. */\n#if X\nint x;"],
    ["far to the right", "long y; /* begins\n" + "\t\t\t\t   */\n\t\t\t\t/* goes on */\nint x;"],
    ["the declaration is not first", "/* One. */\nextern int x;"],
  ])("none: %s", (_name, text) => expect(above(text)).toBeUndefined());
});

describe("behind a declaration", () => {
  it("on the same line", () => expect(behind("int x; /* count */")).toBe("count"));
  it("over lines", () => expect(behind("int x;\t/* first\n\t * second */\n")).toBe("first\nsecond"));
  it("not on the next", () => expect(behind("int x;\n/* other */")).toBeUndefined());
  it("not behind another declaration", () => expect(behind("int x; int y; /* of y */")).toBeUndefined());
  it("in a list, behind the comma", () => {
    const text = "A = F(1, 2), /* first */\nB, C, /* last */";
    const { comments, source } = reader(text);
    expect(comments.behindItem(source, 1)).toBe("first");
    expect(comments.behindItem(source, text.indexOf("B") + 1)).toBeUndefined();
    expect(comments.behindItem(source, text.indexOf("C") + 1)).toBe("last");
  });
});
