/** What a PieceVisitor was told, as columns that can cross to another thread, and told again from them. */
import type { TreeRows } from "./grammar-runtime.js";
import type { PieceVisitor } from "./piece-parser.js";

export interface LoggedRows {
  readonly count: number;
  readonly kind: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly after: Int32Array;
}

export interface PieceLog {
  readonly batches: readonly LoggedRows[];
  /** `parsed`: 0, piece, batch, number of rows, rows. `refused`: 1 and the reason's place in `reasons`, piece, letter. */
  readonly events: Int32Array;
}

const reasons = ["syntax", "nesting", "size"] as const;

/** Notes what a visitor is told. Rows are copied once a batch: the reader uses its columns again. */
export function logVisitor(): { readonly visitor: PieceVisitor; readonly log: () => PieceLog } {
  const batches: LoggedRows[] = [];
  const events: number[] = [];
  let last: TreeRows | undefined;
  const visitor: PieceVisitor = {
    parsed(piece, rows, top) {
      if (rows !== last) {
        last = rows;
        const { count } = rows;
        const columns = { kind: rows.kind.slice(0, count), start: rows.start.slice(0, count) };
        batches.push({ count, ...columns, end: rows.end.slice(0, count), after: rows.after.slice(0, count) });
      }
      events.push(0, piece, batches.length - 1, top.length, ...top);
    },
    refused(piece, reason, letter) {
      events.push(1 + reasons.indexOf(reason), piece, letter);
    },
  };
  return { visitor, log: () => ({ batches, events: Int32Array.from(events) }) };
}

export function replay({ batches, events }: PieceLog, visitor: PieceVisitor): void {
  const rows: TreeRows[] = batches.map((batch) => ({ ...batch, top: [], tooDeep: [] }));
  for (let at = 0; at < events.length; ) {
    const piece = events[at + 1];
    if (events[at] === 0) {
      const end = at + 4 + events[at + 3];
      visitor.parsed(piece, rows[events[at + 2]], Array.from(events.subarray(at + 4, end)));
      at = end;
    } else {
      visitor.refused(piece, reasons[events[at] - 1], events[at + 2]);
      at += 3;
    }
  }
}
