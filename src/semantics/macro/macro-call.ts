/**
 * The calls by which macros with parameters are understood. In: a definition and what its expansion looks like. Out: calls whose arguments are placeholders,
 * as the parser is to take them, or words where the macro needs a certain one; or the meaning, where that is plain. C11 6.10.3.
 */
import type {
  ExpandedMacros,
  MacroDefinition,
  Preprocessor,
  SpellingId,
  SpellingTable,
} from "../../preprocess/index.js";
import type { CParser, Fragment } from "../../syntax/index.js";
import type { Analysis } from "../analysis.js";
import { initializerRule } from "../macro-initializer.js";
import type { FunctionMacroMeaning, TemplateRole } from "../macro-template.js";
import { type PlaceholderKind, placeholder } from "../placeholder.js";
import { Scope } from "../scope.js";
import { definitionRoles } from "./definition-meaning.js";
import { areMembers, type Expansion, formOf, type ParameterUses, parameterUses, soundsLikeType } from "./expansion.js";
import { type InitializerForm, isDesignatedList, isInitializerList } from "./initializer-meaning.js";
import { MemberIndex } from "./parameter-type.js";
import { DeclaredNames, wordChoices } from "./word-choice.js";

export interface FunctionMacroInput {
  readonly spellings: SpellingTable;
  readonly parser: Pick<CParser, "parseBodies" | "parseFragments">;
  /** At the end of the unit. */
  readonly expander: Pick<Preprocessor, "expandTexts" | "expansions" | "isMacro">;
}

/** Beyond so many parameters nothing is tried. */
const mostParameters = 30;
/**
 * Tokens of one call. Macros that call each other make more of it than anybody reads or compiles: Q_QCMPQ of sys/qmath.h has 28,000, and
 * was eight megabytes of Rust. What such a macro is made of is there.
 */
export const mostTokens = 4000;

export interface State {
  readonly a: Analysis;
  readonly input: FunctionMacroInput;
  readonly members: MemberIndex;
  readonly declared: DeclaredNames;
  /** Names that the parser is to take as types: the unit's typedefs and the placeholders of types. */
  readonly typedefs: ReadonlyMap<SpellingId, number>;
  /** The file's scope, with the placeholders of types in it. */
  readonly scope: Scope;
}

/** One call to be understood: a macro, and words given for some of its parameters. */
export interface Call {
  readonly definition: MacroDefinition;
  readonly names: readonly string[];
  /** Undefined: unused. */
  readonly roles: readonly TemplateRole[];
  readonly words: readonly (string | undefined)[];
  readonly form: Fragment["as"];
  readonly expansion: Expansion;
  /** Names that the caller is to give besides: the last of `names`. */
  readonly unknown?: readonly string[];
  /** A list of initializers, parsed as a declaration's. */
  readonly initializer?: InitializerForm;
}

/** What the parser saw where the parameter is used. */
export function wordOf({ names, unknown = [] }: Call, index: number): string {
  return unknown[index - (names.length - unknown.length)] ?? placeholder(index);
}

/** Whether `__VA_OPT__` holds more than the comma before the arguments. */
export function hasOptionalPart({ body }: MacroDefinition, texts: readonly string[]): boolean {
  const word = (at: number): string => (at < body.length ? texts[body[at].spelling] : "");
  return body.some((_, at) => word(at) === "__VA_OPT__" && !(word(at + 2) === "," && word(at + 3) === ")"));
}

export function newState(a: Analysis, input: FunctionMacroInput): State {
  const scope = new Scope("block", a.file);
  const typedefs = new Map<SpellingId, number>();
  for (const [name, entity] of a.file.names)
    if (entity.kind === "typedef") typedefs.set(input.spellings.intern(name), -1);
  for (let i = 0; i < mostParameters; i++) {
    const name = placeholder(i, "type");
    const origin = { place: -1, source: 0, firstToken: -1, lastToken: -1, comment: undefined, options: [] } as never;
    const typedef = a.types.addTypedef({ name, type: a.types.error, aligned: undefined, scope: "macro", origin });
    scope.names.set(name, { kind: "typedef", typedef });
    typedefs.set(input.spellings.intern(name), -1);
  }
  const members = new MemberIndex(a);
  const declared = new DeclaredNames(a, members, input.expander);
  return { a: { ...a, report: () => {} }, input, members, declared, typedefs, scope };
}

export const parametersOf = (definition: MacroDefinition): readonly string[] => definition.parameters ?? [];

export const callText = ({ name, parameters }: MacroDefinition, args: readonly string[]): string =>
  parameters === undefined ? `${name};` : `${name}(${args.join(", ")});`;

/** The calls that tell what a macro means: one; or one for each word that a parameter may be; or the meaning, where that is plain. */
export function callsOf(
  state: State,
  definition: MacroDefinition,
  expansion: Expansion,
): readonly Call[] | FunctionMacroMeaning {
  const names = parametersOf(definition);
  if (names.length > mostParameters) return { kind: "other", why: "more parameters than kpigen looks at" };
  const isType = (word: string): boolean => state.a.file.name(word)?.kind === "typedef" || /^__kpigen_t/.test(word);
  const uses = parameterUses(expansion, names);
  if (uses.some((one) => one.label)) return { kind: "other", why: "jumps to a label of the caller" };
  if (definition.variadic && uses[names.length - 1].member)
    return { kind: "other", why: "a member whose name is among variable arguments" };
  // `__typeof__(x)` by itself, a type where x is one
  const isAlike = formOf(expansion, isType) === "type";
  const roles = uses.map(
    (one, i): TemplateRole =>
      definition.variadic && i === names.length - 1
        ? "variadic"
        : roleOf(one, !isAlike && !soundsLikeType.test(names[i])),
  );
  const typed: Expansion = { ...expansion, words: expansion.words.map((word) => asType(word, roles)) };
  const form = formOf(typed, isType);
  if (form === "empty") return { kind: "nothing" };
  if (form === "declarations") {
    const words = names.map(() => undefined);
    const own = definitionRoles(expansion, uses);
    const last = names.length - 1;
    const roles = own.map((role, i) =>
      definition.variadic && i === last && areMembers(expansion, i) ? ("members" as const) : role,
    );
    return [{ definition, names, roles, words, form, expansion }];
  }
  const choices = wordChoices(state.declared, expansion, uses);
  if (choices.kind === "other") return choices;
  const inBraces = isInitializerList(expansion);
  if (inBraces || isDesignatedList(expansion)) {
    const type = initializerRule(state.a, definition.name)?.type;
    const known = type !== undefined && isTypeName(state.a, type) ? type : undefined;
    const initializer = { type: known, inBraces, place: definition.place };
    return choices.words.map((words) => {
      return { definition, names, roles, words, form: "declarations", expansion, initializer };
    });
  }
  const as = form === "type" ? "type-name" : form;
  return choices.words.map((words) => ({ definition, names, roles, words, form: as, expansion }));
}

const isTypeName = (a: Analysis, text: string): boolean =>
  /^(struct|union) \w+$/.test(text) || a.file.name(text)?.kind === "typedef";

/** The word as the parser is to see it: a placeholder of a type where the parameter is one. */
function asType(word: string, roles: readonly TemplateRole[]): string {
  const found = /^__kpigen_(\d+)__$/.exec(word);
  return found !== null && roles[Number(found[1])] === "type" ? placeholder(Number(found[1]), "type") : word;
}

/** @param isObject what stands in `__typeof__(x)` alone is an object, not a type */
function roleOf(uses: ParameterUses, isObject: boolean): TemplateRole {
  if (uses.list) return "list";
  if (uses.literal) return "literal";
  if (uses.type) return "type";
  if (uses.value) return uses.member ? "name" : "value";
  if (uses.member) return "name";
  if (uses.sized) return "type";
  if (uses.alike) return isObject ? "value" : "type";
  return uses.stringized || uses.pasted || uses.operator ? "name" : "unused";
}

/** Statements keep the semicolon that the call ends in. */
export function fragmentOf({ from, to }: ExpandedMacros, i: number, as: Fragment["as"]): Fragment {
  return { from: from[i], to: as === "statements" ? to[i] : to[i] - 1, as };
}

export function argumentText({ roles, words }: Call, index: number): string {
  const word = words[index];
  if (word !== undefined) return word;
  const kind: PlaceholderKind = roles[index] === "type" ? "type" : roles[index] === "literal" ? "literal" : "value";
  const name = placeholder(index, kind);
  if (roles[index] === "list") return `(${name})`;
  return kind === "literal" ? `"${name}"` : name;
}
