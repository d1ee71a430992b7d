/** `kpigen coverage`: generate, then say how much of what real sources use is in the crate. */
import { readFileSync } from "node:fs";
import { type Coverage, type CoverageRow, coverage, readUsage, type Usage } from "../coverage/index.js";
import type { GenerateRequest, Generation } from "../generation.js";
import type { CommandRun } from "./command-run.js";
import { ExitCode } from "./exit-code.js";
import { generateWithProgress, printJson, say, titleOf } from "./generate-command.js";
import { type Flags, UsageError } from "./request.js";
import { grouped } from "./summary-text.js";
import { type Stream, shown, styled } from "./terminal.js";

const firstNames = 100;

export async function runCoverage(request: GenerateRequest, flags: Flags, run: CommandRun): Promise<ExitCode> {
  const usage = usageOf(flags.usage ?? "");
  const outcome = await generateWithProgress(request, flags, run);
  say(outcome.diagnostics, outcome.sources, flags, run, request.input.kind === "kernel");
  const { generation } = outcome;
  if (generation === undefined) return ExitCode.usage;
  const found = coverageOf(generation, usage);
  const first = found.notReached.slice(0, flags.first ?? firstNames);
  if (flags.json === true) printJson({ ...found, notReached: first }, run);
  else
    run.terminal.out.write(
      coverageText({ ...found, notReached: first }, titleOf(request, generation), run.terminal.out),
    );
  return ExitCode.done;
}

function coverageOf({ crate, units, plan }: Generation, usage: Usage): Coverage {
  const declaring = units.map(({ name, program }, i) => {
    const planned = plan.units.find((one) => one.name === name) ?? plan.units[i];
    return { program, macros: planned.preprocessed.macros };
  });
  return coverage({ usage, crate, units: declaring, spellings: plan.spellings });
}

function usageOf(path: string): Usage {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`--usage ${path}: cannot be read`);
  }
  const usage = readUsage(text);
  if (typeof usage === "string") throw new UsageError(`--usage ${path}: ${usage}`);
  return usage;
}

const columns = ["kind", "names", "reached", "uses", "reached", "%", "nothing", "% without"];

/** @param found with the names that are to be shown */
export function coverageText(found: Coverage, title: string, stream: Stream): string {
  const table = [columns, ...found.rows.map(cells)];
  const widths = columns.map((_, at) => Math.max(...table.map((row) => row[at].length)));
  const lines = [styled(stream, "bold", title), `uses counted in ${grouped(found.files)} files`, ""];
  for (const row of table)
    lines.push(row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join("  "));
  if (found.notReached.length > 0) lines.push("", "not reached, by uses");
  for (const { name, kind, uses, why } of found.notReached)
    lines.push(`${grouped(uses).padStart(7)}  ${shown(name)}  ${kind}: ${shown(why)}`);
  return `${lines.join("\n")}\n`;
}

function cells(row: CoverageRow): readonly string[] {
  const { kind, names, namesReached, uses, usesReached, usesOfSyntax } = row;
  return [
    kind,
    ...[names, namesReached, uses, usesReached].map(grouped),
    percent(usesReached, uses),
    grouped(usesOfSyntax),
    percent(usesReached, uses - usesOfSyntax),
  ];
}

function percent(part: number, of: number): string {
  return of === 0 ? "-" : ((100 * part) / of).toFixed(1);
}
