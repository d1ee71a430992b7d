/**
 * What function-like macros mean (C11 6.10.3), as plain data: a function where the uses of the parameters fix their types, else a template
 * whose open parts (nodes of the error type) the caller's arguments decide.
 */
import type { TypeId } from "./c-type.js";
import type { DefinitionTemplate } from "./definition-template.js";
import type { TypedBody, TypedExpression } from "./typed-body.js";

/** What a caller gives for a parameter. */
export type TemplateRole =
  /** An expression. */
  | "value"
  | "type"
  /** A name: of a member, or one that becomes text. */
  | "name"
  /** A string literal. */
  | "literal"
  /** Arguments of `...`: any number of expressions. */
  | "variadic"
  /** Arguments of `...` that initialize members by their names: any number of `.member = value`. */
  | "members"
  /** A record of the macro's own, for the members that it does not name. */
  | "base"
  /** Arguments with their parentheses. */
  | "list"
  /** The statement behind the call. */
  | "block"
  /** Anything: the macro does not use it. */
  | "unused";

export interface TemplateParameter {
  readonly name: string;
  readonly role: TemplateRole;
  /** This word and no other: the rule is one of several. */
  readonly word?: string;
  /** Of a value, where the uses fix it. */
  readonly type: TypeId | undefined;
  /** A function or variable of the caller's that C's macro refers to by itself, by this name with placeholders: given behind what C takes. */
  readonly byName?: string;
  /** A name that only stands between others in names, and in text: it may be left out. */
  readonly optional?: boolean;
  /** A value that is dereferenced: a pointer, to whatever. */
  readonly pointer?: boolean;
  /** Its size is asked for: where it is used as a pointer it is an array. */
  readonly measured?: boolean;
  /** An object of the caller's that the macro changes, or takes the address of. */
  readonly changed?: boolean;
  /** One of the types that it may have, where the uses say which those are but not that it is this one. */
  readonly example?: TypeId | undefined;
}

export interface MacroTemplate {
  readonly parameters: readonly TemplateParameter[];
  readonly body: TypedBody;
  /** Undefined where the macro is statements: `body.block`. */
  readonly value: TypedExpression | undefined;
  /** The value designates an object, which callers may assign. */
  readonly lvalue: boolean;
  /** No expression in C but initializers: a list in braces, or (`members`) what stands in the braces of one. */
  readonly initializes?: "list" | "members";
}

export type FunctionMacroMeaning =
  /** Its expansion is empty. */
  | { readonly kind: "nothing" }
  | {
      readonly kind: "function";
      readonly parameters: readonly { readonly name: string; readonly type: TypeId }[];
      /** Of the function. */
      readonly type: TypeId;
      /** Parameters are its first locals, in order. */
      readonly body: TypedBody;
      /** The same as a macro, where a function or variable of C has the name already. */
      readonly template?: MacroTemplate | undefined;
    }
  /** One rule; or several, told apart by the words they take. */
  | { readonly kind: "template"; readonly rules: readonly MacroTemplate[] }
  /** Stands for a type that its arguments say; several rules as for a template. */
  | {
      readonly kind: "type";
      readonly rules: readonly { readonly parameters: readonly TemplateParameter[]; readonly type: TypeId }[];
    }
  /** Defines or declares things at file scope. */
  | ({ readonly kind: "definitions" } & DefinitionTemplate)
  /** `undeclared`: for a name that is declared by nobody. */
  | { readonly kind: "other"; readonly why: string; readonly undeclared?: boolean | undefined };
