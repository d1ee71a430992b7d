/**
 * Names in macros: absolute from the crate's root, because a macro's text is read where it is called. In: data of a macro's expansion. Out: the
 * same with `$crate::` before every item of the crate, `core::ffi::` before its types, and the caller's types by their `$name`.
 */
import { openTypeName, placeholderIndex } from "../semantics/index.js";
import { primitiveTypes, rustName } from "./rust-name.js";
import { ffiNames } from "./spelling.js";
import { replacePaths, visitDataPaths } from "./type-paths.js";

export interface CratePaths {
  /** `$crate::`; empty in a single file. */
  readonly prefix: string;
  readonly core: string;
  /** `$name` of a parameter. */
  readonly parameter: (index: number) => string;
  /** Told of each type of the crate. */
  readonly names?: (type: string) => void;
}

/** @param values C names of the values that the data refers to */
export function withCratePaths<T extends object>(data: T, values: readonly string[], paths: CratePaths): T {
  const names = new Map<string, string>();
  visitDataPaths(data, (name) => {
    const parameter = placeholderIndex(name);
    if (name === openTypeName) names.set(name, "_");
    else if (parameter !== undefined) names.set(name, paths.parameter(parameter));
    else if (ffiNames.has(name)) names.set(name, `${paths.core}::ffi::${name}`);
    else if (/^(r#)?\w+$/.test(name) && name !== "_" && !primitiveTypes.has(name)) {
      names.set(name, `${paths.prefix}${name}`);
      paths.names?.(name);
    }
  });
  for (const value of values) names.set(rustName(value), `${paths.prefix}${rustName(value)}`);
  return names.size === 0 ? data : replacePaths(data, names);
}
