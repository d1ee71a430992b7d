/**
 * Errors of the file system in words. In: whatever was thrown. Out: a reason, or undefined if it is no error of the file system but
 * a bug. errno(2).
 */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EBUSY: "it is in use, a mount point perhaps",
  EDQUOT: "the disk quota is used up",
  EEXIST: "something of that name appeared meanwhile",
  EFBIG: "the file is too large",
  EIO: "input/output error",
  EISDIR: "it is a directory",
  ELOOP: "too many symbolic links",
  EMFILE: "too many open files",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "no such directory",
  ENOSPC: "no space left on the device",
  ENOTDIR: "a part of the path is not a directory",
  ENOTEMPTY: "something was written there meanwhile",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
  EXDEV: "the directory is a mount point",
};

export function describeFailure(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  if (error.code.startsWith("ERR_")) return undefined;
  return `${reasons[error.code] ?? "the system refuses"} (${error.code})`;
}
