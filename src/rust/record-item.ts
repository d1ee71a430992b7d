/**
 * Records as items. One without a visible definition, or listed opaque, takes the nomicon's form for foreign types: no values of it can
 * be made, moved or shared between threads by accident. All others are Copy: C copies any record, and unions ask for it.
 */
import { type Diagnostic, diagnostic } from "../base/index.js";
import type { CRecord } from "../semantics/index.js";
import type { Doc, RustField, RustItem, RustType } from "./rust-crate.js";
import { rustName } from "./rust-name.js";
import { type BuiltItem, built, docOf, keyOf, type Translation } from "./translation.js";

export interface BuiltRecord {
  readonly items: readonly BuiltItem[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `struct mtx`; the Rust name for a record without a tag. */
export function recordCName(t: Translation, record: CRecord): string {
  return record.tag === undefined ? t.names.records[record.id] : `${record.tagKind} ${record.tag}`;
}

export function recordItems(t: Translation, record: CRecord): BuiltRecord {
  const cName = recordCName(t, record);
  const name = t.names.records[record.id];
  if (t.chosen.blocks(cName)) return { items: [], diagnostics: [] };
  const why = whyOpaque(t, record, cName);
  if (why !== undefined) return opaqueRecord(t, record, why);
  const shape = plainShape(t, record);
  if (shape === undefined) {
    const text = `${cName}: bytes of the right size and alignment stand for its members`;
    const opaque = opaqueRecord(t, record, "its layout has no direct spelling in Rust");
    return { items: opaque.items, diagnostics: [diagnostic("rust/opaque", "warning", record.origin.place, text)] };
  }
  const item: RustItem = {
    kind: "record",
    key: keyOf(t, record.tagKind, name),
    name,
    union: record.tagKind === "union",
    attributes: ["repr(C)", "derive(Copy, Clone)"],
    fields: shape,
    doc: docOf(t, record.origin),
  };
  const items = [built(item, cName, record.origin)];
  const assert = layoutAssert(t, record, item);
  if (assert !== undefined) items.push(built(assert, cName, record.origin));
  return { items, diagnostics: [] };
}

function whyOpaque(t: Translation, record: CRecord, cName: string): string | undefined {
  const rules = t.input.rules.opaque;
  if (Object.hasOwn(rules, cName)) return rules[cName];
  if (t.chosen.hides(cName)) return "opaque as asked for";
  if (record.definition === undefined) return "";
  if (record.layout === undefined) return "its layout could not be worked out";
  return record.definition.unsupported;
}

/** The turnstile form; sized and Copy where the size is known, since other records may hold it. */
function opaqueRecord(t: Translation, record: CRecord, why: string): BuiltRecord {
  const name = t.names.records[record.id];
  const { layout } = record;
  const size = layout === undefined ? 0 : layout.size;
  const { core } = t.spelling;
  const data: RustType = { kind: "array", of: { kind: "path", path: "u8" }, length: String(size) };
  const item: RustItem = {
    kind: "record",
    key: keyOf(t, record.tagKind, name),
    name,
    union: false,
    attributes: layout === undefined ? ["repr(C)"] : [`repr(C, align(${layout.align}))`, "derive(Copy, Clone)"],
    fields: [
      { name: "_data", type: data, public: false, doc: undefined },
      {
        name: "_marker",
        type: { kind: "generic", path: `${core}::marker::PhantomData`, arguments: [notSync(core)] },
        public: false,
        doc: undefined,
      },
    ],
    doc: opaqueDoc(t, record, why),
  };
  const cName = recordCName(t, record);
  const items = [built(item, cName, record.origin)];
  const assert = layout === undefined ? undefined : layoutAssert(t, record, { ...item, fields: [] });
  if (assert !== undefined) items.push(built(assert, cName, record.origin));
  return { items, diagnostics: [] };
}

function notSync(core: string): RustType {
  const pinned: RustType = { kind: "path", path: `${core}::marker::PhantomPinned` };
  return { kind: "tuple", of: [{ kind: "pointer", mutable: true, to: { kind: "path", path: "u8" } }, pinned] };
}

function opaqueDoc(t: Translation, record: CRecord, why: string): Doc {
  const doc = docOf(t, record.origin, why === "" ? [] : [`Opaque: ${why}.`]);
  const elsewhere = t.input.definitionPlaces?.get(recordCName(t, record));
  if (record.definition !== undefined) return doc;
  // the comment at the first mention speaks of something else
  return {
    lines: [],
    definedIn: elsewhere ?? doc.definedIn,
    notes: elsewhere === undefined ? ["Only declared here."] : [],
  };
}

/** Fields of a record that `repr(C)` lays out as C does; undefined for all others. */
function plainShape(t: Translation, record: CRecord): RustField[] | undefined {
  const { definition } = record;
  if (definition === undefined) return undefined;
  if (definition.packed || definition.pack !== undefined || definition.aligned !== undefined) return undefined;
  const fields: RustField[] = [];
  let anonymous = 0;
  for (const member of definition.members) {
    if (member.bitWidth !== undefined || member.aligned !== undefined || member.packed) return undefined;
    const volatile = t.types.volatility(member.type);
    const notes = volatile === undefined ? [] : [volatile === "itself" ? "VOLATILE!" : "VOLATILE! what it points to"];
    const name = member.name === undefined ? `anon_${++anonymous}` : rustName(member.name);
    const commented = member.origin.comment !== undefined || notes.length > 0;
    const doc = commented ? { ...docOf(t, member.origin, notes), definedIn: undefined } : undefined;
    fields.push({ name, type: t.types.of(member.type), public: true, doc });
  }
  if (fields.length === 0) return undefined;
  return fields;
}

/** Size, alignment and the offset of every member that is a field, behind the feature `layout-asserts`. */
export function layoutAssert(t: Translation, record: CRecord, item: RustItem): RustItem | undefined {
  const { layout, definition } = record;
  if (layout === undefined || definition === undefined || item.kind !== "record") return undefined;
  const { core } = t.spelling;
  const conditions = [
    `${core}::mem::size_of::<${item.name}>() == ${layout.size}`,
    `${core}::mem::align_of::<${item.name}>() == ${layout.align}`,
  ];
  if (t.input.rustTarget.minor >= 77) {
    const fields = new Set(item.fields.map((field) => field.name));
    definition.members.forEach((member, index) => {
      if (member.name === undefined || member.bitWidth !== undefined) return;
      const name = rustName(member.name);
      if (fields.has(name))
        conditions.push(`${core}::mem::offset_of!(${item.name}, ${name}) == ${layout.members[index].offset / 8}`);
    });
  }
  const key = keyOf(t, "assert", item.name);
  return { kind: "assert", key, attributes: ['cfg(feature = "layout-asserts")'], conditions };
}
