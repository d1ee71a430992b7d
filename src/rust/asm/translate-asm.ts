/**
 * GNU inline assembly → `core::arch::asm!` (GCC: Extended Asm, Basic Asm; Rust Reference, "Inline assembly"). In: the typed statement and
 * what its operands are in Rust. Out: statements, with a `// CHANGED:` for what the C text has otherwise; or why there is no twin.
 * As in clang, an asm that is not volatile and clobbers no memory is pure; a volatile one may touch any memory.
 */
import type { TypedAsm } from "../../semantics/index.js";
import type { RustAsm, RustAsmOperand, RustStatement } from "../rust-crate.js";
import type { Architecture } from "./architecture.js";
import { aarch64, arm } from "./arm.js";
import type { AsmArchitectureName, AsmContext, AsmTranslation } from "./asm-context.js";
import { renameLabels, splitLines, uniqueMark } from "./asm-lines.js";
import type { Slot } from "./lowering.js";
import { type ChosenOperand, chooseOperands } from "./operand-choice.js";
import { type LoweredOperands, lowerOperands } from "./operand-lowering.js";
import { powerpc, powerpc64 } from "./powerpc.js";
import { riscv32, riscv64 } from "./riscv.js";
import { parseTemplate, type TemplatePiece } from "./template.js";
import { i386, x8664 } from "./x86.js";

const architectures: Readonly<Record<AsmArchitectureName, Architecture>> = {
  x86_64: x8664,
  i386,
  aarch64,
  arm,
  riscv32,
  riscv64,
  powerpc,
  powerpc64,
};

const refused = (why: string): AsmTranslation => ({ kind: "refused", why: `inline assembly: ${why}` });

export function translateAsm(asm: TypedAsm, context: AsmContext): AsmTranslation {
  const architecture = architectures[context.architecture];
  if (asm.labels.length > 0) return refused("asm goto jumps to labels of the C function");
  const pieces = parseTemplate(asm.template, asm.extended, architecture.dialects);
  if (pieces === undefined) return refused("its template ends in the middle of an operand or a choice of dialects");
  const numbered = numberReferences(pieces, asm);
  if (typeof numbered === "string") return refused(numbered);
  const clobbers = clobberFamilies(asm, architecture);
  if (typeof clobbers === "string") return refused(clobbers);
  const modifiers = [...asm.outputs, ...asm.inputs].map((_, index) => numbered.modifiers.get(index) ?? []);
  const operands = chooseOperands(asm, architecture, context, modifiers, clobbers);
  if (typeof operands === "string") return refused(operands);
  const lowered = lowerOperands(operands, clobbers, numbered.modifiers, architecture, context);
  if (typeof lowered === "string") return refused(lowered);
  return assemble(asm, numbered.pieces, operands, lowered, architecture, context);
}

type NumberedPiece =
  | Exclude<TemplatePiece, { kind: "operand" }>
  | {
      readonly kind: "operand";
      readonly index: number;
      readonly modifier: string;
    };

interface Numbered {
  readonly pieces: readonly NumberedPiece[];
  /** Modifiers of the references to each operand that has some. */
  readonly modifiers: ReadonlyMap<number, readonly string[]>;
}

function numberReferences(pieces: readonly TemplatePiece[], asm: TypedAsm): Numbered | string {
  const operands = [...asm.outputs, ...asm.inputs];
  const out: NumberedPiece[] = [];
  const modifiers = new Map<number, readonly string[]>();
  for (const piece of pieces) {
    if (piece.kind !== "operand") {
      out.push(piece);
      continue;
    }
    const named = operands.findIndex((one) => one.name === piece.operand);
    const index = named >= 0 ? named : Number(piece.operand);
    if (!(index < operands.length)) return `there is no operand %${piece.operand}`;
    out.push({ kind: "operand", index, modifier: piece.modifier });
    // A tied input is in the register of its output, which must suit both.
    const tied = /^\d+$/.exec(operands[index].constraint);
    for (const at of tied === null ? [index] : [index, Number(tied[0])]) {
      modifiers.set(at, [...(modifiers.get(at) ?? []), piece.modifier]);
    }
  }
  return { pieces: out, modifiers };
}

function clobberFamilies(asm: TypedAsm, architecture: Architecture): readonly string[] | string {
  const out = new Set<string>();
  for (const clobber of asm.clobbers) {
    const name = clobber.replace(/^[%#$]/, "").trim();
    if (name === "" || architecture.noRegister.has(name)) continue;
    const family = architecture.family(name);
    if (family === undefined) return `the clobbered register "${clobber}" is not known`;
    if (architecture.refused.has(family)) return `asm! cannot clobber the register "${clobber}"`;
    out.add(family);
  }
  return [...out];
}

function assemble(
  asm: TypedAsm,
  pieces: readonly NumberedPiece[],
  operands: readonly ChosenOperand[],
  lowered: LoweredOperands,
  architecture: Architecture,
  context: AsmContext,
): AsmTranslation {
  const named = nameSlots(lowered.slots);
  const slotName = (slot: Slot): string => named.names.get(slot) ?? "";
  let text = "";
  for (const piece of pieces) {
    if (piece.kind === "text") text += piece.text.replace(/[{}]/g, "$&$&");
    else if (piece.kind === "unique") text += uniqueMark;
    else {
      const reference = lowered.references[piece.index]?.(piece.modifier, slotName);
      if (reference === undefined) return refused(`%${piece.modifier}${piece.index} has no twin in asm!`);
      text += reference;
    }
  }
  const labels = renameLabels(splitLines(text, architecture.comment));
  if (labels === undefined) return refused("it defines a label that asm! cannot have, or uses %= for more than labels");
  const body = [
    ...lowered.opening.map((line) => line(slotName)),
    ...labels.lines,
    ...lowered.closing.map((line) => line(slotName)),
  ];
  const template = [...body, ...unusedLine(named.order.map(slotName), body)];
  const notes = [...lowered.notes];
  if (labels.renamed.length > 0) notes.push(`numeric labels for ${labels.renamed.join(", ")}; asm! may be duplicated.`);
  const statement: RustAsm = {
    kind: "asm",
    macro: `${context.core ?? "core"}::arch::asm`,
    template: template.length === 0 ? [""] : template,
    operands: [...named.order.map((slot) => slotOperand(slot, slotName(slot))), ...lowered.explicit],
    options: optionsOf(asm, operands, lowered, labels.lines, architecture),
  };
  const changed: RustStatement[] =
    notes.length === 0 ? [] : [{ kind: "comment", lines: notes.map((note) => `CHANGED: ${note}`) }];
  return { kind: "statements", statements: [...lowered.before, ...changed, statement, ...lowered.after] };
}

const slotOperand = (slot: Slot, name: string): RustAsmOperand => ({
  name: /^\d/.test(name) ? undefined : name,
  ...slot.operand,
});

/** Words that cannot name an operand. */
const keywords = new Set(
  (
    "as async await break const continue crate dyn else enum extern false fn for gen if impl in let loop match mod move mut pub ref " +
    "return self static struct super trait true try type unsafe use where while yield abstract become box do final macro override " +
    "priv typeof unsized virtual out inout lateout inlateout sym options clobber_abi label"
  ).split(" "),
);

/** Positional operands come before named ones; a name is given once. */
function nameSlots(slots: readonly Slot[]): {
  readonly names: ReadonlyMap<Slot, string>;
  readonly order: readonly Slot[];
} {
  const wishes = new Set<string>();
  const names = new Map<Slot, string>();
  const positional: Slot[] = [];
  const withName: Slot[] = [];
  for (const slot of slots) {
    const { wish } = slot;
    if (wish === undefined || wishes.has(wish) || keywords.has(wish) || /^_+$/.test(wish)) {
      names.set(slot, String(positional.length));
      positional.push(slot);
    } else {
      wishes.add(wish);
      names.set(slot, wish);
      withName.push(slot);
    }
  }
  return { names, order: [...positional, ...withName] };
}

/** `asm!` wants every operand named in its template; C does not. */
function unusedLine(names: readonly string[], lines: readonly string[]): readonly string[] {
  const text = lines.join("\n");
  const unused = names.filter((name) => !new RegExp(`(?<!\\{)\\{${name}[:}]`).test(text));
  return unused.length === 0 ? [] : [`/* ${unused.map((name) => `{${name}}`).join(" ")} */`];
}

function optionsOf(
  asm: TypedAsm,
  operands: readonly ChosenOperand[],
  lowered: LoweredOperands,
  lines: readonly string[],
  architecture: Architecture,
): readonly string[] {
  const out: string[] = [];
  const hasOutput = operands.some((one) => one.output);
  const empty = lines.length === 0 && lowered.opening.length + lowered.closing.length === 0;
  if (architecture.x86 && !empty) out.push("att_syntax");
  if (asm.extended && !asm.volatile && hasOutput && !asm.clobbers.includes("memory") && lowered.memory !== "written") {
    out.push("pure", lowered.memory === "read" ? "readonly" : "nomem");
  }
  if (empty || !architecture.stackWords.test(lines.join("\n"))) out.push("nostack");
  if (empty || (architecture.flagsAreListed && asm.extended && !asm.clobbers.includes("cc")))
    out.push("preserves_flags");
  return out;
}
