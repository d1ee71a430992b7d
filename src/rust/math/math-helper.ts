/**
 * C's arithmetic for macros, whose arguments may be of any type: promotion, the usual conversions, wrapping results (C11 6.3.1.1,
 * 6.3.1.8; GCC: -fwrapv). In: which functions are used; out: verbatim items in the KPI style, emitted once a crate, no_std. What is calculated
 * with numbers is `const`.
 */

import type { Doc, ItemKey, RustItem } from "../rust-crate.js";
import type { TranslateInput } from "../translate-input.js";
import { atomics } from "./atomics.js";
import { callerTypes } from "./caller-types.js";
import { conversions } from "./conversions.js";
import { numberText } from "./numbers.js";
import { type Operation, operationNames, operationText, otherOperators } from "./operators.js";
import { overflows } from "./overflow.js";
import { pointers } from "./pointers.js";

/** May the caller's numbers be float or double? Kernels calculate with integers; Rust has the bits of a double in constants since 1.83. */
export const hasFloats = ({ mode, rustTarget }: Pick<TranslateInput, "mode" | "rustTarget">): boolean =>
  mode === "single-file" && rustTarget.minor >= 83;

const others = (floats: boolean) => ({
  ...otherOperators(floats),
  ...conversions(floats),
  ...pointers(floats),
  ...callerTypes(floats),
  ...atomics(),
  ...overflows(),
});

type Other = keyof ReturnType<typeof others>;
/** `convert` is among what all others stand on. */
export type MathHelper = Operation | Other | "convert";

const doc: Doc = { lines: [], definedIn: undefined, notes: [] };

/** Items of the module, those that are used and what they stand on. @param floats `hasFloats` */
export function mathHelperItems(used: ReadonlySet<MathHelper>, core: string, floats: boolean): RustItem[] {
  if (used.size === 0) return [];
  const verbatim = (name: string, text: string): RustItem => ({
    kind: "verbatim",
    key: `math ${name}` as ItemKey,
    lines: text.replaceAll("core::", `${core}::`).split("\n"),
    doc,
  });
  const items = [verbatim("base", numberText(floats))];
  for (const name of operationNames) if (used.has(name)) items.push(verbatim(name, operationText(name, floats)));
  const texts = others(floats);
  for (const name of Object.keys(texts) as Other[]) if (used.has(name)) items.push(verbatim(name, texts[name]));
  return items;
}
