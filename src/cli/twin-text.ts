/** What `verify --run` says for people: how many functions were run, and why the others were not, the most frequent reason first. */
import type { TwinRun } from "../verify/index.js";
import { grouped } from "./summary-text.js";
import { shown } from "./terminal.js";

const examplesOfReason = 5;

export function twinLines({ total, run, compared, inputs, notRun }: TwinRun, verbose: boolean): readonly string[] {
  const lines = [
    `  run       ${grouped(run)} of ${grouped(total)} functions, compared on ${grouped(compared)} of ${grouped(inputs)} inputs`,
  ];
  if (notRun.length === 0) return lines;
  const reasons = new Map<string, string[]>();
  for (const { name, why } of notRun) {
    const names = reasons.get(why);
    if (names === undefined) reasons.set(why, [name]);
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
