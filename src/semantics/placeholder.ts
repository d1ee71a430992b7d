/**
 * Placeholders: what stands in a macro's expansion where a caller's argument would. A name that no C text has, so that it is found again wherever
 * the expansion put it: alone, in a string that `#` made, in a name that `##` put together (C11 6.10.3.2, 6.10.3.3).
 */

/** What the parser is to take a placeholder for. */
export type PlaceholderKind = "value" | "type" | "literal";

const letters: Readonly<Record<PlaceholderKind, string>> = { value: "", type: "t", literal: "s" };

export const placeholder = (index: number, kind: PlaceholderKind = "value"): string =>
  `__kpigen_${letters[kind]}${index}__`;

const whole = /^__kpigen_[ts]?(\d+)__$/;

/** Index of the parameter that the word is a placeholder of; undefined for every other word. */
export function placeholderIndex(word: string): number | undefined {
  const found = word.startsWith("__kpigen_") ? whole.exec(word) : null;
  return found === null ? undefined : Number(found[1]);
}

/** `x ## UL`: an argument that is a number, and the suffix that says its type (C11 6.4.4.1). */
export function suffixedPlaceholder(word: string): { readonly parameter: number; readonly suffix: string } | undefined {
  const found = word.startsWith("__kpigen_") ? /^__kpigen_(\d+)__([uU]?(?:l|L|ll|LL)?[uU]?)$/.exec(word) : null;
  return found === null || found[2] === "" ? undefined : { parameter: Number(found[1]), suffix: found[2] };
}

export const mentionsPlaceholder = (word: string): boolean => word.includes("__kpigen_");

/** A word cut at its placeholders: `pc___kpigen_0__` is `["pc_", { parameter: 0 }]`. */
export function placeholderPieces(word: string): readonly (string | { readonly parameter: number })[] {
  return word
    .split(/(__kpigen_[ts]?\d+__)/)
    .filter((piece) => piece !== "")
    .map((piece) => {
      const parameter = placeholderIndex(piece);
      return parameter === undefined ? piece : { parameter };
    });
}

/** With the parameters' names where the caller's words stand. */
export const withNames = (word: string, names: readonly string[]): string =>
  placeholderPieces(word)
    .map((piece) => (typeof piece === "string" ? piece : names[piece.parameter]))
    .join("");

/** Does syntax name an argument of the caller's? */
export function namesPlaceholder(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (Array.isArray(node)) return node.some(namesPlaceholder);
  const { kind, name } = node as { readonly kind?: unknown; readonly name?: unknown };
  if (kind === "name" && typeof name === "string") return mentionsPlaceholder(name);
  return Object.values(node).some(namesPlaceholder);
}
