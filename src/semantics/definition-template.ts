/**
 * What a macro that defines things puts at file scope (C11 6.9), as plain data. Names are the spelling of the expansion, in which
 * placeholders stand for what the caller says: `sysctl__` `__kpigen_0__`.
 */
import type { Bytes } from "../base/index.js";
import type { RecordId, TypeId } from "./c-type.js";
import type { TemplateParameter } from "./macro-template.js";
import type { LocalId, LocalVariable, TypedBody, TypedExpression, TypedInitializer } from "./typed-body.js";

export interface DefinedVariable {
  readonly kind: "variable";
  /** Its row of `locals`: name and type. */
  readonly local: LocalId;
  /** "static": of this file alone; "global": a symbol others may refer to; "extern": declared here, defined elsewhere. */
  readonly storage: "static" | "global" | "extern";
  /** attribute section. */
  readonly section: string | undefined;
  /** attribute used: kept though nothing refers to it. */
  readonly used: boolean;
  readonly weak: boolean;
  /** aligned(n), BYTES. */
  readonly aligned: Bytes | undefined;
  /** const: it may lie in memory that is never written. */
  readonly constant: boolean;
  readonly initializer: TypedInitializer | undefined;
}

export interface DefinedFunction {
  readonly kind: "function";
  /** Its row of `locals`: name and type. */
  readonly local: LocalId;
  readonly storage: "static" | "global";
  /** Rows of `locals`, which has the variables of its block too. */
  readonly parameters: readonly LocalId[];
  readonly block: TypedBody["block"];
}

export type Defined =
  | DefinedVariable
  | { readonly kind: "record"; readonly record: RecordId }
  /** Declared here, defined elsewhere. */
  | { readonly kind: "function-declaration"; readonly name: string; readonly type: TypeId }
  | DefinedFunction
  | { readonly kind: "assertion"; readonly condition: TypedExpression; readonly message: string | undefined }
  /** asm at file scope. */
  | { readonly kind: "assembly"; readonly text: string };

export interface DefinitionTemplate {
  readonly parameters: readonly TemplateParameter[];
  /** Variables and functions of all the things, and what is local to functions: they refer to each other by LocalId. */
  readonly locals: readonly LocalVariable[];
  readonly things: readonly Defined[];
}
