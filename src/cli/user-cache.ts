/** The cache of this user on this machine, where the XDG Base Directory Specification has it, and kpigen's own files as inputs of every run. */
import { type Diagnostic, diagnostic, noPlace, packageDirectory, RealFileSystem } from "../base/index.js";
import { describeFailure, diskOutput, writeSingleFile } from "../crate/index.js";
import { type RunCache, runCache } from "./run-cache.js";

/** As many crates are remembered; the one that was not written for longest goes first. */
const mostEntries = 64;

/** @returns undefined where the environment names no home */
export function userCache(environment: Readonly<Record<string, string | undefined>>): RunCache | undefined {
  const { XDG_CACHE_HOME: named, HOME: home } = environment;
  // a relative path is to be ignored, says the specification
  const base = named?.startsWith("/") ? named : home?.startsWith("/") ? `${home}/.cache` : undefined;
  if (base === undefined) return undefined;
  const directory = `${base}/kpigen`;
  return runCache(directory, {
    read: textOf,
    write: (path, text) => writeEntry(directory, path, text),
    program: programInputs,
    isAsBefore: RealFileSystem.isAsBefore,
  });
}

function textOf(path: string): string | undefined {
  try {
    return diskOutput.isFile(path) ? diskOutput.read(path) : undefined;
  } catch (error) {
    if (describeFailure(error) === undefined) throw error;
    return undefined;
  }
}

function writeEntry(directory: string, path: string, text: string): readonly Diagnostic[] {
  try {
    diskOutput.makeDirectory(directory);
    forgetOldest(directory);
  } catch (error) {
    const reason = describeFailure(error);
    if (reason === undefined) throw error;
    return [diagnostic("crate/write", "warning", noPlace, `${directory} cannot be used: ${reason}`)];
  }
  return writeSingleFile(path, text, diskOutput);
}

/** Makes room for one more. */
function forgetOldest(directory: string): void {
  const paths = diskOutput.list(directory).map((name) => `${directory}/${name}`);
  if (paths.length < mostEntries) return;
  const oldest = paths.map((path) => ({ path, age: diskOutput.age(path) })).sort((a, b) => b.age - a.age);
  for (const { path } of oldest.slice(0, paths.length + 1 - mostEntries)) diskOutput.remove(path);
}

/** The command (not its bytecode), the grammar and the rules: what decides, with what is read, what is written. */
function programInputs(): ReadonlyMap<string, string> {
  const root = packageDirectory();
  const inputs = new Map<string, string>();
  const files = new RealFileSystem(inputs);
  const readAll = (directory: string): void => {
    for (const name of files.list(directory)) {
      if (name.endsWith("/")) readAll(`${directory}/${name.slice(0, -1)}`);
      else if (!name.endsWith(".cache")) files.read(`${directory}/${name}`);
    }
  };
  files.read(`${root}/package.json`);
  for (const name of ["dist/bundle", "grammars", "rules"]) readAll(`${root}/${name}`);
  return inputs;
}
