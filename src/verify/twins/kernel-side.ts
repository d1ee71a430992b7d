/**
 * What both sides want of a kernel that is not there: its functions (stubs), its variables (memory of the harness), what its segment
 * register points to.
 */
import type { CJudge } from "../c-judge.js";
import type { ProofUnit } from "../c-proof.js";
import type { Check } from "../check.js";
import { compileC } from "./compile.js";
import { kernelPrefix, type SideObject } from "./link.js";
import type { TwinRules } from "./run-twins.js";
import { shapeOfBlock } from "./shape.js";
import { functionStub, pointedName, pointedStub, stubPrelude } from "./stubs.js";
import type { HarnessVariable } from "./tables.js";
import type { Twins } from "./twin.js";
import type { UnitText } from "./twin-program.js";

export interface KernelStubs {
  readonly objects: readonly SideObject[];
  /** Symbols that are functions now. */
  readonly functions: ReadonlySet<string>;
  /** Rows of function types that pointers may point to. */
  readonly pointed: ReadonlySet<number>;
  readonly broken: string | undefined;
}

/** Numbers by which the harness tells stubs apart: those of pointers follow those of functions. */
const firstPointed = 1_000_000;

export async function stubObjects(
  units: readonly ProofUnit[],
  texts: readonly UnitText[],
  { table, shapes }: Twins,
  wanted: readonly string[],
  judge: CJudge,
): Promise<KernelStubs> {
  const left = new Map(wanted.map((name, number) => [name, number]));
  const objects: SideObject[] = [];
  const functions = new Set<string>();
  const pointed = new Set<number>();
  for (const [unit, { program }] of units.entries()) {
    const { before, printer } = texts[unit];
    const checks: Check[] = [];
    const accept: (() => void)[] = [];
    const add = (name: string, line: string | undefined, accepted: () => void) => {
      if (line === undefined) return;
      checks.push({ item: { kind: "twins", name, place: "" }, line });
      accept.push(accepted);
    };
    for (const declared of program.functions) {
      const symbol = declared.asmLabel ?? declared.name;
      const number = left.get(symbol);
      if (declared.body !== undefined || number === undefined) continue;
      left.delete(symbol);
      const line = functionStub(declared, number, program, printer, shapes[unit]);
      add(symbol, line, () => functions.add(symbol));
    }
    // Stubs' own types may bring more rows.
    for (let row = 0; row < table.functions.length; row++) {
      if (table.functions[row].unit !== unit) continue;
      const line = pointedStub(table.functions[row].type, row, firstPointed + row, printer, shapes[unit]);
      add(pointedName(row), line, () => pointed.add(row));
    }
    if (checks.length === 0) continue;
    const judged = await compileC(judge, `${unit}-stubs`, "plain", before + stubPrelude, checks);
    if (judged.broken !== undefined) return { objects, functions, pointed, broken: `stubs: ${judged.broken}` };
    const refused = new Set(judged.refused.map(({ check }) => check));
    checks.forEach((check, i) => {
      if (!refused.has(check)) accept[i]();
    });
    objects.push({ path: judged.object, prefix: kernelPrefix });
  }
  return { objects, functions, pointed, broken: undefined };
}

/** `extern int limits[];`: enough for an index of one byte. */
const elementsOfOpenArray = 256;

/** Variables by their type; a name that no declaration explains is a block of bytes. */
export function kernelVariables(
  units: readonly ProofUnit[],
  { shapes }: Twins,
  wanted: readonly string[],
): readonly HarnessVariable[] {
  return wanted.map((name) => {
    for (const [unit, { program }] of units.entries()) {
      const declared = program.variables.find((one) => (one.asmLabel ?? one.name) === name);
      if (declared === undefined) continue;
      const type = shapes[unit].resolve(declared.type);
      const open = type.kind === "array" && type.length === "incomplete" ? type.of : undefined;
      const row = shapes[unit].row(open ?? declared.type);
      const size = shapes[unit].size(open ?? declared.type);
      if (row === undefined || size === undefined || size === 0) break;
      return { name, row, size: open === undefined ? size : size * elementsOfOpenArray };
    }
    return { name, row: shapeOfBlock, size: 256 };
  });
}

/** Shapes of what functions give pointers to: an input has one of each that its function may be given. */
export function answers(units: readonly ProofUnit[], { shapes }: Twins): ReadonlyMap<string, readonly number[]> {
  const out = new Map<string, readonly number[]>();
  for (const [unit, { program }] of units.entries()) {
    for (const declared of program.functions) {
      const type = program.types[declared.type];
      const returns = type.kind === "function" ? shapes[unit].resolve(type.returns) : undefined;
      if (returns?.kind !== "pointer" || out.has(declared.name)) continue;
      out.set(declared.name, [shapes[unit].pointee(returns.to)]);
    }
  }
  return out;
}

export function segmentOf(units: readonly ProofUnit[], { shapes }: Twins, rules: TwinRules) {
  for (const [unit, { program }] of units.entries()) {
    const record = program.records.find((one) => one.tag === rules.segment.record && one.layout !== undefined);
    const row = record === undefined ? undefined : shapes[unit].recordRow(record.id);
    if (row !== undefined) return { row, pattern: new RegExp(rules.segment.pattern) };
  }
  return undefined;
}
