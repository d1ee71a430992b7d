/**
 * The names of types and values that an item refers to, and the item with some of them replaced. Items are plain data, so one walk over
 * every object finds them: whatever has `kind: "path"` is a type's name.
 */
import type { RustItem, RustSignature, RustType } from "./rust-crate.js";

/** Calls `visit` for each type name in the item, in order, repeats included. */
export function visitTypePaths(item: RustItem, visit: (path: string) => void): void {
  switch (item.kind) {
    case "record":
      for (let i = 0; i < item.fields.length; i++) visitType(item.fields[i].type, visit);
      return;
    case "type":
    case "const":
    case "extern-static":
      visitType(item.type, visit);
      if (item.kind === "const" && item.value.kind !== "atom") visitDataPaths(item.value, visit);
      return;
    case "extern-function":
      visitSignature(item.signature, visit);
      return;
    case "static":
      visitType(item.type, visit);
      visitDataPaths(item.value, visit);
      return;
    case "function":
      visitSignature(item.signature, visit);
      visitDataPaths(item.body, visit);
      return;
    case "impl":
      for (let i = 0; i < item.items.length; i++) visitTypePaths(item.items[i], visit);
      return;
    case "trait-impl":
      visitType(item.trait, visit);
      return;
    case "use":
    case "assert":
    case "macro":
    case "extern-block":
    case "verbatim":
      return;
  }
}

/** By index: as long as it is not compiled, for-of makes an object a round, and this runs for every parameter of a crate. */
function visitSignature(signature: RustSignature, visit: (path: string) => void): void {
  for (let i = 0; i < signature.parameters.length; i++) visitType(signature.parameters[i].type, visit);
  if (signature.returns !== undefined) visitType(signature.returns, visit);
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
      visitSignature(type.signature, visit);
      return;
    case "generic":
      for (const one of type.arguments) visitType(one, visit);
      return;
  }
}

/** The same for any data: bodies, and the items in them. */
export function visitDataPaths(data: object, visit: (path: string) => void): void {
  if (Array.isArray(data)) {
    for (let i = 0; i < data.length; i++) if (isData(data[i])) visitDataPaths(data[i], visit);
    return;
  }
  const row = data as Readonly<Record<string, unknown>>;
  if (row.kind === "atom") return;
  // a struct literal names its type as a type does
  if ((row.kind === "path" || row.kind === "struct") && typeof row.path === "string") visit(row.path);
  for (const key in row) {
    const value = row[key];
    if (isData(value)) visitDataPaths(value, visit);
  }
}

const isData = (value: unknown): value is object => typeof value === "object" && value !== null;

/**
 * The same data with type names replaced, and value names where an atom is nothing but one. What holds none of them is not copied: most of a
 * body does not.
 */
export function replacePaths<T>(data: T, replacement: ReadonlyMap<string, string>): T {
  if (Array.isArray(data)) return replacedList(data, replacement) as T;
  if (typeof data !== "object" || data === null) return data;
  const row = data as Readonly<Record<string, unknown>>;
  const nameKey = row.kind === "path" || row.kind === "struct" ? "path" : row.kind === "atom" ? "text" : undefined;
  let out: Record<string, unknown> | undefined;
  for (const key in row) {
    const value = row[key];
    const replaced =
      key === nameKey && typeof value === "string"
        ? (replacement.get(value) ?? value)
        : isData(value)
          ? replacePaths(value, replacement)
          : value;
    if (replaced === value) continue;
    out ??= { ...row };
    out[key] = replaced;
  }
  return (out ?? data) as T;
}

function replacedList(list: readonly unknown[], replacement: ReadonlyMap<string, string>): readonly unknown[] {
  let out: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const replaced = replacePaths(list[i], replacement);
    if (replaced === list[i]) continue;
    out ??= list.slice();
    out[i] = replaced;
  }
  return out ?? list;
}
