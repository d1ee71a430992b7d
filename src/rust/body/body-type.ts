/**
 * C types as Rust sees them in bodies. A key is the resolved Rust type as text, aliases gone: `u32` for uint32_t and unsigned int alike,
 * `usize` for size_t, `*mut struct mtx`. Values of equal keys need no cast; C's typedefs show only in the spelled type.
 * In: rows of CProgram.types. Out: keys, and what they say of width, sign and kind.
 */
import { assertNever, type IntegerKind } from "../../base/index.js";
import type { CType, FunctionType, RecordId, TypeId } from "../../semantics/index.js";
import type { RustType } from "../rust-crate.js";
import { isSigned, samePrimitive } from "../rust-type.js";
import type { Translation } from "../translation.js";
import { refuse } from "./body-state.js";

export type TypeKey = string;

export interface IntegerShape {
  readonly bits: number;
  readonly signed: boolean;
}

export interface BodyTypes {
  readonly key: (type: TypeId) => TypeKey;
  readonly rust: (type: TypeId) => RustType;
  readonly canonical: (type: TypeId) => CType;
  /** Of an integer key; undefined for bool and everything else. */
  readonly integer: (key: TypeKey) => IntegerShape | undefined;
  /** BYTES in C; undefined where incomplete. */
  readonly size: (type: TypeId) => number | undefined;
  /** What a pointer points to. */
  readonly pointee: (type: TypeId) => TypeId | undefined;
  readonly record: (type: TypeId) => RecordId | undefined;
  readonly copy: (type: TypeId) => boolean;
  /** Integer type below an enum. */
  readonly enumInteger: (type: TypeId) => TypeId | undefined;
}

export const isPointerKey = (key: TypeKey): boolean => key.startsWith("*");
export const isFunctionKey = (key: TypeKey): boolean => key.startsWith("fn(");
export const isFloatKey = (key: TypeKey): boolean => key === "f32" || key === "f64";
/** What Rust has no type for: bytes of the right size. */
export const isBytesKey = (key: TypeKey): boolean => key.startsWith("bytes ");
/** In a message: such a type as C has it. */
export const bytesName = (key: TypeKey): string => key.replace(/^bytes /, "");
export const isNewtypeKey = (key: TypeKey): boolean => key.startsWith("newtype ");
/** `*mut T` and `*const T`: T. */
export const pointeeKey = (key: TypeKey): TypeKey => key.slice(key.indexOf(" ") + 1);

/** @param open types may be the caller's of a macro: their key is `?` */
export function createBodyTypes(t: Translation, open = false): BodyTypes {
  const { program } = t;
  const { target } = t.input;
  const keys: (TypeKey | undefined)[] = new Array(program.types.length);
  const shapes = new Map<TypeKey, IntegerShape | undefined>();

  function key(type: TypeId): TypeKey {
    const known = keys[type];
    if (known !== undefined) return known;
    const made = keyOf(program.types[type], type);
    keys[type] = made;
    return made;
  }

  /** What the caller of a macro decides is left to Rust to find: `_`; the caller's types have their placeholders' names. */
  function openType(type: TypeId): RustType {
    const row = program.types[type];
    switch (row.kind) {
      case "error":
        return { kind: "path", path: "_" };
      case "qualified":
        return openType(row.of);
      case "pointer":
        return t.types.canonical(row.to).kind === "function"
          ? t.types.of(type)
          : { kind: "pointer", mutable: !t.types.isConst(row.to), to: openType(row.to) };
      case "array":
        return {
          kind: "array",
          of: openType(row.of),
          length: typeof row.length === "number" ? String(row.length) : "0",
        };
      default:
        return t.types.of(type);
    }
  }

  function integerKey(kind: IntegerKind): TypeKey {
    if (kind === "bool") return "bool";
    return `${isSigned(kind, target) ? "i" : "u"}${(target.integers[kind]?.size ?? 0) * 8}`;
  }

  function keyOf(row: CType, type: TypeId): TypeKey {
    switch (row.kind) {
      case "void":
        return "c_void";
      case "integer":
        return integerKey(row.name);
      case "float":
        if (row.name === "float") return "f32";
        if (row.name === "double") return "f64";
        return `bytes ${row.name}`;
      case "pointer": {
        const to = t.types.canonical(row.to);
        if (to.kind === "function") {
          return t.types.uncallable(to) === undefined ? functionKey(to) : "*mut c_void";
        }
        return `*${t.types.isConst(row.to) ? "const" : "mut"} ${key(row.to)}`;
      }
      case "block-pointer":
        return "*mut c_void";
      case "qualified":
      case "atomic":
        return key(row.of);
      case "array":
        return `[${key(row.of)}; ${typeof row.length === "number" ? row.length : 0}]`;
      case "function":
        return t.types.uncallable(row) === undefined ? functionKey(row) : "c_void";
      case "record":
        return `struct ${t.names.records[row.record]}`;
      case "enum":
        if (t.input.enumStyle === "newtype" && t.names.enums[row.enum] !== undefined)
          return `newtype ${t.names.enums[row.enum]}`;
        return key(program.enums[row.enum].type);
      case "typedef": {
        const typedef = program.typedefs[row.typedef];
        const { types } = t.input.rules;
        const rule = Object.hasOwn(types, typedef.name) ? types[typedef.name] : undefined;
        if (rule !== undefined && samePrimitive(rule.rust, t.types.canonical(type), target)) return rule.rust;
        return key(typedef.type);
      }
      case "va-list":
        return "va_list";
      case "complex":
      case "vector":
        return `bytes ${type}`;
      case "sizeless":
        return row.name;
      case "error":
        return open ? "?" : refuse("a type in it was not understood");
      default:
        return assertNever(row);
    }
  }

  function functionKey(type: FunctionType): TypeKey {
    const parameters = type.parameters.map((one) => parameterKey(one.type));
    if (type.variadic) parameters.push("...");
    const returns = type.noreturn ? "!" : t.types.canonical(type.returns).kind === "void" ? "()" : key(type.returns);
    return `fn(${parameters.join(", ")}) -> ${returns}${type.convention === undefined ? "" : ` ${type.convention}`}`;
  }

  function parameterKey(type: TypeId): TypeKey {
    const row = t.types.canonical(type);
    if (row.kind === "array") return `*${t.types.isConst(row.of) ? "const" : "mut"} ${key(row.of)}`;
    return key(type);
  }

  function integer(of: TypeKey): IntegerShape | undefined {
    if (shapes.has(of)) return shapes.get(of);
    const found = /^([iu])(8|16|32|64|128|size)$/.exec(of);
    const bits = found === null ? 0 : found[2] === "size" ? target.pointer.size * 8 : Number(found[2]);
    const shape = found === null ? undefined : { bits, signed: found[1] === "i" };
    shapes.set(of, shape);
    return shape;
  }

  function size(type: TypeId): number | undefined {
    const row = t.types.canonical(type);
    switch (row.kind) {
      case "void":
      case "function":
        return 1;
      case "integer":
        return target.integers[row.name]?.size;
      case "float":
        return target.floats[row.name]?.size;
      case "pointer":
      case "block-pointer":
        return target.pointer.size;
      case "atomic":
        return size(row.of);
      case "array": {
        const of = size(row.of);
        return of === undefined || row.length === "variable"
          ? undefined
          : of * (row.length === "incomplete" ? 0 : row.length);
      }
      case "record":
        return program.records[row.record].layout?.size;
      case "enum":
        return size(program.enums[row.enum].type);
      case "va-list":
        return target.vaList.kind === "pointer" ? target.pointer.size : target.vaList.size;
      default:
        return undefined;
    }
  }

  return {
    key,
    integer,
    size,
    rust: (type) => (open ? openType(type) : t.types.of(type)),
    canonical: (type) => t.types.canonical(type),
    pointee: (type) => {
      const row = t.types.canonical(type);
      return row.kind === "pointer" ? row.to : undefined;
    },
    record: (type) => {
      const row = t.types.canonical(type);
      return row.kind === "record" ? row.record : undefined;
    },
    copy: (type) => {
      let row = t.types.canonical(type);
      while (row.kind === "array") row = t.types.canonical(row.of);
      return row.kind !== "record" || (t.shapes.of(row.record)?.copy ?? false);
    },
    enumInteger: (type) => {
      const row = t.types.canonical(type);
      return row.kind === "enum" ? program.enums[row.enum].type : undefined;
    },
  };
}
