/** `kpigen config`: what a kernel configuration means: options with where they were set, devices, each opt_*.h. */
import { RealFileSystem, SourceTable } from "../base/index.js";
import type { KernelRequest as KernelInput } from "../generation.js";
import { type ConfigurationReport, configurationReport, loadKernelTree } from "../kernel/index.js";
import type { CommandRun } from "./command-run.js";
import { ExitCode } from "./exit-code.js";
import { printJson, say } from "./generate-command.js";
import type { Flags } from "./request.js";
import { jsonDiagnostics } from "./summary-json.js";
import { type Stream, styled } from "./terminal.js";

export function runConfig(input: KernelInput, flags: Flags, run: CommandRun): ExitCode {
  const sources = new SourceTable();
  const request = {
    ...(input.sys === undefined ? {} : { sys: input.sys }),
    arch: input.arch,
    kernconf: input.kernconf,
    ...(input.headers.length === 0 ? {} : { headers: input.headers }),
  };
  const { value: tree, diagnostics } = loadKernelTree(request, new RealFileSystem(), sources);
  say(diagnostics, sources, flags, run);
  if (tree === undefined) return ExitCode.usage;
  const report = configurationReport(tree);
  if (flags.json === true) printJson({ ...report, diagnostics: jsonDiagnostics(diagnostics, sources) }, run);
  else run.terminal.out.write(configurationText(report, flags.verbose === true, run.terminal.out));
  return ExitCode.done;
}

export function configurationText(report: ConfigurationReport, verbose: boolean, stream: Stream): string {
  const lines = [
    styled(stream, "bold", `FreeBSD ${report.release} ${report.machine}.${report.machineArch} ${report.ident}`),
    `cpu      ${report.cpus.join(", ")}`,
    `options  ${report.options.length} set, ${report.unset.length} known and not set`,
  ];
  const byHeader = new Map<string, ConfigurationReport["options"][number][]>();
  for (const option of report.options) byHeader.set(option.header, [...(byHeader.get(option.header) ?? []), option]);
  const width = Math.max(0, ...report.options.map((option) => option.name.length + option.value.length + 1));
  for (const [header, options] of [...byHeader].sort(([a], [b]) => (a < b ? -1 : 1))) {
    lines.push(`  ${header}`);
    for (const { name, value, setAt } of options) {
      const text = value === "1" ? name : `${name}=${value}`;
      lines.push(`    ${text.padEnd(width)}  ${setAt ?? ""}`.trimEnd());
    }
  }
  if (verbose) lines.push("not set", ...report.unset.map(({ name, header }) => `  ${name}  ${header}`));
  lines.push(`devices  ${report.devices.join(" ")}`);
  for (const { name, value } of report.makeOptions) lines.push(`makeoptions  ${name}=${value}`);
  for (const kind of ["files", "hints", "env"] as const) {
    for (const name of report[kind]) lines.push(`${kind}  ${name}`);
  }
  if (verbose) for (const { name, text } of report.headers) lines.push("", `// ${name}`, text.trimEnd());
  return `${lines.join("\n")}\n`;
}
