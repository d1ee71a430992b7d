/**
 * What the crate room needs of a disk, as an interface: a test can make any of it fail. Synchronous, because a run ends with it and
 * 600 small files are written fastest so. Failures are exceptions of node's `fs` (`code`: ENOSPC, EROFS, ...), caught in this room.
 */
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";

export interface OutputFiles {
  /** With parents. Returns the first directory it made, undefined if all were there. */
  makeDirectory(path: string): string | undefined;
  /** A new directory whose name starts with `prefix`. */
  makeTemporary(prefix: string): string;
  /** Writes a new file. UTF-8. */
  write(path: string, text: string): void;
  rename(from: string, to: string): void;
  /** With all that is in it; nothing if it does not exist. */
  remove(path: string): void;
  exists(path: string): boolean;
  isDirectory(path: string): boolean;
  isFile(path: string): boolean;
  /** Writes to what is there: a device, a pipe. */
  append(path: string, text: string): void;
  /** Names, sorted. */
  list(path: string): readonly string[];
  read(path: string): string;
  /** Symbolic links followed; the path itself where it does not exist. */
  resolve(path: string): string;
  /** Milliseconds since the last change. */
  age(path: string): number;
}

/** The real disk. */
export const diskOutput: OutputFiles = {
  makeDirectory: (path) => mkdirSync(path, { recursive: true }),
  makeTemporary: (prefix) => mkdtempSync(prefix),
  write: writeNew,
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { recursive: true, force: true }),
  exists: (path) => existsSync(path),
  isDirectory: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  append: (path, text) => appendFileSync(path, text),
  list: (path) => readdirSync(path).sort(),
  read: (path) => readFileSync(path, "utf8"),
  resolve: (path) => (existsSync(path) ? realpathSync(path) : path),
  age: (path) => Date.now() - statSync(path).mtimeMs,
};

/** `wx`: never over something, never through a link that appeared meanwhile. A short write is an error, not a short file. */
function writeNew(path: string, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  const file = openSync(path, "wx", 0o644);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  } finally {
    closeSync(file);
  }
}
