/**
 * Accessors → methods. In: Accessors of a record shape; out: function items for the record's `impl`. Bodies are one call of a function of
 * `layout-helper.ts`, with the place as const arguments, so that the compiler folds all of it.
 * A method's receiver is the parameter `self` of type `&Self` or `&mut Self`.
 */

import { assertNever } from "../base/index.js";
import type { Accessor, BitFieldAccessor, PointerAccessor, VolatileAccessor } from "./accessor.js";
import { atom } from "./atom.js";
import type { Doc, ItemKey, RustExpression, RustItem, RustType } from "./rust-crate.js";
import type { RustTarget } from "./translate-input.js";

type FunctionItem = Extract<RustItem, { readonly kind: "function" }>;

export interface AccessorStyle {
  /** Put before names of `layout-helper.ts`. */
  readonly helperPath: string;
  /** In front of the methods' keys: the record's name. */
  readonly record: string;
  /** `hasConstantSetters`. */
  readonly constantSetters: boolean;
  /** Docs of the member, by accessor; the second method has none. */
  readonly doc: (accessor: Accessor) => Doc;
}

/** Two methods for each accessor, in their order: `f` and `set_f`, or `f` and `f_mut`. */
export function accessorItems(accessors: readonly Accessor[], style: AccessorStyle): readonly FunctionItem[] {
  return accessors.flatMap((accessor) => {
    switch (accessor.kind) {
      case "bit-field":
        return bitFieldMethods(accessor, style);
      case "volatile":
        return volatileMethods(accessor, style);
      case "pointer":
        return pointerMethods(accessor, style);
      default:
        return assertNever(accessor);
    }
  });
}

const noDoc: Doc = { lines: [], definedIn: undefined, notes: [] };
const path = (text: string): RustType => ({ kind: "path", path: text });
const call = (callee: string, ...args: readonly RustExpression[]): RustExpression => ({
  kind: "call",
  callee: atom(callee),
  arguments: args,
});
const cast = (of: RustExpression, type: RustType): RustExpression => ({ kind: "cast", of, type });

function method(
  accessor: Accessor,
  style: AccessorStyle,
  of: "first" | "second",
  takesValue: boolean,
  returns: RustType | undefined,
  result: RustExpression,
): FunctionItem {
  const name = of === "first" ? accessor.name : accessor.second;
  const receiver = { name: "self", type: path(of === "first" ? "&Self" : "&mut Self") };
  const reads = accessor.kind === "pointer" ? goesThroughPointers(accessor) : accessor.inUnion;
  return {
    kind: "function",
    key: `fn ${style.record}::${name}` as ItemKey,
    name,
    generics: [],
    signature: {
      parameters: takesValue ? [receiver, { name: "value", type: accessor.type }] : [receiver],
      variadic: false,
      returns,
    },
    where: [],
    modifiers: ["pub", ...when(isConstant(accessor, of, style), "const"), ...when(reads, "unsafe")],
    attributes: ["inline"],
    body: {
      statements: [returns === undefined ? { kind: "expression", value: result } : { kind: "return", value: result }],
    },
    doc: of === "first" ? style.doc(accessor) : noDoc,
  };
}

/** `&mut self` in constants came with Rust 1.83. */
export function hasConstantSetters({ minor }: RustTarget): boolean {
  return minor >= 83;
}

/** What can be done in constants: statics are filled in so. No volatile access can, nor one through pointers. */
function isConstant(accessor: Accessor, of: "first" | "second", style: AccessorStyle): boolean {
  const isVolatile = accessor.kind === "volatile" || (accessor.kind === "bit-field" && accessor.access !== undefined);
  return !isVolatile && !goesThroughPointers(accessor) && (of === "first" || style.constantSetters);
}

function goesThroughPointers(accessor: Accessor): boolean {
  return accessor.kind === "pointer" && (accessor.through ?? none).length > 0;
}

function when<const T>(is: boolean, value: T): readonly T[] {
  return is ? [value] : [];
}

function bitFieldMethods(accessor: BitFieldAccessor, style: AccessorStyle): readonly FunctionItem[] {
  const { type, newtypeOf, value } = accessor;
  const integer = newtypeOf ?? type;
  const read = call(`${bitsFunction(accessor, style, value === "signed" ? "get_signed" : "get")}`, atom("self"));
  const number: RustExpression =
    value === "bool" ? { kind: "binary", operator: "!=", left: read, right: atom("0") } : cast(read, integer);
  const result = newtypeOf === undefined || type.kind !== "path" ? number : call(type.path, number);
  const given: RustExpression =
    newtypeOf === undefined ? atom("value") : { kind: "field", of: atom("value"), name: "0" };
  const raw = cast(given, path(accessor.width > 64 ? "u128" : "u64"));
  const write = call(bitsFunction(accessor, style, "set"), atom("self"), raw);
  return [
    method(accessor, style, "first", false, type, result),
    method(accessor, style, "second", true, undefined, write),
  ];
}

/** `bits_get::<Self, 3, 5>`, `volatile_bits_set::<Self, u32, 4, 3, 5>`. */
function bitsFunction(accessor: BitFieldAccessor, style: AccessorStyle, what: "get" | "get_signed" | "set"): string {
  const { access, offset, width } = accessor;
  const wide = width > 64 ? "wide_" : "";
  if (access === undefined) return `${style.helperPath}${wide}bits_${what}::<Self, ${offset}, ${width}>`;
  const unit = access.single ? `u${access.size * 8}` : `[u8; ${access.size}]`;
  const inUnit = offset - access.offset * 8;
  return `${style.helperPath}volatile_${wide}bits_${what}::<Self, ${unit}, ${access.offset}, ${inUnit}, ${width}>`;
}

function volatileMethods(accessor: VolatileAccessor, style: AccessorStyle): readonly FunctionItem[] {
  const { aligned, offset, type } = accessor;
  const unaligned = `${style.helperPath}Unaligned`;
  const held = aligned ? "_" : `${unaligned}<_>`;
  const got = call(`${style.helperPath}volatile_get::<Self, ${held}, ${offset}>`, atom("self"));
  const value = aligned ? atom("value") : call(unaligned, atom("value"));
  const result: RustExpression = aligned ? got : { kind: "field", of: got, name: "0" };
  const write = call(`${style.helperPath}volatile_set::<Self, _, ${offset}>`, atom("self"), value);
  return [
    method(accessor, style, "first", false, type, result),
    method(accessor, style, "second", true, undefined, write),
  ];
}

const none: readonly number[] = [];

function pointerMethods(accessor: PointerAccessor, style: AccessorStyle): readonly FunctionItem[] {
  const make = (mutable: boolean) => {
    let pointer = chained(cast(atom("self"), { kind: "pointer", mutable, to: path("Self") }), "cast", [path("u8")]);
    for (const offset of accessor.through ?? none) {
      pointer = chained(movedBy(pointer, offset), "cast", [{ kind: "pointer", mutable, to: path("u8") }]);
      // a packed record may have it anywhere
      pointer = chained(pointer, "read_unaligned");
    }
    pointer = chained(movedBy(pointer, accessor.offset), "cast");
    const type: RustType = { kind: "pointer", mutable, to: accessor.type };
    return method(accessor, style, mutable ? "second" : "first", false, type, pointer);
  };
  return [make(false), make(true)];
}

function movedBy(pointer: RustExpression, offset: number): RustExpression {
  return chained(pointer, "wrapping_add", [], [atom(String(offset))]);
}

function chained(
  of: RustExpression,
  name: string,
  generics: readonly RustType[] = [],
  args: readonly RustExpression[] = [],
): RustExpression {
  return { kind: "method", of, name, generics, arguments: args };
}
