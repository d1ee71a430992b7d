/** Types of a program as C text and as Rust text, and its records by their members: what guesses about a macro's arguments are made of. */
import type { Target } from "../../base/index.js";
import { typeText } from "../../print/index.js";
import type { RustCrate } from "../../rust/index.js";
import type { CProgram, CType, RecordId, TypeId } from "../../semantics/index.js";
import { declarationPrinter } from "../c-declaration.js";
import { integerName } from "../rust-integer.js";
import type { Guess } from "./guess.js";

export interface ProgramTypes {
  /** A variable of the type. @param rust Rust's text of it */
  variable(type: TypeId, rust: string | undefined): Guess | undefined;
  /** The same, where Rust has a text of it. */
  variableOf(type: TypeId): Guess | undefined;
  /** To anything but void. */
  isPointer(type: TypeId): boolean;
  isFunctionPointer(type: TypeId): boolean;
  /** An enum that the crate has as a record. */
  isNewtype(type: TypeId): boolean;
  recordVariable(record: RecordId, pointer: boolean): Guess | undefined;
  recordType(record: RecordId): Guess | undefined;
  /** Records that have all these members; first those that a macro names. */
  having(members: ReadonlySet<string>, named?: readonly TypeId[]): readonly RecordId[];
  /** Members that are records and have all these members. */
  membersHaving(members: ReadonlySet<string>): readonly { readonly record: RecordId; readonly member: string }[];
  /** Names of the members of a record, or of what a pointer to one points to. */
  membersOf(type: TypeId): readonly string[];
  /** Records that these members of the record point to, or are arrays of. */
  targets(record: RecordId, members: ReadonlySet<string>): readonly RecordId[];
  /** Variables of the types of these members of the record: those that are pointers, and fields in Rust. */
  pointersOf(record: RecordId, members: ReadonlySet<string>): readonly Guess[];
  /** A variable of what the function takes there to which the record's member points. */
  argumentOf(record: RecordId, member: string, index: number): Guess | undefined;
  /** Rust's text of zero for each parameter of the function from that one on. */
  zeroes(callee: TypeId, from: number): readonly string[];
  /** Records of so many pointers alone, with all these members, for which the crate takes lists of pointers. */
  madeOfPointers(length: number, members: ReadonlySet<string>): readonly RecordId[];
  /** A pointer to the record's member, which is a field in Rust. */
  pointerTo(record: RecordId, member: string): Guess | undefined;
  /** Has the record a pointer to the other? */
  pointsTo(record: RecordId, other: RecordId): boolean;
}

export function programTypes(program: CProgram, crate: RustCrate, target: Target): ProgramTypes {
  const printer = declarationPrinter(program);
  const paths = recordPaths(crate);
  const byMember = new Map<string, RecordId[]>();
  for (const { id, definition, scope } of program.records) {
    if (scope !== "file") continue;
    for (const { name } of definition?.members ?? []) {
      if (name === undefined) continue;
      const known = byMember.get(name);
      if (known === undefined) byMember.set(name, [id]);
      else known.push(id);
    }
  }

  function canonical(type: TypeId): CType {
    let t = program.types[type];
    for (let step = 0; step < 32 && (t.kind === "qualified" || t.kind === "typedef"); step++)
      t = program.types[t.kind === "qualified" ? t.of : program.typedefs[t.typedef].type];
    return t;
  }

  function recordOf(type: TypeId): RecordId | undefined {
    const t = canonical(type);
    return t.kind === "record" ? t.record : undefined;
  }

  function rustPath(id: RecordId): string | undefined {
    const { tag, holder } = program.records[id];
    const name = tag ?? (holder?.kind === "typedef" ? program.typedefs[holder.typedef].name : undefined);
    return name === undefined ? undefined : paths.byName.get(name);
  }

  /** Rust's types of its public fields. */
  function fieldsOf(id: RecordId): ReadonlyMap<string, string> {
    const path = rustPath(id);
    return (path === undefined ? undefined : paths.fields.get(path)) ?? new Map();
  }

  function variable(type: TypeId, rust: string | undefined): Guess | undefined {
    const declared = printer.declare(type, "kpigen_variable");
    if (declared === undefined || rust === undefined) return undefined;
    const { kind } = canonical(type);
    const number = kind === "integer" || kind === "enum";
    return { kind: "variable", c: (name) => declared.replace("kpigen_variable", name), rust, number };
  }

  function having(members: ReadonlySet<string>, named: readonly TypeId[] = []): readonly RecordId[] {
    let found: readonly RecordId[] | undefined;
    for (const name of members) {
      const own = byMember.get(name) ?? [];
      found = found === undefined ? own : found.filter((id) => own.includes(id));
    }
    // first those of which Rust has all these members as fields: a bit-field is none, nor is what an anonymous member has
    const areFields = (id: RecordId) => Number([...members].every((name) => fieldsOf(id).has(name)));
    const records = named.map(recordOf);
    const rank = (id: RecordId) => Number(records.includes(id)) * 2 + areFields(id);
    return [...(found ?? [])].sort((a, b) => rank(b) - rank(a));
  }

  function pointee(type: TypeId): TypeId | undefined {
    const t = canonical(type);
    return t.kind === "pointer" ? t.to : undefined;
  }

  function element(type: TypeId): TypeId | undefined {
    const t = canonical(type);
    return t.kind === "array" ? t.of : undefined;
  }

  /** Rust's text of a number, a record or a pointer to one of them. */
  function rustOf(type: TypeId): string | undefined {
    const t = canonical(type);
    if (t.kind === "record") return rustPath(t.record);
    if (t.kind === "void") return "core::ffi::c_void";
    if (t.kind === "integer") return integerName(t.name, target);
    if (t.kind === "float") return t.name === "float" || t.name === "double" ? `core::ffi::c_${t.name}` : undefined;
    if (t.kind !== "pointer") return undefined;
    const to = rustOf(t.to);
    const isConst = program.types[t.to].kind === "qualified" && printer.typeName(t.to)?.startsWith("const ") === true;
    return to && `*${isConst ? "const" : "mut"} ${to}`;
  }

  return {
    argumentOf(record, member, index) {
      const type = program.records[record].definition?.members.find(({ name }) => name === member)?.type;
      const to = type === undefined ? undefined : pointee(type);
      const of = to === undefined ? undefined : canonical(to);
      const own = of?.kind === "function" ? of.parameters[index]?.type : undefined;
      return own === undefined ? undefined : variable(own, rustOf(own));
    },
    zeroes(callee, from) {
      const of = canonical(pointee(callee) ?? callee);
      if (of.kind !== "function") return [];
      return of.parameters.slice(from).map(({ type }) => {
        const t = canonical(type);
        if (t.kind === "integer") return t.name === "bool" ? "false" : "0";
        if (t.kind === "enum") return "0";
        if (t.kind === "float") return "0.0";
        const isObjects = t.kind === "pointer" && canonical(t.to).kind !== "function";
        return isObjects ? "core::ptr::null_mut()" : "core::mem::zeroed()";
      });
    },
    membersOf(type) {
      const record = recordOf(pointee(type) ?? type);
      const members = record === undefined ? [] : (program.records[record].definition?.members ?? []);
      return members.flatMap(({ name }) => (name === undefined ? [] : [name]));
    },
    variable,
    variableOf: (type) => variable(type, rustOf(type)),
    isPointer(type) {
      const to = pointee(type);
      return to !== undefined && canonical(to).kind !== "void";
    },
    isFunctionPointer(type) {
      const to = pointee(type);
      return to !== undefined && canonical(to).kind === "function";
    },
    isNewtype(type) {
      const t = canonical(type);
      const tag = t.kind === "enum" ? program.enums[t.enum].tag : undefined;
      return tag !== undefined && paths.byName.has(tag);
    },
    recordVariable(record, pointer) {
      const [c, rust] = [printer.records.typeName(record), rustPath(record)];
      if (c === undefined || rust === undefined) return undefined;
      return pointer
        ? { kind: "variable", c: (name) => `${c} *${name}`, rust: `*mut ${rust}` }
        : { kind: "variable", c: (name) => `${c} ${name}`, rust };
    },
    recordType(record) {
      const [c, rust] = [printer.records.typeName(record), rustPath(record)];
      return c === undefined || rust === undefined ? undefined : { kind: "text", c, rust };
    },
    having,
    membersHaving(members) {
      const inner = members.size === 0 ? undefined : new Set(having(members));
      return program.records.flatMap((record) =>
        record.scope !== "file" || rustPath(record.id) === undefined
          ? []
          : (record.definition?.members ?? []).flatMap(({ name, type, bitWidth }) => {
              const of = recordOf(type);
              const fits =
                inner === undefined ? of === undefined && bitWidth === undefined : of !== undefined && inner.has(of);
              return name === undefined || !fits ? [] : [{ record: record.id, member: name }];
            }),
      );
    },
    targets(record, members) {
      const found = (program.records[record].definition?.members ?? []).flatMap(({ name, type }) => {
        const to = name !== undefined && members.has(name) ? (pointee(type) ?? element(type)) : undefined;
        const target = to === undefined ? undefined : recordOf(to);
        return target === undefined ? [] : [target];
      });
      return [...new Set(found)];
    },
    pointersOf(record, members) {
      const fields = fieldsOf(record);
      return (program.records[record].definition?.members ?? []).flatMap(({ name, type }) => {
        if (name === undefined || !members.has(name) || pointee(type) === undefined) return [];
        return variable(type, fields.get(name)) ?? [];
      });
    },
    madeOfPointers(length, members) {
      return program.records.flatMap(({ id, definition, scope }) => {
        const path = scope === "file" ? rustPath(id) : undefined;
        const names = (definition?.members ?? []).map(({ name }) => name);
        const fits =
          path !== undefined &&
          names.length === length &&
          paths.ofPointers.has(path) &&
          [...members].every((one) => names.includes(one));
        return fits ? [id] : [];
      });
    },
    pointerTo(record, member) {
      const [c, rust] = [printer.records.typeName(record), fieldsOf(record).get(member)];
      if (c === undefined || rust === undefined) return undefined;
      return { kind: "variable", c: (name) => `__typeof__(((${c} *)0)->${member}) *${name}`, rust: `*mut ${rust}` };
    },
    pointsTo(record, other) {
      return (program.records[record].definition?.members ?? []).some(({ type }) => {
        const to = pointee(type);
        return to !== undefined && recordOf(to) === other;
      });
    },
  };
}

interface RecordPaths {
  /** By C names. */
  readonly byName: ReadonlyMap<string, string>;
  /** Types of public fields by name, by path of the record. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Paths of those that have the trait of records of pointers. */
  readonly ofPointers: ReadonlySet<string>;
}

function recordPaths(crate: RustCrate): RecordPaths {
  const byName = new Map<string, string>();
  const fields = new Map<string, ReadonlyMap<string, string>>();
  const ofPointers = new Set<string>();
  for (const module of crate.modules) {
    const around = crate.mode === "single-file" || module.atRoot ? "kpi" : ["kpi", ...module.path].join("::");
    for (const item of module.items) {
      if (item.kind === "trait-impl") ofPointers.add(`${around}::${item.name}`);
      if (item.kind !== "record" || item.fields.every((field) => !field.public)) continue;
      const name = item.name.replace(/^r#/, "");
      const path = `${around}::${item.name}`;
      if (!byName.has(name)) byName.set(name, path);
      const isPublic = item.fields.filter((one) => one.public);
      fields.set(path, new Map(isPublic.map((one) => [one.name.replace(/^r#/, ""), typeText(one.type)])));
    }
  }
  return { byName, fields, ofPointers };
}
