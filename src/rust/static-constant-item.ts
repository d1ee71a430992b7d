/**
 * Constant objects that every C file has for itself: `static const int rates[] = { … };` in a header. In: such a variable with the body that gives
 * its value. Out: a job for `body-item.ts` that makes a constant of it; Rust copies the value where C would read the object.
 */
import type { CVariable } from "../semantics/index.js";
import type { TranslatedBody } from "./body/index.js";
import { type BodyJob, withoutParameters } from "./body-item.js";
import { constantItem, isConstant, isNumberedFunction } from "./constant-expression.js";
import type { Translation } from "./translation.js";

/** What gives the value: a constant, or a function where rustc refuses the constant. Undefined where the variable is no such object. */
export type ConstantObjectForm = "const" | "function";

export function constantObjectForm(
  t: Translation,
  { name, origin, type, value }: CVariable,
): ConstantObjectForm | undefined {
  if (value?.kind !== "typed" || !t.owns(origin) || t.chosen.blocks("var", name, origin)) return undefined;
  const [statement] = value.body.block.statements;
  if (statement?.kind !== "return" || statement.value === undefined || t.types.unpassable(type) !== undefined)
    return undefined;
  if (isConstant(t, statement.value)) return "const";
  return isNumberedFunction(t, statement.value) ? "function" : undefined;
}

/** What came out of the value as statements of their own, back in it. */
function inOneValue(body: TranslatedBody): TranslatedBody {
  const { statements } = body.block;
  const last = statements.at(-1);
  if (statements.length < 2 || last?.kind !== "return" || last.value === undefined) return body;
  const inner = [...statements.slice(0, -1), { kind: "value", value: last.value } as const];
  const value = { kind: "block", label: undefined, unsafe: false, body: { statements: inner } } as const;
  return { ...body, block: { statements: [{ kind: "return", value }] } };
}

/** Undefined where the variable is none of those, or Rust cannot have its value when it compiles. */
export function staticConstantJob(t: Translation, variable: CVariable): BodyJob | undefined {
  const { name, origin, value } = variable;
  const form = constantObjectForm(t, variable);
  if (value === undefined || form === undefined) return undefined;
  const item = (body: TranslatedBody) =>
    form === "const" ? constantItem(t, name, origin, inOneValue(body)) : undefined;
  const type = withoutParameters(variable.type);
  return { what: "variable", name, origin, type, noreturn: false, notes: [], outcome: value, item };
}
