/** The kernel room's door: a source tree and a kernel configuration in, a KernelTree out; and the targets of rules/. */
export * from "./configuration-report.js";
export type { NamedRecord } from "./definition-places.js";
export * from "./kernel-request.js";
export * from "./kernel-tree.js";
export { loadKernelTree } from "./load-kernel-tree.js";
export { type KernelTarget, kernelTarget, target, targetNames, targetRefusal } from "./target-table.js";
