/**
 * Object-like macros as Rust constants with C's value and C's type; aliases stay aliases. A macro that stands for a
 * function, a variable or a type becomes that. Macros without a value are listed, with why.
 */

import { assertNever } from "../base/index.js";
import {
  type CFunction,
  type CMacro,
  type CVariable,
  isSignedKind,
  latin1Text,
  type MacroMeaning,
  type PathStep,
  type TypeId,
  unitBits,
} from "../semantics/index.js";
import { atom } from "./atom.js";
import { escapedBytes, floatText, integerText, type WrittenLiteral, writtenLiteral } from "./constant-literal.js";
import { enumeratorType, integerKind } from "./enum-item.js";
import { functionItems, variableItems } from "./function-item.js";
import { symbolOf } from "./link-name.js";
import { pathText } from "./member-path.js";
import { parameterMacroItem } from "./parameter-macro-item.js";
import type { RustExpression, RustItem, RustType } from "./rust-crate.js";
import { primitiveTypes, rustName } from "./rust-name.js";
import { arithmeticName, samePrimitive } from "./rust-type.js";
import { type BuiltItem, built, docOf, keyOf, leaveOut, leaveUnasked, type Translation } from "./translation.js";

/** Names that are values in C besides macros: a macro of such a name gives way to them. */
export interface ValueOwners {
  readonly functions: ReadonlyMap<string, CFunction>;
  readonly variables: ReadonlyMap<string, CVariable>;
  /** Is the function or variable an item of the crate, so that it can have another name? */
  readonly isItem: (name: string) => boolean;
}

/** Enters every constant that will be an item, so that aliases can refer to those that come later in the text. */
export function enterConstants(t: Translation, owners: ValueOwners): void {
  for (const one of t.program.enums) {
    if (one.scope === "block") continue;
    for (const enumerator of one.enumerators)
      if (!t.chosen.blocks("var", enumerator.name, one.origin))
        t.constants.set(enumerator.name, { ...enumeratorType(t, one, enumerator), enumerator: enumerator.value });
  }
  for (const macro of t.program.macros) {
    const { meaning } = macro;
    if (meaning.kind !== "integer" || t.constants.has(macro.name) || isOwned(owners, macro.name)) continue;
    if (!t.chosen.blocks("macro", macro.name, macro.origin) && integerKind(t, meaning.type) !== undefined)
      t.constants.set(macro.name, { type: constantType(t, meaning.type), newtype: false });
  }
}

/** Has a function or variable the name? */
const isOwned = (owners: ValueOwners, name: string): boolean =>
  owners.functions.has(name) || owners.variables.has(name);

/** What has the name besides macros, if anything: enumerators are entered before. */
export function valueOwner(
  t: Translation,
  owners: ValueOwners,
  name: string,
): "function" | "variable" | "enumerator" | undefined {
  if (owners.functions.has(name)) return "function";
  if (owners.variables.has(name)) return "variable";
  return t.constants.get(name)?.enumerator === undefined ? undefined : "enumerator";
}

/** An integer constant's type, without the newtype of an enum. */
function constantType(t: Translation, type: TypeId): RustType {
  const row = t.types.canonical(type);
  if (row.kind === "enum" && t.input.enumStyle === "newtype") return t.types.of(t.program.enums[row.enum].type);
  return t.types.of(type);
}

/**
 * @param hasBodies expressions are items already (`expression-macro-item.ts`), and names of macros with parameters (`macro-alias-item.ts`)
 * @returns the items that an object-like macro becomes: one, or none
 */
export function macroItem(
  t: Translation,
  macro: CMacro,
  owners: ValueOwners,
  hasBodies: boolean,
): readonly BuiltItem[] {
  const { meaning, name } = macro;
  if (meaning.kind === "empty" || t.chosen.blocks("macro", name, macro.origin)) return none;
  if (meaning.kind === "member-path") return memberAliasItem(t, macro, meaning.path);
  const same = "name" in meaning ? meaning.name === name : meaning.kind === "integer" && meaning.aliasOf === name;
  if (same || (meaning.kind === "macro-alias" && hasBodies)) return none;
  const owner = meaning.kind === "type-alias" ? undefined : valueOwner(t, owners, name);
  // an integer may be the enumerator's value
  if (owner !== undefined && !(owner === "enumerator" && meaning.kind === "integer"))
    return giveUp(t, "macro", macro, `the ${owner} of that name has the name`);
  switch (meaning.kind) {
    case "integer":
      return integerItem(t, macro, meaning);
    case "float":
      return floatItem(t, macro, meaning);
    case "string":
      return [stringItem(t, macro, meaning)];
    case "function-alias":
    case "variable-alias":
      return aliasItem(t, macro, meaning.name, owners);
    case "type-alias":
      return typeAliasItem(t, macro, meaning.type);
    case "macro-alias":
      return wait(t, macro, `another name of the macro ${meaning.name}()`);
    case "parameters": {
      const item = parameterMacroItem(t, macro, meaning.parameters);
      return typeof item === "string" ? giveUp(t, "macro", macro, item) : [item];
    }
    case "expression":
      return hasBodies ? none : wait(t, macro, "an expression that is no constant");
    case "other":
      return giveUp(t, "macro", macro, meaning.why);
    default:
      return assertNever(meaning);
  }
}

const none: readonly BuiltItem[] = [];

/** Its accessors are the records' (`member-alias.ts`). */
function memberAliasItem(t: Translation, macro: CMacro, path: readonly PathStep[]): readonly BuiltItem[] {
  if (t.memberAliases.found.has(macro)) return none;
  return giveUp(t, "macro", macro, `no record has the member ${pathText(path)}`);
}

function giveUp(t: Translation, what: "macro" | "constant", macro: CMacro, why: string): readonly BuiltItem[] {
  leaveOut(t, what, macro.name, macro.origin, why);
  return none;
}

function wait(t: Translation, macro: CMacro, why: string): readonly BuiltItem[] {
  leaveUnasked(t, "macro", macro.name, macro.origin, why);
  return none;
}

function constItem(
  t: Translation,
  macro: CMacro,
  type: RustType,
  value: RustExpression,
  values: readonly string[] = [],
): BuiltItem {
  const { name } = macro;
  const doc = docOf(t, macro.origin);
  const key = keyOf(t, "const", name);
  return built(
    { kind: "const", key, name: rustName(name), type, value, attributes: [], doc },
    name,
    macro.origin,
    values,
  );
}

function integerItem(
  t: Translation,
  macro: CMacro,
  meaning: MacroMeaning & { readonly kind: "integer" },
): readonly BuiltItem[] {
  const kind = integerKind(t, meaning.type);
  if (kind === undefined) {
    return giveUp(t, "constant", macro, "an integer constant of a type that is no integer");
  }
  const known = t.constants.get(macro.name);
  // an enumerator has the name; the macro says the same value again, or it is listed
  if (known?.enumerator === meaning.value && !known.newtype && isMacroConstant(t, known, meaning.type)) return none;
  if (known !== undefined && (known.enumerator !== undefined || !isMacroConstant(t, known, meaning.type))) {
    return giveUp(t, "macro", macro, "the enumerator of that name has the name");
  }
  const type = constantType(t, meaning.type);
  if (kind === "bool") return [constItem(t, macro, type, atom(meaning.value === 0n ? "false" : "true"))];
  const of = meaning.aliasOf === undefined ? undefined : t.constants.get(meaning.aliasOf);
  if (meaning.aliasOf !== undefined && of !== undefined && !isBool(of.type))
    return [aliasConstant(t, macro, type, meaning.aliasOf, of)];
  return [constItem(t, macro, type, integerValue(t, macro, meaning, type))];
}

const isBool = (type: RustType): boolean => type.kind === "path" && type.path === "bool";

function isMacroConstant(t: Translation, known: { readonly type: RustType }, type: TypeId): boolean {
  return known.type === constantType(t, type);
}

/** `pub const A: T = B;`, with a cast where C's conversion of an enumerator to int shows. */
function aliasConstant(
  t: Translation,
  macro: CMacro,
  type: RustType,
  of: string,
  known: { readonly type: RustType; readonly newtype: boolean },
): BuiltItem {
  const name = atom(known.newtype ? `${rustName(of)}.0` : rustName(of));
  const same = sameType(known.type, type) && !known.newtype;
  return constItem(t, macro, type, same ? name : { kind: "cast", of: name, type }, [of]);
}

function sameType(a: RustType, b: RustType): boolean {
  return a === b || (a.kind === "path" && b.kind === "path" && a.path === b.path);
}

/** As it is written where the body is one literal, else in the radix of the literals it is made of. */
function integerValue(
  t: Translation,
  macro: CMacro,
  meaning: MacroMeaning & { readonly kind: "integer" },
  type: RustType,
): RustExpression {
  const source = t.input.sources.get(macro.origin.source);
  const at = macro.origin.place - source.base;
  const { value } = meaning;
  if (source.text.startsWith(macro.name, at)) {
    const written = writtenLiteral(source.text, at + macro.name.length);
    if (written?.kind === "character") {
      const expected = BigInt(written.text.charCodeAt(2));
      if (value === expected && !written.negative) return { kind: "cast", of: atom(written.text), type };
    } else if (written !== undefined) {
      if (isValueOf(written, value)) return atom(written.negative && value !== 0n ? `-${written.text}` : written.text);
    }
    if (value < 0n && meaning.radix === 16) {
      const wrapped = wrappedHexadecimal(t, meaning, source.text, at);
      if (wrapped !== undefined) return { kind: "cast", of: atom(wrapped), type };
    }
  }
  return atom(integerText(value, meaning.radix));
}

/** Is it the value of the literal? Most fit a number, which is read and compared faster. */
function isValueOf({ text, negative }: WrittenLiteral, value: bigint): boolean {
  if (text.length <= 12 && !text.includes("_")) return Number(value) === (negative ? 0 - Number(text) : Number(text));
  const magnitude = BigInt(text.replaceAll("_", ""));
  return (negative ? -magnitude : magnitude) === value;
}

/** `((int)0xffffffff)`: the bits as they are written, for a cast to the signed type. */
function wrappedHexadecimal(
  t: Translation,
  meaning: MacroMeaning & { readonly kind: "integer" },
  text: string,
  at: number,
): string | undefined {
  const kind = integerKind(t, meaning.type);
  const size = kind === undefined ? undefined : t.input.target.integers[kind]?.size;
  if (size === undefined) return undefined;
  const digits = BigInt.asUintN(size * 8, meaning.value).toString(16);
  const end = text.indexOf("\n", at);
  const line = text.slice(at, end < 0 ? undefined : end).toLowerCase();
  return line.includes(`0x${digits}`) ? `0x${digits}_u${size * 8}` : undefined;
}

function floatItem(
  t: Translation,
  macro: CMacro,
  meaning: MacroMeaning & { readonly kind: "float" },
): readonly BuiltItem[] {
  const row = t.types.canonical(meaning.type);
  const name = row.kind === "float" ? arithmeticName(row.name, t.input.target) : undefined;
  if (name !== "f32" && name !== "f64") {
    return giveUp(t, "constant", macro, "Rust has no floating type like that of the constant");
  }
  const value = name === "f32" ? Math.fround(meaning.value) : meaning.value;
  return [constItem(t, macro, t.types.of(meaning.type), atom(floatText(value, name)))];
}

/** `&CStr`; with a NUL inside, or wide, a reference to an array that ends in the NUL as C's does. */
function stringItem(t: Translation, macro: CMacro, meaning: MacroMeaning & { readonly kind: "string" }): BuiltItem {
  const { units, prefix } = meaning;
  const { minor } = t.input.rustTarget;
  if (prefix === "L" || prefix === "u" || prefix === "U") return wideStringItem(t, macro, units, prefix);
  const value = latin1Text(units);
  const bytes = escapedBytes(value);
  if (value.includes("\0") || minor < 64) {
    const array: RustType = { kind: "array", of: { kind: "path", path: "u8" }, length: String(value.length + 1) };
    return constItem(t, macro, reference(array), atom(`b"${bytes}\\0"`));
  }
  const cstr = t.spelling.ffi("CStr");
  const type = reference({ kind: "path", path: cstr });
  // c"" literals came with Rust 1.77
  if (minor >= 77) return constItem(t, macro, type, atom(`c"${bytes}"`));
  const call = `unsafe { ${t.spelling.core}::ffi::CStr::from_bytes_with_nul_unchecked(b"${bytes}\\0") }`;
  return constItem(t, macro, type, atom(call));
}

function wideStringItem(
  t: Translation,
  macro: CMacro,
  codeUnits: readonly number[],
  prefix: "L" | "u" | "U",
): BuiltItem {
  const { target } = t.input;
  const wide = target.wcharType;
  const wideName = arithmeticName(wide, target) ?? "c_int";
  const element: RustType =
    prefix === "L"
      ? { kind: "path", path: wideName.startsWith("c_") ? t.spelling.ffi(wideName) : wideName }
      : { kind: "path", path: prefix === "u" ? "u16" : "u32" };
  const signed = prefix === "L" && isSignedKind(wide, target);
  const units = signed && unitBits(prefix, target) === 32 ? codeUnits.map((unit) => unit | 0) : codeUnits;
  const items = [...units, 0].map((unit) => atom(unit > 9 ? `0x${unit.toString(16)}` : String(unit)));
  const type = reference({ kind: "array", of: element, length: String(items.length) });
  return constItem(t, macro, type, { kind: "unary", operator: "&", of: { kind: "array", items } });
}

/** `&T` of a constant: 'static is implied. */
function reference(to: RustType): RustType {
  return { kind: "reference", to };
}

/**
 * `pub use f as A;`. Where a type shares one of the names, `use` would bring or hide it: the symbol is then declared again under the
 * other name.
 */
function aliasItem(t: Translation, macro: CMacro, of: string, owners: ValueOwners): readonly BuiltItem[] {
  const { name, origin } = macro;
  if (!owners.isItem(of)) {
    const isKnown = owners.functions.has(of) || owners.variables.has(of);
    const why = isKnown ? "is no item of this crate" : "is not declared";
    return giveUp(t, "macro", macro, `another name of ${of}, which ${why}`);
  }
  if (t.names.taken.has(rustName(of)) || t.names.taken.has(rustName(name))) {
    const fn = owners.functions.get(of);
    if (fn?.body !== undefined) return giveUp(t, "macro", macro, `a type has the name of it or of ${of}`);
    const { target } = t.input;
    if (fn !== undefined) return functionItems(t, { ...fn, name, asmLabel: symbolOf(target, of, fn.asmLabel), origin });
    const variable = owners.variables.get(of);
    if (variable !== undefined)
      return variableItems(t, { ...variable, name, asmLabel: symbolOf(target, of, variable.asmLabel), origin });
  }
  const item: RustItem = {
    kind: "use",
    key: keyOf(t, "use", name),
    path: rustName(of),
    name: rustName(name),
    public: true,
    attributes: [],
    doc: docOf(t, origin),
  };
  return [built(item, name, origin, [of])];
}

function typeAliasItem(t: Translation, macro: CMacro, type: TypeId): readonly BuiltItem[] {
  const name = rustName(macro.name);
  const row = t.types.canonical(type);
  if (primitiveTypes.has(macro.name)) {
    if (samePrimitive(macro.name, row, t.input.target)) return none;
    return giveUp(t, "macro", macro, "a primitive type of Rust has the name");
  }
  if (row.kind === "error") return giveUp(t, "macro", macro, "names a type that was not understood");
  const rust = t.types.of(type);
  if (t.names.taken.has(name)) {
    // `#define foo_t foo_t`, or the same type once more under its own name
    if (rust.kind === "path" && rust.path === name) return none;
    return giveUp(t, "macro", macro, "the type of that name has the name");
  }
  t.names.taken.add(name);
  const key = keyOf(t, "type", macro.name);
  const doc = docOf(t, macro.origin);
  return [built({ kind: "type", key, name, type: rust, attributes: [], doc }, macro.name, macro.origin)];
}
