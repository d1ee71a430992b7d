/**
 * What the user narrowed the crate to. `--only` takes shell patterns (`mtx_*`, `struct buf`); allow, block and opaque lists are regular
 * expressions over whole names, as bindgen's are. A word in front says what a pattern is for: `struct`, `union` and `enum` for tags, `function`,
 * `type` and `var` for items of that kind, `file` for all that a file declares, by its path or its include name. Without one it matches any name.
 */
import { type Diagnostic, diagnostic, noPlace, type SourceId, type SourceTable, type Staged } from "../base/index.js";
import type { Selection } from "./translate-input.js";

/**
 * As bindgen divides items: functions are inline ones and macros with parameters too, variables also constants and enumerators. A macro without
 * parameters may become either.
 */
export type ItemKind = "function" | "type" | "var" | "macro";

/** An item as patterns see it. */
export interface Candidate {
  readonly kind: ItemKind;
  /** `struct mtx` for tags. */
  readonly cName: string;
  readonly source: SourceId;
}

export interface Chosen {
  /** True where nothing narrows: every item is kept. */
  readonly everything: boolean;
  /** Is the item a root of what is kept? */
  readonly wants: (item: Candidate) => boolean;
  /** No item is made of it. */
  readonly blocks: (kind: ItemKind, cName: string, origin: { readonly source: SourceId }) => boolean;
  /** Only the size and alignment of the record are translated. */
  readonly hides: (cName: string, origin: { readonly source: SourceId }) => boolean;
  /** Patterns that matched nothing so far and should have: not those of what is blocked. */
  readonly idle: () => readonly string[];
}

type Match = (item: Candidate) => boolean;

/** One list of patterns. */
class Patterns {
  readonly #unmatched = new Map<string, Match>();
  readonly #matched: Match[] = [];

  constructor(texts: readonly string[], shell: boolean, sources: SourceTable, diagnostics: Diagnostic[]) {
    for (const text of texts) {
      const match = compile(text, shell, sources);
      if (match !== undefined) this.#unmatched.set(text, match);
      else diagnostics.push(diagnostic("cli/usage", "error", noPlace, `not a regular expression: ${text}`));
    }
  }

  has(item: Candidate): boolean {
    for (const [text, match] of this.#unmatched) {
      if (!match(item)) continue;
      this.#unmatched.delete(text);
      this.#matched.push(match);
      return true;
    }
    return this.#matched.some((match) => match(item));
  }

  /** Patterns that nothing matched of what was asked about. */
  get idle(): readonly string[] {
    return [...this.#unmatched.keys()];
  }
}

export function choose(selection: Selection | undefined, sources: SourceTable): Staged<Chosen> {
  const { only = [], allow = [], block = [], opaque = [] } = selection ?? {};
  const diagnostics: Diagnostic[] = [];
  const patterns = (texts: readonly string[], shell = false) => new Patterns(texts, shell, sources, diagnostics);
  const kept = [patterns(only, true), patterns(allow)];
  const blocked = patterns(block);
  const hidden = patterns(opaque);
  const everything = only.length + allow.length === 0;
  const value: Chosen = {
    everything,
    wants: (item) => everything || kept.some((one) => one.has(item)),
    blocks: (kind, cName, { source }) => block.length > 0 && blocked.has({ kind, cName, source }),
    hides: (cName, { source }) => hidden.has({ kind: "type", cName, source }),
    idle: () => [...kept, hidden].flatMap((one) => one.idle),
  };
  return { value, diagnostics };
}

const kindWord = /^(function|type|var|file)\s+(?=\S)/;
const tagWord = /^(struct|union|enum)\s+(?=\S)/;

/** @returns undefined where it is no regular expression */
function compile(text: string, shell: boolean, sources: SourceTable): Match | undefined {
  const [wantedKind, rest] = withoutWord(text.trim(), kindWord);
  const [wantedTag, name] = withoutWord(rest, tagWord);
  const test = wholeText(wantedKind === "file" ? rest : name, shell);
  if (test === undefined) return undefined;
  if (wantedKind === "file") {
    return ({ source }) => {
      const { path, display, includeName } = sources.get(source);
      return [path, display, includeName].some((one) => test.test(one));
    };
  }
  return ({ kind, cName }) => {
    const [tag, bare] = withoutWord(cName, tagWord);
    if (wantedTag !== undefined && tag !== wantedTag) return false;
    return (wantedKind === undefined || isOfKind(kind, wantedKind)) && test.test(bare);
  };
}

const isOfKind = (kind: ItemKind, wanted: string): boolean => (kind === "macro" ? wanted !== "type" : kind === wanted);

function withoutWord(text: string, word: RegExp): readonly [string | undefined, string] {
  const found = word.exec(text);
  return found === null ? [undefined, text] : [found[1], text.slice(found[0].length)];
}

function wholeText(pattern: string, shell: boolean): RegExp | undefined {
  const body = shell
    ? pattern
        .replace(/[\\^$.|+(){}]/g, "\\$&")
        .replace(/\*/g, ".*")
        .replace(/\?/g, ".")
        .replace(/\[!/g, "[^")
    : pattern;
  try {
    return new RegExp(`^(?:${body})$`);
  } catch {
    return undefined;
  }
}
