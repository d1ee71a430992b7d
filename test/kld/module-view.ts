/**
 * What a kernel's linker and a person who reads `readelf` see of a module, in a form in which two compilers can agree: names of local
 * things are gone, objects are their bytes with each relocation written as what it points to. In: an ELF object. Out: sorted lines.
 *
 * - A pointer to a named thing of the kernel or of the module is its name and offset; to a string, the string; to a local object, that
 *   object's content in turn; to a local function, the function's name (Rust's names are demangled to their last part).
 * - Instructions differ between compilers. Of code, the symbols that it refers to are compared, with the relocation's type, as sets.
 */
import {
  type ElfObject,
  type ElfRelocation,
  type ElfSection,
  type ElfSymbol,
  sectionFlag,
  sectionType,
} from "./elf-object.js";

export interface ModuleView {
  /** `name type flags`, of sections that are loaded. */
  readonly sections: readonly string[];
  /** `name binding visibility`. */
  readonly undefinedSymbols: readonly string[];
  /** `name binding visibility type size in section`, of symbols that are not local. */
  readonly definedSymbols: readonly string[];
  /** One line an entry, by set. */
  readonly linkerSets: Readonly<Record<string, readonly string[]>>;
  /** Content of every object in a data section. */
  readonly objects: readonly string[];
  /** Sizes of objects without content. BYTES. */
  readonly zeroed: readonly number[];
  /** Names of local functions that data refer to. */
  readonly codeReferences: readonly string[];
}

const relocationNames: Readonly<Record<number, string>> = {
  1: "64",
  2: "PC32",
  4: "PLT32",
  9: "GOTPCREL",
  10: "32",
  11: "32S",
  41: "GOTPCRELX",
  42: "REX_GOTPCRELX",
};

/** @param ignored undefined symbols that headers make in any file that includes them */
export function moduleView(elf: ElfObject, ignored: ReadonlySet<string> = new Set()): ModuleView {
  const loaded = elf.sections.filter((s) => (s.flags & sectionFlag.alloc) !== 0 && s.size > 0);
  const content = new ContentReader(elf);
  const linkerSets: Record<string, string[]> = {};
  for (const section of loaded) {
    if (!section.name.startsWith("set_")) continue;
    linkerSets[section.name] = [...(linkerSets[section.name] ?? []), ...content.words(section)];
  }
  for (const set of Object.values(linkerSets)) set.sort();
  const objects = elf.symbols.filter((symbol) => symbol.type === "object" && symbol.section !== 0);
  const isZeroed = (symbol: ElfSymbol) => elf.sections[symbol.section].type === sectionType.nobits;
  return {
    sections: loaded.map(sectionLine).sort(),
    undefinedSymbols: elf.symbols
      .filter((symbol) => symbol.section === 0 && symbol.name !== "" && !ignored.has(symbol.name))
      .map((symbol) => `${symbol.name} ${symbol.binding} ${symbol.visibility}`)
      .sort(),
    definedSymbols: elf.symbols
      .filter((symbol) => symbol.section !== 0 && symbol.binding !== "local")
      .map(
        ({ name, binding, visibility, type, size, section }) =>
          `${name} ${binding} ${visibility} ${type} ${size} in ${elf.sections[section].name}`,
      )
      .sort(),
    linkerSets,
    objects: objects
      .filter((symbol) => !isZeroed(symbol) && !elf.sections[symbol.section].name.startsWith("set_"))
      .map((symbol) => content.object(symbol))
      .sort(),
    zeroed: objects
      .filter(isZeroed)
      .map((symbol) => symbol.size)
      .sort((a, b) => a - b),
    codeReferences: codeReferences(elf, loaded),
  };
}

/**
 * SHF_GNU_RETAIN is left out: rustc sets it for `#[used]` from 1.90 on (it is clang's `retain`, not its `used`). It tells a linker's
 * --gc-sections to keep the section; neither `ld -r` nor the kernel's linker looks at it.
 */
function sectionLine(section: ElfSection): string {
  return `${section.name} ${section.type} ${(section.flags & ~sectionFlag.retain).toString(16)}`;
}

function codeReferences(elf: ElfObject, loaded: readonly ElfSection[]): readonly string[] {
  const code = new Set(loaded.filter((s) => (s.flags & sectionFlag.executable) !== 0).map((s) => s.index));
  const found = new Set<string>();
  for (const { section, type, symbol } of elf.relocations) {
    if (!code.has(section)) continue;
    const name = symbol.binding === "local" ? kindOfSection(elf.sections[symbol.section]) : symbol.name;
    found.add(`${relocationNames[type] ?? type} ${name}`);
  }
  return [...found].sort();
}

function kindOfSection({ name }: ElfSection): string {
  return `local ${/^\.\w+/.exec(name)?.[0] ?? name}`;
}

class ContentReader {
  private readonly bySection = new Map<number, ElfRelocation[]>();

  constructor(private readonly elf: ElfObject) {
    for (const relocation of elf.relocations) {
      const of = this.bySection.get(relocation.section);
      if (of === undefined) this.bySection.set(relocation.section, [relocation]);
      else of.push(relocation);
    }
  }

  /** Entries of a section that is an array of pointers. */
  words(section: ElfSection): readonly string[] {
    return Array.from({ length: section.size / 8 }, (_, i) => this.range(section, i * 8, 8, []));
  }

  object(symbol: ElfSymbol, within: readonly ElfSymbol[] = []): string {
    if (within.includes(symbol)) return "<itself>";
    const section = this.elf.sections[symbol.section];
    if (section.type === sectionType.nobits) return `<${symbol.size} zeroed>`;
    return `{${this.range(section, symbol.value, symbol.size, [...within, symbol])}}`;
  }

  /** Bytes as hexadecimal words of eight, pointers as what they point to; words of nothing are counted. */
  private range(section: ElfSection, from: number, size: number, within: readonly ElfSymbol[]): string {
    const relocations = (this.bySection.get(section.index) ?? []).filter(
      ({ offset }) => offset >= from && offset < from + size,
    );
    const parts: string[] = [];
    for (let at = from; at < from + size; at += 8) {
      const here = relocations.filter(({ offset }) => offset >= at && offset < at + 8);
      if (here.length > 1 || here.some(({ offset }) => offset !== at)) throw new Error("a pointer that is not aligned");
      parts.push(
        here.length === 1
          ? `${relocationNames[here[0].type] ?? here[0].type}→${this.target(here[0], within)}`
          : Buffer.from(section.bytes.subarray(at, Math.min(at + 8, from + size))).toString("hex"),
      );
    }
    return parts.join(" ");
  }

  private target({ symbol, addend }: ElfRelocation, within: readonly ElfSymbol[]): string {
    if (symbol.binding !== "local") return `${symbol.name}+${addend}`;
    const section = this.elf.sections[symbol.section];
    const at = symbol.value + addend;
    const home = this.elf.symbols.find(
      ({ type, section: index, value, size }) =>
        index === section.index && (type === "object" || type === "function") && at >= value && at < value + size,
    );
    if (home === undefined) {
      if ((section.flags & (sectionFlag.write | sectionFlag.executable)) === 0) return this.string(section, at);
      throw new Error(`nothing is at ${section.name}+${at}`);
    }
    if (home.type === "function") return `${plainName(home.name)}()+${at - home.value}`;
    return `${this.object(home, within)}+${at - home.value}`;
  }

  private string(section: ElfSection, from: number): string {
    const end = section.bytes.indexOf(0, from);
    return JSON.stringify(Buffer.from(section.bytes.subarray(from, end)).toString("latin1"));
  }
}

/** `_ZN9hello_kld10hello_read17h0123456789abcdefE`, `_RNvCs1a2_9hello_kld10hello_read` → `hello_read`. */
export function plainName(symbol: string): string {
  if (!/^_ZN|^_R/.test(symbol)) return symbol;
  const parts: string[] = [];
  let rest = symbol.replace(/^_ZN/, "").replace(/s[0-9A-Za-z]*_(?=\d)/g, "");
  for (let match = /(\d+)_?/.exec(rest); match !== null; match = /(\d+)_?/.exec(rest)) {
    rest = rest.slice(match.index + match[0].length);
    parts.push(rest.slice(0, Number(match[1])));
    rest = rest.slice(Number(match[1]));
  }
  return parts.filter((part) => !/^h[0-9a-f]{16}$/.test(part)).at(-1) ?? symbol;
}
