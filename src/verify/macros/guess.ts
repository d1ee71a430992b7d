/**
 * What a macro may be given: for each of its parameters an argument in C and the same in Rust. In: a template and the program that it is of.
 * Out: lists of arguments, the likeliest first; a C compiler then says which of them the macro takes.
 */

import { rustName } from "../../rust/index.js";
import type { MacroTemplate, RecordId } from "../../semantics/index.js";
import type { ProgramTypes } from "./program-types.js";
import { memberNames, namedTypes, type ParameterUse, parameterUses } from "./uses.js";

/** One argument. */
export type Guess =
  /** A variable. `c` declares it, given its name. */
  | {
      readonly kind: "variable";
      readonly c: (name: string) => string;
      readonly rust: string;
      /** Of an integer type. */
      readonly number?: boolean;
      /** C takes it, 0 or a pointer to void, for a pointer of another type, too; Rust does not. */
      readonly loose?: boolean;
    }
  /** Text, the same at every call. */
  | { readonly kind: "text"; readonly c: string; readonly rust: string; readonly loose?: boolean };

export type Arguments = readonly (Guess | undefined)[];

export interface GuessedArguments {
  readonly given: Arguments;
  /** That Rust refuses them says nothing: one of them is loose. */
  readonly isLoose: boolean;
}

const mostGuesses = 60;
const mostRecords = 12;

/**
 * @param own Rust's types of the parameters' own C types, where those are known
 * @returns undefined in a list: no argument there
 */
export function guesses(
  template: MacroTemplate,
  own: readonly (string | undefined)[],
  types: ProgramTypes,
): readonly GuessedArguments[] {
  const uses = parameterUses(template);
  const first = template.parameters.map((one, i) => firstGuess(one, uses[i], own[i], types));
  const ofMembers = memberGuesses(template, uses, types, first);
  const found: Arguments[] = [
    // of several records that fit, those with fields in Rust come first
    ...ofMembers.slice(0, 1),
    ...(ofMembers.length === 0 ? [first] : []),
    ...namedMembers(template, uses, types, first),
    ...linkedGuesses(template, uses, types, first),
    ...ofMembers.slice(1),
  ];
  const open = template.parameters.flatMap(({ role, type }, i) =>
    role === "value" && type === undefined && uses[i].members.size === 0 ? [i] : [],
  );
  // every list of arguments so far with others for those that may be anything
  for (const from of found.slice(0, 3))
    for (const guess of scalars) {
      found.push(from.map((one, i) => (open.includes(i) ? besideMember(guess, uses[i]) : one)));
      if (open.length < 2) continue;
      for (const only of open) found.push(from.map((one, i) => (i === only ? besideMember(guess, uses[i]) : one)));
    }
  for (const guess of variations(template, uses, types, first)) found.push(guess);
  const isLoose = (list: Arguments): boolean => list.some((one) => one?.loose === true);
  const ordered = [...found.filter((one) => !isLoose(one)), ...found.filter(isLoose)].slice(0, mostGuesses);
  return ordered.map((given) => ({ given, isLoose: isLoose(given) }));
}

const loose = (guess: Guess): Guess => ({ ...guess, loose: true });
const loosePointer = (guess: Guess): Guess => (isVoidPointer(guess) ? loose(guess) : guess);
/** The member may be a pointer to void. */
const besideMember = (guess: Guess, { beside }: ParameterUse): Guess =>
  beside.size > 0 && /^\*/.test(guess.rust) ? loose(guess) : guess;
const isVoidPointer = (guess: Guess): boolean => guess.kind === "variable" && /\bc_void$/.test(guess.rust);

/** More arguments for `...`, constants in the place of numbers, tags in the place of types. */
function variations(
  { parameters }: MacroTemplate,
  uses: readonly ParameterUse[],
  types: ProgramTypes,
  first: Arguments,
): readonly Arguments[] {
  const found: Arguments[] = [];
  const variadic = parameters.findIndex((one) => one.role === "variadic");
  if (variadic >= 0) {
    const behind = (guess: Guess) => first.map((one, i) => (i === variadic ? guess : one));
    found.push(behind(text('"x"', 'c"x".as_ptr()')));
    // what the function takes behind the arguments before
    for (const { callee, index } of uses[variadic].fills) {
      const zeroes = types.zeroes(callee, index);
      if (zeroes.length > 0) found.push(behind(text(repeated("0", zeroes.length), zeroes.join(", "))));
    }
    // as many as a function takes, of whatever type
    for (let count = 1; count <= 6; count++)
      found.push(behind(text(repeated("0", count), repeated("core::mem::zeroed()", count))));
  }
  const constant = first.map((one) => (one?.kind === "variable" && one.number ? zero : one));
  if (constant.some((one, i) => one !== first[i])) found.push(constant);
  return found;
}

const repeated = (one: string, count: number): string => Array.from({ length: count }, () => one).join(", ");

/** A member of the record that the macro itself names. */
function namedMembers(
  { parameters }: MacroTemplate,
  uses: readonly ParameterUse[],
  types: ProgramTypes,
  first: Arguments,
): readonly Arguments[] {
  const at = parameters.findIndex(
    ({ role, word }, i) => role === "name" && word === undefined && uses[i].holders.length > 0,
  );
  if (at < 0) return [];
  const members = uses[at].holders.flatMap((type) => types.membersOf(type));
  return members.slice(0, mostRecords).map((name) => first.map((one, i) => (i === at ? memberName(name) : one)));
}

const text = (c: string, rust: string): Guess => ({ kind: "text", c, rust });
const variable = (c: string, rust: string): Guess => ({ kind: "variable", c: (name) => `${c}${name}`, rust });

/** For what must be a constant. */
const zero = loose(text("0", "0"));

/** `in` is a keyword of Rust's. */
const memberName = (name: string): Guess => text(name, rustName(name));

/** What Rust takes for the members that a macro does not name; C has no argument there. */
export const recordsRest: Guess = text("", "..core::mem::zeroed()");

const int = { ...variable("int ", "core::ffi::c_int"), number: true };
const functionPointer: Guess = {
  kind: "variable",
  c: (name) => `int (*${name})(char)`,
  rust: 'Option<unsafe extern "C" fn(core::ffi::c_char) -> core::ffi::c_int>',
};
const scalars: readonly Guess[] = [
  variable("unsigned long ", "core::ffi::c_ulong"),
  variable("char *", "*mut core::ffi::c_char"),
  variable("int *", "*mut core::ffi::c_int"),
  variable("unsigned int ", "core::ffi::c_uint"),
  variable("unsigned char *", "*mut core::ffi::c_uchar"),
  variable("unsigned short *", "*mut core::ffi::c_ushort"),
  variable("unsigned int *", "*mut core::ffi::c_uint"),
  variable("unsigned long *", "*mut core::ffi::c_ulong"),
  variable("double ", "core::ffi::c_double"),
  loose(variable("void *", "*mut core::ffi::c_void")),
];

function firstGuess(
  parameter: MacroTemplate["parameters"][number],
  use: ParameterUse,
  own: string | undefined,
  types: ProgramTypes,
): Guess | undefined {
  if (parameter.word !== undefined) return text(parameter.word, parameter.word);
  switch (parameter.role) {
    case "value":
    case "unused": {
      if (use.immediate) return text("0", "0");
      const type = parameter.type ?? parameter.example;
      if (parameter.type === undefined && use.casts.some((one) => types.isFunctionPointer(one))) return functionPointer;
      if (type !== undefined) return types.variable(type, own) ?? int;
      const pointer = use.meant.find((one) => types.isPointer(one));
      return (pointer === undefined ? undefined : types.variableOf(pointer)) ?? int;
    }
    case "type":
      return text("int", "core::ffi::c_int");
    case "name":
      return text("name", "name");
    case "literal":
      return text('"x"', '"x"');
    case "variadic":
      return undefined;
    case "list":
      return text('("x")', '(c"x".as_ptr())');
    case "block":
      return text("{ }", "{ }");
    case "base":
      return recordsRest;
  }
}

/** A record that has a member of the kind that the caller names, and what leads to such records: lists and their elements (queue(3), tree(3)). */
function linkedGuesses(
  { parameters }: MacroTemplate,
  uses: readonly ParameterUse[],
  types: ProgramTypes,
  first: Arguments,
): readonly Arguments[] {
  const names = parameters.flatMap(({ role, word }, i) => (role === "name" && word === undefined ? [i] : []));
  if (names.length === 0) return [];
  const found: { readonly list: Arguments; readonly heads: number }[] = [];
  for (const { record, member } of types.membersHaving(uses[names[0]].within)) {
    if (found.length >= 400) break;
    const element = types.recordVariable(record, true);
    if (element === undefined) continue;
    let heads = 0;
    const list = parameters.map(({ role, type, word }, i): Guess | undefined => {
      if (word !== undefined) return first[i];
      if (role === "name") return memberName(member);
      if (role === "type") return types.recordType(record);
      if (role !== "value" || type !== undefined) return first[i];
      if (uses[i].members.size > 0 && uses[i].namedBy.size === 0) {
        const head = types.having(uses[i].members).find((one) => types.pointsTo(one, record));
        if (head !== undefined) heads++;
        return (head === undefined ? undefined : types.recordVariable(head, uses[i].arrow)) ?? first[i];
      }
      return uses[i].namedBy.size > 0 && !uses[i].arrow ? types.recordVariable(record, false) : element;
    });
    found.push({ list, heads });
    // what the record is found by may be a pointer to the member itself
    const inner = types.pointerTo(record, member);
    if (inner !== undefined && list.includes(element) && parameters.some(({ role }) => role === "type"))
      found.push({ list: list.map((one) => (one === element ? inner : one)), heads });
    // `struct type` in the macro: it wants the tag alone
    if (list.some((one, i) => parameters[i].role === "type" && one !== undefined))
      found.push({ list: list.map((one, i) => (parameters[i].role === "type" ? bareTag(one) : one)), heads });
  }
  const most = Math.max(0, ...found.map((one) => one.heads));
  return found
    .filter((one) => one.heads === most)
    .slice(0, mostRecords)
    .map((one) => one.list);
}

const bareTag = (type: Guess | undefined): Guess | undefined =>
  type?.kind === "text" ? text(type.c.replace(/^(?:struct|union) /, ""), type.rust) : type;

/** Each of the records that have the members which are used. */
function memberGuesses(
  template: MacroTemplate,
  uses: readonly ParameterUse[],
  types: ProgramTypes,
  first: Arguments,
): readonly Arguments[] {
  const { parameters } = template;
  const named = namedTypes(template);
  const within = memberNames(template);
  const beside = new Set(uses.flatMap((use) => [...use.beside]));
  const having = parameters.map(({ role, type }, i): readonly RecordId[] =>
    role === "value" && type === undefined && uses[i].members.size > 0 ? types.having(uses[i].members, named) : [],
  );
  const most = Math.min(mostRecords, Math.max(0, ...having.map((one) => one.length)));
  return Array.from({ length: most }, (_, nth) => nth).flatMap((nth) => {
    const records = having.map((one) => one[nth % Math.max(1, one.length)]);
    const exact = first.map((guess, i) => {
      const record = records[i];
      return (record === undefined ? undefined : types.recordVariable(record, uses[i].arrow)) ?? guess;
    });
    // what such a member is stored in or compared with may be any pointer to C
    const list = exact.map((guess, i) => {
      const record = records[i];
      const isOf = guess !== undefined && record !== undefined && types.pointersOf(record, beside).some(isVoidPointer);
      return isOf ? loose(guess) : guess;
    });
    // what is neither known nor looked into may be what one of the members is, or points to
    const targets = records.flatMap((record, i) =>
      record === undefined ? [] : types.targets(record, uses[i].members),
    );
    const isOpen = (i: number) =>
      parameters[i].role === "value" && parameters[i].type === undefined && uses[i].members.size === 0;
    const open = parameters.flatMap((_, i) => (isOpen(i) ? [i] : []));
    const pointers = records.flatMap((record, i) =>
      record === undefined ? [] : types.pointersOf(record, uses[i].members),
    );
    // `p == (s)->q->r`
    const behind = targets.flatMap((target) => types.pointersOf(target, within));
    const reached = targets.flatMap((target) => types.recordVariable(target, true) ?? []);
    const others = [...reached, ...[...pointers, ...behind].map(loosePointer)];
    const called = exact.map((guess, i) =>
      isOpen(i) ? (calledWith(uses[i], records, types) ?? likeMember(uses[i], records, types) ?? guess) : guess,
    );
    const choices = [open, ...(open.length > 1 ? open.map((one) => [one]) : [])];
    const filled = others.flatMap((other) =>
      choices.map((which) => list.map((guess, i) => (which.includes(i) ? besideMember(other, uses[i]) : guess))),
    );
    if (open.length === 0) return [list];
    return called.some((one, i) => one !== exact[i]) ? [called, list, ...filled] : [list, ...filled];
  });
}

/** A pointer of the type of a member that it is stored in or compared with. */
function likeMember(
  { beside }: ParameterUse,
  records: readonly (RecordId | undefined)[],
  types: ProgramTypes,
): Guess | undefined {
  return records.flatMap((record) => (record === undefined ? [] : types.pointersOf(record, beside)))[0];
}

/** What the function takes to which a member of one of the records points. */
function calledWith(
  { argumentOf }: ParameterUse,
  records: readonly (RecordId | undefined)[],
  types: ProgramTypes,
): Guess | undefined {
  for (const { member, index } of argumentOf) {
    for (const record of records) {
      const found = record === undefined ? undefined : types.argumentOf(record, member, index);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
