/**
 * Bodies of functions in Rust. In: what stands in front of a body, and the TypedBody. Out: its Rust block with all that it refers to, or why there is
 * none. `scope` says which names of file scope are items of the crate.
 */
import type { BodyRefusal, FunctionType, TypedBody } from "../../semantics/index.js";
import type { LayoutHelper } from "../record-shape.js";
import type { RustBlock, RustSignature, RustStatement } from "../rust-crate.js";
import type { Translation } from "../translation.js";
import { type BodyScope, type BodyState, Refusal } from "./body-state.js";
import type { BodyTypes } from "./body-type.js";
import { flowOf } from "./flow.js";
import { nameLocals } from "./local-names.js";
import { comment } from "./make.js";
import { zeroed } from "./place.js";
import { settled, withMutable } from "./settle.js";
import { translateStatements } from "./statement.js";

export type { BodyScope, KnownConstant, MacroContext } from "./body-state.js";
export { type BodyTypes, createBodyTypes } from "./body-type.js";
export { type DefinitionTranslation, translateDefinitions } from "./definition.js";
export { type TranslatedTemplate, translateTemplate } from "./template.js";

/** What stands in front of a body. */
export interface BodyHeader {
  readonly name: string;
  readonly type: FunctionType;
  readonly noreturn: boolean;
}

export interface BodyRequest {
  readonly translation: Translation;
  readonly types: BodyTypes;
  readonly scope: BodyScope;
  readonly function: BodyHeader;
  readonly body: TypedBody;
  /** Rust names of functions whose calls never end. */
  readonly neverReturns: (name: string) => boolean;
}

export interface TranslatedBody {
  readonly kind: "translated";
  readonly signature: RustSignature;
  readonly block: RustBlock;
  /** C names of the values it refers to. */
  readonly values: readonly string[];
  readonly helpers: readonly LayoutHelper[];
  /** Inline functions whose address it takes. */
  readonly addressTaken: readonly string[];
}

export type BodyTranslation = TranslatedBody | { readonly kind: "refused"; readonly refusal: BodyRefusal };

export function translateBody(request: BodyRequest): BodyTranslation {
  try {
    return translated(request);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: "refused", refusal: { why: error.why, at: error.at } };
  }
}

function translated({ translation: t, types, scope, function: fn, body, neverReturns }: BodyRequest): BodyTranslation {
  const { type } = fn;
  if (type.variadic) return { kind: "refused", refusal: { why: "stable Rust has no variadic definitions", at: -1 } };
  const { names, shared, taken } = nameLocals(body.locals, scope.isValue);
  const noreturn = fn.noreturn || type.noreturn;
  const s: BodyState = {
    t,
    types,
    scope,
    body,
    functionName: fn.name,
    returns: { type: t.types.canonical(type.returns).kind === "void" ? undefined : type.returns, noreturn },
    localNames: names,
    values: new Set(),
    addressTaken: new Set(),
    helpers: new Set(),
    ahead: new Set(),
    shared,
    taken,
    labels: new Map(),
    jumps: [],
    pending: [],
  };
  const statements = translateStatements(s, body.block);
  const signature = t.types.signature(type, noreturn);
  const named: RustSignature = {
    ...signature,
    parameters: signature.parameters.map((one, index) => ({ ...one, name: names[index] })),
  };
  const parameters = names.slice(0, type.parameters.length);
  const flow = flowOf(parameters, { statements }, neverReturns);
  const whole = withoutLastReturn([...statements, ...ending(s, flow.endsByItself)], signature.returns === undefined);
  return {
    kind: "translated",
    signature: withMutable(named, flow),
    block: { statements: settled(whole, flow, zeroed(s)) },
    values: [...s.values],
    helpers: [...s.helpers],
    addressTaken: [...s.addressTaken],
  };
}

/** Behind a body whose end Rust could come to where C's would have no value. */
function ending(s: BodyState, endsByItself: boolean): RustStatement[] {
  if (!endsByItself) return [];
  if (s.returns.noreturn) {
    return [
      comment("CHANGED: C promises that this does not return; Rust wants to see it."),
      { kind: "loop", label: undefined, body: { statements: [] } },
    ];
  }
  if (s.returns.type === undefined) return [];
  return [comment("CHANGED: C gives no value here; Rust wants one."), { kind: "return", value: zeroed(s) }];
}

/** `return;` at the very end says nothing. */
function withoutLastReturn(statements: readonly RustStatement[], isVoid: boolean): readonly RustStatement[] {
  const last = statements.at(-1);
  return isVoid && last?.kind === "return" && last.value === undefined ? statements.slice(0, -1) : statements;
}
