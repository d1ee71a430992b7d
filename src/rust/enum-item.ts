/**
 * Enums and enumerators as items: an alias of the compatible type (C11 6.7.2.2p4) or a newtype around it, and a constant for each enumerator.
 * In: CEnums. Out: items in the module of their header.
 */
import type { CEnum, CEnumerator, TypeId } from "../semantics/index.js";
import { integerText } from "./constant-literal.js";
import type { RustItem } from "./rust-crate.js";
import { rustName } from "./rust-name.js";
import { type BuiltItem, built, docOf, type KnownValue, keyOf, leaveOut, type Translation } from "./translation.js";

/** The enum's own type by its name; without one, the type that C gives the constant. */
export function enumeratorType(t: Translation, one: CEnum, enumerator: CEnumerator): KnownValue {
  const name = t.names.enums[one.id];
  if (name === undefined) return { type: t.types.of(enumerator.type), newtype: false };
  return { type: { kind: "path", path: name }, newtype: t.input.enumStyle === "newtype" };
}

/** Of an integer type or the one below an enum; undefined for others. */
export function integerKind(t: Translation, type: TypeId) {
  let row = t.types.canonical(type);
  if (row.kind === "enum") row = t.types.canonical(t.program.enums[row.enum].type);
  return row.kind === "integer" ? row.name : undefined;
}

export function enumItems(t: Translation, one: CEnum): BuiltItem[] {
  const name = t.names.enums[one.id];
  const cName = one.tag === undefined ? (name ?? "") : `enum ${one.tag}`;
  if (t.types.canonical(one.type).kind === "error" && one.tag !== undefined)
    leaveOut(t, "enum", cName, one.origin, "its type was not understood");
  if (name === undefined || t.chosen.blocks("type", cName, one.origin)) return [];
  const key = keyOf(t, "enum", name);
  const type = t.types.of(one.type);
  const doc = docOf(t, one.origin);
  const item: RustItem =
    t.input.enumStyle === "newtype"
      ? {
          kind: "record",
          key,
          name,
          union: false,
          tuple: true,
          attributes: ["repr(transparent)", "derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)"],
          fields: [{ name: "0", type, public: true, doc: undefined }],
          doc,
        }
      : { kind: "type", key, name, type, attributes: [], doc };
  const enumerators = one.enumerators.map((enumerator) => enumerator.name);
  return [built(item, cName, one.origin, enumerators)];
}

export function enumeratorItem(t: Translation, one: CEnum, enumerator: CEnumerator): BuiltItem | undefined {
  const known = t.constants.get(enumerator.name);
  if (known === undefined || t.chosen.blocks("var", enumerator.name, one.origin)) return undefined;
  const { type, newtype } = known;
  const literal = integerLiteral(t, enumerator.value, t.names.enums[one.id] === undefined ? enumerator.type : one.type);
  const item: RustItem = {
    kind: "const",
    key: keyOf(t, "const", enumerator.name),
    name: rustName(enumerator.name),
    type,
    value:
      newtype && type.kind === "path"
        ? { kind: "atom", text: `${type.path}(${literal})` }
        : { kind: "atom", text: literal },
    attributes: [],
    doc: docOf(t, enumerator.origin),
  };
  return built(item, enumerator.name, enumerator.origin);
}

function integerLiteral(t: Translation, value: bigint, type: TypeId): string {
  if (integerKind(t, type) === "bool") return value === 0n ? "false" : "true";
  return integerText(value, 10);
}
