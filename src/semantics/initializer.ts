/** What initializers say before their objects are: the length of an array of unknown size (C11 6.7.9p22), the value of a constexpr number. */
import type { Initializer, InitializerList } from "../syntax/index.js";
import type { Analysis } from "./analysis.js";
import type { TypeId } from "./c-type.js";
import { compatible } from "./compatible-type.js";
import type { Constant } from "./constant.js";
import { convert, decay } from "./conversion.js";
import { typeOf } from "./expression.js";
import { foldedIntegerOf } from "./folded.js";
import { mentionsPlaceholder } from "./placeholder.js";
import type { Scope } from "./scope.js";
import { readString } from "./text-literal.js";

/** What a constexpr number is initialized with, in its own type. */
export function constexprValue(
  a: Analysis,
  type: TypeId,
  initializer: Initializer | undefined,
  scope: Scope,
): Constant | undefined {
  if (initializer === undefined || initializer.kind === "initializer-list") return undefined;
  return convert(a, decay(a, typeOf(a, initializer, scope)), a.types.unqualified(type)).value;
}

/** The type completed by the initializer; itself where it is no array of unknown size, or where the length cannot be told. */
export function arrayLengthOf(a: Analysis, type: TypeId, initializer: Initializer, scope: Scope): TypeId {
  const shape = a.types.shape(type);
  if (shape.kind !== "array" || shape.length !== "incomplete") return type;
  const text = stringOf(initializer);
  if (text !== undefined && a.types.shape(shape.of).kind === "integer") {
    // what a caller puts into it is of any length
    const literal = text.some(mentionsPlaceholder) ? undefined : readString(text, a.target);
    return literal === undefined ? type : a.types.array(shape.of, literal.units.length + 1);
  }
  if (initializer.kind !== "initializer-list") return type;
  const length = listLength(a, shape.of, initializer, scope);
  return length === undefined ? type : a.types.array(shape.of, length);
}

function stringOf(initializer: Initializer): readonly string[] | undefined {
  if (initializer.kind === "string") return initializer.pieces;
  if (initializer.kind === "initializer-list" && initializer.items.length === 1) {
    const [{ designators, value }] = initializer.items;
    return designators.length === 0 && value.kind === "string" ? value.pieces : undefined;
  }
  return undefined;
}

function listLength(a: Analysis, element: TypeId, list: InitializerList, scope: Scope): number | undefined {
  let next = 0;
  let most = 0;
  /** Scalars of the present element already given by items without braces. */
  let partial = 0;
  const scalars = scalarCount(a, element);
  for (const { designators, value } of list.items) {
    const [first] = designators;
    if (first !== undefined) {
      if (first.kind !== "index") return undefined;
      const index = foldedIntegerOf(a, first.last ?? first.index, scope);
      if (index === undefined || index < 0n || index > 1n << 40n) return undefined;
      next = Number(index);
      partial = 0;
    }
    if (scalars === 1 || takesWhole(a, element, value, scope)) {
      if (partial > 0) next++;
      partial = 0;
      next++;
    } else {
      if (scalars === undefined) return undefined;
      partial++;
      if (partial === scalars) {
        partial = 0;
        next++;
      }
    }
    most = Math.max(most, partial > 0 ? next + 1 : next);
  }
  return most;
}

/** Whether a value initializes a whole element of aggregate type: braces, a string for characters, or a value of that type. */
function takesWhole(a: Analysis, element: TypeId, value: Initializer, scope: Scope): boolean {
  if (value.kind === "initializer-list") return true;
  const shape = a.types.shape(element);
  if (shape.kind === "array") return value.kind === "string" && a.types.shape(shape.of).kind === "integer";
  return compatible(a, a.types.unqualified(element), a.types.unqualified(typeOf(a, value, scope).type));
}

/** Scalars in a type when its braces are left out; undefined where that cannot be told. */
function scalarCount(a: Analysis, type: TypeId): number | undefined {
  const shape = a.types.shape(type);
  if (shape.kind === "array") {
    const inner = scalarCount(a, shape.of);
    return inner === undefined || typeof shape.length !== "number" ? undefined : inner * shape.length;
  }
  if (shape.kind !== "record") return 1;
  const definition = a.tags.records[shape.record].definition;
  if (definition === undefined) return undefined;
  let count = 0;
  for (const member of definition.members) {
    if (member.name === undefined && member.bitWidth !== undefined) continue;
    const inner = scalarCount(a, member.type);
    if (inner === undefined) return undefined;
    count += inner;
    if (definition.tagKind === "union") break;
  }
  return count;
}
