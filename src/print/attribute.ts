/**
 * Attributes: `#[repr(C)]`, `#![allow(a, b)]`. They come as text without the brackets around; a long list in parentheses is filled, or
 * one entry a line, as arguments are. Rust Reference, "Attributes".
 */
import { type Document, list, newline } from "./document.js";
import { lineWidth } from "./wrap.js";

/** @param open `#[` or `#![` */
export function attributeDocument(open: string, attribute: string): Document {
  // those of the item that a macro was given
  if (attribute.startsWith("$(")) return attribute;
  const parenthesis = attribute.indexOf("(");
  // Only plain lists are broken: commas in strings or inner parentheses are not entries.
  if (attribute.length < lineWidth / 2 || !/^[\w:]+\([\w:, ]*\)$/.test(attribute)) return `${open}${attribute}]`;
  const entries = attribute.slice(parenthesis + 1, -1).split(/, */);
  return list(`${open}${attribute.slice(0, parenthesis + 1)}`, entries, ")]");
}

/** Each on a line, with a line end after it. */
export const attributeLines = (attributes: readonly string[]): Document =>
  attributes.map((attribute) => [attributeDocument("#[", attribute), newline]);
