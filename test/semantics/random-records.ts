/**
 * Random C records, seeded: C source and the same records as kpigen's data (types, typedefs, enums, RecordDefinitions), made side by
 * side so that neither is derived from the other. Member types are sized by this file's own rules, so that record layout is
 * tested apart from src/semantics' sizing. Every feature that changes layout occurs: see `randomMember` and `randomRecord`.
 */
import {
  type Bytes,
  bits,
  bytes,
  type FloatKind,
  type IntegerKind,
  noPlace,
  type SourceId,
} from "../../src/base/index.js";
import type {
  CEnum,
  CMember,
  CRecord,
  CType,
  CTypedef,
  EnumId,
  Origin,
  RecordDefinition,
  RecordId,
  TypedefId,
  TypeId,
} from "../../src/semantics/c-type.js";
import { layoutRecord, type MemberType } from "../../src/semantics/record-layout.js";
import type { LayoutTarget } from "./layout-targets.js";

export interface RandomProgram {
  /** One line each; `#pragma pack` lines between. */
  readonly source: string;
  readonly types: readonly CType[];
  /** In the order in which their definitions end, inner ones first; all laid out. */
  readonly records: readonly CRecord[];
  readonly typedefs: readonly CTypedef[];
  readonly enums: readonly CEnum[];
  readonly sizeOf: (type: TypeId) => MemberType;
}

const origin: Origin = {
  place: noPlace,
  source: 0 as SourceId,
  firstToken: 0,
  lastToken: 0,
  comment: undefined,
  options: [],
};

/** mulberry32: 32 bits of state, the same numbers on every machine. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

class RandomProgramBuilder {
  readonly lines: string[] = [];
  readonly types: CType[] = [];
  readonly records: CRecord[] = [];
  readonly typedefs: CTypedef[] = [];
  readonly enums: CEnum[] = [];
  readonly sizes = new Map<TypeId, MemberType>();
  readonly flexible = new Set<RecordId>();
  /** The `#pragma pack` values in force, innermost last. */
  readonly packs: (Bytes | undefined)[] = [];
  readonly #ids = new Map<string, TypeId>();
  #names = 0;

  constructor(
    readonly on: LayoutTarget,
    readonly random: (below: number) => number,
  ) {}

  type(type: CType): TypeId {
    const key = JSON.stringify(type);
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = (this.types.push(type) - 1) as TypeId;
      this.#ids.set(key, id);
    }
    return id;
  }

  name(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  chance(percent: number): boolean {
    return this.random(100) < percent;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.random(from.length)];
  }

  sizeOf = (id: TypeId): MemberType => {
    let size = this.sizes.get(id);
    if (size === undefined) {
      size = sizeOfType(this, this.types[id]);
      this.sizes.set(id, size);
    }
    return size;
  };
}

/** psABI and clang's getTypeInfo, for the types that occur here. */
function sizeOfType(b: RandomProgramBuilder, type: CType): MemberType {
  const { target } = b.on;
  switch (type.kind) {
    case "integer": {
      const size = target.integers[type.name]!;
      return type.name === "bool" ? { ...size, maxBitWidth: bits(1) } : size;
    }
    case "float":
      return target.floats[type.name]!;
    case "complex": {
      const of = target.floats[type.of]!;
      return { size: bytes(of.size * 2), align: of.align };
    }
    case "pointer":
      return target.pointer;
    case "qualified":
      return b.sizeOf(type.of);
    case "array": {
      const of = b.sizeOf(type.of);
      return { size: bytes(of.size * (typeof type.length === "number" ? type.length : 0)), align: of.align };
    }
    case "record":
      return b.records[type.record].layout!;
    case "enum":
      return b.sizeOf(b.enums[type.enum].type);
    case "typedef": {
      const { aligned, type: of } = b.typedefs[type.typedef];
      return aligned === undefined ? b.sizeOf(of) : { ...b.sizeOf(of), align: aligned };
    }
    case "vector": {
      const size = powerOfTwoFrom(b.sizeOf(type.of).size * type.length);
      return { size, align: bytes(Math.min(size, b.on.maxVectorAlign)) };
    }
    case "atomic": {
      const of = b.sizeOf(type.of);
      // Something must be there to operate on.
      if (of.size === 0) return { size: bytes(1), align: of.align };
      if (of.size > b.on.maxAtomic) return { size: of.size, align: of.align };
      const size = powerOfTwoFrom(of.size);
      return { size, align: size };
    }
    default:
      throw new Error(`no random program has ${type.kind}`);
  }
}

function powerOfTwoFrom(size: number): Bytes {
  let power = 1;
  while (power < size) power *= 2;
  return bytes(power);
}

const integerKinds: readonly IntegerKind[] = [
  "bool",
  "char",
  "signed char",
  "unsigned char",
  "short",
  "unsigned short",
  "int",
  "unsigned int",
  "long",
  "unsigned long",
  "long long",
  "unsigned long long",
  "__int128",
  "unsigned __int128",
];

/** Spells `type name` in C. */
export function declare(
  program: Pick<RandomProgram, "types" | "records" | "typedefs" | "enums">,
  id: TypeId,
  name: string,
): string {
  const type = program.types[id];
  switch (type.kind) {
    case "integer":
      return `${type.name === "bool" ? "_Bool" : type.name} ${name}`;
    case "float":
      return `${type.name} ${name}`;
    case "complex":
      return `_Complex ${type.of} ${name}`;
    case "pointer":
      return declare(program, type.to, program.types[type.to].kind === "array" ? `(*${name})` : `*${name}`);
    case "qualified":
      return `${type.const ? "const " : ""}${type.volatile ? "volatile " : ""}${declare(program, type.of, name)}`;
    case "array":
      return declare(program, type.of, `${name}[${typeof type.length === "number" ? type.length : ""}]`);
    case "record": {
      const record = program.records[type.record];
      return `${record.tagKind} ${record.tag} ${name}`;
    }
    case "enum":
      return `enum ${program.enums[type.enum].tag} ${name}`;
    case "typedef":
      return `${program.typedefs[type.typedef].name} ${name}`;
    case "atomic":
      return `_Atomic(${declare(program, type.of, "")}) ${name}`;
    case "void":
      return `void ${name}`;
    default:
      throw new Error(`${type.kind} has a typedef here`);
  }
}

function addTypedef(b: RandomProgramBuilder, type: TypeId, aligned: Bytes | undefined): TypeId {
  const name = b.name("t");
  const attribute = aligned === undefined ? "" : ` __attribute__((aligned(${aligned})))`;
  const inner = b.types[type];
  if (inner.kind === "vector") {
    const of = declare(b, inner.of, "").trim();
    const count = b.sizeOf(type).size / b.sizeOf(inner.of).size;
    const vector = count === inner.length ? `vector_size(${b.sizeOf(type).size})` : `ext_vector_type(${inner.length})`;
    b.lines.push(`typedef ${of} ${name} __attribute__((${vector}))${attribute};`);
  } else b.lines.push(`typedef ${declare(b, type, name)}${attribute};`);
  const id = b.typedefs.length as TypedefId;
  b.typedefs.push({ id, name, type, aligned, scope: "file", origin });
  return b.type({ kind: "typedef", typedef: id });
}

function randomInteger(b: RandomProgramBuilder): TypeId {
  let name = b.pick(integerKinds);
  while (b.on.target.integers[name] === undefined) name = b.pick(integerKinds);
  return b.type({ kind: "integer", name });
}

const enumForms: readonly (readonly [text: string, type: IntegerKind])[] = [
  ["{ %A = 0, %B = 7 }", "unsigned int"],
  ["{ %A = -1, %B = 7 }", "int"],
  ["__attribute__((packed)) { %A = 0, %B = 200 }", "unsigned char"],
  ["__attribute__((packed)) { %A = -1, %B = 200 }", "short"],
  [": unsigned short { %A = 0, %B = 200 }", "unsigned short"],
  ["{ %A = 0, %B = 0x123456789 }", "unsigned long long"],
];

function randomEnum(b: RandomProgramBuilder): TypeId {
  const [text, integer] = b.pick(enumForms);
  const name = b.name("e");
  b.lines.push(
    `enum ${name} ${text.replace("%A", `${name}a`).replace("%B", `${name}b`)};`.replace(
      /^enum (\w+) (__attribute__\S+)/,
      "enum $2 $1",
    ),
  );
  const id = b.enums.length as EnumId;
  const type = b.type({ kind: "integer", name: integer });
  b.enums.push({ id, tag: name, type, enumerators: [], complete: true, aligned: undefined, scope: "file", origin });
  return b.type({ kind: "enum", enum: id });
}

function randomScalar(b: RandomProgramBuilder): TypeId {
  const floats: readonly FloatKind[] = ["float", "double", "long double"];
  switch (b.random(10)) {
    case 0:
      return b.type({ kind: "float", name: b.pick(floats) });
    case 1:
      return b.type({ kind: "pointer", to: b.type({ kind: "void" }) });
    case 2:
      return randomEnum(b);
    case 3:
      return b.chance(70) ? randomInteger(b) : b.type({ kind: "complex", of: b.pick(floats) });
    default:
      return randomInteger(b);
  }
}

function randomVector(b: RandomProgramBuilder): TypeId {
  const of = b.type({ kind: "integer", name: b.pick<IntegerKind>(["signed char", "short", "int", "long long"]) });
  const length = b.chance(20) ? 3 : 2 ** (1 + b.random(4));
  return addTypedef(b, b.type({ kind: "vector", of, length }), undefined);
}

function isVariable(b: RandomProgramBuilder, id: TypeId): boolean {
  const type = b.types[id];
  if (type.kind === "record") return b.flexible.has(type.record);
  if (type.kind === "typedef") return isVariable(b, b.typedefs[type.typedef].type);
  if (type.kind === "qualified" || type.kind === "array") return isVariable(b, type.of);
  return false;
}

/** A complete type; records among those defined so far. */
function randomType(b: RandomProgramBuilder, depth: number): TypeId {
  const roll = b.random(100);
  if (roll < 50 || depth > 3) return randomScalar(b);
  if (roll < 65 && b.records.length > 0) {
    const tagged = b.records.filter((r) => r.tag !== undefined);
    if (tagged.length > 0) return b.type({ kind: "record", record: b.pick(tagged.slice(-40)).id });
  }
  if (roll < 80) {
    const of = randomType(b, depth + 1);
    const { size, align } = b.sizeOf(of);
    // clang refuses an array whose elements would be misaligned, and one of variable-sized records in a record.
    if (size % align !== 0 || isVariable(b, of)) return of;
    return b.type({ kind: "array", of, length: b.random(5) });
  }
  if (roll < 90) {
    const of = randomType(b, depth + 1);
    return addTypedef(b, of, b.chance(80) ? bytes(2 ** b.random(7)) : undefined);
  }
  if (roll < 94) return randomVector(b);
  if (roll < 97) {
    const of = b.chance(50) ? randomScalar(b) : randomType(b, depth + 2);
    return canBeAtomic(b, of) ? b.type({ kind: "atomic", of }) : of;
  }
  const of = randomType(b, depth + 1);
  if (b.types[of].kind === "array" || b.types[of].kind === "qualified") return of;
  return b.type({ kind: "qualified", of, const: false, volatile: true, restrict: false });
}

function canBeAtomic(b: RandomProgramBuilder, id: TypeId): boolean {
  const type = b.types[id];
  if (isVariable(b, id)) return false;
  if (type.kind === "typedef") return canBeAtomic(b, b.typedefs[type.typedef].type);
  return type.kind === "integer" || type.kind === "float" || type.kind === "pointer" || type.kind === "record";
}

interface Spelled {
  readonly member: CMember;
  readonly text: string;
}

function attributes(parts: readonly string[]): string {
  return parts.length === 0 ? "" : ` __attribute__((${parts.join(", ")}))`;
}

/** A bit-field of any integer type, enum or aligned typedef; named, unnamed or of width 0; packed, aligned or both. */
function randomBitField(b: RandomProgramBuilder): Spelled {
  let type = b.chance(15) ? randomEnum(b) : randomInteger(b);
  if (b.chance(12)) type = addTypedef(b, type, bytes(2 ** b.random(5)));
  if (b.chance(10)) type = b.type({ kind: "qualified", of: type, const: false, volatile: true, restrict: false });
  const { size, maxBitWidth } = b.sizeOf(type);
  const widest = maxBitWidth ?? size * 8;
  const named = b.chance(80);
  const width = !named && b.chance(50) ? 0 : 1 + b.random(b.chance(30) ? widest : Math.min(widest, 9));
  const packed = b.chance(10);
  const aligned = b.chance(10) ? bytes(2 ** b.random(5)) : undefined;
  const name = named ? b.name("m") : undefined;
  const parts = [...(packed ? ["packed"] : []), ...(aligned === undefined ? [] : [`aligned(${aligned})`])];
  return {
    member: { name, type, bitWidth: bits(width), aligned, packed, origin },
    text: `${declare(b, type, name ?? "")} : ${width}${attributes(parts)};`,
  };
}

function randomMember(b: RandomProgramBuilder, depth: number): Spelled {
  if (b.chance(35)) return randomBitField(b);
  if (depth < 3 && b.chance(12)) {
    const { record, text } = randomRecord(b, depth + 1, false);
    const type = b.type({ kind: "record", record: record.id });
    if (b.chance(70)) {
      const alignas = b.chance(15) ? bytes(Math.max(record.layout!.align, 2 ** b.random(6))) : undefined;
      const before = alignas === undefined ? "" : `_Alignas(${alignas}) `;
      return {
        member: { name: undefined, type, bitWidth: undefined, aligned: alignas, packed: false, origin },
        text: `${before}${text};`,
      };
    }
    const name = b.name("m");
    return {
      member: { name, type, bitWidth: undefined, aligned: undefined, packed: false, origin },
      text: `${text} ${name};`,
    };
  }
  const type = randomType(b, 0);
  const name = b.name("m");
  const packed = b.chance(10);
  const aligned = b.chance(12) ? bytes(2 ** b.random(7)) : undefined;
  const parts = [...(packed ? ["packed"] : []), ...(aligned === undefined ? [] : [`aligned(${aligned})`])];
  return {
    member: { name, type, bitWidth: undefined, aligned, packed, origin },
    text: `${declare(b, type, name)}${attributes(parts)};`,
  };
}

function flexibleArray(b: RandomProgramBuilder): Spelled {
  let of = randomType(b, 2);
  while (b.sizeOf(of).size % b.sizeOf(of).align !== 0 || isVariable(b, of)) of = randomType(b, 2);
  const type = b.type({ kind: "array", of, length: "incomplete" });
  const name = b.name("m");
  return {
    member: { name, type, bitWidth: undefined, aligned: undefined, packed: false, origin },
    text: `${declare(b, type, name)};`,
  };
}

/** Of arithmetic types, and of arrays' elements: what ms_struct aligns to. */
function scalarSize(b: RandomProgramBuilder, id: TypeId): Bytes | undefined {
  const type = b.types[id];
  switch (type.kind) {
    case "integer":
    case "float":
      return b.sizeOf(id).size;
    case "array":
      return type.length === "incomplete" ? undefined : scalarSize(b, type.of);
    case "typedef":
      return scalarSize(b, b.typedefs[type.typedef].type);
    case "qualified":
      return scalarSize(b, type.of);
    default:
      return undefined;
  }
}

function isPowerOfTwo(size: number): boolean {
  return powerOfTwoFrom(size) === size;
}

/** A record definition's text and data. Its layout is kpigen's: what the test then compares with clang's. */
function randomRecord(b: RandomProgramBuilder, depth: number, tagged: boolean): { record: CRecord; text: string } {
  const tagKind = b.chance(20) ? "union" : "struct";
  const packed = b.chance(20);
  const aligned = b.chance(12) ? bytes(2 ** b.random(8)) : undefined;
  // Inner definitions are inside the outer one's #pragma pack.
  const pack = b.packs[b.packs.length - 1];
  const members: Spelled[] = [];
  const count = b.chance(3) ? 0 : 1 + b.random(depth === 0 ? 7 : 4);
  for (let i = 0; i < count; i++) members.push(randomMember(b, depth));
  const flexible = depth === 0 && b.chance(7);
  if (flexible) members.push(flexibleArray(b));
  const tag = tagged ? b.name("R") : undefined;
  const msStruct = b.chance(15) && members.every((m) => isPowerOfTwo(scalarSize(b, m.member.type) ?? 1));
  const parts = [
    ...(packed ? ["packed"] : []),
    ...(msStruct ? ["ms_struct"] : []),
    ...(aligned === undefined ? [] : [`aligned(${aligned})`]),
  ];
  const text = `${tagKind}${attributes(parts)} ${tag ?? ""} { ${members.map((m) => m.text).join(" ")} }`;
  const definition: RecordDefinition = {
    tagKind,
    members: members.map((m) => m.member),
    packed,
    pack,
    msStruct,
    aligned,
    unsupported: undefined,
  };
  const outcome = layoutRecord(
    definition,
    definition.members.map((m) => ({ ...b.sizeOf(m.type), scalarSize: scalarSize(b, m.type) })),
    b.on.target,
  );
  if (outcome.kind === "refused") throw new Error(`refused: ${outcome.why}: ${text}`);
  const id = b.records.length as RecordId;
  const record: CRecord = {
    id,
    tagKind,
    tag,
    definition,
    layout: outcome.layout,
    holder: undefined,
    scope: "file",
    origin,
  };
  b.records.push(record);
  if (flexible || definition.members.some((m) => isVariable(b, m.type))) b.flexible.add(id);
  return { record, text };
}

/** `count` tagged records for a target, and those nested in them. */
export function randomProgram(on: LayoutTarget, seed: number, count: number): RandomProgram {
  const b = new RandomProgramBuilder(on, randomNumbers(seed));
  for (let i = 0; i < count; i++) {
    const pack = b.chance(15) ? bytes(2 ** b.random(5)) : undefined;
    b.packs.push(pack);
    const { text } = randomRecord(b, 0, true);
    b.packs.pop();
    b.lines.push(pack === undefined ? `${text};` : `#pragma pack(push, ${pack})\n${text};\n#pragma pack(pop)`);
  }
  return {
    source: `${b.lines.join("\n")}\n`,
    types: b.types,
    records: b.records,
    typedefs: b.typedefs,
    enums: b.enums,
    sizeOf: b.sizeOf,
  };
}
