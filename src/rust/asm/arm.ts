/**
 * AArch64 and 32-bit ARM. GCC: Machine Constraints (config/aarch64, config/arm/constraints.md), AArch64 and ARM Operand Modifiers; Rust
 * Reference, "Inline assembly".
 */
import type { Architecture, OperandForm } from "./architecture.js";

const anyValue = () => true;
const immediate: OperandForm = { kind: "immediate", fits: anyValue };
const reg: OperandForm = { kind: "class", register: "reg" };
const memory: OperandForm = { kind: "memory" };
const noSave = () => ({ copy: "", restore: "", swap: "" });

function aarch64Form(letter: string): OperandForm | undefined {
  switch (letter) {
    case "r":
    case "l":
    // The zero register; clang, too, takes one that holds 0.
    case "Z":
      return reg;
    case "w":
      return { kind: "class", register: "vreg" };
    case "x":
    case "y":
      return { kind: "class", register: "vreg_low16" };
    case "m":
    case "o":
    case "Q":
    case "V":
    case "Ump":
    case "Utf":
      return memory;
    case "I":
      return { kind: "immediate", fits: (value) => value >= 0n && value <= 4095n };
    case "J":
      return { kind: "immediate", fits: (value) => value <= 0n && value >= -4095n };
    case "i":
    case "n":
    case "s":
    case "S":
    case "g":
    case "X":
    case "K":
    case "L":
    case "M":
    case "N":
      return immediate;
    default:
      return undefined;
  }
}

/** x18 is the platform's; it is only named in templates. */
const aarch64Family = (name: string): string | undefined => {
  const general = /^[xw](\d|[12]\d|30)$/.exec(name);
  if (general !== null) return `x${general[1]}`;
  const vector = /^[vqdshb](\d|[12]\d|3[01])$/.exec(name);
  if (vector !== null) return `v${vector[1]}`;
  return { lr: "x30", fp: "x29", sp: "sp", ffr: "ffr" }[name];
};

export const aarch64: Architecture = {
  name: "aarch64",
  wordBytes: 8,
  x86: false,
  sizesShow: false,
  dialects: false,
  flagsAreListed: true,
  longNames: new Map([["U", 3]]),
  form: aarch64Form,
  classFor: (register, bytes) => ({ register, bytes }),
  addressClass: "reg",
  pairs: [],
  pairText: () => undefined,
  registerText: (slot, register, bytes, modifier) => {
    if (register !== "reg")
      return modifier === "" ? `{${slot}}` : "bhsdqv".includes(modifier) ? `{${slot}:${modifier}}` : undefined;
    // Without a modifier GCC and clang print the 64-bit name, whatever the operand's size.
    if (modifier === "" || modifier === "x") return bytes === 8 ? `{${slot}}` : `{${slot}:x}`;
    return modifier === "w" ? `{${slot}:w}` : modifier === "a" ? `[{${slot}}]` : undefined;
  },
  fixedText: (family, _bytes, modifier) => {
    if (modifier === "" || modifier === "x" || (modifier === "v" && family.startsWith("v"))) return family;
    return modifier === "w" || "bhsdq".includes(modifier) ? modifier + family.slice(1) : undefined;
  },
  memoryText: (slot, modifier) => (modifier === "" || modifier === "a" ? `[{${slot}}]` : undefined),
  absoluteText: () => undefined,
  immediateText: (slot, modifier) => (["", "c", "a", "w", "x"].includes(modifier) ? `{${slot}}` : undefined),
  symbolText: (slot, modifier) => (["", "c", "a"].includes(modifier) ? `{${slot}}` : undefined),
  zeroText: (_bytes, modifier) => (modifier === "w" ? "wzr" : "xzr"),
  fixedName: (family, bytes) => (family.startsWith("x") && bytes <= 4 ? `w${family.slice(1)}` : family),
  family: aarch64Family,
  noRegister: new Set(["cc", "memory"]),
  saved: new Set(),
  refused: new Set(["x18", "x19", "x29", "sp"]),
  spare: [],
  save: noSave,
  setFlag: (condition, slot) =>
    /^(?:eq|ne|cs|hs|cc|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)$/.test(condition)
      ? `cset {${slot}:w}, ${condition}`
      : undefined,
  flagClass: { register: "reg", bytes: 4 },
  stackWords: /\bsp\b|\bblr?\b/,
  comment: "//",
};

function armForm(letter: string): OperandForm | undefined {
  switch (letter) {
    case "r":
    case "l":
    case "h":
      return reg;
    case "w":
    case "t":
    case "x":
      return { kind: "class", register: letter === "w" ? "dreg" : "sreg" };
    case "m":
    case "o":
    case "Q":
    case "V":
    case "Uv":
    case "Us":
      return memory;
    case "i":
    case "n":
    case "s":
    case "g":
    case "X":
    case "I":
    case "J":
    case "K":
    case "L":
    case "M":
      return immediate;
    default:
      return undefined;
  }
}

const armNames: Readonly<Record<string, string>> = {
  sp: "sp",
  lr: "lr",
  r14: "lr",
  ip: "r12",
  fp: "r11",
  pc: "pc",
  r13: "sp",
};

export const arm: Architecture = {
  ...aarch64,
  name: "arm",
  wordBytes: 4,
  longNames: new Map([["U", 2]]),
  form: armForm,
  registerText: (slot, _register, bytes, modifier) => {
    if (bytes > 4 && _register === "reg") return undefined;
    return modifier === "" ? `{${slot}}` : modifier === "a" ? `[{${slot}}]` : undefined;
  },
  fixedText: (family, _bytes, modifier) => (modifier === "" ? family : undefined),
  pairs: [
    ["r0", "r1"],
    ["r2", "r3"],
    ["r4", "r5"],
    ["r8", "r9"],
  ],
  // Little-endian: `%Q0`, the low half, is the first register.
  pairText: (low, high, modifier) => ({ "": low, Q: low, R: high, H: high })[modifier],
  immediateText: (slot, modifier) => (modifier === "" ? `#{${slot}}` : modifier === "c" ? `{${slot}}` : undefined),
  zeroText: () => "#0",
  fixedName: (family) => family,
  family: (name) => armNames[name] ?? (/^(?:r(?:\d|1[0-2])|[sdq]\d+)$/.test(name) ? name : undefined),
  refused: new Set(["r6", "r11", "sp", "pc"]),
  setFlag: () => undefined,
  stackWords: /\bsp\b|\bblx?\b|\b(?:push|pop)\b/,
  comment: "@",
};
