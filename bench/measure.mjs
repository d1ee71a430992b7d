/** Whole processes, from cold: wall time, processor time and the most memory they had resident at once (the latter two on Linux only). */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const pollMilliseconds = 5;

/** Linux counts processor time in ticks of 10 ms for whoever reads it. */
const tickMilliseconds = 10;

/** @returns wall and processor milliseconds, peak resident KiB (the latter two undefined where /proc is not there), exit code, standard error */
export function measure(command, options = {}) {
  return new Promise((resolve) => {
    const start = performance.now();
    const child = spawn(command[0], command.slice(1), { stdio: ["ignore", "ignore", "pipe"], ...options });
    let peak;
    let processor;
    let stderr = "";
    const poll = () => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, "latin1");
        const high = /^VmHWM:\s+(\d+)/m.exec(status)?.[1];
        if (high !== undefined) peak = Math.max(peak ?? 0, Number(high));
        // behind the name in parentheses: state is field 3 of proc(5), user and system time of all threads are 14 and 15
        const fields = readFileSync(`/proc/${child.pid}/stat`, "latin1")
          .replace(/^.*\) /s, "")
          .split(" ");
        processor = (Number(fields[11]) + Number(fields[12])) * tickMilliseconds;
      } catch {
        // It has ended, or there is no /proc.
      }
    };
    const timer = setInterval(poll, pollMilliseconds);
    child.stderr.on("data", (text) => {
      stderr += text;
    });
    child.on("error", (error) => {
      clearInterval(timer);
      resolve({ milliseconds: Number.NaN, processor: undefined, peak: undefined, code: -1, stderr: error.message });
    });
    child.on("close", (code) => {
      clearInterval(timer);
      resolve({ milliseconds: performance.now() - start, processor, peak, code, stderr });
    });
  });
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
