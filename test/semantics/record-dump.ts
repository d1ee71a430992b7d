/** Asks clang for record layouts (`-fdump-record-layouts-simple`) and reads its answer: BITS throughout, in the order of definitions' ends. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface DumpedRecord {
  /** `struct R1`, or with `(unnamed at file:line:column)`. */
  readonly type: string;
  readonly size: number;
  readonly align: number;
  readonly offsets: readonly number[];
}

export interface Clang {
  readonly command: string;
  readonly arguments: readonly string[];
}

/** `clang-19` or newer of the PATH, else zig's from npm; undefined where neither runs. KPIGEN_CC overrides. */
export function findClang(): Clang | undefined {
  const candidates: Clang[] = [
    ...(process.env.KPIGEN_CC ? [{ command: process.env.KPIGEN_CC, arguments: [] }] : []),
    ...["clang-19", "clang-20", "clang-21"].map((command) => ({ command, arguments: [] })),
    { command: "npx", arguments: ["--no-install", "zig", "clang"] },
  ];
  return candidates.find((c) => spawnSync(c.command, [...c.arguments, "--version"]).status === 0);
}

export function dumpRecords(clang: Clang, triple: string, source: string): readonly DumpedRecord[] {
  const directory = mkdtempSync(join(tmpdir(), "kpigen-layout-"));
  try {
    const file = join(directory, "records.c");
    writeFileSync(file, source);
    const flags = ["-target", triple, "-std=gnu17", "-w", "-fsyntax-only"];
    const dump = ["-Xclang", "-fdump-record-layouts-simple", "-Xclang", "-fdump-record-layouts-complete"];
    const run = spawnSync(clang.command, [...clang.arguments, ...flags, ...dump, file], {
      encoding: "utf8",
      maxBuffer: 1 << 30,
    });
    if (run.status !== 0) throw new Error(`clang refused the random records:\n${run.stderr.slice(0, 4000)}`);
    return readDump(run.stdout);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const block =
  /^Type: (.*)\n\nLayout: <ASTRecordLayout\n {2}Size:(\d+)\n(?: {2}DataSize:\d+\n)? {2}Alignment:(\d+)\n(?: {2}\w+:\d+\n)* {2}FieldOffsets: \[([\d, ]*)\]>/gm;

function readDump(text: string): readonly DumpedRecord[] {
  const found: DumpedRecord[] = [];
  for (const [, type, size, align, offsets] of text.matchAll(block)) {
    // Compiler's own records: __va_list_tag and the like.
    if (/ __\w+$/.test(type)) continue;
    found.push({
      type,
      size: Number(size),
      align: Number(align),
      offsets: offsets === "" ? [] : offsets.split(", ").map(Number),
    });
  }
  return found;
}
