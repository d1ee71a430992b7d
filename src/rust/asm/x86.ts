/**
 * x86 in AT&T syntax, 64 and 32 bits. GCC: Machine Constraints (x86 family, config/i386/constraints.md), x86 Operand Modifiers, Flag
 * Output Operands; Rust Reference, "Inline assembly": register operands and template modifiers of x86.
 */
import type { Architecture, OperandForm } from "./architecture.js";

/** Names of 1, 2, 4 and 8 bytes. */
const names: Readonly<Record<string, readonly [string, string, string, string]>> = {
  a: ["al", "ax", "eax", "rax"],
  b: ["bl", "bx", "ebx", "rbx"],
  c: ["cl", "cx", "ecx", "rcx"],
  d: ["dl", "dx", "edx", "rdx"],
  S: ["sil", "si", "esi", "rsi"],
  D: ["dil", "di", "edi", "rdi"],
  bp: ["bpl", "bp", "ebp", "rbp"],
  sp: ["spl", "sp", "esp", "rsp"],
  ...Object.fromEntries(
    Array.from({ length: 8 }, (_, i) => `r${i + 8}`).map((r) => [r, [`${r}b`, `${r}w`, `${r}d`, r] as const]),
  ),
};

const familyOf: ReadonlyMap<string, string> = new Map([
  ...Object.entries(names).flatMap(([family, all]) => all.map((name) => [name, family] as const)),
  ...["ah", "bh", "ch", "dh"].map((name) => [name, name[0]] as const),
  ...Array.from({ length: 32 }, (_, i) => [`xmm${i}`, `xmm${i}`] as const),
  ...Array.from({ length: 32 }, (_, i) => [`ymm${i}`, `ymm${i}`] as const),
  ...Array.from({ length: 32 }, (_, i) => [`zmm${i}`, `zmm${i}`] as const),
  ...Array.from({ length: 8 }, (_, i) => [`mm${i}`, `mm${i}`] as const),
  ...Array.from({ length: 8 }, (_, i) => [`k${i}`, `k${i}`] as const),
  ...Array.from({ length: 8 }, (_, i) => [`st(${i})`, `st(${i})`] as const),
  ["st", "st(0)"],
]);

const between = (low: bigint, high: bigint) => (value: bigint) => value >= low && value <= high;
const anyValue = () => true;

/** The immediates of config/i386/constraints.md. */
const immediates: Readonly<Record<string, (value: bigint) => boolean>> = {
  i: anyValue,
  n: anyValue,
  s: anyValue,
  g: anyValue,
  X: anyValue,
  I: between(0n, 31n),
  J: between(0n, 63n),
  K: between(-128n, 127n),
  L: (value) => value === 0xffn || value === 0xffffn || value === 0xffff_ffffn,
  M: between(0n, 3n),
  N: between(0n, 255n),
  O: between(0n, 127n),
  e: between(-0x8000_0000n, 0x7fff_ffffn),
  Z: between(0n, 0xffff_ffffn),
};

const reg: OperandForm = { kind: "class", register: "reg" };

function form(letter: string, wide: boolean): OperandForm | undefined {
  const fits = immediates[letter];
  if (fits !== undefined) return { kind: "immediate", fits };
  switch (letter) {
    case "a":
    case "b":
    case "c":
    case "d":
    case "S":
    case "D":
      return { kind: "fixed", family: letter };
    case "A":
      return { kind: "pair", low: "a", high: "d" };
    case "r":
    case "l":
    case "p":
      return reg;
    case "q":
      return wide ? reg : { kind: "class", register: "reg_abcd" };
    case "Q":
    case "R":
      return { kind: "class", register: "reg_abcd" };
    case "m":
    case "o":
    case "V":
      return { kind: "memory" };
    case "x":
    case "Yz":
    case "v":
      return { kind: "class", register: "xmm_reg" };
    case "Yk":
    case "k":
      return { kind: "class", register: "kreg" };
    case "f":
    case "t":
    case "u":
      return { kind: "refused", why: `asm! has no operands in x87 registers (constraint "${letter}")` };
    case "y":
      return { kind: "refused", why: 'asm! has no operands in MMX registers (constraint "y")' };
    default:
      return undefined;
  }
}

const sizeOf: Readonly<Record<string, number>> = { b: 1, w: 2, k: 4, q: 8 };
const modifierOf: Readonly<Record<number, string>> = { 1: "l", 2: "x", 4: "e", 8: "r" };

/** Modifiers that leave a register as it is. */
const plain = new Set(["", "c", "P", "p"]);

function registerText(wide: boolean) {
  return (slot: string, register: string, bytes: number, modifier: string): string | undefined => {
    if (register === "xmm_reg") {
      return { "": `{${slot}}`, x: `{${slot}:x}`, t: `{${slot}:y}`, g: `{${slot}:z}` }[modifier];
    }
    if (register === "kreg") return modifier === "" ? `{${slot}}` : undefined;
    if (modifier === "z") return { 1: "b", 2: "w", 4: "l", 8: "q" }[bytes];
    if (modifier === "a") return `({${slot}})`;
    if (modifier === "A") return `*{${slot}}`;
    if (modifier === "h") return register === "reg_abcd" ? `{${slot}:h}` : undefined;
    const size = plain.has(modifier) ? bytes : sizeOf[modifier];
    if (size === undefined || (size === 8 && !wide)) return undefined;
    if (register === "reg_byte") return size === 1 ? `{${slot}}` : undefined;
    return size === (wide ? 8 : 4) ? `{${slot}}` : `{${slot}:${modifierOf[size]}}`;
  };
}

function fixedText(family: string, bytes: number, modifier: string): string | undefined {
  const all = names[family];
  if (all === undefined) return modifier === "" ? `%${family}` : undefined;
  if (modifier === "h") return "abcd".includes(family) ? `%${family}h` : undefined;
  if (modifier === "z") return { 1: "b", 2: "w", 4: "l", 8: "q" }[bytes];
  if (modifier === "a") return `(%${all[3]})`;
  const size = plain.has(modifier) ? bytes : sizeOf[modifier];
  return size === undefined ? undefined : `%${all[Math.log2(size)]}`;
}

/** What memory may have: sizes do not show, `H` is eight bytes further. */
const memoryModifiers = new Set(["", "b", "w", "k", "q", "a", "c", "P", "p"]);

function immediateText(slot: string, modifier: string): string | undefined {
  if (modifier === "c" || modifier === "P" || modifier === "p" || modifier === "a") return `{${slot}}`;
  return modifier === "" || modifier in sizeOf ? `\${${slot}}` : undefined;
}

const conditions = new Set(
  "a ae b be c e g ge l le na nae nb nbe nc ne ng nge nl nle no np ns nz o p pe po s z".split(" "),
);

function x86(wide: boolean): Architecture {
  const suffix = wide ? "q" : "l";
  return {
    name: wide ? "x86_64" : "i386",
    wordBytes: wide ? 8 : 4,
    x86: true,
    sizesShow: true,
    dialects: true,
    flagsAreListed: false,
    longNames: new Map([["Y", 2]]),
    form: (letter) => form(letter, wide),
    classFor: (register, bytes, modifiers) => {
      if (modifiers.includes("h")) return { register: "reg_abcd", bytes: bytes === 1 ? 4 : bytes };
      if (register !== "reg" && register !== "reg_abcd") return { register, bytes };
      if (bytes === 1) {
        const onlyByte = modifiers.every((one) => one === "b" || one === "z" || plain.has(one));
        return (onlyByte && register === "reg") || (onlyByte && !wide)
          ? { register: "reg_byte", bytes: 1 }
          : { register, bytes: 4 };
      }
      return { register: !wide && modifiers.includes("b") ? "reg_abcd" : register, bytes };
    },
    addressClass: "reg",
    pairs: [],
    pairText: (low, _high, modifier) => fixedText(low, wide ? 8 : 4, modifier),
    registerText: registerText(wide),
    fixedText: (family, bytes, modifier) =>
      modifier === "a" && !wide ? `(%${names[family]?.[2]})` : fixedText(family, bytes, modifier),
    memoryText: (slot, modifier) =>
      modifier === "H" ? `8({${slot}})` : memoryModifiers.has(modifier) ? `({${slot}})` : undefined,
    absoluteText: (slot, modifier) => (memoryModifiers.has(modifier) ? `{${slot}}` : undefined),
    immediateText,
    symbolText: (slot, modifier) => {
      if (modifier === "c" || modifier === "P" || modifier === "p") return `{${slot}}`;
      if (modifier === "a") return wide ? `{${slot}}(%rip)` : `{${slot}}`;
      return modifier === "" ? `\${${slot}}` : undefined;
    },
    zeroText: () => "$0",
    fixedName: (family, bytes) => names[family]?.[Math.log2(bytes)] ?? family,
    family: (name) => familyOf.get(name),
    noRegister: new Set(["cc", "memory", "flags", "fpsr", "fpcr", "dirflag", "mxcsr"]),
    saved: new Set(wide ? ["b"] : ["S"]),
    refused: new Set(["bp", "sp"]),
    spare: wide
      ? ["r8", "r9", "r10", "r11", "D", "S", "d", "c", "a", "r12", "r13", "r14", "r15"]
      : ["D", "d", "c", "a", "b"],
    save: (family, slot) => {
      const register = `%${names[family]?.[wide ? 3 : 2]}`;
      return {
        copy: `mov${suffix} ${register}, {${slot}}`,
        restore: `mov${suffix} {${slot}}, ${register}`,
        swap: `xchg${suffix} ${register}, {${slot}}`,
      };
    },
    setFlag: (condition, slot) => (conditions.has(condition) ? `set${condition} {${slot}}` : undefined),
    flagClass: { register: "reg_byte", bytes: 1 },
    stackWords: /\b(?:push|pop|call|ret|iret|enter|leave)\w*|%[re]?sp\b/,
    comment: "#",
  };
}

export const x8664 = x86(true);
export const i386 = x86(false);
