/**
 * Which identifiers a text may have, one bit for each by its hash: a name that has no bit is not in the text. Thousands of names are looked for in
 * thousands of headers, and a text is read once for all of them.
 */
export class IdentifierFilter {
  readonly #bits: Uint32Array;
  readonly #mask: number;

  constructor(text: string) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(64, text.length)));
    this.#bits = new Uint32Array(size >>> 5);
    this.#mask = size - 1;
    let hash = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (isWordCode[code] === 1) {
        hash = step(hash, code);
        continue;
      }
      if (hash !== 0) this.#set(mixed(hash));
      hash = 0;
    }
    if (hash !== 0) this.#set(mixed(hash));
  }

  /** @param hash of `identifierHash` */
  mayHave(hash: number): boolean {
    const bit = hash & this.#mask;
    return (this.#bits[bit >>> 5] & (1 << (bit & 31))) !== 0;
  }

  #set(hash: number): void {
    const bit = hash & this.#mask;
    this.#bits[bit >>> 5] |= 1 << (bit & 31);
  }
}

export function identifierHash(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = step(hash, name.charCodeAt(at));
  return mixed(hash);
}

/** Never 0 behind a character, which means none. */
const step = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193) | 1;
const mixed = (hash: number): number => hash ^ (hash >>> 15);

/** Of latin1: letters, digits, `_` and `$`, and what is no ASCII. */
const isWordCode = Uint8Array.from({ length: 256 }, (_, code) =>
  code >= 0x80 || /[\w$]/.test(String.fromCharCode(code)) ? 1 : 0,
);
