/** Planned modules → modules with their imports, and those of the crate's own: the helper types and functions that something uses. */
import { hasConstantSetters } from "./accessor-item.js";
import { type CratePlan, typesModule, type UnitItems } from "./crate-plan.js";
import { layoutHelperItems } from "./layout-helper.js";
import { hasFloats, type MathHelper, mathHelperItems } from "./math/index.js";
import { assembleModule, type Homes, type ModulePlan } from "./module-assembly.js";
import { recordCName } from "./record-name.js";
import type { LayoutHelper } from "./record-shape.js";
import type { ItemKey, RustItem, RustModule } from "./rust-crate.js";
import { charName } from "./rust-type.js";

const none: readonly never[] = [];

export function finishModules(
  plan: CratePlan,
  units: readonly UnitItems[],
  common: UnitItems | undefined,
): RustModule[] {
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
  const layout = layoutHelperItems(usedHelpers, {
    core: plan.spelling.core,
    char: charName(plan.input.target),
    constantSetters: hasConstantSetters(plan.input.rustTarget),
  });
  const math = mathHelperItems(usedMath, plan.spelling.core, hasFloats(plan.input));
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
    if (chosen.blocks("type", recordCName(one, rust.records[one.id]), one.origin)) names.add(rust.records[one.id]);
  for (const one of program.typedefs) if (chosen.blocks("type", one.name, one.origin)) names.add(rust.typedefs[one.id]);
  for (const one of program.enums) {
    const name = rust.enums[one.id];
    if (name !== undefined && chosen.blocks("type", one.tag === undefined ? name : `enum ${one.tag}`, one.origin))
      names.add(name);
  }
  return names;
}
