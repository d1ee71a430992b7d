/**
 * What an operand's expression is worth: a constant, an lvalue, something with side effects. In: typed expressions. Out: facts, and Rust
 * values as `asm!` takes them: integers of 1, 2, 4, 8 bytes, thin raw pointers, floats.
 */

import type { TypedExpression } from "../../semantics/index.js";
import { atom } from "../atom.js";
import type { RustExpression, RustType } from "../rust-crate.js";
import type { AsmContext, AsmType } from "./asm-context.js";

/**
 * A constant, pointers made of constants included, as an integer expression, for `const` operands, which have to be of an integer type: as
 * its C text has it where that is one word, else a literal. Undefined where the expression is none.
 */
export function constantInteger(expression: TypedExpression, context: AsmContext): IntegerExpression | undefined {
  switch (expression.kind) {
    case "integer":
    case "size-of":
    case "align-of":
    case "offset-of":
      return expression;
    case "convert": {
      const inner = constantInteger(expression.of, context);
      const value = context.constant(expression) ?? inner?.value;
      return value === inner?.value ? inner : literal(expression, value);
    }
    default:
      return literal(expression, context.constant(expression));
  }
}

type IntegerExpression = Extract<TypedExpression, { readonly kind: "integer" | "size-of" | "align-of" | "offset-of" }>;

function literal({ type, at }: TypedExpression, value: bigint | undefined): IntegerExpression | undefined {
  return value === undefined ? undefined : { kind: "integer", value, text: undefined, name: undefined, type, at };
}

/** Of `*(T *)8`: the integer expression of the address. */
export function constantAddress(lvalue: TypedExpression, context: AsmContext): IntegerExpression | undefined {
  return lvalue.kind === "dereference" ? constantInteger(lvalue.of, context) : undefined;
}

/** The lvalue that the operand designates or was read from. */
export function lvalueOf(expression: TypedExpression): TypedExpression | undefined {
  if (expression.kind === "load") return expression.of;
  return isLvalue(expression) ? expression : undefined;
}

function isLvalue(expression: TypedExpression): boolean {
  switch (expression.kind) {
    case "local":
    case "variable":
    case "dereference":
    case "compound-literal":
    case "string":
      return true;
    case "member":
      return expression.lvalue;
    default:
      return false;
  }
}

const effects = new Set(["call", "builtin", "assign", "assign-operator", "increment", "statement-expression"]);

/** Whether evaluating it twice could differ from once. */
export function hasEffects(expression: TypedExpression): boolean {
  if (effects.has(expression.kind)) return true;
  if (expression.kind === "load" && expression.volatile) return true;
  return Object.values(expression).some(
    (part) => typeof part === "object" && part !== null && "kind" in part && hasEffects(part as TypedExpression),
  );
}

export const path = (text: string): RustType => ({ kind: "path", path: text });
export const cast = (of: RustExpression, type: RustType): RustExpression => ({ kind: "cast", of, type });

/** Unsigned integer of a size in BYTES. */
export const unsigned = (bytes: number): RustType => path(`u${bytes * 8}`);

/** The Rust type that the value has in its register. */
export function registerType(type: AsmType, bytes: number): RustType {
  if (type.bytes < bytes || type.kind === "other" || type.kind === "bool") return unsigned(Math.max(bytes, type.bytes));
  return type.rust;
}

/** The operand's value as `asm!` takes it, in `bytes` BYTES. */
export function registerValue(
  expression: TypedExpression,
  type: AsmType,
  bytes: number,
  context: AsmContext,
): RustExpression {
  const constant = constantInteger(expression, context);
  if (constant !== undefined && type.kind !== "other") {
    // A literal alone would be an i32, a null pointer has no type of its own.
    const value = context.value(constant);
    const isInt = type.kind === "integer" && type.rust.kind === "path" && /^(?:c_int|i32)$/.test(type.rust.path);
    const to = type.kind === "integer" && type.bytes >= bytes ? type.rust : unsigned(bytes);
    return isInt && bytes === type.bytes ? value : cast(value, to);
  }
  return asRegister(isLvalue(expression) ? context.load(expression) : context.value(expression), type, bytes, context);
}

/** A Rust value of the type, as it goes into a register. */
export function asRegister(value: RustExpression, type: AsmType, bytes: number, context: AsmContext): RustExpression {
  switch (type.kind) {
    case "bool":
      return cast(value, unsigned(Math.max(bytes, 1)));
    case "other": {
      const same: RustExpression = {
        kind: "call",
        callee: atom(`${context.core ?? "core"}::mem::transmute::<_, u${type.bytes * 8}>`),
        arguments: [value],
      };
      return type.bytes < bytes ? cast(same, unsigned(bytes)) : same;
    }
    default:
      return type.bytes < bytes ? cast(value, unsigned(bytes)) : value;
  }
}

/** The reverse: a value of `registerType` as one of the type. */
export function fromRegister(value: RustExpression, type: AsmType, bytes: number, context: AsmContext): RustExpression {
  switch (type.kind) {
    case "bool":
      return { kind: "binary", operator: "!=", left: value, right: atom("0") };
    case "other": {
      const narrow = type.bytes < bytes ? cast(value, unsigned(type.bytes)) : value;
      return { kind: "call", callee: atom(`${context.core ?? "core"}::mem::transmute`), arguments: [narrow] };
    }
    default:
      return type.bytes < bytes ? cast(value, type.rust) : value;
  }
}
