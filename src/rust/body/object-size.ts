/**
 * `__builtin_object_size(p, type)` and its dynamic kind (GCC: Object Size Checking). In Rust nothing is known of what a pointer points to, which the
 * builtin has values for: all ones for the types 0 and 1, which ask for the most there may be, 0 for 2 and 3, which ask for the least. Where C
 * always knows the size, that would be another value: refused.
 */
import type { TypedExpression } from "../../semantics/index.js";
import { type BodyState, refuse } from "./body-state.js";
import type { Builtin } from "./builtin.js";
import { atom } from "./make.js";
import type { Value } from "./value.js";

export function objectSize(s: BodyState, e: Builtin): Value {
  const [of, asked] = e.arguments;
  if (asked?.kind !== "integer") return refuse(`${e.name}: of a type that is not constant`, e.at);
  if (pointsToKnown(of, (asked.value & 1n) === 1n)) return refuse(`${e.name} of an object that C knows`, e.at);
  const key = s.types.key(e.type);
  const type = s.types.rust(e.type);
  if ((asked.value & 2n) !== 0n) return { rust: atom("0"), key, type, literal: 0n, loose: true };
  return { rust: atom(`${key}::MAX`), key, type };
}

/** @param closest whether a member bounds the object: its size is known wherever the record is */
function pointsToKnown(e: TypedExpression, closest: boolean): boolean {
  switch (e.kind) {
    case "address-of":
    case "decay":
      return isKnown(e.of, closest);
    case "convert":
      return pointsToKnown(e.of, closest);
    case "pointer-offset":
      return pointsToKnown(e.pointer, closest);
    default:
      return false;
  }
}

function isKnown(place: TypedExpression, closest: boolean): boolean {
  switch (place.kind) {
    case "local":
    case "variable":
    case "string":
    case "compound-literal":
    case "function":
      return true;
    case "member":
      return closest || isKnown(place.of, closest);
    case "dereference":
      return pointsToKnown(place.of, closest);
    default:
      return false;
  }
}
