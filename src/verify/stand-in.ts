/**
 * A crate for one machine, changed so that it compiles on another with the same sizes: what rustc can judge where it has no core library
 * for the first. Instructions become code that is never reached, `c_char` the first machine's. Types, layouts, constants and signatures stay
 * as they are.
 */
export const standInChar = "kpigen_char";

/** @param charIsSigned of the machine that the crate is for */
export function standInFiles(files: ReadonlyMap<string, string>, charIsSigned: boolean): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, text]) => [path, path.endsWith(".rs") ? standInText(text) : text])).set(
    ...standInRoot(files, charIsSigned),
  );
}

/** Text that names things of the crate by `crate::`, and is in its macros or imports all of it. */
export function standInText(text: string): string {
  return text
    .replace(/(?:::)?\bcore::arch::(global_)?asm!/g, "crate::kpigen_$1instructions!")
    .replace(/\buse (?:::)?core::ffi::\s*\{([^}]*)\};/g, (whole, names: string) => {
      const others = names.split(",").filter((name) => name.trim() !== "c_char");
      if (others.length === names.split(",").length) return whole;
      return `use core::ffi::{${others.join(",")}};\nuse crate::${standInChar} as c_char;`;
    })
    .replace(/\buse (?:::)?core::ffi::c_char;/g, `use crate::${standInChar} as c_char;`)
    .replace(/(?:::)?\bcore::ffi::c_char\b/g, `crate::${standInChar}`)
    .replace(/\.as_ptr\(\)/g, `.as_ptr().cast::<crate::${standInChar}>()`);
}

function standInRoot(files: ReadonlyMap<string, string>, charIsSigned: boolean): [path: string, text: string] {
  const path = files.has("lib.rs") ? "lib.rs" : "src/lib.rs";
  const allowed = "#![allow(unused, unreachable_code)]";
  return [path, `${allowed}\n${standInText(files.get(path) ?? "")}\n${standInHelpers(charIsSigned).join("\n")}\n`];
}

/** What the changed text needs at the root of its crate, a line each. */
export const standInHelpers = (charIsSigned: boolean): readonly string[] => [
  `#[allow(non_camel_case_types)] pub type ${standInChar} = ${charIsSigned ? "i8" : "u8"};`,
  "#[macro_export] macro_rules! kpigen_instructions { ($($t:tt)*) => { loop {} } }",
  "#[macro_export] macro_rules! kpigen_global_instructions { ($($t:tt)*) => {} }",
];
