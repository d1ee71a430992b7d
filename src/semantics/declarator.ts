/**
 * Declarators (C11 6.7.6, 6.7.7): from a base type to the type of the declared name. Pointers, arrays, functions, blocks, attributes
 * anywhere, abstract ones for type names.
 */
import { assertNever } from "../base/index.js";
import type { Attribute, Declarator, Expression, Identifier, ParameterDeclaration, TypeName } from "../syntax/index.js";
import { type Analysis, nestingLimit } from "./analysis.js";
import { type AttributeFacts, addressSpace, readAttributes } from "./attribute.js";
import type { CType, FunctionType, TypeId } from "./c-type.js";
import { integerLike } from "./conversion.js";
import { foldedOf } from "./folded.js";
import type { Scope } from "./scope.js";
import { attributedBase, baseType, qualified } from "./specifier.js";

export interface DeclaredName {
  /** Undefined for an abstract declarator. */
  readonly name: string | undefined;
  readonly at: number;
  readonly type: TypeId;
  readonly facts: AttributeFacts;
  readonly attributes: readonly Attribute[];
  /** Of a function declarator at the top: its parameters' scope. */
  readonly parameters: Scope | undefined;
  readonly oldStyle: readonly Identifier[];
}

/** State of one walk down a declarator. */
interface Walk {
  readonly scope: Scope;
  /** In a parameter list the outermost array may have any size: it becomes a pointer. */
  readonly parameter: boolean;
  parameters: Scope | undefined;
  oldStyle: readonly Identifier[];
  /** Where it ends: the name, or where one would be. */
  leaf: Leaf | undefined;
  /** Attributes that a function has inside of the declared one's type. */
  taken: readonly Attribute[];
}

const nobody: readonly Identifier[] = [];

/** @param attributes of the specifiers and behind the declarator, in any order */
export function declareName(
  a: Analysis,
  base: TypeId,
  declarator: Declarator,
  attributes: readonly Attribute[],
  scope: Scope,
  parameter = false,
): DeclaredName {
  const all = joined(attributes, attributesIn(declarator));
  const facts = readAttributes(a, all, scope);
  const start =
    facts.mode === undefined && facts.vector === undefined ? base : attributedBase(a, base, facts, declarator.at);
  const walk: Walk = { scope, parameter, parameters: undefined, oldStyle: nobody, leaf: undefined, taken: [] };
  const type = walkDeclarator(a, start, declarator, walk);
  const node = walk.leaf ?? { kind: "abstract", at: declarator.at };
  const own = walk.taken.length === 0 ? facts : ownFacts(a, facts, all, walk);
  return {
    name: node.kind === "name" ? node.name : undefined,
    at: node.at,
    type: saysOfFunction(own) ? withFunctionFacts(a, type, own) : type,
    facts: own,
    attributes: all,
    parameters: walk.parameters,
    oldStyle: walk.oldStyle,
  };
}

type Leaf = Extract<Declarator, { kind: "name" | "abstract" }>;

function walkDeclarator(a: Analysis, base: TypeId, declarator: Declarator, walk: Walk): TypeId {
  let type = base;
  let node = declarator;
  for (let depth = 0; ; depth++) {
    if (depth > nestingLimit) {
      a.report("semantics/nesting", "error", node.at, "declarator nested too deeply");
      walk.leaf = { kind: "abstract", at: node.at };
      return a.types.error;
    }
    switch (node.kind) {
      case "name":
      case "abstract":
        walk.leaf = node;
        return type;
      case "pointer":
        type = qualified(a, a.types.pointer(type), node.qualifiers);
        if (node.attributes.length > 0) {
          type = a.types.qualify(type, addressSpace(a, node.attributes, walk.scope));
          type = withAttributes(a, type, node.attributes, walk);
        }
        node = node.to;
        break;
      case "block-pointer":
        type = qualified(a, a.types.blockPointer(type), node.qualifiers);
        node = node.to;
        break;
      case "array":
        type = arrayType(a, type, node.size, walk, isLeaf(node.of), node.at);
        if (walk.parameter && isLeaf(node.of)) type = qualifyParameter(a, type, node);
        node = node.of;
        break;
      case "function": {
        const scope = walk.scope.inner("prototype");
        type = functionType(a, type, node, scope);
        walk.parameters = scope;
        walk.oldStyle = node.oldStyle;
        node = node.of;
        break;
      }
      case "attributed":
        type = withAttributes(a, type, node.attributes, walk);
        node = node.of;
        break;
      default:
        return assertNever(node);
    }
  }
}

/** `void (*__attribute__((noreturn)) f(void))(int)`: of the function that is pointed to, where there is one; f returns (clang: FunctionTypeUnwrapper). */
function withAttributes(a: Analysis, type: TypeId, attributes: readonly Attribute[], walk: Walk): TypeId {
  if (!pointsToFunction(a, type)) return type;
  const facts = readAttributes(a, attributes, walk.scope);
  if (!saysOfFunction(facts)) return type;
  walk.taken = joined(walk.taken, attributes);
  return withFunctionFacts(a, type, facts);
}

function pointsToFunction(a: Analysis, type: TypeId): boolean {
  const shape = a.types.shape(type);
  return shape.kind === "pointer" ? pointsToFunction(a, shape.to) : shape.kind === "function";
}

const saysOfFunction = ({ noreturn, convention }: AttributeFacts): boolean => noreturn || convention !== undefined;

/** Of the declared thing itself. */
function ownFacts(
  a: Analysis,
  facts: AttributeFacts,
  all: readonly Attribute[],
  { scope, taken }: Walk,
): AttributeFacts {
  const rest = all.filter((one) => !taken.includes(one));
  const { noreturn, convention } = readAttributes(a, rest, scope);
  return { ...facts, noreturn, convention };
}

const isLeaf = (declarator: Declarator): boolean => declarator.kind === "name" || declarator.kind === "abstract";

/** `int a[const 3]` as a parameter: the qualifiers are the pointer's (C11 6.7.6.3p7). */
function qualifyParameter(a: Analysis, type: TypeId, node: Extract<Declarator, { kind: "array" }>): TypeId {
  const row = a.types.row(type);
  return row.kind === "array" ? qualified(a, a.types.pointer(row.of), node.qualifiers) : type;
}

/** The largest size of an object, BYTES, as a power of two below clang's own limit. */
const largestObject = 2n ** 60n;

function arrayType(
  a: Analysis,
  of: TypeId,
  size: Expression | "unspecified" | "star",
  walk: Walk,
  outermost: boolean,
  at: number,
): TypeId {
  const shape = a.types.shape(of);
  if (shape.kind === "error") return of;
  if (shape.kind === "function" || shape.kind === "void") {
    a.report("semantics/bad-array-size", "error", at, `array of ${shape.kind === "void" ? "void" : "functions"}`);
    return a.types.error;
  }
  if (isIncomplete(a, shape)) {
    a.report("semantics/incomplete-type", "error", at, "array of an incomplete type");
    return a.types.error;
  }
  if (size === "unspecified") return a.types.array(of, "incomplete");
  if (size === "star") return a.types.array(of, "variable");
  const typed = foldedOf(a, size, walk.scope);
  if (typed.value?.kind === "integer" && integerLike(a, typed.type)) {
    const length = typed.value.value;
    const { size: element, align } = a.sizes.sizeAlign(of) ?? { size: 1, align: 1 };
    if (element % align !== 0) {
      a.report("semantics/bad-array-size", "error", at, "an element's size is no multiple of its alignment");
      return a.types.error;
    }
    if (length < 0n || length * BigInt(element) >= largestObject || length > BigInt(Number.MAX_SAFE_INTEGER)) {
      a.report("semantics/bad-array-size", "error", size.at, `an array cannot have ${length} elements`);
      return a.types.error;
    }
    return a.types.array(of, Number(length));
  }
  const isUnknown = a.types.row(typed.type).kind === "error";
  if (walk.scope.kind !== "file" || (isUnknown && walk.parameter && outermost)) return a.types.array(of, "variable");
  if (!isUnknown) a.report("semantics/not-constant", "error", size.at, "array size is not constant");
  return a.types.error;
}

/** What it is made around: `x[2]` of `*x[2]`'s pointer. */
export const innerDeclarator = (declarator: Exclude<Declarator, DeclaratorLeaf>): Declarator =>
  declarator.kind === "pointer" || declarator.kind === "block-pointer" ? declarator.to : declarator.of;

export type DeclaratorLeaf = Extract<Declarator, { kind: "name" | "abstract" }>;

/** The name, or where it would stand. */
export function leafOf(declarator: Declarator): DeclaratorLeaf {
  let node = declarator;
  while (node.kind !== "name" && node.kind !== "abstract") node = innerDeclarator(node);
  return node;
}

/** Has the type fewer arrays than the declarator says? Of elements whose type only a macro's caller knows there is no array. */
export function losesArray(a: Analysis, type: TypeId, declarator: Declarator): boolean {
  let missing = 0;
  let node = declarator;
  while (node.kind !== "name" && node.kind !== "abstract") {
    if (node.kind === "array") missing++;
    node = innerDeclarator(node);
  }
  let at = a.types.shape(type);
  while (missing > 0 && (at.kind === "array" || at.kind === "pointer" || at.kind === "function")) {
    if (at.kind === "array") missing--;
    at = a.types.shape(at.kind === "pointer" ? at.to : at.kind === "array" ? at.of : at.returns);
  }
  return missing > 0;
}

/** So far (C11 6.2.5p22, 6.7.6.2p1): a record whose definition is still to come is incomplete here. */
function isIncomplete(a: Analysis, shape: CType): boolean {
  if (shape.kind === "record") return a.tags.records[shape.record].definition === undefined;
  return shape.kind === "array" && shape.length === "incomplete";
}

function functionType(
  a: Analysis,
  returns: TypeId,
  node: Extract<Declarator, { kind: "function" }>,
  scope: Scope,
): TypeId {
  const shape = a.types.shape(returns);
  if (shape.kind === "function" || shape.kind === "array") {
    a.report(
      "semantics/bad-specifiers",
      "error",
      node.at,
      `function returning ${shape.kind === "array" ? "an array" : "a function"}`,
    );
    return a.types.error;
  }
  const parameters: FunctionType["parameters"][number][] = [];
  const named = node.parameters.some(mayNameParameter);
  for (const parameter of node.parameters) {
    const declared = named ? declareParameter(a, parameter, scope, named) : plainParameter(a, parameter, scope);
    parameters.push({ name: declared.name, type: declared.type });
  }
  if (parameters.length === 1 && !node.variadic && parameters[0].name === undefined) {
    const { type } = parameters[0];
    if (a.types.shape(type).kind === "void" && (a.types.row(type).kind === "void" || a.types.qualifiers(type) === 0)) {
      parameters.length = 0;
    }
  }
  const type = a.types.function({
    returns,
    parameters,
    variadic: node.variadic,
    prototype: node.prototype,
    noreturn: false,
  });
  if (a.types.weight(type) <= mostTypes) return type;
  a.report("semantics/unsupported", "error", node.at, `a function type that is made of more than ${mostTypes} types`);
  return a.types.error;
}

/** Parameters of parameters: each level may double what has to be written, here and in rustc. */
const mostTypes = 100_000;

/** Whether a parameter's own declaration holds an expression, which may name the parameters before it. */
function mayNameParameter({ specifiers, declarator, attributes }: ParameterDeclaration): boolean {
  const { kind } = specifiers.type;
  if (attributes.length > 0 || specifiers.attributes.length > 0) return true;
  if (kind !== "basic" && kind !== "typedef-name" && !(kind === "record" && specifiers.type.members === undefined))
    return true;
  return declarator.kind !== "name" && declarator.kind !== "abstract" && !isPointerToName(declarator);
}

const isPointerToName = (declarator: Declarator): boolean =>
  declarator.kind === "pointer" && declarator.attributes.length === 0 && isLeaf(declarator.to);

/** One parameter whose declaration is as `mayNameParameter` denies: a type, at most one star, maybe a name. */
function plainParameter(
  a: Analysis,
  { specifiers, declarator }: ParameterDeclaration,
  scope: Scope,
): { readonly name: string | undefined; readonly type: TypeId } {
  let { type } = baseType(a, specifiers, scope);
  let leaf = declarator;
  if (leaf.kind === "pointer") {
    type = qualified(a, a.types.pointer(type), leaf.qualifiers);
    leaf = leaf.to;
  }
  return { name: leaf.kind === "name" ? leaf.name : undefined, type: adjusted(a, type) };
}

/** One parameter, its type adjusted (C11 6.7.6.3p7-8); `named`: its name is put into the scope. */
export function declareParameter(
  a: Analysis,
  parameter: ParameterDeclaration,
  scope: Scope,
  named: boolean,
): DeclaredName {
  const base = baseType(a, parameter.specifiers, scope);
  const attributes = joined(parameter.specifiers.attributes, parameter.attributes);
  const declared = declareName(a, base.type, parameter.declarator, attributes, scope, true);
  const type = adjusted(a, declared.type);
  if (named && declared.name !== undefined) scope.names.set(declared.name, { kind: "local", type });
  return type === declared.type ? declared : { ...declared, type };
}

/** Arrays and functions as parameters are pointers. */
export function adjusted(a: Analysis, type: TypeId): TypeId {
  const shape = a.types.shape(type);
  if (shape.kind === "array") return a.types.pointer(shape.of);
  return shape.kind === "function" ? a.types.pointer(type) : type;
}

export function joined<T>(first: readonly T[], second: readonly T[]): readonly T[] {
  if (second.length === 0) return first;
  return first.length === 0 ? second : [...first, ...second];
}

function attributesIn(declarator: Declarator): readonly Attribute[] {
  let found: readonly Attribute[] = [];
  let node = declarator;
  for (let depth = 0; depth <= nestingLimit; depth++) {
    switch (node.kind) {
      case "name":
      case "abstract":
        return found;
      case "pointer":
        found = joined(found, node.attributes);
        node = node.to;
        break;
      case "block-pointer":
        node = node.to;
        break;
      case "attributed":
        found = joined(found, node.attributes);
        node = node.of;
        break;
      case "array":
      case "function":
        node = node.of;
        break;
      default:
        return assertNever(node);
    }
  }
  return found;
}

/** GNU: noreturn and the calling convention are part of a function's type, also behind a pointer to one. */
function withFunctionFacts(a: Analysis, type: TypeId, facts: AttributeFacts): TypeId {
  const row = a.types.row(type);
  switch (row.kind) {
    case "function": {
      const convention = facts.convention ?? row.convention;
      return a.types.function({ ...row, noreturn: row.noreturn || facts.noreturn, convention });
    }
    case "pointer": {
      const to = withFunctionFacts(a, row.to, facts);
      return to === row.to ? type : a.types.pointer(to);
    }
    case "array": {
      const of = withFunctionFacts(a, row.of, facts);
      return of === row.of ? type : a.types.array(of, row.length);
    }
    case "typedef": {
      const named = a.types.shapeId(type);
      const same = withFunctionFacts(a, named, facts);
      return same === named ? type : a.types.qualify(same, a.types.qualifiers(type));
    }
    case "qualified":
      return a.types.qualify(withFunctionFacts(a, row.of, facts), a.types.qualifiers(type));
    default:
      return type;
  }
}

/** A type name (C11 6.7.7). */
export function typeOfName(a: Analysis, name: TypeName, scope: Scope): TypeId {
  const { type } = name.specifiers;
  const isDefining =
    (type.kind === "record" && type.members !== undefined) || (type.kind === "enum" && type.enumerators !== undefined);
  if (!isDefining) return newTypeOfName(a, name, scope);
  const known = scope.defining.get(name) ?? newTypeOfName(a, name, scope);
  scope.defining.set(name, known);
  return known;
}

function newTypeOfName(a: Analysis, name: TypeName, scope: Scope): TypeId {
  const base = baseType(a, name.specifiers, scope);
  if (name.declarator.kind === "abstract" && name.specifiers.attributes.length === 0) return base.type;
  return declareName(a, base.type, name.declarator, name.specifiers.attributes, scope).type;
}
