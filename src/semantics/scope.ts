/**
 * Names in force (C11 6.2.1, 6.2.3): ordinary identifiers and tags, level by level. A scope is a file's, a parameter list's or a
 * block's; looking up goes outwards.
 */
import type { Bytes } from "../base/index.js";
import type { TypeName } from "../syntax/index.js";
import type { EnumId, RecordId, TypedefId, TypeId } from "./c-type.js";
import type { Constant } from "./constant.js";
import type { LocalId } from "./typed-body.js";

export type Entity =
  | { readonly kind: "typedef"; readonly typedef: TypedefId }
  /** Row of `DeclaredTable.functions`. */
  | { readonly kind: "function"; readonly index: number }
  /** Row of `DeclaredTable.variables`. */
  | {
      readonly kind: "variable";
      readonly index: number;
      /** Of a constexpr one that is a number. */
      readonly value?: Constant | undefined;
      /** Of a const one that is a number. */
      readonly folded?: Constant | undefined;
    }
  | { readonly kind: "enumerator"; readonly value: bigint; readonly type: TypeId }
  /** A parameter, or a variable without linkage of a block; `local`, `macroParameter` where a body is being typed. */
  | {
      readonly kind: "local";
      readonly type: TypeId;
      readonly local?: LocalId;
      /** Of a constexpr one that is a number. */
      readonly value?: Constant | undefined;
      /** Of a const one that is a number. */
      readonly folded?: Constant | undefined;
      /** As its declaration's attributes ask, BYTES. */
      readonly aligned?: Bytes | undefined;
      readonly macroParameter?: MacroArgument;
    };

/** What a name in a macro's body stands for: the caller's argument of that index. */
export interface MacroArgument {
  readonly index: number;
  /** An object that the body may assign or take the address of. */
  readonly lvalue: boolean;
  /** The arguments of `...`, any number of them. */
  readonly variadic: boolean;
  /** Those that are `.member = value`. */
  readonly members: boolean;
  /** Initializers, any number of them where an array's list ends in it. */
  readonly elements: boolean;
}

export type Tag =
  | { readonly kind: "record"; readonly record: RecordId }
  | { readonly kind: "enum"; readonly enum: EnumId };

export class Scope {
  #names: Map<string, Entity> | undefined;
  #tags: Map<string, Tag> | undefined;
  #defining: Map<TypeName, TypeId> | undefined;

  constructor(
    readonly kind: "file" | "prototype" | "block",
    readonly parent: Scope | undefined,
    from?: Scope,
  ) {
    if (from !== undefined) {
      this.#names = new Map(from.names);
      this.#tags = new Map(from.tags);
    }
  }

  /** Of this level alone. Most parameter lists never ask: the map is made when first asked for. */
  get names(): Map<string, Entity> {
    this.#names ??= new Map();
    return this.#names;
  }

  get tags(): Map<string, Tag> {
    this.#tags ??= new Map();
    return this.#tags;
  }

  /** Type names here that define a record or an enum, with what they named: expressions are typed more than once, and define one type. */
  get defining(): Map<TypeName, TypeId> {
    this.#defining ??= new Map();
    return this.#defining;
  }

  inner(kind: "prototype" | "block"): Scope {
    return new Scope(kind, this);
  }

  name(name: string): Entity | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const found = scope.#names?.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  tag(name: string): Tag | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const found = scope.#tags?.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
