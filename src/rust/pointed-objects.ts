/**
 * `static const` objects that something points to: they have to be one and the same everywhere, so a constant, which Rust copies, will not do.
 * In: the typed bodies and values that may name them. Out: the names of those whose address is taken, or which are arrays that become pointers.
 */
import type { TypedExpression } from "../semantics/index.js";
import { readOfVariable, visitRows } from "./body/index.js";

/** @param bodies typed bodies, plain data of any shape */
export function pointedObjects(objects: ReadonlySet<string>, bodies: unknown): ReadonlySet<string> {
  const pointed = new Set<string>();
  if (objects.size === 0) return pointed;
  const read = new Set<unknown>();
  visitRows(bodies, (row) => {
    if (row.kind === "load" && row.volatile !== true) read.add(readOfVariable(row.of as TypedExpression));
    else if (row.kind === "variable" && objects.has(String(row.name)) && !read.has(row)) pointed.add(String(row.name));
    return true;
  });
  return pointed;
}
