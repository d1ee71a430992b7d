/** The proof of accessors: it holds for what kpigen makes, and fails once a path or an offset is another one. */
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { type Generation, generate } from "../../src/index.js";
import type { CMacro } from "../../src/semantics/index.js";
import { findTools, type Provable, runProcess, type Tools, type VerifyReport, verify } from "../../src/verify/index.js";

let tools: Tools;
let made: Generation;

async function generated(file: string): Promise<Generation> {
  const input = fileURLToPath(new URL(`../cases/rust/${file}`, import.meta.url));
  const { generation } = await generate({
    input: { kind: "bind", inputs: [input], target: "x86_64-unknown-linux-gnu", clangArguments: [] },
    rust: { rustTarget: "stable", edition: "2021", enumStyle: "alias" },
    selection: { only: [], block: [], opaque: [] },
    jobs: 1,
  });
  if (generation === undefined) throw new Error("no generation");
  return generation;
}

beforeAll(async () => {
  tools = (await findTools({ cc: undefined }, runProcess)).value;
  made = await generated("macros-that-name-members.c");
});

async function proof(change: Partial<Provable> = {}, of = made): Promise<VerifyReport> {
  const units = of.units.map((unit, i) => ({
    name: unit.name,
    program: unit.program,
    preprocessed: of.plan.units[i].preprocessed,
  }));
  const { sources, environment, crate, files } = of;
  const whole: Provable = { sources, environment, units, crate, files, edition: "2021", whole: true, ...change };
  return verify(whole, { tools, jobs: 1 });
}

const told = (report: VerifyReport): readonly string[] =>
  report.failures.filter((one) => one.verdict === "wrong").map(({ kind, name }) => `${kind}: ${name}`);

describe("accessors", () => {
  it("are proven", async () => {
    const report = await proof();
    if (tools.cc !== undefined) expect(report.tallies.get("member aliases")).toEqual({ passed: 26, of: 26 });
    if (tools.rustc !== undefined) expect(report.tallies.get("rust accessors")?.of).toBeGreaterThan(20);
    expect(told(report)).toEqual([]);
  });

  it("of a record that C cannot name behind its macros are proven in Rust", async () => {
    const report = await proof({}, await generated("macros-that-name-records.c"));
    if (tools.rustc !== undefined) expect(report.tallies.get("rust accessors")?.of).toBe(1);
    expect(told(report)).toEqual([]);
  });

  it("that come to another place are wrong to rustc", async () => {
    if (tools.rustc === undefined) return;
    const text = made.files.get("") ?? "";
    const changed = text.replace(/(fn o_third\(&self\)[^}]*wrapping_add\()10/, "$111");
    expect(changed).not.toBe(text);
    expect(told(await proof({ files: new Map([["", changed]]) }))).toEqual(["rust accessors: outer.o_third"]);
  });

  it.each([
    ["the getter's place", "bits_get_signed::<Self, 512, 9>", "bits_get_signed::<Self, 513, 9>"],
    ["the getter's width", "bits_get_signed::<Self, 512, 9>", "bits_get_signed::<Self, 512, 10>"],
    ["the getter's sign", "bits_get_signed::<Self, 512, 9>", "bits_get::<Self, 512, 9>"],
    ["the setter's place", "bits_set::<Self, 512, 9>", "bits_set::<Self, 511, 9>"],
    ["the setter's width", "bits_set::<Self, 512, 9>", "bits_set::<Self, 512, 10>"],
  ])("of a bit-field are wrong to rustc where %s is another one", async (_, from, to) => {
    if (tools.rustc === undefined) return;
    const text = made.files.get("") ?? "";
    expect(text).toContain(from);
    expect(told(await proof({ files: new Map([["", text.replace(from, to)]]) }))).toContain(
      "rust accessors: outer.own_bits",
    );
  });

  it("of a macro whose path is another one are wrong to the C compiler", async () => {
    if (tools.cc === undefined) return;
    const swapped = (macro: CMacro): CMacro =>
      macro.name === "o_word2" && macro.meaning.kind === "member-path"
        ? {
            ...macro,
            meaning: { kind: "member-path", path: [...macro.meaning.path.slice(0, 2), { kind: "element", index: 3n }] },
          }
        : macro;
    const units = made.units.map((unit, i) => ({
      name: unit.name,
      program: { ...unit.program, macros: unit.program.macros.map(swapped) },
      preprocessed: made.plan.units[i].preprocessed,
    }));
    expect(told(await proof({ units }))).toContain("member aliases: struct outer.o_word2");
  });
});
