/**
 * Pointers that a macro only reads through: C takes a pointer to const for them, so the function that the macro becomes does. In: typed nodes of its
 * body. Out: whether every use of a parameter is a read of what it points to; whether one changes that.
 */
import type { LocalId } from "../typed-body.js";

type Row = { readonly kind?: unknown; readonly [key: string]: unknown };

/** False where it is not used at all. */
export function isOnlyReadThrough(data: unknown, parameter: LocalId): boolean {
  let reads = 0;
  const visit = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null) return true;
    if (Array.isArray(value)) return value.every(visit);
    const row = value as Row;
    if (row.kind === "local" && row.local === parameter) return false;
    const indices = row.kind === "load" ? readThrough(row.of, parameter) : undefined;
    if (indices === undefined) return Object.values(row).every(visit);
    reads++;
    return indices.every(visit);
  };
  return visit(data) && reads > 0;
}

/** Is something that the parameter points to changed by its name? `*(x) = swapped(x)`, where the function takes a pointer to const. */
export function isWrittenThrough(data: unknown, parameter: LocalId): boolean {
  if (typeof data !== "object" || data === null) return false;
  if (Array.isArray(data)) return data.some((one) => isWrittenThrough(one, parameter));
  const { kind, target } = data as Row;
  const changes = kind === "assign" || kind === "assign-operator" || kind === "increment";
  if (changes && readThrough(target, parameter) !== undefined) return true;
  return Object.values(data).some((one) => isWrittenThrough(one, parameter));
}

/** `p->a.b`, `p[i].a`: the indices; undefined for any other object. */
function readThrough(lvalue: unknown, parameter: LocalId): readonly unknown[] | undefined {
  let at = lvalue as Row;
  while (at.kind === "member") at = at.of as Row;
  if (at.kind !== "dereference") return undefined;
  at = at.of as Row;
  const indices: unknown[] = [];
  for (; at.kind === "pointer-offset"; at = at.pointer as Row) indices.push(at.index);
  const pointer = at.kind === "load" ? (at.of as Row) : undefined;
  return pointer?.kind === "local" && pointer.local === parameter ? indices : undefined;
}
