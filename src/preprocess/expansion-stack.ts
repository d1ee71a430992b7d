/**
 * The stack of what is being rescanned (C11 6.10.3.4). A level is a range of token rows: a macro's replacement, or an argument or a
 * directive line that is expanded by itself. While a macro's level stands its name is disabled, and a disabled name that is met is
 * painted for good. That is the rule GCC and clang share; it agrees with Prosser's hidesets wherever the standard decides, and
 * where the standard leaves it open (6.10.3.4p4) compilers, who are the judges here, do as this stack does. It needs
 * no sets: one bit a macro, one bit a token.
 */
import type { MacroTable } from "./macro.js";
import { grownInt32, TokenBuffer } from "./token-columns.js";

/** Bit of `TokenBuffer.flags`: a name that may never be expanded again. */
export const PAINTED = 128;
/** Bit of `TokenBuffer.flags`: this `##` is the operator, not a token. */
export const PASTE_OPERATOR = 64;
/** `ExpansionStack.expansion` of a level whose rows carry their own. */
export const OWN_EXPANSION = -2;

export class ExpansionStack {
  depth = 0;
  readonly buffer: TokenBuffer[] = [];
  position = new Int32Array(256);
  start = new Int32Array(256);
  end = new Int32Array(256);
  /** MacroId that the level disables, or -1. */
  macro = new Int32Array(256);
  expansion = new Int32Array(256);
  /** Length of `bodies` to go back to when the level is left. */
  bodyMark = new Int32Array(256);
  /** Replacements after substitution; levels above read from it. */
  readonly bodies = new TokenBuffer(1 << 12, true);
  /** Arguments as collected, and what was expanded by itself. Used as a stack. */
  readonly results = new TokenBuffer(1 << 12, true);

  constructor(private readonly macros: MacroTable) {}

  push(buffer: TokenBuffer, from: number, to: number, macro: number, expansion: number, bodyMark: number): void {
    const at = this.depth++;
    if (at === this.position.length) {
      for (const column of ["position", "start", "end", "macro", "expansion", "bodyMark"] as const) {
        this[column] = grownInt32(this[column], at + 1);
      }
    }
    this.buffer[at] = buffer;
    this.position[at] = from;
    this.start[at] = from;
    this.end[at] = to;
    this.macro[at] = macro;
    this.expansion[at] = expansion;
    this.bodyMark[at] = bodyMark;
    if (macro >= 0) this.macros.disabled[macro] = 1;
  }

  pop(): void {
    const at = --this.depth;
    const macro = this.macro[at];
    if (macro >= 0) this.macros.disabled[macro] = 0;
    this.bodies.count = this.bodyMark[at];
  }

  unwind(depth: number): void {
    while (this.depth > depth) this.pop();
  }
}
