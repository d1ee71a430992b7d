/**
 * Object-like macros that are expressions (`curthread`, `NULL`, `V_ifnet`). In: such macros with their typed bodies. Out: jobs for `body-item.ts`:
 * a constant where Rust can work the value out when it compiles, else a function that is called where C has the name. One whose
 * expression designates an object gives a pointer to it, so that it can be read and assigned.
 */
import type { CMacro, ExpressionMeaning, FunctionType, TypedExpression, TypedInitializer } from "../semantics/index.js";
import type { TranslatedBody } from "./body/index.js";
import type { BodyJob } from "./body-item.js";
import type { RustExpression, RustItem } from "./rust-crate.js";
import { rustName } from "./rust-name.js";
import { docOf, keyOf, type Translation } from "./translation.js";

const objectNotes = ["An object: `*NAME()` reads it, `*NAME() = value` writes it."];

export function expressionMacroJob(t: Translation, macro: CMacro, meaning: ExpressionMeaning): BodyJob {
  const { name, origin } = macro;
  const { outcome } = meaning;
  const type: FunctionType = {
    kind: "function",
    returns: meaning.type,
    parameters: [],
    variadic: false,
    prototype: true,
    noreturn: false,
  };
  const notes = meaning.form === "object" ? objectNotes.map((line) => line.replaceAll("NAME", rustName(name))) : [];
  const why = meaning.form === "object" || outcome.kind !== "typed" ? undefined : t.types.unpassable(meaning.type);
  const job = { what: "macro", name, origin, type, noreturn: false, notes } as const;
  if (why !== undefined) return { ...job, outcome: { kind: "refused", refusal: { at: -1, why } } };
  const item = (body: TranslatedBody): RustItem | undefined => constantItem(t, macro, meaning, body);
  return { ...job, outcome, item };
}

/** Undefined where only running code can tell the value. */
function constantItem(
  t: Translation,
  macro: CMacro,
  { form, outcome }: ExpressionMeaning,
  body: TranslatedBody,
): RustItem | undefined {
  if (form === "object" || outcome.kind !== "typed") return undefined;
  const [statement] = outcome.body.block.statements;
  const [translated] = body.block.statements;
  if (statement?.kind !== "return" || statement.value === undefined || !isConstant(t, statement.value))
    return undefined;
  if (body.block.statements.length !== 1 || translated.kind !== "return") return undefined;
  const { value } = translated;
  if (value === undefined || body.signature.returns === undefined) return undefined;
  return {
    kind: "const",
    key: keyOf(t, "const", macro.name),
    name: rustName(macro.name),
    type: body.signature.returns,
    value: isUnsafe(value) ? unsafely(value) : value,
    attributes: [],
    doc: docOf(t, macro.origin),
  };
}

/** Rust has the value when it compiles: no object is read, nothing called, and no address becomes a number. */
function isConstant(t: Translation, e: TypedExpression): boolean {
  switch (e.kind) {
    case "integer":
    case "float":
    case "size-of":
    case "align-of":
    case "offset-of":
      return true;
    case "decay":
      return e.of.kind === "string" || e.of.kind === "function" || isStatic(t, e.of);
    case "function":
      return t.program.functions.every((fn) => fn.name !== e.name || !fn.weak);
    case "address-of":
      return e.of.kind === "function" ? isConstant(t, e.of) : isStatic(t, e.of);
    case "convert":
      return isConstant(t, e.of) && keepsAddress(t, e);
    case "compound-literal":
      return isConstantInitializer(t, e.initializer);
    default:
      return false;
  }
}

/** References to statics in constants came with Rust 1.83. */
function isStatic(t: Translation, e: TypedExpression): boolean {
  if (e.kind === "member") return e.lvalue && isStatic(t, e.of);
  if (e.kind !== "variable" || t.input.rustTarget.minor < 83) return false;
  return t.program.variables.every((variable) => variable.name !== e.name || !variable.weak);
}

function keepsAddress(t: Translation, e: TypedExpression & { readonly kind: "convert" }): boolean {
  const from = t.types.canonical(e.of.type);
  const to = t.types.canonical(e.type);
  if (to.kind !== "pointer") return from.kind !== "pointer" && from.kind !== "function";
  // a function pointer that points to no function is no value that a constant may have
  const toFunction = t.types.canonical(to.to).kind === "function";
  return !toFunction || from.kind === "pointer" || (e.of.kind === "integer" && e.of.value === 0n);
}

function isConstantInitializer(t: Translation, initializer: TypedInitializer): boolean {
  switch (initializer.kind) {
    case "value":
      return isConstant(t, initializer.value);
    case "record":
      return initializer.members.every(({ value }) => isConstantInitializer(t, value));
    case "array":
      return initializer.elements.every(({ value }) => isConstantInitializer(t, value));
    case "string":
    case "zero":
      return true;
  }
}

/** Of what constants are made of, only these need it. */
function isUnsafe(value: RustExpression): boolean {
  switch (value.kind) {
    case "call":
      return (
        (value.callee.kind === "atom" && /mem::(zeroed|transmute)$/.test(value.callee.text)) ||
        value.arguments.some(isUnsafe)
      );
    case "unary":
      // the address of a whole static is safe, that of a part of it is not
      return value.of.kind === "field" || isUnsafe(value.of);
    case "cast":
    case "field":
      return isUnsafe(value.of);
    case "method":
      return isUnsafe(value.of) || value.arguments.some(isUnsafe);
    case "struct":
      return value.fields.some((field) => isUnsafe(field.value)) || (value.rest !== undefined && isUnsafe(value.rest));
    case "array":
      return value.items.some(isUnsafe);
    case "repeat":
      return isUnsafe(value.value);
    case "block":
      return true;
    default:
      return false;
  }
}

function unsafely(value: RustExpression): RustExpression {
  return { kind: "block", label: undefined, unsafe: true, body: { statements: [{ kind: "value", value }] } };
}
