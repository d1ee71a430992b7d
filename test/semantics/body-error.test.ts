/**
 * Bodies that are no C, and bodies that are C but not handled: a refusal says `isError` where clang reports an error in that function, and
 * only there.
 */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { findClang } from "./record-dump.js";
import { typedBodies } from "./typed-bodies.js";

const clang = findClang();
if (clang === undefined) console.warn("body-error: SKIPPED against clang, no clang-19 and no `zig clang` found");

const before = [
  "struct never;",
  "struct later;",
  "struct point { int x, y; };",
  "union either { int i; float f; };",
  "typedef __builtin_va_list list;",
  "union through { int *ip; long *lp; } __attribute__((transparent_union));",
  "extern int counter; extern struct point origin; extern struct never hidden;",
  "int take(int, int); void nothing(void); int through(union through);",
];
const bodies = [
  // no C
  "int f(struct never *p) { return p->x; }",
  "int f(struct later *p) { return p->x; }",
  "int f(struct later *p) { return sizeof(*p); }",
  "int f(struct never *p) { return sizeof(*p); }",
  "void f(struct never *p) { p++; }",
  "void f(void) { struct later s; }",
  "int f(void) { return (&hidden)[1].x; }",
  "int f(void) { return origin.z; }",
  "int f(void) { return counter.x; }",
  "int f(void) { return undeclared; }",
  "int f(void) { return declared_later; }",
  "int f(void) { return called_later(); }",
  "int f(void) { return undeclared(1); }",
  "int f(void) { return take(1); }",
  "int f(void) { return take(1, 2, 3); }",
  "int f(void) { return nothing(); }",
  "int f(void) { return counter(); }",
  "int f(void) { return *counter; }",
  "int f(void) { return origin; }",
  "void f(void) { origin = counter; }",
  "void f(void) { origin++; }",
  "void f(void) { 1 = 2; }",
  "void f(void) { take(1, 2) = 2; }",
  "void f(void) { goto nowhere; }",
  "void f(void) { case 1: ; }",
  "void f(void) { default: ; }",
  "void f(void) { here: here: ; }",
  "void f(void) { struct point p = { .z = 1 }; }",
  "int f(void) { return counter ? origin : 1; }",
  "int f(void) { return origin + 1; }",
  "int f(void) { return !origin; }",
  "int f(double d) { return d % 2; }",
  "int f(struct point *p) { switch (*p) { case 1: return 1; } return 0; }",
  "int f(void) { return sizeof(unknown_t); }",
  "int f(void) { return __builtin_offsetof(struct point, z); }",
  "int f(void) { return take[0](1, 2); }",
  // C
  "int f(struct never *p) { return p != 0; }",
  "int f(struct later *p) { struct later **q = &p; return *q == p; }",
  "int f(int n) { int a[n]; return sizeof(a); }",
  "int f(int n) { void *to = &&out; goto *to; out: return n; }",
  "int f(int *p) { return through(p); }",
  "int f(int i) { union either e = (union either)i; return e.i; }",
  "int f(list l) { list m; __builtin_va_copy(m, l); return __builtin_va_arg(m, int); }",
  "_Complex double f(_Complex double z) { return z * z; }",
  "int f(void) { struct point p = { 1 }, q = p; return q.x; }",
  "int f(void) { struct inner { int i; } s = { 1 }, *p = &s; return p->i; }",
  "int f(void) { extern int elsewhere; return elsewhere; }",
  "int f(void) { extern int inside(void); return inside(); }",
  "int f(struct point *p) { return ({ struct point q = *p; q.x; }); }",
  "int f(int c) { return c ?: 3; }",
  "long f(void *p, void *q) { return (char *)p - (char *)q; }",
  "int f(void) { return __builtin_choose_expr(1, 2, 3); }",
  "int f(_Atomic int *p) { return *p; }",
  "int f(void) { int g(int); return g(1); }",
  "void *f(void *p) { return p + 1; }",
  "int f(int a[static 3]) { return a[0]; }",
  "int f(void) { return _Generic(counter, int: 1, default: 2); }",
  'int f(int n) { asm goto("" : : : : out); out: return n; }',
];
const behind = ["struct later { int x; };", "extern int declared_later; int called_later(void);"];
const lines = [...before, ...bodies.map((text, i) => text.replace(/\bf\(/, `f${i}(`)), ...behind];

/** Lines of the text, from 0, in which clang reports an error. */
function refusedLines(text: string): ReadonlySet<number> {
  const flags = [
    "--target=x86_64-unknown-freebsd14.0",
    "-fsyntax-only",
    "-std=gnu17",
    "-w",
    "-ferror-limit=0",
    "-xc",
    "-",
  ];
  const run = spawnSync(clang!.command, [...clang!.arguments, ...flags], { encoding: "utf8", input: text });
  return new Set([...run.stderr.matchAll(/^<stdin>:(\d+):\d+: error: /gm)].map((match) => Number(match[1]) - 1));
}

describe.skipIf(clang === undefined)("a body that a compiler refuses", () => {
  const { outcomes, messages } = typedBodies(lines.join("\n"));
  const refused = refusedLines(lines.join("\n"));

  it.each(bodies.map((text, i) => [text, i] as const))("%s", (_text, i) => {
    expect(messages).toEqual([]);
    const outcome = outcomes.get(`f${i}`);
    const said = outcome?.kind === "refused" && outcome.refusal.isError === true;
    expect(said).toBe(refused.has(before.length + i));
  });

  it("is among these, and others are not", () => {
    expect(refused.size).toBe(bodies.findIndex((text) => text.includes("return p != 0;")));
  });
});
