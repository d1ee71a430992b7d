/** A translation unit understood: everything it declares, with types resolved and constants evaluated. Plain data. */
import type { Bytes, Diagnostic } from "../base/index.js";
import type { MacroId } from "../preprocess/index.js";
import type { Attribute } from "../syntax/index.js";
import type { BodyOutcome } from "./body/index.js";
import type { CEnum, CRecord, CType, CTypedef, Origin, TypeId } from "./c-type.js";
import type { FunctionMacroMeaning } from "./macro-template.js";

export interface CFunction {
  readonly name: string;
  /** Always a function type, never a typedef of one (its sugar is resolved, parameters keep theirs). */
  readonly type: TypeId;
  readonly storage: "extern" | "static";
  readonly inline: boolean;
  /** Tokens [from, to) of the body, braces included; undefined for a declaration. */
  readonly body: { readonly from: number; readonly to: number } | undefined;
  readonly noreturn: boolean;
  readonly weak: boolean;
  readonly returnsTwice: boolean;
  /** `__asm("name")`. */
  readonly asmLabel: string | undefined;
  /** `__attribute__((alias("name")))`. */
  readonly alias: string | undefined;
  /** All attributes of all its declarations, for what is not a field here. */
  readonly attributes: readonly Attribute[];
  /** Other functions have the name, too (clang's `overloadable`): what its arguments are says which is meant. */
  readonly overloads: boolean;
  /** Where the unit's first declaration stands. */
  readonly origin: Origin;
}

export interface CVariable {
  readonly name: string;
  readonly type: TypeId;
  readonly storage: "extern" | "static";
  readonly threadLocal: boolean;
  /** True where the unit defines it (an initializer, or a tentative definition). */
  readonly defined: boolean;
  readonly weak: boolean;
  readonly asmLabel: string | undefined;
  readonly alias: string | undefined;
  /** aligned(n) on the declarations, BYTES, the largest. */
  readonly aligned: Bytes | undefined;
  readonly attributes: readonly Attribute[];
  /** Of a static one that has an initializer: a body that returns its value. */
  readonly value?: BodyOutcome | undefined;
  readonly origin: Origin;
}

/** `.name`, `->name`, `[index]`. */
export type PathStep =
  | { readonly kind: "member" | "pointee"; readonly name: string }
  | { readonly kind: "element"; readonly index: bigint };

/** The meaning of an object-like macro at the end of the unit. */
export type MacroMeaning =
  | {
      readonly kind: "integer";
      readonly value: bigint;
      /** C type of the expression, promotions applied as C does: what `__typeof__(NAME)` gives. */
      readonly type: TypeId;
      /** Radix to print in: that of the literals it is made of. */
      readonly radix: 8 | 10 | 16;
      /** Another object-like macro or enumerator that the body consists of alone: `#define A B`. */
      readonly aliasOf: string | undefined;
    }
  | { readonly kind: "float"; readonly value: number; readonly type: TypeId }
  /** Code units of a string literal without the final NUL: bytes, of wide ones as wide as the prefix says. */
  | { readonly kind: "string"; readonly units: readonly number[]; readonly prefix: "" | "L" | "u" | "U" | "u8" }
  | { readonly kind: "function-alias"; readonly name: string }
  | { readonly kind: "variable-alias"; readonly name: string }
  /** The body names a type (`#define u_foo unsigned int`, `#define buf_t struct buf *`), or a tag and nothing else: `#define tcp6hdr tcphdr`. */
  | { readonly kind: "type-alias"; readonly type: TypeId }
  /** The body is the name of a function-like macro. */
  | { readonly kind: "macro-alias"; readonly name: string }
  /** `#define td_retval td_uretoff.tdu_retval`: what stands behind the dot in front of it, for some record(s). A `member` comes first. */
  | { readonly kind: "member-path"; readonly path: readonly PathStep[] }
  | ExpressionMeaning
  /** A function's parameters: `#define SYSCTL_HANDLER_ARGS struct sysctl_oid *oidp, …`. Types adjusted as a function's are. */
  | {
      readonly kind: "parameters";
      readonly parameters: readonly { readonly name: string; readonly type: TypeId }[];
    }
  | { readonly kind: "empty" }
  /** Statements, fragments, attributes, keywords: nothing that has a value. `why` is for people. `undeclared`: an expression with a name of nobody's. */
  | { readonly kind: "other"; readonly why: string; readonly undeclared?: boolean };

/** An expression that is typed but no constant (`curthread`, `(&thread0)`), or a constant of another type (`((caddr_t)-1)`). */
export interface ExpressionMeaning {
  readonly kind: "expression";
  /**
   * `object`: it designates one, and `outcome` gives a pointer to that. `initializer`: a list in braces, `list` one
   * without, of the type that a rule says.
   */
  readonly form: "value" | "object" | "initializer" | "list";
  /** What `outcome` gives: the expression's type, or a pointer to it. */
  readonly type: TypeId;
  /** Of a pointer that is an integer constant, converted: `((caddr_t)-1)`. */
  readonly address: bigint | undefined;
  /** A body without parameters that returns it. */
  readonly outcome: BodyOutcome;
}

export interface CMacro {
  readonly id: MacroId;
  readonly name: string;
  readonly meaning: MacroMeaning;
  readonly origin: Origin;
}

/** A macro with parameters; or one that C names without parentheses and that uses variables of its caller's (`bare`). */
export interface CFunctionMacro {
  readonly id: MacroId;
  readonly name: string;
  readonly bare: boolean;
  readonly meaning: FunctionMacroMeaning;
  readonly origin: Origin;
}

export interface CProgram {
  readonly types: readonly CType[];
  readonly records: readonly CRecord[];
  readonly enums: readonly CEnum[];
  readonly typedefs: readonly CTypedef[];
  readonly functions: readonly CFunction[];
  readonly variables: readonly CVariable[];
  /** Where assembly stands at file scope (GCC: Basic Asm). */
  readonly assembly: readonly Origin[];
  /** Object-like macros in force at the end of the unit, predefined ones left out. */
  readonly macros: readonly CMacro[];
  readonly functionMacros: readonly CFunctionMacro[];
  readonly diagnostics: readonly Diagnostic[];
}
