/**
 * Classes of source bytes (C11 5.2.1, 6.4.2.1) as bits in a table, and identifier characters outside ASCII (C11 annex D), which
 * arrive as UTF-8.
 */
export const IDENTIFIER_START = 1;
export const DIGIT = 2;
/** Space, tab, vertical tab, form feed, carriage return: white space that does not end a line. NUL counts as white space. */
export const BLANK = 4;
export const NON_ASCII = 8;
/** May continue an identifier or a preprocessing number. */
export const WORD = IDENTIFIER_START | DIGIT;

export const byteClass: Uint8Array = (() => {
  const table = new Uint8Array(256);
  for (let c = 97; c <= 122; c++) table[c] = table[c - 32] = IDENTIFIER_START;
  table[95] = IDENTIFIER_START; // _
  table[36] = IDENTIFIER_START; // $, as GCC and clang have it
  for (let c = 48; c <= 57; c++) table[c] = DIGIT;
  for (const c of [32, 9, 11, 12, 13]) table[c] = BLANK;
  for (let c = 128; c < 256; c++) table[c] = NON_ASCII;
  return table;
})();

/** C11 D.1: ranges of characters allowed in identifiers, pairs of first and last. */
// biome-ignore format: a table
const allowed = [
  0xa8, 0xa8, 0xaa, 0xaa, 0xad, 0xad, 0xaf, 0xaf, 0xb2, 0xb5, 0xb7, 0xba, 0xbc, 0xbe, 0xc0, 0xd6, 0xd8, 0xf6, 0xf8, 0xff,
  0x100, 0x167f, 0x1681, 0x180d, 0x180f, 0x1fff, 0x200b, 0x200d, 0x202a, 0x202e, 0x203f, 0x2040, 0x2054, 0x2054,
  0x2060, 0x206f, 0x2070, 0x218f, 0x2460, 0x24ff, 0x2776, 0x2793, 0x2c00, 0x2dff, 0x2e80, 0x2fff, 0x3004, 0x3007,
  0x3021, 0x302f, 0x3031, 0x303f, 0x3040, 0xd7ff, 0xf900, 0xfd3d, 0xfd40, 0xfdcf, 0xfdf0, 0xfe44, 0xfe47, 0xfffd,
  0x10000, 0x1fffd, 0x20000, 0x2fffd, 0x30000, 0x3fffd, 0x40000, 0x4fffd, 0x50000, 0x5fffd, 0x60000, 0x6fffd,
  0x70000, 0x7fffd, 0x80000, 0x8fffd, 0x90000, 0x9fffd, 0xa0000, 0xafffd, 0xb0000, 0xbfffd, 0xc0000, 0xcfffd,
  0xd0000, 0xdfffd, 0xe0000, 0xefffd,
];
/** C11 D.2: combining characters that may not come first. */
const notFirst = [0x300, 0x36f, 0x1dc0, 0x1dff, 0x20d0, 0x20ff, 0xfe20, 0xfe2f];

function within(ranges: readonly number[], character: number): boolean {
  for (let i = 0; i < ranges.length; i += 2) if (character >= ranges[i] && character <= ranges[i + 1]) return true;
  return false;
}

export function isIdentifierCharacter(character: number, first: boolean): boolean {
  return within(allowed, character) && !(first && within(notFirst, character));
}

/** Length in bytes of the well-formed UTF-8 sequence at `at`; 0 where there is none. */
export function utf8Length(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i] & 0xc0) !== 0x80) return 0;
  if (first === 0xe0 && bytes[at + 1] < 0xa0) return 0;
  if (first === 0xed && bytes[at + 1] > 0x9f) return 0; // surrogates
  if (first === 0xf0 && bytes[at + 1] < 0x90) return 0;
  if (first === 0xf4 && bytes[at + 1] > 0x8f) return 0;
  return length;
}

/** The character of a well-formed sequence of `length` bytes at `at`. */
export function utf8Character(bytes: Uint8Array, at: number, length: number): number {
  let character = length === 2 ? bytes[at] & 0x1f : length === 3 ? bytes[at] & 0x0f : bytes[at] & 0x07;
  for (let i = 1; i < length; i++) character = character * 64 + (bytes[at + i] & 0x3f);
  return character;
}
