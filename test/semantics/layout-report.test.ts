/** layoutReport: one record written out by hand as pahole would show it, and sums that must add up for random records that clang laid out. */
import { expect, it } from "vitest";
import { type Bits, bits, bytes, noPlace, type SourceId } from "../../src/base/index.js";
import type { CMember, CRecord, CType, RecordDefinition, RecordId, TypeId } from "../../src/semantics/c-type.js";
import { layoutReport } from "../../src/semantics/layout-report.js";
import { layoutRecord, type MemberType } from "../../src/semantics/record-layout.js";
import { declarationText } from "../../src/semantics/type-text.js";
import { layoutTargets } from "./layout-targets.js";
import { randomProgram } from "./random-records.js";

const types: readonly CType[] = [
  { kind: "integer", name: "char" },
  { kind: "integer", name: "unsigned int" },
  { kind: "array", of: 0 as TypeId, length: 60 },
  { kind: "record", record: 0 as RecordId },
  { kind: "pointer", to: 6 as TypeId },
  { kind: "qualified", of: 4 as TypeId, const: false, volatile: true, restrict: false },
  {
    kind: "function",
    returns: 1 as TypeId,
    parameters: [{ name: "c", type: 0 as TypeId }],
    variadic: true,
    prototype: true,
    noreturn: false,
  },
  { kind: "array", of: 4 as TypeId, length: 2 },
  { kind: "qualified", of: 0 as TypeId, const: true, volatile: false, restrict: false },
  { kind: "pointer", to: 8 as TypeId },
  { kind: "pointer", to: 2 as TypeId },
];
const sizes: readonly MemberType[] = [1, 4, 60].map((size) => ({
  size: bytes(size),
  align: bytes(size === 4 ? 4 : 1),
}));

function member(name: string | undefined, type: number, bitWidth?: Bits, options: readonly string[] = []): CMember {
  const origin = { place: noPlace, source: 0 as SourceId, firstToken: 0, lastToken: 0, comment: undefined, options };
  return { name, type: type as TypeId, bitWidth, aligned: undefined, packed: false, origin };
}

function record(
  id: number,
  tag: string | undefined,
  tagKind: "struct" | "union",
  of: readonly CMember[],
  inner: readonly MemberType[],
): CRecord {
  const definition: RecordDefinition = {
    tagKind,
    members: of,
    packed: false,
    pack: undefined,
    aligned: undefined,
    unsupported: undefined,
  };
  const outcome = layoutRecord(
    definition,
    of.map((m) => inner[m.type]),
    layoutTargets[0].target,
  );
  if (outcome.kind === "refused") throw new Error(outcome.why);
  const { origin } = member(undefined, 0);
  return {
    id: id as RecordId,
    tagKind,
    tag,
    definition,
    layout: outcome.layout,
    holder: undefined,
    scope: "file",
    origin,
  };
}

it("shows members, holes, bits, cache lines, options and sums", () => {
  const union = record(0, undefined, "union", [member("u_word", 1), member("u_byte", 0)], sizes);
  const members = [
    member("flag", 0, undefined, ["KTRACE"]),
    member(undefined, 3),
    member("low", 1, bits(3)),
    member("high", 1, bits(4)),
    member("name", 2),
    member("last", 0),
  ];
  const outer = record(1, "thing", "struct", members, [...sizes, union.layout!]);
  expect(layoutReport({ types, records: [union, outer], enums: [], typedefs: [] }, outer).join("\n")).toBe(
    `struct thing {
    char flag;                                           /*     0       1 */ /* option KTRACE */

    /* XXX 3 bytes hole */

    union {
        unsigned int u_word;                             /*     4       4 */
        char u_byte;                                     /*     4       1 */
    };                                                   /*     4       4 */
    unsigned int low:3;                                  /*     8:0     3 bits */
    unsigned int high:4;                                 /*     8:3     4 bits */

    /* XXX 1 bit hole */

    char name[60];                                       /*     9      60 */

    /* --- cacheline 1 boundary (64 bytes) was 5 bytes ago --- */

    char last;                                           /*    69       1 */

    /* size: 72, align: 4, cachelines: 2, members: 6 */
    /* sum members: 66, bit-fields: 2 (7 bits), holes: 1, sum holes: 3, bit holes: 1, sum bit holes: 1 bit */
    /* padding: 2 bytes */
    /* last cacheline: 8 bytes */
};`,
  );
});

it.each([
  [5, "volatile", "unsigned int (*volatile f)(char c, ...)"],
  [7, "array of pointers", "unsigned int (*f[2])(char c, ...)"],
  [9, "pointer to const", "const char *f"],
  [10, "pointer to array", "char (*f)[60]"],
])("spells type %i: %s", (type, _, text) => {
  expect(declarationText({ types, records: [], enums: [], typedefs: [] }, type as TypeId, "f")).toBe(text);
});

it.each(layoutTargets.map((t) => [t.target.triple, t] as const))("sums make up the size, %s", (_, target) => {
  const program = randomProgram(target, 77, 300);
  const number = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
  for (const laidOut of program.records.filter((r) => r.tagKind === "struct")) {
    const text = layoutReport(program, laidOut).join("\n");
    const padding = /\/\* padding: (?:(\d+) bytes?)?(?: and )?(?:(\d+) bits?)? \*\//.exec(text);
    const inBytes = number(text, /sum members: (\d+)/) + number(text, /sum holes: (\d+)/) + Number(padding?.[1] ?? 0);
    const inBits =
      number(text, /bit-fields: \d+ \((\d+)/) + number(text, /sum bit holes: (\d+)/) + Number(padding?.[2] ?? 0);
    expect(inBytes * 8 + inBits, text).toBe(laidOut.layout!.size * 8);
  }
});

it("says what a record is laid out by", () => {
  const plain = record(0, "thing", "struct", [member("flag", 0)], sizes);
  const laidOut = { ...plain, definition: { ...plain.definition!, msStruct: true, packed: true } };
  const text = layoutReport({ types, records: [laidOut], enums: [], typedefs: [] }, laidOut).join("\n");
  expect(text).toContain("} __attribute__((packed, ms_struct));");
});
