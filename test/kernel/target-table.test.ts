/** The targets of rules/ against a compiler: it accepts, as static assertions, what a row says of sizes, alignments and macros. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Target, TypeSize } from "../../src/base/index.js";
import { kernelTarget, target, targetNames, targetRefusal } from "../../src/kernel/index.js";
import { findClang } from "../semantics/record-dump.js";

const clang = findClang();
if (clang === undefined) console.warn("SKIPPED: targets against a compiler; there is no clang");

/** The rows are clang 19's; version 20 gave Emscripten another __float128. */
const version = /version (\d+)/.exec(
  clang === undefined ? "" : spawnSync(clang.command, [...clang.arguments, "--version"], { encoding: "utf8" }).stdout,
);
const differs = (triple: string): boolean => Number(version?.[1] ?? 0) >= 20 && triple.endsWith("emscripten");

const cName = (kind: string) => (kind === "bool" ? "_Bool" : kind);

function assertions(row: Target): string {
  const sizes = [...Object.entries(row.integers), ...Object.entries(row.floats)].filter(
    // the compiler may be older than that type: test/bind/compiler-headers.test.ts asks one that is not
    (entry): entry is [string, TypeSize] => entry[1] !== undefined && entry[0] !== "__mfp8",
  );
  const lines = sizes.flatMap(([kind, { size, align }], i) => [
    `_Static_assert(sizeof(${cName(kind)}) == ${size}, "size of ${kind}");`,
    `struct s${i} { char c; ${cName(kind)} t; };`,
    `_Static_assert(__builtin_offsetof(struct s${i}, t) == ${align}, "alignment of ${kind}");`,
  ]);
  const { size, align } = row.vaList.kind === "record" ? row.vaList : row.pointer;
  return [
    ...lines,
    `_Static_assert(sizeof(void *) == ${row.pointer.size}, "pointer");`,
    `_Static_assert(((char)-1 < 0) == ${Number(row.charIsSigned)}, "char");`,
    `_Static_assert(sizeof(__builtin_va_list) == ${size} && _Alignof(__builtin_va_list) == ${align}, "va_list");`,
    `struct m { char c; } __attribute__((aligned)); _Static_assert(_Alignof(struct m) == ${row.maxAlign}, "aligned");`,
    `struct z { char a; int : 0; char b; }; _Static_assert((_Alignof(struct z) > 1) == ${Number(row.bitField.zeroWidthAlignsRecord)}, "");`,
    `struct u { char a; int : 4; }; _Static_assert((_Alignof(struct u) > 1) == ${Number(row.bitField.unnamedAlignsRecord)}, "");`,
    `_Static_assert(_Generic((__SIZE_TYPE__)0, ${cName(row.sizeType)}: 1, default: 0), "size_t");`,
    `_Static_assert(_Generic((__PTRDIFF_TYPE__)0, ${cName(row.ptrdiffType)}: 1, default: 0), "ptrdiff_t");`,
    `_Static_assert(_Generic((__WCHAR_TYPE__)0, ${cName(row.wcharType)}: 1, default: 0), "wchar_t");`,
    // The macros, given instead of the compiler's own, must agree with its types.
    `_Static_assert(__SIZEOF_LONG__ == sizeof(long) && __SIZEOF_POINTER__ == sizeof(void *), "macros");`,
    `_Static_assert(_Generic(__INTMAX_MAX__, __INTMAX_TYPE__: 1, default: 0), "intmax_t");`,
    "",
  ].join("\n");
}

const rows = [...new Set(targetNames().map((name) => target(name)!.triple))].filter((triple) => !differs(triple));

describe.skipIf(clang === undefined)("a compiler agrees with the row of", () => {
  const check = (row: Target, flags: readonly string[]) => {
    const given = [
      "-target",
      row.triple,
      ...(row.flags ?? []),
      "-std=gnu17",
      "-w",
      "-undef",
      "-fsyntax-only",
      "-x",
      "c",
      "-",
      ...flags,
    ];
    const source = row.predefined.replace(/^#define (__GCC_HAVE_DWARF2_CFI_ASM|__STDC__).*\n/gm, "") + assertions(row);
    const run = spawnSync(clang!.command, [...clang!.arguments, ...given], { input: source, encoding: "utf8" });
    expect(run.stderr).toBe("");
  };
  it.each(rows)("%s", (triple) => check(target(triple)!, []));
  it.each(rows.filter((triple) => triple.includes("freebsd")))("%s in a kernel", (triple) => {
    const kernel = kernelTarget(triple)!;
    check(kernel.target, kernel.flags);
  });
});

describe("target", () => {
  it("knows machines, architectures, triples with versions and Rust's names", () => {
    for (const name of ["arm64", "aarch64", "arm64.aarch64", "aarch64-unknown-freebsd", "aarch64-freebsd.15.0-none"]) {
      expect(target(name)?.machineArch, name).toBe("aarch64");
    }
    expect(target("x86_64-unknown-linux-gnu")?.rustTarget).toBe("x86_64-unknown-linux-gnu");
    expect(target("x86_64-linux-gnu")?.triple).toBe("x86_64-unknown-linux-gnu");
    // what clang -v says each is (llvm::Triple::normalize)
    const same = {
      "x86_64-unknown-linux-gnu": ["x86_64-linux-gnu", "x86_64-pc-linux-gnu", "x86_64-linux", "x86_64-linux-gnu.2.28"],
      "x86_64-unknown-openbsd": ["amd64-unknown-openbsd7.5", "x86_64-openbsd"],
      "x86_64-unknown-none-elf": ["x86_64-elf", "x86_64-unknown-none", "x86_64-freestanding-none"],
      "i686-unknown-linux-musl": ["i386-linux-musl", "x86-linux-musl"],
      "armv7-unknown-netbsdelf-eabihf": ["armv7-unknown-netbsd-eabihf"],
      "arm-none-eabi": ["armv4t-none-eabi"],
      "arm64-apple-macosx11.0.0": ["aarch64-apple-darwin23.1.0", "arm64-apple-macos"],
      "powerpc-unknown-freebsd14.0": ["powerpc-unknown-freebsd", "powerpc.powerpc"],
      "riscv64-unknown-none-elf": ["riscv64-unknown-elf", "riscv64gc-unknown-none-elf"],
      "wasm32-wasip1": ["wasm32-wasi", "wasm32-wasi-musl"],
    };
    for (const [triple, names] of Object.entries(same))
      for (const name of [triple, ...names]) expect(target(name)?.triple, name).toBe(triple);
    expect(target("riscv64gc-unknown-none-elf")?.flags).toEqual(["-march=rv64gc", "-mabi=lp64d"]);
    expect(target("vax")).toBeUndefined();
    expect(target("x86_64-pc-windows-msvc")).toBeUndefined();
    expect(targetRefusal("x86_64-pc-windows-gnu")).toMatch(/ms_struct/);
    expect(targetRefusal("vax-dec-vms")).toBeUndefined();
    expect(kernelTarget("x86_64-unknown-linux-gnu")).toBeUndefined();
  });
});
