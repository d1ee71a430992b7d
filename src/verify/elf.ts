/**
 * Reads the bytes of data symbols out of a relocatable ELF object (System V gABI, chapters 4: object files, symbol table). Both classes,
 * both byte orders. Only what proofs need: symbols that are defined in a section.
 */

import { cString } from "./c-string.js";

const sectionTypeSymbols = 2;
const sectionTypeNoBits = 8;

/** Bytes of each wanted symbol; undefined where the file is no ELF object. Symbols that are not there are left out. */
export function elfSymbolBytes(
  file: Uint8Array,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, Uint8Array> | undefined {
  if (file.length < 52 || file[0] !== 0x7f || file[1] !== 0x45 || file[2] !== 0x4c || file[3] !== 0x46)
    return undefined;
  const wide = file[4] === 2;
  const little = file[5] === 1;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const half = (at: number) => view.getUint16(at, little);
  const word = (at: number) => view.getUint32(at, little);
  const address = (at: number) => (wide ? Number(view.getBigUint64(at, little)) : word(at));

  const sectionTable = address(wide ? 40 : 32);
  const entrySize = half(wide ? 58 : 46);
  const section = (index: number) => {
    const at = sectionTable + index * entrySize;
    return {
      type: word(at + 4),
      offset: address(at + (wide ? 24 : 16)),
      size: address(at + (wide ? 32 : 20)),
      link: word(at + (wide ? 40 : 24)),
    };
  };
  // Where there are 0xff00 sections or more, the count stands in the first section's size.
  const count = half(wide ? 60 : 48) || section(0).size;

  const out = new Map<string, Uint8Array>();
  for (let i = 0; i < count; i++) {
    const symbols = section(i);
    if (symbols.type !== sectionTypeSymbols) continue;
    const names = section(symbols.link);
    const symbolSize = wide ? 24 : 16;
    for (let at = symbols.offset; at < symbols.offset + symbols.size; at += symbolSize) {
      const name = cString(file, names.offset + word(at));
      if (!wanted.has(name)) continue;
      const index = half(at + (wide ? 6 : 14));
      if (index === 0 || index >= 0xff00) continue;
      const home = section(index);
      const value = address(at + (wide ? 8 : 4));
      const size = address(at + (wide ? 16 : 8));
      const start = home.offset + value;
      out.set(name, home.type === sectionTypeNoBits ? new Uint8Array(size) : file.subarray(start, start + size));
    }
  }
  return out;
}
