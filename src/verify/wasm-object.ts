/**
 * Reads the bytes of data symbols out of a relocatable WebAssembly object (WebAssembly core specification, "Binary format: modules", and
 * tool-conventions, "WebAssembly Object File Linking": the symbol table of the custom section `linking`).
 */

const sectionCustom = 0;
const sectionData = 11;
const subsectionSymbols = 8;
const symbolData = 1;
/** WASM_SYM_UNDEFINED and WASM_SYM_EXPLICIT_NAME. */
const undefinedFlag = 0x10;
const namedFlag = 0x40;

/** Bytes of each wanted symbol; undefined where the file is no such object. Symbols that are not there are left out. */
export function wasmSymbolBytes(
  file: Uint8Array,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, Uint8Array> | undefined {
  if (file.length < 8 || file[0] !== 0 || file[1] !== 0x61 || file[2] !== 0x73 || file[3] !== 0x6d) return undefined;
  let at = 8;
  const number = (): number => {
    let [value, scale] = [0, 1];
    for (; file[at] >= 0x80; scale *= 128) value += (file[at++] & 0x7f) * scale;
    return value + file[at++] * scale;
  };
  const bytes = (): Uint8Array => {
    const size = number();
    at += size;
    return file.subarray(at - size, at);
  };
  const name = (): string => Buffer.from(bytes()).toString("latin1");

  const segments: Uint8Array[] = [];
  const out = new Map<string, Uint8Array>();
  const symbols = (): void => {
    for (let left = number(); left > 0; left--) {
      const kind = file[at++];
      const flags = number();
      if (kind !== symbolData) {
        number();
        // a section's symbol (3) has no name, and one that is imported has its import's
        if (kind !== 3 && ((flags & undefinedFlag) === 0 || (flags & namedFlag) !== 0)) name();
        continue;
      }
      const symbol = name();
      if ((flags & undefinedFlag) !== 0) continue;
      const [segment, offset, size] = [number(), number(), number()];
      if (wanted.has(symbol)) out.set(symbol, segments[segment].subarray(offset, offset + size));
    }
  };
  while (at < file.length) {
    const id = file[at++];
    const end = number() + at;
    if (id === sectionData) {
      for (let left = number(); left > 0; left--) {
        // an active segment begins with where it goes, an `i32.const` or `i64.const` and `end`
        if ((number() & 1) === 0) {
          at++;
          number();
          at++;
        }
        segments.push(bytes());
      }
    } else if (id === sectionCustom && name() === "linking") {
      number();
      while (at < end) {
        const kind = file[at++];
        const next = number() + at;
        if (kind === subsectionSymbols) symbols();
        at = next;
      }
    }
    at = end;
  }
  return out;
}
