/**
 * Diagnostics for people, in clang's form: `file:line:col: error: text [code]`, the line, a caret, the notes. In: diagnostics and the
 * sources they point into. Out: text.
 */
import type { Diagnostic, Place, Severity, SourceTable } from "../base/index.js";
import { type Stream, type Style, shown, styled } from "./terminal.js";

const styles: Readonly<Record<Severity, Style>> = { error: "red", warning: "yellow", note: "cyan" };

/** Columns of a source line that are shown around the caret. */
const window = 140;

export function diagnosticText(diagnostic: Diagnostic, sources: SourceTable, stream: Stream): string {
  const head = message(
    diagnostic.severity,
    diagnostic.place,
    `${diagnostic.text} [${diagnostic.code}]`,
    sources,
    stream,
  );
  const notes = diagnostic.notes.map((note) => message("note", note.place, note.text, sources, stream));
  return head + sourceLine(diagnostic.place, sources, stream) + notes.join("");
}

function message(severity: Severity, place: Place, text: string, sources: SourceTable, stream: Stream): string {
  const at = place < 0 ? "kpigen" : sources.show(place);
  return `${styled(stream, "bold", `${at}:`)} ${styled(stream, styles[severity], `${severity}:`)} ${shown(text)}\n`;
}

function sourceLine(place: Place, sources: SourceTable, stream: Stream): string {
  const at = place < 0 ? undefined : sources.lineColumn(place);
  if (at === undefined) return "";
  const starts = sources.lineStarts(at.source);
  const start = starts[at.line - 1];
  const end = at.line < starts.length ? starts[at.line] - 1 : at.source.text.length;
  const from = at.column > window ? start + at.column - 1 - window / 2 : start;
  const bytes = at.source.text.slice(from, Math.min(end, from + window)).replace(/[\r\n]+$/, "");
  const before = shown(at.source.text.slice(from, place - at.source.base));
  const number = String(at.line).padStart(5);
  const caret = before.replace(/[^\t]/g, " ");
  return `${number} | ${shown(bytes)}\n      | ${caret}${styled(stream, "green", "^")}\n`;
}

/** All of them, or the first `most`, errors before warnings where some must go, and how many more there are. */
export function diagnosticsText(
  diagnostics: readonly Diagnostic[],
  sources: SourceTable,
  stream: Stream,
  most: number,
): string {
  const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };
  const ordered =
    diagnostics.length > most ? [...diagnostics].sort((a, b) => ranks[a.severity] - ranks[b.severity]) : diagnostics;
  const text = ordered.slice(0, most).map((one) => diagnosticText(one, sources, stream));
  const rest = ordered.slice(most);
  if (rest.length > 0) text.push(`and ${rest.length} more: ${bySeverity(rest)} (--verbose shows all)\n`);
  return text.join("");
}

function bySeverity(diagnostics: readonly Diagnostic[]): string {
  const parts: string[] = [];
  for (const severity of ["error", "warning", "note"] as const) {
    const count = diagnostics.filter((one) => one.severity === severity).length;
    if (count > 0) parts.push(`${count} ${severity}${count === 1 ? "" : "s"}`);
  }
  return parts.join(", ");
}
