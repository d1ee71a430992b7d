/** The command line's door: everything is wired to the process here, and only here. */
import { resolve } from "node:path";
import { packageVersion } from "../base/index.js";
import { diskOutput, writeCrate, writeSingleFile } from "../crate/index.js";
import type { FrontThread } from "../front/index.js";
import { generate } from "../pipeline.js";
import type { Services } from "./command-run.js";
import { ExitCode } from "./exit-code.js";
import { layoutText } from "./layout-text.js";
import { processTerminal } from "./process-terminal.js";
import { bugText, runCommandLine } from "./run.js";
import { userCache } from "./user-cache.js";

const servicesWith = (thread: FrontThread | undefined): Services => ({
  generate: (request) => generate(request, thread),
  writeCrate: (files, directory, force) => writeCrate(files, resolve(directory), diskOutput, { force }),
  writeFile: (text, path) => writeSingleFile(resolve(path), text, diskOutput),
  layoutText,
  runs: userCache(process.env),
});

/** Runs the command line of this process and sets its exit code. @param thread a worker that waits for what `generate` reads */
export async function main(parameters: readonly string[], thread?: FrontThread): Promise<void> {
  const terminal = processTerminal();
  process.on("uncaughtException", (error) => {
    terminal.error.write(`kpigen has a bug: ${bugText(error)}\n`);
    process.exit(ExitCode.bug);
  });
  const machine = { arch: process.arch, defaultSys: "/usr/src/sys", directory: process.cwd() };
  const services = servicesWith(thread);
  process.exitCode = await runCommandLine(parameters, packageVersion(), { terminal, services, machine });
  thread?.close();
}
