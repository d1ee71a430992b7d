/** `kpigen layout 'struct mtx'`: a record as pahole shows it. */
import type { GenerateRequest } from "../generation.js";
import type { CommandRun } from "./command-run.js";
import { ExitCode } from "./exit-code.js";
import { generateWithProgress, say } from "./generate-command.js";
import type { Flags } from "./request.js";

export async function runLayout(
  record: string,
  request: GenerateRequest,
  flags: Flags,
  run: CommandRun,
): Promise<ExitCode> {
  const outcome = await generateWithProgress(request, flags, run);
  if (outcome.generation === undefined) {
    say(outcome.diagnostics, outcome.sources, flags, run);
    return ExitCode.usage;
  }
  const { value, diagnostics } = run.services.layoutText(outcome.generation, record);
  say(diagnostics, outcome.sources, flags, run);
  if (value === "") {
    run.terminal.error.write(`kpigen: ${record}: no such record in these headers\n`);
    return ExitCode.usage;
  }
  run.terminal.out.write(value);
  return ExitCode.done;
}
