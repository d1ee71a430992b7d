/**
 * Long comment lines and long string literals: the two texts that are not made of documents but still must keep to the page.
 * In: one line of text and the columns it may take. Out: the lines to print.
 */

/** Columns that a line keeps to wherever it can break. */
export const lineWidth = 120;
/** Columns up to which a text that breaks badly (a literal) stays whole. */
export const hardWidth = 160;

/** Line ends would leave the comment, and rustc refuses marks of bidirectional text in comments (text_direction_codepoint_in_comment). */
const unfitForComment = /[\0\r\n\u2028-\u202e\u2066-\u2069]/g;
const unfitForCommentOnce = /[\0\r\n\u2028-\u202e\u2066-\u2069]/;

/** Whether the text is a comment line as it is: printable ASCII, no space at its end, no more columns than there are. */
export function fitsComment(text: string, columns: number): boolean {
  if (text.length > columns || text.length === 0 || text.charCodeAt(text.length - 1) === 32) return false;
  // machine code at its second use, which a loop here would never be in a cold run
  return printable.test(text);
}

const printable = /^[\x20-\x7e]*$/;

/**
 * The lines of one comment line, each with its mark: `/// text`. Breaks only before a word that starts with a letter or is code, so that no
 * continuation line becomes a heading, a quotation, a list item or a fence in rustdoc's Markdown.
 * @param columns columns available for mark and text
 */
export function commentLines(mark: string, text: string, columns: number): readonly string[] {
  if (fitsComment(text, columns - mark.length)) return [mark + text];
  const safe = (unfitForCommentOnce.test(text) ? text.replace(unfitForComment, " ") : text).trimEnd();
  if (safe === "") return [mark.trimEnd()];
  if (mark.length + safe.length <= columns) return [mark + safe];
  return wrapWords(mark, safe, columns);
}

function wrapWords(mark: string, text: string, columns: number): readonly string[] {
  const room = Math.max(columns - mark.length, 20);
  const out: string[] = [];
  let rest = text;
  while (rest.length > room) {
    let at = -1;
    const limit = Math.min(room, rest.length - 1);
    for (let i = 1; i < rest.length; i++) {
      if (i > limit && at > 0) break;
      if (rest[i] === " " && beginsPlainly(rest, i + 1) && rest.slice(0, i).trim() !== "") at = i;
    }
    if (at < 0) break;
    out.push(mark + rest.slice(0, at).trimEnd());
    rest = rest.slice(at + 1);
  }
  out.push(mark + rest);
  return out;
}

const beginsPlainly = (text: string, at: number): boolean =>
  isLetter(text.charCodeAt(at)) || (text[at] === "`" && text[at + 1] !== "`");

const isLetter = (c: number): boolean => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);

/**
 * Splits a string literal with `\` at line ends (Rust reference, "String continuation escapes"), which drops the line end and all
 * white space after it: so no piece may start with white space. Raw strings cannot be split.
 * @param first columns available on the first line, @param next columns on each further one
 * @returns the lines without indentation; one if the literal cannot be split
 */
export function literalLines(text: string, first: number, next: number): readonly string[] {
  const open = text.indexOf('"');
  if (open < 0 || text.charCodeAt(0) === 114 || text.charCodeAt(1) === 114) return [text];
  const out: string[] = [];
  let from = 0;
  let room = first - 1;
  let anywhere = -1;
  let afterSpace = -1;
  for (let at = open + 1; at < text.length - 1; at = afterCharacter(text, at)) {
    if (at - from > room && anywhere > from) {
      const cut = afterSpace > from ? afterSpace : anywhere;
      out.push(`${text.slice(from, cut)}\\`);
      from = cut;
      room = Math.max(next - 1, 20);
      anywhere = -1;
      afterSpace = -1;
    }
    if (at > open + 1 && at > from && !isSpace(text.charCodeAt(at))) {
      anywhere = at;
      if (isSpace(text.charCodeAt(at - 1))) afterSpace = at;
    }
  }
  out.push(text.slice(from));
  return out;
}

const isSpace = (c: number): boolean => c === 32 || c === 9 || c === 10 || c === 13;

/** The offset after one character or escape sequence: `\n`, `\x41`, `\u{1f600}`. */
function afterCharacter(text: string, at: number): number {
  if (text.charCodeAt(at) !== 92) {
    const c = text.charCodeAt(at);
    return at + (c >= 0xd800 && c < 0xdc00 ? 2 : 1);
  }
  const escaped = text[at + 1];
  if (escaped === "x") return at + 4;
  if (escaped === "u") {
    const end = text.indexOf("}", at);
    return end < 0 ? text.length : end + 1;
  }
  return at + 2;
}
