/**
 * Which headers may define a name: a search over their raw text, done only for names that turn out to be missing. It may answer too
 * much (a definition under a condition that is false here); whoever asks tries the answers in turn.
 */
import type { CEnvironment } from "../base/index.js";

/** Of a header set, for all plans that are made of it: text does not change between them. */
export interface Definers {
  readonly inSet: DefinerSearch;
  /** The neighbours of the set and of the prelude: headers in their directories that the set leaves out. */
  readonly outside: () => DefinerSearch;
}

/** @param available headers of the whole tree */
export function createDefiners(
  environment: CEnvironment,
  headers: readonly string[],
  prelude: readonly string[],
  available: () => readonly string[],
): Definers {
  const inSet = new DefinerSearch(environment, headers);
  let outside: DefinerSearch | undefined;
  return {
    inSet,
    outside: () => {
      if (outside === undefined) {
        const set = new Set(headers);
        const directory = (header: string): string => header.slice(0, header.lastIndexOf("/") + 1);
        const directories = new Set([...headers, ...prelude].map(directory));
        const neighbours = available().filter((header) => !set.has(header) && directories.has(directory(header)));
        outside = new DefinerSearch(environment, neighbours);
      }
      return outside;
    },
  };
}

class DefinerSearch {
  readonly #texts = new Map<string, string>();
  readonly #found = new Map<string, readonly string[]>();

  constructor(
    private readonly environment: CEnvironment,
    /** Include names, the likeliest first. */
    private readonly headers: readonly string[],
  ) {}

  /**
   * @param name an identifier
   * @param tag true where `struct name { … }` or `union name { … }` is wanted
   * @returns include names of headers that seem to define it, those that define macros and types before those that declare functions
   */
  find(name: string, tag: boolean): readonly string[] {
    const key = tag ? `struct ${name}` : name;
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const headers = this.#withAliases(name, tag);
    this.#found.set(key, headers);
    return headers;
  }

  #withAliases(name: string, tag: boolean): readonly string[] {
    const found = this.#search(name, tag);
    return found.length > 0 || tag ? found : this.#aliases(name).flatMap((alias) => this.#search(alias, false));
  }

  #search(name: string, tag: boolean): readonly string[] {
    const quoted = name.replace(/[$]/g, "\\$");
    const definition = tag
      ? new RegExp(`\\b(?:struct|union)\\s+${quoted}\\s*\\{`)
      : new RegExp(
          `^[ \\t]*#[ \\t]*define[ \\t]+${quoted}\\b|\\btypedef\\b[^;{}]*\\b${quoted}\\b[^;{}]*;|\\}[^;{}]*\\b${quoted}\\s*;|^[ \\t]+${quoted}[ \\t]*[,=]`,
          "m",
        );
    // a prototype or definition begins its line (style(9)); calls are indented
    const declaration = new RegExp(
      `^(?:[A-Za-z_][\\w \\t*]*[ \\t*])?${quoted}\\s*\\(|^extern\\b[^;(]*\\b${quoted}\\s*[;[]`,
      "m",
    );
    const defining: string[] = [];
    const declaring: string[] = [];
    for (const header of this.headers) {
      const text = this.#text(header);
      if (!text.includes(name)) continue;
      if (definition.test(text)) defining.push(header);
      else if (!tag && declaration.test(text)) declaring.push(header);
    }
    return [...defining, ...declaring];
  }

  /** Macros that stand for the name: `#define nvlist_t FreeBSD_nvlist_t` makes a typedef of the one declare the other. */
  #aliases(name: string): readonly string[] {
    const alias = new RegExp(`^[ \\t]*#[ \\t]*define[ \\t]+(\\w+)[ \\t]+${name.replace(/[$]/g, "\\$")}[ \\t]*$`, "m");
    const found = new Set<string>();
    for (const header of this.headers) {
      const text = this.#text(header);
      const match = text.includes(name) ? alias.exec(text) : null;
      if (match !== null) found.add(match[1]);
    }
    return [...found];
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
