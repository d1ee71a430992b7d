/** The conditional groups that were reached (C11 6.10.1), as columns; made into objects when the unit is finished. */
import type { Place, SourceTable } from "../base/index.js";
import type { ConditionalGroup } from "./preprocessed.js";
import { grownInt32, grownUint8 } from "./token-columns.js";

const noOptions: readonly string[] = [];

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

  groups(sources: SourceTable, names: readonly string[]): ConditionalGroup[] {
    const made: ConditionalGroup[] = [];
    for (let row = 0; row < this.count; row++) {
      const source = sources.of(this.place[row] as Place);
      const base = source?.base ?? 0;
      const text = source?.text.substring(this.textFrom[row] - base, this.textTo[row] - base) ?? "";
      const directive = names[this.directive[row]] as ConditionalGroup["directive"];
      made.push({
        place: this.place[row] as Place,
        directive,
        taken: this.taken[row] === 1,
        condition: directive === "else" ? "" : foldSpaces(text),
        options: this.options[row],
        opens: this.opens[row],
        parent: this.parent[row],
        from: this.from[row] as Place,
        to: this.to[row] as Place,
      });
    }
    return made;
  }
}

/** Splices and comments gone, runs of white space to one space. */
export function foldSpaces(text: string): string {
  let folded = text;
  if (folded.includes("\\")) folded = folded.replace(/\\[ \t\r]*\n/g, "");
  if (folded.includes("/")) folded = folded.replace(/\/\*[\s\S]*?(\*\/|$)|\/\/.*$/g, " ");
  return folded.replace(/\s+/g, " ").trim();
}
