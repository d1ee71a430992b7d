/** `kpigen generate` and `kpigen bind`: one run of the pipeline, its output written, its summary given. */
import { resolve } from "node:path";
import { type Diagnostic, joinInputs, type SourceTable } from "../base/index.js";
import type { GenerateRequest, Generation, GenerationOutcome, PhaseTime } from "../generation.js";
import type { CommandRun } from "./command-run.js";
import { depfileText } from "./depfile.js";
import { diagnosticsText } from "./diagnostic-text.js";
import { ExitCode } from "./exit-code.js";
import { jsonText } from "./plain-data.js";
import { progressOn } from "./progress.js";
import type { Flags } from "./request.js";
import type { Said } from "./run-cache.js";
import { stagePieces } from "./stage-output.js";
import { jsonDiagnostics, jsonSummary } from "./summary-json.js";
import { contentsText, summaryText } from "./summary-text.js";
import { plainStream, type Stream } from "./terminal.js";

const fewDiagnostics = 20;

/** How a run went. */
interface Course {
  /** Undefined: on standard output. */
  readonly where: string | undefined;
  /** Milliseconds, as performance.now() has them. */
  readonly start: number;
  /** For the summary. */
  readonly stream: Stream;
  /** Undefined if there was nothing to do. */
  readonly phases: readonly PhaseTime[] | undefined;
}

export async function runGenerate(request: GenerateRequest, flags: Flags, run: CommandRun): Promise<ExitCode> {
  const start = performance.now();
  const where = destination(request, flags);
  const isKernel = request.input.kind === "kernel";
  const stream = isKernel ? run.terminal.out : run.terminal.error;
  const runs = isKernel && flags.emit === undefined && flags.cache !== false ? run.services.runs : undefined;
  const out = resolve(run.machine.directory, where ?? ".");
  const asked = JSON.stringify([run.machine.directory, request, flags]);
  const before = runs?.find(out, asked);
  if (before !== undefined) {
    run.terminal.error.write(before.diagnostics);
    conclude(before, { where, start, stream, phases: undefined }, flags, run);
    return before.code;
  }
  const program = runs?.program() ?? new Map();
  const outcome = await generateWithProgress({ ...request, keepInputs: runs !== undefined }, flags, run);
  const { generation, sources } = outcome;
  if (generation === undefined) {
    say(outcome.diagnostics, sources, flags, run);
    if (flags.json === true) printJson({ ok: false, diagnostics: jsonDiagnostics(outcome.diagnostics, sources) }, run);
    return ExitCode.usage;
  }
  if (flags.emit !== undefined) {
    say(outcome.diagnostics, sources, flags, run, isKernel);
    return emit(generation, flags, run);
  }
  const written = [...write(generation, where, flags, run)];
  if (written.length === 0) written.push(...writeDepfile(generation, where, flags, run));
  const diagnostics = [...outcome.diagnostics, ...written];
  say(diagnostics, sources, flags, run, isKernel);
  const { summary } = generation;
  const failed = written.some((one) => one.severity === "error");
  const incomplete = summary.leftOut.length > 0 || outcome.diagnostics.some((one) => one.severity === "error");
  const said: Said = {
    diagnostics: diagnosticsSaid(diagnostics, sources, flags, plainStream, isKernel),
    title: titleOf(request, generation),
    contents: flags.quiet === true ? "" : contentsText(summary, flags.verbose === true),
    json:
      flags.json === true ? { ...jsonSummary(summary), diagnostics: jsonDiagnostics(diagnostics, sources) } : undefined,
    code: failed ? ExitCode.usage : incomplete && flags.strict === true ? ExitCode.incomplete : ExitCode.done,
  };
  conclude(said, { where, start, stream, phases: summary.phases }, flags, run);
  if (written.length === 0) {
    const { inputs, files } = generation;
    const unkept = runs?.keep(out, { asked, inputs: joinInputs(program, inputs), files, said }) ?? [];
    if (flags.verbose === true) say(unkept, sources, flags, run);
  }
  return said.code;
}

/** The summary: for machines, for people, or none. */
function conclude(said: Said, { where, start, stream, phases }: Course, flags: Flags, run: CommandRun): void {
  const ok = said.code !== ExitCode.usage;
  if (said.json !== undefined) {
    const unchanged = phases === undefined;
    printJson({ ok, unchanged, ...said.json, phases: phases ?? [], output: where ?? null }, run);
  } else if (flags.quiet !== true && ok) {
    const { title, contents } = said;
    const totalMilliseconds = performance.now() - start;
    stream.write(summaryText({ title, contents, phases, totalMilliseconds, writtenTo: where }, stream));
  }
}

export async function generateWithProgress(
  request: GenerateRequest,
  flags: Flags,
  run: CommandRun,
): Promise<GenerationOutcome> {
  const progress = progressOn(run.terminal.error, flags.quiet !== true && flags.json !== true);
  if (request.input.kind === "kernel" && request.input.sys === undefined && flags.quiet !== true) {
    run.terminal.error.write(
      `kpigen: no ${run.machine.defaultSys} here and no --sys: using the FreeBSD 15 headers that come with kpigen\n`,
    );
  }
  try {
    return await run.services.generate({ ...request, keepSyntax: flags.emit === "ast", onProgress: progress.report });
  } finally {
    progress.clear();
  }
}

/**
 * Diagnostics to standard error. Warnings about a kernel's own headers, not about what was typed, are for whoever asks: without --verbose there is
 * only their number.
 */
export function say(
  diagnostics: readonly Diagnostic[],
  sources: SourceTable,
  flags: Flags,
  run: CommandRun,
  isKernel = false,
): void {
  const text = diagnosticsSaid(diagnostics, sources, flags, run.terminal.error, isKernel);
  if (text !== "") run.terminal.error.write(text);
}

function diagnosticsSaid(
  diagnostics: readonly Diagnostic[],
  sources: SourceTable,
  flags: Flags,
  stream: Stream,
  isKernel: boolean,
): string {
  const all = flags.verbose === true;
  const wanted = diagnostics.filter(
    ({ severity, code }) =>
      severity === "error" || (flags.quiet !== true && (all || !isKernel || code === "cli/pattern")),
  );
  const text = diagnosticsText(wanted, sources, stream, all ? Number.POSITIVE_INFINITY : fewDiagnostics);
  const hidden = diagnostics.length - wanted.length;
  if (hidden === 0 || flags.quiet === true) return text;
  return `${text}kpigen: ${hidden} warning${hidden === 1 ? "" : "s"} (--verbose shows them)\n`;
}

export function printJson(value: object, run: CommandRun): void {
  run.terminal.out.write(`${jsonText(value, 1)}\n`);
}

export function titleOf(request: GenerateRequest, generation: Generation): string {
  const { kernel } = generation;
  if (kernel === undefined || request.input.kind === "bind") return generation.environment.target.triple;
  const { machine, machineArch, ident } = kernel.configuration;
  const arch = machine === machineArch ? machine : `${machine}.${machineArch}`;
  const from = request.input.sys === undefined ? " (headers that come with kpigen)" : "";
  return `FreeBSD ${kernel.release.name} ${arch} ${ident}${from}`;
}

/** Undefined: standard output. */
function destination(request: GenerateRequest, flags: Flags): string | undefined {
  return request.input.kind === "kernel" ? (flags.out ?? "./freebsd-kpi") : flags.output;
}

function write(
  generation: Generation,
  where: string | undefined,
  flags: Flags,
  run: CommandRun,
): readonly Diagnostic[] {
  const single = generation.files.get("");
  if (single === undefined) return run.services.writeCrate(generation.files, where ?? ".", flags.force === true);
  if (where !== undefined) return run.services.writeFile(single, where);
  if (flags.json !== true) run.terminal.out.write(single);
  return [];
}

function writeDepfile(
  { sources }: Generation,
  where: string | undefined,
  { depfile }: Flags,
  run: CommandRun,
): readonly Diagnostic[] {
  return depfile === undefined ? [] : run.services.writeFile(depfileText(where ?? "-", sources), depfile);
}

function emit(generation: Generation, flags: Flags, run: CommandRun): ExitCode {
  for (const piece of stagePieces(generation, flags.emit!)) run.terminal.out.write(piece);
  return ExitCode.done;
}
