/** What is known of an expression (C11 6.5): its type, whether it designates an object, its value where it is constant. */
import type { TypeId } from "./c-type.js";
import { type Constant, integerConstant } from "./constant.js";
import type { StringLiteral } from "./text-literal.js";

export interface Typed {
  /** As C gives it before lvalue conversion: an array stays an array, qualifiers stay. */
  readonly type: TypeId;
  /** Of a value, or of an object that is constexpr; undefined where not constant (`address` says where an lvalue is). */
  readonly value: Constant | undefined;
  readonly lvalue: boolean;
  /** Of an lvalue or function designator, where it is an address constant. */
  readonly address: Constant | undefined;
  /** Width in BITS where the expression designates a bit-field. */
  readonly bitWidth: number | undefined;
  /** A null pointer constant (C11 6.3.2.3p3). */
  readonly nullPointer: boolean;
  /** Of a string literal. */
  readonly text: StringLiteral | undefined;
}

export function rvalue(type: TypeId, value?: Constant, nullPointer = false, bitWidth?: number): Typed {
  return { type, value, lvalue: false, address: undefined, bitWidth, nullPointer, text: undefined };
}

export function integerValue(type: TypeId, value: bigint): Typed {
  return rvalue(type, integerConstant(value), value === 0n);
}

export function lvalueOf(type: TypeId, address: Constant | undefined, bitWidth?: number, text?: StringLiteral): Typed {
  return { type, value: undefined, lvalue: true, address, bitWidth, nullPointer: false, text };
}

/** A function designator. */
export function designator(type: TypeId, address: Constant | undefined): Typed {
  return { type, value: undefined, lvalue: false, address, bitWidth: undefined, nullPointer: false, text: undefined };
}
