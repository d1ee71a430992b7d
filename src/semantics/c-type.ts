/**
 * C types as plain data (C11 6.2.5). Types are rows of `CProgram.types`, hash-consed: two structurally equal types have one id, typedef
 * names kept as sugar. Records, enums and typedefs are referred to by id, so that recursive types stay finite.
 */
import type { Bits, Bytes, FloatKind, IntegerKind, Place, SourceId } from "../base/index.js";

export type TypeId = number & { readonly __id: "type" };
export type RecordId = number & { readonly __id: "record" };
export type EnumId = number & { readonly __id: "enum" };
export type TypedefId = number & { readonly __id: "typedef" };

export type CType =
  | { readonly kind: "void" }
  | { readonly kind: "integer"; readonly name: IntegerKind }
  | { readonly kind: "float"; readonly name: FloatKind }
  | { readonly kind: "complex"; readonly of: FloatKind }
  | { readonly kind: "pointer"; readonly to: TypeId }
  | { readonly kind: "block-pointer"; readonly to: TypeId }
  /** At least one of the qualifiers is set, or an address space given. */
  | {
      readonly kind: "qualified";
      readonly of: TypeId;
      readonly const: boolean;
      readonly volatile: boolean;
      readonly restrict: boolean;
      /** `__attribute__((address_space(n)))`; clang on x86: 256 is what %gs points to, 257 %fs. */
      readonly addressSpace?: number;
    }
  /** `length` in elements; "incomplete" is `[]` (a flexible array member, or an array of unknown size), "variable" a VLA. */
  | { readonly kind: "array"; readonly of: TypeId; readonly length: number | "incomplete" | "variable" }
  | FunctionType
  | { readonly kind: "record"; readonly record: RecordId }
  | { readonly kind: "enum"; readonly enum: EnumId }
  | { readonly kind: "typedef"; readonly typedef: TypedefId }
  /** GNU vector_size, clang ext_vector_type: `length` elements. */
  | { readonly kind: "vector"; readonly of: TypeId; readonly length: number }
  | { readonly kind: "atomic"; readonly of: TypeId }
  /** `__builtin_va_list`; its size is the target's. */
  | { readonly kind: "va-list" }
  /** A type of the compiler's whose size no one knows before the program runs: SVE's and RVV's vectors. By its name there (`__SVBool_t`). */
  | { readonly kind: "sizeless"; readonly name: string }
  /** Something not understood; a diagnostic says what. Whatever contains it by value is opaque or left out. */
  | { readonly kind: "error" };

export interface FunctionType {
  readonly kind: "function";
  readonly returns: TypeId;
  /** Adjusted types (arrays and functions as pointers, C11 6.7.6.3p7-8), names where the declaration gave them. */
  readonly parameters: readonly { readonly name: string | undefined; readonly type: TypeId }[];
  readonly variadic: boolean;
  /** False for `()`. */
  readonly prototype: boolean;
  readonly noreturn: boolean;
  /** Attribute that gives another calling convention than the target's C one: `ms_abi`, `stdcall`. */
  readonly convention?: string | undefined;
}

/** Where a declaration stands, and what the text around it says. Shared by all declarations. */
export interface Origin {
  /** Place of the declared name in the text (of the outermost macro name where a macro gave it). */
  readonly place: Place;
  /** Source that holds `place`: it decides the module. */
  readonly source: SourceId;
  /** First and last token of the declaration in the unit's TokenStream, inclusive. */
  readonly firstToken: number;
  readonly lastToken: number;
  /** Text of the comment above it, or behind it on its line, without comment marks and leading stars; undefined where none. */
  readonly comment: string | undefined;
  /** Kernel options that the conditionals around it asked about, sorted. */
  readonly options: readonly string[];
}

export interface CMember {
  /** Undefined for an anonymous struct or union and for an unnamed bit-field. */
  readonly name: string | undefined;
  readonly type: TypeId;
  /** Width in BITS of a bit-field; undefined for a plain member. */
  readonly bitWidth: Bits | undefined;
  /** Alignment in BYTES asked for by attributes on the member (`aligned`, _Alignas), the largest; undefined where none. */
  readonly aligned: Bytes | undefined;
  /** `__attribute__((packed))` on the member. */
  readonly packed: boolean;
  readonly origin: Origin;
}

/** A record as declared, before layout. */
export interface RecordDefinition {
  readonly tagKind: "struct" | "union";
  readonly members: readonly CMember[];
  /** packed on the record (or `#pragma pack` as `pack`, in BYTES). */
  readonly packed: boolean;
  readonly pack: Bytes | undefined;
  /** `ms_struct`, by attribute or pragma: bit-fields have storage units of their types, as Microsoft's compilers lay them out. */
  readonly msStruct?: boolean;
  /** aligned(n) on the record, BYTES, the largest. */
  readonly aligned: Bytes | undefined;
  /** `randomize_layout` and other layout changers that are not handled: the record is opaque. */
  readonly unsupported: string | undefined;
  /** `transparent_union`: passed as its first member is (GCC: Common Type Attributes). Changes no layout. */
  readonly transparent?: boolean;
}

export interface MemberLayout {
  /** From the record's start, BITS. For a bit-field, of its first (lowest-offset) bit in memory order of the ABI. */
  readonly offset: Bits;
  /** Size in BITS that the member takes: its width for a bit-field, else its type's size. */
  readonly size: Bits;
}

export interface RecordLayout {
  readonly size: Bytes;
  readonly align: Bytes;
  /** Same order and length as `RecordDefinition.members`. */
  readonly members: readonly MemberLayout[];
}

export interface CRecord {
  readonly id: RecordId;
  readonly tagKind: "struct" | "union";
  readonly tag: string | undefined;
  /** Undefined while incomplete at the end of the unit. */
  readonly definition: RecordDefinition | undefined;
  /** Undefined where incomplete or where layout failed (diagnosed). */
  readonly layout: RecordLayout | undefined;
  /** For a record without a tag: what names it. */
  readonly holder:
    | { readonly kind: "member"; readonly record: RecordId; readonly member: string }
    | { readonly kind: "anonymous-member"; readonly record: RecordId; readonly index: number }
    | { readonly kind: "typedef"; readonly typedef: TypedefId }
    | { readonly kind: "declaration"; readonly name: string }
    | undefined;
  /** C11 6.2.1: a tag first named in a parameter list or a block is another type than one of that name at file scope. */
  readonly scope: "file" | "prototype" | "block";
  /** Of the definition, or of the first mention. */
  readonly origin: Origin;
}

export interface CEnum {
  readonly id: EnumId;
  readonly tag: string | undefined;
  /** The compatible integer type (C11 6.7.2.2p4): what clang takes. */
  readonly type: TypeId;
  readonly enumerators: readonly CEnumerator[];
  readonly complete: boolean;
  /** aligned(n) on the enum, BYTES. */
  readonly aligned: Bytes | undefined;
  readonly scope: "file" | "prototype" | "block";
  readonly origin: Origin;
}

export interface CEnumerator {
  readonly name: string;
  readonly value: bigint;
  /** Type of the constant as an expression: int, or what clang gives where int cannot hold it. */
  readonly type: TypeId;
  readonly origin: Origin;
}

export interface CTypedef {
  readonly id: TypedefId;
  readonly name: string;
  readonly type: TypeId;
  /** aligned(n) on the typedef, BYTES: the alignment of the type by this name, which may be less than the natural one. */
  readonly aligned: Bytes | undefined;
  /** "block": declared inside a function or a statement expression; "macro": given by whoever calls a macro. Neither is a name of the unit. */
  readonly scope: "file" | "block" | "macro";
  readonly origin: Origin;
}
