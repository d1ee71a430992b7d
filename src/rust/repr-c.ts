/**
 * Rust's own layout of `repr(C)` types. In: size and alignment of the fields, `packed(n)` or `align(n)`; out: offsets, size, alignment,
 * all in BYTES. Source: The Rust Reference, "Type layout: The C Representation" and "The alignment modifiers". Record shapes are
 * planned and checked against this; rustc is the judge of both (test/rust/record-shape.test.ts).
 */
import { type Bytes, bytes, roundUp } from "../base/index.js";

/** A type's layout as rustc has it, BYTES. */
export interface RustLayout {
  readonly size: Bytes;
  readonly align: Bytes;
}

/** Not both: rustc refuses `packed` with `align` (E0587). */
export interface Repr {
  readonly packed: Bytes | undefined;
  readonly align: Bytes | undefined;
}

export interface ReprCLayout extends RustLayout {
  readonly offsets: readonly Bytes[];
}

/** Largest `repr(align(n))`: 2^29 BYTES (E0589). */
export const largestReprAlign = bytes(2 ** 29);

/** The alignment a field has inside a record of this repr, BYTES. */
export function fieldAlign(field: RustLayout, repr: Repr): Bytes {
  return repr.packed === undefined ? field.align : bytes(Math.min(field.align, repr.packed));
}

export function reprCLayout(union: boolean, fields: readonly RustLayout[], repr: Repr): ReprCLayout {
  let end = bytes(0);
  let align = repr.align ?? bytes(1);
  const offsets: Bytes[] = [];
  for (const field of fields) {
    const own = fieldAlign(field, repr);
    const offset = union ? bytes(0) : roundUp(end, own);
    offsets.push(offset);
    end = bytes(Math.max(end, offset + field.size));
    align = bytes(Math.max(align, own));
  }
  return { offsets, size: roundUp(end, align), align };
}

/** `repr(C)`, `repr(C, packed)`, `repr(C, packed(4))`, `repr(C, align(16))`. */
export function reprAttribute(repr: Repr): string {
  if (repr.packed !== undefined) return repr.packed === 1 ? "repr(C, packed)" : `repr(C, packed(${repr.packed}))`;
  return repr.align === undefined ? "repr(C)" : `repr(C, align(${repr.align}))`;
}
