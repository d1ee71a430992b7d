/**
 * Size and alignment that rustc gives the Rust type of a C type, which need not be C's: an alias does not carry its typedef's
 * aligned(n), `_Atomic(T)` is T. In: a C type of a program, layouts of the records' Rust types; out: BYTES, with what else decides how a member
 * can be spelled. Follows the translation of `rust-type.ts`. Source: The Rust Reference, "Type layout"; LLVM's data layouts.
 */
import { assertNever, type Bytes, bytes, type Target, type TypeSize } from "../base/index.js";
import type { CProgram, RecordId, TypeId } from "../semantics/index.js";
import type { MemberRustType, RecordShape } from "./record-shape.js";

export type RustTypeLayout = Omit<MemberRustType, "type">;

export interface RustTypeLayoutInput {
  readonly program: Pick<CProgram, "types" | "enums" | "typedefs">;
  readonly target: Target;
  /** Minor version of Rust, 77 for 1.77. */
  readonly rustMinor: number;
  /** Shape of a record; undefined where it has no Rust type of its own size. Inner records come first. */
  readonly shapeOf: (record: RecordId) => Pick<RecordShape, "size" | "align" | "copy" | "holdsReprAlign"> | undefined;
  /** The caller's memory of answers for this program. */
  readonly known: Map<TypeId, RustTypeLayout>;
}

/** Undefined for what has no size in Rust: functions, void, incomplete records, types that were not understood. */
export function rustTypeLayout(input: RustTypeLayoutInput, type: TypeId): RustTypeLayout | undefined {
  const known = input.known.get(type);
  if (known !== undefined) return known;
  const found = measure(input, type);
  if (found !== undefined) input.known.set(type, found);
  return found;
}

function measure(input: RustTypeLayoutInput, type: TypeId): RustTypeLayout | undefined {
  const { program, target } = input;
  const row = program.types[type];
  switch (row.kind) {
    case "integer": {
      const size = target.integers[row.name];
      if (size?.size !== 16) return primitive(size);
      return primitive({ size: size.size, align: int128Align(target, input.rustMinor) });
    }
    case "float": {
      const size = target.floats[row.name];
      return row.name === "float" || row.name === "double" ? primitive(size) : alignedBytes(size);
    }
    case "complex": {
      const part = target.floats[row.of];
      return part && alignedBytes({ size: bytes(part.size * 2), align: part.align });
    }
    case "pointer":
    case "block-pointer":
      return primitive(target.pointer);
    case "qualified":
    case "atomic":
      return rustTypeLayout(input, row.of);
    case "array": {
      const element = rustTypeLayout(input, row.of);
      if (element === undefined || row.length === "variable") return undefined;
      const length = row.length === "incomplete" ? 0 : row.length;
      return { ...element, size: bytes(element.size * length) };
    }
    case "record":
      return input.shapeOf(row.record);
    case "enum":
      return rustTypeLayout(input, program.enums[row.enum].type);
    case "typedef":
      return rustTypeLayout(input, program.typedefs[row.typedef].type);
    case "vector": {
      const element = rustTypeLayout(input, row.of);
      if (element === undefined) return undefined;
      const size = bytes(2 ** Math.ceil(Math.log2(element.size * row.length)));
      return alignedBytes({ size, align: bytes(Math.min(size, target.maxVectorAlign ?? size)) });
    }
    case "va-list":
      return target.vaList.kind === "pointer" ? primitive(target.pointer) : alignedBytes(target.vaList);
    case "void":
    case "function":
    case "sizeless":
    case "error":
      return undefined;
    default:
      return assertNever(row);
  }
}

function primitive(size: TypeSize | undefined): RustTypeLayout | undefined {
  return size && { size: size.size, align: size.align, copy: true, holdsReprAlign: false };
}

function alignedBytes(size: TypeSize | undefined): RustTypeLayout | undefined {
  return size && { size: size.size, align: size.align, copy: true, holdsReprAlign: true };
}

/**
 * Since when Rust aligns 128-bit integers to 16 bytes, by the CPU of its target name; to 8 before. Elsewhere: always 16.
 * x86: LLVM 18's data layout, Rust 1.77 (blog.rust-lang.org/2024/03/30/i128-layout-update.html). PowerPC, MIPS, SPARC, WebAssembly: LLVM 20's,
 * Rust 1.87. S/390 aligns no more than to 8.
 */
const int128Since: readonly (readonly [cpu: RegExp, minor: number])[] = [
  [/^(x86_64|i.86)-/, 77],
  [/^(powerpc64|mips64|sparc64|wasm32)/, 87],
  [/^s390x-/, Number.POSITIVE_INFINITY],
];

export function int128Align(target: Pick<Target, "rustTarget">, rustMinor: number): Bytes {
  const row = int128Since.find(([cpu]) => cpu.test(target.rustTarget));
  return bytes(row !== undefined && rustMinor < row[1] ? 8 : 16);
}
