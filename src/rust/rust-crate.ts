/**
 * A Rust crate as data: modules of items. No text of Rust syntax except in leaf names and literals; `print/` alone decides layout.
 * Items carry a stable key, so that two crates can be compared and merged.
 */

/** `kind name`, unique in the crate: `fn mtx_init`, `struct mtx`, `const M_ZERO` (prefixed by the module for own units). */
export type ItemKey = string & { readonly __id: "item" };

export interface Doc {
  /** Text of the C comment, lines split, already free of comment marks. Escaping for rustdoc is done here, not in print. */
  readonly lines: readonly string[];
  /** `sys/sys/turnstile.h:87`; undefined for generated helpers. */
  readonly definedIn: string | undefined;
  /** `VOLATILE!` and other lines of kpigen's own. */
  readonly notes: readonly string[];
}

export type RustType =
  /** A path printed as it is: `c_int`, `u32`, `core::ffi::c_void`, `mtx`, `crate::sys::_mutex::mtx`. */
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "pointer"; readonly mutable: boolean; readonly to: RustType }
  /** `&T` of a constant, 'static by elision. */
  | { readonly kind: "reference"; readonly to: RustType }
  | { readonly kind: "array"; readonly of: RustType; readonly length: string }
  | { readonly kind: "tuple"; readonly of: readonly RustType[] }
  | { readonly kind: "never" }
  | { readonly kind: "function"; readonly signature: RustSignature }
  /** `Option<unsafe extern "C" fn(..)>`: any generic path. */
  | { readonly kind: "generic"; readonly path: string; readonly arguments: readonly RustType[] };

export interface RustSignature {
  readonly parameters: readonly {
    readonly name: string | undefined;
    readonly type: RustType;
    /** `mut` in front of the name: the body assigns to it. */
    readonly mutable?: boolean;
  }[];
  readonly variadic: boolean;
  /** Of an extern function or a pointer to one; undefined for "C". */
  readonly abi?: string;
  /** Undefined for `()`. */
  readonly returns: RustType | undefined;
}

export interface RustField {
  readonly name: string;
  readonly type: RustType;
  readonly public: boolean;
  readonly doc: Doc | undefined;
}

/** An attribute without `#[` and `]`: `repr(C)`, `derive(Copy, Clone)`, `link_name = "x"`; whole where it begins with `$(`, a macro's repetition. */
export type RustAttribute = string;

export type RustItem =
  | {
      readonly kind: "record";
      readonly key: ItemKey;
      readonly name: string;
      readonly union: boolean;
      /** `T`, `U`: of a record that a macro stands for. */
      readonly generics?: readonly string[];
      /** `pub struct name(pub T);`: field names are not printed. */
      readonly tuple?: boolean;
      readonly attributes: readonly RustAttribute[];
      readonly fields: readonly RustField[];
      readonly doc: Doc;
    }
  | {
      readonly kind: "type";
      readonly key: ItemKey;
      readonly name: string;
      readonly type: RustType;
      readonly attributes: readonly RustAttribute[];
      readonly doc: Doc;
    }
  | {
      readonly kind: "const";
      readonly key: ItemKey;
      readonly name: string;
      readonly type: RustType;
      readonly value: RustExpression;
      readonly attributes: readonly RustAttribute[];
      readonly doc: Doc;
    }
  | {
      readonly kind: "extern-function";
      readonly key: ItemKey;
      readonly name: string;
      readonly signature: RustSignature;
      readonly attributes: readonly RustAttribute[];
      readonly doc: Doc;
    }
  | {
      readonly kind: "extern-static";
      readonly key: ItemKey;
      readonly name: string;
      readonly type: RustType;
      readonly mutable: boolean;
      readonly attributes: readonly RustAttribute[];
      readonly doc: Doc;
    }
  /** `extern "C" { … }` inside of a block; `unsafe` as edition 2024 wants it. */
  | {
      readonly kind: "extern-block";
      readonly key: ItemKey;
      readonly unsafe: boolean;
      readonly items: readonly RustItem[];
    }
  /** `static mut NAME: T = value;`: a static local of a C function, or what a macro defines. */
  | {
      readonly kind: "static";
      readonly key: ItemKey;
      readonly name: string;
      readonly type: RustType;
      readonly mutable: boolean;
      readonly value: RustExpression;
      readonly attributes: readonly RustAttribute[];
      readonly doc: Doc | undefined;
    }
  | {
      readonly kind: "function";
      readonly key: ItemKey;
      readonly name: string;
      readonly generics: readonly string[];
      readonly signature: RustSignature;
      readonly where: readonly string[];
      /** `$visibility`: what a macro was given. */
      readonly modifiers: readonly ("pub" | "$visibility" | "const" | "unsafe" | 'extern "C"')[];
      readonly attributes: readonly RustAttribute[];
      readonly body: RustBlock;
      readonly doc: Doc;
    }
  | { readonly kind: "impl"; readonly key: ItemKey; readonly header: string; readonly items: readonly RustItem[] }
  /** `unsafe impl trait for name {}`: of what the trait says of the record, which has no functions. */
  | { readonly kind: "trait-impl"; readonly key: ItemKey; readonly trait: RustType; readonly name: string }
  /** `pub use path as name;` */
  | {
      readonly kind: "use";
      readonly key: ItemKey;
      readonly path: string;
      readonly name: string | undefined;
      readonly public: boolean;
      readonly attributes: readonly RustAttribute[];
      readonly doc: Doc | undefined;
    }
  /** A record's layout, checked at compile time by the macro of `layout-helper.ts`. BYTES. */
  | {
      readonly kind: "assert";
      readonly key: ItemKey;
      readonly attributes: readonly RustAttribute[];
      /** Path of the macro without its `!`: `crate::layout::assert_layout`. */
      readonly macro: string;
      readonly record: string;
      readonly size: number;
      readonly align: number;
      /** Fields whose offset is checked; padding is none. */
      readonly fields: readonly { readonly name: string; readonly offset: number }[];
    }
  /** `macro_rules!` */
  | {
      readonly kind: "macro";
      readonly key: ItemKey;
      readonly name: string;
      /** Another item has the name, too: `use` of the macro alone wants a module in which nothing else has it. */
      readonly besideValue?: boolean;
      readonly rules: readonly RustMacroRule[];
      readonly attributes: readonly RustAttribute[];
      readonly doc: Doc;
    }
  /** Hand-written text from rules/, verbatim. */
  | { readonly kind: "verbatim"; readonly key: ItemKey; readonly lines: readonly string[]; readonly doc: Doc };

/** A parameter of a rule, for whoever wants to call it: a proof. */
export interface RustMacroParameter {
  readonly matcher: string;
  /** Of a value: its type, or one of the types that it may have. Undefined: any number. */
  readonly type: RustType | undefined;
}

export interface RustMacroRule {
  /** It is called by the macro's other rules only. */
  readonly shared?: true;
  readonly parameters: readonly RustMacroParameter[];
  /** What stands between the parentheses: `$head:expr, $field:ident`. */
  readonly pattern: string;
  readonly expansion:
    | { readonly kind: "value"; readonly value: RustExpression }
    /** Statements in a block of their own. */
    | { readonly kind: "block"; readonly body: RustBlock }
    | { readonly kind: "type"; readonly type: RustType }
    /** What a macro declares where it is called. */
    | { readonly kind: "items"; readonly items: readonly RustItem[] };
}

export interface RustBlock {
  readonly statements: readonly RustStatement[];
}

export type RustStatement =
  | {
      readonly kind: "let";
      readonly name: string;
      readonly mutable: boolean;
      readonly type: RustType | undefined;
      readonly value: RustExpression | undefined;
      readonly attributes?: readonly RustAttribute[];
    }
  | { readonly kind: "expression"; readonly value: RustExpression }
  /** The block's value, without a semicolon. */
  | { readonly kind: "value"; readonly value: RustExpression }
  | { readonly kind: "return"; readonly value: RustExpression | undefined }
  | {
      readonly kind: "if";
      readonly condition: RustExpression;
      readonly then: RustBlock;
      readonly else: RustBlock | RustStatement | undefined;
    }
  | {
      readonly kind: "while";
      readonly label: string | undefined;
      readonly condition: RustExpression;
      readonly body: RustBlock;
    }
  | { readonly kind: "loop"; readonly label: string | undefined; readonly body: RustBlock }
  | {
      readonly kind: "match";
      readonly on: RustExpression;
      readonly arms: readonly { readonly pattern: string; readonly body: RustBlock }[];
    }
  | { readonly kind: "block"; readonly label: string | undefined; readonly unsafe: boolean; readonly body: RustBlock }
  | { readonly kind: "break"; readonly label: string | undefined; readonly value: RustExpression | undefined }
  | { readonly kind: "continue"; readonly label: string | undefined }
  | { readonly kind: "item"; readonly item: RustItem }
  | RustAsm
  /** `// text`, one line each. */
  | { readonly kind: "comment"; readonly lines: readonly string[] };

/** `core::arch::asm!(…);` */
export interface RustAsm {
  readonly kind: "asm";
  /** Path of the macro, so spelled that no C name hides it: `core::arch::asm`. */
  readonly macro: string;
  /**
   * One string a line, braces already doubled where they are none of `asm!`; Rust's escapes are made by print. An expression is a
   * `concat!` with what a macro's caller gives.
   */
  readonly template: readonly (string | RustExpression)[];
  /** In the order that `asm!` wants: positional ones, named ones, explicit registers. */
  readonly operands: readonly RustAsmOperand[];
  /** `att_syntax`, `nostack`. */
  readonly options: readonly string[];
}

export interface RustAsmOperand {
  readonly name: string | undefined;
  readonly direction: "in" | "out" | "lateout" | "inout" | "inlateout" | "const" | "sym";
  /** A class (`reg`) or an explicit register in quotes (`"eax"`); empty for `const` and `sym`. */
  readonly register: string;
  /** What goes in, or the place that is read and written; undefined for `out` and `lateout`. */
  readonly value: RustExpression | undefined;
  /** The place that is written, `_` for none; undefined for operands that are read only, or where `value` is the place. */
  readonly place: RustExpression | "_" | undefined;
}

/** Expressions; `print/` puts parentheses where Rust's precedence needs them, and nowhere else. */
export type RustExpression =
  /** A literal or path printed as it is: `0x0100`, `c"text"`, `M_ZERO`, `core::ptr::null_mut()`. */
  | { readonly kind: "atom"; readonly text: string }
  | {
      readonly kind: "unary";
      readonly operator: "-" | "!" | "*" | "&" | "&mut " | "&raw const " | "&raw mut ";
      readonly of: RustExpression;
    }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: RustExpression;
      readonly right: RustExpression;
    }
  | {
      readonly kind: "assign";
      readonly operator: string;
      readonly left: RustExpression;
      readonly right: RustExpression;
    }
  | { readonly kind: "cast"; readonly of: RustExpression; readonly type: RustType }
  | {
      readonly kind: "call";
      readonly callee: RustExpression;
      /** `f::<T>(…)`. */
      readonly generics?: readonly RustType[];
      readonly arguments: readonly RustExpression[];
    }
  | {
      readonly kind: "method";
      readonly of: RustExpression;
      readonly name: string;
      readonly generics: readonly RustType[];
      readonly arguments: readonly RustExpression[];
    }
  | { readonly kind: "field"; readonly of: RustExpression; readonly name: string }
  | { readonly kind: "index"; readonly of: RustExpression; readonly index: RustExpression }
  | {
      readonly kind: "struct";
      readonly path: string;
      readonly fields: readonly { readonly name: string; readonly value: RustExpression }[];
      /** Fields that a macro's caller gives: `$($member: $value,)*`. There is a rest behind them. */
      readonly others?: string;
      readonly rest: RustExpression | undefined;
    }
  | { readonly kind: "array"; readonly items: readonly RustExpression[] }
  | { readonly kind: "repeat"; readonly value: RustExpression; readonly count: string }
  | { readonly kind: "tuple"; readonly items: readonly RustExpression[] }
  | {
      readonly kind: "if";
      readonly condition: RustExpression;
      readonly then: RustBlock;
      readonly else: RustBlock | undefined;
    }
  | { readonly kind: "block"; readonly label: string | undefined; readonly unsafe: boolean; readonly body: RustBlock }
  | { readonly kind: "macro"; readonly name: string; readonly arguments: readonly RustExpression[] }
  /** `|| value`, `|parameter| value` */
  | { readonly kind: "closure"; readonly parameter: string | undefined; readonly value: RustExpression }
  /** An argument beside those that a macro's caller gives in any number: `before` is `$($list,)* `, `behind` ` $(, $list)*`, or nothing. */
  | { readonly kind: "beside-list"; readonly before: string; readonly of: RustExpression; readonly behind: string }
  /** A type where a macro takes one: the first argument of `offset_of!`. */
  | { readonly kind: "type"; readonly type: RustType };

/** `use path::name;` or `use path::{a, b};` */
export interface RustImport {
  /** `core::ffi`, `crate::sys::_types`. */
  readonly path: string;
  /** Sorted, legal Rust names. */
  readonly names: readonly string[];
}

export interface RustModule {
  /** Path segments below the crate root, legal Rust names: `["sys", "_mutex"]`; the C header is `header`. */
  readonly path: readonly string[];
  /** `sys/_mutex.h`, for the module's doc line. */
  readonly header: string;
  /** `use path::{names};` lines at the top of the module, private, sorted: exactly the names its items need. */
  readonly imports: readonly RustImport[];
  /** In the order of the C text; neighbouring extern functions and statics share one `extern "C"` block. */
  readonly items: readonly RustItem[];
  /** `pub use self::path::*` at the crate root (every module unless it is of a conflicting unit). */
  readonly atRoot: boolean;
  /** Items left out, for doc lines of the module. */
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  readonly name: string;
  readonly what:
    | "record"
    | "function"
    | "variable"
    | "constant"
    | "typedef"
    | "macro"
    | "inline function"
    | "function-like macro"
    | "enum"
    | "assembly";
  /** `sys/sys/x.h:12`. */
  readonly place: string;
  readonly why: string;
}

/** A C name that could not be kept: a tag beside a typedef of the same name, a name that Rust's own types have. */
export interface RenamedItem {
  /** `struct stat`, `typedef str`. */
  readonly c: string;
  readonly rust: string;
  readonly place: string;
  readonly why: string;
}

export interface RustCrate {
  /**
   * "crate": `modules` are a tree below the crate root. "single-file": there is one module, of one path segment; it is printed as
   * `#[attributes] mod NAME { … }` and `pub use self::NAME::*;`, so that a file fit for `include!` brings neither inner attributes nor
   * its private imports into the including module.
   */
  readonly mode: "crate" | "single-file";
  readonly edition: "2021" | "2024";
  /** Without `#![` and `]`: inner attributes of the crate root; of the wrapping module as outer ones in a single file. */
  readonly attributes: readonly RustAttribute[];
  /** Sorted by path. */
  readonly modules: readonly RustModule[];
  /** What could not be translated, by place. */
  readonly leftOut: readonly LeftOut[];
  /** What needs a body, where the request is for declarations only, by place. */
  readonly notAsked: readonly LeftOut[];
  readonly renamed: readonly RenamedItem[];
  /** Items by kind, for the summary. */
  readonly counts: Readonly<Record<string, number>>;
}
