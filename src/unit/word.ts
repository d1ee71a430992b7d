/**
 * Words of C by what they do in a declaration (C11 6.4.1, 6.7; GNU's spellings), as a class per interned spelling: the outline looks
 * at one byte a token instead of comparing text.
 */
import type { SpellingTable } from "../preprocess/index.js";

export const Word = {
  /** An identifier, number or literal: nothing special. */
  none: 0,
  typedef: 1,
  /** extern, static, inline, const, ...: may stand among specifiers and says nothing about the type. */
  modifier: 2,
  /** int, unsigned, _Bool, ...: a type specifier by itself. */
  basicType: 3,
  structOrUnion: 4,
  enum: 5,
  /** typeof and _Atomic( ): a type specifier with an argument in parentheses. */
  typeOperator: 6,
  /** __attribute__, _Alignas, asm, __declspec: skipped with their parentheses. */
  parenthesized: 7,
  staticAssert: 8,
  /** sizeof, return, goto, if, ...: never a declared name. */
  otherKeyword: 9,
  goto: 10,
  /** __stdcall, ...: an attribute of a function's type, among specifiers or before a declarator's star or name. */
  convention: 11,
  openParenthesis: 20,
  closeParenthesis: 21,
  openBrace: 22,
  closeBrace: 23,
  openBracket: 24,
  closeBracket: 25,
  semicolon: 26,
  comma: 27,
  assign: 28,
  star: 29,
  memberAccess: 30,
  colon: 31,
  otherPunctuator: 32,
} as const;
export type Word = (typeof Word)[keyof typeof Word];

const words: readonly (readonly [Word, string])[] = [
  [Word.typedef, "typedef"],
  [
    Word.modifier,
    "extern __private_extern__ static auto register inline __inline __inline__ _Noreturn _Thread_local __thread const __const __const__ volatile __volatile " +
      "__volatile__ restrict __restrict __restrict__ __extension__ _Nonnull _Nullable _Null_unspecified __unaligned constexpr " +
      "thread_local __complex__ _Complex __complex",
  ],
  [
    Word.basicType,
    "void char short int long float double signed __signed __signed__ unsigned _Bool bool __int128 __int128_t __uint128_t _Float16 " +
      "__float128 __bf16 __fp16 __mfp8 __auto_type _Imaginary __int8 __int16 __int32 __int64",
  ],
  [Word.structOrUnion, "struct union"],
  [Word.enum, "enum"],
  [Word.typeOperator, "typeof __typeof __typeof__ __typeof_unqual__ __typeof_unqual typeof_unqual _Atomic _BitInt"],
  [Word.parenthesized, "__attribute__ __attribute _Alignas alignas asm __asm __asm__ __declspec"],
  [Word.staticAssert, "_Static_assert static_assert"],
  [
    Word.otherKeyword,
    "sizeof _Alignof alignof __alignof __alignof__ return break continue if else while do for switch case default _Generic " +
      "__builtin_offsetof __builtin_va_arg __builtin_types_compatible_p __builtin_choose_expr __real__ __imag__ __label__",
  ],
  [Word.goto, "goto"],
  [Word.convention, "__stdcall __fastcall __thiscall __vectorcall __regcall __pascal __cdecl"],
  [Word.openParenthesis, "("],
  [Word.closeParenthesis, ")"],
  [Word.openBrace, "{ <%"],
  [Word.closeBrace, "} %>"],
  [Word.openBracket, "[ <:"],
  [Word.closeBracket, "] :>"],
  [Word.semicolon, ";"],
  [Word.comma, ","],
  [Word.assign, "="],
  [Word.star, "* ^"],
  [Word.memberAccess, ". ->"],
  [Word.colon, ":"],
];

/** Words that are ordinary identifiers before C23, and keywords only from it on. */
const c23Words = new Set(["bool", "alignas", "alignof", "static_assert", "thread_local", "constexpr", "typeof_unqual"]);

/**
 * Class of each spelling known so far, by SpellingId; identifiers interned later are `Word.none` (the array's bounds are the caller's
 * to check: an id past its end is `none`).
 * @param standard as `-std=` takes it
 */
export function wordClasses(spellings: SpellingTable, standard: string): Uint8Array {
  const isC23 = /2[3-9xy]$/.test(standard);
  const found: [number, Word][] = [];
  let highest = 0;
  for (const [word, texts] of words) {
    for (const text of texts.split(" ")) {
      if (!isC23 && c23Words.has(text)) continue;
      const id = spellings.intern(text);
      found.push([id, word]);
      if (id > highest) highest = id;
    }
  }
  const classes = new Uint8Array(highest + 1);
  for (const [id, word] of found) classes[id] = word;
  return classes;
}
