/**
 * Weak references. On nightly `#[linkage = "extern_weak"]`, which wants a static of a pointer or `Option<fn>` type. On stable the same
 * static stands for a word of data that assembly emits beside it: the word holds the address of the weak symbol, so the object file has
 * an undefined WEAK symbol and the linker puts 0 there where nothing defines it (ELF gABI, "Symbol Table": STB_WEAK). The word itself is
 * weak and hidden: two crates made from the same header may be linked together.
 */
import type { Origin } from "../semantics/index.js";
import { isMachO, linkName, symbolOf } from "./link-name.js";
import type { Doc, RustItem, RustType } from "./rust-crate.js";
import { rustName } from "./rust-name.js";
import { type BuiltItem, built, keyOf, type Translation } from "./translation.js";

export interface WeakSymbol {
  readonly cName: string;
  readonly symbol: string;
  /** A type whose null is a null pointer. */
  readonly type: RustType;
  readonly doc: Doc;
  readonly origin: Origin;
}

export function weakItems(t: Translation, weak: WeakSymbol): BuiltItem[] {
  const { cName, symbol, type, origin } = weak;
  const name = rustName(cName);
  const nightly = t.input.rustTarget.channel === "nightly";
  const linked = linkName(t.input.target, symbol);
  const word = `__kpigen_weak_${symbol}`;
  const attributes = nightly
    ? [...(name === linked ? [] : [`link_name = "${linked}"`]), 'linkage = "extern_weak"']
    : [`link_name = "${word}"`];
  const notes = [...weak.doc.notes, "Weak: null (`None`) where nothing defines it."];
  const reference: RustItem = {
    kind: "extern-static",
    key: keyOf(t, "static", cName),
    name,
    type,
    mutable: false,
    attributes,
    doc: { ...weak.doc, notes },
  };
  if (nightly) return [built(reference, cName, origin)];
  const helper: RustItem = {
    kind: "verbatim",
    key: keyOf(t, "weak", cName),
    lines: inAssembly(
      t.spelling.core,
      isMachO(t.input.target)
        ? machOWord(symbolOf(t.input.target, word, undefined), symbol)
        : wordOfAddress(word, symbol, t.input.target.pointer.size),
    ),
    doc: { lines: [], definedIn: undefined, notes: [] },
  };
  return [built(helper, cName, origin), built(reference, cName, origin)];
}

function wordOfAddress(word: string, symbol: string, size: number): string[] {
  return [
    `.weak ${symbol}`,
    `.pushsection .data.rel.ro.${word}, \\"aw\\", %progbits`,
    `.balign ${size}`,
    `.weak ${word}`,
    `.hidden ${word}`,
    `.type ${word}, %object`,
    `.size ${word}, ${size}`,
    `${word}:`,
    `.${size}byte ${symbol}`,
    ".popsection",
  ];
}

/** Apple's as(1): a reference that may stay undefined; the word is one of many that the linker takes for one, and its image's own. */
function machOWord(word: string, symbol: string): string[] {
  return [
    `.weak_reference ${symbol}`,
    ".pushsection __DATA,__const",
    ".p2align 3",
    `.globl ${word}`,
    `.private_extern ${word}`,
    `.weak_definition ${word}`,
    `${word}:`,
    `.quad ${symbol}`,
    ".popsection",
  ];
}

function inAssembly(core: string, lines: readonly string[]): string[] {
  return [`${core}::arch::global_asm!(`, ...lines.map((line) => `    "${line}",`), ");"];
}
