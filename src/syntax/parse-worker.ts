/** A worker thread that parses pieces: letters in, a PieceLog out, in the order in which they come. Runs remote-pieces.ts's other end. */
import { type MessagePort, workerData } from "node:worker_threads";
import { loadGrammar } from "./grammar-runtime.js";
import { logVisitor } from "./piece-log.js";
import { PieceParser } from "./piece-parser.js";
import type { PieceAnswer, PieceQuestion, WorkerStart } from "./remote-pieces.js";

const { port, signal } = workerData as WorkerStart & { readonly port: MessagePort };

function answer(message: PieceAnswer, columns: readonly ArrayBufferLike[]): void {
  port.postMessage(message, columns as ArrayBuffer[]);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

try {
  const parser = new PieceParser(await loadGrammar());
  port.on("message", ({ id, letters, starts }: PieceQuestion) => {
    try {
      const { visitor, log } = logVisitor();
      parser.parse(letters, starts, visitor);
      const found = log();
      const columns = found.batches.flatMap(({ kind, start, end, after }) => [kind, start, end, after]);
      answer(
        { id, log: found },
        [...columns, found.events].map((column) => column.buffer),
      );
    } catch (error) {
      answer({ id, failure: String(error) }, []);
    }
  });
} catch (error) {
  answer({ id: -1, failure: String(error) }, []);
}
