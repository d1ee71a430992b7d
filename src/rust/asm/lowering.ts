/** What the rules for operands of one statement add to: slots, explicit registers, references, text and statements around. */
import type { RustAsmOperand, RustStatement } from "../rust-crate.js";
import type { Architecture } from "./architecture.js";
import type { AsmContext } from "./asm-context.js";

/** An operand of `asm!` that the template refers to by name or number. */
export interface Slot {
  /** Name it would like to have. */
  readonly wish: string | undefined;
  readonly operand: Omit<RustAsmOperand, "name">;
}

/** Text of a reference; undefined for a modifier without a twin. `slot` gives a slot's final name. */
export type Reference = (modifier: string, slot: (one: Slot) => string) => string | undefined;

/** What several rules of one statement add to. */
export interface Lowering {
  readonly architecture: Architecture;
  readonly context: AsmContext;
  readonly slots: Slot[];
  /** Of these, addresses of operands in memory, and whether the template names them: else it has them by other operands, if at all. */
  readonly addresses: Map<Slot, boolean>;
  readonly explicit: RustAsmOperand[];
  readonly references: Reference[];
  readonly before: RustStatement[];
  readonly after: RustStatement[];
  readonly opening: ((slot: (one: Slot) => string) => string)[];
  readonly closing: ((slot: (one: Slot) => string) => string)[];
  readonly notes: string[];
  /** Families taken by operands and clobbers. */
  readonly taken: Set<string>;
  /** Operands of a class get registers by name: a reserved register is saved around the template, and must not be one of theirs. */
  readonly pinned: boolean;
}
