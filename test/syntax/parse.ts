/** Text to AST for tests: tokenize, outline, parse, bodies too. */
import type { CompoundStatement, CParser, TranslationUnit } from "../../src/syntax/index.js";
import { typedefNames } from "../../src/syntax/index.js";
import { showDeclaration, showItem } from "./show.js";
import { outlineOf, tokenize } from "./tokenize.js";

export interface Parsed {
  readonly unit: TranslationUnit;
  readonly bodies: readonly (CompoundStatement | undefined)[];
  /** `code offset text`, in order. */
  readonly messages: readonly string[];
  /** One line a declaration; a function's body behind it. */
  readonly shown: readonly string[];
}

export function parseText(parser: CParser, text: string, standard = "gnu17"): Parsed {
  const tokenized = tokenize(text);
  const { tokens, spellings, packChanges } = tokenized;
  const unit = parser.parseUnit(tokens, spellings, outlineOf(tokenized, standard), packChanges);
  const definitions = unit.value.declarations.filter((d) => d.kind === "function-definition");
  const bodies = parser.parseBodies(tokens, spellings, definitions, typedefNames(unit.value, spellings), packChanges);
  const messages = [...unit.diagnostics, ...bodies.diagnostics].map((d) => `${d.code} ${d.place} ${d.text}`);
  return {
    unit: unit.value,
    bodies: bodies.value,
    messages,
    get shown() {
      let body = 0;
      return unit.value.declarations.map((d) => {
        const line = showDeclaration(d);
        return d.kind === "function-definition" ? line.replace(/\{\}$/, showItem(bodies.value[body++])) : line;
      });
    },
  };
}
