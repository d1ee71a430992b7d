/** Finds the records that a person means (`struct mtx`, `mtx`, `foo_t`, `mtx_*`) and shows each once. */
import type { Staged } from "../base/index.js";
import type { Generation } from "../generation.js";
import { type CProgram, type CRecord, layoutReport } from "../semantics/index.js";

/** Text of every record that the pattern names; empty where there is none. The same record in two units is shown once. */
export function layoutText(generation: Pick<Generation, "units" | "sources">, pattern: string): Staged<string> {
  const wanted = matcher(pattern);
  const shown = new Set<string>();
  const blocks: string[] = [];
  for (const { program } of generation.units) {
    for (const record of recordsNamed(program, wanted)) {
      const place = generation.sources.show(record.origin.place);
      const text = layoutReport(program, record).join("\n");
      const key = `${place}\0${text}`;
      if (shown.has(key)) continue;
      shown.add(key);
      blocks.push(`/* ${place} */\n${text}\n`);
    }
  }
  return { value: blocks.join("\n"), diagnostics: [] };
}

function* recordsNamed(program: CProgram, wanted: (name: string, tagKind?: string) => boolean): Generator<CRecord> {
  const found = new Set<CRecord>();
  for (const record of program.records) {
    if (record.tag !== undefined && record.scope === "file" && wanted(record.tag, record.tagKind)) found.add(record);
  }
  for (const typedef of program.typedefs) {
    if (!wanted(typedef.name)) continue;
    let type = program.types[typedef.type];
    while (type.kind === "qualified") type = program.types[type.of];
    if (type.kind === "record") found.add(program.records[type.record]);
  }
  yield* found;
}

/** Shell pattern over names; `struct` or `union` in front restricts it to tags of that kind. */
function matcher(pattern: string): (name: string, tagKind?: string) => boolean {
  const [, kind, rest] = /^\s*(?:(struct|union)\s+)?(.*?)\s*$/.exec(pattern)!;
  const body = rest
    .replace(/[\\^$.|+(){}[\]]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  const whole = new RegExp(`^${body}$`);
  return (name, tagKind) => (kind === undefined || tagKind === kind) && whole.test(name);
}
