/**
 * Macros that define things as `macro_rules!`. In: what such a macro puts at file scope. Out: the items that a call expands to. A macro that is a
 * record without a name (`TAILQ_ENTRY`) becomes a generic record of the macro's name beside it, since Rust has no types without one.
 */
import type { CFunctionMacro, DefinitionTemplate, RecordId } from "../semantics/index.js";
import { placeholder, placeholderIndex } from "../semantics/index.js";
import {
  type BodyScope,
  type BodyTypes,
  type DefinitionTranslation,
  type MacroContext,
  translateDefinitions,
} from "./body/index.js";
import type { PointerRecords } from "./pointer-record.js";
import { plainRecord } from "./record-item.js";
import type { RustItem, RustType } from "./rust-crate.js";
import { macroParameterName } from "./rust-name.js";
import type { Translation } from "./translation.js";
import { replacePaths } from "./type-paths.js";

export interface DefinitionWorld {
  readonly translation: Translation;
  readonly types: BodyTypes;
  readonly scope: BodyScope;
  readonly macro: Omit<MacroContext, "parameters" | "elementsAsked" | "usesMath">;
  readonly neverReturns: (name: string) => boolean;
  readonly pointerRecords: PointerRecords;
}

export function definitionItems(on: DefinitionWorld, template: DefinitionTemplate): DefinitionTranslation {
  const { translation: t, pointerRecords } = on;
  return translateDefinitions({
    ...on,
    template,
    record: (id) => {
      const index = placeholderIndex(t.program.records[id].tag ?? "");
      if (index === undefined) return "defines a record that the caller does not name";
      const name = `$${macroParameterName(template.parameters[index].name)}`;
      const made = plainRecord(t, id, name, []);
      if (typeof made === "string") return made;
      const trait = pointerRecords.traitOf(t, id, name);
      // the caller's types are as private as the caller likes
      const record = { ...made, attributes: [...made.attributes, "allow(private_interfaces)"] };
      return trait === undefined
        ? { items: [record], helpers: [] }
        : { items: [record, trait], helpers: ["of_pointers"] };
    },
  });
}

/** The record of a macro that is nothing but one without a name. */
export function namelessRecord(t: Translation, { things, parameters }: DefinitionTemplate): RecordId | undefined {
  const [only] = things;
  if (things.length !== 1 || only.kind !== "record" || t.program.records[only.record].tag !== undefined)
    return undefined;
  return parameters.every(({ role }) => role === "type" || role === "unused") ? only.record : undefined;
}

export interface GenericRecord {
  readonly item: RustItem;
  /** With the caller's types: `$crate::TAILQ_ENTRY<$type>`. */
  readonly type: RustType;
}

/** `pub struct TAILQ_ENTRY<T>`: the macro's types are the record's. */
export function genericRecord(
  t: Translation,
  { name }: CFunctionMacro,
  { parameters }: DefinitionTemplate,
  id: RecordId,
): GenericRecord | string {
  const types = parameters.flatMap(({ role }, index) => (role === "type" ? [index] : []));
  const generics = types.map((_, at) => genericName(t, at));
  const item = plainRecord(t, id, name, generics);
  if (typeof item === "string") return item;
  const replacement = new Map(types.map((index, at) => [placeholder(index, "type"), generics[at]]));
  const type: RustType = {
    kind: "generic",
    path: `${t.cratePrefix}${name}`,
    arguments: types.map((index) => ({ kind: "path", path: placeholder(index, "type") })),
  };
  const plain: RustType = { kind: "path", path: `${t.cratePrefix}${name}` };
  return { item: replacePaths(item, replacement), type: types.length === 0 ? plain : type };
}

/** `T`, `U`, …: no name of a C type. */
function genericName(t: Translation, at: number): string {
  const wish = "TUVWXYZ"[at] ?? `T${at}`;
  return t.spelling.taken(wish) ? `${wish}_` : wish;
}
