/**
 * Compatible and composite types (C11 6.2.7): when two declarations may mean one thing, and the type that knows what either knows.
 */
import type { Analysis } from "./analysis.js";
import type { FunctionType, TypeId } from "./c-type.js";
import { promote } from "./conversion.js";
import { rvalue } from "./typed.js";

export function compatible(a: Analysis, left: TypeId, right: TypeId): boolean {
  const l = a.types.canonical(left);
  const r = a.types.canonical(right);
  if (l === r) return true;
  if (a.types.qualifiers(l) !== a.types.qualifiers(r)) return false;
  const x = a.types.shape(l);
  const y = a.types.shape(r);
  if (x.kind === "error" || y.kind === "error") return true;
  if (x.kind === "enum" && y.kind === "integer")
    return a.types.canonical(a.tags.enums[x.enum].type) === a.types.shapeId(r);
  if (y.kind === "enum" && x.kind === "integer")
    return a.types.canonical(a.tags.enums[y.enum].type) === a.types.shapeId(l);
  if (x.kind === "pointer" && y.kind === "pointer") return compatible(a, x.to, y.to);
  if (x.kind === "block-pointer" && y.kind === "block-pointer") return compatible(a, x.to, y.to);
  if (x.kind === "atomic" && y.kind === "atomic") return compatible(a, x.of, y.of);
  if (x.kind === "array" && y.kind === "array") {
    const sized = typeof x.length === "number" && typeof y.length === "number";
    return (!sized || x.length === y.length) && compatible(a, x.of, y.of);
  }
  if (x.kind === "function" && y.kind === "function") return compatibleFunctions(a, x, y);
  return false;
}

/** Is the type, or one that it is made of, one that only a macro's caller knows, or that was not understood? That one goes with every other. */
export function isOpenWithin(a: Analysis, type: TypeId): boolean {
  const shape = a.types.shape(type);
  switch (shape.kind) {
    case "error":
      return true;
    case "pointer":
    case "block-pointer":
      return isOpenWithin(a, shape.to);
    case "array":
    case "atomic":
      return isOpenWithin(a, shape.of);
    case "function":
      return isOpenWithin(a, shape.returns) || shape.parameters.some((one) => isOpenWithin(a, one.type));
    default:
      return false;
  }
}

/** C11 6.7.6.3p15. */
function compatibleFunctions(a: Analysis, x: FunctionType, y: FunctionType): boolean {
  if (!compatible(a, x.returns, y.returns)) return false;
  // A later declaration may leave the convention to the first.
  if (x.convention !== undefined && y.convention !== undefined && x.convention !== y.convention) return false;
  if (!x.prototype && !y.prototype) return true;
  if (x.prototype && y.prototype) {
    if (x.variadic !== y.variadic || x.parameters.length !== y.parameters.length) return false;
    return x.parameters.every((p, i) =>
      compatible(a, a.types.unqualified(p.type), a.types.unqualified(y.parameters[i].type)),
    );
  }
  // An empty list agrees with a prototype whose parameters the default argument promotions leave alone.
  const known = x.prototype ? x : y;
  return !known.variadic && known.parameters.every((p) => isPromoted(a, p.type));
}

function isPromoted(a: Analysis, type: TypeId): boolean {
  const shape = a.types.shape(type);
  if (shape.kind === "float") return shape.name !== "float";
  return shape.kind !== "integer" || promote(a, rvalue(type)).type === a.types.shapeId(type);
}

/**
 * The composite of two compatible types; sugar and parameter names of the first where both say the same.
 * @param ofEither the types of one thing declared twice: what one says of it holds. Else a thing is of one type or of the other: it does not
 *   return only where neither does
 */
export function composite(a: Analysis, first: TypeId, second: TypeId, ofEither = true): TypeId {
  if (first === second) return first;
  const x = a.types.shape(first);
  const y = a.types.shape(second);
  if (x.kind === "array" && y.kind === "array") {
    const of = composite(a, x.of, y.of, ofEither);
    const length = typeof x.length === "number" ? x.length : y.length;
    return of === x.of && length === x.length ? first : a.types.array(of, length);
  }
  if (x.kind === "function" && y.kind === "function") {
    const known = x.prototype || !y.prototype ? x : y;
    const other = known === x ? y : x;
    return a.types.function({
      returns: composite(a, x.returns, y.returns, ofEither),
      parameters: known.parameters.map((p, i) => {
        const twin = other.parameters[i];
        return twin === undefined ? p : { name: p.name ?? twin.name, type: composite(a, p.type, twin.type, ofEither) };
      }),
      variadic: known.variadic,
      prototype: known.prototype,
      noreturn: ofEither ? x.noreturn || y.noreturn : x.noreturn && y.noreturn,
      convention: x.convention ?? y.convention,
    });
  }
  if (x.kind === "pointer" && y.kind === "pointer") {
    const to = composite(a, x.to, y.to, ofEither);
    return to === x.to ? first : a.types.qualify(a.types.pointer(to), a.types.qualifiers(first));
  }
  return first;
}
