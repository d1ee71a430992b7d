/** A terminal in memory. */
import type { Stream, Terminal } from "../../src/cli/terminal.js";

export interface MemoryTerminal extends Terminal {
  readonly written: { out: string; error: string };
}

export function memoryTerminal(isTerminal = false): MemoryTerminal {
  const written = { out: "", error: "" };
  const stream = (name: "out" | "error"): Stream => ({
    write: (text) => {
      written[name] += text;
    },
    isTerminal,
    hasColour: isTerminal,
    columns: 80,
  });
  return { written, out: stream("out"), error: stream("error") };
}
