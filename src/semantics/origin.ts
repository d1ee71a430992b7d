/**
 * Where declarations stand and what the text around them says: Place and Source of a name, the comment that belongs to it, the kernel
 * options of the conditionals around it. In: token indices or places; out: Origins. What is asked for comes mostly in the order of the
 * text, so the last answers are looked at before anything is searched.
 */
import type { Place, Source, SourceId, SourceTable } from "../base/index.js";
import { type ConditionalGroup, type PreprocessedUnit, TokenFlag } from "../preprocess/index.js";
import type { Origin } from "./c-type.js";
import { CommentReader } from "./comment.js";

const none: readonly string[] = [];

export class OriginReader {
  readonly #comments: CommentReader;
  /** Taken groups that ask about options, by source, in order of `from`. Rows of `conditionals`. */
  #groups: Map<SourceId, readonly ConditionalGroup[]> | undefined;
  readonly #bySource = new Map<SourceId, readonly string[]>();
  #last: Source | undefined;
  /** The last answer of `#options`, and the places [from, to) that it holds for. */
  #optionsFrom = 0;
  #optionsTo = 0;
  #optionsThere = none;
  /** Origins whose options are not known yet: they depend on all that the unit includes. */
  readonly #made: { -readonly [K in keyof Origin]: Origin[K] }[] = [];

  constructor(
    private readonly unit: PreprocessedUnit,
    private readonly sources: SourceTable,
  ) {
    this.#comments = new CommentReader(unit.comments);
  }

  /** Place that a token stands for: where the outermost macro's name is, for a token out of a macro. */
  place(token: number): Place {
    return (token >= 0 && token < this.unit.tokens.count ? this.unit.tokens.expanded[token] : -1) as Place;
  }

  /** The identifier with leading underscores that the text has at a place, if it has one. */
  wordAt(at: number): string | undefined {
    const source = this.#sourceOf(at as Place);
    if (source === undefined) return undefined;
    const from = at - source.base;
    if (source.text.charCodeAt(from) !== 95) return undefined;
    let to = from;
    while (/\w/.test(source.text.charAt(to))) to++;
    return source.text.slice(from, to);
  }

  /** @param name token of the declared name; @param first and @param last tokens of the declaration */
  declaration(name: number, first: number, last: number): Origin {
    const place = this.place(name);
    const source = this.#sourceOf(place);
    if (source === undefined)
      return { place, source: 0 as SourceId, firstToken: first, lastToken: last, comment: undefined, options: none };
    const comment =
      this.#comments.behind(source, this.#endOf(last, source)) ??
      this.#comments.above(source, this.place(first) - source.base);
    return this.#noted({ place, source: source.id, firstToken: first, lastToken: last, comment, options: none });
  }

  enumerator(name: number, last: number): Origin {
    const place = this.place(name);
    const source = this.#sourceOf(place);
    if (source === undefined)
      return { place, source: 0 as SourceId, firstToken: name, lastToken: last, comment: undefined, options: none };
    const offset = place - source.base;
    const comment = this.#comments.behindItem(source, offset) ?? this.#comments.above(source, offset);
    return this.#noted({ place, source: source.id, firstToken: name, lastToken: last, comment, options: none });
  }

  /** @param end place behind the last token of the definition, where a comment may follow it */
  macro(place: Place, end: Place | undefined): Origin {
    const source = this.#sourceOf(place);
    if (source === undefined)
      return { place, source: 0 as SourceId, firstToken: -1, lastToken: -1, comment: undefined, options: none };
    const comment =
      this.#comments.behind(source, end === undefined ? -1 : end - source.base) ??
      this.#comments.aboveLine(source, place - source.base);
    return this.#noted({ place, source: source.id, firstToken: -1, lastToken: -1, comment, options: none });
  }

  #noted(origin: Origin): Origin {
    this.#made.push(origin);
    return origin;
  }

  /** Fills in also what another reader of the same unit has made. */
  takeOver(other: OriginReader): void {
    for (const origin of other.#made) this.#made.push(origin);
  }

  /** Once the unit is whole: fills in the options of all origins that were made. */
  finish(): void {
    for (const origin of this.#made) {
      const source = this.#sourceOf(origin.place);
      if (source !== undefined) origin.options = this.#options(source, origin.place);
    }
    this.#made.length = 0;
  }

  /** Offset behind a token in its source. */
  #endOf(token: number, source: Source): number {
    const { tokens } = this.unit;
    if (token < 0 || token >= tokens.count || (tokens.flags[token] & TokenFlag.fromMacro) !== 0) return -1;
    return tokens.expanded[token] - source.base + 1;
  }

  #sourceOf(place: Place): Source | undefined {
    const last = this.#last;
    if (last !== undefined && place >= last.base && place <= last.base + last.text.length) return last;
    this.#last = this.sources.of(place);
    return this.#last;
  }

  #options(source: Source, place: Place): readonly string[] {
    if (place >= this.#optionsFrom && place < this.#optionsTo) return this.#optionsThere;
    this.#groups ??= this.#groupsWithOptions();
    let from: number = source.base;
    let to = from + source.text.length + 1;
    let found = this.#optionsOfSource(source.id);
    for (const group of this.#groups.get(source.id) ?? []) {
      if (group.from > place) {
        to = Math.min(to, group.from);
        break;
      }
      if (place < group.to) {
        found = found === none ? group.options : [...found, ...group.options];
        from = Math.max(from, group.from);
        to = Math.min(to, group.to);
      } else from = Math.max(from, group.to);
    }
    this.#optionsFrom = from;
    this.#optionsTo = to;
    this.#optionsThere = found === none ? none : [...new Set(found)].sort();
    return this.#optionsThere;
  }

  /** What every #include of a source stands under: an item does not depend on what another way to it does not ask. */
  #optionsOfSource(source: SourceId): readonly string[] {
    const known = this.#bySource.get(source);
    if (known !== undefined) return known;
    let common: Set<string> | undefined;
    for (const row of this.unit.includedUnder.get(source) ?? []) {
      const here = this.#optionsAround(row);
      common = common === undefined ? here : new Set([...common].filter((option) => here.has(option)));
      if (common.size === 0) break;
    }
    const options = common === undefined || common.size === 0 ? none : [...common];
    this.#bySource.set(source, options);
    return options;
  }

  /** Of a conditional group and all around it, in the files that include it too. */
  #optionsAround(row: number): Set<string> {
    const groups = this.unit.conditionals;
    const options = new Set<string>();
    for (let at = row; at >= 0; at = groups[at].parent)
      for (const option of askedBy(groups, groups[at])) options.add(option);
    return options;
  }

  #groupsWithOptions(): Map<SourceId, readonly ConditionalGroup[]> {
    const groups = this.unit.conditionals;
    const bySource = new Map<SourceId, ConditionalGroup[]>();
    const seen = new Set<number>();
    for (const group of groups) {
      if (!group.taken) continue;
      const options = askedBy(groups, group);
      if (options.length === 0 || seen.has(group.from)) continue;
      seen.add(group.from);
      const source = this.#sourceOf(group.place);
      if (source === undefined) continue;
      const list = bySource.get(source.id);
      const row = { ...group, options };
      if (list === undefined) bySource.set(source.id, [row]);
      else list.push(row);
    }
    for (const list of bySource.values()) list.sort((x, y) => x.from - y.from);
    return bySource;
  }
}

/** An #else depends on what the groups before it asked. */
function askedBy(groups: readonly ConditionalGroup[], group: ConditionalGroup): readonly string[] {
  if (group.options.length > 0) return group.options;
  return group.directive === "else" ? groups[group.opens].options : none;
}
