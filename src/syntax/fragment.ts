/** Fragments: expressions, type names, statement lists and file-scope declarations that stand for themselves, as macro bodies do. */
import type { SpellingTable, TokenStream } from "../preprocess/index.js";
import { letter } from "./alphabet.js";
import type { BlockItem, Expression, ExternalDeclaration, TypeName } from "./ast.js";
import { localScopes } from "./body-text.js";
import { lowerExternal } from "./declaration.js";
import { lowerExpression, refuseNullptr } from "./expression.js";
import { deepBracket } from "./piece-parser.js";
import { lowerCompound } from "./statement.js";
import type { SyntaxTree } from "./syntax-tree.js";
import type { TokenText } from "./token-text.js";
import { lowerTypeName } from "./type-name.js";
import type { TypedefNames } from "./typedef-names.js";

export interface Fragment {
  readonly from: number;
  /** One past the last token. */
  readonly to: number;
  readonly as: "expression" | "type-name" | "statements" | "declarations";
}

/** What a fragment is; undefined where it is not what `as` says. */
export type ParsedFragment =
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "type-name"; readonly type: TypeName }
  | { readonly kind: "statements"; readonly items: readonly BlockItem[] }
  /** Bodies of functions among them are token ranges, as a unit's are. */
  | { readonly kind: "declarations"; readonly declarations: readonly ExternalDeclaration[] }
  | undefined;

export function renderFragment(
  text: TokenText,
  tokens: TokenStream,
  spellings: SpellingTable,
  { from, to, as }: Fragment,
  typedefs: TypedefNames,
): void {
  if (as === "statements") {
    text.mark(letter.blockMark, from);
    text.mark("{", from);
    const inside = text.length;
    text.append(from, to);
    text.mark("}", Math.max(from, to - 1));
    if (deepBracket(text.letters, inside, text.length) < 0)
      localScopes(text, tokens, spellings, typedefs).block(inside);
    return;
  }
  if (as !== "declarations") text.mark(as === "expression" ? letter.expressionMark : letter.typeNameMark, from);
  const inside = text.length;
  text.append(from, to);
  const identifier = letter.identifier.charCodeAt(0);
  const typedefName = letter.typedefName.charCodeAt(0);
  for (let at = inside; at < text.length; at++) {
    if (text.letters[at] === identifier && typedefs.has(tokens.spelling[text.origin[at]] as never))
      text.letters[at] = typedefName;
  }
  // a macro that declares is called with a semicolon behind it; one more is an empty declaration
  text.mark(";", Math.max(from, to - 1));
}

/** A macro is expanded behind the unit's end: every typedef is declared before it. */
export function everywhere(typedefs: TypedefNames): TypedefNames {
  return new Map([...typedefs.keys()].map((name) => [name, -1]));
}

export function lowerFragment(tree: SyntaxTree, as: Fragment["as"], rows: readonly number[]): ParsedFragment {
  if (as === "declarations") return { kind: "declarations", declarations: rows.map((one) => lowerExternal(tree, one)) };
  if (rows.length !== 1) return undefined;
  const [row] = rows;
  switch (as) {
    case "expression":
      refuseNullptr(tree, row + 1);
      return { kind: "expression", expression: lowerExpression(tree, row + 1) };
    case "type-name":
      return { kind: "type-name", type: lowerTypeName(tree, row + 1) };
    case "statements":
      return { kind: "statements", items: lowerCompound(tree, row + 1).items };
  }
}
