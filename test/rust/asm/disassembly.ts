/**
 * What two compilers made of the same assembly: clang's object and rustc's, disassembled by LLVM, function by function, without what is
 * each compiler's own choice: which register, and the moves between registers that follow from that.
 *
 * Rust for any target without its standard library: a crate without core that declares `asm!` itself (rustc_builtin_macro).
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AsmArchitectureName } from "../../../src/rust/asm/index.js";

const found = (...names: string[]): string | undefined =>
  names.find((name) => spawnSync(name, ["--version"]).status === 0);
export const clang = found("clang-19", "clang-20", "clang-21", "clang-18", "clang");
const objdump = found("llvm-objdump-19", "llvm-objdump-20", "llvm-objdump-21", "llvm-objdump-18", "llvm-objdump");
const rustc = found("rustc");
export const haveTools = clang !== undefined && objdump !== undefined && rustc !== undefined;
if (!haveTools) console.warn("SKIPPED: clang, llvm-objdump or rustc is missing; inline assembly is not proven");

const targets: Readonly<Record<AsmArchitectureName, { readonly c: readonly string[]; readonly rust: string }>> = {
  x86_64: { c: ["--target=x86_64-unknown-freebsd"], rust: "x86_64-unknown-freebsd" },
  i386: { c: ["--target=i686-unknown-freebsd"], rust: "i686-unknown-freebsd" },
  aarch64: { c: ["--target=aarch64-unknown-freebsd"], rust: "aarch64-unknown-freebsd" },
  arm: { c: ["--target=armv7-unknown-freebsd"], rust: "armv7-unknown-freebsd" },
  riscv64: { c: ["--target=riscv64-unknown-freebsd", "-march=rv64gc"], rust: "riscv64gc-unknown-freebsd" },
  riscv32: {
    c: ["--target=riscv32-unknown-elf", "-march=rv32imac", "-mabi=ilp32"],
    rust: "riscv32imac-unknown-none-elf",
  },
  powerpc: { c: ["--target=powerpc-unknown-freebsd"], rust: "powerpc-unknown-freebsd" },
  powerpc64: { c: ["--target=powerpc64-unknown-freebsd"], rust: "powerpc64-unknown-freebsd" },
};

const withoutCore = `#![feature(no_core, lang_items, rustc_attrs, decl_macro)]
#![no_core]
#![crate_type = "lib"]
#![allow(internal_features, unused, non_camel_case_types)]
#![deny(asm_sub_register, bad_asm_style, named_asm_labels, binary_asm_labels)]
#[lang = "pointee_sized"] pub trait PointeeSized {}
#[lang = "meta_sized"] pub trait MetaSized: PointeeSized {}
#[lang = "sized"] pub trait Sized: MetaSized {}
#[lang = "copy"] pub trait Copy {}
impl Copy for u8 {} impl Copy for u16 {} impl Copy for u32 {} impl Copy for i32 {} impl Copy for u64 {} impl Copy for f64 {}
impl<T> Copy for *mut T {}
#[lang = "shl"] pub trait Shl<R = Self> { type Output; fn shl(self, by: R) -> Self::Output; }
#[lang = "shr"] pub trait Shr<R = Self> { type Output; fn shr(self, by: R) -> Self::Output; }
#[lang = "bitor"] pub trait BitOr<R = Self> { type Output; fn bitor(self, by: R) -> Self::Output; }
impl Shl<i32> for u64 { type Output = u64; fn shl(self, by: i32) -> u64 { self << by } }
impl Shr<i32> for u64 { type Output = u64; fn shr(self, by: i32) -> u64 { self >> by } }
impl BitOr for u64 { type Output = u64; fn bitor(self, by: u64) -> u64 { self | by } }
#[lang = "neg"] pub trait Neg { type Output; fn neg(self) -> Self::Output; }
impl Neg for i32 { type Output = i32; fn neg(self) -> i32 { -self } }
#[rustc_builtin_macro]
pub macro asm("assembly template", $(operands,)* $(options($(option),*))?) {}
mod core { pub mod arch { pub use crate::asm; } }
`;

export function compileC(text: string, directory: string, architecture: AsmArchitectureName): string {
  const input = join(directory, "c.c");
  writeFileSync(input, text);
  const flags = ["-O2", "-w", "-c", "-ffreestanding", "-fomit-frame-pointer", ...targets[architecture].c];
  const made = spawnSync(clang ?? "", [...flags, "-o", join(directory, "c.o"), input], { encoding: "utf8" });
  return made.status === 0 ? "" : made.stderr;
}

export function compileRust(text: string, directory: string, architecture: AsmArchitectureName): string {
  const input = join(directory, "rust.rs");
  writeFileSync(input, withoutCore + text);
  const flags = [
    "-Copt-level=2",
    "-Coverflow-checks=off",
    "-Cpanic=abort",
    "-Zmerge-functions=disabled",
    "--edition=2021",
    "--emit=obj",
  ];
  const target = `--target=${targets[architecture].rust}`;
  const made = spawnSync(rustc ?? "", [...flags, target, "-o", join(directory, "rust.o"), input], {
    encoding: "utf8",
    env: { ...process.env, RUSTC_BOOTSTRAP: "1" },
  });
  return made.status === 0 && !made.stderr.includes("warning:") ? "" : made.stderr;
}

/** Instructions by function, as the disassembler writes them; of PowerPC, where it writes numbers, with names of registers. */
export function disassemble(object: string, architecture: AsmArchitectureName): ReadonlyMap<string, readonly string[]> {
  const flags = ["-d", "--no-show-raw-insn", "--no-leading-addr"];
  const { stdout } = spawnSync(objdump ?? "", [...flags, object], { encoding: "utf8", maxBuffer: 1 << 28 });
  const out = new Map<string, string[]>();
  let body: string[] = [];
  for (const line of stdout.split("\n")) {
    const name = /^<(\w+)>:$/.exec(line)?.[1];
    if (name !== undefined) {
      body = [];
      out.set(name, body);
    } else if (/^\s/.test(line)) {
      const text = line.replace(/\s+/g, " ").trim();
      if (text !== "" && text !== "...") body.push(architecture.startsWith("powerpc") ? powerNames(text) : text);
    }
  }
  return out;
}

/** `stw 3, 8(4)` → `stw r3, 8(r4)`. Power ISA: which operands of an instruction are numbers. */
function powerNames(line: string): string {
  const [, mnemonic, rest] = /^(\S+) ?(.*)$/.exec(line) ?? ["", line, ""];
  const file = /^(?:l|st)f|^f|^mffs|^mtfsf/.test(mnemonic) ? "f" : "r";
  const constants = /^b|^\.long$/.test(mnemonic)
    ? () => true
    : /^(?:rl|clr|s[lr]\wi)/.test(mnemonic)
      ? (at: number) => at > 1
      : /^mt(?:spr|fsf)/.test(mnemonic)
        ? (at: number) => at === 0
        : /i[sc]?\.?$|^mfspr$|^lis$/.test(mnemonic)
          ? (at: number, all: number) => at === all - 1
          : () => false;
  const operands = rest === "" ? [] : rest.split(", ");
  const named = operands.map((one, at) => {
    const memory = /^(-?\w+)\((\d+)\)$/.exec(one);
    if (memory !== null) return `${memory[1]}(r${memory[2]})`;
    return /^\d+$/.test(one) && !constants(at, operands.length) ? file + one : one;
  });
  return named.length === 0 ? mnemonic : `${mnemonic} ${named.join(", ")}`;
}

const registers: Readonly<Record<AsmArchitectureName, RegExp>> = {
  x86_64: /%(?:[re]?(?:[abcd]x|[sd]i)|[abcd][lh]|[sd]il|r(?:8|9|1[0-5])[dwb]?|xmm\d+)\b/g,
  i386: /%(?:e?(?:[abcd]x|[sd]i|bp)|[abcd][lh]|xmm\d)\b/g,
  aarch64: /\b[xw](?:\d|1\d|2\d|30)\b/g,
  arm: /\b(?:r(?:\d|1[0-2])|lr)\b/g,
  riscv32: /\b(?:[ats]\d+)\b/g,
  riscv64: /\b(?:[ats]\d+)\b/g,
  powerpc: /\b[rf]\d+\b/g,
  powerpc64: /\b[rf]\d+\b/g,
};

/** An instruction that no compiler makes, in directives, and as the disassembler writes it. */
export const markers: Readonly<Record<AsmArchitectureName, { readonly text: string; readonly shown: RegExp }>> = {
  x86_64: { text: ".byte 0x0f,0x1f,0x80,0x7b,0x7b,0,0", shown: /^nopl 0x7b7b\(%rax\)$/ },
  i386: { text: ".byte 0x0f,0x1f,0x80,0x7b,0x7b,0,0", shown: /^nopl 0x7b7b\(%eax\)$/ },
  aarch64: { text: "hint #77", shown: /^hint #0x4d$/ },
  arm: { text: ".inst 0xe1a0d00d", shown: /^mov sp, sp$/ },
  powerpc: { text: "xori 0, 0, 0x7b7b", shown: /^xori r0, r0, 31611$/ },
  powerpc64: { text: "xori 0, 0, 0x7b7b", shown: /^xori r0, r0, 31611$/ },
  riscv32: { text: ".4byte 0x07b00013", shown: /^li zero, 123$/ },
  riscv64: { text: ".4byte 0x07b00013", shown: /^(?:li|addi) zero, .*0?x?7b$|^li zero, 123$/ },
};

/** What stands between the markers, without register names. */
export function markedShape(lines: readonly string[], architecture: AsmArchitectureName): readonly string[] {
  const { shown } = markers[architecture];
  const first = lines.findIndex((line) => shown.test(line));
  const last = lines.findLastIndex((line) => shown.test(line));
  if (first < 0 || last === first) return ["no markers", ...lines];
  const between = lines.slice(first + 1, last);
  return architecture.startsWith("powerpc")
    ? numbered(between, registers[architecture])
    : between.map((line) => withoutRegisters(line, architecture));
}

/** Registers by the order in which they appear: operands that change places show. */
function numbered(lines: readonly string[], register: RegExp): readonly string[] {
  const order: string[] = [];
  return lines.map((line) =>
    withoutPlaces(line).replace(register, (name) => {
      if (!order.includes(name)) order.push(name);
      return `${name[0]}#${order.indexOf(name)}`;
    }),
  );
}

/** Register moves, zeroed registers, spills, returns, the frame: they stand where the two compilers differ without meaning. */
const ownChoice: Readonly<Record<AsmArchitectureName, RegExp>> = {
  x86_64: /^(?:mov[lqwbzx]* R, R|movzb[lwq]* R, R|retq?|nop.*|(?:push|pop)q R|mov[lqw] R, -0x[0-9a-f]+\(%rsp\))$/,
  i386: /^(?:mov[lqwbzx]* R, R|movzb[lw]* R, R|retl?|nop.*|(?:push|pop)l R|mov[lwbz]*l? -?(?:0x[0-9a-f]+)?\(%e[sb]p\), R|movz\w+ .*\(%esp\), R)$/,
  aarch64: /^(?:mov R, R|ret|and R, R, #0xff+)$/,
  arm: /^(?:mov R, R|bx R|(?:push|pop) \{.*\})$/,
  powerpc: /^(?:mr R, R|blr|clrlwi R, R, \d+|extsb R, R|stwu? R, -?\d+\(R\)|addi R, R, -?\d+)$/,
  powerpc64: /^(?:mr R, R|blr|clrldi R, R, \d+|exts[bhw] R, R|stdu? R, -?\d+\(R\)|addi R, R, -?\d+)$/,
  riscv32: /^(?:mv R, R|ret|zext\.b R, R)$/,
  riscv64: /^(?:mv R, R|c\.mv R, R|ret|(?:addi|mv|c\.addi) sp.*|sext\.w R, R|zext\.b R, R)$/,
};

/** The function without register names: each keeps its size. */
export function shapeOf(lines: readonly string[], architecture: AsmArchitectureName): readonly string[] {
  return lines
    .filter((line) => !/^xorl (%\w+), \1$/.test(line))
    .filter((line) => !ownChoice[architecture].test(line.replace(registers[architecture], "R")))
    .map((line) => withoutRegisters(line, architecture));
}

function withoutRegisters(line: string, architecture: AsmArchitectureName): string {
  const sizes = (name: string): string => {
    if (architecture === "aarch64") return name[0];
    if (!name.startsWith("%")) return "R";
    if (/^%[abcd]h$/.test(name)) return "R8h";
    if (/^%(?:[abcd]l|[sd]il|r\d+b)$/.test(name)) return "R8";
    if (/^%(?:e|r\d+d)/.test(name)) return "R32";
    if (/^%r/.test(name) && !/w$/.test(name)) return "R64";
    return name.startsWith("%xmm") ? "X" : "R16";
  };
  return withoutPlaces(line).replace(registers[architecture], sizes);
}

const withoutPlaces = (line: string): string =>
  line.replace(/<[\w.]+(\+0x[0-9a-f]+)?>/, "<at>").replace(/0x[0-9a-f]+ <at>/, "<at>");

/** What differs on purpose: a reserved register is saved around the template. */
export const withoutSaving = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => !/^xchg[ql] (R64, R64|R32, R32)$/.test(line));

/**
 * Between the markers, Rust has what clang puts behind the statement or does not need: the instruction that reads the flags, the copy
 * that saves a reserved register. Both must be there.
 */
export function withoutAdditions(
  lines: readonly string[],
  constraints: readonly string[],
  architecture: AsmArchitectureName,
): readonly string[] {
  let out = lines;
  for (const _ of constraints.filter((one) => one.includes("@cc"))) {
    out = /^set\w+ R8$/.test(out.at(-1) ?? "") ? out.slice(0, -1) : ["no set", ...out];
  }
  const saved = architecture === "x86_64" ? /^[=+&]*b$/ : architecture === "i386" ? /^[=+&]*S$/ : undefined;
  if (saved === undefined || !constraints.some((one) => saved.test(one))) return out;
  const inner = out.slice(1, -1);
  return /^(?:mov|xchg)[ql] /.test(out[0]) && /^xchg[ql] /.test(out.at(-1) ?? "") ? inner : ["not saved", ...out];
}
