/** Headers sorted into units by what a compiler would refuse in the bodies of their functions, and the items that each unit gives. */
import { describe, expect, it } from "vitest";
import { analyzeUnits } from "../../src/analyze-units.js";
import { type CEnvironment, MemoryFileSystem, SourceTable } from "../../src/base/index.js";
import { localFeed } from "../../src/front/index.js";
import { target } from "../../src/kernel/index.js";
import { ownedHeaders } from "../../src/owned-headers.js";
import { Stopwatch } from "../../src/stopwatch.js";

async function unitsOf(
  texts: Readonly<Record<string, string>>,
  prelude: readonly string[] = [],
  hidden: readonly string[] = [],
) {
  const sources = new SourceTable();
  const all = Object.keys(texts).filter((name) => !hidden.includes(name));
  const environment: CEnvironment = {
    files: new MemoryFileSystem(
      Object.fromEntries(Object.entries(texts).map(([name, text]) => [`/inc/${name}`, text])),
    ),
    includePath: [{ path: "/inc", display: "", system: false }],
    predefined: "",
    forcedIncludes: [],
    target: target("amd64")!,
    standard: "gnu17",
    options: new Map(),
  };
  const headers = [...prelude, ...all.filter((name) => !prelude.includes(name))];
  const set = {
    environment,
    sources,
    prelude,
    headers,
    mainFiles: false,
    keepSyntax: false,
    declarationsOnly: false,
    isUsualSet: false,
  };
  const analyzed = await analyzeUnits(
    { ...set, feed: localFeed({ ...set, available: () => Object.keys(texts), onHeader: () => {} }) },
    new Stopwatch(undefined),
  );
  const fates = Object.fromEntries(
    [...analyzed.plan.fates].map(([name, fate]) => [
      name,
      fate.kind === "common" ? "common" : `${fate.kind}: ${fate.why}`,
    ]),
  );
  const { diagnostics, units } = analyzed;
  const names = units.map(({ name }) => name);
  return { fates, diagnostics, common: units[0], units: names, owned: ownedHeaders(units, sources) };
}

const guarded = (name: string, text: string): string => `#ifndef ${name}\n#define ${name}\n${text}#endif\n`;
const reading = "struct s;\nstatic inline int get(struct s *p) { return p->x; }\n";

describe("a header with a body that a compiler refuses", () => {
  it("is refused, and all that includes it", async () => {
    const { fates, units, diagnostics } = await unitsOf({
      "bad.h": guarded("BAD", reading),
      "fine.h": "extern int fine;\n",
      "includes.h": '#include "bad.h"\nextern int includes;\n',
      "needs.h": "typedef char buffer[LENGTH];\n",
      "zlength.h": '#include "bad.h"\n#define LENGTH 4\n',
    });
    const why = "bad.h:4:45: in get(): struct s is incomplete";
    expect(fates).toEqual({
      "bad.h": `refused: ${why}`,
      "fine.h": "common",
      "includes.h": `refused: ${why}`,
      // what it needs is in such a header
      "needs.h": `refused: ${why}`,
      "zlength.h": `refused: ${why}`,
    });
    expect(units).toEqual(["common"]);
    expect(diagnostics.map((one) => one.severity)).toEqual(["warning", "warning", "warning", "warning"]);
  });

  it("is refused for the value of an object, too", async () => {
    const { fates } = await unitsOf({
      "fine.h": "static const int fine[] = { sizeof(fine) };\nextern int later, *pointer;\nint *pointer = &later;\n",
      "table.h": "struct id { int vendor; };\nstatic const struct id table[] = { { 3 }, { VENDOR } };\n",
      "variable.h": "int number = 3 + UNKNOWN;\n",
    });
    expect(fates).toEqual({
      "fine.h": "common",
      "table.h": "refused: table.h:2:45: in the initializer of 'table': 'VENDOR' is not declared",
      "variable.h": "refused: nothing defines UNKNOWN, which variable.h:1:18 needs",
    });
  });

  it("leaves what stands before it and behind it as it would be without it", async () => {
    const texts = Object.fromEntries(
      Array.from({ length: 30 }, (_, i): [string, string] => [
        `h${10 + i}.h`,
        `#ifdef OPTION${i % 3}\n#endif\n/* comment ${i} */\nstruct s${i} { int a[${i + 1}]; };\n#define N${i} sizeof(struct s${i})\n` +
          `static inline int f${i}(struct s${i} *p) { return p->a[0] + N${i}; }\n`,
      ]),
    );
    const programOf = async (set: Readonly<Record<string, string>>) => {
      const { common, fates } = await unitsOf(set, ["h10.h", "h11.h"]);
      const { program, bodies } = common;
      return {
        fates,
        found: {
          records: program.records.map(({ tag, definition, origin }) => [
            tag,
            definition?.members.length,
            origin.comment,
            origin.options,
          ]),
          functions: program.functions.map(({ name, origin }) => [name, origin.comment, origin.options]),
          macros: program.macros.map(({ name, meaning }) => [
            name,
            meaning.kind === "integer" ? meaning.value : meaning.kind,
          ]),
          bodies: [...bodies].map(([name, outcome]) => [name, outcome.kind]),
        },
      };
    };
    // N5 stands before it, and means another number behind it
    const bad =
      "#undef N5\n#define N5 1\nstruct lost { char c; };\nstatic inline int bad(struct gone *p) { return p->x; }\n";
    const without = await programOf({ ...texts, "h26.h": "#error no\n" });
    const withIt = await programOf({ ...texts, "h26.h": bad });
    expect(withIt.found).toEqual(without.found);
    expect(withIt.fates["h26.h"]).toBe("refused: h26.h:4:48: in bad(): struct gone is incomplete");
    expect(without.found.bodies).toHaveLength(29);
  });

  it("goes on its own with what is included for it from outside of the set", async () => {
    const { fates, units } = await unitsOf(
      {
        "a.h": "#define CODE 1\nstruct a { int x; };\n",
        "b.h": "struct b { struct codes c; };\n",
        "c.h": "struct c { int y; };\n",
        "codes.h": guarded("CODES", "enum code { OTHER, CODE };\nstruct codes { enum code c; };\n"),
      },
      [],
      ["codes.h"],
    );
    expect(fates["b.h"]).toBe("own: codes.h:3:20: unexpected '1' after ','");
    expect([fates["a.h"], fates["c.h"]]).toEqual(["common", "common"]);
    expect(units).toEqual(["common", "b.h"]);
  });

  it("stays where a definition before it is all that it lacks", async () => {
    const { fates, common } = await unitsOf({
      "a.h": "struct s;\nstruct t;\nstatic inline int get(struct s *p, struct t *q) { return p->x + q->x; }\n",
      "b.h": "struct s;\nstatic inline int next(struct s *p) { return p[1].x; }\n",
      "c.h": "struct u;\nstatic inline int size(void) { return sizeof(struct u); }\n",
      "d.h": "struct w;\nstatic inline int size_w(void) { struct w w = { 1 }; return sizeof(struct w) + w.x; }\n",
      "s.h": guarded("S", "struct s { int x; };\n"),
      "t.h": guarded("T", "struct t { int x; };\n"),
      "w.h": "struct w { int x; };\n",
    });
    expect(fates).toEqual({
      "a.h": "common",
      "b.h": "common",
      "d.h": "common",
      "w.h": "common",
      "c.h": "refused: c.h:2:39: in size(): sizeof of an incomplete type",
      "s.h": "common",
      "t.h": "common",
    });
    expect([...common.bodies].map(([name, { kind }]) => [name, kind])).toEqual([
      ["get", "typed"],
      ["next", "typed"],
      ["size_w", "typed"],
    ]);
  });

  it("stays where only kpigen does not translate it", async () => {
    const { fates } = await unitsOf({ "a.h": "static inline int f(int n) { int a[n]; return sizeof(a); }\n" });
    expect(fates).toEqual({ "a.h": "common" });
  });

  it("gets a unit of its own where a macro of another header is in its way", async () => {
    const { fates } = await unitsOf({
      "a.h": "#define get(p) ((p)->hidden)\n",
      "b.h": "struct t { int x; };\nint (get)(struct t *);\nstatic inline int f(struct t *p) { return get(p); }\n",
    });
    expect(fates).toEqual({ "a.h": "common", "b.h": "own: b.h:3:43: in f(): struct t has no member 'hidden'" });
  });
});

describe("what a unit gives", () => {
  it("is its own header's and that of headers nobody else has", async () => {
    const { fates, owned } = await unitsOf(
      {
        "a.h": "struct slot { int a; };\n",
        "b.h": '#include "inner/b.h"\n#include "inner/shared.h"\n',
        "c.h": '#include "inner/shared.h"\n',
        "inner/b.h": "struct slot { long b; };\n",
        "inner/shared.h": guarded("SHARED", "typedef int shared_t;\n"),
      },
      [],
      ["inner/b.h", "inner/shared.h"],
    );
    expect(fates).toEqual({ "a.h": "common", "b.h": "own: inner/b.h:1:8 defines slot again", "c.h": "common" });
    expect(owned).toEqual([[], ["b.h", "inner/b.h"]]);
  });
});
