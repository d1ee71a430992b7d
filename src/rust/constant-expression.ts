/**
 * Expressions that are constants to rustc. In: a typed expression or its translation. Out: whether a `const` can hold its value (The Rust Reference,
 * "Constant evaluation"), and how it is written there.
 */
import type { CMember, Origin, TypedExpression, TypedInitializer, TypeId } from "../semantics/index.js";
import type { TranslatedBody } from "./body/index.js";
import type { RustExpression, RustItem, RustType } from "./rust-crate.js";
import { rustName } from "./rust-name.js";
import { docOf, keyOf, type Translation } from "./translation.js";
import { isUnsafe, unsafely } from "./unsafe-expression.js";

/** Rust has the value when it compiles: no object is read, nothing called, and no address becomes a number. */
export function isConstant(t: Translation, e: TypedExpression): boolean {
  switch (e.kind) {
    case "integer":
    case "float":
    case "size-of":
    case "align-of":
    case "offset-of":
      return true;
    case "decay":
      if (e.of.kind === "function") return isConstant(t, e.of);
      return e.of.kind === "string" || isStatic(t, e.of);
    case "function":
      return t.program.functions.every((fn) => fn.name !== e.name || !fn.weak);
    case "address-of":
      return e.of.kind === "function" ? isConstant(t, e.of) : isStatic(t, e.of);
    case "pointer-offset":
      return isInStatic(t, e);
    case "convert":
      return isConstant(t, e.of) && keepsAddress(t, e);
    case "compound-literal":
      return isConstantInitializer(t, e.initializer, e.type);
    // its value, whoever may change the object
    case "load":
      return e.of.kind === "compound-literal" && !e.volatile && isConstant(t, e.of);
    case "unary":
    case "not":
      return isConstantNumber(t, e.of);
    case "arithmetic":
    case "comparison":
    case "logical":
      return isConstantNumber(t, e.left) && isConstantNumber(t, e.right);
    case "conditional":
      return [e.condition, e.then, e.else].every((one) => one === undefined || isConstantNumber(t, one));
    default:
      return false;
  }
}

/** rustc calculates with numbers, not with addresses. */
function isConstantNumber(t: Translation, e: TypedExpression): boolean {
  const { kind } = t.types.canonical(e.type);
  return (kind === "integer" || kind === "float" || kind === "enum") && isConstant(t, e);
}

/** References to statics in constants came with Rust 1.83. */
function isStatic(t: Translation, e: TypedExpression): boolean {
  if (e.kind === "member") return e.lvalue && isStatic(t, e.of);
  if (e.kind === "dereference") return isElement(t, e.of);
  if (e.kind !== "variable" || t.input.rustTarget.minor < 83) return false;
  return t.program.variables.every((variable) => variable.name !== e.name || !variable.weak);
}

/** Points into an array that is a static or in one, or behind it: a number of elements from its first. */
function isInStatic(t: Translation, e: TypedExpression): boolean {
  if (e.kind === "pointer-offset") return numberOf(e.index) !== undefined && isInStatic(t, e.pointer);
  return e.kind === "decay" && e.of.kind !== "function" && isStatic(t, e.of);
}

/** Points to an element that the array is known to have: rustc looks, and to it an array of unknown length has none. */
function isElement(t: Translation, e: TypedExpression): boolean {
  const [array, index] =
    e.kind === "pointer-offset" ? [e.pointer, e.negative ? undefined : numberOf(e.index)] : [e, 0n];
  if (array.kind !== "decay" || array.of.kind === "function" || index === undefined) return false;
  const row = t.types.canonical(array.of.type);
  const isThere = row.kind === "array" && typeof row.length === "number" && index >= 0n && index < BigInt(row.length);
  return isThere && isStatic(t, array.of);
}

/** The literal that is converted, by whatever casts. */
function numberOf(e: TypedExpression): bigint | undefined {
  if (e.kind === "convert") return numberOf(e.of);
  return e.kind === "integer" ? e.value : undefined;
}

function keepsAddress(t: Translation, e: TypedExpression & { readonly kind: "convert" }): boolean {
  const from = t.types.canonical(e.of.type);
  const to = t.types.canonical(e.type);
  if (to.kind !== "pointer") return from.kind !== "pointer" && from.kind !== "function";
  return t.types.canonical(to.to).kind !== "function" || pointsToFunction(e.of);
}

/** A function, or null: what else a pointer to functions may be, `(void *)1`, is no value that a constant may have. */
function pointsToFunction(e: TypedExpression): boolean {
  if (e.kind === "convert") return pointsToFunction(e.of);
  return numberOf(e) === 0n || ((e.kind === "decay" || e.kind === "address-of") && e.of.kind === "function");
}

/** A pointer to functions that is a number other than 0: always the same, but a function has to give it. */
export function isNumberedFunction(t: Translation, e: TypedExpression): boolean {
  const to = t.types.canonical(e.type);
  if (to.kind !== "pointer" || t.types.canonical(to.to).kind !== "function") return false;
  const number = numberOf(e.kind === "compound-literal" && e.initializer.kind === "value" ? e.initializer.value : e);
  return number !== undefined && number !== 0n;
}

function isConstantInitializer(t: Translation, initializer: TypedInitializer, type: TypeId): boolean {
  const row = t.types.canonical(type);
  switch (initializer.kind) {
    case "value":
      return isConstant(t, initializer.value);
    case "record": {
      const members = row.kind === "record" ? t.program.records[row.record].definition?.members : undefined;
      return initializer.members.every(({ index, value }) => {
        const member = members?.[index];
        return member !== undefined && !isSetByMethod(t, member) && isConstantInitializer(t, value, member.type);
      });
    }
    case "array": {
      const of = row.kind === "array" ? row.of : type;
      return initializer.elements.every(({ value }) => isConstantInitializer(t, value, of));
    }
    case "string":
    case "zero":
      return true;
  }
}

/** Accessors that store are functions, which constants can call since Rust 1.83. */
const isSetByMethod = (t: Translation, { bitWidth }: CMember): boolean =>
  bitWidth !== undefined && t.input.rustTarget.minor < 83;

/** The value that a body returns and does nothing else, as items have it; undefined where it does more. */
export function valueOfBody(body: TranslatedBody): ItemValue | undefined {
  const [statement, ...others] = body.block.statements;
  const type = body.signature.returns;
  if (statement?.kind !== "return" || statement.value === undefined || others.length > 0) return undefined;
  if (type === undefined) return undefined;
  return { type, value: isUnsafe(statement.value) ? unsafely(statement.value) : statement.value };
}

export interface ItemValue {
  readonly type: RustType;
  readonly value: RustExpression;
}

/** Undefined where the body does more than return a value. */
export function constantItem(t: Translation, name: string, origin: Origin, body: TranslatedBody): RustItem | undefined {
  const value = valueOfBody(body);
  if (value === undefined) return undefined;
  return {
    kind: "const",
    key: keyOf(t, "const", name),
    name: rustName(name),
    ...value,
    attributes: [],
    doc: docOf(t, origin),
  };
}
