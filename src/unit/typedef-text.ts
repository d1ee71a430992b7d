/**
 * Whether two typedefs of one name are the same (C11 6.7p3 allows that), by their tokens: typedef names in them are replaced by what
 * they stand for, words are sorted. It errs on the side of "different", which puts a header into a unit of its own.
 */
import { TokenKind, type TokenStream } from "../preprocess/index.js";
import { NameKind, type NameTable, type TypedefText } from "./name-table.js";

export function sameTypedef(
  a: TypedefText,
  b: TypedefText,
  tokens: TokenStream,
  texts: readonly string[],
  names: NameTable,
): boolean {
  return canonical(a, tokens, texts, names) === canonical(b, tokens, texts, names);
}

function canonical(
  text: TypedefText,
  tokens: TokenStream,
  texts: readonly string[],
  names: NameTable,
  depth = 0,
): string {
  const specifiers: string[] = [];
  let braces = 0;
  for (let at = text.specifiersFrom; at < text.specifiersTo; at++) {
    const spelling = tokens.spelling[at];
    const word = texts[spelling];
    if (word === "{") braces++;
    else if (word === "}") braces--;
    else if (braces > 0 || word === "typedef" || word === "__extension__") continue;
    else if (
      tokens.kind[at] === TokenKind.identifier &&
      names.has(spelling, NameKind.typedef) &&
      !follows(at, tokens, texts)
    ) {
      const named = names.typedefText(spelling);
      if (named === undefined || depth > 50) specifiers.push(word);
      else specifiers.push(`(${canonical(named, tokens, texts, names, depth + 1)})`);
    } else specifiers.push(word);
  }
  // `struct x` must stay together; the basic words may come in any order, and `int` beside another says nothing
  const tagged = specifiers.some((word) => word === "struct" || word === "union" || word === "enum");
  const several = specifiers.length > 1;
  const words = tagged
    ? specifiers
    : specifiers.filter((word) => !(several && (word === "int" || word === "signed"))).sort();
  let declarator = "";
  for (let at = text.declaratorFrom; at < text.declaratorTo; at++) {
    if (at !== text.name) declarator += ` ${texts[tokens.spelling[at]]}`;
  }
  return unwrap(words.join(" ")) + declarator;
}

/** A typedef of nothing but another typedef is that one. */
function unwrap(text: string): string {
  return text.startsWith("(") && text.endsWith(")") && text.indexOf(")") === text.length - 1 ? text.slice(1, -1) : text;
}

function follows(at: number, tokens: TokenStream, texts: readonly string[]): boolean {
  const before = texts[tokens.spelling[at - 1]];
  return before === "struct" || before === "union" || before === "enum";
}
