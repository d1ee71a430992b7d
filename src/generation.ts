/**
 * What the library's callers say and get: requests and results of the whole journey, as plain data. The journey itself is `pipeline.ts`.
 */
import type { CEnvironment, Diagnostic, InputLog, SourceTable } from "./base/index.js";
import type { KernelTree } from "./kernel/index.js";
import type { LeftOut, RustCrate } from "./rust/index.js";
import type { BodyOutcome, CProgram } from "./semantics/index.js";
import type { TranslationUnit } from "./syntax/index.js";
import type { HeaderFate, UnitPlan } from "./unit/index.js";

export interface RustOptions {
  /** `stable`, `nightly` or a version: `1.80`. */
  readonly rustTarget: string;
  readonly edition: "2021" | "2024";
  readonly enumStyle: "alias" | "newtype";
}

export const defaultRust: RustOptions = { rustTarget: "stable", edition: "2021", enumStyle: "alias" };

/** Which items to keep. Patterns are those of a shell (`mtx_*`), with an optional `struct `, `union `, `enum ` before. */
export interface Selection {
  /** Empty: everything. Otherwise these and all that they need. */
  readonly only: readonly string[];
  /** Regular expressions over whole C names, as bindgen's allow lists are; what they name is kept as `only` keeps it. */
  readonly allow?: readonly string[];
  readonly block: readonly string[];
  readonly opaque: readonly string[];
}

/** A FreeBSD kernel, as `kpigen generate` takes it. */
export interface KernelRequest {
  readonly kind: "kernel";
  /** Directory of the kernel sources; undefined: the FreeBSD 15 headers that come with kpigen. */
  readonly sys: string | undefined;
  readonly arch: string;
  readonly kernconf: string;
  /** Paths and globs of headers; empty: the release's header set. */
  readonly headers: readonly string[];
  /** What a module's makefile adds: -I, -isystem, -D, -U and -include, as a C compiler takes them. */
  readonly clangArguments?: readonly string[];
}

/** Any C headers, as `kpigen bind` takes them. */
export interface BindRequest {
  readonly kind: "bind";
  readonly inputs: readonly string[];
  /** LLVM triple; undefined: this machine's. */
  readonly target: string | undefined;
  /** Arguments after `--`: -I, -D, -U, -include, -isystem, -std, as a C compiler takes them. */
  readonly clangArguments: readonly string[];
}

export interface GenerateRequest {
  readonly input: KernelRequest | BindRequest;
  readonly rust: RustOptions;
  readonly selection: Selection;
  /** Worker threads; 1 does everything on the calling one. Undefined: the machine's cores. */
  readonly jobs: number | undefined;
  /** Translate neither bodies of inline functions nor macros with parameters: half the time. Bodies are understood all the same: a header in error is refused. */
  readonly declarationsOnly?: boolean;
  /** Lines of Rust at the top of a single file. */
  readonly rawLines?: readonly string[];
  /** Keep the syntax of units, which nothing needs once it is analyzed: a sixth of all memory. */
  readonly keepSyntax?: boolean;
  /** Keep what the disk was asked and what it said. */
  readonly keepInputs?: boolean;
  /** Called when a phase begins, and as it goes on. */
  readonly onProgress?: (phase: string, done: number, total: number) => void;
}

/** One unit with every stage's result, for `--emit` and for `verify`. */
export interface AnalyzedUnit {
  readonly name: string;
  readonly headers: readonly string[];
  /** Undefined where the request did not ask to keep it. */
  readonly syntax: TranslationUnit | undefined;
  readonly program: CProgram;
  /** Of its inline functions, by name. */
  readonly bodies: ReadonlyMap<string, BodyOutcome>;
}

export interface PhaseTime {
  readonly name: string;
  readonly milliseconds: number;
}

export interface GenerationSummary {
  /** Items in the crate, by kind: records, functions, variables, constants, ... */
  readonly counts: Readonly<Record<string, number>>;
  readonly leftOut: readonly LeftOut[];
  readonly fates: ReadonlyMap<string, HeaderFate>;
  readonly phases: readonly PhaseTime[];
}

export interface Generation {
  readonly sources: SourceTable;
  readonly environment: CEnvironment;
  /** Undefined for `bind`. */
  readonly kernel: KernelTree | undefined;
  readonly plan: UnitPlan;
  readonly units: readonly AnalyzedUnit[];
  readonly crate: RustCrate;
  /** Text by path below the output directory (`Cargo.toml`, `src/lib.rs`, …); the one file of `bind` is `""`. */
  readonly files: ReadonlyMap<string, string>;
  readonly summary: GenerationSummary;
  readonly diagnostics: readonly Diagnostic[];
  /** Empty where the request did not ask to keep it. */
  readonly inputs: InputLog;
}

/** Undefined where the input was unusable; the diagnostics say why. */
export interface GenerationOutcome {
  readonly generation: Generation | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: SourceTable;
}
