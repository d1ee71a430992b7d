/**
 * Typing the bodies of functions and macros. In: syntax and the unit's analysis; out: a TypedBody, or what stands in the way. Bodies may
 * add types to the unit's tables: the program is finished after them.
 */

import type { ExpansionTable, TokenStream } from "../../preprocess/index.js";
import type {
  BlockItem,
  CompoundStatement,
  Declarator,
  Expression,
  FunctionDefinition,
  Initializer,
} from "../../syntax/index.js";
import type { Analysis } from "../analysis.js";
import type { CFunction } from "../c-program.js";
import type { FunctionType, TypeId } from "../c-type.js";
import { innerDeclarator, leafOf } from "../declarator.js";
import type { Scope } from "../scope.js";
import type { BodyRefusal, ParameterHint, TypedBody, TypedExpression } from "../typed-body.js";
import { isVariablyModified, lengthsDo } from "./array-length.js";
import { addLocal, type BodyState, newState, Refused, refuse, wrong } from "./body-state.js";
import { build } from "./expression-node.js";
import { buildInitializer } from "./initializer-form.js";
import { blockOf } from "./statement-node.js";

export interface BodyInput {
  readonly function: CFunction;
  readonly definition: FunctionDefinition;
  readonly body: CompoundStatement;
}

export type BodyOutcome =
  | { readonly kind: "typed"; readonly body: TypedBody }
  | { readonly kind: "refused"; readonly refusal: BodyRefusal };

/** Parameters are the first rows of `locals`, in order. */
export function typeBody(a: Analysis, { function: fn, definition, body }: BodyInput): BodyOutcome {
  return refusals(definition.at, (): BodyOutcome => {
    const shape = a.types.shape(fn.type);
    if (shape.kind !== "function") return refuse(definition.at, "no function");
    // GCC: Common Function Attributes: no prologue, no epilogue
    if (fn.attributes.some(({ name }) => name === "naked"))
      return refuse(definition.at, "naked: its assembly is all there is of it");
    if (shape.parameters.some(({ type }) => isTransparent(a, type)))
      return refuse(definition.at, "a parameter that is a transparent union");
    const { tokens, expansions } = a.unit;
    const end = fn.body?.to ?? tokens.count;
    const s = newState(a, {
      tokens,
      expansions,
      comments: true,
      function: { name: fn.name, returns: shape.returns, end },
    });
    const scope = a.file.inner("block");
    declareParameters(s, shape, definition, scope);
    const block = blockOf(s, body, scope);
    finishLabels(s);
    return { kind: "typed", body: { locals: s.locals, block } };
  });
}

/** The value of an initialized object, as a body that returns it. */
export function typeInitializer(a: Analysis, type: TypeId, initializer: Initializer): BodyOutcome {
  const { at } = initializer;
  return refusals(at, (): BodyOutcome => {
    const { tokens, expansions } = a.unit;
    const s = newState(a, { tokens, expansions, comments: false, function: undefined });
    const form = buildInitializer(s, type, initializer, a.file.inner("block"));
    const value: TypedExpression = { kind: "compound-literal", initializer: form, type: a.types.unqualified(type), at };
    return { kind: "typed", body: { locals: s.locals, block: { statements: [{ kind: "return", value, at }], at } } };
  });
}

/** Rust's functions take its first member. */
function isTransparent(a: Analysis, type: TypeId): boolean {
  const shape = a.types.shape(type);
  return shape.kind === "record" && a.tags.records[shape.record].definition?.transparent === true;
}

export function refusals<T>(
  at: number,
  work: () => T,
): T | { readonly kind: "refused"; readonly refusal: BodyRefusal } {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { why, isError, incomplete, undeclared } = error;
    return { kind: "refused", refusal: { at: error.at < 0 ? at : error.at, why, isError, incomplete, undeclared } };
  }
}

/** Types are the function's, names those of the definition. */
export function declareParameters(
  s: BodyState,
  shape: FunctionType,
  definition: FunctionDefinition,
  scope: Scope,
): void {
  const declarator = functionDeclarator(definition.declarator);
  if (declarator === undefined) refuse(definition.at, "no function declarator");
  else if (declarator.oldStyle.length > 0) refuse(definition.at, "a definition in the old style");
  else
    shape.parameters.forEach(({ type, name }, index) => {
      const parameter = declarator.parameters[index];
      const leaf = parameter && leafOf(parameter.declarator);
      if (isVariablyModified(s, type)) refuse(definition.at, "array of variable length");
      if (parameter !== undefined && lengthsDo(parameter.declarator))
        refuse(definition.at, "the length of a parameter's array changes something");
      const own = leaf?.kind === "name" ? leaf.name : undefined;
      // A parameter without a name keeps its place among the locals.
      const declared = own ?? name ?? "";
      const at = leaf?.at ?? definition.at;
      addLocal(s, own === undefined ? scope.inner("block") : scope, { name: declared, type, kind: "parameter", at });
    });
}

/** The declarator that makes the name a function: the one nearest to the name. */
function functionDeclarator(declarator: Declarator): Extract<Declarator, { kind: "function" }> | undefined {
  let found: Extract<Declarator, { kind: "function" }> | undefined;
  let node = declarator;
  while (node.kind !== "name" && node.kind !== "abstract") {
    if (node.kind === "function") found = node;
    node = innerDeclarator(node);
  }
  return found;
}

export function finishLabels(s: BodyState): void {
  for (const { target, at } of s.gotos) if (!s.labels.has(target)) wrong(at, `label '${target}' does not exist`);
}

export interface MacroParameter {
  readonly name: string;
  /** Undefined where nothing is assumed: the outcome then says what the uses want. */
  readonly type: TypeId | undefined;
  /** Whether the argument is an object that the body may assign or take the address of. */
  readonly lvalue: boolean;
  /** The arguments of `...`. */
  readonly variadic?: boolean;
  /** Those that are `.member = value`. */
  readonly members?: boolean;
  /** Those of `...` that are initializers: where they stand in an array's list, the elements from there on. */
  readonly elements?: boolean;
  /** A variable of the body's own, as a function's parameter is: its type is known. */
  readonly local?: boolean;
  /** What such a variable is called, where `name` is a placeholder. */
  readonly shown?: string;
}

export interface FragmentInput {
  readonly fragment:
    | { readonly kind: "expression"; readonly expression: Expression }
    | { readonly kind: "statements"; readonly items: readonly BlockItem[] };
  readonly parameters: readonly MacroParameter[];
  /** Variables that the macro refers to by names it puts together; others declare them. */
  readonly outside?: ReadonlyMap<string, TypeId>;
  /** Typedefs and tags that are the caller's, under the names of their placeholders. */
  readonly scope?: Scope | undefined;
  /** The stream that the fragment was parsed from, and the expansions that it names. */
  readonly tokens?: TokenStream;
  readonly expansions?: ExpansionTable;
}

export type FragmentOutcome =
  /** `value`: of an expression, not yet converted (an lvalue stays one); `body.block` is then empty. */
  | {
      readonly kind: "typed";
      readonly body: TypedBody;
      readonly value: TypedExpression | undefined;
      readonly lvalue: boolean;
    }
  /** A parameter without a type is used where its type matters: such nodes have the error type. */
  | {
      readonly kind: "unresolved";
      readonly body: TypedBody;
      readonly value: TypedExpression | undefined;
      readonly lvalue: boolean;
      readonly hints: readonly ParameterHint[];
    }
  | { readonly kind: "refused"; readonly refusal: BodyRefusal; readonly hints: readonly ParameterHint[] };

export function bindParameters(s: BodyState, scope: Scope, parameters: readonly MacroParameter[]): void {
  parameters.forEach((parameter, index) => {
    const { name, type, lvalue, variadic = false, members = false, elements = false, local = false, shown } = parameter;
    if (local && type !== undefined) {
      const id = addLocal(s, scope.inner("block"), { name: shown ?? name, type, kind: "parameter", at: -1 });
      scope.names.set(name, { kind: "local", type, local: id });
      return;
    }
    const seen = type ?? s.a.types.error;
    scope.names.set(name, {
      kind: "local",
      type: seen,
      macroParameter: { index, lvalue, variadic, members, elements },
    });
  });
}

/** A macro's body, with its parameters as variables of the given types. Names are looked up at the end of the unit. */
export function typeFragment(
  a: Analysis,
  { fragment, parameters, outside, scope: outer, tokens, expansions }: FragmentInput,
): FragmentOutcome {
  const s = newState(a, { tokens, expansions, comments: false, function: undefined });
  const scope = (outer ?? a.file).inner("block");
  bindParameters(s, scope, parameters);
  for (const [name, type] of outside ?? []) addLocal(s, scope, { name, type, kind: "extern", at: -1 });
  const outcome = refusals(0, () => {
    let value: TypedExpression | undefined;
    let lvalue = false;
    let statements: TypedBody["block"]["statements"] = [];
    if (fragment.kind === "expression") {
      const built = build(s, fragment.expression, scope.inner("block"));
      value = built.node;
      lvalue = built.typed.lvalue;
    } else {
      const at = fragment.items[0]?.at ?? 0;
      const compound: CompoundStatement = { kind: "compound", items: fragment.items, at, end: at };
      statements = blockOf(s, compound, scope.inner("block")).statements;
      finishLabels(s);
    }
    return { kind: "typed", body: { locals: s.locals, block: { statements, at: 0 } }, value, lvalue } as const;
  });
  if (outcome.kind === "refused") return { ...outcome, hints: s.hints };
  return s.unresolved ? { ...outcome, kind: "unresolved", hints: s.hints } : outcome;
}
