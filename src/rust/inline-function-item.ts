/**
 * Inline functions as Rust functions of the same behaviour. In: the program's functions with their typed bodies. Out: jobs for `body-item.ts`, which
 * makes function items in the module of their header.
 */
import type { BodyOutcome, CFunction, FunctionType, Origin } from "../semantics/index.js";
import type { BodyJob } from "./body-item.js";
import type { Bodies } from "./body-scope.js";
import { functionFate, volatileArguments } from "./function-item.js";
import { leaveOut, leaveUnasked, type Translation } from "./translation.js";

export function inlineFunctionJobs(t: Translation, bodies: Bodies | undefined): readonly BodyJob[] {
  const own = t.program.functions.filter(
    (fn) =>
      t.owns(fn.origin) && !t.chosen.blocks("function", fn.name, fn.origin) && functionFate(t, fn).kind === "body",
  );
  if (bodies === undefined) {
    for (const fn of own) leaveUnasked(t, "inline function", fn.name, fn.origin, "bodies are not asked for");
    return [];
  }
  return own.flatMap((fn) => jobOf(t, fn, bodies));
}

function jobOf(t: Translation, fn: CFunction, bodies: Bodies): readonly BodyJob[] {
  const type = t.program.types[fn.type];
  if (type.kind !== "function") {
    leaveOut(t, "inline function", fn.name, fn.origin, "its type was not understood");
    return [];
  }
  const { name, noreturn, origin } = fn;
  const outcome = type.convention === undefined ? bodies.get(name) : ofConvention(type.convention, origin);
  return [{ what: "inline function", name, type, noreturn, origin, outcome, notes: notesOf(t, fn, type) }];
}

/** Refused with whatever calls it. */
function ofConvention(convention: string, origin: Origin): BodyOutcome {
  return { kind: "refused", refusal: { why: `has the calling convention ${convention}`, at: origin.firstToken } };
}

function notesOf(t: Translation, fn: CFunction, type: FunctionType): readonly string[] {
  const notes = [...volatileArguments(t, type)];
  const said = new Set(fn.attributes.map(({ name }) => name));
  // GCC: Common Function Attributes
  if (said.has("constructor")) notes.push("C calls it before `main`; Rust does not.");
  if (said.has("destructor")) notes.push("C calls it behind `main`; Rust does not.");
  if (said.has("section")) notes.push("C puts its code into a section of its own; Rust does not.");
  if (said.has("aligned")) notes.push("C aligns its code; Rust does not.");
  return notes;
}
