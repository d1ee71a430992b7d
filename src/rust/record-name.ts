/** How C names a record: `struct mtx`; the Rust name for one without a tag. */
import type { CRecord } from "../semantics/index.js";

export function recordCName(record: CRecord, rustName: string): string {
  return record.tag === undefined ? rustName : `${record.tagKind} ${record.tag}`;
}
