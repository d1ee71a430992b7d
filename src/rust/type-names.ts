/**
 * Rust names of C's types. C has two name spaces for them, tags and typedefs (C11 6.2.3); Rust has one, and root modules and primitive
 * types live in it too. A typedef of the record of the same name is that record; where they differ, the typedef has the name and the
 * tag becomes `struct_NAME`. Records without a tag are named for what holds them.
 * In: one CProgram. Out: a name per record, enum and typedef; no name where nothing is to be declared.
 */
import type { CEnum, CProgram, CRecord, CTypedef, Origin, RecordId, TypeId } from "../semantics/index.js";
import { mentionsPlaceholder } from "../semantics/index.js";
import { preludeCrates, primitiveTypes, rustName, withoutRaw } from "./rust-name.js";

export interface Renaming {
  readonly c: string;
  readonly rust: string;
  readonly origin: Origin;
  readonly why: string;
}

export interface TypeNames {
  /** By RecordId. */
  readonly records: readonly string[];
  /**
   * By RecordId: false for a tag that is first named in a parameter list, so that it is another type in C, which nothing can complete
   * (6.2.1p4): it is taken for the type of that tag at file scope, or for the first such one.
   */
  readonly recordDeclared: readonly boolean[];
  /** The same by EnumId. */
  readonly enumDeclared: readonly boolean[];
  /** By EnumId; undefined for an enum that nothing names: its type is the plain integer. */
  readonly enums: readonly (string | undefined)[];
  /** By TypedefId: the name to refer to it by. */
  readonly typedefs: readonly string[];
  /** By TypedefId: false where the typedef is the record or enum of that name itself, or Rust's own primitive. */
  readonly typedefDeclared: readonly boolean[];
  /** Every name of the three, for the names that are made later. */
  readonly taken: Set<string>;
  readonly renamed: readonly Renaming[];
}

interface Naming {
  readonly program: CProgram;
  readonly records: string[];
  readonly recordDeclared: boolean[];
  readonly enumDeclared: boolean[];
  readonly enums: (string | undefined)[];
  readonly typedefs: string[];
  readonly typedefDeclared: boolean[];
  readonly taken: Set<string>;
  /** Names that Rust has already: primitives and root modules. */
  readonly reserved: ReadonlySet<string>;
  readonly renamed: Renaming[];
  readonly placeName: (origin: Origin) => string;
  /** Names of values, which an enum that is a type of its own cannot have besides: its constructor is a value. */
  readonly values: ReadonlySet<string>;
  /** Enum without a tag → the member that holds it. */
  readonly enumHolders: ReadonlyMap<number, { readonly record: RecordId; readonly member: string }>;
}

/**
 * @param reserved names of modules at the crate root
 * @param isPrimitive true where a typedef named like a Rust primitive means that very type, so that nothing is to be declared
 * @param placeName `mutex_87`, for a record that nothing else names
 * @param enumsAreTypes true where enums are types of their own
 */
export function nameTypes(
  program: CProgram,
  reserved: ReadonlySet<string>,
  isPrimitive: (typedef: CTypedef) => boolean,
  placeName: (origin: Origin) => string,
  enumsAreTypes = false,
): TypeNames {
  const naming: Naming = {
    program,
    records: new Array(program.records.length).fill(""),
    recordDeclared: new Array(program.records.length).fill(true),
    enumDeclared: new Array(program.enums.length).fill(true),
    enums: new Array(program.enums.length).fill(undefined),
    typedefs: new Array(program.typedefs.length).fill(""),
    typedefDeclared: new Array(program.typedefs.length).fill(true),
    taken: new Set(),
    reserved,
    renamed: [],
    values: enumsAreTypes ? valueNames(program) : new Set(),
    enumHolders: holdersOfEnums(program),
    placeName,
  };
  nameTypedefs(naming, isPrimitive);
  nameTags(naming);
  for (const record of program.records) nameRecord(naming, record, 0);
  for (const one of program.enums) nameNamelessEnum(naming, one);
  return naming;
}

/** A tag may be the name of one of these (C11 6.2.3); a typedef's name is none of them but a macro's. */
function valueNames({ functions, variables, enums, macros }: CProgram): ReadonlySet<string> {
  const enumerators = enums.flatMap((one) => one.enumerators);
  return new Set([...functions, ...variables, ...enumerators, ...macros].map(({ name }) => name));
}

function nameTypedefs(naming: Naming, isPrimitive: (typedef: CTypedef) => boolean): void {
  for (const typedef of atFileScopeFirst(naming.program.typedefs)) {
    const base = naming.program.types[typedef.type];
    if (isPrimitive(typedef)) {
      naming.typedefs[typedef.id] = typedef.name;
      naming.typedefDeclared[typedef.id] = false;
      continue;
    }
    const name = freeName(naming, typedef.name, `${typedef.name}_`);
    note(naming, `typedef ${typedef.name}`, typedef.name, name, typedef.origin);
    naming.typedefs[typedef.id] = name;
    if (base.kind === "record")
      claim(naming, typedef, naming.program.records[base.record], naming.records, base.record);
    else if (base.kind === "enum" && isUnderstood(naming, naming.program.enums[base.enum]))
      claim(naming, typedef, naming.program.enums[base.enum], naming.enums, base.enum);
  }
}

/** Names of the unit come before those of parameter lists and of blocks, which are other types (C11 6.2.1). */
function atFileScopeFirst<T extends CRecord | CEnum | CTypedef>(all: readonly T[]): readonly T[] {
  if (all.every((one) => one.scope === "file")) return all;
  return [...all.filter((one) => one.scope === "file"), ...all.filter((one) => one.scope !== "file")];
}

/** `typedef struct foo foo;` and `typedef struct { … } foo;`: the typedef's name is the record's. */
function claim(
  naming: Naming,
  typedef: CTypedef,
  owner: CRecord | CEnum,
  names: (string | undefined)[],
  id: number,
): void {
  if (names[id]) return;
  const holder = "holder" in owner ? owner.holder : undefined;
  const held = holder === undefined || (holder.kind === "typedef" && holder.typedef === typedef.id);
  if (owner.tag === typedef.name || (owner.tag === undefined && held && typedef.aligned === undefined)) {
    const name = naming.typedefs[typedef.id];
    names[id] = name;
    naming.typedefDeclared[typedef.id] = false;
    const kind = "tagKind" in owner ? owner.tagKind : "enum";
    if (owner.tag !== undefined) note(naming, `${kind} ${owner.tag}`, owner.tag, name, owner.origin);
  }
}

function nameTags(naming: Naming): void {
  /** Names by `struct foo`, for tags of parameter lists. */
  const known = new Map<string, string>();
  for (const one of naming.program.records)
    if (one.tag !== undefined && one.scope === "file" && naming.records[one.id] !== "")
      known.set(`${one.tagKind} ${one.tag}`, naming.records[one.id]);
  const tagged: { readonly kind: string; readonly owner: CRecord | CEnum; readonly names: (string | undefined)[] }[] =
    [];
  for (const owner of atFileScopeFirst(naming.program.records))
    if (owner.tag !== undefined) tagged.push({ kind: owner.tagKind, owner, names: naming.records });
  for (const owner of atFileScopeFirst(naming.program.enums))
    if (owner.tag !== undefined && isUnderstood(naming, owner))
      tagged.push({ kind: "enum", owner, names: naming.enums });
  for (const { kind, owner, names } of tagged) {
    const tag = owner.tag ?? "";
    if (names[owner.id]) continue;
    if (mentionsPlaceholder(tag)) {
      // a macro's, by whatever name its caller gives or a part of it is
      names[owner.id] = tag;
      (kind === "enum" ? naming.enumDeclared : naming.recordDeclared)[owner.id] = false;
      continue;
    }
    const same = known.get(`${kind} ${tag}`);
    if (same !== undefined && owner.scope === "prototype" && !isDefined(owner)) {
      names[owner.id] = same;
      (kind === "enum" ? naming.enumDeclared : naming.recordDeclared)[owner.id] = false;
      continue;
    }
    const wishes = kind === "enum" && naming.values.has(tag) ? [] : [tag];
    const name = freeName(naming, ...wishes, `${kind}_${tag}`);
    note(naming, `${kind} ${tag}`, tag, name, owner.origin);
    names[owner.id] = name;
    if (owner.scope !== "block") known.set(`${kind} ${tag}`, name);
  }
}

/** An enum of which no integer type is known has no name: its enumerators have types of their own. */
const isUnderstood = (naming: Naming, one: CEnum): boolean => naming.program.types[one.type].kind !== "error";

const isDefined = (owner: CRecord | CEnum): boolean =>
  "definition" in owner ? owner.definition !== undefined : owner.complete;

function nameRecord(naming: Naming, record: CRecord, depth: number): string {
  const known = naming.records[record.id];
  if (known !== "") return known;
  const name = freeName(naming, wishedName(naming, record, depth));
  naming.records[record.id] = name;
  return name;
}

/** What a record without a tag wants to be called. */
function wishedName(naming: Naming, record: CRecord, depth: number): string {
  const { holder } = record;
  const { records } = naming.program;
  const outer = (id: RecordId): string =>
    depth > 200 ? "deep" : withoutRaw(nameRecord(naming, records[id], depth + 1));
  switch (holder?.kind) {
    case "member":
      return `${outer(holder.record)}_${holder.member}`;
    case "anonymous-member": {
      const members = records[holder.record].definition?.members ?? [];
      let ordinal = 0;
      for (let i = 0; i <= holder.index && i < members.length; i++)
        if (members[i].name === undefined && members[i].bitWidth === undefined) ordinal++;
      return `${outer(holder.record)}_anon_${Math.max(ordinal, 1)}`;
    }
    case "typedef":
      // the typedef is a pointer to it, an array of it, or has an alignment of its own
      return `${record.tagKind}_${naming.program.typedefs[holder.typedef].name}`;
    case "declaration":
      return `${record.tagKind}_${holder.name}`;
    case undefined:
      return `${naming.placeName(record.origin)}_${record.tagKind}`;
  }
}

function nameNamelessEnum(naming: Naming, one: CEnum): void {
  if (naming.enums[one.id] !== undefined || !isUnderstood(naming, one)) return;
  const holder = naming.enumHolders.get(one.id);
  if (holder === undefined) return;
  naming.enums[one.id] = freeName(naming, `${withoutRaw(naming.records[holder.record])}_${holder.member}`);
}

/** Enums without a tag that are the type of a member (through arrays and pointers): named as records of that kind are. */
function holdersOfEnums(program: CProgram): Map<number, { record: RecordId; member: string }> {
  const holders = new Map<number, { record: RecordId; member: string }>();
  if (!program.enums.some((one) => one.tag === undefined)) return holders;
  for (const record of program.records) {
    for (const member of record.definition?.members ?? []) {
      if (member.name === undefined) continue;
      const id = enumBelow(program, member.type);
      if (id === undefined || program.enums[id].tag !== undefined || holders.has(id)) continue;
      holders.set(id, { record: record.id, member: member.name });
    }
  }
  return holders;
}

function enumBelow(program: CProgram, type: TypeId): number | undefined {
  for (let at = type; ; ) {
    const row = program.types[at];
    if (row.kind === "enum") return row.enum;
    if (row.kind === "array" || row.kind === "qualified" || row.kind === "atomic") at = row.of;
    else if (row.kind === "pointer") at = row.to;
    else return undefined;
  }
}

/** The first of the wished names that is free, with underscores behind the last until one is. */
function freeName(naming: Naming, ...wishes: readonly string[]): string {
  let name = "";
  for (const wish of wishes) {
    name = rustName(wish);
    if (isFree(naming, name)) {
      naming.taken.add(name);
      return name;
    }
  }
  do name = `${withoutRaw(name)}_`;
  while (!isFree(naming, name));
  naming.taken.add(name);
  return name;
}

function isFree(naming: Naming, name: string): boolean {
  return !naming.taken.has(name) && !naming.reserved.has(name) && !primitiveTypes.has(name) && !preludeCrates.has(name);
}

function note(naming: Naming, c: string, cName: string, rust: string, origin: Origin): void {
  if (withoutRaw(rust) === cName) return;
  const reserved = naming.reserved.has(rustName(cName));
  let why = "another type has the name";
  if (withoutRaw(rustName(cName)) !== cName) why = "Rust does not allow the name";
  else if (reserved) why = "a module at the crate root has the name";
  else if (primitiveTypes.has(cName)) why = "a primitive type of Rust has the name";
  else if (preludeCrates.has(cName)) why = "a crate of Rust's own has the name";
  naming.renamed.push({ c, rust, origin, why });
}
