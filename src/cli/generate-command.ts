/** `kpigen generate` and `kpigen bind`: one run of the pipeline, its output written, its summary given. */
import type { Diagnostic, SourceTable } from "../base/index.js";
import type { GenerateRequest, Generation, GenerationOutcome } from "../generation.js";
import type { CommandRun } from "./command-run.js";
import { depfileText } from "./depfile.js";
import { diagnosticsText } from "./diagnostic-text.js";
import { ExitCode } from "./exit-code.js";
import { jsonText } from "./plain-data.js";
import { progressOn } from "./progress.js";
import type { Flags } from "./request.js";
import { stagePieces } from "./stage-output.js";
import { jsonDiagnostics, jsonSummary } from "./summary-json.js";
import { summaryText } from "./summary-text.js";

const fewDiagnostics = 20;

export async function runGenerate(request: GenerateRequest, flags: Flags, run: CommandRun): Promise<ExitCode> {
  const start = performance.now();
  const outcome = await generateWithProgress(request, flags, run);
  const { generation } = outcome;
  if (generation === undefined) {
    say(outcome.diagnostics, outcome.sources, flags, run);
    if (flags.json === true)
      printJson({ ok: false, diagnostics: jsonDiagnostics(outcome.diagnostics, outcome.sources) }, run);
    return ExitCode.usage;
  }
  if (flags.emit !== undefined) {
    say(outcome.diagnostics, outcome.sources, flags, run, request.input.kind === "kernel");
    return emit(generation, flags, run);
  }
  const where = destination(request, flags);
  const written = [...write(generation, where, flags, run), ...writeDepfile(generation, where, flags, run)];
  const diagnostics = [...outcome.diagnostics, ...written];
  say(diagnostics, outcome.sources, flags, run, request.input.kind === "kernel");
  const failed = written.some((one) => one.severity === "error");
  const incomplete =
    generation.summary.leftOut.length > 0 || outcome.diagnostics.some((one) => one.severity === "error");
  const code = failed ? ExitCode.usage : incomplete && flags.strict === true ? ExitCode.incomplete : ExitCode.done;
  if (flags.json === true) {
    const summary = jsonSummary(generation.summary);
    printJson(
      { ok: !failed, ...summary, output: where ?? null, diagnostics: jsonDiagnostics(diagnostics, outcome.sources) },
      run,
    );
  } else if (flags.quiet !== true && !failed) {
    const frame = {
      title: titleOf(request, generation),
      writtenTo: where,
      totalMilliseconds: performance.now() - start,
      verbose: flags.verbose === true,
    };
    const stream = request.input.kind === "bind" ? run.terminal.error : run.terminal.out;
    stream.write(summaryText(generation.summary, frame, stream));
  }
  return code;
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
  const all = flags.verbose === true;
  const wanted = diagnostics.filter(
    ({ severity, code }) =>
      severity === "error" || (flags.quiet !== true && (all || !isKernel || code === "cli/pattern")),
  );
  const text = diagnosticsText(wanted, sources, run.terminal.error, all ? Number.POSITIVE_INFINITY : fewDiagnostics);
  if (text !== "") run.terminal.error.write(text);
  const hidden = diagnostics.length - wanted.length;
  if (hidden > 0 && flags.quiet !== true) {
    run.terminal.error.write(`kpigen: ${hidden} warning${hidden === 1 ? "" : "s"} (--verbose shows them)\n`);
  }
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
