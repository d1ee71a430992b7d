/** What `bind` makes of a target's name: the C library's headers that are read for it, and what is said of names there is no row for. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../src/index.js";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "kpigen-bind-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function bind(target: string, text: string, clangArguments: readonly string[] = []) {
  const header = join(directory, "x.h");
  writeFileSync(header, text);
  const { generation, diagnostics } = await generate({
    input: { kind: "bind", inputs: [header], target, clangArguments },
    jobs: 1,
  });
  return { generation, said: diagnostics.map(({ severity, text }) => `${severity}: ${text}`) };
}

// as `zig cc -target T -E -v` lists them
describe("the header that is the CPU's own comes from", () => {
  it.each([
    ["x86_64-unknown-linux-musl", "bits/setjmp.h", "x86_64-linux-musl"],
    ["i686-unknown-linux-musl", "bits/setjmp.h", "x86-linux-musl"],
    ["armv7-unknown-linux-gnueabi", "bits/setjmp.h", "arm-linux-gnu"],
    ["s390x-unknown-linux-gnu", "bits/setjmp.h", "s390x-linux-gnu"],
    ["mips64el-unknown-linux-gnuabi64", "bits/mman.h", "mips-linux-gnu"],
    ["mips64el-unknown-linux-muslabi64", "bits/setjmp.h", "mips64-linux-musl"],
    ["powerpc64le-unknown-linux-musl", "bits/setjmp.h", "powerpc64-linux-musl"],
    ["loongarch64-unknown-linux-gnu", "bits/setjmp.h", "loongarch-linux-gnu"],
    ["sparc64-unknown-linux-gnu", "bits/setjmp.h", "sparc-linux-gnu"],
    ["riscv32gc-unknown-linux-musl", "asm/ptrace.h", "riscv-linux-any"],
    ["sparc64-unknown-netbsd", "machine/setjmp.h", "sparc64-netbsd-none"],
    ["powerpc-unknown-openbsd", "machine/setjmp.h", "powerpc-openbsd-eabihf"],
    ["riscv64gc-unknown-openbsd", "machine/setjmp.h", "riscv64-openbsd-none"],
    ["wasm32-wasip1", "__header_fcntl.h", "wasm-wasi-musl"],
  ])("for %s: %s of %s", async (target, own, library) => {
    const asked =
      own === "bits/mman.h" ? "sys/mman.h" : /^bits/.test(own) ? "setjmp.h" : /^__/.test(own) ? "fcntl.h" : own;
    const { generation, said } = await bind(target, `#include <stddef.h>\n#include <${asked}>\n`);
    expect(said.filter((text) => text.startsWith("error"))).toEqual([]);
    const paths = generation!.sources.all.map((source) => source.path);
    expect(paths.filter((path) => path.endsWith(`/${library}/${own}`))).toHaveLength(1);
  });
});

describe("a target that there is no row for", () => {
  it.each([
    ["x86_64-pc-windows-msvc", /ms_struct/],
    ["powerpc64-ibm-aix", /power alignment/],
    ["avr-none", /16 bits/],
    ["armv9-unknown-linux", /known are .*armv7-unknown-freebsd/],
  ])("%s", async (target, text) => {
    const { generation, said } = await bind(target, "int x;\n");
    expect(generation).toBeUndefined();
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(text);
    expect(said[0].length).toBeLessThan(1000);
  });
});

it("another version of a system than the row's is said to be read as that one", async () => {
  expect((await bind("x86_64-unknown-freebsd13.2", "int x;\n")).said[0]).toMatch(
    /^warning: .*freebsd13.2 is read as .*freebsd14.0/,
  );
  expect((await bind("x86_64-unknown-freebsd14.1", "int x;\n")).said).toEqual([]);
  expect((await bind("x86_64-unknown-freebsd", "int x;\n")).said).toEqual([]);
});

it("the compiler's own stdint.h is read where there is no library", async () => {
  // clang -ffreestanding --target=…: `sizeof` and `_Generic` of the constants
  const { generation, said } = await bind(
    "riscv32imac-unknown-none-elf",
    "#include <stdint.h>\n#define N INT64_C(1)\n#define M UINT32_MAX\n",
  );
  expect(said).toEqual([]);
  expect(generation!.files.get("")).toMatch(/pub const N: c_longlong = 1;/);
  expect(generation!.files.get("")).toMatch(/pub const M: c_uint = UINT32_MAX;/);
});

describe("a target on both sides of --", () => {
  it("may be one by two names", async () => {
    const { generation, said } = await bind("aarch64-unknown-freebsd", "int x;\n", [
      "--target=aarch64-unknown-freebsd14.0",
    ]);
    expect(said).toEqual([]);
    expect(generation?.environment.target.machine).toBe("arm64");
  });

  it.each(["--target=i386-unknown-freebsd14.0", "--target=never-heard-of"])("is not %s", async (flag) => {
    const { generation, said } = await bind("aarch64-unknown-freebsd", "int x;\n", [flag]);
    expect(generation).toBeUndefined();
    expect(said).toEqual([expect.stringContaining("another target")]);
  });
});
