/** A preprocessor that was rolled back goes on as one that never saw what was taken back; expansion aside leaves no trace. */
import { describe, expect, it } from "vitest";
import { type CEnvironment, MemoryFileSystem, SourceTable } from "../../src/base/index.js";
import { target } from "../../src/kernel/index.js";
import { createPreprocessor, type PreprocessedUnit, type Preprocessor } from "../../src/preprocess/index.js";
import { preprocessorOf, words } from "./expansion-of.js";

const files = {
  "/inc/a.h":
    '#ifndef A_H\n#define A_H\n#define ONE 1\n#define F(x) x + ONE\nint a = F(__COUNTER__);\n#pragma push_macro("ONE")\n#endif\n',
  "/inc/bad.h":
    '#pragma once\n#undef ONE\n#define ONE 11\n#define BAD 1\n#pragma pop_macro("ONE")\n#pragma pack(push, 1)\n#pragma weak w\n' +
    "int bad = F(__COUNTER__) 1 ## x;\n#if SMP\n#error not here\n#else\n#error here\n#endif\n#include <gone.h>\n#define G(x\n",
  "/inc/b.h": "#include <a.h>\nint b = F(ONE) BAD;\n#ifdef SMP\n#endif\n#include <bad2.h>\n",
  "/inc/bad2.h": "#pragma once\nint c[__COUNTER__];\n",
};
const setting = { files, options: ["SMP"] };

/** All of a unit as plain data, spellings as text, places shown: ids may differ, meaning may not. */
function plain(preprocessor: Preprocessor, sources: SourceTable): unknown {
  const unit: PreprocessedUnit = preprocessor.finish();
  const show = (place: number) => sources.show(place as never);
  const { tokens, expansions } = unit;
  return {
    tokens: words(tokens, preprocessor.spellings),
    columns: [
      [...tokens.kind],
      [...tokens.flags],
      [...tokens.spelled].map(show),
      [...tokens.expanded].map(show),
      [...tokens.expansion],
    ],
    expansions: [[...expansions.macro], [...expansions.at].map(show), [...expansions.parent]],
    macros: unit.macros.map((m) => [m.name, show(m.place), m.parameters, m.body.length, m.conditional, m.inclusion]),
    active: [...unit.active],
    conditionals: unit.conditionals.map((c) => ({
      ...c,
      condition: c.condition,
      place: show(c.place),
      from: show(c.from),
      to: show(c.to),
    })),
    inclusions: unit.inclusions.map((i) => [i.name, i.from, i.to, i.failed]),
    diagnostics: unit.diagnostics.map((d) => [d.code, show(d.place), d.text]),
    pack: [unit.packChanges, unit.pragmas.map((p) => p.text)],
  };
}

describe("rollback", () => {
  it("equals a fresh run without what was taken back", () => {
    const tried = preprocessorOf(setting);
    tried.preprocessor.include("a.h");
    for (let round = 0; round < 3; round++) {
      const mark = tried.preprocessor.checkpoint();
      expect(tried.preprocessor.include("bad.h").failed).toBe(true);
      tried.preprocessor.include("b.h");
      tried.preprocessor.rollback(mark);
    }
    tried.preprocessor.include("b.h");
    const fresh = preprocessorOf(setting);
    fresh.preprocessor.include("a.h");
    fresh.preprocessor.include("b.h");
    expect(plain(tried.preprocessor, tried.sources)).toEqual(plain(fresh.preprocessor, fresh.sources));
  });

  it("nests", () => {
    const { preprocessor } = preprocessorOf(setting);
    const outer = preprocessor.checkpoint();
    preprocessor.text("#define A 1\n", "x.c", "x.c");
    const inner = preprocessor.checkpoint();
    preprocessor.text("#define A 2\n#define B\n", "y.c", "y.c");
    preprocessor.rollback(inner);
    const tokens = preprocessor.expandText("A B");
    expect(words(tokens, preprocessor.spellings)).toEqual(["1", "B"]);
    preprocessor.rollback(outer);
    expect(preprocessor.isMacro("A")).toBe(false);
  });

  it("opens and lexes nothing twice, also behind a rollback", () => {
    let reads = 0;
    const memory = new MemoryFileSystem(files);
    const amd64 = target("amd64");
    if (amd64 === undefined) throw new Error("no amd64");
    const environment: CEnvironment = {
      files: {
        read: (path) => {
          reads++;
          return memory.read(path);
        },
        isFile: (path) => memory.isFile(path),
        list: (path) => memory.list(path),
      },
      includePath: [{ path: "/inc", display: "", system: false }],
      predefined: "",
      forcedIncludes: [],
      target: amd64,
      standard: "gnu17",
      options: new Map(),
    };
    const sources = new SourceTable();
    const preprocessor = createPreprocessor(environment, sources);
    const start = preprocessor.checkpoint();
    const texts = [1, 2].map(() => {
      preprocessor.rollback(start);
      preprocessor.include("a.h");
      preprocessor.include("b.h");
      return words(preprocessor.tokens, preprocessor.spellings);
    });
    expect(texts[0]).toEqual(texts[1]);
    expect(reads).toBe(3);
  });
});

describe("expansion aside", () => {
  it("gives ranges of one side stream and says what went wrong", () => {
    const { preprocessor } = preprocessorOf();
    const text =
      '#define A B + 1\n#define B 2\n#define BAD + ## x\n#define F(x) x\n#define P _Pragma("pack(1)") 3\n#define N A __COUNTER__\n#define E\n';
    preprocessor.text(text, "t.c", "t.c");
    const before = preprocessor.finish();
    const names = ["A", "BAD", "F", "P", "N", "E", "none"];
    const { tokens, from, to, failed } = preprocessor.expandObjectMacros(names);
    expect(names.map((_, i) => words(tokens, preprocessor.spellings, from[i], to[i]).join(" "))).toEqual([
      "2 + 1",
      "+ x",
      "F",
      "3",
      "2 + 1 0",
      "",
      "none",
    ]);
    expect([...failed]).toEqual([0, 1, 0, 0, 0, 0, 0]);
    expect(words(preprocessor.expandObjectMacro("N"), preprocessor.spellings)).toEqual(["2", "+", "1", "0"]);
    expect(words(preprocessor.expandText("F((A)) 'x' #if"), preprocessor.spellings).join(" ")).toBe(
      "( 2 + 1 ) 'x' # if",
    );
    const after = preprocessor.finish();
    expect(after.tokens.count).toBe(before.tokens.count);
    expect(after.diagnostics).toEqual([]);
    expect(after.packChanges).toEqual([]);
  });
});
