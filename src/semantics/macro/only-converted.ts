/**
 * Numbers that a macro only converts: to it one converted beforehand is the same one, so a function may take it. In: nodes of a typing that knows nothing of the
 * parameter. Out: whether each use of it becomes the one type, or what only has the low bits of it. C11 6.3.1.3.
 */
import type { Analysis } from "../analysis.js";
import type { TypeId } from "../c-type.js";
import type { TypedExpression } from "../typed-body.js";

/** Whose low bits are those of their operands' low bits. */
const modular: ReadonlySet<unknown> = new Set(["+", "-", "*", "&", "|", "^"]);

type Row = { readonly kind?: unknown; readonly [key: string]: unknown };

export function isInteger(a: Analysis, type: TypeId): boolean {
  const { kind } = a.types.shape(type);
  return kind === "integer" || kind === "enum";
}

function isBool(a: Analysis, type: TypeId): boolean {
  const shape = a.types.shape(type);
  return shape.kind === "integer" && shape.name === "bool";
}

/** @param type an integer's or an enum's */
export function isOnlyConverted(a: Analysis, data: unknown, parameter: number, type: TypeId): boolean {
  const size = a.sizes.sizeAlign(type)?.size ?? 0;
  const isTruth = isBool(a, type);
  const isUse = (value: unknown): boolean => {
    const row = value as Row | null | undefined;
    return row?.kind === "macro-parameter" && row.index === parameter;
  };
  const isKept = (to: TypeId): boolean => {
    if (a.types.canonical(a.types.unqualified(to)) === a.types.canonical(type)) return true;
    return !isTruth && isInteger(a, to) && !isBool(a, to) && (a.sizes.sizeAlign(to)?.size ?? size + 1) <= size;
  };
  const visit = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null) return true;
    if (Array.isArray(value)) return value.every(visit);
    const row = value as Row;
    if (isUse(row)) return false;
    if (row.kind === "convert" && isUse(row.of)) return isKept(row.type as TypeId);
    if (row.kind === "pointer-offset" && isUse(row.index)) return visit(row.pointer);
    if (row.kind === "assign-operator" && isUse(row.value) && modular.has(row.operator))
      return isKept((row.target as TypedExpression).type) && visit(row.target);
    return Object.values(row).every(visit);
  };
  return visit(data);
}
