/** What the program of twins says, one line a twin (harness/twins.c), and what that means. */

export interface TwinReport {
  readonly done: boolean;
  readonly inputs: number;
  /** Inputs that say nothing: C with optimization and without differ. */
  readonly unsure: number;
  /** Inputs on which the process died. */
  readonly died: number;
  readonly signal: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Inputs on which the sides were compared. */
  readonly compared: number;
  readonly difference: string;
}

/** Same order as in harness/outcome.h. */
export const outcomes = ["returned", "left", "tooManyCalls", "faulted", "undefined", "panicked", "timedOut"] as const;
export type Outcome = (typeof outcomes)[number];

const firstOutcome = 6;

/** @param numbers of the twins, in the order of the table's rows */
export function readReports(text: string, numbers: readonly number[]): ReadonlyMap<number, TwinReport> {
  const out = new Map<number, TwinReport>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const fields = line.split("\t");
    const [row, done, inputs, unsure, died, signal] = fields.slice(0, firstOutcome).map(Number);
    const counts = Object.fromEntries(outcomes.map((name, i) => [name, Number(fields[firstOutcome + i])])) as Record<
      Outcome,
      number
    >;
    const compared = counts.returned + counts.left + counts.tooManyCalls - unsure;
    const difference = fields.slice(firstOutcome + outcomes.length).join("\t");
    out.set(numbers[row], { done: done === 1, inputs, unsure, died, signal, outcomes: counts, compared, difference });
  }
  return out;
}

export type Verdict =
  | { readonly kind: "same" }
  | { readonly kind: "wrong" | "unproven" | "not-run"; readonly why: string };

const signals: Readonly<Record<number, string>> = {
  4: "SIGILL",
  5: "SIGTRAP",
  7: "SIGBUS",
  8: "SIGFPE",
  10: "SIGBUS",
  11: "SIGSEGV",
};

/** @param privileged what its assembly has that a process may not run */
export function verdict(report: TwinReport, privileged: string | undefined): Verdict {
  if (report.difference !== "") return { kind: "wrong", why: report.difference };
  if (!report.done) return { kind: "unproven", why: `its process died after ${report.inputs} inputs` };
  if (report.compared > 0) return { kind: "same" };
  if (privileged !== undefined) return { kind: "not-run", why: privileged };
  const { faulted, undefined: traps, timedOut } = report.outcomes;
  if (timedOut > 0 && timedOut >= faulted) return { kind: "not-run", why: "does not end on any input" };
  if (report.unsure > faulted) return { kind: "not-run", why: "C's own compilations differ on every input" };
  if (traps > faulted) return { kind: "not-run", why: "undefined in C on every input" };
  return { kind: "not-run", why: `faults on every input (${signals[report.signal] ?? `signal ${report.signal}`})` };
}
