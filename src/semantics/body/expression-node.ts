/**
 * Expressions as typed nodes (C11 6.5; GCC: Extensions to the C Language Family). In: an expression and the scope it stands in; out: what
 * it designates or its value, not yet converted. Types and constants are those of ../expression.ts; here each rule leaves its node.
 */
import { assertNever } from "../../base/index.js";
import type { DeclarationSpecifiers, Expression, TypeName } from "../../syntax/index.js";
import { nestingLimit } from "../analysis.js";
import type { CFunction, CVariable } from "../c-program.js";
import type { TypeId } from "../c-type.js";
import { isCallerPlace } from "../caller-place.js";
import { compatible } from "../compatible-type.js";
import { truth } from "../constant.js";
import { decay } from "../conversion.js";
import { losesArray, typeOfName } from "../declarator.js";
import { asksForConstant, asksReason, genericChoice, typeOf } from "../expression.js";
import { arrayLengthOf } from "../initializer.js";
import { findMember } from "../member-lookup.js";
import { readNumber } from "../number-literal.js";
import { conditionalType, pointee, subscripted } from "../operator.js";
import {
  mentionsPlaceholder,
  placeholder,
  placeholderIndex,
  placeholderPieces,
  suffixedPlaceholder,
} from "../placeholder.js";
import type { MacroArgument, Scope } from "../scope.js";
import { latin1Text, readString, textUnits } from "../text-literal.js";
import { Qualifier } from "../type-table.js";
import { lvalueOf, rvalue, type Typed } from "../typed.js";
import type { OpenType, TypedExpression } from "../typed-body.js";
import { isVariablyModified, lengthsDo, lengthsOf } from "./array-length.js";
import {
  type BodyState,
  type Built,
  isDeclaredLater,
  isIncomplete,
  openArrayReason,
  refuse,
  value,
  wrong,
  wrongBefore,
} from "./body-state.js";
import { buildCall } from "./call-node.js";
import { bitFieldPromoted, converted, hint, isOpen, isVolatile, rvalueOf } from "./conversion-node.js";
import { buildInitializer } from "./initializer-form.js";
import { macroNameOf } from "./macro-name.js";
import { offsetNode } from "./offset-node.js";
import { assignment, binaryNode, dereferenced, increment, unaryNode } from "./operator-node.js";
import { statementExpression } from "./statement-node.js";

/** The expression, its constant parts folded. */
export function build(s: BodyState, e: Expression, scope: Scope): Built {
  const { nesting } = s.a;
  if (nesting.level > nestingLimit) refuse(e.at, "expression nested too deeply");
  nesting.level++;
  const built = folded(s, e, buildKind(s, e, scope));
  nesting.level--;
  return built;
}

/** The expression's value. */
export function buildValue(s: BodyState, e: Expression, scope: Scope): Built {
  return rvalueOf(s, build(s, e, scope));
}

/** A constant becomes an `integer` node, unless it is written with names that are kept. An object stays one until it is read. */
function folded(s: BodyState, e: Expression, built: Built): Built {
  const { typed, node } = built;
  if (typed.lvalue) return built;
  if (typed.value?.kind !== "integer" || s.a.types.shape(typed.type).kind !== "integer") return built;
  const known = typed.value.value;
  const name = macroNameOf(s, e, known, typed.type);
  if (name !== undefined) {
    const text = node.kind === "integer" ? node.text : undefined;
    return { typed, node: { kind: "integer", value: known, text, name, type: typed.type, at: e.at }, symbolic: true };
  }
  if (built.symbolic || node.kind === "integer") return built;
  return {
    typed,
    node: { kind: "integer", value: known, text: undefined, name: undefined, type: typed.type, at: e.at },
    symbolic: false,
  };
}

function buildKind(s: BodyState, e: Expression, scope: Scope): Built {
  const { a } = s;
  switch (e.kind) {
    case "number":
    case "character":
      return literal(s, e, typeOf(a, e, scope));
    case "string": {
      if (e.pieces.some(mentionsPlaceholder)) return stringized(s, e);
      const typed = typeOf(a, e, scope);
      const text = typed.text ?? refuse(e.at, "malformed string literal");
      const node = { kind: "string", ...textUnits(text), type: typed.type, at: e.at } as const;
      return { typed, node, symbolic: false };
    }
    case "name":
      return nameUse(s, e, scope);
    case "call":
      return buildCall(s, e, scope);
    case "member":
      return member(s, e, scope);
    case "subscript": {
      const base = build(s, e.of, scope);
      if (base.node.kind === "macro-parameter" && isOpen(s, base.typed.type))
        s.hints.push({ parameter: base.node.index, use: "subscripted" });
      const sum = binaryNode(s, "+", base, build(s, e.index, scope), e.at);
      subscripted(a, sum.typed, e.at);
      return dereferenced(s, sum, e.at);
    }
    case "unary":
      if (e.operator === "++" || e.operator === "--")
        return increment(s, build(s, e.of, scope), e.operator === "++" ? 1 : -1, false, e.at);
      return unaryNode(s, e.operator, build(s, e.of, scope), e.at);
    case "postfix":
      return increment(s, build(s, e.of, scope), e.operator === "++" ? 1 : -1, true, e.at);
    case "binary":
      return binaryNode(s, e.operator, build(s, e.left, scope), build(s, e.right, scope), e.at);
    case "assignment":
      return assignment(s, e.operator, build(s, e.left, scope), build(s, e.right, scope), e.at);
    case "conditional":
      return conditional(s, e, scope);
    case "cast": {
      const type = namedType(s, e.type, scope);
      const wrapped = toUnion(s, e, type, scope);
      if (wrapped !== undefined) return wrapped;
      const built = converted(s, buildValue(s, e.of, scope), type, true);
      const like = openTypeOf(s, e.type.specifiers, type, scope);
      return like === undefined || built.node.kind !== "convert" ? built : { ...built, node: { ...built.node, like } };
    }
    case "compound-literal": {
      const type = arrayLengthOf(a, namedType(s, e.type, scope), e.initializer, scope);
      const initializer = buildInitializer(s, type, e.initializer, scope);
      return {
        typed: lvalueOf(type, undefined),
        node: { kind: "compound-literal", initializer, type, at: e.at },
        symbolic: true,
      };
    }
    case "sizeof-expression": {
      if (e.of.kind === "string" && e.of.pieces.some(mentionsPlaceholder))
        return openSize(s, "size-of", e.at, stringized(s, e.of).node);
      const open = isOpen(s, typeOf(a, e.of, scope).type);
      if (open) return openSize(s, "size-of", e.at, build(s, e.of, scope).node);
      return sizeNode(s, "size-of", e.at, typeOf(a, e, scope), typeOf(a, e.of, scope).type);
    }
    case "sizeof-type": {
      const variable = variableSize(s, e, scope);
      if (variable !== undefined) return variable;
      const type = namedType(s, e.type, scope);
      const like = openTypeOf(s, e.type.specifiers, type, scope);
      if (like?.pointer === false) return openSize(s, "size-of", e.at, like.of);
      const typed = typeOf(a, e, scope);
      return isNameless(e.type) && typed.value !== undefined
        ? literal(s, e, typed)
        : sizeNode(s, "size-of", e.at, typed, type);
    }
    case "alignof-expression":
      return sizeNode(s, "align-of", e.at, typeOf(a, e, scope), typeOf(a, e.of, scope).type);
    case "alignof-type":
      return sizeNode(s, "align-of", e.at, typeOf(a, e, scope), namedType(s, e.type, scope));
    case "offsetof": {
      const typed = typeOf(a, e, scope);
      const of = namedType(s, e.type, scope);
      const open = isOpen(s, of) || e.path.some((step) => step.kind === "member" && mentionsPlaceholder(step.name));
      if (open) return openOffset(s, e, of, scope);
      if (a.types.shape(typed.type).kind === "error") wrong(e.at, "offsetof of no member");
      return offsetNode(s, e, of, scope);
    }
    case "statement-expression":
      return statementExpression(s, e, scope);
    case "generic":
      return build(s, genericChoice(a, e, scope) ?? openGeneric(s, e, scope), scope);
    case "types-compatible": {
      const typed = typeOf(a, e, scope);
      if (typed.value === undefined) return refuse(e.at, "whether types are compatible that only the caller knows");
      return literal(s, e, typed);
    }
    case "va-arg": {
      const type = namedType(s, e.type, scope);
      const list = rvalueOf(s, build(s, e.list, scope));
      return value({
        kind: "builtin",
        name: "__builtin_va_arg",
        arguments: [list.node],
        types: [type],
        type: a.types.unqualified(type),
        at: e.at,
      });
    }
    case "choose": {
      const known = truth(typeOf(a, e.condition, scope).value);
      if (known === undefined) return refuse(e.at, "__builtin_choose_expr: not constant");
      return build(s, known ? e.then : e.else, scope);
    }
    case "label-address":
      return refuse(e.at, "address of a label");
    default:
      return assertNever(e);
  }
}

/** A constant whose value is the typer's. */
function literal(s: BodyState, e: Expression, typed: Typed): Built {
  const text = e.kind === "number" || e.kind === "character" ? e.text : undefined;
  const { type, value: known } = typed;
  if (known?.kind === "integer")
    return {
      typed,
      node: { kind: "integer", value: known.value, text, name: undefined, type, at: e.at },
      symbolic: false,
    };
  if (s.a.types.shape(type).kind === "complex") return refuse(e.at, "complex arithmetic");
  if (known?.kind !== "float") return refuse(e.at, "a floating constant that a double does not hold");
  return { typed, node: { kind: "float", value: known.value, text, type, at: e.at }, symbolic: false };
}

function nameUse(s: BodyState, e: Extract<Expression, { kind: "name" }>, scope: Scope): Built {
  const { name, at } = e;
  const { a } = s;
  const suffixed = suffixedPlaceholder(name);
  if (suffixed !== undefined) return suffixedNumber(s, suffixed, e.at, scope);
  const entity = scope.name(name);
  const typed = typeOf(a, e, scope);
  const { type } = typed;
  switch (entity?.kind) {
    case "enumerator":
      return {
        typed,
        node: { kind: "integer", value: entity.value, text: undefined, name, type, at },
        symbolic: true,
      };
    case "variable":
      requireDeclared(s, a.variables[entity.index], at);
      return { typed, node: { kind: "variable", name, type, at }, symbolic: true };
    case "local": {
      if (entity.macroParameter !== undefined) return macroParameter(s, entity.macroParameter, type, at);
      if (entity.local === undefined) return refuse(at, `'${name}' is no variable here`);
      const shape = s.a.types.shape(type);
      const seen = shape.kind === "function" ? { ...typed, lvalue: false } : typed;
      return { typed: seen, node: { kind: "local", local: entity.local, type, at }, symbolic: true };
    }
    case "function":
      requireDeclared(s, a.functions[entity.index], at);
      return { typed, node: { kind: "function", name, type, at }, symbolic: true };
    case "typedef":
      return wrong(at, `'${name}' is a type`);
    case undefined:
      return predeclared(s, name, typed, at);
    default:
      return assertNever(entity);
  }
}

function requireDeclared(s: BodyState, { name, origin }: CFunction | CVariable, at: number): void {
  if (isDeclaredLater(s, origin)) wrong(at, `'${name}' is declared only behind its use`);
}

function macroParameter(s: BodyState, { index, lvalue, variadic }: MacroArgument, type: TypeId, at: number): Built {
  if (s.a.types.row(type).kind === "error") s.unresolved = true;
  const typed = lvalue ? lvalueOf(type, undefined) : rvalue(s.a.types.unqualified(type));
  return { typed, node: { kind: "macro-parameter", index, variadic, type: typed.type, at }, symbolic: true };
}

/** `__func__`, or a builtin that is no call. */
function predeclared(s: BodyState, name: string, typed: Typed, at: number): Built {
  const { type } = typed;
  if (isCallerPlace(name)) return { typed, node: { kind: "caller-place", name, type, at }, symbolic: true };
  if (s.a.types.shape(type).kind !== "array")
    return { typed, node: { kind: "function", name, type, at }, symbolic: true };
  return { typed, node: { kind: "function-name", type, at }, symbolic: true };
}

function member(s: BodyState, e: Extract<Expression, { kind: "member" }>, scope: Scope): Built {
  const { a } = s;
  const operand = build(s, e.of, scope);
  if (operand.node.kind === "macro-parameter" && a.types.row(operand.typed.type).kind === "error")
    s.hints.push({ parameter: operand.node.index, use: "member", name: e.name, arrow: e.arrow });
  const object = e.arrow ? dereferenced(s, operand, e.at) : operand;
  const shape = a.types.shape(object.typed.type);
  if (shape.kind === "error" || mentionsPlaceholder(e.name)) return openMember(s, operand, e);
  if (shape.kind !== "record") return wrong(e.at, `'.${e.name}' of what is no record`);
  const found = isIncomplete(s, object.typed.type) ? undefined : findMember(a, shape.record, e.name);
  if (found === undefined) return missingMember(s, object.typed.type, shape.record, e);
  let node: TypedExpression = object.node;
  let { type } = object.typed;
  let record = shape.record;
  const { lvalue } = object.typed;
  for (const index of found.path.indices) {
    const step = a.tags.records[record].definition?.members[index] ?? refuse(e.at, "an incomplete record");
    type = a.types.qualify(step.type, a.types.qualifiers(type));
    node = { kind: "member", of: node, index, lvalue, type, at: e.at };
    const inner = a.types.shape(step.type);
    if (inner.kind === "record") record = inner.record;
  }
  const { bitWidth } = found.member;
  const typed = memberTyped(s, object.typed, e, type, bitWidth);
  return { typed, node, symbolic: object.symbolic };
}

/** As ../expression.ts types it, so that `&((T *)0)->m` has its value. */
function memberTyped(
  s: BodyState,
  object: Typed,
  e: Extract<Expression, { kind: "member" }>,
  type: TypeId,
  bitWidth: number | undefined,
): Typed {
  if (!object.lvalue) return rvalue(type, undefined, false, bitWidth);
  const shape = s.a.types.shape(object.type);
  const offset = shape.kind === "record" ? findMember(s.a, shape.record, e.name)?.offset : undefined;
  if (bitWidth !== undefined || offset === undefined) return lvalueOf(type, undefined, bitWidth);
  const { address } = object;
  if (address?.kind === "integer")
    return lvalueOf(type, { kind: "integer", value: address.value + BigInt(offset / 8) });
  if (address?.kind === "address") return lvalueOf(type, { ...address, offset: address.offset + BigInt(offset / 8) });
  return lvalueOf(type, undefined);
}

/** `__typeof__(x)` and `__typeof__(x) *`, where only a macro's caller knows the type. @param meant the type that it gives */
export function openTypeOf(
  s: BodyState,
  specifiers: DeclarationSpecifiers,
  meant: TypeId,
  scope: Scope,
): OpenType | undefined {
  const { type } = withoutAtomic(specifiers);
  if (type.kind !== "typeof-expression") return undefined;
  const { types } = s.a;
  const to = pointee(s.a, meant);
  const pointer = to !== undefined;
  const found = types.unqualified(to ?? meant);
  const row = types.row(found);
  // atomic or not, a pointer to it is the same to Rust
  const bare = pointer && row.kind === "atomic" ? types.unqualified(row.of) : found;
  if (bare !== types.open) return undefined;
  return { of: build(s, type.expression, scope.inner("block")).node, pointer };
}

/** `_Atomic(__typeof__(x))` is `__typeof__(x)`. */
function withoutAtomic(specifiers: DeclarationSpecifiers): DeclarationSpecifiers {
  const { type } = specifiers;
  if (type.kind !== "atomic" || type.type.declarator.kind !== "abstract") return specifiers;
  return type.type.specifiers;
}

/** The type that a type name says, which is none where it is an array of what only a macro's caller knows. */
function namedType(s: BodyState, name: TypeName, scope: Scope): TypeId {
  const type = typeOfName(s.a, name, scope);
  if (losesArray(s.a, type, name.declarator)) refuse(name.at, openArrayReason);
  if (lengthsDo(name.declarator)) refuse(name.at, "a type's length that does something");
  return type;
}

/** `struct { int x; }`: nothing else can be of this type. */
const isNameless = ({ specifiers: { type }, declarator }: TypeName): boolean =>
  type.kind === "record" && type.tag === undefined && declarator.kind === "abstract";

/** `sizeof(int[n])` is evaluated where it stands (6.5.3.4p2): its lengths times the size of an element. */
function variableSize(s: BodyState, e: Extract<Expression, { kind: "sizeof-type" }>, scope: Scope): Built | undefined {
  if (!isVariablyModified(s, typeOfName(s.a, e.type, scope))) return undefined;
  const [first, ...others] = lengthsOf(e.type.declarator) ?? [];
  if (first === undefined) return undefined;
  const sizeType = s.a.types.integer(s.a.target.sizeType);
  const asSize = (length: Expression): Built => converted(s, buildValue(s, length, scope), sizeType, true);
  const elements = others.reduce((product, length) => binaryNode(s, "*", product, asSize(length), e.at), asSize(first));
  const leaf = { kind: "abstract", at: e.at } as const;
  const element = build(s, { ...e, type: { ...e.type, declarator: leaf } }, scope);
  return binaryNode(s, "*", elements, element, e.at);
}

/** The type of a macro's argument may be any of those listed; taken is one. */
function openGeneric(s: BodyState, e: Extract<Expression, { kind: "generic" }>, scope: Scope): never {
  const { node } = build(s, e.control, scope);
  const type = takenType(s, e, scope);
  if (type !== undefined) {
    if (node.kind === "macro-parameter") s.hints.push({ parameter: node.index, use: "converted", type });
    if (node.kind === "dereference" && node.of.kind === "macro-parameter")
      s.hints.push({ parameter: node.of.index, use: "converted", type: s.a.types.pointer(type) });
  }
  return refuse(e.at, "_Generic of an unknown type");
}

/**
 * The first listed, but among numbers the one that a bare literal has in C, so that `F(5)` and `F(2.5)` choose what they do there: int or double, where it is
 * listed or there is a default for it.
 */
function takenType(s: BodyState, e: Extract<Expression, { kind: "generic" }>, scope: Scope): TypeId | undefined {
  const { a } = s;
  const listed = e.associations.flatMap(({ type }) => (type === undefined ? [] : [typeOfName(a, type, scope)]));
  const [first] = listed;
  const kind = first === undefined ? undefined : a.types.shape(first).kind;
  if (kind !== "integer" && kind !== "float") return first;
  const hasDefault = listed.length < e.associations.length;
  const [int, double] = [a.types.integer("int"), a.types.float("double")];
  const named = (type: TypeId): TypeId | undefined => listed.find((one) => compatible(a, one, type));
  return named(int) ?? named(double) ?? (hasDefault ? (kind === "integer" ? int : double) : first);
}

/** `x ## UL`: the argument as a number of that type. */
function suffixedNumber(
  s: BodyState,
  { parameter, suffix }: { readonly parameter: number; readonly suffix: string },
  at: number,
  scope: Scope,
): Built {
  const literal = readNumber(`0${suffix}`, s.a.target);
  if (literal?.kind !== "integer") return refuse(at, `'${suffix}' is no suffix of a number`);
  const number = build(s, { kind: "name", name: placeholder(parameter), at }, scope);
  return converted(s, rvalueOf(s, number), s.a.types.integer(literal.type), true);
}

/** A member of what only the caller knows, or by a name that only the caller knows. */
function openMember(s: BodyState, of: Built, e: Extract<Expression, { kind: "member" }>): Built {
  if (mentionsPlaceholder(e.name) && placeholderIndex(e.name) === undefined)
    return refuse(e.at, "the name of a member is put together");
  const type = s.a.types.error;
  s.unresolved = true;
  const base = e.arrow ? rvalueOf(s, of) : of;
  const record = e.arrow ? pointee(s.a, base.typed.type) : base.typed.type;
  const qualifiers = record === undefined ? 0 : s.a.types.qualifiers(record);
  if (qualifiers >= Qualifier.addressSpace) refuse(e.at, "a member that the caller names, in another address space");
  const mayBeVolatile =
    (qualifiers & Qualifier.volatile) !== 0 || (record !== undefined && hasVolatileMember(s, record));
  const node = {
    kind: "open-member",
    of: base.node,
    name: e.name,
    arrow: e.arrow,
    mayBeVolatile,
    type,
    at: e.at,
  } as const;
  return { typed: lvalueOf(type, undefined), node, symbolic: true };
}

/** Of its own or of its anonymous members. */
function hasVolatileMember(s: BodyState, type: TypeId): boolean {
  const shape = s.a.types.shape(type);
  const members = shape.kind === "record" ? s.a.tags.records[shape.record].definition?.members : undefined;
  return (
    members?.some((one) => isVolatile(s, one.type) || (one.name === undefined && hasVolatileMember(s, one.type))) ===
    true
  );
}

/** Adjacent literals of which some are `#parameter`. */
function stringized(s: BodyState, e: Extract<Expression, { kind: "string" }>): Built {
  const pieces = e.pieces.flatMap((piece) => {
    const literal = readString([piece]) ?? refuse(e.at, "malformed string literal");
    if (literal.prefix !== "" && literal.prefix !== "u8") refuse(e.at, "wide text beside a part of the caller's");
    return placeholderPieces(latin1Text(literal.units));
  });
  const type = s.a.types.array(s.a.types.integer("char"), "incomplete");
  return { typed: lvalueOf(type, undefined), node: { kind: "stringized", pieces, type, at: e.at }, symbolic: true };
}

function missingMember(s: BodyState, type: TypeId, id: number, { name, at }: { name: string; at: number }): never {
  const record = s.a.tags.records[id];
  const called = `${record.tagKind} ${record.tag ?? "<unnamed>"}`;
  if (isIncomplete(s, type)) wrongBefore(s, type, at, `${called} is incomplete`);
  return wrong(at, `${called} has no member '${name}'`);
}

/** `c ? x : y` and GNU's `c ?: y` (6.5.15). A branch that a plain constant rules out is left out. */
function conditional(s: BodyState, e: Extract<Expression, { kind: "conditional" }>, scope: Scope): Built {
  const { a } = s;
  const tested = buildValue(s, e.condition, scope);
  const then = e.then === undefined ? tested : buildValue(s, e.then, scope);
  const otherwise = buildValue(s, e.else, scope);
  if (asksForConstant(a, e, then.typed, otherwise.typed, scope, true)) refuse(e.at, asksReason);
  const types = [then, otherwise].map(({ typed }) => typed.type);
  // GNU C: void where one branch is, whatever the other one's type
  const nothing = types.find((type) => a.types.shape(type).kind === "void");
  const unknown = nothing === undefined && types.some((type) => isOpen(s, type));
  if (nothing === undefined) {
    hint(s, then.node, "operand", otherwise.typed.type);
    hint(s, otherwise.node, "operand", then.typed.type);
  }
  const type = unknown ? a.types.error : (nothing ?? conditionalType(a, then.typed, otherwise.typed));
  if (type === undefined) return wrong(e.at, "branches of '?:' do not go together");
  const left = converted(s, unknown ? bitFieldPromoted(s, then) : then, type, nothing !== undefined);
  const right = converted(s, unknown ? bitFieldPromoted(s, otherwise) : otherwise, type, nothing !== undefined);
  // a value as well, where there is no other
  const condition = e.then === undefined && unknown ? bitFieldPromoted(s, tested) : tested;
  const symbolic = condition.symbolic || left.symbolic || right.symbolic;
  const known = truth(condition.typed.value);
  if (known !== undefined) {
    const chosen = known ? left : right;
    const { nullPointer } = (known ? then : otherwise).typed;
    const typed = rvalue(a.types.unqualified(type), chosen.typed.value, nullPointer);
    if (condition.node.kind === "integer" && condition.node.name === undefined && !unknown)
      return { typed, node: chosen.node, symbolic: chosen.symbolic };
    return { typed, node: conditionalNode(e, condition, left, right, typed.type), symbolic: true };
  }
  const typed = rvalue(a.types.unqualified(type));
  return { typed, node: conditionalNode(e, condition, left, right, typed.type), symbolic };
}

function conditionalNode(
  e: Extract<Expression, { kind: "conditional" }>,
  condition: Built,
  then: Built,
  otherwise: Built,
  type: TypeId,
): TypedExpression {
  return {
    kind: "conditional",
    condition: condition.node,
    then: e.then === undefined ? undefined : then.node,
    else: otherwise.node,
    type,
    at: e.at,
  };
}

function sizeNode(s: BodyState, kind: "size-of" | "align-of", at: number, typed: Typed, of: TypeId): Built {
  const { a } = s;
  if (isIncomplete(s, of)) wrongBefore(s, of, at, "size of an incomplete type");
  if (isOpen(s, of)) return { typed, node: { kind, of, value: undefined, type: typed.type, at }, symbolic: true };
  if (typed.value?.kind !== "integer") return refuse(at, "sizeof of a type whose size is not constant");
  const { value: known } = typed.value;
  // An object may be aligned more than its type says.
  const natural = a.sizes.sizeAlign(of)?.align;
  if (kind === "align-of" && natural !== undefined && BigInt(natural) !== known)
    return {
      typed,
      node: { kind: "integer", value: known, text: undefined, name: undefined, type: typed.type, at },
      symbolic: false,
    };
  return { typed, node: { kind, of, value: known, type: typed.type, at }, symbolic: true };
}

/** GNU: Cast to Union. It is a literal of the first member that has the operand's type. */
function toUnion(
  s: BodyState,
  e: Extract<Expression, { kind: "cast" }>,
  type: TypeId,
  scope: Scope,
): Built | undefined {
  const { a } = s;
  const shape = a.types.shape(type);
  if (shape.kind !== "record" || a.tags.records[shape.record].tagKind !== "union") return undefined;
  const from = a.types.unqualified(decay(a, typeOf(a, e.of, scope)).type);
  if (isOpen(s, from) || compatible(a, from, a.types.unqualified(type))) return undefined;
  const members = a.tags.records[shape.record].definition?.members ?? [];
  const member = members.find((one) => compatible(a, a.types.unqualified(one.type), from));
  if (member === undefined) return wrong(e.at, "a cast to a union that has no member of the type");
  if (member.name === undefined || member.bitWidth !== undefined) return refuse(e.at, "conversion to a union");
  const designators = [{ kind: "member", name: member.name, at: e.at } as const];
  const initializer = buildInitializer(
    s,
    type,
    { kind: "initializer-list", items: [{ designators, value: e.of }], at: e.at },
    scope,
  );
  const literal = { kind: "compound-literal", initializer, type, at: e.at } as const;
  return rvalueOf(s, { typed: lvalueOf(type, undefined), node: literal, symbolic: true });
}

/** Of a type or a member that the caller names. */
function openOffset(s: BodyState, e: Extract<Expression, { kind: "offsetof" }>, of: TypeId, scope: Scope): Built {
  s.unresolved = true;
  const path = e.path.map((step) =>
    step.kind === "member" ? step.name : refuse(step.at, "offsetof with a subscript in a type that the caller names"),
  );
  const type = s.a.types.integer(s.a.target.sizeType);
  const like = openTypeOf(s, e.type.specifiers, of, scope);
  const node = { kind: "offset-of", of, like, path, value: undefined, type, at: e.at } as const;
  return { typed: rvalue(type), node, symbolic: true };
}

function openSize(s: BodyState, what: "size-of" | "align-of", at: number, of: TypedExpression): Built {
  s.unresolved = true;
  const type = s.a.types.integer(s.a.target.sizeType);
  if (of.kind === "macro-parameter") s.hints.push({ parameter: of.index, use: "measured" });
  return { typed: rvalue(type), node: { kind: "open-size", what, of, type, at }, symbolic: true };
}
