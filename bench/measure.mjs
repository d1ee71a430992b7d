/** Whole processes, from cold: wall time and the most memory they had resident at once (Linux; elsewhere unknown). */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const pollMilliseconds = 5;

/** @returns wall milliseconds, peak resident KiB (undefined where /proc is not there), exit code, standard error */
export function measure(command, options = {}) {
  return new Promise((resolve) => {
    const start = performance.now();
    const child = spawn(command[0], command.slice(1), { stdio: ["ignore", "ignore", "pipe"], ...options });
    let peak;
    let stderr = "";
    const poll = () => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, "latin1");
        const high = /^VmHWM:\s+(\d+)/m.exec(status)?.[1];
        if (high !== undefined) peak = Math.max(peak ?? 0, Number(high));
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
      resolve({ milliseconds: Number.NaN, peak: undefined, code: -1, stderr: error.message });
    });
    child.on("close", (code) => {
      clearInterval(timer);
      resolve({ milliseconds: performance.now() - start, peak, code, stderr });
    });
  });
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
