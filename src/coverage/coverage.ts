/**
 * The share of used names that a crate reaches, by kind. A name is reached where the crate has an item of that name in the name space of its
 * kind: a type for a typedef or a tag, a method for a macro that names a member, a value or macro for the rest. Macros that are attributes and
 * specifiers only have nothing to translate; they are counted apart, so that the share can be read with them and without.
 */
import type { SpellingTable } from "../preprocess/index.js";
import type { RustCrate } from "../rust/index.js";
import { type CrateNames, crateNames } from "./crate-names.js";
import { type DeclaredNames, type DeclaringUnit, declaredNames } from "./declared-names.js";
import type { NameUse, Usage } from "./usage.js";

export interface CoverageInput {
  readonly usage: Usage;
  readonly crate: RustCrate;
  readonly units: readonly DeclaringUnit[];
  readonly spellings: SpellingTable;
}

export interface CoverageRow {
  /** Kind of name as the usage counts have it; `total` for the last row. */
  readonly kind: string;
  readonly names: number;
  readonly namesReached: number;
  readonly uses: number;
  readonly usesReached: number;
  /** Of names that have nothing to translate; neither reached nor missed. */
  readonly usesOfSyntax: number;
  /** Of names that these headers do not declare. */
  readonly usesElsewhere: number;
}

export interface NotReached extends NameUse {
  readonly why: string;
}

export interface Coverage {
  readonly files: number;
  /** By uses, most first; `total` last. */
  readonly rows: readonly CoverageRow[];
  /** By uses, most first: all that is not reached, but for what has nothing to translate. */
  readonly notReached: readonly NotReached[];
}

type Fate = "reached" | "syntax" | "elsewhere" | "missed";

export function coverage({ usage, crate, units, spellings }: CoverageInput): Coverage {
  const items = crateNames(crate);
  const declared = declaredNames(units, spellings);
  const reasons = new Map<string, string>();
  for (const { name, what, why } of [...crate.leftOut, ...crate.notAsked]) {
    if (!reasons.has(name)) reasons.set(name, `${what}: ${why}`);
  }
  const rows = new Map<string, CoverageRow>();
  const notReached: NotReached[] = [];
  for (const one of usage.names) {
    const fate = fateOf(one, items, declared);
    for (const kind of [one.kind, "total"]) rows.set(kind, counted(rows.get(kind) ?? emptyRow(kind), one, fate));
    if (fate === "elsewhere") notReached.push({ ...one, why: "not in these headers" });
    if (fate === "missed") notReached.push({ ...one, why: reasons.get(one.name) ?? "no item of that name" });
  }
  const total = rows.get("total") ?? emptyRow("total");
  rows.delete("total");
  const ordered = [...rows.values()].sort((a, b) => b.uses - a.uses || (a.kind < b.kind ? -1 : 1));
  return { files: usage.files, rows: [...ordered, total], notReached };
}

function fateOf({ name, kind }: NameUse, items: CrateNames, declared: DeclaredNames): Fate {
  if (declared.syntaxOnly.has(name)) return "syntax";
  const isType = kind === "typedef" || kind === "tag";
  const found = isType ? items.types.has(name) : items.values.has(name) || items.types.has(name);
  if (found || (declared.memberPaths.has(name) && items.methods.has(name))) return "reached";
  return declared.known.has(name) ? "missed" : "elsewhere";
}

function emptyRow(kind: string): CoverageRow {
  return { kind, names: 0, namesReached: 0, uses: 0, usesReached: 0, usesOfSyntax: 0, usesElsewhere: 0 };
}

function counted(row: CoverageRow, { uses }: NameUse, fate: Fate): CoverageRow {
  return {
    kind: row.kind,
    names: row.names + 1,
    namesReached: row.namesReached + (fate === "reached" ? 1 : 0),
    uses: row.uses + uses,
    usesReached: row.usesReached + (fate === "reached" ? uses : 0),
    usesOfSyntax: row.usesOfSyntax + (fate === "syntax" ? uses : 0),
    usesElsewhere: row.usesElsewhere + (fate === "elsewhere" ? uses : 0),
  };
}
