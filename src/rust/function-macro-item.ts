/**
 * Macros with parameters as items: a function where the uses of the parameters fix their types, else `macro_rules!` that reads like the C call.
 * In: the program's macros with their meanings. Out: items in the module of their header; what has no translation is left out with the reason.
 */
import type {
  CFunctionMacro,
  FunctionMacroMeaning,
  MacroTemplate,
  TemplateParameter,
  TypeId,
} from "../semantics/index.js";
import { type BlockTypes, blockTypesOf } from "./block-types.js";
import {
  type BodyTypes,
  createBodyTypes,
  namedArgument,
  type TranslatedTemplate,
  takesAddressOfOwn,
  translateTemplate,
} from "./body/index.js";
import type { BodyJob } from "./body-item.js";
import type { BodyWorld } from "./body-scope.js";
import { withCratePaths } from "./crate-path.js";
import { definitionItems, genericRecord, namelessRecord } from "./definition-macro.js";
import { MemberTraits } from "./member-traits.js";
import { PointerRecords } from "./pointer-record.js";
import type { RustItem, RustMacroParameter, RustMacroRule } from "./rust-crate.js";
import { macroParameterName as parameterName } from "./rust-name.js";
import { type SharingRule, withSharedExpansions } from "./shared-expansion.js";
import { type BuiltItem, built, docOf, keyOf, leaveOut, macroName, type Translation } from "./translation.js";

/** Macros that are to be functions. @param isTaken has another value the name? */
export function functionMacroJobs(t: Translation, isTaken: (name: string) => boolean): readonly BodyJob[] {
  const jobs: BodyJob[] = [];
  for (const { name, meaning, origin } of t.program.functionMacros) {
    if (meaning.kind !== "function" || !t.owns(origin) || t.chosen.blocks("function", name, origin) || isTaken(name))
      continue;
    const type = t.program.types[meaning.type];
    if (type.kind !== "function" || outlivesOwn(t, meaning.body, type.returns)) continue;
    const outcome = { kind: "typed", body: meaning.body } as const;
    jobs.push({ what: "function-like macro", name, type, noreturn: false, origin, outcome, notes: [] });
  }
  return jobs;
}

/**
 * @param done names of functions, and of macros that were to become functions
 * @param isItem is the function or variable an item, inline functions included?
 */
export function functionMacroItems(
  t: Translation,
  world: BodyWorld,
  done: ReadonlySet<string>,
  isItem: (name: string) => boolean,
): BuiltItem[] {
  const items: BuiltItem[] = [];
  const on: MacroWorld = {
    ...world,
    t,
    inMacros: { ...t, helperPath: t.cratePrefix === "" ? t.helperPath : `$${t.helperPath}` },
    openTypes: createBodyTypes(t, true),
    traits: new MemberTraits(t),
    blockTypes: blockTypesOf(t),
    pointerRecords: new PointerRecords(t),
    isItem,
  };
  for (const macro of t.program.functionMacros) {
    if (!t.owns(macro.origin) || t.chosen.blocks("function", macro.name, macro.origin) || done.has(macro.name))
      continue;
    const { meaning } = macro;
    if (!t.isRoot) {
      leave(t, macro, "a macro of a header in a unit of its own");
      continue;
    }
    if (meaningOutlivesOwn(t, meaning)) {
      leave(t, macro, "its value may point to a compound literal or a temporary of its own, which Rust would drop");
      continue;
    }
    const rules = meaning.kind === "definitions" ? definitionRules(on, macro, meaning) : rulesOf(on, macro, meaning);
    if (typeof rules === "string") leave(t, macro, rules);
    else {
      if (rules.beside !== undefined) items.push(built(rules.beside, macro.name, macro.origin));
      items.push(macroItem(t, macro, rules, isItem(macro.name)));
    }
  }
  items.push(...on.pointerRecords.items());
  return items;
}

/** A compound literal lives until the end of the caller's block (C11 6.5.2.5p5), a temporary until that of the expression (6.2.4p8), what Rust makes of them until the end of its own. */
function meaningOutlivesOwn(t: Translation, meaning: FunctionMacroMeaning): boolean {
  if (meaning.kind === "function") {
    const type = t.program.types[meaning.type];
    return type.kind === "function" && outlivesOwn(t, meaning.body, type.returns);
  }
  if (meaning.kind !== "template") return false;
  return meaning.rules.some(({ value, body }) => value !== undefined && outlivesOwn(t, [value, body], value.type));
}

/** @param type of the value that is made of `data` */
function outlivesOwn(t: Translation, data: unknown, type: TypeId): boolean {
  const { kind } = t.types.canonical(type);
  if (kind !== "pointer" && kind !== "record" && kind !== "array" && kind !== "error") return false;
  return takesAddressOfOwn(data);
}

function leave(t: Translation, macro: CFunctionMacro, why: string): void {
  leaveOut(t, "function-like macro", macro.name, macro.origin, why);
}

/** What all macros of a program are translated with. */
interface MacroWorld extends BodyWorld {
  readonly t: Translation;
  /** The same with paths as macros write them. */
  readonly inMacros: Translation;
  readonly openTypes: BodyTypes;
  readonly traits: MemberTraits;
  readonly blockTypes: BlockTypes;
  readonly pointerRecords: PointerRecords;
  readonly isItem: (name: string) => boolean;
}

interface Rules {
  /** An item that the macro stands on. */
  readonly beside?: RustItem;
  readonly rules: readonly RustMacroRule[];
  readonly innerTypes?: readonly string[];
  readonly values: readonly string[];
  readonly addressTaken?: readonly string[];
  readonly helpers: TranslatedTemplate["helpers"];
  readonly math: TranslatedTemplate["math"];
}

function rulesOf(
  on: MacroWorld,
  macro: CFunctionMacro,
  meaning: Exclude<FunctionMacroMeaning, { readonly kind: "definitions" }>,
): Rules | string {
  switch (meaning.kind) {
    case "other":
      return meaning.why;
    case "nothing":
      return {
        rules: [
          { parameters: [], pattern: "$($arguments:tt)*", expansion: { kind: "block", body: { statements: [] } } },
        ],
        values: [],
        helpers: [],
        math: [],
      };
    case "type":
      return typeRules(on, meaning);
    case "function":
      // the name is taken: a macro beside the function or variable
      if (meaning.template === undefined) return "another item has the name";
      return templateRules(on, macro.name, [meaning.template]);
    case "template":
      return templateRules(on, macro.name, meaning.rules);
  }
}

function templateRules(
  { t, inMacros, scope, neverReturns, openTypes, traits, blockTypes, isItem }: MacroWorld,
  name: string,
  templates: readonly MacroTemplate[],
): Rules | string {
  const rules: SharingRule[] = [];
  const values = new Set<string>();
  const addressTaken = new Set<string>();
  const helpers = new Set<TranslatedTemplate["helpers"][number]>();
  const math = new Set<TranslatedTemplate["math"][number]>();
  const innerTypes = new Set<string>();
  let why = "";
  for (const template of templates) {
    const { parameters } = template;
    if (parameters.some((one) => one.role === "variadic") && parameters.at(-1)?.role === "block") {
      why = "any number of arguments before a block, which Rust could take for one of them";
      continue;
    }
    const translated = translateTemplate({
      translation: inMacros,
      types: openTypes,
      scope,
      template,
      macro: { mathPath: t.mathPath, members: traits },
      neverReturns,
    });
    if (translated.kind === "refused") {
      why = translated.refusal.why;
      continue;
    }
    const missing = translated.values.find((name) => !isItem(name));
    if (missing !== undefined) {
      why = `needs ${missing}, which is left out`;
      continue;
    }
    const inner = new Set<string>();
    const rule = ruleOf(t, parameters, translated, (type) => {
      if (blockTypes.has(type)) inner.add(type);
    });
    if ([...inner].some((type) => blockTypes.get(type) === "open")) {
      why = "its body declares a type that is made of its caller's";
      continue;
    }
    rules.push({ rule, pattern: sharedPattern(parameters, translated.named) });
    for (const one of inner) innerTypes.add(one);
    for (const one of translated.values) values.add(one);
    for (const one of translated.addressTaken) addressTaken.add(one);
    for (const one of translated.helpers) helpers.add(one);
    for (const one of translated.math) math.add(one);
  }
  if (rules.length === 0) return why;
  return {
    // a path to itself is what a macro of a single file lacks
    rules:
      t.cratePrefix === ""
        ? rules.map(({ rule }) => rule)
        : withSharedExpansions(rules, `${t.cratePrefix}${macroName(t, name)}`),
    innerTypes: [...innerTypes],
    values: [...values],
    addressTaken: [...addressTaken],
    helpers: [...helpers],
    math: [...math],
  };
}

function definitionRules(
  { t, inMacros, scope, neverReturns, openTypes, traits, blockTypes, pointerRecords, isItem }: MacroWorld,
  macro: CFunctionMacro,
  meaning: FunctionMacroMeaning & { readonly kind: "definitions" },
): Rules | string {
  const { parameters } = meaning;
  // those that it completes are among its items
  const innerTypes = new Set<string>();
  const names = (type: string): void => {
    if (blockTypes.get(type) === "named") innerTypes.add(type);
  };
  const rule = (expansion: RustMacroRule["expansion"], values: readonly string[]): RustMacroRule => ({
    pattern: patternOf(parameters),
    parameters: callersOf(t, parameters),
    expansion: withCratePaths(expansion, values, { ...pathsOf(t, parameters), names }),
  });
  const nameless = namelessRecord(t, meaning);
  if (nameless !== undefined) {
    const made = genericRecord(t, macro, meaning, nameless);
    if (typeof made === "string") return made;
    const rules = [rule({ kind: "type", type: made.type }, [])];
    return { rules, innerTypes: [...innerTypes], beside: made.item, values: [], helpers: [], math: [] };
  }
  const translated = definitionItems(
    {
      translation: inMacros,
      types: openTypes,
      scope,
      macro: { mathPath: t.mathPath, members: traits, converts: true },
      neverReturns,
      pointerRecords,
    },
    meaning,
  );
  if (translated.kind === "refused") return translated.refusal.why;
  const missing = translated.values.find((name) => !isItem(name));
  if (missing !== undefined) return `needs ${missing}, which is left out`;
  const { items, values, addressTaken, helpers, math } = translated;
  const rules = [rule({ kind: "items", items }, values)];
  return { rules, innerTypes: [...innerTypes], values, addressTaken, helpers, math };
}

function typeRules({ t, blockTypes }: MacroWorld, meaning: FunctionMacroMeaning & { readonly kind: "type" }): Rules {
  const innerTypes = new Set<string>();
  const names = (type: string): void => {
    if (blockTypes.has(type)) innerTypes.add(type);
  };
  return {
    rules: meaning.rules.map(({ parameters, type }) => ({
      pattern: patternOf(parameters),
      parameters: callersOf(t, parameters),
      expansion: { kind: "type", type: withCratePaths(t.types.of(type), [], { ...pathsOf(t, parameters), names }) },
    })),
    innerTypes: [...innerTypes],
    values: [],
    helpers: [],
    math: [],
  };
}

function ruleOf(
  t: Translation,
  parameters: readonly TemplateParameter[],
  translated: TranslatedTemplate,
  names: (type: string) => void,
): RustMacroRule {
  const expansion = withCratePaths(translated.expansion, translated.values, { ...pathsOf(t, parameters), names });
  return { pattern: patternOf(parameters, translated.named), parameters: callersOf(t, parameters), expansion };
}

const pathsOf = (t: Translation, parameters: readonly TemplateParameter[]) => ({
  prefix: t.cratePrefix,
  core: t.spelling.core,
  parameter: (index: number) => `$${parameterName(parameters[index].name)}`,
});

function callersOf(t: Translation, parameters: readonly TemplateParameter[]): readonly RustMacroParameter[] {
  return parameters.map((one) => {
    const type = one.type ?? one.example;
    if (type === undefined) return { matcher: matcherOf(one), type: undefined };
    // the caller's `va_list` is a parameter of its own, and so a pointer where C's is an array
    const isRecord = t.types.canonical(type).kind === "record";
    return { matcher: matcherOf(one), type: isRecord ? t.types.of(type) : t.types.parameter(type) };
  });
}

/** `$head:expr, $elm:expr, $field:ident`. */
function patternOf(parameters: readonly TemplateParameter[], named?: TranslatedTemplate["named"]): string {
  if (parameters.length > 0 && parameters.every((one) => one.role === "unused")) return "$($arguments:tt)*";
  let text = "";
  parameters.forEach((one, index) => {
    if (one.role === "members" || one.role === "base") return;
    const separator = (text === "" ? "" : ", ") + (one.byName !== undefined ? `${parameterName(one.name)} = ` : "");
    const name = `$${parameterName(one.name)}`;
    const first = Array.from({ length: named?.get(index) ?? 0 }, (_, at) => `${namedArgument(name, at)}:expr`).join(
      ", ",
    );
    if (one.role === "variadic") {
      text += first === "" ? "" : separator + first;
      text += text === "" ? `$(${name}:expr),* $(,)?` : ` $(, ${name}:expr)* $(,)?`;
    } else if (first !== "") text += `${separator}(${first} $(, ${name}:expr)* $(,)?)`;
    else text += separator + matcherOf(one);
  });
  for (const { name } of parameters.filter(({ role }) => role === "members"))
    text += ` $(, .$${parameterName(name)}_member:ident = $${parameterName(name)}:expr)* $(,)?`;
  for (const { name } of parameters.filter(({ role }) => role === "base"))
    text += `${text === "" ? "" : ", "}..$${parameterName(name)}:expr`;
  return text;
}

/** What a rule's call has beside words and what is not used. */
function sharedPattern(
  parameters: readonly TemplateParameter[],
  named: TranslatedTemplate["named"],
): string | undefined {
  if (named.size > 0 || !parameters.some(({ word }) => word !== undefined)) return undefined;
  return patternOf(parameters.filter(({ role, word }) => word === undefined && role !== "unused"));
}

function matcherOf({ name, role, word, optional }: TemplateParameter): string {
  if (word !== undefined) return word;
  const variable = `$${parameterName(name)}`;
  switch (role) {
    case "value":
    case "unused":
    case "variadic":
    case "members":
    case "base":
      return `${variable}:expr`;
    case "type":
      return `${variable}:ty`;
    case "name":
      return optional === true ? `$(${variable}:ident)?` : `${variable}:ident`;
    case "literal":
      return `${variable}:literal`;
    case "list":
      return `($(${variable}:expr),* $(,)?)`;
    case "block":
      return `${variable}:block`;
  }
}

function macroItem(
  t: Translation,
  macro: CFunctionMacro,
  { rules, innerTypes, values, addressTaken, helpers, math }: Rules,
  besideValue: boolean,
): BuiltItem {
  const item = {
    kind: "macro",
    key: keyOf(t, "macro", macro.name),
    name: macroName(t, macro.name),
    ...(besideValue ? { besideValue } : {}),
    rules,
    attributes: t.input.mode === "crate" ? ["macro_export"] : [],
    doc: docOf(t, macro.origin),
  } as const;
  return {
    ...built(item, macro.name, macro.origin, values),
    helpers,
    math,
    ...(addressTaken && { addressTaken }),
    ...(innerTypes && { innerTypes }),
  };
}
