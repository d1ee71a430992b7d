/**
 * Inline functions as Rust functions of the same behaviour. In: the program's functions with their typed bodies. Out: jobs for `body-item.ts`, which
 * makes function items in the module of their header.
 */
import type { CFunction, FunctionType } from "../semantics/index.js";
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
  if (type.convention !== undefined) {
    leaveOut(t, "inline function", name, origin, `has the calling convention ${type.convention}`);
    return [];
  }
  const outcome = bodies.get(name);
  return [{ what: "inline function", name, type, noreturn, origin, outcome, notes: notesOf(t, type) }];
}

function notesOf(t: Translation, type: FunctionType): readonly string[] {
  return volatileArguments(t, type);
}
