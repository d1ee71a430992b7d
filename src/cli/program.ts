/** The command line: commander's description of every command, and which function runs it. */
import { Command } from "commander";
import type { CommandRun } from "./command-run.js";
import { runConfig } from "./config-command.js";
import { runCoverage } from "./coverage-command.js";
import type { ExitCode } from "./exit-code.js";
import { runGenerate } from "./generate-command.js";
import { runLayout } from "./layout-command.js";
import {
  addBindgenOptions,
  addCompilerOptions,
  addCoverageOptions,
  addEmitOption,
  addKernelOptions,
  addProofOptions,
  addRunOptions,
  addRustOptions,
  addSelectionOptions,
  bindgenOptions,
} from "./options.js";
import { bindInput, type Flags, generateRequest, kernelInput, UsageError } from "./request.js";
import { runVerify } from "./verify-command.js";

const exitCodes = `
Exit codes:
  0   done
  1   items were left out and --strict was given; or a check of verify failed
  2   bad usage, unusable input, or output that could not be written
  70  kpigen itself failed: a bug`;

const examples = `
Examples:
  kpigen generate --sys /usr/src/sys --arch amd64 --kernconf GENERIC --out ./freebsd-kpi
  kpigen generate --headers 'sys/*.h,dev/usb/**' --only 'mtx_*,struct buf'
  kpigen bind input.h -o out.rs -- -Iinclude -DX=1
  kpigen verify --sys /usr/src/sys
  kpigen config --kernconf GENERIC
  kpigen layout 'struct mtx'
  kpigen coverage --usage counts.json --sys /usr/src/sys
${exitCodes}`;

/**
 * @param clangArguments what stood behind `--`
 * @param done takes the exit code of the command that ran
 */
export function program(
  version: string,
  clangArguments: readonly string[],
  run: CommandRun,
  done: (code: ExitCode) => void,
): Command {
  const root = new Command("kpigen")
    .description("FreeBSD's kernel headers, or any C header, as Rust with exact layouts")
    .version(version, "-V, --version")
    .addHelpText("after", examples)
    .showSuggestionAfterError();

  /** Headers, or without any a kernel. */
  const inputOf = (inputs: readonly string[], flags: Flags) =>
    inputs.length > 0 ? bindInput(inputs, flags, clangArguments) : kernelInput(flags, run.machine, clangArguments);

  const generate = root
    .command("generate")
    .description("write the Rust crate of a kernel")
    .optionsGroup("Output:")
    .option("--out <directory>", "where to write the crate (default: ./freebsd-kpi)")
    .option("--force", "replace a directory that kpigen did not write")
    .addHelpText(
      "after",
      `\nExamples:\n  kpigen generate --sys /usr/src/sys --out ./freebsd-kpi\n  kpigen generate --sys /usr/src/sys --headers 'mydrv/*.h' -- -I/home/me/src -DMYDRV_DEBUG\n${exitCodes}`,
    )
    .action(async (flags: Flags) => {
      done(await runGenerate(generateRequest(inputOf([], flags), flags), flags, run));
    });
  for (const add of [addKernelOptions, addSelectionOptions, addRustOptions, addEmitOption, addRunOptions])
    add(generate);

  const bind = root
    .command("bind")
    .description("translate C headers into one Rust file, on standard output without -o")
    .argument("<input...>", "C headers")
    .optionsGroup("Output:")
    .option("-o, --output <file>", "where to write the file")
    .addHelpText("after", `\nExample:\n  kpigen bind input.h -o out.rs -- -Iinclude\n${exitCodes}`)
    .action(async (inputs: readonly string[], flags: Flags, command: Command) => {
      noteIgnored(command, flags, run);
      done(await runGenerate(generateRequest(bindInput(inputs, flags, clangArguments), flags), flags, run));
    });
  for (const add of [addCompilerOptions, addSelectionOptions, addRustOptions, addEmitOption, addRunOptions]) add(bind);
  addBindgenOptions(bind);

  const verify = root
    .command("verify")
    .description("prove the output with clang and rustc: of a kernel, or of the headers given")
    .argument("[input...]", "C headers, as for bind; none: a kernel, as for generate")
    .addHelpText("after", `\nExample:\n  kpigen verify --sys /usr/src/sys --cc clang-19\n${exitCodes}`)
    .action(async (inputs: readonly string[], flags: Flags) => {
      done(await runVerify(generateRequest(inputOf(inputs, flags), flags), flags, run));
    });
  for (const add of [addKernelOptions, addCompilerOptions, addSelectionOptions, addRustOptions]) add(verify);
  addProofOptions(verify);
  addRunOptions(verify);

  const config = root
    .command("config")
    .description("show what a kernel configuration means: options, devices, each opt_*.h")
    .addHelpText("after", `\nExample:\n  kpigen config --sys /usr/src/sys --kernconf GENERIC --verbose\n${exitCodes}`)
    .action((flags: Flags) => {
      if (clangArguments.length > 0) throw new UsageError("config takes no compiler's arguments");
      done(runConfig(kernelInput(flags, run.machine, []), flags, run));
    });
  addKernelOptions(config);
  addRunOptions(config);

  const layout = root
    .command("layout")
    .description("show a record as pahole does: offsets, sizes, holes, cache lines")
    .argument("<record>", "'struct mtx'")
    .argument("[input...]", "C headers, as for bind; none: a kernel, as for generate")
    .addHelpText("after", `\nExample:\n  kpigen layout 'struct mtx' --sys /usr/src/sys\n${exitCodes}`)
    .action(async (record: string, inputs: readonly string[], flags: Flags) => {
      done(await runLayout(record, generateRequest(inputOf(inputs, flags), flags), flags, run));
    });
  for (const add of [addKernelOptions, addCompilerOptions, addRunOptions]) add(layout);

  const reach = root
    .command("coverage")
    .description("show how much of what real sources use is in the crate, by kind, and what is not")
    .argument("[input...]", "C headers, as for bind; none: a kernel, as for generate")
    .addHelpText("after", `\nExample:\n  kpigen coverage --usage counts.json --sys /usr/src/sys\n${exitCodes}`)
    .action(async (inputs: readonly string[], flags: Flags) => {
      done(await runCoverage(generateRequest(inputOf(inputs, flags), flags), flags, run));
    });
  for (const add of [addCoverageOptions, addKernelOptions, addCompilerOptions, addSelectionOptions, addRustOptions])
    add(reach);
  addRunOptions(reach);
  return root;
}

function noteIgnored(bind: Command, flags: Flags, run: CommandRun): void {
  if (flags.quiet === true) return;
  for (const { flags: text, why } of bindgenOptions) {
    const name = text.split(" ")[0];
    if (bind.getOptionValueSource(camel(name.replace(/^--(no-)?/, ""))) !== "cli") continue;
    run.terminal.error.write(`kpigen: note: ${name} has no effect: ${why}\n`);
  }
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
