/** Warnings of the preprocessor in headers of the system's directories are not the user's (clang: Controlling Diagnostics in System Headers). */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { generate } from "../../src/index.js";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "kpigen-system-"));
  mkdirSync(join(directory, "include", "system"), { recursive: true });
  const header = "#define LIMIT 1\n#define LIMIT 2\n#warning old\n";
  writeFileSync(join(directory, "include", "own.h"), header);
  writeFileSync(
    join(directory, "include", "system", "theirs.h"),
    `#include "near.h"\n${header.replaceAll("LIMIT", "MOST").replace("old", "behind")}`,
  );
  writeFileSync(join(directory, "include", "system", "near.h"), "#warning near\n");
  writeFileSync(
    join(directory, "main.h"),
    "#include <own.h>\n#include <theirs.h>\n#include <stdint.h>\nuint64_t f(void);\n",
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

const bound = (input: string) =>
  generate({
    input: {
      kind: "bind",
      inputs: [input],
      target: "x86_64-unknown-linux-gnu",
      clangArguments: [`-I${join(directory, "include")}`, "-isystem", join(directory, "include", "system")],
    },
    jobs: 1,
  });

it("warns of the user's own only", async () => {
  const { diagnostics, generation } = await bound(join(directory, "main.h"));
  // clang -I include -isystem include/system -fsyntax-only -x c main.h
  expect(diagnostics.map(({ severity, text }) => `${severity}: ${text}`)).toEqual([
    "warning: macro 'LIMIT' redefined",
    "warning: #warning old",
    "warning: #warning near",
    "warning: #warning behind",
  ]);
  expect(generation?.files.get("")).toMatch(/pub const MOST: c_int = 2;/);
});

it("warns of what it was asked for, wherever that is", async () => {
  const { diagnostics } = await bound(join(directory, "include", "system", "theirs.h"));
  // clang -I include -isystem include/system -fsyntax-only -x c include/system/theirs.h
  expect(diagnostics.map(({ text }) => text)).toContain("macro 'MOST' redefined");
});
