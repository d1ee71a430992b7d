/**
 * What can be typed, by group. Names and meaning of the flags stand here and in `--help` only; `request.ts` makes requests of them.
 * Lists are separated by commas; `@file` stands for the lines of a file.
 */
import { type Command, InvalidArgumentError, Option } from "commander";
import { stages } from "./stage-output.js";

export function addKernelOptions(command: Command): Command {
  return command
    .optionsGroup("A kernel:")
    .option("--sys <directory>", "kernel sources (default: /usr/src/sys if there, else the FreeBSD 15 headers of npm)")
    .option("--arch <machine>", "amd64, arm64, i386, arm, riscv, powerpc64 (default: this machine's)")
    .option("--kernconf <name or path>", "kernel configuration", "GENERIC")
    .option("--headers <list>", "paths and globs of headers: 'sys/*.h,dev/usb/**', @file for a list", list);
}

export function addCompilerOptions(command: Command): Command {
  return command
    .optionsGroup("C headers:")
    .option("--target <triple>", "LLVM target (default: this machine's)")
    .addHelpText(
      "after",
      "\nArguments after -- are those of a C compiler: -Idir -DX=1 -UY -include file.h -isystem dir -std=gnu17",
    );
}

export function addRustOptions(command: Command): Command {
  return command
    .optionsGroup("Rust:")
    .option("--rust-target <version>", "stable, nightly or 1.NN", rustTarget, "stable")
    .addOption(new Option("--edition <year>", "Rust edition").choices(["2021", "2024"]).default("2021"))
    .addOption(new Option("--rust-edition <year>", "as --edition").choices(["2021", "2024"]).hideHelp())
    .addOption(
      new Option("--enum-style <style>", "C enums as type aliases or newtypes")
        .choices(["alias", "newtype"])
        .default("alias"),
    );
}

/** Kinds of items, and how help speaks of them. */
const selectionKinds = [
  ["item", "items"],
  ["function", "functions"],
  ["type", "types"],
  ["var", "variables and constants"],
  ["file", "items of headers"],
] as const;

export function addSelectionOptions(command: Command): Command {
  command
    .optionsGroup("What is kept:")
    .option("--only <list>", "keep these and all they need: 'mtx_*,struct buf'", list);
  for (const [kind, plural] of selectionKinds) {
    command.option(`--allowlist-${kind} <regex>`, `keep ${plural} that match, and all they need`, oneMore);
  }
  for (const [kind, plural] of selectionKinds) {
    command.option(`--blocklist-${kind} <regex>`, `leave out ${plural} that match`, oneMore);
  }
  return command
    .option("--opaque-type <regex>", "translate size and alignment only of types that match", oneMore)
    .option("--declarations-only", "no bodies of inline functions, no macros with parameters: half the time");
}

export function addRunOptions(command: Command): Command {
  return command
    .optionsGroup("The run:")
    .option("--jobs <n>", "worker threads (default: the machine's cores)", positive)
    .option("--no-cache", "do not use results of earlier runs")
    .option("-q, --quiet", "no summary, no progress, no warnings")
    .option("-v, --verbose", "all diagnostics, all that was left out")
    .option("--json", "the summary as JSON on standard output")
    .option("--strict", "exit 1 if anything was left out");
}

export function addEmitOption(command: Command): Command {
  return command
    .optionsGroup("The run:")
    .addOption(new Option("--emit <stage>", "print a stage as JSON instead").choices([...stages]));
}

export function addProofOptions(command: Command): Command {
  return command
    .optionsGroup("The proof:")
    .option("--cc <command>", "clang to judge with (default: clang, clang-NN, cc if it is clang, zig clang)")
    .option("--rustc <command>", "rustc to judge with")
    .option("--cargo <command>", "cargo to judge with")
    .option("--run", "run C and Rust functions side by side on the same inputs")
    .option("--inputs <n>", "inputs for each function (with --run)", positive, 2000)
    .option("--seed <n>", "where random inputs begin (with --run)", positive, 1)
    .option("--keep <directory>", "leave the generated checks there");
}

export function addCoverageOptions(command: Command): Command {
  return command
    .optionsGroup("Uses:")
    .requiredOption("--usage <file>", 'counts of uses as JSON: {"files": N, "names": {"NAME": ["kind", uses]}}')
    .option("--first <n>", "names not reached to list, by uses (default: 100)", positive);
}

/** What bindgen has and kpigen has no use for. Accepted, with a note, so that a command line that works there works here. */
export const bindgenOptions: readonly { readonly flags: string; readonly why: string }[] = [
  { flags: "--no-layout-tests", why: "layouts are proven by `kpigen verify`; the file has no tests" },
  { flags: "--use-core", why: "the output uses core, never std" },
  { flags: "--ctypes-prefix <path>", why: "C types are those of core::ffi" },
  { flags: "--no-prepend-enum-name", why: "enumerators have their C names" },
  { flags: "--default-enum-style <style>", why: "see --enum-style" },
  { flags: "--formatter <name>", why: "kpigen formats by itself" },
  { flags: "--no-rustfmt-bindings", why: "kpigen formats by itself" },
  { flags: "--no-doc-comments", why: "comments are part of the output" },
  { flags: "--generate-comments", why: "comments are part of the output" },
  { flags: "--generate-inline-functions", why: "inline functions are translated, not linked" },
  { flags: "--no-recursive-allowlist", why: "what is kept is kept with all it needs" },
  { flags: "--with-derive-default", why: "records derive Copy and Clone only" },
  { flags: "--with-derive-eq", why: "records derive Copy and Clone only" },
  { flags: "--with-derive-hash", why: "records derive Copy and Clone only" },
  { flags: "--no-derive-copy", why: "records derive Copy and Clone only" },
  { flags: "--no-derive-debug", why: "records derive Copy and Clone only" },
  { flags: "--merge-extern-blocks", why: "neighbouring declarations share a block anyway" },
  { flags: "--sort-semantically", why: "items keep the order of the C text" },
  { flags: "--fit-macro-constant-types", why: "constants have their C type" },
  { flags: "--default-macro-constant-type <type>", why: "constants have their C type" },
  { flags: "--with-derive-ord", why: "records derive Copy and Clone only" },
  { flags: "--with-derive-partialeq", why: "records derive Copy and Clone only" },
  { flags: "--with-derive-partialord", why: "records derive Copy and Clone only" },
  { flags: "--impl-debug", why: "records derive Copy and Clone only" },
  { flags: "--impl-partialeq", why: "records derive Copy and Clone only" },
  { flags: "--no-partialeq <regex>", why: "records derive Copy and Clone only" },
  { flags: "--no-debug <regex>", why: "records derive Copy and Clone only" },
  { flags: "--no-default <regex>", why: "records derive Copy and Clone only" },
  { flags: "--no-hash <regex>", why: "records derive Copy and Clone only" },
  { flags: "--wrap-static-fns", why: "inline functions are translated, not linked" },
  { flags: "--wrap-static-fns-path <path>", why: "inline functions are translated, not linked" },
  { flags: "--wrap-static-fns-suffix <suffix>", why: "inline functions are translated, not linked" },
  { flags: "--clang-macro-fallback", why: "every macro is evaluated" },
  { flags: "--clang-macro-fallback-build-dir <path>", why: "every macro is evaluated" },
  { flags: "--constified-enum <regex>", why: "enums are type aliases and constants; see --enum-style" },
  { flags: "--translate-enum-integer-types", why: "an enum has its C type" },
  { flags: "--default-alias-style <style>", why: "typedefs are type aliases" },
  { flags: "--normal-alias <regex>", why: "typedefs are type aliases" },
  { flags: "--generate-cstr", why: "strings are &CStr" },
  { flags: "--explicit-padding", why: "padding is explicit where Rust's own would differ from C's" },
  { flags: "--wrap-unsafe-ops", why: "bodies are unsafe as a whole, which the file allows" },
  { flags: "--no-include-path-detection", why: "headers are looked for where the arguments after -- say" },
  { flags: "--enable-function-attribute-detection", why: "attributes of functions are read anyway" },
  { flags: "--rustfmt-configuration-file <path>", why: "kpigen formats by itself" },
  { flags: "--emit-diagnostics", why: "diagnostics are on standard error anyway" },
  { flags: "--no-record-matches", why: "patterns that match nothing are no error" },
  { flags: "--time-phases", why: "the summary has the time of each phase" },
  { flags: "--enable-cxx-namespaces", why: "headers are C" },
  { flags: "--disable-name-namespacing", why: "headers are C" },
  { flags: "--ignore-methods", why: "headers are C" },
  { flags: "--distrust-clang-mangling", why: "headers are C" },
  { flags: "--size_t-is-usize", why: "size_t is usize" },
  { flags: "--disable-header-comment", why: "the file says what made it" },
];

/** What bindgen has, by its names. */
export function addBindgenOptions(command: Command): Command {
  command
    .optionsGroup("As bindgen has it:")
    .option("--generate <kinds>", "only items of these kinds: functions,types,vars", list)
    .option("--ignore-functions", "no functions")
    .option("--raw-line <text>", "a line of Rust at the top of the file", oneMore)
    .option("--depfile <file>", "write what the file is made of, as make reads it");
  for (const { flags } of bindgenOptions) command.addOption(new Option(flags).hideHelp());
  return command;
}

/** Splits `a,b` and collects over repeated flags. Commas inside of brackets are part of a glob: `{a,b}.h`. */
export function list(text: string, before: readonly string[] = []): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const c of text) {
    if (c === "{" || c === "[" || c === "(") depth++;
    if (c === "}" || c === "]" || c === ")") depth--;
    if (c === "," && depth <= 0) {
      parts.push(part);
      part = "";
    } else part += c;
  }
  parts.push(part);
  return [...before, ...parts.map((one) => one.trim()).filter((one) => one !== "")];
}

function oneMore(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("a whole number from 1 on is needed");
  return Number(text);
}

function rustTarget(text: string): string {
  if (!/^(stable|nightly|1\.\d{1,3}(\.\d+)?)$/.test(text)) throw new InvalidArgumentError("stable, nightly or 1.NN");
  return text;
}
