/**
 * enum specifiers (C11 6.7.2.2) as clang types them: the enum's integer type is the first of unsigned int, int, (unsigned) long, ...
 * that holds all enumerators (a packed enum begins with char); an enumerator that fits int is an int, else it has the enum's type.
 */
import type { IntegerKind } from "../base/index.js";
import type { EnumSpecifier } from "../syntax/index.js";
import { type Analysis, integerFormat } from "./analysis.js";
import { type AttributeFacts, readAttributes } from "./attribute.js";
import type { CEnumerator, EnumId, TypeId } from "./c-type.js";
import { wrapInteger } from "./constant.js";
import { integerLike } from "./conversion.js";
import { joined, typeOfName } from "./declarator.js";
import { foldedOf } from "./folded.js";
import { modeType } from "./machine-mode.js";
import type { Scope } from "./scope.js";

export function enumType(a: Analysis, specifier: EnumSpecifier, scope: Scope, alone: boolean): EnumId {
  const { tag, enumerators } = specifier;
  const defines = enumerators !== undefined;
  const known = tag === undefined ? undefined : defines || alone ? scope.tags.get(tag.name) : scope.tag(tag.name);
  if (
    known?.kind === "enum" &&
    !(defines && a.tags.enums[known.enum].complete && a.tags.enums[known.enum].enumerators.length > 0)
  ) {
    if (defines) defineEnum(a, known.enum, specifier, scope);
    else a.tags.addEnumAttributes(known.enum, specifier.attributes);
    return known.enum;
  }
  const underlying = specifier.underlying && typeOfName(a, specifier.underlying, scope);
  const id = a.tags.addEnum({
    tag: tag?.name,
    type: underlying ?? a.types.integer("unsigned int"),
    enumerators: [],
    complete: underlying !== undefined,
    aligned: undefined,
    scope: scope.kind,
    origin: a.origins.declaration(tag?.at ?? specifier.at, specifier.at, specifier.at),
  });
  if (known !== undefined) {
    a.report("semantics/redeclared", "error", specifier.at, `tag '${tag?.name}' is declared again`);
  } else if (tag !== undefined) {
    scope.tags.set(tag.name, { kind: "enum", enum: id });
  }
  if (defines) defineEnum(a, id, specifier, scope);
  else a.tags.addEnumAttributes(id, specifier.attributes);
  return id;
}

interface Draft {
  readonly name: string;
  readonly value: bigint;
  /** What it has while the enum is open. */
  readonly type: TypeId;
  readonly at: number;
  readonly end: number;
}

function defineEnum(a: Analysis, id: EnumId, specifier: EnumSpecifier, scope: Scope): void {
  const list = specifier.enumerators ?? [];
  const facts = readAttributes(a, joined(a.tags.enumAttributes(id), specifier.attributes), scope);
  const fixed = specifier.underlying && typeOfName(a, specifier.underlying, scope);
  const drafts: Draft[] = [];
  let next = 0n;
  const int = a.types.integer("int");
  let own = int;
  let isKnown = true;
  let allKnown = true;
  list.forEach((enumerator, index) => {
    if (enumerator.value !== undefined) {
      isKnown = true;
      const typed = foldedOf(a, enumerator.value, scope);
      if (typed.value?.kind === "integer" && integerLike(a, typed.type)) {
        next = typed.value.value;
        own = fits(a, next, int) ? int : typed.type;
      } else {
        isKnown = false;
        allKnown = false;
        const text = `value of '${enumerator.name}' is not an integer constant`;
        a.report("semantics/not-constant", "error", enumerator.at, text);
      }
    } else if (!fits(a, next, own)) {
      own = nextLarger(a, own);
    }
    if (fixed !== undefined && next < 0n) next = asUnderlying(a, next, fixed);
    if (isKnown && (!fits(a, next, fixed ?? own) || !isWithinLongLong(next))) {
      isKnown = false;
      allKnown = false;
      const text = `value ${next} of '${enumerator.name}' is outside of ${fixed === undefined ? "every integer type" : "the enum's type"}`;
      a.report("semantics/not-constant", "error", enumerator.at, text);
    }
    if (!isKnown) {
      // nor is that of those behind it, or of what is made of them
      scope.names.set(enumerator.name, { kind: "local", type: a.types.error });
      return;
    }
    // While the enum is open its enumerators have the type of their value (C11 6.7.2.2p3; clang: ActOnEnumConstant).
    const isNew = declareEnumerator(a, scope, enumerator.name, next, fixed ?? own, enumerator.at);
    const end = index + 1 < list.length ? list[index + 1].at - 1 : enumerator.at;
    if (isNew) drafts.push({ name: enumerator.name, value: next, type: fixed ?? own, at: enumerator.at, end });
    next += 1n;
  });
  // clang's Sema::AddModeAttr: a signed type of that size, whatever the enumerators are
  const moded = facts.mode === undefined ? undefined : modeType(a, int, facts.mode, specifier.at);
  const type = fixed ?? moded ?? (allKnown ? chooseType(a, drafts, facts, specifier.at) : a.types.error);
  const enumerators = drafts.map((draft) => finished(a, scope, draft, type, id, fixed !== undefined));
  const origin = a.origins.declaration(
    specifier.tag?.at ?? specifier.at,
    specifier.at,
    list[list.length - 1]?.at ?? specifier.at,
  );
  a.tags.updateEnum(id, { type, enumerators, complete: true, aligned: facts.aligned, origin });
}

/** False where the enclosing scope has an enumerator of that name already. */
function declareEnumerator(a: Analysis, scope: Scope, name: string, value: bigint, type: TypeId, at: number): boolean {
  const known = scope.names.get(name);
  if (known !== undefined) a.report("semantics/redeclared", "error", at, `'${name}' is declared again`);
  if (known?.kind === "enumerator") return false;
  scope.names.set(name, { kind: "enumerator", value, type });
  return true;
}

function finished(a: Analysis, scope: Scope, draft: Draft, type: TypeId, id: EnumId, fixed: boolean): CEnumerator {
  const int = a.types.integer("int");
  const large = type === a.types.error ? draft.type : type;
  const own = fixed ? a.types.enum(id) : fits(a, draft.value, int) ? int : large;
  // It already has the type that fits its value, which is the final one unless it is larger than int.
  if (draft.type !== own) scope.names.set(draft.name, { kind: "enumerator", value: draft.value, type: own });
  return { name: draft.name, value: draft.value, type: own, origin: a.origins.enumerator(draft.at, draft.end) };
}

function fits(a: Analysis, value: bigint, type: TypeId): boolean {
  // Any type of int's rank or more holds these.
  if (value >= 0n && value < 32768n && a.promoted[type] !== undefined) return true;
  const format = integerFormat(a, type);
  return format !== undefined && wrapInteger(value, format) === value;
}

/** What compilers have for enumerators beyond 64 bits differs. */
const isWithinLongLong = (value: bigint): boolean => value >= -(1n << 63n) && value < 1n << 64n;

/** clang's isRepresentableIntegerValue: -1 is the largest value of an unsigned type. */
function asUnderlying(a: Analysis, value: bigint, type: TypeId): bigint {
  const format = integerFormat(a, type);
  if (format === undefined || wrapInteger(value, { ...format, signed: true }) !== value) return value;
  return wrapInteger(value, format);
}

/** clang's getNextLargerIntegralType: the next wider type of the same signedness, itself where there is none. */
function nextLarger(a: Analysis, type: TypeId): TypeId {
  const format = integerFormat(a, type);
  const kinds: readonly IntegerKind[] = format?.signed
    ? ["int", "long", "long long"]
    : ["unsigned int", "unsigned long", "unsigned long long"];
  const found = kinds.find((kind) => (a.target.integers[kind]?.size ?? 0) * 8 > (format?.bits ?? 0));
  return found === undefined ? type : a.types.integer(found);
}

/** clang's Sema::ActOnEnumBody. */
function chooseType(a: Analysis, drafts: readonly Draft[], facts: AttributeFacts, at: number): TypeId {
  let least = 0n;
  let largest = 0n;
  for (const { value } of drafts) {
    if (value < least) least = value;
    else if (value > largest) largest = value;
  }
  const signed: readonly IntegerKind[] = ["signed char", "short", "int", "long", "long long"];
  const unsigned: readonly IntegerKind[] = [
    "unsigned char",
    "unsigned short",
    "unsigned int",
    "unsigned long",
    "unsigned long long",
  ];
  const ladder = (least < 0n ? signed : unsigned).slice(facts.packed ? 0 : 2);
  const kind = ladder.find((candidate) => {
    const type = a.types.integer(candidate);
    return fits(a, least, type) && fits(a, largest, type);
  });
  if (kind !== undefined) return a.types.integer(kind);
  a.report("semantics/constant-overflow", "error", at, "no integer type holds all enumerators");
  return a.types.error;
}
