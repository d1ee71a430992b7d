/**
 * Expansions of object-like macros as the parser has them. In: expansions in one stream; out: an expression, a type name or neither for
 * each, all parsed in one batch.
 */
import type { SpellingId, SpellingTable, TokenStream } from "../preprocess/index.js";
import type { CParser, Fragment, ParsedFragment } from "../syntax/index.js";
import type { Scope } from "./scope.js";

export interface FragmentInput {
  readonly spellings: SpellingTable;
  readonly parser: Pick<CParser, "parseFragments">;
}

/**
 * One fragment for each row that is asked for: a type name where the first token begins one, else an expression. What plainly is neither is not given to the
 * parser: looking for the error would take longer than the rest.
 */
export function parseExpansions(
  file: Scope,
  tokens: TokenStream,
  from: Int32Array,
  to: Int32Array,
  asked: readonly number[],
  { spellings, parser }: FragmentInput,
): readonly ParsedFragment[] {
  const typedefs = typedefSpellings(file, spellings);
  const fragments: Fragment[] = [];
  const rows: number[] = [];
  asked.forEach((i, row) => {
    const first = tokens.spelling[from[i]] as SpellingId;
    const word = spellings.text[first];
    if (neitherFirst.has(word) || neitherLast.has(spellings.text[tokens.spelling[to[i] - 1]])) return;
    const type = typedefs.has(first) || typeWords.has(word);
    rows.push(row);
    fragments.push({ from: from[i], to: to[i], as: type ? "type-name" : "expression" });
  });
  const parsed = parser.parseFragments(tokens, spellings, fragments, typedefs);
  const found = new Array<ParsedFragment>(asked.length).fill(undefined);
  rows.forEach((row, i) => {
    found[row] = parsed[i];
  });
  return found;
}

/** The names of types, for the parser. */
export function typedefSpellings(file: Scope, spellings: SpellingTable): ReadonlyMap<SpellingId, number> {
  const typedefs = new Map<SpellingId, number>();
  for (const [name, entity] of file.names) {
    if (entity.kind === "typedef") typedefs.set(spellings.intern(name), -1);
  }
  return typedefs;
}

/** Tokens that begin no expression and no type name. */
const neitherFirst: ReadonlySet<string> = new Set(
  (
    "{ } ) [ ] . -> , ; : ? = == != < > <= >= / % ^ | || # do while for if else switch case default goto return break continue " +
    "__attribute__ __attribute __asm __asm__ asm static extern inline __inline __inline__ register auto typedef _Static_assert " +
    "_Noreturn _Thread_local __thread restrict __restrict __restrict__ _Alignas"
  ).split(" "),
);

/** Tokens that end no expression and no type name. */
const neitherLast: ReadonlySet<string> = new Set(
  "; , { ( [ . -> = + - / % & | ^ ! ~ < > << >> == != <= >= && || ? :".split(" "),
);

const typeWords: ReadonlySet<string> = new Set(
  (
    "void char short int long float double signed unsigned _Bool _Complex __signed __signed__ __int128 _Float16 __float128 __bf16 __fp16 " +
    "struct union enum const volatile __const __volatile __volatile__ _Atomic typeof __typeof __typeof__ __builtin_va_list"
  ).split(" "),
);
