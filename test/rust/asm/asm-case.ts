/**
 * A C function around one asm statement, as C text and as the Rust that the translation makes of it: both from one description, so that
 * no test needs the stages before. Types are those of the parameters and of `result`; a place is a name, `*name`, or `*(T *)address`.
 */
import { printItem } from "../../../src/print/index.js";
import { type AsmArchitectureName, type AsmContext, type AsmType, translateAsm } from "../../../src/rust/asm/index.js";
import type { RustExpression, RustItem, RustStatement, RustType } from "../../../src/rust/index.js";
import type { LocalId, TypedAsm, TypedExpression, TypeId } from "../../../src/semantics/index.js";

export interface AsmCase {
  readonly name: string;
  /** `u32 x`, `u32 *p`; separated by commas. */
  readonly parameters?: string;
  /** Type of the variable `result`, which is returned. */
  readonly returns?: string;
  readonly template: string;
  readonly volatile?: boolean;
  readonly basic?: boolean;
  /** `["=a", "result"]`. */
  readonly outputs?: readonly (readonly [string, string, string?])[];
  readonly inputs?: readonly (readonly [string, string, string?])[];
  readonly clobbers?: readonly string[];
}

/** C names of the types, and Rust's. */
const types: Readonly<Record<string, { readonly c: string; readonly bytes: number }>> = {
  u8: { c: "unsigned char", bytes: 1 },
  u16: { c: "unsigned short", bytes: 2 },
  u32: { c: "unsigned int", bytes: 4 },
  i32: { c: "int", bytes: 4 },
  u64: { c: "unsigned long long", bytes: 8 },
  f64: { c: "double", bytes: 8 },
};

export const pointerBytes = (architecture: AsmArchitectureName): number =>
  ["i386", "arm", "powerpc", "riscv32"].includes(architecture) ? 4 : 8;

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly pointer: boolean;
}

function variables(one: AsmCase): readonly Variable[] {
  const parameters = (one.parameters ?? "").split(",").filter((text) => text.trim() !== "");
  const out = parameters.map((text) => {
    const [, type, star, name] = /^\s*(\w+)\s*(\*?)\s*(\w+)\s*$/.exec(text) ?? [];
    return { name, type, pointer: star === "*" };
  });
  return one.returns === undefined ? out : [...out, { name: "result", type: one.returns, pointer: false }];
}

/** @param marker an instruction around the template, which tells it from what the compiler puts there */
export function cText(one: AsmCase, marker?: string): string {
  const all = variables(one);
  const declare = (v: Variable) => `${types[v.type].c} ${v.pointer ? "*" : ""}${v.name}`;
  const parameters = all.filter((v) => v.name !== "result").map(declare);
  const place = (text: string) => text.replace(/\((\w+) \*\)/, (_, type: string) => `(${types[type].c} *)`);
  const operand = ([constraint, value, name]: readonly [string, string, string?]) =>
    `${name === undefined ? "" : `[${name}] `}"${constraint}" (${place(value)})`;
  const clobbers = (one.clobbers ?? []).map((text) => `"${text}"`).join(", ");
  const sections = [(one.outputs ?? []).map(operand).join(", "), (one.inputs ?? []).map(operand).join(", "), clobbers];
  const tail = one.basic === true ? "" : ` : ${sections.join(" : ")}`;
  const returns = one.returns === undefined ? "void" : types[one.returns].c;
  const result = one.returns === undefined ? "" : `${types[one.returns].c} result;\n`;
  const template = marker === undefined ? one.template : `${marker}\n${one.template}\n${marker}`;
  const asm = `__asm__ ${one.volatile === false ? "" : "__volatile__ "}(${JSON.stringify(template)}${tail});`;
  const after = one.returns === undefined ? "" : "return result;";
  return `${returns} ${one.name}(${parameters.join(", ") || "void"})\n{\n${result}${asm}\n${after}\n}\n`;
}

/** Type ids of the tests: index into this list; a pointer's is that of its pointee and 100. */
const typeList = Object.keys(types);
const typeId = (type: string, pointer: boolean): TypeId =>
  (typeList.indexOf(type) + (pointer ? 100 : 0)) as unknown as TypeId;
const rustOf = (type: TypeId): RustType => {
  const id = Number(type);
  const path: RustType = { kind: "path", path: typeList[id % 100] };
  return id >= 100 ? { kind: "pointer", mutable: true, to: path } : path;
};

function lvalue(text: string, all: readonly Variable[]): TypedExpression {
  const absolute = /^\*\((\w+) \*\)(\w+)$/.exec(text);
  if (absolute !== null) {
    const type = typeId(absolute[1], true);
    const address = { kind: "integer", value: BigInt(absolute[2]), text: absolute[2], name: undefined } as const;
    const of: TypedExpression = { ...address, type: typeId("u64", false), at: 0 };
    const pointer: TypedExpression = { kind: "convert", of, explicit: true, type, at: 0 };
    return { kind: "dereference", of: pointer, type: typeId(absolute[1], false), at: 0 };
  }
  const name = text.replace("*", "");
  const index = all.findIndex((v) => v.name === name);
  if (index < 0) throw new Error(`no variable ${name}`);
  const local: TypedExpression = {
    kind: "local",
    local: index as LocalId,
    type: typeId(all[index].type, all[index].pointer),
    at: 0,
  };
  if (!text.startsWith("*")) return local;
  const value: TypedExpression = { kind: "load", of: local, volatile: false, type: local.type, at: 0 };
  return { kind: "dereference", of: value, type: typeId(all[index].type, false), at: 0 };
}

function rvalue(text: string, all: readonly Variable[]): TypedExpression {
  if (/^-?\d/.test(text)) {
    const type = typeId(/ull$/i.test(text) ? "u64" : /u$/i.test(text) ? "u32" : "i32", false);
    return { kind: "integer", value: BigInt(text.replace(/u(?:ll)?$/i, "")), text, name: undefined, type, at: 0 };
  }
  const of = lvalue(text, all);
  return { kind: "load", of, volatile: false, type: of.type, at: 0 };
}

export function typedAsm(one: AsmCase): TypedAsm {
  const all = variables(one);
  const operand =
    (read: (text: string, all: readonly Variable[]) => TypedExpression) =>
    ([constraint, value, name]: readonly [string, string, string?]) => ({ name, constraint, value: read(value, all) });
  return {
    kind: "asm",
    volatile: one.volatile !== false,
    template: one.template,
    extended: one.basic !== true,
    outputs: (one.outputs ?? []).map(operand(lvalue)),
    inputs: (one.inputs ?? []).map(operand(rvalue)),
    clobbers: one.clobbers ?? [],
    labels: [],
    at: 0,
  };
}

function contextOf(one: AsmCase, architecture: AsmArchitectureName): AsmContext {
  const all = variables(one);
  const atom = (text: string): RustExpression => ({ kind: "atom", text });
  const value = (e: TypedExpression): RustExpression => {
    if (e.kind === "integer") return atom(String(e.value));
    if (e.kind === "load") return place(e.of);
    if (e.kind === "convert") return { kind: "cast", of: value(e.of), type: rustOf(e.type) };
    throw new Error(`no value of ${e.kind}`);
  };
  const place = (e: TypedExpression): RustExpression => {
    if (e.kind === "local") return atom(all[e.local].name);
    if (e.kind === "dereference") return { kind: "unary", operator: "*", of: value(e.of) };
    throw new Error(`no place of ${e.kind}`);
  };
  let names = 0;
  return {
    architecture,
    core: "core",
    type: ({ type }): AsmType => {
      const id = Number(type);
      const name = typeList[id % 100];
      const kind = id >= 100 ? "pointer" : name === "f64" ? "float" : "integer";
      return { kind, bytes: id >= 100 ? pointerBytes(architecture) : types[name].bytes, rust: rustOf(type) };
    },
    constant: (e) => (e.kind === "integer" ? e.value : undefined),
    value,
    place,
    load: place,
    store: (to, from): RustStatement => ({
      kind: "expression",
      value: { kind: "assign", operator: "=", left: place(to), right: from },
    }),
    address: (e) => (e.kind === "dereference" ? value(e.of) : { kind: "unary", operator: "&raw mut ", of: place(e) }),
    symbol: () => undefined,
    fresh: (hint) => `${hint}${names++}`,
  };
}

/** @returns the function in Rust, or why there is none */
export function rustText(
  one: AsmCase,
  architecture: AsmArchitectureName,
  marker?: string,
): { text: string } | { why: string } {
  const translated = translateAsm(typedAsm(one), contextOf(one, architecture));
  if (translated.kind === "refused") return { why: translated.why };
  const all = variables(one);
  const typed = (v: Variable): RustType => rustOf(typeId(v.type, v.pointer));
  const statements: RustStatement[] = [];
  for (const v of all) {
    const result = v.name === "result";
    const again = result ? undefined : ({ kind: "atom", text: v.name } as const);
    statements.push({ kind: "let", name: v.name, mutable: true, type: typed(v), value: again });
  }
  statements.push(...translated.statements.map((statement) => marked(statement, marker)));
  if (one.returns !== undefined) statements.push({ kind: "return", value: { kind: "atom", text: "result" } });
  const parameters = all.filter((v) => v.name !== "result").map((v) => ({ name: v.name, type: typed(v) }));
  const returns = one.returns === undefined ? undefined : typed({ name: "", type: one.returns, pointer: false });
  const item: RustItem = {
    kind: "function",
    key: `fn ${one.name}` as RustItem["key"],
    name: one.name,
    generics: [],
    signature: { parameters, variadic: false, returns },
    where: [],
    modifiers: ["pub", "unsafe", 'extern "C"'],
    attributes: ["no_mangle"],
    body: { statements },
    doc: { lines: [], definedIn: undefined, notes: [] },
  };
  return { text: printItem(item, { edition: "2021" }) };
}

function marked(statement: RustStatement, marker: string | undefined): RustStatement {
  if (statement.kind !== "asm" || marker === undefined) return statement;
  return { ...statement, template: [marker, ...statement.template, marker] };
}
