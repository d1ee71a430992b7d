/**
 * Records for macros that are a list of pointers, `{ NULL, &(head).first }`: C takes it for any record whose members are such (6.7.9), and so does
 * Rust, by a trait of layout-helper.ts that says of which pointers a record consists. In: the program's macros and records. Out: that trait,
 * for each record that one of the lists is for, those that macros define included.
 */
import type { RecordId, TypedExpression, TypeId } from "../semantics/index.js";
import { recordCName } from "./record-name.js";
import type { RustItem, RustType } from "./rust-crate.js";
import { type BuiltItem, keyOf, type Translation } from "./translation.js";

/** Members by position: the name of the one whose address it is; undefined where it is null. */
type PointerList = readonly (string | undefined)[];

export class PointerRecords {
  readonly #lists: readonly PointerList[];

  constructor(private readonly t: Translation) {
    const lists = new Map<string, PointerList>();
    for (const { meaning } of t.program.functionMacros) {
      if (meaning.kind !== "template") continue;
      for (const { value } of meaning.rules) {
        if (value?.kind !== "open-list") continue;
        const list = value.values.map(memberOf);
        lists.set(list.join(), list);
      }
    }
    this.#lists = [...lists.values()];
  }

  /** `unsafe impl OfPointers<…> for name`, where a list of the program's is for the record. @param t with paths as they are to be written */
  traitOf(t: Translation, id: RecordId, name: string): (RustItem & { readonly kind: "trait-impl" }) | undefined {
    if (!this.#lists.some((list) => this.#fits(id, list))) return undefined;
    const types = t.shapes.of(id)?.fields.map(({ type }) => type) ?? [];
    const path = `${t.helperPath}OfPointers`;
    const trait: RustType = { kind: "generic", path, arguments: [together(t, types)] };
    return { kind: "trait-impl", key: keyOf(t, "impl OfPointers", name), trait, name };
  }

  /** For all records that are items. */
  items(): readonly BuiltItem[] {
    const { t } = this;
    if (this.#lists.length === 0) return [];
    return t.program.records.flatMap((record): BuiltItem[] => {
      const { id, origin, scope } = record;
      if (!t.owns(origin) || scope === "block" || !t.names.recordDeclared[id]) return [];
      const name = t.names.records[id];
      const item = this.traitOf(t, id, name);
      if (item === undefined) return [];
      const { source, place } = origin;
      return [{ source, place, item, cName: recordCName(record, name), values: [], helpers: ["of_pointers"] }];
    });
  }

  #fits(id: RecordId, list: PointerList): boolean {
    const { program, shapes, types } = this.t;
    const { tagKind, definition } = program.records[id];
    const members = definition?.members ?? [];
    if (tagKind !== "struct" || members.length !== list.length) return false;
    const shape = shapes.of(id);
    if (shape === undefined || shape.opaque !== undefined || shape.fields.length !== members.length) return false;
    if (!shape.fields.every(({ kind, type }) => kind === "member" && type.kind === "pointer" && type.mutable))
      return false;
    const to = (type: TypeId): TypeId | undefined => {
      const row = types.canonical(type);
      return row.kind === "pointer" ? row.to : undefined;
    };
    return list.every((name, index) => {
      if (name === undefined) return true;
      const member = members.find((one) => one.name === name);
      const pointed = to(members[index].type);
      if (member === undefined || pointed === undefined) return false;
      // both are pointers: alike if what they point to is
      const [one, other] = [to(member.type), to(pointed)];
      return one !== undefined && other !== undefined && types.canonical(one) === types.canonical(other);
    });
  }
}

function memberOf(value: TypedExpression | undefined): string | undefined {
  return value?.kind === "address-of" && value.of.kind === "open-member" ? value.of.name : undefined;
}

/** One pointer, or `Pointers<P, Pointers<Q, …>>`. */
function together(t: Translation, [first, ...others]: readonly RustType[]): RustType {
  if (others.length === 0) return first;
  return { kind: "generic", path: `${t.helperPath}Pointers`, arguments: [first, together(t, others)] };
}
