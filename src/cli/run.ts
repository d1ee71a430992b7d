/** One run of the command line, without a process: arguments in, an exit code out. */
import { CommanderError } from "commander";
import type { CommandRun } from "./command-run.js";
import { ExitCode } from "./exit-code.js";
import { program } from "./program.js";
import { UsageError } from "./request.js";

const report = "Please report it with the command line, the release of FreeBSD and the message above.";

export async function runCommandLine(
  parameters: readonly string[],
  version: string,
  run: CommandRun,
): Promise<ExitCode> {
  const separator = parameters.indexOf("--");
  const own = separator < 0 ? parameters : parameters.slice(0, separator);
  const clangArguments = separator < 0 ? [] : parameters.slice(separator + 1);
  let code: ExitCode = ExitCode.done;
  const { out, error } = run.terminal;
  const root = program(version, clangArguments, run, (result) => {
    code = result;
  });
  for (const command of [root, ...root.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => error.write(text),
      getOutHelpWidth: () => out.columns,
      getErrHelpWidth: () => error.columns,
      getOutHasColors: () => out.hasColour,
      getErrHasColors: () => error.hasColour,
    });
  }
  try {
    await root.parseAsync([...own], { from: "user" });
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? ExitCode.done : ExitCode.usage;
    if (thrown instanceof UsageError) {
      error.write(`kpigen: error: ${thrown.message} [cli/usage]\n`);
      return ExitCode.usage;
    }
    error.write(`kpigen has a bug: ${bugText(thrown)}\n${report}\n`);
    return ExitCode.bug;
  }
}

/** The message and the innermost place in kpigen's own files; no stack trace. */
export function bugText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const place = /\((?:file:\/\/)?[^()]*?\/((?:dist|src)\/[^()]+)\)/.exec(thrown.stack ?? "")?.[1];
  return `${thrown.message}${place === undefined ? "" : ` (${place})`}`;
}
