/** Rust expressions and statements, put together: one short function per form, so that translations read like what they give. */
import { atom } from "../atom.js";
import type { RustBlock, RustExpression, RustStatement, RustType } from "../rust-crate.js";

export { atom };

export const path = (text: string): RustType => ({ kind: "path", path: text });
export const unary = (
  operator: Extract<RustExpression, { readonly kind: "unary" }>["operator"],
  of: RustExpression,
): RustExpression => ({ kind: "unary", operator, of });

/** What a pointer points to: of the address of a place behind another pointer, that place. */
export function pointee(pointer: RustExpression): RustExpression {
  const place = pointer.kind === "unary" && pointer.operator.startsWith("&raw") ? pointer.of : undefined;
  return place !== undefined && isBehindPointer(place) ? place : unary("*", pointer);
}

function isBehindPointer(place: RustExpression): boolean {
  if (place.kind === "field" || place.kind === "index") return isBehindPointer(place.of);
  return place.kind === "unary" && place.operator === "*";
}
export const binary = (left: RustExpression, operator: string, right: RustExpression): RustExpression => ({
  kind: "binary",
  operator,
  left,
  right,
});
export const cast = (of: RustExpression, type: RustType): RustExpression => ({ kind: "cast", of, type });
export const call = (callee: string, ...args: readonly RustExpression[]): RustExpression => ({
  kind: "call",
  callee: atom(callee),
  arguments: args,
});
export const genericCall = (
  callee: string,
  generics: readonly RustType[],
  ...args: readonly RustExpression[]
): RustExpression => ({ kind: "call", callee: atom(callee), generics, arguments: args });
export const method = (of: RustExpression, name: string, ...args: readonly RustExpression[]): RustExpression => ({
  kind: "method",
  of,
  name,
  generics: [],
  arguments: args,
});
export const genericMethod = (
  of: RustExpression,
  name: string,
  generics: readonly RustType[],
  ...args: readonly RustExpression[]
): RustExpression => ({ kind: "method", of, name, generics, arguments: args });
export const field = (of: RustExpression, name: string): RustExpression => ({ kind: "field", of, name });
export const assign = (left: RustExpression, right: RustExpression, operator = "="): RustExpression => ({
  kind: "assign",
  operator,
  left,
  right,
});
export const pointerTo = (to: RustType, mutable: boolean): RustType => ({ kind: "pointer", mutable, to });

export const does = (value: RustExpression): RustStatement => ({ kind: "expression", value });
export const declare = (
  name: string,
  type: RustType | undefined,
  value: RustExpression | undefined,
  mutable = false,
): RustStatement => ({ kind: "let", name, mutable, type, value });
export const comment = (...lines: readonly string[]): RustStatement => ({ kind: "comment", lines });
export const block = (statements: readonly RustStatement[]): RustBlock => ({ statements });

/** `{ statements; value }`; the value alone where there are none. */
export function withStatements(statements: readonly RustStatement[], value: RustExpression): RustExpression {
  if (statements.length === 0) return value;
  if (value.kind === "block" && value.label === undefined && !value.unsafe)
    return { ...value, body: block([...statements, ...value.body.statements]) };
  return {
    kind: "block",
    label: undefined,
    unsafe: false,
    body: block([...statements, { kind: "value", value }]),
  };
}

/**
 * `!x`, without doubling: `!(a == b)` is `a != b`.
 * @param ordered what it compares, if anything, is no float, of which `<` and `>=` may both be false: `!(a < b)` is `a >= b`
 */
export function not(of: RustExpression, ordered = false): RustExpression {
  if (of.kind === "unary" && of.operator === "!") return of.of;
  if (of.kind === "atom" && of.text === "true") return atom("false");
  if (of.kind === "atom" && of.text === "false") return atom("true");
  if (of.kind === "binary") {
    const opposite =
      of.operator === "==" ? "!=" : of.operator === "!=" ? "==" : ordered ? opposites[of.operator] : undefined;
    if (opposite !== undefined) return { ...of, operator: opposite };
  }
  return unary("!", of);
}

const opposites: Readonly<Record<string, string>> = { "<": ">=", ">": "<=", "<=": ">", ">=": "<" };
