/** The answers of `flow.ts` put into a body: `mut` where it is needed, zeroes where C leaves a variable without a value that Rust wants. */
import type { RustExpression, RustSignature, RustStatement } from "../rust-crate.js";
import type { BodyFlow } from "./flow.js";

export function settled<T>(data: T, flow: BodyFlow, zeroed: RustExpression): T {
  if (flow.variables.size === 0) return data;
  return rebuild(data, (statement) => {
    const found = flow.variables.get(statement);
    if (found === undefined) return statement;
    const value = statement.value ?? (found.needsValue ? zeroed : undefined);
    const mutable = statement.value === undefined && found.needsValue ? found.assigned || found.mutable : found.mutable;
    return value === statement.value && mutable === statement.mutable ? statement : { ...statement, value, mutable };
  }) as T;
}

type Let = Extract<RustStatement, { readonly kind: "let" }>;

/** A copy with each `let` replaced; the same objects where nothing changes. */
function rebuild(data: unknown, change: (statement: Let) => Let): unknown {
  if (Array.isArray(data)) {
    let out: unknown[] | undefined;
    for (let i = 0; i < data.length; i++) {
      const made = rebuild(data[i], change);
      if (made !== data[i]) {
        out ??= [...data];
        out[i] = made;
      }
    }
    return out ?? data;
  }
  if (typeof data !== "object" || data === null) return data;
  const row = data as Record<string, unknown>;
  let out: Record<string, unknown> = row;
  if (row.kind === "let") out = change(data as Let) as unknown as Record<string, unknown>;
  for (const key in out) {
    const value = out[key];
    if (typeof value !== "object" || value === null) continue;
    const made = rebuild(value, change);
    if (made === value) continue;
    if (out === row) out = { ...row };
    out[key] = made;
  }
  return out;
}

export function withMutable(signature: RustSignature, flow: BodyFlow): RustSignature {
  if (!signature.parameters.some((one) => one.name !== undefined && flow.parameters.get(one.name)?.mutable))
    return signature;
  return {
    ...signature,
    parameters: signature.parameters.map((one) =>
      one.name !== undefined && flow.parameters.get(one.name)?.mutable ? { ...one, mutable: true } : one,
    ),
  };
}
