/**
 * Built-in macros whose value depends on where a macro is called (C11 6.10.8.1; GCC: Standard Predefined Macros). In a macro's expansion
 * for whoever calls it they stay names; this says what such a name is.
 */
import type { Analysis } from "./analysis.js";
import type { TypeId } from "./c-type.js";

const numbers: ReadonlySet<string> = new Set(["__LINE__", "__COUNTER__", "__INCLUDE_LEVEL__"]);
const texts: ReadonlySet<string> = new Set([
  "__FILE__",
  "__FILE_NAME__",
  "__BASE_FILE__",
  "__DATE__",
  "__TIME__",
  "__TIMESTAMP__",
]);

export const isCallerPlace = (name: string): boolean => numbers.has(name) || texts.has(name);

/** int, or an array of char whose length the caller's place decides. Undefined for every other name. */
export function callerPlaceType(a: Analysis, name: string): TypeId | undefined {
  if (numbers.has(name)) return a.types.integer("int");
  return texts.has(name) ? a.types.array(a.types.integer("char"), "incomplete") : undefined;
}
