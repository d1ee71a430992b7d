/**
 * Constant objects that every C file has for itself: `static const int rates[] = { … };` in a header. In: such a variable with the body that gives
 * its value. Out: a job for `body-item.ts` that makes a constant of it; Rust copies the value where C would read the object.
 */
import type { CVariable } from "../semantics/index.js";
import type { TranslatedBody } from "./body/index.js";
import { type BodyJob, withoutParameters } from "./body-item.js";
import { constantItem, isConstant } from "./constant-expression.js";
import type { Translation } from "./translation.js";

/** Undefined where the variable is none of those, or Rust cannot have its value when it compiles. */
export function staticConstantJob(t: Translation, variable: CVariable): BodyJob | undefined {
  const { name, origin, value } = variable;
  const statement = value?.kind === "typed" ? value.body.block.statements[0] : undefined;
  if (value?.kind !== "typed" || statement?.kind !== "return" || statement.value === undefined) return undefined;
  if (!isConstant(t, statement.value) || t.types.unpassable(variable.type) !== undefined) return undefined;
  const item = (body: TranslatedBody) => constantItem(t, name, origin, body);
  const type = withoutParameters(variable.type);
  return { what: "variable", name, origin, type, noreturn: false, notes: [], outcome: value, item };
}
