/**
 * Spellings whose ids are fixed, so that the lexer and the directives compare a name with a constant: punctuators (C11 6.4.6,
 * digraphs included) and the words of preprocessing. `fixedSpellings[id]` is the text; a SpellingInterner starts with them.
 */

/** Punctuators, by id from 1; 0 is the empty spelling, used for placemarkers (C11 6.10.3.3). */
const punctuators = [
  ..."( ) , # ## < > [ ] { } ; : ? ~ . ... -> - -- -= + ++ += * *= / /= % %= & && &= | || |= ^ ^= ! != = == <= >= <<".split(
    " ",
  ),
  ...">> <<= >>= %: %:%: <: :> <% %>".split(" "),
] as const;

const words = [
  ..."if ifdef ifndef elif elifdef elifndef else endif define undef include include_next import error warning".split(
    " ",
  ),
  ..."pragma line ident sccs assert unassert defined __VA_ARGS__ __VA_OPT__ _Pragma once pack push pop show".split(" "),
  ..."push_macro pop_macro weak redefine_extname GCC system_header __FILE__ __LINE__ __BASE_FILE__ __FILE_NAME__ __TIMESTAMP__".split(
    " ",
  ),
  ..."__DATE__ __TIME__ __COUNTER__ __INCLUDE_LEVEL__ __has_include __has_include_next __has_embed".split(" "),
  ..."__has_attribute __has_builtin __has_constexpr_builtin __has_feature __has_extension __has_c_attribute".split(" "),
  ..."__has_declspec_attribute __has_warning __is_identifier __building_module __is_target_arch".split(" "),
  ..."__is_target_vendor __is_target_os __is_target_environment __is_target_variant_os".split(" "),
  ..."__is_target_variant_environment true false 0 1".split(" "),
] as const;

export const fixedSpellings: readonly string[] = ["", ...punctuators, ...words];
export const lastPunctuator = punctuators.length;

const idOf = new Map(fixedSpellings.map((text, id) => [text, id]));

/** The fixed id of a spelling; a spelling that is not in the list is a bug in kpigen. */
export function fixed(text: string): number {
  const id = idOf.get(text);
  if (id === undefined) throw new Error(`not a fixed spelling: ${text}`);
  return id;
}

export const LPAREN = fixed("(");
export const RPAREN = fixed(")");
export const COMMA = fixed(",");
export const HASH = fixed("#");
export const HASHHASH = fixed("##");
export const DIGRAPH_HASH = fixed("%:");
export const DIGRAPH_HASHHASH = fixed("%:%:");
export const LESS = fixed("<");
export const GREATER = fixed(">");
export const ELLIPSIS = fixed("...");
export const DEFINED = fixed("defined");
export const VA_ARGS = fixed("__VA_ARGS__");
export const VA_OPT = fixed("__VA_OPT__");
export const ZERO = fixed("0");
export const ONE = fixed("1");
