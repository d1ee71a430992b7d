/** Short constructors of crate data for the tests of this room. */
import type {
  Doc,
  ItemKey,
  RustBlock,
  RustCrate,
  RustExpression,
  RustItem,
  RustModule,
  RustStatement,
  RustType,
} from "../../src/rust/index.js";

export const doc = (definedIn?: string, ...lines: string[]): Doc => ({ lines, definedIn, notes: [] });
export const noDoc: Doc = { lines: [], definedIn: undefined, notes: [] };
const key = (text: string): ItemKey => text as ItemKey;

export const t = (path: string): RustType => ({ kind: "path", path });
export const ptr = (to: RustType | string): RustType => ({ kind: "pointer", mutable: true, to: asType(to) });
export const cptr = (to: RustType | string): RustType => ({ kind: "pointer", mutable: false, to: asType(to) });
export const asType = (type: RustType | string): RustType => (typeof type === "string" ? t(type) : type);
export type Parameters = readonly (readonly [string | undefined, RustType | string])[];
export const signature = (parameters: Parameters, returns?: RustType | string, variadic = false) => ({
  parameters: parameters.map(([name, type]) => ({ name, type: asType(type) })),
  variadic,
  returns: returns === undefined ? undefined : asType(returns),
});
export const fnType = (parameters: Parameters, returns?: RustType | string): RustType => ({
  kind: "function",
  signature: signature(parameters, returns),
});
export const option = (of: RustType): RustType => ({ kind: "generic", path: "Option", arguments: [of] });

export const a = (text: string): RustExpression => ({ kind: "atom", text });
export const asExpression = (e: RustExpression | string): RustExpression => (typeof e === "string" ? a(e) : e);
export const bin = (
  left: RustExpression | string,
  operator: string,
  right: RustExpression | string,
): RustExpression => ({
  kind: "binary",
  operator,
  left: asExpression(left),
  right: asExpression(right),
});
export const un = (
  operator: Extract<RustExpression, { kind: "unary" }>["operator"],
  of: RustExpression | string,
): RustExpression => ({ kind: "unary", operator, of: asExpression(of) });
export const cast = (of: RustExpression | string, type: RustType | string): RustExpression => ({
  kind: "cast",
  of: asExpression(of),
  type: asType(type),
});
export const call = (callee: RustExpression | string, ...args: (RustExpression | string)[]): RustExpression => ({
  kind: "call",
  callee: asExpression(callee),
  arguments: args.map(asExpression),
});
export const method = (
  of: RustExpression | string,
  name: string,
  ...args: (RustExpression | string)[]
): RustExpression => ({ kind: "method", of: asExpression(of), name, generics: [], arguments: args.map(asExpression) });
export const field = (of: RustExpression | string, name: string): RustExpression => ({
  kind: "field",
  of: asExpression(of),
  name,
});
export const set = (left: RustExpression | string, right: RustExpression | string, operator = "="): RustExpression => ({
  kind: "assign",
  operator,
  left: asExpression(left),
  right: asExpression(right),
});
export const array = (...items: (RustExpression | string)[]): RustExpression => ({
  kind: "array",
  items: items.map(asExpression),
});
export const literal = (path: string, fields: Record<string, RustExpression | string>): RustExpression => ({
  kind: "struct",
  path,
  fields: Object.entries(fields).map(([name, value]) => ({ name, value: asExpression(value) })),
  rest: undefined,
});

export const block = (...statements: RustStatement[]): RustBlock => ({ statements });
export const does = (value: RustExpression): RustStatement => ({ kind: "expression", value });
export const gives = (value: RustExpression | string): RustStatement => ({ kind: "value", value: asExpression(value) });
export const returns = (value?: RustExpression | string): RustStatement => ({
  kind: "return",
  value: value === undefined ? undefined : asExpression(value),
});
export const lets = (name: string, type: RustType | string, value: RustExpression | string, mutable = false) =>
  ({ kind: "let", name, mutable, type: asType(type), value: asExpression(value) }) satisfies RustStatement;
export const when = (
  condition: RustExpression,
  then: RustBlock,
  otherwise?: RustBlock | RustStatement,
): RustStatement => ({ kind: "if", condition, then, else: otherwise });
export const blockOf = (body: RustBlock, unsafe = false, label?: string): RustExpression => ({
  kind: "block",
  label,
  unsafe,
  body,
});
export const ifOf = (condition: RustExpression, then: RustBlock, otherwise?: RustBlock): RustExpression => ({
  kind: "if",
  condition,
  then,
  else: otherwise,
});
export const macro = (name: string, ...args: (RustExpression | string)[]): RustExpression => ({
  kind: "macro",
  name,
  arguments: args.map(asExpression),
});

/** A macro of one rule that gives a value. */
export const valueMacro = (name: string, pattern: string, value: RustExpression, d: Doc = noDoc): RustItem => ({
  kind: "macro",
  key: key(`macro ${name}`),
  name,
  rules: [{ pattern, parameters: [], expansion: { kind: "value", value } }],
  attributes: ["macro_export"],
  doc: d,
});

export const constant = (
  name: string,
  type: RustType | string,
  value: RustExpression | string,
  d: Doc = noDoc,
  attributes: string[] = [],
): RustItem => ({
  kind: "const",
  key: key(`const ${name}`),
  name,
  type: asType(type),
  value: asExpression(value),
  attributes,
  doc: d,
});
export const alias = (name: string, type: RustType | string, d: Doc = noDoc): RustItem => ({
  kind: "type",
  key: key(`type ${name}`),
  name,
  type: asType(type),
  attributes: [],
  doc: d,
});
export const record = (
  name: string,
  fields: readonly (readonly [string, RustType | string, Doc?])[],
  options: { union?: boolean; attributes?: string[]; doc?: Doc } = {},
): RustItem => ({
  kind: "record",
  key: key(`struct ${name}`),
  name,
  union: options.union ?? false,
  attributes: options.attributes ?? ["repr(C)"],
  fields: fields.map(([fieldName, type, d]) => ({
    name: fieldName,
    type: asType(type),
    public: !fieldName.startsWith("_"),
    doc: d,
  })),
  doc: options.doc ?? noDoc,
});
export const externFn = (
  name: string,
  parameters: Parameters,
  result?: RustType | string,
  options: { variadic?: boolean; doc?: Doc; attributes?: string[] } = {},
): RustItem => ({
  kind: "extern-function",
  key: key(`fn ${name}`),
  name,
  signature: signature(parameters, result, options.variadic),
  attributes: options.attributes ?? [],
  doc: options.doc ?? noDoc,
});
export const externStatic = (
  name: string,
  type: RustType | string,
  d: Doc = noDoc,
  attributes: string[] = [],
): RustItem => ({
  kind: "extern-static",
  key: key(`static ${name}`),
  name,
  type: asType(type),
  mutable: true,
  attributes,
  doc: d,
});
export const fn = (
  name: string,
  parameters: Parameters,
  result: RustType | string | undefined,
  body: RustBlock,
  options: Partial<Extract<RustItem, { kind: "function" }>> = {},
): RustItem => ({
  kind: "function",
  key: key(`fn ${name}`),
  name,
  generics: [],
  signature: signature(parameters, result),
  where: [],
  modifiers: ["pub", "unsafe"],
  attributes: [],
  body,
  doc: noDoc,
  ...options,
});
export const verbatim = (...lines: string[]): RustItem => ({
  kind: "verbatim",
  key: key("verbatim"),
  lines,
  doc: noDoc,
});

export const moduleOf = (path: string[], items: readonly RustItem[], more: Partial<RustModule> = {}): RustModule => ({
  path,
  header: `${path.join("/")}.h`,
  imports: [],
  items,
  atRoot: true,
  leftOut: [],
  ...more,
});
export const crateOf = (modules: readonly RustModule[], more: Partial<RustCrate> = {}): RustCrate => ({
  mode: "crate",
  edition: "2021",
  attributes: ["no_std", "allow(dead_code, non_camel_case_types, non_snake_case, non_upper_case_globals)"],
  modules,
  leftOut: [],
  notAsked: [],
  renamed: [],
  counts: {},
  ...more,
});
