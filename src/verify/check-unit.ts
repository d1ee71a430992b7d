/**
 * The C environment of a generation, made real for a compiler: the unit's headers included in the order in which kpigen took them, with
 * the same search path. Headers that exist only in kpigen (opt_*.h, *_if.h, machine/, a test's in-memory tree) are written below a
 * scratch directory that shadows their include directory.
 *
 * The target's predefined macros are the compiler's own, not kpigen's rows: a wrong row must show.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { CEnvironment, Source, SourceTable } from "../base/index.js";
import type { CProgram } from "../semantics/index.js";
import type { PlannedUnit } from "../unit/index.js";

export interface CheckEnvironment {
  /** Arguments that stand after the compiler's name. */
  readonly arguments: readonly string[];
  /** C text that includes the headers of a unit. */
  preamble(unit: Pick<PlannedUnit, "preprocessed">): string;
}

export function makeCheckEnvironment(
  environment: CEnvironment,
  sources: SourceTable,
  scratch: string,
  extraArguments: readonly string[],
): CheckEnvironment {
  const shadows = writeVirtualSources(environment, sources, scratch);
  const search: string[] = [];
  environment.includePath.forEach((directory, i) => {
    if (shadows.directories.has(i)) search.push("-I", shadowDirectory(scratch, i));
    if (existsSync(directory.path)) search.push("-I", resolve(directory.path));
  });
  const commandLine = ownDefinitions(environment);
  return {
    arguments: [
      `--target=${environment.target.triple}`,
      ...(environment.target.flags ?? []),
      "-nostdinc",
      ...(isFreestanding(environment) ? ["-ffreestanding"] : []),
      "-fwrapv",
      `-std=${environment.standard}`,
      "-Wno-everything",
      "-Werror=return-type",
      "-ferror-limit=0",
      "-fno-caret-diagnostics",
      "-fno-color-diagnostics",
      "-fmacro-backtrace-limit=1",
      ...search,
      ...extraArguments,
      "-x",
      "c",
    ],
    preamble(unit) {
      const forced = environment.forcedIncludes.map((file) => `#include "${shadows.placeOf(file)}"\n`);
      // The unit's inclusions may begin with the forced ones.
      const { inclusions } = unit.preprocessed;
      const repeated = environment.forcedIncludes.every((file, i) => inclusions[i]?.name === file) ? forced.length : 0;
      const headers = inclusions
        .slice(repeated)
        .filter((inclusion) => !inclusion.failed)
        .map((inclusion) => {
          const source = inclusion.source === -1 ? undefined : sources.get(inclusion.source);
          const line =
            source === undefined
              ? `#include <${inclusion.name}>\n`
              : includeLine(environment, inclusion.name, source, shadows);
          return keeping(inclusion.restored ?? [], line);
        });
      return commandLine + forced.join("") + headers.join("");
    },
  };
}

/** A header that leaves macros as they were (GCC: Push/Pop Macro Pragmas). */
function keeping(macros: readonly string[], line: string): string {
  const all = (what: string): string => macros.map((name) => `#pragma ${what}("${name}")\n`).join("");
  return `${all("push_macro")}${line}${all("pop_macro")}`;
}

/** C11 6.10.8.1: no hosted implementation, so functions that are called as the library's are may do anything. */
export function isFreestanding(environment: CEnvironment): boolean {
  return /^#define __STDC_HOSTED__ 0$/m.test(environment.predefined);
}

/** `#include <name>` where that is what the search path finds first under the name, else the file by its path. */
function includeLine(environment: CEnvironment, name: string, source: Source, shadows: Shadows): string {
  const found = environment.includePath
    .map((directory) => joinPath(directory.path, name))
    .find((path) => environment.files.isFile(path));
  return found === source.path ? `#include <${name}>\n` : `#include "${shadows.placeOf(source.path)}"\n`;
}

/** Macros that hide names from checks: all that the unit has, and the predefined ones of the user's name space (`unix`, `linux`). */
export function undefinitions(program: CProgram, environment: CEnvironment): string {
  const names = new Set<string>();
  for (const macro of program.macros) names.add(macro.name);
  for (const macro of program.functionMacros) names.add(macro.name);
  for (const match of environment.predefined.matchAll(/^#define ([A-Za-z]\w*)/gm)) names.add(match[1]);
  return [...names].map((name) => `#undef ${name}\n`).join("");
}

/** -D and -U: the lines of `predefined` that are not the target's. */
function ownDefinitions(environment: CEnvironment): string {
  const target = environment.target.predefined;
  if (environment.predefined.startsWith(target)) return withLineEnd(environment.predefined.slice(target.length));
  const known = new Set(target.split("\n"));
  return withLineEnd(
    environment.predefined
      .split("\n")
      .filter((line) => line !== "" && !known.has(line) && !/^#define __STDC_HOSTED__ /.test(line))
      .join("\n"),
  );
}

function withLineEnd(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

interface Shadows {
  /** Indices of the include directories that have a shadow. */
  readonly directories: ReadonlySet<number>;
  /** Where a compiler finds what kpigen opened by `path`; the path itself where it is on no disk. */
  placeOf(path: string): string;
}

function writeVirtualSources(environment: CEnvironment, sources: SourceTable, scratch: string): Shadows {
  const directories = new Set<number>();
  const written = new Map<string, string>();
  for (const source of sources.all) {
    if (source.path.startsWith("<") || source.path === "" || isOnDisk(source)) continue;
    environment.includePath.forEach((directory, i) => {
      const prefix = directory.path.endsWith("/") ? directory.path : `${directory.path}/`;
      if (!source.path.startsWith(prefix)) return;
      directories.add(i);
      write(join(shadowDirectory(scratch, i), source.path.slice(prefix.length)), source.text);
    });
    const own = join(scratch, "files", source.path);
    write(own, source.text);
    written.set(source.path, own);
  }
  return {
    directories,
    placeOf: (path) => written.get(path) ?? (existsSync(path) ? resolve(path) : path),
  };
}

function shadowDirectory(scratch: string, index: number): string {
  return join(scratch, `include-${index}`);
}

function isOnDisk(source: Source): boolean {
  try {
    return readFileSync(source.path, "latin1") === source.text;
  } catch {
    return false;
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, "latin1");
}

function joinPath(directory: string, name: string): string {
  return directory.endsWith("/") ? directory + name : `${directory}/${name}`;
}
