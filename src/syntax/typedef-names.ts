/** Typedef names of a unit's file scope and where each is declared first: what bodies and macro bodies are parsed with. */
import type { SpellingId, SpellingTable } from "../preprocess/index.js";
import type { TranslationUnit } from "./ast.js";
import { innermost } from "./type-name.js";

/** Token of the first declaration, by name. */
export type TypedefNames = ReadonlyMap<SpellingId, number>;

export function typedefNames(unit: TranslationUnit, spellings: SpellingTable): TypedefNames {
  const names = new Map<SpellingId, number>();
  for (const declaration of unit.declarations) {
    if (declaration.kind !== "declaration" || declaration.specifiers.storage !== "typedef") continue;
    for (const { declarator } of declaration.declarators) {
      const name = innermost(declarator);
      if (name.kind !== "name") continue;
      const id = spellings.intern(name.name);
      if (!names.has(id)) names.set(id, name.at);
    }
  }
  return names;
}
