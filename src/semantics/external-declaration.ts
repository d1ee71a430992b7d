/**
 * External declarations (C11 6.9, 6.7): typedefs, functions, variables of the unit, each redeclaration merged with what was known (C11
 * 6.2.7p4: the composite type; attributes add up). In: declarations in order; out: rows of the analysis' tables.
 */
import { assertNever, type Bytes } from "../base/index.js";
import type {
  Declaration,
  DeclarationSpecifiers,
  ExternalDeclaration,
  FunctionDefinition,
  InitDeclarator,
  Initializer,
} from "../syntax/index.js";
import type { Analysis } from "./analysis.js";
import { type BodyOutcome, typeInitializer } from "./body/index.js";
import type { CFunction, CVariable } from "./c-program.js";
import type { FunctionType, Origin, TypedefId, TypeId } from "./c-type.js";
import { compatible, composite } from "./compatible-type.js";
import type { Constant } from "./constant.js";
import { promote } from "./conversion.js";
import { adjusted, type DeclaredName, declareName, joined } from "./declarator.js";
import { foldedValue } from "./folded.js";
import { arrayLengthOf, constexprValue } from "./initializer.js";
import { makeTransparent, nameRecord } from "./record-declaration.js";
import { autoType, type BaseType, baseType } from "./specifier.js";
import { staticAssert } from "./static-assert.js";
import { rvalue } from "./typed.js";

export function declareExternal(a: Analysis, declaration: ExternalDeclaration): void {
  switch (declaration.kind) {
    case "declaration":
      declareAll(a, declaration);
      return;
    case "function-definition":
      defineFunction(a, declaration);
      return;
    case "static-assert":
      staticAssert(a, declaration, a.file);
      return;
    case "file-asm":
      a.assembly.push(a.origins.declaration(declaration.at, declaration.at, declaration.end));
      return;
    case "empty":
      return;
    default:
      assertNever(declaration);
  }
}

function declareAll(a: Analysis, declaration: Declaration): void {
  const { specifiers, declarators } = declaration;
  const base = baseType(a, specifiers, a.file, declarators.length === 0);
  for (const init of declarators) {
    const { initializer } = init;
    const isAuto =
      specifiers.type.kind === "auto-type" && initializer !== undefined && initializer.kind !== "initializer-list";
    const start = isAuto ? autoType(a, specifiers, initializer, a.file) : base.type;
    const declared = declareName(a, start, init.declarator, joined(specifiers.attributes, init.attributes), a.file);
    if (declared.name === undefined) continue;
    const origin = a.origins.declaration(declared.at, declaration.at, declaration.end);
    nameUnnamed(a, base, declared, specifiers);
    if (specifiers.storage === "typedef") declareTypedef(a, declared, declared.name, origin);
    else if (a.types.shape(declared.type).kind === "function") {
      declareFunction(
        a,
        functionOf(a, declared, declared.name, specifiers, init.asmLabel, undefined, origin),
        declared.at,
      );
    } else declareVariable(a, declared, declared.name, specifiers, init, origin);
  }
}

/** A record without a tag is named by what is first declared with it. */
function nameUnnamed(a: Analysis, base: BaseType, declared: DeclaredName, specifiers: DeclarationSpecifiers): void {
  if (base.unnamed?.kind !== "record" || declared.name === undefined) return;
  const direct = declared.type === base.type;
  if (specifiers.storage === "typedef" && direct) {
    // The typedef's row is made next: it takes the next id.
    nameRecord(a, base.unnamed.record, { kind: "typedef", typedef: a.types.typedefs.length as never });
  } else {
    nameRecord(a, base.unnamed.record, { kind: "declaration", name: declared.name });
  }
}

function declareTypedef(a: Analysis, declared: DeclaredName, name: string, origin: Origin): void {
  if (declared.facts.transparentUnion) makeTransparent(a, declared.type);
  const known = a.file.names.get(name);
  if (known?.kind === "typedef") {
    const before = a.types.typedefs[known.typedef];
    if (!compatible(a, before.type, declared.type)) {
      a.report("semantics/redeclared", "error", declared.at, `typedef '${name}' is declared with another type`);
    } else alignTypedef(a, known.typedef, declared);
    return;
  }
  if (known !== undefined) {
    a.report("semantics/redeclared", "error", declared.at, `'${name}' is declared as something else`);
    return;
  }
  const typedef = a.types.addTypedef({
    name,
    type: declared.type,
    aligned: declared.facts.aligned,
    scope: "file",
    origin,
  });
  a.file.names.set(name, { kind: "typedef", typedef });
}

/** A typedef declared again with aligned(n): from there on its name has the larger alignment (clang: mergeAlignedAttrs). */
function alignTypedef(a: Analysis, id: TypedefId, { facts, at, name }: DeclaredName): void {
  const { aligned } = a.types.typedefs[id];
  if (facts.aligned === undefined || facts.aligned <= (aligned ?? 0)) return;
  // what was laid out by the name as it was is not done again
  if (a.sizes.isMeasured(a.types.typedef(id))) {
    a.report("semantics/redeclared", "error", at, `typedef '${name}' is declared with another alignment after its use`);
  } else a.types.alignTypedef(id, facts.aligned);
}

function functionOf(
  a: Analysis,
  declared: DeclaredName,
  name: string,
  specifiers: DeclarationSpecifiers,
  asmLabel: string | undefined,
  body: CFunction["body"],
  origin: Origin,
): CFunction {
  const type = a.types.shapeId(declared.type);
  const row = a.types.row(type) as FunctionType;
  return {
    name,
    type,
    storage: specifiers.storage === "static" ? "static" : "extern",
    inline: specifiers.inline,
    body,
    noreturn: specifiers.noreturn || declared.facts.noreturn || row.noreturn,
    weak: declared.facts.weak,
    returnsTwice: declared.facts.returnsTwice || (specifiers.storage !== "static" && a.rules.returnsTwice.has(name)),
    asmLabel,
    alias: declared.facts.alias,
    attributes: declared.attributes,
    overloads: false,
    origin,
  };
}

/** clang: Function Overloading in C. */
export const isOverloadable = ({ attributes }: CFunction): boolean =>
  attributes.some(({ name }) => name === "overloadable");

/**
 * Several functions of one name (clang: Function Overloading in C). At most one is without the attribute: it has the name for its symbol and
 * is the one that the program keeps, else the first. What is called by that name, the arguments and their attributes say: bodies cannot.
 */
function keptOverload(a: Analysis, before: CFunction, fn: CFunction): CFunction | undefined {
  const sameType = compatible(a, before.type, fn.type);
  if (isOverloadable(before) === isOverloadable(fn) && (sameType || !isOverloadable(fn))) return undefined;
  const kept = isOverloadable(before) && !isOverloadable(fn) ? fn : before;
  return { ...kept, overloads: true };
}

function declareFunction(a: Analysis, fn: CFunction, at: number): void {
  const known = a.file.names.get(fn.name);
  if (known === undefined) {
    a.file.names.set(fn.name, { kind: "function", index: a.functions.length });
    a.functions.push(fn);
    return;
  }
  const kept = known.kind === "function" ? keptOverload(a, a.functions[known.index], fn) : undefined;
  if (known.kind === "function" && kept !== undefined) {
    a.functions[known.index] = kept;
    return;
  }
  if (known.kind !== "function" || !compatible(a, a.functions[known.index].type, fn.type)) {
    a.report("semantics/redeclared", "error", at, `'${fn.name}' is declared with another type`);
    return;
  }
  const before = a.functions[known.index];
  if (before.body !== undefined && fn.body !== undefined) {
    a.report("semantics/redeclared", "error", at, `function '${fn.name}' is defined twice`);
  }
  a.functions[known.index] = {
    ...before,
    type: composite(a, before.type, fn.type),
    storage: before.storage === "static" || fn.storage === "static" ? "static" : "extern",
    inline: before.inline || fn.inline,
    body: before.body ?? fn.body,
    noreturn: before.noreturn || fn.noreturn,
    weak: before.weak || fn.weak,
    returnsTwice: before.returnsTwice || fn.returnsTwice,
    asmLabel: before.asmLabel ?? fn.asmLabel,
    alias: before.alias ?? fn.alias,
    attributes: joined(before.attributes, fn.attributes),
    origin: withComment(before.origin, fn.origin),
  };
}

/** The first declaration's place; a later one's comment where the first has none. */
function withComment(first: Origin, later: Origin): Origin {
  return first.comment === undefined && later.comment !== undefined ? { ...first, comment: later.comment } : first;
}

function defineFunction(a: Analysis, definition: FunctionDefinition): void {
  const { specifiers } = definition;
  const base = baseType(a, specifiers, a.file);
  const attributes = joined(specifiers.attributes, definition.attributes);
  const declared = declareName(a, base.type, definition.declarator, attributes, a.file);
  const shape = a.types.shape(declared.type);
  if (declared.name === undefined || shape.kind !== "function") {
    if (shape.kind !== "error")
      a.report("semantics/bad-specifiers", "error", declared.at, "a body behind what is no function");
    return;
  }
  const origin = a.origins.declaration(declared.at, definition.at, definition.end);
  const isOld = declared.oldStyle.length > 0;
  const typed = isOld ? { ...declared, type: oldStyleType(a, definition, declared, shape) } : declared;
  const body = { from: definition.bodyFrom, to: definition.bodyTo };
  const fn = functionOf(a, typed, declared.name, specifiers, definition.asmLabel, body, origin);
  declareFunction(a, fn, declared.at);
}

/** A K&R definition (C11 6.9.1p6): parameters arrive after the default argument promotions; those not declared are int. */
function oldStyleType(
  a: Analysis,
  definition: FunctionDefinition,
  declared: DeclaredName,
  shape: FunctionType,
): TypeId {
  const scope = declared.parameters ?? a.file.inner("prototype");
  const types = new Map<string, TypeId>();
  for (const { specifiers, declarators } of definition.parameterDeclarations) {
    const base = baseType(a, specifiers, scope);
    for (const { declarator, attributes } of declarators) {
      const parameter = declareName(a, base.type, declarator, joined(specifiers.attributes, attributes), scope, true);
      if (parameter.name !== undefined) types.set(parameter.name, adjusted(a, parameter.type));
    }
  }
  return a.types.function({
    ...shape,
    parameters: declared.oldStyle.map(({ name }) => ({
      name,
      type: promotedArgument(a, types.get(name) ?? a.types.integer("int")),
    })),
    prototype: false,
  });
}

/** Default argument promotions (C11 6.5.2.2p6). */
function promotedArgument(a: Analysis, type: TypeId): TypeId {
  const shape = a.types.shape(type);
  if (shape.kind === "float" && shape.name === "float") return a.types.float("double");
  if (shape.kind !== "integer") return type;
  const promoted = promote(a, rvalue(a.types.unqualified(type))).type;
  return promoted === a.types.shapeId(type) ? type : promoted;
}

function declareVariable(
  a: Analysis,
  declared: DeclaredName,
  name: string,
  specifiers: DeclarationSpecifiers,
  init: InitDeclarator,
  origin: Origin,
): void {
  const { initializer } = init;
  const known = a.file.names.get(name);
  const before = known?.kind === "variable" ? a.variables[known.index].type : undefined;
  // an earlier declaration may have said the length already (C11 6.2.7p3, p4)
  const said =
    before !== undefined && compatible(a, before, declared.type) ? composite(a, before, declared.type) : declared.type;
  const type = initializer === undefined ? declared.type : arrayLengthOf(a, said, initializer, a.file);
  const variable: CVariable = {
    name,
    type,
    storage: specifiers.storage === "static" ? "static" : "extern",
    threadLocal: specifiers.threadLocal,
    defined: specifiers.storage !== "extern" || initializer !== undefined,
    weak: declared.facts.weak,
    asmLabel: init.asmLabel,
    alias: declared.facts.alias,
    aligned: declared.facts.aligned,
    attributes: declared.attributes,
    value: undefined,
    origin,
  };
  const valued = (): CVariable => {
    const value = initializer && typeInitializer(a, type, initializer);
    if (value?.kind === "refused" && value.refusal.isError === true)
      a.report(
        "semantics/bad-expression",
        "error",
        value.refusal.at,
        `in the initializer of '${name}': ${value.refusal.why}`,
      );
    return { ...variable, value: specifiers.storage === "static" ? value : undefined };
  };
  if (known === undefined) {
    const index = a.variables.length;
    // its own initializer may name it (C11 6.2.1p7)
    a.file.names.set(name, { kind: "variable", index });
    a.variables.push(variable);
    const value = specifiers.constexpr ? constexprValue(a, type, initializer, a.file) : undefined;
    if (value !== undefined) a.file.names.set(name, { kind: "variable", index, value });
    a.variables[index] = valued();
    if (value === undefined) fold(a, name, index, initializer);
    return;
  }
  if (known.kind !== "variable" || !compatible(a, a.variables[known.index].type, type)) {
    a.report("semantics/redeclared", "error", declared.at, `'${name}' is declared with another type`);
    return;
  }
  a.variables[known.index] = mergeVariables(a, a.variables[known.index], valued());
  if (known.value === undefined) fold(a, name, known.index, initializer);
}

/** What clang takes for the object's value where it folds: another definition may replace a weak one. */
function fold(a: Analysis, name: string, index: number, initializer: Initializer | undefined): void {
  const { type, weak, value } = a.variables[index];
  if (initializer === undefined || weak || (value?.kind === "refused" && value.refusal.isError === true)) return;
  const folded = foldedValue(a, type, initializer, a.file);
  if (folded === undefined) return;
  a.file.names.set(name, { kind: "variable", index, folded });
  if (value?.kind !== "typed" || constexprValue(a, type, initializer, a.file) !== undefined) return;
  a.variables[index] = { ...a.variables[index], value: numberBody(folded, a.types.unqualified(type), value) };
}

/** In the stead of a body that calculates it from other objects: one that returns the number. */
function numberBody(
  constant: Exclude<Constant, { kind: "address" }>,
  type: TypeId,
  { body: { block } }: Extract<BodyOutcome, { kind: "typed" }>,
): BodyOutcome {
  const { at } = block;
  const value = { ...constant, text: undefined, name: undefined, type, at };
  return { kind: "typed", body: { locals: [], block: { statements: [{ kind: "return", value, at }], at } } };
}

function mergeVariables(a: Analysis, before: CVariable, later: CVariable): CVariable {
  return {
    ...before,
    type: composite(a, before.type, later.type),
    storage: before.storage === "static" || later.storage === "static" ? "static" : "extern",
    threadLocal: before.threadLocal || later.threadLocal,
    defined: before.defined || later.defined,
    weak: before.weak || later.weak,
    asmLabel: before.asmLabel ?? later.asmLabel,
    alias: before.alias ?? later.alias,
    aligned: largest(before.aligned, later.aligned),
    attributes: joined(before.attributes, later.attributes),
    value: before.value ?? later.value,
    origin: withComment(before.origin, later.origin),
  };
}

function largest(x: Bytes | undefined, y: Bytes | undefined): Bytes | undefined {
  if (x === undefined || y === undefined) return x ?? y;
  return x > y ? x : y;
}
