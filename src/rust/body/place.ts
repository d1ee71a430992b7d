/**
 * Lvalues: Rust place expressions, and how each kind of place is read, written and pointed to. Fields are reached through the shape that
 * its record has in Rust (`record-shape.ts`): bit-fields by their accessors, members that lost their type by their offset in C.
 * Pointers to places are raw borrows, never references: C aliases them freely. C11 6.3.2.1, 6.5.2.3, 6.7.3p7 (volatile).
 */
import type { TypedExpression, TypeId } from "../../semantics/index.js";
import { escapedBytes } from "../constant-literal.js";
import { isPacked } from "../record-shape.js";
import type { RustExpression, RustStatement, RustType } from "../rust-crate.js";
import { rustName } from "../rust-name.js";
import { charName } from "../rust-type.js";
import { localPlace } from "./aligned-local.js";
import { type BodyState, corePath, fresh, localOf, refuse } from "./body-state.js";
import { isPointerKey, pointeeKey, type TypeKey } from "./body-type.js";
import { callersName, callerText } from "./caller-text.js";
import { rvalue } from "./expression.js";
import { initialValue } from "./initializer.js";
import {
  assign,
  atom,
  block,
  call,
  cast,
  declare,
  does,
  field,
  genericCall,
  genericMethod,
  method,
  path,
  pointee,
  pointerTo,
  unary,
  withStatements,
} from "./make.js";
import { inferred, openDereference, openKey, openMember, openPlace, parameterValue } from "./open.js";
import { rangeOf } from "./range.js";
import { asExpression, segmentLoad, segmentStore } from "./segment.js";
import { coerce, typed, type Value, wrap } from "./value.js";
import { isOfTemporary, visitRows } from "./visit.js";

export interface Place {
  readonly rust: RustExpression;
  readonly key: TypeKey;
  readonly type: RustType;
  readonly cType: TypeId;
  /** May be borrowed as `&raw mut`. */
  readonly mutable: boolean;
  /** `rust` is no field path to it but a pointer that may not be aligned. */
  readonly unaligned: boolean;
  /** It lies in a packed record: a pointer to it may not be aligned. */
  readonly packed: boolean;
  /** A `static mut`, of which no reference may be made. */
  readonly inStatic: boolean;
  /**
   * The same place, for writing, where a union's member leads to it: behind a pointer to the union. rustc (1.81 to 1.98 at least) takes members of a
   * local union for places of their own and knows a member's old value after another one was written (rust-lang/rust#161898); it knows
   * nothing of a local whose address is cast.
   */
  readonly written?: RustExpression | undefined;
  /** Part of a constant: no object, but a reference to it lives as long as one. */
  readonly constant?: boolean | undefined;
  /** `gs` or `fs`: `rust` is no place but the address in that segment. */
  readonly segment?: string | undefined;
  readonly bitField?: { readonly get: string; readonly set: string; readonly of: Place };
}

export function placeOf(s: BodyState, e: TypedExpression): Place {
  switch (e.kind) {
    case "local": {
      const local = localOf(s, e.local);
      if (local.kind === "extern") {
        const mutable = !s.t.types.isConst(e.type) || s.t.types.volatility(e.type) === "itself";
        return plain(s, atom(s.localNames[e.local]), e.type, { mutable, inStatic: true });
      }
      return plain(s, localPlace(s, e.local), e.type, { mutable: true, inStatic: local.kind === "static" });
    }
    case "variable":
      return variable(s, e.name, e.type, e.at);
    case "dereference":
      return dereference(s, e);
    case "segment-dereference": {
      const segment = e.space === 256 ? "gs" : e.space === 257 ? "fs" : undefined;
      if (segment === undefined) return refuse(`an object in the address space ${e.space}`, e.at);
      const pointer = asPointerTo(s, rvalue(s, e.of), e.type);
      return plain(s, unary("*", pointer.rust), e.type, { mutable: pointer.mutable, unaligned: true, segment });
    }
    case "member":
      return member(s, e);
    case "compound-literal":
      return compoundLiteral(s, e);
    case "macro-parameter": {
      const { rust, key } = parameterValue(s, e);
      return key === openKey ? openPlace(rust, e.type) : plain(s, rust, e.type, { mutable: true });
    }
    case "open-member":
      return openMember(s, e);
    case "load":
      // what is read only to look into it
      if (s.types.key(e.type) === openKey) return placeOf(s, e.of);
      return plain(s, rvalue(s, e).rust, e.type, { mutable: false });
    default:
      // a value that is only looked into: `f().member`
      return plain(s, rvalue(s, e).rust, e.type, { mutable: false });
  }
}

function plain(s: BodyState, rust: RustExpression, type: TypeId, more: Partial<Place>): Place {
  return {
    rust,
    key: s.types.key(type),
    type: s.types.rust(type),
    cType: type,
    mutable: true,
    unaligned: false,
    packed: false,
    inStatic: false,
    ...more,
  };
}

function variable(s: BodyState, name: string, type: TypeId, at: number): Place {
  if (s.read === name) {
    s.values.add(name);
    const item = atom(rustName(name));
    const value = s.scope.constantObject(name) === "function" ? call(rustName(name)) : item;
    return plain(s, value, type, { mutable: false, constant: true });
  }
  const why = s.scope.whyNoItem(name);
  if (why !== undefined) return refuse(`uses ${name}: ${why}`, at);
  s.values.add(name);
  const found = s.scope.variable(name);
  if (found?.weak) return plain(s, unary("*", atom(rustName(name))), type, {});
  const mutable =
    found === undefined || !s.t.types.isConst(found.type) || s.t.types.volatility(found.type) === "itself";
  return plain(s, atom(rustName(name)), type, { mutable, inStatic: true });
}

/** `*p`; an element of an array that is known to be inside it is `a[i]`. */
function dereference(s: BodyState, e: TypedExpression & { readonly kind: "dereference" }): Place {
  const { of } = e;
  // `*&x` is x (C11 6.5.3.2p3)
  if (of.kind === "address-of" && isObject(of.of)) return placeOf(s, of.of);
  if (s.types.key(of.type) === openKey) return openDereference(s, e);
  if (of.kind === "pointer-offset" && of.pointer.kind === "decay" && !of.negative) {
    const array = s.types.canonical(of.pointer.of.type);
    const range = rangeOf(s, of.index);
    if (array.kind === "array" && typeof array.length === "number" && range !== undefined) {
      if (range.low >= 0n && range.high < BigInt(array.length) && isObject(of.pointer.of)) {
        const place = placeOf(s, of.pointer.of);
        if (!place.unaligned) {
          const index = coerce(s, rvalue(s, of.index), "usize", path("usize"));
          return plain(s, { kind: "index", of: place.rust, index }, e.type, {
            mutable: place.mutable,
            inStatic: place.inStatic,
            packed: place.packed,
            constant: place.constant,
            written: place.written && { kind: "index", of: place.written, index },
          });
        }
      }
    }
  }
  const first = of.kind === "decay" && isObject(of.of) ? s.types.canonical(of.of.type) : undefined;
  if (first?.kind === "array" && typeof first.length === "number" && first.length > 0 && of.kind === "decay") {
    const { rust, mutable, inStatic, packed, constant, unaligned, segment, written } = placeOf(s, of.of);
    if (!unaligned && segment === undefined) {
      const element = (array: RustExpression): RustExpression => ({ kind: "index", of: array, index: atom("0") });
      const more = { mutable, inStatic, packed, constant, written: written && element(written) };
      return plain(s, element(rust), e.type, more);
    }
  }
  const pointer = asPointerTo(s, rvalue(s, of), e.type);
  return plain(s, pointee(pointer.rust), e.type, {
    mutable: pointer.mutable,
    unaligned: isUnderAligned(s, e.type) || (pointsIntoPacked(s, of) && mayBeUnaligned(s, e.type)),
  });
}

/** Does it point into an array that a packed record holds, or to a member of one, as the text says? C then knows that it may not be aligned. */
function pointsIntoPacked(s: BodyState, e: TypedExpression): boolean {
  if (e.kind === "pointer-offset") return pointsIntoPacked(s, e.pointer);
  return (e.kind === "decay" || e.kind === "address-of") && liesInPacked(s, e.of);
}

function liesInPacked(s: BodyState, e: TypedExpression): boolean {
  if (e.kind === "dereference") return pointsIntoPacked(s, e.of);
  if (e.kind !== "member") return false;
  const record = s.types.record(e.of.type);
  const shape = record === undefined ? undefined : s.t.shapes.of(record);
  const found = shape?.fields.find((one) => one.members.includes(e.index));
  return isPacked(shape) || found?.kind !== "member" || liesInPacked(s, e.of);
}

/** Does Rust align it at all? */
export function mayBeUnaligned(s: BodyState, type: TypeId): boolean {
  const row = s.types.canonical(type);
  if (row.kind === "array") return mayBeUnaligned(s, row.of);
  if (row.kind === "record") return s.t.shapes.of(row.record)?.align !== 1;
  return s.types.size(type) !== 1;
}

/** The null pointer where it is followed: rustc refuses text that follows `null_mut()`, though only the place's address may be asked for. */
export const nullPlace = (s: BodyState, type: RustType): RustExpression =>
  genericCall(corePath(s, "mem::zeroed"), [type]);

/** The pointer with exactly this pointee. */
function asPointerTo(
  s: BodyState,
  pointer: Value,
  type: TypeId,
): { readonly rust: RustExpression; readonly mutable: boolean } {
  const key = s.types.key(type);
  const mutable = !pointer.key.startsWith("*const");
  if (isPointerKey(pointer.key) && pointeeKey(pointer.key) === key && pointer.literal === undefined)
    return { rust: pointer.rust, mutable };
  const to = pointerTo(s.types.rust(type), mutable);
  if (pointer.literal === 0n) return { rust: nullPlace(s, to), mutable };
  return { rust: typed(s, pointer, `*${mutable ? "mut" : "const"} ${key}`, to), mutable };
}

const isObject = (e: TypedExpression): boolean =>
  e.kind === "local" || e.kind === "variable" || e.kind === "member" || e.kind === "dereference";

/** A typedef that lowers the alignment of its type: Rust's alias has the whole. */
function isUnderAligned(s: BodyState, type: TypeId): boolean {
  for (let at = type; ; ) {
    const row = s.t.program.types[at];
    if (row.kind === "qualified") at = row.of;
    else if (row.kind === "typedef") {
      const typedef = s.t.program.typedefs[row.typedef];
      if (typedef.aligned !== undefined) {
        const size = s.types.size(typedef.type);
        if (size !== undefined && typedef.aligned < size && s.types.integer(s.types.key(type)) !== undefined)
          return true;
      }
      at = typedef.type;
    } else return false;
  }
}

function member(s: BodyState, e: TypedExpression & { readonly kind: "member" }): Place {
  const record = s.types.record(e.of.type);
  const row = record === undefined ? undefined : s.t.program.records[record];
  if (record === undefined || row?.definition === undefined) return refuse("a member of an incomplete record", e.at);
  const outer = placeOf(s, e.of);
  const shape = s.t.shapes.of(record);
  const found = shape?.opaque === undefined ? shape?.fields.find((one) => one.members.includes(e.index)) : undefined;
  const packed = outer.packed || isPacked(shape);
  if (found?.kind === "bit-fields") {
    const name = rustName(row.definition.members[e.index].name ?? "");
    const offset = row.layout?.members[e.index].offset;
    const accessor = shape?.accessors.find(
      (one) => one.name === name && one.kind === "bit-field" && one.offset === offset,
    );
    if (accessor === undefined || outer.unaligned) return refuse(`the bit-field ${name} cannot be reached`, e.at);
    return plain(s, outer.rust, e.type, {
      ...flags(outer),
      packed,
      bitField: { get: accessor.name, set: accessor.second, of: outer },
    });
  }
  const direct = found !== undefined && !outer.unaligned && (found.kind === "member" || found.kind === "unaligned");
  if (direct && !(found.type.kind === "generic" && found.type.path.endsWith("ManuallyDrop"))) {
    const name = found.kind === "unaligned" ? `${found.name}.0` : found.name;
    const shares = row.tagKind === "union" && row.definition.members.length > 1;
    return plain(s, field(outer.rust, name), e.type, {
      ...flags(outer),
      packed: packed || found.kind === "unaligned",
      written: outer.written
        ? field(outer.written, name)
        : shares
          ? writtenInUnion(s, outer, packed, e.type)
          : undefined,
    });
  }
  if (direct) {
    // repr(transparent): a pointer to ManuallyDrop<T> is one to T
    const start = addressOf(plain(s, field(outer.rust, found.name), e.type, flags(outer)), outer.mutable);
    const inner = unary("*", genericMethod(start.rust, "cast", [s.types.rust(e.type)]));
    return plain(s, inner, e.type, { mutable: outer.mutable, packed, written: inner });
  }
  const offset = row.layout?.members[e.index].offset;
  if (offset === undefined || offset % 8 !== 0 || row.definition.members[e.index].bitWidth !== undefined)
    return refuse("a member whose place is not known", e.at);
  const start = addressOf({ ...outer, segment: undefined }, outer.mutable);
  const bytes = genericMethod(start.rust, "cast", [path("u8")]);
  const there = offset === 0 ? bytes : method(bytes, "wrapping_add", atom(String(offset / 8)));
  return plain(s, unary("*", genericMethod(there, "cast", [s.types.rust(e.type)])), e.type, {
    mutable: outer.mutable,
    unaligned: true,
    packed: true,
    segment: outer.segment,
  });
}

const flags = (outer: Place): Partial<Place> => ({
  mutable: outer.mutable,
  inStatic: outer.inStatic,
  constant: outer.constant,
  unaligned: false,
});

/** A union's member, which begins where the union does, by the union's address. */
function writtenInUnion(s: BodyState, union: Place, packed: boolean, type: TypeId): RustExpression | undefined {
  if (!union.mutable || union.constant) return undefined;
  const start = addressOf(union, true).rust;
  if (!packed) return unary("*", genericMethod(start, "cast", [s.types.rust(type)]));
  s.helpers.add("Unaligned");
  return field(unary("*", genericMethod(start, "cast", [unalignedOf(s, s.types.rust(type))])), "0");
}

/** An object with the lifetime of its block (6.5.2.5p5): declared there, given its value where it stands. */
function compoundLiteral(s: BodyState, e: TypedExpression & { readonly kind: "compound-literal" }): Place {
  const name = fresh(s, "literal");
  const type = s.types.rust(e.type);
  s.pending.push(declare(name, type, undefined));
  const value = initialValue(s, e.initializer, e.type);
  const rust = withStatements([does(assign(atom(name), value))], unary("&raw mut ", atom(name)));
  return plain(s, unary("*", rust), e.type, {});
}

/** What is no object in Rust is one in C (6.2.4p8), with a shorter life than it has here. */
function temporary(s: BodyState, value: Place): Place {
  const name = fresh(s, "temporary");
  s.pending.push(declare(name, value.type, undefined));
  const rust = withStatements([does(assign(atom(name), value.rust))], unary("&raw mut ", atom(name)));
  return plain(s, unary("*", rust), value.cType, {});
}

export interface Address extends Value {
  readonly mutable: boolean;
}

/** A pointer to the place, `*mut` where it may be and is wanted. */
export function addressOf(place: Place, mutable: boolean): Address {
  if (place.bitField !== undefined) return refuse("the address of a bit-field");
  if (place.segment !== undefined) return refuse("the address of an object in a segment of its own");
  if (place.rust.kind === "unary" && place.rust.operator === "*") {
    const key = `*${place.mutable ? "mut" : "const"} ${place.key}`;
    return { rust: place.rust.of, key, type: pointerTo(place.type, place.mutable), mutable: place.mutable };
  }
  const writable = place.mutable && mutable;
  if (writable && place.written !== undefined)
    return addressOf({ ...place, rust: place.written, written: undefined }, true);
  if (place.constant) {
    const type = pointerTo(place.type, false);
    return { rust: cast(unary("&", place.rust), type), key: `*const ${place.key}`, type, mutable: false };
  }
  return {
    rust: unary(writable ? "&raw mut " : "&raw const ", place.rust),
    key: `*${writable ? "mut" : "const"} ${place.key}`,
    type: pointerTo(place.type, writable),
    mutable: writable,
  };
}

/** The record that a bit-field's methods are called on; no reference to a static mut is made. */
function receiver(of: Place, mutable: boolean): RustExpression {
  if (of.inStatic) return unary("*", addressOf(of, mutable).rust);
  return mutable ? (of.written ?? of.rust) : of.rust;
}

export function load(s: BodyState, place: Place, volatile: boolean): RustExpression {
  if (place.segment !== undefined) return segmentLoad(s, place, volatile);
  if (place.bitField !== undefined) {
    const { get, of } = place.bitField;
    return method(of.packed || of.unaligned ? withStatements([], copied(of)) : receiver(of, false), get);
  }
  const address = (): RustExpression => addressOf(place, false).rust;
  if (volatile) {
    if (!place.packed && !place.unaligned) return method(address(), "read_volatile");
    s.helpers.add("Unaligned");
    return field(method(unalignedAt(s, address(), place.type), "read_volatile"), "0");
  }
  if (place.unaligned) return method(address(), "read_unaligned");
  if (!s.types.copy(place.cType)) return method(address(), place.packed ? "read_unaligned" : "read");
  return place.rust;
}

/** `{ x }` is a copy of x, aligned. */
const copied = (of: Place): RustExpression =>
  of.unaligned
    ? method(addressOf(of, false).rust, "read_unaligned")
    : { kind: "block", label: undefined, unsafe: false, body: block([{ kind: "value", value: of.rust }]) };

/** The pointer as one to what may be unaligned. A cast would not say of what, where only the caller knows. */
const unalignedAt = (s: BodyState, pointer: RustExpression, of: RustType): RustExpression =>
  of === inferred
    ? call(`${s.t.helperPath}Unaligned::at`, pointer)
    : genericMethod(pointer, "cast", [unalignedOf(s, of)]);

const unalignedOf = (s: BodyState, of: RustType): RustType => ({
  kind: "generic",
  path: `${s.t.helperPath}Unaligned`,
  arguments: [of],
});

/** Is there an assignment in it, or anything else that borrows an object to change it? With `calls` also what functions may change. */
function changesThings(value: RustExpression, calls: boolean): boolean {
  let found = false;
  visitRows(value, (row) => {
    if (row.kind === "assign" || row.kind === "asm" || (calls && row.kind === "call")) found = true;
    else if (row.kind === "unary") found ||= /^&(raw )?mut/.test(String(row.operator));
    else if (row.kind === "method") found ||= String(row.name).startsWith("set_");
    return !found;
  });
  return found;
}

/** The place given a value of its type. */
export function store(s: BodyState, place: Place, value: RustExpression, volatile: boolean): RustExpression {
  if (place.segment !== undefined) return asExpression(segmentStore(s, place, value));
  if (place.bitField !== undefined) {
    const { set, of } = place.bitField;
    // what the value does happens before the record is borrowed or copied: it may change other fields of it
    const before: RustStatement[] = [];
    let given = value;
    const isCopied = of.packed || of.unaligned;
    if (changesThings(value, isCopied)) {
      const name = fresh(s, "value");
      before.push(declare(name, undefined, value));
      given = atom(name);
    }
    if (!isCopied) {
      const stored = method(receiver(of, true), set, given);
      return before.length === 0 ? stored : asExpression([...before, does(stored)]);
    }
    const copy = fresh(s, "record");
    return asExpression([
      ...before,
      declare(copy, undefined, of.unaligned ? copied(of) : of.rust, true),
      does(method(atom(copy), set, given)),
      does(
        of.unaligned
          ? method(addressOf(of, true).rust, "write_unaligned", atom(copy))
          : assign(of.written ?? of.rust, atom(copy)),
      ),
    ]);
  }
  const address = (): RustExpression => addressOf(place, true).rust;
  if (volatile) {
    if (!place.packed && !place.unaligned) return method(address(), "write_volatile", value);
    s.helpers.add("Unaligned");
    const wrapped = call(`${s.t.helperPath}Unaligned`, value);
    return method(unalignedAt(s, address(), place.type), "write_volatile", wrapped);
  }
  if (place.unaligned) return method(address(), "write_unaligned", value);
  return assign(place.written ?? place.rust, value);
}

/** Array to pointer to its first element, function to pointer, string to its bytes (6.3.2.1p3, p4). */
export function decay(s: BodyState, e: TypedExpression & { readonly kind: "decay" }, mutable: boolean): Value {
  const { of } = e;
  const row = s.types.canonical(of.type);
  if ((of.kind === "caller-place" || of.kind === "stringized") && row.kind === "array")
    return callerText(s, of, s.types.rust(row.of), s.types.key(row.of));
  if (row.kind === "function") return of.kind === "dereference" ? rvalue(s, of.of) : rvalue(s, of);
  if (of.kind === "string") return of.wide === undefined ? text(s, of.value, of.type) : wideText(s, of.wide, of.type);
  if (of.kind === "function-name" && s.macro !== undefined) return callersName(s, row);
  if (of.kind === "function-name") return text(s, s.functionName, of.type);
  if (row.kind !== "array") return refuse("a decay of what is no array", e.at);
  const element = s.types.key(row.of);
  const start = addressOf(isOfTemporary(of) ? temporary(s, placeOf(s, of)) : placeOf(s, of), mutable);
  const type = pointerTo(s.types.rust(row.of), start.mutable);
  return { rust: cast(start.rust, type), key: `*${start.mutable ? "mut" : "const"} ${element}`, type };
}

/** `c"text".as_ptr()`; with a NUL inside, or before Rust 1.77, the bytes. */
function text(s: BodyState, value: string, type: TypeId): Value {
  const row = s.types.canonical(type);
  if (row.kind !== "array") return refuse("a string that is no array");
  const char = s.types.rust(row.of);
  const key = `*const ${s.types.key(row.of)}`;
  const bytes = escapedBytes(value);
  const isCStr = s.t.input.rustTarget.minor >= 77 && !value.includes("\0");
  const start = method(atom(isCStr ? `c"${bytes}"` : `b"${bytes}\\0"`), "as_ptr");
  if (isCStr && charName(s.t.input.target) === "c_char") return { rust: start, key, type: pointerTo(char, false) };
  return { rust: cast(start, pointerTo(char, false)), key, type: pointerTo(char, false) };
}

/** A pointer to an array that lives as long as the program, as C's does. */
function wideText(s: BodyState, units: readonly number[], type: TypeId): Value {
  const row = s.types.canonical(type);
  if (row.kind !== "array") return refuse("a string that is no array");
  const element = s.types.rust(row.of);
  const length = units.length + 1;
  const array: RustType = { kind: "array", of: element, length: String(length) };
  // a cast says no literal's type
  const start = cast(unary("&", wideUnits(s, units, row.of, length, true)), pointerTo(array, false));
  const pointer = pointerTo(element, false);
  return { rust: cast(start, pointer), key: `*const ${s.types.key(row.of)}`, type: pointer };
}

/** Code units as elements of their type, zeros behind them. @param suffixed whether the first one says its type */
export function wideUnits(
  s: BodyState,
  units: readonly number[],
  of: TypeId,
  length: number,
  suffixed = false,
): RustExpression {
  const shape = s.types.integer(s.types.key(of)) ?? refuse("a wide string of what are no integers");
  const suffix = suffixed ? `${shape.signed ? "i" : "u"}${shape.bits}` : "";
  const unit = (at: number): string => String(wrap(BigInt(units[at] ?? 0), shape)) + (at === 0 ? suffix : "");
  return { kind: "array", items: Array.from({ length }, (_, at) => atom(unit(at))) };
}

/** @returns a zeroed value of any type */
export function zeroed(s: BodyState): RustExpression {
  return call(corePath(s, "mem::zeroed"));
}
