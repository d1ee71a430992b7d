/**
 * Tags that are first named in a parameter list. Nothing else can be declared with such a type (C11 6.2.1p4), so these are asked about in a
 * second reading of the headers, behind declarations that make the tags known to all of the file.
 */
import type { CProgram, RecordId } from "../semantics/index.js";

export interface ParameterTags {
  readonly records: ReadonlySet<RecordId>;
  /** C text: `struct uio;` and so on. */
  readonly declarations: string;
}

export function parameterTags(program: CProgram): ParameterTags {
  const others = new Set<string>();
  for (const one of program.enums) if (one.tag !== undefined) others.add(`struct ${one.tag}`).add(`union ${one.tag}`);
  for (const { tag, tagKind } of program.records) others.add(`${tagKind === "struct" ? "union" : "struct"} ${tag}`);
  const records = new Set<RecordId>();
  const names = new Set<string>();
  for (const { id, scope, tag, tagKind, definition } of program.records) {
    const name = `${tagKind} ${tag}`;
    // what is defined in a parameter list is another type than one of that name outside
    if (scope !== "prototype" || tag === undefined || definition !== undefined || others.has(name)) continue;
    records.add(id);
    names.add(name);
  }
  return { records, declarations: [...names].map((name) => `${name};\n`).join("") };
}
