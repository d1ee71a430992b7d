/** `kpigen verify`: generate, then put the result before clang and rustc. The proof's room is loaded only here. */
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { type Diagnostic, diagnostic, noPlace } from "../base/index.js";
import { compilerHeaders } from "../bind/index.js";
import type { GenerateRequest, Generation } from "../generation.js";
import type { VerifyReport } from "../verify/index.js";
import type { CommandRun } from "./command-run.js";
import { ExitCode } from "./exit-code.js";
import { generateWithProgress, printJson, say, titleOf } from "./generate-command.js";
import { macroLines } from "./macro-text.js";
import { progressOn } from "./progress.js";
import { type Flags, isWhole } from "./request.js";
import { jsonDiagnostics, jsonSummary } from "./summary-json.js";
import { grouped } from "./summary-text.js";
import { type Stream, shown, styled } from "./terminal.js";
import { twinLines } from "./twin-text.js";

const fewFailures = 20;
const fewNames = 5;

/** Are there functions of the compiler's own headers (`immintrin.h`)? A compiler of another version does not know all that they call. */
function callsCompiler({ units, sources }: Generation): boolean {
  const isCompilers = compilerHeaders();
  return units.some(({ program }) =>
    program.functions.some(({ body, origin }) => body !== undefined && isCompilers(sources.get(origin.source).path)),
  );
}

export async function runVerify(request: GenerateRequest, flags: Flags, run: CommandRun): Promise<ExitCode> {
  const outcome = await generateWithProgress(request, flags, run);
  say(outcome.diagnostics, outcome.sources, flags, run, request.input.kind === "kernel");
  const { generation } = outcome;
  if (generation === undefined) return ExitCode.usage;

  const { findTools, runProcess, verify } = await import("../verify/index.js");
  const wishes = { cc: flags.cc, rustc: flags.rustc, cargo: flags.cargo, isZigFirst: callsCompiler(generation) };
  const tools = await findTools(wishes, runProcess);
  say(tools.diagnostics, outcome.sources, flags, run);
  if (tools.diagnostics.some((one) => one.severity === "error")) return ExitCode.usage;
  const keeping = flags.keep === undefined ? [] : makeDirectory(flags.keep);
  say(keeping, outcome.sources, flags, run);
  if (keeping.length > 0) return ExitCode.usage;
  const progress = progressOn(run.terminal.error, flags.quiet !== true && flags.json !== true);
  const report = await verify(
    {
      sources: generation.sources,
      environment: generation.environment,
      units: proofUnits(generation),
      crate: generation.crate,
      files: generation.files,
      edition: request.rust.edition,
      whole: isWhole(request),
    },
    {
      tools: tools.value,
      jobs: flags.jobs ?? 2,
      compilerArguments: request.input.kind === "bind" ? codeArguments(request.input.clangArguments) : [],
      // the judges run in other directories
      scratch: flags.keep === undefined ? undefined : resolve(flags.keep),
      twins: flags.run === true ? { inputs: flags.inputs ?? 2000, seed: flags.seed ?? 1 } : undefined,
      onProgress: (what, done, total) => progress.report(`verify ${what}`, done, total),
    },
  );
  progress.clear();
  if (flags.json === true) {
    const tallies = Object.fromEntries(report.tallies);
    const diagnostics = jsonDiagnostics([...outcome.diagnostics, ...tools.diagnostics], outcome.sources);
    printJson({ ...jsonSummary(generation.summary), ...report, tallies, diagnostics }, run);
  } else if (flags.quiet !== true || !report.passed) {
    run.terminal.out.write(verifyText(report, titleOf(request, generation), flags.verbose === true, run.terminal.out));
  }
  const whole = report.failures.length === 0 && report.rustAsked;
  return report.passed && (whole || flags.strict !== true) ? ExitCode.done : ExitCode.incomplete;
}

/** @returns why nothing can be left there */
function makeDirectory(path: string): readonly Diagnostic[] {
  try {
    if (!existsSync(path)) mkdirSync(path);
    accessSync(path, constants.W_OK);
    return [];
  } catch (problem) {
    return [diagnostic("crate/write", "error", noPlace, `cannot write ${path}: ${(problem as Error).message}`)];
  }
}

function proofUnits(generation: Generation) {
  return generation.units.map((unit, i) => {
    const planned = generation.plan.units.find((one) => one.name === unit.name) ?? generation.plan.units[i];
    return { name: unit.name, program: unit.program, preprocessed: planned.preprocessed };
  });
}

/** Arguments that change types or layouts and are no part of the environment: -fshort-enums, -mlong-double-64. */
function codeArguments(all: readonly string[]): readonly string[] {
  return all.filter((argument) => /^-[fm]./.test(argument));
}

/** A note that begins with a long list of names. */
function shortened(note: string, verbose: boolean): string {
  const end = note.indexOf(": ");
  const names = note.slice(0, end).split(", ");
  if (verbose || end < 0 || names.length <= fewNames) return note;
  return `${names.slice(0, fewNames).join(", ")} and ${names.length - fewNames} more${note.slice(end)}`;
}

export function verifyText(report: VerifyReport, title: string, verbose: boolean, stream: Stream): string {
  const lines = [styled(stream, "bold", title)];
  const width = Math.max(0, ...[...report.tallies.keys()].map((kind) => kind.length));
  for (const [kind, { passed, of }] of report.tallies) {
    const text = `  ${kind.padEnd(width)}  ${grouped(passed).padStart(7)} of ${grouped(of)}`;
    lines.push(passed === of ? text : styled(stream, "yellow", text));
  }
  if (report.macros !== undefined) lines.push(...macroLines(report.macros, verbose));
  if (report.twins !== undefined) lines.push(...twinLines(report.twins, verbose));
  for (const note of report.notes) lines.push(`  note: ${shortened(note, verbose)}`);
  const wrong = report.failures.filter((failure) => failure.verdict !== "missed");
  const missed = report.failures.filter((failure) => failure.verdict === "missed");
  for (const [label, failures] of [
    ["failed", wrong],
    ["missed", missed],
  ] as const) {
    const most = verbose ? failures.length : fewFailures;
    for (const one of failures.slice(0, most)) {
      const head = styled(stream, label === "failed" ? "red" : "yellow", `${label}:`);
      lines.push(
        `${one.place === "" ? "" : `${one.place}: `}${head} ${one.kind}: ${shown(one.name)}: ${shown(one.why)} [verify/failed]`,
      );
    }
    if (failures.length > most) lines.push(`and ${failures.length - most} more ${label} (--verbose or --json)`);
  }
  const time = report.runs.reduce((sum, one) => sum + one.milliseconds, 0);
  lines.push(`  judges ran ${report.runs.length} times, ${(time / 1000).toFixed(1)} s`);
  const proven = report.rustAsked ? "proven" : "proven on the C side; rustc could not be asked";
  lines.push(report.passed ? styled(stream, "green", proven) : styled(stream, "red", "not proven"));
  return `${lines.join("\n")}\n`;
}
