/**
 * Declarations that a macro puts at file scope, understood (C11 6.7, 6.9): variables with their initializers in full form and what their
 * attributes ask for, records, assertions, assembly. In: external declarations with placeholders in them; out: things in their order.
 */
import type { ExpansionTable, TokenStream } from "../../preprocess/index.js";
import type {
  Attribute,
  CompoundStatement,
  Declaration,
  ExternalDeclaration,
  FunctionDefinition,
  InitDeclarator,
} from "../../syntax/index.js";
import type { Analysis } from "../analysis.js";
import type { TypeId } from "../c-type.js";
import { type DeclaredName, declareName, joined, losesArray } from "../declarator.js";
import type { Defined } from "../definition-template.js";
import { arrayLengthOf } from "../initializer.js";
import type { Scope } from "../scope.js";
import { baseType } from "../specifier.js";
import { readString } from "../text-literal.js";
import { Qualifier } from "../type-table.js";
import type { BodyRefusal, LocalVariable, ParameterHint } from "../typed-body.js";
import { addLocal, type BodyState, newState, openArrayReason, refuse } from "./body-state.js";
import { buildValue } from "./expression-node.js";
import { buildInitializer } from "./initializer-form.js";
import { blockOf } from "./statement-node.js";
import { bindParameters, declareParameters, finishLabels, type MacroParameter, refusals } from "./type-body.js";

export interface DefinitionInput {
  readonly declarations: readonly ExternalDeclaration[];
  /** Of the functions among them; undefined for one that is no C. */
  readonly bodies: ReadonlyMap<FunctionDefinition, CompoundStatement | undefined>;
  readonly parameters: readonly MacroParameter[];
  readonly scope: Scope;
  /** Variables that the macro refers to by names it puts together; others declare them. */
  readonly outside: ReadonlyMap<string, TypeId>;
  readonly tokens: TokenStream;
  readonly expansions: ExpansionTable;
}

export type DefinitionOutcome =
  | {
      readonly kind: "typed";
      readonly locals: readonly LocalVariable[];
      readonly things: readonly Defined[];
      readonly hints: readonly ParameterHint[];
    }
  | { readonly kind: "refused"; readonly refusal: BodyRefusal; readonly hints: readonly ParameterHint[] };

export function typeDefinitions(a: Analysis, input: DefinitionInput): DefinitionOutcome {
  const { tokens, expansions } = input;
  const s = newState(a, { tokens, expansions, comments: false, function: undefined });
  const scope = input.scope.inner("block");
  bindParameters(s, scope, input.parameters);
  const outcome = refusals(0, () => {
    const things: Defined[] = [];
    for (const [name, type] of input.outside) {
      const local = addLocal(s, scope, { name, type, kind: "static", at: -1 });
      things.push({ ...bare, kind: "variable", local, storage: "extern" });
    }
    for (const declaration of input.declarations) define(s, declaration, scope, input.bodies, things);
    return { kind: "typed", locals: s.locals, things } as const;
  });
  return { ...outcome, hints: s.hints };
}

const bare = {
  section: undefined,
  used: false,
  weak: false,
  aligned: undefined,
  constant: false,
  initializer: undefined,
} as const;

function define(
  s: BodyState,
  declaration: ExternalDeclaration,
  scope: Scope,
  bodies: DefinitionInput["bodies"],
  out: Defined[],
): void {
  switch (declaration.kind) {
    case "declaration":
      defineAll(s, declaration, scope, out);
      return;
    case "static-assert": {
      const condition = buildValue(s, declaration.condition, scope).node;
      // one that no argument has a part in was checked when the header was read
      if (condition.kind === "integer" && condition.value !== 0n) return;
      out.push({ kind: "assertion", condition, message: declaration.message });
      return;
    }
    case "file-asm":
      out.push({ kind: "assembly", text: declaration.text });
      return;
    case "function-definition":
      out.push(definedFunction(s, declaration, bodies.get(declaration), scope));
      return;
    case "empty":
      return;
  }
}

/** A function of the macro's own: its body sees what the macro defines, and the macro's arguments. */
function definedFunction(
  s: BodyState,
  definition: FunctionDefinition,
  body: CompoundStatement | undefined,
  scope: Scope,
): Defined {
  const { a } = s;
  const { specifiers, at } = definition;
  if (body === undefined) return refuse(at, "defines a function whose body is no C");
  const base = baseType(a, specifiers, scope);
  const attributes = joined(specifiers.attributes, definition.attributes);
  const { name, type } = declareName(a, base.type, definition.declarator, attributes, scope);
  const shape = a.types.shape(type);
  if (name === undefined || shape.kind !== "function") return refuse(at, "a body behind what is no function");
  const local = addLocal(s, scope, { name, type, kind: "static", at });
  const inner = scope.inner("block");
  const first = s.locals.length;
  const own: BodyState = {
    ...s,
    // stands wherever the macro is called: behind all that the unit declares
    function: { name, returns: shape.returns, end: Number.POSITIVE_INFINITY },
    labels: new Set(),
    gotos: [],
    switches: [],
  };
  declareParameters(own, shape, definition, inner);
  const parameters = s.locals.slice(first).map(({ id }) => id);
  const block = blockOf(own, body, inner);
  finishLabels(own);
  return {
    kind: "function",
    local,
    storage: specifiers.storage === "static" ? "static" : "global",
    parameters,
    block,
  };
}

function defineAll(s: BodyState, declaration: Declaration, scope: Scope, out: Defined[]): void {
  const { a } = s;
  const { specifiers, declarators } = declaration;
  const base = baseType(a, specifiers, scope, declarators.length === 0);
  const { type } = specifiers;
  if (type.kind === "record" && type.members !== undefined) {
    const shape = a.types.shape(base.type);
    if (shape.kind === "record") out.push({ kind: "record", record: shape.record });
  } else if (type.kind === "enum" && type.enumerators !== undefined) refuse(type.at, "defines an enum");
  for (const init of declarators) {
    const attributes = joined(specifiers.attributes, init.attributes);
    const declared = declareName(a, base.type, init.declarator, attributes, scope);
    if (declared.name === undefined) continue;
    if (specifiers.storage === "typedef") refuse(declared.at, "defines a type name");
    if (specifiers.threadLocal) refuse(declared.at, "defines a thread-local variable");
    if (declared.facts.alias !== undefined) refuse(declared.at, "makes one symbol the alias of another");
    if (losesArray(a, declared.type, init.declarator)) refuse(declared.at, openArrayReason);
    if (a.types.shape(declared.type).kind === "function")
      out.push({ kind: "function-declaration", name: declared.name, type: declared.type });
    else defineVariable(s, declaration, init, declared, declared.name, scope, out);
  }
}

function defineVariable(
  s: BodyState,
  { specifiers }: Declaration,
  { initializer, asmLabel }: InitDeclarator,
  declared: DeclaredName,
  name: string,
  scope: Scope,
  out: Defined[],
): void {
  const { a } = s;
  const { at, facts, attributes } = declared;
  if (asmLabel !== undefined) refuse(at, "defines a variable whose symbol has another name");
  const known = scope.names.get(name);
  if (known?.kind === "local" && known.local !== undefined) refuse(at, "declares a variable twice");
  const type = initializer === undefined ? declared.type : arrayLengthOf(a, declared.type, initializer, scope);
  // The name is in scope in its own initializer (6.2.1p7).
  const local = addLocal(s, scope, { name, type, kind: "static", at });
  const section = attributes.find((attribute) => attribute.name === "section");
  out.push({
    kind: "variable",
    local,
    storage:
      specifiers.storage === "static"
        ? "static"
        : isDeclaredOnly(specifiers.storage, initializer)
          ? "extern"
          : "global",
    section: section === undefined ? undefined : sectionName(section),
    used: attributes.some((attribute) => attribute.name === "used"),
    weak: facts.weak,
    aligned: facts.aligned,
    constant: (a.types.qualifiers(type) & Qualifier.const) !== 0,
    initializer: initializer === undefined ? undefined : buildInitializer(s, type, initializer, scope),
  });
}

const isDeclaredOnly = (storage: string | undefined, initializer: unknown): boolean =>
  storage === "extern" && initializer === undefined;

function sectionName({ arguments: [first], at }: Attribute): string {
  if (first === undefined || first.kind !== "string") return refuse(at, "a section without a name");
  return String.fromCharCode(...(readString(first.pieces)?.units ?? []));
}
