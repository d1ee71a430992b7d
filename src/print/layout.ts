/**
 * The printer loop: turns a document into text and is the only place that decides where a line breaks. It asks one question, "does
 * this fit on the rest of the line, with what follows up to the next possible break?" (Wadler; biome's printer/mod.rs).
 * Iterative, with a stack of what is still to print; each question looks at most one line ahead, so time is linear in the output.
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
  readonly flat: boolean;
}

interface State {
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
  state.stack.push({ document, indentation, flat: false });
  for (let next = state.stack.pop(); next !== undefined; next = state.stack.pop()) print(state, next);
  return state.text;
}

function print(state: State, { document, indentation, flat }: Command): void {
  const push = (inner: Document, asFlat = flat, at = indentation): void => {
    state.stack.push({ document: inner, indentation: at, flat: asFlat });
  };
  if (typeof document === "string") {
    write(state, document);
    return;
  }
  if (isConcatenation(document)) {
    for (let i = document.length - 1; i >= 0; i--) push(document[i]);
    return;
  }
  switch (document.kind) {
    case "line":
      if (flat) write(state, document.flat);
      else breakLine(state, indentation);
      break;
    case "newline":
      breakLine(state, indentation);
      break;
    case "indent":
      push(document.content, flat, indentation + step);
      break;
    case "group":
      push(document.content, flat || fits(state, document));
      break;
    case "either":
      if (flat || fits(state, document.flat)) push(document.flat, true);
      else push(document.broken);
      break;
    case "fill":
      if (flat) push(spaced(document.parts));
      else printFill(state, document.parts, indentation);
      break;
    case "list":
      if (flat || fits(state, document)) {
        push([document.open, spaced(commaParts(document.items)), document.close], true);
      } else push(brokenList(state, document, indentation));
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

function spaced(parts: readonly Document[]): Document {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [" ", part]));
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
      if (index < parts.length - 1) {
        state.stack.push({ document: fill(["", ...parts.slice(index + 1)]), indentation, flat: false });
      }
      state.stack.push({ document: part, indentation, flat: false });
      return;
    }
    printFlat(state, part, indentation);
  }
}

/** Prints one document on the line, at once. */
function printFlat(state: State, document: Document, indentation: number): void {
  const bottom = state.stack.length;
  state.stack.push({ document, indentation, flat: true });
  while (state.stack.length > bottom) print(state, state.stack.pop()!);
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
  const width = flatWidth(document, lineWidth - state.column);
  return state.column + width <= lineWidth && state.column + width + restWidth(state) <= lineWidth;
}

/** Columns of a document on one line; Infinity if it cannot be on one line or takes more than `limit`. */
function flatWidth(document: Document, limit: number): number {
  if (typeof document === "string") return document.length;
  let width = 0;
  const waiting: Document[] = [document];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === "string") width += next.length;
    else if (isConcatenation(next)) for (let i = next.length - 1; i >= 0; i--) waiting.push(next[i]);
    else {
      switch (next.kind) {
        case "newline":
        case "comment":
          return Number.POSITIVE_INFINITY;
        case "line":
          width += next.flat.length;
          break;
        case "indent":
        case "group":
          waiting.push(next.content);
          break;
        case "either":
          waiting.push(next.flat);
          break;
        case "fill":
          width += Math.max(next.parts.length - 1, 0);
          for (let i = next.parts.length - 1; i >= 0; i--) waiting.push(next.parts[i]);
          break;
        case "list":
          width += next.open.length + 2 * Math.max(next.items.length - 1, 0);
          waiting.push(next.close);
          for (let i = next.items.length - 1; i >= 0; i--) waiting.push(next.items[i]);
          break;
        case "literal":
          width += next.text.length;
          break;
        default:
          return assertNever(next);
      }
    }
    if (width > limit) return Number.POSITIVE_INFINITY;
  }
  return width;
}

/** Columns of what follows on the stack up to its first possible line end. */
function restWidth(state: State): number {
  let width = 0;
  for (let at = state.stack.length - 1; at >= 0; at--) {
    const command = state.stack[at];
    const first = widthToBreak(command.document, command.flat, lineWidth);
    width += first.width;
    if (first.ends || width > lineWidth) return width;
  }
  return width;
}

/** Columns of a document up to its first possible line end, and whether there is one. */
function widthToBreak(
  document: Document,
  flat: boolean,
  limit: number,
): { readonly width: number; readonly ends: boolean } {
  if (typeof document === "string") return { width: document.length, ends: false };
  let width = 0;
  const waiting: Document[] = [document];
  for (let next = waiting.pop(); next !== undefined && width <= limit; next = waiting.pop()) {
    if (typeof next === "string") width += next.length;
    else if (isConcatenation(next)) for (let i = next.length - 1; i >= 0; i--) waiting.push(next[i]);
    else if (next.kind === "newline") return { width, ends: true };
    else if (next.kind === "line") {
      if (!flat) return { width, ends: true };
      width += next.flat.length;
    } else if (next.kind === "indent" || next.kind === "group") waiting.push(next.content);
    else if (next.kind === "either") waiting.push(flat ? next.flat : next.broken);
    else if (next.kind === "literal") width += next.text.length;
    else if (next.kind === "comment") return { width: width + next.mark.length, ends: true };
    else if (next.kind === "fill") {
      if (flat) width += flatWidth(next, limit);
      else if (next.parts.length > 1) return { width: width + flatWidth(next.parts[0], limit), ends: true };
      else if (next.parts.length === 1) waiting.push(next.parts[0]);
    } else if (flat || next.items.length === 0) width += flatWidth(next, limit);
    else return { width: width + next.open.length, ends: true };
  }
  return { width, ends: false };
}
