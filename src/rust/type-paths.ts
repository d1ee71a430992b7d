/**
 * The names of types and values that an item refers to, and the item with some of them replaced. Items are plain data, so one walk over
 * every object finds them: whatever has `kind: "path"` is a type's name.
 */
import type { RustItem, RustType } from "./rust-crate.js";

/** Calls `visit` for each type name in the item, in order, repeats included. */
export function visitTypePaths(item: RustItem, visit: (path: string) => void): void {
  switch (item.kind) {
    case "record":
      for (const field of item.fields) visitType(field.type, visit);
      return;
    case "type":
    case "const":
    case "extern-static":
      visitType(item.type, visit);
      if (item.kind === "const" && item.value.kind === "cast") visitType(item.value.type, visit);
      return;
    case "extern-function":
      for (const one of item.signature.parameters) visitType(one.type, visit);
      if (item.signature.returns !== undefined) visitType(item.signature.returns, visit);
      return;
    case "function":
    case "impl":
      visitData(item, visit);
      return;
    case "use":
    case "assert":
    case "macro":
    case "verbatim":
      return;
  }
}

function visitType(type: RustType, visit: (path: string) => void): void {
  switch (type.kind) {
    case "path":
      visit(type.path);
      return;
    case "pointer":
    case "reference":
      visitType(type.to, visit);
      return;
    case "array":
      visitType(type.of, visit);
      return;
    case "tuple":
      for (const one of type.of) visitType(one, visit);
      return;
    case "never":
      return;
    case "function":
      for (const one of type.signature.parameters) visitType(one.type, visit);
      if (type.signature.returns !== undefined) visitType(type.signature.returns, visit);
      return;
    case "generic":
      for (const one of type.arguments) visitType(one, visit);
      return;
  }
}

/** Bodies and nested items: any shape of data. */
function visitData(data: unknown, visit: (path: string) => void): void {
  if (Array.isArray(data)) {
    for (const one of data) visitData(one, visit);
    return;
  }
  if (typeof data !== "object" || data === null) return;
  const row = data as Record<string, unknown>;
  if (row.kind === "path" && typeof row.path === "string") visit(row.path);
  for (const key in row) visitData(row[key], visit);
}

/** The same data with type names replaced, and value names where an atom is nothing but one. */
export function replacePaths<T>(data: T, replacement: ReadonlyMap<string, string>): T {
  if (Array.isArray(data)) return data.map((one) => replacePaths(one, replacement)) as T;
  if (typeof data !== "object" || data === null) return data;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(data)) out[key] = replacePaths(value, replacement);
  if (out.kind === "path") out.path = replacement.get(String(out.path)) ?? out.path;
  if (out.kind === "atom") out.text = replacement.get(String(out.text)) ?? out.text;
  return out as T;
}
