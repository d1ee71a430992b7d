/**
 * Objects that every C file has for itself: `static const int rates[] = { … };` in a header, `static int debug;`. In: such variables with the bodies
 * that give their values. Out: jobs for `body-item.ts`. One that is const becomes a constant, and Rust copies the value where C would read the
 * object; another one becomes a static of the crate, which is to the crate what C's is to a C file.
 */
import type { BodyOutcome, CVariable, TypeId } from "../semantics/index.js";
import { type TranslatedBody, visitRows } from "./body/index.js";
import { type BodyJob, withoutParameters } from "./body-item.js";
import type { Bodies } from "./body-scope.js";
import { constantItem, isConstant, isNumberedFunction, valueOfBody } from "./constant-expression.js";
import { overAlignment } from "./over-alignment.js";
import { pointedObjects } from "./pointed-objects.js";
import type { RustItem } from "./rust-crate.js";
import { rustName } from "./rust-name.js";
import { docOf, keyOf, type Translation } from "./translation.js";

/** A constant, a function that gives the value where rustc refuses the constant, or a static. */
export type StaticObjectForm = "const" | "function" | "static";

export interface StaticObject {
  readonly variable: CVariable;
  readonly form: StaticObjectForm;
  readonly value: BodyOutcome;
}

/** Attributes by which an object is found though nothing names it: each C file that has it adds to a table. */
const registering = new Set(["section", "used", "retain"]);

export interface StaticObjects {
  /** Those that have items, by name. */
  readonly made: ReadonlyMap<string, StaticObject>;
  /** Why the others of this crate's headers have none, by name. */
  readonly whyNot: ReadonlyMap<string, string>;
}

export const noStaticObjects: StaticObjects = { made: new Map(), whyNot: new Map() };

/** @param bodies of the program's inline functions */
export function staticObjects(t: Translation, bodies: Bodies): StaticObjects {
  const ofFiles = t.program.variables.filter(({ storage }) => storage === "static");
  if (ofFiles.length === 0) return noStaticObjects;
  const registered = registeredObjects(ofFiles);
  const made = new Map<string, StaticObject>();
  const whyNot = new Map<string, string>();
  for (const variable of ofFiles) {
    if (!t.owns(variable.origin) || t.chosen.blocks("var", variable.name, variable.origin)) continue;
    const value = variable.value ?? zero(variable);
    const form = formOf(t, variable, value, registered);
    if (form.kind === "left-out") whyNot.set(variable.name, `static: ${form.why}`);
    else made.set(variable.name, { variable, form: form.kind, value });
  }
  const constants = new Map([...made].filter(([, { form }]) => form === "const"));
  const { variables, macros, functionMacros } = t.program;
  const users = [[...bodies.values()], variables.map(({ value }) => value), macros, functionMacros];
  const pointed = pointedObjects(new Set(constants.keys()), users);
  for (const [name, one] of constants)
    if (pointed.has(name) && whyNoStatic(t, one.variable, registered) === undefined)
      made.set(name, { ...one, form: "static" });
  return { made, whyNot };
}

/** Objects without an initializer (C11 6.7.9p10). */
function zero({ type }: CVariable): BodyOutcome {
  const value = { kind: "compound-literal", initializer: { kind: "zero", type }, type, at: -1 } as const;
  return { kind: "typed", body: { locals: [], block: { statements: [{ kind: "return", value, at: -1 }], at: -1 } } };
}

/** What attributes put into a table, and what that points to: without the table, Rust's would be objects that nobody has set up. */
function registeredObjects(variables: readonly CVariable[]): ReadonlySet<string> {
  const byName = new Map(variables.map((one) => [one.name, one]));
  const found = new Set(variables.filter(isRegistered).map(({ name }) => name));
  for (const name of found)
    visitRows(byName.get(name)?.value, (row) => {
      if (row.kind === "variable" && byName.has(String(row.name))) found.add(String(row.name));
      return true;
    });
  return found;
}

const isRegistered = ({ attributes }: CVariable): boolean =>
  attributes.some(({ name }) => registering.has(name.replace(/^__(.*)__$/, "$1")));

type Form = { readonly kind: StaticObjectForm } | { readonly kind: "left-out"; readonly why: string };

const leftOut = (why: string): Form => ({ kind: "left-out", why });

function formOf(t: Translation, variable: CVariable, outcome: BodyOutcome, registered: ReadonlySet<string>): Form {
  const { type } = variable;
  if (outcome.kind !== "typed") return leftOut(outcome.refusal.why);
  const valueless = t.types.valueless(type);
  if (valueless !== undefined) return leftOut(valueless);
  const [statement] = outcome.body.block.statements;
  const value = statement?.kind === "return" ? statement.value : undefined;
  if (value === undefined) return leftOut("its value was not understood");
  if (isNumberedFunction(t, value)) return { kind: "function" };
  if (!isConstant(t, value)) return leftOut("rustc cannot know its value");
  if (isReadOnly(t, elementType(t, type))) return { kind: "const" };
  const why = whyNoStatic(t, variable, registered);
  return why === undefined ? { kind: "static" } : leftOut(why);
}

function whyNoStatic(t: Translation, variable: CVariable, registered: ReadonlySet<string>): string | undefined {
  if (registered.has(variable.name)) return "C registers one for every file that has it";
  if (variable.threadLocal) return "thread-local";
  if (overAlignment(t, variable.type, variable.aligned) !== undefined) return "with an alignment of its own";
  return variable.weak || variable.alias !== undefined || variable.asmLabel !== undefined
    ? "with a symbol of its own"
    : undefined;
}

/** May threads share it as it is? Pointers are not `Sync`. */
function isShared(t: Translation, type: TypeId): boolean {
  const row = t.types.canonical(type);
  if (row.kind === "array") return isShared(t, row.of);
  if (row.kind === "pointer") return t.types.canonical(row.to).kind === "function";
  if (row.kind !== "record") return true;
  return t.program.records[row.record].definition?.members.every((one) => isShared(t, one.type)) === true;
}

const isReadOnly = (t: Translation, type: TypeId): boolean =>
  t.types.isConst(type) && t.types.volatility(type) !== "itself";

/** Qualifiers of an array are those of its elements (C11 6.7.3p9). */
function elementType(t: Translation, type: TypeId): TypeId {
  let element = type;
  for (let row = t.types.canonical(type); row.kind === "array"; row = t.types.canonical(element)) element = row.of;
  return element;
}

/** What came out of the value as statements of their own, back in it. */
function inOneValue(body: TranslatedBody): TranslatedBody {
  const { statements } = body.block;
  const last = statements.at(-1);
  if (statements.length < 2 || last?.kind !== "return" || last.value === undefined) return body;
  const inner = [...statements.slice(0, -1), { kind: "value", value: last.value } as const];
  const value = { kind: "block", label: undefined, unsafe: false, body: { statements: inner } } as const;
  return { ...body, block: { statements: [{ kind: "return", value }] } };
}

export function staticObjectJob(t: Translation, { variable, form, value }: StaticObject): BodyJob {
  const { name, origin } = variable;
  const item = (body: TranslatedBody): RustItem | undefined => {
    if (form === "function") return undefined;
    const whole = inOneValue(body);
    if (form === "const") return constantItem(t, name, origin, whole);
    const value = valueOfBody(whole);
    if (value === undefined) return undefined;
    const element = elementType(t, variable.type);
    const notes = t.types.volatility(element) === "itself" ? ["VOLATILE!"] : [];
    const mutable = !isReadOnly(t, element) || !isShared(t, element);
    const doc = docOf(t, origin, notes);
    return {
      kind: "static",
      key: keyOf(t, "static", name),
      name: rustName(name),
      mutable,
      ...value,
      attributes: [],
      doc,
    };
  };
  const type = withoutParameters(variable.type);
  return { what: "variable", name, origin, type, noreturn: false, notes: [], outcome: value, item };
}
