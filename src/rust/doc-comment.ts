/**
 * C comments as rustdoc text: what the author wrote is what the reader sees. Markdown that happens to be in a comment is escaped, with
 * as few backslashes as that takes, because the comment is read in the source at least as often as in a browser.
 * In: comment text without its marks. Out: lines for `///`. Source: CommonMark 0.31 (6.2 emphasis, 6.3 links, 6.6 raw HTML, 4 leaf blocks)
 * and rustdoc's lints (bare_urls, broken_intra_doc_links, invalid_html_tags, unescaped_backticks).
 */

/** Nothing that any rule below looks at: most comments. */
const plain = /^[A-Za-z0-9 ,.;:'"()/?!%@{}\n-]*$/;
/** Controls, and the invisible characters that rustc refuses in comments (text_direction_codepoint_in_comment). */
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Lines of a doc comment; empty for a comment without words. Tabs are eight columns, indentation is cut to three: four make code. */
export function docLines(comment: string): string[] {
  const simple = plain.test(comment);
  if (simple && !comment.includes("\n")) {
    const line = comment.trim();
    return isDecoration(line) ? [] : [line.includes("://") ? escapeLine(line, emphasis(line)) : escapeBlockStart(line)];
  }
  const text = simple ? comment : decode(comment).replace(controls, (c) => (c === "\r" ? "" : " "));
  const lines = text.split("\n").map((line) => line.replace(/\t/g, "        ").trimEnd());
  while (lines.length > 0 && isDecoration(lines[0])) lines.shift();
  while (lines.length > 0 && isDecoration(lines[lines.length - 1])) lines.pop();
  dedent(lines);
  if (!simple || text.includes("://")) {
    const marks = emphasis(text);
    return lines.map((line) => escapeLine(outdent(line), marks));
  }
  return lines.map((line) => escapeBlockStart(outdent(line)));
}

/** An empty line, the `-` that keeps indent(1) away, a ruler. */
function isDecoration(line: string): boolean {
  const words = line.trim();
  return words === "" || words === "-" || words === "!" || /^([-=*_])\1{2,}$/.test(words);
}

/** Takes away the indentation that all lines share. */
function dedent(lines: string[]): void {
  let common = Number.POSITIVE_INFINITY;
  for (const line of lines) if (line !== "") common = Math.min(common, line.search(/\S/));
  if (common > 0) for (let i = 0; i < lines.length; i++) lines[i] = lines[i].slice(common);
}

/** Bytes that are valid UTF-8 as what they mean, else as latin1. */
function decode(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)));
  } catch {
    return bytes;
  }
}

function outdent(line: string): string {
  const words = line.trimStart();
  return line.length - words.length > 3 ? `   ${words}` : line;
}

interface Emphasis {
  readonly star: boolean;
  readonly underscore: boolean;
  readonly tilde: boolean;
}

/** A delimiter can only make emphasis where the comment holds one that opens and one that closes (CommonMark 6.2). */
function emphasis(text: string): Emphasis {
  return {
    star: /\*(?=\S)/.test(text) && /\S\*/.test(text),
    underscore: /(^|[^A-Za-z0-9_])_+(?=[^\s_])/.test(text) && /[^\s_]_+($|[^A-Za-z0-9_])/.test(text),
    tilde: text.indexOf("~") !== text.lastIndexOf("~"),
  };
}

const url = /\b(?:https?|ftp):\/\/[^\s<>"`]+/g;

function escapeLine(line: string, marks: Emphasis): string {
  let out = "";
  let from = 0;
  for (const found of line.matchAll(url)) {
    const trimmed = found[0].replace(/[.,;:!?'*_~]+$/, "");
    const link = trimmed.includes("(") ? trimmed : trimmed.replace(/[)\]}].*$/, "");
    out += `${escapeInline(line, from, found.index, marks)}<${link}>`;
    from = found.index + link.length;
    // the author's own `<url>`
    if (out.endsWith(`\\<<${link}>`) && line[from] === ">") {
      out = `${out.slice(0, -link.length - 4)}<${link}>`;
      from++;
    }
  }
  return escapeBlockStart(out + escapeInline(line, from, line.length, marks));
}

/** Escapes line[from, to), one special character after the other; their neighbours are looked at in the whole line. */
function escapeInline(line: string, from: number, to: number, marks: Emphasis): string {
  const special = /[\\`[<&*_~]/g;
  special.lastIndex = from;
  let out = "";
  let done = from;
  for (let found = special.exec(line); found !== null && found.index < to; found = special.exec(line)) {
    if (!isMarkup(line, found.index, marks)) continue;
    out += `${line.slice(done, found.index)}\\`;
    done = found.index;
  }
  return out + line.slice(done, to);
}

/** Would the character at `i` be more than itself? */
function isMarkup(line: string, i: number, marks: Emphasis): boolean {
  const next = line[i + 1] ?? "";
  const before = line[i - 1] ?? "";
  switch (line[i]) {
    case "\\":
      return next === "" || /[!-/:-@[-`{-~]/.test(next);
    case "`":
    case "[":
      return true;
    case "<":
      return /[A-Za-z/!?]/.test(next);
    case "&":
      return /[A-Za-z#]/.test(next);
    case "*":
      return marks.star && !(/^\s*$/.test(before) && /^\s*$/.test(next));
    case "_":
      return marks.underscore && !(/[A-Za-z0-9]/.test(before) && /[A-Za-z0-9]/.test(next));
    case "~":
      return marks.tilde;
    default:
      return false;
  }
}

/** What makes a block at a line's start (CommonMark 4, 5; GFM tables): headings, quotes, rules, fences, tables' second lines. */
function escapeBlockStart(line: string): string {
  if (!/^\s*[#>=+_*|:~-]/.test(line)) return line;
  const indent = line.length - line.trimStart().length;
  const words = line.slice(indent);
  if (words === "") return "";
  const block =
    /^#{1,6}(\s|$)/.test(words) ||
    words.startsWith(">") ||
    /^(-|=|\+|_|\*|\|)[-=+_*|:\s]*$/.test(words) ||
    /^[:|\s]*-[-:|\s]*$/.test(words) ||
    words.startsWith("~~~");
  return block ? `${line.slice(0, indent)}\\${words}` : line;
}
