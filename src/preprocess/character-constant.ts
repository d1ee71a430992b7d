/** The value of a character constant in #if (C11 6.4.4.4): of type int, characters of more than one byte as GCC and clang pack them. */
const simple: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
  E: 27,
  "\\": 92,
  "'": 39,
  '"': 34,
  "?": 63,
};

/** @returns undefined where the constant is empty or has an escape that C does not know */
export function characterConstant(text: string, charIsSigned: boolean): bigint | undefined {
  const open = text.indexOf("'");
  const wide = open > 0;
  const inner = wide ? Buffer.from(text.slice(open + 1, -1), "latin1").toString("utf8") : text.slice(open + 1, -1);
  const units: number[] = [];
  for (let at = 0; at < inner.length; ) {
    const character = inner.codePointAt(at) as number;
    if (character !== 92) {
      units.push(character);
      at += character > 0xffff ? 2 : 1;
      continue;
    }
    const sequence = /^\\(?:x([0-9a-fA-F]+)|([0-7]{1,3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/s.exec(
      inner.slice(at, at + 64),
    );
    if (sequence === null) return undefined;
    const [whole, hex, octal, short, long, letter] = sequence;
    if (letter !== undefined) {
      const value = simple[letter];
      if (value === undefined) return undefined;
      units.push(value);
    } else units.push(Number.parseInt(hex ?? octal ?? short ?? long, octal === undefined ? 16 : 8));
    at += whole.length;
  }
  if (units.length === 0) return undefined;
  if (wide) return BigInt.asIntN(text.startsWith("u") ? 33 : 32, BigInt(units[units.length - 1]));
  if (units.length === 1) {
    const byte = BigInt(units[0] & 255);
    return charIsSigned ? BigInt.asIntN(8, byte) : byte;
  }
  let value = 0n;
  for (const unit of units) value = (value << 8n) | BigInt(unit & 255);
  return BigInt.asIntN(32, value);
}
