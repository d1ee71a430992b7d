/**
 * A kobj(9) interface description (`bus_if.m`) in, the C header that a build makes of it (`bus_if.h`) out: per method a
 * descriptor, a function type and an inline function that looks the method up and calls it.
 *
 * The input language is what the tree's tools/makeobjops.awk accepts, line by line: INTERFACE, METHOD, STATICMETHOD, DEFAULT,
 * PROLOG, EPILOG, CODE, HEADER, #include and, in newer trees, conditionals. The header has the meaning that awk script gives it;
 * a test compares the two token by token. Documentation comments go in front of the inline function.
 */

/** What differs between releases; read from the tree's own awk script (interface-dialect.ts). */
export interface InterfaceDialect {
  /** The call's result goes through a variable `rc`, so that EPILOG can see it (12.0 on). */
  readonly resultVariable: boolean;
  /** #if, #else, #elif and #endif lines go to the header (13 on). */
  readonly conditionals: boolean;
}

export type InterfaceHeader =
  | { readonly kind: "header"; readonly text: string }
  /** @property line from 1 */
  | { readonly kind: "refused"; readonly line: number; readonly why: string };

interface Method {
  readonly result: string;
  readonly name: string;
  /** `type name`, blanks condensed. */
  readonly parameters: readonly string[];
  readonly parameterNames: readonly string[];
}

/** A line the awk script would refuse; caught at the door. */
class Refusal extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** The patterns below take time that grows with the square of a line's blanks; no real line comes near this. */
const longestLine = 1 << 14;

const validName = /^[a-z_][a-z0-9_]*$/;

/** @returns the header, or the first line that cannot be understood and why, in the awk script's words. Never throws. */
export function interfaceHeader(text: string, dialect: InterfaceDialect): InterfaceHeader {
  try {
    return { kind: "header", text: new InterfaceReader(text, dialect).header() };
  } catch (refusal) {
    if (refusal instanceof Refusal) return { kind: "refused", line: refusal.line, why: refusal.message };
    throw refusal;
  }
}

class InterfaceReader {
  readonly #lines: readonly string[];
  readonly #dialect: InterfaceDialect;
  readonly #out: string[] = [];
  readonly #methods = new Set<string>();
  #next = 0;
  #interface = "";
  #documentation = "";
  #prolog = "";
  #epilog = "";

  constructor(text: string, dialect: InterfaceDialect) {
    this.#lines = text.split("\n");
    if (this.#lines.at(-1) === "") this.#lines = this.#lines.slice(0, -1);
    this.#dialect = dialect;
  }

  header(): string {
    while (this.#next < this.#lines.length) this.#line(this.#lines[this.#next++]);
    this.#out.push("#endif");
    return `${this.#out.join("\n")}\n`;
  }

  #refuse(why: string): never {
    throw new Refusal(this.#next, why);
  }

  #line(raw: string): void {
    if (raw.length > longestLine) this.#refuse(`line longer than ${longestLine} bytes`);
    if (this.#dialect.conditionals && /^#[ \t]*(if|else|elif|endif)/.test(raw)) this.#out.push(raw);
    const line = raw
      .replace(/#.*/, "")
      .replace(/^[\t ]+/, "")
      .replace(/[ \t]+$/, "");
    if (line === "") return;
    if (line.startsWith("/**")) this.#documentation = this.#comment(line);
    else if (/^INTERFACE[ \t]+[^ \t;]*[ \t]*;?$/.test(line)) this.#interfaceLine(line);
    else if (/^CODE[ \t]*\{$/.test(line)) this.#block();
    else if (/^HEADER[ \t]*\{$/.test(line)) this.#out.push(this.#block());
    else if (/^(STATIC)?METHOD/.test(line)) this.#method(line, line.startsWith("STATIC"));
    else if (/^PROLOG[ \t]*\{$/.test(line)) this.#prolog = this.#block();
    else if (/^EPILOG[ \t]*\{$/.test(line)) this.#epilog = this.#block();
    else this.#refuse("Invalid line encountered");
  }

  /** A documentation comment up to its end. */
  #comment(first: string): string {
    const lines = [first];
    while (!lines.at(-1)!.includes("*/")) {
      if (this.#next === this.#lines.length) this.#refuse("comment not closed at end of file");
      lines.push(this.#lines[this.#next++]);
    }
    return lines.join("\n");
  }

  /** The lines between `{` and the line that begins with `}`, without the indentation of the first. */
  #block(): string {
    const lines: string[] = [];
    const indent = /^[\t ]*/.exec(this.#lines[this.#next] ?? "")![0];
    for (;;) {
      if (this.#next === this.#lines.length) this.#refuse("block not closed at end of file");
      const line = this.#lines[this.#next++];
      const inside = line.startsWith(indent) ? line.slice(indent.length) : line;
      if (line.startsWith("}")) break;
      lines.push(inside);
    }
    return lines.join("\n");
  }

  #interfaceLine(line: string): void {
    const name = line.split(/[ \t]+/)[1].replace(/;$/, "");
    if (!validName.test(name)) this.#refuse(`Invalid interface name '${name}', use [a-z_][a-z0-9_]*`);
    this.#interface = name;
    if (this.#documentation !== "") this.#out.push(this.#documentation);
    this.#documentation = "";
    this.#out.push(`#ifndef _${name}_if_h_`, `#define _${name}_if_h_`);
  }

  #method(line: string, isStatic: boolean): void {
    if (this.#interface === "") this.#refuse("No interface name defined");
    this.#emit(this.#signature(line), isStatic);
    this.#documentation = "";
    this.#prolog = "";
    this.#epilog = "";
  }

  /** METHOD result name { type name; ... } [DEFAULT function]; over as many lines as it takes. */
  #signature(line: string): Method {
    const rest = line.replace(/^[^ \t]+[ \t]+/, "");
    const head = rest.replace(/[ \t]*\{.*$/, "");
    const name = head.replace(/^.*[ \t]/, "");
    const result = head.replace(/[ \t]+[^ \t]+$/, "");
    if (name === "" || result === "" || name === head) this.#refuse("Invalid method specification");
    if (!validName.test(name)) this.#refuse(`Invalid method name '${name}', use [a-z_][a-z0-9_]*`);
    if (this.#methods.has(name)) this.#refuse("Duplicate method name");
    this.#methods.add(name);
    let body = rest.replace(/^[^{]*\{[\t ]*/, "");
    while (!body.includes("}")) {
      if (this.#next === this.#lines.length) this.#refuse("Premature end of file");
      body += ` ${this.#lines[this.#next++]}`;
    }
    body = body
      .slice(0, body.indexOf("}"))
      .replace(/[\t ]+/g, " ")
      .trim();
    // What follows the last semicolon is not a parameter.
    const parameters = body.split(/ *; */).slice(0, -1);
    const parameterNames: string[] = [];
    for (const parameter of parameters) {
      if (parameter === "") continue;
      const words = parameter.split(/[*\t ]+/);
      if (words.length < 2) this.#refuse(`no type for '${parameter}'`);
      parameterNames.push(words.at(-1)!);
    }
    return { result, name, parameters, parameterNames };
  }

  #emit(method: Method, isStatic: boolean): void {
    const { result, parameters, parameterNames } = method;
    const name = `${this.#interface}_${method.name}`;
    const call = name.toUpperCase();
    const first = parameterNames[0] ?? "";
    const object = isStatic ? first : `((kobj_t)${first})`;
    const invoke = `((${name}_t *)_m)(${parameterNames.join(", ")});`;
    const hasResult = result !== "void";
    const variable = this.#dialect.resultVariable;
    const out = this.#out;
    out.push(`extern struct kobjop_desc ${name}_desc;`);
    out.push(`typedef ${result} ${name}_t(${parameters.join(", ")});`);
    if (this.#documentation !== "") out.push(this.#documentation);
    out.push(`static __inline ${result} ${call}(${parameters.join(", ")})`, "{", "\tkobjop_t _m;");
    if (hasResult && variable) out.push(`\t${result} rc;`);
    if (this.#prolog !== "") out.push(this.#prolog);
    out.push(`\tKOBJOPLOOKUP(${object}->ops, ${name});`);
    out.push(`\t${hasResult ? (variable ? "rc = " : "return ") : ""}${invoke}`);
    if (this.#epilog !== "") out.push(this.#epilog);
    if (hasResult && variable) out.push("\treturn (rc);");
    out.push("}", "");
  }
}
