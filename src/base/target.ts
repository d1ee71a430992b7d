/**
 * A machine's C ABI as data: a row of rules/targets. Sizes and alignments come from the compiler of that target
 * (`clang -target T -E -dM` and its record layouts).
 */
import type { Bytes } from "./units.js";

export type IntegerKind =
  | "bool"
  | "char"
  | "signed char"
  | "unsigned char"
  | "short"
  | "unsigned short"
  | "int"
  | "unsigned int"
  | "long"
  | "unsigned long"
  | "long long"
  | "unsigned long long"
  | "__int128"
  | "unsigned __int128";

export type FloatKind = "float" | "double" | "long double" | "_Float16" | "__float128" | "__bf16" | "__fp16" | "__mfp8";

export interface TypeSize {
  readonly size: Bytes;
  /** ABI alignment: what `_Alignof` gives and record layout uses. */
  readonly align: Bytes;
  /** What `__alignof__` gives where that is more: 8 for double and long long on i386. */
  readonly preferred?: Bytes;
}

export interface Target {
  /** LLVM triple: `x86_64-unknown-freebsd14.0`. */
  readonly triple: string;
  /** Rust's target name where it has one: `x86_64-unknown-freebsd`. */
  readonly rustTarget: string;
  /** What a compiler is given beside the triple: `-march=rv64gc`, where the triple alone means other instructions than Rust's target. */
  readonly flags?: readonly string[];
  /** FreeBSD's MACHINE: amd64, arm64, i386, arm, riscv, powerpc. For `bind` of other systems, the same CPU's name. */
  readonly machine: string;
  /** FreeBSD's MACHINE_ARCH: amd64, aarch64, i386, armv7, riscv64, powerpc64, powerpc64le. */
  readonly machineArch: string;
  readonly endian: "little" | "big";
  readonly charIsSigned: boolean;
  /** The sign of Rust's `core::ffi::c_char`, where the compiler's flags gave char the other one. */
  readonly ffiCharIsSigned?: boolean;
  readonly pointer: TypeSize;
  readonly integers: Readonly<Record<IntegerKind, TypeSize | undefined>>;
  readonly floats: Readonly<Partial<Record<FloatKind, TypeSize | undefined>>>;
  readonly sizeType: IntegerKind;
  readonly ptrdiffType: IntegerKind;
  readonly wcharType: IntegerKind;
  /** Alignment given by a plain `__attribute__((aligned))`. */
  readonly maxAlign: Bytes;
  /** Largest `_Atomic(T)` that is rounded up to a power of two and aligned to it, BYTES (clang's MaxAtomicPromoteWidth); twice a pointer where absent. */
  readonly maxAtomicPromote?: Bytes;
  /** Largest natural alignment of a vector, BYTES (AAPCS: 8, AAPCS64: 16); its size where absent. */
  readonly maxVectorAlign?: Bytes;
  /** How bit-fields are laid out. */
  readonly bitField: {
    /** AAPCS: even an unnamed zero-width or a plain bit-field's container type aligns the record. */
    readonly zeroWidthAlignsRecord: boolean;
    /** False on i386-like ABIs where unnamed bit-fields do not align the record (System V: they do not). */
    readonly unnamedAlignsRecord: boolean;
  };
  /** `__builtin_va_list`: a `char *`, or a record array of this size. */
  readonly vaList:
    | { readonly kind: "pointer" }
    | { readonly kind: "record"; readonly size: Bytes; readonly align: Bytes; readonly array: boolean };
  /** What the compiler puts before a C name to make its symbol (`__USER_LABEL_PREFIX__`): `_` in Mach-O; nothing where absent. */
  readonly symbolPrefix?: string;
  /** Text of `#define` lines as `clang -E -dM` prints them for the target. */
  readonly predefined: string;
}
