/**
 * Tokens rendered for the parser: one letter a token (alphabet.ts), and for each letter the token it stands for. Pieces of a stream
 * are appended in any order, with marks between; the parser's offsets lead back to tokens through `origin`.
 */
import { type SpellingTable, TokenFlag, TokenKind, type TokenStream } from "../preprocess/index.js";
import { alphabet, letter } from "./alphabet.js";

const code = (text: string) => text.charCodeAt(0);
const identifier = code(letter.identifier);
const typedefName = code(letter.typedefName);
const openIndex = code("[");
const attributeOpen = code(letter.attributeOpen);
const colon = code(":");
/** In the table for `::`, which the grammar has as two colons (C23's attributes, asm's empty sections). */
const twoColons = 1;

/** Letters by spelling: keywords, punctuators, and `identifier` for all else. Grows with the spelling table. */
export class LetterTable {
  #letters = new Uint8Array(0);
  #known = 0;
  readonly #spellings: SpellingTable;
  readonly #alphabet: ReadonlyMap<string, number>;

  constructor(spellings: SpellingTable, c23: boolean) {
    this.#spellings = spellings;
    this.#alphabet = alphabet(c23);
  }

  /** A letter for every spelling there is by now; 0 for spellings that are no identifier and not in the alphabet. */
  get letters(): Uint8Array {
    const { text } = this.#spellings;
    if (this.#known === text.length) return this.#letters;
    if (this.#letters.length < text.length) {
      const grown = new Uint8Array(text.length + (text.length >> 2));
      grown.set(this.#letters);
      this.#letters = grown;
    }
    for (let id = this.#known; id < text.length; id++)
      this.#letters[id] = text[id] === "::" ? twoColons : (this.#alphabet.get(text[id]) ?? 0);
    this.#known = text.length;
    return this.#letters;
  }
}

const letterOfKind = new Uint8Array(8);
letterOfKind[TokenKind.identifier] = identifier;
letterOfKind[TokenKind.number] = code(letter.number);
letterOfKind[TokenKind.string] = code(letter.string);
letterOfKind[TokenKind.character] = code(letter.character);
letterOfKind[TokenKind.punctuator] = code(letter.unknown);
letterOfKind[TokenKind.other] = code(letter.unknown);

export class TokenText {
  letters: Uint8Array;
  /** Token index of each letter. */
  origin: Int32Array;
  length = 0;
  readonly #tokens: TokenStream;
  readonly #table: Uint8Array;

  constructor(tokens: TokenStream, table: LetterTable, capacity: number) {
    this.letters = new Uint8Array(capacity);
    this.origin = new Int32Array(capacity);
    this.#tokens = tokens;
    this.#table = table.letters;
  }

  /** Empties it for another batch. */
  clear(): void {
    this.length = 0;
  }

  /** Appends a letter that stands at token `at`. */
  mark(letterText: string, at: number): void {
    this.#reserve(1);
    this.letters[this.length] = code(letterText);
    this.origin[this.length++] = at;
  }

  /** Appends tokens [from, to). */
  append(from: number, to: number): void {
    this.#reserve((to - from) * 2);
    const { kind, flags, spelling } = this.#tokens;
    const { letters, origin } = this;
    const table = this.#table;
    let length = this.length;
    for (let at = from; at < to; at++) {
      const tokenKind = kind[at];
      let found = 0;
      if (tokenKind === TokenKind.identifier || tokenKind === TokenKind.punctuator) found = table[spelling[at]];
      if (found === 0) found = letterOfKind[tokenKind];
      if (found === identifier) {
        if ((flags[at] & TokenFlag.typedefName) !== 0) found = typedefName;
      } else if (
        found === openIndex &&
        length > 0 &&
        letters[length - 1] === openIndex &&
        origin[length - 1] === at - 1
      )
        letters[length - 1] = attributeOpen;
      else if (found === twoColons) {
        letters[length] = colon;
        origin[length++] = at;
        found = colon;
      }
      letters[length] = found;
      origin[length++] = at;
    }
    this.length = length;
  }

  /** A copy of the letters so far, to be parsed here or elsewhere. */
  codes(): Uint8Array {
    return this.letters.slice(0, this.length);
  }

  #reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.letters.length) return;
    const capacity = Math.max(needed, this.letters.length * 2);
    const letters = new Uint8Array(capacity);
    letters.set(this.letters.subarray(0, this.length));
    this.letters = letters;
    const origin = new Int32Array(capacity);
    origin.set(this.origin.subarray(0, this.length));
    this.origin = origin;
  }
}
