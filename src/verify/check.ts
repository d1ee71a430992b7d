/**
 * A check: one line of C that a compiler accepts exactly if kpigen's data is right, and the item that the line is about. The line's number
 * in the generated file is what a refusal is traced back by.
 */
import type { SourceTable } from "../base/index.js";
import type { Origin } from "../semantics/index.js";
import type { CheckedItem, ItemKind } from "./report.js";

export interface Check {
  readonly item: CheckedItem;
  /** C text without a line end. */
  readonly line: string;
}

/** Something that cannot even be written down as a check. */
export interface Unprovable {
  readonly item: CheckedItem;
  readonly why: string;
}

/** An item that C can only be asked less about than others of its kind. */
export interface Weakness {
  readonly item: CheckedItem;
  readonly why: string;
}

/** Everything to ask about one kind of thing in one unit. `items` has every item, checks or not. */
export interface CheckList {
  readonly items: readonly CheckedItem[];
  readonly checks: readonly Check[];
  readonly unprovable: readonly Unprovable[];
  readonly weak: readonly Weakness[];
}

/** Gathers a CheckList. */
export class CheckListBuilder {
  readonly items: CheckedItem[] = [];
  readonly checks: Check[] = [];
  readonly unprovable: Unprovable[] = [];
  readonly weak: Weakness[] = [];
  readonly #sources: SourceTable;

  constructor(sources: SourceTable) {
    this.#sources = sources;
  }

  item(kind: ItemKind, name: string, origin: Origin): CheckedItem {
    const item = { kind, name, place: this.#sources.show(origin.place) };
    this.items.push(item);
    return item;
  }

  check(item: CheckedItem, line: string): void {
    this.checks.push({ item, line });
  }

  weakly(item: CheckedItem, why: string): void {
    this.weak.push({ item, why });
  }

  cannot(item: CheckedItem, why: string): void {
    this.unprovable.push({ item, why });
  }
}

/**
 * C text that is true exactly if the expression has the mathematical value. The sign is asked for apart, since C's comparison converts a
 * negative operand to the other's unsigned type (C11 6.3.1.8).
 */
export function equalsInteger(expression: string, value: bigint): string {
  return `(${expression}) ${value < 0n ? "<" : ">="} 0 && (${expression}) == ${integerLiteral(value)}`;
}

/** A C integer constant expression of a value, of a type that can hold it. */
function integerLiteral(value: bigint): string {
  if (value < -(1n << 63n)) return `(-(__int128)${integerLiteral(-value - 1n)} - 1)`;
  if (value < 0n) return `(-${integerLiteral(-value - 1n)} - 1)`;
  if (value < 1n << 31n) return `${value}`;
  if (value < 1n << 63n) return `${value}LL`;
  if (value < 1n << 64n) return `${value}ULL`;
  return `(((unsigned __int128)${value >> 64n}ULL << 64) | ${value & 0xffffffffffffffffn}ULL)`;
}
