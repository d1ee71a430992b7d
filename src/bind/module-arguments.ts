/** A compiler's arguments as a kernel takes them: what a module's makefile adds to the kernel's own flags. All that would change those is refused. */
import { type Diagnostic, diagnostic, noPlace, type Staged } from "../base/index.js";
import { type CompilerArguments, readCompilerArguments } from "./compiler-arguments.js";

export type ModuleArguments = Pick<CompilerArguments, "include" | "system" | "macros" | "forcedIncludes">;

/** Flags for what a kernel's makefiles and its machine give. */
const ofKernel = {
  standard: "-std=",
  target: "--target=",
  charIsSigned: "the sign of char",
  shortWchar: "-fshort-wchar",
  sysroot: "--sysroot=",
} as const;

export function moduleArguments(given: readonly string[]): Staged<ModuleArguments> {
  const read = readCompilerArguments(given);
  const plain = readCompilerArguments([]).value;
  const { quote, include, system, after, macros, forcedIncludes, others } = read.value;
  const refuse = (what: string): Diagnostic =>
    diagnostic(
      "cli/usage",
      "error",
      noPlace,
      `${what} behind --: of a kernel, only directories (-I, -isystem), macros (-D, -U) and forced headers (-include) may be added`,
    );
  const flags = Object.keys(ofKernel) as (keyof typeof ofKernel)[];
  const changed = flags.filter((one) => read.value[one] !== plain[one]);
  const cpu = others.filter((one) => one.startsWith("-m"));
  return {
    value: { include: [...quote, ...include], system: [...system, ...after], macros, forcedIncludes },
    diagnostics: [...read.diagnostics, ...[...changed.map((one) => ofKernel[one]), ...cpu].map(refuse)],
  };
}
