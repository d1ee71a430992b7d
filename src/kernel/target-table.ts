/**
 * The targets of rules/targets: a C ABI and the macros a compiler starts with, by FreeBSD machine name or by triple. A row has
 * the plain target (`hosted`, what `bind` wants) and what changes under the flags of a kernel build (conf/kern.mk: no SSE,
 * -ffreestanding, code model). rules/make-targets.mjs makes the rows from a compiler's answers.
 */
import { type IntegerKind, readRules, type Target, type TypeSize } from "../base/index.js";

type Abi = Pick<
  Target,
  | "endian"
  | "charIsSigned"
  | "pointer"
  | "sizeType"
  | "ptrdiffType"
  | "wcharType"
  | "maxAlign"
  | "bitField"
  | "vaList"
  | "symbolPrefix"
> & {
  readonly integers: Readonly<Record<string, TypeSize | null>>;
  readonly floats: Readonly<Record<string, TypeSize | null>>;
};

interface TargetRow {
  readonly triple: string;
  readonly rustTarget: string;
  readonly machine: string;
  readonly machineArch: string;
  /** Name of the configuration that is this machine's GENERIC, where it is not GENERIC itself. */
  readonly generic?: string;
  readonly abi: Abi;
  readonly predefined: readonly string[];
  readonly kernel?: {
    readonly flags: readonly string[];
    readonly abi: Partial<Abi>;
    readonly undef: readonly string[];
    readonly define: readonly string[];
  };
}

/** What a kernel build for a machine starts from. */
export interface KernelTarget {
  readonly target: Target;
  /** `GENERIC`, or `GENERIC64` where the machine's plain GENERIC is another architecture's. */
  readonly generic: string;
  /** The compiler flags that the macros and sizes were taken with, as conf/kern.mk gives them; for `verify`. */
  readonly flags: readonly string[];
}

/** `x86_64-freebsd.15.0` and `x86_64-unknown-freebsd14.1` are `x86_64-unknown-freebsd` in the index, `i386-…` is `i686-…`. */
function indexName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/-macos(?!x)/, "-macosx")
    .replace(/(freebsd|netbsd|openbsd|darwin|macosx)[\d.]+/, "$1")
    .replace(/^i[345]86-/, "i686-");
  return plain.replace(/^([^-]+)-(freebsd|netbsd|openbsd|linux)/, "$1-unknown-$2").replace("-none", "");
}

function row(name: string): TargetRow | undefined {
  const index = readRules<Readonly<Record<string, string>>>("targets/index.json");
  const file = index[name] ?? index[indexName(name)];
  return file === undefined ? undefined : readRules<TargetRow>(`targets/${file}.json`);
}

const present = <K extends string>(table: Readonly<Record<string, TypeSize | null>>) =>
  Object.fromEntries(Object.entries(table).map(([kind, size]) => [kind, size ?? undefined])) as Record<
    K,
    TypeSize | undefined
  >;

function assemble(from: TargetRow, abi: Abi, lines: readonly string[]): Target {
  return {
    triple: from.triple,
    rustTarget: from.rustTarget,
    machine: from.machine,
    machineArch: from.machineArch,
    ...abi,
    integers: present<IntegerKind>(abi.integers),
    floats: present(abi.floats),
    predefined: `${lines.join("\n")}\n`,
  };
}

/** A target as a plain compiler sees it, by triple, Rust target or FreeBSD machine name; undefined where rules/ has none. */
export function target(name: string): Target | undefined {
  const found = row(name);
  return found && assemble(found, found.abi, found.predefined);
}

/** Every name that `target` knows, sorted. */
export function targetNames(): readonly string[] {
  return Object.keys(readRules<Readonly<Record<string, string>>>("targets/index.json")).sort();
}

/** A FreeBSD machine as its kernel build sees it; undefined for unknown names and for targets that are not FreeBSD's. */
export function kernelTarget(name: string): KernelTarget | undefined {
  const found = row(name);
  if (found?.kernel === undefined) return undefined;
  const { kernel } = found;
  const changed = new Set([...kernel.undef, ...kernel.define.map((line) => line.split(/[ (]/, 2)[1])]);
  const kept = found.predefined.filter((line) => !changed.has(line.split(/[ (]/, 2)[1]));
  return {
    target: assemble(found, { ...found.abi, ...kernel.abi }, [...kept, ...kernel.define]),
    generic: found.generic ?? "GENERIC",
    flags: kernel.flags,
  };
}
