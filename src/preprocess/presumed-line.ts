/** The line and name that __LINE__ and __FILE__ give, and #line that changes them (C11 6.10.4). */
import type { Place } from "../base/index.js";
import type { FileFrame, UnitState } from "./unit-state.js";

export function presumedLine(u: UnitState, place: number): number {
  const at = u.sources.lineColumn(place as Place);
  if (at === undefined) return 1;
  const { frame } = u;
  return at.line + (frame !== undefined && frame.lexed.source === at.source ? frame.lineShift : 0);
}

export function presumedName(u: UnitState): string {
  return u.frame?.presumedName ?? u.frame?.lexed.source.display ?? "";
}

/** `#line digits ["name"]`, already expanded: rows [from, to) of the results. Also `# digits "name" flags`. */
export function lineDirective(u: UnitState, frame: FileFrame, place: Place, from: number, to: number): void {
  const { results } = u.stack;
  const digits = to > from ? u.text[results.spelling[from]] : "";
  if (!/^[0-9]+$/.test(digits)) {
    u.report("preprocess/directive", "error", place, "#line takes a positive number");
    return;
  }
  const line = Number(digits);
  if (line > 2147483647) {
    u.report("preprocess/directive", "error", place, "the number of #line is above 2147483647");
    return;
  }
  if (to > from + 1) {
    const name = u.text[results.spelling[from + 1]];
    if (!name.startsWith('"')) {
      u.report("preprocess/directive", "error", place, "the file name of #line is not a string literal");
      return;
    }
    frame.presumedName = name.slice(1, -1).replace(/\\(["\\])/g, "$1");
  }
  const here = u.sources.lineColumn(place)?.line ?? 0;
  frame.lineShift = line - (here + 1);
}
