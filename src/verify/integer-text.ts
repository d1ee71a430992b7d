/** Integers as Rust spells them where the type follows from the place. */

/** A decimal literal, in parentheses where it is negative. */
export function integerText(value: bigint): string {
  return value < 0n ? `(${value})` : `${value}`;
}
