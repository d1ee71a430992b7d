/**
 * Values that point to an object of the block they stand in: `&(struct s){ 1 }` (C11 6.5.2.5p5). A macro's are the caller's block's and live as
 * long as that; in a function or block of Rust's own they would be gone. In: a typed value. Out: whether it holds such a pointer.
 */
import type { TypedExpression, TypedInitializer } from "../typed-body.js";

export const blockObjectReason = "its value points to an object in the caller's block";

export function pointsIntoBlock(e: TypedExpression): boolean {
  switch (e.kind) {
    case "address-of":
    case "decay":
      return isBlockObject(e.of);
    case "convert":
      return pointsIntoBlock(e.of);
    case "load":
    case "member":
      return e.of.kind === "compound-literal" && pointsIntoBlock(e.of);
    case "pointer-offset":
      return pointsIntoBlock(e.pointer);
    case "conditional":
      return (e.then !== undefined && pointsIntoBlock(e.then)) || pointsIntoBlock(e.else);
    case "comma":
      return pointsIntoBlock(e.right);
    case "assign":
      return pointsIntoBlock(e.value);
    case "compound-literal":
      return holdsPointer(e.initializer);
    default:
      return false;
  }
}

function isBlockObject(e: TypedExpression): boolean {
  switch (e.kind) {
    case "compound-literal":
      return true;
    case "member":
      return isBlockObject(e.of);
    case "dereference":
      return pointsIntoBlock(e.of);
    default:
      return false;
  }
}

function holdsPointer(initializer: TypedInitializer): boolean {
  switch (initializer.kind) {
    case "value":
      return pointsIntoBlock(initializer.value);
    case "record":
      return initializer.members.some(({ value }) => holdsPointer(value));
    case "array":
      return initializer.elements.some(({ value }) => holdsPointer(value));
    case "string":
    case "zero":
      return false;
  }
}
