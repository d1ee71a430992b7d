/**
 * A relocatable ELF file as data: sections, symbols, relocations (System V gABI, chapters 4: object files, symbol table, relocation).
 * Little-endian ELF64 with RELA, which is what amd64 has; anything else is refused.
 */

export interface ElfSection {
  readonly index: number;
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly size: number;
  readonly align: number;
  /** Empty for a section without bytes in the file. */
  readonly bytes: Uint8Array;
}

export interface ElfSymbol {
  readonly name: string;
  readonly binding: "local" | "global" | "weak" | "other";
  readonly visibility: "default" | "internal" | "hidden" | "protected";
  readonly type: "notype" | "object" | "function" | "section" | "file" | "other";
  /** Of the section it is defined in; 0 for an undefined symbol, 0xfff1 for an absolute one. */
  readonly section: number;
  readonly value: number;
  readonly size: number;
}

export interface ElfRelocation {
  /** Index of the section that it changes. */
  readonly section: number;
  readonly offset: number;
  readonly type: number;
  readonly symbol: ElfSymbol;
  readonly addend: number;
}

export interface ElfObject {
  readonly sections: readonly ElfSection[];
  readonly symbols: readonly ElfSymbol[];
  readonly relocations: readonly ElfRelocation[];
}

export const sectionType = { symbols: 2, strings: 3, rela: 4, nobits: 8, group: 17 } as const;
export const sectionFlag = { write: 1, alloc: 2, executable: 4, merge: 16, strings: 32, retain: 0x200000 } as const;

const bindings = ["local", "global", "weak"] as const;
const visibilities = ["default", "internal", "hidden", "protected"] as const;
const types = ["notype", "object", "function", "section", "file"] as const;

export function readElf(file: Uint8Array): ElfObject {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 64 || view.getUint32(0) !== 0x7f454c46 || file[4] !== 2 || file[5] !== 1)
    throw new Error("no little-endian ELF64 file");
  if (view.getUint16(16, true) !== 1) throw new Error("no relocatable file");
  const long = (at: number) => Number(view.getBigUint64(at, true));
  const table = long(40);
  const raw = Array.from({ length: view.getUint16(60, true) }, (_, index) => {
    const at = table + index * view.getUint16(58, true);
    return {
      index,
      nameAt: view.getUint32(at, true),
      type: view.getUint32(at + 4, true),
      flags: long(at + 8),
      offset: long(at + 24),
      size: long(at + 32),
      link: view.getUint32(at + 40, true),
      info: view.getUint32(at + 44, true),
      align: long(at + 48),
    };
  });
  const names = raw[view.getUint16(62, true)];
  const sections = raw.map(
    (section): ElfSection => ({
      index: section.index,
      name: text(file, names.offset + section.nameAt),
      type: section.type,
      flags: section.flags,
      size: section.size,
      align: section.align,
      bytes:
        section.type === sectionType.nobits
          ? new Uint8Array()
          : file.subarray(section.offset, section.offset + section.size),
    }),
  );
  const symbolTable = raw.find((section) => section.type === sectionType.symbols);
  if (symbolTable === undefined) throw new Error("no symbol table");
  const symbols: ElfSymbol[] = [];
  for (let at = symbolTable.offset; at < symbolTable.offset + symbolTable.size; at += 24) {
    const type = types[file[at + 4] & 15] ?? "other";
    const section = view.getUint16(at + 6, true);
    symbols.push({
      name:
        type === "section"
          ? sections[section].name
          : text(file, raw[symbolTable.link].offset + view.getUint32(at, true)),
      binding: bindings[file[at + 4] >> 4] ?? "other",
      visibility: visibilities[file[at + 5] & 3],
      type,
      section,
      value: long(at + 8),
      size: long(at + 16),
    });
  }
  const relocations = raw
    .filter((section) => section.type === sectionType.rela)
    .flatMap((section) =>
      Array.from({ length: section.size / 24 }, (_, i): ElfRelocation => {
        const at = section.offset + i * 24;
        return {
          section: section.info,
          offset: long(at),
          type: view.getUint32(at + 8, true),
          symbol: symbols[view.getUint32(at + 12, true)],
          addend: Number(view.getBigInt64(at + 16, true)),
        };
      }),
    );
  return { sections, symbols, relocations };
}

function text(file: Uint8Array, from: number): string {
  let end = from;
  while (file[end] !== 0) end++;
  return Buffer.from(file.subarray(from, end)).toString("latin1");
}
