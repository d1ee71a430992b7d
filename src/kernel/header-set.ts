/**
 * Which headers to translate: patterns of include names (`sys/*.h`, `dev/usb/**`, `machine/cpu.h`) matched against the include path.
 * Only the directories that a pattern can reach are listed.
 *
 * A pattern is a path in which `*`, `?` and `[...]` stand within one name, `{a,b}` for alternatives, and `**` for any directories. A
 * pattern that ends in a directory or in `**` takes its `.h` files.
 */
import {
  type CEnvironment,
  type Diagnostic,
  diagnostic,
  type FileSystem,
  type IncludeDirectory,
  noPlace,
} from "../base/index.js";
import type { ReleaseRules } from "./release-rules.js";

export interface HeaderSet {
  /** Headers of the prelude that the tree has. */
  readonly prelude: readonly string[];
  /** The prelude, then what the patterns match. */
  readonly headers: readonly string[];
  /** Whether any pattern matched. */
  readonly hasMatches: boolean;
  /** The release's usual set, and not headers that were asked for. */
  readonly isUsual: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param patterns the release's usual set where absent; one that matches nothing is an error, unless it is the usual set's */
export function headerSet(
  patterns: readonly string[] | undefined,
  rules: ReleaseRules,
  environment: CEnvironment,
): HeaderSet {
  const { files, includePath } = environment;
  const prelude = rules.prelude.filter((header) => isHeaderFile(header, includePath, files));
  const matches = matchHeaders(patterns ?? rules.headers, includePath, files);
  const unmatched = patterns === undefined ? [] : matches.unmatched;
  const last = new Set(rules.assembler.paths.filter((header) => patterns?.includes(header) !== true));
  const ordered = [
    ...matches.headers.filter((one) => !last.has(one)),
    ...matches.headers.filter((one) => last.has(one)),
  ];
  return {
    prelude,
    headers: [...new Set([...prelude, ...ordered])],
    hasMatches: matches.headers.length > 0,
    isUsual: patterns === undefined,
    diagnostics: unmatched.map((pattern) =>
      diagnostic("kernel/missing-file", "error", noPlace, `no header matches ${pattern}`),
    ),
  };
}

/** Every header of the include path. */
export function availableHeaders(rules: ReleaseRules, { includePath, files }: CEnvironment): readonly string[] {
  const skipped = new Set(rules.unavailable.paths.map((path) => `${path}/`));
  const found = new Set<string>();
  const walk = (root: string, at: string): void => {
    for (const entry of files.list(at === "" ? root : `${root}/${at.slice(0, -1)}`)) {
      const name = `${at}${entry}`;
      if (entry.endsWith(".h")) found.add(name);
      else if (entry.endsWith("/") && !skipped.has(name) && name.length < longestDirectory) walk(root, name);
    }
  };
  for (const directory of includePath) walk(directory.path, "");
  return [...found].sort();
}

export interface HeaderMatches {
  /** Include names in the order of the patterns; within one, a directory's files, sorted, before its subdirectories. */
  readonly headers: readonly string[];
  /** Patterns that matched nothing. */
  readonly unmatched: readonly string[];
}

export function matchHeaders(
  patterns: readonly string[],
  includePath: readonly IncludeDirectory[],
  files: FileSystem,
): HeaderMatches {
  const headers = new Set<string>();
  const unmatched: string[] = [];
  for (const pattern of patterns) {
    const found: string[] = [];
    for (const plain of expandBraces(pattern)) {
      const parts = plain.split("/").filter((part) => part !== "" && part !== ".");
      if (!parts.some(hasWildcard) && isHeaderFile(parts.join("/"), includePath, files)) found.push(parts.join("/"));
      else matchParts("", parts, { includePath, files, found });
    }
    if (found.length === 0) unmatched.push(pattern);
    for (const header of found) headers.add(header);
  }
  return { headers: [...headers], unmatched };
}

interface Search {
  readonly includePath: readonly IncludeDirectory[];
  readonly files: FileSystem;
  readonly found: string[];
}

/** A symbolic link to a directory above itself makes endless paths; real ones are far shorter than this. */
const longestDirectory = 200;

const hasWildcard = (part: string): boolean => /[*?[]/.test(part);

function isHeaderFile(name: string, includePath: readonly IncludeDirectory[], files: FileSystem): boolean {
  return includePath.some((directory) => files.isFile(`${directory.path}/${name}`));
}

/** `a{b,c}d` as `abd`, `acd`; nested braces too. */
function expandBraces(pattern: string): readonly string[] {
  const match = /^(.*?)\{([^{}]*)\}(.*)$/.exec(pattern);
  if (match === null) return [pattern];
  return match[2].split(",").flatMap((choice) => expandBraces(`${match[1]}${choice}${match[3]}`));
}

/** Adds what `parts` match below the include directory `at` ("" or "sys/"). */
function matchParts(at: string, parts: readonly string[], search: Search): void {
  const [part, ...rest] = parts;
  if (part === undefined) {
    // The pattern named a directory: its headers.
    if (at !== "") addFiles(at, "*.h", search);
    return;
  }
  if (part === "**") {
    matchParts(at, rest.length === 0 ? ["*.h"] : rest, search);
    if (at.length > longestDirectory) return;
    for (const directory of directories(at, search)) matchParts(`${at}${directory}`, parts, search);
    return;
  }
  if (rest.length === 0 && !isDirectoryName(at, part, search)) {
    addFiles(at, part === "*" ? "*.h" : part, search); // sources are none
    return;
  }
  if (!hasWildcard(part)) {
    matchParts(`${at}${part}/`, rest, search);
    return;
  }
  const accepts = nameMatcher(part);
  for (const directory of directories(at, search)) {
    if (accepts(directory.slice(0, -1))) matchParts(`${at}${directory}`, rest, search);
  }
}

function isDirectoryName(at: string, part: string, search: Search): boolean {
  return !hasWildcard(part) && directories(at, search).includes(`${part}/`);
}

function entries(at: string, search: Search): readonly string[] {
  const all = new Set<string>();
  for (const directory of search.includePath) {
    const path = at === "" ? directory.path : `${directory.path}/${at.slice(0, -1)}`;
    for (const name of search.files.list(path)) all.add(name);
  }
  return [...all].sort();
}

function directories(at: string, search: Search): readonly string[] {
  return entries(at, search).filter((name) => name.endsWith("/"));
}

function addFiles(at: string, part: string, search: Search): void {
  const accepts = nameMatcher(part);
  for (const name of entries(at, search)) {
    if (!name.endsWith("/") && accepts(name)) search.found.push(`${at}${name}`);
  }
}

/** A shell pattern of one name. A leading dot must be spelled. */
function nameMatcher(pattern: string): (name: string) => boolean {
  const source = pattern.replace(
    /\[(!?)([^\]]*)\]|[*?]|[^\w]/g,
    (text, negated: string | undefined, set: string | undefined) => {
      if (text === "*") return "[^/]*";
      if (text === "?") return "[^/]";
      if (set !== undefined) return `[${negated ? "^" : ""}${set.replace(/[\\\]^]/g, "\\$&")}]`;
      return `\\${text}`;
    },
  );
  const regular = new RegExp(`^${source}$`, "s");
  return (name) => regular.test(name) && (pattern.startsWith(".") || !name.startsWith("."));
}
