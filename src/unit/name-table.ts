/**
 * Names that a unit has declared at file scope, by interned spelling: enough to mark typedef names and to see what is missing or
 * declared twice (C11 6.2.1, 6.2.3, 6.7p3). Every change is logged, so that a header can be taken back.
 */
export const NameKind = {
  typedef: 1,
  /** A function or variable. */
  object: 2,
  enumerator: 4,
  /** A function with a body. */
  defined: 8,
  /** Of a tag: its members or enumerators are known. */
  completeTag: 32,
} as const;

/** Where a typedef's type is written, as token ranges: its specifiers, and the declarator of this one name. */
export interface TypedefText {
  readonly specifiersFrom: number;
  readonly specifiersTo: number;
  readonly declaratorFrom: number;
  readonly declaratorTo: number;
  /** Index of the declared name. */
  readonly name: number;
  /** Spelling of the tag where the typedef is of a struct or union itself, or -1. */
  readonly tag: number;
}

export class NameTable {
  #kinds = new Uint8Array(1 << 15);
  readonly #typedefs = new Map<number, TypedefText>();
  /** Old values: spelling, old kinds; typedefs apart. */
  readonly #log: number[] = [];
  readonly #typedefLog: number[] = [];

  has(name: number, kinds: number): boolean {
    return name < this.#kinds.length && (this.#kinds[name] & kinds) !== 0;
  }

  add(name: number, kinds: number): void {
    if (name >= this.#kinds.length) {
      const grown = new Uint8Array(Math.max(name + 1, this.#kinds.length * 2));
      grown.set(this.#kinds);
      this.#kinds = grown;
    }
    const old = this.#kinds[name];
    if ((old & kinds) === kinds) return;
    this.#log.push(name, old);
    this.#kinds[name] = old | kinds;
  }

  /** The tokens of a typedef's first declaration. */
  typedefText(name: number): TypedefText | undefined {
    return this.#typedefs.get(name);
  }

  addTypedef(name: number, text: TypedefText): void {
    this.add(name, NameKind.typedef);
    if (this.#typedefs.has(name)) return;
    this.#typedefs.set(name, text);
    this.#typedefLog.push(name);
  }

  checkpoint(): { readonly names: number; readonly typedefs: number } {
    return { names: this.#log.length, typedefs: this.#typedefLog.length };
  }

  rollback(to: { readonly names: number; readonly typedefs: number }): void {
    while (this.#log.length > to.names) {
      const old = this.#log.pop()!;
      this.#kinds[this.#log.pop()!] = old;
    }
    while (this.#typedefLog.length > to.typedefs) this.#typedefs.delete(this.#typedefLog.pop()!);
  }
}
