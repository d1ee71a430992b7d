/**
 * Arguments that are operands of arithmetic whose result is converted to an integer type: `A | (x)` stored in an unsigned int. Where every
 * operator between gives the same lowest bits whatever the width, taking the argument as that type already changes nothing (C11 6.3.1.3:
 * conversions keep values modulo 2^n). In: typed nodes with open parts. Out: such a type by parameter.
 */
import type { Analysis } from "../analysis.js";
import type { TypeId } from "../c-type.js";
import type { TypedExpression } from "../typed-body.js";

const modular: ReadonlySet<string> = new Set(["+", "-", "*", "&", "|", "^"]);

export function integerTypes(a: Analysis, data: unknown): ReadonlyMap<number, TypeId> {
  const found = new Map<number, TypeId>();
  const look = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (Array.isArray(node)) {
      for (const one of node) look(one);
      return;
    }
    const e = node as TypedExpression;
    if (e.kind === "convert" && isInteger(a, e.type) && isOpen(a, e.of.type)) take(a, e.of, e.type, found);
    if (e.kind === "comparison") {
      const [left, right] = [e.left, e.right];
      if (isOpen(a, left.type) && isInteger(a, right.type)) take(a, left, right.type, found);
      if (isOpen(a, right.type) && isInteger(a, left.type)) take(a, right, left.type, found);
    }
    for (const value of Object.values(node)) if (typeof value === "object") look(value);
  };
  look(data);
  return found;
}

function take(a: Analysis, e: TypedExpression, type: TypeId, found: Map<number, TypeId>): void {
  if (!isOpen(a, e.type)) return;
  if (e.kind === "macro-parameter") {
    // the first is the one that is stored: comparisons come behind
    if (!found.has(e.index)) found.set(e.index, type);
  } else if (e.kind === "arithmetic" && modular.has(e.operator)) {
    take(a, e.left, type, found);
    take(a, e.right, type, found);
  } else if (e.kind === "convert") take(a, e.of, type, found);
}

const isOpen = (a: Analysis, type: TypeId): boolean => a.types.shape(type).kind === "error";

function isInteger(a: Analysis, type: TypeId): boolean {
  const { kind } = a.types.shape(type);
  return kind === "integer" || kind === "enum";
}
