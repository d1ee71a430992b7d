/** What `verify` says for people of the macros that it called: how many rules of them, and why not the others. */
import type { MacroRun } from "../verify/index.js";
import { grouped } from "./summary-text.js";
import { shown } from "./terminal.js";

const fewNames = 5;

export function macroLines({ total, called, notCalled }: MacroRun, verbose: boolean): readonly string[] {
  if (total === 0) return [];
  const lines = [`  called    ${grouped(called)} of ${grouped(total)} rules of macros`];
  if (notCalled.length === 0) return lines;
  const few = notCalled.slice(0, fewNames).map(({ name }) => shown(name));
  const more = notCalled.length > fewNames ? ", …" : "";
  lines.push(`  not called ${grouped(notCalled.length)} (${few.join(", ")}${more})`);
  if (verbose) for (const { name, place, why } of notCalled) lines.push(`    ${place}: ${shown(name)}: ${shown(why)}`);
  return lines;
}
