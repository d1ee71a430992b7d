/** A worker thread that waits for its kernel. The command starts one before all else (bin/kpigen.js), so this file is small and needs no other. */
import { MessageChannel, Worker } from "node:worker_threads";
import type { FrontStart } from "./messages.js";

/** This side's port, and the signal of both. */
export interface FrontThread extends FrontStart {
  readonly close: () => void;
}

/** @param file what the thread runs: `front-worker` of a build */
export function startFrontThread(file: string | URL): FrontThread {
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(8));
  const start: FrontStart = { port: port2, signal };
  const worker = new Worker(file, { workerData: start, transferList: [port2] });
  worker.unref();
  const close = () => {
    port1.close();
    void worker.terminate();
  };
  return { port: port1, signal, close };
}
