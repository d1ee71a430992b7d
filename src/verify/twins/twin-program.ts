/**
 * The program of twins: C's two sides, Rust's two, the kernel's side and the harness, compiled, linked and run. Side by side they are C with
 * traps where behaviour is undefined, C as a kernel is compiled, Rust with its own checks, Rust without.
 */
import { mkdirSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { SourceTable } from "../../base/index.js";
import { type DeclarationPrinter, declarationPrinter } from "../c-declaration.js";
import type { CJudge } from "../c-judge.js";
import type { Check } from "../check.js";
import { isFreestanding, undefinitions } from "../check-unit.js";
import { messages, type RustJudge } from "../rust-proof.js";
import type { Provable } from "../verify.js";
import { compileC, compileRust, twinFile, writeTwinCrate } from "./compile.js";
import { answers, kernelVariables, segmentOf, stubObjects } from "./kernel-side.js";
import { kernelPrefix, linkTwins, type SideObject, setApart, wantedOfKernel } from "./link.js";
import { readReports, type TwinReport } from "./outcome.js";
import type { RunWishes, TwinRules } from "./run-twins.js";
import { cSide, firstTwinLine, rustSide, twinOfLine } from "./sides.js";
import { harnessTables } from "./tables.js";
import type { Twin, Twins } from "./twin.js";

export interface TwinJudges {
  readonly c: CJudge;
  readonly rust: RustJudge;
}

export interface TwinRefusal {
  readonly by: "clang" | "rustc";
  readonly why: string;
}

export interface TwinOutcome {
  /** By number of the twin. */
  readonly reports: ReadonlyMap<number, TwinReport>;
  /** Twins that a compiler refused, with its words. */
  readonly refused: ReadonlyMap<number, TwinRefusal>;
  /** Set where there is no program, or it did not come to its end. */
  readonly broken: string | undefined;
}

/** What C text of a unit begins with, and how it spells types. */
export interface UnitText {
  /** Its headers. */
  readonly headers: string;
  /** Its headers, with every macro undefined after them. */
  readonly before: string;
  readonly printer: DeclarationPrinter;
}

/** What symbols of the sides begin with; C's objects each have some of their own. */
const sides = { trapping: "c0_", optimized: "c2_", debug: "r0_", release: "r2_" } as const;

const cPrefix = (side: "trapping" | "optimized", { unit, isMacro }: Pick<Twin, "unit" | "isMacro">): string =>
  `${sides[side]}${unit}${isMacro ? "m" : "f"}_`;

export async function buildAndRun(
  proof: Provable,
  found: Twins,
  candidates: ReadonlyMap<number, Twin>,
  judges: TwinJudges,
  rules: TwinRules,
  wishes: RunWishes,
  jobs: number,
): Promise<TwinOutcome> {
  const scratch = join(judges.c.scratch, "twins");
  mkdirSync(scratch, { recursive: true });
  const environment = {
    ...judges.c.environment,
    arguments: [...fileNames(proof.sources), ...judges.c.environment.arguments],
  };
  const c = { ...judges.c, scratch, environment };
  const rust = { ...judges.rust, scratch };
  const texts = proof.units.map((unit) => {
    const headers = environment.preamble(unit);
    const before = headers + undefinitions(unit.program, proof.environment);
    return { headers, before, printer: declarationPrinter(unit.program) };
  });

  const refused = new Map<number, TwinRefusal>();
  const broken = (why: string): TwinOutcome => ({ reports: new Map(), refused, broken: why });
  const objects: SideObject[] = [];
  for (const side of ["trapping", "optimized"] as const) {
    const why = await cObjects(texts, candidates, refused, c, side, objects);
    if (why !== undefined) return broken(why);
  }
  const compiled = await rustObjects(proof, candidates, refused, found.root, rust);
  if (typeof compiled === "string") return broken(compiled);
  objects.push(...compiled);
  const twins = accepted(candidates, refused);

  const wanted = wantedOfKernel(objects);
  const variables = kernelVariables(proof.units, found, wanted);
  const stubs = await stubObjects(proof.units, texts, found, wanted, c);
  if (stubs.broken !== undefined) return broken(stubs.broken);
  const tables = harnessTables({
    table: found.table,
    twins,
    variables: variables.filter(({ name }) => !stubs.functions.has(name)),
    answers: answers(proof.units, found),
    symbols: (twin, number) => {
      const prefixes = [cPrefix("trapping", twin), cPrefix("optimized", twin), sides.debug, sides.release];
      return prefixes.map((prefix) => `${prefix}kpigen_twin_${number}`);
    },
    kernelPrefix,
    segment: segmentOf(proof.units, found, rules),
    pointed: stubs.pointed,
  });
  for (const object of objects) setApart(object, object.prefix === sides.debug);
  for (const object of stubs.objects) setApart(object, false);
  const program = join(scratch, "run");
  const tools = { cc: "cc", rustc: rust.rustc, run: c.run };
  const linkError = await linkTwins([...objects, ...stubs.objects], tables, tools, scratch, program);
  if (linkError !== undefined) return broken(linkError);
  const command = [program, String(wishes.inputs), String(wishes.seed), String(jobs)];
  const result = await c.run(command, { directory: scratch, timeoutSeconds: 3600 });
  c.onRun({ what: "twins", command: program, milliseconds: result.milliseconds });
  const end = result.exitCode === 0 ? undefined : `it ended with ${result.exitCode}: ${result.stderr.trim()}`;
  return { reports: readReports(result.stdout, [...twins.keys()]), refused, broken: end };
}

/** Adds an object a unit; what the compiler refuses goes to `refused`. Gives what broke the whole. */
async function cObjects(
  texts: readonly UnitText[],
  candidates: ReadonlyMap<number, Twin>,
  refused: Map<number, TwinRefusal>,
  judge: CJudge,
  side: "trapping" | "optimized",
  objects: SideObject[],
): Promise<string | undefined> {
  const files = [...texts.entries()].flatMap(([unit, text]) =>
    [false, true].map((isMacro) => ({ unit, isMacro, ...text })),
  );
  for (const { unit, isMacro, headers, before, printer } of files) {
    const checks: Check[] = [];
    for (const [number, twin] of candidates) {
      if (twin.unit !== unit || twin.isMacro !== isMacro || refused.has(number)) continue;
      const line = cSide(twin, number, printer);
      if (line === undefined) refused.set(number, { by: "clang", why: "C text cannot spell a type of it" });
      else checks[firstTwinLine + number] = { item: twin.item, line };
    }
    if (checks.length === 0) continue;
    const name = `${unit}-${isMacro ? "macros" : "functions"}-${side}`;
    const lines = Array.from(checks, (check) => check ?? noCheck);
    const judged = await compileC(judge, name, side, isMacro ? headers : before, lines);
    for (const { check, why } of judged.refused) {
      refused.set(checks.indexOf(check) - firstTwinLine, { by: "clang", why });
    }
    if (judged.broken !== undefined) return judged.broken;
    objects.push({ path: judged.object, prefix: cPrefix(side, { unit, isMacro }) });
  }
  return undefined;
}

/** A line without a twin. */
const noCheck: Check = { item: { kind: "twins", name: "", place: "" }, line: "" };

const accepted = (candidates: ReadonlyMap<number, Twin>, refused: ReadonlyMap<number, TwinRefusal>) =>
  new Map([...candidates].filter(([number]) => !refused.has(number)));

/** Both Rust sides. A twin whose call rustc refuses goes to `refused`; an error elsewhere is the crate's, and the answer. */
async function rustObjects(
  proof: Provable,
  candidates: ReadonlyMap<number, Twin>,
  refused: Map<number, TwinRefusal>,
  crateRoot: string,
  judge: RustJudge,
): Promise<readonly SideObject[] | string> {
  const objects: SideObject[] = [];
  for (const side of ["debug", "release"] as const) {
    for (;;) {
      const twins = accepted(candidates, refused);
      const text = rustSide(twins, crateRoot, proof.edition);
      const freestanding = isFreestanding(proof.environment);
      const root = writeTwinCrate(proof.files, text, freestanding, join(judge.scratch, "crate"));
      const { object, result } = await compileRust(judge, root, side, proof.edition);
      if (result.exitCode === 0) {
        objects.push({ path: object, prefix: sides[side] });
        break;
      }
      const errors = messages(result.stderr).filter(({ level }) => level === "error");
      const before = refused.size;
      for (const { file, line, text: why } of errors) {
        const number = file?.endsWith(twinFile) ? twinOfLine(text, line) : undefined;
        if (number !== undefined) refused.set(number, { by: "rustc", why });
      }
      const [first] = errors;
      if (refused.size === before) {
        return first === undefined ? result.stderr.slice(-300) : `${first.file}:${first.line}: ${first.text}`;
      }
    }
  }
  return objects;
}

/** __FILE__ as kpigen shows files: without the place of the tree. */
function fileNames(sources: SourceTable): readonly string[] {
  const prefixes = new Map<string, string>();
  for (const { path, display } of sources.all) {
    // one that is shown where it is stays there, below another's place, too
    if (isAbsolute(display)) prefixes.set(`${dirname(display)}/`, `${dirname(display)}/`);
    const full = resolve(path).split("/");
    const shown = display.split("/");
    while (shown.length > 0 && full.at(-1) === shown.at(-1)) {
      full.pop();
      shown.pop();
    }
    const [from, to] = [full, shown].map((names) => (names.length === 0 ? "" : `${names.join("/")}/`));
    if (from !== to && full.length > 1) prefixes.set(from, to);
  }
  return [...prefixes].sort().map(([from, to]) => `-fmacro-prefix-map=${from}=${to}`);
}
