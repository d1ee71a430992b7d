/**
 * Attributes: `#[repr(C)]`, `#![allow(a, b)]`, `#[link_name = concat!("a", "b")]`. They come as text without the brackets around; a long list in
 * parentheses is filled, or one entry a line, as arguments are. Rust Reference, "Attributes".
 */
import { commaEntries } from "./comma-entries.js";
import { type Document, list, newline } from "./document.js";
import { lineWidth } from "./wrap.js";

/** @param open `#[` or `#![` */
export function attributeDocument(open: string, attribute: string): Document {
  // those of the item that a macro was given
  if (attribute.startsWith("$(")) return attribute;
  const parts = attribute.length < lineWidth / 2 ? null : /^([\w:]+(?: = [\w:]+!)?\()(.*)\)$/s.exec(attribute);
  if (parts === null) return `${open}${attribute}]`;
  return list(`${open}${parts[1]}`, commaEntries(parts[2]), ")]");
}

/** Each on a line, with a line end after it. */
export const attributeLines = (attributes: readonly string[]): Document =>
  attributes.map((attribute) => [attributeDocument("#[", attribute), newline]);
