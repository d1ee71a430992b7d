/**
 * The file system as the stages see it: an interface, so that a test's source tree is a literal map and a kernel build's generated
 * headers are virtual files over a real tree. Text is latin1: one byte, one code unit. Paths use "/".
 */
import { posix } from "node:path";

export type ReadResult =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly reason: string };

export interface FileSystem {
  /** Reads a whole file. A directory is `missing`, as for a C compiler's search path. */
  read(path: string): ReadResult;
  /** True for an existing regular file (symbolic links followed). */
  isFile(path: string): boolean;
  /** Names in a directory, sorted; directories end in "/". Empty where there is no such directory. */
  list(path: string): readonly string[];
  /** Whether this path means a file of the disk at the very same path, so that another thread may read it there. */
  isOnDisk?(path: string): boolean;
  /** Whether two paths of files are one file, as by links; "." and ".." in them are seen to already. */
  isSame?(one: string, other: string): boolean;
  /** Of a file system that lies over another one: the path there of the file that a link leads to. */
  linked?(path: string): string | undefined;
}

/** Two paths of files that are there: do they mean the same one? */
export function isSameFile(files: FileSystem, one: string, other: string): boolean {
  return one === other || posix.normalize(one) === posix.normalize(other) || files.isSame?.(one, other) === true;
}
