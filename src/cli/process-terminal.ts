/** The terminal of this process. A reader that goes away (`kpigen … | head`) ends the process quietly, a full disk with a word. */
import { describeFailure } from "../crate/index.js";
import { ExitCode } from "./exit-code.js";
import type { Stream, Terminal } from "./terminal.js";

export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
      const why = describeFailure(error);
      if (why === undefined) throw error;
      if (stream === process.stdout)
        process.stderr.write(`kpigen: error: cannot write standard output: ${why} [crate/write]\n`);
      process.exit(ExitCode.usage);
    });
  }
  return { out: streamOf(process.stdout), error: streamOf(process.stderr) };
}

function streamOf(stream: NodeJS.WriteStream): Stream {
  const isTerminal = stream.isTTY === true;
  const noColour = process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== "";
  return {
    write: (text) => {
      stream.write(text);
    },
    isTerminal,
    hasColour: isTerminal && !noColour && process.env.TERM !== "dumb",
    columns: stream.columns ?? 80,
  };
}
