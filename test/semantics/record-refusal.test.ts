/** What layoutRecord refuses, a row each. clang refuses the same members (`int x : 33;`, `int x : 0;`, `_Bool x : 2;`). */
import { expect, it } from "vitest";
import { type Bits, bits, bytes, noPlace, type SourceId } from "../../src/base/index.js";
import type { CMember, RecordDefinition, TypeId } from "../../src/semantics/c-type.js";
import { layoutRecord, type MemberType } from "../../src/semantics/record-layout.js";
import { layoutTargets } from "./layout-targets.js";

const int: MemberType = { size: bytes(4), align: bytes(4) };
const bool: MemberType = { size: bytes(1), align: bytes(1), maxBitWidth: bits(1) };
const huge: MemberType = { size: bytes(2 ** 50), align: bytes(1) };

function member(bitWidth: Bits | undefined, name?: string, aligned?: number): CMember {
  const origin = {
    place: noPlace,
    source: 0 as SourceId,
    firstToken: 0,
    lastToken: 0,
    comment: undefined,
    options: [],
  };
  const alignedTo = aligned === undefined ? undefined : bytes(aligned);
  return { name, type: 0 as TypeId, bitWidth, aligned: alignedTo, packed: false, origin };
}

function layout(members: readonly CMember[], types: readonly MemberType[], more: Partial<RecordDefinition> = {}) {
  const plain = {
    tagKind: "struct",
    packed: false,
    pack: undefined,
    aligned: undefined,
    unsupported: undefined,
  } as const;
  return layoutRecord({ ...plain, members, ...more }, types, layoutTargets[0].target);
}

it.each([
  ["wider than its type", member(bits(33)), int, "width 33 exceeds the 32 bits"],
  ["_Bool of two bits", member(bits(2)), bool, "width 2 exceeds the 1 bits"],
  ["negative width", member(bits(-1)), int, "negative width"],
  ["named, no width", member(bits(0), "x"), int, "zero width"],
  ["alignment 3", member(undefined, "x", 3), int, "not a power of two"],
  ["too large", member(undefined), huge, "too large"],
])("refuses a member: %s", (_, at, type, why) => {
  expect(layout([member(undefined), at], [int, type])).toEqual({
    kind: "refused",
    member: 1,
    why: expect.stringContaining(why),
  });
});

it("refuses a record that carries what is not handled", () => {
  expect(layout([], [], { unsupported: "randomize_layout" })).toEqual({
    kind: "refused",
    member: undefined,
    why: "randomize_layout",
  });
});

it("lays out unnamed bit-fields of width 0", () => {
  expect(layout([member(bits(0))], [int])).toMatchObject({ kind: "layout", layout: { size: 0, align: 1 } });
});
