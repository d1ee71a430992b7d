/**
 * Types of the compiler's own that have no size before the program runs: SVE's and RVV's vectors. In: rules/sizeless-types.json; out: their
 * names and the machines that have them. Arm C Language Extensions, "SVE types"; RISC-V Vector C Intrinsics, "Type system".
 */
import { readRules } from "../base/index.js";

/** By name: the machines (Target.machine) whose compiler knows it. */
export type SizelessTypes = ReadonlyMap<string, readonly string[]>;

export function readSizelessTypes(): SizelessTypes {
  const { types } = readRules<{
    readonly types: readonly { readonly machines: readonly string[]; readonly names: readonly string[] }[];
  }>("sizeless-types.json");
  return new Map(
    types.flatMap(({ machines, names }) =>
      names.flatMap((line) => line.split(" ").map((name) => [name, machines] as const)),
    ),
  );
}
