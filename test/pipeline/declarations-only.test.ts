/** Declarations and constants alone: what needs a body is listed and no failure of the proof. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Generation } from "../../src/generation.js";
import { generate } from "../../src/index.js";
import { findTools, runProcess, verify } from "../../src/verify/index.js";

const directory = mkdtempSync(join(tmpdir(), "kpigen-declarations-"));
afterAll(() => rmSync(directory, { recursive: true }));
const header = join(directory, "input.h");
writeFileSync(
  header,
  `#define TWICE(x) ((x) * 2)
#define EIGHT TWICE(4)
#define CURRENT current()
#define ALSO TWICE
struct point { int x, y; };
extern int counted;
int measure(struct point *p);
static inline int current(void) { return counted; }
`,
);

let generation: Generation;
beforeAll(async () => {
  const outcome = await generate({ input: { kind: "bind", inputs: [header] }, jobs: 1, declarationsOnly: true });
  generation = outcome.generation!;
});

describe("declarations only", () => {
  it("has types, functions, variables and constants, also those of calls of macros", () => {
    const text = generation.files.get("")!;
    expect(text).toContain("pub struct point");
    expect(text).toContain("fn measure(p: *mut point) -> c_int;");
    expect(text).toContain("pub static mut counted: c_int;");
    expect(text).toContain("pub const EIGHT: c_int = 8;");
    expect(text).not.toContain("fn current");
    expect(text).not.toContain("macro_rules! TWICE");
  });

  it("lists what needs a body as not asked for, and leaves nothing else out", () => {
    const { notAsked, leftOut } = generation.crate;
    expect(notAsked.map(({ what, name }) => `${what} ${name}`).sort()).toEqual([
      "function-like macro TWICE",
      "inline function current",
      "macro ALSO",
      "macro CURRENT",
    ]);
    expect(leftOut).toEqual([]);
  });

  it("is proven", async () => {
    const { sources, environment, crate, files, plan } = generation;
    const tools = (await findTools({ cc: undefined }, runProcess)).value;
    const units = generation.units.map(({ name, program }, i) => ({
      name,
      program,
      preprocessed: plan.units[i].preprocessed,
    }));
    const proof = { sources, environment, units, crate, files, edition: "2021", whole: true } as const;
    const report = await verify(proof, { tools, jobs: 2 });
    expect(report.failures.map(({ kind, name, why }) => `${kind} ${name}: ${why}`)).toEqual([]);
    expect(report.tallies.get("integer constants")).toEqual({ passed: 1, of: 1 });
  });
});
