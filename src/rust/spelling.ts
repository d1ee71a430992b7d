/**
 * How Rust's own names are written so that no C name can hide them: `Option` where C declares no type of that name, else
 * `core::option::Option`; `::core` where C has a type or a directory `core`. One answer for a whole crate, so that text stays alike.
 */
export interface Spelling {
  /** `core` or `::core`. */
  readonly core: string;
  readonly option: string;
  /** `None` and `Some`, by their paths where C has a value of the name. */
  readonly none: string;
  readonly some: string;
  /** Is it the name of a C type or a module? */
  readonly taken: (name: string) => boolean;
  /** `c_int`, imported from core::ffi at the top of a module; the whole path where C declares a type of that name. */
  readonly ffi: (name: string) => string;
}

/** Names that a module may import from `core::ffi`. */
export const ffiNames: ReadonlySet<string> = new Set(
  "c_char c_schar c_uchar c_short c_ushort c_int c_uint c_long c_ulong c_longlong c_ulonglong c_void CStr".split(" "),
);

/**
 * @param taken Rust names of C types and of modules at the root
 * @param isValue is it the name of a function, a variable, a constant or a macro?
 */
export function spellingFor(taken: (name: string) => boolean, isValue: (name: string) => boolean): Spelling {
  const core = taken("core") ? "::core" : "core";
  const variant = (name: string): string => (taken(name) || isValue(name) ? `${core}::option::Option::${name}` : name);
  return {
    core,
    taken,
    none: variant("None"),
    some: variant("Some"),
    option: taken("Option") ? `${core}::option::Option` : "Option",
    ffi: (name) => (taken(name) ? `${core}::ffi::${name}` : name),
  };
}
