/**
 * Real trees: the embedded headers and, where their places are given, source trees. The judge is a C compiler reading the same
 * environment, with the virtual files written out.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { RealFileSystem } from "../../src/base/index.js";
import { type KernelTree, loadKernelTree } from "../../src/kernel/index.js";
import { findClang } from "../semantics/record-dump.js";
import { sourceTrees } from "./source-trees.js";

const clang = findClang();
if (clang === undefined) console.warn("SKIPPED: real trees against a compiler; there is no clang");

/** First errors of a compiler that includes these headers in this environment, none where it accepts them. */
function refusals(tree: KernelTree, headers: readonly string[]): string {
  const { environment } = tree;
  const scratch = mkdtempSync(join(tmpdir(), "kpigen-tree-"));
  try {
    const build = environment.includePath[0].path;
    const copy = (at: string): void => {
      for (const name of environment.files.list(at === "" ? build : `${build}/${at}`)) {
        const path = at === "" ? name : `${at}/${name}`;
        if (name.endsWith("/")) copy(path.slice(0, -1));
        else if (name.endsWith(".h")) {
          const read = environment.files.read(`${build}/${path}`);
          if (read.kind !== "text") throw new Error(`${path}: ${JSON.stringify(read)}`);
          mkdirSync(dirname(`${scratch}/${path}`), { recursive: true });
          writeFileSync(`${scratch}/${path}`, read.text, "latin1");
        }
      }
    };
    copy("");
    writeFileSync(`${scratch}/kpigen_predefined.h`, environment.predefined);
    writeFileSync(`${scratch}/all.c`, headers.map((header) => `#include <${header}>\n`).join(""));
    const flags = [
      "-target",
      environment.target.triple,
      ...tree.targetFlags,
      `-std=${environment.standard}`,
      "-nostdinc",
    ];
    const given = [
      "-undef",
      "-include",
      "kpigen_predefined.h",
      ...environment.forcedIncludes.flatMap((name) => ["-include", name]),
    ];
    const path = [`-I${scratch}`, ...environment.includePath.slice(1).map((directory) => `-I${directory.path}`)];
    const command = [...clang!.arguments, ...flags, ...given, ...path, "-w", "-fsyntax-only", `${scratch}/all.c`];
    return spawnSync(clang!.command, command, { encoding: "utf8" }).stderr.slice(0, 2000);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

describe.skipIf(clang === undefined)("the embedded headers", () => {
  it.each(["amd64", "arm64", "i386", "arm", "riscv64", "powerpc64", "powerpc64le"])("for %s, prelude", (arch) => {
    const { value: tree, diagnostics } = loadKernelTree({ arch }, new RealFileSystem());
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(tree!.release.major).toBe(15);
    expect(tree!.headers.length).toBeGreaterThan(500);
    // The package lacks contrib/ck, which net/if_var.h includes.
    expect(
      refusals(
        tree!,
        tree!.prelude.filter((header) => header !== "net/if_var.h"),
      ),
    ).toBe("");
  });
});

it("the embedded headers have no configuration but GENERIC", () => {
  const { value, diagnostics } = loadKernelTree({ arch: "amd64", kernconf: "MINE" }, new RealFileSystem());
  expect(value).toBeUndefined();
  expect(diagnostics[0].text).toBe("MINE: only GENERIC is known without a source tree");
});

for (const { major, sys } of clang === undefined ? [] : sourceTrees([11, 12, 14])) {
  describe(`FreeBSD ${major}`, () => {
    it.each(["amd64", "arm64", "i386", "riscv64", "powerpc64"])("%s: a compiler accepts the prelude", (arch) => {
      const { value: tree, diagnostics } = loadKernelTree({ sys, arch }, new RealFileSystem());
      expect(diagnostics).toEqual([]);
      expect(tree!.release.major).toBe(major);
      expect(refusals(tree!, tree!.prelude)).toBe("");
    });
  });
}
