/**
 * What the items of one program are made with: the program, its names and types in Rust, what the user chose; and what making them
 * gives: items with their place, and what was left out. The makers (`record-item`, `function-item`, …) take it and give `BuiltItem`s.
 */
import type { Place, SourceId, SourceTable } from "../base/index.js";
import type { CProgram, Origin } from "../semantics/index.js";
import { docLines } from "./doc-comment.js";
import type { MathHelper } from "./math/index.js";
import type { MemberAliases } from "./member-alias.js";
import type { LayoutHelper } from "./record-shape.js";
import type { RecordShapes } from "./record-shapes.js";
import type { Doc, ItemKey, LeftOut, RustItem, RustType } from "./rust-crate.js";
import { macroNameInFile, rustName } from "./rust-name.js";
import type { RustTypes } from "./rust-type.js";
import type { Chosen } from "./selection.js";
import type { Spelling } from "./spelling.js";
import type { TranslateInput } from "./translate-input.js";
import type { TypeNames } from "./type-names.js";

/** A Rust item and the header it belongs to. */
export interface BuiltItem {
  readonly source: SourceId;
  readonly place: Place;
  readonly item: RustItem;
  /** C name by which it is chosen: `mtx_init`, `struct mtx`. */
  readonly cName: string;
  /** Names of values it needs (types are found in the item itself). */
  readonly values: readonly string[];
  /** Inline functions whose address it takes: C calls them. */
  readonly addressTaken?: readonly string[];
  /** Types that a macro's text declares for itself: it names them by `$crate`. */
  readonly innerTypes?: readonly string[];
  /** Functions of `layout-helper.ts` that it calls. */
  readonly helpers?: readonly LayoutHelper[];
  /** Functions of `math/` that it calls. */
  readonly math?: readonly MathHelper[];
}

/** A value that constants may refer to by name. */
export interface KnownValue {
  readonly type: RustType;
  /** An enumerator of a newtype enum: its integer is `.0`. */
  readonly newtype: boolean;
  /** Its value, where an enumerator has the name. */
  readonly enumerator?: bigint;
}

export interface Translation {
  readonly input: TranslateInput;
  readonly program: CProgram;
  readonly names: TypeNames;
  readonly types: RustTypes;
  readonly shapes: RecordShapes;
  /** Put before names of `layout-helper.ts`: `crate::layout::`. */
  readonly helperPath: string;
  /** Put before names of `math/` in macros: `$crate::c_math::`. */
  readonly mathPath: string;
  /** Put before names of items in macros: `$crate::`; empty in a single file. */
  readonly cratePrefix: string;
  /** Are its items also at the crate's root? */
  readonly isRoot: boolean;
  readonly spelling: Spelling;
  readonly chosen: Chosen;
  /** In front of keys: empty for the common unit, `dev/x/y.h ` for others. */
  readonly keyPrefix: string;
  /** Constants and enumerators that are items, by C name. */
  readonly constants: Map<string, KnownValue>;
  /** Macros that name members. */
  readonly memberAliases: MemberAliases;
  readonly leftOut: LeftOutAt[];
  readonly notAsked: LeftOutAt[];
  /** Is a declaration with this origin given by this unit? */
  readonly owns: (origin: Origin) => boolean;
}

/** A row for the user, and where in the C text it belongs: the module of that header says it too. */
export interface LeftOutAt {
  readonly row: LeftOut;
  readonly origin: Origin;
}

export function keyOf(translation: Translation, kind: string, name: string): ItemKey {
  return `${translation.keyPrefix}${kind} ${name}` as ItemKey;
}

/** Name of the `macro_rules!` of a C macro. */
export function macroName(translation: Translation, cName: string): string {
  return translation.input.mode === "crate" ? rustName(cName) : macroNameInFile(cName);
}

/** Does it name values as a text of its module does? What an enum needs are its enumerators, which are there; macros name paths from the root. */
export const hasValues = ({ kind }: RustItem): boolean => kind === "const" || kind === "static" || kind === "function";

/** `sys/sys/mutex.h:87`. */
export function placeOf(sources: SourceTable, origin: Origin): string {
  const at = sources.lineColumn(origin.place);
  return at === undefined ? "<command line>" : `${at.source.display}:${at.line}`;
}

export function docOf(translation: Translation, origin: Origin, notes: readonly string[] = noNotes): Doc {
  return {
    lines: origin.comment === undefined ? noNotes : docLines(origin.comment),
    definedIn: placeOf(translation.input.sources, origin),
    notes,
  };
}

const noNotes: readonly string[] = [];

function leftOutAt(
  translation: Translation,
  what: LeftOut["what"],
  name: string,
  origin: Origin,
  why: string,
): LeftOutAt {
  return { row: { name, what, place: placeOf(translation.input.sources, origin), why }, origin };
}

export function leaveOut(
  translation: Translation,
  what: LeftOut["what"],
  name: string,
  origin: Origin,
  why: string,
): void {
  translation.leftOut.push(leftOutAt(translation, what, name, origin, why));
}

export function leaveUnasked(
  translation: Translation,
  what: LeftOut["what"],
  name: string,
  origin: Origin,
  why: string,
): void {
  translation.notAsked.push(leftOutAt(translation, what, name, origin, why));
}

export function built(item: RustItem, cName: string, origin: Origin, values: readonly string[] = noNotes): BuiltItem {
  return { source: origin.source, place: origin.place, item, cName, values };
}
