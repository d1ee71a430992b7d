/** Real source trees, by environment: KPIGEN_SYS_14 is the sys/ of FreeBSD 14. Tests that need one skip, loudly, without it. */
import { existsSync } from "node:fs";

export interface SourceTree {
  readonly major: number;
  readonly sys: string;
}

export function sourceTrees(majors: readonly number[]): readonly SourceTree[] {
  const trees: SourceTree[] = [];
  for (const major of majors) {
    const sys = process.env[`KPIGEN_SYS_${major}`];
    if (sys !== undefined && existsSync(`${sys}/sys/param.h`)) trees.push({ major, sys });
    else console.warn(`SKIPPED: tests on the FreeBSD ${major} tree; set KPIGEN_SYS_${major} to its sys/ directory`);
  }
  return trees;
}
