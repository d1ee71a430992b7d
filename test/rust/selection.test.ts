/** What patterns choose: by name, by the kind of item, by file. */
import { expect, test } from "vitest";
import { noPlace, SourceTable } from "../../src/base/index.js";
import { choose, type ItemKind } from "../../src/rust/selection.js";
import type { Selection } from "../../src/rust/translate-input.js";

const sources = new SourceTable();
const source = (path: string, includeName: string) =>
  sources.add({ path, display: path, includeName, text: "", includedAt: noPlace }).id;
const own = source("/inc/sys/own.h", "sys/own.h");
const other = source("/inc/other.h", "other.h");

const items: readonly (readonly [ItemKind, string, typeof own])[] = [
  ["type", "struct point", own],
  ["type", "union point", own],
  ["type", "point_t", own],
  ["function", "point", own],
  ["var", "points", own],
  ["macro", "POINT", own],
  ["function", "line", other],
];

const chosen = (narrowed: Partial<Selection>) =>
  choose({ only: [], allow: [], block: [], opaque: [], ...narrowed }, sources).value;
const kept = (narrowed: Partial<Selection>): readonly string[] => {
  const { wants } = chosen(narrowed);
  return items.filter(([kind, cName, of]) => wants({ kind, cName, source: of })).map(([, cName]) => cName);
};

test.each<[Partial<Selection>, readonly string[]]>([
  [{}, items.map(([, cName]) => cName)],
  [{ only: ["point*"] }, ["struct point", "union point", "point_t", "point", "points"]],
  [{ only: ["struct point"] }, ["struct point"]],
  [{ only: ["[!p]*"] }, ["POINT", "line"]],
  [{ allow: ["poin"] }, []],
  [{ allow: ["type point"] }, ["struct point", "union point"]],
  [{ allow: ["type union point"] }, ["union point"]],
  [{ allow: ["function .*"] }, ["point", "POINT", "line"]],
  [{ allow: ["var (points|POINT|line)"] }, ["points", "POINT"]],
  [{ allow: [".*other\\.h"] }, []],
  [{ allow: ["file .*other\\.h"] }, ["line"]],
  [{ only: ["file sys/own.h"], allow: ["line"] }, items.map(([, cName]) => cName)],
])("%j", (narrowed, names) => {
  expect(kept(narrowed)).toEqual(names);
});

test("what is blocked, by kind and by file", () => {
  const { blocks } = chosen({ block: ["function point", "file .*/other\\.h"] });
  const blocked = items.filter(([kind, cName, of]) => blocks(kind, cName, { source: of })).map(([, cName]) => cName);
  expect(blocked).toEqual(["point", "line"]);
});

test("patterns that match nothing are known, but for those of what is blocked", () => {
  const narrowed = chosen({
    only: ["point", "circle"],
    allow: ["function line"],
    block: ["gone"],
    opaque: ["struct c"],
  });
  for (const [kind, cName, of] of items) narrowed.wants({ kind, cName, source: of });
  narrowed.hides("struct point", { source: own });
  expect(narrowed.idle()).toEqual(["circle", "struct c"]);
});

test("what is no regular expression is an error", () => {
  const { diagnostics } = choose({ only: [], allow: ["type ("], block: [], opaque: [] }, sources);
  expect(diagnostics.map(({ severity, text }) => `${severity}: ${text}`)).toEqual([
    "error: not a regular expression: type (",
  ]);
});
