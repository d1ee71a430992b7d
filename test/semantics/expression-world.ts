/**
 * A small unit to type expressions in: an Analyzer over no text, target data of rules/targets, and a prelude of declarations given both
 * as C (for clang) and as syntax trees (for kpigen), so that the typer is tested without preprocessor and parser.
 */
import { readFileSync } from "node:fs";
import { SourceTable, type Target } from "../../src/base/index.js";
import type { PreprocessedUnit } from "../../src/preprocess/index.js";
import { type Analyzer, createAnalyzer, readSemanticRules, type SemanticRules } from "../../src/semantics/index.js";
import type { DeclarationSpecifiers, Declarator, TypeName, TypeSpecifier } from "../../src/syntax/index.js";

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../rules/${path}`, import.meta.url), "utf8"));

const present = (table: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(table).filter(([, size]) => size !== null));

export function rulesTarget(name: string): Target {
  const { abi, triple, rustTarget, machine, machineArch } = read(`targets/${name}.json`);
  const sizes = { integers: present(abi.integers), floats: present(abi.floats) };
  return { ...abi, ...sizes, triple, rustTarget, machine, machineArch, predefined: "" };
}

export const rules: SemanticRules = readSemanticRules();

/** A unit without tokens. */
export const emptyUnit = {
  tokens: {
    count: 0,
    kind: new Uint8Array(),
    flags: new Uint8Array(),
    spelling: new Int32Array(),
    spelled: new Int32Array(),
    expanded: new Int32Array(),
    expansion: new Int32Array(),
  },
  expansions: { count: 0, macro: new Int32Array(), at: new Int32Array(), parent: new Int32Array() },
  macros: [],
  active: new Map(),
  conditionals: [],
  includedUnder: new Map(),
  inclusions: [],
  comments: new Map(),
  packChanges: [],
  pragmas: [],
  diagnostics: [],
} as unknown as PreprocessedUnit;

export function newAnalyzer(target: Target): Analyzer {
  return createAnalyzer({ target, rules, sources: new SourceTable(), unit: emptyUnit });
}

const noQualifiers = { const: false, volatile: false, restrict: false, atomic: false };

export function specifiers(type: TypeSpecifier, storage?: "typedef"): DeclarationSpecifiers {
  return {
    storage,
    constexpr: false,
    threadLocal: false,
    inline: false,
    noreturn: false,
    qualifiers: noQualifiers,
    type,
    attributes: [],
    at: 0,
  };
}

export const basic = (words: string): TypeSpecifier => ({ kind: "basic", words: words.split(" "), at: 0 });
export const named = (name: string): Declarator => ({ kind: "name", name, at: 0 });
export const abstract: Declarator = { kind: "abstract", at: 0 };
export const pointerTo = (to: Declarator): Declarator => ({
  kind: "pointer",
  to,
  qualifiers: noQualifiers,
  attributes: [],
  at: 0,
});

export function typeName(type: TypeSpecifier, declarator: Declarator = abstract): TypeName {
  return { specifiers: specifiers(type), declarator, at: 0 };
}
