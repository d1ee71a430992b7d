/**
 * Which form the generated interface headers have in a tree. The forms changed within releases (stable branches get changes late), so
 * the tree's own scripts are asked rather than a version table: tools/makeobjops.awk and tools/vnode_if.awk are read for the few
 * phrases they print into headers. A tree without its scripts is taken as a current one.
 */
import type { InterfaceDialect } from "./interface-header.js";
import type { VnodeDialect } from "./vnode-interface.js";

/** @param script text of tools/makeobjops.awk, where there is one */
export function interfaceDialect(script: string | undefined): InterfaceDialect {
  return {
    resultVariable: script === undefined || script.includes('" rc;"'),
    conditionals: script === undefined || /printh\(\$0\)/.test(script),
  };
}

/** @param script text of tools/vnode_if.awk, where there is one */
export function vnodeDialect(script: string | undefined): VnodeDialect {
  if (script === undefined) {
    return {
      directCallGuard: "#if !defined(DEBUG_VFS_LOCKS) && !defined(INVARIANTS) && !defined(KTR)",
      registration: true,
    };
  }
  return {
    directCallGuard: /printh\("(?:\\n)?(#if [^"\\]*)/.exec(script)?.[1],
    registration: /printh\("void vfs_vector_op_register/.test(script),
  };
}
