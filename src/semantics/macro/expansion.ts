/**
 * The expansion of one macro call as words, and what its shape says before any parser has seen it: whether it is an expression, statements or
 * declarations, and what each placeholder stands for. In: tokens. Out: a form and the roles of the parameters.
 */
import { type SpellingTable, TokenKind, type TokenStream } from "../../preprocess/index.js";
import { mentionsPlaceholder, placeholderIndex, placeholderPieces, suffixedPlaceholder } from "../placeholder.js";

export interface Expansion {
  readonly words: readonly string[];
  /** `TokenKind` of each word. */
  readonly kinds: readonly number[];
}

export function expansionOf(tokens: TokenStream, from: number, to: number, spellings: SpellingTable): Expansion {
  const words: string[] = [];
  const kinds: number[] = [];
  for (let i = from; i < to; i++) {
    words.push(spellings.text[tokens.spelling[i]]);
    kinds.push(tokens.kind[i]);
  }
  return { words, kinds };
}

/** What a parameter stands for where it is used. One that is only turned into text or put into names has none of the first three. */
export interface ParameterUses {
  value: boolean;
  type: boolean;
  member: boolean;
  /** `#x`. */
  stringized: boolean;
  /** Part of a name that `##` made. */
  pasted: boolean;
  /** Beside a string literal: a literal itself. */
  literal: boolean;
  /** Between two operands. */
  operator: boolean;
  /** Behind a name: arguments with their parentheses. */
  list: boolean;
  label: boolean;
  /** Used where both a type and an object may stand: `sizeof(x)`. */
  sized: boolean;
  /** The same of `__typeof__(x)`. */
  alike: boolean;
}

const noUses: ParameterUses = {
  value: false,
  type: false,
  member: false,
  stringized: false,
  pasted: false,
  literal: false,
  operator: false,
  list: false,
  label: false,
  sized: false,
  alike: false,
};

/** Uses by parameter index. */
export function parameterUses(expansion: Expansion, names: readonly string[]): readonly ParameterUses[] {
  const count = names.length;
  const uses = names.map(() => ({ ...noUses }));
  const { words, kinds } = expansion;
  for (let i = 0; i < words.length; i++) {
    if (!mentionsPlaceholder(words[i])) continue;
    const index = placeholderIndex(words[i]);
    if (index !== undefined && index < count) wholeUse(expansion, i, uses[index], names[index]);
    else if (kinds[i] === TokenKind.string) {
      for (const piece of placeholderPieces(words[i].slice(1, -1)))
        if (typeof piece !== "string" && piece.parameter < count) uses[piece.parameter].stringized = true;
    } else if (suffixedPlaceholder(words[i]) !== undefined) {
      const number = suffixedPlaceholder(words[i])?.parameter ?? 0;
      if (number < count) uses[number].value = true;
    } else
      for (const piece of placeholderPieces(words[i]))
        if (typeof piece !== "string" && piece.parameter < count) uses[piece.parameter].pasted = true;
  }
  return uses;
}

/**
 * Does the parameter stand only between others in names, and in text? Any may be empty in C (C11 6.10.3p4); these are: `SDT_PROBE0(ip, , , drop)`.
 */
export function isBetweenNames({ words, kinds }: Expansion, parameter: number): boolean {
  let isBetween = false;
  for (let i = 0; i < words.length; i++) {
    if (!mentionsPlaceholder(words[i])) continue;
    if (placeholderIndex(words[i]) === parameter) return false;
    if (kinds[i] === TokenKind.string) continue;
    const parts = placeholderPieces(words[i]).flatMap((piece) => (typeof piece === "string" ? [] : [piece.parameter]));
    const at = parts.indexOf(parameter);
    if (at < 0) continue;
    if (at === 0 || at === parts.length - 1) return false;
    isBetween = true;
  }
  return isBetween;
}

/** Does the parameter, the one of `...`, stand once, behind members that are initialized by their names? */
export function areMembers({ words }: Expansion, parameter: number): boolean {
  const at = words.findIndex((word) => placeholderIndex(word) === parameter);
  if (at < 0 || words[at - 1] !== "," || words[at + 1] !== "}") return false;
  if (
    words.some(
      (word, i) =>
        i !== at &&
        mentionsPlaceholder(word) &&
        placeholderPieces(word).some((one) => typeof one !== "string" && one.parameter === parameter),
    )
  )
    return false;
  let depth = 0;
  for (let i = at - 1; i >= 0; i--) {
    if (/^[)}\]]$/.test(words[i])) depth++;
    else if (/^[({[]$/.test(words[i]) && depth-- === 0) return words[i] === "{" && words[i + 1] === ".";
  }
  return false;
}

const typeofWords: ReadonlySet<string> = new Set(["typeof", "__typeof", "__typeof__"]);
const sizeWords: ReadonlySet<string> = new Set(["sizeof", "_Alignof", "__alignof", "__alignof__", ...typeofWords]);
const tagWords: ReadonlySet<string> = new Set(["struct", "union", "enum"]);
const typeTakers: ReadonlySet<string> = new Set(["__builtin_types_compatible_p"]);

function wholeUse({ words, kinds }: Expansion, at: number, uses: ParameterUses, name: string): void {
  const before = words[at - 1];
  const after = words[at + 1];
  const afterKind = kinds[at + 1];
  if (before === "." || before === "->") uses.member = true;
  else if (tagWords.has(before)) uses.type = true;
  else if (before === "goto") uses.label = true;
  else if (kinds[at - 1] === TokenKind.string || afterKind === TokenKind.string) uses.literal = true;
  else if (isOffsetPath(words, at)) uses.member = true;
  else if (before === "(" && words[at - 2] === "__builtin_offsetof") uses.type = true;
  else if (isTypePlace({ words, kinds }, at) || (soundsLikeType.test(name) && isCastOfOne(words, kinds, at)))
    uses.type = true;
  else if (before === "(" && after === ")" && typeofWords.has(words[at - 2])) uses.alike = true;
  else if (before === "(" && after === ")" && sizeWords.has(words[at - 2])) uses.sized = true;
  else if (endsOperand(words, kinds, at - 1) && beginsOperand(words, kinds, at + 1)) uses.operator = true;
  else if (isName(words, kinds, at - 1) && !isKeyword(before)) uses.list = true;
  else uses.value = true;
}

/** `(T *)`, `(T)x`, `T *x =`, `T x;`, `const T`. */
function isTypePlace({ words, kinds }: Expansion, at: number): boolean {
  const before = words[at - 1];
  const after = words[at + 1];
  if (before === "const" || before === "volatile" || before === "static" || before === "register") return true;
  if (typeTakers.has(words[at - 2]) && before === "(") return true;
  let star = at + 1;
  while (words[star] === "*" || words[star] === "const" || words[star] === "volatile" || words[star] === "__restrict")
    star++;
  const opens = before === "(" || before === ",";
  if (opens && star > at + 1 && words[star] === ")") return true;
  if (before === "(" && after === ")" && !isCallee(words, kinds, at - 2) && !sizeWords.has(words[at - 2])) {
    const next = at + 2;
    // no operator between two values
    if (words[next] === "~" || words[next] === "!") return true;
    return isName(words, kinds, next) || kinds[next] === TokenKind.number || kinds[next] === TokenKind.string;
  }
  const startsStatement = before === undefined || before === "{" || before === ";" || before === "}";
  if (startsStatement && isName(words, kinds, star) && placeholderIndex(words[star]) !== at) {
    const end = words[star + 1];
    return end === "=" || end === ";" || end === "," || end === "[" || (star > at + 1 && end === ")");
  }
  return false;
}

/** `(x)(y)` is a cast of y or a call of x: the name of the parameter says which is meant. */
export const soundsLikeType = /^_*(t|ty|typ|type|ctype)_*$|type/i;

/** `(x)(…)` with one operand between the second parentheses. */
function isCastOfOne(words: readonly string[], kinds: readonly number[], at: number): boolean {
  if (words[at - 1] !== "(" || words[at + 1] !== ")" || words[at + 2] !== "(" || isCallee(words, kinds, at - 2))
    return false;
  let depth = 0;
  for (let i = at + 2; i < words.length; i++) {
    if (words[i] === "(") depth++;
    else if (words[i] === ")" && --depth === 0) return i > at + 3;
    else if (words[i] === "," && depth === 1) return false;
  }
  return false;
}

/** A name or bracket that a call's parentheses may follow. */
const isCallee = (words: readonly string[], kinds: readonly number[], at: number): boolean =>
  (isName(words, kinds, at) && !isKeyword(words[at])) || words[at] === ")" || words[at] === "]";

const isName = (words: readonly string[], kinds: readonly number[], at: number): boolean =>
  at >= 0 && at < words.length && kinds[at] === TokenKind.identifier && !isKeyword(words[at]);

const keywords: ReadonlySet<string> = new Set(
  (
    "return case goto if while for switch do else sizeof _Alignof __alignof__ typeof __typeof __typeof__ struct union enum const volatile static " +
    "register extern inline __inline break continue default __attribute__ __asm__ __asm asm __volatile __volatile__ __extension__ " +
    "void char short int long float double signed unsigned _Bool"
  ).split(" "),
);
export const isKeyword = (word: string): boolean => keywords.has(word);

function endsOperand(words: readonly string[], kinds: readonly number[], at: number): boolean {
  return (
    isName(words, kinds, at) || kinds[at] === TokenKind.number || words[at] === "]" || (words[at] === ")" && at > 0)
  );
}

function beginsOperand(words: readonly string[], kinds: readonly number[], at: number): boolean {
  return isName(words, kinds, at) || kinds[at] === TokenKind.number || words[at] === "(";
}

/** The second argument of `__builtin_offsetof`, or a part of it that is no subscript. */
function isOffsetPath(words: readonly string[], at: number): boolean {
  let depth = 0;
  for (let i = at - 1; i >= 0; i--) {
    if (words[i] === ")" || words[i] === "]") depth++;
    else if (words[i] === "[" && depth-- === 0) return false;
    else if (words[i] === "(" && depth-- === 0)
      return words[i - 1] === "__builtin_offsetof" && words.slice(i, at).includes(",");
  }
  return false;
}

export type ExpansionForm = "empty" | "expression" | "statements" | "declarations" | "type";

const statementWords: ReadonlySet<string> = new Set(
  "do if for while switch return goto break continue { case default".split(" "),
);
const declarationWords: ReadonlySet<string> = new Set(
  "static extern typedef inline __inline __inline__ _Static_assert _Noreturn __asm__ asm".split(" "),
);
export const typeWords: ReadonlySet<string> = new Set(
  (
    "void char short int long float double signed unsigned _Bool _Complex __signed __signed__ __int128 _Float16 __float128 __bf16 __fp16 " +
    "struct union enum const volatile __const __volatile __volatile__ _Atomic typeof __typeof __typeof__ __builtin_va_list"
  ).split(" "),
);

/** @param isType does the word name a type? */
export function formOf({ words }: Expansion, isType: (word: string) => boolean): ExpansionForm {
  if (words.length === 0) return "empty";
  const [first] = words;
  const semicolons = hasAtTop(words, ";");
  if (declarationWords.has(first) || (first === "__attribute__" && semicolons)) {
    // asm statements of one instruction stand in functions as well as outside
    if ((first === "__asm__" || first === "asm") && !isFileAsm(words)) return "statements";
    return "declarations";
  }
  if (statementWords.has(first)) return "statements";
  const startsType = typeWords.has(first) || isType(first);
  if (semicolons) {
    if (startsType) return "declarations";
    return "statements";
  }
  if (startsType && hasAtTop(words, "{")) return "declarations";
  return startsType ? "type" : "expression";
}

const isFileAsm = (words: readonly string[]): boolean =>
  words[1] === "(" && !words.slice(0, words.indexOf(")")).includes(":");

function hasAtTop(words: readonly string[], word: string): boolean {
  let depth = 0;
  for (const one of words) {
    if (depth === 0 && one === word) return true;
    if (one === "(" || one === "[" || one === "{") depth++;
    else if (one === ")" || one === "]" || one === "}") depth--;
  }
  return false;
}
