/**
 * Bodies of functions as letters: which of their names are typedef names follows from the unit's typedefs, the function's parameters and
 * the body's own declarations (local-scope.ts).
 */
import { type SpellingTable, TokenFlag, type TokenStream } from "../preprocess/index.js";
import { letter } from "./alphabet.js";
import type { FunctionDefinition } from "./ast.js";
import { LocalScopes } from "./local-scope.js";
import { deepBracket } from "./piece-parser.js";
import type { TokenText } from "./token-text.js";
import { innermost } from "./type-name.js";
import type { TypedefNames } from "./typedef-names.js";

/** Appends a body as a fragment of its own. */
export function renderBody(
  text: TokenText,
  tokens: TokenStream,
  spellings: SpellingTable,
  definition: FunctionDefinition,
  typedefs: TypedefNames,
): void {
  const start = text.length;
  text.mark(letter.blockMark, definition.bodyFrom);
  text.append(definition.bodyFrom, definition.bodyTo);
  if (deepBracket(text.letters, start, text.length) >= 0) return;
  const scopes = localScopes(text, tokens, spellings, typedefs);
  for (const name of parameterNames(definition)) scopes.declareParameter(spellings.intern(name));
  scopes.block(start + 2);
}

export function localScopes(
  text: TokenText,
  tokens: TokenStream,
  spellings: SpellingTable,
  typedefs: TypedefNames,
): LocalScopes {
  const { origin } = text;
  const builtin = letter.typedefName.charCodeAt(0);
  return new LocalScopes(text.letters, text.length, {
    spelling: (at) => tokens.spelling[origin[at]] as ReturnType<SpellingTable["intern"]>,
    isFileTypedef: (name, at) => {
      const declared = typedefs.get(name);
      if (declared !== undefined) return declared < origin[at];
      // __builtin_va_list and its like are typedef names by their letter; a mark on the token is the unit's.
      return text.letters[at] === builtin && (tokens.flags[origin[at]] & TokenFlag.typedefName) === 0;
    },
    isTypedefWord: (at) => spellings.text[tokens.spelling[origin[at]]] === "typedef",
  });
}

/** Names of a definition's parameters, old style ones included. */
function parameterNames(definition: FunctionDefinition): readonly string[] {
  let declarator = definition.declarator;
  let innermostFunction: Extract<typeof declarator, { kind: "function" }> | undefined;
  for (;;) {
    if (declarator.kind === "name" || declarator.kind === "abstract") break;
    if (declarator.kind === "function") innermostFunction = declarator;
    declarator = declarator.kind === "pointer" || declarator.kind === "block-pointer" ? declarator.to : declarator.of;
  }
  const names = innermostFunction?.oldStyle.map(({ name }) => name) ?? [];
  for (const parameter of innermostFunction?.parameters ?? []) {
    const name = innermost(parameter.declarator);
    if (name.kind === "name") names.push(name.name);
  }
  return names;
}
