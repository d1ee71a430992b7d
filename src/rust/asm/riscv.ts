/**
 * RISC-V, 32 and 64 bits. GCC: Machine Constraints (config/riscv/constraints.md), RISC-V Operand Modifiers; Rust Reference, "Inline assembly".
 */

import type { Architecture, OperandForm } from "./architecture.js";
import { aarch64 } from "./arm.js";

function form(letter: string): OperandForm | undefined {
  switch (letter) {
    case "r":
      return { kind: "class", register: "reg" };
    case "f":
      return { kind: "class", register: "freg" };
    case "m":
    case "o":
    case "A":
    case "V":
      return { kind: "memory" };
    case "I":
      return { kind: "immediate", fits: (value) => value >= -2048n && value <= 2047n };
    case "J":
      return { kind: "zero" };
    case "K":
      return { kind: "immediate", fits: (value) => value >= 0n && value <= 31n };
    case "i":
    case "n":
    case "s":
    case "S":
    case "g":
    case "X":
      return { kind: "immediate", fits: () => true };
    default:
      return undefined;
  }
}

const saved = ["s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11"];

/** ABI names of x0 to x31. */
const abiNames = [
  ...["zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1"],
  ...["a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7"],
  ...saved.slice(2),
  ...["t3", "t4", "t5", "t6"],
];

function family(name: string): string | undefined {
  if (name === "fp") return "s0";
  if (/^x(?:\d|[12]\d|3[01])$/.test(name)) return abiNames[Number(name.slice(1))];
  return abiNames.includes(name) || /^f(?:t\d|t1[01]|s\d|s1[01]|a[0-7])$/.test(name) ? name : undefined;
}

export const riscv64: Architecture = {
  ...aarch64,
  name: "riscv64",
  flagsAreListed: false,
  longNames: new Map([["v", 2]]),
  form,
  registerText: (slot, _register, _bytes, modifier) => (modifier === "" || modifier === "z" ? `{${slot}}` : undefined),
  fixedText: (name, _bytes, modifier) => (modifier === "" || modifier === "z" ? name : undefined),
  // The A extension's instructions take no offset, the others may do without.
  memoryText: (slot, modifier) => (modifier === "" ? `({${slot}})` : undefined),
  immediateText: (slot, modifier) => (modifier === "" || modifier === "c" ? `{${slot}}` : undefined),
  symbolText: (slot, modifier) => (modifier === "" || modifier === "c" ? `{${slot}}` : undefined),
  zeroText: () => "zero",
  fixedName: (name) => name,
  family,
  noRegister: new Set(["cc", "memory", "vl", "vtype", "vxrm", "frm", "vxsat"]),
  refused: new Set(["zero", "sp", "gp", "tp", "s0", "s1"]),
  setFlag: () => undefined,
  stackWords: /\bsp\b|\bcall\b|\bjalr?\b/,
  comment: "#",
};

export const riscv32: Architecture = { ...riscv64, name: "riscv32", wordBytes: 4 };
