/**
 * Declarations of locals (C11 6.8.2, 6.2.4). `mut`, and a value where C gives none but Rust wants one, are found by `flow.ts` once the
 * whole body stands. Static locals are items inside of the function.
 */
import type { LocalId, OpenType, TypedInitializer, TypedStatement } from "../../semantics/index.js";
import type { ItemKey, RustExpression, RustStatement } from "../rust-crate.js";
import { isUnsafe, unsafely } from "../unsafe-expression.js";
import { alignedLocal, localPlace } from "./aligned-local.js";
import { type BodyState, corePath, localOf, refuse } from "./body-state.js";
import { declaredHere } from "./declared-here.js";
import { rvalue } from "./expression.js";
import { initialValue } from "./initializer.js";
import { assign, atom, call, declare, does } from "./make.js";
import { intoOpen, math, openKey } from "./open.js";
import { isOfType, isOfUnknownKind, isPointer } from "./open-kind.js";
import { isOfCallersValue, openLike, openZero } from "./open-type.js";
import { zeroed } from "./place.js";
import { isPutTogether } from "./put-together.js";
import { hoisted } from "./statement.js";
import { coerce } from "./value.js";
import { localsIn, visitRows } from "./visit.js";

type Local = TypedStatement & { readonly kind: "local" };

export function localStatements(s: BodyState, { local: id, initializer, at }: Local): RustStatement[] {
  const local = localOf(s, id);
  const name = s.localNames[id];
  const row = s.types.canonical(local.type);
  if (local.kind === "extern") return isPutTogether(local) ? [] : [declaredHere(s, id, at)];
  if (row.kind === "array" && row.length === "variable") return refuse("an array of variable length", at);
  const open = local.like !== undefined || s.types.key(local.type) === openKey;
  if (open && local.aligned !== undefined) return refuse("an aligned variable whose type the caller knows", at);
  if (local.like !== undefined && local.kind !== "static") return openLocal(s, id, local.like, initializer);
  if (s.types.key(local.type) === openKey && local.kind === "automatic") return localOfCallersType(s, id, initializer);
  if (s.types.size(local.type) === undefined) return refuse("a variable of a type without a size in Rust", at);
  const type = s.types.rust(local.type);
  const aligned = alignedLocal(s, id);
  if (local.kind === "static") {
    // of a macro that became a function: C's caller gives a constant, a function is given a value
    if (initializer !== undefined && [...localsIn(initializer)].some((one) => localOf(s, one).kind !== "static"))
      return refuse("a static variable that begins as what the caller gives", at);
    // constexpr: what reads one is its value
    if (s.macro === undefined && !isNamed(s.body.block, id)) return [];
    const item = staticItem(s, name, initializer, local.type);
    if (aligned === undefined) return [{ kind: "item", item }];
    return [aligned.item, { kind: "item", item: { ...item, type: aligned.type, value: aligned.value(item.value) } }];
  }
  const declared = s.ahead.has(id) ? [] : declaredLocal(s, id);
  if (initializer === undefined || isItself(initializer, id)) return declared;
  const value = initialValue(s, initializer, local.type);
  if (s.ahead.has(id) || namesItself(initializer, id))
    return [...declared, ...hoisted(s, [does(assign(localPlace(s, id), value))])];
  if (aligned === undefined) return hoisted(s, [declare(name, type, value)]);
  return [aligned.item, ...hoisted(s, [declare(name, aligned.type, aligned.value(value))])];
}

/** Without a value yet. */
export function declaredLocal(s: BodyState, id: LocalId): RustStatement[] {
  const name = s.localNames[id];
  const aligned = alignedLocal(s, id);
  if (aligned === undefined) return [declare(name, s.types.rust(localOf(s, id).type), undefined)];
  return [aligned.item, declare(name, aligned.type, undefined)];
}

/** Beside its declaration. */
function isNamed(data: unknown, id: LocalId): boolean {
  let count = 0;
  visitRows(data, (row) => {
    if (row.kind === "local" && row.local === id) count++;
    return count < 2;
  });
  return count > 1;
}

/** `T x = x`, by which C authors say that they know that it has no value. */
const isItself = (initializer: TypedInitializer, id: LocalId): boolean =>
  initializer.kind === "value" &&
  initializer.value.kind === "load" &&
  initializer.value.of.kind === "local" &&
  initializer.value.of.local === id;

/** `__typeof__(x) name`, where only the caller of a macro knows the type of x. */
function openLocal(
  s: BodyState,
  id: LocalId,
  like: OpenType,
  initializer: TypedInitializer | undefined,
): RustStatement[] {
  const name = s.localNames[id];
  if (initializer === undefined) return [declare(name, undefined, openZero(s, like))];
  if (initializer.kind !== "value") return refuse("a list for a variable whose type the caller knows");
  const { value } = initializer;
  const given = rvalue(s, value);
  const rust = isOfType(s, value, like) ? given.rust : openLike(s, given, value, like).rust;
  return hoisted(s, [declare(name, undefined, rust)]);
}

/**
 * `type name`, where the caller of a macro gives the type, and C converts the value to it. `__auto_type name` has the type of its value.
 */
function localOfCallersType(s: BodyState, id: LocalId, initializer: TypedInitializer | undefined): RustStatement[] {
  const name = s.localNames[id];
  const type = s.types.rust(localOf(s, id).type);
  if (initializer === undefined) return [declare(name, type, undefined)];
  if (initializer.kind === "zero") return [declare(name, type, zeroed(s))];
  if (initializer.kind !== "value") return refuse("a list for a variable whose type the caller knows");
  const { value } = initializer;
  if (isOfCallersValue(s, localOf(s, id).type)) {
    const key = s.types.key(value.type);
    const rust = coerce(s, rvalue(s, value), key, s.types.rust(value.type));
    return hoisted(s, [declare(name, undefined, rust)]);
  }
  const given = rvalue(s, value);
  const isAny = given.key === openKey && isOfUnknownKind(s, value);
  const rust = isAny ? math(s, "stored", given.rust) : intoOpen(s, given, value, isPointer(s, value));
  return hoisted(s, [declare(name, type, rust)]);
}

/** `T x = f(&x)`: Rust's x is not there yet. */
const namesItself = (initializer: TypedInitializer, id: LocalId): boolean => localsIn(initializer).has(id);

export function staticItem(
  s: BodyState,
  name: string,
  initializer: TypedInitializer | undefined,
  type: Parameters<typeof initialValue>[2],
) {
  const inner: RustExpression =
    initializer === undefined ? call(corePath(s, "mem::zeroed")) : initialValue(s, initializer, type);
  const key = s.types.key(type);
  let value: RustExpression = inner;
  if (initializer === undefined && s.types.integer(key) !== undefined) value = atom("0");
  else if (isUnsafe(inner)) value = unsafely(inner);
  return {
    kind: "static",
    key: `static ${s.functionName}::${name}` as ItemKey,
    name,
    type: s.types.rust(type),
    mutable: true,
    value,
    attributes: [],
    doc: undefined,
  } as const;
}
