/** Random records (test/semantics/random-records.ts) as Rust: every record's shape, printed, with what rustc must find true of it. */
import { printItem, typeText } from "../../src/print/index.js";
import type { Accessor } from "../../src/rust/accessor.js";
import { accessorItems } from "../../src/rust/accessor-item.js";
import { layoutHelperItems } from "../../src/rust/layout-helper.js";
import { type LayoutHelper, type RecordShape, recordShape, type ShapeMember } from "../../src/rust/record-shape.js";
import type { Doc, ItemKey, RustItem, RustType } from "../../src/rust/rust-crate.js";
import { type RustTypeLayoutInput, rustTypeLayout } from "../../src/rust/rust-type-layout.js";
import type { CMember, CRecord, CType, RecordId, TypeId } from "../../src/semantics/index.js";
import type { LayoutTarget } from "../semantics/layout-targets.js";
import type { RandomProgram } from "../semantics/random-records.js";

export interface ShapedRecord {
  readonly record: CRecord;
  readonly name: string;
  readonly shape: RecordShape;
}

const noDoc: Doc = { lines: [], definedIn: undefined, notes: [] };
const path = (text: string): RustType => ({ kind: "path", path: text });

/** As little of core as types and their sizes need. Unstable: RUSTC_BOOTSTRAP=1, and rustc 1.89 or newer. */
const noCore = `#![feature(no_core, lang_items, intrinsics, rustc_attrs, builtin_syntax)]
#![allow(internal_features, dead_code, non_camel_case_types)]
#![no_core]
#[lang = "pointee_sized"] pub trait PointeeSized {}
#[lang = "meta_sized"] pub trait MetaSized: PointeeSized {}
#[lang = "sized"] pub trait Sized: MetaSized {}
#[lang = "copy"] pub trait Copy: Sized {}
#[rustc_intrinsic] pub const fn size_of<T>() -> usize;
#[rustc_intrinsic] pub const fn align_of<T>() -> usize;
#[rustc_intrinsic] #[lang = "offset_of"] pub const fn offset_of<T: PointeeSized>(variant: u32, field: u32) -> usize;
impl<T: PointeeSized> Copy for *mut T {}
impl<T: Copy, const N: usize> Copy for [T; N] {}
#[repr(C, packed)] pub struct Unaligned<T>(pub T);
impl<T: Copy> Copy for Unaligned<T> {}
${"bool u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 f32 f64".replace(/\w+/g, "impl Copy for $& {}")}`;

export class RandomShapes {
  readonly shaped: ShapedRecord[] = [];
  readonly helpers = new Set<LayoutHelper>();
  readonly #layoutOf: RustTypeLayoutInput;
  /** `Bytes_16_16`: what Rust has no type for. */
  readonly #byteTypes = new Map<string, string>();

  constructor(
    readonly program: RandomProgram,
    readonly on: LayoutTarget,
    readonly rustMinor: number,
  ) {
    const shapeOf = (id: RecordId) => this.shaped[id].shape;
    this.#layoutOf = { program, target: on.target, rustMinor, known: new Map(), shapeOf };
    for (const record of program.records) {
      const shape = recordShape({
        tagKind: record.tagKind,
        layout: record.layout!,
        members: record.definition!.members.map((m, i) => this.#member(m, i)),
        target: on.target,
        helperPath: "",
        promotable: record.tag === undefined,
      });
      this.shaped.push({ record, name: record.tag ?? `A${record.id}`, shape });
      for (const helper of shape.helpers) this.helpers.add(helper);
    }
  }

  #canonical(type: TypeId): CType {
    const row = this.program.types[type];
    if (row.kind === "typedef") return this.#canonical(this.program.typedefs[row.typedef].type);
    return row.kind === "qualified" ? this.#canonical(row.of) : row;
  }

  #volatile(type: TypeId): boolean {
    const row = this.program.types[type];
    if (row.kind === "qualified") return row.volatile || this.#volatile(row.of);
    if (row.kind === "typedef") return this.#volatile(this.program.typedefs[row.typedef].type);
    return row.kind === "array" && this.#volatile(row.of);
  }

  #member(member: CMember, index: number): ShapeMember {
    const layout = rustTypeLayout(this.#layoutOf, member.type);
    const row = this.#canonical(member.type);
    const volatile = this.#volatile(member.type);
    if (member.bitWidth !== undefined) {
      const integer = row.kind === "enum" ? this.#canonical(this.program.enums[row.enum].type) : row;
      if (integer.kind !== "integer") throw new Error("bit-field of no integer type");
      const value = integer.name === "bool" ? "bool" : this.isSigned(integer.name) ? "signed" : "unsigned";
      const { size } = this.on.target.integers[integer.name]!;
      return {
        kind: "bit-field",
        name: member.name,
        type: this.rustType(member.type),
        newtypeOf: undefined,
        unit: size,
        value,
        volatile,
      };
    }
    const anonymous = member.name === undefined && row.kind === "record";
    return {
      kind: "plain",
      name: member.name ?? `anon_${index}`,
      rust: layout && { ...layout, type: this.rustType(member.type) },
      volatile,
      flexible: row.kind === "array" && row.length === "incomplete",
      promotes: anonymous ? this.shaped[row.record].shape.reachable : undefined,
    };
  }

  isSigned(name: string): boolean {
    if (name === "char") return this.on.target.charIsSigned;
    return name !== "bool" && !name.startsWith("unsigned");
  }

  rustType(type: TypeId): RustType {
    const row = this.#canonical(type);
    const { target } = this.on;
    switch (row.kind) {
      case "integer": {
        if (row.name === "bool") return path("bool");
        return path(`${this.isSigned(row.name) ? "i" : "u"}${target.integers[row.name]!.size * 8}`);
      }
      case "float":
        if (row.name === "float") return path("f32");
        return row.name === "double" ? path("f64") : this.#byteType(type);
      case "pointer":
        return { kind: "pointer", mutable: true, to: path("u8") };
      case "array":
        return {
          kind: "array",
          of: this.rustType(row.of),
          length: `${typeof row.length === "number" ? row.length : 0}`,
        };
      case "record":
        return path(this.shaped[row.record].name);
      case "enum":
        return this.rustType(this.program.enums[row.enum].type);
      case "atomic":
        return this.rustType(row.of);
      default:
        return this.#byteType(type);
    }
  }

  #byteType(type: TypeId): RustType {
    const { size, align } = rustTypeLayout(this.#layoutOf, type)!;
    const name = `Bytes_${size}_${align}`;
    const attributes = `#[repr(C, align(${align}))]\n#[derive(Copy, Clone)]`;
    this.#byteTypes.set(name, `${attributes}\npub struct ${name}([u8; ${size}]);`);
    return path(name);
  }

  /** The records' types and methods. */
  items(): string {
    const text: string[] = [...this.#byteTypes.values()];
    const print = (item: RustItem) => text.push(printItem(item, { edition: "2021" }));
    for (const item of layoutHelperItems(this.helpers)) print(item);
    for (const { name, shape } of this.shaped) {
      print({
        kind: "record",
        key: `struct ${name}` as ItemKey,
        name,
        union: shape.union,
        attributes: [...shape.attributes, ...(shape.copy ? ["derive(Copy, Clone)"] : [])],
        fields: shape.fields.map(({ name: field, type }) => ({ name: field, type, public: true, doc: undefined })),
        doc: noDoc,
      });
      if (shape.accessors.length === 0) continue;
      const items = accessorItems(shape.accessors, {
        helperPath: "",
        record: name,
        constantSetters: true,
        doc: () => noDoc,
      });
      print({ kind: "impl", key: `impl ${name}` as ItemKey, header: name, items });
    }
    return text.join("\n\n");
  }

  /** Types and checks alone, for a crate without core: targets whose core is not installed have their layouts proven too. */
  withoutCore(): string {
    const records = this.shaped.map(({ name, shape }) => {
      const fields = shape.fields.map((f) =>
        `pub ${f.name}: ${typeText(f.type)}`.replace(/core::mem::ManuallyDrop<(.*)>/, "$1"),
      );
      const attributes = shape.attributes.map((a) => `#[${a}]`).join(" ");
      return `${attributes} pub ${shape.union ? "union" : "struct"} ${name} { ${fields.join(", ")} }\nimpl Copy for ${name} {}`;
    });
    const bytesTypes = [...this.#byteTypes].map(([name, text]) => {
      return `${text.replace(/#\[derive.*\n/, "")}\nimpl Copy for ${name} {}`;
    });
    const checks = this.facts().map(([expression, value]) => {
      const own = expression.replace("core::mem::offset_of!", "builtin # offset_of").replace("core::mem::", "");
      return `const _: [(); ${value}] = [(); ${own}];`;
    });
    return [noCore, ...bytesTypes, ...records, ...checks].join("\n");
  }

  /** What rustc must find true of each record: [expression, BYTES]. Members whose field is no plain one are checked at its start. */
  facts(): readonly (readonly [expression: string, value: number])[] {
    return this.shaped.flatMap(({ record, name, shape }) => [
      [`core::mem::size_of::<${name}>()`, record.layout!.size] as const,
      [`core::mem::align_of::<${name}>()`, record.layout!.align] as const,
      ...shape.fields.flatMap((field) => {
        const [member] = field.members;
        if (member === undefined) return [];
        const offset = Math.floor(record.layout!.members[member].offset / 8);
        return [[`core::mem::offset_of!(${name}, ${field.name})`, offset] as const];
      }),
    ]);
  }
}

/** Where an accessor's member is an integer: its width in BITS, for calls between C and Rust. */
export function isInteger(accessor: Accessor): boolean {
  return accessor.type.kind === "path" && /^([iu](8|16|32|64|128)|bool)$/.test(accessor.type.path);
}
