/**
 * Running twins (`verify --run`). In: a generation and its judges. Out: for each inline function whether C and Rust did the same on all
 * inputs, and of those that were not run, why. Where programs for the target do not run on this machine, both sides are only compiled.
 */
import { readRules, type Target } from "../../base/index.js";
import type { CheckedItem, Ledger } from "../report.js";
import type { RustJudge } from "../rust-proof.js";
import type { Provable } from "../verify.js";
import { verdict } from "./outcome.js";
import { findTwins, type Twin } from "./twin.js";
import { buildAndRun, type TwinJudges } from "./twin-program.js";

export interface RunWishes {
  /** Inputs for each twin. */
  readonly inputs: number;
  readonly seed: number;
}

/** What `verify --run` did. */
export interface TwinRun {
  /** Inline functions of C. */
  readonly total: number;
  readonly run: number;
  /** Inputs on which the sides were compared, of all that were made. */
  readonly compared: number;
  readonly inputs: number;
  readonly notRun: readonly { readonly name: string; readonly place: string; readonly why: string }[];
}

/** rules/twins/: what a process of a machine cannot run. */
export interface TwinRules {
  readonly segment: { readonly record: string; readonly pattern: string };
  readonly never: readonly AssemblyRule[];
  readonly privileged: readonly AssemblyRule[];
}

interface AssemblyRule {
  readonly pattern: string;
  readonly why: string;
}

export async function runTwins(
  proof: Provable,
  judges: TwinJudges,
  ledger: Ledger,
  wishes: RunWishes,
  jobs: number,
): Promise<TwinRun> {
  const found = findTwins(proof.units, proof.crate, proof.sources, proof.environment.target);
  const total = found.twins.length + found.notRun.length;
  const notRun: { name: string; place: string; why: string }[] = [];
  const leave = ({ name, place }: CheckedItem, why: string) => notRun.push({ name, place, why });
  for (const { item, why } of found.notRun) leave(item, why);
  const host = await hostOf(judges.rust);
  if (!runsOn(proof.environment.target, host)) {
    const why = `not run: programs for ${proof.environment.target.triple} do not run on ${host}`;
    for (const { item } of found.twins) leave(item, why);
    return { total, run: 0, compared: 0, inputs: 0, notRun };
  }

  const rules = readRules<TwinRules>("twins/x86_64.json");
  const candidates = new Map<number, Twin>();
  found.twins.forEach((twin, number) => {
    const why = neverRun(twin, rules);
    if (why === undefined) candidates.set(number, twin);
    else leave(twin.item, why);
  });
  const outcome = await buildAndRun(proof, found, candidates, judges, rules, wishes, jobs);
  if (outcome.broken !== undefined) {
    ledger.fail({ kind: "twins", name: "the program of twins", place: "" }, "unproven", outcome.broken);
  }
  let [run, compared, inputs] = [0, 0, 0];
  for (const [number, twin] of candidates) {
    const refused = outcome.refused.get(number);
    const report = outcome.reports.get(number);
    if (refused !== undefined) ledger.fail(twin.item, "unproven", refused);
    else if (report === undefined) leave(twin.item, "the program of twins did not come to it");
    else {
      inputs += report.inputs;
      const judged = verdict(report, ruleFor(twin, rules.privileged)?.why);
      if (judged.kind === "not-run") {
        leave(twin.item, judged.why);
        continue;
      }
      run++;
      compared += report.compared;
      ledger.expect(twin.item);
      if (judged.kind !== "same") ledger.fail(twin.item, judged.kind, judged.why);
    }
  }
  return { total, run, compared, inputs, notRun };
}

async function hostOf(judge: RustJudge): Promise<string> {
  const version = await judge.run([judge.rustc, "-vV"], { directory: ".", timeoutSeconds: 60 });
  return /^host: (\S+)$/m.exec(version.stdout)?.[1] ?? "a machine that rustc does not name";
}

/** The harness knows x86-64 machines with System V's calling convention, and the signals of these systems. */
function runsOn(target: Target, host: string): boolean {
  return /^x86_64-(?!.*(windows|darwin|apple))/.test(target.triple) && /^x86_64-.*(linux-gnu|freebsd)$/.test(host);
}

function neverRun(twin: Twin, rules: TwinRules): string | undefined {
  if (twin.reach.unwrittenOutput) return "its assembly does not write what it says it writes";
  return ruleFor(twin, rules.never)?.why;
}

function ruleFor(twin: Twin, rules: readonly AssemblyRule[]): AssemblyRule | undefined {
  return rules.find(({ pattern }) => {
    const regex = new RegExp(pattern);
    return [...twin.reach.assembly].some((line) => regex.test(line));
  });
}
