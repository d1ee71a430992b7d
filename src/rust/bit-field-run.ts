/**
 * Runs of bit-fields: neighbours that share bytes, and the storage that holds them in Rust. In: a record's C layout and members; out: for each run
 * its bytes and an unsigned integer type (or an array of it) that covers them, as wide as the declared types and the record's
 * alignment allow, so that the storage also gives the record its alignment. In a union every bit-field is a run of its own.
 */
import { type Bytes, bytes } from "../base/index.js";
import type { ShapeInput } from "./record-shape.js";
import type { RustLayout } from "./repr-c.js";
import type { RustType } from "./rust-crate.js";

export interface BitFieldRun {
  /** Named bit-fields, in declaration order; the first one's place in the record is the run's. */
  readonly members: readonly number[];
  /** BYTES from the record's start. */
  readonly offset: Bytes;
  readonly type: RustType;
  readonly rust: RustLayout;
}

interface OpenRun {
  readonly members: number[];
  readonly from: number;
  to: number;
  /** Largest declared type, BYTES. */
  unit: number;
}

export function bitFieldRuns(input: ShapeInput): readonly BitFieldRun[] {
  const runs: OpenRun[] = [];
  /** For each run, where the next thing begins: BYTES. */
  const limits: number[] = [];
  let open: OpenRun | undefined;
  const close = (limit: number) => {
    if (open !== undefined) limits.push(limit);
    open = undefined;
  };
  input.members.forEach((member, index) => {
    const { offset, size } = input.layout.members[index];
    if (member.kind === "plain") {
      close(input.tagKind === "union" ? input.layout.size : offset / 8);
      return;
    }
    if (member.name === undefined) return;
    const from = Math.floor(offset / 8);
    const to = Math.ceil((offset + size) / 8);
    if (open !== undefined && input.tagKind === "struct" && from <= open.to) {
      open.members.push(index);
      open.to = Math.max(open.to, to);
      open.unit = Math.max(open.unit, member.unit);
      return;
    }
    close(input.tagKind === "union" ? input.layout.size : from);
    open = { members: [index], from, to, unit: member.unit };
    runs.push(open);
  });
  close(input.layout.size);
  return runs.map((run, index) => storageOf(run, limits[index], input));
}

function storageOf(run: OpenRun, limit: number, input: ShapeInput): BitFieldRun {
  const { integers } = input.target;
  const widths = [
    [8, "u64", integers["unsigned long long"]?.align],
    [4, "u32", integers["unsigned int"]?.align],
    [2, "u16", integers["unsigned short"]?.align],
    [1, "u8", 1],
  ] as const;
  for (const [width, name, align = width] of widths) {
    const count = Math.ceil((run.to - run.from) / width);
    const fits = run.from % width === 0 && run.from + count * width <= limit;
    if (width > 1 && (!fits || width > run.unit || align > input.layout.align)) continue;
    const of: RustType = { kind: "path", path: name };
    return {
      members: run.members,
      offset: bytes(run.from),
      type: count === 1 ? of : { kind: "array", of, length: `${count}` },
      rust: { size: bytes(count * width), align: bytes(align) },
    };
  }
  throw new Error("unreachable: bytes always fit");
}
