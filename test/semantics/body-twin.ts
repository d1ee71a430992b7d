/**
 * A typed body written back as C in which nothing is left to C's own rules: every conversion is a cast, every value asserts its type, every
 * compound assignment is spelled out. A compiler that makes the same code of it as of the original agrees with every node.
 */
import {
  type Analysis,
  declarationText,
  type LocalId,
  type TypedBlock,
  type TypedBody,
  type TypedExpression,
  type TypedInitializer,
  type TypedStatement,
  type TypeId,
} from "../../src/semantics/index.js";

export class CannotWrite extends Error {}

/** @param asserting every value asserts its type; else the conversions alone are explicit, which is what optimizers see through */
export function twinOf(a: Analysis, name: string, type: TypeId, body: TypedBody, asserting: boolean): string {
  return new TwinWriter(a, body, asserting).define(name, type);
}

class TwinWriter {
  readonly #tables;
  /** In a static's initializer only constant expressions may stand. */
  #constant = false;
  #next = 0;

  constructor(
    private readonly a: Analysis,
    private readonly body: TypedBody,
    private readonly asserting: boolean,
  ) {
    const { types, tags } = a;
    this.#tables = { types: types.rows, records: tags.records, enums: tags.enums, typedefs: types.typedefs } as never;
  }

  define(name: string, type: TypeId): string {
    const shape = this.a.types.shape(type);
    if (shape.kind !== "function") throw new Error("no function");
    const parameters = shape.parameters.map((p, index) => this.#type(p.type, this.#local(index as LocalId)));
    if (shape.variadic) throw new CannotWrite("variadic");
    const list = parameters.length === 0 ? "void" : parameters.join(", ");
    return `${this.#type(shape.returns, `${name}(${list})`)}\n{ ${this.#blockTypedefs()} ${this.#block(this.body.block)} }\n`;
  }

  /** Typedefs of blocks, wherever they stand: their names are unique in the tests. */
  #blockTypedefs(): string {
    const local = this.a.types.typedefs.filter(({ scope }) => scope === "block");
    return local.map(({ name, type }) => `typedef ${this.#type(type, name)};`).join(" ");
  }

  #type(type: TypeId, name = ""): string {
    const text = declarationText(this.#tables, type, name);
    if (text.includes("{...}") || text.includes("<")) throw new CannotWrite(`type ${text}`);
    return text;
  }

  #local(id: LocalId): string {
    const { name, kind } = this.body.locals[id];
    const shadowed = this.body.locals.some((other) => other.name === name && other.id !== id);
    return kind === "extern" || !shadowed ? name : `v${id}_${name}`;
  }

  #block(block: TypedBlock): string {
    return `{ ${block.statements.map((x) => this.#statement(x)).join("\n")} }`;
  }

  #statement(x: TypedStatement): string {
    switch (x.kind) {
      case "block":
        return this.#block(x.block);
      case "local": {
        const { kind, type, aligned, register } = this.body.locals[x.local];
        const before = kind === "static" ? "static " : kind === "extern" ? "extern " : register ? "register " : "";
        this.#constant = kind === "static";
        const init = x.initializer === undefined ? "" : ` = ${this.#initializer(x.initializer)}`;
        this.#constant = false;
        const after = register ? ` __asm("${register}")` : aligned ? ` __attribute__((aligned(${aligned})))` : "";
        return `${before}${this.#type(type, this.#local(x.local))}${after}${init};`;
      }
      case "expression":
        return `${this.#value(x.expression)};`;
      case "if": {
        const otherwise = x.else === undefined ? "" : ` else ${this.#block(x.else)}`;
        return `if (${this.#value(x.condition)}) ${this.#block(x.then)}${otherwise}`;
      }
      case "while":
        return `while (${this.#value(x.condition)}) ${this.#block(x.body)}`;
      case "do":
        return `do ${this.#block(x.body)} while (${this.#value(x.condition)});`;
      case "for": {
        const clause = (e: TypedExpression | undefined) => (e === undefined ? "" : this.#value(e));
        return `for (; ${clause(x.condition)}; ${clause(x.step)}) ${this.#block(x.body)}`;
      }
      case "switch":
        return `switch (${this.#value(x.on)}) ${this.#block(x.body)}`;
      case "case":
        return x.first === x.last ? `case ${number(x.first)}:;` : `case ${number(x.first)} ... ${number(x.last)}:;`;
      case "default":
        return "default:;";
      case "label":
        return `${x.name}:;`;
      case "goto":
        return `goto ${x.target};`;
      case "break":
      case "continue":
        return `${x.kind};`;
      case "return":
        return x.value === undefined ? "return;" : `return ${this.#value(x.value)};`;
      case "asm": {
        const text = quoted(x.template);
        if (!x.extended) return `__asm__ volatile(${text});`;
        const operands = (list: typeof x.outputs) =>
          list.map((o) => `${o.name ? `[${o.name}]` : ""}"${o.constraint}"(${this.#plain(o.value)})`).join(", ");
        const clobbers = x.clobbers.map((c) => `"${c}"`).join(", ");
        const mark = x.volatile ? "volatile" : "";
        return `__asm__ ${mark}(${text} : ${operands(x.outputs)} : ${operands(x.inputs)} : ${clobbers});`;
      }
      case "comment":
        return "";
    }
  }

  #initializer(x: TypedInitializer): string {
    switch (x.kind) {
      case "value":
        return this.#value(x.value);
      case "zero":
        return "{}";
      case "string":
        return x.wide === undefined ? quoted(x.value) : refuseText();
      case "array":
        return `{ ${x.elements.map((e) => `[${e.index} ... ${e.last}] = ${this.#initializer(e.value)}`).join(", ")} }`;
      case "record":
        return `{ ${this.#members(x)} }`;
    }
  }

  /** Members of an anonymous record are named as the outer one's. */
  #members(x: Extract<TypedInitializer, { kind: "record" }>): string {
    const shape = this.a.types.shape(x.type);
    if (shape.kind !== "record") throw new Error("no record");
    const members = this.a.tags.records[shape.record].definition?.members ?? [];
    return x.members
      .map(({ index, value }) => {
        const { name } = members[index];
        if (name !== undefined) return `.${name} = ${this.#initializer(value)}`;
        if (value.kind !== "record") throw new CannotWrite("an anonymous member as a whole");
        return this.#members(value);
      })
      .join(", ");
  }

  /** A value that asserts its type. */
  #value(e: TypedExpression): string {
    const text = this.#plain(e);
    const shape = this.a.types.shape(e.type);
    const bare = ["integer", "float", "size-of", "align-of", "offset-of", "convert", "load"].includes(e.kind);
    if (!this.asserting || this.#constant || bare || shape.kind === "void") return text;
    const v = `t${this.#next++}`;
    const type = this.#type(e.type);
    const same = `__builtin_types_compatible_p(__typeof__(${v}), __typeof__(${type}))`;
    return `({ __auto_type ${v} = ${text}; _Static_assert(${same}, "${e.kind}: ${type}"); ${v}; })`;
  }

  #plain(e: TypedExpression): string {
    switch (e.kind) {
      case "integer":
        return `((${this.#type(e.type)})${number(e.value)})`;
      case "float":
        return `((${this.#type(e.type)})${e.text ?? e.value})`;
      case "string":
        return e.wide === undefined ? quoted(e.value) : refuseText();
      case "function-name":
        return "__func__";
      case "size-of":
        return `sizeof(${this.#type(e.of)})`;
      case "align-of":
        return `_Alignof(${this.#type(e.of)})`;
      case "offset-of": {
        const path = e.path.map((p, i) => (typeof p === "bigint" ? `[${p}]` : i === 0 ? p : `.${p}`)).join("");
        return `__builtin_offsetof(${this.#type(e.of)}, ${path})`;
      }
      case "local":
        return this.#local(e.local);
      case "variable":
      case "function":
        return e.name;
      case "dereference":
      case "segment-dereference":
        return `(*${this.#value(e.of)})`;
      case "member":
        return this.#member(e);
      case "compound-literal": {
        const init = this.#initializer(e.initializer);
        return `(${this.#type(e.type)})${init.startsWith("{") ? init : `{ ${init} }`}`;
      }
      case "load":
        return this.a.types.shape(e.type).kind === "record" || this.a.types.shape(e.type).kind === "va-list"
          ? this.#plain(e.of)
          : `((${this.#type(e.type)})${this.#plain(e.of)})`;
      case "decay":
        return `((${this.#type(e.type)})${this.#plain(e.of)})`;
      case "address-of":
        return `(&${this.#plain(e.of)})`;
      case "convert":
        return `((${this.#type(e.type)})${this.#constant ? this.#plain(e.of) : this.#value(e.of)})`;
      case "unary":
        return `(${e.operator} ${this.#value(e.of)})`;
      case "not":
        return `(!${this.#value(e.of)})`;
      case "arithmetic":
      case "comparison":
      case "logical":
        return `(${this.#value(e.left)} ${e.operator} ${this.#value(e.right)})`;
      case "pointer-offset":
        return `(${this.#value(e.pointer)} ${e.negative ? "-" : "+"} ${this.#value(e.index)})`;
      case "pointer-difference":
        return `(${this.#value(e.left)} - ${this.#value(e.right)})`;
      case "assign":
        return `(${this.#plain(e.target)} = ${this.#value(e.value)})`;
      case "assign-operator":
        return this.#compound(e);
      case "increment": {
        const mark = e.by === 1 ? "++" : "--";
        return `((${this.#type(e.type)})(${e.postfix ? "" : mark}${this.#plain(e.target)}${e.postfix ? mark : ""}))`;
      }
      case "conditional": {
        if (e.then !== undefined)
          return `(${this.#value(e.condition)} ? ${this.#value(e.then)} : ${this.#value(e.else)})`;
        const v = `t${this.#next++}`;
        const then = `(${this.#type(e.type)})${v}`;
        return `({ __auto_type ${v} = ${this.#value(e.condition)}; ${v} ? ${then} : ${this.#value(e.else)}; })`;
      }
      case "comma":
        return `(${this.#value(e.left)}, ${this.#value(e.right)})`;
      case "call":
        return `${this.#value(e.callee)}(${e.arguments.map((x) => this.#value(x)).join(", ")})`;
      case "builtin":
        if (e.types.length > 0) throw new CannotWrite(e.name);
        return `${e.name}(${e.arguments.map((x) => this.#plain(x)).join(", ")})`;
      case "statement-expression": {
        const value = e.value === undefined ? "" : `${this.#value(e.value)};`;
        return `({ ${e.body.statements.map((x) => this.#statement(x)).join("\n")} ${value} })`;
      }
      case "macro-parameter":
      case "open-member":
      case "open-size":
      case "caller-place":
      case "open-list":
      case "stringized":
        throw new CannotWrite("a macro's parameter");
    }
  }

  #member(e: Extract<TypedExpression, { kind: "member" }>): string {
    const shape = this.a.types.shape(e.of.type);
    const record = shape.kind === "record" ? this.a.tags.records[shape.record] : undefined;
    const name = record?.definition?.members[e.index].name;
    const of = this.#plain(e.of);
    return name === undefined ? of : `${of}.${name}`;
  }

  #compound(e: Extract<TypedExpression, { kind: "assign-operator" }>): string {
    const target = this.#plain(e.target);
    // No pointer to a bit-field: what type the operation has is then not asked.
    if (this.#isBitField(e.target)) return `(${target} ${e.operator}= ${this.#value(e.value)})`;
    const compute = this.#type(e.compute);
    if (!this.asserting && e.target.kind === "local" && !e.volatile)
      return `(${target} = (${this.#type(e.type)})((${compute})${target} ${e.operator} ${this.#value(e.value)}))`;
    const [p, v, r] = [this.#next++, this.#next++, this.#next++].map((n) => `t${n}`);
    const same = `__builtin_types_compatible_p(__typeof__(${r}), __typeof__(${compute}))`;
    // clang takes the right operand first.
    return (
      `({ __auto_type ${v} = ${this.#value(e.value)}; __auto_type ${p} = &${target}; ` +
      `__auto_type ${r} = (${compute})*${p} ${e.operator} ${v}; _Static_assert(${same}, "compute ${compute}"); ` +
      `*${p} = (${this.#type(e.type)})${r}; })`
    );
  }

  #isBitField(e: TypedExpression): boolean {
    if (e.kind !== "member") return false;
    const shape = this.a.types.shape(e.of.type);
    if (shape.kind !== "record") return false;
    return this.a.tags.records[shape.record].definition?.members[e.index].bitWidth !== undefined;
  }
}

function refuseText(): never {
  throw new CannotWrite("a wide string");
}

/** A literal whose value needs no type: the cast before it gives one. */
function number(value: bigint): string {
  if (value >= 1n << 64n || value < -(1n << 63n)) throw new CannotWrite("__int128");
  if (value < 0n) return value === -(1n << 63n) ? "(-9223372036854775807LL-1)" : `(${value}LL)`;
  return value >= 1n << 63n ? `${value}ULL` : value >= 1n << 31n ? `${value}LL` : `${value}`;
}

function quoted(text: string): string {
  let out = '"';
  for (const c of text) {
    const code = c.charCodeAt(0);
    out +=
      code >= 32 && code < 127 && c !== '"' && c !== "\\" && c !== "?" ? c : `\\${code.toString(8).padStart(3, "0")}`;
  }
  return `${out}"`;
}
