/** Names and versions of a crate: what a kernel's release and configuration are called in Cargo's words. */
import { packageVersion } from "./base/index.js";
import type { CrateIdentity } from "./crate/index.js";
import type { RustOptions } from "./generation.js";
import type { KernelTree } from "./kernel/index.js";
import type { RustTarget } from "./rust/index.js";

/** The Rust that `stable` and `nightly` stand for: the newest that kpigen was tried with. */
const newestMinor = 95;

/** @param text `stable`, `nightly` or `1.NN`; anything else is the caller's to refuse */
export function rustTarget(text: string): RustTarget {
  const minor = /^1\.(\d+)/.exec(text);
  return { channel: text === "nightly" ? "nightly" : "stable", minor: minor === null ? newestMinor : Number(minor[1]) };
}

export function crateIdentity(kernel: KernelTree, rust: RustOptions): CrateIdentity {
  const { release, configuration } = kernel;
  return {
    name: "freebsd-kpi",
    version: `${release.major}.${release.minor}.0`,
    release: release.name,
    machine: configuration.machine,
    machineArch: configuration.machineArch,
    kernconf: configuration.ident,
    options: configuration.options,
    kpigenVersion: packageVersion(),
    edition: rust.edition,
    rustVersion: /^1\.\d+/.test(rust.rustTarget) ? rust.rustTarget : undefined,
  };
}
