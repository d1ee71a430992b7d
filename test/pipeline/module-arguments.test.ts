/** A module outside the tree: its directories and macros behind `--`, beside the kernel's headers. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { generate } from "../../src/index.js";

const home = mkdtempSync(join(tmpdir(), "kpigen-module-"));
afterAll(() => rmSync(home, { recursive: true }));
mkdirSync(join(home, "src/drv"), { recursive: true });
mkdirSync(join(home, "more"));
writeFileSync(
  join(home, "src/drv/drv.h"),
  "#include <sys/types.h>\n#include <deep.h>\n#ifdef DRV_WIDE\nstruct softc { device_t dev; deep_t depth; long wide; };\n#else\nstruct softc { char narrow; };\n#endif\n#define DRV_FORCED FORCED\n",
);
writeFileSync(join(home, "more/deep.h"), "typedef int deep_t;\n");
writeFileSync(join(home, "forced.h"), "#define FORCED 7\n");

const ask = (clangArguments: readonly string[]) =>
  generate({ input: { kind: "kernel", arch: "amd64", headers: ["drv/*.h"], clangArguments }, jobs: 1 });

describe("a compiler's arguments beside a kernel", () => {
  it("add directories, macros and forced headers", async () => {
    const flags = ["-I", `${home}/src/`, "-DDRV_WIDE", `-isystem${home}/more`, "-include", join(home, "forced.h")];
    const { generation, diagnostics } = await ask(flags);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const text = generation?.files.get("src/drv/drv.rs") ?? "";
    // clang: 24 bytes, the members at 0, 8 and 16
    expect(text).toContain("assert_layout!(softc, size 24, align 8, dev 0, depth 8, wide 16);");
    expect(text).toContain("pub const DRV_FORCED: c_int = FORCED;");
    expect(text).toContain(`defined in ${home}/src/drv/drv.h:4`);
  });

  it.each([
    ["-std=c99"],
    ["--target=aarch64-unknown-freebsd"],
    ["-mavx"],
    ["-funsigned-char"],
    ["-fpack-struct"],
    ["x.h"],
  ])("%s is refused: the kernel's makefiles decide that", async (flag) => {
    const { generation, diagnostics } = await ask([`-I${home}/src`, flag]);
    expect(generation).toBeUndefined();
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["error cli/usage"]);
  });
});
