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
import { systemHeaders } from "./system-headers.js";

export interface BindInput {
  /** LLVM triple or Rust target; undefined: `nativeTriple`. */
  readonly target: string | undefined;
  readonly compilerArguments: readonly string[];
}

export function bindEnvironment(
  input: BindInput,
  files: FileSystem,
  targetOf: (name: string) => Target | undefined,
  known: readonly string[],
): Staged<CEnvironment | undefined> {
  const read = readCompilerArguments(input.compilerArguments);
  const { value: flags } = read;
  const diagnostics: Diagnostic[] = [...read.diagnostics];
  const name = input.target ?? flags.target ?? nativeTriple();
  const target = targetOf(name);
  if (target === undefined) {
    const triples = known.filter((one) => one.includes("-")).join(", ");
    diagnostics.push(diagnostic("cli/usage", "error", noPlace, `unknown target ${name}; known are ${triples}`));
  }
  if (target === undefined || diagnostics.length > 0) return { value: undefined, diagnostics };
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
    predefined: predefined(target, flags),
    forcedIncludes: flags.forcedIncludes,
    target: flaggedTarget(target, flags),
    standard: flags.standard,
    options: new Map(),
  };
  return { value: environment, diagnostics };
}

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

/** What flags make of the target: the sign of plain char, the width of wchar_t. */
function flaggedTarget(target: Target, { charIsSigned = target.charIsSigned, shortWchar }: CompilerArguments): Target {
  return {
    ...target,
    charIsSigned,
    ...(charIsSigned === target.charIsSigned ? {} : { ffiCharIsSigned: target.charIsSigned }),
    ...(shortWchar ? { wcharType: "unsigned short" } : {}),
  };
}

function predefined(target: Target, flags: CompilerArguments): string {
  const { standard, freestanding, macros, charIsSigned = target.charIsSigned } = flags;
  const lines = [target.predefined.trimEnd()];
  const year = /(9[049x]|89|1[178x]|2[3xy])$/.exec(standard)?.[1] ?? "17";
  const replace = (name: string, value: string | undefined): void => {
    lines.push(`#undef ${name}`);
    if (value !== undefined) lines.push(`#define ${name} ${value}`);
  };
  replace("__STDC_VERSION__", versions[year]);
  replace("__STDC_HOSTED__", freestanding ? "0" : "1");
  if (/^(c|iso)/.test(standard)) {
    replace("__STRICT_ANSI__", "1");
    for (const name of ["unix", "linux", "i386"]) replace(name, undefined);
  }
  replace("__CHAR_UNSIGNED__", charIsSigned ? undefined : "1");
  if (flags.shortWchar) {
    const isSigned = !target.wcharType.startsWith("unsigned");
    for (const [name, value] of shortWcharMacros) replace(name, value);
    if (isSigned) replace("__WCHAR_UNSIGNED__", "1");
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
