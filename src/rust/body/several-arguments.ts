/**
 * What callers of a macro give for `...`, or in a list, where the macro calls a function with it. Arguments for the function's own `...` are promoted
 * (C11 6.5.2.2p7); those of its named parameters are what they are, so the rule takes these one by one: `$list_1:expr $(, $list:expr)*`. A function without `...`
 * takes each as what its parameter is.
 */
import type { FunctionType, TemplateParameter, TypedExpression } from "../../semantics/index.js";
import type { RustExpression } from "../rust-crate.js";
import { macroParameterName } from "../rust-name.js";
import type { BodyState } from "./body-state.js";
import type { BodyTypes } from "./body-type.js";
import { atom } from "./make.js";
import { visitRows } from "./visit.js";

/** By a parameter's index: how many of what it stands for are given to named parameters of functions with `...`. */
export type NamedArguments = ReadonlyMap<number, number>;

/** @param data of the macro: its value and its statements */
export function namedArguments(
  parameters: readonly TemplateParameter[],
  types: BodyTypes,
  data: unknown,
): NamedArguments {
  const found = new Map<number, number>();
  if (!parameters.some(({ role }) => role === "variadic" || role === "list")) return found;
  visitRows(data, (row) => {
    if (row.kind !== "call") return true;
    const call = row as unknown as TypedExpression & { readonly kind: "call" };
    const at = call.arguments.findIndex((one) => one.kind === "macro-parameter" && one.variadic);
    const given = call.arguments[at];
    const type = functionOf(types, call.callee.type);
    if (given?.kind !== "macro-parameter" || type?.variadic !== true) return true;
    const count = type.parameters.length - at;
    if (count > (found.get(given.index) ?? 0)) found.set(given.index, count);
    return true;
  });
  return found;
}

export function functionOf(types: BodyTypes, type: TypedExpression["type"]): FunctionType | undefined {
  const row = types.canonical(type);
  if (row.kind === "function") return row;
  const to = row.kind === "pointer" ? types.canonical(row.to) : undefined;
  return to?.kind === "function" ? to : undefined;
}

/** `$list_1` */
export const namedArgument = (name: string, at: number): string => `${name}_${at + 1}`;

/**
 * Arguments of a call; undefined for what is one value.
 * @param named how many of them named parameters of a function with `...` take; of another function `converted` where Rust finds the conversion to each
 * parameter, else undefined
 */
export function severalArguments(
  s: BodyState,
  e: TypedExpression,
  named?: number | "converted",
): RustExpression | undefined {
  if (e.kind !== "macro-parameter" || !e.variadic || s.macro === undefined) return undefined;
  return several(s.macro, e.index, named);
}

export function several(
  macro: NonNullable<BodyState["macro"]>,
  index: number,
  how?: number | "converted",
): RustExpression {
  const name = `$${macroParameterName(macro.parameters[index].name)}`;
  const named = how === "converted" ? 0 : how;
  const promoted = (text: string): string => {
    if (how === undefined) return text;
    const helper = how === "converted" ? "stored" : "argument";
    macro.usesMath.add(helper);
    return `${macro.mathPath}${helper}(${text})`;
  };
  const first = Array.from({ length: macro.named?.get(index) ?? 0 }, (_, at) => {
    const text = namedArgument(name, at);
    return at < (named ?? 0) ? text : promoted(text);
  });
  return atom(first.length === 0 ? `$(${promoted(name)}),*` : `${first.join(", ")} $(, ${promoted(name)})*`);
}

/** A list that may be empty brings its own commas where more follows. */
export function joined(given: readonly RustExpression[]): readonly RustExpression[] {
  const last = given.length - 1;
  const at = given.findIndex((one, index) => index < last && one.kind === "atom" && one.text.endsWith("),*"));
  const list = given[at];
  if (list?.kind !== "atom") return given;
  const inner = list.text.slice(2, -3);
  const first = Math.max(at - 1, 0);
  const beside: RustExpression =
    at > 0
      ? { kind: "beside-list", before: "", of: given[first], behind: ` $(, ${inner})*` }
      : { kind: "beside-list", before: `$(${inner},)* `, of: given[1], behind: "" };
  return [...given.slice(0, first), beside, ...given.slice(first + 2)];
}
