/** A crate on its way into modules: what all units share, where each unit's names live, and which module a header has. */
import type { SourceId } from "../base/index.js";
import type { HelperTypes } from "./helper-types.js";
import type { ModulePlan } from "./module-assembly.js";
import type { ModuleTree } from "./module-tree.js";
import type { LeftOut } from "./rust-crate.js";
import { modulePath } from "./rust-name.js";
import type { Chosen, ItemKind } from "./selection.js";
import type { Spelling } from "./spelling.js";
import type { ProgramInput, TranslateInput } from "./translate-input.js";
import type { BuiltItem, LeftOutAt, Translation } from "./translation.js";

/** One program on its way into modules. */
export interface UnitItems {
  readonly of: ProgramInput;
  readonly translation: Translation;
  readonly items: BuiltItem[];
  /** Types by Rust name, values by C name. */
  readonly types: Map<string, ModulePlan>;
  readonly values: Map<string, ModulePlan>;
}

export interface CratePlan {
  readonly input: TranslateInput;
  readonly tree: ModuleTree;
  readonly modules: Map<string, ModulePlan>;
  readonly spelling: Spelling;
  readonly helpers: HelperTypes;
  readonly chosen: Chosen;
  /** Name of the module with the layout helpers. */
  readonly layoutModule: string;
  /** Name of the module with C's arithmetic. */
  readonly mathModule: string;
}

/** Modules of the crate's own, beside those of headers. */
export const typesModule = "c_types";

export function place(unit: UnitItems, built: BuiltItem, module: ModulePlan): void {
  module.items.push(built);
  const { item } = built;
  switch (item.kind) {
    case "record":
    case "type":
      unit.types.set(item.name, module);
      return;
    case "const":
    case "extern-function":
    case "extern-static":
    case "static":
    case "function":
    case "use":
      unit.values.set(built.cName, module);
      return;
    default:
      return;
  }
}

export function moduleOf(plan: CratePlan, of: ProgramInput, includeName: string): ModulePlan {
  const { input } = plan;
  const key = input.mode === "single-file" ? "" : of.isCommon ? includeName : `${of.unit}\n${includeName}`;
  const known = plan.modules.get(key);
  if (known !== undefined) return known;
  const single = input.mode === "single-file";
  const main = single ? mainHeader(input) : of.unit;
  const header = single ? main : includeName;
  const path = single ? [singleModuleName(plan, main)] : plan.tree.pathOf(includeName);
  const module: ModulePlan = { of, path, header, atRoot: single || of.isCommon, items: [], leftOut: [] };
  plan.modules.set(key, module);
  return module;
}

/** Include name of the header in whose module something of a source is: its own, or for a stray declaration the one that the unit is for. */
export function givenWith(plan: CratePlan, { headers }: ProgramInput, source: SourceId): string {
  const own = plan.input.sources.get(source)?.includeName ?? "";
  return headers.length === 0 || headers.includes(own) ? own : headers[0];
}

function mainHeader(input: TranslateInput): string {
  const outermost = input.sources.all.find((one) => one.includedAt < 0 && !one.includeName.startsWith("<"));
  return input.mainHeader ?? outermost?.includeName ?? "input.h";
}

/** `point.h` → `point_h`: a name that its own `struct point` leaves free. */
function singleModuleName(plan: CratePlan, header: string): string {
  const stem = modulePath(header.split("/").pop() ?? "input").pop() ?? "input";
  let name = `${stem.replace(/^r#/, "")}_h`;
  while (plan.spelling.taken(name)) name += "_";
  return name;
}

/** What was asked for, of what has no item. */
export function listed(plan: CratePlan, rows: readonly LeftOutAt[]): readonly LeftOutAt[] {
  if (plan.chosen.everything) return rows;
  return rows.filter(({ row, origin: { source } }) =>
    plan.chosen.wants({ kind: kindOfLeftOut[row.what], cName: row.name, source }),
  );
}

const kindOfLeftOut: Readonly<Record<LeftOut["what"], ItemKind>> = {
  record: "type",
  enum: "type",
  typedef: "type",
  function: "function",
  "inline function": "function",
  "function-like macro": "function",
  variable: "var",
  constant: "var",
  macro: "macro",
  assembly: "function",
};
