/**
 * C types as Rust types (docs/mapping: "From C to Rust"). In: rows of CProgram.types. Out: RustType with the short names that
 * `imports.ts` brings into each module. What Rust has no type for gets bytes of the same size and alignment, and says so where it would
 * cross a call by value, because there the psABI asks for more than size and alignment.
 */
import { assertNever, type FloatKind, type IntegerKind, type Target } from "../base/index.js";
import type { CProgram, CType, EnumId, FunctionType, RecordId, TypeId } from "../semantics/index.js";
import type { HelperTypes } from "./helper-types.js";
import type { RustSignature, RustType } from "./rust-crate.js";
import { rustName } from "./rust-name.js";
import type { Spelling } from "./spelling.js";
import type { RustRules } from "./translate-input.js";
import type { TypeNames } from "./type-names.js";

export interface RustTypes {
  /** Type of a member, a variable, a pointee, a typedef. */
  readonly of: (type: TypeId) => RustType;
  /** Type of a parameter: an array is a pointer, a transparent union its first member. */
  readonly parameter: (type: TypeId) => RustType;
  readonly signature: (type: FunctionType, noreturn: boolean) => RustSignature;
  /** Why Rust has no value of the type; undefined where it has. */
  readonly valueless: (type: TypeId) => string | undefined;
  /** Why a value of the type cannot cross a call between C and Rust; undefined where it can. */
  readonly unpassable: (type: TypeId) => string | undefined;
  /** Why a function of the type cannot be called. */
  readonly uncallable: (type: FunctionType) => string | undefined;
  /** The type without typedef names and qualifiers on top. */
  readonly canonical: (type: TypeId) => CType;
  readonly volatility: (type: TypeId) => "itself" | "pointee" | undefined;
  readonly isConst: (type: TypeId) => boolean;
  readonly signed: (kind: IntegerKind) => boolean;
  /** Has the enum a type of its own in Rust? */
  readonly isNamedEnum: (id: EnumId) => boolean;
}

export interface RustTypesInput {
  readonly program: CProgram;
  readonly names: TypeNames;
  readonly target: Target;
  readonly rules: RustRules;
  readonly spelling: Spelling;
  readonly helpers: HelperTypes;
  /** Both: see RecordShapes. */
  readonly whyNoValue: (record: RecordId) => string | undefined;
  readonly whyNotByValue: (record: RecordId) => string | undefined;
}

const integerNames: Readonly<Record<Exclude<IntegerKind, "char">, string>> = {
  bool: "bool",
  "signed char": "c_schar",
  "unsigned char": "c_uchar",
  short: "c_short",
  "unsigned short": "c_ushort",
  int: "c_int",
  "unsigned int": "c_uint",
  long: "c_long",
  "unsigned long": "c_ulong",
  "long long": "c_longlong",
  "unsigned long long": "c_ulonglong",
  __int128: "i128",
  "unsigned __int128": "u128",
};

const path = (text: string): RustType => ({ kind: "path", path: text });

/** Rust's type for a C arithmetic type; undefined where it has none. */
export function arithmeticName(kind: IntegerKind | FloatKind, target: Target): string | undefined {
  switch (kind) {
    case "char":
      return charName(target);
    case "float":
      return "f32";
    case "double":
      return "f64";
    case "long double":
    case "_Float16":
    case "__float128":
    case "__bf16":
    case "__fp16":
    case "__mfp8":
      return undefined;
    default:
      return integerNames[kind];
  }
}

/** Plain char: `c_char`, unless the compiler's flags gave it the other sign. */
export function charName({ charIsSigned, ffiCharIsSigned = charIsSigned }: Target): string {
  return ffiCharIsSigned === charIsSigned ? "c_char" : charIsSigned ? "c_schar" : "c_uchar";
}

/** Is the integer signed on this target? */
export function isSigned(kind: IntegerKind, target: Target): boolean {
  if (kind === "char") return target.charIsSigned;
  return kind !== "bool" && !kind.startsWith("unsigned");
}

/** True where a C integer type is what a Rust primitive is: `u32` and `unsigned int`. */
export function samePrimitive(rust: string, type: CType, target: Target): boolean {
  if (type.kind === "float")
    return (rust === "f32" && type.name === "float") || (rust === "f64" && type.name === "double");
  if (type.kind !== "integer") return false;
  if (rust === "bool" || type.name === "bool") return rust === "bool" && type.name === "bool";
  const shape = /^([iu])(8|16|32|64|128|size)$/.exec(rust);
  if (shape === null) return false;
  const size = shape[2] === "size" ? target.pointer.size : Number(shape[2]) / 8;
  return target.integers[type.name]?.size === size && isSigned(type.name, target) === (shape[1] === "i");
}

/** C's names are distinct; those that had to be changed may meet another one. */
function makeDistinct(parameters: readonly { name: string | undefined }[]): void {
  const used = new Set<string>();
  for (const one of parameters) {
    while (one.name !== undefined && used.has(one.name)) one.name = `${one.name}_`;
    if (one.name !== undefined) used.add(one.name);
  }
}

/** @returns translators over one program; each type is translated once. */
export function createRustTypes(input: RustTypesInput): RustTypes {
  const { program, spelling, names, helpers } = input;
  const { types } = program;
  const made: (RustType | undefined)[] = new Array(types.length);
  const calls: (string | null | undefined)[] = new Array(types.length);
  const values: (string | null | undefined)[] = new Array(types.length);

  function canonical(type: TypeId): CType {
    for (let at = type; ; ) {
      const row = types[at];
      if (row.kind === "typedef") at = program.typedefs[row.typedef].type;
      else if (row.kind === "qualified") at = row.of;
      else return row;
    }
  }

  function of(type: TypeId): RustType {
    const known = made[type];
    if (known !== undefined) return known;
    const rust = translate(types[type]);
    made[type] = rust;
    return rust;
  }

  function translate(row: CType): RustType {
    switch (row.kind) {
      case "void":
        return path(spelling.ffi("c_void"));
      case "integer": {
        const name = arithmeticName(row.name, input.target) ?? "";
        return path(name.startsWith("c_") ? spelling.ffi(name) : name);
      }
      case "float": {
        const name = arithmeticName(row.name, input.target);
        return path(name ?? helpers.float(row.name));
      }
      case "complex":
        return path(helpers.complex(row.of));
      case "pointer":
        return pointer(row.to);
      case "block-pointer":
        return { kind: "pointer", mutable: true, to: path(spelling.ffi("c_void")) };
      case "qualified":
      case "atomic":
        return of(row.of);
      case "array":
        return { kind: "array", of: of(row.of), length: typeof row.length === "number" ? String(row.length) : "0" };
      case "function":
        // never called through such a type: only pointers to it exist, and they are plain pointers
        if (uncallable(row) !== undefined) return path(spelling.ffi("c_void"));
        return { kind: "function", signature: signature(row, row.noreturn) };
      case "record":
        return path(names.records[row.record]);
      case "enum": {
        const name = names.enums[row.enum];
        return name === undefined ? of(program.enums[row.enum].type) : path(name);
      }
      case "typedef":
        return typedefName(row.typedef);
      case "vector":
        return vector(row);
      case "va-list":
        return vaList(false);
      case "sizeless":
        return path(helpers.sizeless(row.name));
      case "error":
        return path(spelling.ffi("c_void"));
      default:
        return assertNever(row);
    }
  }

  function typedefName(id: number): RustType {
    const typedef = program.typedefs[id];
    const rule = Object.hasOwn(input.rules.types, typedef.name) ? input.rules.types[typedef.name] : undefined;
    if (rule !== undefined && !rule.keepName && samePrimitive(rule.rust, canonical(typedef.type), input.target))
      return path(rule.rust);
    // a name that only a body knows says nothing here, unless it is that of a record without a tag
    if (typedef.scope === "block" && names.typedefDeclared[id]) return of(typedef.type);
    return path(names.typedefs[id]);
  }

  function pointer(to: TypeId): RustType {
    const target = canonical(to);
    if (target.kind === "function" && uncallable(target) === undefined)
      return { kind: "generic", path: spelling.option, arguments: [of(to)] };
    return { kind: "pointer", mutable: !isConst(to), to: of(to) };
  }

  /** A `va_list` is an array on some machines, and so a pointer as a parameter (C11 6.7.6.3p7). */
  function vaList(parameter: boolean): RustType {
    const list = input.target.vaList;
    if (list.kind === "pointer") return { kind: "pointer", mutable: true, to: path(spelling.ffi("c_void")) };
    const tag = path(helpers.vaListTag(list.size, list.align));
    if (!list.array) return tag;
    return parameter ? { kind: "pointer", mutable: true, to: tag } : { kind: "array", of: tag, length: "1" };
  }

  function vector(row: CType & { readonly kind: "vector" }): RustType {
    const size = sizeOfVector(row);
    return path(helpers.bytes("vector", size, Math.min(size, input.target.maxVectorAlign ?? size)));
  }

  function sizeOfVector(row: CType & { readonly kind: "vector" }): number {
    const element = canonical(row.of);
    let size = 1;
    if (element.kind === "integer") size = input.target.integers[element.name]?.size ?? 1;
    else if (element.kind === "float") size = input.target.floats[element.name]?.size ?? 1;
    else if (element.kind === "pointer") size = input.target.pointer.size;
    return 2 ** Math.ceil(Math.log2(size * row.length));
  }

  function parameter(type: TypeId): RustType {
    const row = canonical(type);
    if (row.kind === "va-list") return vaList(true);
    // not adjusted by whoever made the type: adjust here, an array is never passed
    if (row.kind === "array") return { kind: "pointer", mutable: !isConst(row.of), to: of(row.of) };
    if (row.kind === "function") return { kind: "generic", path: spelling.option, arguments: [of(type)] };
    const first = row.kind === "record" ? program.records[row.record].definition : undefined;
    // GCC, Common Type Attributes: transparent_union is passed as its first member is
    if (first?.transparent && first.members.length > 0) return parameter(first.members[0].type);
    return of(type);
  }

  function signature(type: FunctionType, noreturn: boolean): RustSignature {
    let returns: RustType | undefined;
    if (noreturn) returns = { kind: "never" };
    else if (canonical(type.returns).kind !== "void") returns = of(type.returns);
    const parameters: { name: string | undefined; type: RustType }[] = [];
    let changed = false;
    for (let i = 0; i < type.parameters.length; i++) {
      const one = type.parameters[i];
      const name = one.name === undefined ? undefined : rustName(one.name);
      if (name !== one.name) changed = true;
      parameters.push({ name, type: parameter(one.type) });
    }
    if (changed) makeDistinct(parameters);
    const variadic = type.variadic && parameters.length > 0;
    const abi = type.convention === undefined ? undefined : input.rules.conventions?.[type.convention];
    return abi === undefined ? { parameters, variadic, returns } : { parameters, variadic, abi, returns };
  }

  const unpassable = (type: TypeId): string | undefined => remembered(calls, type, unpassable, input.whyNotByValue);
  const valueless = (type: TypeId): string | undefined => remembered(values, type, valueless, input.whyNoValue);

  type Why<T> = (of: T) => string | undefined;

  function remembered(
    known: (string | null | undefined)[],
    type: TypeId,
    again: Why<TypeId>,
    whyNot: Why<RecordId>,
  ): string | undefined {
    const before = known[type];
    if (before !== undefined) return before ?? undefined;
    known[type] = null;
    const why = whyNotAs(type, again, whyNot);
    known[type] = why ?? null;
    return why;
  }

  /** A parameter passed as a transparent union is its first member. */
  function unpassableParameter(type: TypeId): string | undefined {
    const row = canonical(type);
    const union = row.kind === "record" ? program.records[row.record].definition : undefined;
    const first = union?.transparent ? union.members[0] : undefined;
    return first === undefined ? unpassable(type) : unpassable(first.type);
  }

  /** @param again the question of a part @param whyNot the question of a record itself */
  function whyNotAs(type: TypeId, again: Why<TypeId>, whyNot: Why<RecordId>): string | undefined {
    const row = canonical(type);
    switch (row.kind) {
      case "float":
        return arithmeticName(row.name, input.target) === undefined
          ? `a ${row.name} by value, for which Rust has no type`
          : undefined;
      case "complex":
        return "a complex number by value, for which Rust has no type";
      case "vector":
        return "a vector by value, for which stable Rust has no type";
      case "atomic":
        return "an _Atomic type by value";
      case "sizeless":
        return `${row.name} by value, whose size is known only when the program runs`;
      case "error":
        return "a type that was not understood";
      case "enum":
        return again(program.enums[row.enum].type);
      case "block-pointer":
        return "a block (^) by value";
      case "array":
        return again(row.of);
      case "record": {
        const record = program.records[row.record];
        const name = `${record.tagKind} ${record.tag ?? names.records[row.record]}`;
        if (record.layout === undefined || record.definition === undefined)
          return `${name} by value, which is incomplete`;
        for (const member of record.definition.members) {
          const why = again(member.type);
          if (why !== undefined) return `${name} by value, which holds ${why}`;
        }
        const why = whyNot(record.id);
        return why === undefined ? undefined : `${name} by value, which ${why}`;
      }
      default:
        return undefined;
    }
  }

  function uncallable(type: FunctionType): string | undefined {
    if (canonical(type.returns).kind !== "void") {
      const why = unpassable(type.returns);
      if (why !== undefined) return `returns ${why}`;
    }
    for (let i = 0; i < type.parameters.length; i++) {
      const why = unpassableParameter(type.parameters[i].type);
      if (why !== undefined) return `takes ${why}`;
    }
    const { convention } = type;
    if (convention !== undefined && (input.rules.conventions?.[convention] === undefined || type.variadic))
      return `has the calling convention ${convention}${type.variadic ? " and variable arguments" : ""}, which Rust lacks`;
    if (type.variadic && type.parameters.length === 0) return "Rust has no function with nothing but `...`";
    return undefined;
  }

  /** Qualifiers of an array are its elements' (C11 6.7.3p9). */
  function qualifier(type: TypeId, which: "const" | "volatile"): boolean {
    for (let at = type; ; ) {
      const row = types[at];
      if (row.kind === "qualified") {
        if (row[which]) return true;
        at = row.of;
      } else if (row.kind === "typedef") at = program.typedefs[row.typedef].type;
      else if (row.kind === "array") at = row.of;
      else return which === "volatile" && row.kind === "atomic";
    }
  }

  const isConst = (type: TypeId): boolean => qualifier(type, "const");

  function volatility(type: TypeId): "itself" | "pointee" | undefined {
    if (qualifier(type, "volatile")) return "itself";
    let row = canonical(type);
    while (row.kind === "pointer") {
      if (qualifier(row.to, "volatile")) return "pointee";
      row = canonical(row.to);
    }
    return undefined;
  }

  return {
    of,
    parameter,
    signature,
    valueless,
    unpassable,
    uncallable,
    canonical,
    volatility,
    isConst,
    signed: (kind) => isSigned(kind, input.target),
    isNamedEnum: (id) => names.enums[id] !== undefined,
  };
}
