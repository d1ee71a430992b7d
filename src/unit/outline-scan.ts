/**
 * The outline of a stretch of tokens: where its external declarations begin and end (C11 6.9), which identifiers name types there, which
 * names are needed and not declared, and which are declared twice. It follows C's declaration syntax (6.7) but builds no tree, so
 * that a header can be judged, and taken back, before anything is parsed.
 *
 * In: token columns, the names declared so far. Out: entries, missing names, conflicts; typedef names marked in `flags`.
 */
import { TokenFlag, TokenKind, type TokenStream } from "../preprocess/index.js";
import { BodyScan } from "./body-scan.js";
import { NameKind, type NameTable, type TypedefText } from "./name-table.js";
import { sameTypedef } from "./typedef-text.js";
import type { OutlineEntry } from "./unit-plan.js";
import { Word } from "./word.js";

/** A name that the text uses as if it were declared, at a token. */
export interface MissingName {
  /** `struct x`, `union x` where a complete type is needed; else the identifier. */
  readonly name: string;
  readonly at: number;
  readonly tag: boolean;
  /** Only a function's body needs it. */
  readonly inBody: boolean;
}

export interface Conflict {
  readonly name: string;
  readonly at: number;
  /** Defined a second time, or text that is no declaration here (a macro of another header has changed it). */
  readonly kind: "redefined" | "malformed";
}

export interface OutlineScanResult {
  readonly entries: readonly OutlineEntry[];
  readonly missing: readonly MissingName[];
  readonly conflicts: readonly Conflict[];
  /** False where the tokens end inside a declaration. */
  readonly complete: boolean;
}

interface Specifiers {
  typedef: boolean;
  typeSeen: boolean;
  /** Spelling of a struct's or union's tag where that is the type, or -1. */
  tag: number;
  tagAt: number;
  /** The type is an anonymous or just defined record or enum. */
  defines: boolean;
}

interface DeclaratorShape {
  name: number;
  pointer: boolean;
  /** Its first suffix is a parameter list. */
  function: boolean;
}

/** Brackets deeper than this are skipped over; the parser refuses them with a place. */
const maximumDepth = 200;

export class OutlineScan {
  #at: number;
  readonly #to: number;
  #depth = 0;
  readonly #kind: Uint8Array;
  readonly #flags: Uint8Array;
  readonly #spelling: Int32Array;
  readonly #entries: OutlineEntry[] = [];
  readonly #missing: MissingName[] = [];
  readonly #conflicts: Conflict[] = [];
  readonly #bodies: BodyScan;
  /** Of the parameter lists that are open: those before are in scope (6.2.1p7), and hide what is outside. */
  readonly #parameterNames: number[] = [];

  constructor(
    private readonly tokens: TokenStream,
    private readonly texts: readonly string[],
    private readonly classes: Uint8Array,
    private readonly names: NameTable,
    from: number,
    to: number,
  ) {
    this.#at = from;
    this.#to = to;
    this.#kind = tokens.kind;
    this.#flags = tokens.flags;
    this.#spelling = tokens.spelling;
    this.#bodies = new BodyScan(tokens, texts, classes, names);
  }

  run(): OutlineScanResult {
    let complete = true;
    while (this.#at < this.#to) {
      const from = this.#at;
      const body = this.#externalDeclaration();
      // where tokens ran out, a bracket's end is behind the last one
      this.#at = Math.min(Math.max(this.#at, from + 1), this.#to);
      if (body === undefined) complete = false;
      this.#entries.push({ from, to: this.#at, bodyFrom: body?.from ?? -1, bodyTo: body?.to ?? -1 });
    }
    return { entries: this.#entries, missing: this.#missing, conflicts: this.#conflicts, complete };
  }

  #word(at = this.#at): number {
    if (at >= this.#to) return Word.semicolon;
    const spelling = this.#spelling[at];
    const kind = this.#kind[at];
    if (kind === TokenKind.identifier || kind === TokenKind.punctuator) {
      const word = spelling < this.classes.length ? this.classes[spelling] : Word.none;
      return word === Word.none && kind === TokenKind.punctuator ? Word.otherPunctuator : word;
    }
    return Word.none;
  }

  #isIdentifier(at = this.#at): boolean {
    return at < this.#to && this.#kind[at] === TokenKind.identifier && this.#word(at) === Word.none;
  }

  /** external-declaration: function-definition | declaration (6.9). Gives the body's range, or undefined where tokens ran out. */
  #externalDeclaration(): { from: number; to: number } | undefined {
    const none = { from: -1, to: -1 };
    if (this.#word() === Word.staticAssert) {
      this.#at++;
      this.#expression(Word.semicolon, Word.semicolon);
      return this.#end(none);
    }
    const specifiersFrom = this.#at;
    const specifiers = this.#specifiers();
    const specifiersTo = this.#at;
    while (this.#at < this.#to && this.#word() !== Word.semicolon) {
      const declaratorFrom = this.#at;
      const shape = this.#declarator();
      const declaratorTo = this.#at;
      this.#skipParenthesized();
      if (shape.name >= 0) {
        const text = { specifiersFrom, specifiersTo, declaratorFrom, declaratorTo, name: shape.name };
        this.#declare(specifiers, shape, text);
      }
      if (shape.function && !specifiers.typedef && this.#word() !== Word.semicolon && this.#word() !== Word.comma) {
        if (this.#word() !== Word.openBrace && this.#word() !== Word.assign) {
          const behind = this.#at;
          this.#oldStyleParameters();
          // no definition after all: its semicolon is missing, and what follows is a declaration of its own
          if (this.#word() !== Word.openBrace || this.#at >= this.#to) {
            this.#at = behind;
            if (behind < this.#to) this.#conflict(behind, "malformed");
            return none;
          }
        }
        if (this.#word() === Word.openBrace) return this.#body(shape, declaratorFrom);
      }
      if (this.#word() === Word.assign) {
        this.#at++;
        this.#expression(Word.comma, Word.semicolon);
      }
      if (this.#word() === Word.comma) this.#at++;
      else if (this.#word() !== Word.semicolon) {
        if (this.#at < this.#to)
          this.#conflicts.push({ name: this.texts[this.#spelling[this.#at]], at: this.#at, kind: "malformed" });
        this.#recover();
      }
    }
    return this.#end(none);
  }

  #end(body: { from: number; to: number }): { from: number; to: number } | undefined {
    if (this.#at >= this.#to) return undefined;
    this.#at++;
    return body;
  }

  #body(shape: DeclaratorShape, declaratorFrom: number): { from: number; to: number } | undefined {
    const from = this.#at;
    const complete = this.#skipBalanced();
    const name = this.#spelling[shape.name];
    if (this.names.has(name, NameKind.defined)) this.#conflict(shape.name);
    this.names.add(name, NameKind.defined);
    for (const at of this.#bodies.needed(declaratorFrom, from, this.#at)) this.#miss(at, true);
    return complete ? { from, to: this.#at } : undefined;
  }

  #declare(specifiers: Specifiers, shape: DeclaratorShape, text: Omit<TypedefText, "tag">): void {
    const name = this.#spelling[shape.name];
    if (specifiers.typedef) {
      const tag = shape.pointer || shape.function || this.#word() === Word.openBracket ? -1 : specifiers.tag;
      const whole: TypedefText = { ...text, tag };
      if (this.names.has(name, NameKind.object | NameKind.enumerator)) this.#conflict(shape.name);
      const before = this.names.typedefText(name);
      if (
        before !== undefined &&
        (specifiers.defines || !sameTypedef(before, whole, this.tokens, this.texts, this.names))
      )
        this.#conflict(shape.name);
      this.names.addTypedef(name, whole);
    } else {
      if (this.names.has(name, NameKind.typedef | NameKind.enumerator)) this.#conflict(shape.name);
      this.names.add(name, NameKind.object);
    }
  }

  /** declaration-specifiers (6.7), specifier-qualifier-list (6.7.2.1): marks a typedef name, enters nested definitions. */
  #specifiers(): Specifiers {
    const found: Specifiers = { typedef: false, typeSeen: false, tag: -1, tagAt: -1, defines: false };
    for (; this.#at < this.#to; ) {
      const word = this.#word();
      if (word === Word.modifier || word === Word.convention) this.#at++;
      else if (word === Word.typedef) {
        found.typedef = true;
        this.#at++;
      } else if (word === Word.basicType) {
        found.typeSeen = true;
        this.#at++;
      } else if (word === Word.parenthesized) this.#skipParenthesized();
      else if (word === Word.structOrUnion || word === Word.enum) this.#tagged(found, word === Word.enum);
      else if (word === Word.typeOperator) {
        this.#at++;
        if (this.#word() === Word.openParenthesis) {
          this.#parenthesizedExpression();
          found.typeSeen = true;
        }
      } else if (this.#isStandardAttribute() && !found.typeSeen) {
        this.#skipBalanced();
      } else if (!this.#isIdentifier() || found.typeSeen) break;
      else if (!this.#typeName(found)) break;
    }
    return found;
  }

  /** An identifier where a type specifier may stand. False where it is a declarator's name. */
  #typeName(found: Specifiers): boolean {
    const name = this.#spelling[this.#at];
    if (this.names.has(name, NameKind.typedef)) {
      this.#flags[this.#at] |= TokenFlag.typedefName;
      found.tag = this.names.typedefText(name)?.tag ?? -1;
      found.tagAt = this.#at;
    } else {
      if (!this.texts[name].startsWith("__builtin_")) this.#miss(this.#at, false);
      else this.#flags[this.#at] |= TokenFlag.typedefName;
      const next = this.#word(this.#at + 1);
      const type =
        next === Word.none ||
        next === Word.star ||
        next === Word.modifier ||
        next === Word.closeParenthesis ||
        next === Word.comma;
      if (!type) return false;
    }
    found.typeSeen = true;
    this.#at++;
    return true;
  }

  /** struct-or-union-specifier, enum-specifier (6.7.2.1, 6.7.2.2). */
  #tagged(found: Specifiers, isEnum: boolean): void {
    found.typeSeen = true;
    this.#at++;
    this.#skipParenthesized();
    let tag = -1;
    const tagAt = this.#at;
    if (this.#isIdentifier()) {
      tag = this.#spelling[this.#at++];
    }
    this.#skipParenthesized();
    if (isEnum && this.#word() === Word.colon && this.#isUnderlyingType()) {
      this.#at++;
      this.#specifiers();
    }
    found.tag = tag;
    found.tagAt = tagAt;
    if (this.#word() !== Word.openBrace) return;
    found.defines = true;
    if (tag >= 0) {
      if (this.names.has(tag, NameKind.completeTag)) this.#conflict(tagAt);
    }
    if (this.#depth < maximumDepth) {
      this.#depth++;
      if (isEnum) this.#enumerators();
      else this.#members();
      this.#depth--;
    } else this.#skipBalanced();
    if (tag >= 0) this.names.add(tag, NameKind.completeTag);
    this.#skipParenthesized();
  }

  #isUnderlyingType(): boolean {
    const next = this.#at + 1;
    const word = this.#word(next);
    return (
      word === Word.basicType ||
      word === Word.modifier ||
      word === Word.typeOperator ||
      (this.#isIdentifier(next) && this.names.has(this.#spelling[next], NameKind.typedef))
    );
  }

  /** struct-declaration-list in its braces. */
  #members(): void {
    this.#at++;
    while (this.#at < this.#to && this.#word() !== Word.closeBrace) {
      const from = this.#at;
      if (this.#word() === Word.staticAssert) {
        this.#at++;
        this.#expression(Word.semicolon, Word.semicolon);
        this.#at++;
        continue;
      }
      const specifiers = this.#specifiers();
      while (this.#at < this.#to && this.#word() !== Word.semicolon && this.#word() !== Word.closeBrace) {
        if (this.#word() !== Word.colon) {
          const shape = this.#declarator();
          if (!shape.pointer && !shape.function && shape.name >= 0) this.#needComplete(specifiers);
        }
        this.#skipParenthesized();
        if (this.#word() === Word.colon) {
          this.#at++;
          this.#expression(Word.comma, Word.semicolon);
        }
        this.#skipParenthesized();
        if (this.#word() === Word.comma) this.#at++;
        else if (this.#word() !== Word.semicolon && this.#word() !== Word.closeBrace) this.#recover();
      }
      if (this.#word() === Word.semicolon) this.#at++;
      if (this.#at === from) this.#at++;
    }
    this.#at++;
  }

  #needComplete(specifiers: Specifiers): void {
    if (specifiers.tag < 0 || specifiers.defines || this.names.has(specifiers.tag, NameKind.completeTag)) return;
    this.#missing.push({ name: this.texts[specifiers.tag], at: specifiers.tagAt, tag: true, inBody: false });
  }

  /** enumerator-list in its braces. */
  #enumerators(): void {
    this.#at++;
    while (this.#at < this.#to && this.#word() !== Word.closeBrace) {
      if (this.#isIdentifier()) {
        const name = this.#spelling[this.#at];
        if (this.names.has(name, NameKind.enumerator | NameKind.object | NameKind.typedef)) this.#conflict(this.#at);
        this.names.add(name, NameKind.enumerator);
      }
      this.#at++;
      this.#skipParenthesized();
      this.#expression(Word.comma, Word.closeBrace);
      if (this.#word() === Word.comma) this.#at++;
    }
    this.#at++;
  }

  /** declarator, abstract-declarator (6.7.6, 6.7.7). */
  #declarator(): DeclaratorShape {
    const shape: DeclaratorShape = { name: -1, pointer: false, function: false };
    for (let word = this.#word(); ; word = this.#word()) {
      if (word === Word.star) {
        shape.pointer = true;
        this.#at++;
      } else if (word === Word.modifier || word === Word.typeOperator || word === Word.convention) this.#at++;
      else if (word === Word.parenthesized || this.#isStandardAttribute()) this.#skipParenthesized();
      else break;
    }
    let inner = false;
    if (this.#word() === Word.openParenthesis && this.#isNestedDeclarator() && this.#depth < maximumDepth) {
      this.#at++;
      this.#depth++;
      const nested = this.#declarator();
      this.#depth--;
      if (this.#word() === Word.closeParenthesis) this.#at++;
      shape.name = nested.name;
      shape.pointer ||= nested.pointer;
      shape.function = nested.function;
      inner = nested.pointer;
    } else if (this.#isIdentifier()) shape.name = this.#at++;
    for (let first = true; ; first = false) {
      const word = this.#word();
      if (word === Word.openParenthesis) {
        if (first && !inner) shape.function = true;
        this.#parameters();
      } else if (word === Word.openBracket) {
        this.#at++;
        this.#expression(Word.closeBracket, Word.closeBracket);
        this.#at++;
      } else return shape;
    }
  }

  #isNestedDeclarator(): boolean {
    const next = this.#at + 1;
    const word = this.#word(next);
    if (word === Word.star || word === Word.openParenthesis || word === Word.parenthesized || word === Word.openBracket)
      return true;
    if (word === Word.convention) return true;
    return (
      this.#isIdentifier(next) &&
      !this.names.has(this.#spelling[next], NameKind.typedef) &&
      !this.#looksLikeParameter(next)
    );
  }

  /** An unknown identifier followed by what only follows a type: `(foo_t *x)`, `(foo_t x)`. */
  #looksLikeParameter(at: number): boolean {
    return this.#isIdentifier(at + 1) || this.#word(at + 1) === Word.star || this.#word(at + 1) === Word.comma;
  }

  /** parameter-type-list or identifier-list in its parentheses. */
  #parameters(): void {
    if (this.#depth >= maximumDepth) {
      this.#skipBalanced();
      return;
    }
    this.#depth++;
    this.#at++;
    const missingBefore = this.#missing.length;
    const parametersBefore = this.#parameterNames.length;
    while (this.#at < this.#to && this.#word() !== Word.closeParenthesis) {
      const from = this.#at;
      const specifiers = this.#specifiers();
      if (specifiers.typeSeen) {
        const { name } = this.#declarator();
        if (name >= 0) this.#parameterNames.push(this.#spelling[name]);
      }
      this.#skipParenthesized();
      while (this.#at < this.#to && this.#word() !== Word.comma && this.#word() !== Word.closeParenthesis) {
        if (this.#word() === Word.semicolon || this.#word() === Word.closeBrace) break;
        this.#skipOne();
      }
      if (this.#word() === Word.comma) this.#at++;
      if (this.#at === from) break;
    }
    if (this.#word() === Word.closeParenthesis) this.#at++;
    this.#depth--;
    this.#parameterNames.length = parametersBefore;
    // an identifier-list: the names are parameters, whose declarations follow
    if (this.#depth === 0 && this.#startsDeclaration()) this.#missing.length = missingBefore;
  }

  #startsDeclaration(): boolean {
    const word = this.#word();
    if (word === Word.basicType || word === Word.structOrUnion || word === Word.enum || word === Word.modifier)
      return true;
    return this.#isIdentifier() && this.names.has(this.#spelling[this.#at], NameKind.typedef);
  }

  /** declaration-list of an old style function definition, up to its brace. */
  #oldStyleParameters(): void {
    while (this.#at < this.#to && this.#word() !== Word.openBrace) {
      const from = this.#at;
      const specifiers = this.#specifiers();
      if (!specifiers.typeSeen) {
        this.#at = from;
        return;
      }
      while (this.#at < this.#to && this.#word() !== Word.semicolon && this.#word() !== Word.openBrace) this.#skipOne();
      if (this.#word() === Word.semicolon) this.#at++;
    }
  }

  #parenthesizedExpression(): void {
    this.#at++;
    this.#expression(Word.closeParenthesis, Word.closeParenthesis);
    this.#at++;
  }

  /** Walks an expression or initializer up to one of two words outside brackets; marks types in it, notes names it lacks. */
  #expression(end: number, otherEnd: number): void {
    let depth = 0;
    let braces = 0;
    for (; this.#at < this.#to; this.#at++) {
      const word = this.#word();
      if (depth === 0 && (word === end || word === otherEnd)) return;
      if (word === Word.openParenthesis || word === Word.openBracket) depth++;
      else if (word === Word.openBrace) {
        depth++;
        braces++;
      } else if (word === Word.closeParenthesis || word === Word.closeBracket || word === Word.closeBrace) {
        if (depth === 0) return;
        depth--;
        if (word === Word.closeBrace) braces--;
      } else if (word === Word.parenthesized) {
        this.#skipParenthesized();
        this.#at--;
      } else if (word === Word.otherKeyword && this.texts[this.#spelling[this.#at]] === "__builtin_offsetof") {
        this.#at++;
        this.#offsetof();
      } else if (this.#isIdentifier()) this.#nameInExpression(braces > 0);
    }
  }

  /** `(type, member.path[index])`: only the type's names are looked up. Ends on the closing parenthesis. */
  #offsetof(): void {
    this.#at++;
    this.#expression(Word.comma, Word.closeParenthesis);
    let depth = 0;
    for (; this.#at < this.#to; this.#at++) {
      const word = this.#word();
      if (word === Word.openParenthesis || word === Word.openBracket) depth++;
      else if (word === Word.closeBracket) depth--;
      else if (word === Word.closeParenthesis && depth-- === 0) return;
    }
  }

  #nameInExpression(inBraces: boolean): void {
    const before = this.#word(this.#at - 1);
    if (before === Word.memberAccess || before === Word.structOrUnion || before === Word.enum) return;
    const name = this.#spelling[this.#at];
    if (this.#parameterNames.includes(name)) return;
    if (this.names.has(name, NameKind.typedef)) this.#flags[this.#at] |= TokenFlag.typedefName;
    else if (!this.names.has(name, NameKind.object | NameKind.enumerator)) {
      const text = this.texts[name];
      if (text.startsWith("__builtin_")) return;
      // a list of initializers has labels of its own (GNU's `member: value`): like a body, it is looked for and not insisted on
      this.#miss(this.#at, inBraces);
    }
  }

  /** Any number of `__attribute__((...))`, `asm("...")`, `_Alignas(...)`; only types in _Alignas and aligned(...) are marked. */
  #skipParenthesized(): void {
    for (;;) {
      const word = this.#word();
      if (this.#isStandardAttribute()) {
        this.#skipBalanced();
        continue;
      }
      if (word !== Word.parenthesized || this.#at >= this.#to) return;
      this.#at++;
      if (this.#word() === Word.modifier) this.#at++; // asm volatile
      if (this.#word() !== Word.openParenthesis) continue;
      const from = this.#at;
      this.#skipBalanced();
      for (let at = from; at < this.#at; at++) {
        if (
          this.#isIdentifier(at) &&
          this.names.has(this.#spelling[at], NameKind.typedef) &&
          this.#word(at - 1) === Word.openParenthesis
        ) {
          const isArgument =
            this.#isIdentifier(at - 2) ||
            this.#word(at - 2) === Word.otherKeyword ||
            this.#word(at - 2) === Word.parenthesized;
          if (isArgument) this.#flags[at] |= TokenFlag.typedefName;
        }
      }
    }
  }

  /** `[[attribute]]` (C23 6.7.13). */
  #isStandardAttribute(): boolean {
    return this.#word() === Word.openBracket && this.#word(this.#at + 1) === Word.openBracket;
  }

  #skipOne(): void {
    const word = this.#word();
    if (word === Word.openParenthesis || word === Word.openBrace || word === Word.openBracket) this.#skipBalanced();
    else this.#at++;
  }

  /** From an opening bracket to behind its closing one. False where the tokens end first. */
  #skipBalanced(): boolean {
    let depth = 0;
    for (; this.#at < this.#to; this.#at++) {
      const word = this.#word();
      if (word === Word.openParenthesis || word === Word.openBrace || word === Word.openBracket) depth++;
      else if (word === Word.closeParenthesis || word === Word.closeBrace || word === Word.closeBracket) {
        depth--;
        if (depth === 0) {
          this.#at++;
          return true;
        }
      }
    }
    return false;
  }

  /** Behind something that is no declarator: to the next comma or semicolon, over brackets. */
  #recover(): void {
    const from = this.#at;
    if (from < this.#to) this.#conflict(from, "malformed");
    while (this.#at < this.#to && this.#word() !== Word.semicolon && this.#word() !== Word.comma) {
      if (this.#word() === Word.closeBrace) break;
      this.#skipOne();
    }
    if (this.#word() === Word.comma || this.#at === from) this.#at++;
  }

  #miss(at: number, inBody: boolean): void {
    this.#missing.push({ name: this.texts[this.#spelling[at]], at, tag: false, inBody });
  }

  #conflict(at: number, kind: Conflict["kind"] = "redefined"): void {
    this.#conflicts.push({ name: this.texts[this.#spelling[at]], at, kind });
  }
}
