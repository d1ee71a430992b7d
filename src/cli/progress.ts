/** One line of progress on a terminal, gone when the work is done; nothing where the stream is no terminal. */
import type { Stream } from "./terminal.js";

export interface Progress {
  report(phase: string, done: number, total: number): void;
  /** Takes the line away. */
  clear(): void;
}

const leastMilliseconds = 60;

export function progressOn(stream: Stream, wanted: boolean, now: () => number = () => performance.now()): Progress {
  if (!wanted || !stream.isTerminal) return { report: () => {}, clear: () => {} };
  let last = Number.NEGATIVE_INFINITY;
  let shownPhase = "";
  let drawn = false;
  return {
    report(phase, done, total) {
      const time = now();
      if (phase === shownPhase && time - last < leastMilliseconds) return;
      last = time;
      shownPhase = phase;
      const count = total > 1 ? ` ${done}/${total}` : "";
      stream.write(`\r\x1b[K${`${phase}${count}`.slice(0, stream.columns - 1)}`);
      drawn = true;
    },
    clear() {
      if (drawn) stream.write("\r\x1b[K");
      drawn = false;
    },
  };
}
