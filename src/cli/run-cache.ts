/**
 * What runs leave behind for the next: for each crate's directory one small file in the user's cache directory, which holds what was asked, a
 * digest of all that was read, a digest of the crate, and what was said. If all that is as it was, there is nothing to do, and the crate's
 * files keep their times, so that cargo has nothing to do either.
 */
import { createHash } from "node:crypto";
import type { Diagnostic, InputLog } from "../base/index.js";
import type { ExitCode } from "./exit-code.js";

/** What a run told its user, without colours and times. */
export interface Said {
  /** On standard error. */
  readonly diagnostics: string;
  readonly title: string;
  /** Of the summary: headers, items, what was left out. */
  readonly contents: string;
  /** The summary for machines, where that was asked for. */
  readonly json: object | undefined;
  readonly code: ExitCode;
}

/** A run of which the next can know that it would do the same. */
export interface FinishedRun {
  /** All that was typed, and where. */
  readonly asked: string;
  readonly inputs: InputLog;
  /** Text by path below the crate's directory. */
  readonly files: ReadonlyMap<string, string>;
  readonly said: Said;
}

export interface RunCache {
  /** What of kpigen itself decides what it writes: to be asked for before a run, as an input of it. */
  program(): InputLog;
  /** What the run before said, if it was asked the same and neither what it read nor what it wrote has changed. */
  find(out: string, asked: string): Said | undefined;
  /** @returns why it could not be kept */
  keep(out: string, run: FinishedRun): readonly Diagnostic[];
}

/** What a cache needs of the machine. */
export interface CacheDisk {
  /** Undefined where there is no such file. */
  read(path: string): string | undefined;
  write(path: string, text: string): readonly Diagnostic[];
  program(): InputLog;
  isAsBefore(inputs: InputLog): boolean;
}

/** As it stands in its file. */
interface Entry {
  readonly asked: string;
  readonly inputs: readonly (readonly [question: string, answer: string])[];
  readonly paths: readonly string[];
  readonly crate: string;
  readonly said: Said;
}

/** @param directory of the cache, absolute */
export function runCache(directory: string, disk: CacheDisk): RunCache {
  const entryFile = (out: string) => `${directory}/${digest([out]).slice(0, 32)}.json`;
  return {
    program: disk.program,
    find(out, asked) {
      const text = disk.read(entryFile(out));
      const entry = text === undefined ? undefined : parsed(text);
      if (entry?.asked !== asked || !disk.isAsBefore(new Map(entry.inputs))) return undefined;
      const files = entry.paths.map((path) => disk.read(`${out}/${path}`));
      if (files.includes(undefined)) return undefined;
      return digest(pieces(entry.paths, files as string[])) === entry.crate ? entry.said : undefined;
    },
    keep(out, { asked, inputs, files, said }) {
      const paths = [...files.keys()];
      const entry: Entry = {
        asked,
        inputs: [...inputs],
        paths,
        crate: digest(pieces(paths, [...files.values()])),
        said,
      };
      return disk.write(entryFile(out), JSON.stringify(entry));
    },
  };
}

function* pieces(paths: readonly string[], texts: readonly string[]): Generator<string> {
  for (let i = 0; i < paths.length; i++) {
    yield `${paths[i]} ${texts[i].length}\n`;
    yield texts[i];
  }
}

/** In hexadecimal. */
function digest(texts: Iterable<string>): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text);
  return hash.digest("hex");
}

/** Undefined for what another version wrote, or nobody. */
function parsed(text: string): Entry | undefined {
  let entry: Partial<Entry>;
  try {
    entry = (JSON.parse(text) ?? {}) as Partial<Entry>;
  } catch {
    return undefined; // the run is made anew and writes a new one
  }
  const { asked, inputs, paths, crate, said } = entry;
  if (asked === undefined || inputs === undefined || paths === undefined || crate === undefined || said === undefined)
    return undefined;
  return { asked, inputs, paths, crate, said };
}
