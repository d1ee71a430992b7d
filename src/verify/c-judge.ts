/**
 * Putting checks before a C compiler. A file of checks is the unit's headers, then one check a line, then a last line that must fail:
 * without that failure the compiler did not read to the end, and nothing counts as proven. Refused lines are taken out and the rest is
 * asked again, so that no check passes because the parser was still skipping over a neighbour.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "./check.js";
import type { CheckEnvironment } from "./check-unit.js";
import type { ProcessResult, RunProcess } from "./process.js";
import type { JudgeRun } from "./report.js";

export interface CJudge {
  readonly cc: readonly string[];
  readonly run: RunProcess;
  readonly environment: CheckEnvironment;
  readonly scratch: string;
  /** Takes note of a run, for the report. */
  readonly onRun: (run: JudgeRun) => void;
}

export interface Refusal {
  readonly check: Check;
  readonly why: string;
}

export interface Judgement {
  readonly refused: readonly Refusal[];
  /** Set where the compiler did not get through: nothing that was not refused is proven. */
  readonly broken: string | undefined;
  /** Errors outside of the checks: the headers themselves do not compile. `file:line:col: text`. */
  readonly headerErrors: readonly string[];
}

const checkFile = "kpigen-check";
const lastLine = '_Static_assert(0, "kpigen reached the end");';
const mostRounds = 6;
const timeoutSeconds = 1800;

/** Asks a compiler about all checks. `before` is C text: headers, undefinitions. */
export async function judgeChecks(
  judge: CJudge,
  name: string,
  before: string,
  checks: readonly Check[],
): Promise<Judgement> {
  const refused = new Map<number, string>();
  let headerErrors: readonly string[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const lines = checks.map((check, i) => (refused.has(i) ? "" : check.line));
    const path = join(judge.scratch, `${name}.c`);
    writeFileSync(path, `${before}\n#line 1 "${checkFile}"\n${lines.join("\n")}\n${lastLine}\n`, "latin1");
    const result = await compile(judge, name, ["-fsyntax-only", path]);
    const errors = readErrors(result.stderr);
    if (round === 0) headerErrors = errors.elsewhere;
    const found = refused.size;
    for (const [line, why] of errors.byLine) if (line <= checks.length) refused.set(line - 1, why);
    if (!errors.byLine.has(checks.length + 1)) {
      return { refused: listed(checks, refused), broken: brokenBy(result, errors.elsewhere), headerErrors };
    }
    rmSync(path, { force: true });
    if (refused.size === found) return { refused: listed(checks, refused), broken: undefined, headerErrors };
  }
  return { refused: listed(checks, refused), broken: "new refusals in every round", headerErrors };
}

/** Compiles C text into an object file. Refusals are as in `judgeChecks`; the object is there only where nothing is broken. */
export async function judgeObject(
  judge: CJudge,
  name: string,
  before: string,
  checks: readonly Check[],
  options: readonly string[] = ["-O0"],
): Promise<Judgement & { readonly object: string }> {
  const refused = new Map<number, string>();
  const object = join(judge.scratch, `${name}.o`);
  let broken: string | undefined = "new refusals in every round";
  for (let round = 0; round < mostRounds; round++) {
    const lines = checks.map((check, i) => (refused.has(i) ? "" : check.line));
    const path = join(judge.scratch, `${name}.c`);
    writeFileSync(path, `${before}\n#line 1 "${checkFile}"\n${lines.join("\n")}\n`, "latin1");
    const result = await compile(judge, name, [...options, "-c", path, "-o", object]);
    if (result.exitCode === 0) {
      broken = undefined;
      break;
    }
    const errors = readErrors(result.stderr);
    const found = refused.size;
    for (const [line, why] of errors.byLine) refused.set(line - 1, why);
    if (refused.size === found) {
      broken = brokenBy(result, errors.elsewhere);
      break;
    }
  }
  return { refused: listed(checks, refused), broken, headerErrors: [], object };
}

/**
 * Checks that are expected to be refused: gives those that are accepted, each in a file in which nothing is refused.
 */
export async function acceptedProbes(
  judge: CJudge,
  name: string,
  before: string,
  probes: readonly Check[],
): Promise<readonly Check[]> {
  const judgement = await judgeChecks(judge, name, before, probes);
  if (judgement.broken !== undefined) return [];
  const refused = new Set(judgement.refused.map((refusal) => refusal.check));
  return probes.filter((probe) => !refused.has(probe));
}

async function compile(judge: CJudge, name: string, rest: readonly string[]): Promise<ProcessResult> {
  const command = [...judge.cc, ...judge.environment.arguments, ...rest];
  const result = await judge.run(command, { directory: ".", timeoutSeconds });
  judge.onRun({ what: name, command: judge.cc.join(" "), milliseconds: result.milliseconds });
  return result;
}

interface Errors {
  /** First error of each line of checks, from 1. */
  readonly byLine: ReadonlyMap<number, string>;
  readonly elsewhere: readonly string[];
}

function readErrors(stderr: string): Errors {
  const byLine = new Map<number, string>();
  const elsewhere: string[] = [];
  for (const text of stderr.split("\n")) {
    const match = /^(.*?):(\d+):(?:\d+): (?:fatal )?error: (.*)$/.exec(text);
    if (match === null) {
      if (/^(?:.*: )?(?:fatal )?error: /.test(text)) elsewhere.push(text);
    } else if (match[1] === checkFile) {
      const line = Number(match[2]);
      if (!byLine.has(line)) byLine.set(line, match[3]);
    } else {
      elsewhere.push(text);
    }
  }
  return { byLine, elsewhere };
}

function listed(checks: readonly Check[], refused: ReadonlyMap<number, string>): readonly Refusal[] {
  return [...refused].map(([i, why]) => ({ check: checks[i], why }));
}

function brokenBy(result: ProcessResult, elsewhere: readonly string[]): string {
  if (elsewhere.length > 0) return elsewhere[0];
  if (result.exitCode === undefined) return result.stderr.trim().split("\n").at(-1) ?? "the compiler did not finish";
  return `the compiler ended with ${result.exitCode} before the last check`;
}
