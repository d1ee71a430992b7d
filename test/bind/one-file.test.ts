/** A header that wants to be read once is one file by whatever name it is included (GCC: Once-Only Headers): clang counts how often it reads it. */
import { spawnSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { generate } from "../../src/index.js";
import { clang } from "../rust/toolchain.js";

it.runIf(clang !== undefined)("a header included by several names is read once", async () => {
  const directory = mkdtempSync(join(tmpdir(), "kpigen-once-"));
  try {
    mkdirSync(join(directory, "a"));
    mkdirSync(join(directory, "b"));
    const once = "#pragma once\nenum { READ = __COUNTER__ };\n";
    writeFileSync(join(directory, "a/once.h"), once);
    writeFileSync(join(directory, "a/other.h"), "#pragma once\nenum { LIKE = __COUNTER__ };\n");
    writeFileSync(join(directory, "b/other.h"), "#pragma once\nenum { UNLIKE = __COUNTER__ };\n");
    writeFileSync(join(directory, "a/same.h"), "#pragma once\nenum { TEXT(__LINE__) = __COUNTER__ };\n");
    writeFileSync(join(directory, "b/same.h"), "#pragma once\nenum { TEXT(__LINE__) = __COUNTER__ };\n");
    symlinkSync("../a/once.h", join(directory, "b/soft.h"));
    linkSync(join(directory, "a/once.h"), join(directory, "b/hard.h"));
    symlinkSync("a", join(directory, "c"));
    const names = ["a/once.h", "a/../a/./once.h", "b/soft.h", "b/hard.h", "c/once.h", "a/other.h", "b/other.h"];
    const header = join(directory, "x.h");
    const includes = names.map((name) => `#include "${name}"\n#include <${name}>\n`).join("");
    const twins =
      "#define TEXT(x) FIRST\n#include <a/same.h>\n#undef TEXT\n#define TEXT(x) SECOND\n#include <b/same.h>\n";
    writeFileSync(header, `${includes}${twins}enum { COUNTED = __COUNTER__ };\n`);

    const flags = ["-fsyntax-only", `-I${directory}`, "-x", "c", "-"];
    const checks = `#include "${header}"\n_Static_assert(READ == 0 && LIKE == 1 && UNLIKE == 2 && FIRST == 3 && SECOND == 4 && COUNTED == 5, "");\n`;
    expect(spawnSync(clang!, flags, { input: checks, encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });

    const { generation, diagnostics } = await generate({
      input: { kind: "bind", inputs: [header], clangArguments: [`-I${directory}`] },
      jobs: 1,
    });
    expect(diagnostics.map(({ text }) => text)).toEqual([]);
    const text = generation!.files.get("") ?? "";
    const values = ["READ", "LIKE", "UNLIKE", "FIRST", "SECOND", "COUNTED"].map((name) =>
      Number(new RegExp(`const ${name}: \\w+ = (\\d+)`).exec(text)?.[1]),
    );
    expect(values).toEqual([0, 1, 2, 3, 4, 5]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

it("tells of a main file that another one's include guard keeps out", async () => {
  const directory = mkdtempSync(join(tmpdir(), "kpigen-guard-"));
  try {
    const inputs = ["a", "b"].map((name) => join(directory, `${name}.h`));
    for (const input of inputs)
      writeFileSync(input, `#ifndef G\n#define G\nextern int from_${input.at(-3)};\n#endif\n`);
    const { diagnostics } = await generate({ input: { kind: "bind", inputs }, jobs: 1 });
    expect(diagnostics.map(({ code, severity, text }) => ({ code, severity, text }))).toEqual([
      {
        code: "unit/shut-out",
        severity: "warning",
        text: `nothing of ${inputs[1]} is read: ${inputs[0]}:2:9 has defined its include guard G`,
      },
    ]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
