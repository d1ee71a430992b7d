/**
 * Interned spellings: an open-addressing hash table over bytes, so that a token that was seen before gets its id without a
 * string being made. The kind of a token follows from its spelling and is kept here once.
 */
import { byteClass, DIGIT, IDENTIFIER_START, NON_ASCII } from "./character-class.js";
import { fixedSpellings, lastPunctuator } from "./known-spelling.js";
import { type SpellingId, type SpellingTable, TokenKind } from "./token-stream.js";

/** The hash of no bytes; extended by `hash * 31 + byte`, as the lexer does while it scans a word. */
export const emptyHash = 5381;

export class SpellingInterner implements SpellingTable {
  readonly text: string[] = [];
  /** TokenKind by id. */
  kind = new Uint8Array(1 << 17);
  #hash = new Int32Array(1 << 17);
  #from = new Int32Array(1 << 17);
  #length = new Int32Array(1 << 17);
  #slots = new Int32Array(1 << 18);
  #pool = Buffer.alloc(1 << 21);
  #poolEnd = 0;
  #scratch = Buffer.alloc(256);

  constructor() {
    for (const text of fixedSpellings) this.intern(text);
    for (let id = 1; id <= lastPunctuator; id++) this.kind[id] = TokenKind.punctuator;
  }

  get count(): number {
    return this.text.length;
  }

  intern(text: string): SpellingId {
    const length = text.length;
    if (this.#scratch.length < length) this.#scratch = Buffer.alloc(length * 2);
    const bytes = this.#scratch;
    bytes.write(text, "latin1");
    let hash = emptyHash;
    for (let i = 0; i < length; i++) hash = (Math.imul(hash, 31) + bytes[i]) | 0;
    return this.internBytes(bytes, 0, length, hash, text, 0) as SpellingId;
  }

  /** Interns what two spellings give when written together. */
  internJoined(left: number, right: number): SpellingId {
    return this.intern(this.text[left] + this.text[right]);
  }

  /**
   * @param bytes [from, to) is the spelling, `hash` its hash
   * @param text the same bytes as a string from `textFrom` on, cut only when the spelling is new
   */
  internBytes(bytes: Uint8Array, from: number, to: number, hash: number, text: string, textFrom: number): number {
    const length = to - from;
    const slots = this.#slots;
    const mask = slots.length - 1;
    // The step stands before the look, so that it is optimised although the first look mostly finds.
    let slot = (hash ^ (hash >>> 15)) - 1;
    let id: number;
    do {
      slot = (slot + 1) & mask;
      id = slots[slot] - 1;
      if (id >= 0 && this.#hash[id] === hash && this.#length[id] === length && this.#same(id, bytes, from)) return id;
    } while (id >= 0);
    return this.#add(slot, bytes, from, length, hash, text.substring(textFrom, textFrom + length));
  }

  #same(id: number, bytes: Uint8Array, from: number): boolean {
    const pool = this.#pool;
    const at = this.#from[id];
    for (let i = this.#length[id] - 1; i >= 0; i--) if (pool[at + i] !== bytes[from + i]) return false;
    return true;
  }

  #add(slot: number, bytes: Uint8Array, from: number, length: number, hash: number, text: string): number {
    const id = this.text.length;
    if (id === this.kind.length) this.#growColumns();
    if (this.#poolEnd + length > this.#pool.length) {
      const pool = Buffer.alloc((this.#poolEnd + length) * 2);
      pool.set(this.#pool.subarray(0, this.#poolEnd));
      this.#pool = pool;
    }
    for (let i = 0; i < length; i++) this.#pool[this.#poolEnd + i] = bytes[from + i];
    this.text.push(text);
    this.#hash[id] = hash;
    this.#from[id] = this.#poolEnd;
    this.#length[id] = length;
    this.kind[id] = kindOf(text);
    this.#poolEnd += length;
    this.#slots[slot] = id + 1;
    if (id * 2 > this.#slots.length) this.#growSlots();
    return id;
  }

  #growColumns(): void {
    const grow = (column: Int32Array) => {
      const grown = new Int32Array(column.length * 2);
      grown.set(column);
      return grown;
    };
    this.#hash = grow(this.#hash);
    this.#from = grow(this.#from);
    this.#length = grow(this.#length);
    const kind = new Uint8Array(this.kind.length * 2);
    kind.set(this.kind);
    this.kind = kind;
  }

  #growSlots(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let id = 0; id < this.text.length; id++) {
      const hash = this.#hash[id];
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
  }
}

const encodingPrefix = /^(?:L|u8|u|U)["']/;

/** Kind of a whole token by its spelling. Only multi-character punctuators of the fixed list are punctuators. */
function kindOf(text: string): number {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  if (last === 34 || last === 39) {
    if (first === last && text.length > 1) return last === 34 ? TokenKind.string : TokenKind.character;
    if (encodingPrefix.test(text)) return last === 34 ? TokenKind.string : TokenKind.character;
    return TokenKind.other;
  }
  const kind = byteClass[first & 255];
  if ((kind & (IDENTIFIER_START | NON_ASCII)) !== 0)
    return (kind & NON_ASCII) !== 0 && text.length === 1 ? TokenKind.other : TokenKind.identifier;
  if ((kind & DIGIT) !== 0) return TokenKind.number;
  if (first === 46 && text.length > 1 && (byteClass[text.charCodeAt(1)] & DIGIT) !== 0) return TokenKind.number;
  return TokenKind.other;
}
