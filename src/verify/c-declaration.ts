/**
 * Prints types of a CProgram as C declarations (C11 6.7.6), for a C compiler to compare with what the headers say. In: a type and a
 * declarator's inside. Out: text, with every typedef resolved, so that a redeclaration leans on no name that it is to check.
 *
 * Exceptions, where C has no other spelling: a record without a tag is named by its typedef or by `__typeof__` of its holder; an enum
 * without a tag by its typedef, or where it has none as its compatible integer type (C11 6.7.2.2p4); a vector that has a typedef is named by
 * it (vector_size and ext_vector_type are distinct types to clang and one to us); so is a type with a tag that was declared in its own
 * parameter list, which nothing else can be declared like (C11 6.2.1p4).
 */
import { assertNever, type FloatKind, type IntegerKind } from "../base/index.js";
import type { CProgram, CType, FunctionType, RecordId, TypedefId, TypeId } from "../semantics/index.js";
import { type RecordNames, recordNames } from "./record-name.js";

export interface DeclarationPrinter {
  /** `int (*name)[4]`; a type name where `declarator` is empty. Undefined where C text cannot spell the type. */
  declare(type: TypeId, declarator: string): string | undefined;
  /** `declare(type, "")`. */
  typeName(type: TypeId): string | undefined;
  readonly records: RecordNames;
}

interface Qualifiers {
  readonly const: boolean;
  readonly volatile: boolean;
  readonly restrict: boolean;
}

const unqualified: Qualifiers = { const: false, volatile: false, restrict: false };

/** A type without qualifiers and typedef names on top, and the qualifiers that were there. */
interface Peeled {
  readonly base: CType;
  readonly qualifiers: Qualifiers;
  /** Set where a typedef's own name must stand for `base`. */
  readonly name: string | undefined;
}

const none: ReadonlySet<RecordId> = new Set();

/** @param inScope records of parameter lists whose tags are declared for the whole file; see parameter-tags.ts */
export function declarationPrinter(program: CProgram, inScope = none): DeclarationPrinter {
  const records = recordNames(program, inScope);
  const spellable = new Map<TypedefId, boolean>();

  /** False where the type behind a typedef has no spelling of its own. */
  function canResolve(typedef: TypedefId): boolean {
    const known = spellable.get(typedef);
    if (known !== undefined) return known;
    spellable.set(typedef, true); // for a type that leads back here
    const can = declare(program.typedefs[typedef].type, "(*)") !== undefined;
    spellable.set(typedef, can);
    return can;
  }

  function declare(type: TypeId, declarator: string): string | undefined {
    const peeled = peel(program, type, canResolve);
    return emit(peeled.base, peeled.qualifiers, peeled.name, declarator);
  }

  function emit(base: CType, qualifiers: Qualifiers, name: string | undefined, inner: string): string | undefined {
    if (name !== undefined) return specified(name, qualifiers, inner);
    switch (base.kind) {
      case "void":
        return specified("void", qualifiers, inner);
      case "integer":
        return specified(integerName(base.name), qualifiers, inner);
      case "float":
        return specified(floatName(base.name), qualifiers, inner);
      case "complex":
        return specified(`_Complex ${floatName(base.of)}`, qualifiers, inner);
      case "record": {
        const record = records.typeName(base.record);
        return record === undefined ? undefined : specified(record, qualifiers, inner);
      }
      case "enum": {
        const { tag, type, scope } = program.enums[base.enum];
        if (scope !== "file") return undefined;
        if (tag !== undefined) return specified(`enum ${tag}`, qualifiers, inner);
        const underlying = peel(program, type, canResolve);
        return emit(underlying.base, qualifiers, undefined, inner);
      }
      case "va-list":
        return specified("__builtin_va_list", qualifiers, inner);
      case "sizeless":
        return specified(base.name, qualifiers, inner);
      case "atomic": {
        const of = declare(base.of, "");
        return of === undefined ? undefined : specified(`_Atomic(${of})`, qualifiers, inner);
      }
      case "vector": {
        const of = declare(base.of, "");
        if (of === undefined) return undefined;
        // clang has no vector_size of _Bool
        const size = of === "_Bool" ? `ext_vector_type(${base.length})` : `vector_size(${base.length} * sizeof(${of}))`;
        const vector = `__attribute__((${size})) ${of}`;
        return specified(vector, qualifiers, inner);
      }
      case "pointer":
      case "block-pointer": {
        const star = base.kind === "pointer" ? "*" : "^";
        const words = qualifierWords(qualifiers);
        const pointer = `${star}${words}${words !== "" && inner !== "" ? " " : ""}${inner}`;
        const to = peel(program, base.to, canResolve);
        const derived = to.name === undefined && (to.base.kind === "array" || to.base.kind === "function");
        return declare(base.to, derived || star === "^" ? `(${pointer})` : pointer);
      }
      case "array": {
        if (base.length === "variable") return undefined;
        // Qualifiers of an array are those of its elements (C11 6.7.3p9).
        const of = peel(program, base.of, canResolve);
        const length = base.length === "incomplete" ? "" : String(base.length);
        return emit(of.base, both(of.qualifiers, qualifiers), of.name, `${inner}[${length}]`);
      }
      case "function":
        return functionDeclaration(base, inner);
      case "typedef":
      case "qualified":
      case "error":
        return undefined;
      default:
        return assertNever(base);
    }
  }

  function functionDeclaration(type: FunctionType, inner: string): string | undefined {
    const parameters: string[] = [];
    for (const parameter of type.parameters) {
      const text = declare(parameter.type, "");
      if (text === undefined) return undefined;
      parameters.push(text);
    }
    if (type.variadic) parameters.push("...");
    if (parameters.length === 0 && type.prototype) parameters.push("void");
    return declare(type.returns, `${called(inner, type.convention)}(${parameters.join(", ")})`);
  }

  return { declare, typeName: (type) => declare(type, ""), records };
}

/** Takes typedef names and qualifiers off. A typedef that leads to itself (only damaged data has one) ends in "error". */
function peel(program: CProgram, type: TypeId, canResolve: (typedef: TypedefId) => boolean): Peeled {
  let base = program.types[type];
  let qualifiers = unqualified;
  let name: string | undefined;
  const seen = new Set<TypedefId>();
  while (base.kind === "typedef" || base.kind === "qualified") {
    if (base.kind === "qualified") {
      qualifiers = both(qualifiers, base);
      base = program.types[base.of];
      continue;
    }
    if (seen.has(base.typedef)) return { base: { kind: "error" }, qualifiers, name: undefined };
    seen.add(base.typedef);
    const typedef = program.typedefs[base.typedef];
    const resolves = canResolve(base.typedef);
    base = program.types[typedef.type];
    const isUntaggedEnum = base.kind === "enum" && program.enums[base.enum].tag === undefined;
    if (!resolves || isUntaggedEnum || base.kind === "vector") {
      name = typedef.name;
      break;
    }
  }
  return { base, qualifiers, name };
}

function both(a: Qualifiers, b: Qualifiers): Qualifiers {
  return { const: a.const || b.const, volatile: a.volatile || b.volatile, restrict: a.restrict || b.restrict };
}

function qualifierWords(qualifiers: Qualifiers): string {
  const words: string[] = [];
  if (qualifiers.const) words.push("const");
  if (qualifiers.volatile) words.push("volatile");
  if (qualifiers.restrict) words.push("__restrict");
  return words.join(" ");
}

/** The declarator of a function with its calling convention, in the place where clang takes it in type names as well. */
function called(inner: string, convention: string | undefined): string {
  if (convention === undefined) return inner;
  const attribute = `__attribute__((${convention}))`;
  return inner.startsWith("(") ? `(${attribute} ${inner.slice(1)}` : `(${attribute} ${inner})`;
}

/** Specifiers, then the declarator. */
function specified(specifier: string, qualifiers: Qualifiers, inner: string): string {
  const words = qualifierWords({ ...qualifiers, restrict: false });
  const text = words === "" ? specifier : `${words} ${specifier}`;
  return inner === "" ? text : `${text} ${inner}`;
}

function integerName(name: IntegerKind): string {
  return name === "bool" ? "_Bool" : name;
}

function floatName(name: FloatKind): string {
  return name;
}
