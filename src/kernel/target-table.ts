/**
 * The targets of rules/targets: a C ABI and the macros a compiler starts with, by FreeBSD machine name or by triple. A row has
 * the plain target (`hosted`, what `bind` wants), whole or as what differs from the row that it is like, and what changes under the flags
 * of a kernel build (conf/kern.mk: no SSE, -ffreestanding, code model). rules/make-targets.mjs makes the rows from a compiler's answers.
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

/** What makes one row's sizes and macros of another's; null in `abi` takes a value away. */
interface Change {
  readonly abi: { readonly [K in keyof Abi]?: Abi[K] | null };
  readonly undef: readonly string[];
  readonly define: readonly string[];
}

interface TargetFile {
  readonly triple: string;
  readonly rustTarget: string;
  readonly machine: string;
  readonly machineArch: string;
  readonly flags?: readonly string[];
  /** Name of the configuration that is this machine's GENERIC, where it is not GENERIC itself. */
  readonly generic?: string;
  readonly kernel?: Change & { readonly flags: readonly string[] };
}

interface TargetRow extends TargetFile {
  readonly abi: Abi;
  readonly predefined: readonly string[];
}

/** What a kernel build for a machine starts from. */
export interface KernelTarget {
  readonly target: Target;
  /** `GENERIC`, or `GENERIC64` where the machine's plain GENERIC is another architecture's. */
  readonly generic: string;
  /** The compiler flags that the macros and sizes were taken with, as conf/kern.mk gives them; for `verify`. */
  readonly flags: readonly string[];
}

/**
 * What a triple says, without what it need not say (llvm::Triple::normalize; zig's and GNU's names of the same): `amd64-freebsd15.0-none` and
 * `x86_64-unknown-freebsd14.1` are `x86_64-freebsd`, `x86_64-pc-linux-gnu` is `x86_64-linux-gnu`, `riscv64-unknown-elf` is `riscv64`.
 */
function plainTriple(name: string): string {
  const [cpu, ...words] = name
    .toLowerCase()
    .replace(/-macos(?!x)/, "-macosx")
    .replace(/(freebsd|netbsd(?:elf)?|openbsd|dragonfly|solaris|darwin|macosx|ios)[\d.]+/, "$1")
    .replace(/-(linux|gnu\w*|musl\w*)\.[\d.]+/g, "-$1")
    .split("-");
  const said = words.filter((word) => !/^(unknown|pc|none|elf|freestanding)$/.test(word));
  const short = cpu
    .replace(/^(i[34]86|x86)$/, "i686")
    .replace(/^amd64$/, "x86_64")
    .replace(/^arm64$/, "aarch64")
    .replace(/^ppc/, "powerpc");
  return [short, ...(said.at(-1) === "linux" ? [...said, "gnu"] : said)].join("-");
}

function row(name: string): TargetRow | undefined {
  const index = readRules<Readonly<Record<string, string>>>("targets/index.json");
  const file = index[name] ?? index[name.toLowerCase()] ?? fileOfTriple(name, index);
  return file === undefined ? undefined : readRow(file);
}

function fileOfTriple(name: string, index: Readonly<Record<string, string>>): string | undefined {
  if (!name.includes("-")) return undefined;
  const triple = plainTriple(name);
  const same = Object.keys(index).find((one) => one.includes("-") && plainTriple(one) === triple);
  return same === undefined ? undefined : index[same];
}

function readRow(file: string): TargetRow {
  const read = readRules<TargetRow | (TargetFile & Change & { readonly like: string })>(`targets/${file}.json`);
  return "like" in read ? { ...read, ...changed(readRow(read.like), read) } : read;
}

function changed(from: Pick<TargetRow, "abi" | "predefined">, by: Change): Pick<TargetRow, "abi" | "predefined"> {
  const gone = new Set([...by.undef, ...by.define.map(definedName)]);
  const abi = Object.entries({ ...from.abi, ...by.abi }).filter(([, value]) => value !== null);
  return {
    abi: Object.fromEntries(abi) as unknown as Abi,
    predefined: [...from.predefined.filter((line) => !gone.has(definedName(line))), ...by.define],
  };
}

/** The macro of a `#define` line. */
const definedName = (line: string): string => line.split(/[ (]/, 2)[1];

const present = <K extends string>(table: Readonly<Record<string, TypeSize | null>>) =>
  Object.fromEntries(Object.entries(table).map(([kind, size]) => [kind, size ?? undefined])) as Record<
    K,
    TypeSize | undefined
  >;

function assemble(from: TargetRow): Target {
  const { triple, rustTarget, machine, machineArch, flags, abi } = from;
  return {
    triple,
    rustTarget,
    machine,
    machineArch,
    ...(flags && { flags }),
    ...abi,
    integers: present<IntegerKind>(abi.integers),
    floats: present(abi.floats),
    predefined: `${from.predefined.join("\n")}\n`,
  };
}

/** A target as a plain compiler sees it, by triple, Rust target or FreeBSD machine name; undefined where rules/ has none. */
export function target(name: string): Target | undefined {
  const found = row(name);
  return found && assemble(found);
}

/** Why there is no row for a target, where that is known: rules/targets/refused.json. */
export function targetRefusal(name: string): string | undefined {
  const { refused } = readRules<{ readonly refused: readonly { readonly form: string; readonly why: string }[] }>(
    "targets/refused.json",
  );
  return refused.find(({ form }) => new RegExp(form).test(name.toLowerCase()))?.why;
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
  return {
    target: assemble({ ...found, ...changed(found, kernel) }),
    generic: found.generic ?? "GENERIC",
    flags: kernel.flags,
  };
}
