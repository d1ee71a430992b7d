/**
 * Where the sources of a tree define the records that its headers only name: `struct turnstile` is defined in kern/subr_turnstile.c. In: the
 * tree's root and the tags with the headers that name them; out: a place each. Looked for in kern/, in the directory of the header and in
 * those of the machine's own sources, at the beginning of a line as style(9) has it; a tag that several files define has no place, since
 * which of them a kernel is built from is not for a header to say.
 */
import type { FileSystem } from "../base/index.js";
import { buildLinks } from "./machine.js";

/** A record without a definition: `struct`, `turnstile`, `sys/turnstile.h`. */
export interface NamedRecord {
  readonly tagKind: "struct" | "union";
  readonly tag: string;
  /** Include name of the header that names it. */
  readonly header: string;
}

/** @returns `sys/kern/subr_turnstile.c:129` by `struct turnstile`, for those that were found */
export function definitionPlaces(
  sys: string,
  machine: string,
  files: FileSystem,
  records: readonly NamedRecord[],
): ReadonlyMap<string, string> {
  const wanted = new Map<string, NamedRecord>();
  for (const record of records) wanted.set(`${record.tagKind} ${record.tag}`, record);
  const found = new Map<string, string>();
  const searched = new Set<string>();
  const search = (directory: string): void => {
    if (searched.has(directory)) return;
    searched.add(directory);
    for (const [record, places] of definitionsIn(sys, directory, files, wanted)) {
      if (places.length === 1) found.set(record, places[0]);
      wanted.delete(record);
    }
  };
  if (wanted.size > 0) search("kern");
  for (const { header } of [...wanted.values()])
    for (const directory of sourceDirectories(sys, machine, header)) search(directory);
  return found;
}

/** `net` for net/if.h; `amd64/amd64` and `x86/x86` for machine/pmap.h. */
function sourceDirectories(sys: string, machine: string, header: string): readonly string[] {
  const directory = header.slice(0, Math.max(0, header.lastIndexOf("/")));
  const links = buildLinks(sys, machine);
  if (directory !== "sys" && !links.some(({ name }) => name === directory)) return [directory];
  return links.map(({ path }) => path.slice(sys.length + 1, -"/include".length)).map((name) => `${name}/${name}`);
}

function definitionsIn(
  sys: string,
  directory: string,
  files: FileSystem,
  wanted: ReadonlyMap<string, NamedRecord>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of files.list(`${sys}/${directory}`)) {
    const read = name.endsWith(".c") ? files.read(`${sys}/${directory}/${name}`) : undefined;
    if (read?.kind !== "text") continue;
    const here = new Map<string, number>();
    for (const word of ["struct", "union"]) findDefinitions(read.text, word, here);
    for (const [record, at] of here) {
      if (!wanted.has(record)) continue;
      const place = `sys/${directory}/${name}:${lineAt(read.text, at)}`;
      const places = found.get(record);
      if (places === undefined) found.set(record, [place]);
      else places.push(place);
    }
  }
  return found;
}

const tagAndBrace = /[ \t]+(\w+)\s*\{/y;

/** Offsets of the first definition of each tag; by indexOf, since a regular expression over a whole file takes several times as long. */
function findDefinitions(text: string, word: string, found: Map<string, number>): void {
  const start = `\n${word}`;
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + start.length)) {
    tagAndBrace.lastIndex = at + start.length;
    const tag = tagAndBrace.exec(text)?.[1];
    if (tag !== undefined && !found.has(`${word} ${tag}`)) found.set(`${word} ${tag}`, at + 1);
  }
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
