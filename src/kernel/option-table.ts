/**
 * conf/options, conf/options.<machine> and conf/options-compat: which options exist and which opt_*.h each is written to
 * (read_options of usr.sbin/config/mkoptions.c). A line is a name and a header; without the header it is opt_<lowercase name>.h. In
 * options-compat, or spelled `OLD = NEW`, the second word is the option that an old name stands for.
 */
import { type Diagnostic, diagnostic, type FileSystem, type Place, type SourceTable } from "../base/index.js";

export interface OptionTable {
  /** Header of each option, `opt_global.h`. */
  readonly headers: ReadonlyMap<string, string>;
  /** Old names and the options that they now are. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** An options file; `renames`: its second words are options. */
export interface OptionFile {
  readonly path: string;
  readonly display: string;
  readonly renames: boolean;
}

/** Reads option files that exist, in order. Diagnoses an option listed twice; the first line stays. */
export function readOptionTable(
  optionFiles: readonly OptionFile[],
  files: FileSystem,
  sources: SourceTable,
): { readonly table: OptionTable; readonly diagnostics: readonly Diagnostic[] } {
  const headers = new Map<string, string>();
  const renamed = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const file of optionFiles) {
    const read = files.read(file.path);
    if (read.kind === "missing") continue;
    if (read.kind === "unreadable") {
      const text = `${file.display}: ${read.reason}`;
      diagnostics.push(diagnostic("kernel/missing-file", "error", -1 as Place, text));
      continue;
    }
    const { path, display } = file;
    const source = sources.add({ path, display, includeName: display, text: read.text, includedAt: -1 as Place });
    const line = /[^\n]*\n?/gy;
    for (let at = 0; at < read.text.length; at = line.lastIndex) {
      line.lastIndex = at;
      const words = line
        .exec(read.text)![0]
        .replace(/#.*/, "")
        .trim()
        .split(/[ \t\r]+/);
      const name = words[0];
      if (name === "") continue;
      if (words[1] === "=" || file.renames) {
        const to = words[1] === "=" ? words[2] : words[1];
        if (to !== undefined && (headers.has(name) || words[1] === "=")) renamed.set(name, to);
        continue;
      }
      if (headers.has(name)) {
        const place = (source.base + at) as Place;
        diagnostics.push(diagnostic("kernel/config-syntax", "error", place, `Duplicate option ${name}.`));
        continue;
      }
      headers.set(name, words[1] ?? `opt_${name.toLowerCase()}.h`);
    }
  }
  for (const name of renamed.keys()) headers.delete(name);
  return { table: { headers, renamed }, diagnostics };
}
