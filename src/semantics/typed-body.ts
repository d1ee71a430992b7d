/**
 * Function bodies and macro bodies understood: every name resolved, every conversion of C explicit (C11 6.3), so that translating one is
 * a walk over plain data that needs no knowledge of C's rules any more. Made by `body/` from the syntax.
 */
import type { Bytes } from "../base/index.js";
import type { TypeId } from "./c-type.js";

/** A local variable, parameter or static local; row of `TypedBody.locals`. */
export type LocalId = number & { readonly __id: "local" };

export interface LocalVariable {
  readonly id: LocalId;
  readonly name: string;
  /** As declared; arrays completed by their initializer. */
  readonly type: TypeId;
  readonly kind: "parameter" | "automatic" | "static" | "extern";
  /** Its address is taken, explicitly or by array decay. */
  readonly addressTaken: boolean;
  /** Assigned anywhere but in its declaration. */
  readonly assigned: boolean;
  /** Of a type that only a macro's caller knows: `__typeof__(x) name`. */
  readonly like?: OpenType | undefined;
  readonly at: number;
  /** aligned(n) on the declaration, BYTES. */
  readonly aligned?: Bytes | undefined;
  /** `register T x __asm("reg")`: the register it lives in (GCC: Local Register Variables). */
  readonly register?: string | undefined;
}

/**
 * An expression with its C type. `type` is unqualified for values; of an lvalue it keeps qualifiers (a volatile access shows in `load` and
 * `assign`). An lvalue node designates an object; its value is taken only by `load`.
 */
export type TypedExpression =
  /** An integer constant expression or literal, folded. `text`: as written where it is one literal; `name`: the object-like macro or enumerator it stands for. */
  | {
      readonly kind: "integer";
      readonly value: bigint;
      readonly text: string | undefined;
      readonly name: string | undefined;
      readonly type: TypeId;
      readonly at: number;
    }
  | {
      readonly kind: "float";
      readonly value: number;
      readonly text: string | undefined;
      readonly type: TypeId;
      readonly at: number;
    }
  /** Lvalue of array type; bytes as latin1 without the final NUL; of a wide one its code units, without it. */
  | {
      readonly kind: "string";
      readonly value: string;
      readonly wide?: readonly number[] | undefined;
      readonly type: TypeId;
      readonly at: number;
    }
  /** `__func__` and its like: lvalue of array type. */
  | { readonly kind: "function-name"; readonly type: TypeId; readonly at: number }
  /** sizeof and _Alignof of a type, which keeps the text readable. Without a value where only a macro's caller knows it. */
  | {
      readonly kind: "size-of" | "align-of";
      readonly of: TypeId;
      readonly value: bigint | undefined;
      readonly type: TypeId;
      readonly at: number;
    }
  | {
      readonly kind: "offset-of";
      readonly of: TypeId;
      /** In the type of this, which only a macro's caller knows: `offsetof(__typeof__(x), member)`. */
      readonly like?: OpenType | undefined;
      readonly path: readonly (string | bigint)[];
      readonly value: bigint | undefined;
      readonly type: TypeId;
      readonly at: number;
    }
  // lvalues
  | { readonly kind: "local"; readonly local: LocalId; readonly type: TypeId; readonly at: number }
  /** A file-scope variable. */
  | { readonly kind: "variable"; readonly name: string; readonly type: TypeId; readonly at: number }
  | { readonly kind: "dereference"; readonly of: TypedExpression; readonly type: TypeId; readonly at: number }
  /**
   * An object in another address space (clang: Memory references to specified segments): 256 is at %gs on x86, 257 at %fs. `of` is a
   * pointer whose number is the offset there. Only asm reads and writes it; its address means nothing outside.
   */
  | {
      readonly kind: "segment-dereference";
      readonly of: TypedExpression;
      readonly space: number;
      readonly type: TypeId;
      readonly at: number;
    }
  /** One step: `index` is the member's place in its record; an anonymous member on the way is a step of its own. `of` is an lvalue, or a value (a call that returns a struct). */
  | {
      readonly kind: "member";
      readonly of: TypedExpression;
      readonly index: number;
      readonly lvalue: boolean;
      readonly type: TypeId;
      readonly at: number;
    }
  | {
      readonly kind: "compound-literal";
      readonly initializer: TypedInitializer;
      readonly type: TypeId;
      readonly at: number;
    }
  // values
  | { readonly kind: "function"; readonly name: string; readonly type: TypeId; readonly at: number }
  /** Lvalue conversion (6.3.2.1p2). */
  | {
      readonly kind: "load";
      readonly of: TypedExpression;
      readonly volatile: boolean;
      readonly type: TypeId;
      readonly at: number;
    }
  /** Array to pointer to its first element; function designator to pointer. */
  | { readonly kind: "decay"; readonly of: TypedExpression; readonly type: TypeId; readonly at: number }
  | { readonly kind: "address-of"; readonly of: TypedExpression; readonly type: TypeId; readonly at: number }
  /** A conversion to `type`. `explicit`: the C text has a cast. To void, bool, integer, float, pointer, enum, or a no-op between compatible types. */
  | {
      readonly kind: "convert";
      readonly of: TypedExpression;
      readonly explicit: boolean;
      /** To the type of this, which only a macro's caller knows: `(__typeof__(x))`. */
      readonly like?: OpenType | undefined;
      readonly type: TypeId;
      readonly at: number;
    }
  | {
      readonly kind: "unary";
      /** `+` only of what the caller of a macro gives: it promotes. */
      readonly operator: "-" | "~" | "+";
      readonly of: TypedExpression;
      readonly type: TypeId;
      readonly at: number;
    }
  /** `!x`: of any scalar; result int. */
  | { readonly kind: "not"; readonly of: TypedExpression; readonly type: TypeId; readonly at: number }
  /** Both operands have `type` after the usual conversions; of shifts, the right operand keeps its promoted type. */
  | {
      readonly kind: "arithmetic";
      readonly operator: "*" | "/" | "%" | "+" | "-" | "<<" | ">>" | "&" | "^" | "|";
      readonly left: TypedExpression;
      readonly right: TypedExpression;
      readonly type: TypeId;
      readonly at: number;
    }
  /** Operands have one common type (arithmetic or pointer); result int. */
  | {
      readonly kind: "comparison";
      readonly operator: "<" | ">" | "<=" | ">=" | "==" | "!=";
      readonly left: TypedExpression;
      readonly right: TypedExpression;
      readonly type: TypeId;
      readonly at: number;
    }
  | {
      readonly kind: "logical";
      readonly operator: "&&" | "||";
      readonly left: TypedExpression;
      readonly right: TypedExpression;
      readonly type: TypeId;
      readonly at: number;
    }
  /** pointer ± integer, in elements (`void *` and functions count bytes, as GNU C has it). */
  | {
      readonly kind: "pointer-offset";
      readonly pointer: TypedExpression;
      readonly index: TypedExpression;
      readonly negative: boolean;
      readonly type: TypeId;
      readonly at: number;
    }
  | {
      readonly kind: "pointer-difference";
      readonly left: TypedExpression;
      readonly right: TypedExpression;
      readonly type: TypeId;
      readonly at: number;
    }
  /** The value is the target's after the assignment, of the target's unqualified type. */
  | {
      readonly kind: "assign";
      readonly target: TypedExpression;
      readonly value: TypedExpression;
      readonly volatile: boolean;
      readonly type: TypeId;
      readonly at: number;
    }
  /** `target = (T)((compute)target op value)`; for pointers, `value` is the index and `compute` the pointer's type. */
  | {
      readonly kind: "assign-operator";
      readonly operator: "*" | "/" | "%" | "+" | "-" | "<<" | ">>" | "&" | "^" | "|";
      readonly target: TypedExpression;
      readonly value: TypedExpression;
      readonly compute: TypeId;
      readonly volatile: boolean;
      readonly type: TypeId;
      readonly at: number;
    }
  | {
      readonly kind: "increment";
      readonly target: TypedExpression;
      readonly by: 1 | -1;
      readonly postfix: boolean;
      readonly volatile: boolean;
      readonly type: TypeId;
      readonly at: number;
    }
  /** `then` undefined: GNU's `a ?: b`, where the condition is evaluated once and its value (converted to `type`) is the result. */
  | {
      readonly kind: "conditional";
      readonly condition: TypedExpression;
      readonly then: TypedExpression | undefined;
      readonly else: TypedExpression;
      readonly type: TypeId;
      readonly at: number;
    }
  | {
      readonly kind: "comma";
      readonly left: TypedExpression;
      readonly right: TypedExpression;
      readonly type: TypeId;
      readonly at: number;
    }
  /** Arguments are converted to the parameters' types, those of `...` promoted (6.5.2.2). */
  | {
      readonly kind: "call";
      readonly callee: TypedExpression;
      readonly arguments: readonly TypedExpression[];
      readonly type: TypeId;
      readonly at: number;
    }
  /** `__builtin_*`, `__sync_*`, `__atomic_*`, `__c11_atomic_*`: arguments as the builtin takes them; a type argument as `types`. */
  | {
      readonly kind: "builtin";
      readonly name: string;
      /** Type of the library's function that it may call, where none of that name is declared. */
      readonly library?: TypeId | undefined;
      readonly arguments: readonly TypedExpression[];
      readonly types: readonly TypeId[];
      readonly type: TypeId;
      readonly at: number;
    }
  | {
      readonly kind: "statement-expression";
      readonly body: TypedBlock;
      readonly value: TypedExpression | undefined;
      readonly type: TypeId;
      readonly at: number;
    }
  // macro bodies only: what the caller decides has the error type
  /** A macro's parameter standing for an expression, or, `variadic`, for any number of arguments. */
  | {
      readonly kind: "macro-parameter";
      readonly index: number;
      readonly variadic: boolean;
      readonly type: TypeId;
      readonly at: number;
    }
  /** A member of what the caller gives, or one that the caller names (a placeholder): an lvalue if `of` is one. */
  | {
      readonly kind: "open-member";
      readonly of: TypedExpression;
      readonly name: string;
      readonly arrow: boolean;
      /** Of a volatile record, or of one with a volatile member that the caller may name. */
      readonly mayBeVolatile: boolean;
      readonly type: TypeId;
      readonly at: number;
    }
  /** sizeof or _Alignof of an object whose type the caller knows. */
  | {
      readonly kind: "open-size";
      readonly what: "size-of" | "align-of";
      readonly of: TypedExpression;
      readonly type: TypeId;
      readonly at: number;
    }
  /** `__LINE__` and its like of the caller. `__FILE__` is an lvalue of array type. */
  | { readonly kind: "caller-place"; readonly name: string; readonly type: TypeId; readonly at: number }
  /** Initializers in braces for any record whose members are pointers, as many as there are values. Undefined: a null pointer. */
  | {
      readonly kind: "open-list";
      readonly values: readonly (TypedExpression | undefined)[];
      readonly type: TypeId;
      readonly at: number;
    }
  /** String literals one behind the other, some of them `#parameter`: an lvalue of array type. Pieces as in the text. */
  | {
      readonly kind: "stringized";
      readonly pieces: readonly (string | { readonly parameter: number })[];
      readonly type: TypeId;
      readonly at: number;
    };

/** The type of an expression, or a pointer to it, where only a macro's caller knows that type. */
export interface OpenType {
  readonly of: TypedExpression;
  readonly pointer: boolean;
}

/** An initializer brought into full form (6.7.9): every element in its place, what is not named zero. */
export type TypedInitializer =
  | { readonly kind: "value"; readonly value: TypedExpression }
  | {
      readonly kind: "record";
      readonly members: readonly { readonly index: number; readonly value: TypedInitializer }[];
      /** The parameter of a macro that gives others, by their names. */
      readonly others?: number | undefined;
      /** The parameter of a macro that gives the members that are not named: zero where there is none. */
      readonly base?: number | undefined;
      readonly type: TypeId;
    }
  | {
      readonly kind: "array";
      readonly elements: readonly InitializedElements[];
      readonly length: number;
      readonly type: TypeId;
    }
  | {
      readonly kind: "string";
      readonly value: string;
      readonly wide?: readonly number[] | undefined;
      readonly type: TypeId;
    }
  | { readonly kind: "zero"; readonly type: TypeId };

export interface InitializedElements {
  readonly index: number;
  readonly last: number;
  readonly value: TypedInitializer;
  /** What a macro's caller gives for `...`: one element each, from `index` on, and zero behind them. */
  readonly several?: boolean;
}

export interface TypedBlock {
  readonly statements: readonly TypedStatement[];
  readonly at: number;
}

export type TypedStatement =
  | { readonly kind: "block"; readonly block: TypedBlock; readonly at: number }
  | {
      readonly kind: "local";
      readonly local: LocalId;
      readonly initializer: TypedInitializer | undefined;
      readonly at: number;
    }
  | { readonly kind: "expression"; readonly expression: TypedExpression; readonly at: number }
  /** The condition is any scalar; `not`, `comparison` and `logical` are the usual ones. */
  | {
      readonly kind: "if";
      readonly condition: TypedExpression;
      readonly then: TypedBlock;
      readonly else: TypedBlock | undefined;
      readonly at: number;
    }
  | { readonly kind: "while"; readonly condition: TypedExpression; readonly body: TypedBlock; readonly at: number }
  | { readonly kind: "do"; readonly body: TypedBlock; readonly condition: TypedExpression; readonly at: number }
  /** Declarations of the first clause are statements before it, in a block of their own. */
  | {
      readonly kind: "for";
      readonly condition: TypedExpression | undefined;
      readonly step: TypedExpression | undefined;
      readonly body: TypedBlock;
      readonly at: number;
    }
  /** `case` and `default` are labels in `body`, at any depth, as in C. */
  | { readonly kind: "switch"; readonly on: TypedExpression; readonly body: TypedBlock; readonly at: number }
  | {
      readonly kind: "case";
      readonly first: bigint;
      readonly last: bigint;
      readonly name: string | undefined;
      readonly at: number;
    }
  | { readonly kind: "default"; readonly at: number }
  | { readonly kind: "label"; readonly name: string; readonly at: number }
  | { readonly kind: "goto"; readonly target: string; readonly at: number }
  | { readonly kind: "break" | "continue"; readonly at: number }
  /** Converted to the function's return type. */
  | { readonly kind: "return"; readonly value: TypedExpression | undefined; readonly at: number }
  | TypedAsm
  /** A comment that stands on lines of its own in the body, or behind a statement: text without marks. */
  | { readonly kind: "comment"; readonly text: string; readonly at: number };

export interface TypedAsm {
  readonly kind: "asm";
  readonly volatile: boolean;
  readonly template: string;
  readonly extended: boolean;
  /** Lvalues; `+` in the constraint says read and written. */
  readonly outputs: readonly TypedAsmOperand[];
  readonly inputs: readonly TypedAsmOperand[];
  readonly clobbers: readonly string[];
  readonly labels: readonly string[];
  readonly at: number;
}

export interface TypedAsmOperand {
  readonly name: string | undefined;
  readonly constraint: string;
  readonly value: TypedExpression;
}

/** What stands in the way of understanding a body; the function is then left out, with this as the reason. */
export interface BodyRefusal {
  readonly at: number;
  readonly why: string;
  /** Whether C itself does not allow what is written there. */
  readonly isError?: boolean;
  /** Tag of the struct or union behind whose definition it would be none. */
  readonly incomplete?: string | undefined;
  /** A name is declared by nobody. */
  readonly undeclared?: boolean | undefined;
}

export interface TypedBody {
  readonly locals: readonly LocalVariable[];
  readonly block: TypedBlock;
}

/** What one use of a macro's parameter of unknown type says about it. */
export type ParameterHint =
  /**
   * `cast`: written as a cast's operand; `converted`: as an argument, assigned, returned; `operand`: beside a value of that type; `given`:
   * assigned a value of that type.
   */
  | { readonly parameter: number; readonly use: "cast" | "converted" | "operand" | "given"; readonly type: TypeId }
  /** Its member is named, through a pointer where `arrow`. */
  | { readonly parameter: number; readonly use: "member"; readonly name: string; readonly arrow: boolean }
  | {
      readonly parameter: number;
      /** `moved`: something is added to it, or taken away; `measured`: its size is asked for. */
      readonly use: "dereferenced" | "subscripted" | "moved" | "measured" | "called" | "assigned" | "address-taken";
    };
