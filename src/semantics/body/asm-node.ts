/** Inline assembly (GCC: Extended Asm, Basic Asm): operands typed, outputs and memory operands as lvalues. */
import type { AsmOperand, AsmStatement } from "../../syntax/index.js";
import type { Scope } from "../scope.js";
import type { TypedAsm, TypedAsmOperand } from "../typed-body.js";
import { type BodyState, markLocal, refuse } from "./body-state.js";
import { rvalueOf } from "./conversion-node.js";
import { build } from "./expression-node.js";

export function asmNode(s: BodyState, x: AsmStatement, scope: Scope): TypedAsm {
  if (x.goto || x.labels.length > 0) refuse(x.at, "asm goto");
  return {
    kind: "asm",
    // GCC: an asm without outputs, and a basic one, is volatile.
    volatile: x.volatile || x.outputs.length === 0,
    template: x.template,
    extended: x.extended,
    outputs: x.outputs.map((operand) => output(s, operand, scope)),
    inputs: x.inputs.map((operand) => input(s, operand, scope)),
    clobbers: x.clobbers,
    labels: [],
    at: x.at,
  };
}

function output(s: BodyState, { name, constraint, value, at }: AsmOperand, scope: Scope): TypedAsmOperand {
  const built = build(s, value, scope);
  if (!built.typed.lvalue) refuse(at, "an output of asm that is no object");
  if (built.typed.bitWidth !== undefined) refuse(at, "a bit-field as an output of asm");
  markLocal(s, built.node, "assigned");
  if (mayBeMemory(constraint)) markLocal(s, built.node, "addressTaken");
  return { name, constraint, value: built.node };
}

/** An operand that can only be in memory is the object itself, any other its value. */
function input(s: BodyState, { name, constraint, value, at }: AsmOperand, scope: Scope): TypedAsmOperand {
  const built = build(s, value, scope);
  if (!mayBeMemory(constraint) || mayBeElse(constraint)) return { name, constraint, value: rvalueOf(s, built).node };
  if (!built.typed.lvalue) refuse(at, "a memory operand of asm that is no object");
  markLocal(s, built.node, "addressTaken");
  return { name, constraint, value: built.node };
}

const mayBeMemory = (constraint: string): boolean => /[moVQ<>]/.test(constraint);
/** Registers, immediates, and operands tied to another. */
const mayBeElse = (constraint: string): boolean => /[a-lnp-zA-PR-UW-Z0-9]/.test(constraint);
