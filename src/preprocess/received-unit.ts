/**
 * Units that another thread preprocesses, as this one has them: a PreprocessedUnit that grows while its text comes in and is whole when its end
 * has come. In: UnitGains and UnitEnds, in the order in which they were made. The receiver keeps what all units of a run share.
 */
import type { Diagnostic, SourceId, SourceTable } from "../base/index.js";
import { type ConditionalColumns, conditionalGroups } from "./conditional-table.js";
import { includedUnder } from "./included-under.js";
import { macroDefinitions } from "./macro.js";
import type {
  CommentTable,
  ConditionalGroup,
  Inclusion,
  MacroDefinition,
  MacroId,
  PackChange,
  PragmaLine,
  PreprocessedUnit,
} from "./preprocessed.js";
import { Expansions, grownUint8, OutputTokens } from "./token-columns.js";
import type { SpellingId, SpellingTable } from "./token-stream.js";
import type { CommentRows, SpellingRows, UnitEnd, UnitGain, UnitLength } from "./unit-gain.js";

/** Spellings by the ids that the other thread gave them. */
class ReceivedSpellings implements SpellingTable {
  readonly text: string[] = [];
  kind = new Uint8Array(1 << 17);
  readonly #ids = new Map<string, SpellingId>();

  constructor(private readonly ask: (text: string) => void) {}

  append({ joined, lengths, kinds }: SpellingRows): void {
    const first = this.text.length;
    if (first + kinds.length > this.kind.length) this.kind = grownUint8(this.kind, first + kinds.length);
    this.kind.set(kinds, first);
    let from = 0;
    for (let i = 0; i < lengths.length; i++) {
      const to = from + lengths[i];
      this.text.push(joined.slice(from, to));
      from = to;
    }
  }

  intern(text: string): SpellingId {
    const known = this.#find(text);
    if (known !== undefined) return known;
    this.ask(text);
    return this.#find(text)!;
  }

  #find(text: string): SpellingId | undefined {
    for (let id = this.#ids.size; id < this.text.length; id++) this.#ids.set(this.text[id], id as SpellingId);
    return this.#ids.get(text);
  }
}

export class ReceivedUnit implements PreprocessedUnit {
  readonly tokens: OutputTokens;
  expansions = new Expansions();
  #ownExpansions = 0;
  readonly packChanges: PackChange[] = [];
  macros: readonly MacroDefinition[] = [];
  readonly active = new Map<string, MacroId>();
  inclusions: readonly Inclusion[] = [];
  pragmas: readonly PragmaLine[] = [];
  diagnostics: readonly Diagnostic[] = [];
  /** Names of built-in macros that are in force. */
  builtIn: ReadonlySet<string> = new Set();
  includedUnder: ReadonlyMap<SourceId, readonly number[]> = new Map();
  #columns: ConditionalColumns | undefined;
  #conditionals: readonly ConditionalGroup[] | undefined;

  constructor(
    readonly comments: ReadonlyMap<SourceId, CommentTable>,
    private readonly sources: SourceTable,
    private readonly names: readonly string[],
    capacity: number,
  ) {
    this.tokens = new OutputTokens(capacity);
  }

  append({ tokens, expansions, packChanges }: UnitGain): void {
    this.tokens.append(tokens);
    this.expansions.append(expansions);
    this.packChanges.push(...packChanges);
  }

  /** To what had come at an earlier time: text that goes on from there, and another end, are still to come. */
  takeBack({ tokens, expansions, packChanges }: UnitLength): void {
    this.tokens.count = tokens;
    this.expansions = this.expansions.first(expansions);
    this.packChanges.length = packChanges;
    this.active.clear();
    this.#conditionals = undefined;
  }

  /** Expansions of the unit's own tokens are kept, those of answers about its macros are not. */
  forgetAnswers(): void {
    this.expansions = this.expansions.first(this.#ownExpansions);
  }

  finish(end: UnitEnd, spellings: ReceivedSpellings): void {
    this.#ownExpansions = this.expansions.count;
    this.macros = macroDefinitions(end.macros, end.bodies, spellings);
    for (const id of end.active) this.active.set(this.macros[id].name, id as MacroId);
    this.inclusions = end.inclusions;
    this.pragmas = end.pragmas;
    this.diagnostics = end.diagnostics;
    this.builtIn = new Set(end.builtIn);
    this.includedUnder = includedUnder(end.includes);
    this.#columns = end.conditionals;
  }

  get conditionals(): readonly ConditionalGroup[] {
    if (this.#columns === undefined) return [];
    this.#conditionals ??= conditionalGroups(this.#columns, this.sources, this.names);
    return this.#conditionals;
  }
}

export class UnitReceiver {
  readonly #spellings: ReceivedSpellings;
  readonly #comments = new Map<SourceId, CommentTable>();

  /**
   * @param sources has the sources that the other thread had when it began; those that it adds are added here
   * @param intern asks the other thread to intern a text; its answer is received before this returns
   */
  constructor(
    private readonly sources: SourceTable,
    intern: (text: string) => void,
  ) {
    this.#spellings = new ReceivedSpellings(intern);
  }

  get spellings(): SpellingTable {
    return this.#spellings;
  }

  /** @param capacity tokens that are expected */
  begin(capacity: number): ReceivedUnit {
    return new ReceivedUnit(this.#comments, this.sources, this.#spellings.text, capacity);
  }

  /** What all units share; the unit's own part is for `ReceivedUnit.append`. */
  share({ sources, spellings, comments }: Pick<UnitGain, "sources" | "spellings" | "comments">): void {
    for (const source of sources) {
      const { id, base, ...rest } = source;
      if (this.sources.add(rest).base !== base) throw new Error(`source ${id} is at another place in the other thread`);
    }
    this.#spellings.append(spellings);
    this.#enterComments(comments);
  }

  finish(unit: ReceivedUnit, end: UnitEnd): void {
    unit.finish(end, this.#spellings);
  }

  #enterComments({ source, from, start, end }: CommentRows): void {
    for (let i = 0; i < source.length; i++) {
      const [first, last] = [from[i], from[i + 1]];
      this.#comments.set(source[i] as SourceId, {
        start: start.subarray(first, last),
        end: end.subarray(first, last),
      });
    }
  }
}
