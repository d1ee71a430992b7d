/** Rust's names of C's integer types, as checks write them: said anew, so that the translation does not judge itself. */
import type { IntegerKind, Target } from "../base/index.js";

/** Plain char is not `c_char` where the compiler's flags gave it the other sign. */
export function integerName(kind: IntegerKind, { charIsSigned, ffiCharIsSigned }: Target): string {
  if (kind !== "char") return integers[kind];
  if (ffiCharIsSigned === undefined) return "core::ffi::c_char";
  return charIsSigned ? integers["signed char"] : integers["unsigned char"];
}

const integers: Readonly<Record<Exclude<IntegerKind, "char">, string>> = {
  bool: "bool",
  "signed char": "core::ffi::c_schar",
  "unsigned char": "core::ffi::c_uchar",
  short: "core::ffi::c_short",
  "unsigned short": "core::ffi::c_ushort",
  int: "core::ffi::c_int",
  "unsigned int": "core::ffi::c_uint",
  long: "core::ffi::c_long",
  "unsigned long": "core::ffi::c_ulong",
  "long long": "core::ffi::c_longlong",
  "unsigned long long": "core::ffi::c_ulonglong",
  __int128: "i128",
  "unsigned __int128": "u128",
};
