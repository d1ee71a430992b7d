/**
 * Where a macro that names a member leads in a record: `#define td_retval td_uretoff.tdu_retval` behind a dot (C11 6.5.2.1, 6.5.2.3). In: a
 * record and the path; out: the place, from the record's start or from where a pointer on the way points, and what is there.
 */
import { type Bits, type Bytes, bits, bytes } from "../base/index.js";
import type { CMember, CRecord, PathStep, TypeId } from "../semantics/index.js";
import type { Translation } from "./translation.js";

/** What a place is found with. */
type World = Pick<Translation, "program" | "types" | "shapes">;

export interface MemberPlace {
  readonly type: TypeId;
  /** From the start of what the last pointer on the way points to, or of the record. BITS. */
  readonly offset: Bits;
  /** Undefined where C has no size for what is there: an array without a length. BITS. */
  readonly size: Bits | undefined;
  /** The member that it is, where the path ends in one: it may be a bit-field. */
  readonly member: CMember | undefined;
  readonly volatile: boolean;
  readonly inUnion: boolean;
  /** Pointers to follow, outermost first: offset of each, BYTES. */
  readonly through: readonly Bytes[];
}

/** @returns undefined where the path does not lead anywhere in this record */
export function memberPlace(w: World, record: CRecord, path: readonly PathStep[]): MemberPlace | undefined {
  let at: MemberPlace | undefined;
  for (const step of path) {
    if (step.kind === "element") at = at && elementOf(w, at, step.index);
    else if (at === undefined) at = memberOf(w, record, step.name, start);
    else at = memberBehind(w, at, step);
    if (at === undefined) return undefined;
  }
  return at;
}

type From = Pick<MemberPlace, "offset" | "volatile" | "inUnion" | "through">;

const start: From = { offset: bits(0), volatile: false, inUnion: false, through: [] };

/** Where a pointer at the place points to. */
function pointee({ through, offset }: MemberPlace, volatile: boolean): From {
  return { ...start, volatile, through: [...through, bytes(offset / 8)] };
}

function memberBehind(
  w: World,
  at: MemberPlace,
  step: Exclude<PathStep, { readonly kind: "element" }>,
): MemberPlace | undefined {
  let from: From = at;
  let row = w.types.canonical(at.type);
  if (step.kind === "pointee") {
    if (row.kind !== "pointer" || at.member?.bitWidth !== undefined) return undefined;
    from = pointee(at, w.types.volatility(row.to) === "itself");
    row = w.types.canonical(row.to);
  }
  return row.kind === "record" ? memberOf(w, w.program.records[row.record], step.name, from) : undefined;
}

/** Through anonymous members too (C11 6.7.2.1p13). */
function memberOf(w: World, record: CRecord, name: string, from: From): MemberPlace | undefined {
  const { definition, layout } = record;
  if (definition === undefined || layout === undefined) return undefined;
  for (let i = 0; i < definition.members.length; i++) {
    const member = definition.members[i];
    if (member.name !== undefined && member.name !== name) continue;
    const { offset, size } = layout.members[i];
    const found: MemberPlace = {
      type: member.type,
      offset: bits(from.offset + offset),
      size,
      member,
      volatile: from.volatile || w.types.volatility(member.type) === "itself",
      inUnion: from.inUnion || definition.tagKind === "union",
      through: from.through,
    };
    if (member.name === name) return found;
    const row = w.types.canonical(member.type);
    const inner = row.kind === "record" ? w.program.records[row.record] : undefined;
    const deeper = inner && memberOf(w, inner, name, found);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

function elementOf(w: World, at: MemberPlace, index: bigint): MemberPlace | undefined {
  const row = w.types.canonical(at.type);
  const isPointer = row.kind === "pointer";
  if (row.kind !== "array" && !isPointer) return undefined;
  const type = isPointer ? row.to : row.of;
  const size = sizeOf(w, type);
  if (size === undefined && index !== 0n) return undefined;
  const volatile = w.types.volatility(type) === "itself";
  const from: From = isPointer ? pointee(at, volatile) : { ...at, volatile: at.volatile || volatile };
  const offset = bits(from.offset + Number(index) * (size ?? 0));
  return { ...from, type, offset, size, member: undefined };
}

/** Of one element, BITS; undefined where Rust's type may have another size than C's. */
function sizeOf(w: World, type: TypeId): Bits | undefined {
  const row = w.types.canonical(type);
  if (row.kind === "atomic") return undefined;
  const size = row.kind === "record" ? w.program.records[row.record].layout?.size : w.shapes.layoutOf(type)?.size;
  return size === undefined ? undefined : bits(size * 8);
}

/** As C writes it: `td_uretoff.tdu_retval`, `p_pgrp->pg_session`, `ifr_ifru.ifru_cap[0]`. */
export function pathText(path: readonly PathStep[]): string {
  return path
    .map((step, at) => {
      if (step.kind === "element") return `[${step.index}]`;
      if (step.kind === "pointee") return `->${step.name}`;
      return at === 0 ? step.name : `.${step.name}`;
    })
    .join("");
}
