/** What the Rust room is given: the programs of a unit plan, where their text stands, and what the user chose. Plain data. */
import type { SourceTable, Target } from "../base/index.js";
import type { BodyOutcome, CProgram } from "../semantics/index.js";

export interface ProgramInput {
  /** "common", or the include name of the header that the unit is for. */
  readonly unit: string;
  readonly program: CProgram;
  /** Include names of the headers whose items this unit gives. Empty: every header of the unit. */
  readonly headers: readonly string[];
  /** Typed bodies of its inline functions, by name. Undefined: the request is for declarations only. */
  readonly bodies?: ReadonlyMap<string, BodyOutcome> | undefined;
  /** The unit whose items are re-exported at the crate root. At most one. */
  readonly isCommon: boolean;
}

export interface RustTarget {
  readonly channel: "stable" | "nightly";
  /** Minor version: 77 for Rust 1.77. */
  readonly minor: number;
}

/** A typedef that has a Rust type of its own: a row of rules/rust-types.json. */
export interface TypeRule {
  /** The Rust primitive; it is only taken where size and signedness agree with the C type. */
  readonly rust: string;
  /** Signatures keep the C name (`uintptr_t`), whose alias then is of the Rust type. */
  readonly keepName: boolean;
  readonly why: string;
}

/** A builtin of the compiler in Rust. `on`: the Rust type of the operand; `order`: a memory order, `ordered`: the arguments say it. */
export interface BuiltinForm {
  readonly form:
    | "argument"
    | "method"
    | "first-set"
    | "sign-bits"
    | "parity"
    | "constant"
    | "unreachable"
    | "panic"
    | "nothing"
    | "memory"
    | "library"
    | "overflow"
    | "carry"
    | "float-test"
    | "spin"
    | "refused"
    | "atomic"
    | "atomic-exchange"
    | "atomic-copy"
    | "align"
    | "object-size"
    | "unchecked"
    | "bits-of-any"
    | "fence";
  readonly method?: string;
  readonly on?: string;
  readonly value?: string;
  readonly gives?: "old" | "new" | "nothing" | "success" | "expected";
  readonly order?: string;
  readonly ordered?: boolean;
  /** Of `unchecked`, which is `method` without a check of bounds: indices of the arguments that only the check reads. */
  readonly leaves?: readonly number[];
  /** What does nothing does evaluate its arguments. */
  readonly evaluates?: boolean;
  /** Rust 1.N has the method. */
  readonly since?: number;
  readonly why?: string;
}

/** Aligned by an attribute; floating members in a packed record or beside bit-fields; floating members beside pointers. */
export type PassedOtherwise = "aligned" | "mixed floats" | "floats beside pointers";

export interface RustRules {
  /** By typedef name. */
  readonly types: Readonly<Record<string, TypeRule>>;
  /** How calls of the compiler's builtins are said, by name. */
  readonly builtins?: Readonly<Record<string, BuiltinForm>>;
  /** Rust's name of a calling convention that an attribute gives: `stdcall`. */
  readonly conventions?: Readonly<Record<string, string>>;
  /** What a record by value must not be, by FreeBSD's MACHINE: see by-value.ts. */
  readonly passedOtherwise: {
    readonly machines: Readonly<Record<string, readonly PassedOtherwise[]>>;
    readonly others: readonly PassedOtherwise[];
  };
  /** Records to treat as opaque though their definition is seen: `struct turnstile`, with why. */
  readonly opaque: Readonly<Record<string, string>>;
}

/** What the user narrowed the crate to. All patterns are data; see `selection.ts` for their form. */
export interface Selection {
  /** Shell patterns over C names, `struct`, `union` or `enum` in front for tags only; these and all they need are kept. */
  readonly only: readonly string[];
  /** Regular expressions over whole C names, as bindgen takes them. */
  readonly allow: readonly string[];
  readonly block: readonly string[];
  readonly opaque: readonly string[];
}

export interface TranslateInput {
  readonly programs: readonly ProgramInput[];
  readonly sources: SourceTable;
  readonly target: Target;
  readonly rustTarget: RustTarget;
  readonly edition: "2021" | "2024";
  readonly mode: "crate" | "single-file";
  readonly enumStyle: "alias" | "newtype";
  /** Header that a single file is for: `point.h` gives the module `point_h`. The first main file where absent. */
  readonly mainHeader?: string | undefined;
  readonly selection?: Selection | undefined;
  readonly rules: RustRules;
  /** Place of the definition of a record that no header defines: `struct turnstile` → `sys/kern/subr_turnstile.c:129`. */
  readonly definitionPlaces?: ReadonlyMap<string, string> | undefined;
}
