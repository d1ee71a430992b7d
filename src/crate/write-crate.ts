/**
 * Files → a directory, whole or not at all. All is written into a new directory beside the target, which then takes the target's
 * place by rename(2), which is atomic. An earlier crate of kpigen's is replaced; what else lies in it (a repository, a license, build
 * output) is carried over; a directory that is not kpigen's is left alone unless forced. Every failure is a `crate/write` diagnostic,
 * and then the disk is as it was.
 */
import { type Diagnostic, diagnostic, noPlace } from "../base/index.js";
import { listFile, metadataTable } from "./manifest.js";
import type { OutputFiles } from "./output-files.js";
import { describeFailure } from "./write-failure.js";

export interface WriteOptions {
  /** Write into a directory that kpigen did not make; its other files stay. */
  readonly force: boolean;
}

/** Temporary directories of runs that were killed are removed by later runs once they are so old (milliseconds). */
const abandonedAfter = 3_600_000;

/**
 * @param files path from the crate's directory, with "/", → text
 * @param out the crate's directory, absolute; its parents are made
 * @returns empty if the crate is there
 */
export function writeCrate(
  files: ReadonlyMap<string, string>,
  out: string,
  disk: OutputFiles,
  options: WriteOptions = { force: false },
): readonly Diagnostic[] {
  let madeParent: string | undefined;
  let temporary: string | undefined;
  let doing = out;
  try {
    const target = disk.resolve(out);
    const { parent, name } = split(target);
    if (name === "") return [failure(`${out} is no place for a crate`)];
    madeParent = disk.makeDirectory(parent);
    recover(target, files.keys(), disk);
    const refused = refusal(target, files.keys(), disk, options);
    if (refused !== undefined) return [failure(refused)];
    temporary = disk.makeTemporary(`${parent}/.${name}.kpigen-`);
    const made = new Set<string>();
    for (const [path, text] of files) {
      doing = `${out}/${path}`;
      const directory = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
      if (!made.has(directory)) disk.makeDirectory(`${temporary}/${directory}`);
      made.add(directory);
      disk.write(`${temporary}/${path}`, text);
    }
    doing = out;
    return putInPlace(temporary, target, files.keys(), disk);
  } catch (error) {
    const reason = describeFailure(error);
    if (reason === undefined) throw error;
    const left = [temporary, madeParent].filter((path) => path !== undefined && !removed(path, disk));
    const note = left.length === 0 ? "" : `; ${left.join(" and ")} could not be removed`;
    return [failure(`cannot write ${doing}: ${reason}${note}`)];
  }
}

const failure = (text: string): Diagnostic => diagnostic("crate/write", "error", noPlace, text);

function split(path: string): { readonly parent: string; readonly name: string } {
  const at = path.lastIndexOf("/");
  return { parent: path.slice(0, at) || "/", name: path.slice(at + 1) };
}

/** Why the target must not be written to; undefined if it may. */
function refusal(
  target: string,
  written: Iterable<string>,
  disk: OutputFiles,
  { force }: WriteOptions,
): string | undefined {
  if (!disk.exists(target)) return undefined;
  if (!disk.isDirectory(target)) return `${target} is a file`;
  if (force || disk.list(target).length === 0) return undefined;
  if (!isOurs(target, disk)) {
    return `${target} is not a crate that kpigen wrote; --force writes into it and keeps its other files`;
  }
  const earlier = earlierFiles(target, disk);
  if (earlier === undefined) return undefined;
  const ours = new Set(earlier).add(listFile);
  for (const path of written) {
    if (!ours.has(path) && disk.exists(`${target}/${path}`)) {
      return `${target}/${path} is in the way and kpigen did not write it; --force replaces it`;
    }
  }
  return undefined;
}

function isOurs(directory: string, disk: OutputFiles): boolean {
  if (disk.exists(`${directory}/${listFile}`)) return true;
  const manifest = `${directory}/Cargo.toml`;
  return disk.exists(manifest) && disk.read(manifest).split("\n").includes(metadataTable);
}

/**
 * After a run that was killed: a crate that had been set aside comes back, or gives what is not kpigen's to the one that took its
 * place; temporary directories that nobody writes any more go away.
 */
function recover(target: string, written: Iterable<string>, disk: OutputFiles): void {
  const { parent, name } = split(target);
  const aside = asideOf(target);
  if (disk.exists(aside)) {
    if (disk.exists(target)) {
      finish(aside, target, written, [], disk);
      disk.remove(aside);
    } else disk.rename(aside, target);
  }
  for (const entry of disk.list(parent)) {
    const abandoned = entry.startsWith(`.${name}.kpigen-`) && disk.age(`${parent}/${entry}`) > abandonedAfter;
    if (abandoned) disk.remove(`${parent}/${entry}`);
  }
}

/** Where the earlier crate waits while the new one takes its place. */
function asideOf(target: string): string {
  const { parent, name } = split(target);
  return `${parent === "/" ? "" : parent}/.${name}.kpigen-earlier`;
}

/**
 * The only moment without a crate is between the first two renames. What is not kpigen's stays in the earlier directory until the new
 * one is there, so that a run killed at any point loses nothing.
 */
function putInPlace(
  temporary: string,
  target: string,
  written: Iterable<string>,
  disk: OutputFiles,
): readonly Diagnostic[] {
  if (!disk.exists(target)) {
    disk.rename(temporary, target);
    return [];
  }
  const aside = asideOf(target);
  const moved: Move[] = [];
  try {
    move(target, aside, moved, disk);
    move(temporary, target, moved, disk);
    finish(aside, target, written, moved, disk);
  } catch (error) {
    // Back as it was, the last move first.
    for (const { from, to } of moved.reverse()) disk.rename(to, from);
    throw error;
  }
  try {
    disk.remove(aside);
  } catch (error) {
    const reason = describeFailure(error);
    if (reason === undefined) throw error;
    return [diagnostic("crate/write", "warning", noPlace, `cannot remove ${aside}, the earlier crate: ${reason}`)];
  }
  return [];
}

interface Move {
  readonly from: string;
  readonly to: string;
}

function move(from: string, to: string, moved: Move[], disk: OutputFiles): void {
  disk.rename(from, to);
  moved.push({ from, to });
}

/**
 * Carries over what kpigen did not write; what remains in the earlier directory has been replaced. Can be done again after it was
 * interrupted.
 */
function finish(aside: string, target: string, written: Iterable<string>, moved: Move[], disk: OutputFiles): void {
  const ours = new Set(earlierFiles(aside, disk) ?? written);
  const directories = new Set<string>();
  for (const path of ours) {
    for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) directories.add(path.slice(0, at));
  }
  const visit = (below: string): void => {
    for (const entry of disk.list(aside + below)) {
      const path = `${below}/${entry}`;
      const relative = path.slice(1);
      if (ours.has(relative) || relative === listFile) continue;
      const isDirectory = disk.isDirectory(aside + path);
      if (isDirectory && (directories.has(relative) || disk.isDirectory(target + path))) visit(path);
      else if (!disk.exists(target + path)) {
        disk.makeDirectory(target + below);
        move(aside + path, target + path, moved, disk);
      }
    }
  };
  visit("");
}

/** What the run that made the directory wrote; undefined if kpigen did not make it. */
function earlierFiles(directory: string, disk: OutputFiles): readonly string[] | undefined {
  const list = `${directory}/${listFile}`;
  return disk.exists(list) ? disk.read(list).split("\n") : undefined;
}

/** True if the path is gone; a failure to clean up must not hide the first failure. */
function removed(path: string, disk: OutputFiles): boolean {
  try {
    disk.remove(path);
    return true;
  } catch (error) {
    if (describeFailure(error) === undefined) throw error;
    return false;
  }
}
