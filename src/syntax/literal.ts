/** String literals whose text kpigen itself needs: asm templates and labels, assertion messages (C11 6.4.5, 6.4.4.4). */
import type { SyntaxTree } from "./syntax-tree.js";

/** The pieces of a `string` node: adjacent literals as written. */
export function stringPieces(tree: SyntaxTree, row: number): readonly string[] {
  const end = tree.end[row];
  const first = tree.start[row];
  if (end === first + 1) return [tree.textOf(first)];
  const pieces: string[] = [];
  for (let letter = first; letter < end; letter++) pieces.push(tree.textOf(letter));
  return pieces;
}

/** Text of adjacent literals, joined, escapes resolved. */
export function stringText(tree: SyntaxTree, row: number): string {
  return stringPieces(tree, row).map(literalText).join("");
}

const simpleEscapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

export function literalText(literal: string): string {
  const inside = literal.slice(literal.indexOf('"') + 1, -1);
  if (!inside.includes("\\")) return inside;
  return inside.replace(
    /\\(?:x([0-9a-fA-F]+)|([0-7]{1,3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g,
    (_, hexadecimal?: string, octal?: string, short?: string, long?: string, simple?: string) => {
      if (simple !== undefined) return simpleEscapes[simple] ?? simple;
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
      if (hexadecimal !== undefined) return String.fromCharCode(Number.parseInt(hexadecimal.slice(-2), 16));
      const point = Number.parseInt(short ?? long ?? "0", 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : "\ufffd";
    },
  );
}
