/**
 * The Rust room's door: programs in, a crate out. The common unit's items go to the modules of their headers and to the crate root;
 * those of other units only to their module, together with copies of types that the common unit has differently or not at all.
 * Nothing is silently missing: what has no item is in `leftOut` (cannot be) or `later` (waits for bodies to be translated).
 */
import type { Diagnostic, SourceId, Staged } from "../base/index.js";
import type { CProgram } from "../semantics/index.js";
import { settleValues } from "./foreign-values.js";
import { createHelperTypes, type HelperTypes } from "./helper-types.js";
import { layoutHelperItems } from "./layout-helper.js";
import { type MathHelper, mathHelperItems } from "./math-helper.js";
import { assembleModule, type Homes, type ModulePlan } from "./module-assembly.js";
import { createModuleTree, type ModuleTree } from "./module-tree.js";
import { keepNeeded } from "./needed-items.js";
import { createTranslation, namesOf, ownItems, typeMaker } from "./program-items.js";
import type { LayoutHelper } from "./record-shape.js";
import type { ItemKey, RenamedItem, RustCrate, RustItem, RustModule } from "./rust-crate.js";
import { modulePath } from "./rust-name.js";
import { type Chosen, choose } from "./selection.js";
import { shareDefinitions } from "./shared-definitions.js";
import { type Spelling, spellingFor } from "./spelling.js";
import { strayOrigins } from "./stray-declarations.js";
import type { ProgramInput, TranslateInput } from "./translate-input.js";
import { type BuiltItem, type LeftOutAt, placeOf, type Translation } from "./translation.js";
import { visitTypePaths } from "./type-paths.js";

function hasValue({ functions, variables, enums, macros }: CProgram, name: string): boolean {
  return [functions, variables, macros, ...enums.map((one) => one.enumerators)].some((all) =>
    all.some((one) => one.name === name),
  );
}

/** One program on its way into modules. */
interface UnitItems {
  readonly of: ProgramInput;
  readonly translation: Translation;
  readonly items: BuiltItem[];
  /** Types by Rust name, values by C name. */
  readonly types: Map<string, ModulePlan>;
  readonly values: Map<string, ModulePlan>;
}

interface CratePlan {
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

const none: readonly never[] = [];

/** Modules of the crate's own, beside those of headers. */
const typesModule = "c_types";
const layoutModuleWish = "layout";
const mathModuleWish = "c_math";

/** @returns the crate; diagnostics for records that became opaque and for patterns that are none */
export function translate(input: TranslateInput): Staged<RustCrate> {
  const chosen = choose(input.selection);
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
  if (common !== undefined)
    shareDefinitions(
      common,
      units.filter((unit) => unit !== common),
    );
  for (const unit of units)
    if (unit.of.headers.length > 0 || hasInnerTypes(unit)) addMissingTypes(plan, unit, units, common, diagnostics);
  for (const unit of units)
    if (unit !== common && units.length > 1) settleValues(unit, units, common, [...plan.modules.values()]);
  for (const unit of units)
    for (const one of listed(plan, [...unit.translation.leftOut, ...unit.translation.later]))
      noteLeftOut(plan, unit.of, one);
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

/** Include name of the header in whose module something of a source is: its own, or for a stray declaration the one that the unit is for. */
function givenWith(plan: CratePlan, { headers }: ProgramInput, source: SourceId): string {
  const own = plan.input.sources.get(source)?.includeName ?? "";
  return headers.length === 0 || headers.includes(own) ? own : headers[0];
}

function place(unit: UnitItems, built: BuiltItem, module: ModulePlan): void {
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
    case "function":
    case "use":
      unit.values.set(built.cName, module);
      return;
    default:
      return;
  }
}

function moduleOf(plan: CratePlan, of: ProgramInput, includeName: string): ModulePlan {
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

/** What was asked for, of what has no item. */
function listed(plan: CratePlan, rows: readonly LeftOutAt[]): readonly LeftOutAt[] {
  return plan.chosen.everything ? rows : rows.filter(({ row }) => plan.chosen.wants(row.name));
}

/** A module without items is not made; what its header left out is in the summary alone. */
function noteLeftOut(plan: CratePlan, of: ProgramInput, one: LeftOutAt): void {
  const includeName = givenWith(plan, of, one.origin.source);
  if (includeName === "" && plan.input.mode !== "single-file") return;
  moduleOf(plan, of, includeName).leftOut.push(one);
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

/** Types of blocks are made only where something names them: a macro that stands for `struct { … }`. */
function hasInnerTypes({ translation: { program } }: UnitItems): boolean {
  const inner = (one: { readonly scope: string }): boolean => one.scope === "block";
  return program.records.some(inner) || program.enums.some(inner) || program.typedefs.some(inner);
}

/** Copies of types that a unit's items need and the common unit has not, or has differently. */
function addMissingTypes(
  plan: CratePlan,
  unit: UnitItems,
  units: readonly UnitItems[],
  common: UnitItems | undefined,
  diagnostics: Diagnostic[],
): void {
  const makerOf = typeMaker(unit.translation);
  const commonMaker = common === undefined || common === unit ? undefined : typeMaker(common.translation);
  const seen = new Set<string>();
  const queue = [...unit.items];
  /** @param macro whose body declares it */
  const need = (name: string, macro?: BuiltItem): void => {
    if (seen.has(name) || unit.types.has(name)) return;
    seen.add(name);
    const mine = makerOf(name);
    if (mine === undefined) return;
    const theirs = common?.types.has(name) ? commonMaker?.(name) : undefined;
    const forward = mine.size === undefined && mine.isRecord && theirs?.isRecord === true;
    if (theirs !== undefined && (forward || (theirs.origin.place === mine.origin.place && theirs.size === mine.size)))
      return;
    for (const other of units) {
      const home = other === unit || other === common ? undefined : other.types.get(name);
      if (home === undefined || !home.items.some((one) => one.place === mine.origin.place)) continue;
      unit.types.set(name, home);
      return;
    }
    const made = mine.make();
    diagnostics.push(...made.diagnostics);
    for (const item of made.items) {
      const one = macro === undefined ? item : declaredBy(macro, item);
      const header = unit.of.headers[0] ?? plan.input.sources.get(one.source)?.includeName ?? "";
      const module = moduleOf(plan, unit.of, header);
      place(unit, one, module);
      queue.push(one);
    }
  };
  for (let at = 0; at < queue.length; at++) {
    visitTypePaths(queue[at].item, (name) => need(name));
    for (const name of queue[at].innerTypes ?? none) need(name, queue[at]);
  }
}

/** What a macro's body declares stands where the macro does: its own places are those of an expansion. */
function declaredBy({ source, place, item: macro }: BuiltItem, built: BuiltItem): BuiltItem {
  const { item } = built;
  const own = "doc" in item ? item.doc : undefined;
  const definedIn = "doc" in macro ? macro.doc?.definedIn : undefined;
  return {
    ...built,
    source,
    place,
    item: own === undefined ? item : ({ ...item, doc: { ...own, definedIn } } as RustItem),
  };
}

function finishModules(plan: CratePlan, units: readonly UnitItems[], common: UnitItems | undefined): RustModule[] {
  const helperPlan: ModulePlan = {
    of: undefined,
    path: [typesModule],
    header: "",
    atRoot: true,
    items: [],
    leftOut: [],
  };
  const single = plan.input.mode === "single-file";
  const modules: RustModule[] = [];
  const usedTypes = new Set<string>();
  const usedHelpers = new Set<LayoutHelper>();
  const usedMath = new Set<MathHelper>();
  for (const module of plan.modules.values()) {
    for (let i = 0; i < module.items.length; i++) {
      const { helpers, math } = module.items[i];
      for (const one of helpers ?? none) usedHelpers.add(one);
      if (math !== undefined) for (const one of math) usedMath.add(one);
    }
    if (module.items.length === 0) continue;
    const unit = units.find((one) => one.of === module.of);
    const helperHome = (name: string): ModulePlan | undefined => {
      if (!plan.helpers.items.has(name)) return undefined;
      usedTypes.add(name);
      return single ? module : helperPlan;
    };
    const homes: Homes = {
      type: (name) => unit?.types.get(name) ?? common?.types.get(name) ?? helperHome(name),
      value: (name) => unit?.values.get(name) ?? common?.values.get(name),
    };
    const outside = single ? { path: "super", names: blockedTypes(unit) } : undefined;
    modules.push(assembleModule(module, homes, plan.spelling.core, outside));
  }
  addHelpers(plan, modules, usedTypes, usedHelpers, usedMath);
  const key = (module: RustModule): string => module.path.join("\n");
  return modules.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Modules of the helper types and functions that are used; in a single file they are inside its one module. */
function addHelpers(
  plan: CratePlan,
  modules: RustModule[],
  usedTypes: ReadonlySet<string>,
  usedHelpers: ReadonlySet<LayoutHelper>,
  usedMath: ReadonlySet<MathHelper>,
): void {
  const types = [...plan.helpers.items].flatMap(([name, item]) => (usedTypes.has(name) ? [item] : []));
  const layout = layoutHelperItems(usedHelpers, plan.spelling.core);
  const math = mathHelperItems(usedMath, plan.spelling.core);
  if (plan.input.mode === "single-file") {
    const nested = layout.length > 0 ? [nestedModule(plan.layoutModule, layout)] : [];
    if (math.length > 0) nested.push(nestedModule(plan.mathModule, math));
    if (modules.length > 0) modules[0] = { ...modules[0], items: [...nested, ...types, ...modules[0].items] };
    return;
  }
  const own = (name: string, items: readonly RustItem[], atRoot: boolean): RustModule => {
    return { path: [name], header: "", imports: [], items, atRoot, leftOut: [] };
  };
  if (types.length > 0) modules.push(own(typesModule, types, true));
  if (layout.length > 0) modules.push(own(plan.layoutModule, layout, false));
  if (math.length > 0) modules.push(own(plan.mathModule, math, false));
}

/** A module inside a file, of verbatim items: their names must not meet C's. */
function nestedModule(name: string, items: readonly RustItem[]): RustItem {
  const lines = items.flatMap((item, index) => {
    if (item.kind !== "verbatim") return [];
    const doc = item.doc.lines.map((line) => `/// ${line}`);
    return [...(index > 0 ? [""] : []), ...doc, ...item.lines];
  });
  const body = lines.map((line) => (line === "" ? "" : `    ${line}`));
  const doc = { lines: [], definedIn: undefined, notes: [] };
  return { kind: "verbatim", key: `mod ${name}` as ItemKey, lines: [`pub mod ${name}`, "{", ...body, "}"], doc };
}

/** Names of types that the user gives: blocked ones. */
function blockedTypes(unit: UnitItems | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  if (unit === undefined) return names;
  const { program, chosen, names: rust } = unit.translation;
  for (const one of program.records)
    if (chosen.blocks(one.tag === undefined ? rust.records[one.id] : `${one.tagKind} ${one.tag}`))
      names.add(rust.records[one.id]);
  for (const one of program.typedefs) if (chosen.blocks(one.name)) names.add(rust.typedefs[one.id]);
  for (const one of program.enums) {
    const name = rust.enums[one.id];
    if (name !== undefined && chosen.blocks(one.tag === undefined ? name : `enum ${one.tag}`)) names.add(name);
  }
  return names;
}

function crateOf(plan: CratePlan, units: readonly UnitItems[], modules: readonly RustModule[]): RustCrate {
  const { input } = plan;
  const counts: Record<string, number> = {};
  for (const { items } of modules)
    for (let i = 0; i < items.length; i++) counts[items[i].kind] = (counts[items[i].kind] ?? 0) + 1;
  const leftOut = units.flatMap(({ translation }) => listed(plan, translation.leftOut).map(({ row }) => row));
  const later = units.flatMap(({ translation }) => listed(plan, translation.later).map(({ row }) => row));
  counts["left out"] = leftOut.length;
  counts.later = later.length;
  return {
    mode: input.mode,
    edition: input.edition,
    attributes: rootAttributes(input, units),
    modules,
    leftOut,
    later,
    renamed: units.flatMap((unit) => renamedBy(unit.translation)),
    counts,
  };
}

function renamedBy(t: Translation): RenamedItem[] {
  return t.names.renamed
    .filter((one) => t.owns(one.origin))
    .map((one) => ({ c: one.c, rust: one.rust, why: one.why, place: placeOf(t.input.sources, one.origin) }));
}

/**
 * What C authors write on purpose: bodies that are unsafe as a whole, parameters for an interface's sake, variables that are given a value
 * on every way though some do not read it, code behind a panic or an assertion that is always there, `unsigned >= 0` in macros.
 */
const allowedOfBodies = [
  // an operand that an asm template does not use stands in a comment of it, at any size
  "asm_sub_register",
  "unsafe_op_in_unsafe_fn",
  "unused_variables",
  "unused_assignments",
  // a variable that only code behind a return changes
  "unused_mut",
  "unreachable_code",
  "unused_comparisons",
];

/** C's names are not Rust's style; layouts are proven by asserts, which rustc's improper_ctypes cannot know. */
function rootAttributes(input: TranslateInput, units: readonly UnitItems[]): string[] {
  const allowed = ["non_camel_case_types", "non_snake_case", "non_upper_case_globals", "improper_ctypes"];
  if (units.some((unit) => unit.of.bodies !== undefined)) allowed.push(...allowedOfBodies);
  // two units may declare one symbol differently: that is why they are two; so may two names of it
  const hasLabels = units.some(({ of }) => of.program.functions.some((fn) => fn.asmLabel !== undefined));
  if (units.length > 1 || hasLabels) allowed.push("clashing_extern_declarations");
  if (input.mode === "single-file")
    return [`allow(${[...allowed, "dead_code", "unused_imports", "unused_macros"].sort().join(", ")})`];
  const attributes = ["no_std", `allow(${allowed.join(", ")})`];
  const weak = units.some(
    (u) => u.of.program.functions.some((f) => f.weak) || u.of.program.variables.some((v) => v.weak),
  );
  if (input.rustTarget.channel === "nightly") {
    const features: string[] = [];
    if (weak) features.push("linkage");
    if (units.some((u) => u.of.program.variables.some((v) => v.threadLocal))) features.push("thread_local");
    if (input.rustTarget.minor < 78 && units.some((u) => u.of.program.functions.some((f) => f.returnsTwice)))
      features.push("ffi_returns_twice");
    if (features.length > 0) attributes.push(`feature(${features.join(", ")})`);
  }
  return attributes;
}
