/**
 * One file, whole or not at all: written beside its place, then renamed into it. For `kpigen bind -o out.rs`.
 */
import { type Diagnostic, diagnostic, noPlace } from "../base/index.js";
import type { OutputFiles } from "./output-files.js";
import { describeFailure } from "./write-failure.js";

/** @param path absolute; a file there is replaced, a directory is not. @returns empty if the file is there */
export function writeSingleFile(path: string, text: string, disk: OutputFiles): readonly Diagnostic[] {
  const failed = (reason: string): readonly Diagnostic[] => [
    diagnostic("crate/write", "error", noPlace, `cannot write ${path}: ${reason}`),
  ];
  let temporary: string | undefined;
  try {
    // Through a symbolic link: the link stays, its file is replaced.
    const target = disk.resolve(path);
    if (disk.isDirectory(target)) return failed("it is a directory");
    if (disk.exists(target) && !disk.isFile(target)) {
      // A device or a pipe (`-o /dev/stdout`) is written to, not replaced.
      disk.append(target, text);
      return [];
    }
    const at = target.lastIndexOf("/");
    temporary = disk.makeTemporary(`${target.slice(0, at)}/.${target.slice(at + 1)}.kpigen-`);
    disk.write(`${temporary}/file`, text);
    disk.rename(`${temporary}/file`, target);
    disk.remove(temporary);
    return [];
  } catch (error) {
    const reason = describeFailure(error);
    if (reason === undefined) throw error;
    try {
      if (temporary !== undefined) disk.remove(temporary);
    } catch (second) {
      if (describeFailure(second) === undefined) throw second;
    }
    return failed(reason);
  }
}
