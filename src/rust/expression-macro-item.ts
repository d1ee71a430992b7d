/**
 * Object-like macros that are expressions (`curthread`, `NULL`, `V_ifnet`). In: such macros with their typed bodies. Out: jobs for `body-item.ts`:
 * a constant where Rust can work the value out when it compiles, else a function that is called where C has the name. One whose
 * expression designates an object gives a pointer to it, so that it can be read and assigned.
 */
import type { CMacro, ExpressionMeaning } from "../semantics/index.js";
import type { TranslatedBody } from "./body/index.js";
import { type BodyJob, withoutParameters } from "./body-item.js";
import { constantItem, isConstant } from "./constant-expression.js";
import type { RustItem } from "./rust-crate.js";
import { rustName } from "./rust-name.js";
import type { Translation } from "./translation.js";

export function expressionMacroJob(t: Translation, macro: CMacro, meaning: ExpressionMeaning): BodyJob {
  const { name, origin } = macro;
  const { form, outcome } = meaning;
  const call = `${rustName(name)}()`;
  const notes = form === "object" ? [`An object: \`*${call}\` reads it, \`*${call} = value\` writes it.`] : [];
  const job = { what: "macro", name, origin, type: withoutParameters(meaning.type), noreturn: false, notes } as const;
  const why = form === "object" || outcome.kind !== "typed" ? undefined : t.types.valueless(meaning.type);
  if (why !== undefined) return { ...job, outcome: { kind: "refused", refusal: { at: -1, why } } };
  const item = (body: TranslatedBody): RustItem | undefined =>
    isConstantValue(t, meaning) ? constantItem(t, name, origin, body) : undefined;
  return { ...job, outcome, item };
}

/** Can Rust tell the value without running code? */
function isConstantValue(t: Translation, { form, outcome }: ExpressionMeaning): boolean {
  if (form === "object" || outcome.kind !== "typed") return false;
  const [statement] = outcome.body.block.statements;
  return statement?.kind === "return" && statement.value !== undefined && isConstant(t, statement.value);
}
