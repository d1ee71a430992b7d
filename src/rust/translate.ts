/**
 * The Rust room's door: programs in, a crate out. The common unit's items go to the modules of their headers and to the crate root;
 * those of other units only to their module, together with copies of types that the common unit has differently or not at all.
 * Nothing is silently missing: what has no item is in `leftOut` (cannot be) or `notAsked` (needs a body, and the request is for declarations only).
 */
import { type Diagnostic, diagnostic, noPlace, type SourceId, type Staged } from "../base/index.js";
import type { CProgram, Origin } from "../semantics/index.js";
import { callAsC } from "./c-callees.js";
import { finishModules } from "./crate-modules.js";
import { type CratePlan, givenWith, listed, moduleOf, place, typesModule, type UnitItems } from "./crate-plan.js";
import { settleValues } from "./foreign-values.js";
import { createHelperTypes } from "./helper-types.js";
import { leaveAliasesElsewhere } from "./member-alias.js";
import { addMissingTypes, createTypeFinder } from "./missing-types.js";
import type { ModulePlan } from "./module-assembly.js";
import { createModuleTree } from "./module-tree.js";
import { keepNeeded } from "./needed-items.js";
import { createTranslation, namesOf, ownItems } from "./program-items.js";
import type { RustCrate } from "./rust-crate.js";
import { choose } from "./selection.js";
import { shareDefinitions } from "./shared-definitions.js";
import { spellingFor } from "./spelling.js";
import { strayOrigins } from "./stray-declarations.js";
import type { ProgramInput, TranslateInput } from "./translate-input.js";
import type { LeftOutAt, Translation } from "./translation.js";
import { crateOf } from "./whole-crate.js";

function hasValue({ functions, variables, enums, macros }: CProgram, name: string): boolean {
  return [functions, variables, macros, ...enums.map((one) => one.enumerators)].some((all) =>
    all.some((one) => one.name === name),
  );
}

const layoutModuleWish = "layout";
const mathModuleWish = "c_math";

/** @returns the crate; diagnostics for records that became opaque and for patterns that are none */
export function translate(input: TranslateInput): Staged<RustCrate> {
  const chosen = choose(input.selection, input.sources);
  const diagnostics: Diagnostic[] = [...chosen.diagnostics];
  const single = input.mode === "single-file";
  const tree = single
    ? createModuleTree([], [], () => false)
    : createModuleTree(includeNames(input), [typesModule, layoutModuleWish, mathModuleWish], typesAtRoot(input));
  const names = input.programs.map((of) => namesOf(input, of, tree.reserved));
  const taken = (name: string): boolean => tree.reserved.has(name) || names.some((one) => one.taken.has(name));
  const spelling = spellingFor(taken, (name) => input.programs.some(({ program }) => hasValue(program, name)));
  const helpers = createHelperTypes(input.target, taken);
  let layoutModule = layoutModuleWish;
  while (single && taken(layoutModule)) layoutModule += "_";
  let mathModule = mathModuleWish;
  while (single && taken(mathModule)) mathModule += "_";
  const helperPath = single ? `${layoutModule}::` : `crate::${layoutModule}::`;
  const plan: CratePlan = {
    input,
    tree,
    modules: new Map(),
    spelling,
    helpers,
    chosen: chosen.value,
    layoutModule,
    mathModule,
  };
  const strays = strayOrigins(input.programs, input.sources);
  let inlineOfCommon: ReadonlySet<string> | undefined;
  const units = input.programs.map((of, index) => {
    const translation = createTranslation({
      input,
      of,
      names: names[index],
      strays: strays[index],
      spelling,
      helpers,
      chosen: chosen.value,
      helperPath,
      mathPath: single ? `${mathModule}::` : `$crate::${mathModule}::`,
    });
    const unit = startUnit(plan, of, translation, inlineOfCommon, diagnostics);
    if (of.isCommon)
      inlineOfCommon = new Set(unit.items.flatMap(({ item, cName }) => (item.kind === "function" ? [cName] : [])));
    return unit;
  });
  const common = units.find((unit) => unit.of.isCommon);
  shareDefinitions(units, common);
  const find = createTypeFinder();
  for (const unit of units)
    if (unit.of.headers.length > 0 || hasInnerTypes(unit))
      addMissingTypes(plan, unit, units, common, find, diagnostics);
  for (const unit of units)
    if (unit !== common && units.length > 1) settleValues(unit, units, common, [...plan.modules.values()]);
  for (const unit of units)
    if (unit !== common) leaveAliasesElsewhere(unit.translation, (name) => unit.types.has(name));
  units.forEach(({ translation }, index) => {
    forgetGiven(
      translation.leftOut,
      strays.filter((_, other) => other !== index),
    );
  });
  for (const unit of units)
    for (const one of listed(plan, [...unit.translation.leftOut, ...unit.translation.notAsked]))
      noteLeftOut(plan, unit.of, one);
  for (const pattern of chosen.value.idle())
    diagnostics.push(diagnostic("cli/pattern", "warning", noPlace, `${pattern} matches nothing`));
  callAsC(units, common, [...plan.modules.values()]);
  const modules = finishModules(plan, units, common);
  return { value: crateOf(plan, units, modules), diagnostics };
}

function includeNames(input: TranslateInput): string[] {
  return input.sources.all.map((source) => source.includeName).filter((name) => name !== "" && !name.startsWith("<"));
}

function typesAtRoot(input: TranslateInput): (name: string) => boolean {
  const names = new Set<string>();
  for (const { program, isCommon } of input.programs) {
    if (!isCommon) continue;
    for (const one of program.typedefs) names.add(one.name);
    for (const one of program.records) if (one.tag !== undefined) names.add(one.tag);
    for (const one of program.enums) if (one.tag !== undefined) names.add(one.tag);
  }
  return (name) => names.has(name);
}

/** Makes the items of a unit's own headers and says in which module each name is. */
function startUnit(
  plan: CratePlan,
  of: ProgramInput,
  translation: Translation,
  inlineOfCommon: ReadonlySet<string> | undefined,
  diagnostics: Diagnostic[],
): UnitItems {
  const made = ownItems(translation, of.bodies, inlineOfCommon);
  diagnostics.push(...made.diagnostics);
  const { items } = made;
  const unit: UnitItems = {
    of,
    translation,
    items: plan.chosen.everything ? items : keepNeeded(items, plan.chosen),
    types: new Map(),
    values: new Map(),
  };
  const homes = new Map<SourceId, ModulePlan>();
  for (let i = 0; i < unit.items.length; i++) {
    const item = unit.items[i];
    let home = homes.get(item.source);
    if (home === undefined) {
      home = moduleOf(plan, unit.of, givenWith(plan, unit.of, item.source));
      homes.set(item.source, home);
    }
    place(unit, item, home);
  }
  return unit;
}

/** What another unit gives has not been left out. */
function forgetGiven(leftOut: LeftOutAt[], strays: readonly ReadonlySet<Origin>[]): void {
  const places = new Set(strays.flatMap((origins) => [...origins].map(({ place }) => place)));
  const kept = leftOut.filter(({ origin }) => !places.has(origin.place));
  leftOut.length = 0;
  for (const one of kept) leftOut.push(one);
}

/** A module without items is not made; what its header left out is in the summary alone. */
function noteLeftOut(plan: CratePlan, of: ProgramInput, one: LeftOutAt): void {
  const includeName = givenWith(plan, of, one.origin.source);
  if (includeName === "" && plan.input.mode !== "single-file") return;
  moduleOf(plan, of, includeName).leftOut.push(one);
}

/** Types of blocks are made only where something names them: a macro that stands for `struct { … }`. */
function hasInnerTypes({ translation: { program } }: UnitItems): boolean {
  const inner = (one: { readonly scope: string }): boolean => one.scope === "block";
  return program.records.some(inner) || program.enums.some(inner) || program.typedefs.some(inner);
}
