/**
 * Macros that name members: `#define td_retval td_uretoff.tdu_retval`. In: an expression whose first name is nothing in scope; out: the path of
 * members, elements and pointers that it is behind a record (C11 6.5.2.1, 6.5.2.3).
 */
import type { Expression } from "../syntax/index.js";
import type { Analysis } from "./analysis.js";
import type { PathStep } from "./c-program.js";
import { typeOf } from "./expression.js";
import type { Scope } from "./scope.js";

/** `a.b->c[2]` where `a` is no object in scope but a member of some record. @param memberNames of all records */
export function memberPath(
  a: Analysis,
  expression: Expression,
  scope: Scope,
  memberNames: () => ReadonlySet<string>,
): readonly PathStep[] | undefined {
  const path: PathStep[] = [];
  let at = expression;
  while (at.kind === "member" || at.kind === "subscript") {
    if (at.kind === "member") path.unshift({ kind: at.arrow ? "pointee" : "member", name: at.name });
    else {
      const index = typeOf(a, at.index, scope).value;
      if (index?.kind !== "integer") return undefined;
      path.unshift({ kind: "element", index: index.value });
    }
    at = at.of;
  }
  if (at.kind !== "name") return undefined;
  // a function has neither members nor elements: `cap_rights[0]` beside a function of that name names a member
  const entity = scope.name(at.name);
  if (entity !== undefined && (entity.kind !== "function" || path.length === 0)) return undefined;
  path.unshift({ kind: "member", name: at.name });
  const names = memberNames();
  return path.every((step) => step.kind === "element" || names.has(step.name)) ? path : undefined;
}

export function allMemberNames(a: Analysis): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { definition } of a.tags.records) {
    for (const { name } of definition?.members ?? []) if (name !== undefined) names.add(name);
  }
  return names;
}
