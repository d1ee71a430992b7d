/** Flags → GenerateRequest. In: what commander parsed. Out: a request, or what is wrong with the usage. */
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { largestFile } from "../base/index.js";
import {
  type BindRequest,
  defaultRust,
  type GenerateRequest,
  type KernelRequest,
  type Selection,
} from "../generation.js";

/** Flags of every command, as commander gives them; a command has those that `program.ts` gave it. */
export interface Flags {
  readonly sys?: string;
  readonly arch?: string;
  readonly kernconf?: string;
  readonly headers?: readonly string[];
  readonly target?: string;
  readonly rustTarget?: string;
  readonly edition?: "2021" | "2024";
  readonly rustEdition?: "2021" | "2024";
  readonly enumStyle?: "alias" | "newtype";
  readonly only?: readonly string[];
  readonly allowlistItem?: readonly string[];
  readonly allowlistFunction?: readonly string[];
  readonly allowlistType?: readonly string[];
  readonly allowlistVar?: readonly string[];
  readonly allowlistFile?: readonly string[];
  readonly blocklistItem?: readonly string[];
  readonly blocklistFunction?: readonly string[];
  readonly blocklistType?: readonly string[];
  readonly blocklistVar?: readonly string[];
  readonly blocklistFile?: readonly string[];
  readonly opaqueType?: readonly string[];
  readonly declarationsOnly?: boolean;
  readonly generate?: readonly string[];
  readonly ignoreFunctions?: boolean;
  readonly rawLine?: readonly string[];
  readonly depfile?: string;
  readonly jobs?: number;
  readonly cache?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly force?: boolean;
  readonly out?: string;
  readonly output?: string;
  readonly emit?: "tokens" | "ast" | "program" | "crate";
  readonly cc?: string;
  readonly rustc?: string;
  readonly cargo?: string;
  readonly keep?: string;
  readonly usage?: string;
  readonly first?: number;
  readonly run?: boolean;
  readonly inputs?: number;
  readonly seed?: number;
}

/** Bad usage: shown as it is, exit code 2. Never crosses the room's door. */
export class UsageError extends Error {}

/** What the machine says where a flag is silent. */
export interface Machine {
  /** process.arch. */
  readonly arch: string;
  readonly defaultSys: string;
  /** What relative paths are relative to; absolute. */
  readonly directory: string;
}

/** process.arch → MACHINE or MACHINE_ARCH. */
const machines: Readonly<Record<string, string>> = {
  x64: "amd64",
  arm64: "arm64",
  ia32: "i386",
  arm: "arm",
  riscv64: "riscv",
  ppc64: "powerpc64",
};

/** @param clangArguments what a module's makefile adds */
export function kernelInput(flags: Flags, machine: Machine, clangArguments: readonly string[]): KernelRequest {
  if (flags.sys !== undefined && !isDirectory(flags.sys)) throw new UsageError(`--sys ${flags.sys}: no such directory`);
  const arch = flags.arch ?? machines[machine.arch];
  if (arch === undefined) throw new UsageError(`this machine (${machine.arch}) is none of FreeBSD's: --arch is needed`);
  const sys = flags.sys ?? (isDirectory(machine.defaultSys) ? machine.defaultSys : undefined);
  const kernconf = flags.kernconf ?? "GENERIC";
  return { kind: "kernel", sys, arch, kernconf, headers: withLists(flags.headers ?? []), clangArguments };
}

export function bindInput(inputs: readonly string[], flags: Flags, clangArguments: readonly string[]): BindRequest {
  for (const input of inputs) {
    if (!existsSync(input)) throw new UsageError(`${input}: no such file`);
    const status = statSync(input);
    if (!status.isFile()) throw new UsageError(`${input}: not a regular file`);
    if (!isReadable(input)) throw new UsageError(`${input}: cannot be read`);
    if (status.size > largestFile) throw new UsageError(`${input}: more than ${largestFile} bytes long`);
  }
  return { kind: "bind", inputs, target: flags.target, clangArguments };
}

export function generateRequest(input: KernelRequest | BindRequest, flags: Flags): GenerateRequest {
  return {
    input,
    rust: {
      rustTarget: flags.rustTarget ?? defaultRust.rustTarget,
      edition: flags.rustEdition ?? flags.edition ?? defaultRust.edition,
      enumStyle: flags.enumStyle ?? defaultRust.enumStyle,
    },
    selection: selection(flags),
    jobs: flags.jobs,
    declarationsOnly: flags.declarationsOnly === true,
    rawLines: flags.rawLine ?? [],
  };
}

function selection(flags: Flags): Selection {
  return {
    only: withLists(flags.only ?? []),
    allow: patternsOf(flags, "allowlist"),
    block: [...patternsOf(flags, "blocklist"), ...kindsLeftOut(flags).map((kind) => `${kind} .*`)],
    opaque: flags.opaqueType ?? [],
  };
}

/** Patterns of all flags of a list, each with the word in front that says what it is for. */
function patternsOf(flags: Flags, list: "allowlist" | "blocklist"): readonly string[] {
  return (["Item", "Function", "Type", "Var", "File"] as const).flatMap((kind) =>
    (flags[`${list}${kind}`] ?? []).map((one) => (kind === "Item" ? one : `${kind.toLowerCase()} ${one}`)),
  );
}

/** As bindgen's `--generate types,vars` and `--ignore-functions` say it. */
function kindsLeftOut({ generate, ignoreFunctions }: Flags): readonly string[] {
  const unknown = generate?.find((kind) => !["functions", "types", "vars"].includes(kind));
  if (unknown !== undefined) throw new UsageError(`--generate ${unknown}: functions, types and vars are what C has`);
  const named = ["function", "type", "var"].filter((kind) => generate !== undefined && !generate.includes(`${kind}s`));
  return ignoreFunctions === true ? ["function", ...named] : named;
}

/** True where everything that C declares is wanted. */
export function isWhole(request: GenerateRequest): boolean {
  const { only, allow, block, opaque } = request.selection;
  return only.length === 0 && (allow ?? []).length === 0 && block.length === 0 && opaque.length === 0;
}

/** `@file`: its lines, empty ones and those that begin with # left out. */
function withLists(items: readonly string[]): readonly string[] {
  return items.flatMap((item) => {
    if (!item.startsWith("@")) return [item];
    let text: string;
    try {
      text = readFileSync(item.slice(1), "utf8");
    } catch {
      throw new UsageError(`${item.slice(1)}: cannot be read`);
    }
    return text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !line.startsWith("#"));
  });
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false; // the reason is the same for a person: this user may not read it
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
