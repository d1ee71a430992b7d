import type { FileSystem, SourceTable, Staged } from "../base/index.js";
import type { KernelRequest } from "./kernel-request.js";
import type { KernelTree } from "./kernel-tree.js";
import type { ReleaseRules } from "./release-rules.js";
import type { KernelTarget } from "./target-table.js";
export function loadEmbeddedTree(
  request: KernelRequest,
  target: KernelTarget,
  rules: ReleaseRules,
  files: FileSystem,
  sources: SourceTable,
): Staged<KernelTree | undefined> {
  return { value: undefined, diagnostics: [] };
}
