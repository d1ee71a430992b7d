/** Bodies typed, against clang: the body written back with every conversion explicit compiles to the code of the original. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { TypedStatement } from "../../src/semantics/index.js";
import { twinOf } from "./body-twin.js";
import { findClang } from "./record-dump.js";
import { type TypedBodies, typedBodies } from "./typed-bodies.js";

const clang = findClang();
if (clang === undefined) console.warn("body: SKIPPED against clang, no clang-19 and no `zig clang` found");

const text = readFileSync(new URL("../cases/semantics/bodies-of-every-kind.c", import.meta.url), "utf8");
const firstFunction = text.indexOf("\nint promote_sum");

/** Optimized assembly by function; labels are numbered within each. */
function compiled(source: string, triple: string): ReadonlyMap<string, string> {
  const directory = mkdtempSync(join(tmpdir(), "kpigen-body-"));
  try {
    const [input, output] = [join(directory, "body.c"), join(directory, "body.s")];
    writeFileSync(input, source);
    const flags = [`--target=${triple}`, "-O1", "-fwrapv", "-ffreestanding", "-std=gnu17", "-w", "-S"];
    const more = ["-fno-asynchronous-unwind-tables", "-fno-merge-all-constants", "-o", output, input];
    const run = spawnSync(clang!.command, [...clang!.arguments, ...flags, ...more], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(run.stderr);
    return functionsOf(readFileSync(output, "utf8"));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function functionsOf(assembly: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const match of assembly.matchAll(/^(\w+):[ \t]*(?:[#@/][^\n]*)?\n((?:(?!^\w+:)[^\n]*\n)*?)\s*\.size\s+\1,/gm)) {
    const labels = new Map<string, string>();
    const name = (label: string) => {
      if (!labels.has(label)) labels.set(label, `L${labels.size}`);
      return labels.get(label)!;
    };
    const body = match[2].replace(/\.L\w+(\.\w+)*/g, name).replace(/[ \t]*[#@/]+ [^\n]*/g, "");
    found.set(match[1], body);
  }
  return found;
}

function twins(bodies: TypedBodies, asserting: boolean): string {
  const { analysis } = bodies.analyzer;
  let all = text.slice(0, firstFunction + 1);
  for (const [name, outcome] of bodies.outcomes) {
    if (outcome.kind === "refused") throw new Error(`${name}: ${outcome.refusal.why}`);
    const fn = analysis.functions.find((one) => one.name === name)!;
    all += twinOf(analysis, name, fn.type, outcome.body, asserting);
  }
  return all;
}

describe("bodies", () => {
  it.skipIf(clang === undefined).each(["amd64", "arm64", "i386"])(
    "with every conversion explicit are the same code: %s",
    (machine) => {
      const bodies = typedBodies(text, machine);
      expect(bodies.messages).toEqual([]);
      const { triple } = bodies.analyzer.analysis.target;
      const original = compiled(text, triple);
      const twin = compiled(twins(bodies, false), triple);
      expect(compiled(twins(bodies, true), triple).size).toBe(original.size);
      expect(original.size).toBeGreaterThan(60);
      const different = [...original].filter(([name, code]) => twin.get(name) !== code).map(([name]) => name);
      expect(different).toEqual([]);
    },
  );
});

function refusal(body: string): string | undefined {
  const outcome = typedBodies(`struct s { int a : 3; struct s *n; }; int g(int); ${body}`).outcomes.get("f");
  return outcome?.kind === "refused" ? outcome.refusal.why : undefined;
}

describe("what is not translated is refused", () => {
  it.each([
    ["void f(int n) { int a[n]; }", "array of variable length"],
    ["int f(int n) { if (n) goto in; while (0) { int a[n]; in: n++; } return n; }", "array of variable length"],
    ["int f(int n, void *p) { return *(int(*)[n++])p != 0; }", "a type's length that does something"],
    ["void f(void) { void *p = &&x; x: goto *p; }", "address of a label"],
    ["void f(void) { goto out; }", "label 'out' does not exist"],
    ["void f(void) { h(); }", "'h' is not declared"],
    ['void f(void) { __asm__ goto ("" : : : : x); x:; }', "asm goto"],
    ["double f(double _Complex x) { return x + 1; }", "complex arithmetic"],
    ["int f(x) int x; { return x; }", "a definition in the old style"],
    ["void f(void) { int x __attribute__((cleanup(g))); }", "attribute cleanup"],
    ["int f(struct s *p) { return *&p->a; }", "'&' of a bit-field"],
    ["int f(struct s x) { return x; }", "no such conversion in C"],
    ["struct s f(int x) { return x; }", "conversion to another struct"],
    ["void f(int x) { switch (x) { case x: ; } }", "a case that is not constant"],
    ["int f(void) { int a[2] = { 1, 2, 3 }; return a[0]; }", "more initializers than members"],
    ["int f(int *p) { return g(p, 1); }", "2 arguments for 1 parameters"],
    ["void f(_Atomic int *p) { *p = 1; }", "assignment to an _Atomic object"],
  ])("%s", (text, why) => {
    expect(refusal(text)).toBe(why);
  });
});

const shape = (x: TypedStatement): string =>
  x.kind === "comment" ? `// ${x.text}` : x.kind === "if" ? `if {${x.then.statements.map(shape).join(" ")}}` : x.kind;

describe("what a body says beside its meaning", () => {
  const bodies = typedBodies(`enum { ONE = 1 };
#define FLAG 0x10
#define BOTH (FLAG | ONE)
#define CALL(x) ((x) & BOTH)
int g(int);
int f(int a, int b)
{
	/* First. */
	int c = BOTH;	/* of c */
	// on its own

	if (a) /* why */ {
		/* inside */
		g(FLAG + 1);
	}
	g(ONE); /* behind */
	b = 0x1F; int *p = &c;
	return CALL(a); /* last */
	/* end */
}
int h(void) { static struct pc __attribute__((address_space(256))) *q; struct pc; return *(int __attribute__((address_space(256))) *)q; }
struct pc { int x; };
`);
  const found = bodies.outcomes.get("f");
  if (found?.kind !== "typed") throw new Error(found?.refusal.why);
  const { block, locals } = found.body;

  it("keeps comments between statements", () => {
    expect(block.statements.map(shape)).toEqual([
      "// First.",
      "// of c",
      "local",
      "// on its own",
      "if {// why // inside expression}",
      "// behind",
      "expression",
      "expression",
      "local",
      "// last",
      "return",
      "// end",
    ]);
  });

  it("keeps names and spellings of constants", () => {
    const constants = [
      ...JSON.stringify(block, (_, v) => (typeof v === "bigint" ? `${v}` : v)).matchAll(
        /"kind":"integer","value":"(\d+)"(?:,"text":"(\w+)")?(?:,"name":"(\w+)")?/g,
      ),
    ].map(([, value, text, name]) => `${name ?? text ?? "-"}=${value}`);
    expect(constants).toEqual(["BOTH=17", "FLAG=16", "1=1", "ONE=1", "0x1F=31", "BOTH=17"]);
  });

  it("knows what is assigned and whose address is taken", () => {
    const facts = locals.map((one) => `${one.name}${one.assigned ? " assigned" : ""}${one.addressTaken ? " &" : ""}`);
    expect(facts).toEqual(["a", "b assigned", "c &", "p"]);
  });

  it("tells an object behind %gs from one in memory", () => {
    const outcome = bodies.outcomes.get("h");
    const text = JSON.stringify(outcome, (_, v) => (typeof v === "bigint" ? `${v}` : v));
    expect(text).toContain('"kind":"segment-dereference"');
    expect(text).toContain('"space":256');
  });
});

describe("macros with parameters", () => {
  const bodies = typedBodies(`struct m { struct m *next; int len; }; int use(struct m *, unsigned long);
#define LEN(m) ((m)->len + 1)
#define USE(a, n) use((a), (n) * 2)
#define SET(x, v) ((x) = (v))
`);
  const { types } = bodies.analyzer.analysis;
  const int = types.integer("int");

  it("are typed with the types they are given", () => {
    const outcome = bodies.macro("SET(x, v)", [
      ["x", types.integer("unsigned char")],
      ["v", int],
    ]);
    expect(outcome.kind === "typed" && outcome.value).toMatchObject({
      kind: "assign",
      target: { kind: "macro-parameter", index: 0 },
      value: { kind: "convert", of: { kind: "load", of: { kind: "macro-parameter", index: 1 } } },
    });
    expect(bodies.macro("LEN(m)", [["m", int]])).toMatchObject({ kind: "refused" });
  });

  it("say what is asked of parameters without a type", () => {
    expect(bodies.macro("LEN(m)", [["m", undefined]])).toMatchObject({
      kind: "unresolved",
      hints: [{ parameter: 0, use: "member", name: "len", arrow: true }, { use: "dereferenced" }],
    });
    const used = bodies.macro("USE(a, n)", [
      ["a", undefined],
      ["n", undefined],
    ]);
    if (used.kind !== "unresolved") throw new Error(used.kind);
    expect(used.hints.map((one) => `${one.parameter} ${one.use}`)).toContain("0 converted");
    expect(used.hints.map((one) => `${one.parameter} ${one.use}`)).toContain("1 operand");
  });
});
