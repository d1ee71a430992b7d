/**
 * Pieces parsed in a worker thread while the caller goes on. The caller blocks only when it finishes a job whose answer is not there yet, so
 * that everything around stays synchronous. A wasm Language cannot cross threads: the worker loads its own.
 */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { type PieceLog, replay } from "./piece-log.js";
import type { PieceVisitor } from "./piece-parser.js";
import type { PieceJob, Pieces } from "./pieces.js";

export interface WorkerStart {
  readonly port: MessagePort;
  /** Counts answers; what the caller waits on. */
  readonly signal: Int32Array;
}

export interface PieceQuestion {
  readonly id: number;
  readonly letters: Uint8Array;
  readonly starts: Int32Array;
}

export type PieceAnswer =
  | { readonly id: number; readonly log: PieceLog }
  /** `id` -1: the worker could not start. */
  | { readonly id: number; readonly failure: string };

/** Nothing takes so long; a worker that is silent for this long is gone. */
const patienceMilliseconds = 120_000;

export class RemotePieces implements Pieces {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #signal: Int32Array;
  readonly #answers = new Map<number, PieceLog>();
  #next = 0;

  /** @param file the built parse-worker */
  constructor(file: URL) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#signal = new Int32Array(new SharedArrayBuffer(4));
    const start: WorkerStart = { port: port2, signal: this.#signal };
    this.#worker = new Worker(file, { workerData: start, transferList: [port2] });
    this.#worker.unref();
  }

  begin(letters: Uint8Array, starts: Int32Array): PieceJob {
    const job = { id: this.#next++, letters, starts };
    this.#port.postMessage(job);
    return job;
  }

  finish(job: PieceJob, visitor: PieceVisitor): void {
    for (;;) {
      const log = this.#answers.get(job.id);
      if (log !== undefined) {
        this.#answers.delete(job.id);
        replay(log, visitor);
        return;
      }
      const seen = Atomics.load(this.#signal, 0);
      const message = receiveMessageOnPort(this.#port)?.message as PieceAnswer | undefined;
      if (message === undefined) {
        if (Atomics.wait(this.#signal, 0, seen, patienceMilliseconds) === "timed-out")
          throw new Error("the parse worker is silent");
      } else if ("failure" in message) throw new Error(`the parse worker failed: ${message.failure}`);
      else this.#answers.set(message.id, message.log);
    }
  }

  delete(): void {
    this.#port.close();
    void this.#worker.terminate();
  }
}
