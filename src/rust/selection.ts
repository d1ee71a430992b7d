/**
 * What the user narrowed the crate to. `--only` takes shell patterns (`mtx_*`, `struct buf`); allow, block and opaque lists are regular
 * expressions over whole names, as bindgen's are. A pattern that starts with `struct`, `union` or `enum` is for tags only; others match
 * any name, tags included.
 */
import { type Diagnostic, diagnostic, noPlace, type Staged } from "../base/index.js";
import type { Selection } from "./translate-input.js";

export interface Chosen {
  /** True where nothing narrows: every item is kept. */
  readonly everything: boolean;
  /** Is the item a root of what is kept? By C name, `struct mtx` for tags. */
  readonly wants: (cName: string) => boolean;
  /** No item is made of it. */
  readonly blocks: (cName: string) => boolean;
  /** Only its size and alignment are translated. */
  readonly hides: (cName: string) => boolean;
}

type Match = (cName: string) => boolean;

export function choose(selection: Selection | undefined): Staged<Chosen> {
  const diagnostics: Diagnostic[] = [];
  const any = (patterns: readonly string[], shell: boolean): Match | undefined => {
    if (patterns.length === 0) return undefined;
    const tests = patterns.flatMap((text) => {
      const one = compile(text, shell);
      if (one === undefined)
        diagnostics.push(diagnostic("cli/usage", "error", noPlace, `not a regular expression: ${text}`));
      return one === undefined ? [] : [one];
    });
    return (cName) => tests.some((test) => test(cName));
  };
  const only = any(selection?.only ?? [], true);
  const allow = any(selection?.allow ?? [], false);
  const blocks = any(selection?.block ?? [], false);
  const hides = any(selection?.opaque ?? [], false);
  const value: Chosen = {
    everything: only === undefined && allow === undefined,
    wants: (cName) => (only === undefined && allow === undefined) || only?.(cName) === true || allow?.(cName) === true,
    blocks: (cName) => blocks?.(cName) === true,
    hides: (cName) => hides?.(cName) === true,
  };
  return { value, diagnostics };
}

const tagWord = /^(struct|union|enum)\s+(?=\S)/;

function compile(text: string, shell: boolean): Match | undefined {
  const trimmed = text.trim();
  const word = tagWord.exec(trimmed);
  const rest = word === null ? trimmed : trimmed.slice(word[0].length);
  const body = shell
    ? rest
        .replace(/[\\^$.|+(){}]/g, "\\$&")
        .replace(/\*/g, ".*")
        .replace(/\?/g, ".")
        .replace(/\[!/g, "[^")
    : rest;
  let test: RegExp;
  try {
    test = new RegExp(`^(?:${body})$`);
  } catch {
    return undefined;
  }
  return (cName) => {
    const tag = tagWord.exec(cName);
    if (word !== null) return tag?.[1] === word[1] && test.test(cName.slice(tag[0].length));
    return test.test(tag === null ? cName : cName.slice(tag[0].length));
  };
}
