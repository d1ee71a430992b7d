/** Texts of the crate's data that are lists with commas: patterns of macros, arguments of attributes. */

export interface CommaList {
  readonly open: string;
  readonly entries: readonly string[];
  readonly close: string;
}

/** `a, f(b, c), "d, e"` → `a`, `f(b, c)`, `"d, e"`: split at the commas that stand in no brackets and in no string. */
export function commaEntries(text: string): readonly string[] {
  const entries: string[] = [];
  let from = 0;
  forEachOutside(text, (at) => {
    if (text[at] !== ",") return;
    entries.push(text.slice(from, at).trim());
    from = at + 1;
  });
  entries.push(text.slice(from).trim());
  return entries;
}

/** The text as a list; a single entry as that of the first parentheses in it that hold several: `fn f(a, b) -> c` is open at `fn f(`. */
export function commaList(text: string): CommaList {
  const entries = commaEntries(text);
  let found: CommaList = { open: "", entries, close: "" };
  if (entries.length > 1) return found;
  let open = -1;
  forEachOutside(text, (at) => {
    if (text[at] === "(") open = at;
    if (text[at] !== ")" || found.entries.length > 1) return;
    const inner = commaEntries(text.slice(open + 1, at));
    if (inner.length > 1) found = { open: text.slice(0, open + 1), entries: inner, close: text.slice(at) };
  });
  return found;
}

/** Offsets of what stands in no brackets and no string; of brackets the outermost are. */
function forEachOutside(text: string, visit: (at: number) => void): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (c === '"') at = endOfString(text, at);
    else {
      if (c === ")" || c === "]" || c === "}") depth--;
      if (depth === 0) visit(at);
      if (c === "(" || c === "[" || c === "{") depth++;
    }
  }
}

/** Offset of the quote that ends a string; the text's end where none does. */
function endOfString(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
