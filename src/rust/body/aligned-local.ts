/**
 * Locals that C aligns more than Rust would: each is the member `value` of a record of its own that has the alignment, declared before it.
 */
import type { LocalId } from "../../semantics/index.js";
import { overAlignment } from "../over-alignment.js";
import type { ItemKey, RustExpression, RustStatement, RustType } from "../rust-crate.js";
import { withoutRaw } from "../rust-name.js";
import { type BodyState, localOf } from "./body-state.js";
import { atom, field, path } from "./make.js";
import { openKey } from "./open.js";

export interface AlignedLocal {
  /** Declares the record. */
  readonly item: RustStatement;
  readonly type: RustType;
  readonly value: (inner: RustExpression) => RustExpression;
}

/** Undefined for a local whose Rust type is aligned as C wants it. */
export function alignedLocal(s: BodyState, id: LocalId): AlignedLocal | undefined {
  const local = localOf(s, id);
  if (local.kind === "parameter" || local.kind === "extern" || s.types.key(local.type) === openKey) return undefined;
  const align = overAlignment(s.t, local.type, local.aligned);
  if (align === undefined) return undefined;
  const name = `${withoutRaw(s.localNames[id])}_aligned`;
  const item: RustStatement = {
    kind: "item",
    item: {
      kind: "record",
      key: `struct ${s.functionName}::${name}` as ItemKey,
      name,
      union: false,
      attributes: [`repr(C, align(${align}))`, ...(s.types.copy(local.type) ? ["derive(Copy, Clone)"] : [])],
      fields: [{ name: "value", type: s.types.rust(local.type), public: false, doc: undefined }],
      doc: { lines: [], definedIn: undefined, notes: [] },
    },
  };
  return {
    item,
    type: path(name),
    value: (inner) => ({ kind: "struct", path: name, fields: [{ name: "value", value: inner }], rest: undefined }),
  };
}

/** The local by its name, or in its record. */
export function localPlace(s: BodyState, id: LocalId): RustExpression {
  const name = atom(s.localNames[id]);
  return alignedLocal(s, id) === undefined ? name : field(name, "value");
}
