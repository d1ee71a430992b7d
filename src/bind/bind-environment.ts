/** Any C headers and a compiler's flags → the environment to read them in: what `kernel/` does for a kernel, for everything else. */
import { arch, platform } from "node:os";
import {
  type CEnvironment,
  type Diagnostic,
  diagnostic,
  type FileSystem,
  type IncludeDirectory,
  noPlace,
  type Staged,
  type Target,
} from "../base/index.js";
import { type CompilerArguments, readCompilerArguments } from "./compiler-arguments.js";
import { flagMacros, macroLines } from "./flag-macros.js";
import { systemHeaders } from "./system-headers.js";

export interface BindInput {
  /** LLVM triple or Rust target; undefined: `nativeTriple`. */
  readonly target: string | undefined;
  readonly compilerArguments: readonly string[];
}

/** What is said of a target that there is no row for. */
export interface KnownTargets {
  readonly names: readonly string[];
  refusal(name: string): string | undefined;
}

export function bindEnvironment(
  input: BindInput,
  files: FileSystem,
  targetOf: (name: string) => Target | undefined,
  known: KnownTargets,
): Staged<CEnvironment | undefined> {
  const read = readCompilerArguments(input.compilerArguments);
  const { value: flags } = read;
  const diagnostics: Diagnostic[] = [...read.diagnostics];
  const name = input.target ?? flags.target ?? nativeTriple();
  const target = targetOf(name);
  if (target === undefined) {
    const text = `unknown target ${name}; ${known.refusal(name) ?? `known are ${alike(name, known.names).join(", ")}`}`;
    diagnostics.push(diagnostic("cli/usage", "error", noPlace, text));
  }
  if (flags.target !== undefined && targetOf(flags.target)?.triple !== target?.triple) {
    const text = `--target=${flags.target} behind -- is another target than --target ${name}`;
    diagnostics.push(diagnostic("cli/usage", "error", noPlace, text));
  }
  if (target === undefined || diagnostics.length > 0) return { value: undefined, diagnostics };
  if (systemVersion(name) !== undefined && systemVersion(name) !== systemVersion(target.triple)) {
    const text = `target ${name} is read as ${target.triple}: the version that headers see is that one's`;
    diagnostics.push(diagnostic("cli/usage", "warning", noPlace, text));
  }
  const given = flagMacros(flags.others, target.triple);
  for (const flag of given.unknown) {
    const text = `${flag}: what it does to predefined macros is not known: headers see them without it (-D and -U change them)`;
    diagnostics.push(diagnostic("cli/usage", "warning", noPlace, text));
  }
  const native = targetOf(nativeTriple())?.triple === target.triple;
  const system = systemHeaders(target.triple, native, flags.sysroot, files);
  const directory =
    (isSystem: boolean) =>
    (path: string): IncludeDirectory => ({
      path,
      display: isSystem || path === "." ? "" : `${path.replace(/\/+$/, "")}/`,
      system: isSystem,
    });
  const includePath = [
    ...[...flags.quote, ...flags.include].map(directory(false)),
    ...[
      ...flags.system,
      ...(flags.builtinIncludes ? system.compiler : []),
      ...(flags.standardIncludes ? system.library : []),
      ...flags.after,
    ].map(directory(true)),
  ];
  const environment: CEnvironment = {
    files,
    includePath,
    predefined: predefined(target, flags, given.lines),
    forcedIncludes: flags.forcedIncludes,
    target: flaggedTarget(target, flags, given.known),
    standard: flags.standard,
    options: new Map(),
  };
  return { value: environment, diagnostics };
}

/** The triples of the same CPU, or all there are. */
function alike(name: string, known: readonly string[]): readonly string[] {
  const triples = known.filter((one) => one.includes("-"));
  const cpu = name
    .toLowerCase()
    .split("-")[0]
    .replace(/^(riscv32|riscv64|arm|thumb|mips|sparc|powerpc|wasm).*/, "$1");
  const same = triples.filter((one) => one.startsWith(cpu));
  return same.length > 0 ? same : triples;
}

/** `freebsd14` of a name that says a system's version: systems whose compilers define macros by it. */
const systemVersion = (triple: string): string | undefined =>
  /(freebsd|macosx|ios)\.?(\d+)/.exec(triple)?.[0].replace(".", "");

/** LLVM triple of the machine that kpigen runs on. */
function nativeTriple(): string {
  const cpus: Readonly<Record<string, string>> = {
    x64: "x86_64",
    arm64: "aarch64",
    ia32: "i686",
    arm: "armv7",
    ppc64: "powerpc64",
    riscv64: "riscv64",
  };
  const systems: Readonly<Record<string, string>> = {
    linux: "unknown-linux-gnu",
    darwin: "apple-darwin",
    freebsd: "unknown-freebsd",
  };
  return `${cpus[arch()] ?? arch()}-${systems[platform()] ?? platform()}`;
}

/** `__STDC_VERSION__` by standard (C11 6.10.8.1 and its successors); none before C94. */
const versions: Readonly<Record<string, string>> = {
  "94": "199409L",
  "99": "199901L",
  "9x": "199901L",
  "11": "201112L",
  "1x": "201112L",
  "17": "201710L",
  "18": "201710L",
  "23": "202311L",
  "2x": "202311L",
  "2y": "202400L",
};

/** What flags make of the target: the sign of plain char, the width of wchar_t. @param known flags that change macros */
function flaggedTarget(
  target: Target,
  { charIsSigned = target.charIsSigned, shortWchar }: CompilerArguments,
  known: readonly string[],
): Target {
  return {
    ...target,
    ...(known.length === 0 ? {} : { flags: [...(target.flags ?? []), ...known] }),
    charIsSigned,
    ...(charIsSigned === target.charIsSigned ? {} : { ffiCharIsSigned: target.charIsSigned }),
    ...(shortWchar ? { wcharType: "unsigned short" } : {}),
  };
}

/** @param given lines of the flags that change macros */
function predefined(target: Target, flags: CompilerArguments, given: readonly string[]): string {
  const { standard, freestanding, macros, charIsSigned = target.charIsSigned } = flags;
  const lines = [target.predefined.trimEnd(), ...constantMacros(target.predefined), ...given];
  const year = /(9[049x]|89|1[178x]|2[3xy])$/.exec(standard)?.[1] ?? "17";
  const replace = (name: string, value: string | null): void => {
    lines.push(...macroLines(name, value));
  };
  replace("__STDC_VERSION__", versions[year] ?? null);
  replace("__STDC_HOSTED__", freestanding ? "0" : "1");
  if (/^(c|iso)/.test(standard)) {
    replace("__STRICT_ANSI__", "1");
    for (const name of ["unix", "linux", "i386"]) replace(name, null);
  }
  replace("__CHAR_UNSIGNED__", charIsSigned ? null : "1");
  if (flags.shortWchar) {
    for (const [name, value] of shortWcharMacros) replace(name, value);
    if (!target.wcharType.startsWith("unsigned")) replace("__WCHAR_UNSIGNED__", "1");
    if (target.predefined.includes(" __ARM_SIZEOF_WCHAR_T ")) replace("__ARM_SIZEOF_WCHAR_T", "2");
  }
  return `${[...lines, ...macros].join("\n")}\n`;
}

/** What -fshort-wchar changes on every target (clang -E -dM). */
const shortWcharMacros = [
  ["__WCHAR_TYPE__", "unsigned short"],
  ["__WCHAR_MAX__", "65535"],
  ["__WCHAR_WIDTH__", "16"],
  ["__SIZEOF_WCHAR_T__", "2"],
  ["__clang_wide_literal_encoding__", '"UTF-16"'],
] as const;

/**
 * `__INT64_C(c)` and its kin, which the headers of clang 20 and later take for given: stdint.h, which comes with kpigen. They append the suffix
 * that earlier ones have as a macro.
 */
function constantMacros(predefined: string): readonly string[] {
  const suffixes = predefined.matchAll(/^#define (__U?INT(?:8|16|32|64|MAX)_C)_SUFFIX__ ?(\w*)$/gm);
  return [...suffixes].map(([, name, suffix]) => `#define ${name}(c) ${suffix === "" ? "c" : `c##${suffix}`}`);
}
