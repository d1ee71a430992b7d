/**
 * struct and union specifiers (C11 6.7.2.1, 6.7.2.3): tags, members, and the layout once the closing brace is reached. In: a specifier;
 * out: its record's id. The record's row in the TagTable is replaced when the record is completed.
 */
import { bits, bytes, bytesToBits } from "../base/index.js";
import type { Expression, MemberDeclaration, MemberDeclarator, RecordSpecifier } from "../syntax/index.js";
import { type Analysis, nestingLimit } from "./analysis.js";
import { readAttributes } from "./attribute.js";
import type { CMember, CRecord, RecordDefinition, RecordId, RecordLayout, TypeId } from "./c-type.js";
import { declareName, joined } from "./declarator.js";
import { foldedIntegerOf } from "./folded.js";
import { namesPlaceholder } from "./placeholder.js";
import { layoutRecord, type MemberType } from "./record-layout.js";
import type { Scope } from "./scope.js";
import { type BaseType, baseType } from "./specifier.js";
import { staticAssert } from "./static-assert.js";

/** @param alone `struct tag;`: declares the tag in this very scope */
export function recordType(a: Analysis, specifier: RecordSpecifier, scope: Scope, alone: boolean): RecordId {
  const { tag, members } = specifier;
  const known =
    tag === undefined ? undefined : members !== undefined || alone ? scope.tags.get(tag.name) : scope.tag(tag.name);
  if (known !== undefined) {
    const same = known.kind === "record" && a.tags.records[known.record].tagKind === specifier.tagKind;
    if (!same) {
      a.report("semantics/redeclared", "error", specifier.at, `'${tag?.name}' is another kind of tag`);
    } else if (members !== undefined && a.tags.records[known.record].definition !== undefined) {
      a.report("semantics/redeclared", "error", specifier.at, `${specifier.tagKind} ${tag?.name} is defined twice`);
    } else {
      if (members !== undefined) defineRecord(a, known.record, specifier, members, scope);
      else a.tags.addRecordAttributes(known.record, specifier.attributes);
      return known.record;
    }
    // The first meaning of the tag stays; this one is a type of its own without a name in the scope.
    return newRecord(a, specifier, scope, members);
  }
  const id = newRecord(a, specifier, scope, undefined);
  if (tag !== undefined) scope.tags.set(tag.name, { kind: "record", record: id });
  if (members !== undefined) defineRecord(a, id, specifier, members, scope);
  else a.tags.addRecordAttributes(id, specifier.attributes);
  return id;
}

function newRecord(
  a: Analysis,
  specifier: RecordSpecifier,
  scope: Scope,
  members: readonly MemberDeclaration[] | undefined,
): RecordId {
  const id = a.tags.addRecord({
    tagKind: specifier.tagKind,
    tag: specifier.tag?.name,
    definition: undefined,
    layout: undefined,
    holder: undefined,
    scope: scope.kind,
    origin: a.origins.declaration(specifier.tag?.at ?? specifier.at, specifier.at, specifier.at),
  });
  if (members !== undefined) defineRecord(a, id, specifier, members, scope);
  return id;
}

function defineRecord(
  a: Analysis,
  id: RecordId,
  specifier: RecordSpecifier,
  declarations: readonly MemberDeclaration[],
  scope: Scope,
): void {
  const members: CMember[] = [];
  const origin = a.origins.declaration(
    specifier.tag?.at ?? specifier.at,
    specifier.at,
    lastToken(specifier, declarations),
  );
  if (a.nesting.level > nestingLimit) {
    a.report("semantics/nesting", "error", specifier.at, "records nested too deeply");
    return;
  }
  // of mentions before the brace: those inside say nothing of this definition
  const mentioned = a.tags.recordAttributes(id);
  a.nesting.level++;
  let broken: string | undefined;
  for (const declaration of declarations) {
    if (declaration.kind === "static-assert") staticAssert(a, declaration, scope);
    else broken = declareMembers(a, id, declaration, scope, members) ?? broken;
  }
  a.nesting.level--;
  const facts = readAttributes(a, joined(mentioned, specifier.attributes), scope);
  const { pragmas } = specifier;
  const definition: RecordDefinition = {
    tagKind: specifier.tagKind,
    members,
    packed: facts.packed,
    pack: pragmas.pack > 0 ? bytes(pragmas.pack) : undefined,
    msStruct: pragmas.msStruct || facts.msStruct,
    aligned: facts.aligned,
    // GCC takes the pragma back, clang before 21 does not know the attribute
    unsupported:
      broken ??
      pragmas.unsupported ??
      (pragmas.msStruct && facts.gccStruct ? "gcc_struct within #pragma ms_struct" : facts.layoutChanger),
    transparent: facts.transparentUnion && mayBeTransparent(a, specifier.tagKind, members),
  };
  a.tags.updateRecord(id, { definition, layout: layoutOf(a, definition, specifier.at), origin });
}

/**
 * What a compiler passes as the first member (clang: handleTransparentUnionAttr): not if that is a floating number or vector, or others are of another
 * size or aligned more; the attribute is then ignored.
 */
function mayBeTransparent(a: Analysis, tagKind: RecordDefinition["tagKind"], members: readonly CMember[]): boolean {
  const [first, ...others] = members;
  if (tagKind !== "union" || first === undefined) return false;
  const size = a.sizes.sizeAlign(first.type);
  if (size === undefined || ["float", "complex", "vector"].includes(a.types.shape(first.type).kind)) return false;
  return others.every(({ type }) => {
    const other = a.sizes.sizeAlign(type);
    return other !== undefined && other.size === size.size && other.align <= size.align;
  });
}

/** The attribute on a typedef is the union's. */
export function makeTransparent(a: Analysis, type: TypeId): void {
  const shape = a.types.shape(type);
  if (shape.kind !== "record") return;
  const { definition, tagKind } = a.tags.records[shape.record];
  if (definition === undefined || !mayBeTransparent(a, tagKind, definition.members)) return;
  a.tags.updateRecord(shape.record, { definition: { ...definition, transparent: true } });
}

function lastToken(specifier: RecordSpecifier, declarations: readonly MemberDeclaration[]): number {
  const last = declarations[declarations.length - 1];
  // the closing brace: a comment behind the last member is that member's
  return last === undefined || last.kind === "static-assert" ? specifier.at : last.end + 1;
}

function layoutOf(a: Analysis, definition: RecordDefinition, at: number): RecordLayout | undefined {
  const types: MemberType[] = [];
  for (const member of definition.members) {
    const size = a.sizes.sizeAlign(member.type);
    // An incomplete or unknown member was reported where it stands.
    if (size === undefined) return undefined;
    const isNarrow = member.bitWidth !== undefined && a.sizes.isBool(member.type);
    const scalarSize =
      definition.msStruct && member.bitWidth === undefined ? a.sizes.basicSize(member.type) : undefined;
    if (isNarrow) types.push({ ...size, maxBitWidth: bits(1) });
    else types.push(scalarSize === undefined ? size : { ...size, scalarSize });
  }
  const outcome = layoutRecord(definition, types, a.target);
  if (outcome.kind === "layout") return outcome.layout;
  const place = outcome.member === undefined ? at : definition.members[outcome.member].origin.firstToken;
  a.report("semantics/unsupported", "error", place, `no layout: ${outcome.why}`);
  return undefined;
}

/** @returns why the record has no layout, where a member spoils it */
function declareMembers(
  a: Analysis,
  record: RecordId,
  declaration: Extract<MemberDeclaration, { kind: "members" }>,
  scope: Scope,
  members: CMember[],
): string | undefined {
  const { specifiers, declarators } = declaration;
  const base = baseType(a, specifiers, scope, declarators.length === 0);
  if (declarators.length === 0) {
    anonymousMember(a, record, declaration, base, scope, members);
    return undefined;
  }
  let broken: string | undefined;
  for (const declarator of declarators) {
    broken = declareMember(a, declaration, declarator, base, scope, members) ?? broken;
    const { name } = members[members.length - 1];
    if (base.unnamed?.kind === "record" && name !== undefined) {
      nameRecord(a, base.unnamed.record, { kind: "member", record, member: name });
    }
  }
  return broken;
}

/** C11 6.7.2.1p13: an unnamed member of record type without a tag. */
function anonymousMember(
  a: Analysis,
  record: RecordId,
  declaration: Extract<MemberDeclaration, { kind: "members" }>,
  base: BaseType,
  scope: Scope,
  members: CMember[],
): void {
  if (base.unnamed?.kind !== "record") return;
  nameRecord(a, base.unnamed.record, { kind: "anonymous-member", record, index: members.length });
  const facts = readAttributes(a, declaration.specifiers.attributes, scope);
  members.push({
    name: undefined,
    type: base.type,
    bitWidth: undefined,
    aligned: facts.aligned,
    packed: facts.packed,
    origin: a.origins.declaration(declaration.at, declaration.at, declaration.end),
  });
}

/** The first thing that holds a record without a tag names it. */
export function nameRecord(a: Analysis, record: RecordId, holder: NonNullable<CRecord["holder"]>): void {
  const known = a.tags.records[record].holder;
  const better = holder.kind === "typedef" && known?.kind === "declaration";
  if (known === undefined || better) a.tags.updateRecord(record, { holder });
}

/** @returns why the record has no layout, where this member spoils it */
function declareMember(
  a: Analysis,
  declaration: Extract<MemberDeclaration, { kind: "members" }>,
  declarator: MemberDeclarator,
  base: BaseType,
  scope: Scope,
  members: CMember[],
): string | undefined {
  const attributes = joined(declaration.specifiers.attributes, declarator.attributes);
  const form = declarator.declarator ?? { kind: "abstract" as const, at: declarator.at };
  const declared = declareName(a, base.type, form, attributes, scope);
  const width = declarator.width === undefined ? undefined : widthOf(a, declarator.width, scope);
  let broken: string | undefined;
  if (declarator.width !== undefined) {
    broken = badBitField(a, declared.type, width, declared.name);
    if (broken !== undefined) a.report("semantics/bad-bit-field", "error", declared.at, broken);
  } else {
    broken = badMember(a, declared.type);
    if (broken !== undefined)
      a.report("semantics/incomplete-type", "error", declared.at, `member '${declared.name}': ${broken}`);
  }
  members.push({
    name: declared.name,
    type: declared.type,
    bitWidth: declarator.width === undefined ? undefined : bits(Number(width ?? 0n)),
    aligned: declared.facts.aligned,
    packed: declared.facts.packed,
    origin: a.origins.declaration(declared.at, declaration.at, declaration.end),
  });
  return broken;
}

/** `-!!(x)`, x an argument of a macro's: C takes no width but 0. */
function widthOf(a: Analysis, width: Expression, scope: Scope): bigint | undefined {
  const isOpen = width.kind === "unary" && width.operator === "-" && isTruth(width.of) && namesPlaceholder(width.of);
  return isOpen ? 0n : foldedIntegerOf(a, width, scope);
}

const truthOperators: ReadonlySet<string> = new Set(["!", "&&", "||", "<", ">", "<=", ">=", "==", "!="]);

/** 0 or 1, by its operator. */
const isTruth = (e: Expression): boolean =>
  (e.kind === "unary" || e.kind === "binary") && truthOperators.has(e.operator);

function badBitField(
  a: Analysis,
  type: TypeId,
  width: bigint | undefined,
  name: string | undefined,
): string | undefined {
  if (a.types.shape(type).kind === "error") return "bit-field of an unknown type";
  if (!a.sizes.isBitFieldType(type)) return "bit-field of what is no integer type";
  if (width === undefined) return "bit-field width is not constant";
  if (width < 0n) return "bit-field width is negative";
  if (width === 0n && name !== undefined) return `bit-field '${name}' of width 0 has a name`;
  const size = a.sizes.sizeAlign(type)?.size ?? bytes(0);
  if (width > BigInt(bytesToBits(size))) return "bit-field is wider than its type";
  return undefined;
}

function badMember(a: Analysis, type: TypeId): string | undefined {
  if (a.sizes.sizeAlign(type) !== undefined) return undefined;
  const shape = a.types.shape(type);
  if (shape.kind === "error") return "its type is unknown";
  if (shape.kind === "function") return "a function is no member";
  return "its type is incomplete";
}
