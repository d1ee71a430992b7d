/**
 * Every asm statement of FreeBSD's cpufunc.h and atomic.h, as a function of its own: operands become parameters, so that the statement
 * alone is compared, clang's and rustc's. Needs a source tree (KPIGEN_SYS_14: the sys/ of FreeBSD 14).
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AsmArchitectureName } from "../../../src/rust/asm/index.js";
import type { Analyzer, TypedAsm, TypedAsmOperand, TypedExpression, TypeId } from "../../../src/semantics/index.js";
import { typedBodies } from "../../semantics/typed-bodies.js";
import { type AsmCase, cText, pointerBytes, rustText } from "./asm-case.js";
import {
  clang,
  compileC,
  compileRust,
  disassemble,
  haveTools,
  markedShape,
  markers,
  withoutAdditions,
} from "./disassembly.js";

const tree = process.env.KPIGEN_SYS_14;
if (tree === undefined)
  console.warn("SKIPPED: KPIGEN_SYS_14 names no source tree; FreeBSD's own assembly is not compared");

interface Machine {
  readonly architecture: AsmArchitectureName;
  /** Directory below sys/, and row of rules/targets. */
  readonly directory: string;
  readonly row: string;
  readonly triple: string;
  readonly headers: readonly string[];
  /** Statements at least: what the two headers hold. */
  readonly least: number;
}

const machines: readonly Machine[] = [
  {
    architecture: "x86_64",
    directory: "amd64",
    row: "amd64",
    triple: "x86_64-unknown-freebsd14.0",
    headers: ["machine/cpufunc.h", "machine/atomic.h"],
    least: 140,
  },
  {
    architecture: "i386",
    directory: "i386",
    row: "i386",
    triple: "i686-unknown-freebsd14.0",
    headers: ["machine/cpufunc.h", "machine/atomic.h"],
    least: 100,
  },
  {
    architecture: "aarch64",
    directory: "arm64",
    row: "arm64",
    triple: "aarch64-unknown-freebsd14.0",
    headers: ["machine/cpufunc.h", "machine/atomic.h"],
    least: 150,
  },
  {
    architecture: "riscv64",
    directory: "riscv",
    row: "riscv64",
    triple: "riscv64-unknown-freebsd14.0",
    headers: ["machine/cpufunc.h", "machine/atomic.h"],
    least: 25,
  },
  {
    architecture: "powerpc64",
    directory: "powerpc",
    row: "powerpc64",
    triple: "powerpc64-unknown-freebsd14.0",
    headers: ["machine/cpufunc.h", "machine/atomic.h", "machine/pio.h"],
    least: 100,
  },
];

/** The headers as one text, by clang's preprocessor. */
function preprocessed(machine: Machine, directory: string): string {
  const sys = tree ?? "";
  symlinkSync(join(sys, machine.directory, "include"), join(directory, "machine"));
  symlinkSync(join(sys, "x86", "include"), join(directory, "x86"));
  symlinkSync(join(sys, "i386", "include"), join(directory, "i386"));
  const input = join(directory, "all.c");
  const includes = ["sys/types.h", "sys/_types.h", ...machine.headers].map((one) => `#include <${one}>`);
  writeFileSync(input, includes.join("\n"));
  for (const name of ["opt_global.h"]) writeFileSync(join(directory, name), "");
  const flags = [`--target=${machine.triple}`, "-nostdinc", "-D_KERNEL", "-DKLD_MODULE", "-std=gnu17", "-E", "-P"];
  const made = spawnSync(clang ?? "", [...flags, `-I${directory}`, `-I${sys}`, input], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (made.status !== 0) throw new Error(made.stderr.slice(0, 2000));
  return made.stdout;
}

/** Every asm statement in plain data. */
function asmsIn(data: unknown): readonly TypedAsm[] {
  if (typeof data !== "object" || data === null) return [];
  if ((data as { kind?: unknown }).kind === "asm") return [data as TypedAsm];
  return Object.values(data).flatMap(asmsIn);
}

function typeName(analyzer: Analyzer, type: TypeId, architecture: AsmArchitectureName): string | undefined {
  const { analysis } = analyzer;
  const size = analysis.sizes.sizeOf(type);
  const shape = analysis.types.shape(type);
  if (size === undefined || !["integer", "pointer", "enum"].includes(shape.kind)) return undefined;
  return shape.kind === "pointer" ? `u${pointerBytes(architecture) * 8}` : `u${size * 8}`;
}

const constant = (e: TypedExpression): bigint | undefined =>
  e.kind === "convert" ? constant(e.of) : "value" in e && typeof e.value === "bigint" ? e.value : undefined;

/** The statement with parameters for operands. */
function caseOf(name: string, asm: TypedAsm, analyzer: Analyzer, architecture: AsmArchitectureName): AsmCase {
  const parameters: string[] = [];
  const operand = (prefix: string) => (one: TypedAsmOperand, index: number) => {
    const parameter = `${prefix}${index}`;
    const type = typeName(analyzer, one.value.type, architecture) ?? "u8";
    const inMemory = prefix === "o" || /^[=+&]*[mQA]$/.test(one.constraint);
    const fixed = constant(one.value.kind === "dereference" ? one.value.of : one.value);
    if (fixed !== undefined && one.value.kind === "dereference") {
      return [one.constraint, `*(${type} *)${fixed}`, one.name] as [string, string, string?];
    }
    const suffix = type === "u64" ? "ULL" : type === "u32" ? "U" : "";
    if (fixed !== undefined && !inMemory)
      return [one.constraint, `${fixed}${suffix}`, one.name] as [string, string, string?];
    parameters.push(`${type} ${inMemory ? "*" : ""}${parameter}`);
    return [one.constraint, `${inMemory ? "*" : ""}${parameter}`, one.name] as [string, string, string?];
  };
  const outputs = asm.outputs.map(operand("o"));
  const inputs = asm.inputs.map(operand("i"));
  return {
    name,
    parameters: parameters.join(", "),
    template: asm.template,
    volatile: asm.volatile,
    basic: !asm.extended,
    outputs,
    inputs,
    clobbers: asm.clobbers,
  };
}

/** clang keeps an operand that may be in a register or in memory ("rm") in memory; `asm!` has only the register. */
const choosesMemory = (one: AsmCase): boolean =>
  [...(one.outputs ?? []), ...(one.inputs ?? [])].some(([constraint]) => /^[=+&]*(?:rm|mr|g)$/.test(constraint));

test.skipIf(tree === undefined || !haveTools).each(machines)(
  "$directory: FreeBSD's own statements",
  { timeout: 120_000 },
  (machine) => {
    const { architecture } = machine;
    const marker = markers[architecture].text;
    const directory = mkdtempSync(join(tmpdir(), "kpigen-asm-"));
    try {
      const { outcomes, analyzer } = typedBodies(preprocessed(machine, directory), machine.row);
      const untyped = [...outcomes].flatMap(([name, one]) =>
        one.kind === "refused" ? [`${name}: ${one.refusal.why}`] : [],
      );
      expect(untyped).toEqual([]);
      const cases = [...outcomes].flatMap(([name, one]) =>
        asmsIn(one).map((asm, index) => caseOf(`${name}_${index}`, asm, analyzer, architecture)),
      );
      expect(cases.length).toBeGreaterThanOrEqual(machine.least);
      const rust = cases.map((one) => rustText(one, architecture, marker));
      const refused = cases.flatMap((one, index) => {
        const made = rust[index];
        return "why" in made ? [`${one.name}: ${made.why}`] : [];
      });
      expect(refused).toEqual([]);
      const texts = rust.flatMap((one) => ("text" in one ? [one.text] : []));
      if (process.env.KPIGEN_SHOW !== undefined) console.log(texts.join("\n\n"));
      expect(compileC(cases.map((one) => cText(one, marker)).join("\n"), directory, architecture)).toBe("");
      expect(compileRust(texts.join("\n\n"), directory, architecture)).toBe("");
      const ours = disassemble(join(directory, "rust.o"), architecture);
      const theirs = disassemble(join(directory, "c.o"), architecture);
      const shape = (functions: ReadonlyMap<string, readonly string[]>, { name }: AsmCase) =>
        markedShape(functions.get(name) ?? [`MISSING ${functions.size}`], architecture);
      const constraints = (one: AsmCase) => [...(one.outputs ?? []), ...(one.inputs ?? [])].map(([text]) => text);
      const compared = cases.filter((one) => !choosesMemory(one));
      console.log(
        `${machine.directory}: ${cases.length} statements, ${cases.filter(choosesMemory).length} of them by choice in memory`,
      );
      expect(
        compared.map((one) => [one.name, ...withoutAdditions(shape(ours, one), constraints(one), architecture)]),
      ).toEqual(compared.map((one) => [one.name, ...shape(theirs, one)]));
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
);
