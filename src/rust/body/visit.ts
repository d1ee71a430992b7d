/** Walks over typed bodies: every statement and expression below one, in any order. Typed bodies are plain data, so one walk finds all. */
import type { LocalId, TypedExpression, TypedStatement } from "../../semantics/index.js";

type Row = { readonly kind?: unknown; readonly [key: string]: unknown };

/** Calls `visit` for each object with a kind, outer ones first; `visit` gives false for what is not to be entered. */
export function visitRows(data: unknown, visit: (row: Row) => boolean): void {
  if (Array.isArray(data)) {
    for (const one of data) visitRows(one, visit);
    return;
  }
  if (typeof data !== "object" || data === null) return;
  const row = data as Row;
  if (typeof row.kind === "string" && !visit(row)) return;
  for (const key in row) {
    const value = row[key];
    if (typeof value === "object" && value !== null) visitRows(value, visit);
  }
}

/** The variable of which an element or member, or all of it, is read where this is loaded. */
export function readOfVariable(e: TypedExpression): (TypedExpression & { readonly kind: "variable" }) | undefined {
  const whole = wholeOf(e, () => {});
  return whole.kind === "variable" ? whole : undefined;
}

/** The object of which the place is an element, a member, or all. @param onDecay is told of arrays on the way that decay to be indexed */
function wholeOf(place: TypedExpression, onDecay: (decay: TypedExpression) => void): TypedExpression {
  let at = place;
  for (;;) {
    if (at.kind === "member") at = at.of;
    else if (at.kind === "dereference" && at.of.kind === "decay") at = throughDecay(at.of);
    else if (at.kind === "dereference" && at.of.kind === "pointer-offset" && at.of.pointer.kind === "decay")
      at = throughDecay(at.of.pointer);
    else return at;
  }

  function throughDecay(decay: TypedExpression & { readonly kind: "decay" }): TypedExpression {
    onDecay(decay);
    return decay.of;
  }
}

/** Labels that statements jump to. */
export function gotosIn(data: unknown): Set<string> {
  const found = new Set<string>();
  visitRows(data, (row) => {
    if (row.kind === "goto") found.add(String(row.target));
    if (row.kind === "asm") for (const label of row.labels as readonly string[]) found.add(label);
    return true;
  });
  return found;
}

export function labelsIn(data: unknown): Set<string> {
  const found = new Set<string>();
  visitRows(data, (row) => {
    if (row.kind === "label") found.add(String(row.name));
    return true;
  });
  return found;
}

/** Locals that an expression names. */
export function localsIn(data: unknown): Set<LocalId> {
  const found = new Set<LocalId>();
  visitRows(data, (row) => {
    if (row.kind === "local") found.add(row.local as LocalId);
    return true;
  });
  return found;
}

/** Is there a `continue` of this loop itself in its body? */
export function continues(data: unknown): boolean {
  let found = false;
  visitRows(data, (row) => {
    if (row.kind === "continue") found = true;
    return !found && row.kind !== "while" && row.kind !== "do" && row.kind !== "for";
  });
  return found;
}

/** Is there a `break` of this loop or switch itself in its body? */
export function breaks(data: unknown): boolean {
  let found = false;
  visitRows(data, (row) => {
    if (row.kind === "break") found = true;
    return !found && row.kind !== "while" && row.kind !== "do" && row.kind !== "for" && row.kind !== "switch";
  });
  return found;
}

/** A case label of the switch that is not at the top of its body, as in Duff's device. */
export function holdsDeepCase(statements: readonly TypedStatement[]): boolean {
  let found = false;
  for (const statement of statements) {
    if (statement.kind === "case" || statement.kind === "default") continue;
    visitRows(statement, (row) => {
      if (row.kind === "case" || row.kind === "default") found = true;
      return !found && row.kind !== "switch";
    });
  }
  return found;
}

const values = new Set(["assign", "builtin", "call", "comma", "conditional", "statement-expression"]);

/** Is it of a record that is a value, no object: the array in `f().text`? */
export const isOfTemporary = (e: Row): boolean => values.has(String(wholeRecord(e).kind));

function wholeRecord(e: Row): Row {
  return e.kind === "member" ? wholeRecord(e.of as Row) : e;
}

/**
 * Is the address of a compound literal or of a temporary taken, or that of a part of one? An array decays to it, unless that is to read an element:
 * `((const int[]){ 1, 2 })[i]`.
 */
export function takesAddressOfOwn(data: unknown): boolean {
  let found = false;
  const onlyRead = new Set<unknown>();
  visitRows(data, (row) => {
    if (row.kind === "load") wholeOf(row.of as TypedExpression, (decay) => onlyRead.add(decay));
    if (row.kind === "address-of" || (row.kind === "decay" && !onlyRead.has(row))) {
      if (wholeRecord(row.of as Row).kind === "compound-literal" || isOfTemporary(row.of as Row)) found = true;
    }
    return !found;
  });
  return found;
}
