/** What the thread that preprocesses and the one that analyzes say to each other. */
import type { MessagePort } from "node:worker_threads";
import type { InputLog } from "../base/index.js";
import type { KernelRequest } from "../kernel/index.js";
import type { ExpandedMacros, ExpansionTable, UnitEnd, UnitGain, UnitLength } from "../preprocess/index.js";
import type { LiveUnit, OutlineEntry, PlanOutcome, Replan } from "../unit/index.js";

/** What a worker is started with; its kernel comes as the first message. */
export interface FrontStart {
  readonly port: MessagePort;
  readonly signal: Int32Array;
}

/** Outline entries, four numbers each. */
export type OutlineRows = Int32Array;

export function outlineRows(entries: readonly OutlineEntry[]): OutlineRows {
  const rows = new Int32Array(entries.length * 4);
  entries.forEach(({ from, to, bodyFrom, bodyTo }, i) => {
    rows[i * 4] = from;
    rows[i * 4 + 1] = to;
    rows[i * 4 + 2] = bodyFrom;
    rows[i * 4 + 3] = bodyTo;
  });
  return rows;
}

export function outlineEntries(rows: OutlineRows): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  for (let at = 0; at < rows.length; at += 4)
    entries.push({ from: rows[at], to: rows[at + 1], bodyFrom: rows[at + 2], bodyTo: rows[at + 3] });
  return entries;
}

/** How much of the common unit there is, and of its outline. */
export interface UnitExtent extends UnitLength {
  readonly entries: number;
}

/** Of sources and spellings: what an answer may have added to them. */
export type SharedGain = Pick<UnitGain, "sources" | "spellings" | "comments">;

export type FromFront =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  /** Settled declarations of the common unit, with all that was preprocessed for them. */
  | {
      readonly kind: "stretch";
      readonly gain: UnitGain;
      readonly outline: OutlineRows;
      readonly isBoundary: boolean;
    }
  /** For a replan, the common unit is taken back to so many of each: it goes on from a boundary, or begins anew. */
  | { readonly kind: "taken-back"; readonly to: UnitExtent }
  /** `gain` goes on from the stretches of the common unit; another unit comes whole. */
  | {
      readonly kind: "unit";
      readonly unit: Omit<LiveUnit, "outline">;
      readonly gain: UnitGain;
      readonly outline: OutlineRows;
      readonly end: UnitEnd;
    }
  | {
      readonly kind: "expanded";
      /** Of the question. */
      readonly id: number;
      readonly gain: SharedGain;
      readonly expansions: ExpansionTable;
      readonly macros: ExpandedMacros;
    }
  | { readonly kind: "interned"; readonly gain: SharedGain }
  | { readonly kind: "plan"; readonly outcome: PlanOutcome; readonly inputs: InputLog }
  | { readonly kind: "failure"; readonly text: string };

export type ToFront =
  | { readonly kind: "begin"; readonly request: KernelRequest; readonly keepInputs: boolean }
  | { readonly kind: "next" }
  | { readonly kind: "again"; readonly replan: Replan }
  | {
      readonly kind: "expand";
      readonly id: number;
      readonly what: "expandObjectMacros" | "expandTexts";
      readonly texts: readonly string[];
      /** Of `expandTexts`. */
      readonly longest: number | undefined;
    }
  | { readonly kind: "intern"; readonly text: string };
