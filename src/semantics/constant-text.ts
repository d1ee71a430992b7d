/**
 * Constant expressions (C11 6.6) straight from tokens, by precedence climbing: literals, enumerators, sizeof and casts of plainly named types,
 * operators. It is a short cut for macro expansions, most of which are no more than that. In: tokens; out: a Typed with a value, made by
 * the same operators as any expression's, or undefined: then the parser has to look.
 */
import { type SpellingTable, TokenKind, type TokenStream } from "../preprocess/index.js";
import type { BinaryOperator, UnaryOperator } from "../syntax/index.js";
import type { Analysis } from "./analysis.js";
import type { TypeId } from "./c-type.js";
import { decay } from "./conversion.js";
import { cast, conditionalOf, numberLiteral, sizeOf } from "./expression.js";
import { binary, unary } from "./operator.js";
import { basicType, isTypeWord } from "./specifier.js";
import { readCharacter } from "./text-literal.js";
import { integerValue, rvalue, type Typed } from "./typed.js";

/** C11 6.5.5 to 6.5.14, the loosest first. The comma is left to the parser. */
const levels: readonly (readonly BinaryOperator[])[] = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];
const prefixes: readonly UnaryOperator[] = ["+", "-", "~", "!"];
/** Parentheses and operators nested deeper than this are the parser's business. */
const deepest = 100;

export class ConstantText {
  readonly #a: Analysis;
  /** Whether something was reported: what there is then is no plain constant. */
  #wrong = false;
  /** Level of a binary operator from 1, by spelling. */
  readonly #level = new Map<number, number>();
  readonly #prefixes: ReadonlySet<number>;
  readonly #open: number;
  readonly #close: number;
  readonly #question: number;
  readonly #colon: number;
  readonly #star: number;
  readonly #sizeof: number;
  /** What literals mean, by spelling; undefined for what is no constant. */
  readonly #literals = new Map<number, Typed | undefined>();
  #tokens: TokenStream | undefined;
  #spelling = new Int32Array(0);
  #at = 0;
  #to = 0;
  #depth = 0;

  constructor(
    a: Analysis,
    private readonly spellings: SpellingTable,
  ) {
    this.#a = {
      ...a,
      report: () => {
        this.#wrong = true;
      },
    };
    levels.forEach((operators, index) => {
      for (const operator of operators) this.#level.set(spellings.intern(operator), index + 1);
    });
    this.#prefixes = new Set(prefixes.map((operator) => spellings.intern(operator)));
    const [open, close, question, colon, star, size] = ["(", ")", "?", ":", "*", "sizeof"].map((text) =>
      spellings.intern(text),
    );
    this.#open = open;
    this.#close = close;
    this.#question = question;
    this.#colon = colon;
    this.#star = star;
    this.#sizeof = size;
  }

  /** The constant that tokens [from, to) are. */
  read(tokens: TokenStream, from: number, to: number): Typed | undefined {
    this.#tokens = tokens;
    this.#spelling = tokens.spelling as Int32Array<ArrayBuffer>;
    this.#at = from;
    this.#to = to;
    this.#depth = 0;
    this.#wrong = false;
    const found = this.#conditional();
    return this.#at === to && !this.#wrong && found?.value !== undefined ? found : undefined;
  }

  /** Spelling of the next token; -1 at the end. */
  #next(): number {
    return this.#at < this.#to ? this.#spelling[this.#at] : -1;
  }

  #take(spelling: number): boolean {
    if (this.#next() !== spelling) return false;
    this.#at++;
    return true;
  }

  #conditional(): Typed | undefined {
    if (++this.#depth > deepest) return undefined;
    const condition = this.#binary(1);
    if (condition === undefined || !this.#take(this.#question)) {
      this.#depth--;
      return condition;
    }
    const then = this.#conditional();
    if (then === undefined || !this.#take(this.#colon)) return undefined;
    const otherwise = this.#conditional();
    this.#depth--;
    return otherwise && conditionalOf(this.#a, condition, then, otherwise, 0);
  }

  #binary(lowest: number): Typed | undefined {
    let left = this.#unary();
    while (left !== undefined) {
      const spelling = this.#next();
      const level = this.#level.get(spelling);
      if (level === undefined || level < lowest) return left;
      this.#at++;
      const right = this.#binary(level + 1);
      if (right === undefined) return undefined;
      left = binary(this.#a, this.spellings.text[spelling] as BinaryOperator, left, right, 0);
    }
    return undefined;
  }

  #unary(): Typed | undefined {
    const at = this.#at;
    if (at >= this.#to) return undefined;
    const spelling = this.#spelling[at];
    const kind = (this.#tokens as TokenStream).kind[at];
    if (kind === TokenKind.number || kind === TokenKind.character) {
      this.#at++;
      return this.#literal(spelling, kind);
    }
    if (spelling === this.#open) return this.#parenthesized();
    if (spelling === this.#sizeof) return this.#sizeOf();
    if (kind === TokenKind.identifier) return this.#enumerator(spelling);
    if (!this.#prefixes.has(spelling) || ++this.#depth > deepest) return undefined;
    this.#at++;
    const of = this.#unary();
    this.#depth--;
    return of && unary(this.#a, this.spellings.text[spelling] as UnaryOperator, of, 0);
  }

  #parenthesized(): Typed | undefined {
    this.#at++;
    const type = this.#typeName();
    if (type === undefined) {
      const inside = this.#conditional();
      return this.#take(this.#close) ? inside : undefined;
    }
    if (!this.#take(this.#close) || ++this.#depth > deepest) return undefined;
    const of = this.#unary();
    this.#depth--;
    return of && cast(this.#a, type, decay(this.#a, of));
  }

  #sizeOf(): Typed | undefined {
    this.#at++;
    if (!this.#take(this.#open)) return undefined;
    const type = this.#typeName();
    if (type === undefined || !this.#take(this.#close)) return undefined;
    return sizeOf(this.#a, rvalue(type), 0);
  }

  #enumerator(spelling: number): Typed | undefined {
    const entity = this.#a.file.name(this.spellings.text[spelling]);
    if (entity?.kind !== "enumerator") return undefined;
    this.#at++;
    return integerValue(entity.type, entity.value);
  }

  #literal(spelling: number, kind: number): Typed | undefined {
    if (this.#literals.has(spelling)) return this.#literals.get(spelling);
    const text = this.spellings.text[spelling];
    let made: Typed | undefined;
    if (kind === TokenKind.number) made = numberLiteral(this.#a, text, 0);
    else {
      const character = readCharacter(text, this.#a.target);
      made = character && integerValue(this.#a.types.integer(character.type), character.value);
    }
    const known = made?.value === undefined ? undefined : made;
    this.#literals.set(spelling, known);
    return known;
  }

  /** Words of a basic type, a known tag or a typedef name, and stars. Where there is no type name, nothing is taken. */
  #typeName(): TypeId | undefined {
    const { text } = this.spellings;
    const { types } = this.#a;
    const from = this.#at;
    let word = text[this.#next()];
    let type: TypeId | undefined;
    if (word === "struct" || word === "union") {
      const tag = this.#a.file.tag(text[this.#spelling[from + 1]] ?? "");
      if (from + 1 >= this.#to || tag?.kind !== "record" || this.#a.tags.records[tag.record].tagKind !== word)
        return undefined;
      type = types.record(tag.record);
      this.#at += 2;
    } else if (word !== undefined && isTypeWord(word)) {
      const words: string[] = [];
      for (; word !== undefined && isTypeWord(word); word = text[this.#next()]) {
        words.push(word);
        this.#at++;
      }
      type = basicType(this.#a, words, 0);
    } else {
      const entity = word === undefined ? undefined : this.#a.file.name(word);
      if (entity?.kind !== "typedef") return undefined;
      type = types.typedef(entity.typedef);
      this.#at++;
    }
    while (this.#take(this.#star)) type = types.pointer(type);
    if (this.#next() === this.#close) return type;
    this.#at = from;
    return undefined;
  }
}
