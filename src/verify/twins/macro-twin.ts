/**
 * Twins of macros. One whose parameters have types is called once; a parameter that takes any number is tried with several combinations of
 * C's integer types, and the result must have C's type as well as its value. Macros that take types, names or statements are not run.
 */
import type { IntegerKind } from "../../base/index.js";
import { typeText } from "../../print/index.js";
import type {
  CFunctionMacro,
  ExpressionMeaning,
  MacroTemplate,
  TemplateParameter,
  TypeId,
} from "../../semantics/index.js";
import type { RustHome } from "./homes.js";
import { visit } from "./reach.js";
import { shapeOfNothing, type UnitShapes } from "./shape.js";
import { placed, returned, type Twin, type TwinSearch } from "./twin.js";

/** A reason where there is none. */
export function macroTwins(
  { name, meaning }: CFunctionMacro,
  { item, path }: RustHome,
  root: string,
  search: TwinSearch,
): readonly Partial<Twin>[] | string {
  switch (meaning.kind) {
    case "nothing":
      return "its expansion is empty";
    case "definitions":
      return "declares or defines things";
    case "type":
      return "stands for a type";
    case "other":
      return meaning.why;
    case "function":
      if (item.kind === "macro") {
        if (meaning.template === undefined) return "a macro in Rust and a function to C";
        return templateTwins(name, item, meaning.template, root, search);
      }
      return typedMacro(name, path, meaning.parameters, meaning.type, search);
    case "template":
      return templateTwins(name, item, meaning.rules[0], root, search);
  }
}

/** The macro beside Rust's function, with the types that the function has. */
function typedMacro(
  name: string,
  path: string,
  parameters: readonly { readonly type: TypeId }[],
  type: TypeId,
  { unit, shapes }: TwinSearch,
): readonly Partial<Twin>[] | string {
  const fn = unit.program.types[type];
  if (fn.kind !== "function") return "its type is no function's";
  const list = placed(
    parameters.map((one) => ({ type: one.type, rust: undefined })),
    shapes,
  );
  const result = returned(fn.returns, shapes);
  if (typeof list === "string") return list;
  if (typeof result === "string") return result;
  return [{ ...result, arguments: list, isMacro: true, ...calls(name, path) }];
}

export function expressionTwin(
  name: string,
  meaning: ExpressionMeaning,
  { item, path }: RustHome,
  { shapes }: TwinSearch,
): readonly Partial<Twin>[] | string {
  const result = returned(meaning.type, shapes);
  if (typeof result === "string") return result;
  const c = () => (meaning.form === "object" ? `&(${name})` : name);
  return [{ ...result, arguments: [], isMacro: true, c, rust: () => (item.kind === "const" ? path : `${path}()`) }];
}

const calls = (name: string, path: string): Pick<Twin, "c" | "rust"> => ({
  c: (names) => `${name}(${names.join(", ")})`,
  rust: (names) => `${path}(${names.join(", ")})`,
});

function templateTwins(
  name: string,
  item: RustHome["item"],
  template: MacroTemplate,
  root: string,
  search: TwinSearch,
): readonly Partial<Twin>[] | string {
  if (item.kind !== "macro") return "not in the crate as a macro";
  const { shapes } = search;
  const rule = item.rules[0];
  if (nodes(rule) > mostNodes) return "its expansion is too long to be compiled several times";
  const takes = template.parameters.map((one, i) => argumentOf(one, rule.parameters[i]?.type, shapes));
  const reason = takes.find((one) => one.kind === "impossible");
  if (reason?.kind === "impossible") return reason.why;
  const result = resultOf(template, shapes, search);
  if (typeof result === "string") return result;
  const path = root === "crate" ? `crate::${item.name}` : item.name;
  const twins: Partial<Twin>[] = [];
  const open = takes.filter((one) => one.kind === "number").length;
  for (const variant of variants(open, root)) {
    let at = 0;
    const types = takes.flatMap((one) => {
      if (one.kind === "fixed") return [{ type: one.type, rust: one.rust }];
      if (one.kind !== "number") return [];
      const kind = variant?.[at++ % variant.length] ?? "int";
      const type = kind === "float" || kind === "double" ? shapes.floatType(kind) : shapes.integerType(kind);
      return [{ type, rust: rustNumbers[kind] }];
    });
    if (types.some((one) => one.type === undefined)) continue;
    const list = placed(types as { type: TypeId; rust: string }[], shapes);
    if (typeof list === "string") return list;
    const filled = (names: readonly string[], side: "c" | "rust") => {
      let next = 0;
      return takes
        .flatMap((one) => (one.kind === "absent" ? [] : one.kind === "word" ? [one[side]] : [names[next++]]))
        .join(", ");
    };
    const call = (names: readonly string[]) => `${name}(${filled(names, "c")})`;
    twins.push({
      ...result,
      arguments: list,
      variant: variant?.slice(0, open).join(", "),
      isMacro: true,
      isGuess: true,
      c: (names) => asValue(template, result, call(names)),
      rust: (names) => `${path}!(${filled(names, "rust")})`,
    });
  }
  return twins;
}

/** C text that initializes what the macro gives. clang checks no alignment where it copies a record. */
function asValue({ initializes, lvalue }: MacroTemplate, { result }: Pick<Twin, "result">, call: string): string {
  if (initializes === "members") return `{ ${call} }`;
  if (!lvalue || result.kind !== "typed") return call;
  const check = "if ((unsigned long)kpigen_l % _Alignof(__typeof__(*kpigen_l))) __builtin_trap();";
  return `*({ __typeof__(${call}) *kpigen_l = &(${call}); ${check} kpigen_l; })`;
}

/** Of an expansion as data. Compilers take minutes for macros that give their arguments on, twice each, ten levels deep. */
const mostNodes = 5000;

function nodes(tree: unknown): number {
  let count = 0;
  visit(tree, () => count++);
  return count;
}

type NumberKind = IntegerKind | "float" | "double";

/** What is tried for so many parameters that take any number. A kernel's crate has no floating ones. */
function variants(open: number, root: string): readonly (readonly NumberKind[] | undefined)[] {
  if (open === 0) return [undefined];
  const integers = open === 1 ? single : several;
  return root === "crate" ? integers : [...integers, ...(open === 1 ? singleFloat : severalFloats)];
}

const singleFloat: readonly (readonly NumberKind[])[] = [["double"], ["float"]];
const severalFloats: readonly (readonly NumberKind[])[] = [["double"], ["float", "int"], ["unsigned long", "double"]];

/** Combinations that differ in rank, width and sign (C11 6.3.1.8). */
const single: readonly (readonly IntegerKind[])[] = [["int"], ["unsigned long"], ["unsigned char"], ["long"]];
const several: readonly (readonly IntegerKind[])[] = [
  ["int"],
  ["unsigned long"],
  ["unsigned int", "int"],
  ["long", "unsigned int"],
  ["unsigned char", "short"],
];

const rustNumbers: Readonly<Partial<Record<NumberKind, string>>> = {
  float: "f32",
  double: "f64",
  int: "i32",
  "unsigned int": "u32",
  long: "i64",
  "unsigned long": "u64",
  "unsigned char": "u8",
  short: "i16",
};

type Take =
  | { readonly kind: "fixed"; readonly type: TypeId; readonly rust: string }
  | { readonly kind: "number" }
  | { readonly kind: "word"; readonly c: string; readonly rust: string }
  | { readonly kind: "absent" }
  | { readonly kind: "impossible"; readonly why: string };

function argumentOf(
  parameter: TemplateParameter,
  rust: Parameters<typeof typeText>[0] | undefined,
  shapes: UnitShapes,
): Take {
  if (parameter.word !== undefined) return { kind: "word", c: parameter.word, rust: parameter.word };
  if (parameter.byName !== undefined) return { kind: "impossible", why: "finds a variable of its caller's" };
  switch (parameter.role) {
    case "value": {
      const type = parameter.type ?? parameter.example;
      if (type !== undefined && rust !== undefined && shapes.size(type) !== undefined)
        return { kind: "fixed", type, rust: typeText(rust) };
      if (type !== undefined) return { kind: "impossible", why: "takes an object without a size" };
      if (parameter.pointer !== true) return { kind: "number" };
      const pointer = shapes.pointerType("int");
      return pointer === undefined
        ? { kind: "impossible", why: "takes a pointer to anything" }
        : { kind: "fixed", type: pointer, rust: "*mut i32" };
    }
    case "unused":
      return { kind: "word", c: "0", rust: "0" };
    case "variadic":
    case "members":
      return { kind: "absent" };
    case "type":
      return { kind: "word", c: "long", rust: "i64" };
    case "name":
      return { kind: "impossible", why: "takes a name" };
    case "literal":
      return { kind: "word", c: '"text"', rust: 'c"text"' };
    case "base":
      return { kind: "impossible", why: "takes a record that C's macro does not" };
    case "list":
      return { kind: "impossible", why: "takes a list of arguments" };
    case "block":
      return { kind: "impossible", why: "takes a statement" };
  }
}

function resultOf(
  { value }: MacroTemplate,
  shapes: UnitShapes,
  { table }: TwinSearch,
): Pick<Twin, "result" | "resultRow"> | string {
  if (value === undefined) return { result: { kind: "none" }, resultRow: shapeOfNothing };
  if (value.kind === "open-list") return "is a list in braces";
  const type = shapes.resolve(value.type);
  if (type.kind === "void" || type.kind === "record") return returned(value.type, shapes);
  return { result: { kind: "scalar" }, resultRow: table.scalarRow };
}
