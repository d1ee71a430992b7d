/**
 * Gives the symbols of a relocatable ELF object other names (System V gABI, chapter 4: symbol table, string table). In: an object. Out: a
 * copy whose names are in a string table of its own behind all else, so that no name shares its bytes with another's end.
 *
 * Kernel functions are called what libc's are (malloc, printf), and each side of a twin has the same names: other names keep them apart in
 * one program. The copy is also marked as made for no system in particular: linkers ask what system an object is for, the code does not.
 */

const sectionTypeSymbols = 2;
const identOsAbi = 7;

export interface ElfSymbol {
  readonly name: string;
  readonly defined: boolean;
}

/** Named symbols of a 64-bit little-endian object; undefined where the file is none. */
export function elfSymbols(file: Uint8Array): readonly ElfSymbol[] | undefined {
  const object = open(file);
  return object?.symbols.map(({ name, defined }) => ({ name, defined }));
}

/** `rename` gives a symbol's new name, its old one to leave it. */
export function renameElfSymbols(file: Uint8Array, rename: (symbol: ElfSymbol) => string): Uint8Array | undefined {
  const object = open(file);
  if (object === undefined) return undefined;
  // What stood there stays at its place: names of sections may be in the same table.
  const text: Buffer[] = [Buffer.from(object.strings)];
  let length = object.strings.length;
  const patches: { readonly at: number; readonly name: number }[] = [];
  for (const symbol of object.symbols) {
    const name = Buffer.from(`${rename(symbol)}\0`, "latin1");
    patches.push({ at: symbol.at, name: length });
    text.push(name);
    length += name.length;
  }
  const out = Buffer.concat([file, ...text]);
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  out[identOsAbi] = 0;
  for (const { at, name } of patches) view.setUint32(at, name, true);
  view.setBigUint64(object.stringSection + 24, BigInt(file.length), true);
  view.setBigUint64(object.stringSection + 32, BigInt(length), true);
  return out;
}

interface OpenObject {
  readonly symbols: readonly (ElfSymbol & { readonly at: number })[];
  readonly strings: Uint8Array;
  /** Where the header of the symbols' string table stands. */
  readonly stringSection: number;
}

function open(file: Uint8Array): OpenObject | undefined {
  const isElf64Little =
    file.length >= 64 && file[0] === 0x7f && file[1] === 0x45 && file[2] === 0x4c && file[3] === 0x46 && file[4] === 2;
  if (!isElf64Little || file[5] !== 1) return undefined;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const wide = (at: number) => Number(view.getBigUint64(at, true));
  const table = wide(40);
  const entry = view.getUint16(58, true);
  const count = view.getUint16(60, true) || wide(table + 32);
  for (let i = 0; i < count; i++) {
    const header = table + i * entry;
    if (view.getUint32(header + 4, true) !== sectionTypeSymbols) continue;
    const stringSection = table + view.getUint32(header + 40, true) * entry;
    const strings = wide(stringSection + 24);
    const start = wide(header + 24);
    const symbols: (ElfSymbol & { readonly at: number })[] = [];
    for (let at = start; at < start + wide(header + 32); at += 24) {
      const from = strings + view.getUint32(at, true);
      const name = Buffer.from(file.subarray(from, file.indexOf(0, from))).toString("latin1");
      if (name !== "") symbols.push({ name, defined: view.getUint16(at + 6, true) !== 0, at });
    }
    return { symbols, strings: file.subarray(strings, strings + wide(stringSection + 32)), stringSection };
  }
  return undefined;
}
