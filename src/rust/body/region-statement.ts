/** Regions of `region.ts` as Rust: a labelled block that `goto` breaks out of, a labelled loop that it continues. */
import type { TypedStatement } from "../../semantics/index.js";
import type { RustStatement } from "../rust-crate.js";
import { type BodyState, localOf } from "./body-state.js";
import { completes } from "./completes.js";
import type { JumpTarget } from "./jump.js";
import { declaredLocal } from "./local.js";
import { block } from "./make.js";
import type { JumpRegion, Region } from "./region.js";
import { translateRegions } from "./statement.js";

export function regionStatements(s: BodyState, region: JumpRegion): RustStatement[] {
  const before = region.ahead.flatMap((id) => aheadOf(s, id));
  const target: JumpTarget & { kind: "label" } = {
    kind: "label",
    name: region.label,
    again: region.again,
    label: undefined,
  };
  s.jumps.push(target);
  const inner = translateRegions({ ...s, pending: [] }, region.statements);
  s.jumps.pop();
  if (target.label === undefined) return [...before, ...inner];
  if (!region.again) return [...before, { kind: "block", label: target.label, unsafe: false, body: block(inner) }];
  // behind what does not end, a break would still be of a type: the function's, where the loop is the last that it does
  const ends = completes(statementsOf(region.statements));
  const leave: RustStatement[] = ends ? [{ kind: "break", label: undefined, value: undefined }] : [];
  return [...before, { kind: "loop", label: target.label, body: block([...inner, ...leave]) }];
}

/** A region's label stays among them. */
const statementsOf = (regions: readonly Region[]): TypedStatement[] =>
  regions.flatMap((one) => (one.kind === "region" ? statementsOf(one.statements) : [one]));

/** Declares a local before the block that its C declaration is in. */
export function aheadOf(s: BodyState, id: JumpRegion["ahead"][number]): RustStatement[] {
  if (s.ahead.has(id)) return [];
  const local = localOf(s, id);
  if (local.kind !== "automatic") return [];
  s.ahead.add(id);
  return declaredLocal(s, id);
}
