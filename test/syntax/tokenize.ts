/**
 * Preprocessed text to a TokenStream, for tests of the parser alone: a regular expression for C's tokens, `#pragma pack` lines, and
 * nothing of the preprocessor. The outline, and with it the marks on typedef names, is the unit room's.
 */
import type { SpellingId, SpellingTable, TokenStream } from "../../src/preprocess/index.js";
import { TokenKind } from "../../src/preprocess/index.js";
import type { OutlineEntry, PackChange } from "../../src/unit/index.js";
import { NameTable } from "../../src/unit/name-table.js";
import { OutlineScan } from "../../src/unit/outline-scan.js";
import { wordClasses } from "../../src/unit/word.js";

const lexeme =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(#[^\n]*)|((?:u8|[LuU])?"(?:\\[\s\S]|[^"\\\n])*")|((?:[LuU])?'(?:\\[\s\S]|[^'\\\n])*')|(\.?[0-9](?:[eEpP][+-]|[\w.])*)|([A-Za-z_$][\w$]*)|(\.\.\.|<<=|>>=|->|\+\+|--|<<|>>|[<>=!+\-*/%&|^]=|&&|\|\||[\s\S])/gy;

export interface Tokenized {
  readonly tokens: TokenStream;
  readonly spellings: SpellingTable;
  readonly packChanges: readonly PackChange[];
}

class Spellings implements SpellingTable {
  readonly text: string[] = [];
  readonly #ids = new Map<string, SpellingId>();
  intern(text: string): SpellingId {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.text.length as SpellingId;
      this.#ids.set(text, id);
      this.text.push(text);
    }
    return id;
  }
}

export function tokenize(text: string, spellings: SpellingTable = new Spellings()): Tokenized {
  const kinds: number[] = [];
  const ids: number[] = [];
  const places: number[] = [];
  const packChanges: PackChange[] = [];
  const packs: number[] = [];
  let pack = 0;
  const add = (kind: number, spelling: string, place: number) => {
    kinds.push(kind);
    ids.push(spellings.intern(spelling));
    places.push(place);
  };
  lexeme.lastIndex = 0;
  for (let match = lexeme.exec(text); match !== null; match = lexeme.exec(text)) {
    const [, line, string, character, number, name, punctuator] = match;
    if (string !== undefined) add(TokenKind.string, string, match.index);
    else if (character !== undefined) add(TokenKind.character, character, match.index);
    else if (number !== undefined) add(TokenKind.number, number, match.index);
    else if (name !== undefined) add(TokenKind.identifier, name, match.index);
    else if (punctuator !== undefined)
      add(
        /[\\`@$\x00-\x1f\x7f-\xff]/.test(punctuator) ? TokenKind.other : TokenKind.punctuator,
        punctuator,
        match.index,
      );
    else if (line !== undefined) {
      const pragma = /^#\s*pragma\s+pack\s*\(\s*(push|pop)?\s*,?\s*(\d+)?\s*\)/.exec(line);
      if (pragma === null) continue;
      if (pragma[1] === "push") packs.push(pack);
      if (pragma[1] === "pop") pack = packs.pop() ?? 0;
      if (pragma[2] !== undefined) pack = Number(pragma[2]);
      else if (pragma[1] === undefined) pack = 0;
      packChanges.push({ at: kinds.length, pack, msStruct: false });
    }
  }
  const count = kinds.length;
  const tokens: TokenStream = {
    count,
    kind: Uint8Array.from(kinds),
    flags: new Uint8Array(count),
    spelling: Int32Array.from(ids),
    spelled: Int32Array.from(places),
    expanded: Int32Array.from(places),
    expansion: new Int32Array(count).fill(-1),
  };
  return { tokens, spellings, packChanges };
}

/** External declarations as `unit/` finds them; it marks typedef names on its way. */
export function outlineOf({ tokens, spellings }: Tokenized, standard = "gnu17"): readonly OutlineEntry[] {
  const classes = wordClasses(spellings, standard);
  return new OutlineScan(tokens, spellings.text, classes, new NameTable(), 0, tokens.count).run().entries;
}
