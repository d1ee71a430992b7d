/**
 * Running twins (`verify --run`). In: a generation and its judges. Out: for each inline function and macro whether C and Rust did the same on
 * all inputs, and of those that were not run, why. Where programs for the target do not run on this machine, none is.
 */
import { readRules, type Target } from "../../base/index.js";
import type { Ledger } from "../report.js";
import type { RustJudge } from "../rust-proof.js";
import type { Provable } from "../verify.js";
import { findTwins } from "./find-twins.js";
import { verdict } from "./outcome.js";
import { type NotRun, type Twin, type TwinGroup, twinGroups } from "./twin.js";
import { buildAndRun, type TwinJudges } from "./twin-program.js";

export interface RunWishes {
  /** Inputs for each twin. */
  readonly inputs: number;
  readonly seed: number;
  /** Only these; undefined: all. */
  readonly groups?: readonly TwinGroup[];
}

/** What `verify --run` did. A macro that was run with arguments of several types counts once. */
export interface TwinRun {
  /** Only groups that have something. */
  readonly groups: readonly { readonly name: TwinGroup; readonly total: number; readonly run: number }[];
  /** Inputs on which the sides were compared, of all that were made. */
  readonly compared: number;
  readonly inputs: number;
  readonly notRun: readonly {
    readonly group: TwinGroup;
    readonly name: string;
    readonly place: string;
    readonly why: string;
  }[];
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
  const all = findTwins(proof.units, proof.crate, proof.sources, proof.environment.target);
  const isWanted = ({ group }: { readonly group: TwinGroup }) => wishes.groups?.includes(group) ?? true;
  const found = { ...all, twins: all.twins.filter(isWanted), notRun: all.notRun.filter(isWanted) };
  const tally = new TwinTally(found.notRun);
  const host = await hostOf(judges.rust);
  if (!runsOn(proof.environment.target, host)) {
    const why = `programs for ${proof.environment.target.triple} do not run on ${host}`;
    for (const twin of found.twins) tally.leave(twin, why);
    return tally.result();
  }

  const rules = readRules<TwinRules>("twins/x86_64.json");
  const candidates = new Map<number, Twin>();
  found.twins.forEach((twin, number) => {
    const why = neverRun(twin, rules);
    if (why === undefined) candidates.set(number, twin);
    else tally.leave(twin, why);
  });
  const outcome = await buildAndRun(proof, found, candidates, judges, rules, wishes, jobs);
  if (outcome.broken !== undefined) {
    ledger.fail({ kind: "twins", name: "the program of twins", place: "" }, "unproven", outcome.broken);
  }
  for (const [number, twin] of candidates) {
    const refused = outcome.refused.get(number);
    const report = outcome.reports.get(number);
    const named = {
      ...twin.item,
      name: twin.variant === undefined ? twin.item.name : `${twin.item.name}(${twin.variant})`,
    };
    if (refused !== undefined) {
      // C macros may want constants, or arguments of other types than those that were tried.
      const isOpen = twin.isGuess || (twin.isMacro && refused.by === "clang");
      if (isOpen) tally.leave(twin, `${refused.by} refuses the arguments that were tried: ${refused.why}`);
      else ledger.fail(named, "unproven", `${refused.by}: ${refused.why}`);
    }
    if (refused !== undefined) continue;
    if (report === undefined) tally.leave(twin, "the program of twins did not come to it");
    else {
      tally.inputs += report.inputs;
      const judged = verdict(report, ruleFor(twin, rules.privileged)?.why);
      if (judged.kind === "not-run") {
        tally.leave(twin, judged.why);
        continue;
      }
      tally.ran(twin, report.compared);
      ledger.expect(named);
      if (judged.kind !== "same") ledger.fail(named, judged.kind, judged.why);
    }
  }
  return tally.result();
}

/** What ran and what did not, by name: of several twins of one, the best. */
class TwinTally {
  inputs = 0;
  #compared = 0;
  readonly #notRun = new Map<string, NotRun>();
  readonly #run = new Map<string, TwinGroup>();

  constructor(notRun: readonly NotRun[]) {
    for (const one of notRun) this.leave(one, one.why);
  }

  leave({ item, group }: Pick<NotRun, "item" | "group">, why: string): void {
    const key = `${group}\0${item.name}\0${item.place}`;
    if (!this.#run.has(key)) this.#notRun.set(key, { item, group, why });
  }

  ran({ item, group }: Twin, compared: number): void {
    const key = `${group}\0${item.name}\0${item.place}`;
    this.#run.set(key, group);
    this.#notRun.delete(key);
    this.#compared += compared;
  }

  result(): TwinRun {
    const notRun = [...this.#notRun.values()].map(({ item, group, why }) => ({
      group,
      name: item.name,
      place: item.place,
      why,
    }));
    const groups = twinGroups.map((name) => {
      const run = [...this.#run.values()].filter((one) => one === name).length;
      return { name, run, total: run + notRun.filter((one) => one.group === name).length };
    });
    return { groups: groups.filter(({ total }) => total > 0), compared: this.#compared, inputs: this.inputs, notRun };
  }
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
