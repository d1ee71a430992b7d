/** What `verify --run` says for people: how many functions were run, and why the others were not, the most frequent reason first. */
import type { TwinRun } from "../verify/index.js";
import { grouped } from "./summary-text.js";
import { shown } from "./terminal.js";

const examplesOfReason = 5;

export function twinLines({ groups, compared, inputs, notRun }: TwinRun, verbose: boolean): readonly string[] {
  const width = Math.max(0, ...groups.map(({ name }) => name.length));
  const lines = groups.map(({ name, run, total }, i) => {
    const label = i === 0 ? "run" : "";
    return `  ${label.padEnd(8)}  ${name.padEnd(width)} ${grouped(run).padStart(7)} of ${grouped(total)}`;
  });
  lines.push(`            compared on ${grouped(compared)} of ${grouped(inputs)} inputs`);
  if (notRun.length === 0) return lines;
  const reasons = new Map<string, string[]>();
  for (const { name, why } of notRun) {
    // What stands behind a colon is about this one.
    const reason = verbose ? why : why.split(": ")[0];
    const names = reasons.get(reason);
    if (names === undefined) reasons.set(reason, [name]);
    else names.push(name);
  }
  lines.push(`  not run   ${grouped(notRun.length)}`);
  for (const [why, names] of [...reasons].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))) {
    const examples = names.slice(0, verbose ? names.length : examplesOfReason).join(", ");
    const more = !verbose && names.length > examplesOfReason ? ", …" : "";
    lines.push(`    ${grouped(names.length).padStart(6)}  ${shown(why)} (${shown(examples)}${more})`);
  }
  return lines;
}
