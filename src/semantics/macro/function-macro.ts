/**
 * The meaning of macros with parameters. Each is expanded once by the preprocessor, with a placeholder for every argument; what comes out is
 * parsed as an expression, as statements or as a type, and typed with what the uses say of the parameters' types.
 * In: definitions in force at the end of the unit. Out: a FunctionMacroMeaning each. C11 6.10.3.
 */
import type {
  ExpandedMacros,
  MacroDefinition,
  Preprocessor,
  SpellingId,
  SpellingTable,
} from "../../preprocess/index.js";
import type { CParser, Fragment, ParsedFragment } from "../../syntax/index.js";
import type { Analysis } from "../analysis.js";
import {
  blockObjectReason,
  type FragmentOutcome,
  type MacroParameter,
  pointsIntoBlock,
  typeFragment,
} from "../body/index.js";
import type { TypeId } from "../c-type.js";
import { typeOfName } from "../declarator.js";
import type { FunctionMacroMeaning, MacroTemplate, TemplateParameter, TemplateRole } from "../macro-template.js";
import { type PlaceholderKind, placeholder } from "../placeholder.js";
import { Scope } from "../scope.js";
import type { ParameterHint, TypedStatement } from "../typed-body.js";
import { isForCallersOnly } from "./caller-only.js";
import { definitionMeaning, definitionRoles, sharedVariables } from "./definition-meaning.js";
import { type Expansion, expansionOf, formOf, type ParameterUses, parameterUses } from "./expansion.js";
import { initialized, initializerMeaning, isInitializerList } from "./initializer-meaning.js";
import { withCallerBody } from "./loop-head.js";
import { exampleType, inferredType, MemberIndex } from "./parameter-type.js";
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
const mostTokens = 4000;

/** How each parameter is used. */
type Marks = readonly ReadonlySet<ParameterHint["use"]>[];

interface State {
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
interface Call {
  readonly definition: MacroDefinition;
  readonly names: readonly string[];
  /** Undefined: unused. */
  readonly roles: readonly TemplateRole[];
  readonly words: readonly (string | undefined)[];
  readonly form: Fragment["as"];
  /** Of one that declares or defines things. */
  readonly expansion?: Expansion;
  /** A list of initializers, parsed as a declaration's. */
  readonly initializer?: boolean;
}

/** Whether `__VA_OPT__` holds more than the comma before the arguments. */
function hasOptionalPart({ body }: MacroDefinition, texts: readonly string[]): boolean {
  const word = (at: number): string => (at < body.length ? texts[body[at].spelling] : "");
  return body.some((_, at) => word(at) === "__VA_OPT__" && !(word(at + 2) === "," && word(at + 3) === ")"));
}

/** A call of each macro with a placeholder for every argument, which is told to the expander: `functionMacroMeanings` asks for them first. */
export function announceCalls(
  asked: readonly MacroDefinition[],
  expander: Pick<Preprocessor, "announceTexts">,
): readonly string[] {
  const texts = asked.map((one) =>
    callText(
      one,
      parametersOf(one).map((_, i) => placeholder(i)),
    ),
  );
  expander.announceTexts(texts, mostTokens);
  return texts;
}

/** @param texts what `announceCalls` gives for what is asked */
export function functionMacroMeanings(
  a: Analysis,
  asked: readonly MacroDefinition[],
  texts: readonly string[],
  input: FunctionMacroInput,
): readonly FunctionMacroMeaning[] {
  const state = newState(a, input);
  const meanings: (FunctionMacroMeaning | undefined)[] = new Array(asked.length).fill(undefined);
  const calls: Call[] = [];
  /** Row of `asked` for each call. */
  const of: number[] = [];
  const first = input.expander.expandTexts(texts, mostTokens);
  asked.forEach((definition, row) => {
    const [from, to] = [first.from[row], first.to[row] - 1];
    const optional = definition.variadic && hasOptionalPart(definition, input.spellings.text);
    const found: FunctionMacroMeaning | readonly Call[] = optional
      ? { kind: "other", why: "__VA_OPT__: with arguments it is something else than without" }
      : first.failed[row] > 0
        ? withoutExpansion(first.failed[row])
        : callsOf(state, definition, expansionOf(first.tokens, from, to, input.spellings));
    if ("kind" in found) meanings[row] = found;
    else
      for (const call of found) {
        calls.push(call);
        of.push(row);
      }
  });
  const understood = understand(state, calls);
  const byMacro = new Map<number, FunctionMacroMeaning[]>();
  understood.forEach((meaning, i) => {
    const known = byMacro.get(of[i]);
    if (known === undefined) byMacro.set(of[i], [meaning]);
    else known.push(meaning);
  });
  for (const [row, found] of byMacro) meanings[row] = joined(found);
  return meanings.map((one) => one ?? { kind: "other", why: "not understood" });
}

function newState(a: Analysis, input: FunctionMacroInput): State {
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

const parametersOf = (definition: MacroDefinition): readonly string[] => definition.parameters ?? [];

const callText = ({ name }: MacroDefinition, args: readonly string[]): string => `${name}(${args.join(", ")});`;

/** The calls that tell what a macro means: one; or one for each word that a parameter may be; or the meaning, where that is plain. */
function callsOf(
  state: State,
  definition: MacroDefinition,
  expansion: Expansion,
): readonly Call[] | FunctionMacroMeaning {
  const names = parametersOf(definition);
  if (names.length > mostParameters) return { kind: "other", why: "more parameters than kpigen looks at" };
  const isType = (word: string): boolean => state.a.file.name(word)?.kind === "typedef" || /^__kpigen_t/.test(word);
  const uses = parameterUses(expansion, names);
  if (uses.some((one) => one.label)) return { kind: "other", why: "jumps to a label of the caller" };
  const roles = uses.map(
    (one, i): TemplateRole => (definition.variadic && i === names.length - 1 ? "variadic" : roleOf(one)),
  );
  const typed: Expansion = { ...expansion, words: expansion.words.map((word) => asType(word, roles)) };
  const form = formOf(typed, isType);
  if (form === "empty") return { kind: "nothing" };
  if (form === "declarations") {
    const words = names.map(() => undefined);
    return [{ definition, names, roles: definitionRoles(expansion, uses), words, form, expansion }];
  }
  const choices = wordChoices(state.declared, expansion, uses);
  if (choices.kind === "other") return choices;
  if (isInitializerList(expansion))
    return choices.words.map((words) => {
      return { definition, names, roles, words, form: "declarations", expansion, initializer: true };
    });
  const as = form === "type" ? "type-name" : form;
  return choices.words.map((words) => ({ definition, names, roles, words, form: as }));
}

/** The word as the parser is to see it: a placeholder of a type where the parameter is one. */
function asType(word: string, roles: readonly TemplateRole[]): string {
  const found = /^__kpigen_(\d+)__$/.exec(word);
  return found !== null && roles[Number(found[1])] === "type" ? placeholder(Number(found[1]), "type") : word;
}

function roleOf(uses: ParameterUses): TemplateRole {
  if (uses.list) return "list";
  if (uses.literal) return "literal";
  if (uses.type) return "type";
  if (uses.value) return uses.member ? "name" : "value";
  if (uses.member) return "name";
  if (uses.sized) return "type";
  return uses.stringized || uses.pasted || uses.operator ? "name" : "unused";
}

/** Expands, parses and types calls, all in one batch. */
function understand(state: State, calls: readonly Call[]): readonly FunctionMacroMeaning[] {
  const { expander, parser, spellings } = state.input;
  const expanded = expander.expandTexts(
    calls.map((call) => {
      const text = callText(
        call.definition,
        call.names.map((_, i) => argumentText(call, i)),
      );
      return call.initializer === true ? initialized + text : text;
    }),
  );
  const fragments = calls.map((call, i) => fragmentOf(expanded, i, call.form));
  const parsed = parser.parseFragments(expanded.tokens, spellings, fragments, state.typedefs);
  const again = calls.flatMap((call, i) => (parsed[i] === undefined && call.form === "expression" ? [i] : []));
  const second = parser.parseFragments(
    expanded.tokens,
    spellings,
    again.map((i) => fragmentOf(expanded, i, "statements")),
    state.typedefs,
  );
  const fragment = new Map(again.map((i, row) => [i, second[row]]));
  const declared = parsed.flatMap((one, i) =>
    one?.kind === "declarations" && calls[i].initializer !== true ? [one.declarations] : [],
  );
  const shared = sharedVariables(state.a, state.scope, declared);
  const functions = declared.flat().filter((one) => one.kind === "function-definition");
  const parsedBodies = parser.parseBodies(expanded.tokens, spellings, functions, state.typedefs).value;
  const bodies = new Map(functions.map((one, i) => [one, parsedBodies[i]]));
  return calls.map((call, i) => {
    if (expanded.failed[i] > 0) return withoutExpansion(expanded.failed[i]);
    const found = parsed[i] ?? fragment.get(i);
    if (found?.kind !== "declarations" || call.expansion === undefined) return meaningOf(state, call, found, expanded);
    const { a, scope, members } = state;
    const on = { a, scope, members, shared, tokens: expanded.tokens, expansions: expander.expansions };
    const { names, roles, expansion } = call;
    if (call.initializer === true) {
      const given = names.map((name, index): TemplateParameter => {
        const word = call.words[index];
        return { name, role: roles[index], type: undefined, ...(word === undefined ? {} : { word }) };
      });
      return initializerMeaning(on, given, found.declarations);
    }
    return definitionMeaning(on, { names, roles, expansion, bodies, declarations: found.declarations });
  });
}

/** @param failed of ExpandedMacros */
function withoutExpansion(failed: number): FunctionMacroMeaning & { readonly kind: "other" } {
  const why = failed === 1 ? "its expansion goes wrong" : `its expansion is of more than ${mostTokens} tokens`;
  return { kind: "other", why };
}

/** Statements keep the semicolon that the call ends in. */
function fragmentOf({ from, to }: ExpandedMacros, i: number, as: Fragment["as"]): Fragment {
  return { from: from[i], to: as === "statements" ? to[i] : to[i] - 1, as };
}

function argumentText({ roles, words }: Call, index: number): string {
  const word = words[index];
  if (word !== undefined) return word;
  const kind: PlaceholderKind = roles[index] === "type" ? "type" : roles[index] === "literal" ? "literal" : "value";
  const name = placeholder(index, kind);
  if (roles[index] === "list") return `(${name})`;
  return kind === "literal" ? `"${name}"` : name;
}

function meaningOf(state: State, call: Call, fragment: ParsedFragment, expanded: ExpandedMacros): FunctionMacroMeaning {
  if (fragment === undefined || fragment.kind === "declarations")
    return { kind: "other", why: "its expansion is no expression, statement or type by itself" };
  if (fragment.kind === "type-name") return typeMeaning(state, call, fragment);
  const name = placeholder(call.names.length);
  const items = fragment.kind === "statements" ? withCallerBody(fragment.items, name) : undefined;
  const whole = items === undefined ? fragment : { kind: "statements" as const, items };
  const hasBody = items !== undefined;
  const type = (types: readonly (TypeId | undefined)[], local: boolean): FragmentOutcome =>
    typeFragment(state.a, {
      fragment: whole,
      parameters: fragmentParameters(call, types, local, hasBody ? name : undefined),
      scope: state.scope,
      tokens: expanded.tokens,
      expansions: state.input.expander.expansions,
    });
  const types: (TypeId | undefined)[] = call.names.map(() => undefined);
  let outcome = type(types, false);
  const marks = call.names.map(() => new Set<ParameterHint["use"]>());
  const examples: (TypeId | undefined)[] = [];
  for (let round = 0; round < 4 && outcome.kind !== "typed"; round++) {
    for (const hint of outcome.hints) {
      marks[hint.parameter]?.add(hint.use);
    }
    call.names.forEach((_, index) => {
      const own = outcome.kind === "typed" ? [] : outcome.hints.filter((one) => one.parameter === index);
      if (own.length > 0) examples[index] ??= exampleType(state.a, state.members, own);
    });
    if (!learn(state, call, types, outcome.hints)) break;
    outcome = type(types, false);
  }
  if (outcome.kind === "refused") return { kind: "other", why: outcome.refusal.why };
  if (outcome.value !== undefined && pointsIntoBlock(outcome.value)) return { kind: "other", why: blockObjectReason };
  const parameters = templateParameters(state, call, types, marks, examples, hasBody);
  const template = (): FunctionMacroMeaning => {
    const open = parameters.map((one) => openNumber(state, one));
    const same = open.every((one, index) => one === parameters[index]);
    const typed = same
      ? outcome
      : type(
          open.map((one) => one.type),
          false,
        );
    if (typed.kind === "refused") return { kind: "other", why: typed.refusal.why };
    const { body, value, lvalue } = typed;
    return { kind: "template", rules: [{ parameters: open, body, value, lvalue }] };
  };
  const made =
    outcome.kind === "typed" && !hasBody ? functionMeaning(state, call, parameters, marks, outcome, type) : undefined;
  if (made === undefined) return template();
  const beside = state.a.file.name(call.definition.name) === undefined ? undefined : template();
  return beside?.kind === "template" ? { ...made, template: beside.rules[0] } : made;
}

/** A macro takes any number: what it is converted to is said at each use. */
function openNumber({ a }: State, parameter: TemplateParameter): TemplateParameter {
  const { type } = parameter;
  if (type === undefined) return parameter;
  const { kind } = a.types.shape(type);
  const isNumber = kind === "integer" || kind === "enum" || kind === "float";
  return isNumber ? { ...parameter, type: undefined, example: type } : parameter;
}

/** Enters what the hints say of types not yet known. True where something is new. */
function learn(state: State, call: Call, types: (TypeId | undefined)[], hints: readonly ParameterHint[]): boolean {
  let isNew = false;
  call.names.forEach((_, index) => {
    if (types[index] !== undefined || (call.roles[index] !== "value" && call.roles[index] !== "name")) return;
    const own = hints.filter((one) => one.parameter === index);
    const type = own.length === 0 ? undefined : inferredType(state.a, state.members, own);
    if (type === undefined) return;
    types[index] = type;
    isNew = true;
  });
  return isNew;
}

function fragmentParameters(
  call: Call,
  types: readonly (TypeId | undefined)[],
  local: boolean,
  block: string | undefined,
): MacroParameter[] {
  const parameters = call.names.map((_, index): MacroParameter => {
    const variadic = call.roles[index] === "variadic" || call.roles[index] === "list";
    return { name: placeholder(index), type: types[index], lvalue: true, variadic, local, shown: call.names[index] };
  });
  if (block !== undefined) parameters.push({ name: block, type: undefined, lvalue: false });
  return parameters;
}

function templateParameters(
  state: State,
  call: Call,
  types: readonly (TypeId | undefined)[],
  marks: Marks,
  examples: readonly (TypeId | undefined)[],
  hasBody: boolean,
): TemplateParameter[] {
  const parameters = call.names.map((name, index): TemplateParameter => {
    const word = call.words[index];
    const pointer = marks[index]?.has("dereferenced") ?? false;
    const isArray = pointer || marks[index]?.has("subscripted");
    const example = examples[index] ?? (isArray ? state.a.types.pointer(state.a.types.integer("int")) : undefined);
    return {
      name,
      role: call.roles[index],
      type: types[index],
      pointer,
      example,
      ...(word === undefined ? {} : { word }),
    };
  });
  if (hasBody)
    parameters.push({ name: call.names.includes("body") ? "body_" : "body", role: "block", type: undefined });
  return parameters;
}

/** Undefined where the macro is more than a function could be: it changes its arguments, names types, leaves the caller's function. */
function functionMeaning(
  state: State,
  call: Call,
  given: readonly TemplateParameter[],
  marks: Marks,
  seen: FragmentOutcome & { readonly kind: "typed" },
  type: (types: readonly (TypeId | undefined)[], local: boolean) => FragmentOutcome,
): (FunctionMacroMeaning & { readonly kind: "function" }) | undefined {
  const plain = call.names.every(
    (_, index) => call.roles[index] === "value" && given[index].type !== undefined && call.words[index] === undefined,
  );
  if (!plain || marks.some((one) => one.has("assigned") || one.has("address-taken"))) return undefined;
  if (isForCallersOnly([seen.body, seen.value])) return undefined;
  const types = given.map((one) => one.type);
  const again = type(types, true);
  if (again.kind !== "typed") return undefined;
  if (again.body.locals.some((one) => one.kind === "parameter" && (one.assigned || one.addressTaken))) return undefined;
  const { value, body } = again;
  const parameters = call.names.map((name, index) => ({ name, type: types[index] as TypeId }));
  if (value === undefined)
    return { kind: "function", parameters, type: functionType(state, parameters, state.a.types.void), body };
  const returned = returnedValue(state, value, again.lvalue);
  if (returned === undefined) return undefined;
  const isVoid = state.a.types.shape(returned.type).kind === "void";
  const statement: TypedStatement = isVoid
    ? { kind: "expression", expression: returned, at: 0 }
    : { kind: "return", value: returned, at: 0 };
  const block = { statements: [statement], at: 0 };
  return {
    kind: "function",
    parameters,
    type: functionType(state, parameters, returned.type),
    body: { ...body, block },
  };
}

function functionType(
  { a }: State,
  parameters: readonly { readonly name: string; readonly type: TypeId }[],
  returns: TypeId,
): TypeId {
  return a.types.function({ returns, parameters, variadic: false, prototype: true, noreturn: false });
}

/** The value of the expression; none where that would be a copy of a whole object. */
function returnedValue(state: State, value: NonNullable<MacroTemplate["value"]>, lvalue: boolean) {
  const { types } = state.a;
  const shape = types.shape(value.type);
  if (shape.kind === "array" || shape.kind === "function") {
    const type = types.pointer(shape.kind === "array" ? shape.of : value.type);
    return { kind: "decay", of: value, type, at: value.at } as const;
  }
  if (!lvalue) return value;
  if (shape.kind === "record") return undefined;
  const volatile = (types.qualifiers(value.type) & 2) !== 0;
  return { kind: "load", of: value, volatile, type: types.unqualified(value.type), at: value.at } as const;
}

function typeMeaning(
  state: State,
  call: Call,
  fragment: ParsedFragment & { readonly kind: "type-name" },
): FunctionMacroMeaning {
  let why: string | undefined;
  const a: Analysis = {
    ...state.a,
    report: (_code, severity, _at, text) => {
      if (severity === "error") why ??= text;
    },
  };
  const type = typeOfName(a, fragment.type, state.scope);
  if (why !== undefined) return { kind: "other", why };
  return { kind: "type", parameters: templateParameters(state, call, [], [], [], false), type };
}

/** What the calls of one macro say together. */
function joined(found: readonly FunctionMacroMeaning[]): FunctionMacroMeaning {
  if (found.length === 1) return found[0];
  const rules = found.flatMap((one) => (one.kind === "template" ? one.rules : []));
  if (rules.length > 0) return { kind: "template", rules };
  return found.find((one) => one.kind === "other") ?? found[0];
}
