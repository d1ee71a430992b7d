/**
 * Rust names for C names: keywords as raw identifiers, and the few that cannot be raw with an underscore behind; header paths as
 * module paths. In: C identifiers and include names. Out: legal Rust identifiers.
 * Source: Rust Reference, "Identifiers" and "Keywords"; "Modules" for file names.
 */

/** Strict and reserved keywords of every edition up to 2024, and the literals `true` and `false`. */
const keywords = new Set(
  (
    "as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self " +
    "static struct super trait true type unsafe use where while async await dyn abstract become box do final macro override priv " +
    "typeof unsized virtual yield try gen _"
  ).split(" "),
);

/** Keywords that `r#` does not accept. */
const neverRaw = new Set(["crate", "self", "Self", "super", "_"]);

/** Rust's primitive types: a C type of such a name would hide them where it is in scope. */
export const primitiveTypes: ReadonlySet<string> = new Set(
  "bool char str u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f16 f32 f64 f128".split(" "),
);

/** Crates that are in scope everywhere: a type of such a name at a root makes every `core::…` there ambiguous. */
export const preludeCrates: ReadonlySet<string> = new Set(["core", "std", "alloc", "proc_macro", "test"]);

/**
 * `type` → `r#type`, `self` → `self_`, `a$b` → `a_24b`; every other C identifier is a Rust identifier as it is. What looks like the name of
 * such a keyword gets one more underscore, `self_` → `self__`, so that two names do not become one.
 */
export function rustName(cName: string): string {
  if (cName.charCodeAt(cName.length - 1) === underscore && besideKeyword.test(cName)) return `${cName}_`;
  // no keyword is longer than `unsized` and `continue`
  if (cName.length > 8 || !keywords.has(cName))
    return identifier.test(cName) ? cName : cName.replace(/[^A-Za-z0-9_]/g, (letter) => `_${hex(letter)}`);
  return neverRaw.has(cName) ? `${cName}_` : `r#${cName}`;
}

/** Of a label, which no `r#` makes of a keyword: `loop` → `loop_`. */
export function rustLabel(cName: string): string {
  const name = rustName(cName);
  return name.startsWith("r#") ? `${name.slice(2)}_` : name;
}

const underscore = "_".charCodeAt(0);
const besideKeyword = /^(?:crate|self|Self|super|_)_*$/;
const hex = (letter: string): string => letter.charCodeAt(0).toString(16);

/** Macros that are in scope everywhere, and attributes of rustc's own: `use` of another macro of such a name, and calls of it, are ambiguous. */
const preludeMacros = new Set(
  (
    "assert assert_eq assert_ne cfg column compile_error concat concat_bytes concat_idents dbg debug_assert debug_assert_eq debug_assert_ne " +
    "env eprint eprintln file format format_args include include_bytes include_str line log_syntax matches module_path option_env panic " +
    "print println stringify thread_local todo trace_macros try unimplemented unreachable vec write writeln " +
    "allow automatically_derived bench cfg_attr cfg_eval cold coverage crate_name crate_type debugger_visualizer deny deprecated derive doc " +
    "expect export_name feature forbid global_allocator ignore inline instruction_set link link_name link_ordinal link_section macro_escape " +
    "macro_export macro_use may_dangle must_use naked no_core no_implicit_prelude no_link no_main no_mangle no_std non_exhaustive optimize " +
    "panic_handler path proc_macro proc_macro_attribute proc_macro_derive recursion_limit repr should_panic target_feature test test_case " +
    "track_caller type_length_limit used warn windows_subsystem"
  ).split(" "),
);

/** Of a macro that is `use`d by its name, as those of a single file are: `assert` → `assert_`. */
export function macroNameInFile(cName: string): string {
  const stem = cName.replace(/_+$/, "");
  return preludeMacros.has(stem) ? `${cName}_` : rustName(cName);
}

/** `r#type` → `type`: the name that a symbol, a file or a derived name is made of. */
export function withoutRaw(name: string): string {
  return name.startsWith("r#") ? name.slice(2) : name;
}

/** ASCII identifiers; clang takes `$` and letters beyond ASCII as well, which Rust does not or only some of. */
const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Part of a file's name, as letters that an identifier may have. */
export const identifierOf = (part: string): string => part.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=[0-9])/, "_");

/**
 * Module path of a header: `sys/_mutex.h` → `sys::_mutex`, `sys/type.h` → `sys::r#type`, `net/if-x.y.h` → `net::if_x_y`.
 * A module `mod` would be the file mod.rs, which Rust reads as its parent; `lib` and `main` are crate roots: they get an underscore.
 */
export function modulePath(includeName: string): string[] {
  const bare = includeName.replace(/\.(h|hpp|hh|hxx|H|inc|def)$/, "");
  const segments = bare.split("/").filter((part) => part !== "" && part !== "." && part !== "..");
  const path = segments.map((part, index) => {
    let name = identifierOf(part);
    if (name === "mod" || (index === 0 && (name === "lib" || name === "main"))) name += "_";
    return rustName(name);
  });
  return path.length > 0 ? path : ["input"];
}

/** A macro's parameter behind its `$`, where keywords are as good as any name; `$crate` is Rust's own. Two names do not become one, as above. */
export function macroParameterName(name: string): string {
  if (name === "__VA_ARGS__") return "arguments";
  if (/^(?:crate|arguments|_)_*$/.test(name)) return `${name}_`;
  return name.replace(/[^A-Za-z0-9_]/g, (letter) => `_${hex(letter)}`);
}
