/**
 * What a proof says: for each kind of item, how many of how many hold, and what failed, with the judge's own words. Plain data.
 * An item holds only where every check of it was seen by the judge and accepted; one that cannot be checked is a failure.
 */
import type { Diagnostic } from "../base/index.js";
import type { MacroRun } from "./macros/index.js";
import type { TwinRun } from "./twins/index.js";

/** In the order in which a summary lists them. */
export const itemKinds = [
  "records",
  "unnamed records",
  "bit-fields",
  "enums",
  "enumerators",
  "typedefs",
  "functions",
  "inline functions",
  "variables",
  "integer constants",
  "strings",
  "expressions",
  "member aliases",
  "headers",
  "rust constants",
  "rust functions",
  "rust layouts",
  "rust expressions",
  "rust accessors",
  "rust macros",
  "rust crate",
  "twins",
] as const;
export type ItemKind = (typeof itemKinds)[number];

export interface CheckedItem {
  readonly kind: ItemKind;
  readonly name: string;
  /** `sys/sys/mutex.h:12:3`. */
  readonly place: string;
}

export interface Failure extends CheckedItem {
  /** The judge's message, or why the item could not be put before it. */
  readonly why: string;
  /**
   * `wrong`: the judge refused what kpigen says. `unproven`: it could not be asked. `missed`: C has the item and kpigen does not
   * claim it (an integer constant that kpigen takes for something else).
   */
  readonly verdict: "wrong" | "unproven" | "missed";
}

export interface Tally {
  readonly passed: number;
  readonly of: number;
}

/** One run of a judge. */
export interface JudgeRun {
  readonly what: string;
  readonly command: string;
  readonly milliseconds: number;
}

export interface VerifyReport {
  /** Nothing that was asked failed. */
  readonly passed: boolean;
  /** False where the crate could not be put before rustc: what is proven then is the C side. */
  readonly rustAsked: boolean;
  /** Only kinds of which there are items. */
  readonly tallies: ReadonlyMap<ItemKind, Tally>;
  /** Sorted by kind, then place and name. */
  readonly failures: readonly Failure[];
  readonly runs: readonly JudgeRun[];
  /** What a reader must know to read the figures: for instance, the target rustc stood in for. */
  readonly notes: readonly string[];
  /** Tools not found, and the like. */
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined where nothing was to be run. */
  readonly twins: TwinRun | undefined;
  /** Undefined where a judge was missing, or the crate did not compile. */
  readonly macros: MacroRun | undefined;
}

/** Gathers verdicts about items. An item that is named twice counts once; one failure is enough to fail it. */
export class Ledger {
  readonly #items = new Map<ItemKind, Map<string, boolean>>();
  readonly #failures: Failure[] = [];
  readonly #weak = new Map<string, CheckedItem[]>();

  /** Takes note of an item; it holds until `fail` is called for it. */
  expect(item: CheckedItem): void {
    const known = this.#ofKind(item.kind);
    const key = keyOf(item);
    if (!known.has(key)) known.set(key, true);
  }

  fail(item: CheckedItem, verdict: Failure["verdict"], why: string): void {
    this.#ofKind(item.kind).set(keyOf(item), false);
    this.#failures.push({ ...item, verdict, why });
  }

  /** The item counts, and a note says that less was asked about it. */
  weak(item: CheckedItem, why: string): void {
    this.#weak.set(why, [...(this.#weak.get(why) ?? []), item]);
  }

  notes(): readonly string[] {
    return [...this.#weak].map(([why, items]) => `${items.map((item) => item.name).join(", ")}: ${why}`);
  }

  tallies(): ReadonlyMap<ItemKind, Tally> {
    const out = new Map<ItemKind, Tally>();
    for (const kind of itemKinds) {
      const known = this.#items.get(kind);
      if (known === undefined || known.size === 0) continue;
      let passed = 0;
      for (const holds of known.values()) if (holds) passed++;
      out.set(kind, { passed, of: known.size });
    }
    return out;
  }

  failures(): readonly Failure[] {
    return [...this.#failures].sort(
      (a, b) =>
        itemKinds.indexOf(a.kind) - itemKinds.indexOf(b.kind) ||
        compare(a.place, b.place) ||
        compare(a.name, b.name) ||
        compare(a.why, b.why),
    );
  }

  #ofKind(kind: ItemKind): Map<string, boolean> {
    let known = this.#items.get(kind);
    if (known === undefined) {
      known = new Map();
      this.#items.set(kind, known);
    }
    return known;
  }
}

function keyOf(item: CheckedItem): string {
  return `${item.name}\0${item.place}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
