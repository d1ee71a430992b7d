/** What is known of a value whose type only the caller of a macro knows: whether it is plainly a pointer, a number, an array. By its uses and by the
 * members it goes through, whatever record they are of. */
import {
  type OpenType,
  placeholderIndex,
  type RecordId,
  type TypedExpression,
  type TypeId,
} from "../../semantics/index.js";
import { hasFloats } from "../math/index.js";
import { type BodyState, localOf } from "./body-state.js";
import { isFloatKey, isFunctionKey, isPointerKey, type TypeKey } from "./body-type.js";
import { atom, unary } from "./make.js";
import { openKey, openValue, parameterName } from "./open.js";
import type { Value } from "./value.js";

/** An array of the caller's where C has a pointer to its first element. */
export function parameterArray(s: BodyState, index: number): Value | undefined {
  if (s.macro?.areArrays !== true || !s.macro.elementsAsked.has(index)) return undefined;
  return openValue(unary("&raw const ", atom(parameterName(s, index))));
}

export const isVoidPointer = (key: TypeKey): boolean => key === "*mut c_void" || key === "*const c_void";

/** `const char *`. */
export function isText(s: BodyState, type: TypedExpression["type"]): boolean {
  const to = s.types.pointee(type);
  if (to === undefined || !s.t.types.isConst(to)) return false;
  const row = s.types.canonical(to);
  return row.kind === "integer" && row.name === "char";
}

export const isIndex = (s: BodyState, e: TypedExpression): boolean =>
  s.types.integer(s.types.key(e.type)) !== undefined;

/** What the value of `(x, y)` and of `({ …; y; })` is. */
function resultOf(e: TypedExpression): TypedExpression {
  if (e.kind === "comma") return resultOf(e.right);
  return e.kind === "statement-expression" && e.value !== undefined ? resultOf(e.value) : e;
}

export const isCalculated = (e: TypedExpression): boolean =>
  e.kind === "arithmetic" ||
  e.kind === "unary" ||
  e.kind === "conditional" ||
  (resultOf(e) !== e && isCalculated(resultOf(e))) ||
  (e.kind === "convert" && e.like === undefined && isCalculated(e.of));

export const isOpenComparison = (s: BodyState, e: TypedExpression & { readonly kind: "comparison" }): boolean =>
  s.types.key(e.left.type) === openKey || s.types.key(e.right.type) === openKey;

/** Does the place plainly hold a number, of whatever width? */
export function isNumber(s: BodyState, e: TypedExpression): boolean {
  const floats = hasFloats(s.t.input);
  const isOne = (type: TypeId): boolean => isInteger(s, type) || (floats && isFloatKey(s.types.key(type)));
  return holds(s, e, isOne, (name) => s.macro?.members.isNumber(name));
}

/** May it hold what a bare literal of an integer is not? A variable may have its type from the literal. */
export const mayHoldOther = (s: BodyState, e: TypedExpression): boolean =>
  (e.kind === "open-member" || e.kind === "dereference") &&
  hasFloats(s.t.input) &&
  !holds(
    s,
    e,
    (type) => isInteger(s, type),
    (name) => s.macro?.members.isInteger(name),
  );

function isInteger(s: BodyState, type: TypeId): boolean {
  const { kind } = s.types.canonical(type);
  return kind === "integer" || kind === "enum";
}

/** @param byType of what a member behind another one is; @param byName of what all records have by the name */
function holds(
  s: BodyState,
  e: TypedExpression,
  byType: (type: TypeId) => boolean,
  byName: (member: string) => boolean | undefined,
): boolean {
  if (e.kind === "open-member") {
    if (placeholderIndex(e.name) !== undefined) return false;
    const behind = typesBehind(s, e);
    return behind.length > 0 ? behind.every(byType) : byName(e.name) === true;
  }
  const array = e.kind === "dereference" ? subscripted(s, e) : undefined;
  return array?.kind === "open-member" && byName(array.name) === true;
}

/** The record that `x.member`, or `x->member`, is a member of, where x is of the type. */
export function recordOf(s: BodyState, type: TypeId, arrow: boolean): RecordId | undefined {
  const of = arrow ? s.types.pointee(type) : type;
  return of === undefined ? undefined : s.types.record(of);
}

/** Of a member behind another one: the types that it has in the records which that one holds, or points to. */
function typesBehind(s: BodyState, e: TypedExpression & { readonly kind: "open-member" }): readonly TypeId[] {
  const holder = e.of.kind === "load" ? e.of.of : e.of;
  if (holder.kind !== "open-member" || s.macro === undefined) return [];
  return s.macro.members.typesOf(holder.name).flatMap((type) => {
    const record = recordOf(s, type, e.arrow);
    if (record === undefined) return [];
    const { definition } = s.t.program.records[record];
    return definition?.members.find((one) => one.name === e.name)?.type ?? [];
  });
}

/** A parameter that is converted to integers, and to nothing else. */
export const isNumberParameter = (s: BodyState, e: TypedExpression): boolean => {
  const { type, example } = (e.kind === "macro-parameter" ? s.macro?.parameters[e.index] : undefined) ?? {};
  return type === undefined && example !== undefined && s.types.integer(s.types.key(example)) !== undefined;
};

/** A parameter that C converts to `bool`: it may be one, which a bare 0 is not in Rust. */
export const isTruthParameter = (s: BodyState, e: TypedExpression): boolean => {
  const { type, example } = (e.kind === "macro-parameter" ? s.macro?.parameters[e.index] : undefined) ?? {};
  return type === undefined && example !== undefined && s.types.key(example) === "bool";
};

/** A parameter that C converts to a pointer to void: it may be one. A member that is one in every record that has it. */
export const isAnyPointer = (s: BodyState, e: TypedExpression): boolean => {
  if (e.kind === "open-member") {
    const types = typesOf(s, e);
    return types.length > 0 && types.every((type) => isVoidPointer(s.types.key(type)));
  }
  const { type, example } = (e.kind === "macro-parameter" ? s.macro?.parameters[e.index] : undefined) ?? {};
  return type === undefined && example !== undefined && isVoidPointer(s.types.key(example));
};

/** A parameter that C converts to pointers. */
export const isPointerParameter = (s: BodyState, e: TypedExpression): boolean => {
  const { type, example } = (e.kind === "macro-parameter" ? s.macro?.parameters[e.index] : undefined) ?? {};
  return type === undefined && example !== undefined && isPointerKey(s.types.key(example));
};

/** A member that is a pointer to a function in one of the records at least. */
export const mayBeFunction = (s: BodyState, e: TypedExpression): boolean =>
  typesOf(s, e).some((type) => isFunctionKey(s.types.key(type)));

/** An object of which it is not known that it is a pointer or a number: it may be a number, and C converts what is stored in it. */
export const mayHoldNumber = (s: BodyState, e: TypedExpression): boolean =>
  !isNumber(s, e) && !isPointer(s, e) && !isAnyPointer(s, e);

/** What the macro's caller gives, and nothing says whether that is a number, a pointer or a record. */
export const isOfUnknownKind = (s: BodyState, whole: TypedExpression): boolean => {
  const e = resultOf(whole);
  const of = e.kind === "load" ? e.of : e;
  if (of.kind === "local") {
    const { like, type } = localOf(s, of.local);
    if (like === undefined) return s.types.key(type) === openKey && !isPointer(s, of);
    return !like.pointer && like.of.kind === "macro-parameter" && isOfUnknownKind(s, like.of);
  }
  return e.kind === "macro-parameter" && !isPointer(s, e) && !isPointerParameter(s, e) && !isNumberParameter(s, e);
};

/** A member that is a pointer in one of the records, and a number in another one. */
export const maybePointer = (s: BodyState, e: TypedExpression): boolean =>
  !isNumber(s, e) && !isPointer(s, e) && typesOf(s, e).some((type) => isPointerKey(s.types.key(type)));

const typesOf = (s: BodyState, e: TypedExpression): readonly TypeId[] =>
  e.kind === "open-member" ? (s.macro?.members.typesOf(e.name) ?? []) : [];

/** A member that is a pointer to what is const, in every record that has it. */
export function pointsToConst(s: BodyState, e: TypedExpression): boolean {
  const types = typesOf(s, e.kind === "load" ? e.of : e);
  return types.length > 0 && types.every((type) => s.types.key(type).startsWith("*const"));
}

/** What `place[index]` is an element of. */
function subscripted(s: BodyState, { of }: TypedExpression & { readonly kind: "dereference" }) {
  if (of.kind !== "arithmetic") return undefined;
  return isIndex(s, of.left) ? of.right : of.left;
}

/** An array that is a member of every record that has it: C takes it for a pointer to its first element. */
export const isArray = (s: BodyState, e: TypedExpression): boolean =>
  e.kind === "open-member" && placeholderIndex(e.name) === undefined && s.macro?.members.isArray(e.name) === true;

/** An array that is a member of some of the records that have it. */
export function isSomewhereArray(s: BodyState, e: TypedExpression): boolean {
  if (e.kind !== "open-member") return false;
  if (placeholderIndex(e.name) === undefined) return s.macro?.members.isSomewhereArray(e.name) === true;
  // a member that the caller names, of a record that the macro names or the caller
  const record = recordOf(s, e.of.type, e.arrow);
  if (record === undefined) return true;
  return (
    s.t.program.records[record].definition?.members.some(({ type }) => s.types.canonical(type).kind === "array") ===
    true
  );
}

/** Is it plainly a pointer, whatever it points to? */
export function isPointer(s: BodyState, e: TypedExpression): boolean {
  const key = s.types.key(e.type);
  if (key !== openKey) return isPointerKey(key);
  switch (e.kind) {
    case "macro-parameter":
      return s.macro?.parameters[e.index]?.pointer === true;
    case "local": {
      const like = localOf(s, e.local).like;
      return like !== undefined && (like.pointer || isPointer(s, like.of));
    }
    case "open-member":
      return isArray(s, e) || (placeholderIndex(e.name) === undefined && s.macro?.members.isPointer(e.name) === true);
    case "load":
      return isPointer(s, e.of);
    case "convert":
      return e.like === undefined ? isPointer(s, e.of) : e.like.pointer || isPointer(s, e.like.of);
    case "increment":
    case "assign-operator":
      return isPointer(s, e.target);
    case "dereference": {
      const array = subscripted(s, e);
      return array?.kind === "open-member" && s.macro?.members.holdsPointers(array.name) === true;
    }
    case "assign":
      return isPointer(s, e.target);
    case "comma":
      return isPointer(s, e.right);
    case "conditional":
      return (e.then !== undefined && isPointer(s, e.then)) || isPointer(s, e.else);
    case "arithmetic":
      return (e.operator === "+" || e.operator === "-") && isPointer(s, e.left) !== isPointer(s, e.right);
    default:
      return false;
  }
}

/** Is a value of the very type that is asked for: the caller's own, or what is read from it or from a variable of that type? */
export function isOfType(s: BodyState, value: TypedExpression, like: OpenType): boolean {
  switch (value.kind) {
    case "macro-parameter":
      return !like.pointer && like.of.kind === "macro-parameter" && like.of.index === value.index;
    case "local":
      return isSameType(localOf(s, value.local).like, like);
    case "load":
      return isOfType(s, value.of, like);
    case "dereference":
      return value.of.kind === "address-of" && isOfType(s, value.of.of, like);
    case "statement-expression":
      return value.value !== undefined && isOfType(s, value.value, like);
    default:
      return false;
  }
}

const isSameType = (one: OpenType | undefined, other: OpenType): boolean =>
  one?.pointer === other.pointer &&
  one.of.kind === "macro-parameter" &&
  other.of.kind === "macro-parameter" &&
  one.of.index === other.of.index;
