/** `_Static_assert` (C11 6.7.10): checked, as a compiler would. A failure is reported; nothing else depends on it. */
import type { StaticAssert } from "../syntax/index.js";
import type { Analysis } from "./analysis.js";
import { truth } from "./constant.js";
import { foldedOf } from "./folded.js";
import type { Scope } from "./scope.js";

export function staticAssert(a: Analysis, assertion: StaticAssert, scope: Scope): void {
  const known = truth(foldedOf(a, assertion.condition, scope).value);
  if (known === true) return;
  const message = assertion.message === undefined ? "" : `: ${assertion.message}`;
  if (known === false) a.report("semantics/static-assert", "error", assertion.at, `static assertion failed${message}`);
  else a.report("semantics/not-constant", "error", assertion.at, `static assertion is not constant${message}`);
}
