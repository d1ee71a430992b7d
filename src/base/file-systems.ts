/**
 * The file systems there are: the disk, a literal map, and one file system mounted over a directory of another.
 *
 * A preprocessor asks for each header in several directories, so "no" must be cheap: the disk is asked once per directory
 * (readdir) and names are then looked up in memory. Files are opened non-blocking and must be regular: a FIFO or a device named
 * like a header is unreadable, never a wait. Text is latin1 (see file-system.ts).
 */
import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { type FileSystem, isSameFile, type ReadResult } from "./file-system.js";
import { type InputKind, type InputLog, inputQuestion, noteInput, parseQuestion } from "./input-log.js";

/** Files beyond this many bytes are unreadable: no header is that long, and a V8 string could not hold much more. */
export const largestFile = 256 * 1024 * 1024;

type EntryKind = "file" | "directory" | "other" | "unknown";

/** Entries of a directory; undefined where it does not exist; "ask" where it exists but cannot be listed. */
type Directory = ReadonlyMap<string, EntryKind> | "ask" | undefined;

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "EIO";
}

function digest(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("base64");
}

/** The disk. Caches directories, not contents: one instance sees a tree as it was when first asked. */
export class RealFileSystem implements FileSystem {
  readonly #directories = new Map<string, Directory>();
  #buffer: Buffer | undefined;

  /** @param log takes what is seen */
  constructor(private readonly log?: Map<string, string>) {}

  /** True if the disk answers all that was asked then as it did then. */
  static isAsBefore(before: InputLog): boolean {
    const now = new Map<string, string>();
    const files = new RealFileSystem(now);
    for (const [question, answer] of before) {
      const { kind, path } = parseQuestion(question);
      if (kind === "content") files.read(path);
      else if (kind === "listing") files.#directory(path);
      else files.#stat(path);
      if (now.get(question) !== answer) return false;
    }
    return true;
  }

  #note(kind: InputKind, path: string, answer: string): void {
    if (this.log !== undefined) noteInput(this.log, inputQuestion(kind, path), answer);
  }

  read(path: string): ReadResult {
    const result = this.#read(path);
    if (result.kind !== "text") this.#note("content", path, result.kind);
    return result;
  }

  #read(path: string): ReadResult {
    const kind = this.#kind(path);
    if (kind === undefined || kind === "directory") return { kind: "missing" };
    if (kind === "other") return { kind: "unreadable", reason: "not a regular file" };
    let descriptor: number;
    try {
      descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    } catch (error) {
      const code = errorCode(error);
      return code === "ENOENT" || code === "ENOTDIR" ? { kind: "missing" } : { kind: "unreadable", reason: code };
    }
    try {
      return this.#readAll(descriptor, path);
    } catch (error) {
      return { kind: "unreadable", reason: errorCode(error) };
    } finally {
      closeSync(descriptor);
    }
  }

  #readAll(descriptor: number, path: string): ReadResult {
    const status = fstatSync(descriptor);
    if (status.isDirectory()) return { kind: "missing" };
    if (!status.isFile()) return { kind: "unreadable", reason: "not a regular file" };
    if (status.size > largestFile) return { kind: "unreadable", reason: `${status.size} bytes long` };
    // One byte more than the size tells the end without a further call; files that grow or say 0 (procfs) are read on.
    let buffer = this.#buffer;
    if (buffer === undefined || buffer.length <= status.size) {
      buffer = Buffer.allocUnsafeSlow(Math.max(1 << 19, status.size + 1));
      if (buffer.length <= 1 << 22) this.#buffer = buffer;
    }
    let length = 0;
    for (;;) {
      const got = readSync(descriptor, buffer, length, buffer.length - length, null);
      if (got === 0) break;
      length += got;
      if (length === status.size && status.size > 0) break;
      if (length === buffer.length) {
        if (length > largestFile) return { kind: "unreadable", reason: `more than ${largestFile} bytes long` };
        const larger = Buffer.allocUnsafeSlow(length * 2);
        buffer.copy(larger);
        buffer = larger;
      }
    }
    if (this.log !== undefined) this.#note("content", path, digest(buffer.subarray(0, length)));
    return { kind: "text", text: buffer.toString("latin1", 0, length) };
  }

  isFile(path: string): boolean {
    return this.#kind(path) === "file";
  }

  list(path: string): readonly string[] {
    const directory = this.#directory(path);
    if (directory === undefined || directory === "ask") return [];
    const names: string[] = [];
    for (const name of directory.keys()) {
      names.push(this.#kind(`${path}/${name}`) === "directory" ? `${name}/` : name);
    }
    return names.sort();
  }

  isOnDisk(): boolean {
    return true;
  }

  isSame(one: string, other: string): boolean {
    try {
      const [a, b] = [statSync(one), statSync(other)];
      return a.dev === b.dev && a.ino === b.ino;
    } catch {
      return false;
    }
  }

  #kind(path: string): EntryKind | undefined {
    const slash = path.lastIndexOf("/");
    const parent = slash < 0 ? "." : slash === 0 ? "/" : path.slice(0, slash);
    const name = path.slice(slash + 1);
    if (name === "" || name === "." || name === "..") return this.#stat(path);
    const directory = this.#directory(parent);
    if (directory === undefined) return undefined;
    if (directory === "ask") return this.#stat(path);
    const kind = directory.get(name);
    if (kind !== "unknown") return kind;
    const found = this.#stat(path);
    (directory as Map<string, EntryKind>).set(name, found ?? "other");
    return found;
  }

  #stat(path: string): EntryKind | undefined {
    let kind: EntryKind | undefined;
    try {
      const status = statSync(path);
      kind = status.isFile() ? "file" : status.isDirectory() ? "directory" : "other";
    } catch {
      kind = undefined;
    }
    this.#note("status", path, kind ?? "missing");
    return kind;
  }

  #directory(path: string): Directory {
    const known = this.#directories.get(path);
    if (known !== undefined || this.#directories.has(path)) return known;
    let directory: Directory;
    try {
      const entries = new Map<string, EntryKind>();
      for (const entry of readdirSync(path, { withFileTypes: true })) {
        const kind = entry.isFile() ? "file" : entry.isDirectory() ? "directory" : "unknown";
        entries.set(entry.name, kind);
      }
      directory = entries;
    } catch (error) {
      // Searchable but not readable (mode 0711), or too many open files: its files may still be there.
      const code = errorCode(error);
      directory = code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP" ? undefined : "ask";
    }
    this.#directories.set(path, directory);
    if (this.log !== undefined) this.#note("listing", path, listingDigest(directory));
    return directory;
  }
}

function listingDigest(directory: Directory): string {
  if (directory === undefined) return "missing";
  if (directory === "ask") return directory;
  return digest(JSON.stringify([...directory].sort()));
}

/** A literal tree: path to text, or to a ReadResult where a file is to be unreadable. Directories are implied by the paths. */
export class MemoryFileSystem implements FileSystem {
  readonly #files = new Map<string, ReadResult>();
  readonly #directories = new Map<string, Set<string>>();

  constructor(files: Readonly<Record<string, string | ReadResult>> | ReadonlyMap<string, string | ReadResult>) {
    const entries = files instanceof Map ? [...files] : Object.entries(files);
    for (const [path, content] of entries as Iterable<[string, string | ReadResult]>) {
      this.#files.set(path, typeof content === "string" ? { kind: "text", text: content } : content);
      let child = path;
      let isDirectory = false;
      for (;;) {
        const slash = child.lastIndexOf("/");
        const parent = slash < 0 ? "." : slash === 0 ? "/" : child.slice(0, slash);
        let names = this.#directories.get(parent);
        if (names === undefined) {
          names = new Set();
          this.#directories.set(parent, names);
        }
        names.add(child.slice(slash + 1) + (isDirectory ? "/" : ""));
        if (slash <= 0) break;
        child = parent;
        isDirectory = true;
      }
    }
  }

  read(path: string): ReadResult {
    return this.#files.get(path) ?? { kind: "missing" };
  }

  isFile(path: string): boolean {
    return this.#files.has(path);
  }

  list(path: string): readonly string[] {
    return [...(this.#directories.get(path === "" ? "." : path) ?? [])].sort();
  }
}

/**
 * `under` with another file system in place of one directory. Paths below `point` go to `over` without the prefix
 * (`<point>/machine/cpu.h` is asked of it as `machine/cpu.h`); all others go to `under`.
 */
export class OverlayFileSystem implements FileSystem {
  readonly #under: FileSystem;
  readonly #point: string;
  readonly #prefix: string;
  readonly #over: FileSystem;

  constructor(under: FileSystem, point: string, over: FileSystem) {
    this.#under = under;
    this.#point = point;
    this.#prefix = `${point}/`;
    this.#over = over;
  }

  read(path: string): ReadResult {
    return path.startsWith(this.#prefix) ? this.#over.read(path.slice(this.#prefix.length)) : this.#under.read(path);
  }

  isFile(path: string): boolean {
    return path.startsWith(this.#prefix)
      ? this.#over.isFile(path.slice(this.#prefix.length))
      : this.#under.isFile(path);
  }

  isOnDisk(path: string): boolean {
    return !path.startsWith(this.#prefix) && this.#under.isOnDisk?.(path) === true;
  }

  isSame(one: string, other: string): boolean {
    const a = this.#below(one);
    const b = this.#below(other);
    return a !== undefined && b !== undefined && isSameFile(this.#under, a, b);
  }

  /** @returns undefined for a file that is only here */
  #below(path: string): string | undefined {
    return path.startsWith(this.#prefix) ? this.#over.linked?.(path.slice(this.#prefix.length)) : path;
  }

  list(path: string): readonly string[] {
    if (path === this.#point) return this.#over.list("");
    return path.startsWith(this.#prefix) ? this.#over.list(path.slice(this.#prefix.length)) : this.#under.list(path);
  }
}
