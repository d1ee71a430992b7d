/**
 * What the rules of the language share while one unit is analyzed: its tables, its target, and where to report. A plain record of small
 * collaborators; each owns its own state. Functions of this room take it first.
 */
import type { DiagnosticCode, IntegerKind, Place, Severity, SourceTable, Target } from "../base/index.js";
import type { PreprocessedUnit } from "../preprocess/index.js";
import type { CFunction, CVariable } from "./c-program.js";
import type { Origin, RecordId, TypeId } from "./c-type.js";
import type { IntegerFormat } from "./constant.js";
import type { OriginReader } from "./origin.js";
import type { Scope } from "./scope.js";
import type { SemanticRules } from "./semantic-rules.js";
import type { TagTable } from "./tag-table.js";
import type { TypeSizer } from "./type-size.js";
import type { TypeTable } from "./type-table.js";

/** Reports at a token of the unit. */
export type Report = (code: DiagnosticCode, severity: Severity, at: number, text: string) => void;

/** A function or variable while declarations may still add to it. */
export type Building<T> = { -readonly [K in keyof T]: T[K] };

export interface MemberPath {
  /** Member indices from the outermost record inwards; more than one through anonymous members. */
  readonly indices: readonly number[];
}

/** Its type is a basic integer type, whose id is the same in every fork. */
export interface MacroConstant {
  readonly value: bigint;
  readonly type: TypeId;
}

export interface Analysis {
  readonly target: Target;
  readonly formats: IntegerFormats;
  /** Formats of the integer types that promotion (C11 6.3.1.1p2) leaves as they are, by type id. */
  readonly promoted: readonly (IntegerFormat | undefined)[];
  readonly rules: SemanticRules;
  readonly types: TypeTable;
  readonly tags: TagTable;
  readonly sizes: TypeSizer;
  readonly functions: CFunction[];
  readonly variables: CVariable[];
  /** Where assembly stands at file scope. */
  readonly assembly: Origin[];
  readonly file: Scope;
  readonly origins: OriginReader;
  readonly report: Report;
  /** Members of complete records by name, made when first asked for. */
  readonly members: Map<RecordId, ReadonlyMap<string, MemberPath>>;
  /** Types of the words of basic type specifiers, as they have come up. */
  readonly basicTypes: Map<string, TypeId>;
  /** What is analyzed: tokens, expansions, comments. */
  readonly unit: PreprocessedUnit;
  readonly sources: SourceTable;
  /** Object-like macros that are integer constants, by the place of their definition. One table for an analyzer and its forks. */
  readonly constants: Map<Place, MacroConstant>;
  /** The function whose body is typed: `__func__` has its length. */
  readonly functionName?: string | undefined;
  /** How deep expressions and types are nested at the moment. */
  readonly nesting: { level: number };
  /** Do const objects have their values at the moment (`folded.ts`)? */
  readonly folding: { on: boolean };
}

/** Beyond this many levels an expression or declarator is refused rather than risk the stack. */
export const nestingLimit = 1000;

const unsignedKinds: ReadonlySet<IntegerKind> = new Set<IntegerKind>([
  "bool",
  "unsigned char",
  "unsigned short",
  "unsigned int",
  "unsigned long",
  "unsigned long long",
  "unsigned __int128",
]);

export function isSignedKind(kind: IntegerKind, target: Target): boolean {
  return kind === "char" ? target.charIsSigned : !unsignedKinds.has(kind);
}

/** The integer type behind a type: its own, or an enum's compatible one. Undefined for everything else. */
export function integerKind(a: Analysis, type: TypeId): IntegerKind | undefined {
  const shape = a.types.shape(type);
  if (shape.kind === "integer") return shape.name;
  if (shape.kind === "enum") return integerKind(a, a.tags.enums[shape.enum].type);
  if (shape.kind === "atomic") return integerKind(a, shape.of);
  return undefined;
}

/** Formats of the integer types that the target has. */
export type IntegerFormats = ReadonlyMap<IntegerKind, IntegerFormat>;

export function integerFormats(target: Target): IntegerFormats {
  const formats = new Map<IntegerKind, IntegerFormat>();
  for (const [name, size] of Object.entries(target.integers)) {
    const kind = name as IntegerKind;
    if (size !== undefined) {
      formats.set(kind, { bits: size.size * 8, signed: isSignedKind(kind, target), bool: kind === "bool" });
    }
  }
  return formats;
}

export function promotedFormats(formats: IntegerFormats, types: TypeTable): readonly (IntegerFormat | undefined)[] {
  const promoted: (IntegerFormat | undefined)[] = [];
  for (const [kind, format] of formats) {
    if (/int|long/.test(kind)) promoted[types.integer(kind)] = format;
  }
  return promoted;
}

export function integerFormat(a: Analysis, type: TypeId): IntegerFormat | undefined {
  const kind = integerKind(a, type);
  return kind && a.formats.get(kind);
}
