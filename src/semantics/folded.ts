/**
 * What clang folds beyond the constant expressions of C11 6.6: `static const int n = 5; struct s { char text[n]; };`. In: an expression that
 * must be constant; out: its value, const objects of known value among what it names. They are no constants anywhere else: whether
 * something is a null pointer, or which branch is chosen, they do not say.
 */
import type { Expression, Initializer } from "../syntax/index.js";
import { type Analysis, integerKind } from "./analysis.js";
import type { TypeId } from "./c-type.js";
import type { Constant } from "./constant.js";
import { convert, decay, floatKind, integerLike } from "./conversion.js";
import { typeOf } from "./expression.js";
import type { Scope } from "./scope.js";
import { Qualifier } from "./type-table.js";
import type { Typed } from "./typed.js";

/** The expression, typed and decayed: its value is folded where it has none otherwise. */
export function foldedOf(a: Analysis, expression: Expression, scope: Scope): Typed {
  const typed = decay(a, typeOf(a, expression, scope));
  if (typed.value !== undefined || a.folding.on || a.types.row(typed.type).kind === "error") return typed;
  a.folding.on = true;
  try {
    // what is wrong with it has been said
    const silent = { ...a, report: () => undefined };
    return decay(silent, typeOf(silent, expression, scope));
  } finally {
    a.folding.on = false;
  }
}

/** The value of an expression that must be an integer constant; undefined, and nothing reported for it being variable, where it has none. */
export function foldedIntegerOf(a: Analysis, expression: Expression, scope: Scope): bigint | undefined {
  const { value, type } = foldedOf(a, expression, scope);
  return value?.kind === "integer" && integerLike(a, type) ? value.value : undefined;
}

/** Is an object of that type, once its value is known, a number that clang folds? */
function isFoldable(a: Analysis, type: TypeId): boolean {
  const qualifiers = a.types.qualifiers(type);
  if ((qualifiers & Qualifier.const) === 0 || (qualifiers & Qualifier.volatile) !== 0) return false;
  return integerKind(a, type) !== undefined || floatKind(a, type) !== undefined;
}

/** What a const object is initialized with, in its own type, where that is a number. */
export function foldedValue(
  a: Analysis,
  type: TypeId,
  initializer: Initializer | undefined,
  scope: Scope,
): Exclude<Constant, { kind: "address" }> | undefined {
  if (initializer === undefined || !isFoldable(a, type)) return undefined;
  const given = inBraces(initializer);
  if (given === undefined) return undefined;
  const { value } = convert(a, foldedOf(a, given, scope), a.types.unqualified(type));
  return value?.kind === "address" ? undefined : value;
}

/** `{5}` is 5 for a scalar (C11 6.7.9p11). */
function inBraces(initializer: Initializer): Expression | undefined {
  if (initializer.kind !== "initializer-list") return initializer;
  const [first] = initializer.items;
  return initializer.items.length === 1 && first.designators.length === 0 ? inBraces(first.value) : undefined;
}
