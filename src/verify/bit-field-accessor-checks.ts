/**
 * Checks of the crate's accessors of bit-fields, as constants: on an object whose ones are the bit-field's bits the getter gives all ones (-1 where
 * C's type is signed), on one whose zeros are those it gives zero, and the setter makes the one of zeros and the other of ones. In: where C has
 * the bit-field, as the C compiler has proven it. Out: Rust, one line a bit-field. Volatile ones are no constants: tests of kpigen's own run those.
 */
import type { Target } from "../base/index.js";
import type { Method } from "./accessor-checks.js";
import { bitInByte } from "./bit-field-checks.js";

export interface BitFieldPlace {
  /** BITS from the record's start, in memory order. */
  readonly offset: number;
  /** BITS. */
  readonly width: number;
  /** BYTES of the record. */
  readonly size: number;
  readonly signed: boolean;
}

/** What the lines stand on. `value` is not read as a whole: other members need not be legal. */
export const bitFieldPrelude: readonly string[] = [
  "#[repr(C)] union Object<T, const SIZE: usize> { bytes: [u8; SIZE], value: core::mem::ManuallyDrop<T> }",
  "const unsafe fn same<T, const SIZE: usize>(a: &Object<T, SIZE>, b: &Object<T, SIZE>) -> bool { unsafe { " +
    "let mut at = 0; while at < SIZE { if a.bytes[at] != b.bytes[at] { return false; } at += 1; } true } }",
];

/**
 * @param path of the record; @param newtype the getter gives a tuple struct
 * @returns undefined where the methods can be no constants
 */
export function bitFieldAccessorLine(
  path: string,
  getter: Method,
  setter: Method | undefined,
  place: BitFieldPlace,
  newtype: boolean,
  endian: Target["endian"],
): string | undefined {
  const isConstant = (method: Method | undefined) => method?.modifiers.includes("const") === true;
  if (!isConstant(getter)) return undefined;
  const object = (name: string, byte: string) =>
    `let mut ${name} = Object::<${path}, ${place.size}> { bytes: [${byte}; ${place.size}] };`;
  const the = (name: string) => `(*(&raw mut ${name}).cast::<${path}>())`;
  const field = newtype ? ".0" : "";
  const all = place.signed ? -1n : (1n << BigInt(place.width)) - 1n;
  const wide = all >= 1n << 127n ? "u128" : "i128";
  const filled = bytesOf(place, endian).flatMap(([at, ones]) => [
    `ones.bytes[${at}] = ${ones};`,
    `rest.bytes[${at}] = ${~ones & 0xff};`,
  ]);
  const set = (to: string, from: string) =>
    `${the(to)}.${setter?.name}(${the(from)}.${getter.name}()); assert!(same(&${to}, &${from}));`;
  return [
    object("ones", "0"),
    object("rest", "0xff"),
    "unsafe {",
    ...filled,
    `assert!(${the("ones")}.${getter.name}()${field} as ${wide} == ${all});`,
    `assert!(${the("rest")}.${getter.name}()${field} as i128 == 0);`,
    ...(isConstant(setter) && setter?.signature.parameters.length === 2
      ? [object("zero", "0"), set("zero", "ones"), object("full", "0xff"), set("full", "rest")]
      : []),
    "}",
  ].join(" ");
}

/** Byte and the bits of it that are ones. */
function bytesOf({ offset, width }: BitFieldPlace, endian: Target["endian"]): readonly (readonly [number, number])[] {
  const ones = new Map<number, number>();
  for (let bit = offset; bit < offset + width; bit++) {
    ones.set(bit >> 3, (ones.get(bit >> 3) ?? 0) | (1 << bitInByte(bit, endian)));
  }
  return [...ones];
}
