/**
 * Declaration specifiers to a type (C11 6.7.2, 6.7.3). In: the specifiers of a declaration; out: its base type, before any declarator.
 */
import { assertNever, type FloatKind, type IntegerKind } from "../base/index.js";
import type { DeclarationSpecifiers, Qualifiers } from "../syntax/index.js";
import type { Analysis } from "./analysis.js";
import { integerKind } from "./analysis.js";
import { type AttributeFacts, addressSpace } from "./attribute.js";
import type { EnumId, RecordId, TypeId } from "./c-type.js";
import { decay, floatKind } from "./conversion.js";
import { typeOfName } from "./declarator.js";
import { enumType } from "./enum-declaration.js";
import { typeOf } from "./expression.js";
import { modeType } from "./machine-mode.js";
import { placeholderIndex } from "./placeholder.js";
import { recordType } from "./record-declaration.js";
import type { Scope } from "./scope.js";
import { Qualifier } from "./type-table.js";

export interface BaseType {
  readonly type: TypeId;
  /** The record or enum without a tag that these specifiers define: the first declarator may name it. */
  readonly unnamed:
    | { readonly kind: "record"; readonly record: RecordId }
    | { readonly kind: "enum"; readonly enum: EnumId }
    | undefined;
}

/** @param alone no declarator follows: `struct tag;` then declares the tag in this scope (C11 6.7.2.3p7) */
export function baseType(a: Analysis, specifiers: DeclarationSpecifiers, scope: Scope, alone = false): BaseType {
  const { type, qualifiers } = specifiers;
  let unnamed: BaseType["unnamed"];
  let found: TypeId;
  switch (type.kind) {
    case "basic":
      found = basicType(a, type.words, type.at);
      break;
    case "typedef-name":
      found = namedType(a, type.name, type.at, scope);
      break;
    case "record": {
      const { tag } = type;
      const isCallers =
        tag !== undefined && placeholderIndex(tag.name) !== undefined && scope.tag(tag.name) === undefined;
      if (type.members === undefined && tag !== undefined && isCallers) {
        found = namedType(a, tag.name, type.at, scope);
        break;
      }
      const record = recordType(a, type, scope, alone);
      if (type.tag === undefined) unnamed = { kind: "record", record };
      found = a.types.record(record);
      break;
    }
    case "enum": {
      const id = enumType(a, type, scope, alone);
      if (type.tag === undefined) unnamed = { kind: "enum", enum: id };
      found = a.types.enum(id);
      break;
    }
    case "typeof-expression":
      found = typeOf(a, type.expression, scope).type;
      if (type.unqualified) found = a.types.unqualified(found);
      // What only the caller of a macro knows; a declaration in error stays one.
      if (a.types.row(found).kind === "error" && scope !== a.file) found = a.types.open;
      break;
    case "typeof-type":
      found = typeOfName(a, type.type, scope);
      if (type.unqualified) found = a.types.unqualified(found);
      break;
    case "atomic":
      found = a.types.atomic(typeOfName(a, type.type, scope));
      break;
    case "auto-type":
      // The type of the initializer: declarations with one replace it.
      found = a.types.error;
      break;
    case "implicit-int":
      a.report("semantics/bad-specifiers", "warning", type.at, "no type given: int");
      found = a.types.integer("int");
      break;
    default:
      return assertNever(type);
  }
  const result = qualified(a, found, qualifiers);
  if (specifiers.attributes.length === 0) return { type: result, unnamed };
  return { type: a.types.qualify(result, addressSpace(a, specifiers.attributes, scope)), unnamed };
}

export function qualified(a: Analysis, type: TypeId, qualifiers: Qualifiers): TypeId {
  if (!qualifiers.const && !qualifiers.volatile && !qualifiers.restrict && !qualifiers.atomic) return type;
  const of = qualifiers.atomic ? a.types.atomic(type) : type;
  const all =
    (qualifiers.const ? Qualifier.const : 0) |
    (qualifiers.volatile ? Qualifier.volatile : 0) |
    (qualifiers.restrict ? Qualifier.restrict : 0);
  return a.types.qualify(of, all);
}

function namedType(a: Analysis, name: string, at: number, scope: Scope): TypeId {
  const entity = scope.name(name);
  if (entity?.kind === "typedef") return a.types.typedef(entity.typedef);
  if (entity === undefined) {
    switch (name) {
      case "__builtin_va_list":
      case "__gnuc_va_list":
        return a.types.vaList;
      case "__builtin_ms_va_list":
        // Microsoft's, on every machine that has it (clang: Sema::Initialize)
        return a.types.pointer(a.types.integer("char"));
      case "__int128_t":
        return a.types.integer("__int128");
      case "__uint128_t":
        return a.types.integer("unsigned __int128");
    }
    if (a.rules.sizeless.get(name)?.includes(a.target.machine)) return a.types.sizeless(name);
  }
  a.report("semantics/unknown-type", "error", at, `'${name}' names no type`);
  return a.types.error;
}

/** The words of C11 6.7.2p2's list, sorted; GNU and clang additions behind it. */
const integerWords: ReadonlyMap<string, IntegerKind> = new Map<string, IntegerKind>([
  ["_Bool", "bool"],
  ["char", "char"],
  ["char signed", "signed char"],
  ["char unsigned", "unsigned char"],
  ["short", "short"],
  ["short signed", "short"],
  ["int short", "short"],
  ["int short signed", "short"],
  ["short unsigned", "unsigned short"],
  ["int short unsigned", "unsigned short"],
  ["int", "int"],
  ["signed", "int"],
  ["int signed", "int"],
  ["unsigned", "unsigned int"],
  ["int unsigned", "unsigned int"],
  ["long", "long"],
  ["long signed", "long"],
  ["int long", "long"],
  ["int long signed", "long"],
  ["long unsigned", "unsigned long"],
  ["int long unsigned", "unsigned long"],
  ["long long", "long long"],
  ["long long signed", "long long"],
  ["int long long", "long long"],
  ["int long long signed", "long long"],
  ["long long unsigned", "unsigned long long"],
  ["int long long unsigned", "unsigned long long"],
  ["__int128", "__int128"],
  ["__int128 signed", "__int128"],
  ["__int128 unsigned", "unsigned __int128"],
]);

const spellings: Readonly<Record<string, string>> = {
  __signed: "signed",
  __signed__: "signed",
  bool: "_Bool",
  __complex__: "_Complex",
  __complex: "_Complex",
  __int128_t: "__int128",
};

export function basicType(a: Analysis, words: readonly string[], at: number): TypeId {
  const spelling = words.length === 1 ? words[0] : words.join(" ");
  const known = a.basicTypes.get(spelling);
  if (known !== undefined) return known;
  const type = wordsToType(a, words, at);
  if (type !== a.types.error) a.basicTypes.set(spelling, type);
  return type;
}

/** Words of the basic types that constant expressions name; there are more. */
const typeWords: ReadonlySet<string> = new Set(["void", "char", "short", "int", "long", "signed", "unsigned", "_Bool"]);

export function isTypeWord(word: string): boolean {
  return typeWords.has(word);
}

function wordsToType(a: Analysis, words: readonly string[], at: number): TypeId {
  const sorted = words.length === 1 ? words : words.map((word) => spellings[word] ?? word).sort();
  const key = sorted.length === 1 ? (spellings[sorted[0]] ?? sorted[0]) : sorted.join(" ");
  const integer = integerWords.get(key);
  if (integer !== undefined) {
    if (a.target.integers[integer] !== undefined) return a.types.integer(integer);
    a.report("semantics/bad-specifiers", "error", at, `the target has no ${integer}`);
    return a.types.error;
  }
  switch (key) {
    case "void":
      return a.types.void;
    case "float":
    case "double":
    case "_Float16":
    case "__float128":
    case "__bf16":
    case "__fp16":
    case "__mfp8":
      if (a.target.floats[key] !== undefined) return a.types.float(key);
      break;
    case "double long":
      return a.types.float("long double");
    case "_Complex float":
      return a.types.complex("float");
    case "_Complex":
    case "_Complex double":
      return a.types.complex("double");
    case "_Complex double long":
      return a.types.complex("long double");
    case "_Complex _Float16":
    case "_Complex __float128": {
      const of = key.slice("_Complex ".length) as FloatKind;
      if (a.target.floats[of] !== undefined) return a.types.complex(of);
      break;
    }
    case "__builtin_va_list":
      return a.types.vaList;
    case "__uint128_t":
      return a.types.integer("unsigned __int128");
  }
  a.report("semantics/bad-specifiers", "error", at, `'${words.join(" ")}' is no type`);
  return a.types.error;
}

/** mode(M) and vector_size(n), which change the base type wherever in the declaration they stand (GCC: Vector Extensions). */
export function attributedBase(a: Analysis, type: TypeId, facts: AttributeFacts, at: number): TypeId {
  let result = type;
  if (facts.mode !== undefined) result = modeType(a, result, facts.mode, at);
  if (facts.vector !== undefined) {
    const { count, unit } = facts.vector;
    const size = a.sizes.sizeAlign(result)?.size;
    const element = integerKind(a, result) ?? floatKind(a, result);
    const length = unit === "elements" || size === undefined ? count : count / size;
    if (element === undefined || !Number.isInteger(length)) {
      a.report("semantics/bad-specifiers", "error", at, "vector_size of what has no such vector");
      return a.types.error;
    }
    result = a.types.vector(result, length);
  }
  return result;
}

/** `__auto_type x = e;` (GCC: Referring to a Type with typeof). */
export function autoType(
  a: Analysis,
  specifiers: DeclarationSpecifiers,
  initializer: Parameters<typeof typeOf>[1],
  scope: Scope,
): TypeId {
  return qualified(a, decay(a, typeOf(a, initializer, scope)).type, specifiers.qualifiers);
}
