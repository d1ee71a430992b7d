/**
 * Primary expressions without an object: literals, constants by name, sizes and offsets, functions as values. C11 6.4.4, 6.5.3.4, 7.19.
 */
import type { FunctionType, TypedExpression, TypeId } from "../../semantics/index.js";
import { floatText } from "../constant-literal.js";
import type { RustExpression, RustType } from "../rust-crate.js";
import { rustName } from "../rust-name.js";
import { type BodyState, corePath, refuse } from "./body-state.js";
import { isFloatKey, isFunctionKey, isPointerKey } from "./body-type.js";
import { atom, genericCall, path } from "./make.js";
import { offsetMacro, openOffset, openSize } from "./open-type.js";
import { boolValue, coerce, literalText, type Value, wrap } from "./value.js";

export function integer(s: BodyState, e: TypedExpression & { readonly kind: "integer" }): Value {
  const key = s.types.key(e.type);
  const type = s.types.rust(e.type);
  if (e.name !== undefined) {
    const known = s.scope.constant(e.name);
    const shape = s.types.integer(key);
    // the constant's value, converted to the C type here, must be this one
    const same =
      known !== undefined && (known.value === e.value || (shape !== undefined && wrap(known.value, shape) === e.value));
    if (known !== undefined && same) {
      s.values.add(e.name);
      const name: Value = { rust: atom(rustName(e.name)), key: known.key, type: known.type };
      if (known.value === e.value) return name;
      return { rust: coerce(s, name, key, type, false), key, type };
    }
  }
  if (key === "bool") return boolValue(atom(e.value === 0n ? "false" : "true"));
  if (e.value === 0n && isPointerKey(key)) return { rust: atom("0"), key, type, literal: 0n, loose: true };
  if (isPointerKey(key) || isFunctionKey(key)) {
    const word: Value = {
      rust: atom(literalText(e.value, e.text)),
      key: "usize",
      type: path("usize"),
      literal: e.value,
    };
    return { rust: coerce(s, word, key, type), key, type };
  }
  const character = e.text === undefined ? undefined : /^'([ -&(-[\]-~])'$/.exec(e.text);
  if (character?.[1] !== undefined && BigInt(character[1].charCodeAt(0)) === e.value)
    return { rust: atom(`b'${character[1]}'`), key: "u8", type: path("u8") };
  return { rust: atom(literalText(e.value, e.text)), key, type, literal: e.value, loose: true };
}

export function floatValue(s: BodyState, e: TypedExpression & { readonly kind: "float" }): Value {
  const key = s.types.key(e.type);
  if (!isFloatKey(key)) return refuse("a floating number of a type that Rust lacks", e.at);
  // as it is written, where that is a number of Rust's as well
  const written = e.text?.replace(/[fFlL]$/, "") ?? "";
  const number = key === "f32" ? Math.fround(Number(written)) : Number(written);
  const plain = /^\d+(\.\d+|(?=[eE]))([eE][+-]?\d+)?$/.test(written) && number === e.value ? written : undefined;
  const text = plain ?? floatText(e.value, key === "f32" ? "f32" : "f64");
  if (!Number.isFinite(e.value))
    return { rust: atom(corePath(s, `primitive::${text}`)), key, type: s.types.rust(e.type) };
  return { rust: atom(text), key, type: s.types.rust(e.type), loose: true };
}

export function sizeValue(s: BodyState, e: TypedExpression & { readonly kind: "size-of" | "align-of" }): Value {
  const row = s.types.canonical(e.of);
  if (e.value === undefined) return openSize(s, e);
  const plain =
    row.kind !== "void" && row.kind !== "function" && row.kind !== "vector" && s.types.size(e.of) !== undefined;
  const isOwn = e.kind === "size-of" || BigInt(s.t.shapes.layoutOf(e.of)?.align ?? 0) === e.value;
  if (!plain || !isOwn || (e.kind === "align-of" && row.kind !== "record")) {
    return {
      rust: atom(String(e.value)),
      key: s.types.key(e.type),
      type: s.types.rust(e.type),
      literal: e.value,
      loose: true,
    };
  }
  const function_ = e.kind === "size-of" ? "mem::size_of" : "mem::align_of";
  return { rust: genericCall(corePath(s, function_), [s.types.rust(e.of)]), key: "usize", type: path("usize") };
}

export function offsetValue(s: BodyState, e: TypedExpression & { readonly kind: "offset-of" }): Value {
  if (e.value === undefined) return openOffset(s, e);
  const written: Value = {
    rust: atom(String(e.value)),
    key: s.types.key(e.type),
    type: s.types.rust(e.type),
    literal: e.value,
    loose: true,
  };
  if (s.t.input.rustTarget.minor < 77) return written;
  const names: string[] = [];
  let at: TypeId = e.of;
  for (const [i, step] of e.path.entries()) {
    const record = s.types.record(at);
    if (record === undefined || typeof step !== "string") return written;
    const shape = s.t.shapes.of(record);
    const members = s.t.program.records[record].definition?.members ?? [];
    const index = members.findIndex((one) => one.name === step);
    const found = shape?.opaque === undefined ? shape?.fields.find((one) => one.members.includes(index)) : undefined;
    if (index < 0 || found?.kind !== "member") return written;
    // ManuallyDrop in a union, Unaligned where it is packed: nothing inside of them is a field of the record's
    if (found.type.kind === "generic" && i < e.path.length - 1) return written;
    names.push(found.name);
    at = members[index].type;
  }
  // nested paths came with Rust 1.82
  if (names.length === 0 || (names.length > 1 && s.t.input.rustTarget.minor < 82)) return written;
  return offsetMacro(s, e.of, names);
}

export function functionValue(s: BodyState, e: TypedExpression & { readonly kind: "function" }): Value {
  const why = s.scope.whyNoItem(e.name);
  if (why !== undefined) return refuse(`uses ${e.name}: ${why}`, e.at);
  s.values.add(e.name);
  const fn = s.scope.function(e.name);
  const key = s.types.key(e.type);
  if (!key.startsWith("fn(")) return refuse(`the address of ${e.name}, which Rust cannot call`, e.at);
  const type = { kind: "generic", path: s.t.spelling.option, arguments: [s.types.rust(e.type)] } as const;
  if (s.scope.isInline(e.name)) s.addressTaken.add(e.name);
  if (fn?.weak) return { rust: atom(rustName(e.name)), key, type };
  const row = s.types.canonical(e.type);
  const of: RustExpression =
    fn?.noreturn === true && row.kind === "function" && !row.noreturn
      ? ofReturning(s, rustName(e.name), row, s.types.rust(e.type))
      : atom(rustName(e.name));
  return { rust: { kind: "call", callee: atom(s.t.spelling.some), arguments: [of] }, key, type };
}

/** The address of a function that does not return, whose C type does not say so: `-> !` is another type to Rust. */
const ofReturning = (s: BodyState, name: string, type: FunctionType, to: RustType): RustExpression =>
  genericCall(
    corePath(s, "mem::transmute"),
    [{ kind: "function", signature: s.t.types.signature(type, true) }, to],
    atom(name),
  );

/** A function that a macro defines, as a value. */
export function localFunction(s: BodyState, e: TypedExpression & { readonly kind: "local" }): Value | undefined {
  if (s.types.canonical(e.type).kind !== "function") return undefined;
  const key = s.types.key(e.type);
  if (!isFunctionKey(key)) return refuse("the address of a function that Rust cannot call", e.at);
  const type = { kind: "generic", path: s.t.spelling.option, arguments: [s.types.rust(e.type)] } as const;
  return {
    rust: { kind: "call", callee: atom(s.t.spelling.some), arguments: [atom(s.localNames[e.local])] },
    key,
    type,
  };
}
