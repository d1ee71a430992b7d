/**
 * Programs by hand: C text for places and spellings, declarations as the semantics room would give them. Layouts are natural alignment,
 * worked out here and then judged by rustc through the layout asserts.
 */

import rules from "../../rules/rust.json" with { type: "json" };
import { type Bits, type Bytes, type IntegerKind, noPlace, type SourceId, SourceTable } from "../../src/base/index.js";
import { type RustCrate, type TranslateInput, translate } from "../../src/rust/index.js";
import type {
  CEnum,
  CFunction,
  CMacro,
  CProgram,
  CRecord,
  CType,
  CTypedef,
  CVariable,
  EnumId,
  MacroMeaning,
  Origin,
  RecordId,
  TypedefId,
  TypeId,
} from "../../src/semantics/index.js";
import { amd64 } from "../verify/hand-made.js";

type Member = readonly [name: string | undefined, type: TypeId, comment?: string];

export class HandProgram {
  readonly types: CType[] = [];
  readonly records: CRecord[] = [];
  readonly enums: CEnum[] = [];
  readonly typedefs: CTypedef[] = [];
  readonly functions: CFunction[] = [];
  readonly variables: CVariable[] = [];
  readonly macros: CMacro[] = [];
  #source: SourceId = 0 as SourceId;

  /** @param sources shared by the programs of one crate */
  constructor(readonly sources = new SourceTable()) {}

  /** Starts a header: what is declared next stands in it. */
  header(includeName: string, text: string): void {
    const display = `sys/${includeName}`;
    this.#source = this.sources.add({ path: display, display, includeName, text, includedAt: noPlace }).id;
  }

  origin(name: string, comment?: string): Origin {
    const source = this.sources.get(this.#source);
    const offset = Math.max(source.text.search(new RegExp(`\\b${name}\\b`)), 0);
    const place = (source.base + offset) as Origin["place"];
    return { place, source: source.id, firstToken: 0, lastToken: 0, comment, options: [] };
  }

  type(row: CType): TypeId {
    const known = this.types.findIndex((one) => JSON.stringify(one) === JSON.stringify(row));
    return (known >= 0 ? known : this.types.push(row) - 1) as TypeId;
  }

  int(name: IntegerKind = "int"): TypeId {
    return this.type({ kind: "integer", name });
  }

  void(): TypeId {
    return this.type({ kind: "void" });
  }

  pointer(to: TypeId): TypeId {
    return this.type({ kind: "pointer", to });
  }

  const(of: TypeId): TypeId {
    return this.type({ kind: "qualified", of, const: true, volatile: false, restrict: false });
  }

  volatile(of: TypeId): TypeId {
    return this.type({ kind: "qualified", of, const: false, volatile: true, restrict: false });
  }

  array(of: TypeId, length: number | "incomplete"): TypeId {
    return this.type({ kind: "array", of, length });
  }

  functionType(
    returns: TypeId,
    parameters: readonly (readonly [string | undefined, TypeId])[],
    variadic = false,
  ): TypeId {
    const named = parameters.map(([name, type]) => ({ name, type }));
    return this.type({ kind: "function", returns, parameters: named, variadic, prototype: true, noreturn: false });
  }

  /** Members with natural alignment; undefined for an incomplete record. */
  record(tag: string | undefined, members: readonly Member[] | undefined, more: Partial<CRecord> = {}): TypeId {
    const id = this.records.length as RecordId;
    const tagKind = more.tagKind ?? "struct";
    const origin = this.origin(tag ?? "struct", more.origin?.comment);
    const definition = members && {
      tagKind,
      members: members.map(([name, type, comment]) => ({
        name,
        type,
        bitWidth: undefined,
        aligned: undefined,
        packed: false,
        origin: this.origin(name ?? "struct", comment),
      })),
      packed: false,
      pack: undefined,
      aligned: undefined,
      unsupported: undefined,
    };
    this.records.push({
      id,
      tagKind,
      tag,
      definition,
      layout: members && this.#layout(tagKind === "union", members),
      holder: undefined,
      scope: "file",
      ...more,
      origin,
    });
    return this.type({ kind: "record", record: id });
  }

  #layout(union: boolean, members: readonly Member[]): CRecord["layout"] {
    let end = 0;
    let align = 1;
    let size = 0;
    const rows = members.map(([, type]) => {
      const one = this.size(type);
      const offset = union ? 0 : Math.ceil(end / one.align) * one.align;
      end = offset + one.size;
      size = Math.max(size, end);
      align = Math.max(align, one.align);
      return { offset: (offset * 8) as Bits, size: (one.size * 8) as Bits };
    });
    return { size: (Math.ceil(size / align) * align) as Bytes, align: align as Bytes, members: rows };
  }

  size(type: TypeId): { size: number; align: number } {
    const row = this.types[type];
    switch (row.kind) {
      case "integer":
        return amd64.integers[row.name] ?? { size: 0, align: 1 };
      case "float":
        return amd64.floats[row.name] ?? { size: 0, align: 1 };
      case "pointer":
        return amd64.pointer;
      case "qualified":
        return this.size(row.of);
      case "typedef":
        return this.size(this.typedefs[row.typedef].type);
      case "enum":
        return this.size(this.enums[row.enum].type);
      case "array": {
        const of = this.size(row.of);
        return { size: of.size * (typeof row.length === "number" ? row.length : 0), align: of.align };
      }
      case "record":
        return this.records[row.record].layout ?? { size: 0, align: 1 };
      default:
        throw new Error(`no size of ${row.kind}`);
    }
  }

  enum(tag: string | undefined, enumerators: Readonly<Record<string, bigint>>): TypeId {
    const id = this.enums.length as EnumId;
    const rows = Object.entries(enumerators).map(([name, value]) => {
      return { name, value, type: this.int(), origin: this.origin(name) };
    });
    const type = this.int("unsigned int");
    this.enums.push({
      id,
      tag,
      type,
      enumerators: rows,
      complete: true,
      aligned: undefined,
      scope: "file",
      origin: this.origin(tag ?? "enum"),
    });
    return this.type({ kind: "enum", enum: id });
  }

  typedef(name: string, type: TypeId): TypeId {
    const id = this.typedefs.length as TypedefId;
    this.typedefs.push({ id, name, type, aligned: undefined, scope: "file", origin: this.origin(name) });
    return this.type({ kind: "typedef", typedef: id });
  }

  function(name: string, type: TypeId, more: Partial<CFunction> = {}): void {
    this.functions.push({
      name,
      type,
      storage: "extern",
      inline: false,
      body: undefined,
      noreturn: false,
      weak: false,
      returnsTwice: false,
      asmLabel: undefined,
      attributes: [],
      overloads: false,
      alias: undefined,
      origin: this.origin(name),
      ...more,
    });
  }

  variable(name: string, type: TypeId, more: Partial<CVariable> = {}): void {
    this.variables.push({
      name,
      type,
      storage: "extern",
      threadLocal: false,
      defined: false,
      weak: false,
      asmLabel: undefined,
      attributes: [],
      alias: undefined,
      aligned: undefined,
      origin: this.origin(name),
      ...more,
    });
  }

  macro(name: string, meaning: MacroMeaning): void {
    this.macros.push({ id: this.macros.length as CMacro["id"], name, meaning, origin: this.origin(name) });
  }

  integer(name: string, value: bigint, more: { type?: TypeId; radix?: 8 | 10 | 16; aliasOf?: string } = {}): void {
    const { type = this.int(), radix = 10, aliasOf } = more;
    this.macro(name, { kind: "integer", value, type, radix, aliasOf });
  }

  get program(): CProgram {
    return { ...this, assembly: [], functionMacros: [], diagnostics: [] } as unknown as CProgram;
  }

  translate(more: Partial<TranslateInput> = {}): RustCrate {
    return translate({
      programs: [{ unit: "common", program: this.program, headers: [], isCommon: true }],
      sources: this.sources,
      target: amd64,
      rustTarget: { channel: "stable", minor: 95 },
      edition: "2021",
      mode: "crate",
      enumStyle: "alias",
      rules: rules as TranslateInput["rules"],
      ...more,
    }).value;
  }
}
