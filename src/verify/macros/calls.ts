/**
 * Calls of macros, in C and in Rust. In: a program's macros with parameters and the crate's `macro_rules!`. Out: for each rule what it may be
 * called with, and both languages' text of each such call: a function of its own, on one line.
 */
import type { SourceTable, Target } from "../../base/index.js";
import { typeText } from "../../print/index.js";
import type { RustCrate, RustItem, RustMacroRule } from "../../rust/index.js";
import {
  type CFunctionMacro,
  type CProgram,
  type MacroTemplate,
  mentionsPlaceholder,
  placeholderPieces,
  type TypeId,
} from "../../semantics/index.js";
import type { CheckedItem } from "../report.js";
import { type Arguments, guesses, recordsRest } from "./guess.js";
import { type ProgramTypes, programTypes } from "./program-types.js";
import { parameterUses, returnedTypes } from "./uses.js";

export interface MacroCall {
  readonly c: string;
  readonly rust: string;
}

export interface GuessedCall extends MacroCall {
  /** C may take an argument of it for a pointer of another type, which Rust does not: that Rust refuses the call says nothing. */
  readonly isLoose: boolean;
}

export interface CalledRule {
  readonly item: CheckedItem;
  /** The likeliest first. */
  readonly calls: readonly GuessedCall[];
}

type MacroItem = RustItem & { readonly kind: "macro" };

/** @returns rules in the crate's order; those of macros that define things at file scope are not among them */
export function macroCalls(
  program: CProgram,
  crate: RustCrate,
  sources: SourceTable,
  target: Target,
): readonly CalledRule[] {
  const types = programTypes(program, crate, target);
  const macros = new Map(program.functionMacros.map((one) => [one.name, one]));
  const found: CalledRule[] = [];
  for (const item of crate.modules.flatMap((module) => module.items)) {
    if (item.kind !== "macro") continue;
    const macro = macros.get(item.name.replace(/^r#/, ""));
    if (macro === undefined) continue;
    const at = sources.lineColumn(macro.origin.place);
    const place = at === undefined ? "<command line>" : `${at.source.display}:${at.line}`;
    for (const rule of item.rules) {
      if (rule.shared === true) continue;
      const words = wordsOf(rule);
      const template = templateOf(macro, words, rule.parameters.length);
      if (template === undefined) continue;
      const based = template.parameters.some(({ role }) => role === "base");
      const told = [...(words === "" ? [] : [words]), ...(based ? ["..base"] : [])].join(", ");
      const name = told === "" ? macro.name : `${macro.name}(${told})`;
      const calls = ruleCalls(macro, item, rule, template, types, found.length);
      found.push({ item: { kind: "rust macros", name, place }, calls });
    }
  }
  return found;
}

/** Words that the rule takes for some of its parameters: what tells the rules of a macro apart. */
const wordsOf = ({ parameters }: RustMacroRule): string =>
  parameters
    .map(({ matcher }) => matcher)
    .filter((one) => /^\w/.test(one))
    .join(", ");

const nothing: MacroTemplate = {
  parameters: [],
  body: { locals: [], block: { statements: [], at: 0 } },
  value: undefined,
  lvalue: false,
};

/** What the rule is a translation of. */
function templateOf({ meaning }: CFunctionMacro, words: string, count: number): MacroTemplate | undefined {
  const isOf = ({ parameters }: Pick<MacroTemplate, "parameters">): boolean =>
    parameters.length === count &&
    parameters.flatMap(({ word }) => (word === undefined ? [] : [word])).join(", ") === words;
  switch (meaning.kind) {
    case "template":
      return meaning.rules.find(isOf);
    case "function":
      return meaning.template;
    case "type": {
      const rule = meaning.rules.find(isOf);
      return rule === undefined ? undefined : { ...nothing, parameters: rule.parameters };
    }
    case "nothing":
    case "definitions":
    case "other":
      return undefined;
  }
}

function ruleCalls(
  { name, bare }: CFunctionMacro,
  item: MacroItem,
  rule: RustMacroRule,
  template: MacroTemplate,
  types: ProgramTypes,
  nth: number,
): readonly GuessedCall[] {
  const own = rule.parameters.map(({ type }) => (type === undefined ? undefined : typeText(type)));
  const returned = returnedTypes(template);
  if (template.value?.kind === "open-list")
    return listCalls(name, item, template, template.value.values.length, types, nth);
  const { initializes, value } = template;
  const initialized = initializes === undefined || value === undefined ? undefined : types.variable(value.type, "_");
  return guesses(template, own, types).map(({ given, isLoose }, guess): GuessedCall => {
    const label = `kpigen_call_${nth}_${guess}`;
    const call = (): MacroCall => {
      if (rule.expansion.kind === "type") return typeCall(label, name, item.name, given);
      if (initialized?.kind !== "variable")
        return valueCall(label, { name, bare }, item.name, template, given, types, returned);
      return initializerCall(label, name, item.name, given, initialized.c("made"), "made", initializes === "members");
    };
    return { ...call(), isLoose };
  });
}

/** A list for records of several types: one of each, given to the macro and made by it. */
function listCalls(
  name: string,
  item: MacroItem,
  template: MacroTemplate,
  length: number,
  types: ProgramTypes,
  nth: number,
): readonly GuessedCall[] {
  const members = new Set(parameterUses(template).flatMap((use) => [...use.members]));
  return types.madeOfPointers(length, members).flatMap((record, guess) => {
    const made = types.recordVariable(record, false);
    if (made?.kind !== "variable") return [];
    const given = template.parameters.map(({ role }) => (role === "value" ? made : unusedName));
    const label = `kpigen_call_${nth}_${guess}`;
    const call = initializerCall(label, name, item.name, given, made.c("made"), `made: ${made.rust}`);
    return [{ ...call, isLoose: false }];
  });
}

/** Declarations in C of the variables that the macro finds by names put together. */
function putTogether(locals: MacroTemplate["body"]["locals"], given: Arguments, types: ProgramTypes): string[] {
  return locals.flatMap(({ kind, name, type }) => {
    if (kind !== "extern" || !mentionsPlaceholder(name)) return [];
    const variable = types.variable(type, "_");
    return variable?.kind === "variable" ? [`extern ${variable.c(cName(name, given))};`] : [];
  });
}

/** The name with the words that are given. */
function cName(name: string, given: Arguments): string {
  const words = placeholderPieces(name).map((piece) => {
    const one = typeof piece === "string" ? undefined : given[piece.parameter];
    return typeof piece === "string" ? piece : one?.kind === "text" ? one.c : "";
  });
  return words.join("");
}

const unusedName = { kind: "text", c: "name", rust: "name" } as const;

/**
 * @param declared what the list initializes, in C and in Rust
 * @param inBraces does C want braces around the macro?
 */
function initializerCall(
  label: string,
  c: string,
  rust: string,
  given: Arguments,
  declared: string,
  rustDeclared: string,
  inBraces = false,
): MacroCall {
  const names = given.flatMap((one, i) => {
    if (one?.kind === "text") return [one];
    return one === undefined ? [] : [{ c: `argument${i}`, rust: `argument${i}` }];
  });
  const variables = given.flatMap((one, i) => (one?.kind === "variable" ? [{ one, i }] : []));
  const cArguments = names.flatMap((one) => (one === recordsRest ? [] : [one.c])).join(", ");
  const cCall = `${c}(${cArguments})`;
  const rustArguments = names.map((one) => one.rust).join(", ");
  const cVariables = variables.map(({ one, i }) => `${one.c(`argument${i}`)};`).join(" ");
  const lets = variables.map(({ one, i }) => `let mut argument${i}: ${one.rust} = core::mem::zeroed();`).join(" ");
  return {
    c: `void ${label}(void) { ${cVariables} ${declared} = ${inBraces ? `{ ${cCall} }` : cCall}; }`,
    rust: `unsafe fn ${label}() { unsafe { ${lets} let ${rustDeclared} = ${rust}!(${rustArguments}); } }`,
  };
}

function typeCall(label: string, c: string, rust: string, given: Arguments): MacroCall {
  const list = (language: "c" | "rust") =>
    given.flatMap((one) => (one === undefined || one.kind === "variable" ? [] : [one[language]])).join(", ");
  return {
    c: `void ${label}(void) { ${c}(${list("c")}) *v; (void)v; }`,
    rust: `fn ${label}() { let v: *mut ${rust}!(${list("rust")}) = core::ptr::null_mut(); }`,
  };
}

function valueCall(
  label: string,
  { name, bare }: Pick<CFunctionMacro, "name" | "bare">,
  rust: string,
  { parameters, body: { locals }, lvalue }: MacroTemplate,
  given: Arguments,
  types: ProgramTypes,
  returned: readonly TypeId[],
): MacroCall {
  const declared = { c: putTogether(locals, given, types), rust: [] as string[] };
  const list = { c: [] as string[], rust: [] as string[] };
  let body = "";
  given.forEach((one, i) => {
    if (parameters[i].role === "block") {
      body = " { }";
      list.rust.push("{ }");
    } else if (one?.kind === "variable" && parameters[i].byName !== undefined) {
      // C's macro finds it by its name
      declared.c.push(`${one.c(cName(parameters[i].byName ?? "", given))};`);
      declared.rust.push(`let mut argument${i}: ${one.rust} = core::mem::zeroed();`);
      list.rust.push(`${parameters[i].name} = argument${i}`);
    } else if (one?.kind === "text") {
      list.c.push(one.c);
      list.rust.push(one.rust);
    } else if (one !== undefined) {
      declared.c.push(`${one.c(`argument${i}`)};`);
      declared.rust.push(`let mut argument${i}: ${one.rust} = core::mem::zeroed();`);
      list.c.push(`argument${i}`);
      list.rust.push(`argument${i}`);
    }
  });
  const returns = returned.length > 0;
  // inside of a loop, since a macro may `break` or `continue` its caller's
  const cEnd = returns ? " return 0; }" : " }";
  const named = bare ? name : `${name}(${list.c.join(", ")})`;
  const cCall = `for (;;) { ${named}${body}; break; }`;
  // an object is named, not moved
  const rustCall = `loop { ${lvalue ? "let _ = " : ""}${rust}!(${list.rust.join(", ")}); break; }`;
  // what it returns is converted to the caller's type, which in C is int
  const isInt = returned.every((type) => !types.isNewtype(type));
  const rustBody = returns
    ? `let _ = ||${isInt ? " -> core::ffi::c_int" : ""} { ${rustCall} core::mem::zeroed() };`
    : rustCall;
  return {
    c: `${returns ? "int" : "void"} ${label}(void) { ${declared.c.join(" ")} ${cCall}${cEnd}`,
    rust: `unsafe fn ${label}() { unsafe { ${declared.rust.join(" ")} ${rustBody} } }`,
  };
}
