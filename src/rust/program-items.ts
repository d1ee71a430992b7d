/**
 * One program as items. In: a CProgram and what the user chose. Out: everything that its own headers declare, and a way to ask for the
 * items of types that other headers declare.
 */
import type { Diagnostic } from "../base/index.js";
import type { CFunction, CTypedef, CVariable, Origin, RecordLayout, TypeId } from "../semantics/index.js";
import { type BodyJob, bodyItems } from "./body-item.js";
import { type Bodies, type BodyWorldInput, createBodyWorld } from "./body-scope.js";
import { passedOtherwise } from "./by-value.js";
import { enterConstants, macroItem, type ValueOwners, valueOwner } from "./constant-item.js";
import { enumeratorItem, enumItems } from "./enum-item.js";
import { expressionMacroJob } from "./expression-macro-item.js";
import { functionFate, functionItems, variableFate, variableItems } from "./function-item.js";
import { functionMacroItems, functionMacroJobs } from "./function-macro-item.js";
import type { HelperTypes } from "./helper-types.js";
import { inlineFunctionJobs } from "./inline-function-item.js";
import { macroAliasItems } from "./macro-alias-item.js";
import { memberAliases } from "./member-alias.js";
import { recordItems, whyOpaque } from "./record-item.js";
import { createRecordShapes, type RecordShapes } from "./record-shapes.js";
import { identifierOf } from "./rust-name.js";
import { createRustTypes, type RustTypes, samePrimitive } from "./rust-type.js";
import type { Chosen } from "./selection.js";
import type { Spelling } from "./spelling.js";
import { noStaticObjects, staticObjectJob, staticObjects } from "./static-object-item.js";
import type { ProgramInput, TranslateInput } from "./translate-input.js";
import { type BuiltItem, leaveOut, leaveUnasked, type Translation } from "./translation.js";
import { nameTypes, type TypeNames } from "./type-names.js";
import { typedefItem } from "./typedef-item.js";

/** Names the types of a program. @param reserved names that modules have */
export function namesOf(input: TranslateInput, { program }: ProgramInput, reserved: ReadonlySet<string>): TypeNames {
  const isPrimitive = (typedef: CTypedef): boolean => {
    let row = program.types[typedef.type];
    while (row.kind === "typedef" || row.kind === "qualified")
      row = program.types[row.kind === "typedef" ? program.typedefs[row.typedef].type : row.of];
    return samePrimitive(typedef.name, row, input.target);
  };
  const placeName = (origin: Origin): string => {
    const at = input.sources.lineColumn(origin.place);
    const stem = at?.source.includeName.split("/").pop()?.replace(/\.h$/, "") ?? "input";
    return `${identifierOf(stem)}_${at?.line ?? 0}`;
  };
  return nameTypes(program, reserved, isPrimitive, placeName, input.enumStyle === "newtype");
}

export interface TranslationParts {
  readonly input: TranslateInput;
  readonly of: ProgramInput;
  readonly names: TypeNames;
  /** See `stray-declarations.ts`. */
  readonly strays: ReadonlySet<Origin>;
  readonly spelling: Spelling;
  readonly helpers: HelperTypes;
  readonly chosen: Chosen;
  /** `crate::layout::`. */
  readonly helperPath: string;
  /** `$crate::c_math::`. */
  readonly mathPath: string;
}

export function createTranslation(parts: TranslationParts): Translation {
  const { input, of, names, strays, spelling, helpers, chosen, helperPath, mathPath } = parts;
  const { program } = of;
  const { target, rules, enumStyle } = input;
  // types ask whether a record can be passed, shapes ask for types: each asks only once both are there
  const types: RustTypes = createRustTypes({
    program,
    names,
    target,
    rules,
    spelling,
    helpers,
    whyNoValue: (record) => shapes.whyNoValue(record),
    whyNotByValue: (record) => shapes.whyNotByValue(record),
  });
  const shapes: RecordShapes = createRecordShapes({
    program,
    types,
    target,
    rustMinor: input.rustTarget.minor,
    helperPath,
    enumStyle,
    passedOtherwise: passedOtherwise(rules, target.machine),
    whyOpaque: (record) => whyOpaque({ input, chosen }, record, names.records[record.id]),
  });
  const owned = new Set(of.headers);
  return {
    input,
    program,
    names,
    types,
    shapes,
    helperPath,
    mathPath,
    cratePrefix: input.mode === "crate" ? "$crate::" : "",
    isRoot: of.isCommon || input.mode === "single-file",
    spelling,
    chosen,
    keyPrefix: of.isCommon ? "" : `${of.unit} `,
    constants: new Map(),
    memberAliases: memberAliases(program),
    leftOut: [],
    notAsked: [],
    owns: (origin) =>
      owned.size === 0 || owned.has(input.sources.get(origin.source)?.includeName ?? "") || strays.has(origin),
  };
}

export interface OwnItems {
  readonly items: BuiltItem[];
  readonly diagnostics: Diagnostic[];
}

/**
 * Items of everything that the unit's own headers declare.
 * @param others inline functions that the common unit gives
 */
export function ownItems(
  t: Translation,
  bodies: Bodies | undefined,
  others: ReadonlySet<string> | undefined,
): OwnItems {
  const { program } = t;
  const items: BuiltItem[] = [];
  const diagnostics: Diagnostic[] = [];
  for (let i = 0; i < program.records.length; i++) {
    const record = program.records[i];
    if (!t.owns(record.origin) || record.scope === "block" || !t.names.recordDeclared[record.id]) continue;
    const made = recordItems(t, record);
    append(items, made.items);
    diagnostics.push(...made.diagnostics);
  }
  for (const typedef of program.typedefs) {
    const item = t.owns(typedef.origin) && typedef.scope === "file" ? typedefItem(t, typedef) : undefined;
    if (item !== undefined) items.push(item);
  }
  const translated = new Set(others);
  const owners = valueOwners(t, translated);
  enterConstants(t, owners);
  for (const one of program.enums) {
    if (!t.owns(one.origin) || one.scope === "block" || !t.names.enumDeclared[one.id]) continue;
    items.push(...enumItems(t, one));
    for (const enumerator of one.enumerators) {
      const item = enumeratorItem(t, one, enumerator);
      if (item !== undefined) items.push(item);
    }
  }
  for (const origin of program.assembly)
    if (t.owns(origin))
      leaveOut(t, "assembly", "asm", origin, "at file scope: every C file has it, this crate has not");
  for (const fn of program.functions) if (t.owns(fn.origin)) append(items, functionItems(t, fn));
  const objects = bodies === undefined ? noStaticObjects : staticObjects(t, bodies);
  if (bodies === undefined) leaveBodies(t);
  else {
    const made = itemsWithBodies(t, { owners, bodies, others, objects });
    append(items, made);
    for (const { cName } of made) translated.add(cName);
  }
  for (const variable of program.variables)
    if (t.owns(variable.origin) && !objects.made.has(variable.name))
      items.push(...variableItems(t, variable, objects.whyNot.get(variable.name)));
  for (let i = 0; i < program.macros.length; i++) {
    const macro = program.macros[i];
    if (t.owns(macro.origin)) append(items, macroItem(t, macro, owners, bodies !== undefined));
  }
  return { items, diagnostics };
}

/** Inline functions, static objects, and macros that become functions or stay macros. */
function itemsWithBodies(t: Translation, input: BodyWorldInput & { readonly owners: ValueOwners }): BuiltItem[] {
  const { owners, others } = input;
  const objects = [...input.objects.made.values()].map((one) => staticObjectJob(t, one));
  const world = createBodyWorld(t, input);
  const isTaken = (name: string): boolean => valueOwner(t, owners, name) !== undefined;
  const macroJobs = functionMacroJobs(t, isTaken);
  const jobs = [...inlineFunctionJobs(t, input.bodies), ...objects, ...expressionMacroJobs(t, owners), ...macroJobs];
  const items = bodyItems(t, jobs, world);
  const made = new Set(items.map((one) => one.cName));
  const isItem = (name: string): boolean =>
    owners.isItem(name) || made.has(name) || others?.has(name) === true || t.constants.has(name);
  // those that became no function have been left out with the reason
  const done = new Set([...made, ...macroJobs.map(({ name }) => name)]);
  const macros = functionMacroItems(t, world, done, isItem);
  const all = [...items, ...macros];
  const byName = new Map(all.map((one) => [one.cName, one]));
  return [...all, ...macroAliasItems(t, byName, isTaken)];
}

function leaveBodies(t: Translation): void {
  inlineFunctionJobs(t, undefined);
  for (const macro of t.program.functionMacros)
    if (t.owns(macro.origin))
      leaveUnasked(t, "function-like macro", macro.name, macro.origin, "bodies are not asked for");
}

function expressionMacroJobs(t: Translation, owners: ValueOwners): readonly BodyJob[] {
  const jobs: BodyJob[] = [];
  for (const macro of t.program.macros) {
    const { meaning, name, origin } = macro;
    if (meaning.kind !== "expression" || !t.owns(origin) || valueOwner(t, owners, name) !== undefined) continue;
    if (t.chosen.blocks("macro", name, origin)) continue;
    jobs.push(expressionMacroJob(t, macro, meaning));
  }
  return jobs;
}

/** As push(...more), without an iterator for each of forty thousand calls. */
function append(items: BuiltItem[], more: readonly BuiltItem[]): void {
  for (let i = 0; i < more.length; i++) items.push(more[i]);
}

/** @param translated functions and variables that have an item of their body; filled before anyone asks */
function valueOwners(t: Translation, translated: ReadonlySet<string>): ValueOwners {
  const functions = new Map<string, CFunction>();
  for (const one of t.program.functions) functions.set(one.name, one);
  const variables = new Map<string, CVariable>();
  for (const one of t.program.variables) variables.set(one.name, one);
  const isItem = (name: string): boolean => {
    const fn = functions.get(name);
    if (translated.has(name)) return true;
    if (fn !== undefined) return functionFate(t, fn).kind === "item" && !t.chosen.blocks("function", name, fn.origin);
    const variable = variables.get(name);
    return (
      variable !== undefined &&
      variableFate(t, variable).kind === "item" &&
      !t.chosen.blocks("var", name, variable.origin)
    );
  };
  return { functions, variables, isItem };
}

/** A type that another header declares, ready to be made into items. */
export interface FoundType {
  readonly origin: Origin;
  /** Of a complete record, also behind a typedef. */
  readonly layout: RecordLayout | undefined;
  readonly tagged: "record" | "enum" | undefined;
  /** The tag is not defined. */
  readonly isForward: boolean;
  readonly make: () => OwnItems;
}

/** Of the record that a type is, or is an array of. */
function layoutBehind(t: Translation, type: TypeId): RecordLayout | undefined {
  const row = t.types.canonical(type);
  if (row.kind === "array") return layoutBehind(t, row.of);
  return row.kind === "record" ? t.program.records[row.record].layout : undefined;
}

/** Finds the program's types by their Rust names. */
export function typeMaker(t: Translation): (name: string) => FoundType | undefined {
  const found = new Map<string, FoundType>();
  for (const record of t.program.records) {
    if (!t.names.recordDeclared[record.id]) continue;
    const make = (): OwnItems => {
      const { items, diagnostics } = recordItems(t, record);
      return { items: [...items], diagnostics: [...diagnostics] };
    };
    const { origin, layout } = record;
    found.set(t.names.records[record.id], { origin, layout, tagged: "record", isForward: layout === undefined, make });
  }
  for (const one of t.program.enums) {
    const name = t.names.enums[one.id];
    const make = (): OwnItems => ({ items: enumItems(t, one), diagnostics: [] });
    if (name !== undefined && t.names.enumDeclared[one.id])
      found.set(name, { origin: one.origin, layout: undefined, tagged: "enum", isForward: !one.complete, make });
  }
  for (const typedef of t.program.typedefs) {
    if (!t.names.typedefDeclared[typedef.id]) continue;
    const make = (): OwnItems => {
      const item = typedefItem(t, typedef);
      return { items: item === undefined ? [] : [item], diagnostics: [] };
    };
    const layout = layoutBehind(t, typedef.type);
    const { origin } = typedef;
    found.set(t.names.typedefs[typedef.id], { origin, layout, tagged: undefined, isForward: false, make });
  }
  return (name) => found.get(name);
}
