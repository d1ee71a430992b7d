/**
 * Facts about compilers that the semantics takes as data, the shape of rules/builtins.json, attributes.json and initializers.json. rules/ stands
 * beside src/ and dist/, so one relative URL serves both; the files are part of the package, not input.
 */
import { readRules } from "../base/index.js";
import { readSizelessTypes, type SizelessTypes } from "../syntax/index.js";

/** How a builtin's call is folded; `none` where only its type is known. */
export type BuiltinFold =
  | "none"
  | "first-argument"
  | "constant-p"
  | "byte-swap"
  | "bit-reverse"
  | "rotate-left"
  | "rotate-right"
  | "find-first-set"
  | "count-trailing-zeros"
  | "count-leading-zeros"
  | "population-count"
  | "parity"
  | "leading-sign-bits"
  | "absolute"
  | "string-length"
  | "align-up"
  | "align-down"
  | "is-aligned"
  | "infinity"
  | "not-a-number";

export interface BuiltinRule {
  readonly name: string;
  /**
   * Result and parameters in the notation of clang's Builtins.def: v void, b _Bool, c char, s short, i int, f float, d double, z size_t,
   * Y ptrdiff_t, w wchar_t, a va_list; before them L (long, twice long long, three times __int128), W (int64_t), S, U; after them * C D R; a final
   * `.` is `...`. "p": the type the first argument points to, "1": the type of the first argument.
   */
  readonly signature: string;
  readonly fold: BuiltinFold;
}

/**
 * What an attribute does to declarations. `handled` are those that src/semantics reads; `harmless` change neither type nor layout nor
 * call; `convention` changes how a function is called on `machines` (Target.machine) and is ignored elsewhere; `layout` would change a layout in a way that is not handled, so the record becomes opaque.
 */
export interface AttributeRule {
  readonly name: string;
  readonly effect: "handled" | "harmless" | "convention" | "layout";
  readonly machines?: readonly string[];
  readonly why: string;
}

/** What a list of initializers is for: a macro that C gives no type. */
export interface InitializerRule {
  /** A name, or the beginning of names and a star. */
  readonly macro: string;
  /** As C names the type: `kobj_method_t`, `struct ifmedia_description []`. */
  readonly type: string;
  /** The macro stands inside of braces that its users write. */
  readonly braces?: boolean;
  readonly why: string;
}

export interface SemanticRules {
  readonly builtins: ReadonlyMap<string, BuiltinRule>;
  readonly sizeless: SizelessTypes;
  readonly attributes: ReadonlyMap<string, AttributeRule>;
  /** Functions that return twice, whatever is said of them. */
  readonly returnsTwice: ReadonlySet<string>;
  readonly initializers: readonly InitializerRule[];
}

/** Indexes the rows of the rule files. */
export function semanticRules(
  builtins: { readonly builtins: readonly BuiltinRule[] },
  attributes: {
    readonly attributes: readonly AttributeRule[];
    readonly returnsTwice: { readonly names: readonly string[] };
  },
  initializers: { readonly initializers: readonly InitializerRule[] },
  sizeless: SizelessTypes,
): SemanticRules {
  return {
    builtins: new Map(builtins.builtins.map((rule) => [rule.name, rule])),
    sizeless,
    attributes: new Map(attributes.attributes.map((rule) => [rule.name, rule])),
    returnsTwice: new Set(attributes.returnsTwice.names),
    initializers: initializers.initializers,
  };
}

/** The rules that come with kpigen. */
export function readSemanticRules(): SemanticRules {
  return semanticRules(
    readRules("builtins.json"),
    readRules("attributes.json"),
    readRules("initializers.json"),
    readSizelessTypes(),
  );
}
