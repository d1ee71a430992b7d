/**
 * Names of the caller's that a macro refers to by itself, declared by nobody: functions and variables by names that it puts together
 * (`name ## _cnprobe`). Rust's macros have no such names, so they take what C's find. In: an expansion. Out: those names.
 */
import { TokenKind } from "../../preprocess/index.js";
import type { Analysis } from "../analysis.js";
import { mentionsPlaceholder, suffixedPlaceholder } from "../placeholder.js";
import type { Scope } from "../scope.js";
import { type Expansion, isKeyword } from "./expansion.js";
import { isPutTogether } from "./shared-variable.js";

/** What stands where a function or variable may, and is none that anybody declares. */
export function unknownNames(a: Analysis, scope: Scope, { words, kinds }: Expansion): readonly string[] {
  const found = new Set<string>();
  const called = new Set<string>();
  let attributes = 0;
  for (let i = 0; i < words.length; i++) {
    if (attributes > 0 || words[i] === "__attribute__") {
      if (words[i] === "(") attributes++;
      else if (words[i] === ")") attributes--;
      else if (words[i] === "__attribute__") attributes = words[i + 1] === "(" ? 1 : 0;
      if (words[i] === "__attribute__") i++;
      continue;
    }
    const word = words[i];
    if (kinds[i] !== TokenKind.identifier || /^(\.|->|struct|union|enum|goto)$/.test(words[i - 1] ?? "")) continue;
    if (mentionsPlaceholder(word) ? !isPutTogether(word) || suffixedPlaceholder(word) !== undefined : isKnown(word))
      continue;
    found.add(word);
    if (words[i + 1] === "(") called.add(word);
  }
  return [...found].filter((word) => !called.has(word));

  function isKnown(word: string): boolean {
    return scope.name(word) !== undefined || isKeyword(word) || a.rules.builtins.has(word) || /^__/.test(word);
  }
}

/** Is it made of names alone that nobody declares, and operators? `popq %rbp` is a remainder, too. */
export function saysNothing(unknown: readonly string[], { words, kinds }: Expansion): boolean {
  return words.every((word, i) => {
    if (word === "." || word === "->") return false;
    return kinds[i] === TokenKind.punctuator || unknown.includes(word);
  });
}

/** Does it more than ask for the size of it? That has a type, too. */
export function evaluates(data: unknown, parameter: number): boolean {
  if (typeof data !== "object" || data === null) return false;
  if ("kind" in data && data.kind === "open-size") return false;
  if ("kind" in data && data.kind === "macro-parameter" && "index" in data) return data.index === parameter;
  return Object.values(data).some((one) => evaluates(one, parameter));
}

export function refersTo(data: unknown, parameter: number): boolean {
  if (typeof data !== "object" || data === null) return false;
  if ("kind" in data && data.kind === "macro-parameter" && "index" in data) return data.index === parameter;
  return Object.values(data).some((one) => refersTo(one, parameter));
}
