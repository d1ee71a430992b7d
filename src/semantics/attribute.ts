/**
 * What the attributes of a declaration ask for (GCC: Declaring Attributes; C11 6.7.5 for _Alignas). In: attributes in any order; out: plain
 * facts. Attributes that rules/attributes.json does not know are reported: they might change meaning.
 */
import { type Bytes, bytes } from "../base/index.js";
import type { Attribute } from "../syntax/index.js";
import type { Analysis } from "./analysis.js";
import { typeOfName } from "./declarator.js";
import { integerConstantOf } from "./expression.js";
import type { Scope } from "./scope.js";
import { readString } from "./text-literal.js";
import { Qualifier } from "./type-table.js";

export interface AttributeFacts {
  /** The largest aligned(n) and _Alignas, BYTES. */
  readonly aligned: Bytes | undefined;
  readonly packed: boolean;
  /** Argument of mode(), without underscores: `DI`. */
  readonly mode: string | undefined;
  /** Argument of vector_size (BYTES) or ext_vector_type (elements). */
  readonly vector: { readonly count: number; readonly unit: "bytes" | "elements" } | undefined;
  readonly noreturn: boolean;
  /** Attribute of another calling convention. */
  readonly convention: string | undefined;
  readonly weak: boolean;
  readonly returnsTwice: boolean;
  readonly alias: string | undefined;
  readonly transparentUnion: boolean;
  readonly msStruct: boolean;
  readonly gccStruct: boolean;
  /** Name of an attribute that changes layouts in a way that is not handled. */
  readonly layoutChanger: string | undefined;
}

export const noAttributes: AttributeFacts = {
  aligned: undefined,
  packed: false,
  mode: undefined,
  vector: undefined,
  noreturn: false,
  convention: undefined,
  weak: false,
  returnsTwice: false,
  alias: undefined,
  transparentUnion: false,
  msStruct: false,
  gccStruct: false,
  layoutChanger: undefined,
};

/** Qualifier bits of `address_space(n)`, `__seg_gs`, `__seg_fs` (clang: Memory references to specified segments); 0 without. */
export function addressSpace(a: Analysis, attributes: readonly Attribute[], scope: Scope): number {
  for (const attribute of attributes) {
    if (attribute.name === "__seg_gs") return 256 * Qualifier.addressSpace;
    if (attribute.name === "__seg_fs") return 257 * Qualifier.addressSpace;
    const first = attribute.name === "address_space" ? attribute.arguments[0] : undefined;
    if (first === undefined || first.kind === "type-argument") continue;
    const space = integerConstantOf(a, first, scope);
    if (space !== undefined && space >= 0n && space < 1n << 20n) return Number(space) * Qualifier.addressSpace;
    a.report("semantics/not-constant", "error", attribute.at, "address_space: not a small constant");
  }
  return 0;
}

type Facts = { -readonly [K in keyof AttributeFacts]: AttributeFacts[K] };

export function readAttributes(a: Analysis, attributes: readonly Attribute[], scope: Scope): AttributeFacts {
  if (attributes.length === 0) return noAttributes;
  const facts: Facts = { ...noAttributes };
  for (const attribute of attributes) readAttribute(a, attribute, scope, facts);
  return facts;
}

/** Those that a type cannot have: there they say nothing (clang: "cannot be applied to a type"). */
const declarationOnly: ReadonlySet<string> = new Set([
  "aligned",
  "packed",
  "mode",
  "vector_size",
  "weak",
  "alias",
  "transparent_union",
]);

function readAttribute(a: Analysis, attribute: Attribute, scope: Scope, facts: Facts): void {
  if (attribute.ofType && declarationOnly.has(attribute.name)) return;
  const first = attribute.arguments[0];
  switch (attribute.name) {
    case "aligned":
    case "_Alignas":
    case "alignas": {
      const align = alignment(a, attribute, scope);
      if (align !== undefined && align > (facts.aligned ?? 0)) facts.aligned = bytes(align);
      return;
    }
    case "packed":
      facts.packed = true;
      return;
    case "mode":
      if (first?.kind === "name") facts.mode = first.name.replace(/^__(.*)__$/, "$1");
      return;
    case "vector_size":
    case "ext_vector_type":
    case "neon_vector_type":
    case "neon_polyvector_type": {
      const value =
        first === undefined || first.kind === "type-argument" ? undefined : integerConstantOf(a, first, scope);
      if (value === undefined || value <= 0n || value > 1n << 20n) {
        a.report("semantics/not-constant", "error", attribute.at, `${attribute.name}: not a positive constant`);
        return;
      }
      facts.vector = { count: Number(value), unit: attribute.name === "vector_size" ? "bytes" : "elements" };
      return;
    }
    case "noreturn":
    case "_Noreturn":
      facts.noreturn = true;
      return;
    case "weak":
      facts.weak = true;
      return;
    case "returns_twice":
      facts.returnsTwice = true;
      return;
    case "alias":
      if (first?.kind === "string") {
        const units = readString(first.pieces)?.units ?? [];
        facts.alias = String.fromCharCode(...units);
      }
      return;
    // Of the type beside it, not of the declaration: specifiers and pointers read it themselves.
    case "address_space":
    case "__seg_gs":
    case "__seg_fs":
      return;
    case "ms_struct":
      facts.msStruct = true;
      return;
    case "gcc_struct":
      facts.gccStruct = true;
      return;
    case "transparent_union":
      facts.transparentUnion = true;
      return;
    default:
      otherAttribute(a, attribute, scope, facts);
  }
}

function otherAttribute(a: Analysis, attribute: Attribute, scope: Scope, facts: Facts): void {
  const rule = a.rules.attributes.get(attribute.name);
  if (rule === undefined) {
    a.report("semantics/unknown-attribute", "warning", attribute.at, `attribute '${attribute.name}' is not known`);
  } else if (rule.effect === "convention") {
    if (rule.machines?.includes(a.target.machine)) facts.convention = conventionOf(a, attribute, scope);
  } else if (rule.effect === "layout") {
    facts.layoutChanger = attribute.name;
  }
}

/** `stdcall`, `regparm(3)`, `pcs("aapcs")`. */
function conventionOf(a: Analysis, { name, arguments: [first] }: Attribute, scope: Scope): string {
  if (first?.kind === "string") return `${name}("${String.fromCharCode(...(readString(first.pieces)?.units ?? []))}")`;
  const count = first?.kind === "number" ? integerConstantOf(a, first, scope) : undefined;
  return count === undefined ? name : `${name}(${count})`;
}

/** BYTES; undefined for `_Alignas(0)`, which asks for nothing, and for what is no power of two (reported). */
function alignment(a: Analysis, attribute: Attribute, scope: Scope): number | undefined {
  const first = attribute.arguments[0];
  if (first === undefined) return a.target.maxAlign;
  if (first.kind === "type-argument") return a.sizes.sizeAlign(typeOfName(a, first.type, scope))?.align;
  const value = integerConstantOf(a, first, scope);
  if (value === 0n && attribute.name !== "aligned") return undefined;
  if (value === undefined || value <= 0n || value > 1n << 32n || (value & (value - 1n)) !== 0n) {
    a.report("semantics/not-constant", "error", attribute.at, "alignment is not a power of two");
    return undefined;
  }
  return Number(value);
}
