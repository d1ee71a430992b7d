/**
 * Records as items: the struct or union that its shape plans, its accessors, its layout asserts. One without a visible definition, or
 * listed opaque, takes the nomicon's form for foreign types: no value of it can be made, moved or shared between threads by accident.
 */
import { type Diagnostic, diagnostic } from "../base/index.js";
import type { CMember, CRecord, RecordId } from "../semantics/index.js";
import { type Accessor, helpersOf } from "./accessor.js";
import { accessorItems, hasConstantSetters } from "./accessor-item.js";
import { assertFeature } from "./layout-helper.js";
import { type AliasAccessor, aliasAccessors } from "./member-alias.js";
import { pathText } from "./member-path.js";
import { recordCName } from "./record-name.js";
import type { LayoutHelper, RecordShape, ShapeField } from "./record-shape.js";
import type { Doc, RustField, RustItem, RustType } from "./rust-crate.js";
import { type BuiltItem, built, docOf, keyOf, leaveOut, type Translation } from "./translation.js";
import { replacePaths } from "./type-paths.js";

export interface BuiltRecord {
  readonly items: readonly BuiltItem[];
  readonly diagnostics: readonly Diagnostic[];
}

export function recordItems(t: Translation, record: CRecord): BuiltRecord {
  const name = t.names.records[record.id];
  const cName = recordCName(record, name);
  // in a file of its own the user gives a blocked type; a crate stays whole: there it is opaque
  if (t.input.mode === "single-file" && t.chosen.blocks("type", cName, record.origin))
    return { items: [], diagnostics: [] };
  const shape = t.shapes.of(record.id);
  if (shape === undefined || shape.opaque !== undefined) return opaqueRecord(t, record, shape);
  const members = record.definition?.members ?? [];
  const item: RustItem = {
    kind: "record",
    key: keyOf(t, record.tagKind, name),
    name,
    union: shape.union,
    attributes: shape.copy ? [...shape.attributes, "derive(Copy, Clone)"] : shape.attributes,
    fields: shape.fields.map((field) => fieldItem(t, field, members)),
    doc: docOf(t, record.origin),
  };
  const items: BuiltItem[] = [{ ...built(inCore(t, item), cName, record.origin), helpers: shape.helpers }];
  const aliases = aliasAccessors(t, record, shape.accessors);
  if (shape.accessors.length > 0 || aliases.length > 0) {
    const methods = accessors(t, name, shape, members, aliases);
    const helpers = aliases.flatMap(({ accessor }) => helpersOf(accessor));
    items.push({ ...built(inCore(t, methods), cName, record.origin), helpers });
  }
  items.push(layoutAssert(t, record, cName, shape, false));
  return { items, diagnostics: [] };
}

/**
 * A record by another name, for macros that define one: its fields and nothing beside them; or why that is not all of it.
 * @param generics names of its types that the user gives: they stand in its fields as paths already
 */
export function plainRecord(
  t: Translation,
  id: RecordId,
  name: string,
  generics: readonly string[],
): (RustItem & { readonly kind: "record" }) | string {
  const record = t.program.records[id];
  const shape = t.shapes.of(id);
  const members = record.definition?.members ?? [];
  if (shape === undefined || shape.opaque !== undefined) return "defines a record whose layout is not known";
  if (shape.accessors.length > 0) return "defines a record with members that are no fields in Rust";
  // a derived Copy would want it of the types that it only points to
  const copy = shape.copy && generics.length === 0;
  return {
    kind: "record",
    key: keyOf(t, record.tagKind, name),
    name,
    generics,
    union: shape.union,
    attributes: copy ? [...shape.attributes, "derive(Copy, Clone)"] : shape.attributes,
    // comments stand beside the tokens of a header: an expansion has none
    fields: shape.fields.map((field) => ({ ...fieldItem(t, field, members), doc: undefined })),
    doc: { lines: [], definedIn: undefined, notes: [] },
  };
}

/** Shapes write `core::`; where C has a type of that name, `::core` is meant. */
function inCore(t: Translation, item: RustItem): RustItem {
  if (t.spelling.core === "core") return item;
  const path = "core::mem::ManuallyDrop";
  return replacePaths(item, new Map([[path, `::${path}`]]));
}

function fieldItem(t: Translation, field: ShapeField, members: readonly CMember[]): RustField {
  const plain = field.kind === "member" || field.kind === "unaligned" || field.kind === "storage";
  let doc: Doc | undefined;
  if (plain) doc = memberDoc(t, members[field.members[0]]);
  else if (field.kind === "bit-fields") doc = bitFieldsDoc(field, members);
  return { name: field.name, type: field.type, public: true, doc };
}

function memberDoc(t: Translation, member: CMember): Doc | undefined {
  const volatile = t.types.volatility(member.type);
  if (volatile === undefined && member.origin.comment === undefined) return undefined;
  const notes = volatile === undefined ? [] : [volatile === "itself" ? "VOLATILE!" : "VOLATILE! what it points to"];
  return { ...docOf(t, member.origin, notes), definedIn: undefined };
}

function bitFieldsDoc(field: ShapeField, members: readonly CMember[]): Doc {
  const widths = field.members.map((index) => `\`${members[index].name}\`: ${members[index].bitWidth}`);
  return { lines: [], definedIn: undefined, notes: [`Bits: ${widths.join(", ")}`] };
}

function accessors(
  t: Translation,
  name: string,
  shape: RecordShape,
  members: readonly CMember[],
  aliases: readonly AliasAccessor[],
): RustItem {
  const byName = new Map(members.map((member) => [member.name, member]));
  const byAccessor = new Map(aliases.map(({ accessor, alias }) => [accessor, alias]));
  const doc = (accessor: Accessor): Doc => {
    const alias = byAccessor.get(accessor);
    if (alias !== undefined) {
      const notes = [`Is \`${pathText(alias.path)}\`.`, ...(accessor.kind === "volatile" ? ["VOLATILE!"] : [])];
      return docOf(t, alias.macro.origin, notes);
    }
    const member = byName.get(accessor.name.replace(/^r#/, ""));
    const own = member === undefined ? undefined : memberDoc(t, member);
    return own ?? { lines: [], definedIn: undefined, notes: accessor.kind === "volatile" ? ["VOLATILE!"] : [] };
  };
  const constantSetters = hasConstantSetters(t.input.rustTarget);
  const style = { helperPath: t.helperPath, record: `${t.keyPrefix}${name}`, constantSetters, doc };
  return {
    kind: "impl",
    key: keyOf(t, "impl", name),
    header: `impl ${name}`,
    items: accessorItems([...shape.accessors, ...aliases.map(({ accessor }) => accessor)], style),
  };
}

/** Why a record's members are not shown; undefined where they are. */
export function whyOpaque(
  t: Pick<Translation, "input" | "chosen">,
  record: CRecord,
  rustName: string,
): string | undefined {
  const cName = recordCName(record, rustName);
  const rules = t.input.rules.opaque;
  if (Object.hasOwn(rules, cName)) return rules[cName];
  if (t.chosen.hides(cName, record.origin)) return "as asked for";
  if (t.chosen.blocks("type", cName, record.origin)) return "blocked as asked for";
  return record.definition?.unsupported;
}

/** The turnstile form; with C's size and alignment where they are known, since other records may hold it. */
function opaqueRecord(t: Translation, record: CRecord, shape: RecordShape | undefined): BuiltRecord {
  const name = t.names.records[record.id];
  const cName = recordCName(record, name);
  const { core } = t.spelling;
  const diagnostics: Diagnostic[] = [];
  let why = shape?.opaque;
  if (record.definition !== undefined && shape === undefined) why = "its layout could not be worked out";
  if (why !== undefined && whyOpaque(t, record, name) === undefined) {
    diagnostics.push(diagnostic("rust/opaque", "warning", record.origin.place, `${cName} is opaque: ${why}`));
    leaveOut(t, "record", cName, record.origin, `opaque: ${why}`);
  }
  const exact = shape?.exact === true ? shape : undefined;
  const size = exact?.size ?? 0;
  const data: RustType = { kind: "array", of: { kind: "path", path: "u8" }, length: String(size) };
  const marker: RustType = { kind: "generic", path: `${core}::marker::PhantomData`, arguments: [notSync(core)] };
  const item: RustItem = {
    kind: "record",
    key: keyOf(t, record.tagKind, name),
    name,
    union: false,
    attributes: exact?.attributes ?? ["repr(C)"],
    fields: [
      { name: "_data", type: data, public: false, doc: undefined },
      { name: "_marker", type: marker, public: false, doc: undefined },
    ],
    doc: opaqueDoc(t, record, why),
  };
  const items = [built(item, cName, record.origin)];
  if (exact !== undefined) items.push(layoutAssert(t, record, cName, exact, true));
  return { items, diagnostics };
}

function notSync(core: string): RustType {
  const pinned: RustType = { kind: "path", path: `${core}::marker::PhantomPinned` };
  return { kind: "tuple", of: [{ kind: "pointer", mutable: true, to: { kind: "path", path: "u8" } }, pinned] };
}

function opaqueDoc(t: Translation, record: CRecord, why: string | undefined): Doc {
  const doc = docOf(t, record.origin, why === undefined ? [] : [`Opaque: ${why}.`]);
  if (record.definition !== undefined) return doc;
  // the comment at the first mention speaks of something else
  const elsewhere = t.input.definitionPlaces?.get(recordCName(record, t.names.records[record.id]));
  return {
    lines: [],
    definedIn: elsewhere ?? doc.definedIn,
    notes: elsewhere === undefined ? ["Only declared here."] : [],
  };
}

/** Size, alignment and the offset of every field but padding, behind the feature `layout-asserts`. BYTES. */
function layoutAssert(t: Translation, record: CRecord, cName: string, shape: RecordShape, hidden: boolean): BuiltItem {
  const name = t.names.records[record.id];
  const fields: { name: string; offset: number }[] = [];
  // offset_of! came with Rust 1.77
  if (!hidden && t.input.rustTarget.minor >= 77)
    for (let i = 0; i < shape.fields.length; i++) {
      const field = shape.fields[i];
      if (field.kind !== "padding" && field.kind !== "alignment")
        fields.push({ name: field.name, offset: field.offset });
    }
  const item: RustItem = {
    kind: "assert",
    key: keyOf(t, "assert", name),
    attributes: assertAttributes,
    macro: `${t.helperPath}assert_layout`,
    record: name,
    size: shape.size,
    align: shape.align,
    fields,
  };
  const { source, place } = record.origin;
  return { source, place, item, cName, values: noValues, helpers: assertHelpers };
}

const assertAttributes: readonly string[] = [`cfg(${assertFeature})`];
const assertHelpers: readonly LayoutHelper[] = ["assert_layout"];
const noValues: readonly string[] = [];
