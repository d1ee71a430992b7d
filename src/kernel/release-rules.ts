/** rules/releases.json, typed, and the macros that a kernel module is compiled with: the target's, the release's and the build's. */
import { readRules } from "../base/index.js";
import type { DirectoriesOfSome } from "./directories-of-some.js";
import type { KernelRelease } from "./kernel-tree.js";
import type { ReleaseRow } from "./release.js";

import type { KernelTarget } from "./target-table.js";

export interface ReleaseRules {
  readonly prelude: readonly string[];
  /** Header patterns of the usual set. */
  readonly headers: readonly string[];
  /** Headers whose macros are for assembler sources: the last of what patterns match. */
  readonly assembler: { readonly paths: readonly string[] };
  /** Directories below sys/ that hold no headers for modules: what `available` leaves out. */
  readonly unavailable: { readonly paths: readonly string[] };
  /** Headers whose macros are not for who includes them: CEnvironment. */
  readonly interceptors: { readonly paths: readonly string[] };
  readonly includeDirectories: { readonly paths: readonly string[] };
  readonly directoriesOfSome: DirectoriesOfSome;
  readonly defines: { readonly lines: readonly string[] };
  readonly standard: { readonly name: string };
  readonly releases: readonly ReleaseRow[];
}

export function releaseRules(): ReleaseRules {
  return readRules<ReleaseRules>("releases.json");
}

/**
 * @param versionFromCompiler the tree's sys/param.h does not say `__FreeBSD_version`
 * @returns `#define` lines. A compiler for FreeBSD N defines `__FreeBSD__` as N and `__FreeBSD_cc_version` as N00001
 *   (clang's FreeBSDTargetInfo); the rows of rules/targets were made for one release.
 */
export function predefinedText(
  target: KernelTarget,
  release: KernelRelease,
  rules: ReleaseRules,
  versionFromCompiler: boolean,
): string {
  const ofTarget = target.target.predefined
    .replace(/^#define __FreeBSD__ .*$/m, `#define __FreeBSD__ ${release.major}`)
    .replace(/^#define __FreeBSD_cc_version .*$/m, `#define __FreeBSD_cc_version ${release.major}00001`);
  const version = versionFromCompiler ? `#define __FreeBSD_version ${release.osreldate}\n` : "";
  return `${ofTarget}${version}${rules.defines.lines.join("\n")}\n`;
}
