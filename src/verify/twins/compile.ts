/** The objects of a program of twins: C's sides, Rust's sides, stubs. Each is compiled by the judge of its language; names are not yet apart. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type CJudge, judgeObject } from "../c-judge.js";
import type { Check } from "../check.js";
import type { ProcessResult } from "../process.js";
import type { RustJudge } from "../rust-proof.js";

/**
 * What C leaves undefined (C11 3.4.3) and -fwrapv does not define: an input that leads there asks nothing of Rust. Null is not among
 * them: it faults by itself where it matters, and `&((struct s *)0)->m` is used.
 */
const undefinedBehaviour =
  "alignment,bool,bounds,builtin,float-cast-overflow,return,shift-exponent,unreachable,vla-bound";

/** Where locals are not set before they are used, C may do anything; zero is what Rust has there. */
const zero = "-ftrivial-auto-var-init=zero";

const common = [zero, "-fno-pic", "-fno-pie", "-fno-strict-aliasing", "-fno-stack-protector", "-fno-common", "-w"];

export const cSides = {
  trapping: ["-O0", `-fsanitize=${undefinedBehaviour}`, "-fsanitize-trap=all", "-fstrict-flex-arrays=1", ...common],
  optimized: ["-O2", ...common],
  plain: ["-O0", ...common],
} as const;

export function compileC(
  judge: CJudge,
  name: string,
  side: keyof typeof cSides,
  before: string,
  checks: readonly Check[],
): ReturnType<typeof judgeObject> {
  return judgeObject(judge, name, before, checks, cSides[side]);
}

export const rustSides = {
  debug: ["-Copt-level=0", "-Cdebug-assertions=on", "-Coverflow-checks=on"],
  release: ["-Copt-level=3"],
} as const;

export interface RustObject {
  readonly object: string;
  readonly result: ProcessResult;
}

const timeoutSeconds = 1800;
export const twinFile = "kpigen_twins.rs";

/** Writes the crate with one more module, whose functions are the twins. Gives the root file. */
export function writeTwinCrate(
  files: ReadonlyMap<string, string>,
  twins: string,
  freestanding: boolean,
  directory: string,
): string {
  const single = files.get("");
  const sources = new Map(single === undefined ? files : [["bindings.rs", single]]);
  const root = single !== undefined || files.has("lib.rs") ? "lib.rs" : join("src", "lib.rs");
  const text = single === undefined ? (files.get(root) ?? "") : '#![no_std]\ninclude!("bindings.rs");\n';
  // As -ffreestanding says to C: a function that is called strcpy is no more than its name.
  const attribute = freestanding ? "#![no_builtins]\n" : "";
  sources.set(root, `${attribute}${text}\nmod kpigen_twins;\n`);
  sources.set(join(dirname(root), twinFile), twins);
  for (const [path, content] of sources) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return join(directory, root);
}

/** One object with everything: the crate is compiled as the program's own code. */
export async function compileRust(
  judge: RustJudge,
  root: string,
  side: keyof typeof rustSides,
  edition: string,
): Promise<RustObject> {
  const object = join(judge.scratch, `twins-rust-${side}.o`);
  const command = [
    judge.rustc,
    "--crate-type",
    "lib",
    "--crate-name",
    "kpi",
    "--edition",
    edition,
    "--emit",
    `obj=${object}`,
  ];
  const fixed = [
    "-Cpanic=abort",
    "-Ccodegen-units=1",
    "-Crelocation-model=static",
    "--cap-lints",
    "allow",
    "--error-format=json",
  ];
  const result = await judge.run([...command, ...fixed, ...rustSides[side], root], {
    directory: judge.scratch,
    timeoutSeconds,
  });
  judge.onRun({ what: `rust twins ${side}`, command: judge.rustc, milliseconds: result.milliseconds });
  return { object, result };
}
