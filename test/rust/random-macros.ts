/**
 * Random macros as headers of kernels have them, from a fixed seed: expressions over numbers of any type and members of a record, assignments, statements with locals
 * and loops, each calling others. Nothing in them is undefined with -fwrapv: what divides is a positive literal, what shifts is small, one thing
 * at most changes between sequence points.
 */
import { generator } from "../semantics/random-expressions.js";

/** `value`: any number; `place`: an object that is a number; `record`: a pointer to `struct thing`. */
export type ParameterKind = "value" | "place" | "record";

export interface RandomMacro {
  readonly name: string;
  readonly text: string;
  readonly parameters: readonly ParameterKind[];
  /** No value. */
  readonly isStatement: boolean;
}

export const preludeText = `
struct thing { unsigned char narrow; short half; unsigned bits : 5; int few : 7; unsigned long far : 33; long wide; unsigned char row[4]; _Bool flag;
	union { unsigned word; unsigned short parts[2]; } both; struct { int inner; } in; };
enum { SMALL = 3, LARGE = 70000 };
static inline unsigned short narrowed(int a, unsigned char b) { return a * 3 + b; }
static inline long widened(unsigned a, short b) { return (long)a - b; }
`;

const casts = [
  "unsigned char",
  "signed char",
  "unsigned short",
  "short",
  "int",
  "unsigned",
  "long",
  "unsigned long",
  "_Bool",
];
const literals = [
  "0",
  "1",
  "2",
  "7",
  "100",
  "255",
  "256",
  "0x80000000",
  "0xffffffff",
  "3U",
  "5L",
  "(-1)",
  "(-128)",
  "'A'",
  "LARGE",
  "SMALL",
  "1UL",
];
const members = [
  "narrow",
  "half",
  "bits",
  "few",
  "far",
  "wide",
  "row[1]",
  "flag",
  "both.word",
  "both.parts[1]",
  "in.inner",
];
/** Of a type that sizeof and __typeof__ take. */
const objects = ["narrow", "half", "wide", "row[1]", "both.word", "both.parts[1]", "in.inner"];

interface Named {
  readonly name: string;
  readonly kind: ParameterKind | "local";
}

export class MacroGenerator {
  readonly made: RandomMacro[] = [];
  #random: () => number;

  constructor(seed: number) {
    this.#random = generator(seed);
  }

  next(): RandomMacro {
    const name = `RANDOM_${this.made.length}`;
    const count = 1 + this.#below(3);
    const named = Array.from({ length: count }, (_, i): Named => {
      return { name: "abc"[i], kind: this.#one(["value", "value", "place", "record"] as const) };
    });
    const form = this.#below(10);
    const text =
      form < 5 ? this.#expression(named, 3) : form < 7 ? this.#assignment(named) : this.#block(named, form === 7);
    const macro: RandomMacro = {
      name,
      text: `#define ${name}(${named.map((one) => one.name).join(", ")}) ${text}`,
      parameters: named.map(({ kind }) => kind as ParameterKind),
      isStatement: form > 7,
    };
    this.made.push(macro);
    return macro;
  }

  #below = (most: number): number => Math.floor(this.#random() * most);
  #one = <T>(list: readonly T[]): T => list[this.#below(list.length)];

  #atom(named: readonly Named[], isObject = false): string {
    if (!isObject && this.#below(4) === 0) return this.#one(literals);
    const { name, kind } = this.#one(named);
    if (kind === "local") return name;
    return kind === "record" ? `(${name})->${this.#one(isObject ? objects : members)}` : `(${name})`;
  }

  #expression(named: readonly Named[], depth: number): string {
    if (depth === 0) return this.#atom(named);
    const e = (): string => this.#expression(named, depth - 1);
    switch (this.#below(14)) {
      case 0:
        return `(${e()} ${this.#one(["/", "%"])} ${this.#one(["3", "10U", "7L"])})`;
      case 1:
        return `(${e()} ${this.#one(["<<", ">>"])} ${this.#one(["1", "3U", `(${this.#atom(named)} & 7)`])})`;
      case 2:
        return `(${e()} ${this.#one(["<", ">", "<=", "==", "!="])} ${e()})`;
      case 3:
        return `(${e()} ${this.#one(["&&", "||"])} ${e()})`;
      case 4:
        return `(${e()} ? ${e()} : ${e()})`;
      case 5:
        return `((${this.#one(casts)})${e()})`;
      case 6:
        return `(${this.#one(["-", "~", "!", "+"])}${e()})`;
      case 7:
        return `(sizeof(${this.#atom(named, true)}) * ${e()})`;
      case 8:
        return `(${e()} ?: ${e()})`;
      case 9:
        return `${this.#one(["narrowed", "widened"])}(${e()}, ${e()})`;
      case 10: {
        const type = this.#one([this.#one(casts), `__typeof__(${this.#atom(named, true)})`, "__auto_type"]);
        const local: Named = { name: `l${depth}`, kind: "local" };
        const change = this.#one(["", `l${depth} += 3;`, `l${depth} ^= 5;`, `if (l${depth} > 100) l${depth} = 9;`]);
        return `({ ${type} l${depth} = +${e()}; ${change} ${this.#expression([...named, local], depth - 1)}; })`;
      }
      case 11:
        return this.#call(e) ?? e();
      default:
        return `(${e()} ${this.#one(["+", "-", "*", "&", "|", "^"])} ${e()})`;
    }
  }

  /** Of one that was made before, if it has a value and takes numbers alone. */
  #call(argument: () => string): string | undefined {
    const inner = this.made.length === 0 ? undefined : this.#one(this.made.slice(-8));
    if (inner?.isStatement !== false || !inner.parameters.every((kind) => kind === "value")) return undefined;
    return `${inner.name}(${inner.parameters.map(argument).join(", ")})`;
  }

  /** What may be changed: another one than bool, which Rust gives no number. */
  #place(named: readonly Named[]): string | undefined {
    const some = named.filter(({ kind }) => kind !== "value");
    if (some.length === 0) return undefined;
    const { name, kind } = this.#one(some);
    if (kind === "local") return name;
    return kind === "record" ? `(${name})->${this.#one(members)}` : `(${name})`;
  }

  #assignment(named: readonly Named[]): string {
    const place = this.#place(named);
    if (place === undefined) return this.#expression(named, 3);
    const operator = this.#one(["=", "=", "+=", "-=", "*=", "&=", "|=", "^="]);
    return `(${place} ${operator} ${this.#expression(named, 2)})`;
  }

  #statement(named: readonly Named[], depth: number): string {
    const place = this.#place(named) ?? "l";
    const e = (): string => this.#expression(named, 2);
    const inner = (): string => this.#statement(named, depth - 1);
    switch (depth === 0 ? 9 : this.#below(10)) {
      case 0:
        return `if (${e()}) { ${inner()} } else { ${inner()} }`;
      case 1:
        return `for (int i = 0; i < 3; i++) { ${inner()} if (${e()}) ${this.#one(["break", "continue"])}; ${inner()} }`;
      case 2:
        return `switch (${e()}) { case 0: ${inner()} case 5 ... 300: ${inner()} break; default: ${inner()} }`;
      case 3:
        return `${place} ${this.#one(["<<=", ">>="])} 2;`;
      case 4:
        return `${place} ${this.#one(["/=", "%="])} ${this.#one(["3", "10U"])};`;
      case 5:
        return this.#one([`${place}++;`, `--${place};`]);
      default:
        return `${place} ${this.#one(["=", "+=", "-=", "^=", "|="])} ${e()};`;
    }
  }

  #block(named: readonly Named[], hasValue: boolean): string {
    const all: readonly Named[] = [...named, { name: "l", kind: "local" }];
    const type = this.#one([...casts.slice(0, 8), `__typeof__(${this.#atom(named, true)})`]);
    const first = `${type} l = ${this.#expression(named, 1)}; ${this.#statement(all, 2)} ${this.#statement(all, 1)}`;
    return hasValue ? `({ ${first} ${this.#expression(all, 1)}; })` : `do { ${first} } while (0)`;
  }
}
