/**
 * What kpigen has to say about its input. Bad input is never an exception across a door: it is a Diagnostic. A thrown error is a
 * bug in kpigen. Codes are listed in `diagnostic-codes.ts`.
 */
import type { DiagnosticCode } from "./diagnostic-codes.js";
import type { Place } from "./source.js";

export type Severity = "error" | "warning" | "note";

export interface DiagnosticNote {
  readonly place: Place;
  /** `expanded from macro 'X'`, `included from here`, `previous definition is here`. */
  readonly text: string;
}

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly place: Place;
  readonly text: string;
  readonly notes: readonly DiagnosticNote[];
}

/** The result of a stage: what it made and what it has to say. */
export interface Staged<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

export function diagnostic(
  code: DiagnosticCode,
  severity: Severity,
  place: Place,
  text: string,
  notes: readonly DiagnosticNote[] = [],
): Diagnostic {
  return { code, severity, place, text, notes };
}
