/**
 * What a register operand carries in and out, as Rust values and places. Where Rust has no place for the result (bool, records, volatile
 * objects, a value narrower than its register) a variable takes it and is stored behind the statement.
 */
import { atom } from "../atom.js";
import type { RustExpression } from "../rust-crate.js";
import type { AsmType } from "./asm-context.js";
import { asRegister, fromRegister, hasEffects, registerType, registerValue } from "./asm-value.js";
import type { Lowering } from "./lowering.js";
import type { ChosenOperand } from "./operand-choice.js";

/** What one register operand carries: the way in, the way out. */
export interface Flow {
  readonly direction: "in" | "out" | "lateout" | "inout" | "inlateout";
  readonly value: RustExpression | undefined;
  readonly place: RustExpression | "_" | undefined;
  readonly wish: string | undefined;
}

/** The values that go in and out of a register operand; statements around it where Rust has no place for them. */
export function flowOf(
  operand: ChosenOperand,
  input: ChosenOperand | undefined,
  bytes: number,
  state: Lowering,
): Flow | string {
  const { context } = state;
  const { source, type, constraint } = operand;
  if (type?.kind === "open")
    return { direction: "in", value: context.value(source.value), place: undefined, wish: undefined };
  if (type === undefined || ![1, 2, 4, 8, 16, 32, 64].includes(type.bytes)) {
    return `a value of ${type?.bytes ?? "unknown"} bytes fits no register`;
  }
  if (!operand.output) {
    const value = registerValue(source.value, type, bytes, context);
    return { direction: "in", value, place: undefined, wish: wishOf(operand, value) };
  }
  const late = !constraint.early;
  const direct = type.kind !== "bool" && type.kind !== "other" && type.bytes >= bytes;
  const place = direct ? context.place(source.value) : undefined;
  const wish = wishOf(operand, place);
  const value = input?.type === undefined ? undefined : registerValue(input.source.value, input.type, bytes, context);
  if (place !== undefined) {
    if (constraint.readWrite) return { direction: late ? "inlateout" : "inout", value: place, place: undefined, wish };
    if (value === undefined) return { direction: late ? "lateout" : "out", value, place, wish };
    return { direction: late ? "inlateout" : "inout", value, place, wish };
  }
  if (constraint.readWrite && hasEffects(source.value)) return "it is read and written, and has side effects";
  // an input that shares the register may be of another type than the output
  const shared: RustExpression | undefined =
    value === undefined ? undefined : { kind: "cast", of: value, type: registerType(type, bytes) };
  const before = constraint.readWrite ? asRegister(context.load(source.value), type, bytes, context) : shared;
  const name = temporary(type, bytes, before, state);
  state.after.push(context.store(source.value, fromRegister(atom(name), type, bytes, context)));
  if (before === undefined) return { direction: late ? "lateout" : "out", value: before, place: atom(name), wish };
  return { direction: late ? "inlateout" : "inout", value: atom(name), place: undefined, wish };
}

/** A variable that takes the register's value. */
export function temporary(type: AsmType, bytes: number, value: RustExpression | undefined, state: Lowering): string {
  const name = state.context.fresh("asm_value");
  state.before.push({
    kind: "let",
    name,
    mutable: value !== undefined,
    type: registerType(type, bytes),
    value,
  });
  return name;
}

/** The operand's own name, or that of the variable it is. */
export function wishOf(operand: ChosenOperand, expression: RustExpression | undefined): string | undefined {
  return operand.source.name ?? (expression === undefined ? undefined : variableOf(expression));
}

export function variableOf(expression: RustExpression): string | undefined {
  switch (expression.kind) {
    case "atom":
      return /^[a-z_][a-z0-9_]*$/.test(expression.text) && expression.text !== "_" ? expression.text : undefined;
    case "cast":
      return variableOf(expression.of);
    case "unary":
      return variableOf(expression.of);
    case "method":
      return expression.arguments.length === 0 ? variableOf(expression.of) : undefined;
    default:
      return undefined;
  }
}
