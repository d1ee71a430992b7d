/** The library: `import { generate } from "kpigen"`. The journey is pipeline.ts; what it takes and gives is generation.ts. */
export type { Diagnostic, DiagnosticCode, Place, SourceTable } from "./base/index.js";
export * from "./generation.js";
export { generate } from "./pipeline.js";
