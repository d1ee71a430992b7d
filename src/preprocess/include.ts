/**
 * Finding headers (C11 6.10.2): `"x"` beside the including file first, then the search path; `<x>` on the search path; #include_next
 * behind the directory in which the including file was found. A file's display and include name follow from the search directory
 * that holds it.
 */
import { type IncludeDirectory, noPlace, type Place, type Source } from "../base/index.js";
import type { UnitState } from "./unit-state.js";

export type HeaderResult =
  | {
      readonly kind: "source";
      readonly source: Source /** Index into the search path, -1 beside the includer. */;
      readonly directory: number;
    }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string };

/** @returns undefined where no directory has it */
export function findHeader(
  u: UnitState,
  name: string,
  quoted: boolean,
  next: boolean,
  includedAt: Place = noPlace,
): HeaderResult | undefined {
  const { includePath } = u.environment;
  if (name === "") return undefined;
  const { frame } = u;
  if (name.startsWith("/")) return open(u, name, -1, includedAt);
  // include_next in a file that was found beside its includer searches everything, as GCC does.
  const first = next && frame !== undefined ? frame.directory + 1 : 0;
  if (quoted && !next) {
    const slash = frame?.lexed.source.path.lastIndexOf("/") ?? -1;
    const beside = frame === undefined || slash < 0 ? name : `${frame.lexed.source.path.slice(0, slash + 1)}${name}`;
    const found = open(u, beside, -1, includedAt);
    if (found !== undefined) return found;
  }
  for (let at = first; at < includePath.length; at++) {
    const directory = includePath[at].path;
    const path = directory === "" || directory.endsWith("/") ? directory + name : `${directory}/${name}`;
    const found = open(u, path, at, includedAt);
    if (found !== undefined) return found;
  }
  return undefined;
}

function open(u: UnitState, path: string, directory: number, includedAt: Place): HeaderResult | undefined {
  let result = openExactly(u, path, directory, includedAt);
  // Virtual files have no links, so there `a/../b` may be taken for `b`; on disk the path as written goes first.
  if (result === undefined && path.includes("./")) result = openExactly(u, withoutDots(path), directory, includedAt);
  return result;
}

function openExactly(u: UnitState, path: string, directory: number, includedAt: Place): HeaderResult | undefined {
  const { environment, sources, store } = u;
  const identity = () => identify(environment.includePath, path, directory);
  const found = store.file(environment.files, sources, path, identity, includedAt);
  if (found.kind === "missing") return undefined;
  if (found.kind === "unreadable") return { kind: "unreadable", path, reason: found.reason };
  return { kind: "source", source: found.source, directory };
}

/** Names of a file: by the search directory it was found in, else by the one with the longest path that holds it. */
function identify(
  includePath: readonly IncludeDirectory[],
  path: string,
  found: number,
): { readonly display: string; readonly includeName: string } {
  let holder = found >= 0 ? includePath[found] : undefined;
  if (holder === undefined) {
    for (const directory of includePath) {
      if (path.startsWith(withSlash(directory.path)) && directory.path.length > (holder?.path.length ?? -1))
        holder = directory;
    }
  }
  if (holder === undefined) return { display: path, includeName: path };
  const rest = withoutDots(path.slice(withSlash(holder.path).length));
  const alias = holder.aliases?.find(({ prefix }) => rest.startsWith(prefix));
  const display = alias === undefined ? holder.display + rest : alias.display + rest.slice(alias.prefix.length);
  return { display, includeName: (holder.includePrefix ?? "") + rest };
}

function withSlash(directory: string): string {
  return directory === "" || directory.endsWith("/") ? directory : `${directory}/`;
}

/** `a/./b/../c` as `a/c`. Links make the two differ on disk. */
function withoutDots(path: string): string {
  if (!path.includes("./") && !path.includes("//")) return path;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts[parts.length - 1] !== "..") parts.pop();
    else parts.push(part);
  }
  return (path.startsWith("/") ? "/" : "") + parts.join("/");
}
