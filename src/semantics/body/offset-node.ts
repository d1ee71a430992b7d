/**
 * `offsetof` with subscripts (GCC: Offsetof). In: the type and the path; out: an offset-of node where every subscript is constant, else that of the
 * first elements plus each subscript's elements, in size_t.
 */
import type { Designator, Expression } from "../../syntax/index.js";
import type { TypeId } from "../c-type.js";
import { integerConstantOf } from "../expression.js";
import { findMember } from "../member-lookup.js";
import { offsetOf } from "../offset-of.js";
import type { Scope } from "../scope.js";
import { integerValue } from "../typed.js";
import { type BodyState, type Built, refuse, wrong } from "./body-state.js";
import { converted, rvalueOf } from "./conversion-node.js";
import { build } from "./expression-node.js";
import { binaryNode } from "./operator-node.js";

/** @param of complete, and known: not a type that a macro's caller names */
export function offsetNode(
  s: BodyState,
  e: Extract<Expression, { kind: "offsetof" }>,
  of: TypeId,
  scope: Scope,
): Built {
  const path: Designator[] = [];
  const terms: { readonly index: Expression; readonly element: TypeId }[] = [];
  let at = of;
  for (const step of e.path) {
    const shape = s.a.types.shape(at);
    if (step.kind === "member") {
      at = (shape.kind === "record" ? findMember(s.a, shape.record, step.name)?.member.type : undefined) ?? at;
      path.push(step);
      continue;
    }
    if (shape.kind !== "array") wrong(step.at, "offsetof: subscript of what is no array");
    at = shape.of;
    if (integerConstantOf(s.a, step.index, scope) !== undefined) path.push(step);
    else {
      path.push({ ...step, index: { kind: "number", text: "0", at: step.at } });
      terms.push({ index: step.index, element: shape.of });
    }
  }
  const typed = offsetOf(s.a, of, path, scope, e.at);
  if (typed.value?.kind !== "integer") return refuse(e.at, "offsetof of what has no constant offset");
  const steps = path.map((step) =>
    step.kind === "member" ? step.name : (integerConstantOf(s.a, step.index, scope) ?? refuse(step.at, "no constant")),
  );
  const node = { kind: "offset-of", of, path: steps, value: typed.value.value, type: typed.type, at: e.at } as const;
  let sum: Built = { typed, node, symbolic: true };
  for (const { index, element } of terms) {
    const size = BigInt(s.a.sizes.sizeOf(element) ?? refuse(e.at, "offsetof: elements of no size"));
    const subscript = rvalueOf(s, build(s, index, scope));
    const factor: Built = {
      typed: integerValue(typed.type, size),
      node: { kind: "size-of", of: element, value: size, type: typed.type, at: e.at },
      symbolic: true,
    };
    sum = binaryNode(s, "+", sum, binaryNode(s, "*", converted(s, subscript, typed.type, true), factor, e.at), e.at);
  }
  return sum;
}
