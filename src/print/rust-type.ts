/**
 * Types and signatures: as one line of text (`typeText`, the fast path) and as documents that may break (`typeDocument`). Both say
 * the same; test/print/fast-path.test.ts holds them together. Rust Reference, "Types", "Function pointer types".
 */
import { assertNever } from "../base/index.js";
import type { RustSignature, RustType } from "../rust/index.js";
import { type Document, list } from "./document.js";

/** The type on one line. */
export function typeText(type: RustType): string {
  switch (type.kind) {
    case "path":
      return type.path;
    case "pointer":
      return (type.mutable ? "*mut " : "*const ") + typeText(type.to);
    case "reference":
      return `&${typeText(type.to)}`;
    case "array":
      return `[${typeText(type.of)}; ${type.length}]`;
    case "tuple":
      return type.of.length === 1 ? `(${typeText(type.of[0])},)` : `(${type.of.map(typeText).join(", ")})`;
    case "never":
      return "!";
    case "function":
      return `${functionHead(type.signature)}${parametersText(type.signature, undefined)})${returnsText(type.signature)}`;
    case "generic":
      return `${type.path}<${type.arguments.map(typeText).join(", ")}>`;
    default:
      return assertNever(type);
  }
}

/** The type where it may break: only the arguments of function types do. */
export function typeDocument(type: RustType): Document {
  if (!holdsFunction(type)) return typeText(type);
  switch (type.kind) {
    case "pointer":
      return [type.mutable ? "*mut " : "*const ", typeDocument(type.to)];
    case "reference":
      return ["&", typeDocument(type.to)];
    case "array":
      return ["[", typeDocument(type.of), `; ${type.length}]`];
    case "tuple":
      return list("(", type.of.map(typeDocument), type.of.length === 1 ? ",)" : ")");
    case "function":
      return parameterList(functionHead(type.signature), type.signature, undefined);
    case "generic":
      return type.arguments.length === 1
        ? [`${type.path}<`, typeDocument(type.arguments[0]), ">"]
        : list(`${type.path}<`, type.arguments.map(typeDocument), ">");
    case "path":
    case "never":
      return typeText(type);
    default:
      return assertNever(type);
  }
}

const functionHead = ({ abi = "C" }: RustSignature): string => `unsafe extern "${abi}" fn(`;

/** Whether a function type is somewhere in the type: such an argument gets a line of its own. */
export function holdsFunction(type: RustType): boolean {
  switch (type.kind) {
    case "function":
      return true;
    case "pointer":
    case "reference":
      return holdsFunction(type.to);
    case "array":
      return holdsFunction(type.of);
    case "tuple":
      return type.of.some(holdsFunction);
    case "generic":
      return type.arguments.some(holdsFunction);
    case "path":
    case "never":
      return false;
    default:
      return assertNever(type);
  }
}

/**
 * `a: T, b: U, ...` on one line.
 * @param unnamed what a parameter without a name is called: items need one (`_`), function types do not (undefined)
 */
export function parametersText(signature: RustSignature, unnamed: string | undefined): string {
  let text = "";
  for (const parameter of signature.parameters) {
    if (text !== "") text += ", ";
    const head = parameterHead(parameter, unnamed);
    text += typeof head === "string" ? head + typeText(parameter.type) : head.receiver;
  }
  if (!signature.variadic) return text;
  return text === "" ? "..." : `${text}, ...`;
}

type Parameter = RustSignature["parameters"][number];

/** What stands before a parameter's type; a method's receiver is written short: `&self` for `self: &Self`. */
function parameterHead(
  { name, type, mutable }: Parameter,
  unnamed: string | undefined,
): string | { readonly receiver: string } {
  if (name === "self" && type.kind === "path" && /^(&(mut )?)?Self$/.test(type.path)) {
    return { receiver: type.path.replace("Self", "self") };
  }
  const shown = name ?? unnamed;
  return shown === undefined ? "" : `${mutable ? "mut " : ""}${shown}: `;
}

/** ` -> T`, or nothing for `()`. */
export const returnsText = (signature: RustSignature): string =>
  signature.returns === undefined ? "" : ` -> ${typeText(signature.returns)}`;

/** `fn name(` ... `) -> T`, as a list that may break. */
export function parameterList(open: string, signature: RustSignature, unnamed: string | undefined): Document {
  const items: Document[] = signature.parameters.map((parameter) => {
    const head = parameterHead(parameter, unnamed);
    return typeof head === "string" ? [head, typeDocument(parameter.type)] : head.receiver;
  });
  if (signature.variadic) items.push("...");
  const close: Document = signature.returns === undefined ? ")" : [") -> ", typeDocument(signature.returns)];
  const fillable = !signature.parameters.some((parameter) => holdsFunction(parameter.type));
  return list(open, items, close, fillable);
}
