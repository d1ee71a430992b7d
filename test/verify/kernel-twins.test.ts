/**
 * The inline functions of the FreeBSD 15 headers that come with kpigen, run beside C's: what `kpigen verify --run` does, without the checks
 * of declarations and without macros with parameters, which take compilers longer than a test may.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { generate } from "../../src/index.js";
import { makeCheckEnvironment } from "../../src/verify/check-unit.js";
import { findTools, runProcess } from "../../src/verify/index.js";
import { Ledger } from "../../src/verify/report.js";
import { runTwins } from "../../src/verify/twins/index.js";
import { hasRustc, host } from "../rust/toolchain.js";

const able = hasRustc && host === "x86_64-unknown-linux-gnu";
if (!able) console.warn("kernel-twins.test: rustc for x86_64-unknown-linux-gnu is not here, so nothing is run");

it.runIf(able)("inline functions of FreeBSD 15 do in Rust what they do in C", { timeout: 600_000 }, async () => {
  const { generation } = await generate({
    input: { kind: "kernel", sys: undefined, arch: "amd64", kernconf: "GENERIC", headers: [] },
    rust: { rustTarget: "stable", edition: "2021", enumStyle: "alias" },
    selection: { only: [], block: [], opaque: [] },
    jobs: 2,
  });
  if (generation === undefined) throw new Error("no crate");
  const { sources, environment, crate, files, plan } = generation;
  const units = generation.units.map(({ name, program }) => {
    const planned = plan.units.find((one) => one.name === name);
    if (planned === undefined) throw new Error(`no plan of ${name}`);
    return { name, program, preprocessed: planned.preprocessed };
  });
  const proof = { sources, environment, units, crate, files, edition: "2021", whole: true } as const;
  const { cc, rustc, cargo } = (await findTools({ cc: undefined }, runProcess)).value;
  if (cc === undefined || rustc === undefined) throw new Error("no judges");
  const scratch = mkdtempSync(join(tmpdir(), "kpigen-kernel-twins-"));
  const ledger = new Ledger();
  try {
    const shared = { run: runProcess, scratch, onRun: () => {} };
    const c = { ...shared, cc, environment: makeCheckEnvironment(environment, sources, scratch, []) };
    const groups = ["inline functions", "macros that are expressions"] as const;
    const done = await runTwins(
      proof,
      { c, rust: { ...shared, rustc, cargo } },
      ledger,
      { inputs: 60, seed: 1, groups },
      2,
    );
    expect(ledger.failures()).toEqual([]);
    const [functions, expressions] = done.groups;
    expect(functions.total).toBeGreaterThan(900);
    expect(functions.run / functions.total).toBeGreaterThan(0.85);
    expect(expressions.run / expressions.total).toBeGreaterThan(0.8);
    expect(done.compared / done.inputs).toBeGreaterThan(0.7);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
