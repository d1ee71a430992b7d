/**
 * Symbols and Rust's names of them. C's symbol is the target's prefix and the name (`_` in Mach-O), an asm label is the symbol itself (GCC:
 * Asm Labels). Rust puts the same prefix before a `link_name`, unless that begins with `\u{1}`: then it is the symbol (LLVM: Identifiers).
 */
import type { Target } from "../base/index.js";

/** The symbol of a C name. */
export function symbolOf(target: Target, name: string, asmLabel: string | undefined): string {
  return asmLabel ?? `${target.symbolPrefix ?? ""}${name}`;
}

/** What `link_name` says for a symbol, as it stands between quotes. */
export function linkName(target: Target, symbol: string): string {
  const prefix = target.symbolPrefix ?? "";
  return symbol.startsWith(prefix) ? symbol.slice(prefix.length) : `\\u{1}${symbol}`;
}

/** Whether symbols are those of Mach-O, whose assembler has words of its own; ELF's otherwise. */
export const isMachO = (target: Target): boolean => target.triple.includes("-apple-");
