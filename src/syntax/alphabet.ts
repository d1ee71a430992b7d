/**
 * The alphabet of grammars/grammar.js: every C token as one character. The parser is given these instead of text, so that it never
 * lexes again what the preprocessor has lexed, and so that tokens which C's grammar treats alike (`int`, `long`) are one letter.
 * Spellings: C11 6.4.1 (keywords), 6.4.6 (punctuators); GCC: Alternate Keywords; clang: Nullability Attributes, Target-Specific types.
 */

import { readSizelessTypes } from "./sizeless-types.js";

/** Characters with a meaning of their own for the renderer. */
export const letter = {
  identifier: "i",
  typedefName: "t",
  number: "0",
  character: "'",
  string: '"',
  /** Stands for a whole function body, braces included. */
  body: "B",
  /** Begin a fragment: an expression, a type name (each ended by `;`) or a compound statement. */
  expressionMark: "1",
  typeNameMark: "2",
  blockMark: "3",
  /** A calling convention's word: an attribute by itself. */
  convention: "c",
  /** The first of two adjacent `[`: C has them only where an attribute `[[…]]` begins. */
  attributeOpen: "D",
  /** No rule has it: a token that is no C token. */
  unknown: "$",
} as const;

/** Letter, then the spellings that have it. Punctuators not listed here are their own letter. */
const spellings: readonly (readonly [string, string])[] = [
  // punctuators
  ["!", "! ~ __real__ __real __imag__ __imag"],
  ["+", "+ -"],
  ["/", "/ %"],
  ["L", "<< >>"],
  ["<", "< > <= >="],
  ["#", "== !="],
  ["A", "&&"],
  ["O", "||"],
  ["@", "*= /= %= += -= <<= >>= &= ^= |="],
  ["P", "++ --"],
  [">", "->"],
  ["~", "..."],
  ["[", "[ <:"],
  ["]", "] :>"],
  ["{", "{ <%"],
  ["}", "} %>"],
  ["(", "("],
  [")", ")"],
  [";", ";"],
  [",", ","],
  [":", ":"],
  ["?", "?"],
  [".", "."],
  ["=", "="],
  ["*", "*"],
  ["&", "&"],
  ["^", "^"],
  ["|", "|"],
  // words of a basic type
  ["b", "void char short int long float double signed unsigned _Bool __signed __signed__ __int128"],
  ["b", "_Complex __complex__ __complex _Imaginary _Float16 __float128"],
  ["b", "__ibm128 __bf16 __fp16 __mfp8 _Decimal32 _Decimal64 _Decimal128 __auto_type"],
  ["N", "_BitInt _ExtInt"],
  // names that the compiler declares as typedefs
  ["t", "__builtin_va_list __builtin_ms_va_list __int128_t __uint128_t"],
  ["q", "const volatile restrict __const __const__ __volatile __volatile__ __restrict __restrict__"],
  ["q", "_Nonnull _Nullable _Null_unspecified _Nullable_result __seg_gs __seg_fs"],
  ["s", "typedef extern static auto register inline __inline __inline__ _Noreturn _Thread_local __thread"],
  ["s", "__private_extern__"],
  ["a", "_Atomic"],
  ["l", "_Alignas"],
  ["S", "struct union"],
  ["U", "enum"],
  ["T", "typeof __typeof __typeof__ __typeof_unqual __typeof_unqual__"],
  ["x", "__extension__"],
  ["_", "__attribute__ __attribute"],
  // attributes that are words of their own (clang: Calling Conventions)
  ["c", "__stdcall __fastcall __thiscall __vectorcall __regcall __pascal __cdecl"],
  ["K", "_Static_assert"],
  ["M", "asm __asm __asm__"],
  ["z", "sizeof _Alignof __alignof __alignof__"],
  ["G", "_Generic"],
  ["o", "__builtin_offsetof"],
  ["v", "__builtin_va_arg __builtin_types_compatible_p"],
  // statements
  ["I", "if"],
  ["J", "else"],
  ["W", "while"],
  ["w", "switch"],
  ["d", "do"],
  ["F", "for"],
  ["k", "case"],
  ["n", "default"],
  ["g", "goto"],
  ["p", "break continue"],
  ["r", "return"],
  ["h", "__label__"],
];

/** What C23 6.4.1 adds; ordinary identifiers before. */
const spellings23: readonly (readonly [string, string])[] = [
  ["b", "bool"],
  ["s", "constexpr thread_local"],
  ["l", "alignas"],
  ["z", "alignof"],
  ["K", "static_assert"],
  ["T", "typeof_unqual"],
];

/** The letter's code by spelling; what is absent is an identifier. */
export function alphabet(c23: boolean): ReadonlyMap<string, number> {
  const rows = c23 ? [...spellings, ...spellings23] : spellings;
  const codes = new Map<string, number>();
  for (const name of readSizelessTypes().keys()) codes.set(name, letter.typedefName.charCodeAt(0));
  for (const [code, words] of rows) for (const word of words.split(" ")) codes.set(word, code.charCodeAt(0));
  return codes;
}

/** Every letter that the renderer can write, for the test that compares them with the grammar's. */
export function letters(): ReadonlySet<string> {
  const all = new Set<string>(Object.values(letter));
  all.delete(letter.unknown);
  for (const [code] of [...spellings, ...spellings23]) all.add(code);
  return all;
}
