/**
 * Macros whose whole body is one literal, which most are: `16`, `(0x10)`, `-1`, `"text"` (C11 6.4.4, 6.4.5). In: definitions as written; out: their
 * meanings without expansion or parser, and the radix in which a constant of several literals is to be shown.
 */
import type { Target } from "../base/index.js";
import { type MacroDefinition, type SpellingTable, TokenKind, type TokenStream } from "../preprocess/index.js";
import type { Analysis } from "./analysis.js";
import type { MacroMeaning } from "./c-program.js";
import { readNumber } from "./number-literal.js";
import { readString } from "./text-literal.js";

export class MacroLiterals {
  /** Of bodies that are one number: the same few come again and again. By spelling, the negative ones apart. */
  readonly #numbers = new Map<number, MacroMeaning>();

  constructor(
    private readonly a: Analysis,
    private readonly spellings: SpellingTable,
  ) {}

  /** Bodies of one literal, in parentheses or with a sign or not, and empty ones; undefined for others. */
  meaning({ body }: MacroDefinition): MacroMeaning | undefined {
    if (body.length === 0) return { kind: "empty" };
    if (body.length > 4) return undefined;
    const { text } = this.spellings;
    let first = 0;
    let last = body.length - 1;
    if (last >= 2 && text[body[0].spelling] === "(" && text[body[last].spelling] === ")") {
      first++;
      last--;
    }
    const negative = last === first + 1 && text[body[first].spelling] === "-";
    const token = body[negative ? first + 1 : first];
    if (last !== (negative ? first + 1 : first)) return undefined;
    if (token.kind === TokenKind.string && !negative) return stringMeaning([text[token.spelling]], this.a.target);
    if (token.kind !== TokenKind.number) return undefined;
    const key = token.spelling * 2 + (negative ? 1 : 0);
    let meaning = this.#numbers.get(key);
    if (meaning === undefined) {
      meaning = this.#number(text[token.spelling], negative);
      if (meaning !== undefined) this.#numbers.set(key, meaning);
    }
    return meaning;
  }

  #number(spelling: string, negative: boolean): MacroMeaning | undefined {
    const literal = readNumber(spelling, this.a.target);
    if (literal?.kind !== "integer") return undefined;
    if (negative && literal.type !== "int") return undefined;
    return {
      kind: "integer",
      value: negative ? -literal.value : literal.value,
      type: this.a.types.integer(literal.type),
      radix: literal.radix === 2 ? 16 : literal.radix,
      aliasOf: undefined,
    };
  }

  /** 16 where a literal of the expansion is hexadecimal, 8 where all that are not single digits are octal, else 10. */
  radix(tokens: TokenStream, from: number, to: number): 8 | 10 | 16 {
    let octal = false;
    let decimal = false;
    for (let i = from; i < to; i++) {
      if (tokens.kind[i] !== TokenKind.number) continue;
      const text = this.spellings.text[tokens.spelling[i]];
      const second = text.charCodeAt(1) | 32;
      if (text[0] === "0" && (second === 120 || second === 98)) return 16;
      if (text[0] === "0" && text[1] >= "0" && text[1] <= "9") octal = true;
      else if (text.length > 1) decimal = true;
    }
    return octal && !decimal ? 8 : 10;
  }
}

export function stringMeaning(pieces: readonly string[], target: Target): MacroMeaning | undefined {
  const literal = readString(pieces, target);
  return literal && { kind: "string", units: literal.units, prefix: literal.prefix };
}
