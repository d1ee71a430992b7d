/** What of used names a crate reaches: names whose fate is plain from the C text, and sums done by hand. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Coverage, coverage, readUsage } from "../../src/coverage/index.js";
import { generate } from "../../src/pipeline.js";

const text = `
#define UNUSED __attribute__((__unused__))
#define MAYBE UNUSED
#define FORMAT(a, b) __attribute__((__format__(__printf__, a, b)))
#define BOTH(a) FORMAT(a, 1) UNUSED
#define NOTHING
#define INLINE static __inline
#define EMPTY_CALL(x)
#define VALUE 3
#define STATEMENT(x) do { (x)++; } while (0)
#define LOOKS_LIKE(x) x UNUSED
struct tag { int member; };
typedef struct other { int a; } other_t;
struct twice { int a; };
typedef int twice;
enum { ENUMERATOR };
int function(int) UNUSED;
extern int variable;
`;

const directory = mkdtempSync(join(tmpdir(), "kpigen-coverage-"));
afterAll(() => rmSync(directory, { recursive: true }));

async function covered(names: Readonly<Record<string, readonly [string, number]>>): Promise<Coverage> {
  const input = join(directory, "input.h");
  writeFileSync(input, text);
  const target = "x86_64-unknown-freebsd";
  const { generation } = await generate({
    input: { kind: "bind", inputs: [input], target, clangArguments: [] },
    rust: { rustTarget: "stable", edition: "2021", enumStyle: "alias" },
    selection: { only: [], block: [], opaque: [] },
    jobs: 1,
  });
  const usage = readUsage(JSON.stringify({ files: 9, names }));
  if (generation === undefined || typeof usage === "string") throw new Error("no generation, or no usage");
  const { crate, plan, units } = generation;
  const declaring = units.map(({ program }, i) => ({ program, macros: plan.units[i].preprocessed.macros }));
  return coverage({ usage, crate, units: declaring, spellings: plan.spellings });
}

describe("coverage", () => {
  it("reaches items in the name space of the kind", async () => {
    const found = await covered({
      VALUE: ["constant", 5],
      tag: ["tag", 4],
      other: ["tag", 3],
      twice: ["tag", 3],
      other_t: ["typedef", 3],
      ENUMERATOR: ["enumerator", 2],
      function: ["function", 2],
      variable: ["variable", 1],
      bool: ["typedef", 1],
    });
    expect(found.notReached).toEqual([]);
    expect(found.rows.at(-1)).toMatchObject({ kind: "total", names: 9, namesReached: 9, uses: 24, usesReached: 24 });
    expect(found.rows[0]).toMatchObject({ kind: "tag", names: 3, namesReached: 3, uses: 10, usesReached: 10 });
  });

  it("does not take a value for a type", async () => {
    const found = await covered({ function: ["tag", 1], VALUE: ["typedef", 1] });
    expect(found.rows.at(-1)?.namesReached).toBe(0);
  });

  it("counts macros of attributes and specifiers apart, directly or through others", async () => {
    const found = await covered({
      UNUSED: ["alias-macro", 1],
      MAYBE: ["alias-macro", 2],
      FORMAT: ["function-macro", 4],
      BOTH: ["function-macro", 8],
      NOTHING: ["alias-macro", 16],
      INLINE: ["alias-macro", 32],
    });
    expect(found.rows.at(-1)).toMatchObject({ uses: 63, usesReached: 0, usesOfSyntax: 63 });
    expect(found.notReached).toEqual([]);
  });

  it("takes no macro for such a one that could have a value or does something", async () => {
    const found = await covered({
      STATEMENT: ["function-macro", 1],
      LOOKS_LIKE: ["function-macro", 1],
      EMPTY_CALL: ["function-macro", 1],
      VALUE: ["constant", 1],
    });
    expect(found.rows.at(-1)?.usesOfSyntax).toBe(0);
  });

  it("says why a name is not reached, by uses and then by name", async () => {
    const found = await covered({ elsewhere: ["function", 2], absent: ["function", 2], nowhere_t: ["typedef", 7] });
    expect(found.notReached).toEqual([
      { name: "nowhere_t", kind: "typedef", uses: 7, why: "not in these headers" },
      { name: "absent", kind: "function", uses: 2, why: "not in these headers" },
      { name: "elsewhere", kind: "function", uses: 2, why: "not in these headers" },
    ]);
    expect(found.rows.at(-1)?.usesElsewhere).toBe(11);
  });
});

describe("usage counts", () => {
  it.each([
    ["", "no JSON"],
    ["[]", 'not {"files": N, "names": {…}}'],
    ['{"files": -1, "names": {}}', 'not {"files": N, "names": {…}}'],
    ['{"files": 1, "names": {"a": ["tag"]}}', "a is not [kind, uses]"],
    ['{"files": 1, "names": {"a": ["tag", 1.5]}}', "a is not [kind, uses]"],
  ])("that are none are told: %s", (json, fault) => {
    expect(readUsage(json)).toBe(fault);
  });
});
