/**
 * Macros, called: that verify finds arguments which C takes, sees a macro that rustc does not take with them, and says of which it has none.
 */
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { generate } from "../../src/index.js";
import { findTools, runProcess, type Tools, type VerifyReport, verify } from "../../src/verify/index.js";
import { isVoidConversion } from "../../src/verify/macros/prove-macros.js";

const path = fileURLToPath(new URL("../cases/rust/macros-to-be-called.h", import.meta.url));

let tools: Tools;
beforeAll(async () => {
  tools = (await findTools({ cc: undefined }, runProcess)).value;
  if (tools.cc === undefined || tools.rustc === undefined) console.warn("SKIPPED: no clang or no rustc here");
});

/** @param damage of the generated Rust */
async function proven(
  damage: (text: string) => string = (text) => text,
  target = "x86_64-unknown-linux-gnu",
): Promise<VerifyReport | undefined> {
  if (tools.cc === undefined || tools.rustc === undefined) return undefined;
  const { generation } = await generate({
    input: { kind: "bind", inputs: [path], target, clangArguments: [] },
    rust: { rustTarget: "stable", edition: "2021", enumStyle: "alias" },
    selection: { only: [], block: [], opaque: [] },
    jobs: 1,
  });
  if (generation === undefined) throw new Error("no generation");
  const { sources, environment, plan, crate } = generation;
  const units = generation.units.map(({ name, program }, i) => ({
    name,
    program,
    preprocessed: plan.units[i].preprocessed,
  }));
  const files = new Map([...generation.files].map(([name, text]) => [name, damage(text)]));
  return verify({ sources, environment, units, crate, files, edition: "2021", whole: true }, { tools, jobs: 1 });
}

test("calls every rule for which there are arguments, and says for which there are none", {
  timeout: 60_000,
}, async () => {
  const report = await proven();
  if (report === undefined) return;
  expect(report.failures).toEqual([]);
  const { total = 0, called = 0 } = report.macros ?? {};
  expect(total).toBeGreaterThan(14);
  expect(called).toBe(total - 2);
  expect(report.tallies.get("rust macros")).toEqual({ passed: called, of: called });
  expect(report.macros?.notCalled.map(({ name, why }) => `${name}: ${why.split(" due to ")[0]}`)).toEqual([
    "ONLY_SEVEN: nothing tried is taken by C: static assertion failed",
    expect.stringMatching(/^PORT_OPEN_OWN: rustc refuses a call that C takes: .*`\*mut c_void: Stored</),
  ]);
});

test("calls them on another machine's rustc, where char has no sign", { timeout: 60_000 }, async () => {
  const report = await proven(undefined, "aarch64-unknown-linux-gnu");
  expect(report?.failures ?? []).toEqual([]);
});

test("names the macro that is wrong", { timeout: 60_000 }, async () => {
  const report = await proven((text) => text.replace("(*$element).$field.next = $list.first;", "$element = $list;"));
  if (report === undefined) return;
  expect(report.failures.map(({ kind, name, verdict, why }) => `${kind} ${name} ${verdict}: ${why}`)).toEqual([
    expect.stringMatching(
      /^rust macros LIST_PUSH wrong: rustc refuses a call that C takes: mismatched types: .*LIST_PUSH!\(/,
    ),
  ]);
});

test("leaves out a call that Rust refuses for a pointer to void alone, and no other", () => {
  const refusal = (from: string, to: string) => `the trait bound \`${from}: Stored<${to}>\` is not satisfied`;
  expect(isVoidConversion(refusal("*mut kpi::port", "*mut c_void"))).toBe(true);
  expect(isVoidConversion(refusal("*mut core::ffi::c_void", "*const kpi::port"))).toBe(true);
  expect(isVoidConversion(refusal("*mut kpi::port", "*mut kpi::text_port"))).toBe(false);
  expect(isVoidConversion(refusal("i32", "*mut c_void"))).toBe(false);
  expect(isVoidConversion("mismatched types")).toBe(false);
});
