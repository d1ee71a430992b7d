/**
 * Units of layout. C record layout mixes bits (bit-fields) and bytes (everything else); a value's unit is part of its type,
 * so that an offset in bits cannot be used as one in bytes.
 */
export type Bits = number & { readonly __unit: "bits" };
export type Bytes = number & { readonly __unit: "bytes" };

export const bits = (n: number): Bits => n as Bits;
export const bytes = (n: number): Bytes => n as Bytes;
export const bytesToBits = (n: Bytes): Bits => (n * 8) as Bits;
/** Whole bytes of a count of bits that is a multiple of eight. */
export const bitsToBytes = (n: Bits): Bytes => (n / 8) as Bytes;

/** Rounds `n` up to a multiple of `to`, a power of two or any positive number. Works on bits and on bytes alike. */
export function roundUp<U extends number>(n: U, to: U): U {
  return (Math.ceil(n / to) * to) as U;
}
