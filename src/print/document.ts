/**
 * The document language of the formatter: a tree that says where a text MAY break, never where it does (Wadler, "A prettier
 * printer"; biome's format_element.rs). Rules (`item.ts`, `statement.ts`, `expression.ts`, ...) build documents out of crate data;
 * `layout.ts` alone decides. A string is text without line ends.
 */
export type Document =
  | string
  | readonly Document[]
  /** `flat` in a group that fits its line, else a line end. */
  | { readonly kind: "line"; readonly flat: string }
  /** A line end in any case; what holds it can never be on one line. */
  | { readonly kind: "newline" }
  /** Line ends inside are followed by four more spaces. */
  | { readonly kind: "indent"; readonly content: Document }
  /** On one line where that fits, else every `line` of it (not of the groups in it) breaks. */
  | { readonly kind: "group"; readonly content: Document }
  /** One form for one line and another for more. */
  | { readonly kind: "either"; readonly flat: Document; readonly broken: Document }
  /** Parts with a space between; a part goes to a new line only where it does not fit any more. */
  | { readonly kind: "fill"; readonly parts: readonly Document[] }
  /**
   * Items between brackets: on one line if that fits; else filled, continuation lines indented once, if `fillable`, each item
   * fits a line and it takes at most four lines; else one item a line with the brackets outside.
   */
  | {
      readonly kind: "list";
      readonly open: string;
      readonly items: readonly Document[];
      readonly close: Document;
      readonly fillable: boolean;
    }
  /** One line of a comment: `mark` and words; may continue on more lines with the same mark. Must end its line. */
  | { readonly kind: "comment"; readonly mark: string; readonly text: string }
  /** A string literal: unbroken up to the hard limit, then continued with a backslash at the line end. */
  | { readonly kind: "literal"; readonly text: string };

/** A space, or a line end where its group breaks. */
export const line: Document = { kind: "line", flat: " " };
/** Nothing, or a line end where its group breaks. */
export const softLine: Document = { kind: "line", flat: "" };
export const newline: Document = { kind: "newline" };

export const indent = (...content: readonly Document[]): Document => ({ kind: "indent", content });
export const group = (...content: readonly Document[]): Document => ({ kind: "group", content });
export const fill = (parts: readonly Document[]): Document => ({ kind: "fill", parts });
export const either = (flat: Document, broken: Document): Document => ({ kind: "either", flat, broken });
export const comment = (mark: string, text: string): Document => ({ kind: "comment", mark, text });

/** A bracketed list that may be filled; see `Document`. */
export const list = (open: string, items: readonly Document[], close: Document, fillable = true): Document => ({
  kind: "list",
  open,
  items,
  close,
  fillable,
});

/** `a, b, c`: each part with its comma but the last. */
export function commaParts(items: readonly Document[]): readonly Document[] {
  return items.map((item, index) => (index < items.length - 1 ? [item, ","] : item));
}

/** Documents one under the other. */
export function lines(items: readonly Document[]): Document {
  const out: Document[] = [];
  for (const item of items) {
    if (out.length > 0) out.push(newline);
    out.push(item);
  }
  return out;
}
