/** The C side of the proof: what to ask about each unit, asked in files of a size that keeps all jobs busy. */
import { readFileSync } from "node:fs";
import pLimit from "p-limit";
import type { CEnvironment, SourceTable, Target } from "../base/index.js";
import type { CProgram } from "../semantics/index.js";
import type { PlannedUnit } from "../unit/index.js";
import { bitFieldFault, bitFieldProbes } from "./bit-field-checks.js";
import { type DeclarationPrinter, declarationPrinter } from "./c-declaration.js";
import { acceptedProbes, type CJudge, judgeChecks, judgeObject } from "./c-judge.js";
import type { Check, CheckList } from "./check.js";
import { undefinitions } from "./check-unit.js";
import { constantChecks, constantProbes } from "./constant-checks.js";
import { enumChecks, functionChecks, linkageProbes, typedefChecks, variableChecks } from "./declaration-checks.js";
import { elfSymbolBytes } from "./elf.js";
import { machOSymbolBytes } from "./mach-o.js";
import { memberAliasChecks } from "./member-alias-checks.js";
import { parameterTags } from "./parameter-tags.js";
import { recordChecks } from "./record-checks.js";
import type { CheckedItem, Ledger } from "./report.js";
import { wasmSymbolBytes } from "./wasm-object.js";

export interface ProofUnit {
  readonly name: string;
  readonly program: CProgram;
  readonly preprocessed: PlannedUnit["preprocessed"];
}

/** Fewest checks for which another compiler run pays: below, reading the headers again costs more. */
const fewestChecks = 4000;

export async function proveUnits(
  units: readonly ProofUnit[],
  environment: CEnvironment,
  sources: SourceTable,
  judge: CJudge,
  ledger: Ledger,
  jobs: number,
): Promise<void> {
  const limit = pLimit(jobs);
  const seen = new Set<string>();
  const work: Promise<void>[] = [];
  units.forEach((unit, index) => {
    for (const task of unitTasks(unit, index, environment, sources, judge, ledger, jobs, seen)) work.push(limit(task));
  });
  await Promise.all(work);
}

/** Items that an earlier unit had at the same place are its, not this one's: units share their prelude. */
function unitTasks(
  unit: ProofUnit,
  index: number,
  environment: CEnvironment,
  sources: SourceTable,
  judge: CJudge,
  ledger: Ledger,
  jobs: number,
  seen: Set<string>,
): readonly (() => Promise<void>)[] {
  const { program } = unit;
  const printer = declarationPrinter(program);
  const fresh = new Set<string>();
  const weak = new Set<string>();
  const isNew = (item: CheckedItem) => !seen.has(itemKey(item));
  const take = (list: CheckList): readonly Check[] => {
    for (const item of list.items) {
      if (!isNew(item)) continue;
      fresh.add(itemKey(item));
      ledger.expect(item);
    }
    for (const { item, why } of list.unprovable) if (isNew(item)) ledger.fail(item, "unproven", why);
    for (const { item } of list.weak) if (isNew(item)) weak.add(itemKey(item));
    return list.checks.filter((check) => isNew(check.item));
  };

  const headers = judge.environment.preamble(unit);
  const hidden = headers + undefinitions(program, environment);
  const constants = [
    ...take(constantChecks(program, printer, sources)),
    ...take(memberAliasChecks(program, printer, sources)),
  ];
  const declarations = declarationLists(program, printer, sources).flatMap(take);
  const tags = parameterTags(program);
  const again = weak.size === 0 ? [] : declarationLists(program, declarationPrinter(program, tags.records), sources);
  for (const list of again) for (const { item, why } of list.weak) if (weak.has(itemKey(item))) ledger.weak(item, why);
  const tagged = again.flatMap((list) => list.checks.filter((check) => weak.has(itemKey(check.item))));
  const bitFields = bitFieldProbes(program, printer, sources);
  take(bitFields.list);
  const newProbes = bitFields.probes.filter((probe) => isNew(probe.item));
  const missed = constantProbes(program, sources).filter((check) => isNew(check.item));
  for (const key of fresh) seen.add(key);

  const tasks: (() => Promise<void>)[] = [];
  const ask = (what: string, before: string, checks: readonly Check[]) => {
    chunks(checks, jobs).forEach((part, n) => {
      tasks.push(() => askChecks(judge, ledger, `${index}-${what}-${n}`, unit.name, before, part));
    });
  };
  ask("constants", headers, constants);
  ask("declarations", hidden, declarations);
  ask("parameter-tags", tags.declarations + hidden, tagged);
  if (newProbes.length > 0) {
    tasks.push(() => askBitFields(judge, ledger, `${index}-bit-fields`, hidden, newProbes, environment.target.endian));
  }
  if (missed.length > 0) {
    tasks.push(async () => {
      for (const check of await acceptedProbes(judge, `${index}-missed`, headers, missed)) {
        ledger.fail(check.item, "missed", "an integer constant to the C compiler");
      }
    });
  }
  const linkage = linkageProbes(program, printer, sources).filter((check) => fresh.has(itemKey(check.item)));
  if (linkage.length > 0) {
    tasks.push(async () => {
      for (const check of await acceptedProbes(judge, `${index}-linkage`, hidden, linkage)) {
        ledger.fail(check.item, "wrong", "static in C");
      }
    });
  }
  return tasks;
}

function declarationLists(program: CProgram, printer: DeclarationPrinter, sources: SourceTable): readonly CheckList[] {
  return [
    recordChecks(program, printer, sources),
    functionChecks(program, printer, sources),
    variableChecks(program, printer, sources),
    enumChecks(program, printer, sources),
    typedefChecks(program, printer, sources),
  ];
}

async function askChecks(
  judge: CJudge,
  ledger: Ledger,
  file: string,
  unit: string,
  before: string,
  checks: readonly Check[],
): Promise<void> {
  const judgement = await judgeChecks(judge, file, before, checks);
  for (const error of new Set(judgement.headerErrors)) {
    ledger.fail({ kind: "headers", name: `unit ${unit}`, place: error.split(": ")[0] }, "wrong", error);
  }
  const refused = new Set<Check>();
  for (const { check, why } of judgement.refused) {
    refused.add(check);
    ledger.fail(check.item, "wrong", why);
  }
  if (judgement.broken !== undefined) {
    for (const item of new Set(checks.filter((check) => !refused.has(check)).map((check) => check.item))) {
      ledger.fail(item, "unproven", judgement.broken);
    }
  }
}

async function askBitFields(
  judge: CJudge,
  ledger: Ledger,
  file: string,
  before: string,
  probes: ReturnType<typeof bitFieldProbes>["probes"],
  endian: Target["endian"],
): Promise<void> {
  const checks = probes.map((probe) => ({ item: probe.item, line: probe.line }));
  const judgement = await judgeObject(judge, file, before, checks);
  const refused = new Set<Check>();
  for (const { check, why } of judgement.refused) {
    refused.add(check);
    ledger.fail(check.item, "wrong", why);
  }
  const symbols = new Set(probes.map((probe) => probe.symbol));
  const object = judgement.broken === undefined ? readFileSync(judgement.object) : undefined;
  const bytes =
    object &&
    (elfSymbolBytes(object, symbols) ?? machOSymbolBytes(object, symbols) ?? wasmSymbolBytes(object, symbols));
  probes.forEach((probe, i) => {
    if (refused.has(checks[i])) return;
    const stored = bytes?.get(probe.symbol);
    if (stored === undefined) {
      ledger.fail(
        probe.item,
        "unproven",
        judgement.broken ?? "the object file is neither ELF, Mach-O nor WebAssembly, or lacks the symbol",
      );
      return;
    }
    const fault = bitFieldFault(probe, stored, endian);
    if (fault !== undefined) ledger.fail(probe.item, "wrong", fault);
  });
}

function chunks(checks: readonly Check[], jobs: number): readonly (readonly Check[])[] {
  if (checks.length === 0) return [];
  const count = Math.max(1, Math.min(jobs, Math.floor(checks.length / fewestChecks)));
  const size = Math.ceil(checks.length / count);
  const out: Check[][] = [];
  for (let at = 0; at < checks.length; at += size) out.push(checks.slice(at, at + size));
  return out;
}

function itemKey(item: CheckedItem): string {
  return `${item.kind}\0${item.name}\0${item.place}`;
}
