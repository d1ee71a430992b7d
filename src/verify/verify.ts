/**
 * The proof of a generation (`kpigen verify`). In: what `generate` made, and the judges. Out: a report. Four round trips: C static
 * assertions, C redeclarations, Rust const assertions, and that the crate compiles without a warning. clang and rustc decide; nothing
 * here looks at how kpigen came to its answers, only at the answers.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CEnvironment, SourceTable } from "../base/index.js";
import type { RustCrate } from "../rust/index.js";
import type { ProofUnit } from "./c-proof.js";
import { proveUnits } from "./c-proof.js";
import { makeCheckEnvironment } from "./check-unit.js";
import { type MacroRun, proveMacros } from "./macros/index.js";
import { type RunProcess, runProcess } from "./process.js";
import { type JudgeRun, Ledger, type VerifyReport } from "./report.js";
import { proveCrate } from "./rust-proof.js";
import type { Tools } from "./tools.js";
import { type RunWishes, runTwins, type TwinRun } from "./twins/index.js";

/** What is to be proven: the parts of a Generation that a proof reads. */
export interface Provable {
  readonly sources: SourceTable;
  readonly environment: CEnvironment;
  /** Each unit's program with the inclusions that made it, common unit first. */
  readonly units: readonly ProofUnit[];
  readonly crate: RustCrate;
  readonly files: ReadonlyMap<string, string>;
  readonly edition: "2021" | "2024";
  /** False where only some items were wanted (`--only`, block lists): what the crate lacks is then no failure. */
  readonly whole: boolean;
}

export interface VerifyOptions {
  readonly tools: Tools;
  /** Judges that run at the same time. */
  readonly jobs: number;
  /** Arguments for the C compiler besides those that follow from the environment: `-fshort-enums`. */
  readonly compilerArguments?: readonly string[];
  readonly run?: RunProcess;
  /** Keep the check files in this directory and leave them there. */
  readonly scratch?: string | undefined;
  /** Run C and Rust functions side by side. */
  readonly twins?: RunWishes | undefined;
  readonly onProgress?: (what: string, done: number, total: number) => void;
}

export async function verify(proof: Provable, options: VerifyOptions): Promise<VerifyReport> {
  const scratch = options.scratch ?? mkdtempSync(join(tmpdir(), "kpigen-verify-"));
  const ledger = new Ledger();
  const runs: JudgeRun[] = [];
  const notes: string[] = [];
  let rustAsked = false;
  const run = options.run ?? runProcess;
  const onRun = (judged: JudgeRun) => {
    runs.push(judged);
    options.onProgress?.(judged.what, runs.length, runs.length);
  };
  let twins: TwinRun | undefined;
  let macros: MacroRun | undefined;
  try {
    const { cc, rustc, cargo } = options.tools;
    const jobs = Math.max(1, options.jobs);
    const extra = options.compilerArguments ?? [];
    const environment = makeCheckEnvironment(proof.environment, proof.sources, scratch, extra);
    const c = cc === undefined ? undefined : { cc, run, environment, scratch, onRun };
    const rust = rustc === undefined ? undefined : { rustc, cargo, run, scratch, onRun };
    if (c === undefined) notes.push("no clang: nothing of the C side is proven");
    else await proveUnits(proof.units, proof.environment, proof.sources, c, ledger, jobs);
    if (rust === undefined) {
      notes.push("no rustc: nothing of the Rust side is proven");
    } else {
      const proven = await proveCrate(proof, rust, ledger);
      rustAsked = proven.asked;
      notes.push(...proven.notes);
      if (c !== undefined && proven.compiled !== undefined)
        macros = await proveMacros(proof, { c, rust }, proven.compiled, ledger);
    }
    if (options.twins !== undefined && c !== undefined && rust !== undefined) {
      twins = await runTwins(proof, { c, rust }, ledger, options.twins, jobs);
    }
  } finally {
    if (options.scratch === undefined) rmSync(scratch, { recursive: true, force: true });
  }
  const failures = ledger.failures();
  const complete = options.tools.cc !== undefined && options.tools.rustc !== undefined;
  const passed = complete && failures.every((failure) => failure.verdict === "missed");
  const tallies = ledger.tallies();
  const all = [...ledger.notes(), ...notes];
  return { passed, rustAsked, tallies, failures, runs, notes: all, diagnostics: [], twins, macros };
}
