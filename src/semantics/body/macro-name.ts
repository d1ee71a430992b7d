/**
 * The name a constant was written by: the object-like macro whose expansion gave all of the expression's tokens. In: an expression with
 * its value; out: the macro's name where its meaning is that very value and type, so that the name may stand for it.
 */

import type { Expression } from "../../syntax/index.js";
import type { TypeId } from "../c-type.js";
import type { BodyState } from "./body-state.js";

export function macroNameOf(s: BodyState, e: Expression, value: bigint, type: TypeId): string | undefined {
  const { tokens, expansions } = s;
  const { unit, constants } = s.a;
  if (tokens === undefined || expansions === undefined || unit === undefined || constants === undefined)
    return undefined;
  if (e.at < 0 || e.at >= tokens.count) return undefined;
  let found: string | undefined;
  // Innermost first: the outermost that fits is kept.
  for (let id = tokens.expansion[e.at]; id >= 0; id = expansions.parent[id]) {
    const macro = unit.macros[expansions.macro[id]];
    if (macro === undefined || macro.parameters !== undefined) continue;
    const constant = constants.get(macro.place);
    if (constant === undefined || constant.value !== value) continue;
    if (s.a.types.canonical(constant.type) !== s.a.types.canonical(type)) continue;
    if (comesFrom(s, e, id)) found = macro.name;
  }
  return found;
}

/** Whether every token that a node of the expression names came out of the expansion. */
function comesFrom(s: BodyState, e: Expression, id: number): boolean {
  const { tokens, expansions } = s;
  if (tokens === undefined || expansions === undefined) return false;
  const inside = (at: number): boolean => {
    for (let of = tokens.expansion[at] ?? -1; of >= 0; of = expansions.parent[of]) if (of === id) return true;
    return false;
  };
  const whole = (x: Expression): boolean => {
    if (!inside(x.at)) return false;
    switch (x.kind) {
      case "binary":
        return whole(x.left) && whole(x.right);
      case "unary":
      case "cast":
      case "sizeof-expression":
      case "alignof-expression":
      case "member":
        return whole(x.of);
      case "conditional":
        return whole(x.condition) && (x.then === undefined || whole(x.then)) && whole(x.else);
      case "call":
        return whole(x.callee) && x.arguments.every(whole);
      case "choose":
        return whole(x.condition) && whole(x.then) && whole(x.else);
      case "subscript":
        return whole(x.of) && whole(x.index);
      default:
        return true;
    }
  };
  return whole(e);
}
