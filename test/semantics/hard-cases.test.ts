/**
 * C files of test/cases/semantics: what kpigen makes of them, said back in C to clang on several targets. Records: size, alignment, every
 * offset. Functions and variables: redeclared with the type kpigen resolved. Enumerators and macros: value and type. Skips, loudly, without
 * clang.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type CProgram, integerKind, type TypeId } from "../../src/semantics/index.js";
import { declarationPrinter } from "../../src/verify/index.js";
import { type Analyzed, analyze } from "./analyzed.js";
import { rulesTarget } from "./expression-world.js";
import { findClang } from "./record-dump.js";

const clang = findClang();
if (clang === undefined) console.warn("hard-cases: SKIPPED, no clang-19 and no `zig clang` found");

const directory = new URL("../cases/semantics/", import.meta.url);
const cases = readdirSync(directory).filter((name) => name.endsWith(".c"));

function refused(triple: string, source: string): readonly string[] {
  const temporary = mkdtempSync(join(tmpdir(), "kpigen-hard-"));
  try {
    const file = join(temporary, "case.c");
    writeFileSync(file, source);
    const flags = [
      `--target=${triple}`,
      "-fsyntax-only",
      "-std=gnu17",
      "-fwrapv",
      "-ffreestanding",
      "-w",
      "-ferror-limit=0",
    ];
    const run = spawnSync(clang!.command, [...clang!.arguments, ...flags, file], { encoding: "utf8" });
    const lines = source.split("\n");
    const errors = [...run.stderr.matchAll(/case\.c:(\d+):\d+: (?:fatal )?error: (.*)/g)];
    return errors.map((match) => `${lines[Number(match[1]) - 1]}: ${match[2]}`);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

const spelled = (kind: string): string => (kind === "bool" ? "_Bool" : kind);

function constantCheck(analyzed: Analyzed, name: string, value: bigint, type: TypeId): string {
  const kind = spelled(integerKind(analyzed.analyzer.analysis, type) ?? "error");
  const literal = value < 0n ? `-${-value - 1n}ll - 1` : `${value}ull`;
  return `_Static_assert((${name}) == (${kind})(${literal}) && _Generic((${name}), ${kind}: 1, default: 0), "${name}");`;
}

function recordChecks(program: CProgram): string[] {
  const lines: string[] = [];
  for (const record of program.records) {
    if (record.tag === undefined || record.scope !== "file" || record.layout === undefined) continue;
    const name = `${record.tagKind} ${record.tag}`;
    lines.push(
      `_Static_assert(sizeof(${name}) == ${record.layout.size} && _Alignof(${name}) == ${record.layout.align}, "${name}");`,
    );
    record.definition?.members.forEach((member, index) => {
      if (member.name === undefined || member.bitWidth !== undefined) return;
      const offset = record.layout!.members[index].offset / 8;
      lines.push(`_Static_assert(__builtin_offsetof(${name}, ${member.name}) == ${offset}, "${name}.${member.name}");`);
    });
  }
  return lines;
}

function checks(analyzed: Analyzed): string {
  const { program } = analyzed;
  const printer = declarationPrinter(program);
  const lines = recordChecks(program);
  for (const { name, type, threadLocal } of program.variables) {
    lines.push(`extern ${threadLocal ? "_Thread_local " : ""}${printer.declare(type, name)};`);
    lines.push(
      `_Static_assert(__builtin_types_compatible_p(__typeof__(${name}), ${printer.typeName(type)}), "${name}");`,
    );
  }
  for (const { name, type, storage } of program.functions) {
    // A tag of a parameter list has no name outside it.
    const text = printer.declare(type, name);
    if (text !== undefined) lines.push(`${storage === "static" ? "static " : ""}${text};`);
  }
  for (const { name, type } of program.typedefs) {
    const text = printer.typeName(type);
    if (text !== undefined) lines.push(`_Static_assert(__builtin_types_compatible_p(${name}, ${text}), "${name}");`);
  }
  for (const { enumerators, scope } of program.enums) {
    if (scope !== "file") continue;
    // clang 20 and later give all the enum's type where one is not an int
    const isWide = enumerators.some(({ type }) => type !== enumerators[0].type);
    if (isWide) lines.push("#if __clang_major__ < 20");
    for (const { name, value, type } of enumerators) lines.push(constantCheck(analyzed, name, value, type));
    if (isWide) lines.push("#endif");
  }
  for (const { name, meaning } of program.macros) {
    if (meaning.kind === "integer") lines.push(constantCheck(analyzed, name, meaning.value, meaning.type));
  }
  return lines.join("\n");
}

describe.skipIf(clang === undefined).each(cases)("%s", (name) => {
  const text = readFileSync(new URL(name, directory), "utf8");
  it.each(["amd64", "i386", "arm64", "arm"])("%s", (machine) => {
    // A 32-bit target has no __int128, and long cannot hold what the case puts in it.
    const source = machine === "i386" || machine === "arm" ? text.replace(/^.*__int128.*$/gm, "") : text;
    const analyzed = analyze(source, machine);
    expect(analyzed.messages.filter((message) => !message.startsWith("preprocess/"))).toEqual([]);
    const said = checks(analyzed);
    expect(said.length).toBeGreaterThan(500);
    expect(refused(rulesTarget(machine).triple, `${source}\n${said}\n`)).toEqual([]);
  });
});
