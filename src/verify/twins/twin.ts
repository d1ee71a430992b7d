/**
 * A twin: C text and Rust text that mean the same call, with arguments that the harness can make. Each becomes a function of one form on
 * both sides: a block of arguments in, a block for the result out.
 */

import type { TypeId } from "../../semantics/index.js";
import type { ProofUnit } from "../c-proof.js";
import type { CheckedItem } from "../report.js";
import type { Reach } from "./reach.js";
import type { ShapeTable, UnitShapes } from "./shape.js";

/** What may have twins, as a report groups it. */
export const twinGroups = ["inline functions", "function-like macros", "macros that are expressions"] as const;
export type TwinGroup = (typeof twinGroups)[number];

export interface TwinArgument {
  readonly type: TypeId;
  readonly row: number;
  /** In the block of arguments, BYTES. */
  readonly offset: number;
  /** Rust's name of the type; undefined where it follows from the function that is called. */
  readonly rust: string | undefined;
}

export type TwinResult =
  | { readonly kind: "none" }
  /** Assigned to an object of the type. */
  | { readonly kind: "typed"; readonly type: TypeId }
  /** Whatever type C gives it, which has to be Rust's: its value, size and sign. */
  | { readonly kind: "scalar" };

export interface Twin {
  readonly item: CheckedItem;
  readonly group: TwinGroup;
  /** Of several twins of one name, its arguments' types. */
  readonly variant: string | undefined;
  readonly unit: number;
  /** Its arguments' types are the harness's choice: a compiler that refuses them says nothing against the translation. */
  readonly isGuess: boolean;
  /** The C text has macros: it stands where they are in force. */
  readonly isMacro: boolean;
  readonly arguments: readonly TwinArgument[];
  readonly result: TwinResult;
  readonly resultRow: number;
  readonly reach: Reach;
  /** The calls, given names of the arguments. */
  c(names: readonly string[]): string;
  rust(names: readonly string[]): string;
}

export interface NotRun {
  readonly item: CheckedItem;
  readonly group: TwinGroup;
  readonly why: string;
}

export interface Twins {
  readonly twins: readonly Twin[];
  readonly notRun: readonly NotRun[];
  readonly table: ShapeTable;
  /** By unit. */
  readonly shapes: readonly UnitShapes[];
  /** Where the crate's names are found: `crate`, `crate::input_h`. */
  readonly root: string;
}

/** What finding twins in a unit needs. */
export interface TwinSearch {
  readonly index: number;
  readonly unit: ProofUnit;
  readonly table: ShapeTable;
  readonly shapes: UnitShapes;
}

const argumentAlignment = 16;
const mostArgumentBytes = 60_000;

/** Arguments in a block; a reason where the harness cannot make one of them. */
export function placed(
  types: readonly { readonly type: TypeId; readonly rust: string | undefined }[],
  shapes: UnitShapes,
): readonly TwinArgument[] | string {
  const list: TwinArgument[] = [];
  let offset = 0;
  for (const { type, rust } of types) {
    const row = shapes.row(type);
    if (row === undefined) return `takes ${kindOf(shapes, type)}`;
    list.push({ type, row, offset, rust });
    offset += Math.ceil((shapes.size(type) ?? 0) / argumentAlignment) * argumentAlignment;
  }
  return offset > mostArgumentBytes ? "takes records too large" : list;
}

export function returned(type: TypeId, shapes: UnitShapes): Pick<Twin, "result" | "resultRow"> | string {
  const resultRow = shapes.row(type);
  if (resultRow === undefined) return `returns ${kindOf(shapes, type)}`;
  if ((shapes.size(type) ?? 0) > mostArgumentBytes) return "returns a record too large";
  if (shapes.resolve(type).kind === "array") return "is an array, which C cannot assign";
  if (shapes.resolve(type).kind === "void") return { result: { kind: "none" }, resultRow };
  return { result: { kind: "typed", type }, resultRow };
}

function kindOf(shapes: UnitShapes, type: TypeId): string {
  const { kind } = shapes.resolve(type);
  return kind === "record" ? "a record without a layout" : `a ${kind}`;
}
