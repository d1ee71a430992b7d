/** The Rust side of the proof. */

import type { RunProcess } from "./process.js";
import type { JudgeRun, Ledger } from "./report.js";
import type { Provable } from "./verify.js";
export interface RustJudge {
  readonly rustc: string;
  readonly cargo: string | undefined;
  readonly run: RunProcess;
  readonly scratch: string;
  readonly onRun: (run: JudgeRun) => void;
}
export async function proveCrate(_proof: Provable, _judge: RustJudge, _ledger: Ledger): Promise<readonly string[]> {
  return [];
}
