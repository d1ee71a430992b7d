/**
 * Objects that C aligns more than Rust aligns their type: by aligned(n) or `_Alignas` on the object, or by the aligned(n) of a typedef, which an alias does not
 * carry. In: the object's C type and what its declaration asks for; out: BYTES. C11 6.7.5; GCC: Common Variable Attributes, Common Type Attributes.
 */
import type { Bytes } from "../base/index.js";
import type { CProgram, TypeId } from "../semantics/index.js";
import type { Translation } from "./translation.js";

/** @returns the alignment that its Rust type lacks; undefined where it lacks none, or has no size in Rust */
export function overAlignment(t: Translation, type: TypeId, aligned: Bytes | undefined): Bytes | undefined {
  const own = t.shapes.layoutOf(type)?.align;
  const asked = [aligned, typedefAlignment(t.program, type)].filter((one) => one !== undefined);
  const most = asked.length === 0 ? undefined : (Math.max(...asked) as Bytes);
  return own === undefined || most === undefined || most <= own ? undefined : most;
}

/** aligned(n) of the outermost typedef that has one; an array's is its elements'. */
function typedefAlignment({ types, typedefs }: Pick<CProgram, "types" | "typedefs">, type: TypeId): Bytes | undefined {
  const row = types[type];
  switch (row.kind) {
    case "qualified":
    case "array":
      return typedefAlignment({ types, typedefs }, row.of);
    case "typedef":
      return typedefs[row.typedef].aligned ?? typedefAlignment({ types, typedefs }, typedefs[row.typedef].type);
    default:
      return undefined;
  }
}
