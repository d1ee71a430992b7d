/**
 * Parameters that become part of a name (`pc_ ## member`) or an operator: Rust's macros cannot put names together, but what can be named is known.
 * In: an expansion with placeholders. Out: the words that a parameter may be, a row of words for each rule that the macro then has.
 */
import type { Preprocessor } from "../../preprocess/index.js";
import type { Analysis } from "../analysis.js";
import { mentionsPlaceholder, placeholderIndex, placeholderPieces } from "../placeholder.js";
import type { Expansion, ParameterUses } from "./expansion.js";
import type { MemberIndex } from "./parameter-type.js";

export type WordChoices =
  | { readonly kind: "words"; readonly words: readonly (readonly (string | undefined)[])[] }
  | { readonly kind: "other"; readonly why: string };

/** More rules than this say less than the reason why there are none. */
const mostRules = 300;

const comparisons = ["==", "!=", "<", "<=", ">", ">="];

/** Names by the letters that they begin and end with, so that those with a beginning or an end are found without looking at the others. */
class NamePool {
  readonly #byStart = new Map<string, string[]>();
  readonly #byEnd = new Map<string, string[]>();

  constructor(private readonly all: ReadonlySet<string>) {
    for (const name of all) {
      enter(this.#byStart, name.slice(0, letters), name);
      enter(this.#byEnd, name.slice(-letters), name);
    }
  }

  /** All that begin and end so, and perhaps others. */
  like(prefix: string, suffix: string): Iterable<string> {
    if (prefix.length >= letters) return this.#byStart.get(prefix.slice(0, letters)) ?? [];
    return suffix.length >= letters ? (this.#byEnd.get(suffix.slice(-letters)) ?? []) : this.all;
  }
}

const letters = 2;

/** What is one token to Rust, too: of C's preprocessing numbers (`64_type`) only whole numbers are (C11 6.4.8). */
const rustWord = /^([A-Za-z_]\w*|\d+)$/;

function enter(lists: Map<string, string[]>, key: string, name: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [name]);
  else list.push(name);
}

/** What is declared. Made when first asked for. */
export class DeclaredNames {
  #members: NamePool | undefined;
  #tags: NamePool | undefined;
  #ordinary: NamePool | undefined;
  /** The same question is asked for every place where a macro uses a parameter, and by every macro that uses the first. */
  readonly #answers = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly a: Analysis,
    private readonly index: MemberIndex,
    private readonly expander: Pick<Preprocessor, "isMacro">,
  ) {}

  /** Words that make a declared name between `prefix` and `suffix`. @param before the token in front of the name: it says of which kind the name is */
  words(before: string | undefined, prefix: string, suffix: string): ReadonlySet<string> {
    const names = this.#namesBehind(before);
    const key = `${names === this.#members ? "." : names === this.#tags ? "tag" : ""} ${prefix} ${suffix}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const found = new Set<string>();
    for (const name of names.like(prefix, suffix)) {
      if (name.length <= prefix.length + suffix.length || !name.startsWith(prefix) || !name.endsWith(suffix)) continue;
      const middle = name.slice(prefix.length, name.length - suffix.length);
      if (rustWord.test(middle) && !this.expander.isMacro(middle)) found.add(middle);
    }
    this.#answers.set(key, found);
    return found;
  }

  #namesBehind(before: string | undefined): NamePool {
    if (before === "." || before === "->") {
      this.#members ??= new NamePool(new Set(this.index.names));
      return this.#members;
    }
    if (before === "struct" || before === "union" || before === "enum") {
      this.#tags ??= new NamePool(new Set(this.a.file.tags.keys()));
      return this.#tags;
    }
    this.#ordinary ??= new NamePool(new Set([...this.a.unit.active.keys(), ...this.a.file.names.keys()]));
    return this.#ordinary;
  }
}

export function wordChoices(
  declared: DeclaredNames,
  expansion: Expansion,
  uses: readonly ParameterUses[],
): WordChoices {
  let rows: (string | undefined)[][] = [uses.map(() => undefined)];
  for (let index = 0; index < uses.length; index++) {
    if (!uses[index].pasted && !uses[index].operator) continue;
    const words = uses[index].pasted ? pastedWords(declared, expansion, index) : comparisons;
    // of names put together from several arguments there are too many: what they name has a pattern, perhaps
    if (words === undefined || words.length === 0) continue;
    if (rows.length * words.length > mostRules) return { kind: "other", why: "puts together one of too many names" };
    rows = rows.flatMap((row) => words.map((word) => row.map((one, at) => (at === index ? word : one))));
  }
  return { kind: "words", words: rows };
}

/** Words for which every name that they are pasted into is declared; undefined where other arguments are part of such a name. */
function pastedWords(declared: DeclaredNames, { words }: Expansion, index: number): readonly string[] | undefined {
  let found: ReadonlySet<string> | undefined;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (!mentionsPlaceholder(word) || word.startsWith('"') || placeholderIndex(word) !== undefined) continue;
    const pieces = placeholderPieces(word);
    const at = pieces.findIndex((piece) => typeof piece !== "string" && piece.parameter === index);
    if (at < 0) continue;
    if (pieces.filter((piece) => typeof piece !== "string").length > 1) return undefined;
    const fitting = declared.words(words[i - 1], pieces.slice(0, at).join(""), pieces.slice(at + 1).join(""));
    const before: ReadonlySet<string> | undefined = found;
    found = before === undefined ? fitting : new Set([...before].filter((one) => fitting.has(one)));
  }
  return [...(found ?? [])].sort();
}
