/**
 * Programs of random macros that use each other: object-like, with parameters, variadic, with # and ## and __VA_OPT__, called with as
 * many arguments as they take, split over lines, and completed by what follows. ## joins names and numbers only, so that
 * compilers accept the result, or at least agree on it.
 */
interface Shape {
  readonly parameters: number;
  readonly variadic: boolean;
}

const names = ["A", "B", "C", "D", "E", "f", "g", "h", "k", "m"];
const atoms = ["1", "x", "+", "-", '"s"', "'c'", "y2", ".", "<", "( )", "z"];

class Program {
  #seed: number;
  readonly #shapes = new Map<string, Shape>();

  constructor(seed: number) {
    this.#seed = seed * 7919;
  }

  text(): string {
    for (const name of names) {
      if (this.#below(4) > 0) this.#shapes.set(name, { parameters: this.#below(4), variadic: this.#below(3) === 0 });
    }
    const lines = names.map((name) => this.#definition(name));
    for (let i = 0; i < 6; i++) {
      lines.push(`@${i} ${this.#call(0)} ${this.#pick(names)} ${this.#below(2) === 1 ? this.#call(0) : "(1)(2)"};`);
    }
    return `${lines.join("\n")}\n`;
  }

  #below(limit: number): number {
    this.#seed = (Math.imul(this.#seed, 1103515245) + 12345) & 0x7fffffff;
    return (this.#seed >>> 8) % limit;
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#below(from.length)];
  }

  #definition(name: string): string {
    const shape = this.#shapes.get(name);
    if (shape === undefined) return `#define ${name} ${this.#body([], false)}`;
    const named = ["a", "b", "c"].slice(0, shape.parameters);
    const written = shape.variadic ? [...named, "..."] : named;
    const used = shape.variadic ? [...named, "__VA_ARGS__"] : named;
    return `#define ${name}(${written.join(",")}) ${this.#body(used, shape.variadic)}`;
  }

  #body(parameters: readonly string[], variadic: boolean): string {
    const parts: string[] = [];
    for (let left = this.#below(7); left > 0; left--) {
      const choice = this.#below(14);
      const last = parts.at(-1) ?? "";
      if (choice < 4 && parameters.length > 0) parts.push(this.#pick(parameters));
      else if (choice < 5 && parameters.length > 0) parts.push(`#${this.#pick(parameters)}`);
      else if (choice < 6 && /^[A-Za-z_]\w*$/.test(last)) {
        parts.push("##", this.#pick(parameters.length > 0 ? parameters : names));
      } else if (choice < 7 && variadic) parts.push(`__VA_OPT__(${this.#pick([",", parameters[0], "a b", ""])})`);
      else if (choice < 8) parts.push(this.#bodyCall(parameters));
      else if (choice < 12) parts.push(this.#pick(names));
      else parts.push(choice < 13 ? "," : this.#pick(atoms));
    }
    if (variadic && this.#below(3) === 0) parts.push(", ## __VA_ARGS__");
    return parts.join(this.#pick([" ", "  "]));
  }

  #bodyCall(parameters: readonly string[]): string {
    const name = this.#pick(names);
    const shape = this.#shapes.get(name);
    if (shape === undefined) return name;
    const given = Array.from({ length: this.#count(shape) }, () => {
      if (parameters.length > 0 && this.#below(2) === 1) return this.#pick(parameters);
      return this.#pick(this.#below(3) > 0 ? atoms : names);
    });
    return `${name}(${given.join(",")})`;
  }

  #count(shape: Shape): number {
    return shape.parameters + (shape.variadic ? this.#below(3) : 0);
  }

  #call(depth: number): string {
    const name = this.#pick(names);
    const shape = this.#shapes.get(name);
    const count = shape === undefined ? this.#below(2) : this.#count(shape);
    const given = Array.from({ length: count }, () => this.#argument(depth));
    return `${name}${this.#pick(["", " ", "\n"])}(${given.join(this.#pick([",", " , ", ",\n"]))})`;
  }

  #argument(depth: number): string {
    const choice = this.#below(9);
    if (choice < 2 && depth < 3) return this.#call(depth + 1);
    if (choice < 4) return this.#pick(names);
    if (choice < 5) return "";
    if (choice < 6) return `(${this.#pick(names)},${this.#pick(atoms)})`;
    return this.#pick(atoms) + this.#pick(["", ` ${this.#pick(names)}`]);
  }
}

export function randomMacroProgram(seed: number): string {
  return new Program(seed).text();
}
