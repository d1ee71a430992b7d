/** What every command is given: the terminal, and the project's functions that it calls, so that a test can stand in for each. */
import type { Diagnostic, Staged } from "../base/index.js";
import type { GenerateRequest, Generation, GenerationOutcome } from "../generation.js";
import type { Machine } from "./request.js";
import type { RunCache } from "./run-cache.js";
import type { Terminal } from "./terminal.js";

export interface Services {
  generate(request: GenerateRequest): Promise<GenerationOutcome>;
  /** Writes a crate: whole or not at all. Diagnoses what stands in the way. */
  writeCrate(files: ReadonlyMap<string, string>, directory: string, force: boolean): readonly Diagnostic[];
  /** Writes one file: whole or not at all. */
  writeFile(text: string, path: string): readonly Diagnostic[];
  /** pahole's view of the records that a pattern names. Empty where there is none. */
  layoutText(generation: Generation, record: string): Staged<string>;
  /** What earlier runs did; undefined where nothing is kept. */
  readonly runs: RunCache | undefined;
}

export interface CommandRun {
  readonly terminal: Terminal;
  readonly services: Services;
  readonly machine: Machine;
}
