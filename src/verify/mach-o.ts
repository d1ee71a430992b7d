/**
 * Reads the bytes of data symbols out of a relocatable Mach-O object of 64 bits (Apple's <mach-o/loader.h> and <mach-o/nlist.h>: segment and
 * symbol table commands). Symbols have no size there: one ends where the next begins, or its section does.
 */
import { cString } from "./c-string.js";

const magic64 = 0xfeedfacf;
const segment64 = 0x19;
const symbolTable = 0x2;
/** N_TYPE of a symbol that a section defines. */
const inSection = 0xe;

interface Section {
  readonly address: number;
  readonly size: number;
  readonly offset: number;
}

/** Bytes of each wanted symbol, by its C name; undefined where the file is no such object. Symbols that are not there are left out. */
export function machOSymbolBytes(
  file: Uint8Array,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, Uint8Array> | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const word = (at: number) => view.getUint32(at, true);
  const address = (at: number) => Number(view.getBigUint64(at, true));
  if (file.length < 32 || word(0) !== magic64) return undefined;

  const sections: Section[] = [];
  const symbols: { readonly name: string; readonly section: Section; readonly address: number }[] = [];
  for (let i = 0, command = 32; i < word(16); i++, command += word(command + 4)) {
    if (word(command) === segment64)
      for (let j = 0, at = command + 72; j < word(command + 64); j++, at += 80)
        sections.push({ address: address(at + 32), size: address(at + 40), offset: word(at + 48) });
    if (word(command) !== symbolTable) continue;
    for (let j = 0, at = word(command + 8); j < word(command + 12); j++, at += 16) {
      const section = sections[file[at + 5] - 1];
      if ((file[at + 4] & inSection) !== inSection || section === undefined) continue;
      symbols.push({ name: cString(file, word(command + 16) + word(at)), section, address: address(at + 8) });
    }
  }

  const out = new Map<string, Uint8Array>();
  // the last one first: where the one before it ends is known then
  symbols.sort((a, b) => b.address - a.address);
  let [here, next] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { name, section, address: from } of symbols) {
    if (from !== here) [here, next] = [from, here];
    const plain = name.replace(/^_/, "");
    if (!wanted.has(plain)) continue;
    const to = Math.min(next, section.address + section.size);
    const start = section.offset + from - section.address;
    out.set(plain, file.subarray(start, start + to - from));
  }
  return out;
}
