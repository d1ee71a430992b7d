/**
 * What the translation of inline assembly asks of the translator of expressions: types and sizes of operands, and operands as Rust.
 * In: typed expressions of the body. Out: Rust expressions. The functions may leave by their own refusal; nothing here catches it.
 */
import type { TypedExpression } from "../../semantics/index.js";
import type { RustExpression, RustStatement, RustType } from "../rust-crate.js";

export type AsmArchitectureName =
  | "x86_64"
  | "i386"
  | "aarch64"
  | "riscv32"
  | "riscv64"
  | "arm"
  | "powerpc"
  | "powerpc64";

/** How a C type looks in Rust, as far as a register cares. */
export interface AsmType {
  /**
   * "integer", "pointer" and "float" are what `asm!` takes: Rust's primitive of that size, a thin raw pointer, f32 or f64. "bool" is
   * Rust's bool. "open" is what a macro's caller gives, of no known size (0 BYTES); `asm!` takes it as it is. "other" is anything else with a size that is Copy (an enum of its own type, a record, `Option<fn>`): it goes through
   * an integer of its size.
   */
  readonly kind: "integer" | "pointer" | "float" | "vector" | "bool" | "open" | "other";
  /** Size in BYTES. */
  readonly bytes: number;
  readonly rust: RustType;
}

export interface AsmContext {
  readonly architecture: AsmArchitectureName;
  /** `core`, so spelled that no C name hides it; `core` where absent. */
  readonly core?: string;
  /** Of the expression's type; undefined for one without a size. */
  readonly type: (expression: TypedExpression) => AsmType | undefined;
  /** The number that an integer constant expression is, in its C type; undefined for other expressions. */
  readonly constant: (expression: TypedExpression) => bigint | undefined;
  /** The value of an expression that is no lvalue, of the Rust type of its C type. */
  readonly value: (expression: TypedExpression) => RustExpression;
  /** A Rust place that reads and writes what the lvalue designates; undefined where only `load` and `store` can (bit-field, volatile). */
  readonly place: (lvalue: TypedExpression) => RustExpression | undefined;
  readonly load: (lvalue: TypedExpression) => RustExpression;
  readonly store: (lvalue: TypedExpression, value: RustExpression) => RustStatement;
  /** A thin raw pointer to what the lvalue designates. */
  readonly address: (lvalue: TypedExpression) => RustExpression;
  /** The path of the function or static whose address the expression is; undefined where it is not just that. */
  readonly symbol: (expression: TypedExpression) => string | undefined;
  /** A name that no variable of the body has. */
  readonly fresh: (hint: string) => string;
  /** The register of a GNU register variable (`register long a0 __asm("a0")`); undefined for other lvalues. */
  readonly registerOf?: (lvalue: TypedExpression) => string | undefined;
}

export type AsmTranslation =
  | { readonly kind: "statements"; readonly statements: readonly RustStatement[] }
  | { readonly kind: "refused"; readonly why: string };
