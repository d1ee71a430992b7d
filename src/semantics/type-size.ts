/**
 * Size and alignment of C types (C11 6.5.3.4, the psABI's tables through Target). In: a type id, the tables of types and tags; out:
 * BYTES. Record layout asks this for its members' types; the answer for a record comes from its layout, made when it was completed.
 *
 * Alignment rules are clang's (ASTContext::getTypeInfo): an `aligned` typedef replaces the alignment of the type it names, also
 * downwards; arrays and qualified types have their element's; `_Atomic` rounds up to a power of two and aligns to its size.
 */
import { type Bytes, bytes, type Target, type TypeSize } from "../base/index.js";
import type { TypeId } from "./c-type.js";
import type { TagTable } from "./tag-table.js";
import type { TypeTable } from "./type-table.js";

export class TypeSizer {
  readonly #known: (TypeSize | undefined)[] = [];

  constructor(
    private readonly types: TypeTable,
    private readonly tags: TagTable,
    private readonly target: Target,
  ) {}

  /**
   * Undefined for an incomplete type, a function, void, or a type that was not understood. An array of unknown length (a flexible
   * array member) has size 0 and its element's alignment.
   */
  sizeAlign(type: TypeId): TypeSize | undefined {
    const known = this.#known[type];
    if (known !== undefined) return known;
    const found = this.#measure(type);
    // An incomplete type may be completed later; a size, once known, stays.
    if (found !== undefined) this.#known[type] = found;
    return found;
  }

  /** Whether its size has been asked for, and was there. */
  isMeasured(type: TypeId): boolean {
    return this.#known[type] !== undefined;
  }

  /** Size for `sizeof`: as `sizeAlign`, but an array of unknown length has none. BYTES. */
  sizeOf(type: TypeId): Bytes | undefined {
    if (this.isFlexibleArray(type)) return undefined;
    return this.sizeAlign(type)?.size;
  }

  /** Integer types, _Bool and complete enums: what C and clang let a bit-field have. */
  isBitFieldType(type: TypeId): boolean {
    const shape = this.types.shape(type);
    return shape.kind === "integer" || (shape.kind === "enum" && this.tags.enums[shape.enum].complete);
  }

  isBool(type: TypeId): boolean {
    const shape = this.types.shape(type);
    return shape.kind === "integer" && shape.name === "bool";
  }

  /** Size of an arithmetic type, or of such an array's elements, BYTES; undefined of other types (enums, complex ones), and of `T x[]`. */
  basicSize(type: TypeId): Bytes | undefined {
    const shape = this.types.shape(type);
    if (shape.kind === "array") return shape.length === "incomplete" ? undefined : this.basicSize(shape.of);
    return shape.kind === "integer" || shape.kind === "float" ? this.sizeAlign(type)?.size : undefined;
  }

  /** True for `T x[]`. */
  isFlexibleArray(type: TypeId): boolean {
    const shape = this.types.shape(type);
    return shape.kind === "array" && shape.length === "incomplete";
  }

  #measure(type: TypeId): TypeSize | undefined {
    const row = this.types.row(type);
    const { target } = this;
    switch (row.kind) {
      case "integer":
        return target.integers[row.name];
      case "float":
        return target.floats[row.name];
      case "complex": {
        const part = target.floats[row.of];
        return part && { ...part, size: bytes(part.size * 2) };
      }
      case "pointer":
      case "block-pointer":
        return target.pointer;
      case "qualified":
        return this.sizeAlign(row.of);
      case "array": {
        const element = this.sizeAlign(row.of);
        if (element === undefined || row.length === "variable") return undefined;
        const length = row.length === "incomplete" ? 0 : row.length;
        return { ...element, size: bytes(element.size * length) };
      }
      case "record": {
        const record = this.tags.records[row.record];
        return record.layout && { size: record.layout.size, align: record.layout.align };
      }
      case "enum": {
        const entry = this.tags.enums[row.enum];
        if (!entry.complete) return undefined;
        const size = this.sizeAlign(entry.type);
        if (size === undefined || entry.aligned === undefined) return size;
        return { size: size.size, align: entry.aligned };
      }
      case "typedef": {
        const named = this.types.typedefs[row.typedef];
        const size = this.sizeAlign(named.type);
        if (size === undefined || named.aligned === undefined) return size;
        return { size: size.size, align: named.aligned };
      }
      case "vector":
        return this.#vector(row.of, row.length);
      case "atomic":
        return this.#atomic(row.of);
      case "va-list": {
        const list = target.vaList;
        if (list.kind === "pointer") return target.pointer;
        return { size: list.size, align: list.align };
      }
      case "void":
      case "function":
      case "sizeless":
      case "error":
        return undefined;
    }
  }

  /** clang: a vector is as large as its elements, rounded up to a power of two, and aligned to that, up to the target's limit. One of _Bool has a bit for each. */
  #vector(of: TypeId, length: number): TypeSize | undefined {
    const element = this.sizeAlign(of);
    if (element === undefined) return undefined;
    const size = powerOfTwo(this.isBool(of) ? Math.ceil(length / 8) : element.size * length);
    const limit = this.target.maxVectorAlign ?? size;
    return { size: bytes(size), align: bytes(Math.min(size, limit)) };
  }

  #atomic(of: TypeId): TypeSize | undefined {
    const inner = this.sizeAlign(of);
    if (inner === undefined) return undefined;
    // clang: an operation needs something to operate on.
    if (inner.size === 0) return { size: bytes(1), align: inner.align };
    const limit = this.target.maxAtomicPromote ?? this.target.pointer.size * 2;
    if (inner.size > limit) return inner;
    const size = bytes(powerOfTwo(inner.size));
    return { size, align: size };
  }
}

function powerOfTwo(n: number): number {
  let power = 1;
  while (power < n) power *= 2;
  return power;
}
