/**
 * Conversions as nodes (C11 6.3): lvalue conversion, decay, promotion, and conversion to a given type. In: a built expression; out: the
 * same with the conversion made explicit, or as it is where nothing changes.
 */
import { integerKind } from "../analysis.js";
import type { TypeId } from "../c-type.js";
import { compatible } from "../compatible-type.js";
import { convert, decay, floatKind, promote, usualArithmeticType } from "../conversion.js";
import { cast } from "../expression.js";
import { pointee } from "../operator.js";
import { Qualifier } from "../type-table.js";
import { rvalue } from "../typed.js";
import type { TypedExpression } from "../typed-body.js";
import { type BodyState, type Built, markLocal, refuse, wrong } from "./body-state.js";

export const isVolatile = (s: BodyState, type: TypeId): boolean =>
  (s.a.types.qualifiers(type) & Qualifier.volatile) !== 0;

/** What a macro's caller decides (or what was not understood). */
export const isOpen = (s: BodyState, type: TypeId): boolean => s.a.types.shape(type).kind === "error";

/** Lvalue conversion, array and function decay (6.3.2.1). */
export function rvalueOf(s: BodyState, built: Built): Built {
  const { a } = s;
  const { typed, node, symbolic } = built;
  const shape = a.types.shape(typed.type);
  switch (shape.kind) {
    case "array": {
      if (shape.length === "variable") refuse(node.at, "array of variable length");
      markLocal(s, node, "addressTaken");
      const after = decay(a, typed);
      return { typed: after, node: { kind: "decay", of: node, type: after.type, at: node.at }, symbolic };
    }
    case "function": {
      const after = decay(a, typed);
      if (node.kind === "dereference") return { typed: after, node: node.of, symbolic };
      return { typed: after, node: { kind: "decay", of: node, type: after.type, at: node.at }, symbolic };
    }
    case "atomic":
      return refuse(node.at, "an _Atomic object as a value");
    case "complex":
      return refuse(node.at, "complex arithmetic");
    default:
  }
  const after = decay(a, typed);
  if (!typed.lvalue) {
    if (after.type === a.types.unqualified(after.type)) return built;
    const type = a.types.unqualified(after.type);
    return { typed: { ...after, type }, node: { ...node, type }, symbolic };
  }
  if (shape.kind === "error") return { typed: after, node, symbolic };
  const { value } = typed;
  const { type } = after;
  // a constexpr local: Rust's static is no constant; or what is in a string literal
  if ((node.kind === "local" || node.kind === "dereference") && value !== undefined && value.kind !== "address") {
    if (value.kind === "integer" && shape.kind === "integer")
      return {
        typed: after,
        node: { kind: "integer", value: value.value, text: undefined, name: undefined, type, at: node.at },
        symbolic,
      };
    if (value.kind === "float")
      return {
        typed: after,
        node: { kind: "float", value: value.value, text: undefined, type, at: node.at },
        symbolic,
      };
  }
  const volatile = isVolatile(s, typed.type);
  return { typed: after, node: { kind: "load", of: node, volatile, type: after.type, at: node.at }, symbolic };
}

/** Integer promotion (6.3.1.1p2) of an rvalue. */
export function promoted(s: BodyState, built: Built): Built {
  const after = promote(s.a, built.typed);
  return after.type === built.typed.type ? widthless(built) : converted(s, built, after.type);
}

/** Beside a number of the caller's only a bit-field has to be promoted here: its width is not in its type. */
export function bitFieldPromoted(s: BodyState, built: Built): Built {
  return built.typed.bitWidth === undefined || isOpen(s, built.typed.type) ? built : promoted(s, built);
}

/** Default argument promotions (6.5.2.2p6) of an rvalue. */
export function argumentPromoted(s: BodyState, built: Built): Built {
  const kind = floatKind(s.a, built.typed.type);
  if (kind === "float" || kind === "_Float16" || kind === "__fp16")
    return converted(s, built, s.a.types.float("double"));
  return promoted(s, built);
}

/** Usual arithmetic conversions (6.3.1.8) of two rvalues. */
export function balanced(s: BodyState, left: Built, right: Built): { left: Built; right: Built; common: TypeId } {
  const common = usualArithmeticType(s.a, left.typed, right.typed);
  return { left: converted(s, left, common), right: converted(s, right, common), common };
}

/** A value once converted is no bit-field any more. */
function widthless(built: Built): Built {
  return built.typed.bitWidth === undefined ? built : { ...built, typed: { ...built.typed, bitWidth: undefined } };
}

/** Conversion of an rvalue to the unqualified version of a type; no node where the type stays. */
export function converted(s: BodyState, built: Built, to: TypeId, explicit = false): Built {
  const { a } = s;
  const { node } = built;
  const type = a.types.unqualified(to);
  if (isOpen(s, built.typed.type) || isOpen(s, type)) return unknownConverted(s, built, type, explicit);
  const isSame = a.types.canonical(type) === a.types.canonical(built.typed.type);
  if (isSame && !(explicit && pointsToOpen(s, type))) {
    const typed = explicit ? cast(a, type, built.typed) : convert(a, built.typed, type);
    return { typed: { ...typed, bitWidth: undefined }, node, symbolic: built.symbolic };
  }
  if (node.kind === "address-of") hint(s, node, explicit ? "cast" : "converted", type);
  requireConvertible(s, built.typed.type, type, node.at);
  const typed = explicit ? cast(a, type, built.typed) : convert(a, built.typed, type);
  if (typed.value?.kind === "integer" && !built.symbolic && a.types.shape(type).kind === "integer") {
    const same = node.kind === "integer" && node.value === typed.value.value;
    const text = same ? node.text : undefined;
    return {
      typed,
      node: { kind: "integer", value: typed.value.value, text, name: undefined, type, at: node.at },
      symbolic: false,
    };
  }
  // One conversion to void is as good as two.
  if (node.kind === "convert" && a.types.shape(type).kind === "void" && a.types.shape(node.type).kind === "void")
    return built;
  return { typed, node: { kind: "convert", of: node, explicit, type, at: node.at }, symbolic: built.symbolic };
}

/** A pointer to a type that only a macro's caller knows: two of those look the same here. */
function pointsToOpen(s: BodyState, type: TypeId): boolean {
  const to = pointee(s.a, type);
  return to !== undefined && (isOpen(s, to) || pointsToOpen(s, to));
}

/** A macro's parameter whose type is not known: where it is converted to says what it may be. */
function unknownConverted(s: BodyState, built: Built, type: TypeId, explicit: boolean): Built {
  if (!isOpen(s, type)) hint(s, built.node, explicit ? "cast" : "converted", type);
  else if (!explicit) return built;
  return {
    typed: rvalue(type),
    node: { kind: "convert", of: built.node, explicit, type, at: built.node.at },
    symbolic: built.symbolic,
  };
}

/** Notes what a use says about the type of a macro's parameter. */
export function hint(
  s: BodyState,
  node: TypedExpression,
  use: "cast" | "converted" | "operand" | "given",
  type: TypeId,
): void {
  if (node.kind === "macro-parameter") s.hints.push({ parameter: node.index, use, type });
  // &x where a T * is wanted
  const to = node.kind === "address-of" && node.of.kind === "macro-parameter" ? pointee(s.a, type) : undefined;
  if (
    to !== undefined &&
    node.kind === "address-of" &&
    node.of.kind === "macro-parameter" &&
    s.a.types.shape(to).kind !== "void"
  )
    s.hints.push({ parameter: node.of.index, use, type: to });
}

function spaceOf(s: BodyState, pointer: TypeId): number {
  const to = pointee(s.a, pointer);
  return to === undefined ? 0 : Math.floor(s.a.types.qualifiers(to) / Qualifier.addressSpace);
}

/** Refuses what is no conversion of C, or one that is not handled. */
function requireConvertible(s: BodyState, from: TypeId, to: TypeId, at: number): void {
  const { types } = s.a;
  const x = types.shape(from);
  const y = types.shape(to);
  if (y.kind === "void") return;
  const numeric = (type: TypeId): boolean => integerKind(s.a, type) !== undefined;
  const pointer = (kind: string): boolean => kind === "pointer" || kind === "block-pointer";
  if (x.kind === "complex" || y.kind === "complex") refuse(at, "complex arithmetic");
  if (x.kind === "atomic" || y.kind === "atomic") refuse(at, "an _Atomic type in a conversion");
  if (x.kind === "vector" || y.kind === "vector") refuse(at, "conversion of vectors");
  if (numeric(from) && (numeric(to) || y.kind === "float" || pointer(y.kind))) return;
  if (x.kind === "float" && (numeric(to) || y.kind === "float")) return;
  if (pointer(x.kind) && pointer(y.kind)) {
    if (spaceOf(s, from) !== spaceOf(s, to)) refuse(at, "conversion of a pointer to another address space");
    return;
  }
  if (pointer(x.kind) && numeric(to)) return;
  if (x.kind === "record" && compatible(s.a, types.unqualified(from), types.unqualified(to))) return;
  if (x.kind === "va-list" || y.kind === "va-list") refuse(at, "conversion of a va_list");
  // GNU: a cast to a union, and an argument for a transparent one.
  if (y.kind === "record" && s.a.tags.records[y.record].tagKind === "union") refuse(at, "conversion to a union");
  if (y.kind === "record") wrong(at, "conversion to another struct");
  wrong(at, x.kind === "void" ? "a value of type void is used" : "no such conversion in C");
}
