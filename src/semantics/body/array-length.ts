/**
 * Lengths of arrays that are no constants (C11 6.7.6.2p5): Rust has no such types, but what their lengths do happens, and their sizes are
 * values. In: declarators as they are written. Out: whether a length does something; the lengths that a size is made of.
 */
import type { Declarator, Expression } from "../../syntax/index.js";
import type { TypeId } from "../c-type.js";
import { innerDeclarator } from "../declarator.js";
import type { BodyState } from "./body-state.js";

/** A variable length array, or a pointer to one (6.7.6p3). */
export function isVariablyModified(s: BodyState, type: TypeId): boolean {
  const shape = s.a.types.shape(type);
  if (shape.kind === "array") return shape.length === "variable" || isVariablyModified(s, shape.of);
  if (shape.kind === "pointer") {
    const to = s.a.types.shape(shape.to);
    return to.kind === "array" && isVariablyModified(s, shape.to);
  }
  return false;
}

/** Does a length, one of a parameter's outermost array too, which is no part of its type, do something when it is evaluated (6.9.1p10)? */
export function lengthsDo(declarator: Declarator): boolean {
  for (let node = declarator; node.kind !== "name" && node.kind !== "abstract"; node = innerDeclarator(node))
    if (node.kind === "array" && typeof node.size !== "string" && doesSomething(node.size)) return true;
  return false;
}

/** Lengths of an array of arrays, outer ones first; undefined if the declarator makes something else, or lengths are missing. */
export function lengthsOf(declarator: Declarator): readonly Expression[] | undefined {
  const lengths: Expression[] = [];
  for (let node = declarator; node.kind !== "name" && node.kind !== "abstract"; node = node.of) {
    if (node.kind !== "array" || typeof node.size === "string") return undefined;
    lengths.unshift(node.size);
  }
  return lengths;
}

/** An assignment, or a call of what may make one. */
function doesSomething(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (Array.isArray(node)) return node.some(doesSomething);
  const { kind, operator } = node as { readonly kind?: unknown; readonly operator?: unknown };
  if (kind === "sizeof-expression" || kind === "alignof-expression") return false;
  if (kind === "assignment" || kind === "postfix" || kind === "call" || kind === "statement-expression") return true;
  return (kind === "unary" && (operator === "++" || operator === "--")) || Object.values(node).some(doesSomething);
}
