/**
 * A C compiler's command line as `kpigen bind` takes it behind `--`: the flags that change what a header means (clang(1), GCC:
 * Preprocessor Options, C Dialect Options). Flags of other kinds are kept by themselves: those that change predefined macros are among them
 * (flag-macros.ts). Flags that would change a layout and are not handled are said to be.
 */
import { type Diagnostic, diagnostic, noPlace } from "../base/index.js";

export interface CompilerArguments {
  /** `-iquote`, `-I`, `-isystem`, `-idirafter`, each in order. */
  readonly quote: readonly string[];
  readonly include: readonly string[];
  readonly system: readonly string[];
  readonly after: readonly string[];
  /** Lines of #define and #undef in the order of -D and -U. */
  readonly macros: readonly string[];
  readonly forcedIncludes: readonly string[];
  readonly standard: string;
  readonly target: string | undefined;
  readonly standardIncludes: boolean;
  readonly builtinIncludes: boolean;
  readonly freestanding: boolean;
  readonly charIsSigned: boolean | undefined;
  /** wchar_t is an unsigned short, of UTF-16. */
  readonly shortWchar: boolean;
  readonly sysroot: string;
  /** All others: of code, CPUs, warnings. */
  readonly others: readonly string[];
}

/** Flags that take their value as the next argument or joined to them. */
const valued = [
  "-iquote",
  "-I",
  "-isystem",
  "-idirafter",
  "-D",
  "-U",
  "-include",
  "-target",
  "-isysroot",
  "-x",
  "-o",
  "-imacros",
] as const;

/** Flags that change layouts or types in ways that are not handled. */
const layoutFlags =
  /^-f(pack-struct|short-enums|ms-extensions|ms-layout-compat|plan9-extensions)|^-m(ms-bitfields|32|x32|16|long-double|align-)/;

export function readCompilerArguments(given: readonly string[]): {
  readonly value: CompilerArguments;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const value = {
    quote: [] as string[],
    include: [] as string[],
    system: [] as string[],
    after: [] as string[],
    macros: [] as string[],
    forcedIncludes: [] as string[],
    standard: "gnu17",
    target: undefined as string | undefined,
    standardIncludes: true,
    builtinIncludes: true,
    freestanding: false,
    charIsSigned: undefined as boolean | undefined,
    shortWchar: false,
    sysroot: "",
    others: [] as string[],
  };
  for (let index = 0; index < given.length; index++) {
    const argument = given[index];
    const flag = valued.find(
      (one) => argument.startsWith(one) && !(one === "-include" && argument.startsWith("-include-")),
    );
    const text =
      flag === undefined
        ? ""
        : argument.length > flag.length
          ? argument.slice(flag.length).replace(/^=/, "")
          : (given[++index] ?? "");
    if (flag === "-iquote") value.quote.push(text);
    else if (flag === "-I") value.include.push(text);
    else if (flag === "-isystem") value.system.push(text);
    else if (flag === "-idirafter") value.after.push(text);
    else if (flag === "-D") value.macros.push(defineLine(text));
    else if (flag === "-U") value.macros.push(`#undef ${text}`);
    else if (flag === "-include") value.forcedIncludes.push(text);
    else if (flag === "-target") value.target = text;
    else if (flag === "-isysroot") value.sysroot = text;
    else if (argument.startsWith("--target=")) value.target = argument.slice(9);
    else if (argument.startsWith("--sysroot=")) value.sysroot = argument.slice(10);
    else if (argument.startsWith("-std=")) value.standard = argument.slice(5);
    else if (argument === "-ansi") value.standard = "c89";
    else if (argument === "-nostdinc") value.standardIncludes = value.builtinIncludes = false;
    else if (argument === "-nostdlibinc") value.standardIncludes = false;
    else if (argument === "-nobuiltininc") value.builtinIncludes = false;
    else if (argument === "-ffreestanding") value.freestanding = true;
    else if (argument === "-fsigned-char" || argument === "-fno-unsigned-char") value.charIsSigned = true;
    else if (argument === "-funsigned-char" || argument === "-fno-signed-char") value.charIsSigned = false;
    else if (argument === "-fshort-wchar") value.shortWchar = true;
    else if (argument === "-fno-short-wchar") value.shortWchar = false;
    else if (flag === "-imacros" || layoutFlags.test(argument)) {
      diagnostics.push(
        diagnostic(
          "cli/usage",
          "error",
          noPlace,
          `${argument} is not supported: what it changes would be wrong without a word`,
        ),
      );
    } else if (argument.startsWith("-")) {
      if (flag === undefined) value.others.push(argument);
    } else {
      diagnostics.push(
        diagnostic("cli/usage", "error", noPlace, `${argument} stands behind --, where only a C compiler's flags may`),
      );
    }
  }
  return { value, diagnostics };
}

/** `-DX` is 1, `-DX=` is empty, `-DF(a)=a` has parameters. */
function defineLine(text: string): string {
  const equals = text.indexOf("=");
  return equals < 0 ? `#define ${text} 1` : `#define ${text.slice(0, equals)} ${text.slice(equals + 1)}`;
}
