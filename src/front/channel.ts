/** Messages both ways between two threads, each of which may wait for the other without giving up its stack. */
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";

/** Nothing takes so long; a thread that is silent for this long is gone. */
const patienceMilliseconds = 600_000;

export class Channel<In, Out> {
  /**
   * @param signal counts messages: those that come in at index `here`, those that go out at index `1 - here`
   */
  constructor(
    readonly port: MessagePort,
    private readonly signal: Int32Array,
    private readonly here: 0 | 1,
  ) {}

  post(message: Out, columns: readonly (ArrayBufferView | undefined)[] = []): void {
    const buffers = columns.flatMap((column) => (column === undefined ? [] : [column.buffer as ArrayBuffer]));
    this.port.postMessage(message, buffers);
    Atomics.add(this.signal, 1 - this.here, 1);
    Atomics.notify(this.signal, 1 - this.here);
  }

  /** Waits for the next message. */
  receive(): In {
    for (;;) {
      const seen = Atomics.load(this.signal, this.here);
      const received = receiveMessageOnPort(this.port);
      if (received !== undefined) return received.message as In;
      if (Atomics.wait(this.signal, this.here, seen, patienceMilliseconds) === "timed-out")
        throw new Error("the other thread is silent");
    }
  }
}
