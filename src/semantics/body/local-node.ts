/**
 * Declarations inside a body (C11 6.2.2p6, 6.7, 6.8.2): local variables with their initializers in full form, statics, typedefs and tags
 * of a block, and what is declared there but lives outside.
 */
import type { Declaration, Declarator, InitDeclarator } from "../../syntax/index.js";
import type { TypeId } from "../c-type.js";
import { type DeclaredName, declareName, joined, losesArray } from "../declarator.js";
import { foldedValue } from "../folded.js";
import { arrayLengthOf, constexprValue } from "../initializer.js";
import type { Scope } from "../scope.js";
import { autoType, baseType } from "../specifier.js";
import type { TypedStatement } from "../typed-body.js";
import { isVariablyModified, lengthsDo, lengthsOf } from "./array-length.js";
import { addLocal, type BodyState, isIncomplete, openArrayReason, refuse, wrongBefore } from "./body-state.js";
import { buildValue, openTypeOf } from "./expression-node.js";
import { buildInitializer } from "./initializer-form.js";

export function declarationStatements(
  s: BodyState,
  declaration: Declaration,
  scope: Scope,
  out: TypedStatement[],
): void {
  const { a } = s;
  const { specifiers } = declaration;
  const base = baseType(a, specifiers, scope, declaration.declarators.length === 0);
  for (const init of declaration.declarators) {
    const { declarator, attributes, initializer } = init;
    const isAuto =
      specifiers.type.kind === "auto-type" && initializer !== undefined && initializer.kind !== "initializer-list";
    const start = isAuto ? autoType(a, specifiers, initializer, scope) : base.type;
    const declared = declareName(a, start, declarator, joined(specifiers.attributes, attributes), scope);
    if (declared.name === undefined) continue;
    if (specifiers.storage === "typedef") {
      if (isVariablyModified(s, declared.type)) evaluateLengths(s, declarator, scope, out);
      const typedef = a.types.addTypedef({
        name: declared.name,
        type: declared.type,
        aligned: declared.facts.aligned,
        scope: "block",
        origin: a.origins.declaration(declared.at, declaration.at, declaration.end),
      });
      scope.names.set(declared.name, { kind: "typedef", typedef });
      continue;
    }
    if (specifiers.storage === "extern" || a.types.shape(declared.type).kind === "function")
      declaredOutside(s, declared, init.asmLabel, declared.name, scope, out);
    else variable(s, declaration, init, declared, declared.name, scope, out);
  }
}

/** Where a typedef of an array stands, its lengths are evaluated (C11 6.7.8p3). What uses it has no translation. */
function evaluateLengths(s: BodyState, declarator: Declarator, scope: Scope, out: TypedStatement[]): void {
  if (!lengthsDo(declarator)) return;
  const lengths = lengthsOf(declarator) ?? refuse(declarator.at, "a type's length that does something");
  for (const length of lengths)
    out.push({ kind: "expression", expression: buildValue(s, length, scope).node, at: length.at });
}

/** `extern int x;` or a function: the unit's own where it has one, else known here only. */
function declaredOutside(
  s: BodyState,
  declared: DeclaredName,
  asmLabel: string | undefined,
  name: string,
  scope: Scope,
  out: TypedStatement[],
): void {
  const known = s.a.file.name(name);
  if (known?.kind === "function" || known?.kind === "variable") {
    scope.names.set(name, known);
    return;
  }
  const { at, type, facts } = declared;
  if (asmLabel !== undefined || facts.weak || facts.alias !== undefined)
    refuse(at, `declares ${name}, which nothing else declares, with a symbol of its own`);
  const local = addLocal(s, scope, { name, type, kind: "extern", at });
  out.push({ kind: "local", local, initializer: undefined, at });
}

function variable(
  s: BodyState,
  { specifiers }: Declaration,
  { declarator, asmLabel, initializer }: InitDeclarator,
  declared: DeclaredName,
  name: string,
  scope: Scope,
  out: TypedStatement[],
): void {
  const { at } = declared;
  if (specifiers.threadLocal) refuse(at, "a thread-local variable in a function");
  if (declared.attributes.some((attribute) => attribute.name === "cleanup")) refuse(at, "attribute cleanup");
  if (isVariablyModified(s, declared.type)) refuse(at, "array of variable length");
  if (losesArray(s.a, declared.type, declarator)) refuse(at, openArrayReason);
  const kind = specifiers.storage === "static" ? "static" : "automatic";
  const register = asmLabel;
  const { aligned } = declared.facts;
  // The name is in scope in its own initializer (6.2.1p7).
  const like = openTypeOf(s, specifiers, declared.type, scope);
  const local = addLocal(s, scope, { name, type: declared.type, kind, at, aligned, register, like });
  if (initializer === undefined) {
    requireComplete(s, declared.type, at);
    out.push({ kind: "local", local, initializer: undefined, at });
    return;
  }
  const type = arrayLengthOf(s.a, declared.type, initializer, scope);
  const value = specifiers.constexpr ? constexprValue(s.a, type, initializer, scope) : undefined;
  if (type !== declared.type || value !== undefined) {
    s.locals[local].type = type;
    scope.names.set(name, { kind: "local", type, local, aligned, value });
  }
  requireComplete(s, type, at);
  const form = buildInitializer(s, type, initializer, scope);
  const folded = value === undefined ? foldedValue(s.a, type, initializer, scope) : undefined;
  if (folded !== undefined) scope.names.set(name, { kind: "local", type, local, aligned, folded });
  out.push({ kind: "local", local, initializer: form, at });
}

function requireComplete(s: BodyState, type: TypeId, at: number): void {
  const { kind } = s.a.types.shape(type);
  if (kind === "complex") refuse(at, "complex arithmetic");
  if (kind === "void" || isIncomplete(s, type)) wrongBefore(s, type, at, "a variable of incomplete type");
  if (kind !== "error" && s.a.sizes.sizeOf(type) === undefined) refuse(at, "a variable without a constant size");
}
