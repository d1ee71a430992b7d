/**
 * What a member's name says where the record is not known: whether nearly all records that have one of the name have it as a plain field, and
 * whether it is a pointer in all of those. Members of anonymous records count only where no other record has the name: on their owners, as on the few
 * records where the member is a bit-field, they are reached by accessors, and a macro with the name does not compile. In: the program's records and their shapes in Rust.
 */
import type { CRecord, RecordId, TypeId } from "../semantics/index.js";
import { hasFloats } from "./math/index.js";
import { isPacked } from "./record-shape.js";
import { rustName } from "./rust-name.js";
import type { Translation } from "./translation.js";

/** A member is a plain field where so many records have it for each one where it is none: `next` of lists, a bit-field of some descriptor. */
const plainForEachOther = 8;

interface Traits {
  plain: boolean;
  /** Records that have it so, and those that have it otherwise. */
  like: number;
  unlike: number;
  pointer: boolean;
  volatile: boolean;
  /** A number that c_math knows, or an array of such. */
  number: boolean;
  /** One without a fraction. */
  integer: boolean;
  array: boolean;
  /** In one of the records at least. */
  anyArray: boolean;
  /** An array of pointers. */
  pointers: boolean;
  /** Where it may not be aligned, in one of them at least. */
  packed: boolean;
  /** Each once. */
  types: TypeId[];
}

export class MemberTraits {
  #known: ReadonlyMap<string, Traits> | undefined;

  constructor(private readonly t: Translation) {}

  /** One that no record has is of a record that a macro defines: its members are fields. */
  isPlain(name: string): boolean {
    this.#known ??= traitsOf(this.t);
    const known = this.#known.get(name);
    return known === undefined || (known.plain && known.like >= known.unlike * plainForEachOther);
  }

  /** Whether the record has a plain field of the name. */
  isFieldOf(id: RecordId, name: string): boolean {
    const record = this.t.program.records[id];
    const index = record.definition?.members.findIndex((one) => one.name === name) ?? -1;
    return index >= 0 && isField(this.t, record, index);
  }

  isPointer(name: string): boolean {
    this.#known ??= traitsOf(this.t);
    return this.#known.get(name)?.pointer ?? false;
  }

  isNumber(name: string): boolean {
    this.#known ??= traitsOf(this.t);
    return this.#known.get(name)?.number ?? false;
  }

  isInteger(name: string): boolean {
    this.#known ??= traitsOf(this.t);
    return this.#known.get(name)?.integer ?? false;
  }

  /** An array of pointers. */
  holdsPointers(name: string): boolean {
    this.#known ??= traitsOf(this.t);
    return this.#known.get(name)?.pointers ?? false;
  }

  isArray(name: string): boolean {
    this.#known ??= traitsOf(this.t);
    return this.#known.get(name)?.array ?? false;
  }

  isSomewhereArray(name: string): boolean {
    this.#known ??= traitsOf(this.t);
    return this.#known.get(name)?.anyArray ?? false;
  }

  /** The types that records have members of the name with. */
  typesOf(name: string): readonly TypeId[] {
    this.#known ??= traitsOf(this.t);
    return this.#known.get(name)?.types ?? [];
  }

  /** It may not be aligned in one of them at least. */
  isPacked(name: string): boolean {
    this.#known ??= traitsOf(this.t);
    return this.#known.get(name)?.packed ?? false;
  }

  /** Volatile in one of them at least. */
  isVolatile(name: string): boolean {
    this.#known ??= traitsOf(this.t);
    return this.#known.get(name)?.volatile ?? false;
  }
}

function traitsOf(t: Translation): ReadonlyMap<string, Traits> {
  const found = new Map<string, Traits>();
  const floats = hasFloats(t.input);
  for (const record of outerFirst(t.program.records)) {
    const members = record.definition?.members ?? [];
    for (let index = 0; index < members.length; index++) {
      const { name, type } = members[index];
      if (name === undefined) continue;
      const isInner = record.holder?.kind === "anonymous-member";
      if (isInner && found.has(name)) continue;
      const plain = isField(t, record, index);
      const volatile = t.types.volatility(type) === "itself";
      const row = t.types.canonical(type);
      const pointer = row.kind === "pointer";
      const array = row.kind === "array";
      const element = array ? t.types.canonical(row.of) : row;
      const { kind } = element;
      const pointers = array && kind === "pointer";
      const integer = kind === "integer" || kind === "enum";
      const number = integer || (floats && element.kind === "float" && element.name !== "long double");
      const packed = isPacked(t.shapes.of(record.id)) && t.shapes.layoutOf(type)?.align !== 1;
      const other = found.get(name);
      if (other?.plain === true && !plain) {
        other.unlike++;
        continue;
      }
      const known = other?.plain === plain ? other : undefined;
      if (known === undefined)
        found.set(name, {
          plain,
          like: 1,
          unlike: other?.like ?? 0,
          pointer,
          volatile,
          number,
          integer,
          array,
          anyArray: array,
          pointers,
          packed,
          types: [type],
        });
      else {
        known.like++;
        known.pointer &&= pointer;
        known.volatile ||= volatile;
        known.number &&= number;
        known.integer &&= integer;
        known.array &&= array;
        known.anyArray ||= array;
        known.pointers &&= pointers;
        known.packed ||= packed;
        if (!known.types.includes(type)) known.types.push(type);
      }
    }
  }
  return found;
}

function outerFirst(records: readonly CRecord[]): readonly CRecord[] {
  const isInner = (record: CRecord): boolean => record.holder?.kind === "anonymous-member";
  return [...records.filter((record) => !isInner(record)), ...records.filter(isInner)];
}

/** Its own field in a record that is reached by its own name: members of anonymous records are reached by accessors. */
function isField(t: Translation, record: CRecord, index: number): boolean {
  if (record.holder?.kind === "anonymous-member") return false;
  const shape = t.shapes.of(record.id);
  if (shape === undefined || shape.opaque !== undefined) return false;
  const field = shape.fields.find((one) => one.members.includes(index));
  const name = record.definition?.members[index].name;
  return field?.kind === "member" &&
    name !== undefined &&
    field.name === rustName(name) &&
    field.type.kind !== "generic"
    ? true
    : field?.kind === "member" && field.type.kind === "generic" && field.type.path.endsWith("Option");
}
