/**
 * The parser: tokens to AST. External declarations are parsed without the bodies of functions, which are half of the text; bodies and
 * fragments (macro bodies) are parsed when asked for, many at once.
 */
import { type Diagnostic, type DiagnosticNote, diagnostic, type Place, type Staged } from "../base/index.js";
import type { SpellingTable, TokenStream } from "../preprocess/index.js";
import type { OutlineEntry, PackChange } from "../unit/index.js";
import { letter } from "./alphabet.js";
import type {
  CompoundStatement,
  ExternalDeclaration,
  FunctionDefinition,
  RecordPragmas,
  TranslationUnit,
} from "./ast.js";
import { renderBody } from "./body-text.js";
import { lowerExternal } from "./declaration.js";
import { DistinctPieces } from "./distinct-pieces.js";
import { everywhere, type Fragment, lowerFragment, type ParsedFragment, renderFragment } from "./fragment.js";
import { type GrammarRuntime, loadGrammar, type TreeRows } from "./grammar-runtime.js";
import { noPragmas } from "./specifier.js";
import { lowerCompound } from "./statement.js";
import { SyntaxTree } from "./syntax-tree.js";
import { LetterTable, TokenText } from "./token-text.js";
import type { TypedefNames } from "./typedef-names.js";

export interface CParserOptions {
  /** As `-std=` takes it; C23 has keywords that are names before. */
  readonly standard: string;
}

export async function createParser(options: CParserOptions = { standard: "gnu17" }): Promise<CParser> {
  return new CParser(await loadGrammar(), options);
}

/** Owns a wasm parser. One serves any number of units, one after the other. */
export class CParser {
  readonly #runtime: GrammarRuntime;
  readonly #pieces: DistinctPieces;
  readonly #c23: boolean;
  readonly #tables = new WeakMap<SpellingTable, LetterTable>();

  constructor(runtime: GrammarRuntime, options: CParserOptions) {
    this.#runtime = runtime;
    this.#pieces = new DistinctPieces(runtime);
    this.#c23 = /(2[3-9xy]|202[2-9])$/.test(options.standard);
  }

  /** Gives the wasm parser back. */
  delete(): void {
    this.#runtime.parser.delete();
  }

  /**
   * Every external declaration, bodies of functions left as token ranges. One that is no C is diagnosed and left out.
   * @param tokens typedef names marked by TokenFlag.typedefName
   */
  parseUnit(
    tokens: TokenStream,
    spellings: SpellingTable,
    outline: readonly OutlineEntry[],
    packChanges: readonly PackChange[],
  ): Staged<TranslationUnit> {
    let size = 16;
    for (const { from, to, bodyFrom } of outline) size += (bodyFrom < 0 ? to : bodyFrom) - from + 1;
    const text = new TokenText(tokens, this.#letters(spellings), size);
    const starts = new Int32Array(outline.length + 1);
    const bodyEnds = new Map<number, number>();
    outline.forEach(({ from, to, bodyFrom, bodyTo }, index) => {
      starts[index] = text.length;
      text.append(from, bodyFrom < 0 ? to : bodyFrom);
      if (bodyFrom < 0) return;
      text.mark(letter.body, bodyFrom);
      bodyEnds.set(bodyFrom, bodyTo);
    });
    starts[outline.length] = text.length;
    const bodyEnd = (token: number) => bodyEnds.get(token) ?? token + 1;
    const tree = new SyntaxTree(text, tokens, spellings, pragmasAt(packChanges), bodyEnd, this.#c23);
    const parsed: (readonly ExternalDeclaration[] | undefined)[] = new Array(outline.length).fill(undefined);
    const diagnostics: Diagnostic[] = [];
    this.#parse(
      tree,
      text,
      starts,
      tokens,
      spellings,
      diagnostics,
      (piece, rows) => {
        parsed[piece] = rows.map((row) => lowerExternal(tree, row));
      },
      (piece) => {
        parsed[piece] = undefined;
      },
    );
    const declarations: ExternalDeclaration[] = [];
    for (const found of parsed) if (found !== undefined) declarations.push(...found);
    return { value: { declarations }, diagnostics };
  }

  /**
   * Bodies of functions. One that is no C is diagnosed and undefined.
   * @param typedefs of the unit's file scope
   */
  parseBodies(
    tokens: TokenStream,
    spellings: SpellingTable,
    definitions: readonly FunctionDefinition[],
    typedefs: TypedefNames,
    packChanges: readonly PackChange[] = [],
  ): Staged<readonly (CompoundStatement | undefined)[]> {
    let size = 16;
    for (const { bodyFrom, bodyTo } of definitions) size += bodyTo - bodyFrom + 2;
    const text = new TokenText(tokens, this.#letters(spellings), size);
    const starts = new Int32Array(definitions.length + 1);
    definitions.forEach((definition, index) => {
      starts[index] = text.length;
      renderBody(text, tokens, spellings, definition, typedefs);
    });
    starts[definitions.length] = text.length;
    const tree = new SyntaxTree(text, tokens, spellings, pragmasAt(packChanges), (token) => token + 1, this.#c23);
    const bodies: (CompoundStatement | undefined)[] = new Array(definitions.length).fill(undefined);
    const diagnostics: Diagnostic[] = [];
    this.#parse(
      tree,
      text,
      starts,
      tokens,
      spellings,
      diagnostics,
      (piece, rows) => {
        bodies[piece] = lowerCompound(tree, rows[0] + 1);
      },
      (piece) => {
        bodies[piece] = undefined;
      },
    );
    return { value: bodies, diagnostics };
  }

  /**
   * Expressions, type names, statement lists and declarations that stand for themselves: macro bodies. What a fragment is not is no error here.
   * @param typedefs names to be taken as types beside those marked in `flags`; all of the unit's file scope, for a macro
   */
  parseFragments(
    tokens: TokenStream,
    spellings: SpellingTable,
    fragments: readonly Fragment[],
    typedefs: TypedefNames = new Map(),
  ): readonly ParsedFragment[] {
    let size = 16;
    for (const { from, to } of fragments) size += to - from + 4;
    const text = new TokenText(tokens, this.#letters(spellings), size);
    const starts = new Int32Array(fragments.length + 1);
    const names = everywhere(typedefs);
    fragments.forEach((fragment, index) => {
      starts[index] = text.length;
      renderFragment(text, tokens, spellings, fragment, names);
    });
    starts[fragments.length] = text.length;
    const tree = new SyntaxTree(
      text,
      tokens,
      spellings,
      () => noPragmas,
      (token) => token + 1,
      this.#c23,
    );
    const found: ParsedFragment[] = new Array(fragments.length).fill(undefined);
    this.#parse(
      tree,
      text,
      starts,
      tokens,
      spellings,
      undefined,
      (piece, rows) => {
        found[piece] = lowerFragment(tree, fragments[piece].as, rows);
      },
      (piece) => {
        found[piece] = undefined;
      },
    );
    return found;
  }

  #letters(spellings: SpellingTable): LetterTable {
    let table = this.#tables.get(spellings);
    if (table === undefined) {
      table = new LetterTable(spellings, this.#c23);
      this.#tables.set(spellings, table);
    }
    return table;
  }

  /** Parses pieces and lowers each; what is wrong with one, by the grammar or beyond it, becomes a diagnostic and drops it. */
  #parse(
    tree: SyntaxTree,
    text: TokenText,
    starts: Int32Array,
    tokens: TokenStream,
    spellings: SpellingTable,
    diagnostics: Diagnostic[] | undefined,
    lower: (piece: number, rows: readonly number[]) => void,
    drop: (piece: number) => void,
  ): void {
    const report = (reason: "syntax" | "nesting" | "size", token: number, what: string) => {
      const code = reason === "syntax" ? "syntax/error" : reason === "size" ? "syntax/size" : "syntax/nesting";
      diagnostics?.push(diagnostic(code, "error", tokens.expanded[token] as Place, what, spelledNote(tokens, token)));
    };
    const describe = (piece: number, at: number) => {
      const before = at > starts[piece] ? spellings.text[tokens.spelling[text.origin[at - 1]]] : undefined;
      if (at >= starts[piece + 1]) return `unexpected end${before === undefined ? "" : ` after '${shorten(before)}'`}`;
      const word = spellings.text[tokens.spelling[text.origin[at]]];
      return `unexpected '${shorten(word)}'${before === undefined ? "" : ` after '${shorten(before)}'`}`;
    };
    this.#pieces.parse(text.codes(), starts, diagnostics !== undefined, {
      parsed: (piece: number, rows: TreeRows, top: readonly number[]) => {
        tree.show(rows);
        lower(piece, top);
        if (tree.problems.length === 0) return;
        for (const problem of tree.problems.splice(0)) report("syntax", problem.at, problem.text);
        drop(piece);
      },
      refused: (piece, reason, at) => {
        const token = text.origin[Math.min(at, Math.max(starts[piece], starts[piece + 1] - 1))];
        report(
          reason,
          token,
          reason === "syntax"
            ? describe(piece, at)
            : reason === "size"
              ? "one declaration of more than a million tokens"
              : "nested too deeply",
        );
      },
    });
    diagnostics?.sort((a, b) => a.place - b.place);
  }
}

/** A token out of a macro's body is reported where the macro was used; a note says where it is written. */
function spelledNote(tokens: TokenStream, token: number): readonly DiagnosticNote[] {
  if (tokens.spelled[token] === tokens.expanded[token]) return [];
  return [{ place: tokens.spelled[token] as Place, text: "written here" }];
}

const shorten = (word: string): string => (word.length > 60 ? `${word.slice(0, 57)}...` : word);

function pragmasAt(changes: readonly PackChange[]): (token: number) => RecordPragmas {
  return (token) => {
    let low = 0;
    let high = changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (changes[middle].at <= token) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? noPragmas : changes[low - 1];
  };
}
