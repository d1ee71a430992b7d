/** The summary for machines (`--json`): one object, with every left-out item and every diagnostic. Its fields are documented in docs/cli.md. */
import type { Diagnostic, Place, SourceTable } from "../base/index.js";
import type { GenerationSummary } from "../generation.js";

export interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export function jsonPlace(place: Place, sources: SourceTable): JsonPlace | null {
  const at = place < 0 ? undefined : sources.lineColumn(place);
  return at === undefined ? null : { file: at.source.display, line: at.line, column: at.column };
}

export function jsonDiagnostics(diagnostics: readonly Diagnostic[], sources: SourceTable): readonly object[] {
  return diagnostics.map((one) => ({
    code: one.code,
    severity: one.severity,
    place: jsonPlace(one.place, sources),
    text: one.text,
    notes: one.notes.map((note) => ({ place: jsonPlace(note.place, sources), text: note.text })),
  }));
}

export function jsonSummary(summary: GenerationSummary): object {
  return {
    counts: summary.counts,
    headers: Object.fromEntries(summary.fates),
    leftOut: summary.leftOut,
    phases: summary.phases,
  };
}
