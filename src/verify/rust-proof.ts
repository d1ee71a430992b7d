/**
 * The Rust side of the proof, with rustc as judge: the crate with its own layout assertions compiles without a warning, and a second
 * crate, generated here, asserts constants, signatures and layouts of the first one through its public names.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Target } from "../base/index.js";
import { bitFieldPrelude } from "./bit-field-accessor-checks.js";
import type { ProcessResult, RunProcess } from "./process.js";
import type { CheckedItem, JudgeRun, Ledger } from "./report.js";
import { type RustCheck, rustChecks } from "./rust-checks.js";
import { standInChar, standInFiles } from "./stand-in.js";
import type { Provable } from "./verify.js";

export interface RustJudge {
  readonly rustc: string;
  readonly cargo: string | undefined;
  readonly run: RunProcess;
  readonly scratch: string;
  readonly onRun: (run: JudgeRun) => void;
}

const timeoutSeconds = 1800;
const crateItem: CheckedItem = { kind: "rust crate", name: "the crate", place: "" };

export interface RustProof {
  /** False where rustc has no core library that the crate could be compiled with. */
  readonly asked: boolean;
  /** For the reader of the report. */
  readonly notes: readonly string[];
  /** Undefined where the crate did not compile. */
  readonly compiled: CompiledCrate | undefined;
}

/** The crate as other crates see it. */
export interface CompiledCrate {
  /** Its metadata. */
  readonly library: string;
  readonly target: string;
  /** Compiled for another machine than its own: see stand-in.ts. */
  readonly isStandIn: boolean;
}

export async function proveCrate(proof: Provable, judge: RustJudge, ledger: Ledger): Promise<RustProof> {
  const home = await judgeTarget(judge, proof.environment.target);
  const notes = home.note === undefined ? [] : [home.note];
  if (home.target === undefined) return { asked: false, notes, compiled: undefined };
  ledger.expect(crateItem);
  const library = await compileCrate(proof, judge, ledger, home);
  if (library === undefined) return { asked: true, notes, compiled: undefined };

  const list = rustChecks(proof.units, proof.crate, proof.sources, proof.environment.target);
  const absent = new Set(list.absent.map((entry) => entry.item));
  for (const item of list.items) if (proof.whole || !absent.has(item)) ledger.expect(item);
  for (const { item, why } of proof.whole ? list.absent : []) {
    if (why === undefined) ledger.fail(item, "wrong", "neither in the crate nor in its list of what was left out");
    else ledger.fail(item, "missed", `left out of the crate: ${why}`);
  }
  const checks = home.isStandIn
    ? list.checks.map((one) => ({ ...one, line: one.line.replaceAll("core::ffi::c_char", `kpi::${standInChar}`) }))
    : list.checks;
  await judgeRustChecks(judge, ledger, checks, library, home.target, proof.edition);
  return { asked: true, notes, compiled: { library, target: home.target, isStandIn: home.isStandIn } };
}

interface JudgeTarget {
  /** `--target`; undefined where rustc has no core library for anything alike. */
  readonly target: string | undefined;
  readonly isHost: boolean;
  /** True for another machine than the crate's. */
  readonly isStandIn: boolean;
  readonly note: string | undefined;
}

/** The crate's own target where rustc has its core library, else the host if integers and pointers have the same sizes. */
async function judgeTarget(judge: RustJudge, target: Target): Promise<JudgeTarget> {
  const version = await judge.run([judge.rustc, "-vV"], { directory: ".", timeoutSeconds: 60 });
  const host = /^host: (\S+)$/m.exec(version.stdout)?.[1] ?? "";
  if (await hasCore(judge, target.rustTarget)) {
    return { target: target.rustTarget, isHost: target.rustTarget === host, isStandIn: false, note: undefined };
  }
  const config = await judge.run([judge.rustc, "--print", "cfg"], { directory: ".", timeoutSeconds: 60 });
  const alike =
    config.stdout.includes(`target_pointer_width="${target.pointer.size * 8}"`) &&
    config.stdout.includes(`target_endian="${target.endian}"`) &&
    !host.includes("windows");
  const missing = `rustc has no core library for ${target.rustTarget} (rustup target add ${target.rustTarget})`;
  if (!alike) {
    const note = `${missing}: nothing of the Rust side is proven`;
    return { target: undefined, isHost: false, isStandIn: false, note };
  }
  const isStandIn = machineOf(host) !== machineOf(target.rustTarget);
  const note = `${missing}: ${host} stood in for it${isStandIn ? ", inline assembly left out" : ""}`;
  return { target: host, isHost: true, isStandIn, note };
}

const machineOf = (rustTarget: string): string => rustTarget.slice(0, rustTarget.indexOf("-"));

async function hasCore(judge: RustJudge, target: string): Promise<boolean> {
  const command = [judge.rustc, "--print", "target-libdir", "--target", target];
  const answer = await judge.run(command, { directory: ".", timeoutSeconds: 60 });
  const directory = answer.stdout.trim();
  return answer.exitCode === 0 && existsSync(directory) && readdirSync(directory).some((f) => f.startsWith("libcore-"));
}

/** Compiles the crate with its layout assertions. Gives the metadata file, or undefined where it did not compile. */
async function compileCrate(
  proof: Provable,
  judge: RustJudge,
  ledger: Ledger,
  home: JudgeTarget,
): Promise<string | undefined> {
  const directory = join(judge.scratch, "crate");
  const single = proof.files.get("");
  const own =
    single === undefined
      ? proof.files
      : new Map([
          ["bindings.rs", single],
          ["lib.rs", '#![no_std]\ninclude!("bindings.rs");\n'],
        ]);
  const files = home.isStandIn ? standInFiles(own, proof.environment.target.charIsSigned) : own;
  for (const [path, text] of files) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (judge.cargo !== undefined && files.has("Cargo.toml")) {
    const command = [
      judge.cargo,
      "check",
      "--offline",
      "--quiet",
      "--message-format=json",
      "--features",
      "layout-asserts",
      // else cargo has a rustc of its own
      "--config",
      `build.rustc=${JSON.stringify(judge.rustc)}`,
    ];
    const target = home.isHost ? [] : ["--target", home.target!];
    const output = join(judge.scratch, "cargo-target");
    const result = await run(judge, "crate", [...command, ...target, "--target-dir", output], directory);
    report(ledger, crateItem, result, result.stdout);
    const dependencies = join(output, home.isHost ? "" : home.target!, "debug", "deps");
    const name = existsSync(dependencies) ? readdirSync(dependencies).find((f) => /^lib.*\.rmeta$/.test(f)) : undefined;
    return result.exitCode === 0 && name !== undefined ? join(dependencies, name) : undefined;
  }
  const library = join(judge.scratch, "libkpi.rmeta");
  const root = files.has("lib.rs") ? "lib.rs" : join("src", "lib.rs");
  const command = [
    ...rustcCommand(judge, home.target!, proof.edition, "kpi"),
    "--cfg",
    'feature="layout-asserts"',
    "--check-cfg",
    "cfg(feature, values(any()))",
    "-o",
    library,
    root,
  ];
  const result = await run(judge, "crate", command, directory);
  report(ledger, crateItem, result, result.stderr);
  return result.exitCode === 0 ? library : undefined;
}

function rustcCommand(judge: RustJudge, target: string, edition: string, name: string): string[] {
  const command = [judge.rustc, "--crate-type", "lib", "--crate-name", name, "--edition", edition, "--target", target];
  return [...command, "--emit=metadata", "--error-format=json"];
}

/** rustc on one file of a crate that uses the first one. */
export function runRustc(
  judge: RustJudge,
  what: string,
  name: string,
  edition: string,
  target: string,
  rest: readonly string[],
): Promise<ProcessResult> {
  return run(judge, what, [...rustcCommand(judge, target, edition, name), ...rest], judge.scratch);
}

export interface AgainstCrate {
  /** What is asked, for the list of the judges' runs. */
  readonly what: string;
  /** The name of rustc's crate; the file is this with `.rs`. */
  readonly name: string;
  readonly edition: string;
  readonly target: string;
  /** The generated crate, compiled: `kpi` to the text. */
  readonly library: string;
}

/** Asks rustc about text that uses the compiled crate. */
export function checkAgainst(
  judge: RustJudge,
  { what, name, edition, target, library }: AgainstCrate,
  lines: readonly string[],
): Promise<ProcessResult> {
  const file = join(judge.scratch, `${name}.rs`);
  writeFileSync(file, `${lines.join("\n")}\n`);
  const output = join(judge.scratch, `${name}.rmeta`);
  const rest = ["--extern", `kpi=${library}`, "-L", dirname(library), "-o", output, file];
  return runRustc(judge, what, name, edition, target, rest);
}

/** Why rustc failed, where no line of ours is to blame. */
export function firstError({ stderr }: ProcessResult): string {
  return messages(stderr).find(({ level }) => level === "error")?.text ?? stderr.slice(-300);
}

async function run(judge: RustJudge, what: string, command: readonly string[], directory: string) {
  const result = await judge.run(command, { directory, timeoutSeconds });
  judge.onRun({ what: `rust ${what}`, command: command[0], milliseconds: result.milliseconds });
  return result;
}

/** Any message of the compiler fails the crate: a warning is one as well. */
function report(ledger: Ledger, item: CheckedItem, result: ProcessResult, output: string): void {
  let said = false;
  for (const message of messages(output)) {
    if (message.level !== "error" && message.level !== "warning") continue;
    if (message.file === undefined && said) continue; // "aborting due to …", "N warnings emitted"
    said = true;
    const place = message.file === undefined ? item.place : `${message.file}:${message.line}`;
    ledger.fail({ ...item, place: item.place }, "wrong", `${place}: ${message.level}: ${message.text}`);
  }
  if (result.exitCode !== 0 && !said) {
    ledger.fail(item, "unproven", result.stderr.trim().split("\n").at(-1) ?? "the compiler did not finish");
  }
}

export interface Message {
  readonly level: string;
  readonly text: string;
  readonly file: string | undefined;
  readonly line: number;
}

/** rustc's JSON messages, one a line; cargo wraps them. */
export function messages(output: string): readonly Message[] {
  const out: Message[] = [];
  for (const line of output.split("\n")) {
    if (!line.startsWith("{")) continue;
    const parsed = JSON.parse(line);
    const message = parsed.reason === undefined ? parsed : parsed.message;
    if (message?.level === undefined) continue;
    const span = message.spans?.find((s: { is_primary: boolean }) => s.is_primary);
    const origin = outermost(span);
    out.push({ level: message.level, text: message.message, file: origin?.file_name, line: origin?.line_start ?? 0 });
  }
  return out;
}

interface Span {
  readonly file_name: string;
  readonly line_start: number;
  readonly expansion?: { readonly span: Span } | null;
}

/** Where the text stands that was written: an assert's failure is inside of a macro of core. */
function outermost(span: Span | undefined): Span | undefined {
  let at = span;
  while (at?.expansion) at = at.expansion.span;
  return at;
}

const checksInOneConst = 64;
const mostRounds = 8;

async function judgeRustChecks(
  judge: RustJudge,
  ledger: Ledger,
  checks: readonly RustCheck[],
  library: string,
  target: string,
  edition: string,
): Promise<void> {
  const prelude = [
    "#![no_std]",
    // every byte of a record is looked at: where it has many, rustc asks whether it will end
    "#![allow(unused, deprecated, long_running_const_eval)]",
    "trait AsWideAs<T>: Copy {}",
    ...["i", "u"].flatMap((sign) =>
      ["32", "64"].map((width) => `impl AsWideAs<${sign}${width}> for ${sign}${width} {}`),
    ),
    '#[cfg(target_pointer_width = "32")] impl AsWideAs<i32> for isize {}',
    '#[cfg(target_pointer_width = "32")] impl AsWideAs<u32> for usize {}',
    '#[cfg(target_pointer_width = "64")] impl AsWideAs<i64> for isize {}',
    '#[cfg(target_pointer_width = "64")] impl AsWideAs<u64> for usize {}',
    "const fn as_wide_as<T, U: AsWideAs<T>>(_: U) {}",
    ...bitFieldPrelude,
  ];
  let groups: RustCheck[][] = [];
  for (let at = 0; at < checks.length; at += checksInOneConst) groups.push(checks.slice(at, at + checksInOneConst));
  for (let round = 0; round < mostRounds && groups.length > 0; round++) {
    const lines = [...prelude];
    const byLine = new Map<number, { readonly check: RustCheck; readonly group: RustCheck[] }>();
    for (const group of groups) {
      lines.push("const _: () = {");
      for (const check of group) {
        lines.push(check.line);
        byLine.set(lines.length, { check, group });
      }
      lines.push("};");
    }
    const result = await checkAgainst(judge, { what: "checks", name: "proof", edition, target, library }, lines);
    if (result.exitCode === 0) return;
    const bad = new Map<RustCheck, string>();
    const split = new Set<RustCheck[]>();
    for (const message of messages(result.stderr)) {
      const at = message.level === "error" ? byLine.get(message.line) : undefined;
      if (at === undefined) continue;
      bad.set(at.check, message.text);
      split.add(at.group);
    }
    for (const [check, why] of bad) ledger.fail(check.item, "wrong", why);
    if (bad.size === 0) {
      const why = firstError(result);
      for (const check of groups.flat()) ledger.fail(check.item, "unproven", why);
      return;
    }
    // An assertion that fails hides those after it in its const: each gets one of its own.
    groups = groups.flatMap((group) => {
      const left = group.filter((check) => !bad.has(check));
      return split.has(group) ? left.map((check) => [check]) : [left];
    });
  }
  for (const check of groups.flat()) ledger.fail(check.item, "unproven", "new failures in every round");
}
