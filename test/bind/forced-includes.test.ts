/** `-include` of bind's compiler arguments: what those headers declare is there as in C, for the main file and in what is written. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { generate } from "../../src/index.js";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "kpigen-include-"));
  writeFileSync(
    join(directory, "guarded.h"),
    "#pragma once\ntypedef unsigned short small;\nstruct pair { small a, b; };\n",
  );
  writeFileSync(join(directory, "forced.h"), '#include "guarded.h"\nsmall first(struct pair);\n');
  writeFileSync(join(directory, "pairs.h"), '#include "guarded.h"\nstruct pairs { struct pair p[2]; small n; };\n');
});
afterAll(() => rmSync(directory, { recursive: true }));

it("its types are types in the main file", async () => {
  const { generation, diagnostics } = await generate({
    input: {
      kind: "bind",
      inputs: [join(directory, "pairs.h")],
      target: "x86_64-unknown-linux-gnu",
      clangArguments: ["-include", join(directory, "forced.h")],
    },
    jobs: 1,
  });
  // clang -include forced.h -x c pairs.h
  expect(diagnostics).toEqual([]);
  const { program } = generation!.units[0];
  expect(program.records.map(({ tag, layout }) => [tag, layout?.size])).toEqual([
    ["pair", 4],
    ["pairs", 10],
  ]);
  expect(program.functions.map(({ name }) => name)).toEqual(["first"]);
  expect(generation!.files.get("")).toMatch(/^mod pairs_h$/m);
});
