/** What a preprocessed unit holds besides its tokens: every macro definition, every conditional, every inclusion, every comment. */
import type { Diagnostic, Place, SourceId } from "../base/index.js";
import type { ExpansionTable, SpellingId, TokenStream } from "./token-stream.js";

export type MacroId = number & { readonly __id: "macro" };

/** A token of a macro's replacement list, as written. */
export interface MacroToken {
  readonly kind: number;
  readonly flags: number;
  readonly spelling: SpellingId;
  readonly at: Place;
}

export interface MacroDefinition {
  readonly id: MacroId;
  readonly name: string;
  /** Place of the name after #define; a place of the predefined source for built-in ones. */
  readonly place: Place;
  /** Undefined for an object-like macro. */
  readonly parameters: readonly string[] | undefined;
  /** `...` or `name...` ends the list; the name is the last of `parameters` (`__VA_ARGS__` where none was given). */
  readonly variadic: boolean;
  /** Made when first read: most bodies never are. */
  readonly body: readonly MacroToken[];
  /** Conditional group that held the definition, or -1: row of `conditionals`. */
  readonly conditional: number;
  /** Predefined by the compiler or the command line. */
  readonly predefined: boolean;
  /** Header (outermost include of the unit) whose inclusion defined it: index into `inclusions`. -1 for predefined. */
  readonly inclusion: number;
}

/** One #if / #ifdef / #ifndef / #elif / #else group that was evaluated. */
export interface ConditionalGroup {
  readonly place: Place;
  readonly directive: "if" | "ifdef" | "ifndef" | "elif" | "elifdef" | "elifndef" | "else";
  readonly taken: boolean;
  /** Text of the condition, spaces folded; empty for else. */
  readonly condition: string;
  /** Kernel options that the condition asked about, directly or through macros, sorted. */
  readonly options: readonly string[];
  /** Row of the group that opened this #if … #endif; itself for the first. */
  readonly opens: number;
  /** Row of the enclosing taken group, or -1. */
  readonly parent: number;
  /** Place of the first token after the group's line, and of the directive that ends it. */
  readonly from: Place;
  readonly to: Place;
}

/** One header that the unit was asked to include (not the nested ones). */
export interface Inclusion {
  readonly name: string;
  readonly source: SourceId | -1;
  /** Tokens [from, to) of the stream came from it or from what it included. */
  readonly from: number;
  readonly to: number;
  readonly failed: boolean;
  /** Macros that it defined and that are again what they were before: of an interceptor (CEnvironment). */
  readonly restored?: readonly string[];
}

/** Comments of one source as columns: offsets in that source. */
export interface CommentTable {
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/**
 * From token `at` on, members are packed to `pack` bytes, 0 for none (`#pragma pack`), and records are laid out as Microsoft's
 * compilers do it or not (`#pragma ms_struct`). In order of `at`; the last row for an index wins.
 */
export interface PackChange {
  readonly at: number;
  readonly pack: number;
  readonly msStruct: boolean;
  /** The pragma by which records are laid out in a way that is not known. */
  readonly unsupported?: string | undefined;
}

/** A #pragma or _Pragma that the preprocessor itself has no use for: `weak f = g`, `redefine_extname a b`. It stands before token `at`. */
export interface PragmaLine {
  readonly at: number;
  /** What follows `#pragma`, spaces folded. */
  readonly text: string;
  readonly place: Place;
}

export interface PreprocessedUnit {
  readonly tokens: TokenStream;
  readonly expansions: ExpansionTable;
  /** Every definition made, by MacroId; a name may have several. */
  readonly macros: readonly MacroDefinition[];
  /** Definitions in force at the end, by name. */
  readonly active: ReadonlyMap<string, MacroId>;
  readonly conditionals: readonly ConditionalGroup[];
  readonly inclusions: readonly Inclusion[];
  /**
   * The innermost conditional group around each #include that found a source, by source: rows of `conditionals`, -1 for none. Also those
   * that gave nothing, because the source had been read before.
   */
  readonly includedUnder: ReadonlyMap<SourceId, readonly number[]>;
  /** By SourceId; only sources that were lexed have an entry. */
  readonly comments: ReadonlyMap<SourceId, CommentTable>;
  readonly diagnostics: readonly Diagnostic[];
  readonly packChanges: readonly PackChange[];
  readonly pragmas: readonly PragmaLine[];
}
