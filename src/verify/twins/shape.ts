/**
 * What a C type looks like in memory, for inputs: its scalars with offset, width and kind, pointers with what they point to. In: types of a
 * program. Out: rows of the harness's tables. BYTES everywhere.
 */
import type { IntegerKind, Target } from "../../base/index.js";
import type { CProgram, CType, RecordId, TypeId } from "../../semantics/index.js";

/** Same order as in harness/twins.h. */
export const leafKinds = ["number", "bool", "float", "pointer", "function", "bytes"] as const;

export interface Leaf {
  readonly kind: (typeof leafKinds)[number];
  readonly offset: number;
  readonly width: number;
  readonly count: number;
  readonly stride: number;
  /** Of a pointer, a shape; of a function pointer, a row of function types. */
  readonly target: number;
  /** Of a pointer: what it points to is const. */
  readonly constant: boolean;
}

export interface Shape {
  readonly size: number;
  readonly align: number;
  /** How many a pointer to one points to. */
  readonly copies: number;
  readonly leaves: readonly Leaf[];
}

/** Rows that harness/twins.h knows by number: memory of unknown type, text, nothing. */
export const shapeOfBlock = 0;
export const shapeOfText = 1;
export const shapeOfNothing = 2;

/** A C function type for which the harness needs a function: what pointers to such functions point to. */
export interface FunctionRow {
  readonly unit: number;
  readonly type: TypeId;
}

/** Of objects in the arena: no scalar wants more. */
const leastAlignment = 16;

/** Shapes of all units, numbered in one row. */
export class ShapeTable {
  readonly shapes: (Shape | undefined)[] = [
    { size: 256, align: leastAlignment, copies: 1, leaves: [] },
    { size: 256, align: leastAlignment, copies: 1, leaves: [] },
    { size: 0, align: leastAlignment, copies: 1, leaves: [] },
  ];
  readonly functions: FunctionRow[] = [];
  /** A scalar result of any type: its value in 8 bytes, its size, whether it has a sign (sides.ts). */
  readonly scalarRow = this.#scalar();

  #scalar(): number {
    const word = { kind: "number", offset: 0, width: 8, count: 1, stride: 8, target: 0, constant: false } as const;
    const leaves = [word, { ...word, offset: 8, width: 1, count: 2, stride: 1 }];
    return this.shapes.push({ size: 16, align: leastAlignment, copies: 1, leaves }) - 1;
  }

  /** A pointer to objects of a row. */
  pointerTo(target: number, size: number): number {
    const leaf = { kind: "pointer", offset: 0, width: size, count: 1, stride: size, target, constant: true } as const;
    return this.shapes.push({ size, align: leastAlignment, copies: 1, leaves: [leaf] }) - 1;
  }

  /** Shapes by type; one a unit, since type ids are a unit's own. */
  ofUnit(unit: number, program: CProgram, target: Target): UnitShapes {
    return new UnitShapes(this, unit, program, target);
  }
}

const bytesInARow = 256;
const mostExpanded = 64;

export class UnitShapes {
  readonly #table: ShapeTable;
  readonly #unit: number;
  readonly #program: CProgram;
  readonly #target: Target;
  readonly #rows = new Map<string, number>();
  readonly #functionRows = new Map<TypeId, number>();

  constructor(table: ShapeTable, unit: number, program: CProgram, target: Target) {
    this.#table = table;
    this.#unit = unit;
    this.#program = program;
    this.#target = target;
  }

  /** A type without names and qualifiers, an enum as its integer type. */
  resolve(type: TypeId): CType {
    let t = this.#program.types[type];
    for (let steps = 0; steps < 64; steps++) {
      if (t.kind === "qualified" || t.kind === "atomic") t = this.#program.types[t.of];
      else if (t.kind === "typedef") t = this.#program.types[this.#program.typedefs[t.typedef].type];
      else if (t.kind === "enum") t = this.#program.types[this.#program.enums[t.enum].type];
      else return t;
    }
    return t;
  }

  /** Undefined where the type has no size, or is of a kind that has no place in a twin. */
  size(type: TypeId): number | undefined {
    const t = this.resolve(type);
    switch (t.kind) {
      case "integer":
        return this.#integer(t.name);
      case "float":
        return t.name === "float" ? 4 : t.name === "double" ? 8 : undefined;
      case "pointer":
        return this.#target.pointer.size;
      case "record":
        return this.#program.records[t.record].layout?.size;
      case "array": {
        const of = this.size(t.of);
        return of === undefined || typeof t.length !== "number" ? undefined : of * t.length;
      }
      default:
        return undefined;
    }
  }

  /** Row of a type that a function takes, returns or has as a variable; undefined where it has no size. */
  row(type: TypeId): number | undefined {
    const t = this.resolve(type);
    if (t.kind === "void") return shapeOfNothing;
    const size = this.size(type);
    if (size === undefined) return undefined;
    const key = t.kind === "record" ? `record ${t.record}` : JSON.stringify(t);
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = this.#table.shapes.length;
    this.#rows.set(key, row);
    this.#table.shapes.push(undefined);
    const copies =
      t.kind === "record" ? (size > bytesInARow ? 1 : 2) : Math.max(1, Math.floor(bytesInARow / Math.max(1, size)));
    const align = t.kind === "record" ? (this.#program.records[t.record].layout?.align ?? 1) : 1;
    this.#table.shapes[row] = { size, align: Math.max(leastAlignment, align), copies, leaves: this.#leaves(type, 0) };
    return row;
  }

  /** Row of what a pointer points to. */
  pointee(to: TypeId): number {
    const t = this.resolve(to);
    if (t.kind === "integer" && this.#integer(t.name) === 1 && t.name !== "bool") return shapeOfText;
    if (t.kind === "array") return this.pointee(t.of);
    const row = this.row(to);
    return row === undefined || row === shapeOfNothing ? shapeOfBlock : row;
  }

  /** Undefined where the program never mentions the type. */
  integerType(name: IntegerKind): TypeId | undefined {
    const type = this.#program.types.findIndex((one) => one.kind === "integer" && one.name === name);
    return type < 0 ? undefined : (type as TypeId);
  }

  floatType(name: "float" | "double"): TypeId | undefined {
    const type = this.#program.types.findIndex((one) => one.kind === "float" && one.name === name);
    return type < 0 ? undefined : (type as TypeId);
  }

  pointerType(name: IntegerKind): TypeId | undefined {
    const to = this.integerType(name);
    const type = this.#program.types.findIndex((one) => one.kind === "pointer" && one.to === to);
    return type < 0 ? undefined : (type as TypeId);
  }

  recordRow(id: RecordId): number | undefined {
    const type = this.#program.types.findIndex((one) => one.kind === "record" && one.record === id);
    return type < 0 ? undefined : this.row(type as TypeId);
  }

  functionRow(type: TypeId): number {
    const known = this.#functionRows.get(type);
    if (known !== undefined) return known;
    const row = this.#table.functions.length;
    this.#table.functions.push({ unit: this.#unit, type });
    this.#functionRows.set(type, row);
    return row;
  }

  #integer(name: IntegerKind): number {
    return this.#target.integers[name]?.size ?? 0;
  }

  #leaves(type: TypeId, offset: number): readonly Leaf[] {
    const t = this.resolve(type);
    const leaf = (kind: Leaf["kind"], width: number, target = 0, constant = false): Leaf[] => [
      { kind, offset, width, count: 1, stride: width, target, constant },
    ];
    switch (t.kind) {
      case "integer":
        return leaf(t.name === "bool" ? "bool" : "number", this.#integer(t.name));
      case "float":
        return leaf("float", this.size(type) ?? 0);
      case "pointer": {
        const to = this.resolve(t.to);
        if (to.kind === "function") return leaf("function", this.#target.pointer.size, this.functionRow(t.to));
        return leaf("pointer", this.#target.pointer.size, this.pointee(t.to), this.#isConst(t.to));
      }
      case "array": {
        const stride = this.size(t.of);
        if (stride === undefined || typeof t.length !== "number" || t.length === 0) return [];
        return repeated(this.#leaves(t.of, offset), t.length, stride);
      }
      case "record":
        return this.#recordLeaves(t.record, offset);
      default:
        return [];
    }
  }

  /** Of a union, the member that holds the most scalars: bytes are written once. */
  #recordLeaves(id: RecordId, offset: number): readonly Leaf[] {
    const { definition, layout } = this.#program.records[id];
    if (definition === undefined || layout === undefined) return [];
    const all = definition.members.map((member, i): readonly Leaf[] => {
      const at = layout.members[i];
      if (member.bitWidth !== undefined) {
        if (member.name === undefined || member.bitWidth === 0) return [];
        const first = Math.floor(at.offset / 8);
        const width = Math.floor((at.offset + at.size - 1) / 8) - first + 1;
        return [{ kind: "bytes", offset: offset + first, width, count: 1, stride: width, target: 0, constant: false }];
      }
      return this.#leaves(member.type, offset + at.offset / 8);
    });
    if (definition.tagKind === "struct") return all.flat();
    return all.reduce((most, one) => (weight(one) > weight(most) ? one : most), []);
  }

  #isConst(type: TypeId): boolean {
    let t = this.#program.types[type];
    for (let steps = 0; steps < 64; steps++) {
      if (t.kind === "qualified" && t.const) return true;
      if (t.kind === "qualified") t = this.#program.types[t.of];
      else if (t.kind === "typedef") t = this.#program.types[this.#program.typedefs[t.typedef].type];
      else return false;
    }
    return false;
  }
}

/** Pointers matter more than numbers: without them nothing can be followed. */
function weight(leaves: readonly Leaf[]): number {
  return leaves.reduce((sum, one) => sum + (one.kind === "pointer" ? 16 : 1) * one.width * one.count, 0);
}

function repeated(leaves: readonly Leaf[], length: number, stride: number): readonly Leaf[] {
  if (leaves.every((leaf) => leaf.count === 1)) return leaves.map((leaf) => ({ ...leaf, count: length, stride }));
  const out: Leaf[] = [];
  for (let i = 0; i < Math.min(length, mostExpanded); i++) {
    for (const leaf of leaves) out.push({ ...leaf, offset: leaf.offset + i * stride });
  }
  return out;
}
