/**
 * The abstract syntax of C11 with GNU extensions, as plain data. Names follow C11 annex A. Every node has `at`: the index of its
 * first token in the unit's TokenStream, from which its place, its expansions and its comments follow.
 *
 * Parentheses leave no node, except that `parenthesized` is kept where it changes meaning (none does in C's value semantics).
 */

export interface Identifier {
  readonly name: string;
  readonly at: number;
}

// --- declarations -----------------------------------------------------------------------------------------------------------

export type StorageClass = "typedef" | "extern" | "static" | "auto" | "register";

/** `__attribute__((name(arguments)))`, `[[gnu::name]]`, `_Alignas(…)` as "_Alignas". Underscores around the name are stripped. */
export interface Attribute {
  readonly name: string;
  /** `[[…]]` behind a type specifier, `*`, `]` or `)`: of the type that ends there, not of what is declared (C23 6.7.13.1). */
  readonly ofType?: true;
  readonly at: number;
  /** Arguments as expressions; a type name argument (`vector_size` never, `_Alignas(T)`, `mode(SI)` as identifier) as `typeName`. */
  readonly arguments: readonly (
    | Expression
    | { readonly kind: "type-argument"; readonly type: TypeName; readonly at: number }
  )[];
}

export interface Qualifiers {
  readonly const: boolean;
  readonly volatile: boolean;
  readonly restrict: boolean;
  readonly atomic: boolean;
}

export type TypeSpecifier =
  /** `unsigned long int`: the words in source order, without qualifiers. */
  | { readonly kind: "basic"; readonly words: readonly string[]; readonly at: number }
  | { readonly kind: "typedef-name"; readonly name: string; readonly at: number }
  | RecordSpecifier
  | EnumSpecifier
  /** `unqualified`: C23's typeof_unqual. */
  | {
      readonly kind: "typeof-expression";
      readonly expression: Expression;
      readonly unqualified: boolean;
      readonly at: number;
    }
  | { readonly kind: "typeof-type"; readonly type: TypeName; readonly unqualified: boolean; readonly at: number }
  | { readonly kind: "atomic"; readonly type: TypeName; readonly at: number }
  | { readonly kind: "auto-type"; readonly at: number }
  /** No specifier at all (K&R): int, diagnosed. */
  | { readonly kind: "implicit-int"; readonly at: number };

/** Pragmas that say how records are laid out. */
export interface RecordPragmas {
  /** `#pragma pack`, in bytes; 0 where none. */
  readonly pack: number;
  /** `#pragma ms_struct on` */
  readonly msStruct: boolean;
  /** The pragma by which they are laid out in a way that is not known. */
  readonly unsupported?: string | undefined;
}

export interface RecordSpecifier {
  readonly kind: "record";
  readonly tagKind: "struct" | "union";
  readonly tag: Identifier | undefined;
  /** Undefined where only the tag stands. */
  readonly members: readonly MemberDeclaration[] | undefined;
  /** Attributes before the tag and after the closing brace. */
  readonly attributes: readonly Attribute[];
  /** In force at the opening brace (clang: Sema::ActOnTag; GCC asks at the closing one). */
  readonly pragmas: RecordPragmas;
  readonly at: number;
}

export type MemberDeclaration =
  | {
      readonly kind: "members";
      readonly specifiers: DeclarationSpecifiers;
      /** Empty for an anonymous struct or union, or a useless declaration. */
      readonly declarators: readonly MemberDeclarator[];
      readonly at: number;
      /** Index of the last token (the semicolon). */
      readonly end: number;
    }
  | StaticAssert;

export interface MemberDeclarator {
  /** Undefined for an unnamed bit-field. */
  readonly declarator: Declarator | undefined;
  readonly width: Expression | undefined;
  readonly attributes: readonly Attribute[];
  readonly at: number;
}

export interface EnumSpecifier {
  readonly kind: "enum";
  readonly tag: Identifier | undefined;
  readonly enumerators: readonly Enumerator[] | undefined;
  /** C23 / clang: `enum e : unsigned char`. */
  readonly underlying: TypeName | undefined;
  readonly attributes: readonly Attribute[];
  readonly at: number;
}

export interface Enumerator {
  readonly name: string;
  readonly value: Expression | undefined;
  readonly attributes: readonly Attribute[];
  readonly at: number;
}

export interface DeclarationSpecifiers {
  readonly storage: StorageClass | undefined;
  /** The object's value is a constant wherever it is named (C23 6.7.2p6). */
  readonly constexpr: boolean;
  readonly threadLocal: boolean;
  readonly inline: boolean;
  readonly noreturn: boolean;
  readonly qualifiers: Qualifiers;
  readonly type: TypeSpecifier;
  readonly attributes: readonly Attribute[];
  readonly at: number;
}

/** Inside out: the outermost node is what the identifier is declared as last, as in the grammar (C11 6.7.6). */
export type Declarator =
  | { readonly kind: "name"; readonly name: string; readonly at: number }
  /** Abstract declarator's missing name. */
  | { readonly kind: "abstract"; readonly at: number }
  | {
      readonly kind: "pointer";
      readonly to: Declarator;
      readonly qualifiers: Qualifiers;
      readonly attributes: readonly Attribute[];
      readonly at: number;
    }
  /** `(^name)(…)`, clang's blocks. */
  | { readonly kind: "block-pointer"; readonly to: Declarator; readonly qualifiers: Qualifiers; readonly at: number }
  | {
      readonly kind: "array";
      readonly of: Declarator;
      /** `unspecified` is `[]`, `star` is `[*]`. */
      readonly size: Expression | "unspecified" | "star";
      readonly qualifiers: Qualifiers;
      /** `[static 4]`. */
      readonly static: boolean;
      readonly at: number;
    }
  | {
      readonly kind: "function";
      readonly of: Declarator;
      readonly parameters: readonly ParameterDeclaration[];
      readonly variadic: boolean;
      /** `()`: no prototype; `(a, b)` of an old style definition gives `oldStyle` names. */
      readonly prototype: boolean;
      readonly oldStyle: readonly Identifier[];
      readonly at: number;
    }
  /** `(__attribute__((x)) *name)`: attributes inside parentheses. */
  | {
      readonly kind: "attributed";
      readonly of: Declarator;
      readonly attributes: readonly Attribute[];
      readonly at: number;
    };

export interface ParameterDeclaration {
  readonly specifiers: DeclarationSpecifiers;
  readonly declarator: Declarator;
  readonly attributes: readonly Attribute[];
  readonly at: number;
}

export interface InitDeclarator {
  readonly declarator: Declarator;
  /** `__asm("name")` text, concatenated; undefined where none. */
  readonly asmLabel: string | undefined;
  readonly attributes: readonly Attribute[];
  readonly initializer: Initializer | undefined;
  readonly at: number;
}

export interface TypeName {
  readonly specifiers: DeclarationSpecifiers;
  readonly declarator: Declarator;
  readonly at: number;
}

export interface StaticAssert {
  readonly kind: "static-assert";
  readonly condition: Expression;
  readonly message: string | undefined;
  readonly at: number;
}

export interface Declaration {
  readonly kind: "declaration";
  readonly specifiers: DeclarationSpecifiers;
  readonly declarators: readonly InitDeclarator[];
  readonly at: number;
  readonly end: number;
}

export interface FunctionDefinition {
  readonly kind: "function-definition";
  readonly specifiers: DeclarationSpecifiers;
  readonly declarator: Declarator;
  readonly asmLabel: string | undefined;
  readonly attributes: readonly Attribute[];
  /** Old style parameter declarations between the declarator and the body. */
  readonly parameterDeclarations: readonly Declaration[];
  /** Tokens [from, to) of the body, braces included; `body` is parsed from them when asked for (`parseBody`). */
  readonly bodyFrom: number;
  readonly bodyTo: number;
  readonly at: number;
  readonly end: number;
}

export type ExternalDeclaration =
  | Declaration
  | FunctionDefinition
  | StaticAssert
  | { readonly kind: "file-asm"; readonly text: string; readonly at: number; readonly end: number }
  | { readonly kind: "empty"; readonly at: number; readonly end: number };

export interface TranslationUnit {
  readonly declarations: readonly ExternalDeclaration[];
}

// --- initializers and expressions ---------------------------------------------------------------------------------------------

export type Initializer = Expression | InitializerList;

export interface InitializerList {
  readonly kind: "initializer-list";
  readonly items: readonly { readonly designators: readonly Designator[]; readonly value: Initializer }[];
  readonly at: number;
}

export type Designator =
  | { readonly kind: "member"; readonly name: string; readonly at: number }
  | { readonly kind: "index"; readonly index: Expression; readonly last: Expression | undefined; readonly at: number };

export type UnaryOperator =
  | "+"
  | "-"
  | "~"
  | "!"
  | "*"
  | "&"
  | "++"
  | "--"
  | "&&"
  | "__real__"
  | "__imag__"
  | "__extension__";
export type BinaryOperator =
  | "*"
  | "/"
  | "%"
  | "+"
  | "-"
  | "<<"
  | ">>"
  | "<"
  | ">"
  | "<="
  | ">="
  | "=="
  | "!="
  | "&"
  | "^"
  | "|"
  | "&&"
  | "||"
  | ",";
export type AssignmentOperator = "=" | "*=" | "/=" | "%=" | "+=" | "-=" | "<<=" | ">>=" | "&=" | "^=" | "|=";

export type Expression =
  | { readonly kind: "number"; readonly text: string; readonly at: number }
  /** Text as written, prefix and quotes included. */
  | { readonly kind: "character"; readonly text: string; readonly at: number }
  /** Adjacent literals in order, each as written, prefix and quotes included. */
  | { readonly kind: "string"; readonly pieces: readonly string[]; readonly at: number }
  | { readonly kind: "name"; readonly name: string; readonly at: number }
  | {
      readonly kind: "call";
      readonly callee: Expression;
      readonly arguments: readonly Expression[];
      readonly at: number;
    }
  | {
      readonly kind: "member";
      readonly of: Expression;
      readonly arrow: boolean;
      readonly name: string;
      readonly at: number;
    }
  | { readonly kind: "subscript"; readonly of: Expression; readonly index: Expression; readonly at: number }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly of: Expression; readonly at: number }
  | { readonly kind: "postfix"; readonly operator: "++" | "--"; readonly of: Expression; readonly at: number }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    }
  | {
      readonly kind: "assignment";
      readonly operator: AssignmentOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    }
  /** `then` is undefined in GNU's `a ?: b`. */
  | {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly then: Expression | undefined;
      readonly else: Expression;
      readonly at: number;
    }
  | { readonly kind: "cast"; readonly type: TypeName; readonly of: Expression; readonly at: number }
  | {
      readonly kind: "compound-literal";
      readonly type: TypeName;
      readonly initializer: InitializerList;
      readonly at: number;
    }
  | { readonly kind: "sizeof-expression"; readonly of: Expression; readonly at: number }
  | { readonly kind: "sizeof-type"; readonly type: TypeName; readonly at: number }
  /** `preferred`: GNU's `__alignof__`, which asks for what the target prefers; `_Alignof` for what its ABI demands. */
  | {
      readonly kind: "alignof-expression";
      readonly of: Expression;
      readonly preferred: boolean;
      readonly at: number;
    }
  | { readonly kind: "alignof-type"; readonly type: TypeName; readonly preferred: boolean; readonly at: number }
  | { readonly kind: "offsetof"; readonly type: TypeName; readonly path: readonly Designator[]; readonly at: number }
  | { readonly kind: "statement-expression"; readonly body: CompoundStatement; readonly at: number }
  | {
      readonly kind: "generic";
      readonly control: Expression;
      readonly associations: readonly { readonly type: TypeName | undefined; readonly value: Expression }[];
      readonly at: number;
    }
  | { readonly kind: "types-compatible"; readonly left: TypeName; readonly right: TypeName; readonly at: number }
  | { readonly kind: "va-arg"; readonly list: Expression; readonly type: TypeName; readonly at: number }
  | {
      readonly kind: "choose";
      readonly condition: Expression;
      readonly then: Expression;
      readonly else: Expression;
      readonly at: number;
    }
  | { readonly kind: "label-address"; readonly label: string; readonly at: number };

// --- statements ---------------------------------------------------------------------------------------------------------------

export interface CompoundStatement {
  readonly kind: "compound";
  readonly items: readonly BlockItem[];
  readonly at: number;
  readonly end: number;
}

export type BlockItem = Declaration | FunctionDefinition | StaticAssert | Statement;

export type Statement =
  | CompoundStatement
  | { readonly kind: "expression"; readonly expression: Expression | undefined; readonly at: number }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly then: Statement;
      readonly else: Statement | undefined;
      readonly at: number;
    }
  | { readonly kind: "while"; readonly condition: Expression; readonly body: Statement; readonly at: number }
  | { readonly kind: "do"; readonly body: Statement; readonly condition: Expression; readonly at: number }
  | {
      readonly kind: "for";
      readonly init: Declaration | Expression | undefined;
      readonly condition: Expression | undefined;
      readonly step: Expression | undefined;
      readonly body: Statement;
      readonly at: number;
    }
  | { readonly kind: "switch"; readonly on: Expression; readonly body: Statement; readonly at: number }
  | {
      readonly kind: "case";
      readonly value: Expression;
      readonly last: Expression | undefined;
      readonly body: Statement | Declaration | undefined;
      readonly at: number;
    }
  | { readonly kind: "default"; readonly body: Statement | Declaration | undefined; readonly at: number }
  | {
      readonly kind: "label";
      readonly name: string;
      readonly attributes: readonly Attribute[];
      readonly body: Statement | Declaration | undefined;
      readonly at: number;
    }
  | { readonly kind: "local-labels"; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: "goto"; readonly target: string; readonly at: number }
  | { readonly kind: "computed-goto"; readonly target: Expression; readonly at: number }
  | { readonly kind: "break"; readonly at: number }
  | { readonly kind: "continue"; readonly at: number }
  | { readonly kind: "return"; readonly value: Expression | undefined; readonly at: number }
  | AsmStatement
  | { readonly kind: "attribute"; readonly attributes: readonly Attribute[]; readonly at: number };

export interface AsmStatement {
  readonly kind: "asm";
  readonly volatile: boolean;
  readonly goto: boolean;
  readonly inline: boolean;
  /** The template after concatenation and escapes. */
  readonly template: string;
  /** False for basic asm (no colon): `%` is then literal. */
  readonly extended: boolean;
  readonly outputs: readonly AsmOperand[];
  readonly inputs: readonly AsmOperand[];
  readonly clobbers: readonly string[];
  readonly labels: readonly string[];
  readonly at: number;
}

export interface AsmOperand {
  readonly name: string | undefined;
  readonly constraint: string;
  readonly value: Expression;
  readonly at: number;
}
