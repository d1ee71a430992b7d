/**
 * The machine of a request: FreeBSD's MACHINE and MACHINE_ARCH and the links that its kernel build makes. The names people use for
 * it (aarch64, x86_64, powerpc64le) are in rules/targets/index.json.
 */
import type { BuildLink } from "./build-directory.js";

/** `_ILINKS` of conf/kern.post.mk and conf/kmod.mk: `machine` always; the x86 machines share x86/, and amd64 has i386/ for 32-bit. */
const sharedLinks: Readonly<Record<string, readonly string[]>> = {
  amd64: ["x86", "i386"],
  i386: ["x86"],
};

/** @param sys root of the source tree */
export function buildLinks(sys: string, machine: string): readonly BuildLink[] {
  const shared = (sharedLinks[machine] ?? []).map((name) => ({ name, path: `${sys}/${name}/include` }));
  return [{ name: "machine", path: `${sys}/${machine}/include` }, ...shared];
}
