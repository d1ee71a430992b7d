/** layoutRecord against clang: random records of every feature on eight targets. KPIGEN_RANDOM_RECORDS sets how many per target. */
import { describe, expect, it } from "vitest";
import { layoutTargets } from "./layout-targets.js";
import { type RandomProgram, randomProgram } from "./random-records.js";
import { type DumpedRecord, dumpRecords, findClang } from "./record-dump.js";

const clang = findClang();
if (clang === undefined) console.warn("record-layout: SKIPPED, no clang-19 and no `zig clang` found");

const perTarget = Number(process.env.KPIGEN_RANDOM_RECORDS ?? 600);
const perProgram = 600;

function ours(program: RandomProgram): readonly Omit<DumpedRecord, "type">[] {
  return program.records.map(({ layout }) => ({
    size: layout!.size * 8,
    align: layout!.align * 8,
    offsets: layout!.members.map((m) => m.offset),
  }));
}

describe.skipIf(clang === undefined)("layoutRecord agrees with clang on random records", () => {
  it.each(layoutTargets.map((t) => [t.target.triple, t] as const))(
    "%s",
    (triple, target) => {
      let compared = 0;
      for (let seed = 1; compared < perTarget; seed++) {
        const program = randomProgram(target, seed, Math.min(perProgram, perTarget));
        const theirs = dumpRecords(clang!, triple, program.source);
        const mine = ours(program);
        const differences = theirs.flatMap(({ type, ...their }, i) =>
          JSON.stringify(their) ===
          JSON.stringify({ size: mine[i]?.size, align: mine[i]?.align, offsets: mine[i]?.offsets })
            ? []
            : [{ seed, type, clang: their, kpigen: mine[i] }],
        );
        expect(differences.slice(0, 5)).toEqual([]);
        expect(theirs.length).toBe(mine.length);
        compared += mine.length;
      }
    },
    600_000,
  );
});
