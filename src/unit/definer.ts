/**
 * Which headers may define a name: a search over their raw text, done only for names that turn out to be missing. It may answer too
 * much (a definition under a condition that is false here); whoever asks tries the answers in turn.
 */
import { type CEnvironment, isSameFile } from "../base/index.js";
import { IdentifierFilter, identifierHash } from "./identifier-filter.js";

/** Of a header set, for all plans that are made of it: text does not change between them. */
export interface Definers {
  readonly inSet: DefinerSearch;
  /** The neighbours of the set and of the prelude: headers in their directories that the set leaves out. */
  readonly outside: () => DefinerSearch;
  /** All other headers of the tree: as a rule one that a driver includes by its path, from another subsystem. */
  readonly elsewhere: () => DefinerSearch;
  /** Whether two headers are one file under two names: `i386/cpu.h` and `i386/include/cpu.h`, by a link of the build's. */
  readonly isSameFile: (one: string, other: string) => boolean;
}

/** The headers among which definers are looked for. */
export interface HeadersAround {
  readonly headers: readonly string[];
  readonly prelude: readonly string[];
  /** Nobody asked for these headers by name: the whole tree is not read for what some of them lack. */
  readonly isUsualSet: boolean;
  /** Headers of the whole tree. */
  readonly available: () => readonly string[];
}

export function createDefiners(
  environment: CEnvironment,
  { headers, prelude, isUsualSet, available }: HeadersAround,
): Definers {
  let outside: DefinerSearch | undefined;
  let elsewhere: DefinerSearch | undefined;
  const searchBeyond = (isNear: boolean): DefinerSearch => {
    const set = new Set(headers);
    const directories = new Set([...headers, ...prelude].map(directoryOf));
    const beyond = available().filter((one) => !set.has(one) && directories.has(directoryOf(one)) === isNear);
    return new DefinerSearch(environment, beyond);
  };
  return {
    inSet: new DefinerSearch(environment, headers),
    outside: () => {
      outside ??= searchBeyond(true);
      return outside;
    },
    elsewhere: () => {
      elsewhere ??= isUsualSet ? new DefinerSearch(environment, []) : searchBeyond(false);
      return elsewhere;
    },
    isSameFile: (one, other) => one === other || (nameOf(one) === nameOf(other) && isOneFile(environment, one, other)),
  };
}

const nameOf = (header: string): string => header.slice(header.lastIndexOf("/") + 1);

function isOneFile({ files, includePath }: CEnvironment, one: string, other: string): boolean {
  const pathOf = (header: string): string | undefined =>
    includePath.map(({ path }) => `${path}/${header}`).find((path) => files.isFile(path));
  const a = pathOf(one);
  const b = pathOf(other);
  return a !== undefined && b !== undefined && isSameFile(files, a, b);
}

/** "" or what ends in "/". */
export function directoryOf(header: string): string {
  return header.slice(0, header.lastIndexOf("/") + 1);
}

/** Include names of headers that seem to define a name. */
export interface Found {
  readonly likely: readonly string[];
  /** Those that may only use it as a type, and those that declare functions. */
  readonly unlikely: readonly string[];
}

export interface SharedDefiner {
  readonly header: string | undefined;
  /** All that seem to define it. */
  readonly among: readonly string[];
}

class DefinerSearch {
  readonly #texts = new Map<string, string>();
  /** Of each header, in their order; made for the first name. */
  #filters: readonly IdentifierFilter[] | undefined;
  readonly #found = new Map<string, Found>();
  readonly #shared = new Map<string, SharedDefiner>();

  constructor(
    private readonly environment: CEnvironment,
    /** Include names, the likeliest first. */
    private readonly headers: readonly string[],
  ) {}

  /**
   * @param name an identifier
   * @param tag true where `struct name { … }`, or a union or enum, is wanted
   */
  find(name: string, tag: boolean): Found {
    const key = tag ? `struct ${name}` : name;
    let found = this.#found.get(key);
    if (found === undefined) {
      found = this.#withAliases(name, tag);
      this.#found.set(key, found);
    }
    return found;
  }

  /**
   * Headers that define a name, of which it is not known that they have to do with the one that needs it: several drivers may give a
   * name several meanings. The one that other headers include most by this path is meant; where none is, there is no telling.
   */
  findShared(name: string, tag: boolean): SharedDefiner {
    const key = tag ? `struct ${name}` : name;
    let shared = this.#shared.get(key);
    if (shared === undefined) {
      const { plain, defining, declaring } = this.#search(name, tag);
      const unsure = defining.length > 0 || !tag ? defining : declaring;
      const among = plain.length > 0 || unsure.length > 1 ? plain : unsure;
      const uses = new Map(among.map((header) => [header, among.length > 1 ? this.#inclusions(header) : 1]));
      const most = Math.max(...uses.values());
      const first = among.filter((header) => uses.get(header) === most);
      shared = { header: first.length === 1 ? first[0] : undefined, among };
      this.#shared.set(key, shared);
    }
    return shared;
  }

  /** How many of the headers include this one by its path. */
  #inclusions(header: string): number {
    const named = `<${header}>`;
    return this.headers.filter((one) => this.#text(one).includes(named)).length;
  }

  #withAliases(name: string, tag: boolean): Found {
    const found = this.#likeliest(name, tag);
    if (tag || found.likely.length > 0 || found.unlikely.length > 0) return found;
    const aliases = this.#aliases(name).map((alias) => this.#likeliest(alias, false));
    return { likely: aliases.flatMap(({ likely }) => likely), unlikely: aliases.flatMap(({ unlikely }) => unlikely) };
  }

  #likeliest(name: string, tag: boolean): Found {
    const { plain, defining, declaring } = this.#search(name, tag);
    return { likely: plain, unlikely: [...defining.filter((one) => !plain.includes(one)), ...declaring] };
  }

  /** `plain`: those that define it by all that their text shows. */
  #search(
    name: string,
    tag: boolean,
  ): {
    readonly plain: readonly string[];
    readonly defining: readonly string[];
    readonly declaring: readonly string[];
  } {
    const quoted = name.replace(/[$]/g, "\\$");
    const definition = tag
      ? new RegExp(`\\b(?:struct|union|enum)\\s+${quoted}\\s*\\{`)
      : new RegExp(
          `^[ \\t]*#[ \\t]*define[ \\t]+${quoted}\\b|\\btypedef\\b[^;{}]*\\b${quoted}\\b[^;{}]*;|${closes(quoted)}|${enumerates(quoted)}`,
          "m",
        );
    // a prototype or definition begins its line (style(9)); calls are indented. A macro may define a tag: LIST_HEAD(name, …)
    const declaration = tag
      ? new RegExp(`^[ \\t]*\\w+\\([ \\t]*${quoted}[ \\t]*,`, "m")
      : new RegExp(`^(?:[A-Za-z_][\\w \\t*]*[ \\t*])?${quoted}\\s*\\(|^extern\\b[^;(]*\\b${quoted}\\s*[;[]`, "m");
    const defining: string[] = [];
    const declaring: string[] = [];
    for (const header of this.#naming(name)) {
      const text = this.#text(header);
      if (definition.test(text)) defining.push(header);
      else if (declaration.test(text)) declaring.push(header);
    }
    const plain = tag ? defining : defining.filter((header) => definesPlainly(this.#text(header), name));
    return { plain, defining, declaring };
  }

  /** Macros that stand for the name: `#define nvlist_t FreeBSD_nvlist_t` makes a typedef of the one declare the other. */
  #aliases(name: string): readonly string[] {
    const alias = new RegExp(`^[ \\t]*#[ \\t]*define[ \\t]+(\\w+)[ \\t]+${name.replace(/[$]/g, "\\$")}[ \\t]*$`, "m");
    const found = new Set<string>();
    for (const header of this.#naming(name)) {
      const match = alias.exec(this.#text(header));
      if (match !== null) found.add(match[1]);
    }
    return [...found];
  }

  /** Headers that have the identifier, and perhaps some that have not. */
  #naming(name: string): readonly string[] {
    const hash = identifierHash(name);
    this.#filters ??= this.headers.map((header) => new IdentifierFilter(this.#text(header)));
    const found: string[] = [];
    // thousands of names, thousands of headers
    for (let i = 0; i < this.#filters.length; i++) {
      if (!this.#filters[i].mayHave(hash)) continue;
      const header = this.headers[i];
      if (this.#text(header).includes(name)) found.push(header);
    }
    return found;
  }

  #text(header: string): string {
    let text = this.#texts.get(header);
    if (text === undefined) {
      text = "";
      for (const directory of this.environment.includePath) {
        const read = this.environment.files.read(`${directory.path}/${header}`);
        if (read.kind !== "text") continue;
        text = read.text;
        break;
      }
      this.#texts.set(header, text);
    }
    return text;
  }
}

/** Whether the name is what a `#define` or `typedef` defines, not a type that a typedef uses, or a member. */
function definesPlainly(text: string, name: string): boolean {
  const quoted = name.replace(/[$]/g, "\\$");
  return new RegExp(
    `^[ \\t]*#[ \\t]*define[ \\t]+${quoted}\\b|\\btypedef\\s+\\w[^;{}()]*[\\s*]${quoted}\\s*(?:[;,[(]|__)|\\btypedef\\b[^;{}]*\\(\\s*\\*+\\s*${quoted}\\s*[)[]|${closes(quoted)}`,
    "m",
  ).test(text);
}

/** What ends a record's definition with a name, alone or among others: `} __packed a;`, `} a, *b, c;`. */
function closes(quoted: string): string {
  return `\\}(?:[^;{}]*\\b${quoted}\\s*;|[\\w\\s*,]*\\b${quoted}\\s*[,[])`;
}

/** An enumerator, on a line of its own or among others. */
function enumerates(quoted: string): string {
  return `^[ \\t]+${quoted}(?:[ \\t]*[,=]|\\s*\\})|\\{\\s*${quoted}\\s*[,=}]|,\\s*${quoted}\\s*[=}]`;
}
