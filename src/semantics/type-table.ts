/**
 * All types of a unit, hash-consed: structurally equal types have one id (C11 6.2.5). Typedef names stay as sugar; `shape` looks through
 * them at the top, `canonical` everywhere. Owns the rows; every other file makes types through it.
 */
import type { Bytes, FloatKind, IntegerKind } from "../base/index.js";
import type { CType, CTypedef, EnumId, FunctionType, RecordId, TypedefId, TypeId } from "./c-type.js";

/** Name of the typedef that stands for a type which has no name and only a macro's caller knows. */
export const openTypeName = "__kpigen_open__";

/** Qualifiers as a bit set; an address space is a number above them, in units of `addressSpace`. */
export const Qualifier = { const: 1, volatile: 2, restrict: 4, addressSpace: 8 } as const;

export class TypeTable {
  readonly rows: CType[];
  readonly typedefs: CTypedef[];
  /** Ids of types that are made of one other thing, by that thing's id: an array a kind. */
  readonly #derived: readonly TypeId[][];
  readonly #byText: Map<string, TypeId>;
  /** The youngest function type of a hash, and the next older one of the same hash by type id. */
  readonly #functions: Map<number, TypeId>;
  readonly #older: (TypeId | undefined)[];
  /** Of function types: how many types they are when they are written out. */
  readonly #weights: number[];
  readonly #shape: TypeId[];
  readonly #canonical: TypeId[];
  readonly #integers: Readonly<Record<IntegerKind, TypeId>>;
  readonly void: TypeId;
  readonly error: TypeId;
  readonly vaList: TypeId;

  constructor(from?: TypeTable) {
    this.rows = from === undefined ? [] : [...from.rows];
    this.typedefs = from === undefined ? [] : [...from.typedefs];
    this.#derived =
      from === undefined ? Array.from({ length: derivedKinds }, () => []) : from.#derived.map((ids) => [...ids]);
    this.#byText = new Map(from === undefined ? [] : from.#byText);
    this.#functions = new Map(from === undefined ? [] : from.#functions);
    this.#older = from === undefined ? [] : [...from.#older];
    this.#weights = from === undefined ? [] : [...from.#weights];
    this.#shape = from === undefined ? [] : [...from.#shape];
    this.#canonical = from === undefined ? [] : [...from.#canonical];
    const integer = (name: IntegerKind) => this.#text(name, { kind: "integer", name });
    this.#integers = {
      bool: integer("bool"),
      char: integer("char"),
      "signed char": integer("signed char"),
      "unsigned char": integer("unsigned char"),
      short: integer("short"),
      "unsigned short": integer("unsigned short"),
      int: integer("int"),
      "unsigned int": integer("unsigned int"),
      long: integer("long"),
      "unsigned long": integer("unsigned long"),
      "long long": integer("long long"),
      "unsigned long long": integer("unsigned long long"),
      __int128: integer("__int128"),
      "unsigned __int128": integer("unsigned __int128"),
    };
    this.void = this.#text("void", { kind: "void" });
    this.error = this.#text("error", { kind: "error" });
    this.vaList = this.#text("va-list", { kind: "va-list" });
  }

  row(type: TypeId): CType {
    return this.rows[type];
  }

  integer(name: IntegerKind): TypeId {
    return this.#integers[name];
  }

  float(name: FloatKind): TypeId {
    return this.#text(name, { kind: "float", name });
  }

  complex(of: FloatKind): TypeId {
    return this.#text(`complex ${of}`, { kind: "complex", of });
  }

  #open: TypeId | undefined;

  /**
   * A type that only the caller of a macro knows, and which has no name: `__typeof__(x)`. It behaves as `error` does, but takes qualifiers, so that a
   * volatile object stays one.
   */
  get open(): TypeId {
    if (this.#open === undefined) {
      const origin = { place: -1, source: 0, firstToken: -1, lastToken: -1, comment: undefined, options: [] } as never;
      const entry = { name: openTypeName, type: this.error, aligned: undefined, scope: "macro", origin } as const;
      this.#open = this.typedef(this.addTypedef(entry));
    }
    return this.#open;
  }

  sizeless(name: string): TypeId {
    return this.#text(`sizeless ${name}`, { kind: "sizeless", name });
  }

  pointer(to: TypeId): TypeId {
    return this.#derived[Derived.pointer][to] ?? this.#derive(Derived.pointer, to, { kind: "pointer", to });
  }

  blockPointer(to: TypeId): TypeId {
    return (
      this.#derived[Derived.blockPointer][to] ?? this.#derive(Derived.blockPointer, to, { kind: "block-pointer", to })
    );
  }

  record(record: RecordId): TypeId {
    return this.#derived[Derived.record][record] ?? this.#derive(Derived.record, record, { kind: "record", record });
  }

  enum(id: EnumId): TypeId {
    return this.#derived[Derived.enum][id] ?? this.#derive(Derived.enum, id, { kind: "enum", enum: id });
  }

  typedef(id: TypedefId): TypeId {
    return this.#derived[Derived.typedef][id] ?? this.#derive(Derived.typedef, id, { kind: "typedef", typedef: id });
  }

  atomic(of: TypeId): TypeId {
    return this.#derived[Derived.atomic][of] ?? this.#derive(Derived.atomic, of, { kind: "atomic", of });
  }

  array(of: TypeId, length: number | "incomplete" | "variable"): TypeId {
    if (length !== "incomplete") return this.#text(`[${of},${length}`, { kind: "array", of, length });
    return this.#derived[Derived.flexible][of] ?? this.#derive(Derived.flexible, of, { kind: "array", of, length });
  }

  vector(of: TypeId, length: number): TypeId {
    return this.#text(`v${of},${length}`, { kind: "vector", of, length });
  }

  function(type: Omit<FunctionType, "kind">): TypeId {
    const hash = functionHash(type);
    const youngest = this.#functions.get(hash);
    for (let id = youngest; id !== undefined; id = this.#older[id]) {
      if (sameFunction(this.rows[id] as FunctionType, type)) return id;
    }
    const { returns, parameters, variadic, prototype, noreturn, convention } = type;
    const id = this.rows.length as TypeId;
    this.rows.push({ kind: "function", returns, parameters, variadic, prototype, noreturn, convention });
    this.#functions.set(hash, id);
    this.#older[id] = youngest;
    this.#weights[id] = parameters.reduce((sum, one) => sum + this.weight(one.type), 1 + this.weight(returns));
    return id;
  }

  /** How many types it is when it is written out with its parameters and theirs; typedefs and what is pointed to included. */
  weight(type: TypeId): number {
    for (let at = type; ; ) {
      const row = this.rows[at];
      if (row.kind === "pointer" || row.kind === "block-pointer") at = row.to;
      else if (row.kind === "qualified" || row.kind === "array" || row.kind === "atomic") at = row.of;
      else if (row.kind === "typedef") at = this.typedefs[row.typedef].type;
      else return row.kind === "function" ? this.#weights[at] : 1;
    }
  }

  /** Adds qualifiers (bits of `Qualifier`); those of an array are its elements' (C11 6.7.3p9). */
  qualify(type: TypeId, qualifiers: number): TypeId {
    if (qualifiers === 0) return type;
    const row = this.rows[type];
    if (row.kind === "error") return type;
    if (row.kind === "array") return this.array(this.qualify(row.of, qualifiers), row.length);
    let of = type;
    let all = qualifiers;
    if (row.kind === "qualified") {
      of = row.of;
      all |= qualifierBits(row);
      if (all === qualifierBits(row)) return type;
    }
    const known = all < Qualifier.addressSpace ? this.#derived[Derived.qualified + all][of] : undefined;
    if (known !== undefined) return known;
    const qualified = {
      kind: "qualified",
      of,
      const: (all & Qualifier.const) !== 0,
      volatile: (all & Qualifier.volatile) !== 0,
      restrict: (all & Qualifier.restrict) !== 0,
    } as const;
    if (all < Qualifier.addressSpace) return this.#derive(Derived.qualified + all, of, qualified);
    return this.#text(`@${of},${all}`, { ...qualified, addressSpace: all >> 3 });
  }

  addTypedef(entry: Omit<CTypedef, "id">): TypedefId {
    const id = this.typedefs.length as TypedefId;
    this.typedefs.push({ id, ...entry });
    // known from here on: a chain of typedefs is never walked down to its end
    this.shapeId(entry.type);
    return id;
  }

  alignTypedef(id: TypedefId, aligned: Bytes): void {
    this.typedefs[id] = { ...this.typedefs[id], aligned };
  }

  /** The type without typedef names and qualifiers at its top; inner ones stay. */
  shapeId(type: TypeId): TypeId {
    const known = this.#shape[type];
    if (known !== undefined) return known;
    const row = this.rows[type];
    let found = type;
    if (row.kind === "typedef") {
      found = this.shapeId(this.typedefs[row.typedef].type);
    } else if (row.kind === "qualified") {
      found = this.shapeId(row.of);
      const inner = this.rows[found];
      if (inner.kind === "array") found = this.array(this.qualify(inner.of, qualifierBits(row)), inner.length);
    }
    this.#shape[type] = found;
    return found;
  }

  /** Row of `shapeId`. */
  shape(type: TypeId): CType {
    return this.rows[this.shapeId(type)];
  }

  /** Qualifiers of a type through its typedef names, bits of `Qualifier`. */
  qualifiers(type: TypeId): number {
    let found = 0;
    for (let at = type; ; ) {
      const row = this.rows[at];
      if (row.kind === "qualified") {
        found |= qualifierBits(row);
        at = row.of;
      } else if (row.kind === "typedef") at = this.typedefs[row.typedef].type;
      else return found;
    }
  }

  /** The same type without its top-level qualifiers; typedef names stay where they carry none. */
  unqualified(type: TypeId): TypeId {
    const row = this.rows[type];
    if (row.kind === "qualified") return this.unqualified(row.of);
    if (row.kind === "typedef" && this.qualifiers(type) !== 0) return this.shapeId(type);
    return type;
  }

  /**
   * The type with every typedef name resolved; parameter names, qualifiers of parameters and noreturn dropped, as they make no type
   * different (C11 6.7.6.3p15).
   */
  canonical(type: TypeId): TypeId {
    const known = this.#canonical[type];
    if (known !== undefined) return known;
    const found = this.#canonicalOf(type);
    this.#canonical[type] = found;
    this.#canonical[found] = found;
    return found;
  }

  #canonicalOf(type: TypeId): TypeId {
    const row = this.rows[type];
    switch (row.kind) {
      case "typedef": {
        let at = this.typedefs[row.typedef].type;
        for (let to = this.rows[at]; to.kind === "typedef"; to = this.rows[at]) at = this.typedefs[to.typedef].type;
        return this.canonical(at);
      }
      case "qualified":
        return this.qualify(this.canonical(row.of), qualifierBits(row));
      case "pointer":
        return this.pointer(this.canonical(row.to));
      case "block-pointer":
        return this.blockPointer(this.canonical(row.to));
      case "array":
        return this.array(this.canonical(row.of), row.length);
      case "vector":
        return this.vector(this.canonical(row.of), row.length);
      case "atomic":
        return this.atomic(this.canonical(row.of));
      case "function":
        return this.function({
          returns: this.unqualified(this.canonical(row.returns)),
          parameters: row.parameters.map((p) => ({
            name: undefined,
            type: this.unqualified(this.canonical(p.type)),
          })),
          variadic: row.variadic,
          prototype: row.prototype,
          noreturn: false,
          convention: row.convention,
        });
      default:
        return type;
    }
  }

  #text(key: string, row: CType): TypeId {
    let id = this.#byText.get(key);
    if (id === undefined) {
      id = this.rows.length as TypeId;
      this.rows.push(row);
      this.#byText.set(key, id);
    }
    return id;
  }

  #derive(kind: number, of: number, row: CType): TypeId {
    const id = this.rows.length as TypeId;
    this.rows.push(row);
    this.#derived[kind][of] = id;
    return id;
  }
}

/** Kinds of `#derived`; a qualified type's is `qualified` plus its set of qualifiers. */
const Derived = {
  pointer: 0,
  blockPointer: 1,
  record: 2,
  enum: 3,
  typedef: 4,
  atomic: 5,
  flexible: 6,
  qualified: 7,
} as const;
const derivedKinds = Derived.qualified + 8;

function functionHash({ returns, parameters, variadic, prototype, noreturn }: Omit<FunctionType, "kind">): number {
  let hash = returns * 8 + (variadic ? 4 : 0) + (prototype ? 2 : 0) + (noreturn ? 1 : 0);
  for (const { name, type } of parameters) {
    hash = (Math.imul(hash, 31) + type * 64 + (name === undefined ? 0 : name.length)) | 0;
  }
  return hash;
}

function sameFunction(row: FunctionType, type: Omit<FunctionType, "kind">): boolean {
  const { returns, parameters, variadic, prototype, noreturn, convention } = type;
  if (row.returns !== returns || row.parameters.length !== parameters.length || row.variadic !== variadic) return false;
  if (row.prototype !== prototype || row.noreturn !== noreturn || row.convention !== convention) return false;
  for (let i = 0; i < parameters.length; i++) {
    const own = row.parameters[i];
    if (own.type !== parameters[i].type || own.name !== parameters[i].name) return false;
  }
  return true;
}

function qualifierBits(row: Extract<CType, { kind: "qualified" }>): number {
  return (
    ((row.addressSpace ?? 0) * Qualifier.addressSpace + (row.const ? Qualifier.const : 0)) |
    (row.volatile ? Qualifier.volatile : 0) |
    (row.restrict ? Qualifier.restrict : 0)
  );
}
