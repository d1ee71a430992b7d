/**
 * What translating one body needs at hand: the crate it is for, the body's locals and their Rust names, and what the translation
 * gathers on its way: names it refers to, labels and temporaries it made. A construct without a translation ends it by `refuse`, which
 * the room's door catches: it never crosses it.
 */
import type {
  CFunction,
  CVariable,
  LocalId,
  LocalVariable,
  TemplateParameter,
  TypedBody,
  TypeId,
} from "../../semantics/index.js";
import type { MathHelper } from "../math/index.js";
import type { MemberTraits } from "../member-traits.js";
import type { LayoutHelper } from "../record-shape.js";
import type { RustStatement, RustType } from "../rust-crate.js";
import { rustLabel } from "../rust-name.js";
import type { Translation } from "../translation.js";
import type { BodyTypes, TypeKey } from "./body-type.js";
import type { JumpTarget } from "./jump.js";
import type { LocalNames } from "./local-names.js";
import type { NamedArguments } from "./several-arguments.js";

/** Values of file scope, as bodies may name them. */
export interface BodyScope {
  /** Why a body cannot refer to the function or variable; undefined where it can. */
  readonly whyNoItem: (name: string) => string | undefined;
  readonly function: (name: string) => CFunction | undefined;
  readonly variable: (name: string) => CVariable | undefined;
  /** A constant item. */
  readonly constant: (name: string) => KnownConstant | undefined;
  /** The item of a `static const` object that has a value but no place: a constant, or a function that gives it. */
  readonly constantObject: (name: string) => "const" | "function" | undefined;
  /** Has an item of value kind the name, so that no local can have it? */
  readonly isValue: (name: string) => boolean;
  /** Is the function translated from its body, so that its address needs the C calling convention? */
  readonly isInline: (name: string) => boolean;
}

/** A constant item: its value, and its Rust type resolved and as spelled. */
export interface KnownConstant {
  readonly value: bigint;
  readonly key: TypeKey;
  readonly type: RustType;
}

/** What the body of a macro has beside that of a function. */
export interface MacroContext {
  /** Arguments are converted as C converts what initializes: any pointer to `void *`; `c"text"` does where C has a `const char *`. */
  readonly converts?: boolean;
  /** Parameters of which the macro asks for the size of an element: arrays or pointers. */
  readonly elementsAsked: ReadonlySet<number>;
  /** All of them are arrays. */
  readonly areArrays?: boolean;
  readonly parameters: readonly TemplateParameter[];
  /** Of `...` and of lists: what is taken one by one. */
  readonly named?: NamedArguments;
  /** Put before names of `math/`: `$crate::c_math::`. */
  readonly mathPath: string;
  readonly usesMath: Set<MathHelper>;
  readonly members: MemberTraits;
}

export interface BodyState {
  /** Undefined in functions. */
  readonly macro?: MacroContext | undefined;
  readonly t: Translation;
  readonly types: BodyTypes;
  readonly scope: BodyScope;
  readonly body: TypedBody;
  readonly functionName: string;
  readonly returns: TypedReturn;
  /** By LocalId. */
  readonly localNames: readonly string[];
  /** C names of values referred to. */
  readonly values: Set<string>;
  /** Inline functions whose address is taken. */
  readonly addressTaken: Set<string>;
  /** Items of `layout-helper.ts` that it uses. */
  readonly helpers: Set<LayoutHelper>;
  /** Locals that are declared ahead of their C declaration, which then only gives the value. */
  readonly ahead: Set<LocalId>;
  /** Rust names that more than one local has: what declares them must stay in its block. */
  readonly shared: ReadonlySet<string>;
  /** Rust names in use, for fresh ones. */
  readonly taken: Set<string>;
  readonly labels: Map<string, number>;
  /** A `static const` object that is only read where it stands now. */
  readonly read?: string | undefined;
  /** Where break, continue and goto lead, innermost last. */
  readonly jumps: JumpTarget[];
  /** Declarations to stand before the statement being translated. */
  readonly pending: RustStatement[];
}

/** A body about to be translated: nothing gathered yet. Field by field: spreading takes ten times as long, and there are thousands of bodies. */
export function newBodyState(
  given: Pick<BodyState, "t" | "types" | "scope" | "body" | "macro" | "functionName" | "returns">,
  { names, shared, taken }: LocalNames,
): BodyState {
  return {
    macro: given.macro,
    t: given.t,
    types: given.types,
    scope: given.scope,
    body: given.body,
    functionName: given.functionName,
    returns: given.returns,
    localNames: names,
    values: new Set(),
    addressTaken: new Set(),
    helpers: new Set(),
    ahead: new Set(),
    shared,
    taken,
    labels: new Map(),
    jumps: [],
    pending: [],
  };
}

export interface TypedReturn {
  /** Undefined for void. */
  readonly type: TypeId | undefined;
  readonly noreturn: boolean;
}

export class Refusal extends Error {
  constructor(
    readonly why: string,
    readonly at: number,
  ) {
    super(why);
  }
}

export function refuse(why: string, at = -1): never {
  throw new Refusal(why, at);
}

export function localOf(s: BodyState, id: LocalId): LocalVariable {
  return s.body.locals[id];
}

/** A name for a local of our own: no local of C's, no constant or static (a pattern would mean that), no function that is called. */
export function fresh(s: BodyState, wish: string): string {
  const isTaken = (name: string): boolean =>
    s.taken.has(name) || s.scope.isValue(name) || s.scope.function(name) !== undefined;
  let name = wish;
  for (let n = 2; isTaken(name); n++) name = `${wish}_${n}`;
  s.taken.add(name);
  return name;
}

export function freshLabel(s: BodyState, wanted: string): string {
  const wish = rustLabel(wanted);
  const count = (s.labels.get(wish) ?? 0) + 1;
  s.labels.set(wish, count);
  return count === 1 ? wish : `${wish}_${count}`;
}

/** `core::mem::zeroed`, spelled so that no C name hides it. */
export function corePath(s: BodyState, path: string): string {
  return `${s.t.spelling.core}::${path}`;
}
