/**
 * The type and the constant value of every expression kind (C11 6.5, 6.6; GCC: Extensions to the C Language Family). In: an expression
 * and the scope it stands in; out: a Typed. What has no meaning is reported and has the error type; it never throws.
 */
import { assertNever } from "../base/index.js";
import type { BlockItem, Expression, Statement } from "../syntax/index.js";
import { type Analysis, integerKind, nestingLimit } from "./analysis.js";
import { builtinCall, builtinType } from "./builtin-call.js";
import type { TypeId } from "./c-type.js";
import { callerPlaceType } from "./caller-place.js";
import { compatible, isOpenWithin } from "./compatible-type.js";
import { type Constant, truth } from "./constant.js";
import { convert, decay, integerLike } from "./conversion.js";
import { typeOfName } from "./declarator.js";
import { arrayLengthOf } from "./initializer.js";
import { declareLocal } from "./local-declaration.js";
import { findMember } from "./member-lookup.js";
import { readNumber } from "./number-literal.js";
import { offsetOf } from "./offset-of.js";
import { binary, conditionalType, moveAddress, pointee, subscripted, unary } from "./operator.js";
import { mentionsPlaceholder, namesPlaceholder } from "./placeholder.js";
import type { Entity, Scope } from "./scope.js";
import { readCharacter, readString, unitType } from "./text-literal.js";
import { designator, integerValue, lvalueOf, rvalue, type Typed } from "./typed.js";

/** Types an expression; reports what is wrong with it. */
export function typeOf(a: Analysis, expression: Expression, scope: Scope): Typed {
  if (a.nesting.level > nestingLimit)
    return failed(a, "semantics/nesting", expression.at, "expression nested too deeply");
  a.nesting.level++;
  try {
    return typeOfKind(a, expression, scope);
  } finally {
    a.nesting.level--;
  }
}

/** The value of an integer constant expression; undefined, and nothing reported for it being variable, where it has none. */
export function integerConstantOf(a: Analysis, expression: Expression, scope: Scope): bigint | undefined {
  const { value, type } = decay(a, typeOf(a, expression, scope));
  return value?.kind === "integer" && integerLike(a, type) ? value.value : undefined;
}

function failed(a: Analysis, code: Parameters<Analysis["report"]>[0], at: number, text: string): Typed {
  a.report(code, "error", at, text);
  return rvalue(a.types.error);
}

function typeOfKind(a: Analysis, e: Expression, scope: Scope): Typed {
  switch (e.kind) {
    case "number":
      return numberLiteral(a, e.text, e.at);
    case "character": {
      const literal = readCharacter(e.text, a.target);
      if (literal === undefined)
        return failed(a, "semantics/bad-expression", e.at, `${e.text} is no character constant`);
      return integerValue(a.types.integer(literal.type), literal.value);
    }
    case "string":
      return stringLiteral(a, e.pieces, e.at);
    case "name":
      return nameUse(a, e.name, e.at, scope);
    case "call":
      return call(a, e, scope);
    case "member":
      return member(a, e, scope);
    case "subscript": {
      const sum = binary(a, "+", typeOf(a, e.of, scope), typeOf(a, e.index, scope), e.at);
      return subscripted(a, sum, e.at);
    }
    case "unary":
      return unary(a, e.operator, typeOf(a, e.of, scope), e.at);
    case "postfix":
      return rvalue(decay(a, typeOf(a, e.of, scope)).type);
    case "binary":
      return binary(a, e.operator, typeOf(a, e.left, scope), typeOf(a, e.right, scope), e.at);
    case "assignment":
      return rvalue(a.types.unqualified(typeOf(a, e.left, scope).type));
    case "conditional":
      return conditional(a, e, scope);
    case "cast":
      return cast(a, typeOfName(a, e.type, scope), decay(a, typeOf(a, e.of, scope)));
    case "compound-literal": {
      const type = typeOfName(a, e.type, scope);
      return lvalueOf(arrayLengthOf(a, type, e.initializer, scope), undefined);
    }
    case "sizeof-expression":
      // as long as the caller's part of it makes it
      if (e.of.kind === "string" && e.of.pieces.some(mentionsPlaceholder))
        return rvalue(a.types.integer(a.target.sizeType));
      return sizeOf(a, typeOf(a, e.of, scope), e.at);
    case "sizeof-type":
      return sizeOf(a, rvalue(typeOfName(a, e.type, scope)), e.at);
    case "alignof-expression":
      return alignOfExpression(a, e, scope);
    case "alignof-type":
      return alignOf(a, typeOfName(a, e.type, scope), e.preferred, e.at);
    case "offsetof":
      return offsetOf(a, typeOfName(a, e.type, scope), e.path, scope, e.at);
    case "statement-expression":
      return rvalue(blockValue(a, e.body.items, scope.inner("block")));
    case "generic":
      return generic(a, e, scope);
    case "types-compatible": {
      const left = a.types.unqualified(a.types.canonical(typeOfName(a, e.left, scope)));
      const right = a.types.unqualified(a.types.canonical(typeOfName(a, e.right, scope)));
      const same = compatible(a, left, right);
      if (same && (isOpenWithin(a, left) || isOpenWithin(a, right))) return rvalue(a.types.integer("int"));
      return integerValue(a.types.integer("int"), same ? 1n : 0n);
    }
    case "va-arg":
      return rvalue(typeOfName(a, e.type, scope));
    case "choose": {
      const known = truth(typeOf(a, e.condition, scope).value);
      if (known === undefined) return failed(a, "semantics/not-constant", e.at, "__builtin_choose_expr: not constant");
      return typeOf(a, known ? e.then : e.else, scope);
    }
    case "label-address":
      return rvalue(a.types.pointer(a.types.void));
    default:
      return assertNever(e);
  }
}

export function numberLiteral(a: Analysis, text: string, at: number): Typed {
  const literal = readNumber(text, a.target);
  if (literal === undefined) return failed(a, "semantics/bad-expression", at, `'${text}' is no number`);
  if (literal.kind === "integer") return integerValue(a.types.integer(literal.type), literal.value);
  const { value } = literal;
  if (literal.complex) return rvalue(a.types.complex(literal.type));
  return rvalue(a.types.float(literal.type), value === undefined ? undefined : { kind: "float", value });
}

function stringLiteral(a: Analysis, pieces: readonly string[], at: number): Typed {
  const literal = readString(pieces, a.target);
  if (literal === undefined) return failed(a, "semantics/bad-expression", at, "malformed string literal");
  const element = a.types.integer(unitType(literal.prefix, a.target));
  const type = a.types.array(element, literal.units.length + 1);
  const address: Constant = { kind: "address", symbol: `"${at}`, offset: 0n, units: literal.units, element };
  return lvalueOf(type, address, undefined, literal);
}

const functionNames: ReadonlySet<string> = new Set(["__func__", "__FUNCTION__", "__PRETTY_FUNCTION__"]);

function nameUse(a: Analysis, name: string, at: number, scope: Scope): Typed {
  const entity = scope.name(name);
  const address: Constant = { kind: "address", symbol: name, offset: 0n };
  if (entity === undefined) {
    if (functionNames.has(name)) {
      const length = a.functionName === undefined ? "incomplete" : a.functionName.length + 1;
      return lvalueOf(a.types.array(a.types.qualify(a.types.integer("char"), 1), length), address);
    }
    const callers = callerPlaceType(a, name);
    if (callers !== undefined) return lvalueOf(callers, undefined);
    const rule = a.rules.builtins.get(name);
    const type = rule && builtinType(a, rule);
    if (type !== undefined) return designator(type, address);
    return failed(a, "semantics/unknown-name", at, `'${name}' is not declared`);
  }
  switch (entity.kind) {
    case "enumerator":
      return integerValue(entity.type, entity.value);
    case "function": {
      const fn = a.functions[entity.index];
      if (fn.overloads)
        return failed(
          a,
          "semantics/bad-expression",
          at,
          `'${name}' is overloadable: its arguments say which function it is`,
        );
      return designator(fn.type, address);
    }
    case "variable":
      return {
        ...lvalueOf(a.variables[entity.index].type, a.variables[entity.index].threadLocal ? undefined : address),
        value: entity.value ?? (a.folding.on ? entity.folded : undefined),
      };
    case "local":
      return {
        ...lvalueOf(entity.type, undefined),
        value: entity.value ?? (a.folding.on ? entity.folded : undefined),
      };
    case "typedef":
      return failed(a, "semantics/bad-expression", at, `'${name}' is a type`);
    default:
      return assertNever(entity);
  }
}

function call(a: Analysis, e: Extract<Expression, { kind: "call" }>, scope: Scope): Typed {
  if (e.callee.kind === "name" && scope.name(e.callee.name) === undefined) {
    const rule = a.rules.builtins.get(e.callee.name);
    if (rule !== undefined) return builtinCall(a, rule, e.arguments, (argument) => typeOf(a, argument, scope));
  }
  const callee = decay(a, typeOf(a, e.callee, scope));
  if (a.types.row(callee.type).kind === "error") return rvalue(a.types.error);
  const to = pointee(a, callee.type);
  const shape = to === undefined ? undefined : a.types.shape(to);
  if (shape?.kind !== "function") return failed(a, "semantics/bad-expression", e.at, "call of what is no function");
  return rvalue(a.types.unqualified(shape.returns));
}

function member(a: Analysis, e: Extract<Expression, { kind: "member" }>, scope: Scope): Typed {
  const typed = typeOf(a, e.of, scope);
  const object = e.arrow ? unary(a, "*", typed, e.at) : typed;
  const shape = a.types.shape(object.type);
  if (shape.kind === "error" || mentionsPlaceholder(e.name)) return lvalueOf(a.types.error, undefined);
  if (shape.kind !== "record") return failed(a, "semantics/bad-expression", e.at, `'.${e.name}' of what is no record`);
  const found = findMember(a, shape.record, e.name);
  if (found === undefined) {
    const record = a.tags.records[shape.record];
    const incomplete = record.definition === undefined;
    const name = `${record.tagKind} ${record.tag ?? "<unnamed>"}`;
    return failed(
      a,
      incomplete ? "semantics/incomplete-type" : "semantics/bad-expression",
      e.at,
      incomplete ? `${name} is incomplete` : `${name} has no member '${e.name}'`,
    );
  }
  const type = a.types.qualify(found.member.type, a.types.qualifiers(object.type));
  const { bitWidth } = found.member;
  if (!object.lvalue) return rvalue(type, undefined, false, bitWidth);
  if (bitWidth !== undefined || found.offset === undefined) return lvalueOf(type, undefined, bitWidth);
  return lvalueOf(type, moveAddress(a, object.address, BigInt(found.offset / 8)));
}

function conditional(a: Analysis, e: Extract<Expression, { kind: "conditional" }>, scope: Scope): Typed {
  const condition = typeOf(a, e.condition, scope);
  const then = e.then === undefined ? condition : typeOf(a, e.then, scope);
  const otherwise = typeOf(a, e.else, scope);
  if (asksForConstant(a, e, then, otherwise, scope, false))
    return failed(a, "semantics/not-constant", e.at, asksReason);
  return conditionalOf(a, condition, then, otherwise, e.at);
}

export const asksReason = "whether an argument is a constant, which decides a type";

/**
 * `8 ? (void *)((long)(x) * 0l) : (int *)8` is an `int *` where x is a constant, else a `void *` (C11 6.3.2.3p3, 6.5.15p6): only a macro's
 * caller knows.
 * @param isValue it is evaluated; else only its type counts
 */
export function asksForConstant(
  a: Analysis,
  e: Extract<Expression, { kind: "conditional" }>,
  then: Typed,
  otherwise: Typed,
  scope: Scope,
  isValue: boolean,
): boolean {
  return isDoubtful(e.then ?? e.condition, then, otherwise) || isDoubtful(e.else, otherwise, then);

  function isDoubtful(branch: Expression, own: Typed, other: Typed): boolean {
    if (branch.kind !== "cast" || own.nullPointer || own.value !== undefined || other.nullPointer) return false;
    const [to, otherTo] = [pointee(a, own.type), pointee(a, decay(a, other).type)];
    if (to === undefined || otherTo === undefined || a.types.row(to).kind !== "void") return false;
    if (a.types.shape(otherTo).kind === "void" || !namesPlaceholder(branch.of)) return false;
    const isNumber = branch.of.kind === "binary" && /^([*/%&|^]|<<|>>)$/.test(branch.of.operator);
    if (isNumber) return true;
    const { type } = decay(a, typeOf(a, branch.of, scope));
    // what the caller alone knows may be 0, which as a value is null by either type
    return integerKind(a, type) !== undefined || (!isValue && a.types.row(type).kind === "error");
  }
}

/** `c ? t : e` of typed operands, before decay. */
export function conditionalOf(a: Analysis, c: Typed, t: Typed, e: Typed, at: number): Typed {
  const then = decay(a, t);
  const otherwise = decay(a, e);
  if (a.types.row(then.type).kind === "error" || a.types.row(otherwise.type).kind === "error") {
    return rvalue(a.types.error);
  }
  const type = conditionalType(a, then, otherwise);
  if (type === undefined) return failed(a, "semantics/bad-expression", at, "branches of '?:' do not go together");
  const known = truth(decay(a, c).value);
  if (known === undefined) return rvalue(type);
  const chosen = known ? then : otherwise;
  return rvalue(type, convert(a, chosen, type).value, chosen.nullPointer);
}

/** The operand is decayed. */
export function cast(a: Analysis, type: TypeId, operand: Typed): Typed {
  const result = convert(a, operand, type);
  const to = pointee(a, type);
  if (to === undefined) return result;
  return rvalue(result.type, result.value, operand.nullPointer && a.types.row(to).kind === "void");
}

/** @param typed of the operand, before decay */
export function sizeOf(a: Analysis, typed: Typed, at: number): Typed {
  const sizeType = a.types.integer(a.target.sizeType);
  const shape = a.types.shape(typed.type);
  if (shape.kind === "error") return rvalue(sizeType);
  if (typed.bitWidth !== undefined) return failed(a, "semantics/bad-expression", at, "sizeof of a bit-field");
  // GNU: void and functions have size 1.
  if (shape.kind === "void" || shape.kind === "function") return integerValue(sizeType, 1n);
  const size = a.sizes.sizeOf(typed.type);
  if (size !== undefined) return integerValue(sizeType, BigInt(size));
  if (shape.kind === "array" && shape.length === "variable") return rvalue(sizeType);
  a.report("semantics/incomplete-type", "error", at, "sizeof of an incomplete type");
  return rvalue(sizeType);
}

function alignOf(a: Analysis, type: TypeId, preferred: boolean, at: number): Typed {
  const sizeType = a.types.integer(a.target.sizeType);
  const shape = a.types.shape(type);
  if (shape.kind === "error") return rvalue(sizeType);
  // GNU: void has alignment 1; clang: a function has 4, on every target.
  if (shape.kind === "void") return integerValue(sizeType, 1n);
  if (shape.kind === "function") return integerValue(sizeType, 4n);
  const size = a.sizes.sizeAlign(type);
  if (size !== undefined) return integerValue(sizeType, BigInt((preferred && size.preferred) || size.align));
  a.report("semantics/incomplete-type", "error", at, "_Alignof of an incomplete type");
  return rvalue(sizeType);
}

/**
 * GNU: of a variable or member, the alignment of that object, which its attributes can raise and lower; of anything else, that of its type
 * (clang: GetAlignOfExpr, ASTContext::getDeclAlign).
 */
function alignOfExpression(
  a: Analysis,
  { of, preferred, at }: Extract<Expression, { kind: "alignof-expression" }>,
  scope: Scope,
): Typed {
  const typed = typeOf(a, of, scope);
  if (typed.bitWidth !== undefined) return failed(a, "semantics/bad-expression", at, "_Alignof of a bit-field");
  const declared = of.kind === "name" || of.kind === "member";
  const natural = alignOf(a, typed.type, preferred || declared, at);
  if (of.kind === "name") {
    const asked = askedAlignment(a, scope.name(of.name));
    return asked === undefined ? natural : integerValue(natural.type, BigInt(asked));
  }
  if (of.kind !== "member" || natural.value?.kind !== "integer") return natural;
  const align = memberAlignment(a, of, scope, Number(natural.value.value));
  return align === undefined ? rvalue(natural.type) : integerValue(natural.type, BigInt(align));
}

function askedAlignment(a: Analysis, entity: Entity | undefined): number | undefined {
  if (entity?.kind === "variable") return a.variables[entity.index].aligned;
  return entity?.kind === "local" ? entity.aligned : undefined;
}

/** @param natural of the member's type, BYTES. A member of what is packed may lie anywhere, and one may be asked to. */
function memberAlignment(
  a: Analysis,
  of: Extract<Expression, { kind: "member" }>,
  scope: Scope,
  natural: number,
): number | undefined {
  const object = typeOf(a, of.of, scope);
  const type = of.arrow ? pointee(a, decay(a, object).type) : object.type;
  const shape = type === undefined ? undefined : a.types.shape(type);
  const found = shape?.kind === "record" ? findMember(a, shape.record, of.name) : undefined;
  if (found === undefined) return undefined;
  const { definition, layout } = a.tags.records[found.holder];
  const offset = layout?.members[found.path.indices[found.path.indices.length - 1]].offset;
  if (definition === undefined || layout === undefined || offset === undefined) return undefined;
  const { aligned, packed } = found.member;
  if (packed || definition.packed) return aligned ?? 1;
  const beyond = (offset / 8) % layout.align;
  const byOffset = beyond === 0 ? layout.align : beyond & -beyond;
  return Math.min(Math.max(natural, aligned ?? 1), byOffset);
}

function generic(a: Analysis, e: Extract<Expression, { kind: "generic" }>, scope: Scope): Typed {
  const chosen = genericChoice(a, e, scope);
  return chosen === undefined ? rvalue(a.types.error) : typeOf(a, chosen, scope);
}

/**
 * The association that a generic selection takes (C11 6.5.1.1p3); undefined, and reported where it is a mistake, where there is none. Undefined, too,
 * where only a macro's caller knows whether a type is the one.
 */
export function genericChoice(
  a: Analysis,
  e: Extract<Expression, { kind: "generic" }>,
  scope: Scope,
): Expression | undefined {
  const control = a.types.unqualified(decay(a, typeOf(a, e.control, scope)).type);
  let fallback: Expression | undefined;
  for (const { type: name, value } of e.associations) {
    const type = name === undefined ? undefined : typeOfName(a, name, scope);
    if (type === undefined) fallback = value;
    else if (compatible(a, control, type)) return isOpenWithin(a, control) || isOpenWithin(a, type) ? undefined : value;
  }
  if (fallback === undefined) a.report("semantics/bad-expression", "error", e.at, "no association of _Generic fits");
  return fallback;
}

/** Declares what a block declares; the type of its last expression statement, else void (GCC: Statement Exprs). */
function blockValue(a: Analysis, items: readonly BlockItem[], scope: Scope): TypeId {
  let type = a.types.void;
  items.forEach((item, index) => {
    if (item.kind === "declaration") declareLocal(a, item, scope);
    else if (index === items.length - 1) type = lastValue(a, item, scope);
  });
  return type;
}

function lastValue(a: Analysis, item: BlockItem, scope: Scope): TypeId {
  let statement: BlockItem | undefined = item;
  while (statement?.kind === "label") statement = statement.body as Statement | undefined;
  if (statement?.kind !== "expression" || statement.expression === undefined) return a.types.void;
  return decay(a, typeOf(a, statement.expression, scope)).type;
}
