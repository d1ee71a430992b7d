/**
 * Pragmas that change declarations: `weak` (GCC: Weak Pragmas) and `redefine_extname` (GCC: Symbol-Renaming Pragmas), before or behind what
 * they name, and `clang attribute push` (clang: Specifying an attribute for multiple declarations), which is diagnosed where the attribute
 * says something. In: all that a unit declares, and its pragmas; out: the same with what they say.
 */

import type { Diagnostic } from "../base/index.js";
import { diagnostic } from "../base/index.js";
import type { PragmaLine } from "../preprocess/index.js";
import type { Analysis } from "./analysis.js";
import type { CFunction, CVariable } from "./c-program.js";

export interface PragmaEffects {
  readonly functions: readonly CFunction[];
  readonly variables: readonly CVariable[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Effect {
  weak?: boolean;
  alias?: string;
  asmLabel?: string;
}

export function applyPragmas(a: Analysis, pragmas: readonly PragmaLine[]): PragmaEffects {
  const effects = new Map<string, Effect>();
  const diagnostics: Diagnostic[] = [];
  const of = (name: string): Effect => {
    const known = effects.get(name) ?? {};
    effects.set(name, known);
    return known;
  };
  for (const { text, place } of pragmas) {
    const weak = /^weak ([A-Za-z_$][\w$]*)(?: = ([A-Za-z_$][\w$]*))?$/.exec(text);
    const renamed = /^redefine_extname ([A-Za-z_$][\w$]*) ([A-Za-z_$][\w$]*)$/.exec(text);
    if (weak !== null) {
      of(weak[1]).weak = true;
      if (weak[2] !== undefined) of(weak[1]).alias ??= weak[2];
    } else if (renamed !== null) {
      of(renamed[1]).asmLabel ??= renamed[2];
    } else if (/^(weak|redefine_extname)\b/.test(text)) {
      diagnostics.push(diagnostic("preprocess/directive", "warning", place, `#pragma ${text}: malformed; ignored`));
    } else if (/^clang attribute\b/.test(text)) {
      const said = meaningful(a, text);
      if (said !== undefined) {
        const why = `#pragma clang attribute: what '${said}' does to declarations is not known`;
        diagnostics.push(diagnostic("preprocess/directive", "error", place, why));
      }
    }
  }
  if (effects.size === 0) return { functions: a.functions, variables: a.variables, diagnostics };
  const applied = <T extends CFunction | CVariable>(declared: T): T => {
    const effect = effects.get(declared.name);
    // C11 6.2.2: what has no linkage to other files has no symbol to speak of
    if (effect === undefined || declared.storage === "static") return declared;
    return {
      ...declared,
      weak: declared.weak || effect.weak === true,
      alias: declared.alias ?? effect.alias,
      asmLabel: declared.asmLabel ?? effect.asmLabel,
    };
  };
  return { functions: a.functions.map(applied), variables: a.variables.map(applied), diagnostics };
}

/** The first word of a `clang attribute push` that is an attribute with an effect. */
function meaningful(a: Analysis, text: string): string | undefined {
  const attributes = /\(\((.*)\)\)|\[\[(.*)\]\]/.exec(text);
  for (const [word] of (attributes?.[1] ?? attributes?.[2] ?? "")
    .replace(/"(\\.|[^"])*"/g, "")
    .matchAll(/[A-Za-z_]\w*/g)) {
    const rule = a.rules.attributes.get(word.replace(/^__(.*)__$/, "$1"));
    if (rule !== undefined && rule.effect !== "harmless") return word;
  }
  return undefined;
}
