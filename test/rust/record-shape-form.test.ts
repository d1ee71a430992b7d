/** Which form a shape takes, a row each. That every form has C's layout is proven elsewhere, by rustc; here is which one people get to read. */
import { expect, it } from "vitest";
import { bits, bytes, noPlace, type SourceId } from "../../src/base/index.js";
import { typeText } from "../../src/print/index.js";
import { type RecordShape, recordShape, type ShapeMember } from "../../src/rust/record-shape.js";
import { int128Align } from "../../src/rust/rust-type-layout.js";
import type { CMember, RecordDefinition, TypeId } from "../../src/semantics/index.js";
import { layoutRecord, type MemberType } from "../../src/semantics/record-layout.js";
import { layoutTargetOf } from "../semantics/layout-targets.js";

const { target } = layoutTargetOf("x86_64-unknown-freebsd14.0");

interface M {
  readonly name: string;
  readonly rust: string;
  readonly size: number;
  /** Rust's; C's where it differs in `cAlign`. */
  readonly align: number;
  readonly cAlign?: number;
  readonly width?: number;
  readonly volatile?: boolean;
  readonly notCopy?: boolean;
  readonly holdsReprAlign?: boolean;
}

const char: M = { name: "c", rust: "c_char", size: 1, align: 1 };
const int: M = { name: "i", rust: "c_int", size: 4, align: 4 };
const long: M = { name: "l", rust: "c_long", size: 8, align: 8 };
const bit = (name: string, width: number, more: Partial<M> = {}): M => ({
  ...int,
  rust: "c_uint",
  name,
  width,
  ...more,
});

function shape(of: readonly M[], more: Partial<RecordDefinition> = {}): RecordShape {
  const origin = {
    place: noPlace,
    source: 0 as SourceId,
    firstToken: 0,
    lastToken: 0,
    comment: undefined,
    options: [],
  };
  const members = of.map((m): CMember => {
    const bitWidth = m.width === undefined ? undefined : bits(m.width);
    return { name: m.name, type: 0 as TypeId, bitWidth, aligned: undefined, packed: false, origin };
  });
  const plain = {
    tagKind: "struct",
    packed: false,
    pack: undefined,
    aligned: undefined,
    unsupported: undefined,
  } as const;
  const types = of.map((m): MemberType => ({ size: bytes(m.size), align: bytes(m.cAlign ?? m.align) }));
  const definition: RecordDefinition = { ...plain, members, ...more };
  const outcome = layoutRecord(definition, types, target);
  if (outcome.kind === "refused") throw new Error(outcome.why);
  return recordShape({
    tagKind: definition.tagKind,
    layout: outcome.layout,
    target,
    helperPath: "",
    promotable: false,
    members: of.map((m): ShapeMember => {
      const type = { kind: "path", path: m.rust } as const;
      const common = { name: m.name, volatile: m.volatile ?? false };
      if (m.width !== undefined) {
        return { ...common, kind: "bit-field", type, newtypeOf: undefined, unit: bytes(m.size), value: "unsigned" };
      }
      const rust = {
        type,
        size: bytes(m.size),
        align: bytes(m.align),
        copy: !m.notCopy,
        holdsReprAlign: m.holdsReprAlign ?? false,
      };
      return { ...common, kind: "plain", rust, flexible: false, promotes: undefined };
    }),
  });
}

/** `repr(C) c: c_char, i: c_int` */
function text({ attributes, fields }: RecordShape): string {
  return `${attributes.join(" ")} ${fields.map((f) => `${f.name}: ${typeText(f.type)}`).join(", ")}`.trimEnd();
}

it.each<readonly [string, string, readonly M[], Partial<RecordDefinition>]>([
  ["plain", "repr(C) c: c_char, i: c_int", [char, int], {}],
  ["packed", "repr(C, packed) c: c_char, i: c_int", [char, int], { packed: true }],
  ["pack(2)", "repr(C, packed(2)) c: c_char, i: c_int", [char, int], { pack: bytes(2) }],
  ["over-aligned", "repr(C, align(64)) i: c_int", [int], { aligned: bytes(64) }],
  [
    "packed and aligned",
    "repr(C, align(4)) c: c_char, i: Unaligned<c_int>",
    [char, int],
    { packed: true, aligned: bytes(4) },
  ],
  [
    "packed and aligned, yet all in place",
    "repr(C) i: c_int, c: c_char",
    [int, char],
    { packed: true, aligned: bytes(4) },
  ],
  ["an aligned typedef, lower", "repr(C, packed(4)) i: c_int, l: c_long", [int, { ...long, cAlign: 4 }], {}],
  [
    "an aligned typedef, higher",
    "repr(C, align(16)) c: c_char, _padding_1: [u8; 15], i: c_int",
    [char, { ...int, cAlign: 16 }],
    {},
  ],
  [
    "packed with a repr(align) inside",
    "repr(C, packed) c: c_char, _storage_l: [u8; 8], i: c_int",
    [char, { ...long, holdsReprAlign: true }, int],
    { packed: true },
  ],
  ["no members", "repr(C)", [], {}],
  ["no members, aligned", "repr(C, align(8))", [], { aligned: bytes(8) }],
  ["union without members", "repr(C) _padding_1: [u8; 0]", [], { tagKind: "union" }],
  [
    "union of what is not Copy",
    "repr(C) l: core::mem::ManuallyDrop<c_long>, i: c_int",
    [{ ...long, notCopy: true }, int],
    { tagKind: "union" },
  ],
  ["packed union", "repr(C, packed) l: c_long, c: c_char", [long, char], { tagKind: "union", packed: true }],
  ["bit-fields", "repr(C) _bitfield_1: u32", [bit("a", 3), bit("b", 7)], {}],
  ["bit-fields behind a char", "repr(C, align(4)) c: c_char, _bitfield_1: u8", [char, bit("a", 3)], {}],
  ["bit-fields of two units", "repr(C) _bitfield_1: [u32; 2]", [bit("a", 30), bit("b", 7)], {}],
])("%s", (_, expected, members, more) => {
  expect(text(shape(members, more))).toBe(expected);
});

it("keeps names apart", () => {
  const { accessors, fields } = shape([bit("x", 1), bit("set_x", 1), { ...int, name: "_bitfield_1" }]);
  expect(accessors.map((a) => [a.name, a.second])).toEqual([
    ["x", "set_x_"],
    ["set_x", "set_set_x"],
  ]);
  expect(fields.map((f) => f.name)).toEqual(["_bitfield_1_", "_bitfield_1"]);
});

it("reads a volatile bit-field's container, unless that holds another member", () => {
  const accesses = (of: readonly M[]) =>
    shape(of).accessors.map((a) => (a.kind === "bit-field" ? a.access : undefined));
  const flag = bit("v", 3, { volatile: true });
  expect(accesses([flag])).toEqual([{ offset: 0, size: 4, single: true }]);
  expect(accesses([char, flag])).toEqual([{ offset: 1, size: 1, single: true }]);
});

it.each([
  ["alignment", { aligned: bytes(2 ** 30) }, [char]],
  ["size", {}, [{ ...char, size: 2 ** 47 }]],
])("leaves out what Rust cannot hold: %s", (what, more, members) => {
  expect(shape(members, more)).toMatchObject({ exact: false, opaque: expect.stringContaining(what) });
});

it.each([
  ["x86_64-unknown-freebsd", 76, 8],
  ["x86_64-unknown-freebsd", 77, 16],
  ["aarch64-unknown-freebsd", 70, 16],
])("i128 on %s with Rust 1.%i is aligned to %i", (rustTarget, minor, align) => {
  expect(int128Align({ rustTarget }, minor)).toBe(align);
});
