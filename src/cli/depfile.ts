/** What a file was made of, as a rule of make(1): `out.rs: a.h b.h`. */
import type { SourceTable } from "../base/index.js";

/** @param target the file that was written */
export function depfileText(target: string, sources: SourceTable): string {
  const read = new Set(sources.all.map(({ path }) => path).filter((path) => !path.startsWith("<")));
  return `${[`${escaped(target)}:`, ...[...read].map(escaped)].join(" ")}\n`;
}

/** A space ends a name, # begins a comment, $ a variable (GNU make, "Rule Syntax"). */
const escaped = (path: string): string => path.replace(/[ #]/g, "\\$&").replace(/\$/g, "$$$$");
