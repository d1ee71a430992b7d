/**
 * Initializers as values: struct literals with `..zeroed()` or the caller's record for what is not named, arrays element by element. What a literal cannot say
 * (bit-fields, bytes in a member's place, a union member smaller than the union) is assigned to a zeroed value in a block.
 * In: a TypedInitializer in full form (C11 6.7.9). Out: an expression of the object's type.
 */
import { assertNever } from "../../base/index.js";
import type { RecordId, TypedInitializer, TypeId } from "../../semantics/index.js";
import { placeholderPieces } from "../../semantics/index.js";
import type { ShapeField } from "../record-shape.js";
import type { RustExpression, RustStatement, RustType } from "../rust-crate.js";
import { type BodyState, fresh, refuse } from "./body-state.js";
import { callersText } from "./caller-text.js";
import { rvalue } from "./expression.js";
import { assign, atom, call, declare, does, path, unary, withStatements } from "./make.js";
import { parameterName } from "./open.js";
import { type Place, placeOf, store, wideUnits, zeroed } from "./place.js";
import { coerce } from "./value.js";

export function initialValue(s: BodyState, initializer: TypedInitializer, type: TypeId): RustExpression {
  switch (initializer.kind) {
    case "value":
      return coerce(s, rvalue(s, initializer.value), s.types.key(type), s.types.rust(type));
    case "zero":
      return zeroValue(s, type);
    case "record":
      return recordValue(s, initializer, type);
    case "array":
      return arrayValue(s, initializer, type);
    case "string":
      return stringValue(s, initializer, type);
    default:
      return assertNever(initializer);
  }
}

function zeroValue(s: BodyState, type: TypeId): RustExpression {
  const key = s.types.key(type);
  if (s.types.integer(key) !== undefined) return atom("0");
  if (key === "bool") return atom("false");
  return zeroed(s);
}

type RecordInitializer = TypedInitializer & { readonly kind: "record" };

function recordValue(s: BodyState, initializer: RecordInitializer, type: TypeId): RustExpression {
  const record = s.types.record(type);
  const shape = record === undefined ? undefined : s.t.shapes.of(record);
  if (record === undefined || shape === undefined) return refuse("an initializer of an incomplete record");
  const members = s.t.program.records[record].definition?.members ?? [];
  const fieldOf = (index: number): ShapeField | undefined =>
    shape.opaque === undefined ? shape.fields.find((one) => one.members.includes(index)) : undefined;
  const direct = initializer.members.every(({ index }) => {
    const found = fieldOf(index);
    if (found?.kind !== "member" || found.type.kind === "generic") return isPlainOption(found?.type);
    return true;
  });
  if (initializer.members.length === 0 && initializer.others === undefined) return zeroed(s);
  const union = s.t.program.records[record].tagKind === "union";
  const fills = !union || initializer.members.every(({ index }) => fieldOf(index)?.size === shape.size);
  const others = initializer.others === undefined ? undefined : parameterName(s, initializer.others);
  if (others !== undefined && (!direct || union))
    return refuse("members of the caller's beside those that are no fields");
  if (!direct || !fills || (initializer.members.length > 1 && union)) return assigned(s, initializer, record, type);
  const fields = initializer.members.map(({ index, value }) => ({
    name: fieldOf(index)?.name ?? "",
    value: initialValue(s, value, members[index].type),
  }));
  const whole = others === undefined && (union || fields.length === shape.fields.length);
  const more = others === undefined ? {} : { others: `$(${others}_member: ${others},)*` };
  return {
    kind: "struct",
    path: `${s.t.names.records[record]}`,
    fields,
    ...more,
    rest: whole ? undefined : unnamed(s, initializer),
  };
}

/** What the members have that are not named. */
const unnamed = (s: BodyState, { base }: RecordInitializer): RustExpression =>
  base === undefined ? zeroed(s) : atom(parameterName(s, base));

const isPlainOption = (type: RustType | undefined): boolean => type?.kind === "generic" && type.path.endsWith("Option");

/** `{ let mut value: T = zeroed(); value.a = 1; value.set_b(2); value }` */
function assigned(s: BodyState, initializer: RecordInitializer, record: RecordId, type: TypeId): RustExpression {
  const name = fresh(s, "value");
  const out: RustStatement[] = [declare(name, s.types.rust(type), unnamed(s, initializer), true)];
  const members = s.t.program.records[record].definition?.members ?? [];
  for (const { index, value } of initializer.members) {
    const given = initialValue(s, value, members[index].type);
    const place = memberPlace(s, name, type, index, members[index].type);
    out.push(does(volatileBits(s, name, record, index, given) ?? store(s, place, given, false)));
  }
  return withStatements(out, atom(name));
}

/** A volatile bit-field: that its object begins so is no access of it, and the accessor is for no constant. Undefined for other members. */
function volatileBits(
  s: BodyState,
  name: string,
  record: RecordId,
  index: number,
  value: RustExpression,
): RustExpression | undefined {
  const row = s.t.program.records[record];
  const offset = row.layout?.members[index].offset;
  const accessor = s.t.shapes
    .of(record)
    ?.accessors.find((one) => one.kind === "bit-field" && one.offset === offset && one.access !== undefined);
  const member = row.definition?.members[index];
  if (accessor?.kind !== "bit-field" || member?.bitWidth === undefined) return undefined;
  const [wide, unit] = accessor.width > 64 ? ["wide_", "u128"] : ["", "u64"];
  const callee = `${s.t.helperPath}${wide}bits_set::<_, ${accessor.offset}, ${accessor.width}>`;
  const given = { rust: value, key: s.types.key(member.type), type: s.types.rust(member.type), loose: true };
  return call(callee, unary("&mut ", atom(name)), coerce(s, given, unit, path(unit)));
}

/** A member of a local that only this file knows. */
function memberPlace(s: BodyState, name: string, type: TypeId, index: number, memberType: TypeId): Place {
  const local = s.localNames.length;
  const withLocal: BodyState = {
    ...s,
    localNames: [...s.localNames, name],
    body: {
      ...s.body,
      locals: [
        ...s.body.locals,
        { id: local as never, name, type, kind: "automatic", addressTaken: false, assigned: true, at: -1 },
      ],
    },
  };
  const of = { kind: "local", local: local as never, type, at: -1 } as const;
  return placeOf(withLocal, { kind: "member", of, index, lvalue: true, type: memberType, at: -1 });
}

function arrayValue(
  s: BodyState,
  initializer: TypedInitializer & { readonly kind: "array" },
  type: TypeId,
): RustExpression {
  const row = s.types.canonical(type);
  if (row.kind !== "array") return refuse("an array's initializer for what is none");
  const { elements, length } = initializer;
  if (elements.length === 0) return zeroed(s);
  if (elements.some(({ several }) => several)) return begunArray(s, initializer, row.of);
  if (elements.length === 1 && elements[0].index === 0 && elements[0].last === length - 1 && length > 1)
    return { kind: "repeat", value: initialValue(s, elements[0].value, row.of), count: String(length) };
  const named = elements.reduce((sum, one) => sum + one.last - one.index + 1, 0);
  const dense = elements.every((one) => one.index === one.last) && length <= named * 2 + 4;
  if (!dense) {
    const name = fresh(s, "value");
    const out: RustStatement[] = [declare(name, s.types.rust(type), zeroed(s), true)];
    for (const one of elements) {
      if (one.last - one.index > 64) return refuse("an initializer of a long range of elements");
      for (let i = one.index; i <= one.last; i++)
        out.push(
          does(assign({ kind: "index", of: atom(name), index: atom(String(i)) }, initialValue(s, one.value, row.of))),
        );
    }
    return withStatements(out, atom(name));
  }
  const byIndex = new Map(elements.map((one) => [one.index, one.value]));
  const items: RustExpression[] = [];
  for (let i = 0; i < length; i++) {
    const value = byIndex.get(i);
    items.push(value === undefined ? zeroValue(s, row.of) : initialValue(s, value, row.of));
  }
  return { kind: "array", items };
}

/** An array of which the macro's caller gives the last elements, as many as there are: `begun([a, $(b),*])`. */
function begunArray(
  s: BodyState,
  { elements, length }: TypedInitializer & { readonly kind: "array" },
  of: TypeId,
): RustExpression {
  const last = elements[elements.length - 1];
  const { value } = last;
  const inOrder = elements.every((one, at) => one.index === at && (one === last || one.last === at));
  if (!inOrder || last.several !== true || last.last !== length - 1 || s.macro === undefined)
    return refuse("any number of initializers before others");
  const { macro } = s;
  // one of them, as it is
  const parameters = macro.parameters.map((one) =>
    one.role === "variadic" ? { ...one, role: "value" as const } : one,
  );
  const each = initialValue({ ...s, macro: { ...macro, parameters } }, value, of);
  const items = elements.map((one) => (one === last ? several(each) : initialValue(s, one.value, of)));
  s.helpers.add("begun");
  return call(`${s.t.helperPath}begun`, { kind: "array", items });
}

const several = (of: RustExpression): RustExpression => ({ kind: "beside-list", before: "$(", of, behind: "),*" });

function stringValue(
  s: BodyState,
  initializer: TypedInitializer & { readonly kind: "string" },
  type: TypeId,
): RustExpression {
  const row = s.types.canonical(type);
  if (row.kind !== "array" || typeof row.length !== "number")
    return refuse("a string's initializer for what is no array");
  if (initializer.wide !== undefined) return wideUnits(s, initializer.wide, row.of, row.length);
  if (placeholderPieces(initializer.value).some((piece) => typeof piece !== "string")) {
    s.helpers.add("text_array");
    return call(`${s.t.helperPath}text_array`, atom(callersText(s, initializer.value)));
  }
  const signed = s.types.integer(s.types.key(row.of))?.signed ?? false;
  const items: RustExpression[] = [];
  for (let i = 0; i < row.length; i++) {
    const code = i < initializer.value.length ? initializer.value.charCodeAt(i) & 0xff : 0;
    items.push(atom(String(signed && code > 127 ? code - 256 : code)));
  }
  if (items.length > 8 && initializer.value === "")
    return { kind: "repeat", value: atom("0"), count: String(row.length) };
  return { kind: "array", items };
}
