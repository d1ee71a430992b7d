/** Lists of pointers without a type (C11 6.7.9): the record is the one that is meant where the list stands, by a trait of layout-helper.ts. */
import type { TypedExpression } from "../../semantics/index.js";
import type { RustExpression } from "../rust-crate.js";
import { type BodyState, corePath } from "./body-state.js";
import { rvalue } from "./expression.js";
import { atom, block, call, declare, withStatements } from "./make.js";
import { openValue } from "./open.js";
import type { Value } from "./value.js";

export function openList(s: BodyState, { values }: TypedExpression & { readonly kind: "open-list" }): Value {
  s.helpers.add("of_pointers");
  const made = values.map((one) => (one === undefined ? call(corePath(s, "ptr::null_mut")) : rvalue(s, one).rust));
  const all = made.reduceRight((others, first) => call(`${s.t.helperPath}Pointers`, first, others));
  const maker = `${s.t.helperPath}of_pointers`;
  if (values.every((one) => one === undefined)) return openValue(call(maker, all));
  // in a static's value, too, where nothing else is unsafe
  const unsafe: RustExpression = {
    kind: "block",
    label: undefined,
    unsafe: true,
    body: block([{ kind: "value", value: all }]),
  };
  const pointers = { ...declare("pointers", undefined, unsafe), attributes: ["allow(unused_unsafe)"] };
  return openValue(withStatements([pointers], call(maker, atom("pointers"))));
}
