/**
 * The body of one function in Rust, behind its signature: what flow says of its variables, and an end where C has none. In: the state that its
 * locals are named in. Out: signature and block.
 */
import type { FunctionType, TypedBody } from "../../semantics/index.js";
import type { RustBlock, RustSignature, RustStatement } from "../rust-crate.js";
import type { BodyState } from "./body-state.js";
import { flowOf } from "./flow.js";
import { comment } from "./make.js";
import { zeroed } from "./place.js";
import { settled, withMutable } from "./settle.js";
import { translateStatements } from "./statement.js";

/** @param parameters Rust names, in order */
export function functionBody(
  outer: BodyState,
  type: FunctionType,
  noreturn: boolean,
  parameters: readonly string[],
  body: TypedBody["block"],
  neverReturns: (name: string) => boolean,
): { readonly signature: RustSignature; readonly block: RustBlock } {
  const { t } = outer;
  const returns = { type: t.types.canonical(type.returns).kind === "void" ? undefined : type.returns, noreturn };
  const s: BodyState = { ...outer, returns };
  // refuses a type that was not understood, also where the body does not touch it
  for (const one of type.parameters) s.types.key(one.type);
  const statements = translateStatements(s, body);
  const signature = t.types.signature(type, noreturn);
  const named: RustSignature = {
    ...signature,
    parameters: signature.parameters.map((one, index) => ({ ...one, name: parameters[index] })),
  };
  const flow = flowOf(parameters, { statements }, neverReturns);
  const whole = withoutLastReturn([...statements, ...ending(s, flow.endsByItself)], signature.returns === undefined);
  return { signature: withMutable(named, flow), block: { statements: settled(whole, flow, zeroed(s)) } };
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
