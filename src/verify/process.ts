/**
 * Running a judge: a small interface over child processes, so that a test can stand in for one. Arguments are lists, never a
 * shell's line.
 */
import { spawn } from "node:child_process";

export interface ProcessResult {
  /** Undefined where the program could not be started or was killed by a signal. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

export type RunProcess = (
  command: readonly string[],
  options: { readonly directory: string; readonly timeoutSeconds: number },
) => Promise<ProcessResult>;

/** Runs a program of this machine. Never rejects: a program that is not there is a result without an exit code. */
export const runProcess: RunProcess = (command, options) =>
  new Promise((resolve) => {
    const start = performance.now();
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    const child = spawn(command[0], command.slice(1), {
      cwd: options.directory,
      stdio: ["ignore", "pipe", "pipe"],
    });
    // Not spawn's own `timeout`: its timer goes on for a program that could not be started, and keeps the process alive.
    const timer = setTimeout(() => child.kill(), options.timeoutSeconds * 1000);
    let failure = "";
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", (error) => {
      failure = error.message;
    });
    child.on("close", (exitCode, signal) => {
      clearTimeout(timer);
      if (signal !== null) failure = `killed by ${signal}`;
      resolve({
        exitCode: failure === "" && exitCode !== null ? exitCode : undefined,
        stdout: Buffer.concat(stdout).toString("latin1"),
        stderr: Buffer.concat(stderr).toString("latin1") + (failure === "" ? "" : `\n${failure}`),
        milliseconds: performance.now() - start,
      });
    });
  });
