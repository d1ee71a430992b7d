/**
 * Names that a function's body needs from outside, by a scan: an identifier counts as local where its first occurrence is in a
 * declaration, among the parameters, or a label. It is a guess in one direction only: a name found here is looked up in other
 * headers, and where none defines it nothing follows.
 */
import { TokenKind, type TokenStream } from "../preprocess/index.js";
import { NameKind, type NameTable } from "./name-table.js";
import { Word } from "./word.js";

const providedByCompiler = /^__(builtin_|sync_|atomic_|c11_atomic_|func__$|FUNCTION__$|PRETTY_FUNCTION__$|scoped_)/;

export class BodyScan {
  constructor(
    private readonly tokens: TokenStream,
    private readonly texts: readonly string[],
    private readonly classes: Uint8Array,
    private readonly names: NameTable,
  ) {}

  /**
   * @param declarator first token of the function's declarator
   * @param from its body's opening brace
   * @param to behind its closing one
   * @returns token indices of names that nothing declares, each name once
   */
  needed(declarator: number, from: number, to: number): readonly number[] {
    const { kind, spelling } = this.tokens;
    const local = new Set<number>();
    for (let at = declarator; at < from; at++) if (kind[at] === TokenKind.identifier) local.add(spelling[at]);
    const found: number[] = [];
    let declares = false;
    let depth = 0;
    let statementStart = true;
    const braces: boolean[] = [];
    // inside __builtin_offsetof(type, path): the depth of its parentheses; what follows the comma are members
    let offsetofDepth = 0;
    let inPath = false;
    for (let at = from; at < to; at++) {
      const word = this.#word(at);
      if (word === Word.openParenthesis || word === Word.openBracket) {
        depth++;
        statementStart = this.texts[spelling[at - 1]] === "for";
        continue;
      }
      if (word === Word.closeParenthesis || word === Word.closeBracket) {
        if (depth === offsetofDepth) {
          offsetofDepth = 0;
          inPath = false;
        }
        depth--;
      }
      if (word === Word.otherKeyword && this.texts[spelling[at]] === "__builtin_offsetof") offsetofDepth = depth + 1;
      if (word === Word.comma && offsetofDepth > 0 && depth === offsetofDepth) inPath = true;
      if (inPath) continue;
      if (word === Word.parenthesized) {
        at = this.#behindParentheses(at, to) - 1;
        continue;
      }
      if (word === Word.semicolon || word === Word.openBrace || word === Word.closeBrace) {
        // behind the braces of a struct, union or enum its declaration goes on
        if (word === Word.openBrace) braces.push(this.#opensSpecifier(at));
        declares = word === Word.closeBrace && braces.pop() === true;
        depth = 0;
        statementStart = !declares;
        continue;
      }
      if (statementStart) declares = this.#startsDeclaration(at);
      statementStart = false;
      if (kind[at] !== TokenKind.identifier || word !== Word.none) continue;
      const name = spelling[at];
      if (local.has(name) || this.names.has(name, NameKind.typedef | NameKind.object | NameKind.enumerator)) continue;
      if (!this.#isOrdinaryName(at)) continue;
      local.add(name); // each name once; also what is declared here
      if (!(declares && this.#isDeclarator(at)) && !providedByCompiler.test(this.texts[name])) found.push(at);
    }
    return found;
  }

  #word(at: number): number {
    const id = this.tokens.spelling[at];
    const kind = this.tokens.kind[at];
    if (kind !== TokenKind.identifier && kind !== TokenKind.punctuator) return Word.none;
    return id < this.classes.length ? this.classes[id] : Word.none;
  }

  /** From __attribute__ or asm to behind its parentheses: attribute names and operand names are no names of the program. */
  #behindParentheses(from: number, to: number): number {
    let depth = 0;
    for (let at = from + 1; at < to; at++) {
      const word = this.#word(at);
      if (word === Word.openParenthesis) depth++;
      else if (word === Word.closeParenthesis && --depth === 0) return at + 1;
      else if (depth === 0 && word !== Word.modifier && word !== Word.goto) return at;
    }
    return to;
  }

  #startsDeclaration(at: number): boolean {
    const word = this.#word(at);
    if (word === Word.modifier || word === Word.basicType || word === Word.structOrUnion || word === Word.enum)
      return true;
    if (word === Word.typedef || word === Word.typeOperator) return true;
    return word === Word.none && this.names.has(this.tokens.spelling[at], NameKind.typedef);
  }

  #opensSpecifier(brace: number): boolean {
    const isTag = (at: number): boolean => this.#word(at) === Word.structOrUnion || this.#word(at) === Word.enum;
    return isTag(brace - 1) || (this.tokens.kind[brace - 1] === TokenKind.identifier && isTag(brace - 2));
  }

  /** Not a member, a tag, a label or an operand's name in asm. */
  #isOrdinaryName(at: number): boolean {
    const before = this.#word(at - 1);
    if (before === Word.memberAccess || before === Word.structOrUnion || before === Word.enum || before === Word.goto)
      return false;
    if (this.#word(at + 1) === Word.colon && this.#word(at - 1) !== Word.none) return false;
    return !(
      before === Word.openBracket &&
      this.#word(at + 1) === Word.closeBracket &&
      this.tokens.kind[at + 2] === TokenKind.string
    );
  }

  /** In a declaration: behind a type, a star or a comma, it is what is declared. */
  #isDeclarator(at: number): boolean {
    const before = this.#word(at - 1);
    if (
      before === Word.star ||
      before === Word.comma ||
      before === Word.basicType ||
      before === Word.modifier ||
      before === Word.closeBrace
    )
      return true;
    if (before === Word.closeParenthesis || before === Word.parenthesized) return true;
    return this.tokens.kind[at - 1] === TokenKind.identifier && before === Word.none;
  }
}
