/** The conditional groups that were reached (C11 6.10.1), as columns; made into objects where they are looked at. */
import type { Place, SourceTable } from "../base/index.js";
import type { ConditionalGroup } from "./preprocessed.js";
import { grownInt32, grownUint8 } from "./token-columns.js";

const noOptions: readonly string[] = [];

/** The table's columns, which can cross to another thread. */
export type ConditionalColumns = Pick<
  ConditionalTable,
  "count" | "place" | "directive" | "taken" | "textFrom" | "textTo" | "opens" | "parent" | "from" | "to" | "options"
>;

export class ConditionalTable {
  count = 0;
  place = new Int32Array(1 << 13);
  /** Spelling id of the directive's name. */
  directive = new Int32Array(1 << 13);
  taken = new Uint8Array(1 << 13);
  textFrom = new Int32Array(1 << 13);
  textTo = new Int32Array(1 << 13);
  opens = new Int32Array(1 << 13);
  parent = new Int32Array(1 << 13);
  from = new Int32Array(1 << 13);
  to = new Int32Array(1 << 13);
  readonly options: (readonly string[])[] = [];

  /** @param opens row of the group that opened the conditional; -1 where this one does */
  push(place: number, directive: number, textFrom: number, textTo: number, opens: number, parent: number): number {
    const row = this.count++;
    if (row === this.place.length) {
      for (const column of ["place", "directive", "textFrom", "textTo", "opens", "parent", "from", "to"] as const) {
        this[column] = grownInt32(this[column], row + 1);
      }
      this.taken = grownUint8(this.taken, row + 1);
    }
    this.place[row] = place;
    this.directive[row] = directive;
    this.taken[row] = 0;
    this.textFrom[row] = textFrom;
    this.textTo[row] = textTo;
    this.opens[row] = opens < 0 ? row : opens;
    this.parent[row] = parent;
    this.from[row] = textTo;
    this.to[row] = textTo;
    this.options[row] = noOptions;
    return row;
  }

  setOptions(row: number, options: ReadonlySet<string>): void {
    this.options[row] = options.size === 0 ? noOptions : [...options].sort();
  }

  truncate(count: number): void {
    this.count = count;
    this.options.length = count;
  }

  /** Copies of exact length. */
  columns(): ConditionalColumns {
    const { count } = this;
    return {
      count,
      place: this.place.slice(0, count),
      directive: this.directive.slice(0, count),
      taken: this.taken.slice(0, count),
      textFrom: this.textFrom.slice(0, count),
      textTo: this.textTo.slice(0, count),
      opens: this.opens.slice(0, count),
      parent: this.parent.slice(0, count),
      from: this.from.slice(0, count),
      to: this.to.slice(0, count),
      options: this.options.slice(0, count),
    };
  }
}

/** The groups as objects. @param names spellings by id */
export function conditionalGroups(
  table: ConditionalColumns,
  sources: SourceTable,
  names: readonly string[],
): readonly ConditionalGroup[] {
  const made: ConditionalGroup[] = [];
  for (let row = 0; row < table.count; row++) made.push(new ColumnConditional(row, table, sources, names));
  return made;
}

/** A group as the door shows it. Its text is cut out when it is asked for, since it seldom is. Serialises as plain data. */
class ColumnConditional implements ConditionalGroup {
  readonly place: Place;
  readonly directive: ConditionalGroup["directive"];
  readonly taken: boolean;
  readonly options: readonly string[];
  readonly opens: number;
  readonly parent: number;
  readonly from: Place;
  readonly to: Place;
  readonly #textFrom: number;
  readonly #textTo: number;
  readonly #sources: SourceTable;

  constructor(row: number, table: ConditionalColumns, sources: SourceTable, names: readonly string[]) {
    this.place = table.place[row] as Place;
    this.directive = names[table.directive[row]] as ConditionalGroup["directive"];
    this.taken = table.taken[row] === 1;
    this.options = table.options[row];
    this.opens = table.opens[row];
    this.parent = table.parent[row];
    this.from = table.from[row] as Place;
    this.to = table.to[row] as Place;
    this.#textFrom = table.textFrom[row];
    this.#textTo = table.textTo[row];
    this.#sources = sources;
  }

  get condition(): string {
    const source = this.directive === "else" ? undefined : this.#sources.of(this.place);
    if (source === undefined) return "";
    return foldSpaces(source.text.substring(this.#textFrom - source.base, this.#textTo - source.base));
  }

  toJSON(): ConditionalGroup {
    const { place, directive, taken, condition, options, opens, parent, from, to } = this;
    return { place, directive, taken, condition, options, opens, parent, from, to };
  }
}

/** Splices and comments gone, runs of white space to one space. */
export function foldSpaces(text: string): string {
  let folded = text;
  if (folded.includes("\\")) folded = folded.replace(/\\[ \t\r]*\n/g, "");
  if (folded.includes("/")) folded = folded.replace(/\/\*[\s\S]*?(\*\/|$)|\/\/.*$/g, " ");
  return folded.replace(/\s+/g, " ").trim();
}
