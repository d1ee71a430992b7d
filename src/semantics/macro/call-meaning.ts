/**
 * The meaning of one call: its expansion typed, first with nothing known of the parameters, then with the types that their uses tell; a function where all
 * are known and nothing of the caller's is changed, else a rule of a template.
 */
import type { ExpandedMacros } from "../../preprocess/index.js";
import type { ParsedFragment, TypeName } from "../../syntax/index.js";
import type { Analysis } from "../analysis.js";
import {
  blockObjectReason,
  type FragmentOutcome,
  type MacroParameter,
  openArrayReason,
  pointsIntoBlock,
  typeFragment,
} from "../body/index.js";
import type { TypeId } from "../c-type.js";
import { losesArray, typeOfName } from "../declarator.js";
import { typeOf } from "../expression.js";
import type { FunctionMacroMeaning, MacroTemplate, TemplateParameter } from "../macro-template.js";
import { pointee } from "../operator.js";
import { placeholder, placeholderIndex } from "../placeholder.js";
import type { Scope } from "../scope.js";
import { Qualifier } from "../type-table.js";
import type { LocalId, ParameterHint, TypedBody, TypedStatement } from "../typed-body.js";
import { isForCallersOnly } from "./caller-only.js";
import { isBetweenNames } from "./expansion.js";
import { withCallerBody } from "./loop-head.js";
import { type Call, type State, wordOf } from "./macro-call.js";
import { isInteger, isOnlyConverted } from "./only-converted.js";
import { isOnlyReadThrough, isWrittenThrough } from "./only-read.js";
import { exampleType, inferredType, openNumber } from "./parameter-type.js";

/** How each parameter is used. */
type Marks = readonly ReadonlySet<ParameterHint["use"]>[];

export function meaningOf(
  state: State,
  call: Call,
  fragment: ParsedFragment,
  expanded: ExpandedMacros,
  outside: ReadonlyMap<string, TypeId>,
): FunctionMacroMeaning {
  if (fragment === undefined || fragment.kind === "declarations")
    return { kind: "other", why: "its expansion is no expression, statement or type by itself" };
  if (fragment.kind === "type-name") return typeMeaning(state, call, fragment);
  const name = placeholder(call.names.length);
  const items = fragment.kind === "statements" ? withCallerBody(fragment.items, name) : undefined;
  const whole = items === undefined ? fragment : { kind: "statements" as const, items };
  const hasBody = items !== undefined;
  const outcomes = new Map<string, FragmentOutcome>();
  const type = (types: readonly (TypeId | undefined)[], local: boolean): FragmentOutcome => {
    const key = local ? `local ${types.join()}` : types.join();
    let known = outcomes.get(key);
    if (known === undefined) {
      known = typeFragment(state.a, {
        fragment: whole,
        parameters: fragmentParameters(call, types, local, hasBody ? name : undefined),
        outside,
        scope: state.scope,
        tokens: expanded.tokens,
        expansions: state.input.expander.expansions,
      });
      outcomes.set(key, known);
    }
    return known;
  };
  const types: (TypeId | undefined)[] = call.names.map(() => undefined);
  let outcome = type(types, false);
  let made: ReturnType<typeof functionMeaning>;
  const marks = call.names.map(() => new Set<ParameterHint["use"]>());
  const examples: (TypeId | undefined)[] = [];
  for (let round = 0; round < 4 && outcome.kind !== "typed"; round++) {
    const { hints } = outcome;
    const said = call.names.map((_, index) => hints.filter((one) => one.parameter === index));
    said.forEach((own, index) => {
      for (const { use } of own) marks[index].add(use);
      if (own.length > 0) examples[index] ??= exampleType(state.a, state.members, own);
    });
    if (!learn(state, call, types, said)) break;
    made = hasBody ? undefined : functionMeaning(state, call, types, marks, type);
    if (made !== undefined) break;
    outcome = type(types, false);
  }
  if (outcome.kind === "typed" && !hasBody) made ??= functionMeaning(state, call, types, marks, type);
  const parameters = templateParameters(state, call, types, marks, examples, hasBody);
  const template = (): FunctionMacroMeaning => {
    const open = parameters.map((one, index) => openNumber(state.a, openPointer(state, one, marks[index])));
    const typed = type(
      open.map((one) => one.type),
      false,
    );
    if (typed.kind === "refused") return { kind: "other", why: typed.refusal.why };
    const { body, value, lvalue } = typed;
    return { kind: "template", rules: [{ parameters: open, body, value, lvalue }] };
  };
  if (made === undefined) {
    if (outcome.kind === "refused")
      return { kind: "other", why: outcome.refusal.why, undeclared: outcome.refusal.undeclared };
    return outcome.value !== undefined && pointsIntoBlock(outcome.value)
      ? { kind: "other", why: blockObjectReason }
      : template();
  }
  const beside = state.a.file.name(call.definition.name) === undefined ? undefined : template();
  return beside?.kind === "template" ? { ...made, template: beside.rules[0] } : made;
}

/** C converts any pointer to `void *`, but one that the macro changes is changed as what it is. */
function openPointer({ a }: State, parameter: TemplateParameter, uses: Marks[number] | undefined): TemplateParameter {
  const { type } = parameter;
  const to = type === undefined ? undefined : pointee(a, type);
  const isChanged = uses?.has("assigned") === true || uses?.has("address-taken") === true;
  if (!isChanged || to === undefined || a.types.shape(to).kind !== "void") return parameter;
  return { ...parameter, type: undefined, example: type, pointer: true };
}

/** Enters what the hints, by parameter, say of types not yet known. True where something is new. */
function learn(
  state: State,
  call: Call,
  types: (TypeId | undefined)[],
  said: readonly (readonly ParameterHint[])[],
): boolean {
  let isNew = false;
  said.forEach((own, index) => {
    if (types[index] !== undefined || (call.roles[index] !== "value" && call.roles[index] !== "name")) return;
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
    return { name: wordOf(call, index), type: types[index], lvalue: true, variadic, local, shown: call.names[index] };
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
    const isChanged = marks[index]?.has("assigned") || marks[index]?.has("address-taken");
    const example = examples[index] ?? (isArray ? state.a.types.pointer(state.a.types.integer("int")) : undefined);
    return {
      name,
      role: call.roles[index],
      type: types[index],
      pointer,
      example,
      ...(isChanged ? { changed: true } : {}),
      ...(marks[index]?.has("measured") ? { measured: true } : {}),
      ...(word === undefined ? {} : { word }),
      ...(wordOf(call, index) === placeholder(index) ? {} : { byName: wordOf(call, index) }),
      ...(call.roles[index] === "name" && word === undefined && isBetweenNames(call.expansion, index)
        ? { optional: true }
        : {}),
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
  asked: readonly (TypeId | undefined)[],
  marks: Marks,
  type: (types: readonly (TypeId | undefined)[], local: boolean) => FragmentOutcome,
): FunctionMeaning | undefined {
  // a function's parameters have no names for its caller
  if (call.unknown !== undefined) return undefined;
  const plain = call.names.every(
    (_, index) => call.roles[index] === "value" && asked[index] !== undefined && call.words[index] === undefined,
  );
  if (!plain || marks.some((one) => one.has("assigned") || one.has("address-taken"))) return undefined;
  if (!convertsAlone(state, asked, type)) return undefined;
  const first = type(asked, true);
  const types = first.kind === "typed" ? writingTypes(state, asked, first.body) : asked;
  const typed = types.every((one, index) => one === asked[index]) ? first : type(types, true);
  if (typed.kind !== "typed" || isForCallersOnly([typed.body, typed.value])) return undefined;
  if (typed.body.locals.some((one) => one.kind === "parameter" && (one.assigned || one.addressTaken))) return undefined;
  // each place where C has the macro has such a variable of its own, which shows where it changes
  if (typed.body.locals.some((one) => one.kind === "static" && (one.assigned || one.addressTaken))) return undefined;
  if (typed.value !== undefined && pointsIntoBlock(typed.value)) return undefined;
  const made = functionOf(state, call, types, typed);
  const reading = made === undefined ? types : readingTypes(state, types, made.body);
  const again = reading.every((one, index) => one === types[index]) ? undefined : type(reading, true);
  const read = again?.kind === "typed" ? functionOf(state, call, reading, again) : undefined;
  return read !== undefined && returnsSame(state, read, made) ? read : made;
}

/** Are the caller's numbers used as what a function would take, and in no other way? `f(x) + (x)` adds a number of the caller's type. */
function convertsAlone(
  { a }: State,
  types: readonly (TypeId | undefined)[],
  type: (types: readonly (TypeId | undefined)[], local: boolean) => FragmentOutcome,
): boolean {
  const isNumber = types.map((one) => one !== undefined && isInteger(a, one));
  if (!isNumber.includes(true)) return true;
  const open = type(
    types.map((one, index) => (isNumber[index] ? undefined : one)),
    false,
  );
  if (open.kind === "refused") return true;
  return types.every(
    (one, index) => one === undefined || !isNumber[index] || isOnlyConverted(a, [open.body, open.value], index, one),
  );
}

type FunctionMeaning = FunctionMacroMeaning & { readonly kind: "function" };

/** @param types of all parameters */
function functionOf(
  state: State,
  call: Call,
  types: readonly (TypeId | undefined)[],
  { value, body, lvalue }: FragmentOutcome & { readonly kind: "typed" },
): FunctionMeaning | undefined {
  const parameters = call.names.map((name, index) => ({ name, type: types[index] as TypeId }));
  if (value === undefined)
    return { kind: "function", parameters, type: functionType(state, parameters, state.a.types.void), body };
  const returned = returnedValue(state, value, lvalue);
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

/** With pointers that are not to const where something is written through them, though they are given to what takes them to const, too. */
const writingTypes = ({ a }: State, types: readonly (TypeId | undefined)[], { block }: TypedBody) =>
  withPointees(a, types, (to, index) => {
    const qualifiers = a.types.qualifiers(to);
    const isConst = (qualifiers & Qualifier.const) !== 0;
    if (!isConst || !isWrittenThrough(block, index as LocalId)) return undefined;
    return a.types.qualify(a.types.unqualified(to), qualifiers & ~Qualifier.const);
  });

/** With pointers to const where nothing but reads goes through them: what C takes, the function takes. */
const readingTypes = ({ a }: State, types: readonly (TypeId | undefined)[], { block }: TypedBody) =>
  withPointees(a, types, (to, index) =>
    isOnlyReadThrough(block, index as LocalId) ? a.types.qualify(to, Qualifier.const) : undefined,
  );

/** @param other what the pointer is to point to instead; undefined: it stays */
function withPointees(
  a: State["a"],
  types: readonly (TypeId | undefined)[],
  other: (to: TypeId, index: number) => TypeId | undefined,
): readonly (TypeId | undefined)[] {
  return types.map((type, index) => {
    const to = type === undefined ? undefined : pointee(a, type);
    const changed = to === undefined ? undefined : other(to, index);
    return changed === undefined ? type : a.types.pointer(changed);
  });
}

function returnsSame({ a }: State, one: FunctionMeaning, other: FunctionMeaning | undefined): boolean {
  const returns = (made: FunctionMeaning | undefined): TypeId | undefined => {
    const shape = made === undefined ? undefined : a.types.shape(made.type);
    return shape?.kind === "function" ? a.types.canonical(shape.returns) : undefined;
  };
  return returns(one) === returns(other);
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
  const { types } = state.a;
  if (losesArray(a, type, fragment.type.declarator)) return { kind: "other", why: openArrayReason };
  const parameters = templateParameters(state, call, [], [], [], false);
  const members = memberTypes(a, fragment.type, parameters, state.scope);
  if (members !== undefined) return { kind: "type", rules: members };
  if (types.unqualified(pointee(state.a, type) ?? type) === types.open)
    return {
      kind: "other",
      why: "it is the type of an expression whose type the caller knows, which has no name in Rust",
    };
  return { kind: "type", rules: [{ parameters, type }] };
}

/** `__typeof__(((struct s *)0)->name)`: the member's type, for each name that a member of the record has. */
function memberTypes(
  a: Analysis,
  { specifiers, declarator }: TypeName,
  parameters: readonly TemplateParameter[],
  scope: Scope,
): readonly { readonly parameters: readonly TemplateParameter[]; readonly type: TypeId }[] | undefined {
  const { type } = specifiers;
  if (type.kind !== "typeof-expression" || type.expression.kind !== "member" || declarator.kind !== "abstract")
    return undefined;
  const { of, name } = type.expression;
  const index = placeholderIndex(name);
  if (index === undefined) return undefined;
  const object = typeOf(a, of, scope).type;
  const shape = a.types.shape(pointee(a, object) ?? object);
  const members = shape.kind === "record" ? a.tags.records[shape.record].definition?.members : undefined;
  return members?.flatMap(({ name: word, type: own, bitWidth }) =>
    word === undefined || bitWidth !== undefined
      ? []
      : [{ parameters: parameters.map((one, i) => (i === index ? { ...one, word } : one)), type: own }],
  );
}
