/**
 * Which FreeBSD a tree is: `__FreeBSD_version` of sys/param.h (osreldate: 1400097 is 14.0) and, where the tree has it, the name in
 * conf/newvers.sh (`14.0-STABLE`). Headers that leave the version to the compiler get it from rules/releases.json.
 */
import type { KernelRelease } from "./kernel-tree.js";

export interface ReleaseRow {
  readonly major: number;
  readonly osreldate: number;
  readonly name: string;
}

/**
 * @param param text of sys/param.h
 * @param newvers text of conf/newvers.sh
 * @returns undefined where param.h does not define the version
 */
export function releaseOfTree(param: string | undefined, newvers: string | undefined): KernelRelease | undefined {
  const version = /^[ \t]*#[ \t]*define[ \t]+__FreeBSD_version[ \t]+(\d+)/m.exec(param ?? "")?.[1];
  if (version === undefined) return undefined;
  const osreldate = Number(version);
  const major = Math.floor(osreldate / 100000);
  const revision = /^REVISION=["']?(\d+)\.(\d+)/m.exec(newvers ?? "");
  const branch = /^BRANCH=["']?([\w.-]+)/m.exec(newvers ?? "")?.[1];
  const minor = revision !== null ? Number(revision[2]) : Math.floor(osreldate / 1000) % 100;
  const name = `${major}.${minor}`;
  return { major, minor, osreldate, name: branch === undefined ? name : `${name}-${branch}` };
}

/** A release known from rules/ alone. */
export function releaseOfRow(row: ReleaseRow): KernelRelease {
  return { major: row.major, minor: Number(row.name.split(".")[1]), osreldate: row.osreldate, name: row.name };
}
