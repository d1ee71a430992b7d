/** Time by phase: which part of the journey takes how long. */
import type { PhaseTime } from "./generation.js";

export class Stopwatch {
  readonly #times = new Map<string, number>();

  constructor(private readonly onPhase: ((phase: string) => void) | undefined) {}

  /** Runs a step and adds its time to a phase. */
  measure<T>(phase: string, step: () => T): T {
    this.onPhase?.(phase);
    const start = performance.now();
    try {
      return step();
    } finally {
      this.#times.set(phase, (this.#times.get(phase) ?? 0) + performance.now() - start);
    }
  }

  /** In the order in which the phases were first met. */
  get phases(): readonly PhaseTime[] {
    return [...this.#times].map(([name, milliseconds]) => ({ name, milliseconds }));
  }
}
