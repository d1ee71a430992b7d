/**
 * Bodies of functions in Rust. In: what stands in front of a body, and the TypedBody. Out: its Rust block with all that it refers to, or why there is
 * none. `scope` says which names of file scope are items of the crate.
 */
import type { BodyRefusal, FunctionType, TypedBody } from "../../semantics/index.js";
import type { LayoutHelper } from "../record-shape.js";
import type { RustBlock, RustSignature } from "../rust-crate.js";
import type { Translation } from "../translation.js";
import { type BodyScope, newBodyState, Refusal } from "./body-state.js";
import type { BodyTypes } from "./body-type.js";
import { functionBody } from "./function-body.js";
import { nameLocals } from "./local-names.js";

export type { BodyScope, KnownConstant, MacroContext } from "./body-state.js";
export { type BodyTypes, createBodyTypes } from "./body-type.js";
export { type DefinitionTranslation, translateDefinitions } from "./definition.js";
export { namedArgument } from "./several-arguments.js";
export { type TranslatedTemplate, translateTemplate } from "./template.js";
export { readOfVariable, takesAddressOfOwn, visitRows } from "./visit.js";

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
  const locals = nameLocals(body.locals, scope.isValue);
  const noreturn = fn.noreturn || type.noreturn;
  const given = {
    t,
    types,
    scope,
    body,
    functionName: fn.name,
    returns: { type: undefined, noreturn },
  };
  const s = newBodyState(given, locals);
  const parameters = locals.names.slice(0, type.parameters.length);
  const { signature, block } = functionBody(s, type, noreturn, parameters, body.block, neverReturns);
  return {
    kind: "translated",
    signature,
    block,
    values: [...s.values],
    helpers: [...s.helpers],
    addressTaken: [...s.addressTaken],
  };
}
