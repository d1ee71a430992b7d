/**
 * What an architecture knows of inline assembly: its constraint letters (GCC: Machine Constraints), its operand modifiers (GCC: x86
 * Operand Modifiers and its like; LLVM Language Reference, "Asm template argument modifiers") and its registers as `asm!` names them
 * (Rust Reference, "Inline assembly"). One row an architecture; the walk over operands is the same for all.
 */
import type { AsmArchitectureName } from "./asm-context.js";

/** What a constraint letter lets an operand be. */
export type OperandForm =
  /** Any register of a class of `asm!`: `reg`, `xmm_reg`. */
  | { readonly kind: "class"; readonly register: string }
  /** One register, by the family that its names of all sizes share: `a` is al, ax, eax, rax. */
  | { readonly kind: "fixed"; readonly family: string }
  /** Two registers, low half first: x86 `A`. */
  | { readonly kind: "pair"; readonly low: string; readonly high: string }
  | { readonly kind: "memory" }
  | { readonly kind: "immediate"; readonly fits: (value: bigint) => boolean }
  /** The zero register for the constant 0. */
  | { readonly kind: "zero" }
  | { readonly kind: "refused"; readonly why: string };

export interface Architecture {
  readonly name: AsmArchitectureName;
  /** Size in BYTES of a general register. */
  readonly wordBytes: number;
  /** AT&T syntax has to be asked for, and the flags are always clobbered. */
  readonly x86: boolean;
  /** The text of a register says how wide its operand is. */
  readonly sizesShow: boolean;
  /** `{att|intel}` in templates. */
  readonly dialects: boolean;
  /** Whether an asm without the clobber "cc" leaves the flags alone. */
  readonly flagsAreListed: boolean;
  /** First letters of constraints with several letters, and their length. */
  readonly longNames: ReadonlyMap<string, number>;
  /** Undefined for a letter that the architecture does not have. */
  readonly form: (letter: string) => OperandForm | undefined;
  /**
   * The class that an operand takes after all: x86 has one of its own for bytes.
   * @param modifiers of its references in the template
   * @returns the class, and the BYTES the value needs to have there
   */
  readonly classFor: (
    register: string,
    bytes: number,
    modifiers: readonly string[],
  ) => { readonly register: string; readonly bytes: number };
  /** The class of registers that addresses of operands in memory are in. */
  readonly addressClass: string;
  /** Registers for a value of two words whose constraint lets it be in any, low half first: `ldrexd` wants an even one and the next. */
  readonly pairs: readonly (readonly [low: string, high: string])[];
  /** As the assembler writes one of two registers that hold a value. */
  readonly pairText: (low: string, high: string, modifier: string) => string | undefined;
  /** Text of a reference; undefined for a modifier that has no twin. `slot` is the operand's name between the braces. */
  readonly registerText: (slot: string, register: string, bytes: number, modifier: string) => string | undefined;
  /** As the assembler writes the register. */
  readonly fixedText: (family: string, bytes: number, modifier: string) => string | undefined;
  readonly memoryText: (slot: string, modifier: string) => string | undefined;
  /** Memory at a constant address. */
  readonly absoluteText: (slot: string, modifier: string) => string | undefined;
  /** Undefined where the modifier has no twin; "negated": the operand is wanted with its sign changed. */
  readonly immediateText: (slot: string, modifier: string) => string | undefined;
  readonly symbolText: (slot: string, modifier: string) => string | undefined;
  readonly zeroText: (bytes: number, modifier: string) => string;
  /** As `asm!` names an explicit register that holds a value of so many BYTES. */
  readonly fixedName: (family: string, bytes: number) => string;
  /** Family of a register's name in a clobber list or a register variable; undefined where unknown. */
  readonly family: (name: string) => string | undefined;
  /** Clobbers that are no registers: flags and their like. */
  readonly noRegister: ReadonlySet<string>;
  /** Families that LLVM keeps for itself and `asm!` refuses; they are saved in another register. */
  readonly saved: ReadonlySet<string>;
  /** Families that no operand and no clobber can have: the stack and frame pointers. */
  readonly refused: ReadonlySet<string>;
  /** Registers to give to operands by name where the compiler must not choose. */
  readonly spare: readonly string[];
  /** `mov`, `xchg` of a saved register and the place that keeps it; `slot` is that place's. */
  readonly save: (
    family: string,
    slot: string,
  ) => { readonly copy: string; readonly restore: string; readonly swap: string };
  /** Instruction that puts a condition into a byte or word; undefined for a condition that does not exist. */
  readonly setFlag: (condition: string, slot: string) => string | undefined;
  readonly flagClass: { readonly register: string; readonly bytes: number };
  /** What a template with one of these words may not be called `nostack`. */
  readonly stackWords: RegExp;
  /** Starts a comment that goes to the end of its line. */
  readonly comment: string;
}
