/**
 * Object-like macros that are expressions without being integer constants: `curthread`, `((void *)0)`, `(*__error())`. In: such an expression as
 * parsed; out: a body that gives its value each time it runs, or, where the expression designates an object, a pointer to that object (C11
 * 6.3.2.1p1): callers read and assign it.
 */
import type { ExpansionTable, TokenStream } from "../preprocess/index.js";
import type { Expression } from "../syntax/index.js";
import type { Analysis } from "./analysis.js";
import { blockObjectReason, pointsIntoBlock, typeFragment } from "./body/index.js";
import type { ExpressionMeaning } from "./c-program.js";
import type { TypedBody, TypedExpression, TypedStatement } from "./typed-body.js";
import { dividesByZero } from "./zero-division.js";

/** @param address of a pointer that is an integer constant, converted */
export function macroExpression(
  a: Analysis,
  expression: Expression,
  tokens: TokenStream,
  expansions: ExpansionTable,
  address: bigint | undefined,
): ExpressionMeaning {
  const typed = typeFragment(a, { fragment: { kind: "expression", expression }, parameters: [], tokens, expansions });
  if (typed.kind !== "typed" || typed.value === undefined) {
    const refusal =
      typed.kind === "refused" ? typed.refusal : { at: expression.at, why: "the expression was not understood" };
    return { kind: "expression", form: "value", type: a.types.error, address, outcome: { kind: "refused", refusal } };
  }
  const { value } = typed;
  const named = value.kind === "decay" ? value.of : value;
  if (named.kind === "function" && a.file.name(named.name) === undefined) {
    const refusal = { at: value.at, why: "the name of a builtin function, which can only be called" };
    return { kind: "expression", form: "value", type: a.types.error, address, outcome: { kind: "refused", refusal } };
  }
  const isObject = typed.lvalue && value.kind !== "compound-literal";
  const form = isObject ? "object" : "value";
  if (isObject && isBitField(a, value)) {
    const refusal = { at: value.at, why: "designates a bit-field, to which there is no pointer" };
    return { kind: "expression", form, type: value.type, address, outcome: { kind: "refused", refusal } };
  }
  const given: TypedExpression = isObject
    ? { kind: "address-of", of: value, type: a.types.pointer(value.type), at: value.at }
    : value;
  if (pointsIntoBlock(given)) {
    const refusal = { at: given.at, why: blockObjectReason };
    return { kind: "expression", form, type: given.type, address, outcome: { kind: "refused", refusal } };
  }
  if (dividesByZero(a, expression, a.file)) {
    const refusal = { at: given.at, why: "a division by zero" };
    return { kind: "expression", form, type: given.type, address, outcome: { kind: "refused", refusal } };
  }
  const isVoid = a.types.shape(given.type).kind === "void";
  const statement: TypedStatement = isVoid
    ? { kind: "expression", expression: given, at: given.at }
    : { kind: "return", value: given, at: given.at };
  const body: TypedBody = { ...typed.body, block: { statements: [statement], at: given.at } };
  return { kind: "expression", form, type: given.type, address, outcome: { kind: "typed", body } };
}

function isBitField(a: Analysis, value: TypedExpression): boolean {
  if (value.kind !== "member") return false;
  const record = a.types.shape(value.of.type);
  if (record.kind !== "record") return false;
  return a.tags.records[record.record].definition?.members[value.index].bitWidth !== undefined;
}
