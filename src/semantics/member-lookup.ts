/**
 * Finding a member by name, through anonymous structs and unions (C11 6.7.2.1p13), and where it lies.
 */
import { type Bits, bits } from "../base/index.js";
import type { Analysis, MemberPath } from "./analysis.js";
import type { CMember, RecordId } from "./c-type.js";

export interface FoundMember {
  readonly path: MemberPath;
  readonly member: CMember;
  /** The record that declares it: the innermost anonymous one. */
  readonly holder: RecordId;
  /** From the start of the record that was asked, BITS; undefined where a layout is missing. */
  readonly offset: Bits | undefined;
}

export function findMember(a: Analysis, record: RecordId, name: string): FoundMember | undefined {
  const path = membersOf(a, record).get(name);
  if (path === undefined) return undefined;
  let at: RecordId = record;
  let offset: number | undefined = 0;
  let member: CMember | undefined;
  for (const index of path.indices) {
    if (member !== undefined) {
      const shape = a.types.shape(member.type);
      if (shape.kind !== "record") return undefined;
      at = shape.record;
    }
    const entry = a.tags.records[at];
    member = entry.definition?.members[index];
    if (member === undefined) return undefined;
    const laid: number | undefined = entry.layout?.members[index].offset;
    offset = offset === undefined || laid === undefined ? undefined : offset + laid;
  }
  return member && { path, member, holder: at, offset: offset === undefined ? undefined : bits(offset) };
}

function membersOf(a: Analysis, record: RecordId): ReadonlyMap<string, MemberPath> {
  const known = a.members.get(record);
  if (known !== undefined) return known;
  const definition = a.tags.records[record].definition;
  const found = new Map<string, MemberPath>();
  if (definition === undefined) return found;
  definition.members.forEach((member, index) => {
    if (member.name !== undefined) {
      found.set(member.name, { indices: [index] });
      return;
    }
    const shape = a.types.shape(member.type);
    if (shape.kind !== "record" || member.bitWidth !== undefined) return;
    for (const [name, inner] of membersOf(a, shape.record)) found.set(name, { indices: [index, ...inner.indices] });
  });
  a.members.set(record, found);
  return found;
}
