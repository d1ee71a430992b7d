/** Modules → the crate: its attributes, what was left out and renamed, and the counts of the summary. */
import { type CratePlan, listed, type UnitItems } from "./crate-plan.js";
import type { RenamedItem, RustCrate, RustModule } from "./rust-crate.js";
import type { TranslateInput } from "./translate-input.js";
import { placeOf, type Translation } from "./translation.js";

export function crateOf(plan: CratePlan, units: readonly UnitItems[], modules: readonly RustModule[]): RustCrate {
  const { input } = plan;
  const counts: Record<string, number> = {};
  for (const { items } of modules)
    for (let i = 0; i < items.length; i++) counts[items[i].kind] = (counts[items[i].kind] ?? 0) + 1;
  const leftOut = units.flatMap(({ translation }) => listed(plan, translation.leftOut).map(({ row }) => row));
  const notAsked = units.flatMap(({ translation }) => listed(plan, translation.notAsked).map(({ row }) => row));
  counts["left out"] = leftOut.length;
  counts["not asked for"] = notAsked.length;
  return {
    mode: input.mode,
    edition: input.edition,
    attributes: rootAttributes(input, units),
    modules,
    leftOut,
    notAsked,
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
  // a division by a variable that is zero, where C never comes to it
  "unconditional_panic",
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
