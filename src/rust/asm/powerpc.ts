/**
 * PowerPC, 32 and 64 bits. GCC: Machine Constraints (config/rs6000/constraints.md); operand modifiers as LLVM has them
 * (PPCAsmPrinter); Rust Reference, "Inline assembly". Registers are numbers in templates: `lwz 3, 0(4)`.
 */
import type { Architecture, OperandForm } from "./architecture.js";
import { aarch64 } from "./arm.js";

const immediate = (fits: (value: bigint) => boolean): OperandForm => ({ kind: "immediate", fits });
const signed16 = (value: bigint) => BigInt.asIntN(16, value) === value;
const onlyClobbered = (letter: string, which: string): OperandForm => ({
  kind: "refused",
  why: `asm! has no operands in ${which} (constraint "${letter}")`,
});

function form(letter: string): OperandForm | undefined {
  switch (letter) {
    case "r":
      return { kind: "class", register: "reg" };
    // Not r0, which many instructions take for the number 0.
    case "b":
      return { kind: "class", register: "reg_nonzero" };
    case "f":
    case "d":
      return { kind: "class", register: "freg" };
    case "m":
    case "o":
    case "Q":
    case "Z":
    case "es":
    case "<":
    case ">":
      return { kind: "memory" };
    case "I":
      return immediate(signed16);
    case "J":
      return immediate((value) => BigInt.asUintN(32, value) === value && value % 0x1_0000n === 0n);
    case "K":
      return immediate((value) => BigInt.asUintN(16, value) === value);
    case "L":
      return immediate((value) => BigInt.asIntN(32, value) === value && value % 0x1_0000n === 0n);
    case "M":
      return immediate((value) => value > 31n);
    case "N":
      return immediate((value) => value > 0n && (value & (value - 1n)) === 0n);
    case "O":
      return immediate((value) => value === 0n);
    case "P":
      return immediate((value) => signed16(-value));
    case "i":
    case "n":
    case "s":
    case "g":
    case "X":
      return immediate(() => true);
    case "v":
    case "wa":
      return onlyClobbered(letter, "vector registers without a target feature");
    case "c":
    case "l":
    case "h":
      return onlyClobbered(letter, "ctr and lr");
    case "x":
    case "y":
      return onlyClobbered(letter, "condition registers");
    case "z":
      return onlyClobbered(letter, "xer");
    default:
      return undefined;
  }
}

const names: Readonly<Record<string, string>> = {
  cc: "cr0",
  sp: "r1",
  toc: "r2",
  ca: "xer",
  xer: "xer",
  ctr: "ctr",
  lr: "lr",
};

function family(name: string): string | undefined {
  const numbered = /^(r|fr?|vs|v|cr)?(\d+)$/.exec(name);
  if (numbered === null) return names[name];
  const kind = { undefined: "r", fr: "f" }[String(numbered[1])] ?? numbered[1];
  const count = { vs: 64, cr: 8 }[kind] ?? 32;
  return Number(numbered[2]) < count ? `${kind}${numbered[2]}` : undefined;
}

export const powerpc64: Architecture = {
  ...aarch64,
  name: "powerpc64",
  // `preserves_flags` means nothing here: condition registers are clobbers by name.
  flagsAreListed: false,
  longNames: new Map([
    ["e", 2],
    ["w", 2],
  ]),
  form,
  // Instructions compare and store words: a narrower value is extended as its type says, as GCC does.
  classFor: (register, bytes) => ({ register, bytes: register === "freg" ? bytes : Math.max(bytes, 4) }),
  addressClass: "reg_nonzero",
  registerText: (slot, _register, _bytes, modifier) =>
    // `add%I2 %0, %1, %2` is addi where the operand is a constant.
    modifier === "" ? `{${slot}}` : modifier === "I" ? "" : modifier === "a" ? `0({${slot}})` : undefined,
  fixedText: (name, _bytes, modifier) => (modifier === "" ? name.replace(/^[a-z]+(?=\d)/, "") : undefined),
  memoryText: (slot, modifier) =>
    // No operand is indexed or updates its base: `lwz%U1%X1 %0, %1` is lwz.
    modifier === "" ? `0({${slot}})` : modifier === "y" ? `0, {${slot}}` : "UX".includes(modifier) ? "" : undefined,
  immediateText: (slot, modifier) =>
    modifier === "" || modifier === "c" ? `{${slot}}` : modifier === "I" ? "i" : undefined,
  symbolText: (slot, modifier) => (modifier === "" || modifier === "c" ? `{${slot}}` : undefined),
  zeroText: () => "0",
  fixedName: (name) => name,
  family,
  noRegister: new Set(["memory"]),
  refused: new Set(["r1", "r2", "r13", "r30", "r31"]),
  setFlag: () => undefined,
  stackWords: /\bb\w*l\b|\bb\w*l[ar]l?\b|\bstw?d?ux?\b|\br1\b|\(%?1\)/,
  comment: "#",
};

export const powerpc: Architecture = {
  ...powerpc64,
  name: "powerpc",
  wordBytes: 4,
  refused: new Set([...powerpc64.refused, "r29"]),
};
