/** `offsetof` with any path of members and subscripts (C11 7.19p3; GCC: Offsetof). Result in BYTES, of type size_t. */
import type { Designator } from "../syntax/index.js";
import type { Analysis } from "./analysis.js";
import type { TypeId } from "./c-type.js";
import { integerConstantOf } from "./expression.js";
import { findMember } from "./member-lookup.js";
import { mentionsPlaceholder } from "./placeholder.js";
import type { Scope } from "./scope.js";
import { integerValue, rvalue, type Typed } from "./typed.js";

export function offsetOf(a: Analysis, type: TypeId, path: readonly Designator[], scope: Scope, at: number): Typed {
  const sizeType = a.types.integer(a.target.sizeType);
  let of = type;
  let offset: bigint | undefined = 0n;
  for (const step of path) {
    const shape = a.types.shape(of);
    if (shape.kind === "error" || (step.kind === "member" && mentionsPlaceholder(step.name))) return rvalue(sizeType);
    if (step.kind === "member") {
      const found = shape.kind === "record" ? findMember(a, shape.record, step.name) : undefined;
      if (found === undefined || found.member.bitWidth !== undefined) {
        a.report("semantics/bad-expression", "error", at, `offsetof: no addressable member '${step.name}'`);
        return rvalue(a.types.error);
      }
      offset = offset === undefined || found.offset === undefined ? undefined : offset + BigInt(found.offset / 8);
      of = found.member.type;
    } else {
      if (shape.kind !== "array") {
        a.report("semantics/bad-expression", "error", at, "offsetof: subscript of what is no array");
        return rvalue(a.types.error);
      }
      const index = integerConstantOf(a, step.index, scope);
      const size = a.sizes.sizeOf(shape.of);
      offset =
        offset === undefined || index === undefined || size === undefined ? undefined : offset + index * BigInt(size);
      of = shape.of;
    }
  }
  if (offset === undefined) return rvalue(sizeType);
  return integerValue(sizeType, BigInt.asUintN(a.target.pointer.size * 8, offset));
}
