/**
 * The printer loop: turns a document into text and is the only place that decides where a line breaks. It asks one question, "does
 * this fit on the rest of the line, with what follows up to the next possible break?" (Wadler; biome's printer/mod.rs).
 * A stack holds what is still to print; each question looks at most one line ahead, so time is linear in the output.
 */
import { assertNever } from "../base/index.js";
import { commaParts, type Document, fill, indent, newline } from "./document.js";
import { commentLines, hardWidth, lineWidth, literalLines } from "./wrap.js";

/** A filled list has at most so many lines; beyond that, one item a line. */
const filledLines = 4;
const step = 4;

interface Command {
  readonly document: Document;
  /** Columns of indentation after a line end in it. */
  readonly indentation: number;
}

interface State {
  /** What is still to be printed, all of it where it may break: what fits its line is written at once. */
  readonly stack: Command[];
  text: string;
  column: number;
  /** Indentation still to be written before the next text of this line; -1 once there is text. */
  pending: number;
}

/**
 * @param indentation columns; the first line is indented too
 * @returns lines without a line end after the last
 */
export function layout(document: Document, indentation = 0): string {
  const state: State = { stack: [], text: "", column: indentation, pending: indentation };
  push(state, document, indentation);
  for (let next = state.stack.pop(); next !== undefined; next = state.stack.pop()) print(state, next);
  return state.text;
}

function push(state: State, document: Document, indentation: number): void {
  state.stack.push({ document, indentation });
}

function print(state: State, { document, indentation }: Command): void {
  if (typeof document === "string") {
    write(state, document);
    return;
  }
  if (isConcatenation(document)) {
    for (let i = document.length - 1; i >= 0; i--) push(state, document[i], indentation);
    return;
  }
  switch (document.kind) {
    case "line":
    case "newline":
      breakLine(state, indentation);
      break;
    case "indent":
      push(state, document.content, indentation + step);
      break;
    case "group":
      if (fits(state, document.content)) writeFlat(state, document.content);
      else push(state, document.content, indentation);
      break;
    case "either":
      if (fits(state, document.flat)) writeFlat(state, document.flat);
      else push(state, document.broken, indentation);
      break;
    case "fill":
      printFill(state, document.parts, indentation);
      break;
    case "list":
      if (fits(state, document)) writeFlat(state, document);
      else push(state, brokenList(state, document, indentation), indentation);
      break;
    case "comment":
      commentLines(document.mark, document.text, lineWidth - state.column).forEach((text, index) => {
        if (index > 0) breakLine(state, indentation);
        write(state, text);
      });
      break;
    case "literal":
      printLiteral(state, document.text, indentation);
      break;
    default:
      assertNever(document);
  }
}

/** `Array.isArray` does not narrow readonly arrays. */
const isConcatenation = (document: Exclude<Document, string>): document is readonly Document[] =>
  Array.isArray(document);

function write(state: State, text: string): void {
  if (text === "") return;
  if (state.pending > 0) state.text += " ".repeat(state.pending);
  state.pending = -1;
  state.text += text;
  state.column += text.length;
}

function breakLine(state: State, indentation: number): void {
  state.text += "\n";
  state.column = indentation;
  state.pending = indentation;
}

/** Writes what is known to fit the line. */
function writeFlat(state: State, document: Document): void {
  if (typeof document === "string") {
    write(state, document);
    return;
  }
  if (isConcatenation(document)) {
    for (let i = 0; i < document.length; i++) writeFlat(state, document[i]);
    return;
  }
  switch (document.kind) {
    case "line":
      write(state, document.flat);
      break;
    case "indent":
    case "group":
      writeFlat(state, document.content);
      break;
    case "either":
      writeFlat(state, document.flat);
      break;
    case "fill":
      writeSeparated(state, document.parts, " ");
      break;
    case "list":
      write(state, document.open);
      writeSeparated(state, document.items, ", ");
      writeFlat(state, document.close);
      break;
    case "literal":
      write(state, document.text);
      break;
    case "newline":
    case "comment":
      throw new Error("a line end has no width: the question whether it fits was not asked");
    default:
      assertNever(document);
  }
}

function writeSeparated(state: State, parts: readonly Document[], separator: string): void {
  for (let i = 0; i < parts.length; i++) {
    if (i > 0) write(state, separator);
    writeFlat(state, parts[i]);
  }
}

/** After each part the question is asked again, for the column is known only then. */
function printFill(state: State, parts: readonly Document[], indentation: number): void {
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (part === "") continue;
    const width = flatWidth(part, lineWidth) + (index === parts.length - 1 ? restWidth(state) : 0);
    if (index > 0 && state.column + 1 + width > lineWidth) breakLine(state, indentation);
    else if (index > 0) write(state, " ");
    if (state.column + width > lineWidth) {
      // A part that must break itself. The others wait behind it: an empty part first, so that the question of a space is asked.
      if (index < parts.length - 1) push(state, fill(["", ...parts.slice(index + 1)]), indentation);
      push(state, part, indentation);
      return;
    }
    writeFlat(state, part);
  }
}

type List = Extract<Document, { readonly kind: "list" }>;

function brokenList(state: State, document: List, indentation: number): Document {
  const { open, items, close } = document;
  if (items.length === 0) return [open, close];
  const breaks = document.fillable ? fillBreaks(state, document, indentation) : undefined;
  const out: Document[] = [];
  const parts = commaParts(items);
  if (breaks === undefined) {
    for (const part of parts) out.push(newline, part);
    return [open, indent(out), newline, close];
  }
  parts.forEach((part, index) => {
    if (breaks[index]) out.push(newline);
    else if (index > 0) out.push(" ");
    out.push(part);
  });
  return [open, indent(out, close)];
}

/** For each item, whether a line starts with it in the filled form; undefined where that form is not allowed. */
function fillBreaks(state: State, { open, items, close }: List, indentation: number): readonly boolean[] | undefined {
  const end = flatWidth(close, lineWidth) + restWidth(state);
  const breaks: boolean[] = [];
  let column = state.column + open.length;
  let count = 1;
  for (let index = 0; index < items.length; index++) {
    const width = flatWidth(items[index], lineWidth) + (index < items.length - 1 ? 1 : end);
    const space = index === 0 ? 0 : 1;
    const starts = column + space + width > lineWidth;
    if (starts) {
      count++;
      column = indentation + step + width;
      if (count > filledLines || column > lineWidth) return undefined;
    } else {
      column += space + width;
    }
    breaks.push(starts);
  }
  return breaks;
}

function printLiteral(state: State, text: string, indentation: number): void {
  const whole = state.column + text.length + restWidth(state) <= hardWidth;
  const pieces = whole ? [text] : literalLines(text, lineWidth - state.column, lineWidth - indentation - step);
  pieces.forEach((piece, index) => {
    if (index > 0) breakLine(state, indentation + step);
    write(state, piece);
  });
}

function fits(state: State, document: Document): boolean {
  const width = state.column + flatWidth(document, lineWidth - state.column);
  return width <= lineWidth && width + restWidth(state) <= lineWidth;
}

/** Columns of a document on one line; Infinity if it cannot be on one line or takes more than `limit`. */
function flatWidth(document: Document, limit: number): number {
  if (typeof document === "string") return document.length <= limit ? document.length : Number.POSITIVE_INFINITY;
  if (isConcatenation(document)) return sumOfWidths(document, 0, limit);
  switch (document.kind) {
    case "newline":
    case "comment":
      return Number.POSITIVE_INFINITY;
    case "line":
      return document.flat.length;
    case "indent":
    case "group":
      return flatWidth(document.content, limit);
    case "either":
      return flatWidth(document.flat, limit);
    case "fill":
      return sumOfWidths(document.parts, 1, limit);
    case "list": {
      const ends = document.open.length + flatWidth(document.close, limit);
      return ends > limit ? Number.POSITIVE_INFINITY : ends + sumOfWidths(document.items, 2, limit - ends);
    }
    case "literal":
      return document.text.length;
    default:
      return assertNever(document);
  }
}

/** @param between columns of the separator */
function sumOfWidths(documents: readonly Document[], between: number, limit: number): number {
  let width = between * Math.max(documents.length - 1, 0);
  for (let i = 0; i < documents.length && width <= limit; i++) width += flatWidth(documents[i], limit - width);
  return width <= limit ? width : Number.POSITIVE_INFINITY;
}

/** Columns of what follows on the stack up to its first possible line end. */
function restWidth(state: State): number {
  let width = 0;
  for (let at = state.stack.length - 1; at >= 0 && width <= lineWidth; at--) {
    const first = widthToBreak(state.stack[at].document);
    if (first < 0) return width + ~first;
    width += first;
  }
  return width;
}

/** Columns up to a document's first possible line end, as `~columns` if there is one, else all of its columns. */
function widthToBreak(document: Document): number {
  if (typeof document === "string") return document.length;
  if (isConcatenation(document)) {
    let width = 0;
    for (let i = 0; i < document.length && width <= lineWidth; i++) {
      const first = widthToBreak(document[i]);
      if (first < 0) return ~(width + ~first);
      width += first;
    }
    return width;
  }
  switch (document.kind) {
    case "line":
    case "newline":
      return ~0;
    case "indent":
    case "group":
      return widthToBreak(document.content);
    case "either":
      return widthToBreak(document.broken);
    case "literal":
      return document.text.length;
    case "comment":
      return ~document.mark.length;
    case "fill":
      if (document.parts.length === 0) return 0;
      return document.parts.length === 1
        ? widthToBreak(document.parts[0])
        : ~Math.min(flatWidth(document.parts[0], lineWidth), lineWidth);
    case "list":
      return document.items.length === 0
        ? document.open.length + Math.min(flatWidth(document.close, lineWidth), lineWidth)
        : ~document.open.length;
    default:
      return assertNever(document);
  }
}
