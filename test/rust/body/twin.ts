/**
 * C functions and their translations, side by side in one program: clang makes an object of the C file with the address of each inline
 * function under another name, rustc makes a program of the translation that calls both with the same arguments and compares results and
 * memory. Arguments: edge values, small and random numbers; a pointer points into a block of random bytes of its own.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "../../../src/index.js";
import type { RustCrate, RustItem, RustType } from "../../../src/rust/index.js";
import { host, run } from "../toolchain.js";

export type FunctionItem = Extract<RustItem, { readonly kind: "function" }>;

export const clang = ["clang-19", "clang"].find((one) => spawnSync(one, ["--version"]).status === 0);

export interface Translated {
  readonly crate: RustCrate;
  readonly text: string;
  readonly functions: readonly FunctionItem[];
}

export async function translateFile(path: string): Promise<Translated> {
  const { generation, diagnostics } = await generate({
    input: { kind: "bind", inputs: [path], target: "x86_64-unknown-linux-gnu", clangArguments: [] },
    rust: { rustTarget: "stable", edition: "2021", enumStyle: "alias" },
    selection: { only: [], block: [], opaque: [] },
    jobs: 1,
  });
  if (generation === undefined) throw new Error(diagnostics.map((one) => one.text).join("\n"));
  const functions = generation.crate.modules.flatMap(({ items }) =>
    items.filter((one): one is FunctionItem => one.kind === "function"),
  );
  return { crate: generation.crate, text: generation.files.get("") ?? "", functions };
}

/** What the program says: nothing where all agree, else a line for each function that differs. */
export function runTwins(cText: string, { text, functions }: Translated, rounds: number): string {
  const home = mkdtempSync(join(tmpdir(), "kpigen-twin-"));
  try {
    const addresses = functions.map(
      ({ name }) => `__typeof__(${cName(name)}) *const c_${cName(name)} = ${cName(name)};`,
    );
    writeFileSync(join(home, "c.c"), `${cText}\n${addresses.join("\n")}\n`);
    const warnings = ["-w", "-std=gnu17", "-fwrapv", "-fno-strict-aliasing", "-O1"];
    const c = run(clang ?? "clang", [...warnings, "-c", "-o", join(home, "c.o"), join(home, "c.c")]);
    if (c.status !== 0) return c.stderr;
    writeFileSync(join(home, "bound.rs"), text);
    writeFileSync(join(home, "main.rs"), program(functions, rounds));
    const link = [`-Clink-arg=${join(home, "c.o")}`, "--target", host ?? ""];
    const checks = ["-Cdebug-assertions=on", "-Coverflow-checks=on", "-Dwarnings"];
    const rust = run("rustc", [
      "--edition",
      "2021",
      ...checks,
      ...link,
      "-o",
      join(home, "twins"),
      join(home, "main.rs"),
    ]);
    if (rust.status !== 0) return rust.stderr;
    const said = spawnSync(join(home, "twins"), { encoding: "utf8" });
    return said.status === 0 ? said.stdout : `${said.stdout}${said.stderr}status ${said.status} ${said.signal}`;
  } finally {
    if (process.env.KPIGEN_KEEP === undefined) rmSync(home, { recursive: true });
    else console.warn(home);
  }
}

const cName = (rust: string): string => rust.replace(/^r#/, "");

function typeText(type: RustType): string {
  switch (type.kind) {
    case "path":
      return type.path;
    case "pointer":
      return `*${type.mutable ? "mut" : "const"} ${typeText(type.to)}`;
    default:
      throw new Error(`an argument of kind ${type.kind}`);
  }
}

function program(functions: readonly FunctionItem[], rounds: number): string {
  const calls = functions.filter(runs).map((fn) => `    all &= ${cName(fn.name)}_agrees(&mut random);`);
  return `#![allow(warnings)]
include!("bound.rs");
use core::ffi::*;
struct Random(u64);
impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        return self.0;
    }
    fn number(&mut self) -> u64 {
        let small = self.next() % 300;
        match self.next() % 6 {
            0 => small,
            1 => small.wrapping_neg(),
            2 => (1u64 << (self.next() % 64)).wrapping_add(self.next() % 3).wrapping_sub(1),
            3 => (1u64 << (self.next() % 64)).wrapping_neg(),
            _ => self.next(),
        }
    }
}
#[repr(align(16))]
#[derive(Clone, PartialEq)]
struct Memory([u8; 256]);
impl Memory {
    fn new(random: &mut Random) -> Memory {
        let mut bytes = [0; 256];
        for byte in &mut bytes { *byte = random.number() as u8; }
        return Memory(bytes);
    }
}
${functions
  .filter(runs)
  .map((fn) => comparison(fn, rounds))
  .join("\n")}
fn main() {
    let mut random = Random(0x9e3779b97f4a7c15);
    let mut all = true;
${calls.join("\n")}
    if !all { std::process::exit(1); }
}
`;
}

/** Numbers and pointers to memory in, a number out. */
export function runs({ signature }: FunctionItem): boolean {
  const simple = (type: RustType, pointers: boolean): boolean =>
    type.kind === "path"
      ? /^(c_\w+|bool|[iuf]\d+|usize|isize|[us]\d+_?|.*_t)$/.test(type.path)
      : pointers && type.kind === "pointer";
  return (
    signature.parameters.every(({ type }) => simple(type, true)) &&
    signature.returns !== undefined &&
    simple(signature.returns, false)
  );
}

function comparison({ name, signature }: FunctionItem, rounds: number): string {
  const types = signature.parameters.map(({ type }) => typeText(type));
  const result = signature.returns === undefined ? "()" : typeText(signature.returns);
  const bare = cName(name);
  const values: string[] = [];
  const mine: string[] = [];
  const theirs: string[] = [];
  types.forEach((type, i) => {
    if (type.startsWith("*")) {
      values.push(
        `let before${i} = Memory::new(random); let mut mine${i} = before${i}.clone(); let mut theirs${i} = before${i}.clone();`,
      );
      mine.push(`mine${i}.0.as_mut_ptr() as ${type}`);
      theirs.push(`theirs${i}.0.as_mut_ptr() as ${type}`);
      return;
    }
    values.push(`let value${i} = ${type === "bool" ? "random.next() & 1 == 1" : `random.number() as ${type}`};`);
    mine.push(`value${i}`);
    theirs.push(`value${i}`);
  });
  const same = types.flatMap((type, i) => (type.startsWith("*") ? [`mine${i} == theirs${i}`] : []));
  const shown = types.map((type, i) => (type.startsWith("*") ? `&before${i}.0[..16]` : `value${i}`));
  return `
extern "C" { static c_${bare}: unsafe extern "C" fn(${types.join(", ")}) -> ${result}; }
fn ${bare}_agrees(random: &mut Random) -> bool {
    for _ in 0..${types.length === 0 ? 1 : rounds} {
        ${values.join("\n        ")}
        let (rust, c) = unsafe { (${name}(${mine.join(", ")}), c_${bare}(${theirs.join(", ")})) };
        if ${["rust == c", ...same].join(" && ")} { continue; }
        println!("${bare}{:?}: Rust {:?}, C {:?}", (${shown.map((one) => `${one}, `).join("")}), rust, c);
        return false;
    }
    return true;
}`;
}
