/**
 * Typedef names inside a function's body (C11 6.2.1): a parameter or variable hides a typedef of the same name until its block ends,
 * and blocks may declare typedefs of their own. A scan over the body's letters that follows declarations, not expressions; it
 * rewrites the letters of identifiers to say what each name is where it stands.
 */
import type { SpellingId } from "../preprocess/index.js";
import { letter } from "./alphabet.js";

const code = (text: string) => text.charCodeAt(0);
const identifier = code(letter.identifier);
const typedefName = code(letter.typedefName);
const [open, close, openIndex, closeIndex, begin, end] = [..."()[]{}"].map(code);
const [semicolon, comma, equals, colon, dot, arrow] = [...";,=:.>"].map(code);
const [star, caret, basic, qualifier, storage, atomic, alignas] = [..."*^bqsal"].map(code);
const [record, enumeration, typeOf, bitInt, extension, attribute, attributeOpen, asm, convention] = [
  ..."SUTNx_DMc",
].map(code);
const [forWord, caseWord, defaultWord] = [..."Fkn"].map(code);

export interface BodyNames {
  /** Spelling of the token a letter stands for. */
  spelling(at: number): SpellingId;
  /** Whether that spelling names a typedef at file scope, where the letter stands. */
  isFileTypedef(spelling: SpellingId, at: number): boolean;
  /** Whether the storage class at a letter is `typedef`. */
  isTypedefWord(at: number): boolean;
}

export class LocalScopes {
  /** What names mean here, where that is not what they mean at file scope. */
  readonly #local = new Map<SpellingId, boolean>();
  /** Former meanings, to be put back when a block ends. */
  readonly #log: { readonly name: SpellingId; readonly before: boolean | undefined }[] = [];

  constructor(
    private readonly letters: Uint8Array,
    private readonly to: number,
    private readonly names: BodyNames,
  ) {}

  /** Names that the body's parameters declare. */
  declareParameter(name: SpellingId): void {
    this.#declare(name, false);
  }

  /** Marks the letters from `from` on, statements and declarations, until a closing brace of its own or the end. Gives what follows. */
  block(from: number): number {
    const { letters, to } = this;
    const mark = this.#log.length;
    let at = from;
    let statementStart = true;
    while (at < to) {
      const found = letters[at];
      if (statementStart) {
        const label = this.#labelBehindAttributes(at);
        // attributes of a label say nothing of what it does (C23 6.8.2): empty statements in their place, but where those would be what another
        // label, and perhaps an `if` before that, stands before
        if (label > at && letters[at - 1] !== colon) {
          letters.fill(semicolon, at, label);
          at = label;
        }
        const next = this.#declaration(at, true);
        if (next > at) {
          at = next;
          continue;
        }
        statementStart = false;
      }
      if (found === end) {
        this.#leave(mark);
        return at + 1;
      }
      if (found === begin) {
        at = this.block(at + 1);
        statementStart = true;
        continue;
      }
      if (found === open && letters[at - 1] === forWord) {
        at++;
        const next = this.#declaration(at, true);
        if (next > at) at = next;
        continue;
      }
      at = this.#one(at);
      statementStart = found === semicolon || found === colon;
    }
    this.#leave(mark);
    return at;
  }

  /** Where a label begins before which `[[…]]` stand; `from` where none does. */
  #labelBehindAttributes(from: number): number {
    const { letters } = this;
    let at = from;
    while (letters[at] === attributeOpen) at = this.#enclosed(at);
    const isName = letters[at] === identifier || letters[at] === typedefName;
    return letters[at] === caseWord || letters[at] === defaultWord || (isName && letters[at + 1] === colon) ? at : from;
  }

  /** One token, or what its bracket encloses. */
  #one(at: number): number {
    const { letters } = this;
    const found = letters[at];
    if (found === open || found === openIndex || found === attributeOpen) return this.#enclosed(at);
    if (found === identifier || found === typedefName) this.#resolve(at);
    return at + 1;
  }

  /** A bracket and what it encloses; `({` opens a block, `{` a list. */
  #enclosed(from: number): number {
    const { letters, to } = this;
    let at = from + 1;
    if (letters[from] === open && letters[at] === begin) at = this.block(at + 1);
    while (at < to) {
      const found = letters[at];
      if (found === close || found === closeIndex || found === end) return at + 1;
      if (found === record || found === enumeration) at = this.#tagged(at);
      else at = found === begin ? this.#enclosed(at) : this.#one(at);
    }
    return at;
  }

  /**
   * declaration (6.7), up to its semicolon, or a member's.
   * @returns what follows; `from` where no declaration begins
   */
  #declaration(from: number, declares: boolean): number {
    const { letters, to } = this;
    let at = from;
    let typeSeen = false;
    let storageSeen = false;
    let isTypedef = false;
    specifiers: for (; at < to; ) {
      switch (letters[at]) {
        case storage:
          if (this.names.isTypedefWord(at)) isTypedef = true;
          storageSeen = true;
          at++;
          break;
        case qualifier:
          storageSeen = true;
          at++;
          break;
        case extension:
        case convention:
          at++;
          break;
        case basic:
          typeSeen = true;
          at++;
          break;
        case atomic:
          storageSeen = true;
          if (letters[++at] === open) {
            typeSeen = true;
            at = this.#enclosed(at);
          }
          break;
        case alignas:
        case attribute:
          at = this.#enclosed(at + 1);
          break;
        case attributeOpen:
          at = this.#enclosed(at);
          break;
        case typeOf:
        case bitInt:
          typeSeen = true;
          at = this.#enclosed(at + 1);
          break;
        case record:
        case enumeration:
          typeSeen = true;
          at = this.#tagged(at);
          break;
        case identifier:
        case typedefName:
          if (typeSeen || letters[at + 1] === colon || !this.#resolve(at)) break specifiers;
          typeSeen = true;
          at++;
          break;
        default:
          break specifiers;
      }
    }
    // Attributes or `__extension__` alone begin statements too.
    if (!typeSeen && !storageSeen) return from;
    while (at < to && letters[at] !== semicolon && letters[at] !== end) {
      const before = at;
      at = this.#declarator(at, declares, isTypedef);
      if (letters[at] === comma) at++;
      if (at === before) return at;
    }
    return letters[at] === semicolon ? at + 1 : at;
  }

  /** `struct`, `union` or `enum` with what stands in its braces. */
  #tagged(from: number): number {
    const { letters, to } = this;
    const isEnum = letters[from] === enumeration;
    let at = from + 1;
    while (letters[at] === attribute || letters[at] === attributeOpen)
      at = this.#enclosed(letters[at] === attribute ? at + 1 : at);
    if (letters[at] === identifier || letters[at] === typedefName) at++;
    if (isEnum && letters[at] === colon && letters[at + 1] !== begin) {
      let list = at + 1;
      while (letters[list] === basic || letters[list] === typedefName || letters[list] === identifier) list++;
      if (letters[list] === begin) {
        for (let type = at + 1; type < list; type++) this.#one(type);
        at = list;
      }
    }
    if (letters[at] !== begin) return at;
    at++;
    while (at < to && letters[at] !== end) {
      const before = at;
      if (isEnum) {
        const isName = letters[at] === identifier || letters[at] === typedefName;
        if (isName && (letters[at - 1] === begin || letters[at - 1] === comma)) {
          this.#declare(this.names.spelling(at), false);
          letters[at++] = identifier;
        } else at = this.#one(at);
      } else at = this.#declaration(at, false);
      if (at === before) at = this.#one(at);
    }
    return at + 1;
  }

  /** One declarator with its asm label, attributes, bit-field width and initializer; up to the comma or semicolon. */
  #declarator(from: number, declares: boolean, isTypedef: boolean): number {
    const { letters, to } = this;
    let at = from;
    let name = -1;
    for (; at < to && name < 0; ) {
      const found = letters[at];
      if (
        found === star ||
        found === caret ||
        found === qualifier ||
        found === atomic ||
        found === open ||
        found === convention
      )
        at++;
      else if (found === attribute) at = this.#enclosed(at + 1);
      else if (found === attributeOpen) at = this.#enclosed(at);
      else if (found === identifier || found === typedefName) {
        name = at;
        letters[at++] = identifier;
      } else break;
    }
    for (; at < to; ) {
      const found = letters[at];
      if (found === comma || found === semicolon || found === end) break;
      if (found === equals && name >= 0 && declares) {
        this.#declare(this.names.spelling(name), isTypedef);
        name = -1;
      }
      if (found === asm || found === attribute) at++;
      else at = found === begin ? this.#enclosed(at) : found === close ? at + 1 : this.#one(at);
    }
    if (name >= 0 && declares) this.#declare(this.names.spelling(name), isTypedef);
    return at;
  }

  /** Writes an identifier's letter. A member's name after `.` or `->` may be either. */
  #resolve(at: number): boolean {
    const before = this.letters[at - 1];
    if (before === dot || before === arrow) return false;
    const name = this.names.spelling(at);
    const isTypedef = this.#local.get(name) ?? this.names.isFileTypedef(name, at);
    this.letters[at] = isTypedef ? typedefName : identifier;
    return isTypedef;
  }

  #declare(name: SpellingId, isTypedef: boolean): void {
    this.#log.push({ name, before: this.#local.get(name) });
    this.#local.set(name, isTypedef);
  }

  #leave(mark: number): void {
    while (this.#log.length > mark) {
      const { name, before } = this.#log.pop()!;
      if (before === undefined) this.#local.delete(name);
      else this.#local.set(name, before);
    }
  }
}
