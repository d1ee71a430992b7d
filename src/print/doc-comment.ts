/**
 * `Doc` → `/// ` lines: the C comment, kpigen's notes (`VOLATILE!`) right under it, an empty line, the place. The text is escaped for
 * rustdoc already (`rust/`); here it is only kept inside its comment and on the page (`wrap.ts`).
 */
import type { Doc } from "../rust/index.js";
import { comment, type Document, newline } from "./document.js";
import { commentLines, fitsComment, lineWidth } from "./wrap.js";

/** The texts of the lines, without `///`. */
function docTexts(doc: Doc): readonly string[] {
  const { lines, notes, definedIn } = doc;
  if (definedIn === undefined) return notes.length === 0 ? lines : [...lines, ...notes];
  const place = `defined in ${definedIn}`;
  return lines.length + notes.length === 0 ? [place] : [...lines, ...notes, "", place];
}

/** Each line with a line end after it. */
export function docDocument(doc: Doc | undefined): Document {
  return doc === undefined ? "" : docTexts(doc).map((text) => [comment("/// ", text), newline]);
}

/** The same as text. @param margin the spaces before each line */
export function docText(doc: Doc | undefined, margin: string): string {
  if (doc === undefined) return "";
  // Most items have their place and no more.
  if (doc.lines.length === 0 && doc.notes.length === 0) {
    return doc.definedIn === undefined ? "" : lineText(`defined in ${doc.definedIn}`, margin);
  }
  let out = "";
  for (const text of docTexts(doc)) out += lineText(text, margin);
  return out;
}

function lineText(text: string, margin: string): string {
  if (fitsComment(text, lineWidth - margin.length - 4)) return `${margin}/// ${text}\n`;
  let out = "";
  for (const one of commentLines("/// ", text, lineWidth - margin.length)) out += `${margin}${one}\n`;
  return out;
}

export const hasDoc = (doc: Doc | undefined): boolean =>
  doc !== undefined && (doc.lines.length > 0 || doc.notes.length > 0 || doc.definedIn !== undefined);
